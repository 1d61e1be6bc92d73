"""What a tap sets going: side by side where the order does not show, and all of it done before the chat's next."""

import asyncio
from pathlib import Path
from typing import Any

from bot.app import open_program
from bot.sandbox import Sandbox
from tests.cast import SHARED, Person, Stage, StillClock
from tests.lints.watching import Watched

SLOW = ("answerCallbackQuery", "editMessageText")


class Slow(Watched):
    """A line on which taps are acknowledged, and old messages changed, only when the test says so."""

    __slots__ = ("held", "hold")

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__(sandbox)
        self.hold, self.held = asyncio.Event(), 0
        self.hold.set()

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        if url.endswith(SLOW):
            self.held += 1
            await self.hold.wait()
        return await super().do_request(url, *args, **kwargs)


async def test_an_answer_waits_for_nothing_but_the_next_question_and_ends_with_all_of_it_done(tmp_path: Path) -> None:
    clock = StillClock()
    sandbox = Sandbox(clock, token="1:sandbox")
    line = Slow(sandbox)
    async with open_program(f"sqlite:///{tmp_path / 'bot.db'}", "1:sandbox", clock, line, shared=SHARED) as program:
        anna = Person(Stage(program, sandbox, clock, line), 101, "Anna")
        await anna.says("/start")
        await anna.taps("Yes, I am 18", "I agree")
        question = anna.last
        line.hold.clear()
        line.held = 0
        tap = asyncio.create_task(anna.taps("A doctor"))
        async with asyncio.timeout(10):
            while anna.heard[-1]["text"] == question or line.held < len(SLOW):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert "Which country" in anna.last, "it stands there already"
        assert not tap.done(), "this chat's next update waits until the rest is done"
        line.hold.set()
        await tap
        assert anna.heard[-2]["buttons"] in (None, [])
    sandbox.close()


async def test_a_tap_that_cannot_be_acknowledged_is_answered_all_the_same(stage: Stage, anna: Person) -> None:
    await anna.says("/start")
    await anna.taps("Yes, I am 18", "I agree")
    stage.sandbox.fail("answerCallbackQuery", "502", times=1)
    await anna.taps("A doctor")
    assert "Which country" in anna.last


async def test_who_is_cut_off_in_the_middle_leaves_nothing_running(tmp_path: Path) -> None:
    clock = StillClock()
    sandbox = Sandbox(clock, token="1:sandbox")
    line = Slow(sandbox)
    async with open_program(f"sqlite:///{tmp_path / 'bot.db'}", "1:sandbox", clock, line, shared=SHARED) as program:
        anna = Person(Stage(program, sandbox, clock, line), 101, "Anna")
        await anna.says("/start")
        line.hold.clear()
        before = asyncio.all_tasks()
        tap = asyncio.create_task(anna.taps("Yes, I am 18"))
        async with asyncio.timeout(10):
            while line.held < len(SLOW):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        tap.cancel()
        await asyncio.wait([tap], timeout=5)
        assert tap.cancelled()
        assert asyncio.all_tasks() <= before
    sandbox.close()

"""Polling: each chat in order, chats side by side, and nothing confirmed before it is done."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from telegram import Bot, Update
from telegram.error import InvalidToken

from bot.clock import Clock
from bot.polling import Poller, Taken
from bot.sandbox import InProcess, Sandbox

ANNA, BRUNO = 7, 8
Handle = Callable[[Update], Awaitable[None]]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A Telegram in memory."""
    telegram = Sandbox(Clock(), token="1:right")
    yield telegram
    telegram.end_waits()
    telegram.close()


def poller(sandbox: Sandbox, handle: Handle, token: str = "1:right", newcomer: float = 10.0) -> Poller:
    request = InProcess(sandbox)
    return Poller(Bot("1:right", request=request, get_updates_request=InProcess(sandbox)), handle, 0.01, newcomer)


async def run_until(polling: Poller, done: Callable[[], bool]) -> None:
    """Let it poll until then."""
    task = asyncio.create_task(polling.run())
    async with asyncio.timeout(10):
        while not done() and not task.done():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    if task.done():
        task.result()
    task.cancel()
    await asyncio.wait([task])
    await polling.finish(0)


async def test_each_chats_updates_keep_their_order_while_chats_run_side_by_side(sandbox: Sandbox) -> None:
    for number in range(5):
        sandbox.say(ANNA, f"a{number}")
        sandbox.say(BRUNO, f"b{number}")
    heard: list[str] = []
    held = asyncio.Event()

    async def handle(update: Update) -> None:
        text = str(update.effective_message and update.effective_message.text)
        if text == "a0":
            await held.wait()
        heard.append(text)
        if text == "b4":
            held.set()

    await run_until(poller(sandbox, handle), lambda: len(heard) == 10)
    assert [text for text in heard if text[0] == "a"] == ["a0", "a1", "a2", "a3", "a4"]
    assert heard[:5] == ["b0", "b1", "b2", "b3", "b4"], "Bruno never waits for Anna"


async def test_an_update_that_fails_is_over_and_the_next_one_comes(sandbox: Sandbox) -> None:
    heard: list[int] = []

    async def handle(update: Update) -> None:
        heard.append(update.update_id)
        raise RuntimeError("a bug")

    sandbox.say(ANNA, "one")
    sandbox.say(ANNA, "two")
    await run_until(poller(sandbox, handle), lambda: len(heard) == 2)
    assert len(set(heard)) == 2


async def test_what_was_not_done_when_the_program_died_comes_again(sandbox: Sandbox) -> None:
    sandbox.say(ANNA, "one")
    sandbox.say(BRUNO, "two")
    heard: list[str] = []

    async def dies(update: Update) -> None:
        heard.append(str(update.effective_message and update.effective_message.text))
        if heard[-1] == "one":
            await asyncio.sleep(60)

    await run_until(poller(sandbox, dies), lambda: len(heard) == 2)
    again: list[str] = []

    async def lives(update: Update) -> None:
        again.append(str(update.effective_message and update.effective_message.text))

    await run_until(poller(sandbox, lives), lambda: len(again) == 2)
    assert again == ["one", "two"]
    more: list[str] = []
    sandbox.say(ANNA, "three")

    async def goes_on(update: Update) -> None:
        more.append(str(update.effective_message and update.effective_message.text))

    await run_until(poller(sandbox, goes_on), lambda: "three" in more)
    assert more[-1] == "three"


@pytest.mark.parametrize("fault", ["500", "502", "429", "cut_before", "cut_after"])
async def test_trouble_on_the_way_is_waited_out(sandbox: Sandbox, fault: str) -> None:
    heard: list[int] = []

    async def handle(update: Update) -> None:
        heard.append(update.update_id)

    sandbox.say(ANNA, "one")
    sandbox.fail("getUpdates", fault, times=2, retry_after=1)
    await run_until(poller(sandbox, handle), lambda: len(heard) == 1)


class RevokedBot(Bot):
    """A bot whose token was revoked while it ran."""

    async def get_updates(self, *_: object, **__: object) -> tuple[Update, ...]:
        raise InvalidToken


async def test_a_token_that_was_revoked_is_not_waited_out(sandbox: Sandbox) -> None:
    async def handle(_update: Update) -> None:
        raise AssertionError("nothing comes")

    with pytest.raises(InvalidToken):
        await Poller(RevokedBot("1:right", request=InProcess(sandbox)), handle).run()


async def test_of_two_programs_the_newcomer_gives_way(sandbox: Sandbox) -> None:
    async def handle(_update: Update) -> None:
        """Nothing to do."""

    first = asyncio.create_task(poller(sandbox, handle, newcomer=0.0).run())
    await asyncio.sleep(0.05)
    second = asyncio.create_task(poller(sandbox, handle).run())
    done, _ = await asyncio.wait([first, second], timeout=10, return_when=asyncio.FIRST_COMPLETED)
    assert done == {second}
    assert isinstance(second.exception(), Taken)
    first.cancel()
    await asyncio.wait([first])


async def test_what_waits_at_the_start_is_done_before_anything_else(sandbox: Sandbox) -> None:
    heard: list[str] = []

    async def handle(update: Update) -> None:
        await asyncio.sleep(0.2)
        heard.append(str(update.effective_message and update.effective_message.text))

    for text in ("one", "two"):
        sandbox.say(ANNA, text)
    sandbox.say(BRUNO, "three")
    await poller(sandbox, handle).catch_up()
    assert sorted(heard) == ["one", "three", "two"]


async def test_trouble_at_the_start_is_left_to_the_polling(sandbox: Sandbox) -> None:
    async def handle(_update: Update) -> None:
        raise AssertionError("nothing comes")

    sandbox.fail("getUpdates", "502", times=1)
    await poller(sandbox, handle).catch_up()

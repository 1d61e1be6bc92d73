"""The pace: an even beat, people before reminders, chats that rest, and one halt for all. No test here waits."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from heapq import heappop, heappush
from itertools import pairwise

import pytest
from telegram.error import RetryAfter

from bot.pace import PATIENCE, REMINDER, SHARE, Answer, Pace, seconds
from bot.request import NeverLeft
from bot.turns import Chats

RATE = 28
BEAT = 1 / RATE
Task = asyncio.Task[Answer]


class Hand:
    """A clock that is moved by hand, and Telegram beside it, which notes when what arrived."""

    def __init__(self, late: Callable[[], float] = lambda: 0.0) -> None:
        self.now = 1000.0
        self.late = late
        self.arrived: list[tuple[float, int]] = []
        self.refusals: list[float] = []
        self.pace = Pace(RATE, self)
        self._alarms: list[tuple[float, int, asyncio.Handle, Callable[[], object]]] = []

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, callback: Callable[[], object], /) -> asyncio.Handle:
        called = asyncio.Handle(callback, (), asyncio.get_running_loop())
        heappush(self._alarms, (when, id(called), called, callback))
        return called

    async def move(self, span: float) -> None:
        """Let time pass; who is woken may come late."""
        end = self.now + span
        await settle()
        while self._alarms and self._alarms[0][0] <= end:
            when, _, called, back = heappop(self._alarms)
            if not called.cancelled():
                self.now = max(self.now, when + self.late())
                back()
                await settle()
        self.now = max(self.now, end)

    def ask(self, chat: int, kind: str | None = None, endpoint: str = "sendMessage") -> Task:
        async def arrive() -> Answer:
            self.arrived.append((self.now, chat))
            await asyncio.sleep(0)
            if self.refusals:
                raise RetryAfter(timedelta(seconds=self.refusals.pop(0)))
            return True

        return asyncio.create_task(self.pace.process_request(arrive, (), {}, endpoint, {"chat_id": chat}, kind))

    def times(self, *chats: int) -> list[float]:
        """When those chats got theirs, from the start."""
        return [round(at - 1000, 6) for at, chat in self.arrived if chat in chats]


async def settle() -> None:
    """Let every task do what it can do now."""
    for _ in range(8):
        await asyncio.sleep(0)


def fullest_second(hand: Hand) -> int:
    """The most that arrived within any one second."""
    times = [at for at, _ in hand.arrived]
    return max(sum(1 for at in times[first:] if at - start < 1) for first, start in enumerate(times))


async def left(task: Task) -> float:
    """How long a refused message is to wait."""
    with pytest.raises(RetryAfter) as refused:
        await task
    return round(seconds(refused.value), 6)


async def test_reminders_leave_evenly_and_as_fast_as_they_may() -> None:
    hand = Hand()
    for chat in range(560):
        hand.ask(chat, REMINDER)
    await hand.move(20 * 1.05)
    assert len(hand.arrived) == 560
    assert fullest_second(hand) <= RATE + 1
    beats = [after - before for before, after in pairwise(hand.times(*range(1, 560)))]
    assert max(beats) - min(beats) < 1e-5, "even from the second on"


async def test_a_program_that_wakes_a_little_late_keeps_the_rate() -> None:
    rushed = random.Random(7)
    hand = Hand(late=lambda: rushed.uniform(0, 0.017))
    for chat in range(560):
        hand.ask(chat, REMINDER)
    await hand.move(20 * 1.05)
    assert len(hand.arrived) == 560
    assert fullest_second(hand) <= 30


@pytest.mark.parametrize("seed", range(8))
async def test_no_second_holds_more_than_thirty_whatever_comes(seed: int) -> None:
    dice = random.Random(seed)
    hand = Hand(late=lambda: dice.choice([0, 0, 0.004, 0.06]))
    asked = 0
    for _ in range(120):
        for _ in range(dice.choice([0, 1, 2, 9, 40])):
            method = dice.choice(["sendMessage", "editMessageText"])
            hand.ask(dice.randrange(60), dice.choice([None, None, REMINDER]), method)
            asked += 1
        await hand.move(dice.choice([0.001, 0.03, 0.2, 1.0]))
    await hand.move(600)
    assert len(hand.arrived) == asked, "nothing is lost in line"
    assert fullest_second(hand) <= 30


async def test_an_answer_leaves_at_once_however_many_reminders_are_in_line() -> None:
    hand = Hand()
    for chat in range(3000):
        hand.ask(chat, REMINDER)
    for person in range(5000, 5040):
        await hand.move(0.317)
        asked = hand.now - 1000
        hand.ask(person)
        await hand.move(0)
        assert hand.times(person) == [pytest.approx(asked)]


async def test_the_second_of_two_messages_at_once_waits_one_beat_at_most() -> None:
    hand = Hand()
    for chat in range(3000):
        hand.ask(chat, REMINDER)
    await hand.move(3.3)
    hand.ask(7000)
    hand.ask(7000)
    await hand.move(1)
    first, second = hand.times(7000)
    assert second - first <= BEAT + 1e-6


async def test_people_cannot_hold_up_reminders_for_ever() -> None:
    hand = Hand()
    for number in range(400):
        hand.ask(number)
    hand.ask(900, REMINDER)
    hand.ask(901, REMINDER)
    await hand.move(5)
    order = [chat for _, chat in hand.arrived]
    assert order.index(900) <= SHARE + 1
    assert order.index(901) - order.index(900) == SHARE


async def test_a_chat_gets_one_reminder_a_second_and_holds_up_nobody() -> None:
    hand = Hand()
    for chat in (1, 1, 1, 2, 3):
        hand.ask(chat, REMINDER)
    await hand.move(5)
    assert hand.times(1) == [0, 1, 2]
    assert hand.times(2, 3)[-1] < 0.1


async def test_a_chat_gets_three_answers_at_once_and_then_one_a_second() -> None:
    hand = Hand()
    for _ in range(5):
        hand.ask(1)
    await hand.move(20)
    first, _, third, fourth, fifth = hand.times(1)
    assert third - first <= 2 * BEAT
    assert fourth - first == pytest.approx(1, abs=2 * BEAT)
    assert fifth - fourth == pytest.approx(1, abs=2 * BEAT)
    hand.ask(1)
    await hand.move(0)
    assert hand.times(1)[-1] == 20


async def test_a_reminder_waits_until_its_chat_has_rested_from_an_answer() -> None:
    hand = Hand()
    hand.ask(1)
    hand.ask(1, REMINDER)
    await hand.move(3)
    assert hand.times(1) == [0, 1]


async def test_an_edit_keeps_the_beat_and_needs_no_rest() -> None:
    hand = Hand()
    for _ in range(10):
        hand.ask(1, endpoint="editMessageText")
    await hand.move(1)
    assert len(hand.arrived) == 10
    assert hand.times(1)[-1] == pytest.approx(7.5 * BEAT, abs=BEAT)


@pytest.mark.parametrize("endpoint", ["answerCallbackQuery", "setMyCommands", "sendChatAction", "deleteMessage"])
async def test_what_is_no_message_passes_at_once_and_halts_nobody(endpoint: str) -> None:
    hand = Hand()
    for _ in range(100):
        hand.ask(1, endpoint=endpoint)
    await settle()
    assert len(hand.arrived) == 100
    hand.refusals = [86_400]
    assert await left(hand.ask(1, endpoint=endpoint)) == 86_400
    assert await hand.ask(2, REMINDER)


async def test_an_answer_that_was_refused_comes_after_the_halt_and_nothing_before() -> None:
    hand = Hand()
    hand.refusals = [7]
    refused = hand.ask(1)
    await settle()
    for chat in (2, 3, 4):
        hand.ask(chat)
    await hand.move(6.9)
    assert len(hand.arrived) == 1
    await hand.move(1)
    assert refused.result()
    assert [chat for _, chat in hand.arrived] == [1, 1, 2, 3, 4], "who asked first goes first"
    assert hand.times(1)[1] == 7


async def test_a_later_and_shorter_halt_never_ends_the_first_one_early() -> None:
    hand = Hand()
    hand.refusals = [20, 2, 5]
    for chat in (1, 2):
        hand.ask(chat)
    await hand.move(10)
    assert hand.times(1, 2) == [0, 0]
    await hand.move(12)
    assert hand.times(1, 2)[2] == 20, "and the third refusal counts from there"
    await hand.move(5)
    assert len(hand.arrived) == 5


async def test_a_reminder_does_not_wait_for_the_end_of_a_halt() -> None:
    hand = Hand()
    in_line = [hand.ask(chat, REMINDER) for chat in range(50)]
    hand.refusals = [12]
    await hand.move(3)
    assert len(hand.arrived) == 1
    assert {await left(task) for task in in_line} == {12}
    assert await left(hand.ask(99, REMINDER)) == 9
    await hand.move(10)
    assert await hand.ask(99, REMINDER)


async def test_an_answer_waits_out_half_a_minute_and_no_more() -> None:
    hand = Hand()
    hand.refusals = [PATIENCE + 1]
    assert await left(hand.ask(1)) == PATIENCE + 1
    assert await left(hand.ask(3)) == PATIENCE + 1
    await hand.move(2)
    patient = hand.ask(3)
    await hand.move(PATIENCE)
    assert patient.result()


async def test_who_waits_when_a_long_halt_begins_is_told_too() -> None:
    hand = Hand()
    hand.refusals = [100, 100]
    tasks = [hand.ask(chat) for chat in range(5)]
    await settle()
    assert Counter([await left(task) for task in tasks]) == {100: 5}


async def test_who_no_longer_waits_takes_nobodys_turn() -> None:
    hand = Hand()
    tasks = [hand.ask(1, REMINDER) for _ in range(4)]
    await settle()
    for task in tasks[1:3]:
        task.cancel()
    await hand.move(1)
    assert hand.times(1) == [0, 1]
    assert tasks[3].result()


async def test_stopping_sends_everybody_in_line_away_with_nothing_sent() -> None:
    hand = Hand()
    tasks = [hand.ask(chat, kind) for chat in range(10) for kind in (None, REMINDER)]
    await settle()
    sent = len(hand.arrived)
    await hand.pace.shutdown()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert (ended.count(True), sum(isinstance(end, NeverLeft) for end in ended)) == (sent, len(tasks) - sent)


def test_chats_that_have_rested_are_forgotten() -> None:
    chats = Chats()
    for number in range(10_000):
        chats.sent(number, number * BEAT)
    assert len(chats) <= RATE + 1

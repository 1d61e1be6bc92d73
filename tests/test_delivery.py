"""The courier's way of sending: few at a time, each chat in order, and nothing lost where the database is away."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import text
from telegram.error import NetworkError

from bot.care import patients, regimens
from bot.care.door import Unavailable
from bot.care.patients import Onboarding
from bot.client import Client
from bot.domain.patient import Prescriber
from bot.i18n import Languages
from bot.reminders import Courier
from bot.rounds import MOST_SENDERS
from bot.shared import LOCALES
from bot.storage.engine import Database
from bot.storage.migrate import upgrade
from tests.care.given import DAY, DUE, HOUR, plan, unannounced
from tests.cast import MONDAY

LANGUAGES = Languages(LOCALES)


class Post:
    """Takes messages as Telegram's bot does, and remembers them; `before` may say no, or take its time."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []
        self.stripped: list[int] = []
        self.under_way = self.most_under_way = 0
        self.before: Callable[[int], Any] = lambda _chat: asyncio.sleep(0)

    async def post(self, _method: str, chat: int, _unasked: bool = False, **given: Any) -> int:
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await self.before(chat)
            self.sent.append((chat, given["text"]))
        finally:
            self.under_way -= 1
        return len(self.sent)

    async def change(self, _method: str, _chat: int, _unasked: bool = False, **given: Any) -> None:
        self.stripped.append(given["message_id"])


class Flaky:
    """A door to the database that can be shut."""

    def __init__(self, db: Database) -> None:
        self.db, self.shut = db, False

    async def run(self, act: Any, *args: Any, **kwargs: Any) -> Any:
        if self.shut:
            raise Unavailable("gone")
        return await self.db.run(act, *args, **kwargs)


class Office:
    """A courier with its post, its database and its clock."""

    def __init__(self, db: Database) -> None:
        self.db, self.door, self.post, self.now = db, Flaky(db), Post(), MONDAY
        self.courier = self.anew()

    def anew(self) -> Courier:
        """A courier that knows nothing of the one before, as after a crash."""
        return Courier(self.door, cast(Client, self.post), LANGUAGES, lambda: self.now)

    def patient(self, chat: int, every: int = 7, count: int = 3) -> None:
        """Somebody with a plan."""
        self.db.transact(patients.agree, chat, "en", "v1", MONDAY)
        self.db.transact(
            patients.settle_in, chat, Onboarding(Prescriber.CLINICIAN, "DE", "Europe/Berlin", False), MONDAY
        )
        self.db.transact(regimens.confirm, chat, plan(every, count), MONDAY)
        unannounced(self.db)

    def change(self, sql: str) -> None:
        """Something that no program of ours does to a row."""

        def run(session: Any) -> None:
            session.connection().execute(text(sql))

        self.db.transact(run)

    async def tick(self, now: datetime) -> datetime | None:
        """What is due then is done; when there is next something to do."""
        self.now = now
        return await self.courier.tick()


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An office with an empty database."""
    db = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    upgrade(db.engine)
    yield Office(db)
    db.close()


async def test_many_are_sent_by_few_senders_most_overdue_first(office: Office) -> None:
    for chat in range(1, 41):
        office.patient(chat)
    office.change("UPDATE nudge SET due_at = datetime(due_at, (patient_id % 7) || ' minutes')")
    office.post.before = lambda _chat: asyncio.sleep(0.002)
    await office.tick(DUE + timedelta(minutes=9))
    assert sorted(chat for chat, _ in office.post.sent) == list(range(1, 41))
    assert 1 < office.post.most_under_way <= 8
    assert {chat % 7 for chat, _ in office.post.sent[:3]} == {0}
    assert {chat % 7 for chat, _ in office.post.sent[-3:]} == {6}


async def test_a_slow_telegram_gets_more_senders_but_not_many_and_a_faster_pace_more(office: Office) -> None:
    for chat in range(1, 31):
        office.patient(chat)
    office.post.before = lambda _chat: asyncio.sleep(0.3)
    await office.tick(DUE)
    assert 4 < office.post.most_under_way <= MOST_SENDERS
    office.courier = Courier(office.door, cast(Client, office.post), LANGUAGES, lambda: office.now, rate=280)
    await office.tick(DUE + 7 * DAY)
    assert office.post.most_under_way > MOST_SENDERS


async def test_the_messages_of_a_chat_come_in_order_and_one_at_a_time_while_others_go_on(office: Office) -> None:
    office.patient(1, every=1, count=9)
    for chat in (2, 3, 4):
        office.patient(chat)
    order: list[int] = []

    async def slowly(chat: int) -> None:
        order.append(chat)
        await asyncio.sleep(0.05)
        order.append(-chat)

    office.post.before = slowly
    await office.tick(DUE + 2 * DAY + HOUR)
    mine = [chat for chat in order if abs(chat) == 1]
    assert mine == [1, -1] * 3
    texts = [text for chat, text in office.post.sent if chat == 1]
    assert ["3 Mar" in texts[0], "4 Mar" in texts[1], "Time for" in texts[2]] == [True] * 3
    assert order.index(2) < len(order) - 1 - order[::-1].index(-1), "nobody waits for a chat that rests"


async def test_what_falls_due_while_others_are_sent_is_sent_too(office: Office) -> None:
    office.patient(1)
    office.patient(2)
    office.change("UPDATE nudge SET due_at = datetime(due_at, '5 minutes') WHERE patient_id = 2")

    async def takes_ten_minutes(_chat: int) -> None:
        office.now = DUE + timedelta(minutes=10)

    office.post.before = takes_ten_minutes
    await office.tick(DUE)
    assert [chat for chat, _ in office.post.sent] == [1, 2]


async def test_a_result_that_cannot_be_written_is_kept_and_nothing_is_sent_again(office: Office) -> None:
    office.patient(1)

    async def then_the_database_goes(_chat: int) -> None:
        office.door.shut = True

    office.post.before = then_the_database_goes
    with pytest.raises(Unavailable):
        await office.tick(DUE)
    with pytest.raises(Unavailable):
        await office.tick(DUE + timedelta(minutes=5))
    office.door.shut, office.post.before = False, lambda _chat: asyncio.sleep(0)
    await office.tick(DUE + timedelta(minutes=10))
    assert len(office.post.sent) == 1, "although its lease was over"
    await office.tick(DUE + 12 * HOUR)
    assert "Still open" in office.post.sent[1][1]


async def test_what_was_not_begun_when_the_database_went_is_sent_when_it_is_back_and_is_no_repeat(
    office: Office,
) -> None:
    for chat in range(1, 31):
        office.patient(chat)

    async def then_the_database_goes(_chat: int) -> None:
        office.door.shut = office.door.shut or len(office.post.sent) >= 10

    office.post.before = then_the_database_goes
    with pytest.raises(Unavailable):
        await office.tick(DUE)
    assert 10 <= len(office.post.sent) < 30
    office.door.shut, office.post.before = False, lambda _chat: asyncio.sleep(0)
    await office.tick(DUE + timedelta(seconds=20))
    assert sorted(chat for chat, _ in office.post.sent) == list(range(1, 31))
    assert not any("Second notice" in text for _, text in office.post.sent)


async def test_after_a_crash_only_what_was_on_its_way_is_repeated_and_says_so(office: Office) -> None:
    for chat in range(1, 31):
        office.patient(chat)

    hung = asyncio.Event()

    async def hangs_after_twelve(_chat: int) -> None:
        if len(office.post.sent) >= 12:
            hung.set()
            await asyncio.sleep(60)

    office.post.before = hangs_after_twelve
    office.now = DUE
    ticking = asyncio.create_task(office.courier.tick())
    await hung.wait()
    office.door.shut = True
    ticking.cancel()
    with pytest.raises((asyncio.CancelledError, Unavailable)):
        await ticking
    office.door.shut, office.post.before = False, lambda _chat: asyncio.sleep(0)
    office.courier = office.anew()
    await office.tick(DUE + timedelta(minutes=2))
    again = [chat for chat, text in office.post.sent if "Second notice" in text]
    assert 1 <= len(again) <= 12, "on their way, or sent and their result not yet written"
    assert {chat for chat, _ in office.post.sent} == set(range(1, 31))
    assert len(office.post.sent) <= 30 + len(again)


async def test_old_buttons_are_taken_away_after_the_reminders(office: Office) -> None:
    for chat in (1, 2):
        office.patient(chat)
    await office.tick(DUE)
    assert office.post.stripped == []
    await office.tick(DUE + 12 * HOUR)
    assert (len(office.post.sent), sorted(office.post.stripped)) == (4, [1, 2])


async def test_once_it_may_not_go_on_it_stops_and_lets_go(office: Office) -> None:
    for chat in range(1, 11):
        office.patient(chat)
    office.now = DUE
    await office.courier.tick(lambda: len(office.post.sent) < 3)
    assert 3 <= len(office.post.sent) < 10
    office.courier = office.anew()
    await office.tick(DUE)
    assert sorted(chat for chat, _ in office.post.sent) == list(range(1, 11))


async def test_a_row_that_cannot_even_be_read_delays_nobody(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    for chat in (1, 2, 3):
        office.patient(chat)
    office.change("UPDATE nudge SET sent_at = 'a secret' WHERE patient_id = 1")
    office.change("UPDATE regimen SET prescription = '{}' WHERE patient_id = 2")
    await office.tick(DUE)
    assert [chat for chat, _ in office.post.sent] == [3]
    assert [record.message for record in caplog.records].count("unclaimable") == 2
    assert await office.tick(DUE + HOUR) is not None


async def test_a_result_that_our_own_code_cannot_note_is_set_aside_alone(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    for chat in (1, 2):
        office.patient(chat)

    async def spoil(chat: int) -> None:
        if chat == 1:
            office.change("UPDATE dose SET state = 'a secret' WHERE patient_id = 1")

    office.post.before = spoil
    await office.tick(DUE)
    assert sorted(chat for chat, _ in office.post.sent) == [1, 2]
    assert await office.tick(DUE + timedelta(minutes=5)) is not None
    assert len(office.post.sent) == 2


async def test_a_refusal_for_now_is_tried_again_and_is_no_repeat(office: Office) -> None:
    office.patient(1)

    async def refused(_chat: int) -> None:
        raise NetworkError("not now")

    office.post.before = refused
    due = await office.tick(DUE)
    assert due == DUE + timedelta(seconds=2)
    office.post.before = lambda _chat: asyncio.sleep(0)
    await office.tick(DUE + timedelta(seconds=2))
    assert "Second notice" not in office.post.sent[0][1]


async def test_the_loop_is_never_held_up_for_long(office: Office) -> None:
    for chat in range(1, 61):
        office.patient(chat)
    office.now = datetime(2026, 3, 3, 8, tzinfo=UTC)
    ticking = asyncio.create_task(office.courier.tick())
    turns = 0
    while not ticking.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 60, "others had their turn between any two messages"

"""The bench's own instruments count right; how fast anything is decides nothing here."""

import asyncio
import math
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.care import outbox
from bot.storage.engine import Database
from tests.bench import __main__ as bench
from tests.bench import replies, report, seed
from tests.bench.counting import Call, Strict, busiest, lost, percentile, repeated
from tests.bench.loopback import Loopback, Manners
from tests.bench.stage import stage


def call(at: float, chat: int = 1, status: int = 200, method: str = "sendmessage") -> Call:
    return Call(at, method, chat, status)


def test_the_busiest_second_is_any_second_not_one_of_the_clock() -> None:
    times = [0.0, 0.6, 0.9, 1.1, 1.5, 1.59, 3.0]
    assert busiest(times) == 5, "from 0.6 on, with 1.59; 1.6 would be a second later"
    assert busiest([0.0, 1.0, 2.0]) == 1
    assert busiest(reversed(times)) == 5
    assert busiest([]) == 0


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(n) for n in range(1, 101)]
    assert percentile(values, 0.5) == 50
    assert percentile(values, 0.99) == 99
    assert percentile([7.0], 0.99) == 7
    assert math.isnan(percentile([], 0.5))


def test_lost_is_who_never_got_one_and_repeated_is_every_one_beyond_the_first() -> None:
    calls = [call(0, 1), call(1, 1), call(2, 2, status=429), call(3, 3, method="editmessagetext"), call(4, 9)]
    assert lost(calls, [1, 2, 3]) == 2
    assert repeated([*calls, call(5, 1)], [1, 2, 3]) == 2


def test_the_strict_server_takes_thirty_in_any_one_second_and_then_nothing_for_a_while() -> None:
    strict = Strict()
    assert [strict.refuse(chat, chat / 40) for chat in range(30)] == [None] * 30
    assert strict.refuse(99, 0.999) == 3.0
    assert strict.refuse(99, 2.0) == pytest.approx(1.999)
    assert strict.refuse(99, 4.0) is None


def test_the_strict_server_takes_what_comes_at_an_even_pace_for_ever() -> None:
    strict = Strict()
    assert [strict.refuse(n, n * 0.0334) for n in range(900)] == [None] * 900


def test_the_strict_server_takes_three_at_once_in_a_chat_and_one_a_second_after_that() -> None:
    strict = Strict()
    assert [strict.refuse(1, 0.0) for _ in range(3)] == [None] * 3
    assert strict.refuse(1, 0.5) == pytest.approx(0.5)
    assert strict.refuse(2, 0.5) is None, "another chat has a burst of its own"
    assert strict.refuse(1, 1.0) is None
    assert strict.refuse(1, 1.1) == pytest.approx(0.9)


def test_a_reply_waits_from_when_somebody_spoke_and_one_that_never_came_waits_until_the_end() -> None:
    calls = [call(9, 1), call(10.25, 1), call(11, 1)]
    waits = replies.waits(calls, [(1, 10.0), (2, 12.0)], now=20.0)
    assert waits == pytest.approx([0.25 - replies.ROUND_TRIP, 8 - replies.ROUND_TRIP])


ROW = report.Row("2", "pace | busiest", "60", "30", "at most 30", True, 2.0)


def test_a_report_keeps_the_prose_around_the_table_and_says_why_a_goal_is_not_met(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"Before.\n\n{report.BEGIN}\n\nold\n\n{report.END}\n\nAfter.\n", encoding="utf-8")
    missed = replace(ROW, number="1", ratio=None, met=False, why="a slow disk")
    report.put(page, report.measured([ROW, missed], 12, 0.1))
    written = page.read_text(encoding="utf-8")
    assert written.startswith("Before.\n\n<!--")
    assert written.endswith("-->\n\nAfter.\n")
    assert "old" not in written
    lines = [line for line in written.splitlines() if line.startswith("| ")]
    assert lines[1:] == [
        "| 1 | pace / busiest | 60 | 30 |  | at most 30 | **no** |",
        "| 2 | pace / busiest | 60 | 30 | 2 x | at most 30 | yes |",
    ]
    assert "- **1**: a slow disk" in written
    assert "Other programs were running" not in written
    assert "Other programs were running" in report.measured([ROW], 12, 1.5)
    report.put(page, "new")
    assert "pace" not in page.read_text(encoding="utf-8")


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("Nothing here.", encoding="utf-8")
    with pytest.raises(ValueError, match="no marks"):
        report.put(page, "new")
    assert page.read_text(encoding="utf-8") == "Nothing here."


def test_the_page_on_performance_has_its_marks() -> None:
    text = bench.DOCUMENT.read_text(encoding="utf-8")
    assert text.index(report.BEGIN) < text.index(report.END)


async def test_the_loopback_server_answers_in_order_and_forgets_what_is_confirmed() -> None:
    server = Loopback(Manners(round_trip=0))
    await server.feed([{"chat": 5, "text": "second", "after": 0.01}, {"chat": 5, "data": "t:1"}])
    tapped, said = (await server.updates_for({"offset": "0"}))["result"]
    assert tapped["callback_query"]["data"] == "t:1"
    assert said["message"]["text"] == "second"
    assert (await server.updates_for({"offset": str(said["update_id"])}))["result"] == [said]
    assert (await server.updates_for({"offset": str(said["update_id"] + 1), "timeout": "0"}))["result"] == []


async def test_the_loopback_server_floods_once_after_so_many_messages() -> None:
    server = Loopback(Manners(round_trip=0, flood_after=2))
    codes = [server.answer("sendmessage", {"chat_id": str(chat)}).get("error_code", 200) for chat in range(4)]
    assert codes == [200, 200, 429, 429]
    assert [entry.status for entry in server.calls] == codes


async def test_the_server_runs_in_a_process_of_its_own_and_ends_with_its_stage(tmp_path: Path) -> None:
    async with asyncio.timeout(60), stage(tmp_path / "stage") as opened:
        telegram = await opened.telegram(round_trip=0.0)
        sent = f"{telegram.url}/bot1:a/sendMessage"
        async with telegram.http.post(sent, data={"chat_id": "7", "text": "hello"}) as answer:
            assert (await answer.json())["result"]["chat"]["id"] == 7
        calls, _ = await telegram.seen()
        assert [(entry.method, entry.chat, entry.text) for entry in calls] == [("sendmessage", 7, "hello")]


def test_the_seeded_database_is_one_that_our_program_reads(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    due = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    chats = seed.reminders(file, 3, due, chatters=1)
    assert list(chats) == [seed.BASE + 1, seed.BASE + 2, seed.BASE + 3]
    database = Database(seed.url_of(file))
    assert database.transact(outbox.next_due) == due
    database.close()


def test_a_far_ahead_database_has_its_messages_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    first = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    seed.far_ahead(file, 2, 10, first)
    database = Database(seed.url_of(file))
    assert database.transact(outbox.next_due) == first.replace(second=1)
    database.close()

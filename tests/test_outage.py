"""Switched off for 72 hours: each open dose is told of once within two minutes of the start, never in a burst."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.lives import Json, Lives, ago, daytime, gather, lives

CROWD, DAYS = 120, 3
OFF = timedelta(hours=72)
WITHIN = 120.0
# Telegram wants one message a second in a chat; the clocks of two processes may differ in how they round.
APART = 0.9


@pytest.mark.slow
@pytest.mark.xdist_group("outage")
def test_after_72_hours_off_each_open_dose_is_told_once_within_two_minutes(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    local = now.astimezone(ZoneInfo(daytime(now)))
    # two a day: the last one is open, the five before have passed
    first = local.date() - timedelta(days=DAYS - 1)
    gather(tmp_path, CROWD, now - OFF, (ago(local, minutes=100), ago(local, minutes=40)), first, DAYS)
    with lives(tmp_path, 1, share=0.0) as alive:
        started = datetime.now(UTC).timestamp()
        took = alive.live_until_done(patience=WITHIN)
        messages: list[Json] = alive.seen()["messages"]
        print(f"{len(messages)} messages to {CROWD} people in {took:.0f} s")  # noqa: T201
        assert alive.unfinished() == 0
        assert messages[-1]["at"] - started <= WITHIN
        everything_is_told_once(alive, messages)
        nobody_gets_a_burst(messages)
        assert "level=ERROR" not in alive.log()


def everything_is_told_once(alive: Lives, messages: list[Json]) -> None:
    """To each person: what is long past in one message, then one message for each dose, oldest first."""
    states = dict(alive.rows("SELECT id, state FROM dose"))
    doses = alive.rows("SELECT p.chat, d.id FROM dose d JOIN patient p ON p.id = d.patient_id ORDER BY d.due_at")
    of_chat: dict[int, list[int]] = defaultdict(list)
    for chat, dose in doses:
        of_chat[chat].append(dose)
    assert len(of_chat) == CROWD
    for chat, mine in of_chat.items():
        together, *singly = [message for message in messages if message["chat"] == chat]
        assert "Not recorded: 3 injections" in together["text"]
        assert [message["dose"] for message in singly] == mine[-3:]
        assert [states[dose] for dose in mine] == ["missed"] * 5 + ["open"]
        assert [message["asks"] for message in singly] == [False, False, True]
        for message in (together, *singly[:-1]):
            assert "Ask your clinic what to do." in message["text"]
        assert "I am late. Had it?" in singly[-1]["text"]


def nobody_gets_a_burst(messages: list[Json]) -> None:
    """A person's messages come one by one."""
    of_chat: dict[int, list[float]] = defaultdict(list)
    for message in messages:
        of_chat[message["chat"]].append(message["at"])
    assert min(after - before for told in of_chat.values() for before, after in pairwise(told)) >= APART

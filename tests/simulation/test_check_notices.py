"""The checker finds what it is there to find about notices of no dose: each fault is planted into a sound record."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.simulation.check import problems
from tests.simulation.record import Kind, Record, Standing, Try
from tests.simulation.test_check import ANNA, BRUNO, DAY, HOUR, START, Plant, add, sound

# Anna's last dose is due at 08:00 UTC on the fifth day.
LAST = START + 4 * DAY
WEEK_AHEAD, DAY_AHEAD = START - 3 * DAY + HOUR, LAST - DAY + HOUR


def ending(seq: int, at: datetime, days: int, repeat: bool = False, chat: int = ANNA) -> Try:
    return Try(seq, seq - 1, at, chat, (), Kind.ENDING, repeat=repeat, phase=(1, 1), days=days)


def brought_up(seq: int, at: datetime) -> Try:
    return Try(seq, seq - 1, at, ANNA, (), Kind.QUESTIONS)


def announced() -> Record:
    """The sound record with the end of Anna's phase announced twice, once again, and questions brought up."""
    record = sound()
    for one in (
        ending(2, WEEK_AHEAD, 7),
        ending(44, DAY_AHEAD, 1),
        ending(46, DAY_AHEAD + HOUR, 1, repeat=True),
        brought_up(56, LAST),
        brought_up(78, LAST + 30 * DAY),
    ):
        add(one)(record)
    record.ended = LAST + 40 * DAY
    return record


def paused(record: Record) -> None:
    """She had asked for silence the day before."""
    record.standings.append(
        Standing(3, LAST - 2 * DAY, ANNA, "Europe/Berlin", "22:00", "07:00", LAST - 2 * DAY, LAST + DAY)
    )


def elsewhere(record: Record) -> None:
    """The phase ends a week later than was said."""
    record.doses = [replace(one, due=one.due + 7 * DAY) if one.id == 12 else one for one in record.doses]


def several(*tries: Try) -> Plant:
    """All these too."""

    def plant(record: Record) -> None:
        for one in tries:
            add(one)(record)

    return plant


FAULTS: dict[str, tuple[Plant, str]] = {
    "announced twice": (add(ending(48, DAY_AHEAD + 2 * HOUR, 1)), "the same end announced twice"),
    "announced too often": (
        several(ending(3, WEEK_AHEAD + DAY, 6), ending(4, WEEK_AHEAD + 2 * DAY, 5)),
        "4 announcements of one end",
    ),
    "repeated twice": (
        several(*(ending(49 + n, DAY_AHEAD + 3 * HOUR, 1, repeat=True) for n in range(2))),
        "repeated more often",
    ),
    "too early": (add(ending(1, WEEK_AHEAD - 20 * DAY, 27)), "not in good time"),
    "another day": (elsewhere, "the last of that phase is on"),
    "about nothing": (add(replace(ending(4, WEEK_AHEAD, 7), phase=(1, 2))), "the last of that phase is on []"),
    "in a pause": (paused, "announced in a pause"),
    "at night": (add(ending(47, DAY_AHEAD + 13 * HOUR, 1)), "in quiet hours"),
    "questions again": (add(brought_up(66, LAST + 20 * DAY)), "questions brought up twice in a month"),
}


def test_a_record_with_sound_notices_has_no_problems() -> None:
    assert problems(announced()) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str) -> None:
    plant, words = FAULTS[fault]
    record = announced()
    plant(record)
    found = problems(record)
    assert any(words in problem for problem in found), found


def test_one_that_never_arrived_counts_for_nothing() -> None:
    record = announced()
    add(replace(ending(48, DAY_AHEAD + 2 * HOUR, 1), arrived=False))(record)
    assert problems(record) == []


def test_what_others_were_told_is_theirs() -> None:
    record = announced()
    add(ending(5, START + timedelta(hours=2), 1, chat=BRUNO))(record)
    assert problems(record) == []

"""The checker finds what is wrong with questions how a person feels: each fault is planted into a sound record."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.simulation.check import problems
from tests.simulation.record import Kind, Outcome, Record, Span, Standing, Try
from tests.simulation.test_check import ANNA, BRUNO, DAY, HOUR, START, Plant, add, noted, sound

# Bruno is one of those who follow something; Anna has her first injection at TAKEN, as event 32.
TAKEN = START + DAY + HOUR
MINUTE = timedelta(minutes=1)


def asked(seq: int, at: datetime, about: int = 11, chat: int = ANNA) -> Try:
    return Try(seq, seq - 1, at, chat, (), Kind.REACTION, about=str(about))


def check_in(seq: int, at: datetime, chat: int = BRUNO) -> Try:
    return Try(seq, seq - 1, at, chat, (), Kind.CHECK_IN)


def improvement(seq: int, at: datetime, about: str = "improvement:1:1") -> Try:
    return Try(seq, seq - 1, at, ANNA, (), Kind.IMPROVEMENT, about=about)


def prompted() -> Record:
    """The sound record with Anna asked after her injection and about improvement, and Bruno for check-ins."""
    record = sound()
    for one in (
        asked(34, TAKEN + 20 * MINUTE),
        improvement(81, START + 6 * DAY),
        check_in(91, START + 28 * DAY),
        check_in(93, START + 56 * DAY),
    ):
        add(one)(record)
    record.ended = START + 80 * DAY
    return record


def moved(record: Record) -> None:
    record.standings.append(Standing(4, START + 28 * DAY, BRUNO, "Asia/Tokyo", "22:00", "07:00"))


def taken_back(record: Record) -> None:
    """The injection was off the record before the question."""
    record.noted.insert(1, noted(33, TAKEN + MINUTE, ANNA, 11, "open"))
    record.tries = [replace(one, began=34) if one.seq == 34 else one for one in record.tries]


def many_before(record: Record) -> None:
    """Three others were on record by then."""
    record.noted = [noted(3 + n, START, ANNA, 91 + n, "taken") for n in range(3)] + record.noted


def in_a_pause(record: Record) -> None:
    record.standings.append(
        Standing(5, START + 27 * DAY, BRUNO, "Europe/Berlin", "22:00", "07:00", START + 27 * DAY, START + 29 * DAY)
    )


def late(record: Record) -> None:
    record.tries = [replace(one, at=TAKEN + 13 * HOUR) if one.seq == 34 else one for one in record.tries]


def seldom(record: Record) -> None:
    record.tries = [one for one in record.tries if one.kind is not Kind.CHECK_IN]


# of a plan that is over by then
END = Try(80, 79, START + 6 * DAY - HOUR, ANNA, (), Kind.ENDING, phase=(1, 1), days=1)
FAULTS: dict[str, tuple[Plant, str]] = {
    "two on a day": (add(improvement(35, TAKEN + HOUR)), "two on one day"),
    "a check-in after an end": (add(END), "two on one day"),
    "of others": (add(asked(36, TAKEN + DAY, 21)), "not their own injection"),
    "asked twice": (add(asked(36, TAKEN + 10 * HOUR)), "asked about twice"),
    "too late": (late, "after no injection"),
    "of none": (add(asked(50, TAKEN + 2 * DAY, 12)), "after no injection"),
    "taken back": (taken_back, "after no injection"),
    "a later one": (many_before, "not one of the first"),
    "too often": (add(check_in(92, START + 40 * DAY)), "asked for again too soon"),
    "never": (seldom, "not asked for"),
    "unchosen": (add(check_in(94, START + 60 * DAY, ANNA)), "nobody chose that"),
    "improvement twice": (add(improvement(85, START + 9 * DAY)), "asked twice"),
    "in a pause": (in_a_pause, "announced in a pause"),
    "in the night": (add(improvement(86, START + 8 * DAY + 15 * HOUR, "other")), "in quiet hours"),
}


def test_a_record_with_sound_questions_has_no_problems() -> None:
    assert problems(prompted()) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str) -> None:
    plant, words = FAULTS[fault]
    record = prompted()
    plant(record)
    found = problems(record)
    assert any(words in problem for problem in found), found


def test_a_day_on_which_somebody_moves_is_two() -> None:
    record = prompted()
    add(replace(improvement(95, START + 28 * DAY + HOUR, "x"), chat=BRUNO))(record)
    assert any("two on one day" in problem for problem in problems(record))
    moved(record)
    assert problems(record) == []


def test_what_was_in_the_way_excuses_and_what_did_not_arrive_counts_for_nothing() -> None:
    record = prompted()
    seldom(record)
    record.spans.append(Span(START + 10 * DAY, START + 79 * DAY, "closed", BRUNO))
    unseen = replace(check_in(96, START + 30 * DAY), outcome=Outcome.REFUSED, arrived=False)
    for one in (unseen, replace(unseen, seq=97, began=96)):
        add(one)(record)
    assert problems(record) == []

"""The checker of the simulation finds what it is there to find: each fault is planted into a record that has none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.simulation.check import problems
from tests.simulation.record import (
    DoseFact,
    Kind,
    Noted,
    Outcome,
    PlanFact,
    Record,
    Span,
    Standing,
    Try,
    Wish,
)

ANNA, BRUNO = 1001, 1002
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = datetime(2026, 3, 2, 8, tzinfo=UTC)
CLOSES = timedelta(hours=36)
Plant = Callable[[Record], None]


def sound() -> Record:
    """Anna takes her first dose and misses the second; Bruno's one reminder is in doubt, repeated and then skipped."""
    record = Record(START, START + 14 * DAY)
    record.standings = [
        Standing(n, START, chat, "Europe/Berlin", "22:00", "07:00") for n, chat in ((1, ANNA), (2, BRUNO))
    ]
    record.plans = [PlanFact(1, ANNA, (2,)), PlanFact(2, BRUNO, (1,))]
    record.doses = [
        dose(11, ANNA, 1, 1, START + DAY, "taken"),
        dose(12, ANNA, 1, 2, START + 4 * DAY, "missed"),
        dose(21, BRUNO, 2, 1, START + DAY, "skipped"),
    ]
    record.tries = [
        Try(11, 10, START + DAY, ANNA, (11,), Kind.REMIND),
        Try(12, 10, START + DAY, BRUNO, (21,), Kind.REMIND, outcome=Outcome.DOUBTFUL),
        Try(22, 21, START + DAY + timedelta(minutes=2), BRUNO, (21,), Kind.REMIND, repeat=True),
        Try(52, 51, START + 4 * DAY, ANNA, (12,), Kind.REMIND),
        Try(62, 61, START + 4 * DAY + 9 * HOUR, ANNA, (12,), Kind.REMIND),
        Try(72, 71, START + 4 * DAY + CLOSES + 11 * HOUR, ANNA, (12,), Kind.CLOSE),
    ]
    record.wishes = [
        Wish(31, 33, START + DAY + HOUR, ANNA, 11, "take"),
        Wish(41, 43, START + DAY + 2 * HOUR, BRUNO, 21, "skip"),
    ]
    record.noted = [
        noted(32, START + DAY + HOUR, ANNA, 11, "taken"),
        noted(42, START + DAY + 2 * HOUR, BRUNO, 21, "skipped"),
        noted(73, START + 4 * DAY + CLOSES + 11 * HOUR, ANNA, 12, "missed"),
    ]
    return record


def dose(number: int, chat: int, plan: int, nth: int, due: datetime, state: str) -> DoseFact:
    return DoseFact(number, chat, plan, 1, nth, due, due + CLOSES, state)


def noted(seq: int, at: datetime, chat: int, number: int, kind: str) -> Noted:
    return Noted(seq, at, chat, number, kind, at - HOUR)


def change(place: int, **values: object) -> Plant:
    """Another value in one of the messages."""

    def plant(record: Record) -> None:
        record.tries[place] = replace(record.tries[place], **values)  # type: ignore[arg-type]

    return plant


def lose(place: int) -> Plant:
    return lambda record: record.tries.__delitem__(place)


def add(one: Try) -> Plant:
    def plant(record: Record) -> None:
        record.tries = sorted([*record.tries, one], key=lambda one: one.seq)

    return plant


def another(kind: str, at: datetime, number: int = 11, seq: int = 80) -> Plant:
    """One more event, which nobody asked for."""
    return lambda record: record.noted.append(noted(seq, at, ANNA, number, kind))


def restate(number: int, **values: object) -> Plant:
    """A dose that ends otherwise."""

    def plant(record: Record) -> None:
        record.doses = [replace(d, **values) if d.id == number else d for d in record.doses]  # type: ignore[arg-type]

    return plant


def two_at_once(record: Record) -> None:
    """Both of Anna's doses in one tick, the younger first."""
    record.tries[0] = replace(record.tries[0], seq=53, began=51, at=START + 4 * DAY)
    record.tries.sort(key=lambda one: one.seq)


LATER = START + DAY + 3 * HOUR
FAULTS: dict[str, tuple[Plant, str]] = {
    "lost": (lose(0), "was to be told of by"),
    "never seen": (change(0, arrived=False, outcome=Outcome.REFUSED), "was to be told of by"),
    "late": (change(3, at=START + 4 * DAY + HOUR), "was to be told of by"),
    "early": (change(3, at=START + 4 * DAY - HOUR), "was told of before"),
    "doubled": (add(Try(13, 10, START + DAY, ANNA, (11,), Kind.REMIND)), "the same message twice"),
    "repeated without saying so": (change(2, repeat=False), "the same message twice"),
    "repeated without doubt": (change(1, outcome=Outcome.SENT), "nothing in doubt before it"),
    "repeated twice": (add(Try(24, 23, LATER, BRUNO, (21,), Kind.REMIND, repeat=True)), "nothing in doubt before it"),
    "out of order": (two_at_once, "not oldest first"),
    "to the wrong person": (change(0, chat=BRUNO), "a dose of others"),
    "about nothing": (add(Try(13, 10, START + DAY, ANNA, (99,), Kind.REMIND)), "a dose that is not there"),
    "after the record": (add(Try(35, 34, LATER, ANNA, (11,), Kind.REMIND)), "was taken, and yet"),
    "a fourth notice": (
        add(Try(64, 63, START + 4 * DAY + 11 * HOUR, ANNA, (12,), Kind.REMIND)),
        "4 notices about dose 12",
    ),
    "two closing notes": (
        add(Try(76, 75, START + 7 * DAY, ANNA, (12,), Kind.CLOSE)),
        "more than one closing note",
    ),
    "in quiet hours": (change(4, at=START + 4 * DAY + 15 * HOUR), "in quiet hours"),
    "recorded twice": (another("taken", LATER), "recorded twice"),
    "recorded unsaid": (lambda record: record.wishes.__delitem__(0), "nobody said so"),
    "said by somebody else": (
        lambda record: record.wishes.__setitem__(0, replace(record.wishes[0], chat=BRUNO)),
        "nobody said so",
    ),
    "said and not recorded": (lambda record: record.noted.__delitem__(0), "said, and not recorded once"),
    "never closed": (restate(12, state="open"), "still open"),
    "missed too early": (
        lambda record: record.noted.__setitem__(2, replace(record.noted[2], closes=START + 9 * DAY)),
        "missed before its time was over",
    ),
    "paused without a pause": (another("paused", START + 7 * DAY, 12), "paused without a pause"),
    "a dose left out": (lambda record: record.doses.__delitem__(0), "not the doses of plan 1"),
    "not planned on": (
        lambda record: record.plans.__setitem__(0, PlanFact(1, ANNA, (None,))),
        "plan 1 was not planned on",
    ),
    "an error": (lambda record: record.errors.append("logged: no tick"), "no tick"),
}


def test_a_sound_record_has_no_problems() -> None:
    assert problems(sound()) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str) -> None:
    plant, words = FAULTS[fault]
    record = sound()
    plant(record)
    found = problems(record)
    assert any(words in problem for problem in found), found


@pytest.mark.parametrize(
    "why",
    [
        Span(START, START + 4 * DAY + 2 * HOUR, "off"),
        Span(START + 4 * DAY, START + 4 * DAY + 2 * HOUR, "closed", ANNA),
    ],
    ids=["off", "closed"],
)
def test_what_could_not_be_told_in_time_is_told_when_it_can(why: Span) -> None:
    record = sound()
    record.spans.append(why)
    change(3, at=START + 4 * DAY + 2 * HOUR)(record)
    assert [problem for problem in problems(record) if "dose=12" in problem or "id=12" in problem] == []
    change(3, at=START + 4 * DAY + 3 * HOUR)(record)
    assert any("id=12" in problem for problem in problems(record))

"""The raw answers that tell a schedule: playing its script with them gives it back."""

from collections.abc import Iterator

from bot.care.drafts import Answers
from bot.care.regimens import Entered
from bot.domain.amount import Amount
from bot.domain.regimen import (
    AfterCount,
    AfterSpan,
    End,
    Injector,
    Label,
    OnDate,
    Phase,
    Regimen,
    Repeat,
    UntilReview,
)
from bot.domain.rhythm import can_count
from conversations import read
from conversations.entering import BOOK
from conversations.how_often import DAILY
from conversations.late import EACH, UNKNOWN
from conversations.written import STEP

Told = Iterator[tuple[str, str]]

# what of a phase is a date, and means nothing when the plan starts again
DATES = (".start", ".last", ".review")


def answers(entered: Entered) -> Answers:
    """The answers in the order in which they are asked, without the preview's."""
    return tuple(_answers(entered))


def without_dates(told: Answers) -> Answers:
    """The same but for every date."""
    return tuple((name, raw) for name, raw in told if not name.endswith(DATES))


def _answers(entered: Entered) -> Told:
    regimen = entered.regimen
    yield "medicine", regimen.medicine
    yield from _label(regimen.label)
    yield "written", STEP
    yield from _dose("dose", regimen.phases[0].dose)
    yield "route", str(regimen.route)
    yield "injector", str(regimen.injector)
    if regimen.injector is Injector.CLINIC:
        yield "injector.book", next((raw for raw, weeks in BOOK.items() if weeks == entered.book_weeks), "none")
    for number, phase in enumerate(regimen.phases, start=1):
        before = regimen.phases[number - 2] if number > 1 else None
        yield from _phase(f"phase{number}", phase, before)
        if phase.start is not None:
            yield f"phase{number}.more", "yes" if number < len(regimen.phases) else "no"
    yield from _counting(regimen)
    yield from _late(regimen)


def _label(label: Label) -> Told:
    yield "label", label.text or "skip"
    strengths = {"ampoule": label.per_ampoule, "vial": label.per_vial, "ml": label.per_ml}
    known = {kind: value for kind, value in strengths.items() if value is not None}
    for place, (kind, value) in enumerate(known.items()):
        yield f"strength.kind{place}", kind
        yield f"strength.{kind}", read.kept_amount(value)
    if len(known) < len(strengths):
        yield f"strength.kind{len(known)}", "none"


def _dose(name: str, value: Amount) -> Told:
    yield f"{name}1", read.kept_amount(value)
    yield f"{name}1.check", "yes"


def _phase(name: str, phase: Phase, before: Phase | None) -> Told:
    yield f"{name}.kind", str(phase.kind)
    if before is not None:
        same = str(before.dose) == str(phase.dose)
        yield f"{name}.same", "same" if same else "other"
        if not same:
            yield from _dose(f"{name}.dose", phase.dose)
    yield from _repeat(name, phase.repeat)
    yield f"{name}.at", read.kept_times(tuple(sorted(phase.at)))
    if len(phase.at) > 1:
        yield f"{name}.times1", "yes"
    if phase.start is not None:
        yield f"{name}.start", read.kept_day(phase.start)
    yield from _end(name, phase.end)


def _repeat(name: str, repeat: Repeat) -> Told:
    if repeat.weekdays:
        yield f"{name}.repeat1", "weekdays"
        yield f"{name}.days1", "done" + "".join(str(day) for day in repeat.weekdays)
    elif repeat.every == 1 and repeat.most is None:
        yield f"{name}.repeat1", f"1{repeat.period}"
        if repeat == DAILY:
            yield f"{name}.daily1", "yes"
    else:
        yield f"{name}.repeat1", str(repeat.period)
        yield f"{name}.every1", read.kept_count((repeat.every, repeat.most))


def _end(name: str, end: End) -> Told:
    match end:
        case AfterCount(injections, most):
            yield f"{name}.end", "count"
            yield f"{name}.count", read.kept_count((injections, most))
        case AfterSpan(length, period, most):
            yield f"{name}.end", "span"
            yield f"{name}.unit", str(period)
            yield f"{name}.span", read.kept_count((length, most))
        case OnDate(day):
            yield f"{name}.end", "date"
            yield f"{name}.last", read.kept_day(day)
        case UntilReview(review):
            yield f"{name}.end", "review"
            yield f"{name}.review", "unknown" if review is None else read.kept_day(review)


def _counting(regimen: Regimen) -> Told:
    told = {number: phase.counting for number, phase in enumerate(regimen.phases, start=1) if can_count(phase)}
    if len(set(told.values())) == 1:
        yield "counting", str(next(iter(told.values())))
    elif told:
        yield "counting", EACH
        yield from ((f"phase{number}.counting", str(counting)) for number, counting in told.items())


def _late(regimen: Regimen) -> Told:
    told = [UNKNOWN if phase.late is None else phase.late for phase in regimen.phases]
    if len(set(told)) == 1:
        yield "late", told[0]
    else:
        yield "late", EACH
        yield from ((f"phase{number}.late", late) for number, late in enumerate(told, start=1))

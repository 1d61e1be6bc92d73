"""A written prescription as JSON in FHIR's words of Timing, and back; what is not said is left out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from bot.domain.regimen import Route
from bot.domain.written import Measure, Span, TimeUnit, Timing, Why, Written, WrittenDose, WrittenPhase

Record = dict[str, Any]

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def to_record(phase: WrittenPhase) -> Record:
    """One phase with plain numbers; `dose` is None where none was said, `route` None where it is not known."""
    dose, route = phase.dose, phase.route
    return {
        "dose": None if dose is None else {"value": number(dose.value), "unit": str(dose.unit)},
        "route": None if route is Route.UNKNOWN else str(route),
        "repeat": {key: value for key, value in _repeat(phase).items() if value is not None},
        "untilReview": phase.until_review,
    }


def from_record(record: Mapping[str, Any]) -> WrittenPhase:
    """The phase that `to_record` wrote down; of "for life" it says nothing. Whatever it never writes is an error."""
    dose, repeat = record["dose"], record["repeat"]
    return WrittenPhase(
        dose=None if dose is None else WrittenDose(Decimal(str(dose["value"])), Measure(dose["unit"])),
        timing=_timing(repeat),
        route=Route(record["route"] or Route.UNKNOWN),
        count=repeat.get("count"),
        count_most=repeat.get("countMax"),
        lasting=_span(repeat.get("boundsDuration")),
        until=date.fromisoformat(repeat["boundsPeriod"]["end"]) if "boundsPeriod" in repeat else None,
        until_review=record["untilReview"],
    )


def whole_record(written: Written) -> Record:
    """All of it: each phase also with "forLife", the pieces not used, and what is to be checked by its name."""
    phases = [to_record(phase) | {"forLife": phase.for_life} for phase in written.phases]
    return {"phases": phases, "unused": list(written.unused), "check": written.check and written.check.name}


def whole_from(record: Mapping[str, Any]) -> Written:
    """What `whole_record` wrote down."""
    phases = (replace(from_record(phase), for_life=phase["forLife"]) for phase in record["phases"])
    return Written(tuple(phases), tuple(record["unused"]), record["check"] and Why[record["check"]])


def number(value: Decimal) -> int | float:
    """1000, 0.5: as JSON writes it, never with a fraction that is none."""
    return int(value) if value == value.to_integral_value() else float(value)


def _repeat(phase: WrittenPhase) -> Record:
    timing, lasting, until = phase.timing, phase.lasting, phase.until
    return {
        "frequency": timing.frequency,
        "frequencyMax": timing.frequency_most,
        "period": timing.period,
        "periodMax": timing.period_most,
        "periodUnit": str(timing.unit),
        "dayOfWeek": [DAYS[day] for day in timing.weekdays] or None,
        "timeOfDay": [f"{at:%H:%M}" for at in timing.at] or None,
        "count": phase.count,
        "countMax": phase.count_most,
        "boundsDuration": None if lasting is None else _bounds(lasting),
        "boundsPeriod": None if until is None else {"end": until.isoformat()},
    }


def _bounds(span: Span) -> Record:
    bounds = {"value": span.length, "unit": str(span.unit)}
    return bounds if span.most is None else bounds | {"max": span.most}


def _timing(repeat: Mapping[str, Any]) -> Timing:
    return Timing(
        frequency=repeat["frequency"],
        period=repeat["period"],
        unit=TimeUnit(repeat["periodUnit"]),
        frequency_most=repeat.get("frequencyMax"),
        period_most=repeat.get("periodMax"),
        weekdays=tuple(map(DAYS.index, repeat.get("dayOfWeek", ()))),
        at=tuple(map(time.fromisoformat, repeat.get("timeOfDay", ()))),
    )


def _span(bounds: Mapping[str, Any] | None) -> Span | None:
    return None if bounds is None else Span(bounds["value"], TimeUnit(bounds["unit"]), bounds.get("max"))

"""A regimen as plain data and back: what is stored and exported, in the words of FHIR's Timing.

What the first schema did not know is read as not told: old rows are never rewritten.
"""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, assert_never

from bot.domain.amount import Amount, parse_stored
from bot.domain.regimen import (
    AfterCount,
    AfterSpan,
    Counting,
    End,
    Injector,
    Label,
    OnDate,
    Period,
    Phase,
    PhaseKind,
    Regimen,
    Repeat,
    Route,
    UntilReview,
)

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def to_record(regimen: Regimen) -> dict[str, Any]:
    """The regimen as JSON can hold it; from_record reads it back equal."""
    label = regimen.label
    strengths = {"perMl": label.per_ml, "perAmpoule": label.per_ampoule, "perVial": label.per_vial}
    return {
        "medicine": regimen.medicine,
        "label": {"text": label.text, **{k: None if v is None else str(v) for k, v in strengths.items()}},
        "route": regimen.route.value,
        "injector": regimen.injector.value,
        "phases": [_phase_to_record(phase) for phase in regimen.phases],
    }


def from_record(record: Mapping[str, Any]) -> Regimen:
    """The regimen that to_record wrote; ValueError or KeyError if it is anything else."""
    label = record["label"]
    return Regimen(
        medicine=record["medicine"],
        label=Label(label["text"], _amount(label["perMl"]), _amount(label["perAmpoule"]), _amount(label["perVial"])),
        route=Route(record["route"]),
        phases=tuple(_phase_from_record(phase) for phase in record["phases"]),
        injector=Injector(record.get("injector", Injector.PATIENT)),
    )


def _amount(text: str | None) -> Amount | None:
    return None if text is None else parse_stored(text)


def _phase_to_record(phase: Phase) -> dict[str, Any]:
    return {
        "kind": phase.kind.value,
        "dose": str(phase.dose),
        "period": phase.repeat.every,
        "periodMax": phase.repeat.most,
        "periodUnit": phase.repeat.period.value,
        "dayOfWeek": [DAYS[day] for day in phase.repeat.weekdays],
        "timeOfDay": [f"{at:%H:%M}" for at in phase.at],
        "start": None if phase.start is None else phase.start.isoformat(),
        "end": _end_to_record(phase.end),
        "counting": phase.counting.value,
        "late": phase.late,
    }


def _phase_from_record(record: Mapping[str, Any]) -> Phase:
    weekdays = tuple(DAYS.index(day) for day in record["dayOfWeek"])
    return Phase(
        kind=PhaseKind(record["kind"]),
        dose=parse_stored(record["dose"]),
        repeat=Repeat(record["period"], Period(record["periodUnit"]), weekdays, record.get("periodMax")),
        at=tuple(time.fromisoformat(at) for at in record["timeOfDay"]),
        start=None if record["start"] is None else date.fromisoformat(record["start"]),
        end=_end_from_record(record["end"]),
        counting=Counting(record.get("counting", Counting.UNKNOWN)),
        late=record.get("late"),
    )


def _end_to_record(end: End) -> dict[str, Any]:
    match end:
        case AfterCount(injections, most):
            return {"count": injections, "countMax": most}
        case OnDate(last_day):
            return {"lastDay": last_day.isoformat()}
        case AfterSpan(length, period, most):
            return {"duration": length, "durationUnit": period.value, "durationMax": most}
        case UntilReview(review):
            return {"untilReview": True, "review": None if review is None else review.isoformat()}
        case _:
            assert_never(end)


def _end_from_record(record: Mapping[str, Any]) -> End:
    match record:
        case {"count": int(injections)}:
            return AfterCount(injections, record.get("countMax"))
        case {"lastDay": str(day)}:
            return OnDate(date.fromisoformat(day))
        case {"duration": int(length), "durationUnit": str(unit)}:
            return AfterSpan(length, Period(unit), record.get("durationMax"))
        case {"weeks": int(weeks)}:
            return AfterSpan(weeks, Period.WEEK)
        case {"untilReview": True}:
            review = record.get("review")
            return UntilReview(None if review is None else date.fromisoformat(review))
        case _:
            raise ValueError("not the end of a phase")

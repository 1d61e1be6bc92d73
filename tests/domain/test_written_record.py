"""A written prescription as JSON: FHIR's words, plain numbers, nothing that was not said, and back without loss."""

import json
from datetime import date, time
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.regimen import Route
from bot.domain.written import Measure, Span, TimeUnit, Timing, Why, Written, WrittenDose, WrittenPhase
from bot.domain.written_record import to_record, whole_from, whole_record
from tests.domain.written import prescriptions


def test_only_what_was_said_is_in_it() -> None:
    weekly = WrittenPhase(WrittenDose(Decimal("1E+3"), Measure.MCG), Timing(1, 1, TimeUnit.WEEK))
    assert to_record(weekly) == {
        "dose": {"value": 1000, "unit": "mcg"},
        "route": None,
        "repeat": {"frequency": 1, "period": 1, "periodUnit": "wk"},
        "untilReview": False,
    }
    assert json.dumps(to_record(weekly)["dose"]["value"]) == "1000"


def test_every_key_has_its_place() -> None:
    timing = Timing(2, 1, TimeUnit.WEEK, frequency_most=3, period_most=2, weekdays=(0, 3), at=(time(8, 30),))
    full = WrittenPhase(
        WrittenDose(Decimal("0.5"), Measure.MG),
        timing,
        Route.SUBCUTANEOUS,
        count=6,
        count_most=7,
        lasting=Span(1, TimeUnit.MONTH, 2),
        until=date(2026, 5, 3),
        until_review=True,
    )
    assert to_record(full) == {
        "dose": {"value": 0.5, "unit": "mg"},
        "route": "subcut",
        "repeat": {
            "frequency": 2,
            "frequencyMax": 3,
            "period": 1,
            "periodMax": 2,
            "periodUnit": "wk",
            "dayOfWeek": ["mon", "thu"],
            "timeOfDay": ["08:30"],
            "count": 6,
            "countMax": 7,
            "boundsDuration": {"value": 1, "unit": "mo", "max": 2},
            "boundsPeriod": {"end": "2026-05-03"},
        },
        "untilReview": True,
    }


@given(prescriptions(whole=False), st.none() | st.sampled_from(Why))
def test_it_is_read_back_as_it_was(phases: tuple[WrittenPhase, ...], check: Why | None) -> None:
    told = Written(phases, ("as directed",), check)
    assert whole_from(json.loads(json.dumps(whole_record(told)))) == told

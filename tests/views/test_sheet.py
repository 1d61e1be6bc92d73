"""A plan on one page: it fits into a message, and shows its dates as they fall."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from bot.domain.amount import Amount, Unit
from bot.domain.regimen import (
    AfterCount,
    AfterSpan,
    Counting,
    End,
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
from bot.domain.timeline import NOTHING_YET, History
from bot.i18n import Languages
from bot.views.schedule import in_force, preview
from bot.views.sheet import Sheet, page
from tests.cast import LOCALES

LANGUAGES = Languages(LOCALES)
DOSE = Amount(Decimal("1234.567"), Unit.MCG)
MARCH = date(2026, 3, 2)
EVERY_FEW_DAYS = Repeat(3, Period.DAY, most=4)


def a_phase(start: date | None, end: End, repeat: Repeat = EVERY_FEW_DAYS, late: str | None = None) -> Phase:
    return Phase(PhaseKind.MAINTENANCE, DOSE, repeat, (time(9),), start, end, Counting.CALENDAR, late)


def shown(*phases: Phase, today: date = MARCH, past: History = NOTHING_YET) -> str:
    regimen = Regimen("Methylcobalamin", Label(), Route.INTRAMUSCULAR, phases)
    return page(LANGUAGES.of("en"), Sheet(regimen, "Europe/Berlin", today, past))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("phases", [4, 6])
def test_the_longest_plan_fits_into_a_message(language: str, phases: int) -> None:
    starts = [date(2026, 12, 10) + timedelta(days=90 * n) for n in range(phases)]
    counting = [Counting.CALENDAR, Counting.INJECTION] * 3
    told = tuple(
        replace(a_phase(start, AfterSpan(3, Period.WEEK, 5)), counting=way, late=f"{way} ".ljust(120, "w"))
        for start, way in zip(starts, counting[:phases], strict=True)
    )
    label = Label("L" * 80, DOSE, DOSE, DOSE)
    sheet = Sheet(
        Regimen("M" * 80, label, Route.UNKNOWN, told), "America/Argentina/ComodRivadavia", MARCH, day_before=True
    )
    t = LANGUAGES.of(language)
    notes = t("{notes}", notes="n" * 300)
    assert len(preview(t, sheet, notes).text) <= 4096
    assert len(in_force(t, sheet, 7, (6, 6)).text) <= 4096


def test_a_long_phase_under_way_is_shown_from_today_on_with_its_numbers() -> None:
    text = shown(a_phase(date(2025, 1, 7), UntilReview(), Repeat(1, Period.WEEK)))
    assert "From Tue 7 Jan 2025:\n61. Tue 3 Mar 2026 09:00\n62. Tue 10 Mar 2026 09:00" in text
    assert "then every week from Tue 7 Apr 2026 09:00\nUntil your clinician reviews it." in text


def test_a_long_phase_that_is_over_shows_its_last_dates() -> None:
    text = shown(a_phase(date(2026, 1, 1), OnDate(date(2026, 1, 20)), Repeat(1, Period.DAY)))
    assert "16. Fri 16 Jan 09:00" in text
    assert "20. Tue 20 Jan 09:00\n20 injections. The last is on Tue 20 Jan 2026." in text


def test_a_phase_in_which_nothing_falls_says_so() -> None:
    text = shown(a_phase(date(2026, 3, 3), OnDate(date(2026, 3, 1)), Repeat(1, Period.DAY)))
    assert "From Tue 3 Mar 2026:\nNo injection falls in this time." in text


def test_dates_hang_on_what_was_given_where_they_count_from_it() -> None:
    phase = a_phase(date(2026, 3, 2), AfterCount(3), Repeat(1, Period.WEEK))
    past = History({(1, 1): datetime(2026, 3, 4, 20)})  # noqa: DTZ001
    assert "2. Mon 9 Mar 09:00" in shown(phase, past=past)
    assert "2. Wed 11 Mar 09:00\n3. Wed 18 Mar 09:00" in shown(replace(phase, counting=Counting.INJECTION), past=past)


def test_the_end_of_a_last_window_is_the_latest_day() -> None:
    text = shown(a_phase(date(2026, 3, 2), AfterCount(2)))
    assert "2. between Thu 5 Mar and Fri 6 Mar\n2 injections. The last is on Fri 6 Mar 2026 at the latest." in text


def test_what_is_not_known_is_a_question_for_the_clinic() -> None:
    told = a_phase(date(2026, 3, 2), AfterCount(2), late="Call")
    assert "Ask your clinic" not in shown(told)
    unknown = replace(told, counting=Counting.UNKNOWN, late=None, end=UntilReview())
    asked = "<b>❓ Ask your clinic</b>\n• When is the review?\n• If one is late, do the other dates stay?"
    assert asked in shown(unknown)
    assert "do the other dates stay" not in shown(replace(unknown, repeat=Repeat(1, Period.WEEK, (0, 3))))

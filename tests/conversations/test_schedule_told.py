"""A schedule and the answers that tell it: each gives the other, in every language and however old it is."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.care.regimens import Entered
from bot.domain.amount import Amount, Unit
from bot.domain.regimen import AfterCount, Label, Period, Phase, PhaseKind, Regimen, Repeat, Route
from bot.i18n import Languages
from conversations.dialogue import Asking, Done, Scene, replay
from conversations.entering import play
from conversations.told import answers, without_dates
from tests.cast import LOCALES, PLACES
from tests.domain.enterable import entered

LANGUAGES = Languages(LOCALES)
instants = st.datetimes(datetime(2026, 3, 2), datetime(2056, 3, 2), timezones=st.just(UTC))  # noqa: DTZ001


def scene(language: str, now: datetime, **known: Any) -> Scene:
    beside = {"zone": "Europe/Berlin", "quiet": ["22:00", "07:00"], "edits": 7, **known}
    return Scene(LANGUAGES.of(language), beside, now, PLACES, LANGUAGES.countries)


@settings(max_examples=60)
@given(entered(), st.sampled_from(("en", "es")), instants)
def test_playing_what_tells_a_schedule_gives_it_back(told: Entered, language: str, now: datetime) -> None:
    known = {"day_before": told.day_before}
    again = replay(play(scene(language, now, **known)), (*answers(told), ("sure", "yes")))
    assert isinstance(again, Done), again
    assert again.outcome == Entered(told.regimen, 7, told.day_before, told.book_weeks)


@settings(max_examples=60)
@given(entered())
def test_the_answers_are_all_that_is_asked_and_nothing_more(told: Entered) -> None:
    asking = replay(play(scene("en", datetime(2026, 3, 2, tzinfo=UTC))), answers(told))
    assert isinstance(asking, Asking)
    assert asking.question.name == "sure"
    assert asking.asked == tuple(name for name, _ in answers(told))


@settings(max_examples=60)
@given(entered())
def test_without_its_dates_the_first_day_is_asked_first(told: Entered) -> None:
    asking = replay(play(scene("en", datetime(2026, 3, 2, tzinfo=UTC))), without_dates(answers(told)))
    assert isinstance(asking, Asking)
    assert asking.question.name == "phase1.start"


@given(entered())
def test_answers_from_before_the_schedule_could_be_typed_still_tell_it(told: Entered) -> None:
    older = tuple((name, raw) for name, raw in answers(told) if name != "written")
    asking = replay(play(scene("en", datetime(2026, 3, 2, tzinfo=UTC))), older)
    assert isinstance(asking, Asking)
    assert asking.question.name == "sure"
    assert asking.asked == tuple(name for name, _ in older)


@settings(max_examples=60)
@given(entered(), st.sampled_from(("en", "es")))
def test_every_preview_fits_into_a_message(told: Entered, language: str) -> None:
    asking = replay(play(scene(language, datetime(2026, 3, 2, tzinfo=UTC))), answers(told))
    assert isinstance(asking, Asking)
    assert len(asking.question.prompt.text) <= 4096


def test_a_simple_weekly_plan_step_by_step_is_seventeen_questions_and_its_preview() -> None:
    dose = Amount(Decimal(1000), Unit.MCG)
    weekly = Phase(PhaseKind.REPLETION, dose, Repeat(1, Period.WEEK), (time(9),), date(2026, 3, 3), AfterCount(4))
    told = answers(Entered(Regimen("Methylcobalamin", Label(), Route.INTRAMUSCULAR, (weekly,))))
    assert len(told) == 17, [name for name, _ in told]


@pytest.mark.parametrize("language", ["en", "es"])
def test_nobody_can_type_what_a_button_means(language: str) -> None:
    t = LANGUAGES.of(language)
    assert not any(word.startswith("=") for words in t.words.replies.values() for word in words)

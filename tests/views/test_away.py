"""The one message about several injections that passed untold."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.domain.amount import Amount, Unit
from bot.domain.dose import Dose, State
from bot.domain.injection import Injection
from bot.domain.regimen import PhaseKind
from bot.i18n import Languages
from bot.shared import LOCALES
from bot.views.away import away
from bot.views.screen import View

DUE = datetime(2026, 3, 3, 8, tzinfo=UTC)
ENGLISH = Languages(LOCALES).of("en")


def injection(number: int) -> Injection:
    """One a day, from Tuesday 3 March 09:00 in Berlin on."""
    due = DUE + timedelta(days=number - 1)
    dose = Dose(number, 1, number, due, due + timedelta(hours=18), State.MISSED)
    return Injection(dose, "B12 <forte>", Amount(Decimal(1000), Unit.MCG), PhaseKind.REPLETION, None)


def told(count: int, discreet: bool = False, repeat: bool = False) -> View:
    """The message about so many."""
    missed = [injection(number) for number in range(1, count + 1)]
    return away(ENGLISH, missed, injection(count + 1), "Europe/Berlin", discreet, repeat)


@pytest.mark.parametrize(("count", "listed", "more"), [(2, 2, None), (10, 10, None), (11, 10, 1), (30, 10, 20)])
def test_up_to_ten_due_times_are_listed_and_the_rest_counted(count: int, listed: int, more: int | None) -> None:
    text = told(count).text
    assert text.count("• ") == listed
    assert (f"and {more} more" in text) is (more is not None)
    assert f"Not recorded: {count} injections" in text


def test_it_names_the_product_the_clinic_and_the_next_one_and_leads_to_today() -> None:
    view = told(3)
    assert "Tue 3 Mar 09:00</tg-time>, B12 &lt;forte&gt;" in view.text
    assert "never take two to catch up. Ask your clinic what to do." in view.text
    assert "Tell them your next one is due" in view.text
    assert view.rows[0][0].text == "Today"


def test_a_discreet_one_names_no_medicine_and_no_injection() -> None:
    view = told(3, discreet=True)
    words = view.text.lower() + " ".join(button.text.lower() for row in view.rows for button in row)
    assert not any(word in words for word in ("b12", "inject", "clinic", "mcg"))
    assert "Tue 3 Mar 09:00" in view.text


def test_one_that_may_be_the_same_again_says_so() -> None:
    assert "Second notice, the same as before." in told(3, repeat=True).text
    assert "Second notice" not in told(3).text

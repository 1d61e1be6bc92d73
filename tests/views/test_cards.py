"""The words of the cards about one injection: windows, late ones, reviews, a clinic that injects, discreet forms."""

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import product as every_pair

import pytest

from bot.domain.amount import Amount, Unit
from bot.domain.dose import Dose, State
from bot.domain.injection import Injection, Today
from bot.domain.nudge import Later
from bot.domain.regimen import Label, Period, Phase, PhaseKind, Regimen, Repeat, Route, UntilReview
from bot.i18n import Languages
from bot.views import ahead, ask_dose, doses, overview
from bot.views.buttons import Begin, Go, Help, Place, Skip, Take
from bot.views.doses import Notice
from bot.views.injection import due, which_one
from bot.views.screen import View
from tests.cast import LOCALES

T = Languages(LOCALES).of("en")
BERLIN = "Europe/Berlin"
FRIDAY = datetime(2026, 3, 6, 8, tzinfo=UTC)
DAY = timedelta(days=1)
MEDICINE = "Methylcobalamin"
WINDOW = "Due between Fri 6 Mar 09:00 and Sat 7 Mar 09:00"
WORDS = "call us if it is more than 2 days late"
SAID = f"If one is late, your clinician said: “{WORDS}”"
ASK = "Ask your clinic what to do when one is late."
DOSE = Dose(7, 1, 3, FRIDAY, FRIDAY + 3 * DAY, latest=FRIDAY)
PLAIN = Injection(DOSE, MEDICINE, Amount(Decimal(1000), Unit.MCG), PhaseKind.REPLETION, 10)
RANGED = replace(PLAIN, dose=replace(DOSE, latest=FRIDAY + DAY), late=WORDS, fewest=6, of=7)
CLINIC = replace(PLAIN, clinic=True)
REVIEWED = replace(PLAIN, kind=PhaseKind.MAINTENANCE, of=None, review=date(2026, 3, 1))


def plain(view: View) -> str:
    """The text as it is read."""
    return html.unescape(re.sub(r"<[^>]+>", "", view.text))


def actions(view: View) -> list[object]:
    return [button.action for row in view.rows for button in row]


def reminder(injection: Injection, notice: Notice = Notice(), discreet: bool = False) -> View:  # noqa: B008
    return doses.reminder(T, injection, BERLIN, discreet, notice)


def numbered(number: int, **changes: object) -> Injection:
    changed = replace(RANGED, **changes)  # type: ignore[arg-type]
    return replace(changed, dose=replace(RANGED.dose, number=number))


@pytest.mark.parametrize(
    ("injection", "words"),
    [
        (PLAIN, "Injection 3 of 10, repletion phase"),
        (REVIEWED, "Injection 3, maintenance phase"),
        (replace(PLAIN, kind=PhaseKind.UNNAMED), "Injection 3 of 10"),
        (numbered(6), "Injection 6 of 6 to 7, repletion phase"),
        (numbered(7), "Injection 7, repletion phase (only if your clinician says so: they said 6 to 7)"),
        (replace(PLAIN, dose=replace(DOSE, phase=0), amount=None), "An injection from before this plan"),
    ],
)
def test_a_card_says_which_injection_it_is_about(injection: Injection, words: str) -> None:
    assert which_one(T, injection) == words


def test_what_was_before_the_plan_names_no_amount() -> None:
    before = replace(PLAIN, dose=replace(DOSE, phase=0), amount=None)
    assert "mcg" not in plain(reminder(before))
    assert MEDICINE in plain(reminder(before))


def test_a_due_window_is_said_in_the_same_words_on_every_card() -> None:
    noted = replace(RANGED, dose=replace(RANGED.dose, state=State.TAKEN, taken_at=FRIDAY + DAY))
    cards = [
        reminder(RANGED),
        doses.missed(T, RANGED, BERLIN, discreet=False, coming=None),
        doses.later_menu(T, RANGED, BERLIN, [Later.HOUR]),
        doses.postponed(T, RANGED, FRIDAY, BERLIN),
        doses.noted(T, noted, None, BERLIN),
        doses.already(T, noted, BERLIN),
        doses.reopened(T, RANGED, BERLIN, discreet=False),
        ask_dose.closed(T, RANGED, BERLIN),
        ask_dose.too_soon(T, RANGED, BERLIN),
        ask_dose.skip_sure(T, RANGED, BERLIN),
        ask_dose.did_you_have_it(T, RANGED, BERLIN),
    ]
    assert [card.text for card in cards if WINDOW not in plain(card)] == []
    assert html.unescape(re.sub(r"<[^>]+>", "", due(T, PLAIN, BERLIN))) == "Due: Fri 6 Mar 09:00"


def test_within_its_window_an_injection_is_not_late_and_after_it_is() -> None:
    within = replace(RANGED.dose, state=State.TAKEN, taken_at=FRIDAY + DAY)
    card = doses.noted(T, replace(RANGED, dose=within), None, BERLIN)
    assert not [row for row in card.rows if "at its time" in row[0].text]
    after = replace(within, taken_at=FRIDAY + 2 * DAY)
    card = doses.noted(T, replace(RANGED, dose=after), None, BERLIN)
    assert [row[0].text for row in card.rows if "at its time" in row[0].text] == [
        "I had it at its time: Fri 6 Mar 09:00"
    ]


def test_what_comes_next_is_a_window_too_and_says_if_it_is_optional() -> None:
    taken = replace(PLAIN, dose=replace(DOSE, state=State.TAKEN, taken_at=FRIDAY))
    window = "Next: between Fri 6 Mar 09:00 and Sat 7 Mar 09:00"
    assert window in plain(doses.noted(T, taken, numbered(6), BERLIN)).splitlines()
    assert f"{window} (only if your clinician says so)" in plain(doses.noted(T, taken, numbered(7), BERLIN))
    assert "your next one is due between Fri" in plain(doses.missed(T, PLAIN, BERLIN, False, RANGED))


@pytest.mark.parametrize("notice", [Notice(nth=2), Notice(past=True)])
def test_a_late_one_shows_the_clinicians_own_words_or_whom_to_ask(notice: Notice) -> None:
    assert SAID in plain(reminder(RANGED, notice))
    assert ASK not in plain(reminder(RANGED, notice))
    assert ASK in plain(reminder(PLAIN, notice))
    assert WORDS not in plain(reminder(RANGED))
    assert ASK not in plain(reminder(PLAIN))


def test_a_missed_one_shows_those_words_and_asks_the_clinic_once() -> None:
    unknown = plain(doses.missed(T, PLAIN, BERLIN, False, None))
    assert unknown.count("Ask your clinic") == 1
    told = plain(doses.missed(T, RANGED, BERLIN, False, None))
    assert SAID in told
    assert told.count("Ask your clinic") == 1
    assert "never take two to catch up" in told


def test_words_of_the_clinician_cannot_become_markup() -> None:
    odd = replace(RANGED, late="<b>two</b> & <script>")
    assert "“&lt;b&gt;two&lt;/b&gt; &amp; &lt;script&gt;”" in reminder(odd, Notice(nth=2)).text


def test_a_review_that_has_come_is_said_with_the_way_to_the_plan() -> None:
    card = reminder(REVIEWED)
    assert "Your review was due on Sun 1 Mar 2026. Ask your clinic whether to go on." in plain(card)
    assert Go(Place.SCHEDULE) in actions(card)
    assert "review" not in plain(reminder(PLAIN))
    assert Go(Place.SCHEDULE) not in actions(reminder(PLAIN))


def test_the_notice_to_book_says_when_and_has_no_button_that_does_nothing() -> None:
    card = ahead.book(T, CLINIC, BERLIN, False, 2)
    assert "Your next injection is in 2 weeks." in plain(card)
    assert "in 1 week." in plain(ahead.book(T, CLINIC, BERLIN, False, 1))
    assert {type(action) for action in actions(card)} == {Begin, Go, Help}


def test_the_day_before_asks_to_look_at_the_product_and_only_at_home() -> None:
    home, clinic = ahead.before(T, PLAIN, BERLIN, False), ahead.before(T, CLINIC, BERLIN, False)
    assert plain(home).startswith("Tomorrow is injection day")
    assert "check its date and colour." in plain(home)
    assert plain(ahead.before(T, RANGED, BERLIN, False)).startswith("Your injection is due from tomorrow")
    assert plain(clinic).startswith("Tomorrow: your appointment for the injection")
    assert "ampoule" not in plain(clinic)
    assert Begin("change") in actions(clinic)


def test_after_the_appointment_the_question_is_whether_it_happened() -> None:
    card = ahead.happened(T, CLINIC, BERLIN, False, Notice())
    assert plain(card).startswith("Did your injection happen?")
    assert {Take(7), Skip(7), Begin("change")} <= set(actions(card))
    again = ahead.happened(T, CLINIC, BERLIN, False, Notice(nth=2))
    assert plain(again).startswith("Still open: did your injection happen?")
    assert ASK in plain(again)
    reviewed = ahead.happened(T, replace(REVIEWED, clinic=True), BERLIN, False, Notice())
    assert Go(Place.SCHEDULE) in actions(reviewed)


def test_where_a_clinic_injects_no_card_speaks_as_if_the_patient_did() -> None:
    taken = replace(CLINIC, dose=replace(DOSE, state=State.TAKEN, taken_at=FRIDAY, recorded_at=FRIDAY))
    skipped = replace(CLINIC, dose=replace(DOSE, state=State.SKIPPED, recorded_at=FRIDAY))
    cards = [
        ahead.happened(T, CLINIC, BERLIN, False, Notice(nth=2, repeat=True)),
        ahead.before(T, CLINIC, BERLIN, False),
        ahead.book(T, CLINIC, BERLIN, False, 2),
        doses.missed(T, CLINIC, BERLIN, False, CLINIC),
        doses.noted(T, taken, CLINIC, BERLIN, that_day=2),
        doses.noted(T, skipped, CLINIC, BERLIN),
        doses.already(T, taken, BERLIN),
        doses.already(T, skipped, BERLIN),
        ask_dose.too_soon(T, CLINIC, BERLIN),
        ask_dose.closed(T, CLINIC, BERLIN),
        ask_dose.skip_sure(T, CLINIC, BERLIN),
        ask_dose.did_you_have_it(T, CLINIC, BERLIN),
    ]
    speaking = re.compile(r"\binject(ed)?\b|you skipped|take two", re.IGNORECASE)
    assert [plain(card) for card in cards if speaking.search(plain(card))] == []
    assert speaking.search(plain(doses.already(T, replace(taken, clinic=False), BERLIN)))


def plan(phases: int) -> Regimen:
    """One phase until a review, then others."""
    dose = Amount(Decimal(1000), Unit.MCG)
    first = Phase(
        PhaseKind.REPLETION, dose, Repeat(2, Period.DAY), (time(9),), date(2026, 3, 3), UntilReview(date(2026, 6, 1))
    )
    then = Phase(PhaseKind.MAINTENANCE, dose, Repeat(2, Period.MONTH), (time(9),), None, UntilReview())
    return Regimen(MEDICINE, Label(), Route.INTRAMUSCULAR, (first, then)[:phases])


def test_on_the_review_day_it_asks_what_was_decided_and_names_what_the_plan_holds_next() -> None:
    card = ahead.review(T, plan(2), 1, False)
    assert "Review: Mon 1 Jun 2026" in plain(card)
    assert "Next in your plan: Phase 2: maintenance, every 2 months." in plain(card)
    assert Go(Place.SCHEDULE) in actions(card)
    assert "Next in your plan" not in plain(ahead.review(T, plan(1), 1, False))


def every_notice(discreet: bool) -> list[View]:
    """All that comes unasked and is read on a locked screen."""
    notices = (Notice(), Notice(nth=2), Notice(repeat=True), Notice(late=True))
    told = [reminder(one, notice, discreet) for one, notice in every_pair((PLAIN, RANGED, REVIEWED), notices)]
    asked = [ahead.happened(T, one, BERLIN, discreet, notice) for one, notice in every_pair((CLINIC,), notices)]
    early = [ahead.before(T, one, BERLIN, discreet) for one in (PLAIN, RANGED, CLINIC)]
    return [*told, *asked, *early, ahead.book(T, CLINIC, BERLIN, discreet, 2), ahead.review(T, plan(2), 1, discreet)]


def test_a_discreet_notice_tells_nothing_about_the_medicine() -> None:
    telling = re.compile(rf"{MEDICINE}|inject|phase|mcg|clinic|dose|{WORDS}", re.IGNORECASE)
    assert [plain(view) for view in every_notice(discreet=True) if telling.search(plain(view))] == []
    assert all(telling.search(plain(view)) for view in every_notice(discreet=False))


@pytest.mark.parametrize("discreet", [False, True])
def test_a_notice_is_short_and_has_help_one_tap_away(discreet: bool) -> None:
    views = every_notice(discreet)
    assert [plain(view) for view in views if len(plain(view)) > 250] == []
    assert all(Help() in actions(view) for view in views)


def shown(facts: Today, now: datetime = FRIDAY) -> str:
    return plain(overview.today(T, facts, BERLIN, paused=False, now=now))


def test_today_names_the_medicine_once_there_is_more_than_one_plan() -> None:
    taken = replace(PLAIN, dose=replace(DOSE, state=State.TAKEN, taken_at=FRIDAY))
    one = Today((PLAIN,), taken, PLAIN, FRIDAY, (BERLIN,))
    assert "• Injection 3 of 10, repletion phase, due Fri 6 Mar 09:00" in shown(one)
    two = shown(replace(one, clocks=(BERLIN, BERLIN)))
    assert f"• {MEDICINE}: Injection 3 of 10, repletion phase, due Fri 6 Mar 09:00" in two
    assert f"Last injection: Fri 6 Mar 09:00 ({MEDICINE})" in two


def test_today_says_once_what_to_do_with_late_ones() -> None:
    facts = Today((PLAIN, PLAIN), None, None, None, (BERLIN,))
    assert ASK not in shown(facts)
    assert shown(facts, FRIDAY + DAY).count(ASK) == 1
    assert SAID not in shown(Today((RANGED,), None, None, None, (BERLIN,)), FRIDAY + DAY)
    assert SAID in shown(Today((RANGED,), None, None, None, (BERLIN,)), FRIDAY + 2 * DAY)


def test_today_says_when_the_bot_last_reached_the_patient() -> None:
    nothing = Today((), None, PLAIN, None, (BERLIN,))
    assert "No reminder was due yet." in shown(nothing)
    assert "No reminder of mine has reached you yet." in shown(replace(nothing, waiting=(PLAIN,)))
    assert "My last reminder reached you: Fri 6 Mar 09:00" in shown(replace(nothing, reached_at=FRIDAY))


def test_today_says_whose_clock_it_shows_where_a_plan_keeps_another() -> None:
    facts = Today((), None, PLAIN, None, ("Asia/Tokyo",))
    assert "Times here are for Europe/Berlin." in shown(facts)
    assert "Times here" not in shown(replace(facts, clocks=(BERLIN,)))
    assert "You have no plan here yet." in shown(Today((), None, None, None))
    assert "No further injection is in your plan here." in shown(replace(facts, coming=None))

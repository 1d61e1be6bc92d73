"""The schedule by its dates: the preview that is confirmed, and the ones in force."""

from collections.abc import Sequence
from datetime import time

from bot.domain.regimen import Injector
from bot.domain.timeline import Occurrence
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import Begin, EndPlan, Go, Place, UndoChange
from bot.views.coming import moment
from bot.views.plan_buttons import Change, ChangePlan, DayBefore, EditPlan, StartAgain
from bot.views.screen import Button, Choice, Prompt, View, lines, paragraphs, screen
from bot.views.sheet import Sheet, clock, page

SHOWN = 5


def preview(t: Translator, sheet: Sheet, notes: Html | None) -> Prompt:
    """The whole schedule by its dates; only Yes saves it."""
    text = paragraphs(
        t("<b>Please check every line. Is this what your clinician said?</b>"),
        page(t, sheet),
        t("{clock} Nothing is saved until you tap Yes.", clock=clock(t, sheet.zone)),
        notes,
    )
    rows = (
        (Choice(t.label("Yes, save this plan"), "yes", "success"),),
        (Choice(t.label("Change something"), "change"),),
    )
    return Prompt(text, rows)


def saved(t: Translator, coming: Sequence[Occurrence], zone: str, change: int | None, began: int | None = None) -> View:
    """It is in force; the next dates. `began` is its version where it began earlier: past injections may be added."""
    shown = [moment(t, one, zone, coming[0].local.year) for one in coming[:SHOWN]]
    more = t("and so on, as in your plan") if len(coming) > SHOWN else None
    text = paragraphs(
        t("<b>Saved.</b> I will remind you at these times:") if shown else t("<b>Saved.</b>"),
        lines(*shown, more) if shown else t("No injection is left to remind you of."),
        t("Nothing in your plan changes unless you change it. If your clinician changes it, change it here too."),
        None if began is None else t("Your plan began before today. You can add the injections that you had already."),
    )
    add = [] if began is None else [[Button(t.label("Add those I had"), ChangePlan(began, Change.HAD))]]
    rows = [*add, [Button(t.label("Today"), Go(Place.TODAY)), Button(t.label("My plan"), Go(Place.SCHEDULE))]]
    return screen(t, text, [*rows, *_undo(t, change)], menu=True)


def in_force(t: Translator, sheet: Sheet, version: int, which: tuple[int, int]) -> View:
    """One schedule as it was confirmed, with all that can be done about it; `which` is its place among how many."""
    number, of = which
    text = paragraphs(
        t("<b>Your plan, as you confirmed it</b>")
        if of == 1
        else t("<b>Plan {number} of {of}: {medicine}</b>", number=number, of=of, medicine=sheet.regimen.medicine),
        page(t, sheet),
        clock(t, sheet.zone),
    )
    rows = [
        [Button(t.label("Move or skip an injection"), ChangePlan(version, Change.MENU))],
        [Button(t.label("Change something"), EditPlan(version))],
        *_day_before(t, sheet, version),
        [Button(t.label("End this plan"), EndPlan(version))],
    ]
    if number == of:
        rows.append([Button(t.label("Enter another plan"), Begin("schedule"))])
    return screen(t, text, rows, menu=True)


def _day_before(t: Translator, sheet: Sheet, version: int) -> list[list[Button]]:
    """Where a clinic injects, the day before is reminded of in any case."""
    if sheet.regimen.injector is Injector.CLINIC:
        return []
    if sheet.day_before:
        return [[Button(t.label("No reminder the day before"), DayBefore(version, 0))]]
    return [[Button(t.label("Remind me the day before too"), DayBefore(version, 1))]]


def day_before(t: Translator, on: bool) -> str:
    """What the tap did, over the chat."""
    return t.label("I remind you on the day before too.") if on else t.label("No reminder on the day before.")


def _undo(t: Translator, change: int | None) -> list[list[Button]]:
    return [] if change is None else [[Button(t.label("Undo (for a day)"), UndoChange(change))]]


def no_schedule(t: Translator, last: tuple[int, str] | None = None) -> View:
    """None in force; the one that ended last, if any, can be started again."""
    enter = [Button(t.label("Enter my plan"), Begin("schedule"), "primary")]
    if last is None:
        text = t("You have no plan here yet. Shall we enter the one your clinician gave you?")
        return screen(t, text, [enter], menu=True)
    version, medicine = last
    text = paragraphs(
        t("You have no plan here now. Your last one has ended: {medicine}.", medicine=medicine),
        t("Start it again only if your clinician says so. I will ask for its dates anew."),
    )
    again = [Button(t.label("Start it again"), StartAgain(version))]
    return screen(t, text, [again, enter], menu=True)


def end_sure(t: Translator, version: int, medicine: str | None) -> View:
    """Ending is asked back; the medicine is named where there is more than one plan."""
    text = paragraphs(
        t("<b>End this plan?</b> I will stop reminding you. What you recorded stays."),
        t("It is the plan for {medicine}.", medicine=medicine) if medicine else None,
        t("Please talk to your clinician before you stop injections. Symptoms can come back."),
    )
    rows = [
        [Button(t.label("No, keep my plan"), Go(Place.SCHEDULE), "primary")],
        [Button(t.label("Yes, end it"), EndPlan(version, 1), "danger")],
    ]
    return screen(t, text, rows)


def ended(t: Translator, change: int) -> View:
    """It is over."""
    text = t("Your plan has ended. I no longer remind you. What you recorded is still here.")
    rows = [*_undo(t, change), [Button(t.label("Enter a new plan"), Begin("schedule"))]]
    return screen(t, text, rows, menu=True)


def replaces(t: Translator, medicine: str) -> Html:
    """There is a plan already."""
    return t("This plan replaces the one you have here now: {medicine}.", medicine=medicine)


def edits(t: Translator) -> Html:
    """A new version of the same plan."""
    return t("This takes the place of your plan as it was. What you recorded stays.")


def beside(t: Translator, medicines: Sequence[str]) -> Html:
    """The others go on."""
    return t("Beside it you keep your plan for {medicines}.", medicines=t.listing(medicines))


def same_medicine(t: Translator) -> Html:
    """Two plans for one medicine may mean twice the injections."""
    return t("⚠️ You have a plan for this medicine already. Both will remind you. Did your clinician say so?")


def moved_before(t: Translator) -> Html:
    """Shifts belong to the version that they were made in."""
    return t("You moved dates in this plan before. Here they are without that: please check them.")


def other_clock(t: Translator, was: str, zone: str) -> Html:
    """A traveller's plan that kept the clock of another place follows the one of here when it is changed."""
    places = {"was": was.replace("_", " "), "zone": zone.replace("_", " ")}
    return t("⚠️ Until now the times were for {was}. Once you save, they are for {zone}.", **places)


def in_quiet_hours(t: Translator, start_of_quiet: time, end_of_quiet: time) -> Html:
    """The chosen time lies in the quiet hours: said, not refused."""
    return t(
        "Your time lies in your quiet hours ({hours}). I remind you then all the same. Follow-ups wait.",
        hours=phrases.hours(t, start_of_quiet, end_of_quiet),
    )

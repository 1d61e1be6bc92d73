"""Changes to a plan: what can be changed, what was done with the dates as they are now, and what was taken back."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.regimen import Regimen
from bot.domain.timeline import Occurrence
from bot.i18n import Html, Translator
from bot.views.buttons import EndPlan, Go, Place, UndoChange
from bot.views.coming import moment
from bot.views.plan_buttons import Change, ChangePlan, EditPlan, LeaveIn
from bot.views.screen import Button, View, lines, paragraphs, screen

# A plan as its screens need it: its version, its regimen, the IANA zone of its clock, its next injections.
Plan = tuple[int, Regimen, str, Sequence[Occurrence]]
SHOWN = 4


def which_plan(t: Translator, plans: Sequence[Plan], what: Change) -> View:
    """Several are in force: which one?"""
    rows = [[Button(_named(t, plan), ChangePlan(plan[0], what))] for plan in plans]
    return screen(t, t("<b>Which plan is it about?</b>"), rows, menu=True)


def _named(t: Translator, plan: Plan) -> str:
    _, regimen, _, coming = plan
    if not coming:
        return regimen.medicine
    return t.label("{medicine}, next {day}", medicine=regimen.medicine, day=t.day(coming[0].local.date()))


def change_menu(t: Translator, plan: Plan) -> View:
    """What shall be changed?"""
    version, regimen, _, coming = plan
    text = paragraphs(
        t("<b>What would you like to change?</b>"),
        lines(t("Plan: {medicine}", medicine=regimen.medicine), _next(t, plan)),
        t("I show you the dates first. Nothing changes until you say yes."),
    )
    ahead = [
        [Button(t.label("Move one injection"), ChangePlan(version, Change.MOVE))],
        [Button(t.label("Move one and all after it"), ChangePlan(version, Change.ALL))],
        [Button(t.label("Leave one out"), ChangePlan(version, Change.LEAVE))],
    ]
    rows = [
        *(ahead if coming else []),
        [Button(t.label("Add an injection I had before"), ChangePlan(version, Change.HAD))],
        [Button(t.label("Pause reminders"), Go(Place.PAUSE))],
        [Button(t.label("Change the plan itself"), EditPlan(version))],
        [Button(t.label("End this plan"), EndPlan(version))],
    ]
    return screen(t, text, rows, menu=True)


def _next(t: Translator, plan: Plan) -> Html:
    _, _, zone, coming = plan
    if not coming:
        return t("No injection is left in your plan here.")
    return t("Next: {moment}", moment=moment(t, coming[0], zone))


def nothing_ahead(t: Translator) -> View:
    """There is none to move or leave out."""
    text = t("No injection is left in your plan here. Ask your clinic what comes next.")
    return screen(t, text, _ways(t), menu=True)


def moved(t: Translator, plan: Plan, change: int) -> View:
    """The dates as they are now."""
    return screen(t, paragraphs(t("<b>Moved.</b>"), _dates(t, [plan])), [_undo(t, change), *_ways(t)], menu=True)


def left_out(t: Translator, plan: Plan, was: datetime, dose: int) -> View:
    """It is noted as skipped; the dates as they are now."""
    gone = f"{t.day_with_year(was.date())} {t.clock(was)}"
    text = paragraphs(t("<b>Left out:</b> {moment}. I will not remind you of it.", moment=gone), _dates(t, [plan]))
    undo = [Button(t.label("Undo (for a day)"), LeaveIn(dose))]
    return screen(t, text, [undo, *_ways(t)], menu=True)


def left_in(t: Translator, plans: Sequence[Plan]) -> View:
    """It comes after all."""
    return _undone(t, t("<b>Taken back.</b> I will remind you of it again."), plans)


def not_left_in(t: Translator, plans: Sequence[Plan]) -> View:
    """It was recorded otherwise, its time has passed, or it was left out more than a day ago."""
    told = t("<b>I cannot take this back any more.</b> Tap Today to see how that injection is noted.")
    return _undone(t, told, plans)


def noted(t: Translator, plan: Plan, had: Sequence[datetime], change: int) -> View:
    """They are on record; another may follow."""
    listed = [t("• {moment}", moment=f"{t.day_with_year(local.date())} {t.clock(local)}") for local in had]
    text = paragraphs(lines(t("<b>Noted as had:</b>"), *listed), _dates(t, [plan]))
    rows = [
        [Button(t.label("Add another"), ChangePlan(plan[0], Change.HAD))],
        [Button(t.label("That is all"), Go(Place.SCHEDULE))],
        _undo(t, change),
    ]
    return screen(t, text, rows, menu=True)


def overtaken(t: Translator, plans: Sequence[Plan]) -> View:
    """The plan, or that injection, is no longer as it was: nothing was changed."""
    text = paragraphs(
        t("<b>I have changed nothing.</b> Your plan or this injection is not as it was when you began."),
        _dates(t, plans),
    )
    return screen(t, text, _ways(t), menu=True)


def shift_undone(t: Translator, plans: Sequence[Plan]) -> View:
    """The dates are back where they were."""
    return _undone(t, t("<b>Taken back.</b> The dates are as they were before."), plans)


def plan_undone(t: Translator, plans: Sequence[Plan]) -> View:
    """The version before is in force again, or none."""
    return _undone(t, t("<b>Taken back.</b> Your plan is as it was before."), plans)


def end_undone(t: Translator, plans: Sequence[Plan]) -> View:
    """It goes on."""
    return _undone(t, t("<b>Taken back.</b> Your plan goes on, and so do the reminders."), plans)


def had_undone(t: Translator, plans: Sequence[Plan]) -> View:
    """It is no longer on record."""
    return _undone(t, t("<b>Taken back.</b> It is no longer noted as had."), plans)


def undone_before(t: Translator, plans: Sequence[Plan]) -> View:
    """A second tap."""
    return _undone(t, t("<b>You have taken this back.</b> Once is enough."), plans)


def too_late(t: Translator, plans: Sequence[Plan]) -> View:
    """More than a day old."""
    return _undone(t, t("<b>This change is more than a day old, so it stays.</b> You can change it anew."), plans)


def undo_overtaken(t: Translator, plans: Sequence[Plan]) -> View:
    """Another version is in force."""
    return _undone(t, t("<b>I cannot take this back.</b> Your plan has changed since then."), plans)


def _undone(t: Translator, told: Html, plans: Sequence[Plan]) -> View:
    return screen(t, paragraphs(told, _dates(t, plans)), _ways(t), menu=True)


def _dates(t: Translator, plans: Sequence[Plan]) -> Html:
    """The next dates of each plan, named where there are several."""
    if not plans:
        return t("You have no plan here now.")
    if not any(coming for *_, coming in plans):
        return t("No injection is left in your plan here.")
    return paragraphs(*(_next_dates(t, plan, alone=len(plans) == 1) for plan in plans))


def _next_dates(t: Translator, plan: Plan, alone: bool) -> Html:
    _, regimen, zone, coming = plan
    title = t("Your next dates:") if alone else t("Next dates, {medicine}:", medicine=regimen.medicine)
    return lines(title, *(moment(t, one, zone) for one in coming[:SHOWN])) if coming else Html("")


def _undo(t: Translator, change: int) -> list[Button]:
    return [Button(t.label("Undo (for a day)"), UndoChange(change))]


def _ways(t: Translator) -> list[list[Button]]:
    return [[Button(t.label("Today"), Go(Place.TODAY)), Button(t.label("My plan"), Go(Place.SCHEDULE))]]

"""Cards about one injection: the reminder, what was noted, what is missing."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.dose import State, When, is_late
from bot.domain.injection import Injection
from bot.domain.nudge import Later
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import Go, LaterMenu, Place, RemindLater, Skip, Take, TakeWhen, Undo
from bot.views.screen import Button, Rows, View, lines, screen, unwell_button


def reminder(
    t: Translator, injection: Injection, zone: str, discreet: bool, nth: int, repeat: bool, late: bool
) -> View:
    """A dose is due. `nth` counts its reminders, `repeat` may be the same again, `late` was held up on our side."""
    if discreet:
        title = t("<b>Reminder {number}</b>", number=injection.dose.number)
    elif nth > 1:
        title = t("<b>Still open: your injection</b>")
    else:
        title = t("<b>Time for your injection</b>")
    text = lines(
        title,
        _why_again(t, nth, repeat, late, discreet),
        t("Due: {moment}", moment=phrases.moment(t, injection.dose.due, zone)),
        None if discreet else phrases.which_one(t, injection),
        None if discreet else product(t, injection),
        None if discreet or nth > 1 else t("Check the label, the expiry date and the colour of the liquid."),
    )
    return View(text, (*_answers(t, injection, discreet), (unwell_button(t),)))


def _why_again(t: Translator, nth: int, repeat: bool, late: bool, discreet: bool) -> Html | None:
    if repeat and discreet:
        return t("Second notice, the same one as before. If it is done, tap the first button.")
    if repeat:
        return t("Second notice, same dose as before. If you had it, tap the first button.")
    if late:
        return t("I am late with this one. If you had it already, tap the first button.")
    if nth > 1:
        return t("If you had it, tap the first button.")
    return None


def _answers(t: Translator, injection: Injection, discreet: bool) -> Rows:
    dose = injection.dose.id
    had = t.label("✅ Done") if discreet else t.label("✅ Taken: I had it")
    return (
        (Button(had, Take(dose), "success"),),
        (Button(t.label("⏰ Later"), LaterMenu(dose)), Button(t.label("Skip"), Skip(dose))),
    )


def product(t: Translator, injection: Injection) -> Html:
    """Methylcobalamin, 1,000 mcg (1 mg); no amount where it was before the plan."""
    if injection.amount is None:
        return t("{medicine}", medicine=injection.medicine)
    return t("{medicine}, {amount}", medicine=injection.medicine, amount=phrases.amount(t, injection.amount))


def missed(t: Translator, injection: Injection, zone: str, discreet: bool, coming: Injection | None) -> View:
    """The window is over and nothing was recorded: what to ask the clinic, never what to do."""
    due = phrases.moment(t, injection.dose.due, zone)
    number = injection.dose.number
    if discreet:
        title = t("<b>Reminder {number}: not recorded</b>", number=number)
    else:
        title = t("<b>Not recorded: your injection</b>")
    text = lines(
        title,
        t("Due: {moment}", moment=due),
        t("If it is done, tap the first button.") if discreet else t("If you had it, tap the first button."),
        t("If not: never do two to make up for it. Ask what to do.")
        if discreet
        else t("If you missed it: never take two to catch up. Ask your clinic what to do."),
        None if discreet else _what_to_tell(t, coming, zone),
    )
    dose = injection.dose.id
    had = t.label("✅ Done") if discreet else t.label("✅ Taken: I had it")
    return screen(
        t, text, ((Button(had, Take(dose), "success"),), (Button(t.label("I did not have it"), Skip(dose, 1)),))
    )


def _what_to_tell(t: Translator, coming: Injection | None, zone: str) -> Html | None:
    if coming is None:
        return None
    return t("Tell them your next one is due {moment}.", moment=phrases.moment(t, coming.dose.due, zone))


def later_menu(t: Translator, injection: Injection, zone: str, choices: Sequence[Later]) -> View:
    """When shall I remind again?"""
    names = {
        Later.HOUR: t.label("In 1 hour"),
        Later.EVENING: t.label("This evening, 19:00"),
        Later.TOMORROW: t.label("Tomorrow, same time"),
    }
    text = lines(
        t("<b>When shall I remind you again?</b>"),
        t("This is about the injection due {moment}.", moment=phrases.moment(t, injection.dose.due, zone)),
    )
    dose = injection.dose.id
    rows = [[Button(names[choice], RemindLater(dose, choice))] for choice in choices]
    return screen(t, text, [*rows, [Button(t.label("✅ Taken: I had it"), Take(dose), "success")]])


def postponed(t: Translator, injection: Injection, at: datetime, zone: str) -> View:
    """I will remind again then."""
    text = lines(
        t("<b>I will remind you again:</b> {moment}", moment=phrases.moment(t, at, zone)),
        t("This is about the injection due {moment}.", moment=phrases.moment(t, injection.dose.due, zone)),
    )
    return screen(t, text, [[Button(t.label("✅ Taken: I had it"), Take(injection.dose.id), "success")]])


def noted(t: Translator, injection: Injection, coming: Injection | None, zone: str, that_day: int = 0) -> View:
    """It is recorded, and what comes next; `that_day` is how many are on record for the same day."""
    dose = injection.dose
    taken = dose.state is State.TAKEN
    title = (
        t("<b>✅ Noted: you had this injection</b>") if taken else t("<b>Noted: you did not have this injection</b>")
    )
    text = lines(
        title,
        phrases.which_one(t, injection),
        t("Due: {moment}", moment=phrases.moment(t, dose.due, zone)),
        t("Taken: {moment}", moment=phrases.moment(t, dose.taken_at, zone)) if dose.taken_at else None,
        None if taken else t("Your plan stays as it is. Tell your clinic that you skipped one."),
        _next_line(t, injection, coming, zone),
        t("You noted {n} injections on one day. If you injected more than planned, call your clinic today.", n=that_day)
        if that_day > 1
        else None,
    )
    rows = [[Button(t.label("That was a mistake: undo"), Undo(dose.id))]]
    if is_late(dose):
        due = phrases.short_moment(t, dose.due, zone)
        rows.insert(0, [Button(t.label("I had it at its time: {moment}", moment=due), TakeWhen(dose.id, When.ON_TIME))])
    return screen(t, text, rows)


def _next_line(t: Translator, injection: Injection, coming: Injection | None, zone: str) -> Html | None:
    if coming is not None:
        return t("Next: {moment}", moment=phrases.moment(t, coming.dose.due, zone))
    if injection.last_of_plan:
        return t("This was the last one in your plan. Ask your clinic what comes next.")
    return None


def already(t: Translator, injection: Injection, zone: str) -> View:
    """The record that stands."""
    dose = injection.dose
    due = phrases.moment(t, dose.due, zone)
    if dose.taken_at is None:
        title = t("<b>You noted before that you skipped this one.</b>")
        when = None
    else:
        title = t("<b>You noted this injection before. I count it once.</b>")
        when = t("Taken: {moment}", moment=phrases.moment(t, dose.taken_at, zone))
    again = t("Did you inject a second time? Then call your clinic today.") if dose.taken_at else None
    return screen(t, lines(title, t("Due: {moment}", moment=due), when, again), menu=True)


def already_toast(t: Translator, injection: Injection, zone: str) -> str:
    """The same in one line, over the chat."""
    moment = phrases.short_moment(t, injection.dose.recorded_at or injection.dose.due, zone)
    return t.label("You noted this before: {moment}", moment=moment)


def too_soon(t: Translator, injection: Injection, zone: str) -> View:
    """It is not due yet: did you have it all the same?"""
    text = lines(
        t("<b>This injection is not due yet.</b>"),
        t("Due: {moment}", moment=phrases.moment(t, injection.dose.due, zone)),
        t("Did you have it already? If you are about to inject, ask your clinic first."),
    )
    rows = [
        [Button(t.label("Yes, I had it just now"), TakeWhen(injection.dose.id, When.NOW))],
        [Button(t.label("No, not yet"), Go(Place.TODAY))],
    ]
    return screen(t, text, rows)


def closed(t: Translator, injection: Injection, zone: str) -> View:
    """It was due long ago: when did you have it?"""
    due = phrases.short_moment(t, injection.dose.due, zone)
    text = lines(
        t("<b>When did you have this injection?</b>"),
        t("Due: {moment}", moment=phrases.moment(t, injection.dose.due, zone)),
        t("If you are about to inject it now, ask your clinic first."),
    )
    rows = [
        [Button(t.label("At its time: {moment}", moment=due), TakeWhen(injection.dose.id, When.ON_TIME))],
        [Button(t.label("Just now"), TakeWhen(injection.dose.id, When.NOW))],
        [Button(t.label("I did not have it"), Skip(injection.dose.id, 1))],
    ]
    return screen(t, text, rows)


def skip_sure(t: Translator, injection: Injection, zone: str) -> View:
    """Skipping is asked back once."""
    text = lines(
        t("<b>Skip this injection?</b>"),
        t("Due: {moment}", moment=phrases.moment(t, injection.dose.due, zone)),
        t("I only write it down. If you are unsure, ask your clinic first."),
    )
    dose = injection.dose.id
    rows = [
        [Button(t.label("Yes, note it as skipped"), Skip(dose, 1))],
        [Button(t.label("No: remind me later"), LaterMenu(dose))],
    ]
    return screen(t, text, rows)


def reopened(t: Translator, injection: Injection, zone: str, discreet: bool) -> View:
    """The record was taken back."""
    text = lines(
        t("<b>This injection is open: nothing is noted yet.</b>"),
        t("Due: {moment}", moment=phrases.moment(t, injection.dose.due, zone)),
    )
    return screen(t, text, _answers(t, injection, discreet))


def did_you_have_it(t: Translator, injection: Injection, zone: str) -> View:
    """A bare "done": is it this one?"""
    text = lines(
        t("<b>Shall I note this injection as taken?</b>"),
        phrases.which_one(t, injection),
        t("Due: {moment}", moment=phrases.moment(t, injection.dose.due, zone)),
    )
    rows = [
        [Button(t.label("✅ Yes, I had it"), Take(injection.dose.id), "success")],
        [Button(t.label("No"), Go(Place.TODAY))],
    ]
    return screen(t, text, rows)


def nothing_open(t: Translator, coming: Injection | None, zone: str) -> View:
    """A bare "done", and nothing waits."""
    text = lines(
        t("Nothing is waiting to be noted."),
        t("Next: {moment}", moment=phrases.moment(t, coming.dose.due, zone)) if coming else None,
    )
    rows = [[Button(t.label("I had the next one already"), Take(coming.dose.id))]] if coming else []
    return screen(t, text, rows, menu=True)


def not_yours(t: Translator) -> str:
    """An old or foreign button, over the chat."""
    return t.label("This button is out of date. Send /today to see what is open.")

"""Cards about one injection: the reminder, what was noted, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.dose import State, When, is_late
from bot.domain.injection import Injection
from bot.domain.nudge import Later
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import LaterMenu, RemindLater, Skip, Take, TakeWhen, Undo
from bot.views.injection import coming_up, due, if_late, product, review_come, review_rows, when, which_one
from bot.views.screen import Button, Rows, View, lines, screen, unwell_button
from bot.views.sign_buttons import HowAfter


@dataclass(frozen=True)
class Notice:
    """Which of a dose's notices it is: `nth` counts them from 1, `repeat` may be the same again.

    `late` was held up on our side; `past` says that the dose is past its due window.
    """

    nth: int = 1
    repeat: bool = False
    late: bool = False
    past: bool = False

    @property
    def is_late(self) -> bool:
        """Whether to show what the clinician said about late ones."""
        return self.nth > 1 or self.past


def reminder(t: Translator, injection: Injection, zone: str, discreet: bool, notice: Notice) -> View:
    """A dose is due."""
    if discreet:
        title = t("<b>Reminder {number}</b>", number=injection.dose.number)
    elif notice.nth > 1:
        title = t("<b>Still open: your injection</b>")
    else:
        title = t("<b>Time for your injection</b>")
    # a phone shows some 250 characters unopened: a repeat leaves out what the first one said, and so on
    fresh = notice.nth == 1 and not notice.repeat
    review = review_come(t, injection, discreet) if fresh else None
    text = lines(
        title,
        why_again(t, injection, notice, discreet),
        due(t, injection, zone),
        None if discreet or review else which_one(t, injection),
        None if discreet else product(t, injection),
        t("Check the label, expiry date and colour.") if fresh and not discreet else None,
        if_late(t, injection) if notice.is_late and not discreet else None,
        review,
    )
    to_plan = review_rows(t, injection) if review else ()
    return View(text, (*_answers(t, injection, discreet), *to_plan, (unwell_button(t),)))


def why_again(t: Translator, injection: Injection, notice: Notice, discreet: bool) -> Html | None:
    """Why it comes now: the same again, held up on our side, or still open."""
    if notice.repeat and discreet:
        return t("Second notice, the same one as before. If it is done, tap the first button.")
    if notice.repeat:
        return t("Second notice, same dose as before. If you had it, tap the first button.")
    if notice.late:
        return t("I am late. Had it? Tap the first button.")
    # beside the clinician's own words the card has to stay short
    if notice.nth > 1 and (discreet or not injection.late):
        return t("If you had it, tap the first button.")
    return None


def _answers(t: Translator, injection: Injection, discreet: bool) -> Rows:
    dose = injection.dose.id
    return (
        (Button(had_it(t, discreet), Take(dose), "success"),),
        (Button(t.label("⏰ Later"), LaterMenu(dose)), Button(t.label("Skip"), Skip(dose))),
    )


def had_it(t: Translator, discreet: bool = False) -> str:
    """The words of the button that records it."""
    return t.label("✅ Done") if discreet else t.label("✅ Taken: I had it")


def missed(
    t: Translator, injection: Injection, zone: str, discreet: bool, coming: Injection | None, repeat: bool = False
) -> View:
    """The window is over and nothing was recorded: what to ask the clinic, never what to do."""
    number = injection.dose.number
    if discreet:
        title = t("<b>Reminder {number}: not recorded</b>", number=number)
        what: list[Html | None] = [
            t("If it is done, tap the first button."),
            t("If not: never do two to make up for it. Ask what to do."),
        ]
    else:
        title = t("<b>Not recorded: your injection</b>")
        what = [
            t("If you had it, tap the first button."),
            _if_missed(t, injection),
            if_late(t, injection) if injection.late else None,
            t("Tell them your next one is due {moment}.", moment=when(t, coming, zone)) if coming else None,
        ]
    dose = injection.dose.id
    rows = (
        (Button(had_it(t, discreet), Take(dose), "success"),),
        (Button(t.label("I did not have it"), Skip(dose, 1)),),
    )
    again = t("Second notice, the same as before.") if repeat else None
    return screen(t, lines(title, again, due(t, injection, zone), *what), rows)


def _if_missed(t: Translator, injection: Injection) -> Html:
    if injection.clinic:
        return t("If it did not happen: call your clinic and ask what to do.")
    return t("If you missed it: never take two to catch up. Ask your clinic what to do.")


def later_menu(t: Translator, injection: Injection, zone: str, choices: Sequence[Later]) -> View:
    """When shall I remind again?"""
    names = {
        Later.HOUR: t.label("In 1 hour"),
        Later.EVENING: t.label("This evening, 19:00"),
        Later.TOMORROW: t.label("Tomorrow, same time"),
    }
    text = lines(t("<b>When shall I remind you again?</b>"), which_one(t, injection), due(t, injection, zone))
    dose = injection.dose.id
    rows = [[Button(names[choice], RemindLater(dose, choice))] for choice in choices]
    return screen(t, text, [*rows, [Button(had_it(t), Take(dose), "success")]])


def postponed(t: Translator, injection: Injection, at: datetime, zone: str) -> View:
    """I will remind again then."""
    text = lines(
        t("<b>I will remind you again:</b> {moment}", moment=phrases.moment(t, at, zone)),
        which_one(t, injection),
        due(t, injection, zone),
    )
    return screen(t, text, [[Button(had_it(t), Take(injection.dose.id), "success")]])


def noted(
    t: Translator, injection: Injection, coming: Injection | None, zone: str, that_day: int = 0, fresh: bool = False
) -> View:
    """It is recorded, and what comes next; `that_day` is how many are on record for the same day.

    `fresh`: it is one of the first of its product, and the bot asks in some minutes how the patient feels.
    """
    dose = injection.dose
    taken = dose.state is State.TAKEN
    text = lines(
        t("<b>✅ Noted: you had this injection</b>") if taken else t("<b>Noted: you did not have this injection</b>"),
        which_one(t, injection),
        due(t, injection, zone),
        t("Taken: {moment}", moment=phrases.moment(t, dose.taken_at, zone)) if dose.taken_at else None,
        None if taken else _skipped(t, injection),
        _next_line(t, injection, coming, zone),
        _several(t, injection, that_day) if that_day > 1 else None,
        _after(t, fresh) if taken else None,
    )
    how = [[Button(t.label("How I feel after it"), HowAfter(dose.id))]] if taken else []
    rows = [*how, [Button(t.label("That was a mistake: undo"), Undo(dose.id))]]
    if is_late(dose):
        at_its_time = phrases.short_moment(t, dose.due, zone)
        label = t.label("I had it at its time: {moment}", moment=at_its_time)
        rows.insert(0, [Button(label, TakeWhen(dose.id, When.ON_TIME))])
    return screen(t, text, rows)


def _after(t: Translator, fresh: bool) -> Html:
    if fresh:
        return t("In about 20 minutes I ask how you feel. Unwell before that? Tap “🆘 Get help” at once.")
    return t("Do you notice anything after it? Tap “How I feel after it”.")


def _skipped(t: Translator, injection: Injection) -> Html:
    if injection.clinic:
        return t("Your plan stays as it is. Ask your clinic for another appointment.")
    return t("Your plan stays as it is. Tell your clinic that you skipped one.")


def _several(t: Translator, injection: Injection, n: int) -> Html:
    if injection.clinic:
        return t("You noted {n} injections on one day. If you had more than planned, call your clinic today.", n=n)
    return t("You noted {n} injections on one day. If you injected more than planned, call your clinic today.", n=n)


def _next_line(t: Translator, injection: Injection, coming: Injection | None, zone: str) -> Html | None:
    if coming is not None:
        return coming_up(t, coming, zone)
    if injection.last_of_plan:
        return t("This was the last one in your plan. Ask your clinic what comes next.")
    return None


def already(t: Translator, injection: Injection, zone: str) -> View:
    """The record that stands."""
    taken_at = injection.dose.taken_at
    if taken_at is None:
        skipped = (
            t("<b>You noted before that you did not have this one.</b>")
            if injection.clinic
            else t("<b>You noted before that you skipped this one.</b>")
        )
        return screen(t, lines(skipped, due(t, injection, zone)), menu=True)
    text = lines(
        t("<b>You noted this injection before. I count it once.</b>"),
        due(t, injection, zone),
        t("Taken: {moment}", moment=phrases.moment(t, taken_at, zone)),
        t("Did you have a second one? Then call your clinic today.")
        if injection.clinic
        else t("Did you inject a second time? Then call your clinic today."),
    )
    return screen(t, text, menu=True)


def already_toast(t: Translator, injection: Injection, zone: str) -> str:
    """The same in one line, over the chat."""
    moment = phrases.short_moment(t, injection.dose.recorded_at or injection.dose.due, zone)
    return t.label("You noted this before: {moment}", moment=moment)


def reopened(t: Translator, injection: Injection, zone: str, discreet: bool) -> View:
    """The record was taken back."""
    text = lines(t("<b>This injection is open: nothing is noted yet.</b>"), due(t, injection, zone))
    return screen(t, text, _answers(t, injection, discreet))


def not_yours(t: Translator) -> str:
    """An old or foreign button, over the chat."""
    return t.label("This button is out of date. Send /today to see what is open.")

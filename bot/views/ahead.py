"""Notices that are no reminder to inject: to book, the day before, whether it happened, and the review day."""

from dataclasses import replace

from bot.domain.injection import Injection
from bot.domain.regimen import Regimen, UntilReview
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import Begin, Go, LaterMenu, Place, Skip, Take
from bot.views.doses import Notice, why_again
from bot.views.injection import due, if_late, product, review_come, review_rows, which_one
from bot.views.screen import Button, View, lines, screen, unwell_button


def book(t: Translator, injection: Injection, zone: str, discreet: bool, weeks: int) -> View:
    """A clinic injects, and the injection is due in so many weeks: is there an appointment?"""
    if discreet:
        ahead = t.plural("It is in {n} week.", "It is in {n} weeks.", weeks)
        text = lines(
            t("<b>Reminder {number}: please book your appointment</b>", number=injection.dose.number),
            ahead,
            due(t, injection, zone),
            t("Have you booked it already? Then all is well."),
        )
    else:
        ahead = t.plural("Your next injection is in {n} week.", "Your next injection is in {n} weeks.", weeks)
        text = lines(
            t("<b>Please book your appointment</b>"),
            ahead,
            due(t, injection, zone),
            which_one(t, injection),
            t("Call your clinic, if you have no appointment yet."),
        )
    return screen(t, text, _another_day(t, discreet))


def before(t: Translator, injection: Injection, zone: str, discreet: bool) -> View:
    """On the day before: look at the product; or, where a clinic injects, the appointment."""
    number = injection.dose.number
    if discreet:
        text = lines(t("<b>Reminder {number} is for tomorrow</b>", number=number), due(t, injection, zone))
    elif injection.clinic:
        text = lines(
            t("<b>Tomorrow: your appointment for the injection</b>"),
            due(t, injection, zone),
            which_one(t, injection),
            t("If your appointment is on another day, tap the first button."),
        )
    else:
        text = lines(
            _tomorrow(t, injection),
            due(t, injection, zone),
            product(t, injection),
            t("Take it out now and check its date and colour. Then store it as its label says."),
            t("Looks wrong? Do not use it: ask your pharmacist."),
        )
    rows = _another_day(t, discreet) if injection.clinic else [[Button(t.label("Today"), Go(Place.TODAY))]]
    return screen(t, text, rows)


def _tomorrow(t: Translator, injection: Injection) -> Html:
    if injection.dose.window_end > injection.dose.due:
        return t("<b>Your injection is due from tomorrow</b>")
    return t("<b>Tomorrow is injection day</b>")


def _another_day(t: Translator, discreet: bool) -> list[list[Button]]:
    label = t.label("Another day") if discreet else t.label("It is on another day")
    return [[Button(label, Begin("change")), Button(t.label("Today"), Go(Place.TODAY))]]


def happened(t: Translator, injection: Injection, zone: str, discreet: bool, notice: Notice) -> View:
    """A clinic injects, and its time is over: did it happen?"""
    text = lines(
        _did_it(t, injection, discreet, notice),
        why_again(t, injection, notice, discreet),
        due(t, injection, zone),
        *(() if discreet else (which_one(t, injection), product(t, injection))),
        if_late(t, injection) if not discreet and notice.is_late else None,
        review_come(t, injection, discreet) if notice.nth == 1 else None,
    )
    dose = injection.dose.id
    yes = t.label("✅ Done") if discreet else t.label("✅ Yes, I had it")
    rows = (
        (Button(yes, Take(dose), "success"),),
        (
            Button(t.label("Another day") if discreet else t.label("It is on another day"), Begin("change")),
            Button(t.label("It did not happen"), Skip(dose)),
        ),
        (Button(t.label("Ask me later"), LaterMenu(dose)),),
        *(review_rows(t, injection) if notice.nth == 1 else ()),
        (unwell_button(t),),
    )
    return View(text, rows)


def _did_it(t: Translator, injection: Injection, discreet: bool, notice: Notice) -> Html:
    if discreet:
        return t("<b>Reminder {number}: did it happen?</b>", number=injection.dose.number)
    if notice.nth > 1:
        return t("<b>Still open: did your injection happen?</b>")
    return t("<b>Did your injection happen?</b>")


def review(t: Translator, regimen: Regimen, number: int, discreet: bool) -> View:
    """The review day of phase `number` (from 1): what did the clinician decide? Nothing changes by itself."""
    phase = regimen.phases[number - 1]
    day = phase.end.review if isinstance(phase.end, UntilReview) else None
    on_day = t("Review: {day}", day=t.day_with_year(day)) if day else None
    rows = [[Button(t.label("My plan"), Go(Place.SCHEDULE), "primary"), Button(t.label("Today"), Go(Place.TODAY))]]
    if discreet:
        told = (
            t("<b>Your review day is here</b>"),
            on_day,
            t("What was decided? Nothing changes until you change it."),
        )
        return screen(t, lines(*told), rows)
    text = lines(
        t("<b>Your review day is here</b>"),
        on_day,
        t("{medicine}: {phase}", medicine=regimen.medicine, phase=phrases.phase_name(t, phase.kind, number)),
        t("What did your clinician decide? Nothing changes until you change it."),
        _what_follows(t, regimen, number),
    )
    return screen(t, text, rows)


def _what_follows(t: Translator, regimen: Regimen, number: int) -> Html | None:
    if number == len(regimen.phases):
        return None
    following = regimen.phases[number]
    name = phrases.phase_name(t, following.kind, number + 1)
    return t("Next in your plan: {phase}, {rhythm}.", phase=name, rhythm=phrases.repeat(t, following.repeat))


def again(t: Translator, view: View) -> View:
    """The same once more, since it may not have arrived."""
    return replace(view, text=lines(t("Second notice, the same one as before."), view.text))

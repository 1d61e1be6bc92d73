"""The schedule by its dates: the preview that is confirmed, and the one in force."""

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import islice

from bot.domain.regimen import AfterCount, Counting, Label, Phase, Regimen, UntilReview
from bot.domain.rhythm import is_optional, last_day, latest, total, wall_times
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import Begin, EndPlan, Go, Place
from bot.views.screen import Button, Choice, Prompt, View, lines, paragraphs, screen

SHOWN_DATES = 5
# a phase as short as this is shown whole
FEW_DATES = 8


def preview(t: Translator, regimen: Regimen, zone: str, held: str | None) -> Prompt:
    """The whole schedule by its dates; only Yes saves it."""
    text = paragraphs(
        t("<b>Please check every line. Is this what your clinician said?</b>"),
        _product(t, regimen),
        *(_phase(t, phase, number) for number, phase in enumerate(regimen.phases, start=1)),
        t("Times are for {zone}. Nothing is saved until you tap Yes.", zone=zone.replace("_", " ")),
        held,
    )
    rows = (
        (Choice(t.label("Yes, save this plan"), "yes", "success"),),
        (Choice(t.label("Change something"), "change"),),
    )
    return Prompt(text, rows)


def saved(t: Translator, coming: Sequence[datetime], more: bool) -> View:
    """It is in force; the next dates."""
    text = paragraphs(
        t("<b>Saved.</b> I will remind you at these times:") if coming else t("<b>Saved.</b>"),
        lines(*(t.moment(local) for local in coming), t("and so on, as in your plan") if more else None)
        if coming
        else t("No injection is left to remind you of."),
        t("Nothing in your plan changes unless you change it. If your clinician changes it, enter it again."),
    )
    rows = [[Button(t.label("Today"), Go(Place.TODAY)), Button(t.label("My plan"), Go(Place.SCHEDULE))]]
    return screen(t, text, rows, menu=True)


def in_force(t: Translator, regimen: Regimen, zone: str, version: int) -> View:
    """The schedule as it was confirmed."""
    text = paragraphs(
        t("<b>Your plan, as you confirmed it</b>"),
        _product(t, regimen),
        *(_phase(t, phase, number) for number, phase in enumerate(regimen.phases, start=1)),
        t("Times are for {zone}.", zone=zone.replace("_", " ")),
    )
    rows = [
        [Button(t.label("Enter a new plan"), Begin("schedule"))],
        [Button(t.label("End this plan"), EndPlan(version))],
    ]
    return screen(t, text, rows, menu=True)


def no_schedule(t: Translator) -> View:
    """None yet."""
    text = t("You have no plan here yet. Shall we enter the one your clinician gave you?")
    return screen(t, text, [[Button(t.label("Enter my plan"), Begin("schedule"), "primary")]], menu=True)


def end_sure(t: Translator, version: int) -> View:
    """Ending is asked back."""
    text = paragraphs(
        t("<b>End this plan?</b> I will stop reminding you. What you recorded stays."),
        t("Please talk to your clinician before you stop injections. Symptoms can come back."),
    )
    rows = [
        [Button(t.label("No, keep my plan"), Go(Place.SCHEDULE), "primary")],
        [Button(t.label("Yes, end it"), EndPlan(version, 1), "danger")],
    ]
    return screen(t, text, rows)


def ended(t: Translator) -> View:
    """It is over."""
    text = t("Your plan has ended. I no longer remind you. What you recorded is still here.")
    return screen(t, text, [[Button(t.label("Enter a new plan"), Begin("schedule"))]], menu=True)


def _product(t: Translator, regimen: Regimen) -> Html:
    label = regimen.label
    return lines(
        t("Medicine: {medicine}", medicine=regimen.medicine),
        t("Product: {name}", name=label.text) if label.text else None,
        *_strengths(t, label),
        t("Injected: {route}", route=phrases.route(t, regimen.route)),
    )


def _strengths(t: Translator, label: Label) -> list[Html]:
    known = [
        (label.per_ampoule, t.label("Label, per ampoule")),
        (label.per_vial, t.label("Label, per vial")),
        (label.per_ml, t.label("Label, per mL")),
    ]
    return [
        t("{what}: {strength}", what=what, strength=phrases.amount(t, value))
        for value, what in known
        if value is not None
    ]


def _phase(t: Translator, phase: Phase, number: int) -> Html:
    return lines(
        Html(f"<b>{phrases.phase_name(t, phase.kind, number)}</b>"),
        t("{amount}, {rhythm}", amount=phrases.amount(t, phase.dose), rhythm=phrases.rhythm_at(t, phase)),
        *_when(t, phase),
        _late(t, phase),
    )


def _when(t: Translator, phase: Phase) -> list[Html | None]:
    if phase.start is None:
        return [t("Starts when your clinician says so, after the review.")]
    count = total(phase)
    most = FEW_DATES if count is not None and count <= FEW_DATES else SHOWN_DATES
    first = list(islice(wall_times(phase), most + 1))
    shown = [_one(t, phase, phase.start, n, local) for n, local in enumerate(first[:most], start=1)]
    further = None
    if len(first) > most:
        rhythm = phrases.repeat(t, phase.repeat)
        further = t("then {rhythm} from {moment}", rhythm=rhythm, moment=_dated(t, first[most], phase.start.year))
    return [t("From {day}:", day=t.day_with_year(phase.start)), *shown, further, _ending(t, phase)]


def _one(t: Translator, phase: Phase, start: date, number: int, local: datetime) -> Html:
    """1. Tue 3 Mar 09:00; with a range: 2. from Fri 6 Mar 09:00 to Sat 7 Mar 09:00; and whether it is optional."""
    closes = latest(phase.repeat, local)
    moment = _dated(t, local, start.year)
    if closes > local and number > 1:
        until = _dated(t, closes, start.year)
        line = t("{n}. between {moment} and {until}", n=number, moment=moment, until=until)
    else:
        line = t("{n}. {moment}", n=number, moment=moment)
    if is_optional(phase, start, number, local):
        return t("{line} (only if your clinician says so)", line=line)
    return line


def _ending(t: Translator, phase: Phase) -> Html:
    last = last_day(phase)
    match phase.end:
        case UntilReview(date() as review):
            return t("Until your clinician reviews it on {day}.", day=t.day_with_year(review))
        case UntilReview():
            return t("Until your clinician reviews it.")
        case _ if last is None:
            return t("No injection falls in this time.")
        case AfterCount(few, int(most)):
            day = t.day_with_year(last)
            return t("{few} to {most} injections. The last is on {day} at the latest.", few=few, most=most, day=day)
        case _:
            count, day = total(phase) or 0, t.day_with_year(last)
            return t.plural(
                "{n} injection. The last is on {day}.", "{n} injections. The last is on {day}.", count, day=day
            )


def _late(t: Translator, phase: Phase) -> Html | None:
    """What the clinician said about late ones; what is not known yet is a question for them."""
    match phase.counting:
        case Counting.INJECTION:
            dates = t("If one is late, the next dates count from it.")
        case Counting.CALENDAR:
            dates = t("If one is late, the other dates stay.")
        case Counting.UNKNOWN:
            dates = t("If one is late, the other dates stay for now. Ask your clinic if that is right.")
    words = t("If one is late, your clinician said: “{words}”", words=phase.late) if phase.late else None
    return lines(dates, words)


def _dated(t: Translator, local: datetime, year: int) -> str:
    """With its year only where that is not the year the phase starts in."""
    return t.moment(local) if local.year == year else f"{t.day_with_year(local.date())} {t.clock(local)}"


def replaces(t: Translator) -> Html:
    """There is a plan already."""
    return t("This plan replaces the one you have here now.")


def in_quiet_hours(t: Translator, start_of_quiet: time, end_of_quiet: time) -> Html:
    """The chosen time lies in the quiet hours: said, not refused."""
    return t(
        "Your time lies in your quiet hours ({hours}). I remind you then all the same. Follow-ups wait.",
        hours=phrases.hours(t, start_of_quiet, end_of_quiet),
    )

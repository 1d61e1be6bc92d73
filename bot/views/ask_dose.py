"""What is asked back about one injection before anything is noted: not due yet, long ago, skipped, a bare "done"."""

from bot.domain.dose import When
from bot.domain.injection import Injection
from bot.i18n import Translator
from bot.views import phrases
from bot.views.buttons import Go, LaterMenu, Place, Skip, Take, TakeWhen
from bot.views.injection import coming_up, due, which_one
from bot.views.screen import Button, View, lines, screen


def too_soon(t: Translator, injection: Injection, zone: str) -> View:
    """It is not due yet: did you have it all the same?"""
    text = lines(
        t("<b>This injection is not due yet.</b>"),
        due(t, injection, zone),
        t("Did you have it already?")
        if injection.clinic
        else t("Did you have it already? If you are about to inject, ask your clinic first."),
    )
    rows = [
        [Button(t.label("Yes, I had it just now"), TakeWhen(injection.dose.id, When.NOW))],
        [Button(t.label("No, not yet"), Go(Place.TODAY))],
    ]
    return screen(t, text, rows)


def closed(t: Translator, injection: Injection, zone: str) -> View:
    """It was due long ago: when did you have it?"""
    at_its_time = phrases.short_moment(t, injection.dose.due, zone)
    text = lines(
        t("<b>When did you have this injection?</b>"),
        which_one(t, injection),
        due(t, injection, zone),
        None if injection.clinic else t("If you are about to inject it now, ask your clinic first."),
    )
    rows = [
        [Button(t.label("At its time: {moment}", moment=at_its_time), TakeWhen(injection.dose.id, When.ON_TIME))],
        [Button(t.label("Just now"), TakeWhen(injection.dose.id, When.NOW))],
        [Button(t.label("I did not have it"), Skip(injection.dose.id, 1))],
    ]
    return screen(t, text, rows)


def skip_sure(t: Translator, injection: Injection, zone: str) -> View:
    """Skipping is asked back once; where a clinic injects, that it did not happen is."""
    dose = injection.dose.id
    if injection.clinic:
        title, why = t("<b>You did not have this injection?</b>"), t("I only write it down.")
        yes, no = t.label("Yes, it did not happen"), t.label("No: ask me later")
    else:
        title = t("<b>Skip this injection?</b>")
        why = t("I only write it down. If you are unsure, ask your clinic first.")
        yes, no = t.label("Yes, note it as skipped"), t.label("No: remind me later")
    rows = [[Button(yes, Skip(dose, 1))], [Button(no, LaterMenu(dose))]]
    return screen(t, lines(title, which_one(t, injection), due(t, injection, zone), why), rows)


def did_you_have_it(t: Translator, injection: Injection, zone: str) -> View:
    """A bare "done": is it this one?"""
    text = lines(t("<b>Shall I note this injection as taken?</b>"), which_one(t, injection), due(t, injection, zone))
    rows = [
        [Button(t.label("✅ Yes, I had it"), Take(injection.dose.id), "success")],
        [Button(t.label("No"), Go(Place.TODAY))],
    ]
    return screen(t, text, rows)


def nothing_open(t: Translator, coming: Injection | None, zone: str) -> View:
    """A bare "done", and nothing waits."""
    text = lines(t("Nothing is waiting to be noted."), coming_up(t, coming, zone) if coming else None)
    rows = [[Button(t.label("I had the next one already"), Take(coming.dose.id))]] if coming else []
    return screen(t, text, rows, menu=True)

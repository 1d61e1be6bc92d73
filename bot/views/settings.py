"""The settings as they are, and the questions that change them."""

from collections.abc import Mapping, Sequence
from datetime import time

from bot.domain.patient import Patient
from bot.i18n import Translator
from bot.views import phrases
from bot.views.buttons import Begin, Discreet, Go, Place, Speak
from bot.views.screen import Button, Choice, Prompt, View, lines, screen


def settings(t: Translator, patient: Patient) -> View:
    """How everything is set; a tap changes it."""
    country = t.countries.get(patient.country or "") or t.label("not told")
    text = lines(
        t("<b>Your settings</b>"),
        t("Language: {name}", name=t.words.name),
        t("Time zone: {zone}", zone=(patient.zone or t.label("not told")).replace("_", " ")),
        t("Country: {country}", country=country),
        t("Quiet hours: {hours}", hours=phrases.hours(t, patient.quiet.start, patient.quiet.end)),
        t("Reminders are discreet.") if patient.discreet else t("Reminders name your medicine and amount."),
    )
    discreet = (
        Button(t.label("Name my medicine in reminders"), Discreet(0))
        if patient.discreet
        else Button(t.label("Make reminders discreet"), Discreet(1))
    )
    rows = [
        [Button(t.label("Language"), Begin("language")), Button(t.label("Time zone"), Begin("zone"))],
        [Button(t.label("Country"), Begin("country")), Button(t.label("Quiet hours"), Begin("quiet"))],
        [discreet],
    ]
    return screen(t, text, rows, menu=True)


def language(t: Translator, names: Mapping[str, str]) -> View:
    """Which language?"""
    rows = [[Button(name, Speak(tag))] for tag, name in names.items()]
    return screen(t, t("<b>Which language shall I speak?</b>"), rows, menu=True)


def changed(t: Translator) -> View:
    """Kept."""
    rows = [[Button(t.label("Settings"), Go(Place.SETTINGS)), Button(t.label("Today"), Go(Place.TODAY))]]
    return screen(t, t("<b>Changed.</b>"), rows, menu=True)


def zone_changed(t: Translator, zone: str, coming: Sequence[str], country: str | None) -> View:
    """The coming dates in the new zone; and whose emergency numbers are shown."""
    named = t.countries.get(country or "")
    text = lines(
        t("<b>Changed.</b> Your time zone is {zone}.", zone=zone.replace("_", " ")),
        t("Your injections keep their time of day. The next ones:") if coming else None,
        *coming,
        t("I show the emergency numbers of {country}. Are you in another country now? Then change it.", country=named)
        if named
        else None,
    )
    rows = [
        [Button(t.label("Change the country"), Begin("country"))],
        [Button(t.label("Settings"), Go(Place.SETTINGS)), Button(t.label("Today"), Go(Place.TODAY))],
    ]
    return screen(t, text, rows, menu=True)


def quiet_from(t: Translator) -> Prompt:
    """From when?"""
    text = t(
        "<b>From what time shall I be quiet?</b>\nFollow-ups wait in quiet hours. "
        "A first reminder still comes at the time you chose.\nType it like this: 22:00"
    )
    return Prompt(text, ((Choice(t.label("No quiet hours"), "none"),),))


def quiet_to(t: Translator, start: time) -> Prompt:
    """Until when?"""
    return Prompt(t("<b>Quiet from {start} until when?</b>\nType it like this: 07:00", start=t.clock(start)))

"""The first few questions: who prescribed, which country, where, and how discreet."""

from collections.abc import Sequence
from datetime import time

from bot.i18n import Translator
from bot.views.screen import Choice, Prompt, View, paragraphs


def prescriber(t: Translator) -> Prompt:
    """Who prescribed the injections?"""
    text = paragraphs(
        t("Thank you. Four short questions, then we are ready."),
        t("<b>Who prescribed your B12 injections?</b>"),
    )
    rows = (
        (Choice(t.label("A doctor, nurse or other clinician"), "clinician"),),
        (Choice(t.label("Nobody: I decided it myself"), "nobody"),),
        (Choice(t.label("I am not sure"), "unsure"),),
    )
    return Prompt(text, rows)


def country(t: Translator) -> Prompt:
    """Which country, for emergency numbers."""
    text = paragraphs(
        t("<b>Which country are you in?</b>"),
        t("I use it to show the right emergency number. Type its name, or skip."),
    )
    return Prompt(text, ((Choice(t.label("Skip"), "skip"),),))


def which_country(t: Translator, codes: Sequence[str]) -> Prompt:
    """Several countries fit, or none."""
    rows = tuple((Choice(t.countries[code], f"={code}"),) for code in codes)
    skip = (Choice(t.label("Skip"), "skip"),)
    if not codes:
        return Prompt(t("I did not find that country. Please type its full name, or skip."), (skip,))
    return Prompt(t("Which of these do you mean? If none fits, type the name again."), (*rows, skip))


def zone(t: Translator) -> Prompt:
    """Where, so that reminders come at the right time."""
    text = paragraphs(
        t("<b>Where are you now?</b>"),
        t("I need it so that reminders come at the right time. Type your city or town."),
        t("Or choose one of these:"),
    )
    rows = (
        (Choice(t.label("📍 Share my location once"), "location"),),
        (Choice(t.label("🕐 Tell by my clock"), "clock"),),
    )
    return Prompt(text, rows)


def location(t: Translator) -> Prompt:
    """The key that shares a location."""
    text = t(
        "Tap the key <b>Share my location</b> at the bottom of the screen.\n"
        "I use it once, to find your time zone. I do not keep it.\n"
        "Or type your city or town."
    )
    return Prompt(text, location=t.label("📍 Share my location"))


def location_used(t: Translator) -> View:
    """The keyboard goes away with this line."""
    return View(t("Thank you. I have found your time zone and have not kept your location."), clear_keys=True)


def location_left(t: Translator) -> View:
    """The keyboard goes away without a location."""
    return View(t("No location needed."), clear_keys=True)


def clock(t: Translator) -> Prompt:
    """What time is it there?"""
    return Prompt(t("<b>What time is it for you now?</b>\nType it like this: 14:05"))


def which_time(t: Translator, times: Sequence[time]) -> Prompt:
    """Morning or evening?"""
    rows = tuple((Choice(t.clock(at), t.clock(at)),) for at in times)
    return Prompt(t("Which of these do you mean?"), rows)


def not_a_time(t: Translator) -> Prompt:
    """No time in it."""
    return Prompt(t("I could not read a time in that. Type it like this: 09:00 or 21:30"))


def which_place(t: Translator, places: Sequence[tuple[str, str]]) -> Prompt:
    """Several places fit, or none; each is (what it is called, its zone)."""
    if not places:
        return Prompt(t("I did not find that place. Try the nearest big city, or check the spelling."))
    rows = tuple((Choice(name, value),) for name, value in places)
    return Prompt(t("Which of these is it? If none fits, type the nearest big city."), rows)


def zone_check(t: Translator, now: time, name: str) -> Prompt:
    """It is now 14:05 where you are, right?"""
    text = t("<b>It is now {time} where you are, right?</b>\nTime zone: {zone}", time=t.clock(now), zone=name)
    rows = (
        (Choice(t.label("Yes, that is right"), "yes", "success"),),
        (Choice(t.label("No, choose again"), "no"),),
    )
    return Prompt(text, rows)


def discreet(t: Translator) -> Prompt:
    """May reminders name the medicine?"""
    text = paragraphs(
        t("<b>What may a reminder say?</b>"),
        t("Others may see it on your locked screen. You can change this at any time in /settings."),
    )
    rows = (
        (Choice(t.label("Name my medicine and amount"), "named"),),
        (Choice(t.label("Be discreet: just “Reminder 1”"), "discreet"),),
    )
    return Prompt(text, rows)

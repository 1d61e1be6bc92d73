"""The settings as they are, and the questions that change them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from bot.domain.patient import Patient
from bot.domain.regimen import wall
from bot.domain.travel import Due, Fork, Way
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import Begin, Discreet, Go, Place, Speak
from bot.views.screen import Button, Choice, Prompt, View, lines, paragraphs, screen


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


def which_clock(t: Translator, forks: Sequence[Fork], zone: str, now: datetime) -> Prompt:
    """Both ways by dates, all on the clock of the IANA zone where the patient is now."""
    here, stays = forks[0].here[0].earliest, forks[0].stays[0].earliest
    text = paragraphs(
        t("<b>Which clock shall your injections follow?</b> Nothing changes until you choose."),
        lines(
            t("<b>Same time of day here</b> ({at} in {city})", at=t.clock(wall(here, zone)), city=city(zone)),
            *(line for fork in forks for line in _dates(t, fork, fork.here, zone, now, named=len(forks) > 1)),
        ),
        lines(
            t(
                "<b>Same moment as before</b> ({there} in {city} is {here} here)",
                there=t.clock(wall(stays, forks[0].zone)),
                city=city(forks[0].zone),
                here=t.clock(wall(stays, zone)),
            ),
            *(line for fork in forks for line in _dates(t, fork, fork.stays, zone, now, named=len(forks) > 1)),
        ),
        t("All dates are on your clock in {city}. If you are unsure, ask your clinic first.", city=city(zone)),
    )
    rows = (
        (Choice(t.label("Same time of day here"), Way.HERE),),
        (Choice(t.label("Same moment as before"), Way.STAY),),
    )
    return Prompt(text, rows)


def city(zone: str) -> str:
    """Buenos Aires of America/Argentina/Buenos_Aires."""
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


def _dates(t: Translator, fork: Fork, dues: Sequence[Due], zone: str, now: datetime, named: bool) -> list[Html]:
    shown = [_date(t, due, zone, now) for due in dues]
    return [t("{medicine}", medicine=fork.medicine), *shown] if named else shown


def _date(t: Translator, due: Due, zone: str, now: datetime) -> Html:
    earliest, latest = _moment(t, due.earliest, zone, now), _moment(t, due.latest, zone, now)
    told = t("between {earliest} and {latest}", earliest=earliest, latest=latest)
    line = t("• {moment}", moment=earliest if due.latest == due.earliest else told)
    return line if due.earliest > now else t("{line} (past already: I would ask about it at once)", line=line)


def _moment(t: Translator, instant: datetime, zone: str, now: datetime) -> str:
    """With its year only where that is not this year."""
    local = wall(instant, zone)
    same_year = local.year == wall(now, zone).year
    return t.moment(local) if same_year else f"{t.day_with_year(local.date())} {t.clock(local)}"


def zone_changed(
    t: Translator, patient: Patient, plans: Sequence[tuple[str, str, Sequence[Due]]], now: datetime
) -> View:
    """It is done: each plan's medicine, zone and next dates on the patient's clock; whose emergency numbers show."""
    zone = patient.zone or "UTC"
    country = t.countries.get(patient.country or "")
    parts = [_now_follows(t, plan, zone, now, named=len(plans) > 1) for plan in plans]
    text = paragraphs(
        t("<b>Changed.</b> Your time zone is {zone}.", zone=zone.replace("_", " ")),
        *parts,
        t("I show the emergency numbers of {country}. Are you in another country now? Then change it.", country=country)
        if country
        else None,
    )
    rows = [
        [Button(t.label("Change the country"), Begin("country"))],
        [Button(t.label("Settings"), Go(Place.SETTINGS)), Button(t.label("Today"), Go(Place.TODAY))],
    ]
    return screen(t, text, rows, menu=True)


def _now_follows(t: Translator, plan: tuple[str, str, Sequence[Due]], zone: str, now: datetime, named: bool) -> Html:
    medicine, clock, dues = plan
    return lines(
        t("{medicine}", medicine=medicine) if named else None,
        t("Your injections keep their time of day.")
        if clock == zone
        else t("Your injections stay on the clock of {city}.", city=city(clock)),
        t("The next ones on your clock:") if dues else None,
        *(_date(t, due, zone, now) for due in dues),
    )


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

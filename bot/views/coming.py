"""/next: the coming dates of every plan in force."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from bot.domain.regimen import Regimen, wall
from bot.domain.timeline import Occurrence
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import Go, Place
from bot.views.screen import Button, View, lines, paragraphs, screen

# one plan: its regimen, the IANA zone of its clock, its coming injections in order
Plan = tuple[Regimen, str, Sequence[Occurrence]]
# so many coming dates are fetched of each
FETCHED = 10


def coming_dates(t: Translator, plans: Sequence[Plan]) -> View:
    """The next dates: of one plan phase by phase, of several by date, each with its medicine."""
    if not any(coming for _, _, coming in plans):
        text = t("No further injection is in your plan here. Ask your clinic what comes next.")
        return screen(t, text, menu=True)
    parts = _by_phase(t, plans[0]) if len(plans) == 1 else [_by_date(t, plans)]
    rows = [[Button(t.label("Today"), Go(Place.TODAY)), Button(t.label("My plan"), Go(Place.SCHEDULE))]]
    zones = {zone for _, zone, _ in plans}
    clock = t("Times are for {zone}.", zone=zones.pop().replace("_", " ")) if len(zones) == 1 else None
    return screen(t, paragraphs(t("<b>Your coming dates</b>"), *parts, clock), rows, menu=True)


def _by_phase(t: Translator, plan: Plan) -> list[Html]:
    regimen, zone, coming = plan
    parts = []
    for number, ones in groupby(coming, key=lambda one: one.phase):
        phase = regimen.phases[number - 1]
        title = Html(f"<b>{phrases.phase_name(t, phase.kind, number)}</b>")
        parts.append(lines(title, Html(phrases.amount(t, phase.dose)), *(moment(t, one, zone) for one in ones)))
    return parts


def _by_date(t: Translator, plans: Sequence[Plan]) -> Html:
    """As far as the dates of all plans are known here, and the first of each in any case."""
    known = min((coming[-1].at for _, _, coming in plans if len(coming) >= FETCHED), default=None)
    several_clocks = len({zone for _, zone, _ in plans}) > 1
    rows = [
        (one.at, _with_medicine(t, one, regimen, zone, several_clocks))
        for regimen, zone, coming in plans
        for number, one in enumerate(coming)
        if number == 0 or known is None or one.at <= known
    ]
    return lines(*(line for _, line in sorted(rows, key=lambda row: row[0])))


def _with_medicine(t: Translator, one: Occurrence, regimen: Regimen, zone: str, several_clocks: bool) -> Html:
    dose = phrases.amount(t, regimen.phases[one.phase - 1].dose)
    medicine, when = regimen.medicine, moment(t, one, zone)
    if several_clocks:
        # a traveller may have one plan on the clock of home and another on that of here
        when = t("{moment} ({zone})", moment=when, zone=zone.replace("_", " "))
    return t("{moment}: {medicine}, {amount}", moment=when, medicine=medicine, amount=dose)


def moment(t: Translator, one: Occurrence, zone: str, year: int | None = None) -> Html:
    """Tue 3 Mar 2026 09:00; or between Fri 6 Mar and Sat 7 Mar, at 09:00; without the year where it is `year`."""

    def day(local: datetime) -> str:
        return t.day(local.date()) if local.year == year else t.day_with_year(local.date())

    if one.latest > one.at:
        earliest, latest = day(one.local), day(wall(one.latest, zone))
        line = t(
            "between {earliest} and {latest}, at {clock}", earliest=earliest, latest=latest, clock=t.clock(one.local)
        )
    else:
        line = Html(f"{day(one.local)} {t.clock(one.local)}")
    return t("{line} (only if your clinician says so)", line=line) if one.optional else line

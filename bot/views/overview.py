"""/today and /next: what waits, what was last, what comes."""

from collections.abc import Sequence

from bot.domain.injection import Today
from bot.domain.regimen import Regimen
from bot.domain.timeline import Occurrence
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import Go, Place, Skip, Take
from bot.views.doses import product
from bot.views.screen import Button, View, lines, paragraphs, screen


def today(t: Translator, facts: Today, zone: str, paused: bool) -> View:
    """What waits, what was last, what comes next."""
    waiting = [
        t(
            "• {injection}, due {moment}",
            injection=phrases.which_one(t, one),
            moment=phrases.moment(t, one.dose.due, zone),
        )
        for one in facts.waiting
    ]
    text = paragraphs(
        t("<b>Reminders are paused.</b> Send /resume to start them again.") if paused else None,
        lines(t("<b>Waiting for your answer</b>"), *waiting) if waiting else t("<b>Nothing is due right now.</b>"),
        _last(t, facts, zone),
        _coming(t, facts, zone),
        t("My last reminder reached you: {moment}", moment=phrases.moment(t, facts.reached_at, zone))
        if facts.reached_at
        else None,
    )
    return screen(t, text, _today_rows(t, facts, zone, paused), menu=True)


def _last(t: Translator, facts: Today, zone: str) -> Html | None:
    if facts.last is None or facts.last.dose.taken_at is None:
        return None
    return t("Last injection: {moment}", moment=phrases.moment(t, facts.last.dose.taken_at, zone))


def _coming(t: Translator, facts: Today, zone: str) -> Html:
    if not facts.planned:
        return t("You have no plan here yet.")
    if facts.coming is None:
        return t("No further injection is in your plan here. Ask your clinic what comes next.")
    return lines(
        t("Next injection: {moment}", moment=phrases.moment(t, facts.coming.dose.due, zone)),
        phrases.which_one(t, facts.coming),
        product(t, facts.coming),
    )


def _today_rows(t: Translator, facts: Today, zone: str, paused: bool) -> list[list[Button]]:
    rows = [
        [
            Button(
                t.label("✅ Taken: {moment}", moment=phrases.short_moment(t, one.dose.due, zone)),
                Take(one.dose.id),
                "success",
            ),
            Button(t.label("Skip"), Skip(one.dose.id)),
        ]
        for one in facts.waiting
    ]
    if not rows and facts.coming is not None:
        rows.append([Button(t.label("I had the next one already"), Take(facts.coming.dose.id))])
    rows.append(
        [Button(t.label("Resume reminders"), Go(Place.RESUME), "primary")]
        if paused
        else [Button(t.label("Coming dates"), Go(Place.NEXT))]
    )
    return rows


def coming_dates(t: Translator, regimen: Regimen, coming: Sequence[Occurrence]) -> View:
    """The next dates, phase by phase."""
    if not coming:
        text = t("No further injection is in your plan here. Ask your clinic what comes next.")
        return screen(t, text, menu=True)
    parts: list[Html] = []
    for number, phase in enumerate(regimen.phases, start=1):
        dates = [t.day_with_year(one.local.date()) + " " + t.clock(one.local) for one in coming if one.phase == number]
        if dates:
            title = Html(f"<b>{phrases.phase_name(t, phase.kind, number)}</b>")
            parts.append(lines(title, Html(phrases.amount(t, phase.dose)), *dates))
    rows = [[Button(t.label("Today"), Go(Place.TODAY)), Button(t.label("My plan"), Go(Place.SCHEDULE))]]
    return screen(t, paragraphs(t("<b>Your coming dates</b>"), *parts), rows, menu=True)

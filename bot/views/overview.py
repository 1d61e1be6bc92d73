"""/today: what waits, what was last, what comes."""

from datetime import datetime

from bot.domain.dose import LATE
from bot.domain.injection import Injection, Today
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import Go, Place, Skip, Take
from bot.views.injection import if_late, product, when, which_one
from bot.views.screen import Button, View, lines, paragraphs, screen


def today(t: Translator, facts: Today, zone: str, paused: bool, now: datetime) -> View:
    """What waits, what was last, what comes next; the medicine is named where there is more than one plan."""
    text = paragraphs(
        t("<b>Reminders are paused.</b> Send /resume to start them again.") if paused else None,
        _waiting(t, facts, zone, now),
        _last(t, facts, zone),
        _coming(t, facts, zone),
        _reached(t, facts, zone),
    )
    return screen(t, text, _today_rows(t, facts, zone, paused), menu=True)


def _waiting(t: Translator, facts: Today, zone: str, now: datetime) -> Html:
    if not facts.waiting:
        return t("<b>Nothing is due right now.</b>")
    open_ones = [
        t("• {injection}, due {moment}", injection=_named(t, facts, one), moment=when(t, one, zone))
        for one in facts.waiting
    ]
    # the same words are said once, however many are late
    late = dict.fromkeys(if_late(t, one) for one in facts.waiting if now - one.dose.window_end > LATE)
    return lines(t("<b>Waiting for your answer</b>"), *open_ones, *late)


def _named(t: Translator, facts: Today, one: Injection) -> Html:
    if len(facts.clocks) < 2:
        return which_one(t, one)
    return t("{medicine}: {injection}", medicine=one.medicine, injection=which_one(t, one))


def _last(t: Translator, facts: Today, zone: str) -> Html | None:
    if facts.last is None or facts.last.dose.taken_at is None:
        return None
    moment = phrases.moment(t, facts.last.dose.taken_at, zone)
    if len(facts.clocks) < 2:
        return t("Last injection: {moment}", moment=moment)
    return t("Last injection: {moment} ({medicine})", moment=moment, medicine=facts.last.medicine)


def _coming(t: Translator, facts: Today, zone: str) -> Html:
    if not facts.clocks:
        return t("You have no plan here yet.")
    if facts.coming is None:
        return t("No further injection is in your plan here. Ask your clinic what comes next.")
    return lines(
        t("Next injection: {moment}", moment=when(t, facts.coming, zone)),
        which_one(t, facts.coming),
        product(t, facts.coming),
        _other_clock(t, facts, zone),
    )


def _other_clock(t: Translator, facts: Today, zone: str) -> Html | None:
    """All moments here are on the patient's own clock: said where a plan keeps the clock of another place."""
    if all(clock == zone for clock in facts.clocks):
        return None
    return t("Times here are for {zone}.", zone=zone.replace("_", " "))


def _reached(t: Translator, facts: Today, zone: str) -> Html:
    if facts.reached_at is not None:
        return t("My last reminder reached you: {moment}", moment=phrases.moment(t, facts.reached_at, zone))
    if facts.waiting or facts.last is not None:
        return t("No reminder of mine has reached you yet.")
    return t("No reminder was due yet.")


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

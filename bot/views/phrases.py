"""Small phrases that several screens share: amounts in both units, rhythms, ends, dates."""

import html
from datetime import date, datetime, time
from decimal import Decimal

from bot.domain.amount import Amount, Unit
from bot.domain.regimen import (
    AfterCount,
    AfterSpan,
    End,
    OnDate,
    Period,
    Phase,
    PhaseKind,
    Repeat,
    Route,
    UntilReview,
    wall,
)
from bot.i18n import Html, Translator

# How Telegram shows an instant in the reader's own zone: weekday, long date, short time.
TIME_FORMAT = "wDt"


def in_mcg(t: Translator, value: Decimal) -> str:
    """1,000 mcg."""
    return f"{t.number(value)}\u00a0mcg"


def in_mg(t: Translator, value: Decimal) -> str:
    """1 mg."""
    return f"{t.number(value)}\u00a0mg"


def amount(t: Translator, value: Amount) -> str:
    """1,000 mcg (1 mg): the patient's own unit first, the other one beside it (ISMP)."""
    mcg, mg = in_mcg(t, value.mcg), in_mg(t, value.mg)
    return f"{mcg} ({mg})" if value.unit is Unit.MCG else f"{mg} ({mcg})"


def one_unit(t: Translator, value: Amount) -> str:
    """1,000 mcg, in the unit it was told in."""
    return in_mcg(t, value.mcg) if value.unit is Unit.MCG else in_mg(t, value.mg)


def phase_name(t: Translator, kind: PhaseKind, number: int) -> Html:
    """Phase 1: repletion."""
    match kind:
        case PhaseKind.REPLETION:
            return t("Phase {number}: repletion", number=number)
        case PhaseKind.MAINTENANCE:
            return t("Phase {number}: maintenance", number=number)
        case PhaseKind.UNNAMED:
            return t("Phase {number}", number=number)


def repeat(t: Translator, rhythm: Repeat) -> Html:
    """Every 2 days; every 3 to 4 days; every week on Mon and Thu; every 3 months."""
    if rhythm.most is not None:
        return _ranged(t, rhythm, rhythm.most)
    match rhythm.period:
        case Period.DAY:
            return t.plural("every day", "every {n} days", rhythm.every)
        case Period.MONTH:
            return t.plural("every month", "every {n} months", rhythm.every)
        case Period.WEEK:
            return _weekly(t, rhythm)


def _ranged(t: Translator, rhythm: Repeat, most: int) -> Html:
    match rhythm.period:
        case Period.DAY:
            return t("every {few} to {most} days", few=rhythm.every, most=most)
        case Period.WEEK:
            return t("every {few} to {most} weeks", few=rhythm.every, most=most)
        case Period.MONTH:
            return t("every {few} to {most} months", few=rhythm.every, most=most)


def _weekly(t: Translator, rhythm: Repeat) -> Html:
    if not rhythm.weekdays:
        return t.plural("every week", "every {n} weeks", rhythm.every)
    days = t.listing(t.weekday(day) for day in rhythm.weekdays)
    return t.plural("every week on {days}", "every {n} weeks on {days}", rhythm.every, days=days)


def rhythm_at(t: Translator, phase: Phase) -> Html:
    """Every 2 days at 09:00."""
    times = t.listing(t.clock(at) for at in sorted(phase.at))
    return t("{rhythm} at {times}", rhythm=repeat(t, phase.repeat), times=times)


def end(t: Translator, value: End) -> Html:
    """10 injections; 6 to 7 injections; until Tue 3 Mar 2026; for 6 weeks; until your clinician reviews it."""
    match value:
        case AfterCount(injections, None):
            return t.plural("{n} injection", "{n} injections", injections)
        case AfterCount(injections, most):
            return t("{few} to {most} injections", few=injections, most=most)
        case OnDate(last_day):
            return t("until {day}", day=t.day_with_year(last_day))
        case AfterSpan():
            return _span(t, value)
        case UntilReview(date() as review):
            return t("until your clinician reviews it on {day}", day=t.day_with_year(review))
        case UntilReview():
            return t("until your clinician reviews it")


def _span(t: Translator, span: AfterSpan) -> Html:
    few, most = span.length, span.most
    match span.period:
        case Period.DAY if most is None:
            return t.plural("for {n} day", "for {n} days", few)
        case Period.DAY:
            return t("for {few} to {most} days", few=few, most=most)
        case Period.WEEK if most is None:
            return t.plural("for {n} week", "for {n} weeks", few)
        case Period.WEEK:
            return t("for {few} to {most} weeks", few=few, most=most)
        case Period.MONTH if most is None:
            return t.plural("for {n} month", "for {n} months", few)
        case Period.MONTH:
            return t("for {few} to {most} months", few=few, most=most)


def route(t: Translator, value: Route) -> Html:
    """How it is given."""
    match value:
        case Route.INTRAMUSCULAR:
            return t("into the muscle")
        case Route.SUBCUTANEOUS:
            return t("under the skin")
        case Route.UNKNOWN:
            return t("not known yet (ask your clinic)")


def moment(t: Translator, instant: datetime, zone: str) -> Html:
    """Tue 3 Mar 09:00 on the patient's wall clock, which Telegram can show in the reader's own zone too."""
    text = html.escape(t.moment(wall(instant, zone)), quote=False)
    return Html(f'<tg-time unix="{int(instant.timestamp())}" format="{TIME_FORMAT}">{text}</tg-time>')


def short_moment(t: Translator, instant: datetime, zone: str) -> str:
    """Tue 3 Mar 09:00 as plain text, for buttons and lists."""
    return t.moment(wall(instant, zone))


def hours(t: Translator, start: time, stop: time) -> Html:
    """22:00 to 07:00, or none."""
    if start == stop:
        return t("none")
    return t("{start} to {stop}", start=t.clock(start), stop=t.clock(stop))


def cut(text: str, most: int | None) -> str:
    """At most so many letters of it, with … where there were more."""
    return text if most is None or len(text) <= most else f"{text[: most - 1].rstrip()}…"

"""A prescription as it was written, read back in plain words; and why the bot asks back."""

from collections.abc import Iterable
from datetime import time

from bot.domain.amount import Amount, Unit
from bot.domain.regimen import AfterCount, AfterSpan, OnDate, Period, Repeat, Route, UntilReview
from bot.domain.written import AskBack, Measure, Span, TimeUnit, Timing, Why, WrittenDose, WrittenPhase
from bot.i18n import Html, Translator
from bot.views import ask_schedule, phrases
from bot.views.screen import lines

# the units of time that a plan can be kept in
PERIODS = {TimeUnit.DAY: Period.DAY, TimeUnit.WEEK: Period.WEEK, TimeUnit.MONTH: Period.MONTH}
# of which one may hold several injections: 3 times a week
IN_ONE = (*PERIODS, TimeUnit.YEAR)


def in_words(t: Translator, phases: Iterable[WrittenPhase]) -> Html:
    """A line for each phase; typed into the chat again, it is understood as the same."""
    told = [phase(t, one) for one in phases]
    later = [t("then {phase}", phase=one) for one in told[1:]]
    return lines(*(f"• {one}" for one in (*told[:1], *later)))


def phase(t: Translator, told: WrittenPhase) -> Html:
    """1,000 mcg (1 mg), into the muscle, every 2 days, for 2 weeks."""
    parts = (
        None if told.dose is None else dose(t, told.dose),
        None if told.route is Route.UNKNOWN else phrases.route(t, told.route),
        rhythm(t, told.timing),
        _end(t, told),
    )
    return Html(", ".join(part for part in parts if part))


def dose(t: Translator, told: WrittenDose) -> Html:
    """1,000 mcg (1 mg); 2 ampoules."""
    n, grammar = t.number(told.value), 1 if told.value == 1 else 2
    match told.unit:
        case Measure.AMPOULE:
            return t.plural("{n} ampoule", "{n} ampoules", grammar, n=n)
        case Measure.VIAL:
            return t.plural("{n} vial", "{n} vials", grammar, n=n)
        case Measure.MCG | Measure.MG:
            return Html(phrases.amount(t, Amount(told.value, Unit(told.unit))))


def rhythm(t: Translator, timing: Timing) -> Html:
    """Every 2 to 3 days; 3 times a week; every Monday and Thursday; every day at 09:00 and 21:00."""
    often = _often(t, timing)
    return t("{rhythm} at {times}", rhythm=often, times=_clocks(t, timing.at)) if timing.at else often


def _clocks(t: Translator, at: Iterable[time]) -> str:
    return t.listing(t.clock(one) for one in at)


def _often(t: Translator, timing: Timing) -> Html:
    # several weekdays or times of day say by themselves how many there are
    named = len(timing.weekdays) or len(timing.at)
    few, most = timing.frequency, timing.frequency_most
    if most is None and few in (1, named):
        return _every(t, timing)
    if timing.period == 1 and timing.period_most is None and timing.unit in IN_ONE:
        return _times_in_one(t, few, timing.unit) if most is None else _ranged_in_one(t, few, most, timing.unit)
    # apart, because make messages does not find a sentence around a call that is given `t`
    every = _every(t, timing)
    if most is not None:
        return t("{few} to {most} times {rhythm}", few=few, most=most, rhythm=every)
    return t.plural("{n} time {rhythm}", "{n} times {rhythm}", few, rhythm=every)


def _every(t: Translator, timing: Timing) -> Html:
    few, most, unit = timing.period, timing.period_most, timing.unit
    match unit:
        case TimeUnit.DAY | TimeUnit.WEEK | TimeUnit.MONTH:
            return phrases.repeat(t, Repeat(few, PERIODS[unit], timing.weekdays, most))
        case TimeUnit.YEAR if most is None:
            return t.plural("every year", "every {n} years", few)
        case TimeUnit.YEAR:
            return t("every {few} to {most} years", few=few, most=most)
        case TimeUnit.HOUR if most is None:
            return t.plural("every hour", "every {n} hours", few)
        case TimeUnit.HOUR:
            return t("every {few} to {most} hours", few=few, most=most)
        case TimeUnit.SECOND | TimeUnit.MINUTE:
            raise ValueError("no prescription counts so short a time")


def _times_in_one(t: Translator, n: int, unit: TimeUnit) -> Html:
    """3 times a week."""
    match unit:
        case TimeUnit.DAY:
            return t.plural("{n} time a day", "{n} times a day", n)
        case TimeUnit.WEEK:
            return t.plural("{n} time a week", "{n} times a week", n)
        case TimeUnit.MONTH:
            return t.plural("{n} time a month", "{n} times a month", n)
        case _:
            return t.plural("{n} time a year", "{n} times a year", n)


def _ranged_in_one(t: Translator, few: int, most: int, unit: TimeUnit) -> Html:
    """2 to 3 times a week."""
    match unit:
        case TimeUnit.DAY:
            return t("{few} to {most} times a day", few=few, most=most)
        case TimeUnit.WEEK:
            return t("{few} to {most} times a week", few=few, most=most)
        case TimeUnit.MONTH:
            return t("{few} to {most} times a month", few=few, most=most)
        case _:
            return t("{few} to {most} times a year", few=few, most=most)


def _end(t: Translator, told: WrittenPhase) -> Html | None:
    if told.count is not None:
        return phrases.end(t, AfterCount(told.count, told.count_most))
    if told.lasting is not None:
        return _span(t, told.lasting)
    if told.until is not None:
        return phrases.end(t, OnDate(told.until))
    if told.until_review:
        return phrases.end(t, UntilReview())
    return t("for life") if told.for_life else None


def _span(t: Translator, span: Span) -> Html:
    few, most = span.length, span.most
    match span.unit:
        case TimeUnit.DAY | TimeUnit.WEEK | TimeUnit.MONTH:
            return phrases.end(t, AfterSpan(few, PERIODS[span.unit], most))
        case TimeUnit.YEAR if most is None:
            return t.plural("for {n} year", "for {n} years", few)
        case TimeUnit.YEAR:
            return t("for {few} to {most} years", few=few, most=most)
        case TimeUnit.HOUR if most is None:
            return t.plural("for {n} hour", "for {n} hours", few)
        case TimeUnit.HOUR:
            return t("for {few} to {most} hours", few=few, most=most)
        case TimeUnit.SECOND | TimeUnit.MINUTE:
            raise ValueError("no prescription counts so short a time")


def unused(t: Translator, pieces: Iterable[str]) -> Html:
    """What the text says beside the schedule, as it was written."""
    return t("I did not use: {pieces}.", pieces=t.listing(quoted(t, piece) for piece in pieces))


def quoted(t: Translator, piece: str) -> str:
    """A piece of what was typed, in its own words, as plain text."""
    return t.label("“{piece}”", piece=" ".join(piece.split()))


def why(t: Translator, ask: AskBack) -> Html:
    """The piece that it is about, and what to do about it."""
    about = t("It is about {piece}.", piece=quoted(t, ask.quote)) if ask.quote.strip() else None
    return lines(about, _why(t, ask.why))


def _why(t: Translator, reason: Why) -> Html:
    match reason:
        case Why.UNCLEAR_AMOUNT | Why.UNUSUAL_AMOUNT | Why.VOLUME | Why.NOT_POSITIVE:
            return _why_number(t, reason)
        case Why.UNCLEAR_FREQUENCY:
            return t("That can mean two things. Say it as “every … days”, “every … weeks” or “… times a week”.")
        case Why.UNUSUAL_FREQUENCY:
            return t("I do not know this rhythm from labels. Look again. If it is right, go step by step.")
        case Why.UNCLEAR_RANGE:
            return t("I cannot place this range. Type it narrower, the smaller number first, or as one number.")
        case Why.UNCLEAR_END:
            return t("What does this number belong to? Say it as “… injections”, “for … weeks” or “until …”.")
        case Why.DAILY:
            return t("An injection every day, or more than one: I will ask about that too.")
        case _:
            return _why_wanting(t, reason)


def _why_number(t: Translator, reason: Why) -> Html:
    match reason:
        case Why.UNCLEAR_AMOUNT:
            return t("Which amount is that? Type it again with mcg or mg, without comma or point in thousands.")
        case Why.UNUSUAL_AMOUNT:
            return t("This is outside what I know from labels. Is it mcg or mg? If it is right, go step by step.")
        case Why.VOLUME:
            return ask_schedule.a_volume(t).text
        case _:
            return t("A number here is zero or less. Look again, and type it as your clinician said it.")


def _why_wanting(t: Translator, reason: Why) -> Html:
    match reason:
        case Why.NO_AMOUNT:
            return t("How much is one injection? Type the whole again with the amount, in mcg, mg or ampoules.")
        case Why.NO_FREQUENCY:
            return t("How often are the injections? Type the whole again with that in it.")
        case Why.NO_END:
            return t("When does this part end and the next begin? Type the whole again with that in it.")
        case Why.TOO_LONG:
            return t("That is too long for me. Type the schedule alone: how much, how often, for how long.")
        case _:
            return t("I could not find a schedule in that. Type how much, how often and for how long.")

"""The questions about moving an injection or leaving one out: dates before and after, never whether that is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.plan_facts import PlanFacts
from bot.domain.regimen import Injector
from bot.domain.timeline import Occurrence
from bot.i18n import Html, Translator
from bot.views.coming import moment
from bot.views.screen import Choice, Prompt, lines, paragraphs
from bot.views.sheet import clock

# One injection before and after a change.
Pair = tuple[Occurrence, Occurrence]
# The last injection of a phase and the first of the next.
Ends = tuple[Occurrence | None, Occurrence | None]


@dataclass(frozen=True)
class Moving:
    """What the preview of a move shows: the injections from the moved one on, the phase's ends, both before and after.

    `zone` is the patient's own; `year` is today's, and left out of dates. `late` is what the clinician said of late
    ones, None where it does not matter.
    """

    facts: PlanFacts
    pairs: Sequence[Pair]
    ends: tuple[Ends, Ends]
    zone: str
    year: int
    following: bool = False
    late: str | None = None


def which_to_move(t: Translator, ones: Sequence[Occurrence], year: int, following: bool) -> Prompt:
    """Which of the coming ones?"""
    if following:
        text = t("<b>From which injection on shall the dates move?</b>\nAll after it move by as many days.")
    else:
        text = t("<b>Which injection shall I move?</b>")
    return Prompt(text, _choices(t, ones, year))


def which_to_leave(t: Translator, ones: Sequence[Occurrence], year: int) -> Prompt:
    """Which of the coming ones?"""
    return Prompt(t("<b>Which injection shall I leave out?</b>"), _choices(t, ones, year))


def _choices(t: Translator, ones: Sequence[Occurrence], year: int) -> tuple[tuple[Choice, ...], ...]:
    return tuple((Choice(dated(t, one.local, year), f"{one.phase}.{one.number}"),) for one in ones)


def to_which_day(t: Translator, was: str, between: tuple[date | None, date | None], following: bool) -> Prompt:
    """To when? `between` are the days of the injections before and after it, which it must not reach."""
    earlier, later = between
    if following:
        how = t("Type the date like this: 12 March. “Tomorrow” and “Friday” work too.")
    else:
        how = t("Type the date like this: 12 March. With a new time, like this: 12 March 18:00.")
    text = paragraphs(
        t("<b>To which day shall I move {moment}?</b>", moment=was),
        how,
        lines(
            t("The one before it: {day}", day=t.day_with_year(earlier)) if earlier else None,
            t("The one after it: {day}", day=t.day_with_year(later)) if later and not following else None,
        ),
    )
    return Prompt(text)


def no_day(t: Translator) -> Prompt:
    """No date in it."""
    return Prompt(t("I could not read a date in that. Type it like this: 12 March."))


def is_same(t: Translator) -> Prompt:
    """It is there already."""
    return Prompt(t("That is when it is now. Please type another date."))


def is_past(t: Translator) -> Prompt:
    """A move leads to the future."""
    return Prompt(t("That time has passed. Please type one that is still to come."))


def too_far_off(t: Translator) -> Prompt:
    """Years away."""
    return Prompt(t("That is more than two years from now. Please check the year and type the date again."))


def too_early(t: Translator, earlier: str) -> Prompt:
    """It would stand before the one before it."""
    text = t("It has to come after the injection before it ({moment}). Please type a later date.", moment=earlier)
    return Prompt(text)


def too_late(t: Translator, following: str, day: date) -> Prompt:
    """It would stand after the next one: perhaps all are to move."""
    text = paragraphs(
        t("That is not before the next injection ({moment}).", moment=following),
        t("You can type an earlier date. Or I move this one and all after it."),
    )
    label = t.label("Move all, from {day} on", day=t.day(day))
    return Prompt(text, ((Choice(label, f"=all {day.isoformat()}"),),))


def at_what_time(t: Translator, day: date, was: time) -> Prompt:
    """Another time of day too?"""
    text = t("<b>At what time on {day}?</b>\nKeep the time, or type another like this: 18:00", day=t.day_with_year(day))
    return Prompt(text, ((Choice(t.label("Keep {time}", time=t.clock(was)), t.clock(was)),),))


def move_sure(t: Translator, moving: Moving) -> Prompt:
    """The dates before and after; only Yes moves them."""
    clinic = moving.facts.regimen.injector is Injector.CLINIC
    asked = (
        t("<b>Please check the dates. Is this your new appointment?</b>")
        if clinic
        else t("<b>Please check the dates. Is this what your clinician agreed to?</b>")
    )
    (was, new), *after = moving.pairs
    text = paragraphs(
        asked,
        _moved_one(t, moving, was, new),
        _others(t, moving, after),
        _ends(t, moving),
        t("If one is late, your clinician said: “{words}”", words=moving.late) if moving.late else None,
        clock(t, moving.facts.zone) if moving.facts.zone != moving.zone else None,
        t("If you are not sure, ask your clinic first. Nothing changes until you tap Yes."),
    )
    yes = t.label("Yes, move them") if moving.following else t.label("Yes, move it")
    return Prompt(text, ((Choice(yes, "yes", "success"),), (Choice(t.label("Choose another date"), "other"),)))


def _moved_one(t: Translator, moving: Moving, was: Occurrence, new: Occurrence) -> Html:
    """Tue 10 Mar 09:00, and below it: → Thu 12 Mar 18:00; a phone has no room for both on one line."""
    zone, year = moving.facts.zone, moving.year
    return t("{was}\n→ <b>{new}</b>", was=moment(t, was, zone, year), new=moment(t, new, zone, year))


def _from_to(t: Translator, moving: Moving, was: Occurrence, new: Occurrence) -> Html:
    """Tue 17 Mar → Thu 19 Mar; the whole of both where it is more than a day."""
    zone, year = moving.facts.zone, moving.year
    if new.latest > new.at or new.optional or was.local.time() != new.local.time():
        return t("{was} → {new}", was=moment(t, was, zone, year), new=moment(t, new, zone, year))
    return t("{was} → {new}", was=_day(t, was, year), new=_day(t, new, year))


def _day(t: Translator, one: Occurrence, year: int) -> str:
    day = one.local.date()
    return t.day(day) if day.year == year else t.day_with_year(day)


def _others(t: Translator, moving: Moving, after: Sequence[Pair]) -> Html:
    zone, year = moving.facts.zone, moving.year
    stay = [moment(t, new, zone, year) for was, new in after if was.local == new.local]
    move = [_from_to(t, moving, was, new) for was, new in after if was.local != new.local]
    return paragraphs(
        lines(t("These move too:"), *move) if move else None,
        lines(t("These stay:"), *stay) if stay else None,
    )


def _ends(t: Translator, moving: Moving) -> Html:
    """Where the phase ends and the next begins, if that moves and is not told already."""
    told = {was.key for was, _ in moving.pairs}
    (last_was, next_was), (last_new, next_new) = moving.ends
    last_was = None if last_was is None or last_was.key in told else last_was
    next_was = None if next_was is None or next_was.key in told else next_was
    return lines(
        _instead(t("The last one of this phase"), t, last_was, last_new),
        _instead(t("The first one of the next phase"), t, next_was, next_new),
    )


def _instead(what: Html, t: Translator, was: Occurrence | None, new: Occurrence | None) -> Html | None:
    if was is None or new is None or was.local.date() == new.local.date():
        return None
    days = {"was": t.day_with_year(was.local.date()), "new": t.day_with_year(new.local.date())}
    return t("{what}: {was} → {new}", what=what, **days)


def leave_sure(t: Translator, facts: PlanFacts, one: Occurrence, after: Sequence[Occurrence], year: int) -> Prompt:
    """What will not be reminded of, and what stays; only Yes leaves it out."""
    stay = [moment(t, other, facts.zone, year) for other in after]
    text = paragraphs(
        t("<b>Leave this one out: {moment}?</b>", moment=moment(t, one, facts.zone, year)),
        t("I will not remind you of it, and note it as skipped. No other one is added for it."),
        lines(t("These stay:"), *stay) if stay else t("No other injection is left in your plan here."),
        t("If you are not sure, ask your clinic first. Nothing changes until you tap Yes."),
    )
    rows = ((Choice(t.label("Yes, leave it out"), "yes"),), (Choice(t.label("Choose another one"), "other"),))
    return Prompt(text, rows)


def dated(t: Translator, local: datetime, year: int) -> str:
    """Tue 3 Mar 09:00; with its year where that is not `year`."""
    return t.moment(local) if local.year == year else f"{t.day_with_year(local.date())} {t.clock(local)}"

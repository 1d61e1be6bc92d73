"""Which messages a dose needs and when: ahead of it, the reminder, a follow-up, the closing note; quiet hours, retries.

All spans here are about messages, not about medicine: they say when the bot speaks, never when to inject.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never

from bot.domain.dose import Dose, State
from bot.domain.quiet import QuietHours, end_of_quiet
from bot.domain.regimen import place, wall


class Kind(StrEnum):
    """What a waiting message is for."""

    BOOK = "book"
    BEFORE = "before"
    DUE = "due"
    AGAIN = "again"
    LATER = "later"
    CLOSE = "close"
    LAPSE = "lapse"
    REVIEW = "review"
    ENDING = "ending"
    QUESTIONS = "questions"
    VISIT_BEFORE = "visit-before"
    VISIT_DAY = "visit-day"
    VISIT_AFTER = "visit-after"
    REACTION = "reaction"
    CHECK_IN = "check-in"
    IMPROVEMENT = "improvement"


@dataclass(frozen=True)
class Nudge:
    """One message about a dose; `key` is unique, so that it is never planned twice."""

    key: str
    kind: Kind
    at: datetime


@dataclass(frozen=True)
class Circumstances:
    """What about the patient decides whether a nudge may go out."""

    zone: str
    quiet: QuietHours
    paused: bool = False
    paused_until: datetime | None = None
    reachable: bool = True


@dataclass(frozen=True)
class Remind:
    """Send the reminder or the follow-up."""


@dataclass(frozen=True)
class Miss:
    """The window is over: note it as missed (or paused) and say so if `tell`."""

    tell: bool
    paused: bool


@dataclass(frozen=True)
class Hold:
    """Not now, at `until`."""

    until: datetime


@dataclass(frozen=True)
class Drop:
    """Not wanted any more."""


Verdict = Remind | Miss | Hold | Drop


@dataclass(frozen=True)
class Wishes:
    """What the patient asked for beside the reminder itself.

    `clinic`: a clinic injects, by appointment; `book_weeks`: remind so many weeks ahead to book it.
    """

    day_before: bool = False
    clinic: bool = False
    book_weeks: int | None = None


LONGEST_WINDOW = timedelta(hours=48)
# A dose gets three notices at most (hazard H17): those ahead of it, the reminder, a follow-up if there is room, and the
# closing note. What the patient asked for by Later, and a repeat of what may not have arrived, are none.
MOST_NOTICES = 3
FOLLOW_UPS = 1
# Where a clinic injects, the bot asks afterwards whether it happened.
ASK_AFTER = timedelta(hours=2)
MORNING, EVENING = time(10), time(19)
# A first reminder goes out at the time the patient chose even in quiet hours, if it is no later than this.
PUNCTUAL = timedelta(minutes=10)


def closes(window_end: datetime, next_due: datetime | None) -> datetime:
    """When the bot stops asking about a dose: two days after its window, or three quarters of the way to the next."""
    if next_due is None:
        return window_end + LONGEST_WINDOW
    return window_end + min(LONGEST_WINDOW, max(next_due - window_end, timedelta(0)) * 3 / 4)


def first(dose: Dose, clinic: bool = False) -> Nudge:
    """The reminder at the due time; where a clinic injects, the question afterwards whether it happened."""
    return Nudge(f"dose:{dose.id}:{Kind.DUE}", Kind.DUE, dose.due + ASK_AFTER if clinic else dose.due)


def ahead(dose: Dose, wishes: Wishes, zone: str, now: datetime) -> list[Nudge]:
    """What is sent ahead of the dose: to book it, and on the day before; nothing whose time has passed already.

    On the day before at the dose's own time of day, but no later than 19:00: by night quiet hours would hold it.
    """
    local = wall(dose.due, zone)
    moments: dict[Kind, datetime] = {}
    if wishes.clinic and wishes.book_weeks is not None:
        day = local.date() - timedelta(weeks=wishes.book_weeks)
        moments[Kind.BOOK] = place(datetime.combine(day, MORNING), zone)
    if wishes.clinic or wishes.day_before:
        moments[Kind.BEFORE] = place(
            datetime.combine(local.date() - timedelta(days=1), min(local.time(), EVENING)), zone
        )
    return [Nudge(f"dose:{dose.id}:{kind}", kind, at) for kind, at in moments.items() if at >= now]


def review(regimen: int, phase: int, day: date, zone: str) -> Nudge:
    """The question on a review day, at 10:00 there, what the clinician decided."""
    at = place(datetime.combine(day, MORNING), zone)
    return Nudge(f"regimen:{regimen}:{Kind.REVIEW}:{phase}", Kind.REVIEW, at)


def reviewed_phase(key: str) -> int:
    """The phase that a review's key names."""
    return int(key.rsplit(":", 1)[1])


def later(dose: Dose, at: datetime, times: int) -> Nudge:
    """The reminder that the patient asked for; `times` is how often they have asked, this one included."""
    return Nudge(f"dose:{dose.id}:{Kind.LATER}:{times}", Kind.LATER, at)


def after(dose: Dose, sent: int, now: datetime) -> Nudge:
    """What follows `sent` unanswered notices: a follow-up while there is room for one, then the closing note.

    The follow-up stands at the end of the due window, else at a quarter of the time that the bot asks (12 hours of two
    days), never in the past. Where three notices went already, the dose lapses without a word.
    """
    asking = dose.closes - dose.window_end
    if 1 <= sent < MOST_NOTICES - 1:
        planned = dose.window_end if dose.latest is not None and dose.latest > dose.due else dose.due + asking / 4
        at = max(planned, now + asking / 16)
        if at < dose.closes:
            return Nudge(f"dose:{dose.id}:{Kind.AGAIN}:{sent}", Kind.AGAIN, at)
    kind = Kind.CLOSE if sent < MOST_NOTICES else Kind.LAPSE
    return Nudge(f"dose:{dose.id}:{kind}", kind, max(dose.closes, now))


def judge(kind: Kind, at: datetime, dose: Dose, now: datetime, who: Circumstances) -> Verdict:
    """What to do with a nudge that was planned for `at` and whose time has come.

    At a time that the patient chose, be it the dose's or their Later, quiet hours do not hold it; all else they do.
    """
    if dose.state is not State.OPEN:
        return Drop()
    if kind in (Kind.BOOK, Kind.BEFORE):
        return _judge_ahead(dose, now, who)
    over = now >= dose.closes
    if not who.reachable or who.paused:
        return Miss(tell=False, paused=who.paused) if over else Hold(min(dose.closes, who.paused_until or dose.closes))
    if kind in (Kind.CLOSE, Kind.LAPSE) and not over:
        return Hold(dose.closes)
    if kind is Kind.LAPSE:
        return Miss(tell=False, paused=False)
    on_time = now - at <= PUNCTUAL and kind in (Kind.DUE, Kind.LATER)
    free = now if on_time else end_of_quiet(now, who.quiet, who.zone)
    if free > now:
        return Hold(free)
    return Miss(tell=True, paused=False) if over else Remind()


def judge_review(now: datetime, who: Circumstances) -> Remind | Hold:
    """A question about no dose waits until quiet hours or a pause are over, or the chat is open; then it is asked."""
    if who.paused or not who.reachable:
        return Hold(who.paused_until or now + LONGEST_WINDOW)
    free = end_of_quiet(now, who.quiet, who.zone)
    return Hold(free) if free > now else Remind()


def _judge_ahead(dose: Dose, now: datetime, who: Circumstances) -> Verdict:
    """A notice ahead of the dose waits until a pause or quiet hours are over; on its day it is worth nothing."""
    silent = who.paused or not who.reachable
    free = (who.paused_until or dose.due) if silent else end_of_quiet(now, who.quiet, who.zone)
    # a pause may end sooner than it was to
    soonest = now if silent else free
    if wall(soonest, who.zone).date() >= wall(dose.due, who.zone).date():
        return Drop()
    return Hold(min(free, dose.due)) if free > now else Remind()


def retry_at(attempt: int, now: datetime) -> datetime:
    """When to try again after the network or Telegram failed: 2 s, doubling, at most 5 minutes."""
    return now + timedelta(seconds=min(2.0 ** min(attempt, 10), 300.0))


class Later(StrEnum):
    """The choices under Later."""

    HOUR = "hour"
    EVENING = "evening"
    TOMORROW = "tomorrow"


def later_choices(dose: Dose, now: datetime, zone: str, next_due: datetime | None) -> tuple[Later, ...]:
    """The choices that make sense now: no "this evening" once it is 18:00, and none that reaches the next dose."""
    evening = (Later.EVENING,) if wall(now, zone).time() < time(18) else ()
    offered = (Later.HOUR, *evening, Later.TOMORROW)
    return tuple(c for c in offered if next_due is None or later_at(c, dose, now, zone) < next_due)


def later_at(choice: Later, dose: Dose, now: datetime, zone: str) -> datetime:
    """The instant the patient chose: an hour on, 19:00 today, or tomorrow at the dose's own time of day."""
    today = wall(now, zone).date()
    match choice:
        case Later.HOUR:
            return now + timedelta(hours=1)
        case Later.EVENING:
            return max(place(datetime.combine(today, EVENING), zone), now + timedelta(hours=1))
        case Later.TOMORROW:
            return place(datetime.combine(today + timedelta(days=1), wall(dose.due, zone).time()), zone)
        case _:
            assert_never(choice)

"""What the bot asks of how a patient feels: after the first injections of a product, at times, and at a turning point.

The spans here are about messages, not about medicine, where no source is named.
"""

from datetime import date, datetime, time, timedelta

from bot.domain.checklist import Entry, Status
from bot.domain.dose import Dose, State
from bot.domain.notices import Spans
from bot.domain.nudge import Kind, Nudge
from bot.domain.regimen import Label, PhaseKind, Regimen, UntilReview, place, wall
from bot.domain.symptoms import Often

# What allergic-type reactions there are mostly come early in a treatment, and soon after an injection (source: the
# source article's second reason to seek help; clinical.md 1.9).
FIRST_DOSES = 3
REACTION_AFTER = timedelta(minutes=20)
# An injection that is told of later than this is none to look out for now.
JUST_HAD = timedelta(hours=1)
REACTION_UNTIL = timedelta(hours=12)

ASK_AT = time(11)
EVERY = {Often.WEEKLY: 7, Often.FORTNIGHTLY: 14, Often.MONTHLY: 28}
# By the plan: each week, but every four in maintenance, or with no injection to come.
OFTEN, SELDOM = EVERY[Often.WEEKLY], EVERY[Often.MONTHLY]
CHECK_IN_FOR = timedelta(days=3)

IMPROVEMENT_FOR = timedelta(days=14)
ASK_AGAIN_AFTER = timedelta(days=14)
TIMELINE, AGAIN, WITHOUT_PLAN = "timeline", ":again", "p"
# The code that an answer to the question of the timeline has beside its words: by how many days to expect change.
DAYS = "days:"

Product = tuple[str, Label]


def product(regimen: Regimen) -> Product:
    """What is injected: the medicine in the patient's words, however they wrote it, and what its label says."""
    return " ".join(regimen.medicine.casefold().split()), regimen.label


def reaction_key(dose_id: int) -> str:
    """The key of the question after that injection."""
    return f"dose:{dose_id}:{Kind.REACTION}"


def asked_about(key: str) -> int:
    """The dose that the key of such a question names."""
    return int(key.split(":")[1])


def reaction(dose: Dose, now: datetime) -> Nudge | None:
    """The question 20 minutes after an injection that was had within this last hour, never in the past; else None."""
    if dose.taken_at is None or not timedelta() <= now - dose.taken_at <= JUST_HAD:
        return None
    return Nudge(reaction_key(dose.id), Kind.REACTION, max(dose.taken_at + REACTION_AFTER, now))


def is_announced(question: Nudge, comes: datetime, now: datetime) -> bool:
    """Whether to say "in about 20 minutes I ask": not where it comes at once, or later than planned."""
    return comes == question.at and question.at - now >= REACTION_AFTER / 2


def reaction_until(dose: Dose) -> datetime | None:
    """From when on that question is worth nothing; None where the injection is on record no more."""
    return None if dose.state is not State.TAKEN or dose.taken_at is None else dose.taken_at + REACTION_UNTIL


def every(often: Often, curing: bool) -> int | None:
    """So many days lie between check-ins; None where none is wanted. `curing`: the next injection is no maintenance."""
    if often is Often.BY_PHASE:
        return OFTEN if curing else SELDOM
    return EVERY.get(often)


def check_in(patient_id: int, last: datetime, days: int, zone: str, now: datetime) -> Nudge:
    """The next check-in, at 11:00 there: so many days after the last thing about it, or after twice as many, ..."""
    day, today = wall(last, zone).date(), wall(now, zone).date()
    day += max((today - day) // timedelta(days=days), 1) * timedelta(days=days)
    while (at := place(datetime.combine(day, ASK_AT), zone)) <= now:
        day += timedelta(days=days)
    return Nudge(f"{Kind.CHECK_IN}:{patient_id}:{day.isoformat()}", Kind.CHECK_IN, at)


def expected_days(entry: Entry | None) -> int | None:
    """By how many days from the first injection the clinician said to expect change; None where that is not known.

    `entry` is about the timeline: the patient's record of what they were told, never ours (source: the source article's
    third reason to seek help; clinical.md 1.2).
    """
    if entry is None or entry.status is not Status.ANSWERED or entry.answer is None:
        return None
    told = [code.removeprefix(DAYS) for code in entry.answer.picked if code.startswith(DAYS)]
    return int(told[0]) if told else None


def expected(whose: str, first: date, days: int, zone: str) -> Nudge:
    """The question at the time by which change was to be expected, so many days after `first`, at 11:00 there.

    `whose` begins its key: a regimen's id, or WITHOUT_PLAN and a patient's.
    """
    day = first + timedelta(days=days)
    return _improvement(f"{Kind.IMPROVEMENT}:{whose}:{TIMELINE}:{day.isoformat()}", day, zone)


def turning_points(regimen_id: int, spans: Spans, regimen: Regimen, zone: str, days: int | None) -> list[Nudge]:
    """When the plan asks whether it has helped: so many `days` after its first injection, as far as it is known.

    Where `days` is None, on each review day, and on the day after each repletion phase, at 11:00 there.
    """
    if days is not None:
        first = [one.local.date() for one in spans.first.values()]
        return [expected(str(regimen_id), min(first), days, zone)] if first else []
    found = []
    for number, day in spans.ends(regimen):
        phase = regimen.phases[number - 1]
        reviewed = isinstance(phase.end, UntilReview)
        if reviewed or phase.kind is PhaseKind.REPLETION:
            on = day if reviewed else day + timedelta(days=1)
            found.append(_improvement(f"{Kind.IMPROVEMENT}:{regimen_id}:{number}", on, zone))
    return found


def asked_again(key: str, now: datetime, zone: str) -> Nudge | None:
    """The same question once more after 14 days, at 11:00 there; None where it was asked again before."""
    if key.endswith(AGAIN):
        return None
    return _improvement(key + AGAIN, (wall(now, zone) + ASK_AGAIN_AFTER).date(), zone)


def phase_of(key: str) -> tuple[int, int] | None:
    """The regimen and its phase (from 1) that the key of such a question names; None where it is about the timeline."""
    _, whose, phase, *_ = key.split(":")
    return None if phase == TIMELINE else (int(whose), int(phase))


def is_without_plan(key: str) -> bool:
    """Whether the key of such a question counts from the day on which the time was told, as there was no plan."""
    return key.split(":")[1].startswith(WITHOUT_PLAN)


def _improvement(key: str, day: date, zone: str) -> Nudge:
    return Nudge(key, Kind.IMPROVEMENT, place(datetime.combine(day, ASK_AT), zone))

"""Which messages go out now: claimed some at a time, each judged by what is true now, and put together by patient."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.care import cap, prompts
from bot.care.bundles import bundle
from bot.care.door import Session
from bot.care.marks import take_for_unsure
from bot.care.messages import AskCheckIn, AskImprovement, Batch, Ending, OpenQuestions, Telling
from bot.care.verdicts import SentAbout, consider
from bot.domain.nudge import PUNCTUAL
from bot.storage import beats, claims, outbox, regimens
from bot.storage.claims import Claim, Claimed, Facts

# Longer than any message waits between its claim and its result: after it, whoever claimed it is taken for dead.
LEASE = timedelta(seconds=60)
FORSAKEN_AT_ONCE = 100
# So long what is about no dose waits behind the doses that its patient is told of.
AFTER_DOSES = timedelta(hours=1)
TICK = "tick"


def next_due(session: Session) -> datetime | None:
    """When there is next something to plan or to send."""
    instants = (outbox.next_due(session), regimens.next_plan(session))
    return min((instant for instant in instants if instant is not None), default=None)


def claim(session: Session, owner: str, now: datetime, limit: int, in_hand: Collection[int] = ()) -> Batch:
    """Claim up to `limit` messages that are due, and all that is due for patients who have waited for long.

    What is no longer wanted is dropped here, in the same transaction, so a recorded dose is never reminded of. `owner`
    is a name never used twice; `in_hand` are nudges that the caller itself is sending, however long that takes.
    """
    beats.beat(session, TICK, now)
    take_for_unsure(session, claims.forsaken(session, now, in_hand, FORSAKEN_AT_ONCE), now)
    claims.let_go_of_expired(session, now)
    taken = _claim(session, Claim(owner, now, now + LEASE), limit)
    if not taken:
        return Batch()
    found = claims.facts(session, [one.nudge for one in taken])
    sent = claims.sent_about(session, [facts.dose.id for facts in found if facts.dose is not None])
    judged, unfit = _judge(session, found, sent, now)
    wanted = cap.share_out(session, _doses_first(judged, now), now)
    for facts, telling in wanted:
        prompts.go_on(session, facts, telling, now)
    return Batch(len(taken), tuple(bundle(session, wanted, sent, now)), tuple(unfit), len(taken) >= limit)


def first_due(session: Session, now: datetime) -> int | None:
    """The message that would be claimed first, if any is due."""
    return claims.first_due(session, now)


def park(session: Session, nudge_ids: Sequence[int]) -> None:
    """Leave messages alone that cannot be handled, so that they hold up nobody else's."""
    outbox.park(session, nudge_ids)


def let_go(session: Session, program: str) -> None:
    """Put back all that a program has claimed or begun; it says itself that nothing of it was sent, or is on its way.

    The owners of its claims are named after it, with a dash between.
    """
    claims.let_go_of_program(session, program)


def _claim(session: Session, wanted: Claim, limit: int) -> list[Claimed]:
    taken = claims.claim(session, wanted, limit)
    overdue = {one.patient for one in taken if wanted.now - one.planned_at > PUNCTUAL}
    # whoever has waited long may have more waiting: only together can it be told without a burst
    return [*taken, *claims.claim_all_of(session, wanted, overdue)] if overdue and limit > 1 else taken


def _judge(
    session: Session, found: list[Facts], sent: SentAbout, now: datetime
) -> tuple[list[tuple[Facts, Telling]], list[tuple[int, Exception]]]:
    wanted: list[tuple[Facts, Telling]] = []
    unfit: list[tuple[int, Exception]] = []
    for facts in found:
        try:
            telling = consider(session, facts, sent, now)
        except Exception as error:
            # a row that our own code cannot read: set it aside, and go on with the others
            facts.nudge.state = outbox.BROKEN
            unfit.append((facts.nudge.id, error))
        else:
            if telling is not None:
                wanted.append((facts, telling))
    return wanted, unfit


def _doses_first(wanted: list[tuple[Facts, Telling]], now: datetime) -> list[tuple[Facts, Telling]]:
    """What else there is to say waits where its patient is told of doses at the same time: it would be a burst."""
    busy = {facts.patient.id for facts, _ in wanted if facts.dose is not None}
    first = []
    for facts, telling in wanted:
        if facts.patient.id in busy and isinstance(telling, Ending | OpenQuestions | AskCheckIn | AskImprovement):
            facts.nudge.state, facts.nudge.due_at = outbox.WAITING, now + AFTER_DOSES
        else:
            first.append((facts, telling))
    return first

"""Messages put together by patient: never a burst, whatever has waited."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from operator import itemgetter

from bot.care.door import Session
from bot.care.injections import in_words
from bot.care.messages import Away, Missed, Outgoing, Telling
from bot.care.patients import as_patient
from bot.care.verdicts import AWAY, SentAbout
from bot.domain.injection import Injection
from bot.storage import doses
from bot.storage.claims import Facts

# So many messages about doses at once are told one by one; of more, the older ones in one message.
NEWEST = 3

Wanted = tuple[Facts, Telling]


def bundle(session: Session, wanted: Sequence[Wanted], sent: SentAbout, now: datetime) -> list[Outgoing]:
    """The messages to send, in order: each by itself, but a patient's many missed doses in one.

    What goes into that one says so in its row, so that a repeat is put together in the same way.
    """
    of_patient: dict[int, list[Wanted]] = {}
    for one in wanted:
        of_patient.setdefault(one[0].patient.id, []).append(one)
    place = {facts.nudge.id: index for index, (facts, _) in enumerate(wanted)}
    messages: list[Outgoing] = []
    for mine in of_patient.values():
        _mark_older(mine)
        messages += _of_one_patient(session, mine, sent, now)
    return sorted(messages, key=lambda message: place[message.nudges[0]])


def _mark_older(mine: Sequence[Wanted]) -> None:
    due = [
        (facts.dose.due_at, facts.nudge, telling)
        for facts, telling in mine
        if facts.dose is not None and facts.nudge.notice != AWAY
    ]
    for _, row, telling in sorted(due, key=itemgetter(0))[:-NEWEST]:
        # an open dose keeps its own message, which asks for an answer
        if isinstance(telling, Missed):
            row.notice = AWAY


def _of_one_patient(session: Session, mine: Sequence[Wanted], sent: SentAbout, now: datetime) -> Iterator[Outgoing]:
    missed = any(isinstance(telling, Missed) for _, telling in mine)
    coming = _coming(session, mine[0][0].patient.id, now) if missed else None
    away = [one for one in mine if one[0].nudge.notice == AWAY]
    if len(away) > 1:
        together = tuple(telling.injection for _, telling in away if isinstance(telling, Missed))
        yield _outgoing(away, Away(together, coming), sent)
    for one in mine:
        if len(away) > 1 and one in away:
            continue
        telling = one[1]
        yield _outgoing([one], replace(telling, coming=coming) if isinstance(telling, Missed) else telling, sent)


def _outgoing(these: Sequence[Wanted], telling: Telling, sent: SentAbout) -> Outgoing:
    facts = [one[0] for one in these]
    earlier = [before.message_id for one in facts if one.dose is not None for before in sent.get(one.dose.id, ())]
    return Outgoing(
        nudges=tuple(one.nudge.id for one in facts),
        owner=facts[0].nudge.owner or "",
        patient=as_patient(facts[0].patient),
        telling=telling,
        repeat=any(one.nudge.unsure > 0 for one in facts),
        earlier=tuple(message for message in earlier if message is not None),
    )


def _coming(session: Session, patient_id: int, now: datetime) -> Injection | None:
    row = doses.coming(session, patient_id, now)
    return None if row is None else in_words(session, row)

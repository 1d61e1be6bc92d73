"""Check-ins: what a patient follows, how often they are asked, and what they said."""

from collections.abc import Sequence
from datetime import datetime

from bot.care import check_in_plan
from bot.care.door import Session
from bot.care.patients import required
from bot.care.reactions import BY_DIALOGUE
from bot.domain.symptoms import Change, CheckIn, Followed, Often
from bot.storage import symptoms
from bot.storage.symptom_tables import CheckInAnswerRow, CheckInRow, FollowedRow


def followed(session: Session, chat: int) -> tuple[Followed, ...]:
    """What is followed now, in the order in which it was chosen; NoPatient where nobody has agreed in this chat."""
    return _followed(symptoms.followed(session, required(session, chat).id))


def follow(session: Session, chat: int, keys: Sequence[Followed], now: datetime) -> None:
    """Follow these from now on, and nothing else; what was said of the others stays."""
    patient = required(session, chat)
    standing = symptoms.followed(session, patient.id)
    symptoms.end(session, [row for row in standing if _as_followed(row) not in keys], now)
    known = _followed(standing)
    fresh = [one for one in dict.fromkeys(keys) if one not in known]
    symptoms.add(
        session, *(FollowedRow(patient_id=patient.id, key=one.key, words=one.words, since=now) for one in fresh)
    )
    if not standing and patient.check_in_often is not None:
        # it begins anew
        patient.check_in_since = now
    check_in_plan.renew(session, patient, now)


def often(session: Session, chat: int) -> Often | None:
    """How often they want to be asked; None where that was never set up."""
    told = required(session, chat).check_in_often
    return None if told is None else Often(told)


def set_often(session: Session, chat: int, often: Often, now: datetime) -> None:
    """Ask so often from now on."""
    patient = required(session, chat)
    if patient.check_in_often != often:
        patient.check_in_often, patient.check_in_since = often.value, now
        check_in_plan.renew(session, patient, now)


def note(session: Session, chat: int, check_in: CheckIn, now: datetime, update: int) -> CheckIn:
    """Keep a check-in, and give it back as it is kept; the same update once more gives back what it brought first."""
    patient = required(session, chat)
    before = None if update == BY_DIALOGUE else symptoms.check_in_by(session, patient.id, update)
    if before is not None:
        return _check_ins(session, [before])[0]
    row = CheckInRow(patient_id=patient.id, at=check_in.at, note=check_in.note, update_id=update)
    symptoms.add(session, row)
    told = (
        CheckInAnswerRow(check_in_id=row.id, key=about.key, words=about.words, change=change.value)
        for about, change in check_in.answers
    )
    symptoms.add(session, *told)
    check_in_plan.renew(session, patient, now, over=True)
    return check_in


def last(session: Session, chat: int) -> CheckIn | None:
    """The last check-in, if there was one."""
    row = symptoms.last_check_in(session, required(session, chat).id)
    return None if row is None else _check_ins(session, [row])[0]


def all_of(session: Session, chat: int) -> tuple[CheckIn, ...]:
    """Every check-in, the oldest first."""
    return _check_ins(session, symptoms.check_ins(session, required(session, chat).id))


def _check_ins(session: Session, rows: Sequence[CheckInRow]) -> tuple[CheckIn, ...]:
    found = symptoms.answers(session, [row.id for row in rows])
    return tuple(
        CheckIn(row.at, tuple(_answer(one) for one in found if one.check_in_id == row.id), row.note) for row in rows
    )


def _answer(row: CheckInAnswerRow) -> tuple[Followed, Change]:
    return Followed(row.key, row.words), Change(row.change)


def _followed(rows: Sequence[FollowedRow]) -> tuple[Followed, ...]:
    return tuple(map(_as_followed, rows))


def _as_followed(row: FollowedRow) -> Followed:
    return Followed(row.key, row.words)

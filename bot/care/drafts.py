"""Dialogues in hand: begun, kept after every answer, put aside, finished together with what they bring about."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from bot.care.door import Session
from bot.care.patients import heard_from, next_question, required
from bot.domain.patient import Patient
from bot.storage import drafts, patients
from bot.storage.tables import DraftRow

T = TypeVar("T")
O = TypeVar("O")  # noqa: E741

Answers = tuple[tuple[str, str], ...]
REMEMBERED_UPDATES = 20


@dataclass(frozen=True)
class Draft:
    """One unfinished dialogue: its script's name, what it knew at the start, and (question, raw answer) in order."""

    chat: int
    script: str
    known: Mapping[str, Any]
    answers: Answers
    revision: int
    message_id: int | None
    parked: bool
    seen: tuple[int, ...]
    touched_at: datetime


@dataclass(frozen=True)
class Stale:
    """The draft has moved on, or is gone: nothing was changed."""


@dataclass(frozen=True)
class Shown:
    """A message that shows the question that the draft asks under that revision."""

    chat: int
    script: str
    revision: int
    message_id: int


def meet(session: Session, chat: int, now: datetime, script: str | None) -> tuple[Patient | None, Draft | None]:
    """Who speaks, as `heard_from` says it, and their unfinished dialogue of that script, in one look."""
    patient = heard_from(session, chat, now)
    return patient, None if script is None or patient is None else unfinished(session, chat, script)


def begin(
    session: Session,
    chat: int,
    script: str,
    known: Mapping[str, Any],
    now: datetime,
    update: int | None = None,
    answers: Answers = (),
) -> Draft:
    """Start the script anew, with `answers` given already; an unfinished one is dropped, unless `update` began it."""
    patient = required(session, chat)
    _put_others_aside(session, chat, script)
    old = drafts.one(session, chat, script)
    if old is not None and update is not None and update in old.seen:
        return _as_draft(old)
    if old is not None:
        drafts.erase(session, old)
    fresh = DraftRow(
        chat=chat,
        script=script,
        patient_id=patient.id,
        known=dict(known),
        answers=[list(answer) for answer in answers],
        revision=next_question(patient),
        seen=[] if update is None else [update],
        touched_at=now,
    )
    drafts.add(session, fresh)
    return _as_draft(fresh)


def _put_others_aside(session: Session, chat: int, script: str) -> None:
    """Once this one is over, what is typed is not to answer a question of another that stands far above."""
    for other in drafts.of_chat(session, chat):
        other.parked = other.parked or other.script != script


def in_hand(session: Session, chat: int) -> Draft | None:
    """The dialogue that a typed text answers: the one last touched that was not put aside."""
    return next((_as_draft(row) for row in drafts.of_chat(session, chat) if not row.parked), None)


def unfinished(session: Session, chat: int, script: str) -> Draft | None:
    """The unfinished dialogue of that script, put aside or not."""
    row = drafts.look(session, chat, script)
    return None if row is None else _as_draft(row)


def keep(session: Session, draft: Draft, answers: Answers, now: datetime, update: int) -> Draft | Stale:
    """Keep these answers instead of the draft's own, if it is still the one that was read; `update` is now seen."""
    number = patients.next_question(session, draft.chat)
    if number is None:
        return Stale()
    kept = replace(
        draft,
        answers=answers,
        revision=number,
        parked=False,
        touched_at=now,
        seen=(*draft.seen, update)[-REMEMBERED_UPDATES:],
    )
    values = {
        "of_chat": draft.chat,
        "of_script": draft.script,
        "as_read": draft.revision,
        "said": [list(answer) for answer in answers],
        "number": number,
        "taken": list(kept.seen),
        "at": now,
    }
    # where it has moved on, a number was passed over and nothing else has happened
    return kept if drafts.keep(session, values) else Stale()


def finish(
    session: Session,
    draft: Draft,
    act: Callable[[Session, int, O, datetime], T],
    outcome: O,
    now: datetime,
    update: int,
) -> T | Stale:
    """Do what the finished dialogue asks for and clear its draft, both or neither; `update` is what finished it."""
    row = _same(session, draft)
    if row is None:
        return Stale()
    drafts.erase(session, row)
    required(session, draft.chat).finished_by = update
    return act(session, draft.chat, outcome, now)


def was_finished_by(session: Session, chat: int, update: int) -> bool:
    """Whether this very update has finished a dialogue already: it is delivered again."""
    return required(session, chat).finished_by == update


def park(session: Session, chat: int, script: str) -> bool:
    """Put it aside: typed texts are no longer its answers until it is taken up again."""
    row = drafts.one(session, chat, script)
    if row is not None:
        row.parked = True
    return row is not None


def drop(session: Session, chat: int, script: str) -> bool:
    """Forget it; False where there was none."""
    row = drafts.one(session, chat, script)
    if row is not None:
        drafts.erase(session, row)
    return row is not None


def shown(session: Session, these: Collection[Shown]) -> None:
    """Note which messages show their questions, so that their buttons can be taken away later."""
    drafts.shown(
        session,
        [
            {"of_chat": one.chat, "of_script": one.script, "as_read": one.revision, "message": one.message_id}
            for one in these
        ],
    )


def _same(session: Session, draft: Draft) -> DraftRow | None:
    row = drafts.one(session, draft.chat, draft.script)
    return row if row is not None and row.revision == draft.revision else None


def _as_draft(row: DraftRow) -> Draft:
    return Draft(
        chat=row.chat,
        script=row.script,
        known=row.known,
        answers=tuple((name, raw) for name, raw in row.answers),
        revision=row.revision,
        message_id=row.message_id,
        parked=row.parked,
        seen=tuple(row.seen),
        touched_at=row.touched_at,
    )

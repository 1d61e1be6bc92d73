"""Consent, settings, pausing and erasing: what a patient may change about themselves."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, time

from bot.care import check_in_plan
from bot.care.door import Session
from bot.care.planning import replan
from bot.domain.patient import Patient, Prescriber
from bot.domain.quiet import QuietHours
from bot.storage import drafts, inbox, outbox, patients, questions, regimens
from bot.storage.tables import PatientRow


class NoPatient(Exception):
    """There is no patient in this chat: they never agreed, or were erased meanwhile."""


@dataclass(frozen=True)
class Onboarding:
    """What the first dialogue learned. `country` is ISO 3166 alpha-2 or None, `zone` an IANA name."""

    prescriber: Prescriber
    country: str | None
    zone: str
    discreet: bool


def known(session: Session, chat: int) -> Patient | None:
    """The patient of this chat, or None where nobody has agreed to anything."""
    row = patients.by_chat(session, chat)
    return None if row is None else as_patient(row)


def required(session: Session, chat: int) -> PatientRow:
    """The patient's row; NoPatient where there is none."""
    row = patients.by_chat(session, chat)
    if row is None:
        raise NoPatient
    return row


def agree(session: Session, chat: int, language: str, version: str, now: datetime) -> Patient:
    """Record consent to that version of the text; a second tap keeps the first record of the same version."""
    row = patients.by_chat(session, chat)
    if row is None:
        fresh = PatientRow(chat=chat, language=language, consent_version=version, consent_at=now)
        row = patients.add(session, fresh)
    elif row.consent_version != version:
        row.consent_version, row.consent_at = version, now
    return as_patient(row)


def settle_in(session: Session, chat: int, outcome: Onboarding, now: datetime) -> Patient:
    """Keep the answers of the first dialogue."""
    row = required(session, chat)
    row.prescriber, row.country, row.discreet = outcome.prescriber.value, outcome.country, outcome.discreet
    move(session, row, outcome.zone, now)
    return as_patient(row)


def set_language(session: Session, chat: int, language: str) -> Patient:
    """Speak this language from now on."""
    row = required(session, chat)
    row.language = language
    outbox.release(session, row.id)
    return as_patient(row)


def set_prescriber(session: Session, chat: int, prescriber: Prescriber) -> Patient:
    """Who prescribed, as the patient says now."""
    row = required(session, chat)
    row.prescriber = prescriber.value
    return as_patient(row)


def set_discreet(session: Session, chat: int, discreet: bool) -> Patient:
    """Name the medicine in reminders, or not."""
    row = required(session, chat)
    row.discreet = discreet
    outbox.release(session, row.id)
    return as_patient(row)


def set_country(session: Session, chat: int, country: str | None, now: datetime) -> Patient:  # noqa: ARG001
    """Whose emergency numbers to show."""
    row = required(session, chat)
    row.country = country
    return as_patient(row)


def set_quiet(session: Session, chat: int, hours: tuple[time, time], now: datetime) -> Patient:  # noqa: ARG001
    """When follow-ups wait; equal times mean no quiet hours."""
    row = required(session, chat)
    row.quiet_from, row.quiet_to = hours
    return as_patient(row)


def pause(session: Session, chat: int, until: datetime | None, now: datetime) -> Patient:
    """No reminders until then, or until they resume; the plan itself stays as it is."""
    row = required(session, chat)
    row.paused_from, row.paused_until = now, until
    outbox.release(session, row.id)
    return as_patient(row)


def resume(session: Session, chat: int, now: datetime) -> Patient:
    """Reminders again; whatever is due and still open is spoken of at once."""
    row = required(session, chat)
    row.paused_from = row.paused_until = None
    outbox.wake(session, row.id, now)
    return as_patient(row)


def heard_from(session: Session, chat: int, now: datetime) -> Patient | None:
    """The patient, reachable again if they had blocked the bot: whoever writes has opened the chat."""
    row = patients.look(session, chat)
    if row is not None and row.unreachable_since is not None:
        row = patients.by_chat(session, chat)
    if row is None:
        return None
    if row.unreachable_since is not None:
        row.unreachable_since = None
        outbox.wake(session, row.id, now)
    return as_patient(row)


def erase(session: Session, chat: int, update: int | None = None) -> bool:
    """Remove everything about the patient at once; False where there was nothing.

    What they sent and is not yet done goes too, but for the `update` that asks for it: it goes when it is done.
    """
    inbox.erase(session, chat, update)
    row = patients.by_chat(session, chat)
    if row is None:
        return False
    patients.erase(session, row)
    return True


def erase_everybody(session: Session) -> None:
    """Remove all patients and what anybody sent or asked; only the sandbox asks for it, when it starts anew."""
    inbox.erase_all(session)
    patients.erase_all(session)
    questions.erase_all(session)


def as_patient(row: PatientRow) -> Patient:
    """The row as the floors above see it."""
    return Patient(
        chat=row.chat,
        language=row.language,
        consent_version=row.consent_version,
        consent_at=row.consent_at,
        quiet=QuietHours(row.quiet_from, row.quiet_to),
        prescriber=None if row.prescriber is None else Prescriber(row.prescriber),
        country=row.country,
        zone=row.zone,
        discreet=row.discreet,
        paused_from=row.paused_from,
        paused_until=row.paused_until,
        reachable=row.unreachable_since is None,
        reached_at=row.reached_at,
    )


def next_question(row: PatientRow) -> int:
    """A number for a question to this patient that no other question of theirs ever has."""
    row.questions += 1
    return row.questions


def move(session: Session, row: PatientRow, zone: str, now: datetime, follow: Container[int] | None = None) -> None:
    """Keep the patient's IANA zone; the plans in force of these versions (all, if None) follow its clock from now."""
    for regimen in regimens.current(session, row.id):
        if regimen.zone != zone and (follow is None or regimen.version in follow):
            regimen.zone = zone
            replan(session, regimen, now)
    if row.zone != zone:
        row.zone = zone
        outbox.release(session, row.id)
        check_in_plan.renew(session, row, now)
    for draft in drafts.of_chat(session, row.chat):
        if "plan" in draft.known:
            # it looked at a plan's dates on the clock that was
            drafts.erase(session, draft)
        else:
            # a preview on the screen shows the old zone's times: its buttons must not save it any more
            draft.revision = next_question(row)

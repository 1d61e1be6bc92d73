"""A patient in another time zone: both ways by dates, and nothing about a plan changes until they have chosen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bot.care import drafts
from bot.care.door import Session
from bot.care.drafts import Draft
from bot.care.past import history
from bot.care.patients import as_patient, move, required
from bot.care.regimens import Saved, saved
from bot.domain import travel
from bot.domain.patient import Patient
from bot.domain.regimen_record import from_record
from bot.domain.timeline import Occurrence, occurrences
from bot.domain.travel import Due, Fork
from bot.storage import doses, regimens
from bot.storage.tables import RegimenRow

SCRIPT = "travel"
SHOWN = 3


@dataclass(frozen=True)
class Move:
    """The patient's zone (IANA) from now on, and the versions of the plans that follow its clock; others stay."""

    zone: str
    follow: frozenset[int]


@dataclass(frozen=True)
class Moved:
    """It is done: the patient, and every plan in force as it is now."""

    patient: Patient
    plans: tuple[Saved, ...]


def arrive(session: Session, chat: int, zone: str, now: datetime) -> Draft | Moved:
    """The patient is in that zone now. Where a plan's dates hang on its clock, nothing changes: the question is begun.

    What has the same dates both ways follows without a question, and so does a plan with no injection to come.
    """
    patient = required(session, chat)
    running = sorted(regimens.current(session, patient.id), key=lambda row: row.course)
    forks = [fork for row in running if (fork := _fork(session, row, zone, now)) is not None]
    asked = {fork.version for fork in forks}
    follow = [row.version for row in running if row.version not in asked]
    if not forks:
        return set_zone(session, chat, Move(zone, frozenset(follow)), now)
    known = {"zone": patient.zone, "to": zone, "follow": follow, "forks": travel.to_record(forks)}
    return drafts.begin(session, chat, SCRIPT, known, now)


def set_zone(session: Session, chat: int, outcome: Move, now: datetime) -> Moved:
    """Keep the zone; the plans that follow keep their time of day there, the others keep their moment."""
    patient = required(session, chat)
    drafts.drop(session, chat, SCRIPT)
    move(session, patient, outcome.zone, now, outcome.follow)
    running = sorted(regimens.current(session, patient.id), key=lambda row: row.course)
    return Moved(as_patient(patient), tuple(saved(session, row, now, SHOWN) for row in running))


def _fork(session: Session, row: RegimenRow, zone: str, now: datetime) -> Fork | None:
    if travel.same_clock(row.zone, zone, now):
        return None
    behind = doses.behind(session, row.id, now)
    coming = (one for one in _dates(session, row, row.zone) if one.at > now and one.key not in behind)
    stays = list(islice(coming, SHOWN))
    if not stays:
        return None
    # the very same injections: by the new clock, one of them may be past already
    same = (one for one in _dates(session, row, zone) if one.key >= stays[0].key and one.key not in behind)
    medicine = from_record(row.prescription).medicine
    return Fork(row.version, medicine, row.zone, _dues(islice(same, SHOWN)), _dues(stays))


def _dates(session: Session, row: RegimenRow, zone: str) -> Iterator[Occurrence]:
    regimen = from_record(row.prescription)
    return occurrences(regimen, zone, history(session, row, regimen, zone))


def _dues(found: Iterable[Occurrence]) -> tuple[Due, ...]:
    return tuple(Due(one.at, one.latest) for one in found)

"""How many injections of a product a patient has had: the first ones of each are looked after."""

from datetime import datetime

from bot.care.door import Session
from bot.domain.prompts import FIRST_DOSES, product
from bot.domain.regimen import Regimen
from bot.domain.regimen_record import from_record
from bot.storage import doses, regimens, taps


def is_first(session: Session, patient_id: int, course: int, version: int, regimen: Regimen, more: int = 0) -> bool:
    """Whether the course has so few injections of the regimen's product on record, with `more` yet to come.

    `version` is the regimen's id; what was had in other versions counts where it is the same product.
    """
    had, most = taps.taken_of_course(session, patient_id, course), FIRST_DOSES - more
    if had.get(version, 0) > most or sum(had.values()) <= most:
        return had.get(version, 0) <= most
    told = {one: from_record(regimens.by_id(session, one).prescription) for one in had}
    return sum(count for one, count in had.items() if product(told[one]) == product(regimen)) <= most


def first_is_due(session: Session, patient_id: int, day: tuple[datetime, datetime]) -> bool:
    """Whether an injection is due from the day's start until before its end that is one of the first of its product."""
    for dose in doses.open_between(session, patient_id, *day):
        row = regimens.by_id(session, dose.regimen_id)
        if is_first(session, patient_id, row.course, row.id, from_record(row.prescription), more=1):
            return True
    return False

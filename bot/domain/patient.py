"""A patient as the rest of the house sees one: the settings they chose, nothing that names them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.nudge import Circumstances
from bot.domain.quiet import QuietHours


class Prescriber(StrEnum):
    """Who prescribed the injections, in the patient's answer."""

    CLINICIAN = "clinician"
    NOBODY = "nobody"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Patient:
    """One person in one private chat. Instants are aware UTC; `zone` is an IANA name; `country` ISO 3166 alpha-2."""

    chat: int
    language: str
    consent_version: str
    consent_at: datetime
    quiet: QuietHours
    prescriber: Prescriber | None = None
    country: str | None = None
    zone: str | None = None
    discreet: bool = False
    paused_from: datetime | None = None
    paused_until: datetime | None = None
    reachable: bool = True
    reached_at: datetime | None = None

    def paused(self, now: datetime) -> bool:
        """Whether the patient has asked for no reminders now; without an end it lasts until they resume."""
        return self.paused_from is not None and (self.paused_until is None or now < self.paused_until)

    def circumstances(self, now: datetime) -> Circumstances:
        """What a nudge's fate depends on; the end of a pause that is over is none to wait for."""
        paused = self.paused(now)
        return Circumstances(
            self.zone or "UTC", self.quiet, paused, self.paused_until if paused else None, self.reachable
        )

"""A dose together with the words of its prescription: what a card about it can say."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.amount import Amount
from bot.domain.dose import Dose
from bot.domain.regimen import PhaseKind, Regimen, total


@dataclass(frozen=True)
class Injection:
    """One dose as the patient knows it: "injection 3 of 10, repletion, methylcobalamin 1,000 mcg"."""

    dose: Dose
    medicine: str
    amount: Amount
    kind: PhaseKind
    of: int | None
    last_of_plan: bool = False


@dataclass(frozen=True)
class Today:
    """What /today tells: what waits for an answer, what was had last, what comes next, the last notice."""

    waiting: tuple[Injection, ...]
    last: Injection | None
    coming: Injection | None
    reached_at: datetime | None
    planned: bool = True


def describe(dose: Dose, regimen: Regimen) -> Injection:
    """The dose in the words of its regimen; the phase is the dose's own."""
    phase = regimen.phases[dose.phase - 1]
    count = total(phase)
    last = dose.phase == len(regimen.phases) and count is not None and dose.number >= count
    return Injection(dose, regimen.medicine, phase.dose, phase.kind, count, last)

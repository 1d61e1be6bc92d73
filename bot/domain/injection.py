"""A dose together with the words of its prescription: what a card about it can say."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.amount import Amount
from bot.domain.dose import Dose
from bot.domain.regimen import AfterCount, Injector, Phase, PhaseKind, Regimen, UntilReview, wall
from bot.domain.rhythm import total


@dataclass(frozen=True)
class Injection:
    """One dose as the patient knows it: "injection 3 of 10, repletion, methylcobalamin 1,000 mcg".

    `amount` is None for one from before the plan. `fewest` is the 6 of "6 to 7", where `of` is the 7. `late` is what to
    do when late, in the clinician's words. `clinic`: a clinic injects. `review` is a review day that has come by then.
    """

    dose: Dose
    medicine: str
    amount: Amount | None
    kind: PhaseKind
    of: int | None
    last_of_plan: bool = False
    fewest: int | None = None
    late: str | None = None
    clinic: bool = False
    review: date | None = None


@dataclass(frozen=True)
class Today:
    """What /today tells: what waits for an answer, what was had last, what comes next, the last notice.

    `clocks` are the IANA zones of the plans in force, one a plan.
    """

    waiting: tuple[Injection, ...]
    last: Injection | None
    coming: Injection | None
    reached_at: datetime | None
    clocks: tuple[str, ...] = ()


def describe(dose: Dose, regimen: Regimen, zone: str) -> Injection:
    """The dose in the words of its regimen, whose clock is in the IANA zone; the phase is the dose's own."""
    clinic = regimen.injector is Injector.CLINIC
    if dose.phase == 0:
        return Injection(dose, regimen.medicine, None, PhaseKind.UNNAMED, None, clinic=clinic)
    phase = regimen.phases[dose.phase - 1]
    count = total(phase)
    return Injection(
        dose=dose,
        medicine=regimen.medicine,
        amount=phase.dose,
        kind=phase.kind,
        of=count,
        last_of_plan=dose.phase == len(regimen.phases) and count is not None and dose.number >= count,
        fewest=phase.end.injections if isinstance(phase.end, AfterCount) and phase.end.most else None,
        late=phase.late,
        clinic=clinic,
        review=_review(phase, dose, zone),
    )


def _review(phase: Phase, dose: Dose, zone: str) -> date | None:
    """The phase's review day, once the dose falls on it or later: a plan never runs on silently."""
    day = phase.end.review if isinstance(phase.end, UntilReview) else None
    return day if day is not None and wall(dose.due, zone).date() >= day else None

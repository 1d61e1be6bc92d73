"""The promises about what is on record: one record for each dose, all that was said, and nothing else."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count, islice

from tests.simulation.record import DoseFact, Noted, PlanFact, Record, Wish

# The patient may tap so long ahead of the reminder without being asked back.
EARLY = timedelta(hours=1)
MEANS = {"take": "taken", "take-when": "taken", "skip": "skipped", "undo": ""}
RECORDED = ("taken", "skipped")
OPEN_AGAIN = ("open", "missed", "paused")


def one_record_a_dose(record: Record) -> Iterator[str]:
    """What is recorded stays so until its patient takes it back; only the time of a record is corrected."""
    for dose in record.doses:
        now = "open"
        for noted in record.history(dose.id):
            corrected = noted.kind == now == "taken" and _said(record, noted, "take-when")
            if noted.kind in RECORDED and now in RECORDED and not corrected:
                yield f"recorded twice: {noted}"
            if noted.kind in (*RECORDED, *OPEN_AGAIN):
                now = noted.kind
            elif noted.kind == "plan ended":
                now = "paused"
        if now != dose.state:
            yield f"its history ends with {now}: {dose}"


def nothing_is_recorded_unsaid(record: Record) -> Iterator[str]:
    standing: dict[int, str] = {}
    for noted in record.noted:
        taken_back = noted.kind in OPEN_AGAIN and standing.get(noted.dose) in RECORDED
        actions = [action for action, kind in MEANS.items() if kind == noted.kind] if not taken_back else ["undo"]
        if (noted.kind in RECORDED or taken_back) and not any(_said(record, noted, action) for action in actions):
            yield f"nobody said so: {noted}"
        standing[noted.dose] = noted.kind


def what_is_said_is_recorded(record: Record) -> Iterator[str]:
    """A tap on Taken, or a confirmed Skip, for a dose that is open and due."""
    doses = {dose.id: dose for dose in record.doses}
    for wish in record.wishes:
        dose = doses.get(wish.dose)
        if dose is None or dose.chat != wish.chat or not wish.done or wish.action not in ("take", "skip"):
            continue
        history = record.history(wish.dose)
        if _open(history, wish) and (wish.action == "skip" or wish.at >= dose.due - EARLY):
            kept = [noted for noted in history if wish.first < noted.seq <= wish.last]
            if [noted.kind for noted in kept].count(MEANS[wish.action]) != 1:
                yield f"said, and not recorded once: {wish} {kept}"


def no_dose_is_left_out(record: Record) -> Iterator[str]:
    """A plan's doses are those it has, in order, each once, as far as the time has come."""
    found: dict[int, list[DoseFact]] = defaultdict(list)
    for dose in record.doses:
        found[dose.regimen].append(dose)
    for plan in record.plans:
        doses = sorted(found[plan.id], key=lambda dose: (dose.phase, dose.number))
        keys = [(dose.phase, dose.number) for dose in doses]
        if keys != list(islice(_keys(plan), len(keys))):
            yield f"not the doses of plan {plan.id}: {keys}"
        if [dose.due for dose in doses] != sorted({dose.due for dose in doses}):
            yield f"the doses of plan {plan.id} are out of order: {doses}"
        over = len(keys) == len(list(islice(_keys(plan), len(keys) + 1)))
        if plan.ended is None and not over and (not doses or doses[-1].due < record.ended):
            yield f"plan {plan.id} was not planned on after {doses[-1:]}"


def _keys(plan: PlanFact) -> Iterator[tuple[int, int]]:
    for phase, injections in enumerate(plan.counts, start=1):
        numbers = count(1) if injections is None else iter(range(1, injections + 1))
        yield from ((phase, number) for number in numbers)


def _said(record: Record, noted: Noted, action: str) -> bool:
    """Whether the patient of this very dose said so at that time."""
    return any(
        wish.dose == noted.dose
        and wish.chat == noted.chat
        and wish.action == action
        and wish.first < noted.seq <= wish.last
        for wish in record.wishes
    )


def _open(history: list[Noted], wish: Wish) -> bool:
    """Whether nothing was on record about the dose when it was said."""
    before = [
        noted.kind for noted in history if noted.seq <= wish.first and noted.kind not in ("later", "plan goes on")
    ]
    return not before or before[-1] == "open"


CHECKS: tuple[Callable[[Record], Iterator[str]], ...] = (
    one_record_a_dose,
    nothing_is_recorded_unsaid,
    what_is_said_is_recorded,
    no_dose_is_left_out,
)

"""What the checklist says already of a plan, as answers to the schedule's own questions."""

from collections.abc import Iterator

from bot.care.drafts import Answers
from bot.domain.amount import parse_stored
from bot.domain.checklist import Checklist, Item
from bot.domain.regimen import PhaseKind
from conversations import read
from conversations.asking import INJECTORS, ROUTES
from conversations.dialogue import FILLED

# without these there is nothing to make a plan from
NEEDED = (Item.PHASE, Item.STRENGTH, Item.SCHEDULE)


def is_enough(checklist: Checklist) -> bool:
    """Whether phase, strength and schedule are known."""
    return all(item in checklist and checklist[item].answer is not None for item in NEEDED)


def answers(checklist: Checklist) -> Answers:
    """Filled in, not said: the script still reads schedule and amount back, asks the rest, and shows its preview.

    The schedule stands there in the patient's words. Where they cannot be taken apart the script asks for it.
    """
    return tuple((FILLED + name, raw) for name, raw in _answers(checklist))


def kind(checklist: Checklist) -> str | None:
    """The phase that the patient said to be in, where the clinician named it."""
    entry = checklist.get(Item.PHASE)
    picked = () if entry is None or entry.answer is None else entry.answer.picked
    return next((one for one in picked if one != PhaseKind.UNNAMED), None)


def _answers(checklist: Checklist) -> Iterator[tuple[str, str]]:
    picked = {item: entry.answer.picked for item, entry in checklist.items() if entry.answer is not None}
    words = {item: entry.answer.words for item, entry in checklist.items() if entry.answer is not None}
    strength, schedule = words.get(Item.STRENGTH), words.get(Item.SCHEDULE)
    if schedule is not None:
        yield "written", schedule
    if strength is not None:
        yield "dose1", read.kept_amount(parse_stored(strength))
    for code in picked.get(Item.ROUTE, ()):
        if code in ROUTES:
            yield "route", code
        elif code in INJECTORS:
            yield "injector", code

"""The script of the questions for the clinician: one a screen, each answered, left for the visit, or skipped."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from bot.care.drafts import Answers
from bot.domain.amount import Amount, Unit, parse_stored
from bot.domain.checklist import Answer, Entry, Item, Status
from bot.domain.prescription import parse
from bot.domain.regimen import PhaseKind
from bot.domain.written import AskBack, Measure, WrittenDose
from bot.views import ask_checklist as ask
from bot.views.ask_checklist import ASK, DONE, SECRET, SET, SKIP, Around
from bot.views.checklist_items import CAUSES, CHECKS, FORMS
from bot.views.screen import Prompt
from conversations import expecting, read
from conversations.dialogue import Again, Play, Question, Redraw, Scene
from conversations.how_often import YES_NO
from conversations.noted import WAYS, Noted, amount_or, as_answer, left, meant, typed, with_rest

LONGEST_NAME = 80
ROUTES, INJECTORS = ("im", "subcut"), ("patient", "clinic")

# the amount has a question of its own
ANY_DOSE = WrittenDose(Decimal(1000), Measure.MCG)
UNITS = tuple(map(str, Unit))


@dataclass(frozen=True)
class Told:
    """Where the questions stand that were gone through, and the visit (its id) at which they were answered, if any."""

    entries: tuple[Entry, ...]
    visit: int | None = None


def play(scene: Scene) -> Play[Told]:
    """The questions named in `items`; those in `more` if they are wanted; then who told."""
    t, known = scene.t, scene.known
    noted: dict[Item, Noted] = {}
    for item in map(Item, known["items"]):
        noted[item] = yield from _one(scene, item, noted)
    if known.get("more"):
        asked = ask.more(t)
        wanted: str = yield Question("more", asked, read.one_of(YES_NO, asked))
        for item in map(Item, known["more"] if wanted == "yes" else ()):
            noted[item] = yield from _one(scene, item, noted)
    new = {item: one for item, one in noted.items() if one is not None}
    said = {item for item, (_, answer) in new.items() if answer is not None}
    by = (yield from _who(scene)) if said else None
    entries = [
        # what was answered before stays beside a question that is open again
        Entry(item, status, scene.now, answer or _before(scene, item), by if item in said else None)
        for item, (status, answer) in new.items()
    ]
    return Told(tuple(entries), known.get("visit"))


def so_far(scene: Scene, answers: Answers) -> Told:
    """What was told in a dialogue that was left before its end; what was not confirmed yet is none of it."""
    known, script = dict(answers), play(scene)
    question = next(script)
    try:
        while True:
            said = (*((known[question.name],) if question.name in known else ()), SKIP, *YES_NO[1:], SECRET)
            values = (question.parse(raw) for raw in said)
            question = script.send(next(value for value in values if not isinstance(value, Again | Redraw)))
    except StopIteration as end:
        told: Told = end.value
        return told


def _who(scene: Scene) -> Play[str | None]:
    t = scene.t
    asked = ask.who_told(t)
    parse = read.words_or((SECRET,), asked, LONGEST_NAME, ask.too_long(t, LONGEST_NAME))
    said: str = yield Question("who", asked, lambda said: parse(_or_secret(scene, said)), str)
    return None if said == SECRET else said


def _or_secret(scene: Scene, said: str) -> str:
    """What was typed, or that it is not told: "not sure" is nobody's name."""
    return SECRET if meant(scene, said) in WAYS else said


def _one(scene: Scene, item: Item, noted: Mapping[Item, Noted]) -> Play[Noted]:
    answer = _before(scene, item)
    around = Around(bool(scene.known.get("asked")), answer)
    if item is Item.SCHEDULE:
        return (yield from _schedule(scene, around, _amount(scene, noted)))
    return (yield from _SCRIPTS.get(item, _note)(scene, item, around))


def _before(scene: Scene, item: Item) -> Answer | None:
    before = scene.known.get("before", {}).get(item)
    return None if before is None else Answer(tuple(before["picked"]), before["words"])


def _amount(scene: Scene, noted: Mapping[Item, Noted]) -> Amount | None:
    """What is known of one injection's amount by now."""
    new = noted.get(Item.STRENGTH)
    answer = _before(scene, Item.STRENGTH) if new is None else new[1]
    return None if answer is None or answer.words is None else parse_stored(answer.words)


def _note(scene: Scene, item: Item, around: Around) -> Play[Noted]:
    """One of the offered answers, or the patient's own words."""
    offered = _OFFERED.get(item, ())
    said: str = yield Question(str(item), *typed(scene, ask.question(scene.t, item, around), offered))
    if said == "unknown" and said in offered:
        # the clinician was asked, and looks into it
        return Status.ASKED, Answer((said,))
    return left(said) if said in WAYS else (Status.ANSWERED, as_answer(said, offered))


def _phase(scene: Scene, item: Item, around: Around) -> Play[Noted]:
    t, asked = scene.t, ask.question(scene.t, item, around)
    said: str = yield Question(str(item), asked, read.one_of((*map(str, PhaseKind), *WAYS), asked))
    if said in WAYS:
        return left(said)
    if said == PhaseKind.UNNAMED:
        return Status.TO_ASK, Answer((said,))
    ends: str = yield Question(f"{item}.ends", *typed(scene, ask.phase_ends(t)))
    return with_rest(Answer((said,)), ends)


def _strength(scene: Scene, item: Item, around: Around) -> Play[Noted]:
    """An amount, read back in both units until it is right."""
    t, asked = scene.t, ask.question(scene.t, item, around)
    told: Amount | str = yield Question(f"{item}1", asked, amount_or(scene, WAYS, asked), read.kept)
    for attempt in count(1):
        if not isinstance(told, Amount):
            return left(told)
        check = ask.strength_check(t, told)
        parse = amount_or(scene, (*YES_NO, *WAYS), check)
        right: Amount | str = yield Question(f"{item}{attempt}.check", check, parse, read.kept)
        if right == "yes":
            return Status.ANSWERED, Answer(words=str(told))
        told = right
        if right == "no":
            told = yield Question(f"{item}{attempt + 1}", asked, amount_or(scene, WAYS, asked), read.kept)
    raise AssertionError  # count never ends


def _schedule(scene: Scene, around: Around, known: Amount | None) -> Play[Noted]:
    """In the patient's words, with what was understood of them; they are kept as they are."""
    item, asked = Item.SCHEDULE, ask.question(scene.t, Item.SCHEDULE, around)
    said: str = yield Question(f"{item}1", *typed(scene, asked))
    for attempt in count(1):
        if said in WAYS:
            return left(said)
        check = _understood(scene, said, known)
        sure: str = yield Question(f"{item}{attempt}.check", *typed(scene, check, ("yes", "words", "no")))
        if sure in ("yes", "words"):
            return Status.ANSWERED, Answer(words=said)
        said = sure
        if sure == "no":
            said = yield Question(f"{item}{attempt + 1}", *typed(scene, asked))
    raise AssertionError  # count never ends


def _understood(scene: Scene, said: str, known: Amount | None) -> Prompt:
    dose = None if known is None else WrittenDose(known.value, Measure(known.unit))
    told = parse(said, scene.t.vocabulary, scene.today, dose or ANY_DOSE)
    if isinstance(told, AskBack):
        return ask.schedule_unclear(scene.t, told)
    here = [Amount(one.dose.value, Unit(one.dose.unit)) for one in told.phases if one.dose and one.dose.unit in UNITS]
    other = next((amount for amount in here if known is not None and amount.mcg != known.mcg), None)
    return ask.schedule_check(scene.t, told, (known, other) if known and other else None)


def _checks(scene: Scene, item: Item, around: Around) -> Play[Noted]:
    """Several of the offered ones, what else, and when."""
    t = scene.t
    said: str = yield Question(str(item), ask.question(t, item, around), _toggles(scene, around))
    if said in WAYS:
        return left(said)
    picked = tuple(CHECKS[int(digit)] for digit in said.removeprefix(DONE))
    other: str = SKIP
    if "other" in picked:
        other = yield Question(f"{item}.other", *typed(scene, ask.other_check(t)))
    when: str = yield Question(f"{item}.when", *typed(scene, ask.checked_when(t)))
    words = "; ".join(part for part in (other, when) if part not in WAYS)
    return with_rest(Answer(picked, words or None), ASK if when == ASK else SKIP)


def _toggles(scene: Scene, around: Around) -> Callable[[str], str | Again | Redraw]:
    t = scene.t

    def parse(said: str) -> str | Again | Redraw:
        chosen = sorted({int(digit) for digit in said.removeprefix(SET).removeprefix(DONE) if digit in "01234"})
        if said in WAYS or (said.startswith(DONE) and chosen):
            return said
        return Redraw(ask.checks(t, around, chosen)) if said.startswith(SET) else Again(ask.please_tap(t, around))

    return parse


def _route(scene: Scene, item: Item, around: Around) -> Play[Noted]:
    t = scene.t
    said: str = yield Question(str(item), *typed(scene, ask.question(t, item, around), ROUTES))
    if said in WAYS:
        return left(said)
    asked = ask.who_injects(t)
    who: str = yield Question(f"{item}.who", asked, read.one_of((*INJECTORS, *WAYS), asked))
    answer = as_answer(said, ROUTES)
    if who in WAYS:
        return with_rest(answer, who)
    return Status.ANSWERED, Answer((*answer.picked, who), answer.words)


_SCRIPTS = {
    Item.PHASE: _phase,
    Item.STRENGTH: _strength,
    Item.MONITORING: _checks,
    Item.ROUTE: _route,
    Item.TIMELINE: expecting.play,
}
_OFFERED = {Item.CAUSE: CAUSES, Item.FORM: FORMS}

"""The part of a schedule's script that takes the prescription as it was written."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from bot.care.drafts import Answers
from bot.domain.prescription import parse
from bot.domain.regimen import PhaseKind
from bot.domain.written import AskBack, Measure, Why, Written, WrittenDose, WrittenPhase
from bot.domain.written_record import whole_from, whole_record
from bot.i18n import Html
from bot.views import ask_written as ask
from bot.views import written as words
from bot.views.screen import Prompt
from conversations import typed
from conversations.dialogue import FILLED, Again, Jump, Play, Question, Scene
from conversations.phases import MOST_PHASES
from conversations.read import PICKED

# how it is kept that the patient goes step by step, is to be asked again, or has said yes to what was read back
STEP, AGAIN, SURE = "step", f"{PICKED}again", f"{PICKED}yes"
STEPS = Jump(("written", *typed.PARTS), (("written", STEP),))
ANEW = Jump(("written",), (("written", AGAIN),))

Phases = tuple[WrittenPhase, ...]


def written(scene: Scene) -> Play[Phases]:
    """The phases as they were written, once the patient has said yes to them; none where they go step by step.

    That Yes fills in the answers that the questions after this one would have got. A draft from before there was
    this question goes on step by step.
    """
    asked = ask.prescription(scene.t)
    told: Written | str = yield Question("written", asked, _text(scene, asked), _kept, since=("dose1", STEP))
    if isinstance(told, str):
        return ()
    shown = ask.read_back(scene.t, told, _notes(scene, told.phases))
    yield Question("written.sure", shown, _sure(scene, told))
    return told.phases


def _text(scene: Scene, asked: Prompt) -> Callable[[str], Written | str | Again | Jump]:
    def read(said: str) -> Written | str | Again | Jump:
        if said == STEP:
            return said
        if said == "steps":
            return STEPS
        return _stored(said, asked) if said.startswith(PICKED) else _understood(scene, said)

    return read


def _kept(told: Written | str) -> str:
    return told if isinstance(told, str) else PICKED + json.dumps(whole_record(told), ensure_ascii=False)


def _stored(said: str, asked: Prompt) -> Written | Again:
    """What was understood when it was typed, in whichever language and on whichever day that was."""
    try:
        return whole_from(json.loads(said.removeprefix(PICKED)))
    except (KeyError, TypeError, ValueError):
        return Again(asked)


def _understood(scene: Scene, said: str) -> Written | Again:
    t = scene.t
    found = parse(said, t.vocabulary, scene.today)
    if isinstance(found, AskBack) and found.why is Why.NO_AMOUNT:
        # the amount has a question of its own, which comes next
        without = parse(said, t.vocabulary, scene.today, WrittenDose(Decimal(1), Measure.AMPOULE))
        found = without if isinstance(without, Written) else found
    if isinstance(found, AskBack):
        return Again(ask.back(t, found))
    return found if typed.fits(found.phases) else Again(ask.too_many(t, MOST_PHASES))


def _sure(scene: Scene, told: Written) -> Any:
    def read(said: str) -> str | Again | Jump:
        match said:
            case "yes":
                return _fill(told, scene.known.get("kind"))
            case "no":
                return _instead(told.phases, AGAIN)
            case "steps":
                return _instead(told.phases, STEP)
            case _ if said == SURE:
                return said
            case _:
                found = _understood(scene, said)
                return found if isinstance(found, Again) else _instead(told.phases, _kept(found))

    return read


def _fill(told: Written, kind: str | None) -> Jump:
    """Yes: what it answers is answered, and what was told of the phases before is forgotten.

    An amount that was told before stays where none was typed, and is asked back. `kind` is the phase that the patient
    said elsewhere to be in: the only one, or the first of several where it is repletion, which comes first. A text that
    was brought along from elsewhere is kept as it was understood, as one that was typed is.
    """
    phases = told.phases
    sure = kind is not None and (len(phases) == 1 or kind == PhaseKind.REPLETION)
    kinds = ((f"{FILLED}phase1.kind", kind),) if kind is not None and sure else ()
    answers = typed.answers(phases)
    amount = "dose" if phases[0].dose is not None else "dose1.check"
    route = [name for name in _names(answers) if name == "route"]
    said = (("written", _kept(told)), ("written.sure", SURE))
    return Jump(("written", "phase", amount, *route), (*said, *kinds, *answers))


def _instead(phases: Phases, raw: str) -> Jump:
    """Not so: what a Yes to it may have filled in before is forgotten."""
    filled = [FILLED + name for name in _names(typed.answers(phases))]
    return Jump(("written", *typed.PARTS, *filled), (("written", raw),))


def _names(answers: Answers) -> list[str]:
    return [name.removeprefix(FILLED) for name, _ in answers]


def _notes(scene: Scene, phases: Phases) -> list[Html]:
    """What will be asked although it was typed: a plan cannot hold it, or it says no amount."""
    t = scene.t
    rhythms = [words.rhythm(t, phase.timing) for phase in phases if not any(typed.rhythm("", phase.timing))]
    open_ends = [phase for phase in phases if phase.lasting is not None and not any(typed.end("", phase))]
    doses = [phase.dose for phase in phases]
    return [
        *([ask.no_amount(t)] if None in doses else []),
        *([ask.containers(t)] if any(dose and typed.amount(dose) is None for dose in doses) else []),
        *([ask.not_kept(t, rhythms)] if rhythms else []),
        *([ask.end_not_kept(t)] if open_ends else []),
        *([ask.for_life(t)] if phases[-1].for_life else []),
        *([ask.two_routes(t)] if typed.route(phases) is None else []),
    ]

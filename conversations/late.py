"""The part of a schedule's script about late injections: asked once for the whole plan, or phase by phase."""

from dataclasses import replace

from bot.domain.regimen import Counting, Phase
from bot.domain.rhythm import can_count
from bot.views import ask_late as ask
from conversations import read
from conversations.dialogue import Play, Question, Scene
from conversations.read import PICKED

LONGEST_WORDS = 120
EACH, UNKNOWN = f"{PICKED}each", f"{PICKED}unknown"


def late(scene: Scene, phases: tuple[Phase, ...]) -> Play[tuple[Phase, ...]]:
    """The phases with what the clinician said about late ones; asked only where it matters."""
    counting = yield from _counting(scene, phases)
    words = yield from _words(scene, phases)
    return tuple(
        replace(phase, counting=counting.get(number, Counting.UNKNOWN), late=words[number])
        for number, phase in enumerate(phases, start=1)
    )


def _counting(scene: Scene, phases: tuple[Phase, ...]) -> Play[dict[int, Counting]]:
    t = scene.t
    open_ones = [number for number, phase in enumerate(phases, start=1) if can_count(phase)]
    if not open_ones:
        return {}
    several = len(open_ones) > 1
    asked = ask.counting(t, several)
    offered = (*Counting, EACH) if several else tuple(Counting)
    way: str = yield Question("counting", asked, read.one_of(map(str, offered), asked))
    if way != EACH:
        return dict.fromkeys(open_ones, Counting(way))
    told = {}
    for number in open_ones:
        asked = ask.counting_of(t, number)
        told[number] = yield Question(f"phase{number}.counting", asked, read.one_of(Counting, asked), str)
    return told


def _words(scene: Scene, phases: tuple[Phase, ...]) -> Play[dict[int, str | None]]:
    t, numbers = scene.t, range(1, len(phases) + 1)
    several = len(phases) > 1
    asked = ask.late(t, several)
    offered = (UNKNOWN, EACH) if several else (UNKNOWN,)
    too_long = ask.too_long(t, LONGEST_WORDS)
    said: str = yield Question("late", asked, read.words_or(offered, asked, LONGEST_WORDS, too_long))
    if said != EACH:
        return dict.fromkeys(numbers, None if said == UNKNOWN else said)
    told: dict[int, str | None] = {}
    for number in numbers:
        asked = ask.late_of(t, number)
        said = yield Question(f"phase{number}.late", asked, read.words_or((UNKNOWN,), asked, LONGEST_WORDS, too_long))
        told[number] = None if said == UNKNOWN else said
    return told

"""What a patient follows in check-ins, and how often they are asked: chosen, and changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.care import check_ins as care
from bot.care.door import Session
from bot.domain.symptoms import MOST_OWN, OWN, Followed, Often, Symptom
from bot.views import ask_check_in as ask
from bot.views import check_in as views
from bot.views import menu, start, symptoms
from bot.views.ask_check_in import DONE, SET, SKIP
from bot.views.screen import Prompt
from conversations import read, steps
from conversations.dialogue import Again, Play, Question, Redraw, Scene
from conversations.talk import Script, Talk


@dataclass(frozen=True)
class Wish:
    """What to follow from now on, and how often to ask; None where that stays as it is."""

    followed: tuple[Followed, ...]
    often: Often | None


def play_follow(scene: Scene) -> Play[Wish]:
    """Which symptoms, in which own words, and, the first time, how often."""
    t, known = scene.t, scene.known
    own = [Followed(key, words) for key, words in known["own"]]
    offered = [*(Followed(one.value) for one in Symptom), *own]
    names = [symptoms.name(t, one) for one in offered]
    others = [ask.something_else(t)] if len(own) < MOST_OWN else []
    chosen = [place for place, one in enumerate(offered) if one.key in known["chosen"]]
    said: str = yield Question("which", *_toggles(scene, [*names, *others], chosen))
    places = [int(digit) for digit in said.removeprefix(DONE)]
    picked = [offered[place] for place in places if place < len(offered)]
    if len(offered) in places:
        free = MOST_OWN - sum(one.words is not None for one in picked)
        picked += yield from _own(scene, free)
    often: Often | None = None
    if known["often"] is None:
        asked = ask.often(t)
        often = yield Question("often", asked, read.one_of(Often, asked), str)
    return Wish(tuple(picked), often)


def _toggles(
    scene: Scene, names: Sequence[str], chosen: Sequence[int]
) -> tuple[Prompt, Callable[[str], str | Again | Redraw]]:
    """Which of these; each tap changes what the question shows, until it is done."""
    t, asked = scene.t, ask.which(scene.t, names, chosen)

    def parse(said: str) -> str | Again | Redraw:
        digits = said.removeprefix(SET).removeprefix(DONE)
        now = sorted({int(digit) for digit in digits if digit.isdecimal() and int(digit) < len(names)})
        if said.startswith(DONE) and now:
            return DONE + "".join(map(str, now))
        return Redraw(ask.which(t, names, now)) if said.startswith(SET) else Again(ask.please_tap(t, asked))

    return asked, parse


def _own(scene: Scene, free: int) -> Play[list[Followed]]:
    """One after the other, until there are no more."""
    first: int = scene.known["next"]
    told: list[str] = []
    for number in range(1, free + 1):
        asked = ask.own(scene.t, number)
        offered = (SKIP,) if number > 1 else ()
        parse = read.words_or(offered, asked, symptoms.LONGEST_OWN, ask.too_long(scene.t, symptoms.LONGEST_OWN))
        said: str = yield Question(f"own{number}", asked, skippable(scene, parse) if offered else parse)
        if said == SKIP:
            break
        told.append(said)
    return [Followed(f"{OWN}{first + place}", words) for place, words in enumerate(dict.fromkeys(told))]


def skippable(scene: Scene, parse: Callable[[str], str | Again]) -> Callable[[str], str | Again]:
    """The same where a typed "no" or "skip" leaves it out."""
    replies = scene.t.words.replies
    leave = (*replies["no"], *replies["skip"])
    return lambda said: SKIP if read.is_one_of(said, leave) else parse(said)


def play_often(scene: Scene) -> Play[Often]:
    """How often?"""
    asked = ask.often(scene.t)
    often: Often = yield Question("often", asked, read.one_of(Often, asked), str)
    return often


def keep(session: Session, chat: int, wish: Wish, now: datetime) -> None:
    """Follow these, in the transaction that ends the dialogue."""
    care.follow(session, chat, wish.followed, now)
    if wish.often is not None:
        care.set_often(session, chat, wish.often, now)


async def show(talk: Talk, _kept: None) -> None:
    """It is kept: the whole as it stands now."""
    await talk.show(views.overview(talk.t, await standing(talk), saved=True))


SCRIPTS = {
    "follow": Script(play_follow, keep, show),
    "often": Script(play_often, care.set_often, show),
}


async def standing(talk: Talk) -> views.Following:
    """What is followed, how often, and the last check-in."""
    return views.Following(
        await talk.db.run(care.followed, talk.chat),
        await talk.db.run(care.often, talk.chat),
        await talk.db.run(care.last, talk.chat),
        talk.zone,
    )


async def begin_follow(talk: Talk) -> None:
    """Choose what to follow, anew or for the first time."""
    if await ready(talk):
        now = await standing(talk)
        answered = [one for one, _ in now.last.answers] if now.last else []
        numbers = [int(one.key.removeprefix(OWN)) for one in (*now.followed, *answered) if one.words is not None]
        known = {
            "own": [[one.key, one.words] for one in now.followed if one.words is not None],
            "chosen": [one.key for one in now.followed],
            "often": now.often,
            "next": max(numbers, default=0) + 1,
        }
        await steps.begin(talk, "follow", known)


async def begin_often(talk: Talk) -> None:
    """How often to ask; where nothing is followed yet, that first."""
    if await ready(talk):
        if await talk.db.run(care.followed, talk.chat):
            await steps.begin(talk, "often", {})
        else:
            await begin_follow(talk)


async def ready(talk: Talk) -> bool:
    """Whether there is a patient whose clock is known; else the way there is shown."""
    if talk.patient is None:
        await talk.show(start.not_yet(talk.t))
    elif talk.patient.zone is None:
        await talk.show(menu.finish_first(talk.t))
    else:
        return True
    return False

"""/checkin: how the patient feels, in better, same or worse for each symptom that they follow."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.care import check_ins as care
from bot.care import drafts
from bot.care.door import Session
from bot.care.reactions import BY_DIALOGUE
from bot.domain.symptoms import NERVE, Change, CheckIn, Followed, Sign, Symptom
from bot.views import ask_check_in as ask
from bot.views import check_in as views
from bot.views import safety
from bot.views.ask_check_in import GO_ON, SKIP
from bot.views.screen import Prompt
from conversations import following, read, steps
from conversations.dialogue import Again, Play, Question, Scene
from conversations.following import ready, skippable, standing
from conversations.reactions import still_urgent
from conversations.talk import Script, Talk

NAME = "check_in"
LONGEST_NOTE = 300
# so long one that was left half done is gone on with
FRESH = timedelta(days=1)


def play(scene: Scene) -> Play[CheckIn]:
    """Each symptom; where one of the nerves or the mood got worse, what to do now comes before the next question."""
    known = scene.known
    followed = [(Followed(key, words), before) for key, words, before in known["followed"]]
    answers: list[tuple[Followed, Change]] = []
    shown: set[Sign] = set()
    for number, (one, before) in enumerate(followed, start=1):
        asked = ask.change(scene.t, one, (number, len(followed)), before)
        change: Change = yield Question(one.key, asked, _change(scene, one, asked), _kept(one))
        answers.append((one, change))
        sign = sign_of(one, change)
        if sign is not None:
            card = ask.met_again(scene.t, one) if sign in shown else _card(scene, sign)
            shown.add(sign)
            yield Question(f"{one.key}.met", card, _goes_on(scene, card))
    told = CheckIn(scene.now, tuple(answers))
    asked = ask.note(scene.t, told)
    parse = read.words_or((SKIP,), asked, LONGEST_NOTE, ask.too_long(scene.t, LONGEST_NOTE))
    note: str = yield Question("note", asked, skippable(scene, parse))
    return replace(told, note=None if note == SKIP else note)


def sign_of(one: Followed, change: Change) -> Sign | None:
    """The help that an answer calls for at once; nothing is inferred from own words, nor from other answers.

    Source: the source article's first reason to seek help; clinical.md 1.4, rows 6 and 8.
    """
    if change is not Change.WORSE:
        return None
    if one.key in NERVE:
        return Sign.NERVE
    return Sign.MIND if one.key == Symptom.MOOD else None


def _card(scene: Scene, sign: Sign) -> Prompt:
    numbers = scene.known["numbers"]
    return ask.met(scene.t, sign, safety.card(scene.t, sign, numbers).text, numbers)


def _change(scene: Scene, one: Followed, asked: Prompt) -> Callable[[str], Change | Again]:
    """One of the offered answers, tapped or typed in other words."""
    values, replies = {f"{one.key}:{change}": change for change in Change}, scene.t.words.replies

    def parse(said: str) -> Change | Again:
        typed = (change for change in Change if read.is_one_of(said, replies[change]))
        return values.get(said) or next(typed, Again(asked))

    return parse


def _kept(one: Followed) -> Callable[[Change], str]:
    return lambda change: f"{one.key}:{change}"


def _goes_on(scene: Scene, card: Prompt) -> Callable[[str], str | Again]:
    """On with the check-in, once the help was seen."""
    replies = scene.t.words.replies
    words = (*replies["yes"], *replies["skip"])
    return lambda said: GO_ON if said == GO_ON or read.is_one_of(said, words) else Again(card)


def keep(session: Session, chat: int, told: CheckIn, now: datetime) -> CheckIn:
    """Note it, in the transaction that ends the dialogue."""
    return care.note(session, chat, replace(told, at=now), now, BY_DIALOGUE)


async def show(talk: Talk, kept: CheckIn) -> None:
    """The answers as they were said; help stands below them where the note tells of a warning sign."""
    await talk.show(views.done(talk.t, kept, talk.zone))
    if kept.note is not None:
        await still_urgent(talk, kept.note)


SCRIPTS = {NAME: Script(play, keep, show), **following.SCRIPTS}


async def on_check_in(talk: Talk) -> None:
    """What is followed, how often, and the last check-in."""
    if await ready(talk):
        await talk.show(views.overview(talk.t, await standing(talk)))


async def begin(talk: Talk, script: str) -> None:
    """One of the dialogues about how the patient feels."""
    match script:
        case "follow":
            await following.begin_follow(talk)
        case "often":
            await following.begin_often(talk)
        case _:
            await _begin(talk)


async def _begin(talk: Talk) -> None:
    """Check in; one that was left half done today is offered, an older one is no answer to how it is now."""
    if not await ready(talk):
        return
    now = await standing(talk)
    if not now.followed:
        await talk.show(views.overview(talk.t, now))
        return
    before = [one for one, _ in now.last.answers] if now.last else []
    known = {"followed": [[one.key, one.words, one in before] for one in now.followed]}
    draft = await talk.db.run(drafts.unfinished, talk.chat, NAME)
    half_done = draft is not None and talk.now - draft.touched_at <= FRESH
    await (steps.begin_or_offer if half_done else steps.begin)(talk, NAME, known)

"""A patient's own questions for the visit: typing one, all of them, ticking one off."""

from datetime import datetime

from bot.care import own_questions as care
from bot.care.door import Session
from bot.domain.checklist import LONGEST_OWN, MOST_OWN
from bot.views import ask_checklist, menu, start
from bot.views import own_questions as views
from bot.views.question_buttons import AskOwn, Settle
from conversations import read, steps
from conversations.dialogue import Play, Question, Scene
from conversations.talk import Script, Talk

NAME = "own-question"
# in the place of Telegram's number of an update: what a dialogue keeps is guarded by its draft
BY_DIALOGUE = 0


def play(scene: Scene) -> Play[str]:
    """Which one?"""
    asked = views.prompt(scene.t)
    parse = read.words_or((), asked, LONGEST_OWN, ask_checklist.too_long(scene.t, LONGEST_OWN))
    words: str = yield Question("words", asked, parse, str)
    return words


def keep(session: Session, chat: int, words: str, now: datetime) -> str | None:
    """The words, where there was room for them."""
    return words if care.keep(session, chat, words, BY_DIALOGUE, now) else None


async def show(talk: Talk, kept: str | None) -> None:
    """It waits for the visit."""
    await talk.show(views.too_many(talk.t, MOST_OWN) if kept is None else views.kept(talk.t, kept))


SCRIPT = Script(play, keep, show)


async def keep_words(talk: Talk, words: str) -> None:
    """Keep these for the visit, in place of the tapped message."""
    if talk.patient is None:
        await talk.show(start.not_yet(talk.t))
        return
    line = " ".join(words.split())[:LONGEST_OWN]
    kept = await talk.db.run(care.keep, talk.chat, line, talk.update, talk.now)
    await talk.show(views.kept(talk.t, line) if kept else views.too_many(talk.t, MOST_OWN))


async def on_ask_own(talk: Talk, _action: AskOwn) -> None:
    """Type one."""
    await talk.toast()
    if talk.patient is None or talk.patient.zone is None:
        await talk.show(menu.finish_first(talk.t) if talk.patient else start.not_yet(talk.t))
    else:
        await steps.begin(talk, NAME, {})


async def on_own(talk: Talk) -> None:
    """All that wait."""
    if talk.patient is None:
        await talk.show(start.not_yet(talk.t))
    else:
        await talk.show(views.every(talk.t, await talk.db.run(care.waiting, talk.chat)))


async def on_settle(talk: Talk, action: Settle) -> None:
    """One was answered, or is not wanted any more."""
    if talk.patient is None:
        await talk.toast()
        await talk.show(start.not_yet(talk.t))
        return
    await talk.db.run(care.settle, talk.chat, action.question, talk.now)
    await talk.toast(views.settled(talk.t))
    await talk.replace(views.every(talk.t, await talk.db.run(care.waiting, talk.chat)))

"""How a patient feels after an injection: help comes at once and waits for no record."""

import asyncio
from datetime import datetime

from bot import transport
from bot.care import check_ins, reactions
from bot.care.door import Session, Unavailable
from bot.care.patients import NoPatient
from bot.domain.emergency import medical_numbers
from bot.domain.red_flags import Tier
from bot.domain.symptoms import Reaction, Sign
from bot.views import doses, menu, safety
from bot.views import reactions as views
from bot.views.screen import View
from bot.views.sign_buttons import HowAfter, React
from conversations import read, steps
from conversations.dialogue import Play, Question, Scene
from conversations.talk import Script, Talk

NAME = "feeling"
LONGEST = 300
# Source: clinical.md 1.4, rows 1 and 10.
SIGNS = {Reaction.BREATHING: Sign.BREATHING, Reaction.SWELLING: Sign.ALLERGY, Reaction.RASH: Sign.ALLERGY}


async def on_ask(talk: Talk, action: HowAfter) -> None:
    """The question; asked from the card of an injection, it comes below, so that the card stays."""
    injection = None if talk.patient is None else await talk.db.run(reactions.look, talk.chat, action.dose)
    if injection is None:
        await talk.toast(doses.not_yours(talk.t))
        return
    await talk.toast()
    await (talk.replace if action.here else talk.show)(views.question(talk.t, injection))


async def on_react(talk: Talk, action: React) -> None:
    """The answer. Where it calls for help, that is shown while the answer is kept, or even if it cannot be."""
    sign = SIGNS.get(action.answer)
    if sign is None:
        await _on_no_sign(talk, action)
        return
    await talk.toast(safety.toast(talk.t))
    keeping = asyncio.create_task(_keep(talk, action))
    await talk.show(card(talk, sign))
    noted = views.noted(talk.t, action.dose, action.answer, kept=await keeping)
    if talk.tapped is not None:
        # in place of the question or not at all: nothing may stand below the help
        await transport.edit(talk.bot, talk.chat, talk.tapped.message_id, noted)


def card(talk: Talk, sign: Sign) -> View:
    """What to do now, with the numbers of the patient's country."""
    country = talk.patient.country if talk.patient else None
    return safety.card(talk.t, sign, medical_numbers(talk.house.numbers, country))


async def _keep(talk: Talk, action: React) -> bool:
    """Whether the answer could be kept."""
    try:
        return await _note(talk, action)
    except (Unavailable, NoPatient):
        return False


async def _note(talk: Talk, action: React) -> bool:
    return await talk.db.run(reactions.note, talk.chat, action.dose, action.answer, talk.now, talk.update)


async def _on_no_sign(talk: Talk, action: React) -> None:
    """None of them, or something else that is to be told in words."""
    try:
        kept = await _note(talk, action)
    except Unavailable:
        await talk.show(menu.out_of_order(talk.t))
        return
    if not kept:
        await talk.toast(doses.not_yours(talk.t))
        return
    await talk.toast()
    if action.answer is Reaction.OTHER:
        await talk.replace(views.noted(talk.t, action.dose, action.answer, kept=True))
        await steps.begin(talk, NAME, {})
    else:
        never = await talk.db.run(check_ins.often, talk.chat) is None
        await talk.replace(views.none(talk.t, action.dose, offer_check_in=never))


def play(scene: Scene) -> Play[str]:
    """What is noticed, in the patient's own words."""
    asked = views.words(scene.t)
    too_long = views.too_long(scene.t, LONGEST)
    said: str = yield Question("words", asked, read.words_or((), asked, LONGEST, too_long))
    return said


def keep(_session: Session, _chat: int, said: str, _now: datetime) -> str:
    """Nothing but that it was something else is kept, which it is already."""
    return said


async def show(talk: Talk, said: str) -> None:
    """It was read; where a warning sign is in it, help is what stands last, though the words were the answer too."""
    if not await still_urgent(talk, said):
        await talk.show(views.heard(talk.t))


async def still_urgent(talk: Talk, said: str) -> bool:
    """Help once more where an answer tells of a sign: taking it as the answer has put the help away. Whether it did."""
    flag = await asyncio.to_thread(talk.house.screen, said)
    if flag is None or flag.tier is not Tier.NOW:
        return False
    await talk.show(card(talk, flag.sign))
    return True


SCRIPT = Script(play, keep, show)

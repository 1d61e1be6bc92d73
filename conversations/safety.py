"""Help for warning signs: listens first to every text, and needs no database."""

import asyncio
from contextlib import suppress
from datetime import timedelta

from telegram.error import TelegramError

from bot.care import drafts
from bot.care.door import Unavailable
from bot.care.drafts import Draft
from bot.domain.closest import fold
from bot.domain.emergency import medical_numbers
from bot.domain.red_flags import Flag, Tier, is_doubt
from bot.views import dialogue, safety
from bot.views.buttons import Help
from bot.views.sign_buttons import Happening, When
from conversations import doses, questions, steps
from conversations.read import PICKED
from conversations.talk import Talk

# After a day a typed text is no longer taken for the answer to a question that was left open.
FRESH = timedelta(days=1)
# In the place of a question's number: the words were no answer, whatever was in hand.
ASIDE = -1


async def on_help(talk: Talk, _action: Help | None = None) -> None:
    """Whom to call when, with the number of the patient's country; as new messages, so that nothing is lost."""
    await talk.toast(safety.toast(talk.t))
    draft = await _draft(talk)
    with suppress(TelegramError):
        # whatever becomes of this page, the urgent one must follow
        await talk.show(safety.call_today(talk.t))
    await talk.show(safety.call_now(talk.t, _numbers(talk, draft), draft.script if draft else None))


async def listen(talk: Talk, own: bool = False) -> bool:
    """Words that ask for help, or that a warning sign is in, in any language spoken here. Whether there were any.

    `own`: typed just now by the patient themselves; nothing else is an answer to a question, or tells of a dose.
    """
    keys = {dialogue.help_key(t) for t in talk.house.languages}
    alone = {fold(word) for t in talk.house.languages for word in t.words.replies["help_alone"]}
    if talk.said.strip() in keys or fold(talk.said) in alone:
        await on_help(talk)
        return True
    flag = await screened(talk)
    if flag is not None:
        await _meet(talk, flag, own)
    return flag is not None


async def screened(talk: Talk) -> Flag | None:
    """The warning sign in what was typed, if there is one; looked for in a thread, so that nobody else waits."""
    return await asyncio.to_thread(talk.house.screen, talk.said) if talk.said.strip() else None


async def _meet(talk: Talk, flag: Flag, own: bool) -> None:
    """An injection that was told of as well is recorded; then help, last on the screen."""
    dose_told = own and await _record_dose(talk)
    draft = await _draft(talk)
    going_on = draft if draft is not None and talk.now - draft.touched_at <= FRESH else None
    revision = ASIDE if dose_told or not own else _question(talk, going_on)
    numbers = _numbers(talk, draft)
    if flag.tier is Tier.ASK:
        if own and draft is None and talk.patient is not None and is_doubt(flag):
            await questions.answer_in_doubt(talk)
        await talk.reply(safety.happening(talk.t, flag.sign, numbers, revision))
    else:
        script = going_on.script if going_on else None
        await talk.reply(safety.card(talk.t, flag.sign, numbers, script, max(revision, 0)))


async def _record_dose(talk: Talk) -> bool:
    """Whether a dose was told of. Help does not wait for the record of it."""
    with suppress(Unavailable, TelegramError):
        return await doses.record_in_passing(talk)
    return False


def _question(talk: Talk, draft: Draft | None) -> int:
    """The number of the question that the words may have been meant for; 0 where there is none that takes them."""
    takes = draft is not None and steps.would_take(talk, draft, talk.said.lstrip(PICKED))
    return draft.revision if draft is not None and takes else 0


async def on_happening(talk: Talk, action: Happening) -> None:
    """Whether it is happening now: help, or what to do if it does."""
    await talk.toast()
    draft = await _draft(talk)
    t, sign, numbers = talk.t, action.sign, _numbers(talk, draft)
    in_hand = draft.revision if draft else 0
    revision = action.revision if action.revision == in_hand else 0
    match action.when:
        case When.NOW:
            await talk.show(safety.card(t, sign, numbers, draft.script if draft else None))
        case When.NO:
            await talk.replace(safety.not_now(t, sign, numbers, revision))
        case When.BEFORE:
            await talk.replace(safety.before(t, sign, numbers, revision))
        case When.MEANT:
            # the card stays where it is: it may be needed still
            pass


async def _draft(talk: Talk) -> Draft | None:
    """The dialogue in hand, if the records can be reached."""
    if talk.patient is None:
        return None
    try:
        return await talk.db.run(drafts.in_hand, talk.chat)
    except Unavailable:
        return None


def _numbers(talk: Talk, draft: Draft | None) -> tuple[str, ...]:
    """The numbers of the patient's country, be it told in a dialogue that is not finished yet."""
    told = dict(draft.answers).get("country", "") if draft else ""
    country = (talk.patient.country if talk.patient else None) or told.removeprefix(PICKED) or None
    return medical_numbers(talk.house.numbers, country)

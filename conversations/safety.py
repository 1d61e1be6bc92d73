"""Help for warning signs: listens first to every text, and needs no database."""

from contextlib import suppress

from telegram.error import TelegramError

from bot.care import drafts
from bot.care.door import Unavailable
from bot.care.drafts import Draft
from bot.domain.closest import fold
from bot.domain.emergency import medical_numbers
from bot.domain.red_flags import mentions
from bot.views import dialogue, safety
from bot.views.buttons import Help
from conversations.read import PICKED
from conversations.talk import Talk


async def on_help(talk: Talk, _action: Help | None = None) -> None:
    """Whom to call when, with the number of the patient's country; as new messages, so that nothing is lost."""
    await talk.toast(safety.toast(talk.t))
    draft = await _draft(talk)
    country = (talk.patient.country if talk.patient else None) or _told(draft)
    with suppress(TelegramError):
        # whatever becomes of this page, the urgent one must follow
        await talk.show(safety.call_today(talk.t))
    numbers = medical_numbers(talk.house.numbers, country)
    await talk.show(safety.call_now(talk.t, numbers, draft.script if draft else None))


async def _draft(talk: Talk) -> Draft | None:
    """The dialogue in hand, if the records can be reached."""
    if talk.patient is None:
        return None
    try:
        return await talk.db.run(drafts.in_hand, talk.chat)
    except Unavailable:
        return None


def _told(draft: Draft | None) -> str | None:
    """The country that was told in the first questions, before these are finished."""
    told = dict(draft.answers).get("country", "") if draft else ""
    return told.removeprefix(PICKED) or None


async def listen(talk: Talk) -> bool:
    """Words that mean "I may need help", in any language that is spoken here. Whether there were any."""
    keys = {dialogue.help_key(t) for t in talk.house.languages}
    phrases = (phrase for t in talk.house.languages for phrase in t.words.replies["help"])
    alone = {fold(word) for t in talk.house.languages for word in t.words.replies["help_alone"]}
    if talk.text.strip() in keys or fold(talk.text) in alone or mentions(talk.text, phrases):
        await on_help(talk)
        return True
    return False

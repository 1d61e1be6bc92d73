"""Everything else: free text, stickers, edits, groups, menus, and buttons that lead to a screen."""

from contextlib import suppress

from bot.care import drafts
from bot.care.door import Unavailable
from bot.care.drafts import Draft
from bot.domain.checklist import Item
from bot.views import dialogue, menu, start
from bot.views.question_buttons import AsAnswer
from bot.views.screen import View
from bot.views.sign_buttons import Happening, When
from conversations import checklist, doses, questions, read, safety, steps
from conversations.safety import FRESH
from conversations.talk import Talk
from conversations.where import PREFIX


async def on_text(talk: Talk) -> None:
    """Whatever is typed: warning signs first, then "done", then the dialogue in hand, then a short menu."""
    if await safety.listen(talk, own=True):
        await _keep_signs(talk)
    else:
        await _on_words(talk)


async def on_happening(talk: Talk, action: Happening) -> None:
    """Whether what was typed is happening now; if not, the question in hand is asked again, or given the words."""
    await safety.on_happening(talk, action)
    if action.when is When.NOW or talk.patient is None:
        return
    draft = await _draft(talk)
    # another question may have been asked meanwhile: the words were not meant for that one
    meant = action.when is When.MEANT and draft is not None and draft.revision == action.revision
    if talk.quoted and meant:
        await _on_quoted(talk)
    elif draft is None and talk.quoted:
        await _after_signs(talk)
    else:
        await _ask_again(talk)


async def on_as_answer(talk: Talk, action: AsAnswer) -> None:
    """What was typed, and taken for a question, was the answer to the one in hand."""
    await talk.toast()
    draft = await _draft(talk)
    if draft is not None and draft.revision == action.revision:
        await _on_quoted(talk)
    else:
        await _ask_again(talk)


async def _on_quoted(talk: Talk) -> None:
    """The dialogue in hand gets the words that the tapped message quotes."""
    talk.take_up()
    if not await _dialogue(talk):
        await on_menu(talk)


async def _on_words(talk: Talk) -> None:
    if talk.patient is None:
        await talk.show(start.intro(talk.t, talk.house.languages.names))
    elif not (await doses.listen(talk) or await _in_dialogue(talk) or await doses.nothing_due(talk)):
        if read.is_one_of(talk.text, talk.t.words.replies["menu"]):
            await talk.show(menu.menu(talk.t))
        else:
            await questions.listen(talk)


async def _in_dialogue(talk: Talk) -> bool:
    """The dialogue in hand, if there is one; a question beside it is answered first."""
    draft = await _draft(talk)
    fresh = draft is not None and talk.update not in draft.seen and talk.now - draft.touched_at <= FRESH
    if draft is not None and fresh and await questions.listen_beside(talk, draft):
        return True
    return await _dialogue(talk)


async def _keep_signs(talk: Talk) -> None:
    """Where the signs to report are asked for, words that are met as warning signs are the answer all the same."""
    with suppress(Unavailable):
        draft = await _draft(talk)
        if draft is not None and draft.script == checklist.NAME and talk.now - draft.touched_at <= FRESH:
            await steps.keep_quietly(talk, draft, Item.SIGNS, talk.text.lstrip(read.PICKED))


async def _after_signs(talk: Talk) -> None:
    """Where the words were kept as the signs to report, the questions go on; else they may be answered by a page."""
    draft = await talk.db.run(drafts.unfinished, talk.chat, checklist.NAME)
    kept = (Item.SIGNS, talk.quoted.lstrip(read.PICKED))
    if draft is not None and draft.answers and draft.answers[-1] == kept:
        await steps.go_on(talk, draft)
    else:
        talk.take_up()
        await questions.answer(talk)


async def _dialogue(talk: Talk) -> bool:
    """Give the text to the dialogue in hand. Whether there is one."""
    draft = await _draft(talk)
    if draft is None:
        return False
    if talk.update in draft.seen:
        await steps.ask(talk, draft)
    elif talk.now - draft.touched_at > FRESH:
        await talk.show(dialogue.unfinished(talk.t, draft.script))
    elif talk.text == dialogue.back_key(talk.t) or read.is_one_of(talk.text, talk.t.words.replies["back"]):
        await steps.back(talk, draft)
    else:
        await steps.said(talk, draft, talk.text.lstrip(read.PICKED))
    return True


async def _ask_again(talk: Talk) -> None:
    """The question that was in hand stands there again."""
    draft = await _draft(talk)
    if draft is not None and talk.now - draft.touched_at <= FRESH:
        await steps.ask(talk, draft)


async def on_location(talk: Talk) -> None:
    """A shared location: used once where a question asked for it, never kept."""
    draft = await _draft(talk)
    message = talk.message
    if draft is None or message is None or message.location is None:
        await on_wordless(talk)
        return
    prompt = steps.question_in_hand(talk, draft)
    zone = talk.house.places.zone_at(message.location.latitude, message.location.longitude)
    if prompt is None or draft.script not in ("start", "zone"):
        await on_wordless(talk)
    else:
        await steps.said(talk, draft, PREFIX + zone if zone else "?")


async def on_wordless(talk: Talk) -> None:
    """A sticker, a voice message, a picture, somebody else's words; a warning sign in its text is met all the same."""
    if await safety.listen(talk):
        return
    await talk.show(menu.only_words(talk.t))
    await _ask_again(talk)


async def on_edited(talk: Talk) -> None:
    """An edited message changes nothing; a warning sign in it is met all the same."""
    if not await safety.listen(talk):
        await talk.show(menu.edited(talk.t))


async def on_group(talk: Talk) -> None:
    """In a group: a sentence, then leave."""
    try:
        await talk.show(menu.private_only(talk.t))
    finally:
        await talk.bot.leave_chat(talk.chat)


async def on_menu(talk: Talk) -> None:
    """The menu; for a newcomer the introduction."""
    if talk.patient is None:
        await talk.show(start.intro(talk.t, talk.house.languages.names))
    else:
        await talk.show(menu.menu(talk.t))


async def on_unknown_command(talk: Talk) -> None:
    """A command that there is not: never an answer to a question."""
    await talk.show(menu.unknown_command(talk.t))


async def on_help_command(talk: Talk) -> None:
    """/help: what the bot is for and what each command does."""
    await talk.show(menu.help_text(talk.t))


async def on_cancel(talk: Talk) -> None:
    """/cancel: put the dialogue in hand aside."""
    draft = await _draft(talk)
    if draft is None:
        await on_menu(talk)
    else:
        await steps.put_aside(talk, draft)


async def apologise(talk: Talk, out_of_order: bool) -> None:
    """Our own error, told kindly."""
    view: View = menu.out_of_order(talk.t) if out_of_order else menu.went_wrong(talk.t)
    await talk.show(view)


async def _draft(talk: Talk) -> Draft | None:
    return None if talk.patient is None else await talk.db.run(drafts.in_hand, talk.chat)

"""A dialogue's next step on Telegram: take an answer, go back, put aside, go on, finish."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot import transport
from bot.care import drafts
from bot.care.drafts import Answers, Draft, Stale
from bot.domain.emergency import medical_numbers
from bot.views import ask_start, menu
from bot.views import dialogue as words
from bot.views.buttons import Answer, Back, Drop, Park, Resume
from bot.views.screen import Prompt
from conversations.dialogue import Again, Asking, Done, Jump, Redraw, Scene, answered, picked, replay, without
from conversations.talk import Talk


async def begin(talk: Talk, script: str, known: Mapping[str, Any]) -> None:
    """Start the script anew and ask its first question."""
    draft = await talk.db.run(drafts.begin, talk.chat, script, known, talk.now, talk.update)
    await ask(talk, draft)


async def begin_or_offer(talk: Talk, script: str, known: Mapping[str, Any]) -> None:
    """Start the script, or offer to go on where it was left."""
    draft = await talk.db.run(drafts.unfinished, talk.chat, script)
    if draft is not None and draft.answers:
        await talk.show(words.unfinished(talk.t, script))
    else:
        await begin(talk, script, known)


async def ask(talk: Talk, draft: Draft) -> None:
    """Show the question where the answers so far lead, or finish."""
    match _state(talk, draft):
        case Asking(question, asked):
            await show(talk, draft, question.prompt, can_go_back=bool(asked))
        case Done(outcome):
            await _finish(talk, draft, outcome)


async def said(talk: Talk, draft: Draft, raw: str, seal: str | None = None) -> None:
    """Take `raw` as the answer to the question in hand; `seal` is the tapped button's label."""
    state = _state(talk, draft)
    if isinstance(state, Done):
        await _finish(talk, draft, state.outcome)
        return
    question = state.question
    raw = raw if seal else picked(question.prompt, raw, talk.t)
    value = question.parse(raw)
    match value:
        case Again(prompt):
            if question.prompt.location is None:
                await _close(talk, draft, seal, question.prompt)
            again = words.not_understood(talk.t, prompt) if prompt == question.prompt and not seal else prompt
            await show(talk, draft, _with_answers_of(question.prompt, again), can_go_back=bool(state.asked))
        case Redraw(prompt):
            view = words.question(talk.t, prompt, draft.script, draft.revision, bool(state.asked))
            await talk.replace(view)
        case Jump(prefixes, instead):
            await _close(talk, draft, seal, question.prompt)
            await _keep(talk, draft, (*without(prefixes, draft.answers), *instead))
        case _:
            await _close(talk, draft, seal, question.prompt)
            await _keep(talk, draft, answered(question, value, raw, draft.answers))


async def keep_quietly(talk: Talk, draft: Draft, name: str, raw: str) -> None:
    """Keep `raw` as the answer if that question is in hand and takes it, and put the dialogue aside.

    Nothing is shown: what is typed next is not to answer a question that nobody has seen.
    """
    state = _state(talk, draft)
    if talk.update in draft.seen:
        await talk.db.run(drafts.park, talk.chat, draft.script)
    elif isinstance(state, Asking) and state.question.name == name:
        value = state.question.parse(raw)
        if not isinstance(value, Again | Redraw | Jump):
            answers = answered(state.question, value, raw, draft.answers)
            await talk.db.run(drafts.keep, draft, answers, talk.now, talk.update)
            await talk.db.run(drafts.park, talk.chat, draft.script)


async def on_answer(talk: Talk, action: Answer) -> None:
    """A tap on an offered answer."""
    draft = await _same(talk, action.revision)
    if draft is not None:
        await talk.toast()
        await said(talk, draft, action.value, seal=_label(talk))


async def on_back(talk: Talk, action: Back) -> None:
    """A tap on Back."""
    draft = await _same(talk, action.revision)
    if draft is not None:
        await talk.toast()
        await back(talk, draft)


async def back(talk: Talk, draft: Draft) -> None:
    """Take the last answer back and ask that question again."""
    state = _state(talk, draft)
    if isinstance(state, Done) or not state.asked:
        await ask(talk, draft)
        return
    await _close(talk, draft, None, state.question.prompt)
    await _keep(talk, draft, tuple(pair for pair in draft.answers if pair[0] != state.asked[-1]))


async def put_aside(talk: Talk, draft: Draft) -> None:
    """Continue later: the answers are kept, typed texts are no longer answers."""
    prompt = question_in_hand(talk, draft)
    if prompt is not None and prompt.location is not None:
        await talk.show(ask_start.location_left(talk.t))
    await talk.db.run(drafts.park, talk.chat, draft.script)
    await talk.show(words.parked(talk.t, draft.script))


async def on_park(talk: Talk, action: Park) -> None:
    """A tap on Later."""
    await talk.toast()
    if await talk.db.run(drafts.park, talk.chat, action.script):
        await talk.replace(words.parked(talk.t, action.script))
    else:
        await talk.replace(menu.menu(talk.t))


async def on_drop(talk: Talk, action: Drop) -> None:
    """Forget the answers: asked back once."""
    await talk.toast()
    if not action.sure:
        await talk.replace(words.drop_sure(talk.t, action.script))
        return
    await talk.db.run(drafts.drop, talk.chat, action.script)
    await talk.replace(words.dropped(talk.t))


async def on_resume(talk: Talk, action: Resume) -> None:
    """Go on where it was left."""
    await talk.toast()
    draft = await talk.db.run(drafts.unfinished, talk.chat, action.script)
    if draft is None:
        await talk.show(menu.menu(talk.t))
    else:
        await go_on(talk, draft)


async def go_on(talk: Talk, draft: Draft) -> None:
    """Take a dialogue up that was put aside."""
    await _keep(talk, draft, draft.answers)


def would_take(talk: Talk, draft: Draft, raw: str) -> bool:
    """Whether the question in hand takes these words for an answer."""
    state = _state(talk, draft)
    if not isinstance(state, Asking):
        return False
    return not isinstance(state.question.parse(picked(state.question.prompt, raw, talk.t)), Again | Redraw | Jump)


async def strip_tapped(talk: Talk) -> None:
    """Take the buttons off the tapped message."""
    if talk.tapped is not None:
        await transport.strip(talk.bot, talk.chat, talk.tapped.message_id)


async def _keep(talk: Talk, draft: Draft, answers: Answers) -> None:
    kept = await talk.db.run(drafts.keep, draft, answers, talk.now, talk.update)
    if isinstance(kept, Draft):
        await ask(talk, kept)


async def _finish(talk: Talk, draft: Draft, outcome: Any) -> None:
    script = talk.house.scripts[draft.script]
    result = await talk.db.run(drafts.finish, draft, script.act, outcome, talk.now, talk.update)
    if not isinstance(result, Stale):
        await script.show(talk, result)


async def show(talk: Talk, draft: Draft, prompt: Prompt, can_go_back: bool) -> None:
    """Show this as the draft's question in hand."""
    view = words.question(talk.t, prompt, draft.script, draft.revision, can_go_back)
    message_id = await talk.show(view)
    talk.house.screens.note(draft, message_id)


async def _close(talk: Talk, draft: Draft, seal: str | None, prompt: Prompt) -> None:
    """Take the buttons off the question that was answered, and note the answer under it where it was tapped."""
    tapped = talk.tapped
    if prompt.location is not None:
        shared = talk.message is not None and talk.message.location is not None
        await talk.show(ask_start.location_used(talk.t) if shared else ask_start.location_left(talk.t))
    elif tapped is not None and seal is not None and tapped.text is not None:
        text = f"{tapped.text_html}\n\n{words.chosen(talk.t, seal)}"
        talk.alongside(transport.rewrite(talk.bot, talk.chat, tapped.message_id, text))
    elif (shown := talk.house.screens.message_of(draft)) is not None:
        talk.alongside(transport.strip(talk.bot, talk.chat, shown))


async def _same(talk: Talk, revision: int) -> Draft | None:
    """The draft, if the button belongs to its question in hand; else a line that says it does not."""
    draft = talk.draft
    if draft is not None and draft.revision == revision:
        return draft
    # where Telegram delivers this tap again, the answer was kept, but what follows may never have been shown
    if draft is not None and talk.update in draft.seen:
        await talk.toast()
        await ask(talk, draft)
    elif talk.patient is not None and await talk.db.run(drafts.was_finished_by, talk.chat, talk.update):
        await talk.toast()
        await talk.show(words.done_before(talk.t))
    else:
        await talk.toast(words.old_question(talk.t))
    return None


def _with_answers_of(question: Prompt, again: Prompt) -> Prompt:
    """A prompt that offers nothing itself still offers what the question did."""
    return again if again.rows else replace(again, rows=question.rows, location=question.location)


def _state(talk: Talk, draft: Draft) -> Asking | Done[Any]:
    return replay(talk.house.scripts[draft.script].play(scene_of(talk, draft)), draft.answers)


def scene_of(talk: Talk, draft: Draft) -> Scene:
    """What the draft's script may know."""
    # the zone is today's: a move in the middle of a dialogue must show in its preview, and in whom to call
    numbers = medical_numbers(talk.house.numbers, talk.patient.country if talk.patient else None)
    known = {**draft.known, "zone": talk.zone, "numbers": numbers}
    return Scene(talk.t, known, talk.now, talk.house.places, talk.house.languages.countries)


def question_in_hand(talk: Talk, draft: Draft) -> Prompt | None:
    """What the draft is asking now."""
    state = _state(talk, draft)
    return state.question.prompt if isinstance(state, Asking) else None


def _label(talk: Talk) -> str | None:
    """The words on the tapped button."""
    tapped, query = talk.tapped, talk.query
    if tapped is None or query is None or tapped.reply_markup is None:
        return None
    buttons = [button for row in tapped.reply_markup.inline_keyboard for button in row]
    return next((button.text for button in buttons if button.callback_data == query.data), None)

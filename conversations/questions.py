"""Questions in a patient's own words, at any moment, and the pages that answer them; /ask."""

import asyncio

from bot.care import asked
from bot.care.drafts import Draft
from bot.domain.asking import is_marked, is_question, says_enough
from bot.domain.knowledge import Answer, DoseQuestion, Found, Outside, Suggest, beside_doubt, is_sure
from bot.domain.pages import Page
from bot.domain.passing_on import anonymous
from bot.views import knowledge as views
from bot.views import menu
from bot.views.question_buttons import (
    KeepTopic,
    KeepWords,
    NoneOfThese,
    PassOn,
    Rate,
    ShowPage,
    ShowSources,
    ShowTheme,
)
from bot.views.screen import View
from conversations import own_questions, steps
from conversations.read import PICKED
from conversations.talk import Talk


async def on_ask(talk: Talk) -> None:
    """/ask: the themes; with words behind it, what answers these."""
    if not (talk.said.strip() and talk.query is None):
        await talk.show(views.themes(talk.t))
    elif not await answer(talk):
        await talk.reply(views.outside(talk.t))


async def answer(talk: Talk) -> bool:
    """Show what answers the words, if anything does: a page, a choice, or who has to be asked."""
    view = _view(talk, await _found(talk), 0)
    if view is not None:
        await talk.reply(view)
    return view is not None


async def answer_in_doubt(talk: Talk) -> None:
    """Words that are only like a warning sign, which is asked about next: what answers them, if that need not wait."""
    found = await _found(talk)
    about_signs = {page.topic for page in talk.t.pages.values() if page.signs_first}
    view = _view(talk, found, 0) if beside_doubt(found, about_signs) else None
    if view is not None:
        await talk.reply(view)


async def listen(talk: Talk) -> None:
    """Words that no dialogue waits for and nothing else took: what answers them, or that nothing does."""
    found, asks = await _found(talk), _asks(talk)
    view = _view(talk, found, 0) if asks or says_enough(talk.said) or isinstance(found, Answer) else None
    if view is None and (asks or (says_enough(talk.said) and isinstance(found, Outside) and found.asked)):
        view = views.outside(talk.t)
    await (talk.show(menu.not_understood(talk.t)) if view is None else talk.reply(view))


async def listen_beside(talk: Talk, draft: Draft) -> bool:
    """A question in the middle of a dialogue: answered, then the dialogue's own question again. Whether it was one.

    What the dialogue takes for an answer is one, unless it is put as a question; then a button gives it back.
    """
    takes = steps.would_take(talk, draft, talk.said.lstrip(PICKED))
    asks = is_marked(talk.said) if takes else _asks(talk)
    if draft.script == own_questions.NAME or not (asks or (not takes and says_enough(talk.said))):
        return False
    found = await _found(talk)
    if (takes and isinstance(found, Suggest)) or not (asks or is_sure(found)):
        return False
    view = _view(talk, found, draft.revision if takes else 0)
    if view is not None:
        await talk.reply(view)
        await steps.ask(talk, draft)
    return view is not None


def _asks(talk: Talk) -> bool:
    return is_question(talk.said, talk.t.words.replies["asking"])


async def _found(talk: Talk) -> Found:
    """Looked for in a thread, so that nobody else waits."""
    return await asyncio.to_thread(talk.house.match, talk.said)


def _view(talk: Talk, found: Found, revision: int) -> View | None:
    """What to show; None where no page answers."""
    t = talk.t
    match found:
        case Answer():
            return views.page(t, t.pages[found.topic], revision)
        case Suggest(topics):
            return views.suggest(t, topics, revision)
        case DoseQuestion():
            return views.dose_question(t, revision)
        case Outside():
            return None


async def on_theme(talk: Talk, action: ShowTheme) -> None:
    """The topics of a theme."""
    await talk.toast()
    await talk.replace(views.theme(talk.t, action.theme))


async def on_page(talk: Talk, action: ShowPage) -> None:
    """The page of a topic."""
    page = await _page(talk, action.topic)
    if page is not None:
        await talk.toast()
        await talk.replace(views.page(talk.t, page))


async def on_sources(talk: Talk, action: ShowSources) -> None:
    """What a page rests on."""
    page = await _page(talk, action.topic)
    if page is not None:
        await talk.toast()
        await talk.replace(views.sources(talk.t, page))


async def on_rate(talk: Talk, action: Rate) -> None:
    """It helped, or it did not: counted, and not asked again under this message."""
    page = await _page(talk, action.topic)
    if page is not None:
        await talk.db.run(asked.rate, page.topic, talk.t.tag, helpful=bool(action.helpful))
        await talk.toast(views.rated(talk.t))
        await talk.replace(views.page(talk.t, page, rated=True))


async def _page(talk: Talk, topic: str) -> Page | None:
    """None, and a kind line, where an older version had that page."""
    page = talk.t.pages.get(topic)
    if page is None:
        await talk.toast(menu.wrong_start(talk.t))
        await talk.show(views.themes(talk.t))
    return page


async def on_keep_topic(talk: Talk, action: KeepTopic) -> None:
    """Keep the question of a page for the visit."""
    page = await _page(talk, action.topic)
    if page is not None:
        await talk.toast()
        await own_questions.keep_words(talk, page.title)


async def on_keep_words(talk: Talk, _action: KeepWords) -> None:
    """Keep what was typed for the visit."""
    await talk.toast()
    words = talk.quoted
    await (own_questions.keep_words(talk, words) if words else talk.show(views.lost_words(talk.t)))


async def on_none_of_these(talk: Talk, _action: NoneOfThese) -> None:
    """No page that was offered answers it."""
    await talk.toast()
    await talk.replace(views.outside(talk.t))


async def on_pass_on(talk: Talk, action: PassOn) -> None:
    """Pass what was typed on: shown once just as it would be kept."""
    await talk.toast()
    if not talk.quoted:
        await talk.show(views.lost_words(talk.t))
    elif not action.sure:
        await talk.replace(views.pass_on_sure(talk.t, anonymous(talk.quoted)))
    else:
        await talk.db.run(asked.pass_on, talk.quoted, talk.t.tag, talk.now)
        await talk.replace(views.passed_on(talk.t))

"""Questions and the pages that answer them: by theme, one page, what it rests on, and where no page answers."""

import html
from collections.abc import Iterable, Sequence

from bot.domain.knowledge import OFFERED
from bot.domain.pages import Offer, Page, Theme
from bot.i18n import Html, Translator
from bot.views.buttons import Go, Help, Place
from bot.views.question_buttons import (
    AsAnswer,
    KeepTopic,
    KeepWords,
    NoneOfThese,
    PassOn,
    Rate,
    ShowPage,
    ShowSources,
    ShowTheme,
)
from bot.views.screen import Button, View, help_button, lines, paragraphs, screen


def themes(t: Translator) -> View:
    """What pages are about; a question can be typed as well."""
    text = paragraphs(
        t("<b>What would you like to know?</b>"),
        t("Type your question in your own words, at any time. Or choose a theme."),
    )
    return screen(t, text, [[Button(theme_name(t, theme), ShowTheme(theme))] for theme in Theme], menu=True)


def theme_name(t: Translator, theme: Theme) -> str:
    """In a few words."""
    return {
        Theme.BASICS: t.label("About vitamin B12"),
        Theme.PLAN: t.label("Your treatment plan"),
        Theme.TIMING: t.label("Early, late or missed"),
        Theme.INJECTING: t.label("Injecting"),
        Theme.SUPPLIES: t.label("Ampoules, storage and travel"),
        Theme.PROGRESS: t.label("Feeling better or worse"),
        Theme.EFFECTS: t.label("Side effects and safety"),
        Theme.LIFE: t.label("Daily life and other medicines"),
        Theme.TESTS: t.label("Blood tests"),
        Theme.BOT: t.label("This bot and your data"),
    }[theme]


def theme(t: Translator, one: Theme) -> View:
    """The topics of a theme."""
    rows = [[_to(page)] for page in t.pages.values() if page.theme is one]
    back = [Button(t.label("◀ All themes"), Go(Place.ASK))]
    return screen(t, t("<b>{theme}</b>", theme=theme_name(t, one)), [*rows, back], menu=True)


def page(t: Translator, one: Page, revision: int = 0, *, rated: bool = False) -> View:
    """The answer as it was written; the warning signs first where it touches what may need help.

    `revision` is the question that was in hand, where it takes the patient's words for an answer; 0 for none. Whether
    it helped is not asked again of somebody who has `rated` it.
    """
    text = paragraphs(
        t("<b>{title}</b>", title=one.title),
        _signs(t) if one.signs_first else None,
        *(_plain(paragraph.text) for paragraph in one.paragraphs),
    )
    whether = [
        Button(t.label("👍 This helped"), Rate(one.topic, 1)),
        Button(t.label("👎 It did not"), Rate(one.topic, 0)),
    ]
    about = [
        Button(t.label("Sources and more"), ShowSources(one.topic)),
        Button(t.label("All themes"), Go(Place.ASK)),
    ]
    signs = Button(t.label("🆘 Warning signs"), Help(), "danger") if Offer.SIGNS in one.offers else help_button(t)
    last = [Button(t.label("☰ Menu"), Go(Place.MENU)), signs]
    rows = (*_meant(t, revision), *_offers(t, one), *(() if rated else (whether,)), about, last)
    return View(text, tuple(tuple(row) for row in rows))


def _signs(t: Translator) -> Html:
    return t("🆘 Hard to breathe? A swollen face? Chest pain? Legs getting weak? Tap “🆘 Get help” first.")


def _plain(written: str) -> Html:
    return Html(html.escape(written, quote=False))


def _to(page: Page) -> Button:
    return Button(page.title, ShowPage(page.topic))


def _offers(t: Translator, one: Page) -> Iterable[list[Button]]:
    offers = {
        Offer.VISIT: Button(t.label("Add to my questions for the visit"), KeepTopic(one.topic)),
        Offer.PLAN: Button(t.label("How is my plan set?"), Go(Place.SCHEDULE)),
    }
    return ([button] for offer, button in offers.items() if offer in one.offers)


def _meant(t: Translator, revision: int) -> list[list[Button]]:
    return [[Button(t.label("My words were the answer"), AsAnswer(revision))]] if revision else []


def sources(t: Translator, page: Page) -> View:
    """What a page rests on, with dates; that no clinician has checked it; and other pages near it."""
    listed = (
        t("• {name} (read {day})", name=one.name, day=t.dated(one.date))
        if one.seen
        else t("• {name} ({day})", name=one.name, day=t.dated(one.date))
        for one in page.sources
    )
    text = paragraphs(
        t("<b>Where “{title}” comes from</b>", title=page.title),
        lines(*listed) or None,
        t(
            "These words were written for this bot. No clinician has checked them yet. They are to be looked at again "
            "by {day}.",
            day=t.dated(page.review_due.isoformat()),
        ),
    )
    others = [[_to(t.pages[topic])] for topic in page.related]
    back = [Button(t.label("◀ Back to the answer"), ShowPage(page.topic))]
    return screen(t, text, [back, *others], menu=True)


def rated(t: Translator) -> str:
    """Over the chat."""
    return t.label("Thank you. I count that, not who said it.")


def suggest(t: Translator, topics: Sequence[str], revision: int = 0) -> View:
    """Did you mean one of these? `revision` as above."""
    text = t("<b>Did you mean one of these?</b>")
    rows = [
        *_meant(t, revision),
        *([_to(t.pages[topic])] for topic in topics[:OFFERED]),
        [Button(t.label("None of these"), NoneOfThese())],
    ]
    return screen(t, text, rows, menu=True)


def dose_question(t: Translator, revision: int = 0) -> View:
    """A dose is the prescriber's to choose; `revision` as above."""
    text = paragraphs(
        t("<b>Only your prescriber can answer that.</b>"),
        t(
            "How much and how often depends on you: your cause, your symptoms, your tests. I never choose, check or "
            "change a dose."
        ),
        t("Please do not change anything by yourself. Call your clinic, or keep the question for your visit."),
    )
    rows = [
        *_meant(t, revision),
        [Button(t.label("Keep it for my visit"), KeepWords(), "primary")],
        [Button(t.label("How is my plan set?"), Go(Place.SCHEDULE))],
    ]
    return screen(t, text, rows, menu=True)


def outside(t: Translator) -> View:
    """No page answers it."""
    text = paragraphs(
        t("<b>I have no answer to that.</b>"),
        t("I only know B12 injections, from pages that people wrote. Your clinic or pharmacist may know."),
    )
    rows = [
        [Button(t.label("Keep it for my visit"), KeepWords(), "primary")],
        [Button(t.label("What I can answer"), Go(Place.ASK))],
        [Button(t.label("Pass it on, without my name"), PassOn())],
    ]
    return screen(t, text, rows, menu=True)


def pass_on_sure(t: Translator, words: str) -> View:
    """Just what would be kept, and of what kind that is."""
    text = paragraphs(
        t("<b>Pass this question on?</b>"),
        t("“{words}”", words=words),
        t(
            "Whoever runs this bot can read it, to see which answers are missing. I keep these words, the language and "
            "the day. I do not keep who asked. So I cannot find it again to erase it. Is a name in it? Then choose No."
        ),
    )
    rows = [
        [Button(t.label("Yes, pass it on"), PassOn(1))],
        [Button(t.label("No"), Go(Place.MENU))],
    ]
    return screen(t, text, rows)


def passed_on(t: Translator) -> View:
    """It is kept, of nobody."""
    return screen(t, t("Thank you. I passed it on, without your name."), menu=True)


def lost_words(t: Translator) -> View:
    """The message that was to be kept is gone from the chat."""
    return screen(t, t("I cannot find your words any more. Please type your question again."), menu=True)

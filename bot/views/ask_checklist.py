"""The questions for the clinician as the patient is asked them: one a screen, each can wait for the visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.amount import Amount
from bot.domain.checklist import Answer, Item
from bot.domain.written import AskBack, Span, TimeUnit, Why, Written
from bot.i18n import Html, Translator
from bot.views import ask_schedule, checklist_items, phrases, written
from bot.views.checklist_lines import line
from bot.views.screen import Choice, Prompt, lines, paragraphs

# no typed text can be one of these
ASK, SKIP, ASKED, SET, DONE, SECRET = "=ask", "=skip", "=asked", "=set", "=done", "=secret"


# two of at most so many letters stand beside each other, also on a small phone
SHORT = 16


@dataclass(frozen=True)
class Around:
    """What one question hangs on: whether the clinician was asked meanwhile, and what was answered before."""

    asked: bool = False
    before: Answer | None = None


def question(t: Translator, item: Item, around: Around) -> Prompt:
    """One question: how to answer it, why it matters, what was answered before, and the ways to leave it open."""
    how, offered = _how(t, item), _offered(t, item)
    if item is Item.MONITORING:
        return checks(t, around, ())
    return Prompt(_text(t, item, how, around), (*_rows(offered), *_ways(t, around)))


def checks(t: Translator, around: Around, chosen: Sequence[int]) -> Prompt:
    """What will be checked? Taps switch each on and off; `chosen` are their places."""
    names = tuple(checklist_items.checks(t).values())
    told = t("Chosen: {names}", names=t.listing(names[place] for place in chosen)) if chosen else None
    rows = _by_two([_toggle(name, place, chosen) for place, name in enumerate(names)])
    done = ((Choice(t.label("Done"), DONE + _digits(chosen), "primary"),),) if chosen else _ways(t, around)
    text = paragraphs(_text(t, Item.MONITORING, t("Tap all that your clinician named, then Done."), around), told)
    return Prompt(text, (*rows, *done))


def please_tap(t: Translator, around: Around) -> Prompt:
    """Typed where taps are needed."""
    asked = checks(t, around, ())
    hint = t("Please tap here. For anything else tap “Something else”, then Done. I ask for your words next.")
    return replace(asked, text=paragraphs(hint, asked.text))


def other_check(t: Translator) -> Prompt:
    """What else will be checked?"""
    return Prompt(t("<b>What else will be checked?</b>\nType it in your own words."), _skip(t))


def checked_when(t: Translator) -> Prompt:
    """When?"""
    text = t("<b>When will that be checked?</b>\nType it as your clinician said it: a date, or after how long.")
    return Prompt(text, (_ask(t), *_skip(t)))


def phase_ends(t: Translator) -> Prompt:
    """What ends the phase?"""
    text = t(
        "<b>What ends this phase?</b>\nType it as your clinician said it: a date, so many injections, or a review."
    )
    return Prompt(text, (_ask(t), *_skip(t)))


def who_injects(t: Translator) -> Prompt:
    """At home or at the clinic?"""
    rows = _rows(checklist_items.injectors(t))
    return Prompt(t("<b>Who gives the injections?</b>"), (*rows, _ask(t), *_skip(t)))


def strength_check(t: Translator, value: Amount) -> Prompt:
    """The amount in both units; an unusual one is named so."""
    check = ask_schedule.dose_check(t, value)
    return replace(check, rows=(*check.rows, _ask(t)))


def schedule_check(t: Translator, told: Written, differs: tuple[Amount, Amount] | None) -> Prompt:
    """What I read in the words, which are kept as they are; `differs` is the amount told before, and the one here.

    What was read stands last, next to the Yes: on a phone the beginning may have scrolled away.
    """
    text = paragraphs(
        written.unused(t, told.unused) if told.unused else None,
        t("⚠️ That is an injection every day, or more than one.") if told.check else None,
        None if differs is None else _two_amounts(t, *differs),
        lines(t("<b>I read this as:</b>"), written.in_words(t, told.phases), t("Is that right?")),
    )
    return Prompt(text, ((Choice(t.label("Yes, that is it"), "yes", "success"),), *_keep_or_again(t)))


def schedule_unclear(t: Translator, ask: AskBack) -> Prompt:
    """Words that I cannot take apart can be kept all the same."""
    unusual = ask.why in (Why.UNUSUAL_AMOUNT, Why.UNUSUAL_FREQUENCY)
    text = paragraphs(
        t("<b>I do not understand all of it.</b>"),
        t("It is outside what I know from labels. Look again: is it right?") if unusual else written.why(t, ask),
        t("I can also keep it in your words. Your clinic will understand them."),
    )
    return Prompt(text, _keep_or_again(t))


def _two_amounts(t: Translator, told: Amount, here: Amount) -> Html:
    return t(
        "⚠️ Before, you told me {told} for one injection. Here it is {here}. Ask which is right.",
        told=phrases.amount(t, told),
        here=phrases.amount(t, here),
    )


def _keep_or_again(t: Translator) -> tuple[tuple[Choice, ...], ...]:
    return (
        (Choice(t.label("Keep it in my words"), "words"),),
        (Choice(t.label("No, type it again"), "no"),),
        _ask(t),
    )


def expected(t: Translator, told: Span) -> Prompt:
    """By when to expect change, as I read it: it decides only when I ask whether there is any."""
    text = lines(
        t("<b>Shall I ask you {later} whether there is any improvement?</b>", later=_later(t, told)),
        t("I count from the first injection of your plan. Without a plan I count from today."),
        t("Your words stay as they are."),
    )
    rows = (
        (Choice(t.label("Yes, ask me then"), "yes", "success"),),
        (Choice(t.label("No, keep only my words"), "no"),),
    )
    return Prompt(text, rows)


def _later(t: Translator, told: Span) -> Html:
    """After 3 months; of a range, its later end."""
    n = told.most or told.length
    match told.unit:
        case TimeUnit.DAY:
            return t.plural("after {n} day", "after {n} days", n)
        case TimeUnit.WEEK:
            return t.plural("after {n} week", "after {n} weeks", n)
        case TimeUnit.MONTH:
            return t.plural("after {n} month", "after {n} months", n)
        case _:
            return t.plural("after {n} year", "after {n} years", n)


def more(t: Translator) -> Prompt:
    """The five are done: the others too?"""
    rows = (
        (Choice(t.label("Yes, the others"), "yes"),),
        (Choice(t.label("No, that is enough"), "no"),),
    )
    return Prompt(t("<b>These were the five most important.</b>\nMore questions?"), rows)


def who_told(t: Translator) -> Prompt:
    """Whose answers are they?"""
    text = t("<b>Who told you?</b>\nType a name or a role, such as “my nurse”. It helps you to remember.")
    return Prompt(text, ((Choice(t.label("I'd rather not say"), SECRET),),))


def too_long(t: Translator, most: int) -> Prompt:
    """Too long to be kept."""
    return Prompt(t("That is a little too long for me to keep. Please use at most {most} letters.", most=most))


def _text(t: Translator, item: Item, how: Html, around: Around) -> Html:
    before = around.before
    told = None if before is None else t("So far: {told}", told=checklist_items.told(t, item, before))
    return paragraphs(t("<b>{question}</b>", question=line(t, item)), how, checklist_items.why(t, item), told)


def _how(t: Translator, item: Item) -> Html:
    match item:
        case Item.PHASE:
            return t(
                "Repletion fills the stores, with injections close together. Maintenance keeps them, further apart."
            )
        case Item.STRENGTH:
            return t("Type the number with mcg or mg, as your clinician said it. I never work it out for you.")
        case Item.SCHEDULE:
            return t("Type it as your clinician said it, or as the label says it.")
        case Item.CAUSE | Item.FORM | Item.ROUTE:
            return t("Tap what your clinician said, or type it in your own words.")
        case Item.SIGNS:
            return t("Type them in your own words. If you have such a sign now, tap “Get help”.")
        case _:
            return t("Type it in your own words.")


def _offered(t: Translator, item: Item) -> Mapping[str, str]:
    return checklist_items.routes(t) if item is Item.ROUTE else checklist_items.picks(t, item)


def _rows(offered: Mapping[str, str]) -> tuple[tuple[Choice, ...], ...]:
    """Each on a line of its own; short ones by two, so that the question stays on the screen with its answers."""
    choices = [Choice(label, code) for code, label in offered.items()]
    return _by_two(choices) if all(len(one.label) <= SHORT for one in choices) else tuple((one,) for one in choices)


def _by_two(choices: Sequence[Choice]) -> tuple[tuple[Choice, ...], ...]:
    return tuple(tuple(choices[place : place + 2]) for place in range(0, len(choices), 2))


def _ways(t: Translator, around: Around) -> tuple[tuple[Choice, ...], ...]:
    """What can be said instead of an answer."""
    asked = ((Choice(t.label("Asked, no answer yet"), ASKED),),) if around.asked else ()
    leave = _skip(t) if around.before is None else ((Choice(t.label("Leave it as it is"), SKIP),),)
    return (*asked, _ask(t), *leave)


def _ask(t: Translator) -> tuple[Choice, ...]:
    return (Choice(t.label("I don't know yet: ask at my visit"), ASK),)


def _skip(t: Translator) -> tuple[tuple[Choice, ...], ...]:
    return ((Choice(t.label("Skip"), SKIP),),)


def _toggle(name: str, place: int, chosen: Sequence[int]) -> Choice:
    mark = "✅ " if place in chosen else ""
    return Choice(mark + name, SET + _digits(sorted(set(chosen) ^ {place})))


def _digits(places: Sequence[int]) -> str:
    return "".join(str(place) for place in places)

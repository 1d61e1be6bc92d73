"""The questions of a check-in, one a screen, and those that set it up."""

from collections.abc import Sequence

from bot.domain.symptoms import MOST_OWN, Change, CheckIn, Followed, Often, Sign
from bot.i18n import Html, Translator
from bot.views import symptoms
from bot.views.screen import Choice, Prompt, lines, paragraphs

# no typed text can be one of these
SKIP, SET, DONE, GO_ON = "=skip", "=set", "=done", "=on"
# two of at most so many letters stand beside each other, also on a small phone
SHORT = 9


def change(t: Translator, one: Followed, place: tuple[int, int], before: bool) -> Prompt:
    """One symptom; `place` is which of how many, `before` whether there is a last time to compare with.

    Each answer carries its symptom, so that a tap tells what it is about by itself.
    """
    compared = t("Compared with last time, how is it now?") if before else t("Compared with a week ago, how is it now?")
    number, of = place
    text = lines(
        t("Question {number} of {total}", number=number, total=of),
        t("<b>{symptom}</b>", symptom=symptoms.name(t, one)),
        compared,
    )
    return Prompt(text, tuple((Choice(symptoms.change(t, said), f"{one.key}:{said}"),) for said in Change))


def met(t: Translator, sign: Sign, card: Html, numbers: Sequence[str]) -> Prompt:
    """What to do now where a symptom got worse, before the next question.

    What to do stands at the foot too: on a small screen the first line has scrolled away behind the buttons.
    """
    number = t.either(numbers) if numbers else t.label("your local emergency number (on most mobile phones, 112)")
    foot = (
        t("<b>Thoughts of harming yourself? Call {number} now.</b> Else call your clinic today.", number=number)
        if sign is Sign.MIND
        else t("<b>Call your clinic today.</b> Then go on here.")
    )
    return Prompt(paragraphs(card, foot), ((Choice(t.label("Go on with the check-in"), GO_ON),),))


def met_again(t: Translator, one: Followed) -> Prompt:
    """Another of the same kind got worse: what was said of the first holds for it too, in one line."""
    text = lines(
        t("<b>Call your clinic today about this too:</b> {symptom}", symptom=symptoms.name(t, one)),
        t("Tell them all that got worse."),
    )
    return Prompt(text, ((Choice(t.label("Go on with the check-in"), GO_ON),),))


def note(t: Translator, answers: CheckIn) -> Prompt:
    """The answers read back, since fingers slip; and anything else?"""
    text = paragraphs(
        lines(t("<b>Your answers</b>"), symptoms.told(t, answers)),
        t("Anything to add? Type a short note. Or tap “Save”. Is an answer wrong? Tap “Back”."),
    )
    return Prompt(text, ((Choice(t.label("Save"), SKIP, "success"),),))


def too_long(t: Translator, most: int) -> Prompt:
    """Too long to be kept."""
    return Prompt(t("That is a little too long for me to keep. Please use at most {most} letters.", most=most))


def which(t: Translator, names: Sequence[str], chosen: Sequence[int]) -> Prompt:
    """What to follow? Taps switch each on and off; `chosen` are their places."""
    text = t("<b>What would you like to follow?</b>\nTap each one, then “Continue”.")
    toggles = [_toggle(name, place, chosen) for place, name in enumerate(names)]
    # it is always there: buttons that move under a finger get tapped by mistake
    done = Choice(t.label("Continue"), DONE + _digits(chosen), "success")
    return Prompt(text, (*_rows(names, toggles), (done,)))


def _rows(names: Sequence[str], toggles: Sequence[Choice]) -> tuple[tuple[Choice, ...], ...]:
    """Short ones by two, then each on a line of its own, so that the question stays on the screen with them."""
    short = [place for place, name in enumerate(names) if len(name) <= SHORT]
    paired = short[: len(short) // 2 * 2]
    pairs = [(toggles[one], toggles[other]) for one, other in zip(paired[::2], paired[1::2], strict=True)]
    return (*pairs, *((one,) for place, one in enumerate(toggles) if place not in paired))


def something_else(t: Translator) -> str:
    """The toggle for own words."""
    return t.label("Something else")


def please_tap(t: Translator, asked: Prompt) -> Prompt:
    """Nothing is chosen, or words were typed where several can be right."""
    text = paragraphs(t("Please tap at least one. For your own words tap “Something else”."), asked.text)
    return Prompt(text, asked.rows)


def own(t: Translator, number: int) -> Prompt:
    """What else, in the patient's own words?"""
    if number == 1:
        text = t("<b>What else would you like to follow?</b>\nType it in a few words, such as “sleep”.")
        return Prompt(text)
    text = t("<b>Anything else to follow?</b>\nType it, or tap “No more”. You can have up to {most}.", most=MOST_OWN)
    return Prompt(text, ((Choice(t.label("No more"), SKIP),),))


def often(t: Translator) -> Prompt:
    """How often?"""
    text = lines(
        t("<b>How often shall I ask?</b>"),
        t("By my plan: every week. In the maintenance phase, and without a plan, every four weeks."),
    )
    return Prompt(text, tuple((Choice(symptoms.often(t, one), one.value),) for one in Often))


def _toggle(name: str, place: int, chosen: Sequence[int]) -> Choice:
    mark = "✅ " if place in chosen else "▫️ "
    return Choice(mark + name, SET + _digits(sorted(set(chosen) ^ {place})))


def _digits(places: Sequence[int]) -> str:
    return "".join(str(place) for place in places)

"""How a patient feels after an injection: the question, what was said, and what to do if something starts."""

from bot.domain.injection import Injection
from bot.domain.symptoms import Reaction
from bot.i18n import Translator
from bot.views.buttons import Begin
from bot.views.injection import which_one
from bot.views.screen import Button, Prompt, View, lines, paragraphs, screen
from bot.views.sign_buttons import HowAfter, React


def ask(t: Translator, injection: Injection, discreet: bool) -> View:
    """The question, unasked; where what comes unasked is to name nothing, only that there is one."""
    if not discreet:
        return question(t, injection)
    show = Button(t.label("Show the question"), HowAfter(injection.dose.id, 1), "primary")
    return screen(t, t.plural("<b>A short question for you</b>", "<b>{n} short questions for you</b>", 1), [[show]])


def question(t: Translator, injection: Injection) -> View:
    """Any of these now? One tap answers; each button has a line of its own, for fingers that miss."""
    text = lines(
        t("<b>After your injection: any of these now?</b>"),
        which_one(t, injection),
        t("More than one? Tap the worst first."),
    )
    return screen(t, text, [[Button(name(t, one), React(injection.dose.id, one))] for one in Reaction])


def name(t: Translator, answer: Reaction) -> str:
    """The words of an answer."""
    return {
        Reaction.NONE: t.label("None of these"),
        Reaction.RASH: t.label("Rash or itching"),
        Reaction.SWELLING: t.label("Swelling"),
        Reaction.BREATHING: t.label("Trouble breathing"),
        Reaction.OTHER: t.label("Something else"),
    }[answer]


def noted(t: Translator, dose: int, answer: Reaction, kept: bool) -> View:
    """What was said, in place of the question; the help that goes with it stands below, as a message of its own."""
    told = t("<b>You told me:</b> {answer}", answer=name(t, answer))
    if not kept:
        return screen(t, lines(told, t("I could not keep this just now. Help needs no records.")))
    return screen(t, told, [[_changed(t, dose)]])


def none(t: Translator, dose: int, offer_check_in: bool) -> View:
    """Nothing is noticed now: what to do if something starts."""
    text = paragraphs(
        t("<b>Thank you. I have noted: none of these.</b>"),
        t("A reaction can start later too. Trouble breathing, swelling or a rash? Tap “🆘 Get help” at once."),
        t("Would you like to follow how you feel, week by week?") if offer_check_in else None,
    )
    offer = [[Button(t.label("Choose what to follow"), Begin("follow"))]] if offer_check_in else []
    return screen(t, text, [[_changed(t, dose)], *offer], menu=True)


def _changed(t: Translator, dose: int) -> Button:
    return Button(t.label("Something has changed"), HowAfter(dose, 1))


def words(t: Translator) -> Prompt:
    """Something else: what?"""
    text = paragraphs(
        t("<b>What do you notice?</b>\nType it in your own words."),
        t("Do you feel ill, or is it getting worse? Then do not type: tap “🆘 Get help”."),
    )
    return Prompt(text)


def too_long(t: Translator, most: int) -> Prompt:
    """Too long to be read."""
    return Prompt(t("That is a little too long for me. Please use at most {most} letters.", most=most))


def heard(t: Translator) -> View:
    """It was typed, and holds no warning sign that is known: that is no verdict."""
    text = paragraphs(
        t("<b>Thank you. I cannot judge what it is.</b>"),
        t("Are you unsure, or does it last? Call your clinic today. Is it getting worse? Tap “🆘 Get help” now."),
        t("I noted “Something else”, but not your words. Please keep them for your clinic."),
    )
    return screen(t, text, menu=True)

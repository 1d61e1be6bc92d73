"""The first words: what the bot is, consent, and what comes after the first questions."""

from collections.abc import Mapping

from bot.i18n import Translator
from bot.views.buttons import Adult, Agree, Begin, Decline, Go, Intro, Place, TooYoung
from bot.views.screen import Button, View, paragraphs, screen

# A change of what is kept, or of who can read it, is a new version: whoever agreed to an older one is asked again.
CONSENT_VERSION = "2026-11-3"


def intro(t: Translator, languages: Mapping[str, str]) -> View:
    """Who I am, in three sentences, and: are you an adult?"""
    text = paragraphs(
        t("<b>Welcome to B12 Companion</b>"),
        t(
            "I keep the injection plan that your clinician gave you, and I remind you on time.\n"
            "I write down what you tell me, and I show you where to get help.\n"
            "I never choose or change a dose, and I cannot tell you what is wrong."
        ),
        t("I am for adults. Are you 18 or over?"),
    )
    tongues = [Button(name, Intro(tag)) for tag, name in languages.items() if tag != t.tag]
    answers = [
        [Button(t.label("Yes, I am 18 or over"), Adult(t.tag), "primary")],
        [Button(t.label("No, I am under 18"), TooYoung(t.tag))],
    ]
    return screen(t, text, [*answers, tongues] if tongues else answers)


def too_young(t: Translator) -> View:
    """A kind stop."""
    text = paragraphs(
        t("Thank you for telling me. I am made for adults, so I cannot keep a plan for you. I have stored nothing."),
        t("Please ask a parent, your nurse or your doctor about your injections."),
    )
    return screen(t, text, [[Button(t.label("◀ Back"), Intro(t.tag))]])


def consent(t: Translator) -> View:
    """What is kept, who can read it, and: do you agree?"""
    text = paragraphs(
        t("<b>Your data, before we start</b>"),
        t(
            "To remind you, I must keep health data: your plan, your injections and your settings. "
            "I also keep the questions, answers and visits that you tell me, and how you feel. "
            "They stay on the computer that runs this bot. I send them to nobody else."
        ),
        t(
            "Telegram chats with bots are <b>not end-to-end encrypted</b>. "
            "Telegram, and the person who runs this bot, could read them."
        ),
        t("You can take your data with you (/export) or erase it all (/delete) when you like."),
        t("Do you agree that I keep this health data?"),
    )
    rows = [
        [Button(t.label("I agree"), Agree(CONSENT_VERSION, t.tag), "success")],
        [Button(t.label("No, thank you"), Decline(t.tag))],
    ]
    return screen(t, text, rows)


def declined(t: Translator) -> View:
    """Nothing is stored."""
    text = t("That is fine. I have stored nothing. If you change your mind, send /start.")
    return screen(t, text, [[Button(t.label("◀ Back"), Intro(t.tag))]])


def not_yet(t: Translator) -> View:
    """Something was asked before consent."""
    text = t("First I need your agreement. Tap Start, or send /start. Until then I store nothing.")
    return screen(t, text, [[Button(t.label("Start"), Intro(t.tag), "primary")]])


def ready(t: Translator) -> View:
    """Done: what next?"""
    text = paragraphs(
        t("<b>All set.</b>"),
        t("Next, tell me the plan that your clinician gave you. Have the box or the note at hand, if you can."),
        t("Please keep a second reminder too, such as a calendar. Phones and networks can fail."),
    )
    rows = [
        [Button(t.label("Enter my plan"), Begin("schedule"), "primary")],
        [Button(t.label("Not now"), Go(Place.MENU))],
    ]
    return screen(t, text, rows)


def nobody_prescribed(t: Translator) -> View:
    """No prescriber: facts, questions and warning signs, but no schedule."""
    text = paragraphs(
        t("<b>You are welcome here.</b>"),
        t(
            "I keep only plans that a clinician gave, so I cannot keep a plan for you yet. "
            "Low B12 can have causes that need their own treatment. A clinician can find out which."
        ),
        t("I can give you questions to take to a clinician, and show you the signs that need help."),
        t("When a clinician has given you a plan, tap the button below."),
    )
    rows = [
        [Button(t.label("Questions for a clinician"), Go(Place.QUESTIONS), "primary")],
        [Button(t.label("A clinician gave me a plan"), Begin("prescribed"))],
    ]
    return screen(t, text, rows, menu=True)


def questions(t: Translator) -> View:
    """What to ask a clinician."""
    text = paragraphs(
        t("<b>Questions to take to your clinician</b>"),
        t(
            "1. Which phase am I in, repletion or maintenance? What ends it?\n"
            "2. Which medicine and which strength is mine? What does the label say?\n"
            "3. How often are the injections, and for how long?\n"
            "4. What will you check, and when?\n"
            "5. What is the cause of my low B12?\n"
            "6. What do I do if I miss an injection?\n"
            "7. Which signs should I tell you about, and which need an emergency call?"
        ),
    )
    return screen(t, text, menu=True)


def welcome_back(t: Translator) -> View:
    """/start from somebody who is known."""
    text = t("<b>Welcome back.</b> Everything is as you left it. What would you like to do?")
    rows = [
        [Button(t.label("Today"), Go(Place.TODAY), "primary"), Button(t.label("My plan"), Go(Place.SCHEDULE))],
    ]
    return screen(t, text, rows, menu=True)

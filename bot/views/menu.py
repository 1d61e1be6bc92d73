"""The menu, /help, pausing, privacy, and kind words for whatever is not understood."""

from datetime import datetime

from bot.i18n import Translator
from bot.views import phrases
from bot.views.buttons import Begin, Erase, Go, Place
from bot.views.screen import Button, File, View, lines, paragraphs, screen
from bot.views.start import CONSENT_VERSION


def commands(t: Translator) -> dict[str, str]:
    """Every command of the menu with what it does."""
    return {
        "today": t.label("What is due, and what was last"),
        "next": t.label("Coming dates"),
        "schedule": t.label("Your plan"),
        "checklist": t.label("Questions for your clinician"),
        "checkin": t.label("How you feel: better, same or worse"),
        "ask": t.label("Questions about B12 injections"),
        "emergency": t.label("Warning signs: get help now"),
        "pause": t.label("Stop reminders for a while"),
        "resume": t.label("Start reminders again"),
        "settings": t.label("Language, time zone, privacy of reminders"),
        "privacy": t.label("What I keep, and who can see it"),
        "export": t.label("Take your data with you"),
        "delete": t.label("Erase everything"),
        "help": t.label("What I can do"),
        "start": t.label("Start"),
    }


def description(t: Translator) -> str:
    """What a newcomer reads before pressing Start."""
    return t.label(
        "I keep the B12 injection plan that your clinician gave you, and remind you on time. "
        "I never choose or change a dose. In an emergency, call your local emergency number."
    )


def short_description(t: Translator) -> str:
    """What stands on the bot's page."""
    return t.label("Reminders for the B12 injections that your clinician prescribed.")


def menu(t: Translator) -> View:
    """The ways on."""
    rows = [
        [Button(t.label("Today"), Go(Place.TODAY), "primary"), Button(t.label("Coming dates"), Go(Place.NEXT))],
        [Button(t.label("My plan"), Go(Place.SCHEDULE)), Button(t.label("Pause"), Go(Place.PAUSE))],
        [Button(t.label("Settings"), Go(Place.SETTINGS)), Button(t.label("Privacy"), Go(Place.PRIVACY))],
        [Button(t.label("How I feel"), Go(Place.CHECK_IN))],
        [Button(t.label("Ask about B12 injections"), Go(Place.ASK))],
        [Button(t.label("Questions for a clinician"), Go(Place.QUESTIONS))],
    ]
    return screen(t, t("<b>What would you like to do?</b>"), rows)


def not_understood(t: Translator) -> View:
    """Free text that nothing answers: a short menu, never silence."""
    text = t("I did not understand that. You can tap a button here. After an injection you can also type “done”.")
    rows = [
        [Button(t.label("Today"), Go(Place.TODAY), "primary"), Button(t.label("Coming dates"), Go(Place.NEXT))],
        [Button(t.label("Ask about B12 injections"), Go(Place.ASK))],
        [Button(t.label("My plan"), Go(Place.SCHEDULE)), Button(t.label("☰ Menu"), Go(Place.MENU))],
    ]
    return screen(t, text, rows)


def only_words(t: Translator) -> View:
    """A sticker, a voice message, a picture: seen, not understood."""
    text = t("Thank you. I can only read words and taps. I have not kept what you sent.")
    rows = [[Button(t.label("Today"), Go(Place.TODAY), "primary"), Button(t.label("☰ Menu"), Go(Place.MENU))]]
    return screen(t, text, rows)


def edited(t: Translator) -> View:
    """An edited message changes no record."""
    text = t("I see that you changed a message. I cannot follow changes. Please send it again as a new message.")
    return screen(t, text, menu=True)


def private_only(t: Translator) -> View:
    """In a group: a sentence, then the bot leaves."""
    return View(
        t("I only work in private chats, to protect health data. I am leaving this group now. Write to me alone.")
    )


def help_text(t: Translator) -> View:
    """What it is for and what each command does."""
    listed = [t("/{name}: {what}", name=name, what=what) for name, what in commands(t).items() if name != "start"]
    text = paragraphs(t("<b>B12 Companion</b> {purpose}", purpose=purpose(t)), lines(*listed))
    return screen(t, text, menu=True)


def purpose(t: Translator) -> str:
    """The intended purpose in the patient's language."""
    return t.label(
        "keeps the plan your clinician gave you, reminds you, stores what you report, and shows general information. "
        "It does not choose, change or check a dose, and it does not diagnose."
    )


def paused(t: Translator, until: datetime | None, zone: str) -> View:
    """No reminders until then."""
    if until is None:
        title = t("<b>Reminders are paused until you send /resume.</b>")
    else:
        title = t("<b>Reminders are paused until</b> {moment}", moment=phrases.moment(t, until, zone))
    text = lines(title, t("Your plan stays as it is. Injections still fall due."))
    return screen(t, text, [[Button(t.label("Resume reminders"), Go(Place.RESUME))]], menu=True)


def resumed(t: Translator) -> View:
    """Reminders again."""
    text = t("<b>Reminders are on again.</b> Tap Today to see what is open.")
    return screen(t, text, [[Button(t.label("Today"), Go(Place.TODAY), "primary")]], menu=True)


def not_paused(t: Translator) -> View:
    """There was nothing to resume."""
    return screen(t, t("Reminders are on already."), [[Button(t.label("Today"), Go(Place.TODAY))]], menu=True)


def privacy(t: Translator, agreed: datetime | None, zone: str) -> View:
    """What is kept, who can see it, how to take it or erase it."""
    kept = lines(
        t("<b>What I keep</b>"),
        t("Your chat number, language, country, time zone and settings. Your plan, injections and unfinished answers."),
        t("Questions for your clinician, the answers, who gave them, your visits, and how you feel."),
        t("No name, phone number, birth date or location. No question that you ask me, unless you choose that."),
    )
    seen = lines(
        t("<b>Who can see it</b>"),
        t("The person who runs this bot. Telegram can see this chat: it is not end-to-end encrypted."),
        t("I send nothing to anybody else. My logs hold no health text."),
    )
    rights = lines(
        t("<b>What you can do</b>"),
        t("/export gives you all of it. /delete erases it at once, and takes back your agreement."),
        t("Clear this chat too: “Clear history” in its menu in Telegram."),
    )
    consent = (
        t("You agreed on {moment} (text {version}).", moment=phrases.moment(t, agreed, zone), version=CONSENT_VERSION)
        if agreed
        else None
    )
    rows = [
        [Button(t.label("Export my data"), Go(Place.EXPORT)), Button(t.label("Erase everything"), Go(Place.DELETE))]
    ]
    return screen(t, paragraphs(kept, seen, rights, consent), rows, menu=True)


def export(t: Translator, content: bytes, day: str) -> View:
    """All data as a file."""
    text = t("This is everything I keep about you. It holds health data: take care where you put it.")
    return View(
        text,
        screen(t, text, menu=True).rows,
        file=File(t.label("b12-companion-{day}.json", day=day), content),
    )


def delete_sure(t: Translator, asked: int) -> View:
    """Erasing is asked back."""
    text = paragraphs(
        t("<b>Erase everything I keep about you?</b>"),
        t("Your plan, your injections, your answers and your settings will be gone at once. Nobody can undo that."),
        t("Reminders stop too. If you still have injections to come, set another reminder first."),
    )
    rows = [
        [Button(t.label("No, keep my data"), Go(Place.MENU), "primary")],
        [Button(t.label("Take my data first"), Go(Place.EXPORT))],
        [Button(t.label("Yes, erase everything"), Erase(asked), "danger")],
    ]
    return screen(t, text, rows)


def deleted(t: Translator) -> View:
    """It is gone."""
    text = t(
        "<b>Everything is erased.</b> I keep nothing about you now. "
        "To clear this chat too, open its menu in Telegram and choose “Clear history”. To begin again, send /start."
    )
    return screen(t, text)


def finish_first(t: Translator) -> View:
    """Something needs the first questions answered."""
    text = t("First a few short questions, so that reminders come at the right time.")
    return screen(t, text, [[Button(t.label("Go on"), Begin("start"), "primary")]])


def unknown_command(t: Translator) -> View:
    """A command that there is not."""
    return screen(t, t("I do not know that command. Tap Menu, or send /help to see what I can do."), menu=True)


def went_wrong(t: Translator) -> View:
    """Our own error, told kindly."""
    text = t("Sorry, something went wrong on my side. Nothing of yours is lost. Please try once more.")
    return screen(t, text)


def out_of_order(t: Translator) -> View:
    """The database cannot be used."""
    text = t("Sorry, I cannot reach my records right now. Please try again in a few minutes. Help still works.")
    return screen(t, text)


def wrong_start(t: Translator) -> str:
    """A tap on a button that no longer means anything, over the chat."""
    return t.label("This button is out of date. Send /help to see what I can do.")

"""Where to get help: a static page, the same for everybody but for the number."""

from collections.abc import Sequence

from bot.domain.symptoms import Sign
from bot.i18n import Html, Translator
from bot.views.buttons import Go, Help, Place, Resume
from bot.views.screen import Button, Rows, View, lines, paragraphs
from bot.views.sign_buttons import Happening, When

# where a call to the clinic comes first, and the emergency number for what may come of it
CLINIC_FIRST = frozenset({Sign.NERVE})


def call_today(t: Translator) -> View:
    """When to call the clinic today."""
    text = lines(
        t("<b>Call your clinic today</b> if you have:"),
        t("• worse walking or balance, more falls, or numbness that spreads"),
        t("• blurred or dim sight"),
        t("• confusion, a very low mood, or seeing or hearing things"),
        t("• weakness, cramps or a pounding heart in the first two weeks"),
        t("• a rash or itching that spreads, a fever, or a hot, swollen or oozing spot"),
        t("• more injected than planned, the wrong medicine, or somebody else pricked by the needle"),
        t("• no improvement by the time your clinic told you"),
        t("Clinic closed? Call its out-of-hours line."),
    )
    return View(text)


def call_now(t: Translator, numbers: Sequence[str], script: str | None = None) -> View:
    """When to call an ambulance; the action stands in the first line. `numbers` is empty for an unknown country.

    It is sent last and fits a phone's screen: the eye falls on it. `script` is a dialogue to go on with.
    """
    text = paragraphs(
        _call(t, numbers),
        lines(
            t("• trouble breathing, wheezing, a tight throat, or a swollen face, lips or tongue"),
            t("• a rash all over and feeling faint"),
            t("• chest pain, fainting, or a racing heart and feeling ill"),
            t("• sudden weakness or numbness on one side, a drooping face, or trouble speaking"),
            t("• sudden loss of sight"),
            t("• no control of bladder or bowel, numbness between the legs, or legs getting weak fast"),
            t("• thoughts of harming yourself"),
        ),
        # the number stands at the foot too: on a small screen the first line may have scrolled away
        t("I cannot judge how ill you are. If in doubt, call {number}.", number=t.either(numbers))
        if numbers
        else t("I cannot judge how ill you are. If in doubt, call."),
    )
    go_on = ((Button(t.label("Go on with the questions"), Resume(script)),),) if script else ()
    return View(text, (*go_on, (Button(t.label("☰ Menu"), Go(Place.MENU)),)))


def _call(t: Translator, numbers: Sequence[str]) -> Html:
    if not numbers:
        return t(
            "🆘 <b>Call your local emergency number now</b> if you have any of these. "
            "On most mobile phones 112 also works."
        )
    return t(
        "🆘 <b>Call {number} now</b> if you have any of these. (Or your local emergency number.)",
        number=t.either(numbers),
    )


def toast(t: Translator) -> str:
    """Over the chat, while the page comes."""
    return t.label("Help is below")


def card(t: Translator, sign: Sign, numbers: Sequence[str], script: str | None = None, revision: int = 0) -> View:
    """What to do about a warning sign: the action first, then what to say, what to look for, what the bot cannot do.

    `numbers` is empty for an unknown country. `script` is a dialogue to go on with; `revision` is its question, where
    the patient's words may have been meant as the answer to it.
    """
    text = paragraphs(
        _first(t, sign, _number(t, numbers)),
        lines(_what_to_say(t, sign), _what_to_look_for(t, sign)),
        t(
            "I am a program: I may have read you wrongly, and I cannot judge how ill you are. I cannot call for you. "
            "If in doubt, call."
        ),
    )
    go_on: Rows = ((Button(t.label("Go on with the questions"), Resume(script)),),) if script else ()
    signs = Button(t.label("🆘 All warning signs"), Help(), "danger")
    return View(text, (*_meant(t, sign, revision), *go_on, (Button(t.label("☰ Menu"), Go(Place.MENU)), signs)))


def _meant(t: Translator, sign: Sign, revision: int) -> Rows:
    """The way to give the words to the question of that number all the same; none where it takes no such words."""
    return ((Button(t.label("My words were the answer"), Happening(sign, When.MEANT, revision)),),) if revision else ()


def _number(t: Translator, numbers: Sequence[str]) -> str:
    return t.either(numbers) if numbers else t.label("your local emergency number (on most mobile phones, 112)")


def _first(t: Translator, sign: Sign, number: str) -> Html:
    """What to do, within the first 160 letters."""
    return {
        Sign.BREATHING: t(
            "🆘 <b>Call {number} now</b> if it is hard to breathe or swallow, or your throat is tight.",
            number=number,
        ),
        Sign.ALLERGY: t(
            "🆘 <b>Call {number} now</b> if your face, lips or tongue swell, breathing is hard, or you feel faint.",
            number=number,
        ),
        Sign.CHEST: t(
            "🆘 <b>Call {number} now</b> if your chest hurts, you fainted, or your heart races and you feel ill.",
            number=number,
        ),
        Sign.STROKE: t(
            "🆘 <b>Call {number} now</b> if one side is weak or numb, the face droops, or speech is bad.",
            number=number,
        ),
        Sign.CORD: t(
            "🆘 <b>Call {number} now</b> if you cannot hold pee or poo, or your legs get weak fast.", number=number
        ),
        Sign.NERVE: t(
            "☎ <b>Call your clinic today.</b> Call {number} now if your legs get weak fast or you lose your pee.",
            number=number,
        ),
        Sign.EYES: t("🆘 <b>Call {number} now</b> if your sight went suddenly, in one eye or both.", number=number),
        Sign.MIND: t("🆘 <b>Call {number} now</b> if you may harm yourself, or somebody is in danger.", number=number),
        Sign.OTHER: t("🆘 <b>Call {number} now</b> if you feel very ill, or it gets worse fast.", number=number),
    }[sign]


def _what_to_say(t: Translator, sign: Sign) -> Html:
    if sign in CLINIC_FIRST:
        return t("What to say: what got worse, since when, and the day of your last B12 injection.")
    return t("What to say: what you feel, since when, your last B12 injection, and where you are.")


def _what_to_look_for(t: Translator, sign: Sign) -> Html:
    """When it is less urgent, and until when to have called."""
    return {
        Sign.BREATHING: t("Does it ease? Call all the same: it can come back within hours."),
        Sign.ALLERGY: t(
            "Only a rash or itching? Call your clinic today. If it spreads or you feel ill, call the number above."
        ),
        Sign.CHEST: t("Has it passed? Call all the same: it can come back."),
        Sign.STROKE: t("Has it passed? Call all the same. Note the time when it began."),
        Sign.CORD: t("Are you numb between the legs? Call the number above as well. Every hour counts."),
        Sign.NERVE: t("Clinic closed? Call its out-of-hours line today. Do not wait for your next visit."),
        Sign.EYES: t("Blurred or dim for days? Call your clinic today, or its out-of-hours line."),
        Sign.MIND: t(
            "Very low, confused, or seeing or hearing things? Call your clinic today. Stay near somebody you trust."
        ),
        Sign.OTHER: t("If not: call your clinic today, or its out-of-hours line. Keep the packet of what you used."),
    }[sign]


def happening(t: Translator, sign: Sign, numbers: Sequence[str], revision: int) -> View:
    """Is this happening now? `revision` is the question that was in hand, 0 where there was none."""
    text = paragraphs(
        t("🆘 <b>Is this happening now?</b> You wrote about {what}.", what=_what(t, sign)),
        t("Is it bad? Do not wait for me: call {number} now.", number=_number(t, numbers)),
    )
    rows = (
        (Button(t.label("Yes, now"), Happening(sign, When.NOW, revision), "danger"),),
        (Button(t.label("No"), Happening(sign, When.NO, revision)),),
        (Button(t.label("It was before"), Happening(sign, When.BEFORE, revision)),),
        (Button(t.label("🆘 All warning signs"), Help(), "danger"),),
    )
    return View(text, rows)


def _what(t: Translator, sign: Sign) -> str:
    return {
        Sign.BREATHING: t.label("breathing or your throat"),
        Sign.ALLERGY: t.label("swelling, a rash or itching"),
        Sign.CHEST: t.label("your chest, your heart or fainting"),
        Sign.STROKE: t.label("weakness on one side, your face or your speech"),
        Sign.CORD: t.label("your legs, your bladder or your bowels"),
        Sign.NERVE: t.label("walking, balance or numbness that gets worse"),
        Sign.EYES: t.label("your sight"),
        Sign.MIND: t.label("your mood, or harm to yourself"),
        Sign.OTHER: t.label("something that may need help"),
    }[sign]


def not_now(t: Translator, sign: Sign, numbers: Sequence[str], revision: int) -> View:
    """It is not happening now; `revision` is the question that the words may have been meant for, 0 for none."""
    text = t("Thank you. If it starts, call {number}, or tap “🆘 Get help”.", number=_number(t, numbers))
    return View(text, (*_meant(t, sign, revision), (Button(t.label("🆘 Get help"), Help(), "danger"),)))


def before(t: Translator, sign: Sign, numbers: Sequence[str], revision: int) -> View:
    """It was before: the clinic is to hear of it; `revision` as above."""
    text = paragraphs(
        t("☎ <b>Tell your clinic: call today</b> if it was after an injection or in the last days."),
        lines(
            t("What to say: what it was, when, how long, and the day of your last injection."),
            t("Was it longer ago? Tell them at your next visit."),
        ),
        t("Does it come back? Call {number} now. I cannot judge how ill you are.", number=_number(t, numbers)),
    )
    return View(text, (*_meant(t, sign, revision), (Button(t.label("🆘 Get help"), Help(), "danger"),)))

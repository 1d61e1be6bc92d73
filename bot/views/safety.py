"""Where to get help: a static page, the same for everybody but for the number."""

from collections.abc import Sequence

from bot.i18n import Html, Translator
from bot.views.buttons import Go, Place, Resume
from bot.views.screen import Button, View, lines, paragraphs


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

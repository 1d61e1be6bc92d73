"""Is there any improvement so far? The question, and what to do where there is none."""

from bot.domain.regimen import Regimen
from bot.domain.symptoms import Improvement
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import Go, Place
from bot.views.screen import Button, Rows, View, lines, paragraphs, screen
from bot.views.sign_buttons import AskWhy, Improved, ShowImprovement


def ask(t: Translator, regimen: Regimen | None, phase: int | None, about: str, discreet: bool) -> View:
    """The question, unasked, with why it comes now; where it is to name nothing, only that there is one."""
    if discreet:
        show = Button(t.label("Show the question"), ShowImprovement(about), "primary")
        return screen(t, t.plural("<b>A short question for you</b>", "<b>{n} short questions for you</b>", 1), [[show]])
    return screen(t, lines(_title(t), _why_now(t, regimen, phase), _how(t)), _answers(t, about))


def question(t: Translator, about: str) -> View:
    """The same, asked for."""
    return screen(t, lines(_title(t), _how(t)), _answers(t, about))


def _title(t: Translator) -> Html:
    return t("<b>Is there any improvement so far?</b>")


def _how(t: Translator) -> Html:
    return t("Say how it is for you. No answer is wrong.")


def _why_now(t: Translator, regimen: Regimen | None, phase: int | None) -> Html:
    if regimen is None or phase is None:
        return t("Your clinician told you when to expect a change. That time has come.")
    named = phrases.phase_name(t, regimen.phases[phase - 1].kind, phase)
    return t("{medicine}: {phase}", medicine=regimen.medicine, phase=named)


def _answers(t: Translator, about: str) -> Rows:
    return tuple((Button(name(t, one), Improved(one, about)),) for one in Improvement)


def name(t: Translator, answer: Improvement) -> str:
    """The words of an answer."""
    return {
        Improvement.YES: t.label("Yes, some improvement"),
        Improvement.NO: t.label("No improvement"),
        Improvement.UNSURE: t.label("Not sure yet"),
    }[answer]


def noted(t: Translator, answer: Improvement, about: str) -> View:
    """What was said; the plan stays as it is. Where there is none: what to do now."""
    if answer is Improvement.NO:
        return to_tell(t, about)
    told = t("<b>I have noted:</b> {answer}", answer=name(t, answer))
    then = (
        t("Tell your clinician at your next visit.")
        if answer is Improvement.YES
        else t("You can tell your clinic at any time. You need not wait for me to ask.")
    )
    return screen(t, paragraphs(told, lines(t("Your plan stays as it is."), then)), [[_other(t, about)]], menu=True)


def to_tell(t: Translator, about: str) -> View:
    """Tell the clinic: by when, in which words, and with what at hand; short enough to be seen whole on a phone."""
    text = paragraphs(
        lines(
            t("<b>Call your clinic today or tomorrow, while it is open.</b>"),
            t("Say: “I notice no improvement so far. What comes next?”"),
        ),
        lines(
            t("<b>Have at hand:</b>"),
            t("• your plan: /schedule"),
            t("• your last injection: /today"),
            t("• your questions: /checklist"),
            t("• how you felt: /checkin"),
        ),
        t("Keep to your plan until your clinician changes it. Is something getting worse? Tap “🆘 Get help”."),
    )
    rows = [[Button(t.label("Note it as a question for my visit"), AskWhy(), "primary")], [_other(t, about)]]
    return screen(t, text, rows, menu=True)


def _other(t: Translator, about: str) -> Button:
    return Button(t.label("Change my answer"), ShowImprovement(about))


def to_ask(t: Translator) -> View:
    """It is a question for the next visit, which is no reason to wait for it."""
    text = lines(
        t("<b>Noted as a question for your clinician.</b>"),
        t("Still call your clinic today or tomorrow. Do not wait for the visit."),
    )
    rows = [
        [Button(t.label("Questions for a clinician"), Go(Place.QUESTIONS), "primary")],
        [Button(t.label("My next visit"), Go(Place.VISIT))],
    ]
    return screen(t, text, rows, menu=True)

"""Notices about a visit to the clinician, and open questions brought up again where no visit is noted."""

from bot.domain.checklist import Visit, Waiting
from bot.domain.nudge import Kind
from bot.domain.regimen import wall
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import Begin
from bot.views.checklist_buttons import Tell, VisitOver
from bot.views.checklist_lines import line
from bot.views.own_questions import SHORT
from bot.views.screen import Button, View, lines, paragraphs, screen


def visiting(t: Translator, when: Kind, visit: Visit, waiting: Waiting, zone: str, discreet: bool) -> View:
    """The day before and on the morning, the open questions as a list to show; afterwards, what was answered."""
    if when is Kind.VISIT_AFTER:
        return _after(t, visit, waiting, zone, discreet)
    text = paragraphs(
        lines(_title(t, when), _appointment(t, visit, zone, discreet)),
        _open(t, waiting, discreet),
        None if discreet else t("You can show this list to your clinician."),
    )
    return screen(t, text, [[Button(t.label("My visit is on another day"), Begin("visit"))]])


def questions(t: Translator, waiting: Waiting, discreet: bool) -> View:
    """A phase ends, or a review day has come, and no visit is noted: these are still open."""
    text = paragraphs(
        t("<b>You still have open questions</b>"),
        _open(t, waiting, discreet),
        t("Have you a visit soon? Note its date. I then remind you of them."),
    )
    rows = [
        [Button(t.label("Tell what was answered"), Tell(0), "primary")],
        [Button(t.label("Note my next visit"), Begin("visit"))],
    ]
    return screen(t, text, rows)


def _title(t: Translator, when: Kind) -> Html:
    return t("<b>Your visit is tomorrow</b>") if when is Kind.VISIT_BEFORE else t("<b>Your visit is today</b>")


def _appointment(t: Translator, visit: Visit, zone: str, discreet: bool) -> Html:
    """When it is; and with whom, which may tell what it is about."""
    day = phrases.moment(t, visit.at, zone) if visit.timed else t.day(wall(visit.at, zone).date())
    return t("{day}, {whom}", day=day, whom=visit.whom) if visit.whom and not discreet else t("{day}", day=day)


def _open(t: Translator, waiting: Waiting, discreet: bool) -> Html:
    """The questions, one a line; how many there are, where what comes unasked is to name nothing."""
    if discreet:
        return t.plural(
            "{n} question is open. Send /checklist to see it.",
            "{n} questions are open. Send /checklist to see them.",
            len(waiting),
        )
    own = (phrases.cut(one.words, SHORT) for one in waiting.own)
    questions = (*(line(t, item) for item in waiting.items), *own)
    return lines(t("Still open:"), *(t("• {question}", question=one) for one in questions))


def _after(t: Translator, visit: Visit, waiting: Waiting, zone: str, discreet: bool) -> View:
    asked = t("What was answered? Tell me now, or later with /checklist.")
    text = paragraphs(
        lines(t("<b>How was your visit?</b>"), _appointment(t, visit, zone, discreet)),
        _open(t, waiting, discreet) if waiting else None,
        asked,
    )
    rows = [
        [Button(t.label("Tell what was answered"), Tell(visit.id), "primary")],
        [Button(t.label("It is on another day"), Begin("visit"))],
        [Button(t.label("Nothing to tell"), VisitOver(visit.id))],
    ]
    return screen(t, text, rows)

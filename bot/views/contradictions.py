"""What does not fit together, each as something to ask the clinician: never which of the two is right."""

from collections.abc import Sequence
from datetime import date

from bot.domain.contradictions import (
    Contradiction,
    LabelDiffers,
    MaintenanceTooSoon,
    PhaseDiffers,
    RepletionWithoutEnd,
    StopsThoughMalabsorption,
    StrengthDiffers,
)
from bot.domain.regimen import PhaseKind
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.screen import lines


def to_clear_up(t: Translator, found: Sequence[Contradiction], several: bool) -> Html | None:
    """All of them under a title; with `several` plans each says which one it is about. None where there is none."""
    return lines(t("<b>To clear up</b>"), *(f"⚠️ {sentence(t, one, several)}" for one in found)) if found else None


def sentence(t: Translator, found: Contradiction, several: bool) -> Html:
    """Your plan says 500 mcg, your label says 1,000 mcg per ampoule. Ask which is right."""
    said = _said(t, found)
    return t("{medicine}: {said}", medicine=found.medicine, said=said) if several else said


def _said(t: Translator, found: Contradiction) -> Html:
    match found:
        case StrengthDiffers(planned=planned, told=told):
            return t(
                "Your plan says {planned}, your answer here says {told}. Ask which is right.",
                planned=phrases.amount(t, planned),
                told=phrases.amount(t, told),
            )
        case LabelDiffers(planned=planned, per_ampoule=label):
            return t(
                "Your plan says {planned}, your label says {label} per ampoule. Ask which is right.",
                planned=phrases.amount(t, planned),
                label=phrases.amount(t, label),
            )
        case RepletionWithoutEnd():
            return t("Your plan has a repletion phase with no end and no review date. Ask what ends it.")
        case MaintenanceTooSoon(starts=starts, ends=ends):
            return t(
                "In your plan maintenance starts on {starts}, but repletion ends on {ends}. Ask which is right.",
                starts=t.day_with_year(starts),
                ends=t.day_with_year(ends),
            )
        case PhaseDiffers(planned=planned, told=told_kind):
            places = {"planned": _kind(t, planned), "told": _kind(t, told_kind)}
            return t("Your plan is in {planned} now, your answer here says {told}. Ask which is right.", **places)
        case StopsThoughMalabsorption(last=last):
            return _stops(t, last)


def _stops(t: Translator, last: date | None) -> Html:
    if last is None:
        return t("You noted that the gut takes up too little, and your plan stops. Ask whether that is right.")
    return t(
        "You noted that the gut takes up too little, and your plan stops on {day}. Ask whether that is right.",
        day=t.day_with_year(last),
    )


def _kind(t: Translator, kind: PhaseKind) -> str:
    return t.label("maintenance") if kind is PhaseKind.MAINTENANCE else t.label("repletion")

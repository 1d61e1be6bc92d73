"""What was read of a prescription, on one short line, for tables of cases."""

from datetime import date
from pathlib import Path

from bot.domain.prescription import parse
from bot.domain.regimen import Route
from bot.domain.written import AskBack, Span, Timing, WrittenDose, WrittenPhase
from bot.i18n import Languages

LANGUAGES = Languages(Path(__file__).parents[2] / "locales")
MONDAY = date(2026, 3, 2)


def read(text: str, language: str = "en", known: WrittenDose | None = None) -> str:
    """1000 mcg im 1/1wk x4 | 1000 mcg im 1/1mo; or ? and why it was asked back, with the piece that it is about."""
    got = parse(text, LANGUAGES.of(language).vocabulary, MONDAY, known)
    if isinstance(got, AskBack):
        return f"? {got.why.name} {got.quote}".rstrip()
    check = f" ? {got.check.name}" if got.check else ""
    return " | ".join(map(_phase, got.phases)) + check + "".join(f" ({piece})" for piece in got.unused)


def _phase(phase: WrittenPhase) -> str:
    dose = f"{phase.dose.value} {phase.dose.unit}" if phase.dose else "known"
    route = None if phase.route is Route.UNKNOWN else str(phase.route)
    return " ".join(part for part in (dose, route, _timing(phase.timing), _end(phase)) if part)


def _timing(timing: Timing) -> str:
    often = f"{timing.frequency}{_most(timing.frequency_most)}/{timing.period}{_most(timing.period_most)}{timing.unit}"
    days = "".join(str(day) for day in timing.weekdays)
    return " ".join([often, *([f"on {days}"] if days else []), *(f"{at:%H:%M}" for at in timing.at)])


def _end(phase: WrittenPhase) -> str:
    if phase.count is not None:
        return f"x{phase.count}{_most(phase.count_most)}"
    if phase.lasting is not None:
        return _span(phase.lasting)
    if phase.until is not None:
        return f"until {phase.until}"
    return "until review" if phase.until_review else "for life" if phase.for_life else ""


def _span(span: Span) -> str:
    return f"for {span.length}{_most(span.most)}{span.unit}"


def _most(most: int | None) -> str:
    return "" if most is None else f"-{most}"

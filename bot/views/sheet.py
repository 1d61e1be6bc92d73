"""A regimen on one page: what it is, each phase by its dates, and what is still to be asked at the clinic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.regimen import AfterSpan, Counting, Injector, Label, Phase, Regimen, UntilReview, wall
from bot.domain.rhythm import can_count, total
from bot.domain.timeline import NOTHING_YET, History, Occurrence, occurrences
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.screen import lines, paragraphs

SHOWN_DATES = 5
# a phase as short as this is shown whole
FEW_DATES = 8
# of more phases than this, fewer dates are shown: a message holds 4,096 characters
FEW_PHASES = 4
FEWER_DATES = 2


@dataclass(frozen=True)
class Sheet:
    """What a page shows: a regimen, the IANA zone of its clock, the patient's day, and what its dates hang on."""

    regimen: Regimen
    zone: str
    today: date
    past: History = NOTHING_YET
    day_before: bool = False
    book_weeks: int | None = None


def page(t: Translator, sheet: Sheet) -> Html:
    """The whole of it."""
    return paragraphs(_product(t, sheet), *_phases(t, sheet), _late(t, sheet.regimen), _to_ask(t, sheet.regimen))


def clock(t: Translator, zone: str) -> Html:
    """Whose clock the times are on."""
    return t("Times are for {zone}.", zone=zone.replace("_", " "))


def _product(t: Translator, sheet: Sheet) -> Html:
    regimen, label = sheet.regimen, sheet.regimen.label
    return lines(
        t("Medicine: {medicine}", medicine=regimen.medicine),
        t("Product: {name}", name=label.text) if label.text else None,
        *_strengths(t, label),
        t("Injected: {route}", route=phrases.route(t, regimen.route)),
        *_given_by(t, sheet),
    )


def _given_by(t: Translator, sheet: Sheet) -> list[Html | None]:
    if sheet.regimen.injector is Injector.PATIENT:
        before = t("I remind you on the day before too.") if sheet.day_before else None
        return [t("Given by: you, or somebody at home"), before]
    weeks = sheet.book_weeks
    book = (
        t.plural("I remind you {n} week ahead to book it.", "I remind you {n} weeks ahead to book it.", weeks)
        if weeks
        else t("I do not remind you to book it.")
    )
    return [t("Given by: the clinic"), book]


def _strengths(t: Translator, label: Label) -> list[Html]:
    known = [
        (label.per_ampoule, t.label("Label, per ampoule")),
        (label.per_vial, t.label("Label, per vial")),
        (label.per_ml, t.label("Label, per mL")),
    ]
    return [
        t("{what}: {strength}", what=what, strength=phrases.amount(t, value))
        for value, what in known
        if value is not None
    ]


def _phases(t: Translator, sheet: Sheet) -> list[Html]:
    dates = _dates(sheet)
    return [
        lines(
            Html(f"<b>{phrases.phase_name(t, phase.kind, number)}</b>"),
            _rhythm(t, phase),
            *_when(t, sheet, phase, dates[number]),
            *_late_in_phase(t, sheet.regimen, phase),
        )
        for number, phase in enumerate(sheet.regimen.phases, start=1)
    ]


def _rhythm(t: Translator, phase: Phase) -> Html:
    amount, rhythm = phrases.amount(t, phase.dose), phrases.rhythm_at(t, phase)
    if phase.start is None or isinstance(phase.end, AfterSpan):
        return t("{amount}, {rhythm}, {end}", amount=amount, rhythm=rhythm, end=phrases.end(t, phase.end))
    return t("{amount}, {rhythm}", amount=amount, rhythm=rhythm)


def _dates(sheet: Sheet) -> Mapping[int, Sequence[Occurrence]]:
    """The injections of each phase; of one without end, enough to show."""
    found: dict[int, list[Occurrence]] = {number: [] for number, _ in enumerate(sheet.regimen.phases, start=1)}
    enough = 0
    for one in occurrences(sheet.regimen, sheet.zone, sheet.past):
        found[one.phase].append(one)
        endless = isinstance(sheet.regimen.phases[one.phase - 1].end, UntilReview)
        enough += endless and one.local.date() >= sheet.today
        if enough > SHOWN_DATES:
            break
    return found


def _when(t: Translator, sheet: Sheet, phase: Phase, dates: Sequence[Occurrence]) -> list[Html | None]:
    if phase.start is None:
        return [t("Starts when your clinician says so, after the review.")]
    if not dates:
        return [t("From {day}:", day=t.day_with_year(phase.start)), _ending(t, sheet, phase, dates)]
    shown, following = _shown(sheet, phase, dates)
    year = dates[0].local.year
    further = None
    if following is not None:
        rhythm = phrases.repeat(t, phase.repeat)
        further = t("then {rhythm} from {moment}", rhythm=rhythm, moment=_dated(t, following.local, year))
    return [
        t("From {day}:", day=t.day_with_year(dates[0].local.date())),
        *(_one(t, sheet, one, year) for one in shown),
        further,
        _ending(t, sheet, phase, dates),
    ]


def _shown(sheet: Sheet, phase: Phase, dates: Sequence[Occurrence]) -> tuple[Sequence[Occurrence], Occurrence | None]:
    """The dates to show and the one after them; a long phase that is under way is shown from today on."""
    many = len(sheet.regimen.phases) > FEW_PHASES
    few, shown = (FEWER_DATES, FEWER_DATES) if many else (FEW_DATES, SHOWN_DATES)
    if len(dates) <= few and total(phase) is not None:
        return dates, None
    first = next((place for place, one in enumerate(dates) if one.local.date() >= sheet.today), len(dates) - shown)
    following = dates[first + shown] if len(dates) > first + shown else None
    return dates[max(first, 0) : first + shown], following


def _one(t: Translator, sheet: Sheet, one: Occurrence, year: int) -> Html:
    """1. Tue 3 Mar 09:00; with a range: 2. between Fri 6 Mar and Sat 7 Mar; and whether it is optional."""
    if one.latest > one.at:
        earliest, latest = _day(t, one.local, year), _day(t, wall(one.latest, sheet.zone), year)
        line = t("{n}. between {earliest} and {latest}", n=one.number, earliest=earliest, latest=latest)
    else:
        line = t("{n}. {moment}", n=one.number, moment=_dated(t, one.local, year))
    return t("{line} (only if your clinician says so)", line=line) if one.optional else line


def _ending(t: Translator, sheet: Sheet, phase: Phase, dates: Sequence[Occurrence]) -> Html:
    match phase.end:
        case UntilReview(date() as review):
            return t("Until your clinician reviews it on {day}.", day=t.day_with_year(review))
        case UntilReview():
            return t("Until your clinician reviews it.")
    if not dates:
        return t("No injection falls in this time.")
    last, most = dates[-1], len(dates)
    few = sum(not one.optional for one in dates)
    day = t.day_with_year(wall(last.latest, sheet.zone).date())
    if few < most:
        return t("{few} to {most} injections. The last is on {day} at the latest.", few=few, most=most, day=day)
    if last.latest > last.at:
        return t.plural(
            "{n} injection. The last is on {day} at the latest.",
            "{n} injections. The last is on {day} at the latest.",
            most,
            day=day,
        )
    return t.plural("{n} injection. The last is on {day}.", "{n} injections. The last is on {day}.", most, day=day)


def _late(t: Translator, regimen: Regimen) -> Html | None:
    """What the clinician said about late ones, where that is the same in all phases."""
    return lines(_dates_then(t, _same_counting(regimen)), _words(t, _same_words(regimen))) or None


def _late_in_phase(t: Translator, regimen: Regimen, phase: Phase) -> list[Html | None]:
    counting = phase.counting if can_count(phase) and _same_counting(regimen) is None else None
    return [_dates_then(t, counting), _words(t, phase.late) if _same_words(regimen) is None else None]


def _dates_then(t: Translator, counting: Counting | None) -> Html | None:
    match counting:
        case Counting.INJECTION:
            return t("If one is late, the next dates count from it.")
        case Counting.CALENDAR:
            return t("If one is late, the other dates stay.")
        case _:
            return None


def _words(t: Translator, late: str | None) -> Html | None:
    return t("If one is late, your clinician said: “{words}”", words=late) if late else None


def _same_counting(regimen: Regimen) -> Counting | None:
    told = {phase.counting for phase in regimen.phases if can_count(phase)}
    return told.pop() if len(told) == 1 else None


def _same_words(regimen: Regimen) -> str | None:
    told = {phase.late for phase in regimen.phases}
    return told.pop() if len(told) == 1 else None


def _to_ask(t: Translator, regimen: Regimen) -> Html | None:
    """What the patient does not know yet, as questions for the clinic."""
    phases = regimen.phases
    unknown = any(phase.counting is Counting.UNKNOWN for phase in phases if can_count(phase))
    # the review of a phase that waits for another is not to be asked for yet
    reviews = any(phase.end == UntilReview(None) for phase in phases if phase.start is not None)
    asked = [
        t("• When is the review?") if reviews else None,
        t("• If one is late, do the other dates stay? Until you know, I leave them.") if unknown else None,
        t("• What shall I do when one is late?") if any(phase.late is None for phase in phases) else None,
    ]
    return lines(t("<b>❓ Ask your clinic</b>"), *asked) if any(asked) else None


def _day(t: Translator, local: datetime, year: int) -> str:
    """With its year only where that is not the year the phase starts in."""
    return t.day(local.date()) if local.year == year else t.day_with_year(local.date())


def _dated(t: Translator, local: datetime, year: int) -> str:
    return f"{_day(t, local, year)} {t.clock(local)}"

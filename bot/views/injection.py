"""Phrases about one injection that its cards share: which one it is, when it is due, what to do when it is late."""

from bot.domain.injection import Injection
from bot.domain.regimen import PhaseKind
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import Go, Place
from bot.views.screen import Button


def which_one(t: Translator, injection: Injection) -> Html:
    """Injection 3 of 10, repletion phase; and whether it is one that only the clinician can ask for."""
    if injection.dose.phase == 0:
        return t("An injection from before this plan")
    number, few, most = injection.dose.number, injection.fewest, injection.of
    if few is None or number <= few:
        return _in_phase(t, injection.kind, _counted(t, number, few, most))
    told = _in_phase(t, injection.kind, t("Injection {number}", number=number))
    return t(
        "{injection} (only if your clinician says so: they said {few} to {most})", injection=told, few=few, most=most
    )


def _counted(t: Translator, number: int, few: int | None, most: int | None) -> Html:
    if most is None:
        return t("Injection {number}", number=number)
    if few is None:
        return t("Injection {number} of {total}", number=number, total=most)
    return t("Injection {number} of {few} to {most}", number=number, few=few, most=most)


def _in_phase(t: Translator, kind: PhaseKind, counted: Html) -> Html:
    match kind:
        case PhaseKind.REPLETION:
            return t("{injection}, repletion phase", injection=counted)
        case PhaseKind.MAINTENANCE:
            return t("{injection}, maintenance phase", injection=counted)
        case PhaseKind.UNNAMED:
            return counted


def is_optional(injection: Injection) -> bool:
    """Whether it lies beyond the lesser number of a range such as "6 to 7"."""
    return injection.fewest is not None and injection.dose.number > injection.fewest


def product(t: Translator, injection: Injection) -> Html:
    """Methylcobalamin, 1,000 mcg (1 mg); no amount where it was before the plan."""
    if injection.amount is None:
        return t("{medicine}", medicine=injection.medicine)
    return t("{medicine}, {amount}", medicine=injection.medicine, amount=phrases.amount(t, injection.amount))


def due(t: Translator, injection: Injection, zone: str) -> Html:
    """Due: Tue 3 Mar 09:00; or its window: Due between Fri 6 Mar 09:00 and Sat 7 Mar 09:00."""
    earliest, latest = injection.dose.due, injection.dose.window_end
    if latest == earliest:
        return t("Due: {moment}", moment=phrases.moment(t, earliest, zone))
    between = {"earliest": phrases.moment(t, earliest, zone), "latest": phrases.moment(t, latest, zone)}
    return t("Due between {earliest} and {latest}", **between)


def when(t: Translator, injection: Injection, zone: str) -> Html:
    """The same inside a sentence: Tue 3 Mar 09:00; or between Fri 6 Mar 09:00 and Sat 7 Mar 09:00."""
    earliest, latest = injection.dose.due, injection.dose.window_end
    if latest == earliest:
        return phrases.moment(t, earliest, zone)
    between = {"earliest": phrases.moment(t, earliest, zone), "latest": phrases.moment(t, latest, zone)}
    return t("between {earliest} and {latest}", **between)


def coming_up(t: Translator, coming: Injection, zone: str) -> Html:
    """Next: Tue 10 Mar 09:00."""
    next_one = t("Next: {moment}", moment=when(t, coming, zone))
    return t("{line} (only if your clinician says so)", line=next_one) if is_optional(coming) else next_one


def if_late(t: Translator, injection: Injection) -> Html:
    """What the clinician said about late ones, in their words; or whom to ask, while it is not known."""
    if injection.late:
        return t("If one is late, your clinician said: “{words}”", words=injection.late)
    return t("Ask your clinic what to do when one is late.")


def review_come(t: Translator, injection: Injection, discreet: bool) -> Html | None:
    """The phase's review day has come by this injection: the plan does not run on silently."""
    if injection.review is None:
        return None
    day = t.day_with_year(injection.review)
    if discreet:
        return t("Your review was due on {day}. Ask whether to go on.", day=day)
    return t("Your review was due on {day}. Ask your clinic whether to go on.", day=day)


def review_rows(t: Translator, injection: Injection) -> tuple[tuple[Button, ...], ...]:
    """The way to the plan beside that line."""
    return ((Button(t.label("My plan"), Go(Place.SCHEDULE)),),) if injection.review is not None else ()

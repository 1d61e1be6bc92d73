"""The promises about reminders, each checked against the record of a simulated world."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from tests.simulation import check_notices, check_prompts, check_records
from tests.simulation.free import FOR_EVER, busy, first_free, first_waking, is_paused, is_quiet
from tests.simulation.record import DoseFact, Kind, Outcome, Record, Try

MOST_NOTICES = 3
# How late a dose may be told of while nothing stands in the way: a refusal puts the next try off by up to 5 minutes.
IN_TIME = timedelta(minutes=12)
# A first reminder goes out in quiet hours up to 10 minutes after its time, and may be a minute on its way.
PUNCTUAL = timedelta(minutes=12)
SHORTLY = timedelta(minutes=10)
ABOUT_DOSES = (Kind.REMIND, Kind.CLOSE, Kind.AWAY)
RECORDED = ("taken", "skipped")
SILENT = (*RECORDED, "paused", "plan ended")


def problems(record: Record) -> list[str]:
    """Every promise that was broken, with what broke it."""
    return [
        problem
        for check in (*CHECKS, *check_records.CHECKS, *check_notices.CHECKS, *check_prompts.CHECKS)
        for problem in check(record)
    ]


def told(tries: list[Try]) -> str:
    """Messages in a line."""
    return " ".join(str(one) for one in tries)


def no_error_was_logged(record: Record) -> Iterator[str]:
    yield from record.errors


def nobody_hears_of_others(record: Record) -> Iterator[str]:
    owners = {dose.id: dose.chat for dose in record.doses}
    for one in record.tries:
        if any(owners.get(dose, one.chat) != one.chat for dose in one.doses):
            yield f"somebody was told of a dose of others: {one}"
        if one.kind in ABOUT_DOSES and not (one.doses and owners.keys() >= set(one.doses)):
            yield f"a message about a dose that is not there: {one}"


def at_most_three_notices(record: Record) -> Iterator[str]:
    for dose in record.doses:
        tries = [one for one in record.of_dose(dose.id) if one.arrived]
        repeats = sum(one.repeat for one in tries)
        doubtful = sum(one.outcome is Outcome.DOUBTFUL and not one.repeat for one in tries)
        asked = sum(one.kind == "later" for one in record.history(dose.id))
        notices = len(tries) - min(repeats, doubtful) - asked
        if notices > MOST_NOTICES:
            yield f"{notices} notices about dose {dose.id}: {told(tries)}"
        if sum(one.kind is Kind.CLOSE and not one.repeat for one in tries) > 1:
            yield f"more than one closing note about dose {dose.id}: {told(tries)}"


def nothing_comes_twice(record: Record) -> Iterator[str]:
    for dose in record.doses:
        tries = [one for one in record.of_dose(dose.id) if one.arrived and one.kind in ABOUT_DOSES]
        for before, after in pairwise(tries):
            close = after.at - before.at < SHORTLY and after.kind is before.kind
            if close and not (after.repeat and before.outcome is Outcome.DOUBTFUL):
                yield f"the same message twice about dose {dose.id}: {before} {after}"


def repeats_follow_doubt_once(record: Record) -> Iterator[str]:
    """One about several doses is a repeat if that about any of them was in doubt."""
    doubts: Counter[int] = Counter()
    for one in record.tries:
        if one.repeat and one.arrived and one.doses:
            if not any(doubts[dose] > 0 for dose in one.doses):
                yield f"a repeat with nothing in doubt before it: {one}"
            doubts.subtract(one.doses)
        if one.outcome is Outcome.DOUBTFUL and not one.repeat:
            doubts.update(one.doses)


def nothing_after_a_record(record: Record) -> Iterator[str]:
    for dose in record.doses:
        history = [noted for noted in record.history(dose.id) if noted.kind != "later"]
        for one in record.of_dose(dose.id):
            before = [noted for noted in history if noted.seq < one.began]
            last = before[-1].kind if before else "open"
            if last in SILENT or (last == "missed" and one.kind is Kind.REMIND):
                yield f"dose {dose.id} was {last}, and yet: {one}"


def nothing_early(record: Record) -> Iterator[str]:
    for dose in record.doses:
        for one in record.of_dose(dose.id):
            if one.kind in ABOUT_DOSES and one.at < dose.due:
                yield f"dose {dose.id}, due {dose.due}, was told of before: {one}"


def oldest_first(record: Record) -> Iterator[str]:
    """Within one tick and chat; a dose whose reminder was put off by Later has its own time."""
    due = {dose.id: dose.due for dose in record.doses}
    later = {noted.dose for noted in record.noted if noted.kind == "later"}
    together: dict[tuple[int, int], list[Try]] = defaultdict(list)
    for one in record.tries:
        if one.kind in ABOUT_DOSES and not one.repeat and not later.intersection(one.doses):
            together[(one.began, one.chat)].append(one)
    for tries in together.values():
        order = [due[dose] for one in tries for dose in one.doses if dose in due]
        if order != sorted(order):
            yield f"not oldest first: {told(tries)}"


def quiet_hours_are_kept(record: Record) -> Iterator[str]:
    """All but what the patient chose the time of, the reminder or Later, and what comes when they have just spoken."""
    due = {dose.id: dose.due for dose in record.doses}
    later = {noted.dose for noted in record.noted if noted.kind == "later"}
    for one in record.tries:
        chosen = any(dose in later or (dose in due and one.at - due[dose] <= PUNCTUAL) for dose in one.doses)
        awake = any(chat == one.chat and timedelta(0) <= one.at - at <= IN_TIME for chat, at in record.spoken)
        if is_quiet(record, one.chat, one.at) and not (chosen or awake) and one.arrived:
            yield f"in quiet hours: {one}"


def nothing_is_lost(record: Record) -> Iterator[str]:
    for dose in record.doses:
        if dose.due + IN_TIME < record.ended:
            yield from _lost(record, dose)


def _lost(record: Record, dose: DoseFact) -> Iterator[str]:
    tries = [one for one in record.of_dose(dose.id) if one.kind in ABOUT_DOSES]
    heard = min((one.at for one in tries if one.arrived), default=FOR_EVER)
    deadline = _deadline(record, dose, bool(tries) and tries[0].arrived)
    if heard <= deadline or deadline > record.ended:
        return
    for noted in record.history(dose.id):
        if noted.at <= deadline and noted.kind in SILENT:
            return
    history = [(noted.kind, str(noted.at)) for noted in record.history(dose.id)]
    yield f"{dose} was to be told of by {deadline}: {told(tries[:1])} {history}"


def _deadline(record: Record, dose: DoseFact, at_once: bool) -> datetime:
    """The end of the first stretch in which nothing kept the bot from telling; quiet hours do not, at the due time."""
    away = busy(record, dose.chat, dose.due, FOR_EVER)
    if at_once and first_free(away, dose.due, IN_TIME) == dose.due:
        return dose.due + IN_TIME
    return first_waking(record, dose.chat, dose.due, IN_TIME) + IN_TIME


def windows_close(record: Record) -> Iterator[str]:
    """Each dose ends taken, skipped, missed or paused, and as missed or paused only for a reason."""
    patience = timedelta(hours=13)
    for dose in record.doses:
        if dose.state == "open" and max(dose.closes, dose.due) + patience < record.ended:
            yield f"still open: {dose}"
    for noted in record.noted:
        if noted.kind == "missed" and noted.at < noted.closes:
            yield f"missed before its time was over: {noted}"
        if noted.kind == "paused" and not _was_silenced(record, noted.chat, noted.dose, noted.at):
            yield f"paused without a pause: {noted}"


def _was_silenced(record: Record, chat: int, dose: int, at: datetime) -> bool:
    ended = any(noted.kind == "plan ended" for noted in record.history(dose))
    return ended or is_paused(record, chat, at)


CHECKS: tuple[Callable[[Record], Iterator[str]], ...] = (
    no_error_was_logged,
    nobody_hears_of_others,
    at_most_three_notices,
    nothing_comes_twice,
    repeats_follow_doubt_once,
    nothing_after_a_record,
    nothing_early,
    oldest_first,
    quiet_hours_are_kept,
    nothing_is_lost,
    windows_close,
)

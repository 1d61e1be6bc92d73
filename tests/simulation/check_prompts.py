"""The promises about questions how a person feels: after first injections, in a rhythm, once each, and one a day."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from tests.simulation.check_notices import UNASKED
from tests.simulation.free import busy, standing_at
from tests.simulation.record import Kind, Record, Try
from tests.simulation.seeding import follows

FIRST = 3
WORTH_IT = timedelta(hours=12, minutes=12)
DAY = timedelta(days=1)
RHYTHM = 28 * DAY
# A day another zone may make, a check-in may be worth sending for three, and it gives way to others for some.
GIVE = 8 * DAY


def _asked(record: Record, *kinds: Kind) -> Iterator[Try]:
    """What arrived of these kinds, but for repeats."""
    return (one for one in record.tries if one.kind in kinds and one.arrived and not one.repeat)


def one_a_day(record: Record) -> Iterator[str]:
    """Ends have their day; all else comes alone, or before it. A day on which somebody moves is two days at once."""
    of_day: dict[tuple[int, date], list[Try]] = defaultdict(list)
    for one in _asked(record, *UNASKED):
        zone = standing_at(record, one.chat, one.at).zone
        of_day[(one.chat, one.at.astimezone(ZoneInfo(zone)).date())].append(one)
    for (chat, _), tries in of_day.items():
        together = sum(one.kind is not Kind.ENDING for one in tries) > 1
        after = any(one.kind not in (Kind.ENDING, Kind.REACTION) for one in tries[1:])
        if (together or after) and not _moved(record, chat, tries[0].at):
            yield f"two on one day: {' '.join(map(str, tries))}"


def _moved(record: Record, chat: int, at: datetime) -> bool:
    zones = {one.zone for one in record.standings if one.chat == chat and abs(one.at - at) < 2 * DAY}
    return len(zones | {standing_at(record, chat, at - DAY).zone}) > 1


def only_first_injections_are_asked_about(record: Record) -> Iterator[str]:
    """One that is on record, within half a day, of no more than three that were by then; each once."""
    owners, seen = {dose.id: dose.chat for dose in record.doses}, set()
    for one in _asked(record, Kind.REACTION):
        dose = int(one.about)
        if owners.get(dose) != one.chat:
            yield f"not their own injection: {one}"
        if dose in seen:
            yield f"asked about twice: {one}"
        seen.add(dose)
        taken = [noted for noted in record.history(dose) if noted.seq < one.began and noted.kind != "later"][-1:]
        if not taken or taken[0].kind != "taken" or one.at - taken[0].at > WORTH_IT:
            yield f"after no injection: {one} {taken}"
        elif _had(record, one.chat, taken[0].seq) > FIRST:
            yield f"not one of the first: {one}"


def _had(record: Record, chat: int, seq: int) -> int:
    """How many injections were on record as had by then."""
    last = {noted.dose: noted.kind for noted in record.noted if noted.chat == chat and noted.seq <= seq}
    return sum(kind == "taken" for kind in last.values())


def check_ins_keep_their_rhythm(record: Record) -> Iterator[str]:
    """Not more often than was chosen; and where nothing was in the way, not much more seldom either."""
    asked: dict[int, list[datetime]] = defaultdict(list)
    for one in _asked(record, Kind.CHECK_IN):
        asked[one.chat].append(one.at)
    for chat in sorted({one.chat for one in record.standings if follows(one.chat)}):
        for before, after in pairwise((record.began, *asked[chat], record.ended)):
            missed = before + RHYTHM - DAY, before + 2 * RHYTHM + GIVE
            if after - before < RHYTHM - DAY and after != record.ended:
                yield f"asked for again too soon: chat {chat} {before} {after}"
            if after > missed[1] and not busy(record, chat, *missed):
                yield f"not asked for: chat {chat} {before} {after}"
    yield from (f"nobody chose that: {chat}" for chat in asked if not follows(chat))


def improvement_is_asked_once_a_question(record: Record) -> Iterator[str]:
    seen = set()
    for one in _asked(record, Kind.IMPROVEMENT):
        if (one.chat, one.about) in seen:
            yield f"asked twice: {one} {one.about}"
        seen.add((one.chat, one.about))


CHECKS: tuple[Callable[[Record], Iterator[str]], ...] = (
    one_a_day,
    only_first_injections_are_asked_about,
    check_ins_keep_their_rhythm,
    improvement_is_asked_once_a_question,
)

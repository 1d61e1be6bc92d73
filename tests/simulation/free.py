"""When the bot was free to speak to somebody, worked out from the record alone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.simulation.record import Record, Standing

Stretch = tuple[datetime, datetime]
FOR_EVER = datetime(9000, 1, 1, tzinfo=UTC)


def standing_at(record: Record, chat: int, at: datetime) -> Standing:
    """The patient's settings at an instant."""
    before = [one for one in record.standings if one.chat == chat and one.at <= at]
    return before[-1] if before else next(one for one in record.standings if one.chat == chat)


def is_quiet(record: Record, chat: int, at: datetime) -> bool:
    """Whether an instant lies in the patient's quiet hours."""
    return any(start <= at < end for start, end in _nights(standing_at(record, chat, at), at, at))


def is_paused(record: Record, chat: int, at: datetime) -> bool:
    """Whether the patient had asked for silence at an instant."""
    return any(start <= at < end for start, end in _pauses(record, chat))


def busy(record: Record, chat: int, start: datetime, end: datetime, quiet: bool = False) -> list[Stretch]:
    """When, between two instants, the bot could not speak to somebody, in order and merged."""
    found = [(span.start, span.end) for span in record.spans if span.chat in (None, chat)]
    found += _pauses(record, chat)
    if quiet:
        for now, following in _with_next([one for one in record.standings if one.chat == chat]):
            found += [
                (max(night[0], now.at), min(night[1], following))
                for night in _nights(now, max(start, now.at), min(end, following))
                if night[0] < following and night[1] > now.at
            ]
    return _merged([one for one in found if one[1] >= start and one[0] <= end])


def first_free(stretches: list[Stretch], start: datetime, long: timedelta) -> datetime:
    """The first instant from `start` on that begins a free stretch of that length."""
    at = start
    for begins, ends in stretches:
        if begins - at >= long:
            break
        at = max(at, ends)
    return at


def first_waking(record: Record, chat: int, start: datetime, long: timedelta) -> datetime:
    """The same outside quiet hours too."""
    away = busy(record, chat, start, FOR_EVER)
    at = start
    while True:
        free = first_free(away, at, long)
        nights = busy(record, chat, free, free + timedelta(days=2), quiet=True)
        at = first_free(nights, free, long)
        if at == free:
            return at


def _pauses(record: Record, chat: int) -> list[Stretch]:
    found: list[Stretch] = []
    for now, following in _with_next([one for one in record.standings if one.chat == chat]):
        if now.paused_from is not None:
            found.append((now.paused_from, min(now.paused_until or FOR_EVER, following)))
    return found


def _with_next(standings: list[Standing]) -> Iterator[tuple[Standing, datetime]]:
    for index, now in enumerate(standings):
        yield now, standings[index + 1].at if index + 1 < len(standings) else FOR_EVER


def _nights(standing: Standing, start: datetime, end: datetime) -> Iterator[Stretch]:
    """The quiet hours that touch a time, from the wall clock; where an hour comes twice, the longer reading."""
    if standing.quiet_from == standing.quiet_to or end < start:
        return
    zone = ZoneInfo(standing.zone)
    opens, closes = time.fromisoformat(standing.quiet_from), time.fromisoformat(standing.quiet_to)
    day = (start - timedelta(days=2)).date()
    while day <= (end + timedelta(days=1)).date():
        last: date = day if opens < closes else day + timedelta(days=1)
        begins = datetime.combine(day, opens, zone).astimezone(UTC)
        ends = datetime.combine(last, closes, zone).replace(fold=1).astimezone(UTC)
        yield begins, ends
        day += timedelta(days=1)


def _merged(stretches: list[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for begins, ends in sorted(stretches):
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ends))
        else:
            merged.append((begins, ends))
    return merged

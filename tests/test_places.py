"""Time zones by location, by city and by the clock on the wall."""

import gc
import time as stopwatch
import zoneinfo
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.places import Place, Places

WINTER = datetime(2026, 1, 15, 12, 0, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def places() -> Places:
    return Places()


def test_building_it_loads_nothing() -> None:
    before = stopwatch.perf_counter()
    Places()
    assert stopwatch.perf_counter() - before < 0.1


def test_what_is_loaded_is_not_looked_through_by_the_collector(places: Places) -> None:
    gc.unfreeze()
    places.load()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (52.52, 13.40, "Europe/Berlin"),
        (28.61, 77.21, "Asia/Kolkata"),
        (27.70, 85.32, "Asia/Kathmandu"),
        (-34.60, -58.38, "America/Argentina/Buenos_Aires"),
        (-31.95, 115.86, "Australia/Perth"),
        (40.0, -30.0, None),
        (0.0, 0.0, None),
        (91.0, 0.0, None),
        (0.0, 181.0, None),
        (float("nan"), 0.0, None),
    ],
)
def test_a_location_has_its_zone_and_the_sea_has_none(
    places: Places, latitude: float, longitude: float, zone: str | None
) -> None:
    assert places.zone_at(latitude, longitude) == zone


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Berlin", Place("Berlin", "DE", "Europe/Berlin")),
        ("  berlin!", Place("Berlin", "DE", "Europe/Berlin")),
        ("Europe/berlin", Place("Berlin", "DE", "Europe/Berlin")),
        ("america/new york", Place("New York City", "US", "America/New_York")),
        ("New York", Place("New York City", "US", "America/New_York")),
        ("münchen", Place("Munich", "DE", "Europe/Berlin")),
        ("Munchen", Place("Munich", "DE", "Europe/Berlin")),
        ("Kolkatta", Place("Kolkata", "IN", "Asia/Kolkata")),
        ("sao paulo", Place("São Paulo", "BR", "America/Sao_Paulo")),
        ("москва", Place("Moscow", "RU", "Europe/Moscow")),
        ("東京", Place("Tokyo", "JP", "Asia/Tokyo")),
        ("Edinbrugh", Place("Edinburgh", "GB", "Europe/London")),
        ("Phildelphia", Place("Philadelphia", "US", "America/New_York")),
        ("San Franc", Place("San Francisco", "US", "America/Los_Angeles")),
        ("Tavistock", Place("Tavistock", "GB", "Europe/London")),
        ("Longyearbyen", Place("Longyearbyen", "SJ", "Arctic/Longyearbyen")),
        ("utc", Place("UTC", "", "UTC")),
        ("US/Eastern", Place("Eastern", "", "US/Eastern")),
    ],
)
def test_a_city_is_found_by_any_of_its_names(places: Places, text: str, first: Place) -> None:
    assert places.cities(text)[0] == first


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Paris, Texas", Place("Paris", "US", "America/Chicago")),
        ("Paris TX", Place("Paris", "US", "America/Chicago")),
        ("Pariss, Texas", Place("Paris", "US", "America/Chicago")),
        ("Paris (France)", Place("Paris", "FR", "Europe/Paris")),
        ("Córdoba, Spain", Place("Córdoba", "ES", "Europe/Madrid")),
        ("cordoba, españa", Place("Córdoba", "ES", "Europe/Madrid")),
        ("Birmingham UK", Place("Birmingham", "GB", "Europe/London")),
    ],
)
def test_a_country_or_state_narrows_it(places: Places, text: str, only: Place) -> None:
    assert places.cities(text, country_names={"ES": "España"}) == [only]


def test_a_hint_that_is_not_known_or_leads_nowhere_is_left_aside(places: Places) -> None:
    assert Place("London", "CA", "America/Toronto") in places.cities("London, Ontario")
    assert places.cities("Perth, WA")[0] == Place("Perth", "AU", "Australia/Perth")


def test_namesakes_come_biggest_first_and_each_zone_once(places: Places) -> None:
    found = places.cities("Paris")
    assert found[0].country == "FR"
    assert len(found) == len(set(found)) > 1
    assert all(place.name == "Paris" for place in found)
    assert places.cities("Paris", limit=1) == found[:1]


def test_a_country_gives_the_biggest_city_of_each_of_its_zones(places: Places) -> None:
    spain = [Place("Madrid", "ES", "Europe/Madrid"), Place("Las Palmas de Gran Canaria", "ES", "Atlantic/Canary")]
    assert set(spain) <= set(places.cities("Spain"))
    assert places.cities("Alemania", country_names={"DE": "Alemania"})[0].zone == "Europe/Berlin"


@pytest.mark.parametrize("text", ["", "?!", "qwertyuiop", "xyzq", "GMT+2", "Etc/GMT+2", "x" * 200])
def test_what_is_no_place_finds_nothing(places: Places, text: str) -> None:
    assert places.cities(text) == []


@settings(deadline=None)
@given(text=st.text(max_size=40))
def test_no_text_breaks_it_and_every_zone_exists(places: Places, text: str) -> None:
    for place in places.cities(text):
        zoneinfo.ZoneInfo(place.zone)


def test_every_zone_of_the_atlas_exists_and_most_of_the_world_is_in_it(places: Places) -> None:
    noon = {place.zone for hour in range(24) for place in every_quarter(places, hour)}
    assert noon <= zoneinfo.available_timezones()
    assert len(noon) > 400


def every_quarter(places: Places, hour: int) -> list[Place]:
    return [
        place for minute in (0, 15, 30, 45) for place in places.zones_by_clock(time(hour, minute), WINTER, limit=1000)
    ]


@pytest.mark.parametrize(
    ("local", "first"),
    [
        (time(20, 0), Place("Shanghai", "CN", "Asia/Shanghai")),
        (time(17, 30), Place("Mumbai", "IN", "Asia/Kolkata")),
        (time(17, 45), Place("Kathmandu", "NP", "Asia/Kathmandu")),
        (time(17, 38), Place("Mumbai", "IN", "Asia/Kolkata")),
        (time(17, 23), Place("Mumbai", "IN", "Asia/Kolkata")),
        (time(23, 55), Place("Auckland", "NZ", "Pacific/Auckland")),
    ],
)
def test_the_clock_on_the_wall_tells_the_zones_biggest_city_first(places: Places, local: time, first: Place) -> None:
    now = WINTER - timedelta(hours=1) if first.country == "NZ" else WINTER
    found = places.zones_by_clock(local, now)
    assert found[0] == first
    assert len(found) <= 6
    assert len({place.zone for place in found}) == len(found)


def test_midnight_does_not_hide_a_zone(places: Places) -> None:
    just_before = datetime(2026, 1, 15, 16, 3, tzinfo=UTC)  # 00:03 in China
    assert places.zones_by_clock(time(23, 58), just_before)[0].zone == "Asia/Shanghai"


def test_a_clock_that_no_zone_shows_finds_nothing(places: Places) -> None:
    assert places.zones_by_clock(time(12, 9), WINTER.replace(second=0)) == []


def test_summer_time_counts(places: Places) -> None:
    summer = datetime(2026, 7, 15, 12, tzinfo=UTC)
    zones = {place.zone for place in places.zones_by_clock(time(14), summer, limit=100)}
    assert "Europe/Paris" in zones
    assert "Africa/Tunis" not in zones

"""Numbers for a medical emergency, by country, and only where independent sources agree.

What it rests on: a number stands here when the usual advice is to call it for an ambulance, libphonenumber
(phonenumbers 9.0.43) accepts it as an emergency number of that country, and the emergency data of the Android Open
Source Project (eccdata, last changed 2023-12-08) has it as AMBULANCE there or, GB's 112, as the fallback. Countries
where they differ have no row (clinical.md 3.2: IN, NG, ID, PK), nor has a number that one source lacks (ZA's 10177):
a wrong number costs more than none. No person in these countries has verified them yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

_SOURCES = (
    "libphonenumber, short numbers (phonenumbers 9.0.43)",
    "Android Open Source Project, eccdata (2023-12-08)",
)
_CHECKED_ON = date(2026, 11, 22)


@dataclass(frozen=True)
class Numbers:
    """A country (ISO 3166 alpha-2), its numbers for a medical emergency, best first, and what vouches for them."""

    country: str
    medical: tuple[str, ...]
    sources: tuple[str, str] = _SOURCES
    checked_on: date = _CHECKED_ON


BY_COUNTRY: Mapping[str, Numbers] = MappingProxyType(
    {
        numbers.country: numbers
        for numbers in (
            Numbers("AU", ("000",)),
            Numbers("BR", ("192",)),
            Numbers("CN", ("120",)),
            Numbers("DE", ("112",)),
            Numbers("EG", ("123",)),
            Numbers("ES", ("112",)),
            Numbers("FR", ("15", "112")),
            Numbers("GB", ("999", "112")),
            Numbers("JP", ("119",)),
            Numbers("MX", ("911",)),
            Numbers("PH", ("911",)),
            Numbers("RU", ("103", "112")),
            Numbers("SA", ("997",)),
            Numbers("TR", ("112",)),
            Numbers("US", ("911",)),
            Numbers("ZA", ("112",)),
        )
    }
)


def medical_numbers(country: str | None) -> tuple[str, ...]:
    """The numbers to call in a medical emergency in `country` (ISO 3166 alpha-2), best first; () where unknown.

    For () the caller says: the local emergency number; on most mobile phones 112 works too.
    """
    numbers = BY_COUNTRY.get(country.upper()) if country else None
    return numbers.medical if numbers else ()

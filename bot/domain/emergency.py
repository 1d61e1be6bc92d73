"""Numbers for a medical emergency, by country, and only where two independent sources have them.

The table itself is data, `locales/emergency.toml`, so that a person can review it; docs/decisions.md says what a row
rests on. A country without two sources has no row: a wrong number costs more than none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Numbers:
    """A country (ISO 3166 alpha-2), its numbers for a medical emergency, best first, and what vouches for them.

    `note` and `exception` are for those who review the table, never for a patient; `exception` says why a number stands
    here that libphonenumber does not have. ValueError where a row could not be relied on.
    """

    country: str
    medical: tuple[str, ...]
    sources: tuple[str, ...]
    checked_on: date
    note: str = ""
    exception: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch("[A-Z]{2}", self.country):
            raise ValueError("a country is two capital letters, as in ISO 3166")
        if not self.medical or len(set(self.medical)) != len(self.medical):
            raise ValueError("a country has at least one number, each of them once")
        if not all(re.fullmatch("[0-9]{2,6}", number) for number in self.medical):
            raise ValueError("a number is 2 to 6 digits")
        if len(set(self.sources)) < 2:
            raise ValueError("a row has two different sources")


def medical_numbers(table: Mapping[str, Numbers], country: str | None) -> tuple[str, ...]:
    """The numbers to call in a medical emergency in `country` (ISO 3166 alpha-2), best first; () where unknown.

    For () the caller says: the local emergency number; on most mobile phones 112 works too.
    """
    numbers = table.get(country.upper()) if country else None
    return numbers.medical if numbers else ()

"""Numbers for a medical emergency, by country, and only where two independent sources have them.

The table itself is data, `locales/emergency.toml`, so that a person can review it; docs/decisions.md says what a row
rests on. A country without two sources has no row: a wrong number costs more than none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Number:
    """A number as it is dialled, what vouches for it, and why it stands here if libphonenumber or Android disagree.

    ValueError where it is not 2 to 6 digits, or has less than two sources.
    """

    digits: str
    sources: tuple[str, ...]
    exception: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch("[0-9]{2,6}", self.digits):
            raise ValueError("a number is 2 to 6 digits")
        if len(set(self.sources)) < 2:
            raise ValueError(f"{self.digits} needs two different sources")


@dataclass(frozen=True)
class Numbers:
    """A country (ISO 3166 alpha-2), its numbers for a medical emergency, best first, and when that was looked up.

    `note` is for those who review the table, never for a patient. ValueError where the row could not be relied on.
    """

    country: str
    numbers: tuple[Number, ...]
    checked_on: date
    note: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch("[A-Z]{2}", self.country):
            raise ValueError("a country is two capital letters, as in ISO 3166")
        if not self.medical or len(set(self.medical)) != len(self.medical):
            raise ValueError("a country has at least one number, each of them once")

    @property
    def medical(self) -> tuple[str, ...]:
        """The numbers to dial, best first."""
        return tuple(number.digits for number in self.numbers)


def medical_numbers(table: Mapping[str, Numbers], country: str | None) -> tuple[str, ...]:
    """The numbers to call in a medical emergency in `country` (ISO 3166 alpha-2), best first; () where unknown.

    For () the caller says: the local emergency number; on most mobile phones 112 works too.
    """
    row = table.get(country.upper()) if country else None
    return row.medical if row else ()

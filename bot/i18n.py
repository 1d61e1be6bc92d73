"""A language tag -> translations and CLDR formats, falling back to English."""

import gettext
import html
import io
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.domain.clock_time import DayPart, TimeWords
from bot.domain.dates import DateWords
from bot.domain.pages import Page, page
from bot.domain.prescription.words import Vocabulary, vocabulary

DEFAULT = "en"
DAYS_KEPT = 1000
_NO_COUNTRY = ("ZZ", "EU", "UN", "EZ", "XA", "XB", "QO")


class Html(str):
    """Text that is safe to stand in an HTML message as it is."""

    __slots__ = ()


@dataclass(frozen=True)
class Words:
    """What a language's words.toml holds: how its speakers write, and what they answer with."""

    name: str
    territory: str
    day_first: bool
    grouping: str
    decimal: str
    dates: Mapping[str, Any]
    times: Mapping[str, Any]
    replies: Mapping[str, Sequence[str]]
    countries: Mapping[str, Sequence[str]]


class Translator:
    """One language: its sentences, its names and its ways to write a date, a time and a number."""

    def __init__(
        self,
        tag: str,
        catalog: gettext.NullTranslations,
        words: Words,
        prescription: Mapping[str, Any],
        read_pages: Callable[[], dict[str, Page]],
    ) -> None:
        self.tag = tag
        self._prescription = prescription
        self._read_pages = read_pages
        self.words = words
        self.locale = Locale.parse(f"{tag}_{words.territory}")
        self._catalog = catalog
        # many messages name the same few days, and writing one takes longer than the rest of its sentence
        self._written = lru_cache(DAYS_KEPT)(self._write)

    def __call__(self, msgid: str, /, **values: object) -> Html:
        """The sentence as HTML; every value is escaped unless it is Html already."""
        return _fill(self._catalog.gettext(msgid), values)

    def plural(self, one: str, many: str, n: int, /, **values: object) -> Html:
        """The sentence for `n` things, as HTML; {n} is the number."""
        return _fill(self._catalog.ngettext(one, many, n), {"n": self.number(n), **values})

    def label(self, msgid: str, /, **values: object) -> str:
        """The words of a button, a command or a file, which are plain text."""
        return self._catalog.gettext(msgid).format(**values)

    def day(self, day: date) -> str:
        """Tue 3 Mar; with the year where it is not near enough to go without is the caller's to choose."""
        return self._written(day, "EEE d MMM")

    def day_with_year(self, day: date) -> str:
        """Tue 3 Mar 2026."""
        return self._written(day, "EEE d MMM y")

    def dated(self, written: str) -> str:
        """3 Mar 2026, Mar 2026 or 2026, of a date in ISO 8601 that is as exact as it is known."""
        pattern = ("y", "MMM y", "d MMM y")[written.count("-")]
        return self._written(date.fromisoformat(f"{written}-01-01"[:10]), pattern)

    def _write(self, day: date, pattern: str) -> str:
        return format_date(day, pattern, self.locale).replace(".", "")

    def clock(self, at: time | datetime) -> str:
        """09:00; always on 24 hours, so that morning and evening cannot be confused."""
        return f"{at:%H:%M}"

    def moment(self, local: datetime) -> str:
        """Tue 3 Mar 09:00, of a wall-clock time."""
        return f"{self.day(local.date())} {self.clock(local)}"

    def weekday(self, index: int) -> str:
        """Monday for 0."""
        return str(self.locale.days["format"]["wide"][index])

    def weekday_short(self, index: int) -> str:
        """Mon for 0."""
        return str(self.locale.days["format"]["abbreviated"][index]).rstrip(".")

    def number(self, value: int | Decimal) -> str:
        """1,000 in English, 1 000 in Spanish: always grouped, never with a trailing zero (ISMP)."""
        grouped = f"{Decimal(value):,f}"
        space = "\u00a0"
        group = self.words.grouping or space
        return grouped.translate({ord(","): group, ord("."): self.words.decimal})

    def listing(self, items: Iterable[str]) -> str:
        """a, b and c."""
        return format_list(list(items), locale=self.locale)

    def either(self, items: Iterable[str]) -> str:
        """a, b or c."""
        return format_list(list(items), style="or", locale=self.locale)

    @cached_property
    def countries(self) -> dict[str, str]:
        """ISO code -> name of every country."""
        return {c: n for c, n in self.locale.territories.items() if len(c) == 2 and c not in _NO_COUNTRY}

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Topic -> its page, in English where this language has none; ValueError where a file is amiss."""
        return self._read_pages()

    @cached_property
    def date_words(self) -> DateWords:
        """How days are named when typed."""
        return DateWords(
            months=_forms(self.locale.months, range(1, 13)),
            weekdays=_forms(self.locale.days, range(7)),
            relative=self.words.dates["relative"],
            ahead=self.words.dates["ahead"],
            ignored=self.words.dates["ignored"],
        )

    @cached_property
    def time_words(self) -> TimeWords:
        """How times of day are named when typed."""
        named = {word: time.fromisoformat(at) for word, at in self.words.times["named"].items()}
        return {**named, **{word: DayPart(*hours) for word, hours in self.words.times["parts"].items()}}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """How prescriptions are written, for bot.domain.prescription.parse."""
        return vocabulary(
            self._prescription,
            self.date_words,
            self.time_words,
            day_first=self.words.day_first,
            grouping=self.words.grouping,
        )


class Languages:
    """Every language that the locales folder holds; English for any other."""

    def __init__(self, folder: Path) -> None:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        self._known = _read(folder, tuple((path, path.stat().st_mtime_ns) for path in files))

    @property
    def names(self) -> dict[str, str]:
        """Tag -> the language's own name, English first."""
        tags = sorted(self._known, key=lambda tag: (tag != DEFAULT, tag))
        return {tag: self._known[tag].words.name for tag in tags}

    def match(self, tag: str | None) -> str:
        """The tag of the language that serves `tag` ("es-MX", "pt-br", None) best."""
        base = (tag or DEFAULT).replace("_", "-").split("-", maxsplit=1)[0].lower()
        return base if base in self._known else DEFAULT

    def of(self, tag: str | None) -> Translator:
        """The translator for a tag."""
        return self._known[self.match(tag)]

    @cached_property
    def countries(self) -> dict[str, str]:
        """Every name of a country that is used in any of the languages, as people type it -> ISO code."""
        named = {name: code for t in self for code, name in t.countries.items()}
        return named | {name: code for t in self for code, names in t.words.countries.items() for name in names}

    def __iter__(self) -> Iterator[Translator]:
        return iter(self._known.values())


def _fill(text: str, values: Mapping[str, object]) -> Html:
    safe = {k: v if isinstance(v, Html) else html.escape(str(v), quote=False) for k, v in values.items()}
    return Html(text.format(**safe))


def _forms(names: Any, keys: Iterable[int]) -> list[list[str]]:
    shapes = [names[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    return [sorted({shape[key].rstrip(".") for shape in shapes}) for key in keys]


@lru_cache(maxsize=4)
def _read(folder: Path, _files: tuple[tuple[Path, int], ...]) -> Mapping[str, Translator]:
    """Each tag's language, read once as its files are: that is most of a start, and tests start a thousand programs."""
    tags = sorted(path.parent.name for path in folder.glob("*/words.toml"))
    return {
        tag: Translator(
            tag, _catalog(folder, tag), _words(folder, tag), _prescription(folder, tag), partial(_pages, folder, tag)
        )
        for tag in tags
    }


def _words(folder: Path, tag: str) -> Words:
    return Words(**tomllib.loads((folder / tag / "words.toml").read_text(encoding="utf-8")))


def _prescription(folder: Path, tag: str) -> dict[str, Any]:
    return tomllib.loads((folder / tag / "prescription.toml").read_text(encoding="utf-8"))


def _pages(folder: Path, tag: str) -> dict[str, Page]:
    files = [path for language in (DEFAULT, tag) for path in sorted((folder / language / "knowledge").glob("*.md"))]
    # what people type to find a page is for learning alone
    return {path.stem: replace(page(path.stem, path.read_text(encoding="utf-8")), phrasings=()) for path in files}


def _catalog(folder: Path, tag: str) -> gettext.NullTranslations:
    """The language's bot.po, compiled in memory, so that no stale .mo can be read; English has none."""
    path = folder / tag / "LC_MESSAGES" / "bot.po"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as source:
        catalog = read_po(source, locale=tag)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)

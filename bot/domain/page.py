"""The shape of a page to print: ready-made words and where they stand, for whoever words it and whoever sets it."""

from dataclasses import dataclass

# what stands where a letter was typed that cannot be printed; a Page's `unprintable` explains it
MARK = "[?]"


@dataclass(frozen=True)
class Row:
    """A question with its answer and a remark on it; with `room`, lines to write on follow."""

    question: str
    answer: str | None = None
    remark: str | None = None
    room: bool = False


@dataclass(frozen=True)
class Section:
    """Rows under a title; `note` is a sentence after them, or in their place."""

    title: str
    rows: tuple[Row, ...] = ()
    note: str | None = None


@dataclass(frozen=True)
class Page:
    """The plain words of one A4 page in a language (its tag); the patient's own stand in it as typed.

    `more` is printed where not all fits on the page, `unprintable` where a MARK had to take the place of letters.
    """

    language: str
    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: tuple[str, ...]
    more: str
    unprintable: str

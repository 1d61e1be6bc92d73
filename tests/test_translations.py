"""Every language says all that English says, whole, with the same places for values, and on buttons that fit."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
VIEWS = ROOT / "bot" / "views"
PO_FILES = sorted((ROOT / "locales").glob("*/LC_MESSAGES/bot.po"))

# What may stay as it is in English, beside what holds no words at all.
SAME_IN_SOME_LANGUAGES = {"No", "<b>B12 Companion</b> {purpose}", "B12 Companion {purpose}", "b12-companion-{day}.json"}

# The widest that a phone shows on one line; what is longer in English is no button but a line of text.
WIDEST_BUTTON = 40

DEFAULT_WORDS = ("_", "gettext", "ngettext:1,2", "pgettext:1c,2")
PLACEHOLDER = re.compile(r"\{(\w*)\}")
TAG = re.compile(r"</?[a-z][^<>]*>")
MSGID = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One English sentence (or its two forms) with its translation's forms."""

    english: MSGID
    forms: MSGID

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each form beside its English: the first beside the singular, all others beside the plural."""
        for index, form in enumerate(self.forms):
            yield self.english[min(index, len(self.english) - 1)], form


def as_tuple(text: str | list[str] | tuple[str, ...] | None) -> MSGID:
    return (text,) if isinstance(text, str) else tuple(text or ())


def read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=path.parts[-3])


def entries(catalog: Catalog) -> list[Entry]:
    return [Entry(as_tuple(message.id), as_tuple(message.string)) for message in catalog if message.id]


def extracted(options: list[str]) -> set[MSGID]:
    keywords = parse_keywords(options)
    found = extract_from_dir(VIEWS, [("**.py", "python")], keywords=keywords)
    return {as_tuple(message) for _file, _line, message, _comments, _context in found}


def sentences_given_to_a_translator(path: Path) -> Iterator[MSGID]:
    """As the program calls it: t(...), t.label(...) and t.plural(..., ...), also where one stands inside another."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        words = tuple(one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))
        match node.func:
            case ast.Name("t") | ast.Attribute(ast.Name("t"), "label") if words:
                yield words[:1]
            case ast.Attribute(ast.Name("t"), "plural") if words:
                yield words[:2]


def keywords_of_make_messages() -> list[str]:
    recipe = re.search(r"pybabel -q extract .*", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert recipe
    # Beside its own words pybabel always looks for gettext's usual ones.
    return [*DEFAULT_WORDS, *re.findall(r"-k (\S+)", recipe.group())]


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def has_words(text: str) -> bool:
    return any(letter.isalpha() for letter in TAG.sub("", PLACEHOLDER.sub("", text)))


def is_balanced(text: str) -> bool:
    open_tags: list[str] = []
    for tag in TAG.findall(text):
        name = tag.strip("</>").split()[0]
        if not tag.startswith("</"):
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags and not re.search(r"[<>]", TAG.sub("", text))


def edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


@pytest.fixture(params=PO_FILES, ids=lambda path: path.parts[-3])
def catalog(request: pytest.FixtureRequest) -> Catalog:
    return read(request.param)


def test_there_are_languages_and_sentences_to_look_at() -> None:
    assert PO_FILES
    assert len(extracted(keywords_of_make_messages())) > 100


def test_make_messages_finds_each_sentence_wherever_it_stands() -> None:
    # it overlooks one inside an f-string, and takes a plural around a call with `t` for a single sentence
    given = {sentence for path in VIEWS.rglob("*.py") for sentence in sentences_given_to_a_translator(path)}
    assert given - extracted(keywords_of_make_messages()) == set()


def test_a_language_holds_exactly_the_sentences_of_the_views(catalog: Catalog) -> None:
    there = {entry.english for entry in entries(catalog)}
    wanted = extracted(keywords_of_make_messages())
    assert wanted - there == set(), "run make messages, then translate"
    assert there - wanted == set(), "run make messages"


def test_nothing_is_left_empty_or_unsure(catalog: Catalog) -> None:
    unsure = [message.id for message in catalog if message.id and message.fuzzy]
    wanting = [
        entry.english
        for entry in entries(catalog)
        if not all(entry.forms) or len(entry.forms) != (1 if len(entry.english) == 1 else catalog.num_plurals)
    ]
    assert (unsure, wanting) == ([], [])


def test_each_form_has_the_placeholders_of_the_english(catalog: Catalog) -> None:
    wrong = [
        form
        for entry in entries(catalog)
        for english, form in entry.pairs()
        # A form for one alone may leave the number out or name it, where one of the English forms does so.
        if placeholders(form) != placeholders(english)
        and not (form is entry.forms[0] and placeholders(form) == placeholders(entry.english[-1]))
    ]
    assert wrong == []


def test_each_form_has_the_tags_of_the_english_and_closes_them(catalog: Catalog) -> None:
    wrong = [
        form
        for entry in entries(catalog)
        for english, form in entry.pairs()
        if sorted(TAG.findall(form)) != sorted(TAG.findall(english)) or not is_balanced(form)
    ]
    assert wrong == []


def test_nothing_is_still_english(catalog: Catalog) -> None:
    same = [
        form
        for entry in entries(catalog)
        for english, form in entry.pairs()
        if form == english and has_words(english) and english not in SAME_IN_SOME_LANGUAGES
    ]
    assert same == []


def test_line_breaks_and_outer_spaces_agree_with_the_english(catalog: Catalog) -> None:
    wrong = [
        form
        for entry in entries(catalog)
        for english, form in entry.pairs()
        if form.count("\n") != english.count("\n") or edges(form) != edges(english)
    ]
    assert wrong == []


def test_the_words_on_buttons_fit_a_phone(catalog: Catalog) -> None:
    labels = {one for one in extracted(["label"]) if len(one) == 1}
    too_wide = [
        form
        for entry in entries(catalog)
        for english, form in entry.pairs()
        if entry.english in labels and len(english) <= WIDEST_BUTTON < len(form)
    ]
    assert too_wide == []


def test_unbalanced_tags_are_noticed() -> None:
    assert is_balanced("<b>Now</b> and <i>then</i>")
    assert not is_balanced("<b>Now")
    assert not is_balanced("Now</b>")
    assert not is_balanced("<b><i>Now</b></i>")
    assert not is_balanced("1 < 2")

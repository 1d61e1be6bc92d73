"""The phrasings: enough of them, each under one topic alone, and learned from."""

import shutil
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest

from bot.domain.closest import fold
from bot.domain.knowledge import DOSE, ELSEWHERE, OUTSIDE, STATEMENT
from bot.matching import LEARNED
from bot.matching.phrasings import Phrasing, digest, read
from tests.cast import LOCALES
from tests.domain.test_pages import GOOD
from tests.question_scores import lines

# in English and in Spanish
ENOUGH = {DOSE: 150, OUTSIDE: 300, STATEMENT: 100}
LEARN = "run `make train` and commit what it writes"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One page, on time."""
    for name in ("knowledge", "questions"):
        (tmp_path / "en" / name).mkdir(parents=True)
    (tmp_path / "en" / "knowledge" / "time.md").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_phrasings_are_read_from_the_page_and_beside_it(folder: Path) -> None:
    beside = folder / "en" / "questions"
    (beside / "plan.txt").write_text("# a word\n[time]\nhow many weeks\n\n", encoding="utf-8")
    (beside / "dose-2.txt").write_text("two or three?\n", encoding="utf-8")
    assert read(folder) == [
        Phrasing("How long?", "time"),
        Phrasing("how long", "time"),
        Phrasing("two or three?", DOSE),
        Phrasing("how many weeks", "time"),
    ]


@pytest.mark.parametrize(
    ("text", "why"), [("how many weeks\n", "under no topic"), ("[money]\nhow much\n", "no page on money")]
)
def test_a_line_that_belongs_to_no_page_is_refused(folder: Path, text: str, why: str) -> None:
    (folder / "en" / "questions" / "plan.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=why):
        read(folder)


@pytest.mark.parametrize(("language", "of_topic"), [("en", 100), ("es", 90)])
def test_there_are_enough_of_each_kind_in_each_language(language: str, of_topic: int, tmp_path: Path) -> None:
    shutil.copytree(LOCALES / language, tmp_path / language)
    found = Counter(one.of for one in read(tmp_path))
    assert len(found) == 56 + len(ELSEWHERE)
    assert {of: times for of, times in found.items() if times < ENOUGH.get(of, of_topic)} == {}


def test_no_phrasing_stands_under_two_kinds() -> None:
    kinds = defaultdict(set)
    for one in read(LOCALES):
        # what is no question at all may look like what is none for us
        kinds[fold(one.text)].add(OUTSIDE if one.of == STATEMENT else one.of)
    assert {text: of for text, of in kinds.items() if len(of) > 1 and text} == {}


def test_what_was_learned_was_learned_from_these() -> None:
    file = LOCALES / LEARNED
    assert file.is_file(), f"nothing was learned yet: {LEARN}"
    with np.load(file, allow_pickle=False) as kept:
        assert str(kept["digest"]) == digest(read(LOCALES)), f"the phrasings have changed since: {LEARN}"


@pytest.mark.parametrize("language", ["en", "es"])
def test_hardly_a_line_of_the_newest_is_a_phrasing_word_for_word(language: str) -> None:
    known = {one.text.casefold() for one in read(LOCALES)}
    tested = [line.text.casefold() for line in lines("last", language)]
    shared = [line for line in tested if line in known and len(line.split()) > 3]
    # "tell me a joke", "foods high in b12": some come to everybody's mind
    assert len(shared) <= len(tested) / 50, shared

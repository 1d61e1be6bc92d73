"""The exemplars: written as they have to be, enough of them, none at odds with another, and learned from."""

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from bot.domain.closest import fold
from bot.domain.red_flags import Tier
from bot.domain.symptoms import Sign
from bot.screening.exemplars import EVERYDAY, NONE, Exemplar, digest, read
from bot.screening.judge import LEARNED
from tests.cast import LOCALES

LANGUAGES = ("en", "es")
A_SIDE = 400
# nobody types more to a bot at once, and few type so much
LONGEST = 1000
# what a wrong encoding or a table leaves behind
BROKEN = frozenset("\ufffd\t\x00")
LEARN = "run `make train` and commit what it writes"


def written(folder: Path, name: str, text: str) -> list[Exemplar]:
    """What is read where this is the only file."""
    file = folder / "en" / "red_flags" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return read(folder)


def of_language(folder: Path, language: str) -> list[tuple[str, str, str]]:
    """File, heading and line of each exemplar, in order, as they stand in the files."""
    found = []
    for path in sorted((folder / language / "red_flags").glob("*.txt")):
        heading = ""
        for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
            heading = line if line in ("[now]", "[ask]", "[none]") else heading
            if line and line != heading and not line.startswith("#"):
                found.append((path.stem, heading, line))
    return found


def contradictions(lines: list[tuple[str, str, str]]) -> dict[str, list[str]]:
    """The texts that stand under more than one heading, and where."""
    headings, places = defaultdict(set), defaultdict(list)
    for name, heading, line in lines:
        headings[fold(line)].add(heading)
        places[fold(line)].append(f"{name} {heading}")
    return {text: places[text] for text, found in headings.items() if len(found) > 1 and text}


def test_a_line_is_what_its_file_and_heading_say(tmp_path: Path) -> None:
    text = "# a word to the reader\n[now]\nribs in a vice \n\n[ask]\nif it hurts?\n[none]\nmy cat, again\n"
    assert written(tmp_path, "chest-2.txt", text) == [
        Exemplar("ribs in a vice", Tier.NOW, Sign.CHEST),
        Exemplar("if it hurts?", Tier.ASK, Sign.CHEST),
        Exemplar("my cat, again", None, None),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("chest.txt", "a line under no heading"),
        ("chest.txt", "[later]\nunder one that there is not"),
        ("everyday.txt", "[now]\na sign of nothing"),
        ("knees.txt", "[now]\na sign that there is not"),
    ],
)
def test_a_file_that_is_not_as_it_has_to_be_is_refused(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"heading|knees"):
        written(tmp_path, name, text)


def test_the_digest_changes_with_every_change() -> None:
    one, other = Exemplar("a", Tier.NOW, Sign.CHEST), Exemplar("b", None, None)
    changed = [[other, one], [one], [Exemplar("a", Tier.ASK, Sign.CHEST), other], [one, Exemplar("c", None, None)]]
    assert len({digest(some) for some in ([one, other], *changed)}) == len(changed) + 1
    assert digest([one, other]) == digest(iter([one, other]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_on_each_side_in_each_language(language: str) -> None:
    lines = of_language(LOCALES, language)
    flags = [line for _, heading, line in lines if heading != f"[{NONE}]"]
    assert len(set(map(fold, flags))) >= A_SIDE
    assert len({fold(line) for _, heading, line in lines if heading == f"[{NONE}]"}) >= A_SIDE
    told = {(name.split("-")[0], heading) for name, heading, _ in lines}
    missing = [(sign, tier) for sign in Sign for tier in Tier if (sign, f"[{tier}]") not in told]
    assert missing == []
    assert (EVERYDAY, f"[{NONE}]") in told


def test_each_line_is_one_that_somebody_may_type() -> None:
    lines = [line for language in LANGUAGES for _, _, line in of_language(LOCALES, language)]
    assert len(lines) == len(read(LOCALES)), "none was left out"
    assert [line for line in lines if len(line) > LONGEST or set(line) & BROKEN] == []


def test_none_is_at_odds_with_another() -> None:
    found = contradictions([line for language in LANGUAGES for line in of_language(LOCALES, language)])
    assert found == {}, "decide which of them is right, take the others out, and " + LEARN


def test_what_is_at_odds_is_found() -> None:
    lines = [("chest", "[now]", "It HURTS!"), ("everyday", "[none]", "it hurts"), ("chest-2", "[now]", "it hurts")]
    assert contradictions(lines) == {"it hurts": ["chest [now]", "everyday [none]", "chest-2 [now]"]}
    assert contradictions([lines[0], lines[2]]) == {}, "said twice is no harm"


def test_what_was_learned_was_learned_from_these() -> None:
    file = LOCALES / LEARNED
    assert file.is_file(), f"nothing was learned yet: {LEARN}"
    with np.load(file, allow_pickle=False) as kept:
        assert str(kept["digest"]) == digest(read(LOCALES)), f"the exemplars have changed since: {LEARN}"

"""What listens in the running program: all that was learned where it is there, the phrases alone where it is not."""

import logging
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from bot.domain.red_flags import Judge, Leaning, Tier
from bot.domain.symptoms import Sign
from bot.likeness.encoder import Encoder, encoder
from bot.likeness.model import write
from bot.likeness.train import learn
from bot.screening import Screening
from bot.screening.judge import LEARNED
from bot.screening.train import lesson
from tests.cast import LOCALES
from tests.screening.given import DOZEN, NOW, Words

BY_PHRASE = {"I can't breathe": Tier.NOW, "no puedo respirar": Tier.NOW, "no chest pain": Tier.ASK, "done": None}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The phrases of each language, and nothing learned."""
    for path in LOCALES.glob("*/signs.toml"):
        (tmp_path / path.parent.name).mkdir()
        shutil.copy(path, tmp_path / path.parent.name)
    return tmp_path


@pytest.fixture(scope="module")
def found() -> Encoder:
    """The encoder that the program uses."""
    one = encoder()
    assert one is not None, "its package is missing: make test installs it"
    return one


def heard(screening: Screening, *said: str) -> list[Tier | None]:
    flags = [screening(text) for text in said]
    return [flag.tier if flag else None for flag in flags]


def test_without_the_classifier_the_list_still_answers(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert heard(Screening(folder), *BY_PHRASE) == list(BY_PHRASE.values())
    assert "nothing learned" in {record.getMessage() for record in caplog.records}
    assert "breathe" not in caplog.text


def damaged(kind: str) -> bytes:
    """A file as a full disk or a cut line leaves it."""
    whole = (LOCALES / LEARNED).read_bytes()
    return {"empty": b"", "other": b"<html>not found</html>", "cut": whole[:1000], "one": whole[:-500]}[kind]


@pytest.mark.parametrize("kind", ["empty", "other", "cut", "one"])
def test_with_a_damaged_file_the_list_still_answers(folder: Path, kind: str) -> None:
    (folder / LEARNED).write_bytes(damaged(kind))
    assert heard(Screening(folder), *BY_PHRASE) == list(BY_PHRASE.values())


class Broken(Screening):
    """What was learned raises at every text."""

    def _judge(self) -> Judge:
        def fails(texts: Sequence[str]) -> list[Leaning]:
            raise RuntimeError(texts[0])

        return fails


def test_where_the_classifier_raises_the_list_still_answers(folder: Path) -> None:
    assert heard(Broken(folder), *BY_PHRASE) == list(BY_PHRASE.values())


def test_what_another_encoder_was_used_for_is_not_used(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(learn(lesson(DOZEN), Words()), folder / LEARNED)
    assert heard(Screening(folder), *BY_PHRASE, NOW[0]) == [*BY_PHRASE.values(), None]
    assert "no encoder, or another" in {record.getMessage() for record in caplog.records}


def test_what_was_learned_hears_what_no_phrase_does(folder: Path, found: Encoder) -> None:
    write(learn(lesson(DOZEN), found), folder / LEARNED)
    flag = Screening(folder)(NOW[0].upper())
    assert flag is not None
    assert (flag.tier, flag.sign) == (Tier.NOW, Sign.CHEST)
    assert heard(Screening(folder), *NOW, "done, left thigh") == [*[Tier.NOW] * len(NOW), None]


def test_many_at_once_are_heard_as_one_by_one() -> None:
    screening = Screening(LOCALES)
    said = [*BY_PHRASE, "my tongue is swollen", "8pm left thigh", "se me cierra la garganta"] * 3
    alone = heard(screening, *said)
    with ThreadPoolExecutor(4) as pool:
        together = [flag.tier if flag else None for flag in pool.map(screening, said)]
    assert together == alone


def test_the_encoder_finds_the_same_meaning_in_another_language(found: Encoder) -> None:
    here, there, other = found.encode(["my throat is closing", "se me cierra la garganta", "the fridge is full"])
    assert float(here @ there) > float(here @ other)
    assert np.allclose(np.linalg.norm([here, there, other], axis=1), 1, atol=1e-3)

"""What is learned tells the exemplars apart, and is the same after it was written and read."""

from pathlib import Path

import numpy as np
import pytest

from bot.domain.red_flags import Leaning, Tier
from bot.domain.symptoms import Sign
from bot.likeness.model import Model, alike, read, write
from bot.likeness.train import learn
from bot.screening.exemplars import digest
from bot.screening.judge import LEARNED, Judge
from bot.screening.train import lesson
from tests.screening.given import ASK, DOZEN, NONE, NOW, Words

CLEAR, NEAR = 0.5, 0.02


@pytest.fixture(scope="module")
def model() -> Model:
    return learn(lesson(DOZEN), Words())


@pytest.fixture(scope="module")
def judge(model: Model) -> Judge:
    return Judge(model, Words())


def tier(leaning: Leaning) -> Tier | None:
    """The tier that it leans to by more than half."""
    found = {Tier.NOW: sum(leaning.now.values()), Tier.ASK: sum(leaning.ask.values())}
    most = max(found, key=lambda one: found[one])
    return most if found[most] > CLEAR else None


@pytest.mark.parametrize(("texts", "wanted"), [(NOW, Tier.NOW), (ASK, Tier.ASK), (NONE, None)])
def test_it_tells_its_exemplars_apart(judge: Judge, texts: tuple[str, ...], wanted: Tier | None) -> None:
    assert [tier(leaning) for leaning in judge(texts)] == [wanted] * len(texts)


def test_it_leans_to_the_sign_that_it_was_told_and_to_no_other(judge: Judge) -> None:
    (leaning,) = judge([NOW[0]])
    assert leaning.now.keys() == leaning.ask.keys() == set(Sign)
    assert leaning.now[Sign.CHEST] > CLEAR
    assert max(abs(leaning.now[sign]) for sign in Sign if sign is not Sign.CHEST) < NEAR


def test_what_is_new_goes_with_what_it_is_like_and_nothing_with_what_is_like_none(judge: Judge) -> None:
    new, strange = judge(["now an ANVIL, on my ribs!", "zzz qqq"])
    assert tier(new) is Tier.NOW
    assert tier(strange) is None


def test_each_text_leans_as_it_does_alone(judge: Judge) -> None:
    together = judge([*NOW, *NONE])
    assert [one.now[Sign.CHEST] for one in together] == pytest.approx(
        [judge([text])[0].now[Sign.CHEST] for text in (*NOW, *NONE)], abs=1e-4
    )


def test_it_is_the_same_after_it_was_written_and_read(model: Model, tmp_path: Path) -> None:
    write(model, tmp_path / LEARNED)
    again = read(tmp_path / LEARNED)
    assert (again.encoder, again.digest) == (Words.name, digest(DOZEN))
    assert again.wording.counts == model.wording.counts
    texts = [*NOW, *ASK, *NONE, "ribbs in a vise"]
    for before, after in zip(Judge(model, Words())(texts), Judge(again, Words())(texts), strict=True):
        assert after.now == pytest.approx(before.now, abs=NEAR)
        assert after.ask == pytest.approx(before.ask, abs=NEAR)


def test_a_text_is_most_like_itself() -> None:
    rows = Words().encode([*NOW, *NONE])
    found = alike(rows, rows)
    assert np.allclose(np.diag(found), 1)
    assert (found <= 1 + 1e-6).all()
    assert (found >= 0).all()


def test_no_text_and_an_empty_text_lean_nowhere_by_letters(model: Model) -> None:
    assert model.lean_by_letters([]) == model.lean(Words(), []) == []
    assert set(model.lean_by_letters([""])[0].values()) == {0}

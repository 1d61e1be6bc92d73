"""What is learned tells the exemplars apart, and is the same after it was written and read."""

from pathlib import Path

import numpy as np
import pytest

from bot.domain.red_flags import Leaning, Tier
from bot.domain.symptoms import Sign
from bot.screening.exemplars import digest
from bot.screening.model import LEARNED, Model, alike, read, write
from bot.screening.train import train
from tests.screening.given import ASK, DOZEN, NONE, NOW, Words

CLEAR, NEAR = 0.5, 0.02


@pytest.fixture(scope="module")
def model() -> Model:
    return train(DOZEN, Words())


def tier(leaning: Leaning) -> Tier | None:
    """The tier that it leans to by more than half."""
    found = {Tier.NOW: sum(leaning.now.values()), Tier.ASK: sum(leaning.ask.values())}
    most = max(found, key=lambda one: found[one])
    return most if found[most] > CLEAR else None


@pytest.mark.parametrize(("texts", "wanted"), [(NOW, Tier.NOW), (ASK, Tier.ASK), (NONE, None)])
def test_it_tells_its_exemplars_apart(model: Model, texts: tuple[str, ...], wanted: Tier | None) -> None:
    assert [tier(leaning) for leaning in model.lean(Words(), texts)] == [wanted] * len(texts)


def test_it_leans_to_the_sign_that_it_was_told_and_to_no_other(model: Model) -> None:
    (leaning,) = model.lean(Words(), [NOW[0]])
    assert leaning.now.keys() == leaning.ask.keys() == set(Sign)
    assert leaning.now[Sign.CHEST] > CLEAR
    assert max(abs(leaning.now[sign]) for sign in Sign if sign is not Sign.CHEST) < NEAR


def test_what_is_new_goes_with_what_it_is_like_and_nothing_with_what_is_like_none(model: Model) -> None:
    new, strange = model.lean(Words(), ["now an ANVIL, on my ribs!", "zzz qqq"])
    assert tier(new) is Tier.NOW
    assert tier(strange) is None


def test_each_text_leans_as_it_does_alone(model: Model) -> None:
    together = model.lean(Words(), [*NOW, *NONE])
    assert [one.now[Sign.CHEST] for one in together] == pytest.approx(
        [model.lean(Words(), [text])[0].now[Sign.CHEST] for text in (*NOW, *NONE)], abs=1e-4
    )


def test_it_is_the_same_after_it_was_written_and_read(model: Model, tmp_path: Path) -> None:
    write(model, tmp_path / LEARNED)
    again = read(tmp_path / LEARNED)
    assert (again.encoder, again.digest) == (Words.name, digest(DOZEN))
    assert again.wording.counts == model.wording.counts
    texts = [*NOW, *ASK, *NONE, "ribbs in a vise"]
    for before, after in zip(model.lean(Words(), texts), again.lean(Words(), texts), strict=True):
        assert after.now == pytest.approx(before.now, abs=NEAR)
        assert after.ask == pytest.approx(before.ask, abs=NEAR)


def test_a_text_is_most_like_itself() -> None:
    rows = Words().encode([*NOW, *NONE])
    found = alike(rows, rows)
    assert np.allclose(np.diag(found), 1)
    assert (found <= 1 + 1e-6).all()
    assert (found >= 0).all()

"""What finds the page in the running program: all that was learned where it is there, and a kind way on where not."""

import logging
from pathlib import Path

import pytest

from bot.domain.knowledge import Answer, DoseQuestion, Found, Outside, Suggest
from bot.likeness.encoder import encoder
from bot.likeness.model import read, write
from bot.likeness.train import learn
from bot.matching import LEARNED, Matching
from bot.matching.phrasings import Phrasing
from bot.matching.train import lesson
from tests import question_scores as scores
from tests.cast import LOCALES
from tests.screening.given import Words

PHRASINGS = [
    *(Phrasing(text, "ships") for text in ("when does the ship sail", "is the ship late", "which ship goes north")),
    *(
        Phrasing(text, "trains")
        for text in ("when does the train leave", "is the train late", "which train goes north")
    ),
    *(Phrasing(text, "planes") for text in ("when does the plane fly", "is the plane late", "which plane goes north")),
    *(Phrasing(text, "?dose") for text in ("how many tickets shall I buy", "shall I buy two tickets or three")),
    *(Phrasing(text, "?outside") for text in ("what is for dinner", "my dog barks all night")),
    *(Phrasing(text, "?statement") for text in ("window seat", "done, coach seven")),
]


def test_where_nothing_was_learned_nothing_is_answered(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert Matching(tmp_path)("is the ship late, Zebrawort?") == Outside(0.0, asked=True)
    assert "nothing learned" in {record.getMessage() for record in caplog.records}
    assert "Zebrawort" not in caplog.text


def test_with_a_damaged_file_nothing_is_answered(tmp_path: Path) -> None:
    (tmp_path / LEARNED).write_bytes((LOCALES / LEARNED).read_bytes()[:1000])
    assert Matching(tmp_path)("can I have wine tonight?") == Outside(0.0, asked=True)


def test_what_was_learned_answers_refuses_and_lets_pass(tmp_path: Path) -> None:
    found = encoder()
    assert found is not None
    write(learn(lesson(PHRASINGS), found), tmp_path / LEARNED)
    match = Matching(tmp_path)
    assert isinstance(match("When does the SHIP sail?"), Answer)
    assert isinstance(match("how many tickets shall I buy?"), DoseQuestion)
    assert match("what is for dinner?") == Outside(match("what is for dinner?").confidence, asked=True)


def test_without_its_encoder_pages_are_offered_by_spelling_and_none_is_shown(tmp_path: Path) -> None:
    write(learn(lesson(PHRASINGS), Words()), tmp_path / LEARNED)
    found = Matching(tmp_path)("when does the ship sail")
    assert isinstance(found, Suggest)
    assert found.topics[0] == "ships"


def test_what_was_learned_is_the_same_after_it_was_written_and_read(tmp_path: Path) -> None:
    model = learn(lesson(PHRASINGS), Words())
    write(model, tmp_path / LEARNED)
    again = read(tmp_path / LEARNED)
    assert again.columns == model.columns
    assert model.columns[-3:] == ("?dose", "?outside", "?statement")
    texts = [one.text for one in PHRASINGS]
    for before, after in zip(model.lean(Words(), texts), again.lean(Words(), texts), strict=True):
        assert after == pytest.approx(before, abs=0.02)


class Broken(Matching):
    """Something in it fails at every text."""

    def _find(self, text: str) -> Found:
        raise RuntimeError(text)


def test_trouble_while_it_looks_is_no_answer_and_tells_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert Broken(LOCALES)("is the ship late, Zebrawort?") == Outside(0.0, asked=True)
    assert [record.getMessage() for record in caplog.records] == ["no match"]


# as scored once when they were fresh (docs/questions.md); what is found less often from now on was lost
AT_LEAST = {"top-1": 0.92, "top-3": 0.97, "answered right": 0.83, "dose refused": 0.96}
AT_MOST = {"answered wrong": 0.02, "outside answered": 0.03}
# one in Spanish: "salí con 1800, ¿le bajo?"
DOSES_ANSWERED = {"en": 0, "es": 1}


@pytest.mark.parametrize("language", DOSES_ANSWERED)
def test_the_newest_lines_are_answered_as_often_as_is_written_down(language: str) -> None:
    scored = scores.score(Matching(LOCALES), scores.lines("last", language))
    found = scores.figures(scored)
    assert {what: found[what] for what, floor in AT_LEAST.items() if round(found[what], 2) < floor} == {}
    assert {what: found[what] for what, most in AT_MOST.items() if found[what] > most} == {}
    answered = [one.line.text for one in scored if one.line.want == scores.DOSE and one.answered]
    assert len(answered) <= DOSES_ANSWERED[language], answered

"""What docs/safety.md says of the lines that were written last holds: a change that loses signs is seen."""

from pathlib import Path

import pytest

from bot.screening import Screening
from tests import red_flag_scores as scores

# as scored once when they were fresh; what is found less often from now on was lost
FLOORS = {
    "en": {"direct or misspelt, either tier": 0.97, "specificity, either tier": 0.90, "now, tier now": 0.90},
    "es": {"direct or misspelt, either tier": 0.93, "specificity, either tier": 0.88, "now, tier now": 0.84},
}
BOTH = {
    "idioms, either tier": 0.95,
    "specificity, tier now": 0.95,
    "denied, past, supposed: asked or met": 0.88,
}


@pytest.mark.parametrize("language", FLOORS)
def test_the_newest_lines_are_met_as_often_as_is_written_down(language: str) -> None:
    screening = Screening(Path(scores.ROOT / "locales"))
    found = scores.figures(scores.score(screening, scores.lines("fifth", language)))
    assert found["missed"] == 0
    lost = {what: found[what] for what, floor in (FLOORS[language] | BOTH).items() if found[what] < floor}
    assert not lost


def test_hardly_a_line_of_the_newest_is_an_exemplar_word_for_word() -> None:
    exemplars = {line for path in Path(scores.ROOT).glob("locales/*/red_flags/*.txt") for line in _lines(path)}
    tested = [line.text.casefold() for language in FLOORS for line in scores.lines("fifth", language)]
    shared = [line for line in tested if line in exemplars and len(line.split()) > 3]
    # what anybody would say, such as "ya me la puse", comes to several people's minds
    assert len(shared) <= len(tested) / 100, shared


def _lines(path: Path) -> list[str]:
    return [line.strip().casefold() for line in path.read_text(encoding="utf-8").splitlines()]

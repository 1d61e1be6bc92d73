"""How well questions are answered: `python -m tests.question_scores last` scores a set of lines and prints it.

`last` was written after the thresholds were fixed, and is for scoring alone. The thresholds were chosen on `dev`.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.knowledge import Answer, DoseQuestion, Found, Outside, Suggest
from bot.matching import Matching
from tests.red_flag_scores import say, share

ROOT = Path(__file__).resolve().parents[1]
LINES = ROOT / "tests" / "domain" / "question_lines"
DOSE, OUTSIDE = "dose", "outside"


@dataclass(frozen=True)
class Line:
    """One message, what it is to come to (a topic, "dose" or "outside"), and how it is written."""

    text: str
    want: str
    style: str


@dataclass(frozen=True)
class Scored:
    """A line, what it came to, and in how many seconds."""

    line: Line
    found: Found
    seconds: float

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that it came to, the likeliest first."""
        return self.found.topics if isinstance(self.found, Answer | Suggest) else ()

    @property
    def answered(self) -> str | None:
        """The topic that was answered directly."""
        return self.found.topic if isinstance(self.found, Answer) else None

    @property
    def kind(self) -> str:
        """In a word."""
        match self.found:
            case Answer():
                return f"answer {self.topics[0]}"
            case Suggest():
                return f"suggest {', '.join(self.topics)}"
            case DoseQuestion():
                return DOSE
            case Outside():
                return OUTSIDE


def lines(name: str, language: str) -> list[Line]:
    """The lines of that set in that language."""
    text = (LINES / f"{name}_{language}.jsonl").read_text(encoding="utf-8")
    return [Line(**json.loads(line)) for line in text.splitlines()]


def score(find: Callable[[str], Found], some: Iterable[Line]) -> list[Scored]:
    """What each line comes to."""
    scored = []
    for line in some:
        start = time.perf_counter()
        found = find(line.text)
        scored.append(Scored(line, found, time.perf_counter() - start))
    return scored


def figures(scored: Sequence[Scored]) -> dict[str, float]:
    """The shares that are asked for, 0 to 1."""
    topics = [one for one in scored if one.line.want not in (DOSE, OUTSIDE)]
    dose = [one for one in scored if one.line.want == DOSE]
    outside = [one for one in scored if one.line.want == OUTSIDE]
    return {
        "top-1": share(one.topics[:1] == (one.line.want,) for one in topics),
        "top-3": share(one.line.want in one.topics for one in topics),
        "answered right": share(one.answered == one.line.want for one in topics),
        "answered wrong": share(one.answered not in (None, one.line.want) for one in topics),
        "outside answered": share(one.answered is not None for one in outside),
        "outside offered pages": share(isinstance(one.found, Suggest) for one in outside),
        "dose answered": share(one.answered is not None for one in dose),
        "dose refused": share(one.kind == DOSE for one in dose),
        "p95 ms": 1000 * sorted(one.seconds for one in scored)[int(len(scored) * 0.95)],
    }


def main(name: str = "last") -> int:
    """Print the figures, and every line that came to something else."""
    match = Matching(ROOT / "locales")
    match("hello")
    for language in ("en", "es"):
        scored = score(match, lines(name, language))
        say(f"{language}: {len(scored)} lines")
        for what, value in figures(scored).items():
            say(f"  {what}: {value:.3f}")
        for one in scored:
            if one.line.want not in (one.answered, one.kind):
                say(f"  wanted {one.line.want}, came to {one.kind} ({one.line.style}): {one.line.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

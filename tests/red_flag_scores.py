"""How well warning signs are met: `python -m tests.red_flag_scores fifth` scores a set of lines and prints it.

`fifth` were written after the thresholds were fixed, and are for scoring alone. The thresholds were chosen on `dev`,
and on `last`, `second`, `third` and `fourth`, which were such sets once.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.red_flags import Flag
from bot.screening import Screening

ROOT = Path(__file__).resolve().parents[1]
LINES = ROOT / "tests" / "domain" / "red_flag_lines"
DIRECT = frozenset({"direct", "misspelt", "mixed"})
# what may not be missed, whatever else is
NEVER_MISSED = frozenset({"breathing", "allergy", "chest", "mind"})


@dataclass(frozen=True)
class Line:
    """One message, what it is to come to ("now", "ask" or None), what it is about, and how it is written."""

    text: str
    want: str | None
    kind: str | None
    style: str


@dataclass(frozen=True)
class Scored:
    """A line, what it came to, and in how many seconds."""

    line: Line
    found: Flag | None
    seconds: float

    @property
    def tier(self) -> str | None:
        """The tier it came to."""
        return self.found.tier.value if self.found else None


def lines(name: str, language: str) -> list[Line]:
    """The lines of that set in that language."""
    text = (LINES / f"{name}_{language}.jsonl").read_text(encoding="utf-8")
    return [Line(**json.loads(line)) for line in text.splitlines()]


def score(found: Callable[[str], Flag | None], some: Iterable[Line]) -> list[Scored]:
    """What each line comes to."""
    scored = []
    for line in some:
        start = time.perf_counter()
        flag = found(line.text)
        scored.append(Scored(line, flag, time.perf_counter() - start))
    return scored


def figures(scored: Sequence[Scored]) -> dict[str, float]:
    """The shares that are asked for, 0 to 1; `missed` counts what may never be missed."""
    signs = [one for one in scored if one.line.want == "now"]
    none = [one for one in scored if one.line.want is None]
    return {
        "direct or misspelt, either tier": share(one.tier is not None for one in signs if one.line.style in DIRECT),
        "idioms, either tier": share(one.tier is not None for one in signs if one.line.style == "idiom"),
        "specificity, either tier": share(one.tier is None for one in none),
        "now, tier now": share(one.tier == "now" for one in signs),
        "specificity, tier now": share(one.tier != "now" for one in none),
        "denied, past, supposed: asked or met": share(one.tier is not None for one in scored if one.line.want == "ask"),
        "missed": float(sum(one.tier is None and one.line.kind in NEVER_MISSED for one in signs)),
        "p95 ms": 1000 * sorted(one.seconds for one in scored)[int(len(scored) * 0.95)],
    }


def share(those: Iterable[bool]) -> float:
    """How many of those are so."""
    found = list(those)
    return sum(found) / len(found) if found else 1.0


def say(line: str) -> None:
    """A line of the answer."""
    sys.stdout.write(f"{line}\n")


def main(name: str = "fifth") -> int:
    """Print the figures, and every line that was missed or met for nothing."""
    screen = Screening(ROOT / "locales")
    screen("hello")
    for language in ("en", "es"):
        scored = score(screen, lines(name, language))
        negatives = sum(one.line.want is None for one in scored)
        say(f"{language}: {len(scored)} lines, {negatives} of them negatives")
        for what, value in figures(scored).items():
            say(f"  {what}: {value:.3f}")
        for one in scored:
            if (one.line.want == "now" and one.tier is None) or (one.line.want is None and one.tier is not None):
                say(f"  wanted {one.line.want}, came to {one.tier} ({one.line.style}): {one.line.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

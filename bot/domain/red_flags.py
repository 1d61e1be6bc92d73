"""Words that mean "seek help now", or may: every text is screened, clause by clause and whole, before all else.

A flag shows a written help page and nothing else: it is no finding about the person. Two things listen: a list of
phrases that forgives slips (the floor, which is always there), and a classifier that has learned from written
exemplars with contrasting negatives. What they say is put together here by fixed thresholds (docs/safety.md).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.lexicon import Hit, Lexicon, hits
from bot.domain.symptoms import Sign


class Tier(StrEnum):
    """NOW: help at once. ASK: "Is this happening now?" first."""

    NOW = "now"
    ASK = "ask"


# Denied, past or supposed, these still get a question, never silence (throat and tongue are of BREATHING and ALLERGY).
NEVER_SILENT = frozenset({Sign.BREATHING, Sign.ALLERGY, Sign.CHEST, Sign.MIND})


@dataclass(frozen=True)
class Flag:
    """A warning sign in what was typed: how sure, what it is about, and what it was seen by.

    `heard`: a phrase of it was in the text; else the text is only like what was written of it.
    """

    tier: Tier
    sign: Sign
    why: str
    heard: bool = False


def is_doubt(flag: Flag) -> bool:
    """Whether the text is only like one in which a sign is asked about."""
    return flag.tier is Tier.ASK and not flag.heard


@dataclass(frozen=True)
class Leaning:
    """What the classifier makes of one text: how far (about 0 to 1) it leans to each sign in each tier."""

    now: Mapping[Sign, float]
    ask: Mapping[Sign, float]


@dataclass(frozen=True)
class Thresholds:
    """From where on something counts.

    `now`: a text that leans so far to NOW shows help at once; `part`: so does a clause. `maybe`: one that leans so far
    to NOW is asked about; `ask`: so is one that leans so far to NOW and ASK together. `doubt`: a phrase shows help at
    once only where the text leans so far to NOW as well; `hint`: so far it has to lean for a weak phrase to count, and
    for one that is denied, past or supposed and not of the NEVER_SILENT.
    By `sooner` less these are asked about, where there are words enough.
    """

    now: float
    part: float
    maybe: float
    ask: float
    doubt: float
    hint: float
    sooner: float


# Chosen on the lines dev, last, second, third and fourth in tests/domain/red_flag_lines and on questions, before any of
# the fifth was written (docs/safety.md).
LIMITS = Thresholds(now=0.46, part=0.7, maybe=0.34, ask=0.56, doubt=0.15, hint=0.25, sooner=0.14)

Judge = Callable[[Sequence[str]], Sequence[Leaning]]

_END = re.compile("(?<!\\d)[.:]|[.:](?!\\d)|[;!?…\n()\\[\\]]|\\s[-\u2013\u2014]+\\s|,(?!\\d)")
# of fewer words none is asked about sooner than otherwise
FEW = 4
# more than this many are looked at as one: a message is to be met while it is being read
MOST_CLAUSES = 4


def clauses(text: str) -> list[str]:
    """The parts between stops, in order, as they were typed."""
    found = [part.strip() for part in _END.split(text) if part and part.strip()]
    return found if len(found) <= MOST_CLAUSES else [*found[: MOST_CLAUSES - 1], " ".join(found[MOST_CLAUSES - 1 :])]


def screen(text: str, lexicon: Lexicon, judge: Judge | None = None, limits: Thresholds | None = None) -> Flag | None:
    """The warning sign in the text, if there is one. Without a judge and its limits the phrases decide alone."""
    if not any(map(str.isalpha, text)):
        return None
    parts = clauses(text)
    found = [hit for part in parts for hit in hits(lexicon, part)]
    if judge is None or limits is None:
        return _by_words(found)
    whole, *each = judge([text, *parts] if len(parts) > 1 else [text])
    # a few words lean a little to anything: "all of them" is like what was written of pills
    return _weigh(found, whole, each, limits if len(text.split()) >= FEW else replace(limits, sooner=0))


def _by_words(found: Sequence[Hit]) -> Flag | None:
    hit = _first(found)
    return None if hit is None else _of(hit, Tier.ASK if hit.softened else Tier.NOW)


def _weigh(found: Sequence[Hit], whole: Leaning, each: Sequence[Leaning], limits: Thresholds) -> Flag | None:
    """What the phrases and the classifier come to together."""
    most = max((whole, *each), key=_now)
    if _now(whole) >= limits.now or _now(most) >= limits.part:
        return Flag(Tier.NOW, _sign(most.now), f"like what was written as {Tier.NOW}, {_now(most):.2f}")
    hit = _first(hit for hit in found if _counts(hit, _now(whole), limits))
    if hit is not None:
        unsure = hit.softened or hit.weak or _now(whole) < limits.doubt
        return _of(hit, Tier.ASK if unsure else Tier.NOW)
    sign = _sign(_both(whole))
    sooner = limits.sooner if sign in NEVER_SILENT else 0
    if _now(whole) >= limits.maybe - sooner or _any(whole) >= limits.ask - sooner:
        return Flag(Tier.ASK, sign, f"like what was written as {Tier.ASK}, {_any(whole):.2f}")
    return None


def _first(found: Iterable[Hit]) -> Hit | None:
    return min(found, key=lambda hit: (hit.softened, hit.weak, hit.phrase), default=None)


def _counts(hit: Hit, lean: float, limits: Thresholds) -> bool:
    """A phrase always counts, but for one that may mean something else, or is denied and not of the NEVER_SILENT."""
    return lean >= limits.hint or not (hit.weak or (hit.softened and hit.sign not in NEVER_SILENT))


def _of(hit: Hit, tier: Tier) -> Flag:
    why = f"words: {hit.phrase}" + (", denied or supposed" if hit.softened else "")
    return Flag(tier, hit.sign, why, heard=True)


def _now(leaning: Leaning) -> float:
    return sum(leaning.now.values())


def _any(leaning: Leaning) -> float:
    return sum(_both(leaning).values())


def _both(leaning: Leaning) -> dict[Sign, float]:
    return {sign: leaning.now.get(sign, 0) + leaning.ask.get(sign, 0) for sign in Sign}


def _sign(shares: Mapping[Sign, float]) -> Sign:
    return max(shares, key=lambda sign: shares[sign])

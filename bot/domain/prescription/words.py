"""The words in which prescriptions are written in one language, and how they stand together, made ready from data."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from bot.domain.clock_time import TimeWords
from bot.domain.closest import fold, likeness
from bot.domain.dates import DateWords
from bot.domain.prescription.atoms import atoms

_PATTERNS, _REFUSED = "patterns", "refused"
_NEVER_A_SLIP = ("number", "ordinal", "multiplier")  # one slip in a number is another number
_SHORTEST_SLIPPED = 5
_SHORTEST_MEASURE = 7  # mcg, mcgr, amp: exactly so, or asked about
_SHORTEST_WEIGHTY, _SHORTEST_UNKNOWN = 4, 3
_ALIKE = 0.8
# Words that no prescription can do without: one of these that is left over, or almost one, is asked about.
TIMES = frozenset(("unit", "units", "slashed", "rhythm", "ly", "often", "ordinal", "weekday", "weekday_set"))
TIMES |= {"every", "times", "mult", "fortnight", "apart"}
NUMBERS = frozenset(("number", "multiplier"))
_WEIGHTY = TIMES | NUMBERS | {"until", "measure"}
_HOURS = ("am", "pm", "h")  # which stand with a time of day in any language


@dataclass(frozen=True)
class Phrase:
    """Some atoms that mean `value` as a `kind` of word: ("every", "other") as a rhythm."""

    atoms: tuple[str, ...]
    kind: str
    value: str


@dataclass(frozen=True)
class Pattern:
    """What a piece of a prescription says: `kind` is a name from [patterns], or a name of Why from [refused].

    Of two that fit the same atoms, the one with the lesser `rank` counts.
    """

    kind: str
    refused: bool
    rank: int


@dataclass
class Branch:
    """Where a row of elements leads: to a pattern that is complete there, and to what may stand next."""

    pattern: Pattern | None = None
    next: dict[str, "Branch"] = field(default_factory=dict)


@dataclass(frozen=True)
class Vocabulary:
    """One language: its phrases by their first atom, its patterns, the words that may be mistyped, its dates."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    patterns: Branch
    known: frozenset[str]
    mistyped: Mapping[str, tuple[str, ...]]
    weighty: frozenset[str]
    meanings: Mapping[str, Mapping[tuple[str, tuple[str, ...]], str]]
    dates: DateWords
    times: TimeWords
    time_words: frozenset[str]
    day_first: bool
    grouping: str


def vocabulary(
    data: Mapping[str, Any], dates: DateWords, times: TimeWords, *, day_first: bool, grouping: str
) -> Vocabulary:
    """A language's words from its prescription.toml, whose own comment tells what each part is for."""
    phrases = list(_phrases(data))
    by_first: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        by_first[phrase.atoms[0]].append(phrase)
    certain = {word for phrase in phrases if phrase.kind in _NEVER_A_SLIP for word in phrase.atoms}
    certain |= {w for phrase in phrases if phrase.kind == "measure" for w in phrase.atoms if len(w) < _SHORTEST_MEASURE}
    known = frozenset(word for phrase in phrases for word in phrase.atoms)
    return Vocabulary(
        phrases={first: tuple(group) for first, group in by_first.items()},
        patterns=_patterns(data),
        known=known,
        mistyped=_by_first_letter(word for word in known - certain if len(word) >= _SHORTEST_SLIPPED),
        weighty=frozenset(_weighty(phrases)),
        meanings=_meanings(phrases),
        dates=dates,
        times=times,
        time_words=frozenset(word for phrase in (*times, *_HOURS) for word in fold(phrase).split()),
        day_first=day_first,
        grouping=grouping,
    )


def readings(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The known words that a typed word may be: itself, or those one slip away; () where these disagree.

    A slip is one letter left out, added or changed, or two that changed places, never the first; and only in a word
    of five letters or more that is no number.
    """
    if word in vocabulary.known or len(word) < _SHORTEST_SLIPPED - 1:
        return (word,)
    near = tuple(known for known in vocabulary.mistyped.get(word[0], ()) if _is_slip(word, known))
    said: dict[tuple[str, tuple[str, ...]], str] = {}
    for known in near:
        for place, value in vocabulary.meanings[known].items():
            if said.setdefault(place, value) != value:
                return ()
    return near or (word,)


def may_be_weighty(word: str, vocabulary: Vocabulary) -> bool:
    """Whether an unknown word is almost one that says how often or how many: "eeks", "ulnes", "nmothly"."""
    if word in vocabulary.known or len(word) < _SHORTEST_UNKNOWN:
        return False
    return any(_is_slip(word, known, 0) or _is_alike(word, known) for known in vocabulary.weighty)


def _weighty(phrases: Iterable[Phrase]) -> Iterator[str]:
    alone = (phrase for phrase in phrases if phrase.kind in _WEIGHTY and len(phrase.atoms) == 1)
    return (phrase.atoms[0] for phrase in alone if len(phrase.atoms[0]) >= _SHORTEST_WEIGHTY)


def _is_alike(typed: str, known: str) -> bool:
    long = min(len(typed), len(known)) > _SHORTEST_SLIPPED and abs(len(typed) - len(known)) <= 2
    return long and likeness(typed, known) >= _ALIKE


def _phrases(data: Mapping[str, Any]) -> Iterator[Phrase]:
    for kind, values in data.items():
        if kind in (_PATTERNS, _REFUSED):
            continue
        for value, forms in values.items():
            for form in forms:
                sign = (form,) if len(form) == 1 else ()  # alone, a sign says nothing to the lexer
                words = sign or tuple(atom.text for atom in atoms(form))
                yield Phrase(words, value if kind == "words" else kind, value)


def _patterns(data: Mapping[str, Any]) -> Branch:
    """All patterns as one tree, since many begin alike."""
    root = Branch()
    rows = [
        (part, kind, form) for part in (_PATTERNS, _REFUSED) for kind, forms in data[part].items() for form in forms
    ]
    for rank, (part, kind, form) in enumerate(rows):
        pattern = Pattern(kind, part == _REFUSED, rank)
        optional = [(name[:-1], None) if name.endswith("?") else (name,) for name in form.split()]
        for chosen in product(*optional):
            branch = root
            for name in filter(None, chosen):
                branch = branch.next.setdefault(name, Branch())
            branch.pattern = branch.pattern or pattern
    return root


def _by_first_letter(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        grouped[word[0]].append(word)
    return {first: tuple(group) for first, group in grouped.items()}


def _meanings(phrases: Sequence[Phrase]) -> dict[str, dict[tuple[str, tuple[str, ...]], str]]:
    """For each word what it says in each place that it can stand in."""
    said: dict[str, dict[tuple[str, tuple[str, ...]], str]] = defaultdict(dict)
    for phrase in phrases:
        for place, word in enumerate(phrase.atoms):
            around = (*phrase.atoms[:place], "", *phrase.atoms[place + 1 :])
            said[word][phrase.kind, around] = phrase.value
    return said


def _is_slip(typed: str, known: str, same: int = 1) -> bool:
    """Whether one letter left out, added or changed, or two that changed places, make one of the other.

    The first `same` letters are the same.
    """
    if abs(len(typed) - len(known)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(typed, known, strict=False)) if a != b), min(len(typed), len(known)))
    one, other = typed[start:], known[start:]
    swapped = one[1::-1] + one[2:]
    return start >= same and (one[1:] == other[1:] or one[1:] == other or one == other[1:] or swapped == other)

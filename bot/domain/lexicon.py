"""Words and phrases of warning signs, found whatever the slips in their spelling: the floor under the classifier."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.closest import fold
from bot.domain.slips import Slips, slips
from bot.domain.symptoms import Sign

GAP, WEAK = "..", "~"
MOST_BETWEEN = 4

# one of these words; None is a gap of a few words
Part = frozenset[str] | None


@dataclass(frozen=True)
class Phrase:
    """Words in their order, each one of several; `text` is the first of each."""

    sign: Sign
    parts: tuple[Part, ...]
    text: str
    weak: bool = False


@dataclass(frozen=True)
class Hit:
    """A phrase that was found. `softened`: denied, of the past, or supposed, as far as words around it tell.

    `weak`: it may well mean something else.
    """

    sign: Sign
    phrase: str
    softened: bool
    weak: bool = False


@dataclass(frozen=True)
class Lexicon:
    """The phrases of all languages; `softeners` deny or suppose; about `others` (cats, films) nothing is said here.

    `lookalikes` are words that are never a misspelling of another. `by_first` has the phrases by each first word.
    """

    by_first: Mapping[str, tuple[Phrase, ...]]
    softeners: frozenset[tuple[str, ...]]
    others: frozenset[str]
    lookalikes: frozenset[str]
    slips: Slips


def lexicon(tables: Iterable[Mapping[str, Sequence[str]]]) -> Lexicon:
    """From a language's table each: a list of phrases for each Sign, and softeners, others, lookalikes.

    A phrase is words that follow each other; `a|b` is either; `..` stands for up to four words; `~` before it
    says that it is weak. ValueError where a table has a list that is none of these.
    """
    phrases: list[Phrase] = []
    softeners: set[tuple[str, ...]] = set()
    words: dict[str, set[str]] = {"others": set(), "lookalikes": set()}
    for table in tables:
        for name, listed in table.items():
            if name == "softeners":
                softeners |= {tuple(fold(one).split()) for one in listed}
            elif name in words:
                words[name] |= {fold(one) for one in listed}
            else:
                phrases += [_phrase(Sign(name), one) for one in listed]
    known = {word for phrase in phrases for part in phrase.parts if part for word in part}
    others, lookalikes = map(frozenset, words.values())
    return Lexicon(_by_first(phrases), frozenset(softeners), others, lookalikes, slips(known))


def hits(lexicon: Lexicon, clause: str) -> list[Hit]:
    """The phrases that the clause holds, misspelt or not."""
    said = fold(clause).split()
    if lexicon.others.intersection(said):
        return []
    means = [_means(lexicon, word) for word in said]
    found: list[Hit] = []
    for start, words in enumerate(means):
        for phrase in {one for word in words for one in lexicon.by_first.get(word, ())}:
            end = _match(phrase.parts, means, start)
            if end is not None:
                softened = _softened(lexicon, said[:start], said[end:])
                found.append(Hit(phrase.sign, phrase.text, softened, phrase.weak))
    return sorted(found, key=lambda hit: (hit.softened, hit.weak, hit.phrase))


def _phrase(sign: Sign, text: str) -> Phrase:
    plain = text.removeprefix(WEAK)
    parts = (None if word == GAP else frozenset(fold(one) for one in word.split("|")) for word in plain.split())
    first = " ".join(word.split("|")[0] for word in plain.split())
    return Phrase(sign, tuple(parts), first, weak=plain != text)


def _by_first(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        for word in phrase.parts[0] or ():
            found[word] = (*found.get(word, ()), phrase)
    return found


def _means(lexicon: Lexicon, word: str) -> frozenset[str]:
    """The words of the lexicon that this one may be, itself among them."""
    if word in lexicon.lookalikes:
        return frozenset({word})
    return frozenset({word, *lexicon.slips.near(word)})


def _match(parts: Sequence[Part], means: Sequence[frozenset[str]], start: int) -> int | None:
    """Where the phrase ends that begins at `start`; None where it does not stand there."""
    if not parts:
        return start
    if parts[0] is None:
        ends = (_match(parts[1:], means, start + between) for between in range(MOST_BETWEEN + 1))
        return next((end for end in ends if end is not None), None)
    if start < len(means) and not parts[0].isdisjoint(means[start]):
        return _match(parts[1:], means, start + 1)
    return None


def _softened(lexicon: Lexicon, *around: Sequence[str]) -> bool:
    return any(one in lexicon.softeners for said in around for one in _ones_and_twos(said))


def _ones_and_twos(said: Sequence[str]) -> Iterator[tuple[str, ...]]:
    yield from ((word,) for word in said)
    yield from pairwise(said)

"""The written exemplars: what people type when they need help, and what only looks like it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.domain.red_flags import Tier
from bot.domain.symptoms import Sign

NONE, EVERYDAY = "none", "everyday"


@dataclass(frozen=True)
class Exemplar:
    """One message as somebody may type it, and what it is: no tier where there is nothing to meet."""

    text: str
    tier: Tier | None
    sign: Sign | None


def read(folder: Path) -> list[Exemplar]:
    """All exemplars of all languages in the locales folder; ValueError where a file is not as it has to be.

    A file is named after its sign ("chest.txt", "chest-2.txt") or "everyday"; it has a message a line, under the
    headings [now], [ask] and [none].
    """
    files = sorted(folder.glob("*/red_flags/*.txt"))
    return [exemplar for path in files for exemplar in _of(path)]


def digest(exemplars: Iterable[Exemplar]) -> str:
    """What tells whether these are the very ones that something was learned from."""
    told = "\n".join(f"{one.tier}\t{one.sign}\t{one.text}" for one in exemplars)
    return sha256(told.encode()).hexdigest()


def _of(path: Path) -> Iterator[Exemplar]:
    name = path.stem.split("-")[0]
    sign = None if name == EVERYDAY else Sign(name)
    heading = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        said = line.strip()
        if said in ("[now]", "[ask]", "[none]"):
            heading = said[1:-1]
        elif said and not said.startswith("#"):
            if not heading or (sign is None and heading != NONE):
                raise ValueError(f"{path.name}: a line under no heading that fits it")
            yield Exemplar(said, None, None) if heading == NONE else Exemplar(said, Tier(heading), sign)

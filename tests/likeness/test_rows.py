"""The encoder's table: its rows, from a file or from memory."""

import os
import resource
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.likeness.rows import Bytes, Rows

WIDTH, COUNT, LENGTH = 8, 3, 5
TABLE = np.random.default_rng(7).integers(0, 256, (COUNT * LENGTH, WIDTH), dtype=np.uint8)
LAST_FIRST = np.arange(len(TABLE))[::-1]


def part(number: int) -> Bytes:
    return TABLE[number::COUNT]


def rows(folders: Sequence[Path | None]) -> Rows:
    return Rows(part, COUNT, folders)


def test_rows_in_a_file_come_by_their_numbers(tmp_path: Path) -> None:
    found = rows([tmp_path])
    assert found.on_disk
    assert (found[LAST_FIRST] == TABLE[LAST_FIRST]).all()
    assert found[np.array([4, 4])].shape == (2, WIDTH)
    assert list(tmp_path.iterdir()) == [], "the file has no name"


def test_the_next_folder_is_taken_where_one_is_missing(tmp_path: Path) -> None:
    found = rows([tmp_path / "missing", tmp_path])
    assert found.on_disk
    assert (found[LAST_FIRST] == TABLE[LAST_FIRST]).all()


def test_where_no_file_can_be_made_the_rows_are_in_memory(tmp_path: Path) -> None:
    found = rows([tmp_path / "missing"])
    assert not found.on_disk
    assert (found[LAST_FIRST] == TABLE[LAST_FIRST]).all()


def test_a_full_disk_is_no_place_for_them(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (TABLE.nbytes - 1, before[1]))
    try:
        found = rows([tmp_path])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not found.on_disk
    assert (found[LAST_FIRST] == TABLE[LAST_FIRST]).all()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="files are found in /proc")
def test_rows_that_the_disk_lost_are_an_error_and_no_rows(tmp_path: Path) -> None:
    found = rows([tmp_path])
    held = next(int(fd.name) for fd in Path("/proc/self/fd").iterdir() if _is_of(fd, tmp_path))
    os.ftruncate(held, WIDTH * 4)
    with pytest.raises(ValueError, match="reshape"):
        found[LAST_FIRST]


def _is_of(fd: Path, folder: Path) -> bool:
    try:
        return str(folder) in str(fd.readlink())
    except OSError:
        return False

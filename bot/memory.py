"""Memory that was needed for a moment goes back to the system, as far as the C library can be told to."""

import ctypes
import gc

# mallopt's name for it in glibc's malloc.h
MMAP_THRESHOLD = -3
BIG = 1 << 19  # bytes


def part_big_from_small() -> None:
    """Give each big piece of memory pages of its own from now on, so that they go back as soon as it is freed.

    glibc does so at first, but for ever less once it has seen big pieces freed. Where there is another C library,
    nothing happens.
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(MMAP_THRESHOLD, BIG)


def give_back() -> None:
    """Give back what is free in between; after something big was loaded."""
    gc.collect()
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)

"""Memory: what the engine of a store on disk comes to hold, and how it is given back.

Oxigraph keeps blocks of its files unpacked, up to 160 MB, and the indexes and filters of every file that it has read, without an end; it has no
setting for either. So a long ingest grows with the store. 1. At every checkpoint the process's memory is compared with what it was when the engine was opened last.
2. Where that is `GROWN` more, the engine is to be closed and opened again: it takes a fifth of a second on a busy core, and what it then
needs it reads from the system's cache of files. 3. What glibc's allocator keeps for later goes back to the system, and it is told to keep less: one
pool for all of the engine's threads, large pieces straight from the system.

Where the system does not say how much memory a process has (it is not Linux), nothing is done.
"""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress
from functools import cache
from typing import Any

__all__ = ["GROWN", "Gauge", "resident"]

GROWN = 8_000_000  # bytes
_ARENA_MAX, _MMAP_THRESHOLD = -8, -3  # glibc's names, for `mallopt`


class Gauge:
    """How much a process has grown since it was looked at last."""

    def __init__(self) -> None:
        self._before = resident()

    def high(self) -> bool:
        """Whether it has grown by more than it should, what is free given back."""
        _library()
        if resident() - self._before <= GROWN:
            return False
        _give_back()
        return resident() - self._before > GROWN

    def settle(self) -> None:
        """Count from here."""
        _give_back()
        self._before = resident()


def resident() -> int:
    """Bytes of memory that this process has now; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _give_back() -> None:
    if (library := _library()) is not None:
        library.malloc_trim(0)


@cache
def _library() -> Any:
    """The C library, told to keep little, where it is one that can give memory back."""
    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.malloc_trim.argtypes = [ctypes.c_size_t]
        library.mallopt(_ARENA_MAX, 1)
        library.mallopt(_MMAP_THRESHOLD, 65_536)
        return library
    return None

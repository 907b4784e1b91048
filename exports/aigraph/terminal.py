"""Standard output and standard error: what goes where, and quietly when nobody listens any more."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["complain", "place", "progress", "say", "write"]


def place(value: str | Path) -> str | Path:
    """Where a store is: the address of a server stays as it is written, anything else is a folder."""
    return value if str(value).lower().startswith(("http://", "https://")) else Path(value)


def write(data: str | bytes) -> None:
    """Data, to standard output, as UTF-8. A closed pipe (`| head`) ends the command without a word."""
    raw = data.encode() if isinstance(data, str) else data
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())     # the interpreter flushes once more at exit
        sys.exit(141)


def say(line: str, plain: bool = False) -> None:
    """A line on standard error: a warning, or (plain) what was done."""
    _error(line if plain else f"aigraph: warning: {line}")


def complain(line: str) -> None:
    """An error, as one line on standard error."""
    _error(f"aigraph: {' '.join(line.split())}")


def _error(line: str) -> None:
    try:
        sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    except AttributeError:
        pass
    try:
        print("".join(c if c.isprintable() else "�" for c in line), file=sys.stderr, flush=True)
    except BrokenPipeError:
        pass


@contextmanager
def progress(verb: str) -> Iterator[Callable[[str], None]]:
    """A spinner with a count and the last source, on a terminal; gives the function to call after each article."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.markup import escape

    count = 0
    with Console(stderr=True).status(f"{verb} ...") as status:

        def advance(source: str) -> None:
            nonlocal count
            count += 1
            status.update(f"{verb}: {count} {escape(source)}")

        yield advance

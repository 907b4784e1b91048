"""Progress: how far an ingest is, how fast, and how long it will take, on a terminal; nothing where nobody looks.

Sources are read as they come, so that nobody knows how many articles follow. What is known is bytes: a `Meter` adds up the files behind the
arguments beforehand, sees how far those that are open have been read (a dump of ten million articles is one file), and counts those
that articles have come from. The time left is the time spent, by the share of bytes. Of what is fetched or piped only the rate is shown.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

from aigraph.ingest.sources import Blob

__all__ = ["Meter", "progress"]


class Meter:
    """Counts bytes of files; `arguments` are those it was given, files among them so opened that it sees how far they are read."""

    def __init__(self, arguments: Iterable[Any]) -> None:
        self.total, self.known = 0, True
        self._sizes: dict[str, int] = {}
        self._open: dict[str, IO[bytes]] = {}
        self._done = 0
        self.arguments = [self._taken(argument) for argument in arguments]

    def _taken(self, argument: Any) -> Any:
        if not isinstance(argument, str | os.PathLike):
            self.known = False
            return argument
        path = Path(argument)
        if path.is_file():
            size = self._add(path)
            return Blob(str(path), partial(self._opened, path), size=size)
        if path.is_dir():
            for folder, _, names in os.walk(path):
                for name in names:
                    self._add(Path(folder, name))
        else:
            self.known = False
        return argument

    def _add(self, path: Path) -> int:
        try:
            size = path.stat().st_size
        except OSError:         # gone, or a broken link: reading says so
            return 0
        self._sizes[str(path)] = size
        self.total += size
        return size

    def _opened(self, path: Path) -> IO[bytes]:
        self._settle()
        file = self._open[str(path)] = path.open("rb")
        return file

    def _settle(self) -> None:
        """Files that are closed are done."""
        for name in [name for name, file in self._open.items() if file.closed]:
            del self._open[name]
            self._done += self._sizes.pop(name, 0)

    def seen(self, source: str) -> None:
        """An article came from there: `folder/page.html`, `news.zip!a.html`, `dump.jsonl:17`."""
        for name in (source, source.partition("!")[0]):
            if name not in self._open:
                self._done += self._sizes.pop(name, 0)

    def done(self) -> int:
        """Bytes that have been read."""
        self._settle()
        return self._done + sum(min(file.tell(), self._sizes.get(name, 0)) for name, file in self._open.items())


@contextmanager
def progress(meter: Meter) -> Iterator[Callable[[str, int], None]]:
    """A line on the terminal; gives the function to call after each article with its source and the number of its claims."""
    if not sys.stderr.isatty():
        yield lambda source, claims: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

    sure = (BarColumn(bar_width=24), TaskProgressColumn(), TimeRemainingColumn()) if meter.known and meter.total else ()
    columns = (SpinnerColumn(), TextColumn("{task.fields[said]}", markup=False), *sure, TextColumn("{task.fields[source]}", markup=False))
    started, articles, found = time.monotonic(), 0, 0
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=meter.total or None, said="reading ...", source="")

        def advance(source: str, claims: int) -> None:
            nonlocal articles, found
            articles, found = articles + 1, found + claims
            meter.seen(source)
            rate = articles / max(time.monotonic() - started, 1e-3)
            said = f"{articles:,} articles, {found:,} claims, {rate:,.1f} a second"
            shown.update(task, completed=meter.done(), said=said, source=_short(source))

        yield advance


def _short(source: str) -> str:
    return source if len(source) <= 40 else f"...{source[-37:]}"

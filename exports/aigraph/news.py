"""What is new at watched sources: articles that a ledger does not know, with as little reading and fetching as that takes.

1. A file is opened only if its size or time has changed since it was read. 2. A feed is asked for with what the cache knows of it, so that an unchanged
one costs a short answer. 3. A page that a feed names is fetched only if the feed says something of it that it did not say before (a
date, a title); one that cannot be fetched is tried again at the next two polls. 4. What a ledger is told of a file or page counts only when all
that came of it is written: `Seen.told` is called for each thing that was given, in order.
"""

from __future__ import annotations

import glob
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from aigraph.graph.article import Article
from aigraph.ingest.sources import Blob, Failure, Options, open_sources
from aigraph.ingest.sources.opening import files_in  # the rule which files of a folder are read
from aigraph.ingest.sources.web import Fetcher
from aigraph.ledger import Ledger
from aigraph.ontology.errors import ArticleError

__all__ = ["ATTEMPTS", "Seen", "Stopped", "new_articles"]

ATTEMPTS = 3
_KNOWN = "was read before"


class Stopped(BaseException):
    """Somebody wants an end, while nothing is being written."""


@dataclass(slots=True)
class _Place:
    """A file or page that is being read, and the number of the last thing that came of it."""

    name: str
    state: str
    last: int | None = None


class Seen:
    """Tells a ledger which places have been read, as soon as all that came of them is written."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._given = self._told = 0
        self._places: deque[_Place] = deque()

    def begin(self, name: str, state: str) -> None:
        """What is given from now on comes from there."""
        self.end()
        self._places.append(_Place(name, state))

    def end(self) -> None:
        """The place that was begun last has given all it has."""
        if self._places and self._places[-1].last is None:
            self._places[-1].last = self._given
        self._settle()

    def given(self) -> None:
        """Something came of the present place."""
        self._given += 1

    def told(self) -> None:
        """The next of the things that were given is written, or has failed for good."""
        self._told += 1
        self._settle()

    def _settle(self) -> None:
        while self._places and (last := self._places[0].last) is not None and last <= self._told:
            place = self._places.popleft()
            self.ledger.keep(place.name, place.state)


class _NewOnly:
    """A fetcher that refuses pages behind feeds and sitemaps which the ledger knows as they are."""

    def __init__(self, fetcher: Fetcher, seen: Seen) -> None:
        self._fetcher, self._seen = fetcher, seen

    def fetch(self, blob: Blob) -> Blob:
        """As `Fetcher.fetch`."""
        name = blob.url or blob.name
        if blob.depth == 0:             # what is watched itself is always asked for
            return self._fetcher.fetch(blob)
        state = hashlib.sha256(repr(blob.found).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        held, attempts = self._seen.ledger.state(name)
        if held == state:
            raise ArticleError(f"{name}: {_KNOWN}")
        try:
            got = self._fetcher.fetch(blob)
        except ArticleError as error:
            last = attempts + 1 >= ATTEMPTS
            self._seen.ledger.keep(name, state if last else held, 0 if last else attempts + 1)
            raise ArticleError(f"{error}" + ("; given up" if last else "; tried again at the next poll")) from error
        self._seen.begin(name, state)
        return got


def new_articles(
    sources: Iterable[str], seen: Seen, fetcher: Fetcher | None, options: Options, stoppable: Callable[[], Any] | None = None
) -> Iterator[Article | Failure]:
    """Yield what sources have that the ledger does not know, and what cannot be read. `stoppable` makes a context in which `Stopped` may come."""
    from contextlib import nullcontext

    filtered = cast(Fetcher, _NewOnly(fetcher, seen)) if fetcher is not None else None
    for source in sources:
        for argument in _places(source, seen):
            found = open_sources([argument], replace(options, fetcher=filtered))
            while True:
                try:
                    with stoppable() if stoppable is not None else nullcontext():
                        one = next(found, None)
                except Stopped:         # its place stays unread
                    return
                if one is None:
                    break
                if isinstance(one, Failure) and one.wrong == _KNOWN:
                    continue
                seen.given()
                yield one
            seen.end()


def _places(source: str, seen: Seen) -> Iterator[str | Path]:
    """An address as it is; the files behind a path that are not as the ledger knows them."""
    if "://" in source:
        yield source
        return
    if os.path.isdir(source):
        files: Iterable[Path] = files_in(Path(source))
    elif os.path.exists(source):
        files = [Path(source)]
    else:
        files = [Path(name) for name in sorted(glob.glob(source, recursive=True)) if os.path.isfile(name)]
        if not glob.has_magic(source):
            yield source                # says that there is no such file
    for path in files:
        try:
            known = path.stat()
        except OSError:                 # it has just gone
            continue
        state = f"{known.st_size}:{known.st_mtime_ns}"
        name = str(path.absolute())
        if seen.ledger.state(name)[0] != state:
            seen.begin(name, state)
            yield path

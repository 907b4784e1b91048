"""Watching: sources are polled, what is new is stored, and page and site are written anew when something is.

1. A poll opens the store, takes what is new (`news`), judges, reads and stores it as every ingest does (`batch`), brings identity up to date and closes
the store: between polls others may write it. 2. A ledger beside the store says what was done, so that a watch that was ended,
however that came, goes on where it was. 3. SIGTERM and SIGINT end it: what is being written is finished, fetching and waiting are broken off. A
second signal ends it at once; the store is whole all the same. 4. A line of log an article, to standard error, as text or JSON.
"""

from __future__ import annotations

import json
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING, Any

from aigraph.batch import Batch, Event
from aigraph.ingest.parallel import Choice, load_chosen
from aigraph.ingest.sources import Options
from aigraph.ledger import WATCH, Ledger, basis, ledger_path
from aigraph.news import Seen, Stopped, new_articles
from aigraph.ontology.errors import ReaderError, StoreError
from aigraph.terminal import say
from aigraph.watchlist import Watchlist

if TYPE_CHECKING:
    from aigraph.ingest.sources.web import Fetcher
    from aigraph.library import Graph

__all__ = ["Log", "Watch"]


class Log:
    """Lines on standard error: `2026-11-24 15:00:02  new  5 claims  https://...  Title`, or a JSON object each."""

    def __init__(self, as_json: bool = False) -> None:
        self._json = as_json

    def say(self, event: str, **fields: Any) -> None:
        """Write a line."""
        now = datetime.now(UTC)
        fields = {name: value for name, value in fields.items() if value not in ("", None)}
        if self._json:
            line = {"time": now.isoformat(timespec="milliseconds"), "event": event, **fields}
            say(json.dumps(line, ensure_ascii=False), plain=True)
            return
        words = [now.strftime("%Y-%m-%d %H:%M:%S"), str(fields.pop("kind", event))]
        words += [value if isinstance(value, str) else f"{value} {name}" for name, value in fields.items()]
        say("  ".join(words), plain=True)


class Watch:
    """Watches a list of sources.

    Args:
        store: Where articles go.
        log: Takes what happens.
        choice: The reader.
        fetcher: Makes the fetcher of a poll; None fetches nothing.
    """

    def __init__(self, listed: Watchlist, store: Any, log: Log, choice: Choice | None = None, fetcher: Callable[[], Fetcher] | None = None) -> None:
        self.listed, self.store, self.log, self.fetcher = listed, store, log, fetcher
        self.choice = choice or Choice(gazetteer=listed.gazetteer)
        self.reader = load_chosen(self.choice)
        self.failed = self.stored = 0
        self._end = threading.Event()
        self._stoppable = self._first = True

    def run(self, once: bool = False) -> None:
        """Poll until a signal ends it, or once.

        Raises:
            StoreError: At the only poll, or the first: the store cannot be opened.
        """
        with self._signals():
            self.log.say("watching", sources=len(self.listed.sources), store=str(self.store))
            while not self._end.is_set():
                started = time.monotonic()
                try:
                    self.poll()
                except StoreError as error:
                    if once or self._first:
                        raise
                    self.log.say("waiting", reason=str(error))      # somebody else writes it: next time
                self._first = False
                if once:
                    return
                self._end.wait(max(0.0, self.listed.interval - (time.monotonic() - started)))
            self.log.say("ended")

    def stop(self) -> None:
        """End after what is being written."""
        self._end.set()

    def poll(self) -> Counter[str]:
        """Store what is new; give what there was, by kind."""
        import aigraph

        started, kinds = time.monotonic(), Counter[str]()
        with aigraph.open(self.store) as graph, Ledger(ledger_path(graph.store, WATCH), basis(self.choice)) as ledger, self._fetching() as fetcher:
            graph.store.lean = True
            seen = Seen(ledger)
            batch = Batch(
                graph.store, self.reader, jobs=self.listed.jobs, choice=self.choice, ledger=ledger,
                tell=lambda event: self._told(event, kinds, seen), ended=self._end.is_set,
            )  # fmt: skip
            options = Options(publishers=self.listed.publishers, warn=lambda line: self.log.say("warning", reason=line))
            batch.run(new_articles(self.listed.sources, seen, fetcher, options, self._may_stop))
            self._given_up(batch)
            if batch.touched or self._first:
                graph.identity().refresh()
            graph.store.flush()
            ledger.commit()
            self._write(graph, batch.touched)
        counted = {kind: number for kind, number in sorted(kinds.items()) if kind != "stored"}
        self.log.say("polled", **counted, seconds=round(time.monotonic() - started, 1))
        return kinds

    def _told(self, event: Event, kinds: Counter[str], seen: Seen) -> None:
        kinds[event.kind] += 1
        seen.told()
        if event.kind == "failed":
            self.failed += 1
            self.log.say("failed", reason=event.reason)
        elif event.kind not in ("stored", "again"):
            self.stored += 1
            self.log.say("article", kind=event.kind, claims=event.claims, source=event.source, title=event.title)

    def _given_up(self, batch: Batch) -> None:
        """Say so where the reader could not go on; what it did not read is new at the next poll, too."""
        for error in batch.errors:
            if isinstance(error, ReaderError):
                self.failed += 1
                self.log.say("failed", reason=f"{error}; what follows is not read")

    def _write(self, graph: Graph, changed: bool) -> None:
        """Page and site, where they are wanted and something changed or they are not there."""
        page, site = self.listed.page, self.listed.site
        if page is not None and (changed or not page.exists()):
            graph.page(page)
            self.log.say("wrote", path=str(page))
        if site is not None and (changed or not site.exists()):
            graph.site(site)
            self.log.say("wrote", path=str(site))

    @contextmanager
    def _fetching(self) -> Iterator[Fetcher | None]:
        """A fetcher for one poll: it asks for nothing twice."""
        if self.fetcher is None:
            yield None
            return
        with self.fetcher() as fetcher:
            yield fetcher

    @contextmanager
    def _may_stop(self) -> Iterator[None]:
        """What happens in here is broken off by a signal."""
        if self._end.is_set():
            raise Stopped
        self._stoppable = True
        try:
            yield
        finally:
            self._stoppable = False

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """SIGTERM and SIGINT end the watch, a second one the process; only the main thread can have it so."""
        self._stoppable = False
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        names = (signal.SIGTERM, signal.SIGINT)
        before = [signal.signal(name, self._on_signal) for name in names]
        try:
            yield
        finally:
            for name, handler in zip(names, before, strict=True):
                signal.signal(name, handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        self._end.set()
        if self._stoppable:
            self._stoppable = False
            raise Stopped

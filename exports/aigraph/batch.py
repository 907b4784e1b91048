"""Batches: many articles from sources into a store, read by several processes and written by one, in order.

1. Articles are taken from their sources one after the other. What a ledger says is done is passed over; what looks like a copy of what is held
waits unread; the others go to the reading processes, at most `WINDOW` of them a process, and at most `LETTERS` characters: memory does not
grow with the number of articles. 2. They are judged and written in the order in which they came, whoever was read first, each when all before
it are: so the store is byte for byte the one that a single process makes. What then turns out to be new after all is read now.
3. Every `EVERY` articles or seconds the store is flushed and the ledger written. Who is killed reads at most these again.
4. Whatever goes wrong with an article (it is in no language we read, its process died) is an error that names it, and the rest goes on.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from aigraph.graph.article import Article
from aigraph.graph.terms import article_iri
from aigraph.ingest.lexicon import user_gazetteer
from aigraph.ingest.parallel import Choice, Pool, as_error, load_chosen
from aigraph.ingesting import Ingest
from aigraph.ledger import INGEST, Ledger, basis, ledger_path
from aigraph.ontology.errors import ArticleError, ReaderError

if TYPE_CHECKING:
    from aigraph.found import Report
    from aigraph.graph.store import Store
    from aigraph.ingest.extract import Extraction
    from aigraph.ingest.readers import AnyReader
    from aigraph.ingest.sources import Failure

__all__ = ["Batch", "Event", "ingesting"]

FEW = 8                 # articles that are read in this process: others would take longer to start
WINDOW = 8              # articles a process that are taken ahead
LETTERS = 20_000_000    # characters that are
EVERY, SECONDS = 200, 5.0
WARNINGS = 1_000        # that are kept; the others are counted
_FORGET = 500           # articles after which what was only looked at is forgotten

_Submit = Callable[[Article], "Future[Extraction]"]


@dataclass(frozen=True, slots=True)
class Event:
    """What has become of one thing that sources gave: a kind of `graph.duplicates`, `stored` by an earlier run, or `failed`."""

    kind: str
    source: str
    title: str = ""
    iri: str = ""
    claims: int = 0
    reason: str = ""


@dataclass(slots=True)
class _Waiting:
    """Something taken from the sources, in its place in the order."""

    found: Article | Failure
    reading: Future[Extraction] | None = None
    done: bool = False

    @property
    def ready(self) -> bool:
        return self.reading is None or self.reading.done()

    @property
    def letters(self) -> int:
        return len(self.found.text) if isinstance(self.found, Article) else 0


@dataclass(slots=True)
class Batch(Ingest):
    """An ingest by several processes that can be ended at any moment and goes on when it is started again.

    Args:
        jobs: How many processes read; 1 reads in this one.
        choice: The reader that they load; `reader`, a made one, can only read in this process.
        ledger: What is done; one in memory where none is given.
        tell: Told of everything that sources gave.
        ended: Asked before each article whether to end; what was taken is still written.
    """

    jobs: int = 1
    choice: Choice = field(default_factory=Choice)
    ledger: Ledger | None = None
    tell: Callable[[Event], None] = lambda _: None
    ended: Callable[[], bool] = lambda: False
    resumed: int = 0
    complete: bool = False
    _hidden: int = 0
    _written: int = 0
    _flushed: float = field(default_factory=time.monotonic)

    def run(self, found: Iterable[Article | Failure]) -> Report:
        """Store what articles say, to the last, until the reader cannot go on or somebody wants an end."""
        items = iter(found)
        first = list(islice(items, FEW + 1)) if self.jobs > 1 else []
        jobs = self.jobs if len(first) > FEW else 1
        try:
            with self._reading(jobs) as submit:
                self._drive(chain(first, items), submit, WINDOW * jobs if jobs > 1 else 1)
        finally:
            self._checkpoint()
        return self.report()

    def _drive(self, found: Iterator[Article | Failure], submit: _Submit, window: int) -> None:
        from aigraph.graph.duplicates import Duplicates

        ahead, taken = Duplicates(self.store), 0
        waiting: deque[_Waiting] = deque()
        while not self.ended() and (one := next(found, None)) is not None:
            if (taken := taken + 1) % _FORGET == 0:
                ahead = Duplicates(self.store)
            waiting.append(self._begin(one, ahead, submit))
            while waiting and (waiting[0].ready or len(waiting) >= window or sum(w.letters for w in waiting) > LETTERS):
                if not self._finish(waiting.popleft(), submit):
                    return
        while waiting:
            if not self._finish(waiting.popleft(), submit):
                return
        self.complete = not self.ended()

    def _begin(self, one: Article | Failure, ahead: Any, submit: _Submit) -> _Waiting:
        """Have it read, unless that is done or seems needless."""
        if not isinstance(one, Article):
            return _Waiting(one)
        if self.ledger is not None and self.ledger.holds(one, self.store):
            return _Waiting(one, done=True)
        return _Waiting(one, submit(one) if ahead.judge(one).to_read is not None else None)

    def _finish(self, one: _Waiting, submit: _Submit) -> bool:
        """Write it; False where nothing can be read any more."""
        try:
            if not isinstance(one.found, Article):
                raise one.found.error()
            if one.done:
                self.resumed += 1
                self.tell(Event("stored", one.found.source, one.found.title or "", article_iri(one.found).value))
            else:
                self._write(one.found, one.reading, submit)
        except ReaderError as error:
            self.errors.append(error)
            return False
        except ArticleError as error:
            self.errors.append(_bare(error) if self.errors else error)
            self.tell(Event("failed", one.found.source, reason=str(error)))
        return True

    def _write(self, article: Article, reading: Future[Extraction] | None, submit: _Submit) -> None:
        from aigraph.graph.duplicates import Duplicates

        extraction = None if reading is None else reading.result()
        judge = Duplicates(self.store)          # all that came before is stored
        judged = judge.judge(article)
        if judged.to_read is not None and extraction is None:
            extraction = submit(article).result()
        self._keep(judged, extraction if judged.to_read is not None else None, judge)
        iri = judged.held if judged.to_read is None and judged.held else article_iri(article).value
        if self.ledger is not None:
            self.ledger.note(article, iri)
        claims = 0 if judged.to_read is None or extraction is None else len(extraction.claims)
        self.tell(Event(str(judged.kind), article.source, article.title or "", iri, claims))
        self._written += 1
        if self._written >= EVERY or time.monotonic() - self._flushed > SECONDS:
            self._checkpoint()

    def _checkpoint(self) -> None:
        """See that what was written survives, then that it need not be read again."""
        self.store.flush()
        if self.ledger is not None:
            self.ledger.commit()
        self._written, self._flushed = 0, time.monotonic()

    def warn(self, line: str) -> None:
        """Keep a warning, or count it where there are many."""
        if len(self.warnings) < WARNINGS:
            self.warnings.append(line)
        else:
            self._hidden += 1

    def _warn(self, article: Article, lines: Iterable[str]) -> None:
        for line in lines:
            self.warn(f"{article.source}: {line}" if article.source else line)

    def report(self) -> Report:
        """What has been done."""
        from dataclasses import replace

        report = Ingest.report(self)
        more = (f"and {self._hidden:,} warnings more",) if self._hidden else ()
        return replace(report, warnings=(*report.warnings, *more), resumed=self.resumed)

    @contextmanager
    def _reading(self, jobs: int) -> Iterator[_Submit]:
        """How articles are read: by a pool of processes, or here."""
        if jobs > 1:
            pool = Pool(jobs, self.choice)
            try:
                yield pool.submit
            finally:
                pool.close()
                self.warnings += pool.summaries
        else:
            yield self._read_here

    def _read_here(self, article: Article) -> Future[Extraction]:
        from aigraph.ingest.extract import extract

        done: Future[Extraction] = Future()
        try:
            done.set_result(extract(article, self.reader))
        except Exception as error:
            done.set_exception(as_error(error, article))
        return done


def _bare(error: ArticleError) -> ArticleError:
    """An error without where it was raised, which would keep the article in memory."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


@contextmanager
def ingesting(
    store: Store, reader: str | AnyReader | Choice | None, jobs: int = 1, on_article: Callable[[str, int], None] | None = None, *,
    lasting: bool = False,
) -> Iterator[Batch]:  # fmt: skip
    """A batch into that store. `lasting`: it keeps a ledger until all has been read and the block has come to its end.

    Raises:
        ReaderError: There is no such reader, or one that was made is to read in several processes.
    """
    if not (reader is None or isinstance(reader, str | Choice)):
        if jobs > 1:
            raise ReaderError("several processes cannot share a reader that was made in this one; give its name, or jobs=1")
        yield Batch(store, reader, on_article)
        return
    choice = reader if isinstance(reader, Choice) else Choice(reader, gazetteer=user_gazetteer())
    made = load_chosen(choice)
    path = ledger_path(store, INGEST) if lasting else None
    if path is None:
        yield Batch(store, made, on_article, jobs=jobs, choice=choice)
        return
    with Ledger(path, basis(choice)) as ledger:
        run = Batch(store, made, on_article, jobs=jobs, choice=choice, ledger=ledger)
        yield run
        if run.complete:
            ledger.drop()

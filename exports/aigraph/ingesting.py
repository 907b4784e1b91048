"""Ingesting: articles from sources are judged, read, and stored, one by one; what went wrong is counted and named.

An article that is held already from elsewhere, or is another publisher's copy of one, is linked and not read again; a corrected one replaces
what was held (`graph/duplicates.py`). What cannot be read becomes an error, and the rest goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from aigraph.found import Report
from aigraph.graph.article import Article
from aigraph.graph.terms import article_iri
from aigraph.ontology.errors import AigraphError, ArticleError, ReaderError

if TYPE_CHECKING:
    from aigraph.graph.duplicates import Duplicates, Judged
    from aigraph.graph.store import Store
    from aigraph.ingest.extract import Extraction
    from aigraph.ingest.readers import AnyReader
    from aigraph.ingest.sources import Argument, Failure, Options

__all__ = ["Ingest", "addresses", "fetching"]


@dataclass(slots=True)
class Ingest:
    """One run: where articles go, by whom they are read, and what has come of it so far.

    Args:
        on_article: Told of each article that was kept: its source and the number of its claims.

    `touched` says whether claims came or went, so that what is computed across articles is to be computed anew.
    """

    store: Store
    reader: AnyReader | None = None
    on_article: Callable[[str, int], None] | None = None
    warnings: list[str] = field(default_factory=list)
    errors: list[AigraphError] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    changed: int = 0
    claims: int = 0
    touched: bool = False

    def run(self, found: Iterable[Article | Failure]) -> Report:
        """Store what articles say, to the last or until the reader cannot go on."""
        from aigraph.graph.duplicates import Duplicates

        duplicates = Duplicates(self.store)
        for one in found:
            try:
                if isinstance(one, Article):
                    self._one(one, duplicates)
                else:
                    self.errors.append(one.error())
            except ArticleError as error:
                self.errors.append(error)
            except ReaderError as error:
                self.errors.append(error)
                break
        return self.report()

    def report(self) -> Report:
        """What has been done."""
        stopped = "; what follows is not read"
        errors = tuple(f"{error}{stopped if isinstance(error, ReaderError) else ''}" for error in self.errors)
        same, copies, corrected = self.kinds["same"], self.kinds["copy"], self.kinds["corrected"] + self.kinds["earlier"]
        return Report(self.articles, self.changed, self.claims, tuple(self.warnings), errors, same, copies, corrected)

    def _one(self, article: Article, duplicates: Duplicates) -> None:
        from aigraph.ingest.extract import extract

        judged = duplicates.judge(article)
        try:
            extraction = None if judged.to_read is None else extract(judged.to_read, self.reader)
        except AigraphError:
            duplicates.withdraw(judged)
            raise
        self._keep(judged, extraction, duplicates)

    def _keep(self, judged: Judged, extraction: Extraction | None, duplicates: Duplicates) -> None:
        """Write what a judged article changes; `extraction` is that of `judged.to_read`."""
        kind = str(judged.kind)
        if extraction is None:
            duplicates.add(judged, ())
            if kind == "same" and judged.held == article_iri(judged.article).value:     # the very same, whatever it lay in
                kind = "again"
                self.articles += 1
                self.claims += sum(1 for _ in self.store.claims(article=judged.held))
        else:
            known = judged.instead and judged.kind in ("same", "copy")      # counted already, as what it takes the place of
            before = sum(1 for _ in self.store.claims(article=judged.held)) if known else 0
            self._warn(judged.article, extraction.warnings)
            changed = duplicates.add(judged, extraction.claims)
            self.changed, self.touched = self.changed + (changed and not known), self.touched or changed
            self.articles, self.claims = self.articles + (not known), self.claims + len(extraction.claims) - before
            if self.on_article is not None:
                self.on_article(judged.article.source, len(extraction.claims))
        self.kinds[kind] += 1

    def _warn(self, article: Article, lines: Iterable[str]) -> None:
        self.warnings += [f"{article.source}: {line}" if article.source else line for line in lines]


def addresses(arguments: Iterable[Argument]) -> bool:
    """Whether something is to be fetched."""
    return any(isinstance(one, str) and one.lower().startswith(("http://", "https://")) for one in arguments)


def fetching(arguments: Iterable[Argument], options: Options) -> AbstractContextManager[Options]:
    """The options with a fetcher of the usual kind, if addresses are among the arguments and they have none."""
    if options.fetcher is not None or not addresses(arguments):
        return nullcontext(options)
    from contextlib import contextmanager

    from aigraph.ingest.sources.web import Fetcher
    from aigraph.places import cache_folder

    @contextmanager
    def opened() -> Any:
        with Fetcher(cache_folder()) as fetcher:
            yield replace(options, fetcher=fetcher)

    return opened()

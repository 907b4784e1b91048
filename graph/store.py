"""The store: where the graphs of articles are kept and asked, on disk, in memory, or on a SPARQL server (`remote`).

An article is one named graph, replaced in one atomic update and flushed, so that a killed process leaves all of it or
nothing. The watermark counts the updates that a flush has put on disk: what was acknowledged up to it survives a power cut.
The default graph is what the graphs say together, every thing as one node (`canonical`), kept in the same update: Oxigraph's
own union counts a triple once for every graph that holds it, which makes COUNT and plain joins wrong. One process writes;
others may read while nobody writes (`write=False` takes no lock).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pyoxigraph as ox

from ..ontology.errors import StoreError
from ..ontology.vocabulary import AIG, ID, RDF
from .article import Article
from .claim import Claim
from .folder import clear, mark, read_watermark, record_watermark
from .memory import Gauge
from .rdf import article_quads
from .remote import RemoteEngine, is_address, open_engine
from .state import STATE
from .terms import article_iri, string, web_iri
from .updates import changing, inserted, inserting, taking_back
from .view import StoredView, View, read_view

if TYPE_CHECKING:
    from .index import Index
    from .query import Result
    from .stored import StoredArticle, StoredClaim

__all__ = ["Store"]

_FLUSH_AFTER, _FLUSH_EVERY = 500, 5.0  # updates, seconds: whichever comes first in a long ingest
_PUBLISH_EVERY = 1.0  # seconds between two checkpoints for servers, unless `flush` or `close` asks for one
_ARTICLE, _SOURCE, _URL = AIG.Article, AIG.source, AIG.url
_Term = ox.NamedNode | ox.Literal | None


class Store:
    """Articles and their claims as RDF, at `path` or (None) in memory. Open it with `with`.

    Args:
        path: A folder, which is made when missing and `write` is true; or the address of a SPARQL 1.1 server.
        write: Whether to take the writer's lock; false reads a store that nobody is writing.
        server: For an address only: `update`, `auth`, `default_graph` and more, as `aigraph.graph.remote.RemoteEngine` has them.

    Raises:
        StoreError: The path is no store, is missing for reading, is from a newer version, or another process writes it.
    """

    def __init__(self, path: Path | str | None = None, *, write: bool = True, **server: Any) -> None:
        self.address = str(path) if is_address(path) else None
        self.path = Path(path) if path is not None and self.address is None else None
        self.writable = write
        self._store: ox.Store | None = open_engine(self.path, self.address, write, server)
        self.watermark = 0 if self.path is None else read_watermark(self.path)
        self._pending, self._flushed, self._published = 0, time.monotonic(), time.monotonic()
        self._view: View | None = None
        self._index: Index | None = None
        self._gauge = Gauge()
        self.lean = False  # whether `flush` may open the engine anew where it has grown: only while nobody holds its iterators

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """How many articles it holds."""
        return len(self.subjects(RDF.type, _ARTICLE))

    def __repr__(self) -> str:
        return f"<Store {self.name}>"

    @property
    def name(self) -> str:
        """Where it is, for messages."""
        return str(self.address or self.path or "in memory")

    @property
    def engine(self) -> ox.Store:
        """The Oxigraph store behind it; what is written there bypasses all checks."""
        if self._store is None:
            raise StoreError(f"store {self.name} is closed; open it again")
        return self._store

    def close(self) -> None:
        """Write what is buffered and give the lock back; closing twice is harmless."""
        if self._store is not None:
            if self.path is not None and self.writable:
                self._flush()
                self._publish()
            if isinstance(self._store, RemoteEngine):
                self._store.close()
            if self._index is not None:
                self._index.close()
            self._store = self._index = None

    def flush(self) -> None:
        """Make everything written so far survive a power cut, record the watermark, and show it to servers of this store."""
        self._flush()
        self._publish()
        self._view = self._view if self.address else None  # what it has looked up grows, too
        if self.lean and self.path is not None and self.writable and self._gauge.high():
            self._store = None  # closes it
            self._store = open_engine(self.path, None, True, {})
            self._gauge.settle()

    def add_article(self, article: Article, claims: Sequence[Claim], *, flush: bool = True) -> bool:
        """Make the article's graph hold exactly these claims; say whether anything changed.

        `flush=False` leaves it to the caller to flush at checkpoints.
        """
        graph = article_iri(article)
        quads = article_quads(article, claims)
        held = set(self.quads(None, None, None, graph))
        if held == set(quads):
            return False
        insert = inserting(self, {graph.value: quads})
        self._update([*taking_back(self, [graph.value]), *insert] if held else insert, flush)
        return True

    def add_articles(self, articles: Iterable[tuple[Article, Sequence[Claim]]]) -> int:
        """Add many articles with their claims in few updates; give how many changed. `derive.refresh` once after all of them."""
        from .bulk import add_articles

        return add_articles(self, articles)

    def insert_graphs(self, graphs: Mapping[str, Sequence[ox.Quad]]) -> None:
        """Put articles' graphs, which the store does not hold yet, in one update; `add_articles` checks that."""
        from .bulk import BULK

        if self.path is None or sum(map(len, graphs.values())) < BULK:
            self._update(inserting(self, graphs), flush=False)
            return
        self._may_write()
        with clear(f"cannot write store {self.name}"):
            self.engine.bulk_extend(inserted(self, graphs))
        self._count(flush=False)

    def remove_article(self, article: str) -> list[str]:
        """Remove an article's graph, and nothing else; give the IRIs removed (none: no such article).

        Args:
            article: Its id, IRI, address, or the source it was read from.
        """
        found = self.find_articles(article)
        if found:
            self._update(taking_back(self, found), flush=True)
        return found

    def find_articles(self, article: str) -> list[str]:
        """IRIs of the stored articles with that id, IRI, address or source, sorted."""
        found: set[str] = set()
        for candidate in (article, f"{ID}article/{article}"):
            iri = web_iri(candidate)
            if iri is not None:
                found |= self.subjects(_URL, iri)
                found |= {iri.value} & self.subjects(RDF.type, _ARTICLE)
        found |= self.subjects(_SOURCE, string(article))
        return sorted(found)

    def articles(self) -> list[StoredArticle]:
        """All articles, by date of publication."""
        from .reading import read_articles

        return read_articles(self)

    def claims(
        self,
        *,
        article: str | None = None,
        entity: str | None = None,
        type: str | None = None,
        as_written: bool = False,
    ) -> Iterator[StoredClaim]:
        """Yield claims, each with its article; see `aigraph.graph.reading.read_claims`."""
        from .reading import read_claims

        return read_claims(self, article=article, entity=entity, type=type, as_written=as_written)

    def query(self, sparql: str, **bindings: Any) -> Result:
        """Answer a SPARQL query; `bindings` give variables values. See `aigraph.graph.query.run`."""
        from .query import run

        return run(self, sparql, bindings)

    def dump(self, format: str = "nquads") -> bytes:
        """All articles as `turtle`, `trig`, `nquads` or `jsonld`: the same content gives the same bytes."""
        from .serialize import dump

        return dump(self, format)

    def stats(self) -> dict[str, int]:
        """How many articles, claims (also by type), entities and statements the store holds."""
        from .reading import read_stats

        return read_stats(self)

    def quads(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        object: _Term,
        graph: ox.NamedNode | None = None,
    ) -> Iterable[ox.Quad]:
        """Quads of the named graphs that match, in no particular order; None matches everything."""
        found = self.engine.quads_for_pattern(subject, predicate, object, graph)
        if graph is not None:
            return found
        return (quad for quad in found if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name != STATE)

    def subjects(self, predicate: ox.NamedNode, object: _Term) -> set[str]:
        """IRIs of what has that property with that value (None: any) in some article."""
        found = self.engine.quads_for_pattern(None, predicate, object, ox.DefaultGraph())
        return {quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}

    def backup(self, path: Path | str) -> None:
        """Copy the store to a new folder (by hard links where the disk allows), while it stays in use."""
        with clear(f"cannot copy store to {path}"):
            self.engine.backup(str(path))
            mark(Path(path))

    def view(self) -> View:
        """Which node stands for which, as `derive.refresh` last found it."""
        if self._view is None or not self.writable:  # a reader's store may change under it
            self._view = read_view(self) if self.address else StoredView(self)
        return self._view

    def index(self) -> Index:
        """What deriving needs of all articles; `derive` says whether it is up to date."""
        from .index import Index

        if self._index is None:
            self._index = Index(self.path)
        return self._index

    def change(self, gone: Iterable[ox.Quad], come: Iterable[ox.Quad], *, flush: bool = True) -> None:
        """Take quads out and put quads in, of whatever graph, in one atomic update."""
        self._update(changing(self, gone, come), flush)
        self._view = None

    def apply(self, steps: Sequence[str], *, flush: bool = False) -> None:
        """Take steps that `updates` made for this store, in one atomic update; nodes keep what they stand for."""
        if steps:
            self._update(steps, flush)

    def touch(self) -> None:
        """Count what was written past us (in bulk, into `engine`) as an update, and flush; all is derived anew next time."""
        if not self.address:
            self.engine.remove_graph(STATE)
        self._pending += 1
        self._view = None
        self.flush()

    def _update(self, steps: Sequence[str], flush: bool) -> None:
        self._may_write()
        with clear(f"cannot write store {self.name}"):
            self.engine.update(" ;\n".join(steps))  # one call, one transaction
        self._count(flush)

    def _may_write(self) -> None:
        if not self.writable:
            raise StoreError(f"store {self.name} is open for reading; open it with write=True to change it")

    def _count(self, flush: bool) -> None:
        """Count an update, and flush where it is time."""
        self._pending += 1
        waited = time.monotonic() - self._flushed
        if flush or self._pending >= _FLUSH_AFTER or waited > _FLUSH_EVERY:
            self._flush()
            if time.monotonic() - self._published > _PUBLISH_EVERY:
                self._publish()

    def _flush(self) -> None:
        if not self._pending:
            return
        with clear(f"cannot write store {self.name}"):
            self.engine.flush()
            if self.path is not None:
                record_watermark(self.path, self.watermark + self._pending)
        self.watermark += self._pending
        self._pending, self._flushed = 0, time.monotonic()

    def _publish(self) -> None:
        from .checkpoint import publish

        with clear(f"cannot make a checkpoint of store {self.path}"):
            publish(self)
        self._published = time.monotonic()

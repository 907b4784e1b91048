"""Ledgers: which articles have been read and are stored for good, so that a run that was ended goes on where it was.

1. What was done is noted in memory, and written (`commit`) only after the store has been flushed: what a ledger holds survives whatever the
store survives, and what a kill loses of it is read again, which changes nothing. 2. An article goes by a digest of all that it consists of, with
the reader: a corrected article, other metadata or another reader are other entries. 3. An entry names the graph that came of
it, and counts only while the store has that graph. 4. An ingest's ledger is dropped when it has come to its end; that of `watch` stays, and
also knows files and pages, which then need not be opened or fetched.

A SQLite file: it takes ten million entries in the memory of none.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from aigraph.ingest.lexicon import _files as gazetteer_files
from aigraph.ontology.errors import StoreError
from aigraph.ontology.vocabulary import AIG, RDF

if TYPE_CHECKING:
    from aigraph.graph.article import Article
    from aigraph.graph.store import Store
    from aigraph.ingest.parallel import Choice

__all__ = ["INGEST", "WATCH", "Ledger", "basis", "ledger_path"]

INGEST, WATCH = "aigraph-ingest.sqlite", "aigraph-watch.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS article(digest BLOB PRIMARY KEY, iri TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS place(name TEXT PRIMARY KEY, state TEXT, attempts INTEGER) WITHOUT ROWID;
"""


class Ledger:
    """What has been done, in a file; use it in a `with` block.

    Args:
        path: The file, made when missing; None keeps it in memory.
        basis: With what articles are read: entries made on another basis do not count.

    Raises:
        StoreError: The file cannot be made, or is no ledger.
    """

    def __init__(self, path: Path | None, basis: str = "") -> None:
        self._path, self._basis = path, basis
        self._articles: dict[bytes, str] = {}
        self._places: dict[str, tuple[str, int]] = {}
        try:
            self._data = sqlite3.connect(str(path or ":memory:"), isolation_level=None)
            self._data.executescript(_TABLES)
        except sqlite3.Error as error:
            raise StoreError(f"{path} cannot be used to note what was read ({error}); delete it, or see that it can be written") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._data.close()

    def __bool__(self) -> bool:
        """Whether something is in it that was committed."""
        return self._data.execute("SELECT 1 FROM article LIMIT 1").fetchone() is not None

    def holds(self, article: Article, store: Store) -> bool:
        """Whether the article is done and the store still has what came of it."""
        digest = self.digest(article)
        row = self._data.execute("SELECT iri FROM article WHERE digest = ?", (digest,)).fetchone()
        iri = self._articles.get(digest) or (row[0] if row else None)
        if iri is None:
            return False
        node = ox.NamedNode(iri)
        return any(True for _ in store.quads(node, RDF.type, AIG.Article, node))

    def note(self, article: Article, iri: str) -> None:
        """The article is stored, or linked, as the graph `iri`; counts for good from the next `commit` on."""
        self._articles[self.digest(article)] = iri

    def state(self, place: str) -> tuple[str, int]:
        """In which state a file or page was last read, and how often in vain since; empty and 0 where it never was."""
        if place in self._places:
            return self._places[place]
        row = self._data.execute("SELECT state, attempts FROM place WHERE name = ?", (place,)).fetchone()
        return (row[0], row[1]) if row else ("", 0)

    def keep(self, place: str, state: str, attempts: int = 0) -> None:
        """A file or page was read in this state (or tried so often); counts for good from the next `commit` on."""
        self._places[place] = state, attempts

    def commit(self) -> None:
        """Write what was noted. The caller has flushed the store before."""
        if not self._articles and not self._places:
            return
        try:
            self._data.execute("BEGIN")
            self._data.executemany("INSERT OR REPLACE INTO article VALUES (?, ?)", self._articles.items())
            self._data.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?)", [(n, s, a) for n, (s, a) in self._places.items()])
            self._data.execute("COMMIT")
        except sqlite3.Error as error:
            raise StoreError(f"{self._path} cannot be written ({error}); what is stored is safe, and will be read again") from error
        self._articles.clear()
        self._places.clear()

    def drop(self) -> None:
        """Forget everything, and remove the file."""
        self._articles.clear()
        self._places.clear()
        self._data.close()
        if self._path is not None:
            with suppress(FileNotFoundError):
                self._path.unlink()

    def digest(self, article: Article) -> bytes:
        """Sixteen bytes that stand for the article, all of its metadata, and the basis."""
        return hashlib.sha256(repr((self._basis, article)).encode("utf-8", "surrogatepass")).digest()[:16]


def basis(choice: Choice) -> str:
    """With what a choice of reader reads: other words or another version read differently."""
    import aigraph

    names = [hashlib.sha256(file.read_bytes()).hexdigest() for file in gazetteer_files(choice.gazetteer)]
    parts = (aigraph.__version__, os.environ.get("AIGRAPH_MODELS", ""), choice.reader, sorted(choice.options.items()), names)
    return repr(parts)


def ledger_path(store: Store, name: str) -> Path | None:
    """Where the ledger of a store lies: in its folder; of a server among the user's own files; of one in memory nowhere."""
    if store.path is not None:
        return store.path / name
    if store.address is None:
        return None
    from aigraph.places import cache_folder

    folder = cache_folder() / "servers" / hashlib.sha256(store.address.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name

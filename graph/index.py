"""The index: what deriving needs of every article, by name, by node and by article, so that one more article costs what it touches.

A SQLite file beside the store (of a store in memory: in memory), never part of the graph, and never needed to read it. It holds
appearances and claims in short (`rows`), the keys by which names are looked up, which written nodes have related names, and sums.
It is true as long as its stamp is the store's (`state`); where the two differ, because a process died between writing the one
and the other, because the store was copied, or because the file is gone, it is made anew from the articles' graphs.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from .appearances import Appearance
from .rows import appearance_row, claim_row, full, read_appearance, read_claim, short
from .stored import StoredClaim

__all__ = ["FILE", "Index"]

FILE = "aigraph-index.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS state(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS appearance(written TEXT, article TEXT, row TEXT, PRIMARY KEY(written, article)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS appearance_article ON appearance(article);
CREATE TABLE IF NOT EXISTS claim(one TEXT, other TEXT, iri TEXT, article TEXT, row TEXT, PRIMARY KEY(one, other, iri)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claim_article ON claim(article);
CREATE TABLE IF NOT EXISTS total(written TEXT PRIMARY KEY, row TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS block(key TEXT, written TEXT, PRIMARY KEY(key, written)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS related(one TEXT, other TEXT, PRIMARY KEY(one, other)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS judged(written TEXT, id TEXT, PRIMARY KEY(written, id)) WITHOUT ROWID;
"""
_NAMES = ("state", "appearance", "claim", "total", "block", "related", "judged")


class Index:
    """Tables of what articles say, as deriving asks for it. Changes count from `commit` on.

    Args:
        folder: The store's folder; None keeps it in memory.
    """

    def __init__(self, folder: Path | None) -> None:
        self._file = None if folder is None else folder / FILE
        self._data = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            return _connect(self._file)
        except sqlite3.DatabaseError:  # damaged: it can be made anew
            assert self._file is not None
            self._file.unlink(missing_ok=True)
            return _connect(self._file)

    def close(self) -> None:
        """Leave it as it was committed last."""
        self._data.close()

    def commit(self) -> None:
        """Keep what was changed."""
        self._data.commit()

    def rollback(self) -> None:
        """Forget what was changed since the last commit."""
        self._data.rollback()

    def clear(self) -> None:
        """Forget everything."""
        for name in _NAMES:
            self._data.execute(f"DELETE FROM {name}")

    def state(self, name: str) -> Any:
        """A value that was kept by `keep`; None where there is none."""
        found = self._one("SELECT value FROM state WHERE name = ?", name)
        return None if found is None else json.loads(found)

    def keep(self, name: str, value: Any) -> None:
        """Keep a value under a name."""
        self._data.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, json.dumps(value, sort_keys=True)))

    def __len__(self) -> int:
        return int(self._one("SELECT COUNT(DISTINCT article) FROM appearance") or 0)

    def article(self, iri: str) -> list[Appearance]:
        """The appearances of an article."""
        rows = self._all("SELECT written, row FROM appearance WHERE article = ?", short(iri))
        return [read_appearance(iri, full(written), row) for written, row in rows]

    def appearances(self, written: str) -> list[Appearance]:
        """The appearances of a written node, by article."""
        rows = self._all("SELECT article, row FROM appearance WHERE written = ? ORDER BY article", short(written))
        return [read_appearance(full(article), written, row) for article, row in rows]

    def articles(self, written: str) -> list[str]:
        """The articles that speak of a written node."""
        rows = self._all("SELECT article FROM appearance WHERE written = ? ORDER BY article", short(written))
        return [full(article) for (article,) in rows]

    def written_in(self, article: str) -> list[str]:
        """The written nodes of an article."""
        rows = self._all("SELECT written FROM appearance WHERE article = ? ORDER BY written", short(article))
        return [full(written) for (written,) in rows]

    def written(self) -> list[str]:
        """All written nodes."""
        return [full(written) for (written,) in self._all("SELECT written FROM total ORDER BY written")]

    def replace(self, article: str, items: Iterable[Appearance], claims: Iterable[tuple[str, str, StoredClaim]]) -> None:
        """Make an article's rows these, claims with the two nodes (or node and type) that they are found by."""
        held = short(article)
        for table in ("appearance", "claim"):
            self._data.execute(f"DELETE FROM {table} WHERE article = ?", (held,))
        self._data.executemany(
            "INSERT INTO appearance VALUES (?, ?, ?)", [(short(item.written), held, appearance_row(item)) for item in items]
        )
        self._data.executemany(
            "INSERT OR REPLACE INTO claim VALUES (?, ?, ?, ?, ?)",
            [(short(one), short(other), short(stored.iri), held, claim_row(stored)) for one, other, stored in claims],
        )

    def claims_of(self, article: str) -> list[StoredClaim]:
        """The claims of an article that tenures or conflicts look at."""
        rows = self._all("SELECT DISTINCT iri, row FROM claim WHERE article = ?", short(article))
        return [read_claim(full(iri), article, row) for iri, row in rows]

    def claims(self, one: str, other: str) -> list[tuple[str, str, str]]:
        """The claims that are found by two nodes, or a node and a type: what `rows.read_claim` takes."""
        query = "SELECT iri, article, row FROM claim WHERE one = ? AND other = ?"
        return [(full(iri), full(article), row) for iri, article, row in self._all(query, short(one), short(other))]

    def all_claims(self) -> Iterator[StoredClaim]:
        """Yield all claims that tenures or conflicts look at, some more than once."""
        for iri, article, row in self._data.execute("SELECT iri, article, row FROM claim"):
            yield read_claim(full(iri), full(article), row)

    def total(self, written: str) -> dict[str, Any]:
        """What `keep_total` kept of a written node; empty where nothing speaks of it."""
        found = self._one("SELECT row FROM total WHERE written = ?", short(written))
        return {} if found is None else json.loads(found)

    def keep_total(self, written: str, total: dict[str, Any] | None) -> None:
        """Keep sums over a written node's appearances; None: there are none."""
        if total is None:
            self._data.execute("DELETE FROM total WHERE written = ?", (short(written),))
            return
        text = json.dumps(total, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        self._data.execute("INSERT OR REPLACE INTO total VALUES (?, ?)", (short(written), text))

    def block(self, key: str, limit: int) -> list[str]:
        """The written nodes under a key, at most so many."""
        rows = self._all("SELECT written FROM block WHERE key = ? ORDER BY written LIMIT ?", key, limit)
        return [full(written) for (written,) in rows]

    def block_size(self, key: str) -> int:
        """How many written nodes are under a key."""
        return int(self._one("SELECT COUNT(*) FROM block WHERE key = ?", key) or 0)

    def change_block(self, written: str, gone: Collection[str], come: Collection[str]) -> None:
        """Take a written node from some keys and put it under others."""
        node = short(written)
        self._data.executemany("DELETE FROM block WHERE key = ? AND written = ?", [(key, node) for key in gone])
        self._data.executemany("INSERT OR IGNORE INTO block VALUES (?, ?)", [(key, node) for key in come])

    def related(self, written: str) -> set[str]:
        """The written nodes whose names are related to its names."""
        return {full(other) for (other,) in self._all("SELECT other FROM related WHERE one = ?", short(written))}

    def relate(self, one: str, other: str, whether: bool) -> None:
        """Say whether the names of two written nodes are related."""
        both = [(short(one), short(other)), (short(other), short(one))]
        what = "INSERT OR IGNORE INTO related VALUES (?, ?)" if whether else "DELETE FROM related WHERE one = ? AND other = ?"
        self._data.executemany(what, both)

    def judged(self, written: str) -> set[str]:
        """The ids of the computed judgements that concern a written node."""
        return {id for (id,) in self._all("SELECT id FROM judged WHERE written = ?", short(written))}

    def change_judged(self, gone: Iterable[tuple[str, str]], come: Iterable[tuple[str, str]]) -> None:
        """Change which judgements concern which written nodes."""
        self._data.executemany("DELETE FROM judged WHERE written = ? AND id = ?", [(short(w), id) for w, id in gone])
        self._data.executemany("INSERT OR IGNORE INTO judged VALUES (?, ?)", [(short(w), id) for w, id in come])

    def rows(self) -> list[tuple[Any, ...]]:
        """Everything but the state, sorted: two indexes of the same articles have the same rows."""
        return sorted((name, *row) for name in _NAMES[1:] for row in self._all(f"SELECT * FROM {name}"))

    def _all(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._data.execute(query, values).fetchall()

    def _one(self, query: str, *values: Any) -> Any:
        found = self._data.execute(query, values).fetchone()
        return None if found is None else found[0]


def _connect(file: Path | None) -> sqlite3.Connection:
    data = sqlite3.connect(":memory:" if file is None else file, check_same_thread=False)
    data.execute("PRAGMA synchronous = NORMAL")
    data.execute("PRAGMA journal_mode = TRUNCATE")
    data.executescript(_TABLES)
    return data

"""Writing: what a renewal changes in the store, in one update; where that is very much, in several.

Each piece of a renewal gives the derived quads that it looked at, as they were and as they are, and what moves in the default graph; the
difference is written. Pieces are written together until they are many; the stamp goes with the first of several updates and comes with the
last, so that a process that dies between leaves a store that is derived anew. The text of an update and what the engine makes of it take two
kilobytes a quad, hence no more than `MOST`.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .canonical import in_default
from .state import changed_articles, changed_quads, read_stamp, stamp_quads

if TYPE_CHECKING:
    from .index import Index
    from .store import Store

__all__ = ["Quads", "Writer"]

MOST = 25_000  # quads of an update


@dataclass
class Quads:
    """Derived quads of what a piece looks at, as they were and as they are; triples that leave and enter the default graph with articles."""

    old: set[ox.Quad] = field(default_factory=set)
    new: set[ox.Quad] = field(default_factory=set)
    gone: set[ox.Triple] = field(default_factory=set)
    come: set[ox.Triple] = field(default_factory=set)


class Writer:
    """The difference that pieces make, written when it is large, and when all is there (`finish`)."""

    def __init__(self, store: Store, index: Index) -> None:
        self._store, self._index = store, index
        self._out: set[ox.Quad] = set()
        self._into: set[ox.Quad] = set()
        self._parts = 0

    def add(self, piece: Quads) -> None:
        """Take a piece in."""
        before, after = ({quad.triple for quad in side} for side in (piece.old, piece.new))
        self._out |= {*(piece.old - piece.new), *in_default(piece.gone | before - after)}
        self._into |= {*(piece.new - piece.old), *in_default(piece.come | after - before)}
        if len(self._out) + len(self._into) > MOST:
            self._write(stamp_quads(read_stamp(self._store)) if not self._parts and not self._store.address else ())
            self._store.flush()  # nothing is being read from it now, so it may give memory back

    def finish(self, articles: Collection[str] | None = None) -> None:
        """Write the rest, with a new stamp on store and index, which are then known to hold the articles that changed (None: all)."""
        if self._store.address:
            self._index.commit()
            self._write()
            return
        changed = changed_articles(self._store)
        known = changed if articles is None else [article for article in changed if article in articles]
        stamp = uuid.uuid4().hex
        self._index.keep("stamp", stamp)
        self._index.commit()  # before the store: with only one of them written, the stamps differ and all is made anew
        self._write([*changed_quads(known), *stamp_quads(read_stamp(self._store))], stamp_quads(stamp))

    def _write(self, out: Iterable[ox.Quad] = (), into: Iterable[ox.Quad] = ()) -> None:
        """Write what is held; `out` goes with the first update, `into` comes with the last."""
        # What one piece takes out another may put in: then it stays.
        quads = [(quad, False) for quad in sorted(self._out - self._into, key=str)]
        quads += [(quad, True) for quad in sorted(self._into, key=str)]
        self._out, self._into = set(), set()
        pieces = [quads[start : start + MOST] for start in range(0, len(quads), MOST)] or [[]]
        for number, piece in enumerate(pieces, start=1):
            gone = [*(out if number == 1 else ()), *(quad for quad, come in piece if not come)]
            come = [*(into if number == len(pieces) else ()), *(quad for quad, come in piece if come)]
            if gone or come:
                self._store.change(gone, come)
        self._parts += 1

"""State: which articles changed since identity, tenures and conflicts were derived, and which index goes with the store.

Both stand in a graph of their own, written in the same update as what they tell of, so that a process that dies leaves neither
derived statements that nobody knows to be old nor an index that only seems to fit. The graph is bookkeeping: `Store.quads`,
exports and the default graph are without it. A server as store has none of it: there everything is derived anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..ontology.vocabulary import GRAPHS

if TYPE_CHECKING:
    from .store import Store

__all__ = ["STATE", "changed_articles", "changed_quads", "read_stamp", "stamp_quads"]

STATE = ox.NamedNode(f"{GRAPHS}state")
# Terms of RDF itself: these are not words of our vocabulary, since nothing but us reads them.
_STAMP = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#value")
_CHANGED = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#member")


def changed_quads(articles: Iterable[str]) -> list[ox.Quad]:
    """That articles came, changed or went."""
    return [ox.Quad(STATE, _CHANGED, ox.NamedNode(article), STATE) for article in articles]


def changed_articles(store: Store) -> list[str]:
    """The articles that came, changed or went since everything was derived last, sorted."""
    found = store.engine.quads_for_pattern(STATE, _CHANGED, None, STATE)
    return sorted(quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode))


def read_stamp(store: Store) -> str:
    """The stamp of the index that goes with the store; empty where none does."""
    found = store.engine.quads_for_pattern(STATE, _STAMP, None, STATE)
    return next((quad.object.value for quad in found if isinstance(quad.object, ox.Literal)), "")


def stamp_quads(stamp: str) -> list[ox.Quad]:
    """That the index with this stamp goes with the store."""
    return [ox.Quad(STATE, _STAMP, ox.Literal(stamp), STATE)] if stamp else []

"""Exports as RDF text: the same content gives the same bytes, whatever the order in which it was stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..ontology.errors import QueryError
from ..ontology.vocabulary import PREFIXES
from .jsonld import write_jsonld
from .rdf import shortcut_triples

if TYPE_CHECKING:
    from .store import Store

__all__ = ["FORMATS", "dump", "serialize"]

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf12": ox.RdfFormat.TRIG,
}
_GRAPHS = ("trig", "nquads", "jsonld", "rdf12")
_REIFIES = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")


def dump(store: Store, format: str = "nquads") -> bytes:
    """All statements of the store: with graphs as `trig`, `nquads`, `jsonld`; as `turtle`, `ntriples` the default graph.

    `rdf12` is TriG of RDF 1.2: every claim also annotates the shortcut triples that it makes.
    """
    _check(format)
    if format in _GRAPHS:
        quads = [*store.quads(None, None, None), *(_annotations(store) if format == "rdf12" else ())]
        # The graph first: a TriG writer opens each graph once.
        return _write(sorted(quads, key=lambda q: (str(q.graph_name), str(q))), format)
    union = store.engine.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return serialize((quad.triple for quad in union), format)


def serialize(triples: Iterable[ox.Triple], format: str = "turtle") -> bytes:
    """Triples as text, each once and sorted."""
    _check(format)
    return _write(sorted(set(triples), key=str), format)


def _annotations(store: Store) -> Iterator[ox.Quad]:
    """Yield for each claim, as reifier, the shortcuts that it makes."""
    for stored in store.claims(as_written=True):
        for triple in shortcut_triples(stored.claim, stored.article.id):
            yield ox.Quad(ox.NamedNode(stored.iri), _REIFIES, ox.Triple(*triple), ox.NamedNode(stored.article.iri))


def _write(statements: list[ox.Quad] | list[ox.Triple], format: str) -> bytes:
    if format in ("nquads", "ntriples"):
        lines = sorted(f"{statement} .\n".encode() for statement in statements)
        return b"".join(lines)
    if format == "jsonld":
        return write_jsonld(s if isinstance(s, ox.Quad) else ox.Quad(s.subject, s.predicate, s.object) for s in statements)
    return ox.serialize(statements, format=FORMATS[format], prefixes=PREFIXES) or b""


def _check(format: str) -> None:
    if format not in FORMATS:
        raise QueryError(f"no RDF format {format!r}; formats: {', '.join(FORMATS)}")

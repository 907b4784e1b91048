"""Validation: whether all that is stored has the shape that the ontology asks for, in words that people understand.

SHACL (pyshacl) checks nodes, article by article in batches, since a shape such as "one date a claim" holds inside one
graph; that shortcuts stand exactly where asserted claims put them is checked here, against the claims read back.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from .. import ontology
from ..ontology.schema import claim_types
from ..ontology.vocabulary import AIG, ID, PREFIXES
from .rdf import shortcut_triples

if TYPE_CHECKING:
    from .store import Store

__all__ = ["validate"]

_BATCH = 20_000  # statements a run: pyshacl starts slowly and rdflib takes 1.2 KB a statement
_SHORTCUTS = {AIG[shortcut.property] for kind in claim_types().values() for shortcut in kind.shortcuts}


def validate(store: Store) -> list[str]:
    """What is wrong with the stored graphs, one line each, sorted; an empty list where all is well."""
    found: set[str] = set()
    batch: list[ox.Quad] = []
    for article in store.articles():
        batch += store.quads(None, None, None, ox.NamedNode(article.iri))
        if len(batch) > _BATCH:
            found.update(_violations(batch))
            batch = []
    if batch:
        found.update(_violations(batch))
    if not found:  # misshapen claims cannot be read back, so shortcuts are checked when all are well
        found.update(_shortcuts(store))
    return sorted(found)


def _violations(quads: list[ox.Quad]) -> Iterator[str]:
    import pyshacl
    import rdflib

    data = rdflib.Graph()
    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
    data.parse(io.BytesIO(triples), format="nt")
    shapes = rdflib.Graph()
    shapes.parse(data=files(ontology).joinpath("shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False, inference="none")
    if conforms:
        return
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult):
        node = report.value(result, shacl.focusNode)
        path = report.value(result, shacl.resultPath)
        value = report.value(result, shacl.value)
        message = report.value(result, shacl.resultMessage)
        where = (
            f" ({_short(path)}" + (f" {_short(value)}" if value is not None else "") + ")" if path is not None else ""
        )
        yield f"{_short(node)}: {message}{where}"


def _shortcuts(store: Store) -> Iterator[str]:
    expected: set[tuple[str, Any]] = set()
    for stored in store.claims(as_written=True):
        for triple in shortcut_triples(stored.claim, stored.article.id):
            expected.add((stored.article.iri, triple))
    held: set[tuple[str, Any]] = {
        (quad.graph_name.value, (quad.subject, quad.predicate, quad.object))
        for shortcut in _SHORTCUTS
        for quad in store.quads(None, shortcut, None)
        if isinstance(quad.graph_name, ox.NamedNode)
    }
    for graph, missing in expected - held:
        yield f"{_short(graph)}: an asserted claim lacks its shortcut {' '.join(_short(term) for term in missing)}"
    for graph, triple in held - expected:
        yield f"{_short(graph)}: no asserted claim makes the shortcut {' '.join(_short(term) for term in triple)}"


def _short(term: Any) -> str:
    text = str(getattr(term, "value", term))
    for prefix, base in (("", ID), *((f"{name}:", base) for name, base in PREFIXES.items())):
        if text.startswith(base):
            return prefix + text[len(base) :]
    return text if len(text) <= 80 else text[:79] + "…"

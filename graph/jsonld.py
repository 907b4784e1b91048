"""JSON-LD that people and programs can read without knowing RDF: short names, plain values, one object an article.

The context stands in the document, so any JSON-LD 1.1 processor gives the same statements as N-Quads. It follows from the
ontology: terms of `aig:` need no prefix, ids are relative to our own base, and a property whose values are all links takes plain ids.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from ..ontology.vocabulary import ID, PREFIXES, RDF, XSD

__all__ = ["write_jsonld"]

_TYPE = RDF.type.value
_AIG = PREFIXES["aig"]
_TERM = re.escape(_AIG) + r"\w+"


def write_jsonld(quads: Iterable[ox.Quad]) -> bytes:
    """The quads as one JSON-LD document, sorted; those of the default graph stand outside all graphs."""
    graphs: dict[str, dict[str, dict[str, list[Any]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for quad in quads:
        graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        graphs[graph][_id(quad.subject)][quad.predicate.value].append(quad.object)
    links = _links(graphs)
    context: dict[str, Any] = {"@version": 1.1, "@base": ID, "@vocab": _AIG, "id": "@id", "type": "@type"}
    context |= {name: iri for name, iri in PREFIXES.items() if name not in ("aig", "rdf")}
    context |= {_name(term): {"@id": term, "@type": kind} for term, kind in sorted(links.items())}
    listed: list[Any] = []
    for graph in sorted(graphs):
        nodes = [_node(iri, graphs[graph][iri], links) for iri in sorted(graphs[graph])]
        listed += [{"id": _short(graph), "@graph": nodes}] if graph else nodes
    return (json.dumps({"@context": context, "@graph": listed}, ensure_ascii=False, indent=1) + "\n").encode()


def _links(graphs: Any) -> dict[str, str]:
    """The properties whose values are all IRIs: `@vocab` where all are terms of ours, else `@id`."""
    linking: dict[str, bool] = {}
    ours: dict[str, bool] = {}
    for nodes in graphs.values():
        for node in nodes.values():
            for term, objects in node.items():
                linking[term] = linking.get(term, True) and all(isinstance(o, ox.NamedNode) for o in objects)
                ours[term] = ours.get(term, True) and all(re.fullmatch(_TERM, _id(o)) for o in objects)
    return {term: "@vocab" if ours[term] else "@id" for term, only in linking.items() if only and term != _TYPE}


def _node(iri: str, properties: dict[str, list[Any]], links: dict[str, str]) -> dict[str, Any]:
    node: dict[str, Any] = {"id": _short(iri)}
    for term in sorted(properties, key=lambda term: (term != _TYPE, _name(term))):
        if term == _TYPE:
            values: list[Any] = [_name(o.value) for o in properties[term]]
        else:
            values = [_written(o, links.get(term)) for o in properties[term]]
        values.sort(key=lambda value: json.dumps(value, ensure_ascii=False))
        node["type" if term == _TYPE else _name(term)] = values[0] if len(values) == 1 else values
    return node


def _written(term: Any, kind: str | None) -> Any:
    if kind is None:
        return _value(term)
    return _name(term.value) if kind == "@vocab" else _short(_id(term))


def _value(term: Any) -> Any:
    if not isinstance(term, ox.Literal):
        return {"@id": _short(_id(term))}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    if kind == XSD.boolean.value and term.value in ("true", "false"):
        return term.value == "true"
    if kind == XSD.integer.value and str(int(term.value)) == term.value:
        return int(term.value)
    return term.value if kind == XSD.string.value else {"@value": term.value, "@type": _name(kind)}


def _id(term: Any) -> str:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(term.value)


def _name(iri: str) -> str:
    """A term for the reader: without prefix in our own vocabulary, else with one."""
    if iri.startswith(_AIG):
        return iri.removeprefix(_AIG)
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and prefix != "rdf":
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


def _short(iri: str) -> str:
    """An id relative to our base, where no reader can take it for anything else."""
    rest = iri.removeprefix(ID)
    return rest if rest != iri and rest and ":" not in rest and not rest.startswith(("/", "?", "#", ".")) else iri

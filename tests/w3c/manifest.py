"""The W3C SPARQL 1.1 test manifests: what is tested, over which data, with which outcome."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox

__all__ = ["SUITE", "Case", "Graphs", "Nodes", "cases"]

SUITE = Path(__file__).parents[3] / "shared/w3c-sparql11"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_UT = "http://www.w3.org/2009/sparql/tests/test-update#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


@dataclass(frozen=True)
class Graphs:
    """Files of a dataset: the default graph's, and the named graphs' by name."""

    default: tuple[Path, ...] = ()
    named: dict[str, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """One test: `query` is the query or update (or, in syntax tests, the text to parse), `result` its outcome."""

    folder: str
    name: str
    kind: str
    query: Path
    data: Graphs
    result: Any = None

    @property
    def id(self) -> str:
        return f"{self.folder}/{self.name}"


class Nodes:
    """A manifest's statements by subject."""

    def __init__(self, file: Path) -> None:
        self._found: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, base_iri=file.as_uri()):
            self._found[quad.subject][quad.predicate.value].append(quad.object)

    def all(self, node: Any, term: str) -> list[Any]:
        return self._found[node][term]

    def one(self, node: Any, term: str) -> Any:
        return next(iter(self.all(node, term)), None)

    def items(self, head: Any) -> Iterator[Any]:
        while head is not None and head.value != _RDF + "nil":
            yield self.one(head, _RDF + "first")
            head = self.one(head, _RDF + "rest")

    def subjects(self) -> list[Any]:
        return list(self._found)


def cases(folder: str) -> Iterator[Case]:
    """The tests of a folder, in the manifest's order; those of protocols are left out."""
    nodes = Nodes(SUITE / folder / "manifest.ttl")
    for manifest in [node for node in nodes.subjects() if nodes.one(node, _MF + "entries")]:
        for entry in nodes.items(nodes.one(manifest, _MF + "entries")):
            kind = nodes.one(entry, _RDF + "type")
            action = nodes.one(entry, _MF + "action")
            if kind is None or action is None:
                continue
            query = nodes.one(action, _QT + "query") or nodes.one(action, _UT + "request") or action
            if not isinstance(query, ox.NamedNode):
                continue
            yield Case(
                folder, entry.value.rpartition("#")[2], kind.value.rpartition("#")[2], _path(query), _graphs(nodes, action),
                _result(nodes, nodes.one(entry, _MF + "result")),
            )  # fmt: skip


def _result(nodes: Nodes, result: Any) -> Any:
    if isinstance(result, ox.BlankNode):
        return _graphs(nodes, result)
    return _path(result) if isinstance(result, ox.NamedNode) else None


def _graphs(nodes: Nodes, node: Any) -> Graphs:
    default = [_path(data) for term in (_QT + "data", _UT + "data") for data in nodes.all(node, term)]
    named: dict[str, Path] = {}
    for data in (*nodes.all(node, _QT + "graphData"), *nodes.all(node, _UT + "graphData")):
        file = nodes.one(data, _UT + "graph") or nodes.one(data, _QT + "graph") or data
        label = nodes.one(data, _LABEL)
        named[label.value if label is not None else file.value] = _path(file)
    return Graphs(tuple(default), named)


def _path(iri: ox.NamedNode) -> Path:
    return Path(unquote(urlsplit(iri.value).path))

"""Comparing answers: rows as multisets, graphs up to the names of blank nodes."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox

__all__ = ["difference", "expected", "same_graphs"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_FORMATS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}
_RDF = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}

Rows = list[dict[str, Any]]


def expected(file: Path) -> Any:
    """What a result file says: a boolean, rows (dictionaries), or triples."""
    if file.suffix in _FORMATS:
        return _read(ox.parse_query_results(file.read_bytes(), format=_FORMATS[file.suffix]))
    triples = [quad.triple for quad in ox.parse(path=str(file), format=_RDF[file.suffix], base_iri=file.as_uri())]
    return _result_set(triples) if any(t.predicate.value == _RS + "resultVariable" for t in triples) else triples


def difference(answer: Any, file: Path) -> str:
    """Why the engine's answer is not what the file says; empty where it is."""
    if file.suffix == ".csv":
        mine = answer.serialize(format=ox.QueryResultsFormat.CSV).decode()
        return "" if _csv(mine) == _csv(file.read_text("utf-8")) else f"CSV differs:\n{mine}"
    wanted, got = expected(file), _read(answer)
    if isinstance(wanted, bool) or isinstance(got, bool):
        return "" if wanted == got else f"{got}, not {wanted}"
    if wanted and isinstance(wanted[0], ox.Triple) or got and isinstance(got[0], ox.Triple):
        return "" if same_graphs([ox.Quad(*t) for t in wanted], [ox.Quad(*t) for t in got]) else f"triples differ: {got}"
    return "" if _canonical(wanted) == _canonical(got) else f"rows differ:\n{got}\nwanted:\n{wanted}"


def same_graphs(one: list[ox.Quad], other: list[ox.Quad]) -> bool:
    """Whether the datasets are isomorphic."""
    pair = [ox.Dataset(one), ox.Dataset(other)]
    for dataset in pair:
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return pair[0] == pair[1]


def _read(answer: Any) -> Any:
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QuerySolutions):
        names = [variable.value for variable in answer.variables]
        return [{name: row[name] for name in names if row[name] is not None} for row in answer]
    return list(answer)


def _canonical(rows: Rows) -> Any:
    """Rows without blank nodes as they are; the others as a canonical graph, a node a row."""
    rows = [{name: _value(term) for name, term in row.items()} for row in rows]
    plain = Counter(frozenset((n, str(t)) for n, t in row.items()) for row in rows if not _blank(row))
    graph = ox.Dataset()
    for row in filter(_blank, rows):
        node = ox.BlankNode()
        graph.add(ox.Quad(node, ox.NamedNode("row:row"), ox.Literal("")))
        for name, term in row.items():
            graph.add(ox.Quad(node, ox.NamedNode(f"row:{name}"), term))
    graph.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return plain, {str(quad) for quad in graph}


def _value(term: Any) -> Any:
    """Numbers and booleans by value: the engine writes 1.0 as 1, which is the same number."""
    if not isinstance(term, ox.Literal) or not term.datatype.value.startswith(_XSD):
        return term
    kind = term.datatype.value.removeprefix(_XSD)
    try:
        if kind in ("decimal", "integer"):
            return ox.Literal(str(Decimal(term.value).normalize()), datatype=term.datatype)
        if kind == "boolean":
            return ox.Literal({"0": "false", "1": "true"}.get(term.value, term.value), datatype=term.datatype)
        if kind in ("double", "float"):
            return ox.Literal(repr(float(term.value)), datatype=term.datatype)
    except (ArithmeticError, ValueError):  # an ill-typed literal is its characters
        return term
    return term


def _blank(row: dict[str, Any]) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in row.values())


def _csv(text: str) -> Any:
    """Rows by column name (SELECT * orders columns as it likes), blank nodes alike, numbers by value."""
    return Counter(frozenset((name, _cell(value)) for name, value in row.items()) for row in csv.DictReader(io.StringIO(text)))


def _cell(value: str) -> str:
    if value.startswith("_:"):
        return "_:"
    try:
        return repr(float(value))
    except ValueError:
        return value


def _result_set(triples: list[ox.Triple]) -> Any:
    nodes: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        nodes[triple.subject][triple.predicate.value].append(triple.object)
    rows: Rows = []
    for node in list(nodes):
        for solution in nodes[node][_RS + "solution"]:
            bindings = [nodes[binding] for binding in nodes[solution][_RS + "binding"]]
            rows.append({b[_RS + "variable"][0].value: b[_RS + "value"][0] for b in bindings})
    return rows

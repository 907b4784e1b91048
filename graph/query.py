"""Queries: SPARQL in, a `Table`, a `Triples` or a bool out; reading only.

The default graph is the union of all articles' graphs, and the usual prefixes are known. Bindings are values of
Python, turned into terms: str a plain literal, `Iri` an IRI, int, bool, Decimal, float, date, `When` what they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..ontology.errors import AigraphError, QueryError
from ..ontology.vocabulary import PREFIXES, XSD
from .claim import When
from .sparql import bind, check
from .terms import date_literal, decimal, integer

if TYPE_CHECKING:
    from .store import Store

__all__ = ["Iri", "Result", "Table", "Triples", "run", "to_python", "to_term"]


class Iri(str):
    """An IRI as a value: what distinguishes `<https://...>` from the same characters in quotes."""

    __slots__ = ()


@dataclass(frozen=True)
class Table:
    """Rows that answer a SELECT. `columns` are names; a value is None where it is unbound.

    It is a sequence of tuples; `to_json`, `to_csv`, `to_tsv` and `to_xml` give the W3C result formats.
    """

    columns: tuple[str, ...]
    _results: bytes = field(repr=False)  # the W3C JSON form: one serialisation, from which all others are made
    _maker: Callable[[Table], str] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """The rows as Python values: IRIs as `Iri`, numbers as int or Decimal, full dates as date, the rest as str."""
        return tuple(tuple(map(to_python, row)) for row in self.terms())

    def terms(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows as RDF terms of pyoxigraph."""
        return (tuple(solution[name] for name in self.columns) for solution in self._solutions())

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> tuple[Any, ...]:
        return self.rows[index]

    def __bool__(self) -> bool:
        return bool(self.rows)

    def dicts(self) -> list[dict[str, Any]]:
        """The rows as dictionaries by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_json(self) -> str:
        """SPARQL 1.1 Query Results JSON."""
        return self._results.decode()

    def to_csv(self) -> str:
        """SPARQL 1.1 Query Results CSV."""
        return self._as(ox.QueryResultsFormat.CSV)

    def to_tsv(self) -> str:
        """SPARQL 1.1 Query Results TSV: terms in their RDF form."""
        return self._as(ox.QueryResultsFormat.TSV)

    def to_xml(self) -> str:
        """SPARQL Query Results XML."""
        return self._as(ox.QueryResultsFormat.XML)

    def shown_with(self, maker: Callable[[Table], str]) -> Table:
        """The same, which notebooks show as `maker` makes it."""
        return replace(self, _maker=maker)

    def _repr_html_(self) -> str:
        """For notebooks: as `shown_with` says, else the first hundred rows, everything escaped."""
        if self._maker is not None:
            return self._maker(self)
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{'' if value is None else html.escape(str(value))}</td>" for value in row) + "</tr>"
            for row in self.rows[:100]
        )
        more = f"<p>{len(self) - 100} more rows</p>" if len(self) > 100 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"

    def _solutions(self) -> ox.QuerySolutions:
        solutions = ox.parse_query_results(self._results, format=ox.QueryResultsFormat.JSON)
        assert isinstance(solutions, ox.QuerySolutions)
        return solutions

    def _as(self, format: ox.QueryResultsFormat) -> str:
        text = self._solutions().serialize(format=format)
        assert text is not None
        return text.decode()


@dataclass(frozen=True, slots=True)
class Triples:
    """Triples that answer a CONSTRUCT or DESCRIBE, sorted."""

    triples: tuple[ox.Triple, ...]

    def __iter__(self) -> Iterator[ox.Triple]:
        return iter(self.triples)

    def __len__(self) -> int:
        return len(self.triples)

    def serialize(self, format: str = "turtle") -> str:
        """The triples as `turtle`, `ntriples` or `jsonld`."""
        from .serialize import serialize

        return serialize(self.triples, format).decode()


Result = Table | Triples | bool


def run(store: Store, sparql: str, bindings: Mapping[str, Any] | None = None) -> Result:
    """Answer a query.

    Raises:
        QueryError: It is malformed (with line and column), not a reading query, or lacks a variable that is bound.
    """
    check(sparql)
    terms = {name: to_term(value) for name, value in (bindings or {}).items() if value is not None}
    text = bind(sparql, terms)
    try:
        return _result(_evaluate(store, text))
    except AigraphError:
        raise
    except SyntaxError as error:
        raise QueryError(_explain(store, sparql, error)) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query failed: {' '.join(str(error).split())}") from error


def to_term(value: Any) -> ox.NamedNode | ox.Literal:
    """A Python value as an RDF term.

    Raises:
        QueryError: The value has no RDF form here, or is no valid IRI.
    """
    match value:
        case ox.NamedNode() | ox.Literal():
            return value
        case Iri():
            try:
                return ox.NamedNode(value)
            except ValueError as error:
                raise QueryError(f"not an IRI: {str(value)!r} ({error})") from error
        case str():
            return ox.Literal(value.encode("utf-8", "replace").decode())
        case bool():
            return ox.Literal(value)
        case int():
            return integer(value)
        case Decimal():
            return decimal(value)
        case float():
            return ox.Literal(value)
        case Date() | When():
            return date_literal(value)
    raise QueryError(f"cannot bind a {type(value).__name__}: use a str, Iri, int, Decimal, float, bool or date")


def to_python(term: Any) -> Any:
    """An RDF term as a Python value; None stays None."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    convert = _CONVERT.get(term.datatype)
    if convert is None:
        return term.value
    try:
        return convert(term.value)
    except (ValueError, ArithmeticError):  # an ill-typed literal is still its characters
        return term.value


_CONVERT: dict[ox.NamedNode, Any] = {
    XSD.integer: int,
    XSD.decimal: Decimal,
    XSD.double: float,
    XSD.boolean: lambda text: {"true": True, "1": True, "false": False, "0": False}.get(text, text),
    XSD.date: Date.fromisoformat,
}


def _evaluate(store: Store, text: str) -> Any:
    return store.engine.query(text, prefixes=PREFIXES)


def _result(answer: Any) -> Result:
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if not isinstance(answer, ox.QuerySolutions):
        return Triples(tuple(sorted(set(answer), key=str)))
    results = answer.serialize(format=ox.QueryResultsFormat.JSON)
    return Table(tuple(variable.value for variable in answer.variables), results or b"")


def _explain(store: Store, sparql: str, error: SyntaxError) -> str:
    """The engine's complaint about the query as it was written: binding must not move its columns."""
    try:
        _evaluate(store, sparql)
    except SyntaxError as plain:
        error = plain
    except (ValueError, RuntimeError, OSError):
        pass
    found = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if found is None:
        return f"malformed query: {' '.join(str(error).split())}"
    line, column, what = int(found[1]), int(found[2]), found[3]
    if "Prefix not found" in what:
        before = sparql.splitlines()[line - 1][: column - 1]
        name = re.search(r"[\w.-]*:?\S*$", before)
        known = ", ".join(f"{prefix}:" for prefix in PREFIXES)
        what = f"unknown prefix in {name[0] if name else ''!r}; declare it with PREFIX, or use one of {known}"
    else:  # character ranges of the grammar tell a reader nothing
        what = re.sub(r"(, |(?<=one of ))\[[^\]]*\](?: ?\.\.=? ?'[^']*'\])?", "", what)
    return f"malformed query, line {line}, column {column}: {' '.join(what.split())[:300]}"

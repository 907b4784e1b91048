"""The SPARQL 1.1 Protocol: what a request asks, and in which media type it takes the answer.

A query comes by GET, in a form or as it is (`application/sparql-query`); the endpoint reads only, so an update is refused by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from aigraph.serve_worker import RESULTS, TRIPLES

__all__ = ["Asked", "Refused", "accepted", "read_request"]

LONGEST = 1_000_000  # bytes of a query
_ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/plain": "application/n-triples",
    "application/x-turtle": "text/turtle",
}
_READ_ONLY = "this endpoint only answers queries; change the store with `aigraph ingest` or `aigraph remove`"


class Refused(Exception):
    """The request is wrong: an HTTP status and a reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


@dataclass
class Asked:
    """A query with the dataset that the protocol names for it."""

    query: str = ""
    default_graphs: list[str] = field(default_factory=list)
    named_graphs: list[str] = field(default_factory=list)

    def to_job(self, accept: str, base: str) -> dict[str, Any]:
        """The request as a worker takes it."""
        return {
            "query": self.query,
            "default_graphs": self.default_graphs,
            "named_graphs": self.named_graphs,
            "results": accepted(accept, RESULTS),
            "triples": accepted(accept, TRIPLES),
            "base": base,
        }


async def read_request(request: Request) -> Asked:
    """What is asked.

    Raises:
        Refused: Not a query of the protocol: method, media type, encoding, an update, no or several queries.
    """
    parameters = parse_qsl(request.url.query, keep_blank_values=True)
    if request.method == "POST":
        media, _, rest = request.headers.get("content-type", "").partition(";")
        charset = rest.partition("charset=")[2].strip().strip('"').lower()
        if charset not in ("", "utf-8", "utf8"):
            raise Refused(415, f"a query is UTF-8, not {charset}")
        text = await _body(request)
        match media.strip().lower():
            case "application/x-www-form-urlencoded":
                parameters += parse_qsl(text, keep_blank_values=True)
            case "application/sparql-query":
                parameters.append(("query", text))
            case "application/sparql-update":
                raise Refused(403, _READ_ONLY)
            case _:
                raise Refused(415, "POST a query as application/sparql-query, or as application/x-www-form-urlencoded")
    return _asked(parameters)


def accepted(accept: str, known: dict[str, Any]) -> list[str]:
    """The media types of `known` that an `Accept` header takes, the best first; none where it takes none of them."""
    weights: dict[str, float] = {}
    for number, entry in enumerate((accept or "*/*").split(",")):
        pattern, *settings = (part.strip().lower() for part in entry.split(";"))
        quality = next((_quality(setting[2:]) for setting in settings if setting.startswith("q=")), 1.0)
        if quality > 0:
            weights.setdefault(_ALIASES.get(pattern, pattern), quality - number / 10_000)
    found = {media: _weight(media, weights) for media in known}
    taken = {media: weight for media, weight in found.items() if weight is not None}
    return sorted(taken, key=lambda media: -taken[media])  # equal ones in our own order


def _asked(parameters: list[tuple[str, str]]) -> Asked:
    asked, queries = Asked(), []
    for name, value in parameters:
        match name:
            case "query":
                queries.append(value)
            case "update":
                raise Refused(403, _READ_ONLY)
            case "default-graph-uri":
                asked.default_graphs.append(_graph(value))
            case "named-graph-uri":
                asked.named_graphs.append(_graph(value))
    if len(queries) != 1:
        raise Refused(400, "give one query" if queries else "give a query: ?query=SELECT ...")
    asked.query = queries[0]
    return asked


async def _body(request: Request) -> str:
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > LONGEST:
            raise Refused(413, f"a query has at most {LONGEST:,} bytes")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Refused(400, "the query is not UTF-8") from error


def _graph(iri: str) -> str:
    import pyoxigraph

    try:
        pyoxigraph.NamedNode(iri)
    except ValueError as error:
        raise Refused(400, f"{iri!r} is not the IRI of a graph") from error
    return iri


def _quality(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _weight(media: str, weights: dict[str, float]) -> float | None:
    """How much the client wants the type; what it names counts before `text/*`, and that before `*/*`."""
    for pattern in (media, media.partition("/")[0] + "/*", "*/*"):
        if pattern in weights:
            return weights[pattern]
    return None

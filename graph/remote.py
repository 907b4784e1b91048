"""Any SPARQL 1.1 server as the engine of a store: what `Store` asks of Oxigraph, asked over the SPARQL 1.1 Protocol.

Updates are whole graphs out and in again, so sending one twice does no harm: a request that failed on the way, or that the server
was too busy for (429, 502, 503, 504), is sent again after a pause that doubles. Where a server keeps no default graph of its own
(Virtuoso), or takes it for the union of all graphs, `default_graph` names a graph that stands in for it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from ..ontology.errors import QueryError, StoreError
from .folder import open_folder
from .sparql import check, tokens, within

if TYPE_CHECKING:
    import httpx

__all__ = ["RemoteEngine", "from_environment", "is_address", "open_engine"]

_AGAIN = (429, 502, 503, 504)
_LONGEST_PAUSE = 30.0  # seconds
_ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_TRIPLES = "application/n-triples, text/turtle;q=0.8"
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None


def is_address(path: object) -> bool:
    """Whether that is the address of a server, and not a folder."""
    return isinstance(path, str) and path.lower().startswith(("http://", "https://"))


def open_engine(path: Path | None, address: str | None, write: bool, server: dict[str, Any]) -> ox.Store:
    """The engine of a store: a server's, that of a folder, or (neither given) one in memory."""
    if address is not None:
        return cast(ox.Store, RemoteEngine(address, **server))  # it has all of an engine's methods that we use
    if server:
        raise TypeError(f"{', '.join(server)}: only for the address of a server, not for {path or 'a store in memory'}")
    return ox.Store() if path is None else open_folder(path, write)


def from_environment() -> dict[str, Any]:
    """What the environment says of the server: AIGRAPH_STORE_AUTH (`user:password` or a token), _UPDATE, _DEFAULT_GRAPH."""
    auth: Any = os.environ.get("AIGRAPH_STORE_AUTH")
    if auth and ":" in auth:
        user, _, password = auth.partition(":")
        auth = (user, password)
    found = {"auth": auth, "update": os.environ.get("AIGRAPH_STORE_UPDATE")}
    found["default_graph"] = os.environ.get("AIGRAPH_STORE_DEFAULT_GRAPH")
    return {name: value for name, value in found.items() if value}


class RemoteEngine:
    """A server's query address, and its update address where that is another.

    Args:
        query: Where queries go.
        update: Where updates go; by default `.../update` for `.../query`, else where queries go.
        auth: `(user, password)`, a bearer token, or an `httpx.Auth` (`httpx.DigestAuth` for Virtuoso).
        default_graph: A graph that stands in for the default graph.
        timeout: Seconds until an answer begins.
        retries: How often a request is sent again.
        pause: Seconds before it is sent again the first time.
    """

    def __init__(
        self, query: str, *, update: str | None = None, auth: Any = None, default_graph: str | None = None,
        timeout: float = 60.0, retries: int = 4, pause: float = 0.25,
    ) -> None:  # fmt: skip
        import httpx

        self.address = query
        self._update_address = update or (query[: -len("query")] + "update" if query.endswith("/query") else query)
        self._retries, self._pause = retries, pause
        self.default_graph = default_graph
        headers = {"user-agent": "aigraph"}
        if isinstance(auth, str):
            headers["authorization"] = f"Bearer {auth}"
            auth = None
        self._client = httpx.Client(timeout=timeout, auth=auth, headers=headers)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def query(self, text: str, prefixes: Mapping[str, str] | None = None, **_: Any) -> Any:
        """Answer a query as pyoxigraph does: solutions, a boolean, or triples.

        Raises:
            QueryError: The server says that the query is wrong.
            StoreError: The server cannot be reached, refuses us, or fails.
        """
        triples = check(text) in ("CONSTRUCT", "DESCRIBE")
        form = {"query": _declared(text, prefixes or {})}
        if self.default_graph:
            inside = within(form["query"], self.default_graph)
            form |= {"query": inside} if inside else {"default-graph-uri": self.default_graph}
        answer = self._send(self.address, data=form, headers={"accept": _TRIPLES if triples else _ROWS})
        media = answer.headers.get("content-type", "").partition(";")[0].strip()
        try:
            if triples:
                format = ox.RdfFormat.from_media_type(media) or ox.RdfFormat.N_TRIPLES
                return [quad.triple for quad in ox.parse(answer.content, format=format)]
            results = ox.QueryResultsFormat.from_media_type(media) or ox.QueryResultsFormat.JSON
            return ox.parse_query_results(answer.content, format=results)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.address} answers {media or 'nothing'} that cannot be read: {error}; is it a SPARQL endpoint?") from error

    def update(self, text: str) -> None:
        """Change the graphs; the server decides whether several steps are one transaction (most do)."""
        self._send(self._update_address, content=text.encode(), headers={"content-type": "application/sparql-update; charset=utf-8"})

    def quads_for_pattern(self, subject: _Term, predicate: _Term, object: _Term, graph: Any = None) -> Iterator[ox.Quad]:
        """Yield the quads that match; None matches everything, `DefaultGraph()` the default graph."""
        given = dict(zip("spo", (subject, predicate, object), strict=True))
        pattern = " ".join(f"?{name}" if term is None else str(term) for name, term in given.items())
        shown = "".join(f" ?{name}" for name, term in given.items() if term is None)
        if isinstance(graph, ox.DefaultGraph):
            where = pattern
        elif graph is None:
            where = f"{{ {pattern} }} UNION {{ GRAPH ?g {{ {pattern} }} }}"
            shown += " ?g"
        else:
            where = f"GRAPH {graph} {{ {pattern} }}"
        if not shown:
            if self.query(f"ASK {{ {where} }}"):
                yield ox.Quad(subject, predicate, object, graph)  # type: ignore[arg-type]
            return
        for row in self.query(f"SELECT{shown} WHERE {{ {where} }}"):
            found: list[Any] = [row[name] if term is None else term for name, term in given.items()]
            held = (row["g"] or ox.DefaultGraph()) if graph is None else graph
            if isinstance(held, ox.NamedNode) and held.value == self.default_graph:
                continue  # it stands in for the default graph, which has been matched
            yield ox.Quad(found[0], found[1], found[2], held)

    def taken_back(self, graph: str) -> list[str]:
        """The steps that remove a graph, and from the default graph what no other says: one request instead of one a triple."""
        default = f"GRAPH <{self.default_graph}> {{ ?s ?p ?o }}" if self.default_graph else "?s ?p ?o"
        others = f"?other != <{graph}>" + (f" && ?other != <{self.default_graph}>" if self.default_graph else "")
        gone = (
            f"DELETE {{ {default} }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} "
            f"FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER({others}) }} }}"
        )
        return [gone, f"DROP SILENT GRAPH <{graph}>"]

    def flush(self) -> None:
        """Nothing: an update that was answered is the server's to keep."""

    def backup(self, path: str) -> None:
        """Refuse: a server is copied by its own means.

        Raises:
            StoreError: Always.
        """
        raise StoreError(f"{self.address} cannot be copied to {path}; export it, or use the server's own backup")

    def _send(self, address: str, **content: Any) -> httpx.Response:
        import httpx

        for attempt in range(self._retries + 1):
            last = attempt == self._retries
            try:
                answer = self._client.post(address, **content)
            except httpx.TransportError as error:
                if last:
                    raise StoreError(f"{address} cannot be reached ({_reason(error)}), tried {attempt + 1} times; is the server up?") from error
                self._wait(attempt)
                continue
            if answer.status_code not in _AGAIN or last:
                return _checked(address, answer)
            self._wait(attempt, answer.headers.get("retry-after", ""))
        raise AssertionError("the last attempt returns or raises")

    def _wait(self, attempt: int, asked: str = "") -> None:
        pause = float(asked) if asked.isdecimal() else self._pause * 2**attempt
        time.sleep(min(pause, _LONGEST_PAUSE))


def _checked(address: str, answer: httpx.Response) -> httpx.Response:
    """The answer, where it is a good one."""
    status = answer.status_code
    if answer.is_success:
        return answer
    said = " ".join(answer.text.split())[:300]
    if status == 400:
        raise QueryError(f"{address} does not understand the request: {said}")
    if status in (401, 403):
        raise StoreError(f"{address} refuses us ({status}): give auth=('user', 'password') or auth='token'. It says: {said}")
    if status in (404, 405):
        raise StoreError(f"{address} takes no such requests ({status}); give the query address, and the update address as update=...")
    raise StoreError(f"{address} failed with {status}: {said}")


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


def _declared(text: str, prefixes: Mapping[str, str]) -> str:
    """The query with the prefixes that it uses and does not declare, on its own first line."""
    names = [token for token in tokens(text) if token.kind == "name"]
    used = {token.text.partition(":")[0] for token in names}
    declared = set(_declarations(text))
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in prefixes.items() if name in used - declared) + text


def _declarations(text: str) -> Iterable[str]:
    found = list(tokens(text))
    for before, token in zip(found, found[1:], strict=False):
        if before.kind == "word" and before.text.upper() == "PREFIX" and token.kind == "name":
            yield token.text.partition(":")[0]

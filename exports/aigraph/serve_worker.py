"""A worker of the endpoint: one process that answers one query after another over a checkpoint.

A line of JSON comes in, the answer goes to a file (whose size the system limits, so that nothing is ever cut silently), and a
line of JSON goes out. It knows nothing of time limits: whoever started it kills it. `RLIMIT_CPU` is the second lock, for
the case that this somebody has died.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pyoxigraph as ox

from aigraph.graph.serialize import serialize
from aigraph.graph.sparql import check
from aigraph.ontology.errors import QueryError
from aigraph.ontology.vocabulary import PREFIXES

__all__ = ["RESULTS", "TRIPLES", "answer", "main"]

RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
TRIPLES = {"text/turtle": "turtle", "application/n-triples": "ntriples", "application/ld+json": "jsonld"}


def answer(store: ox.Store, request: dict[str, Any]) -> dict[str, Any]:
    """Write the answer of a request to its `path`; say of which media type it is, or what is wrong.

    `results` and `triples` are the media types the client takes for either, the best first; an empty list is a refusal.
    """
    try:
        check(request["query"])
        answered = _query(store, request)
        if isinstance(answered, ox.QueryTriples):
            if not request["triples"]:
                return _unacceptable("triples", TRIPLES)
            media = request["triples"][0]
            data = serialize(answered, TRIPLES[media])
            with open(request["path"], "wb") as file:
                file.write(data)
        else:
            if not request["results"]:
                return _unacceptable("rows or a boolean", RESULTS)
            media = request["results"][0]
            answered.serialize(request["path"], format=RESULTS[media])
    except SyntaxError as error:
        return {"status": 400, "reason": f"malformed query: {' '.join(str(error).split())[:500]}"}
    except QueryError as error:
        return {"status": 400, "reason": str(error)}
    except OSError as error:
        if "File too large" in str(error):
            return {"status": 503, "reason": "too-large"}
        return {"status": 500, "reason": f"the answer cannot be written: {error}"}
    except (ValueError, RuntimeError) as error:
        return {"status": 400, "reason": f"the query failed: {' '.join(str(error).split())[:500]}"}
    return {"status": 200, "media": media}


def _query(store: ox.Store, request: dict[str, Any]) -> Any:
    """The query over the dataset that the protocol names, else over that of the query, else over everything."""
    dataset: dict[str, Any] = {}
    if request["default_graphs"] or request["named_graphs"]:
        dataset["default_graph"] = [ox.NamedNode(iri) for iri in request["default_graphs"]]
        dataset["named_graphs"] = [ox.NamedNode(iri) for iri in request["named_graphs"]]
    return store.query(request["query"], prefixes=PREFIXES, base_iri=request["base"], **dataset)


def _unacceptable(what: str, known: dict[str, Any]) -> dict[str, Any]:
    return {"status": 406, "reason": f"the answer is {what}: accept one of {', '.join(known)}"}


def _limit(memory: int, size: int) -> None:
    """Let the system refuse files above `size` and memory above `memory` bytes."""
    try:
        import resource
    except ImportError:  # no such limits on this system: the time limit holds all the same
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_cpu(seconds: float) -> None:
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def main() -> None:
    """Answer what comes on standard input until it ends. Arguments: memory, size, seconds, checkpoint."""
    memory, size, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    _limit(memory, size)
    path = sys.argv[4]
    store = ox.Store.read_only(path)
    for line in sys.stdin:
        request = json.loads(line)
        if request["checkpoint"] != path:
            path = request["checkpoint"]
            store = ox.Store.read_only(path)
        _limit_cpu(seconds)
        sys.stdout.write(json.dumps(answer(store, request)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

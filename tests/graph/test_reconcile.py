"""Reconciliation against a local server that speaks OpenRefine's protocol."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest

from aigraph.graph.reconcile import Service, keep_matches, names_of, reconcile
from aigraph.graph.store import Store
from aigraph.ontology.errors import StoreError

KNOWN: dict[str, list[dict[str, Any]]] = {
    "Orcta": [{"id": "Q7", "name": "Orcta plc", "score": 98, "match": True}, {"id": "Q8", "name": "Orcta Island", "score": 40, "match": False}],
    "Lin Ruo": [{"id": "Q2", "name": "Lin Ruo", "score": 90, "match": True}, {"id": "Q1", "name": "Lin Ruo (poet)", "score": 90, "match": True}],
    "Ada Byrne": [{"id": "Q3", "name": "Ada Burn", "score": 30, "match": False}],
}


class Wikidata(BaseHTTPRequestHandler):
    """A reconciliation service: its manifest by GET, candidates by a form POST of `queries`."""

    asked: list[dict[str, Any]] = []

    def do_GET(self) -> None:
        self._answer({"name": "Local", "identifierSpace": "http://local.example/", "view": {"url": "http://local.example/entity/{{id}}"}})

    def do_POST(self) -> None:
        if self.path == "/broken":
            self._answer({"q0": {"candidates": []}})
            return
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        queries = json.loads(parse_qs(body)["queries"][0])
        self.asked.append(queries)
        self._answer({key: {"result": KNOWN.get(query["query"], [])} for key, query in queries.items()})

    def _answer(self, data: dict[str, Any]) -> None:
        text = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Wikidata) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        Wikidata.asked = []
        yield f"http://127.0.0.1:{server.server_address[1]}/api"
        server.shutdown()


def test_the_best_candidates_are_given_and_only_a_match_without_a_rival_is_sure(store: Store, service: str) -> None:
    found = {match.name: match for match in reconcile(Service(service), names_of(store))}
    assert set(found) == {"Orcta", "Lin Ruo"}
    assert (found["Orcta"].match, found["Orcta"].label, found["Orcta"].sure) == ("http://local.example/entity/Q7", "Orcta plc", True)
    assert not found["Lin Ruo"].sure, "two candidates with one score"
    assert all(query["limit"] == 3 for queries in Wikidata.asked for query in queries.values())


def test_names_are_asked_in_batches(service: str) -> None:
    names = {f"https://w3id.org/aigraph/id/person/{n}": f"Person {n}" for n in range(95)}
    assert list(reconcile(Service(service), names)) == []
    assert [len(queries) for queries in Wikidata.asked] == [40, 40, 15]


def test_sure_matches_are_kept_apart_from_the_articles_and_again_changes_nothing(store: Store, service: str) -> None:
    articles = {str(q) for q in store.quads(None, None, None) if "/article/" in str(q.graph_name)}
    found = list(reconcile(Service(service), names_of(store, "organization")))
    assert keep_matches(store, found) == 1
    before = store.dump()
    assert keep_matches(store, found) == 1 and store.dump() == before
    assert store.query("SELECT ?m { ?o rdfs:label 'Orcta'@en ; aig:match ?m }")[0] == ("http://local.example/entity/Q7",)  # type: ignore[index]
    assert articles == {str(q) for q in store.quads(None, None, None) if "/article/" in str(q.graph_name)}


def test_groups_and_the_described_are_not_asked_for(store: Store) -> None:
    assert "three researchers" not in names_of(store).values() and "Galway" in names_of(store).values()
    assert set(names_of(store, "place").values()) == {"Galway"}


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("file:///etc/passwd", "not the address of a service"),
        ("http://127.0.0.1:9/api", "cannot be asked"),
    ],
)
def test_what_is_no_service_is_said(address: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        list(reconcile(Service(address, timeout=2), {"x": "y"}))


def test_an_answer_that_is_none_is_said(service: str) -> None:
    with pytest.raises(StoreError, match="answers no reconciliation query"):
        list(reconcile(Service(service.replace("/api", "/broken")), {"x": "y"}))

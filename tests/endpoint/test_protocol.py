"""The endpoint speaks the SPARQL 1.1 Protocol: three ways to ask, seven ways to be answered, and clear refusals."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from aigraph.graph.store import Store
from tests.made import made_articles

LEFT = "SELECT ?person ?company WHERE { ?person aig:left ?company }"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def expected(served_store: Path) -> Any:
    with Store(served_store, write=False) as store:
        yield sorted(map(str, store.query(LEFT).rows))  # type: ignore[union-attr]


def rows(answer: httpx.Response) -> list[str]:
    media = answer.headers["content-type"].partition(";")[0]
    forms = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tab": ox.QueryResultsFormat.TSV}
    form = next(form for name, form in forms.items() if name in media)
    found = ox.parse_query_results(answer.content, format=form)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(str((row["person"].value, row["company"].value)) for row in found)


def test_a_query_is_taken_by_get_by_form_and_as_it_is(client: httpx.Client, expected: list[str]) -> None:
    direct = {"content-type": "application/sparql-query"}
    answers = [
        client.get("sparql", params={"query": LEFT}),
        client.post("sparql", data={"query": LEFT}),
        client.post("sparql", content=LEFT, headers=direct),
        client.post("sparql/", content=LEFT.encode(), headers={"content-type": "application/sparql-query; charset=utf-8"}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert expected and all(rows(answer) == expected for answer in answers)


@pytest.mark.parametrize("media", ["application/sparql-results+json", "application/sparql-results+xml", "text/tab-separated-values"])
def test_rows_come_in_the_type_that_is_accepted(client: httpx.Client, media: str, expected: list[str]) -> None:
    answer = client.get("sparql", params={"query": LEFT}, headers={"accept": f"text/html;q=0.9, {media};q=0.8, */*;q=0.1"})
    assert answer.headers["content-type"].startswith(media) and rows(answer) == expected


def test_rows_come_as_csv(client: httpx.Client, expected: list[str]) -> None:
    answer = client.get("sparql", params={"query": LEFT}, headers={"accept": "text/csv"})
    head, *lines = answer.text.splitlines()
    assert head == "person,company" and sorted(str(tuple(line.split(","))) for line in lines) == expected


@pytest.mark.parametrize(
    ("media", "format"),
    [("text/turtle", ox.RdfFormat.TURTLE), ("application/n-triples", ox.RdfFormat.N_TRIPLES), ("application/ld+json", ox.RdfFormat.JSON_LD)],
)
def test_triples_come_in_the_type_that_is_accepted(client: httpx.Client, media: str, format: Any, expected: list[str]) -> None:
    answer = client.get("sparql", params={"query": "CONSTRUCT WHERE { ?s aig:left ?o }"}, headers={"accept": media})
    found = sorted(str((q.subject.value, q.object.value)) for q in ox.parse(answer.content, format=format))  # type: ignore[union-attr]
    assert answer.headers["content-type"].startswith(media) and found == expected


@pytest.mark.parametrize(("query", "accept"), [(LEFT, "text/turtle"), ("DESCRIBE <https://e.example/>", "text/csv")])
def test_what_nobody_can_give_is_406(client: httpx.Client, query: str, accept: str) -> None:
    answer = client.get("sparql", params={"query": query}, headers={"accept": accept})
    assert answer.status_code == 406 and "accept one of" in answer.text


@pytest.mark.parametrize(
    ("method", "parameters", "content", "headers", "status", "words"),
    [
        ("GET", {"query": "SELECT *"}, None, {}, 400, "malformed query"),
        ("GET", {"query": "SELECT * {?s ?p ?o}", "default-graph-uri": "no iri"}, None, {}, 400, "not the IRI"),
        ("GET", {"other": "x"}, None, {}, 400, "give a query"),
        ("GET", {"query": "DROP ALL"}, None, {}, 400, "changes the store"),
        ("GET", {"query": "LOAD <http://127.0.0.1/>"}, None, {}, 400, "changes the store"),
        ("GET", {"update": "CLEAR ALL"}, None, {}, 403, "only answers queries"),
        ("POST", {}, "CLEAR ALL", {"content-type": "application/sparql-update"}, 403, "only answers queries"),
        ("POST", {}, "update=CLEAR%20ALL", FORM, 403, "only answers queries"),
        ("POST", {}, "ASK {}", {"content-type": "text/plain"}, 415, "application/sparql-query"),
        ("POST", {}, b"ASK {} #\xff", {"content-type": "application/sparql-query"}, 400, "not UTF-8"),
        ("POST", {}, "#" * 1_000_001, {"content-type": "application/sparql-query"}, 413, "at most"),
        ("PUT", {"query": "ASK {}"}, None, {}, 405, ""),
        ("DELETE", {}, None, {}, 405, ""),
    ],
)  # fmt: skip
def test_wrong_requests_are_refused_with_a_reason(
    client: httpx.Client, method: str, parameters: dict[str, str], content: Any, headers: dict[str, str], status: int, words: str
) -> None:
    answer = client.request(method, "sparql", params=parameters, content=content, headers=headers)
    assert answer.status_code == status and words in answer.text


def test_the_dataset_of_the_protocol_wins_over_that_of_the_query(client: httpx.Client) -> None:
    graph = client.get("sparql", params={"query": "SELECT ?g { GRAPH ?g { ?s aig:left ?o } } LIMIT 1"}).json()
    iri = graph["results"]["bindings"][0]["g"]["value"]
    count = "SELECT (COUNT(*) AS ?n) FROM <https://e.example/none> { ?s ?p ?o }"

    def number(**parameters: str) -> int:
        answer = client.get("sparql", params={"query": count, **parameters}).json()
        return int(answer["results"]["bindings"][0]["n"]["value"])

    assert number() == 0 and number(**{"default-graph-uri": iri}) > 50 and number(**{"named-graph-uri": iri}) == 0


def test_the_service_describes_itself(client: httpx.Client) -> None:
    answer = client.get("sparql", headers={"accept": "text/turtle"})
    sd = "http://www.w3.org/ns/sparql-service-description#"
    found = {(q.predicate.value, getattr(q.object, "value", "")) for q in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)}
    assert (sd + "endpoint", str(client.base_url) + "sparql") in found
    assert (sd + "supportedLanguage", sd + "SPARQL11Query") in found and len([p for p, _ in found if p == sd + "resultFormat"]) == 7


def test_health_metrics_and_other_origins(client: httpx.Client) -> None:
    assert client.get("health").json()["status"] == "ok"
    client.get("sparql", params={"query": "ASK {}"})
    metrics = dict(line.rsplit(" ", 1) for line in client.get("metrics").text.splitlines() if not line.startswith("#"))
    assert int(metrics['aigraph_queries_total{status="200"}']) >= 1 and "aigraph_waiting" in metrics
    answer = client.get("sparql", params={"query": "ASK {}"}, headers={"origin": "https://other.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    asked = {"origin": "https://other.example", "access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    assert client.options("sparql", headers=asked).status_code == 200


class Listener:
    """A server on loopback that counts who comes."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port, self.calls = self.socket.getsockname()[1], 0
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                self.socket.accept()[0].close()
            except OSError:
                return
            self.calls += 1


@pytest.fixture
def listener() -> Iterator[Listener]:
    opened = Listener()
    yield opened
    opened.socket.close()


def test_nothing_outside_is_reached(client: httpx.Client, listener: Listener, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text('<http://e.example/s> <http://e.example/p> "geheim" .')
    there = f"http://127.0.0.1:{listener.port}/sparql"
    reaching = [
        f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{there}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ VALUES ?g {{ <{there}> }} SERVICE ?g {{ ?s ?p ?o }} }}",
        f"SELECT * {{ \\u0053ERVICE <{there}> {{ ?s ?p ?o }} }}",
        f"SELECT * FROM <{secret.as_uri()}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{secret.as_uri()}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"LOAD <{there}>",
        f"LOAD <{secret.as_uri()}>",
    ]
    answers = [client.get("sparql", params={"query": query}) for query in reaching]
    assert [answer.status_code for answer in answers] == [400] * len(reaching)
    empty = [
        client.get("sparql", params={"query": f"SELECT * FROM <{there}> {{ ?s ?p ?o }}"}),
        client.get("sparql", params={"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": secret.as_uri()}),
    ]
    assert [json.loads(answer.content)["results"]["bindings"] for answer in empty] == [[], []]
    assert "geheim" not in "".join(answer.text for answer in [*answers, *empty])
    socket.create_connection(("127.0.0.1", listener.port)).close()  # the listener does hear who comes
    until = time.monotonic() + 5
    while listener.calls == 0 and time.monotonic() < until:
        time.sleep(0.01)
    assert listener.calls == 1


def test_readers_see_the_last_checkpoint_while_articles_are_stored(tmp_path: Path, served: Any) -> None:
    articles = list(made_articles(12, claims=3))
    with Store(tmp_path / "s") as store:
        store.add_article(*articles[0])
    with served(tmp_path / "s") as url, httpx.Client(base_url=url, trust_env=False) as asking:
        def count() -> int:
            answer = asking.get("sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?a a aig:Article }"}).json()
            return int(answer["results"]["bindings"][0]["n"]["value"])

        def wait_for(number: int) -> bool:
            until = time.monotonic() + 15
            while count() != number and time.monotonic() < until:
                time.sleep(0.1)
            return count() == number

        assert count() == 1
        with Store(tmp_path / "s") as store:
            for article, claims in articles[1:6]:
                store.add_article(article, claims, flush=False)
            assert count() == 1
            store.flush()
            assert wait_for(6)  # the writer still holds the lock
            for article, claims in articles[6:]:
                store.add_article(article, claims)
        assert wait_for(12)
    assert not (tmp_path / "s/serving").exists()


@pytest.mark.parametrize(("options", "words"), [(["--store", "none"], "holds no store to serve"), (["--site", "none"], "no folder of pages")])
def test_what_cannot_be_served_is_one_line(aigraph: Any, served_store: Path, options: list[str], words: str) -> None:
    done = aigraph("serve", "--port", 0, "--store", served_store, *options)
    assert done.returncode == 1 and words in done.stderr and done.stderr.count("\n") == 1


def test_a_port_that_is_taken_is_one_line(aigraph: Any, served_store: Path, listener: Listener) -> None:
    done = aigraph("serve", "--port", listener.port, "--store", served_store)
    assert done.returncode == 1 and "give another --host or --port" in done.stderr and done.stderr.count("\n") == 1

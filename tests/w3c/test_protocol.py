"""The W3C tests of the SPARQL 1.1 Protocol and of the service description, against `aigraph serve`.

Requests and outcomes are read from the manifest. Our endpoint only reads: where the manifest sends an update that should succeed, ours has to
refuse it with 403 and to change nothing.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from aigraph.graph.store import Store
from tests.endpoint.conftest import serving
from tests.w3c.manifest import SUITE, Nodes

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
SD = "http://www.w3.org/ns/sparql-service-description#"
MEDIA = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
    "RDF": ("text/turtle", "application/n-triples", "application/ld+json"),
}

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C tests are not here (../shared/w3c-sparql11)")


def nodes() -> Nodes:
    return Nodes(SUITE / "protocol/manifest.ttl")


def entries() -> list[Any]:
    if not SUITE.is_dir():
        return []
    found = nodes()
    manifest = next(node for node in found.subjects() if found.one(node, MF + "entries"))
    return [pytest.param(entry, id=entry.value.rpartition("#")[2]) for entry in found.items(found.one(manifest, MF + "entries"))]


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The endpoint over the graphs that the manifest names."""
    path = tmp_path_factory.mktemp("protocol") / "store"
    with Store(path) as store:
        for number in (1, 2, 3):
            graph = ox.NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf")
            store.engine.load(path=str(SUITE / f"protocol/data{number}.nt"), to_graph=graph)
    with serving(path) as url, httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        yield client


def literal(found: Nodes, node: Any, term: str) -> str:
    value = found.one(node, term)
    return "" if value is None else str(value.value)


def send(client: httpx.Client, found: Nodes, request: Any) -> httpx.Response:
    body = found.one(request, HT + "body")
    text = literal(found, body, CNT + "chars")
    content = text.encode(literal(found, body, CNT + "characterEncoding")) if body is not None else b""
    headers = {
        literal(found, header, HT + "fieldName"): literal(found, header, HT + "fieldValue")
        for header in found.items(found.one(request, HT + "headers"))
    }
    path = literal(found, request, HT + "absolutePath").lstrip("/")
    return client.request(literal(found, request, HT + "methodName"), path, content=content, headers=headers)


def is_update(found: Nodes, request: Any) -> bool:
    """Whether the request is a good update: what ours refuses by design."""
    header = " ".join(literal(found, h, HT + "fieldValue") for h in found.items(found.one(request, HT + "headers")))
    text = literal(found, found.one(request, HT + "body"), CNT + "chars")
    return "sparql-update" in header or text.startswith("update=")


@pytest.mark.parametrize("entry", entries())
def test_protocol(endpoint: httpx.Client, entry: Any) -> None:
    found = nodes()
    requests = list(found.items(found.one(found.one(entry, MF + "action"), HT + "requests")))
    assert requests
    updated = False
    for request in requests:
        answer = send(endpoint, found, request)
        wanted = found.one(request, HT + "resp")
        statuses = {status.value.rpartition("StatusCode")[2][0] for status in found.all(wanted, MF + "expectedStatus")}
        if is_update(found, request) and "2" in statuses:
            assert answer.status_code == 403 and "only answers queries" in answer.text
            updated = True
        elif updated:  # a question about what the refused update would have written
            assert answer.status_code == 200 and answer.json()["boolean"] is False
        else:
            assert str(answer.status_code)[0] in statuses, answer.text
            formats = [MEDIA[f.value] for f in found.all(wanted, MF + "expectedFormat")]
            assert all(answer.headers["content-type"].partition(";")[0] in known for known in formats)
            for boolean in found.all(wanted, MF + "expectedBoolean"):
                assert answer.json()["boolean"] is (boolean.value == "true")


def test_all_requests_left_the_data_as_it_was(endpoint: httpx.Client) -> None:
    answer = endpoint.get("sparql", params={"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"}).json()
    assert int(answer["results"]["bindings"][0]["n"]["value"]) == sum(
        len((SUITE / f"protocol/data{number}.nt").read_text().splitlines()) for number in (1, 2, 3)
    )


def test_service_description(endpoint: httpx.Client) -> None:
    answer = endpoint.get("sparql", headers={"accept": "text/turtle, application/rdf+xml;q=0.5"})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/turtle")
    found = [quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)]
    services = {t.subject for t in found if t.object == ox.NamedNode(SD + "Service")}
    endpoints = {getattr(t.object, "value", "") for t in found if t.predicate.value == SD + "endpoint" and t.subject in services}
    assert endpoints == {str(endpoint.base_url) + "sparql"}
    defined = {"Service", "Dataset", "Graph", "endpoint", "supportedLanguage", "defaultDataset", "defaultGraph", "resultFormat", "SPARQL11Query"}
    used = {term.value for t in found for term in (t.predicate, t.object) if isinstance(term, ox.NamedNode) and term.value.startswith(SD)}
    assert used == {SD + name for name in defined}


def test_the_manifest_was_read() -> None:
    assert len(entries()) == 34 and Path(SUITE / "protocol/data1.nt").is_file()

"""A server that speaks SPARQL 1.1 is a store like any other: the same answers, in fewer and in repeated requests."""

import shutil
import socket
import subprocess
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

import aigraph
from aigraph.graph.article import Article
from aigraph.graph.claim import Claim
from aigraph.graph.questions import ask, questions
from aigraph.graph.store import Store
from aigraph.ontology.errors import AigraphError, QueryError, StoreError
from tests.made import made_articles

Claims = Mapping[Article, Sequence[Claim]]
OXIGRAPH = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_for(address: str, process: "subprocess.Popen[bytes]", seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(address, timeout=5, trust_env=False)
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="module")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert OXIGRAPH, "`pip install oxigraph` gives the server"
    port = free_port()
    command = [OXIGRAPH, "serve", "--location", str(tmp_path_factory.mktemp("oxigraph")), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/", server, 20)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if VIRTUOSO is None:
        pytest.skip("no virtuoso-t on the path: `apt install virtuoso-opensource-7-bin`")
    folder, http, isql = tmp_path_factory.mktemp("virtuoso"), free_port(), free_port()
    (folder / "virtuoso.ini").write_text(
        f"[Database]\nDatabaseFile=v.db\nErrorLogFile=v.log\nLockFile=v.lck\nTransactionFile=v.trx\nxa_persistent_file=v.pxa\nMaxCheckpointRemap=2000\n"
        f"[TempDatabase]\nDatabaseFile=t.db\nTransactionFile=t.trx\n[Parameters]\nServerPort=127.0.0.1:{isql}\nServerThreads=4\n"
        f"NumberOfBuffers=10000\nMaxDirtyBuffers=6000\nDirsAllowed=.\n"
        f"[HTTPServer]\nServerPort=127.0.0.1:{http}\nServerThreads=4\n[SPARQL]\nResultSetMaxRows=100000\n"
    )
    command = [VIRTUOSO, "+foreground", "+configfile", str(folder / "virtuoso.ini"), "+pwddba", "dba", "+pwddav", "dav"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{http}/sparql", server, 90)
            yield f"http://127.0.0.1:{http}"
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


@pytest.fixture
def remote(oxigraph_server: str) -> Iterator[Callable[..., Store]]:
    """Opens stores on the server, which is emptied first."""
    httpx.post(f"{oxigraph_server}/update", data={"update": "DROP ALL"}, trust_env=False).raise_for_status()
    opened: list[Store] = []

    def open_store(**options: Any) -> Store:
        opened.append(Store(f"{oxigraph_server}/query", **options))
        return opened[-1]

    yield open_store
    for store in opened:
        store.close()


def test_adding_replacing_and_removing_is_as_in_memory(remote: Callable[..., Store], claims: Claims) -> None:
    article, said = next(iter(claims.items()))
    with Store() as memory:
        there = remote()
        for store in (memory, there):
            assert all([store.add_article(one, claims[one]) for one in claims])
            assert not store.add_article(article, said)
        assert there.dump() == memory.dump() and there.stats() == memory.stats()
        everything = "SELECT ?s ?p ?o { ?s ?p ?o }"
        assert set(there.query(everything).rows) == set(memory.query(everything).rows) != set()  # type: ignore[union-attr]
        assert there.add_article(article, said[:2]) and memory.add_article(article, said[:2])
        assert there.dump() == memory.dump()
        assert there.remove_article("a.md") == memory.remove_article("a.md") != []
        assert there.dump() == memory.dump() and [s.claim for s in there.claims()] == [s.claim for s in memory.claims()]


def test_named_questions_answer_the_same_over_the_protocol(remote: Callable[..., Store], claims: Claims) -> None:
    with Store() as memory:
        there = remote()
        for article, said in claims.items():
            memory.add_article(article, said)
        assert there.add_articles(claims.items()) == len(claims)
        answered = 0
        for question in questions().values():
            if any(parameter.required for parameter in question.parameters):
                continue
            here = ask(memory, question.name)
            assert ask(there, question.name).rows == here.rows, question.name
            answered += bool(here.rows)
    assert answered >= 8


def test_triples_and_booleans_and_errors_come_over_the_protocol(remote: Callable[..., Store], claims: Claims) -> None:
    there = remote()
    there.add_articles(claims.items())
    assert there.query("ASK { ?person aig:left ?company }") is True
    assert len(there.query("CONSTRUCT WHERE { ?person aig:left ?company }")) == 3  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="does not understand"):
        there.query("SELECT * { ?s ?p")
    with pytest.raises(QueryError, match="changes the store"):
        there.query("DROP ALL")
    with pytest.raises(StoreError, match="open for reading"):
        remote(write=False).add_article(*next(iter(made_articles(1))))
    with pytest.raises(StoreError, match="cannot be copied"):
        there.backup("copy")


def test_a_graph_can_stand_in_for_the_default_graph(remote: Callable[..., Store], claims: Claims) -> None:
    there = remote(default_graph="https://w3id.org/aigraph/id/graph/all")
    article, said = next(iter(claims.items()))
    with Store() as memory:
        for store in (memory, there):
            store.add_articles(claims.items())
            store.add_article(article, said[:3])
        everything = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        assert there.query(everything).rows == memory.query(everything).rows  # type: ignore[union-attr]
        assert there.dump() == memory.dump() and there.query("ASK { ?s ?p ?o }") is True
    assert remote().query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows == ((0,),)  # type: ignore[union-attr]


def test_a_bulk_upload_takes_few_requests(remote: Callable[..., Store]) -> None:
    there = remote()
    sent = 0
    send = there.engine.update

    def counted(text: str) -> None:
        nonlocal sent
        sent += 1
        send(text)

    there.engine.update = counted  # type: ignore[method-assign]
    articles = list(made_articles(60, claims=4))
    assert there.add_articles(articles) == 60 and sent < 10
    assert there.add_articles(articles) == 0
    with Store() as memory:
        memory.add_articles(articles)
        assert there.dump() == memory.dump()


def test_the_command_line_takes_an_address(remote: Callable[..., Store], oxigraph_server: str, claims: Claims) -> None:
    import subprocess
    import sys

    remote().add_articles(claims.items())
    command = [sys.executable, "-m", "aigraph", "query", "ASK { ?p aig:left ?o }", "--store", f"{oxigraph_server}/query"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "yes\n"
    with aigraph.open(f"{oxigraph_server}/query") as graph:
        assert len(graph.articles()) == 2
        with pytest.raises(StoreError, match="SPARQLStore"):
            graph.to_rdflib()


class Moody(BaseHTTPRequestHandler):
    """Answers with the statuses of a list, one after the other, then with true."""

    statuses: list[int] = []
    seen: list[str] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        Moody.seen.append(self.headers.get("authorization", ""))
        status = Moody.statuses.pop(0) if Moody.statuses else 200
        body = b'{"head":{},"boolean":true}' if status == 200 else b"go away"
        self.send_response(status)
        self.send_header("content-type", "application/sparql-results+json" if status == 200 else "text/plain")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def moody() -> Iterator[str]:
    Moody.seen.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Moody) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()


def test_a_busy_server_is_asked_again_and_a_wrong_request_is_not(moody: str) -> None:
    with Store(moody, pause=0.01) as store:
        Moody.statuses[:] = [503, 429, 502]
        assert store.query("ASK {}") is True and len(Moody.seen) == 4
        Moody.seen.clear()
        Moody.statuses[:] = [500]
        with pytest.raises(StoreError, match="failed with 500: go away"):
            store.query("ASK {}")
        assert len(Moody.seen) == 1
        Moody.statuses[:] = [503] * 9
        with pytest.raises(StoreError, match="failed with 503"):
            store.query("ASK {}")
    Moody.statuses.clear()


@pytest.mark.parametrize(("status", "words"), [(401, "give auth="), (403, "give auth="), (404, "update address")])
def test_refusals_say_what_would_work(moody: str, status: int, words: str) -> None:
    Moody.statuses[:] = [status]
    with Store(moody) as store, pytest.raises(StoreError, match=words):
        store.query("ASK {}")


@pytest.mark.parametrize(("auth", "sent"), [(("ada", "pw"), "Basic YWRhOnB3"), ("t0ken", "Bearer t0ken"), (None, "")])
def test_credentials_are_sent(moody: str, auth: Any, sent: str) -> None:
    with Store(moody, auth=auth) as store:
        store.query("ASK {}")
    assert Moody.seen == [sent]


def test_credentials_come_from_the_environment(moody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIGRAPH_STORE_AUTH", "ada:pw")
    with aigraph.open(moody) as graph:
        graph.query("ASK {}")
    assert Moody.seen == ["Basic YWRhOnB3"]


def test_a_server_that_is_away_is_named() -> None:
    with Store(f"http://127.0.0.1:{free_port()}/sparql", retries=1, pause=0.01) as store, pytest.raises(StoreError, match="cannot be reached.*2 times"):
        store.query("ASK {}")


def test_settings_of_a_server_are_refused_for_a_folder(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="auth: only for the address"):
        Store(tmp_path / "s", auth="x")
    assert issubclass(StoreError, AigraphError)


def test_virtuoso_holds_and_answers_the_same(virtuoso_server: str, claims: Claims) -> None:
    digest = httpx.DigestAuth("dba", "dba")
    address = f"{virtuoso_server}/sparql-auth"
    with Store() as memory, Store(address, auth=digest, default_graph="https://w3id.org/aigraph/id/graph/all") as there:
        for store in (memory, there):
            store.add_articles(claims.items())
            store.add_article(*next((article, said[:3]) for article, said in claims.items()))
        assert {stored.iri for stored in there.claims()} == {stored.iri for stored in memory.claims()}
        left = "SELECT ?person ?company { ?person aig:left ?company } ORDER BY ?person ?company"
        assert there.query(left).rows == memory.query(left).rows != ()  # type: ignore[union-attr]
        graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?c a aig:Claim } } ORDER BY ?g"
        assert set(memory.query(graphs).rows) <= set(there.query(graphs).rows)  # type: ignore[union-attr]


def test_copies_are_told_on_a_server_as_in_memory(remote: Callable[..., Store]) -> None:
    from aigraph.graph.duplicates import Duplicates
    from tests.graph.planted_pairs import pairs

    with Store() as memory:
        for pair in pairs()[::9]:
            for store in (memory, there := remote()):
                duplicates = Duplicates(store)
                duplicates.add(duplicates.judge(pair.first), ())
                duplicates.add(duplicates.judge(pair.second), ())
            assert there.dump() == memory.dump(), pair.way

"""A stranger's query ends at the limit, whatever it is, and does not keep others from being answered."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

RUNAWAYS = {
    "count over a cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "order over a cross product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "deep property path": "SELECT (COUNT(*) AS ?n) { ?a (!aig:none|^!aig:none)* ?b . ?b (!aig:none|^!aig:none)* ?c }",
}
LIMIT = 2.0
CLIENT = httpx.Client(timeout=60, trust_env=False, verify=False)  # one for all: each new one takes long to make


def ask(address: str, query: str) -> tuple[int, float, str]:
    started = time.monotonic()
    answer = CLIENT.post(f"{address}sparql", data={"query": query})
    return answer.status_code, time.monotonic() - started, answer.text


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_runaway_ends_at_the_limit_with_504(address: str, name: str) -> None:
    status, seconds, reason = ask(address, RUNAWAYS[name])
    assert status == 504 and "longer than 2 s" in reason
    assert LIMIT <= seconds < LIMIT + 0.5


def test_twenty_runaways_at_once_leave_others_answered(served_store: Path, served: Any) -> None:
    limit = 5.0  # of the others too, on a machine that has more to do
    with served(served_store, "--timeout", "5") as address, ThreadPoolExecutor(21) as threads:
        running = [threads.submit(ask, address, list(RUNAWAYS.values())[n % 3]) for n in range(20)]
        time.sleep(0.7)
        assert not any(future.done() and future.result()[0] == 504 for future in running)
        others = [ask(address, "SELECT ?s { ?s rdfs:label ?l } LIMIT 5") for _ in range(5)]
        ended = [future.result() for future in running]
    assert [status for status, _, _ in others] == [200] * 5, others
    assert max(seconds for _, seconds, _ in others) < limit
    assert {status for status, _, _ in ended} <= {503, 504}
    assert max(seconds for _, seconds, _ in ended) < limit + 0.5


@pytest.mark.parametrize(
    ("options", "query", "words"),
    [
        (["--max-bytes", "2000"], "SELECT * { ?s ?p ?o }", "more than 2,000 bytes"),
        (["--max-bytes", "2000"], "CONSTRUCT WHERE { ?s ?p ?o }", "more than 2,000 bytes"),
        (["--max-memory", "250000000"], "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i", "of memory"),
    ],
)
def test_what_is_too_much_is_503_and_not_cut(served_store: Path, served: Any, options: list[str], query: str, words: str) -> None:
    with served(served_store, "--timeout", "20", *options) as url:
        status, _, reason = ask(url, query)
        assert status == 503 and words in reason
        assert ask(url, "ASK { ?s ?p ?o }")[0] == 200


def test_a_query_nested_too_deeply_ends_only_its_process(address: str) -> None:
    status, _, _ = ask(address, "ASK {" + "{" * 20000 + "}" * 20000 + "}")
    assert status in (400, 503)
    assert ask(address, "ASK {}")[0] == 200


def test_who_leaves_stops_their_query(address: str) -> None:
    def running() -> int:
        lines = CLIENT.get(f"{address}metrics").text.splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("aigraph_running "))

    def impatient() -> None:
        with pytest.raises(httpx.ReadTimeout):
            CLIENT.get(f"{address}sparql", params={"query": RUNAWAYS["deep property path"]}, timeout=0.5)

    leaving = threading.Thread(target=impatient)
    leaving.start()
    time.sleep(0.3)
    assert running() == 1
    leaving.join()
    time.sleep(0.3)
    assert running() == 0

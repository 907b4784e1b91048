"""`make bench`, third part: every named question beside rdflib at a hundred thousand statements, as-of at a million.

Articles are made by rule (`tests/made.py`). Both engines get the default graph of the same store and the same text with the
same bindings; answers must be equal as bags of rows, at a tenth of the size too, since rdflib is stopped after 12 seconds.
"""

from __future__ import annotations

import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyoxigraph as ox
import rdflib

from aigraph.graph.derive import refresh
from aigraph.graph.query import Table, run, to_term
from aigraph.graph.questions import Question, _value, ask, questions
from aigraph.graph.sparql import bind
from aigraph.graph.store import Store
from aigraph.ontology.vocabulary import PREFIXES

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.made import made_articles

__all__ = ["as_of", "beside_rdflib"]

LEAST = 3.0  # times faster than rdflib
MOST = 0.1  # seconds for as-of at a million statements
PER_ARTICLE = 540  # statements of a made article of ten claims in the default graph
LIMIT = 12  # seconds for one question in rdflib


def made_store(path: Path | None, statements: int) -> Store:
    """A refreshed store of made articles with at least so many statements in its default graph."""
    store = Store(path)
    store.add_articles(made_articles(statements // PER_ARTICLE + 1))
    refresh(store)
    return store


def parameters(question: Question, store: Store) -> dict[str, Any]:
    """Values for a question: a company and a person that have much said of them, a period, an article."""
    firm = _first(store, "SELECT ?l { ?o a aig:Organization ; rdfs:label ?l . ?c aig:organization ?o } GROUP BY ?l ORDER BY DESC(COUNT(?c)) ?l LIMIT 1")
    who = _first(store, "SELECT ?l { ?p rdfs:label ?l . ?c aig:person ?p } GROUP BY ?l ORDER BY DESC(COUNT(?c)) ?l LIMIT 1")
    given = {"article": "7.md", "speaker": firm, "who": who, "company": firm}
    if question.name in ("who-left", "who-joined", "funding-rounds", "valuations"):
        return {"since": "2020", "until": "2023"}
    if question.name == "who-holds-post":
        return {"company": firm, "on": "2022-06-30", "known": "2023-01-01"}
    required = {p.name: given[p.name] for p in question.parameters if p.required}
    return required


def bindings(question: Question, values: dict[str, Any]) -> dict[str, Any]:
    """Values with the defaults, as `ask` binds them."""
    given = {p: values.get(p.name, p.default) for p in question.parameters}
    return {p.name: _value(p, value) for p, value in given.items() if value is not None}


def _first(store: Store, query: str) -> str:
    answer = store.query(query)
    assert isinstance(answer, Table) and answer
    return str(answer[0][0])


def best(work: Callable[[], Any], runs: int) -> float:
    """Seconds of the fastest run."""
    times: list[float] = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
        if times[-1] > 10:
            break
    return min(times)


def rows_of(answer: Any) -> Counter[tuple[str, ...]]:
    """Rows as a bag, terms as text: booleans and decimals as both engines write them."""
    return Counter(tuple("" if v is None else _plain(v) for v in row) for row in answer)


def _plain(value: Any) -> str:
    text = str(value).lower()
    return text.rstrip("0").rstrip(".") if text.replace(".", "", 1).isdigit() and "." in text else text


class _Stopped(Exception):
    """rdflib took too long."""


def theirs(data: rdflib.Graph, text: str) -> tuple[float, list[Any] | None]:
    """Seconds and rows of rdflib; no rows where it was stopped at the limit."""

    def stop(*_: Any) -> None:
        raise _Stopped

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    started = time.perf_counter()
    try:
        rows = list(data.query(text, initNs=PREFIXES))
    except _Stopped:
        return float(LIMIT), None
    finally:
        signal.alarm(0)
    return time.perf_counter() - started, rows


def beside_rdflib(statements: int = 100_000) -> bool:
    """Print the time of every named question here and in rdflib; False where answers differ or a bar is missed."""
    good = True
    row = "{:<24}{:>8}{:>11}{:>12}{:>9}"
    for size in (statements // 10, statements):
        with made_store(None, size) as store:
            data = rdflib.Graph().parse(data=store.dump("ntriples"), format="nt")
            print(f"named questions, {len(data):,} statements in the default graph, milliseconds")
            print(row.format("question", "rows", "aigraph", "rdflib", "times"), flush=True)
            for question in questions().values():
                values = parameters(question, store)
                bound = bindings(question, values)
                text = bind(question.sparql, {name: to_term(value) for name, value in bound.items()})
                ours = run(store, question.sparql, bound)
                assert isinstance(ours, Table)
                fast = best(lambda q=question, b=bound: run(store, q.sparql, b), 3)  # type: ignore[misc]
                slow, found = theirs(data, text)
                differ = found is not None and rows_of(ours) != rows_of(found)
                below = size == statements and slow / fast < LEAST
                good &= not (differ or below)
                note = "   ANSWERS DIFFER" if differ else f"   below {LEAST:.0f}" if below else "   (stopped)" if found is None else ""
                print(row.format(question.name, len(ours), f"{fast * 1000:.1f}", f"{slow * 1000:.1f}", f"{slow / fast:.1f}") + note, flush=True)
        print()
    return good


def as_of(statements: int = 1_000_000) -> bool:
    """Print how long as-of questions take on disk at a million statements; False where one takes longer than the bar."""
    good = True
    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        with made_store(Path(folder) / "store", statements) as store:
            held = sum(1 for _ in store.engine.quads_for_pattern(None, None, None, ox.DefaultGraph()))
            print(f"as-of, {held:,} statements in the default graph, made in {time.perf_counter() - started:.0f} s", flush=True)
            firm = _first(store, "SELECT ?l { ?t a aig:Tenure ; aig:organization/rdfs:label ?l } GROUP BY ?l ORDER BY DESC(COUNT(?t)) ?l LIMIT 1")
            post = ask(store, "who-holds-post", company=firm, on="2022-06-30", known="2023-01-01").dicts()[0]["post"]
            question = questions()["who-holds-post"]
            cases: dict[str, dict[str, Any]] = {
                "post at a company on a day as known on a day": {"company": firm, "role": post, "on": "2022-06-30", "known": "2023-01-01"},
                "everybody at a company on a day as known then": {"company": firm, "on": "2022-06-30", "known": "2022-06-30"},
                "everybody at a company today": {"company": firm},
            }
            for name, values in cases.items():
                bound = bindings(question, values)
                answer = run(store, question.sparql, bound)
                assert isinstance(answer, Table)
                taken = best(lambda b=bound: run(store, question.sparql, b), 5)  # type: ignore[misc]
                good &= taken <= MOST
                print(f"  {name:<48}{len(answer):>5} rows{taken * 1000:>9.1f} ms (at most {MOST * 1000:.0f})")
    return good


def main() -> int:
    """Both; 1 where a bar is missed."""
    sizes = [int(size) for size in sys.argv[1:]] or [100_000, 1_000_000]
    good = beside_rdflib(sizes[0])
    print()
    good &= as_of(sizes[1]) if len(sizes) > 1 else True
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

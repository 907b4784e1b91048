"""`python -m tests.bench.store [SIZE ...]`: our store on disk beside rdflib in memory, over claims made up by rule.

Each side runs in a process of its own, one after the other: load the same N-Quads, memory after it, then (at 100 thousand statements) every named
question, whose answers have to be the same. A question is asked once to warm up; the faster of the next two counts. rdflib gets one
try of 20 seconds a question: beyond it, time and answer are not known, and the line says so. Then the endpoint: 100,000 rows as JSON over
HTTP, beside the same query serialised in process.
"""

from __future__ import annotations

import gc
import hashlib
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.made import made_articles

__all__ = ["main"]

SIZES = (100_000, 1_000_000)
PATIENCE = 20  # seconds for a question in rdflib
ROWS = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 100000"
VALUES = {"company": "Orcta Labs 0", "who": "Ada Byrne 0", "speaker": "Ada Byrne 0", "article": "0.md"}


def make(path: Path, size: int, derived: bool) -> int:
    """Write N-Quads of about so many statements, with what is computed across articles or without; give how many."""
    from aigraph.graph.derive import refresh
    from aigraph.graph.rdf import article_quads
    from aigraph.graph.store import Store

    articles = list(made_articles(size // (610 if derived else 489)))
    if not derived:
        lines = [f"{quad} .\n" for article, claims in articles for quad in article_quads(article, claims)]
        path.write_text("".join(lines), encoding="utf-8")
        return len(lines)
    with Store() as store:
        store.add_articles(articles)
        if refresh(store).merged:  # rdflib asks the union of all graphs, which is our default graph only then
            raise AssertionError("the made names have to be those of different things")
        data = store.dump("nquads")
    path.write_bytes(data)
    return data.count(b"\n")


def asked() -> dict[str, str]:
    """The named questions as SPARQL that any engine takes, required parameters bound to what the data has."""
    from aigraph.graph.query import to_term
    from aigraph.graph.questions import questions
    from aigraph.graph.sparql import bind

    found = {}
    for question in questions().values():
        values = {p.name: VALUES.get(p.name, p.default or "2023-01-01") for p in question.parameters if p.required}
        found[question.name] = bind(question.sparql, {name: to_term(value) for name, value in values.items()})
    return found


def ours(path: Path, questions: bool) -> dict[str, Any]:
    from aigraph.graph.importing import load_trusted
    from aigraph.graph.store import Store

    before = resident()
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store") as store:
        started = time.perf_counter()
        load_trusted(store, path, "nquads")
        result: dict[str, Any] = {"load": time.perf_counter() - started, "memory": resident() - before}
        if questions:
            result["questions"] = {
                name: timed(lambda text=text: store.query(text).rows, 3)  # type: ignore[union-attr,misc]
                for name, text in asked().items()
            }
        result["memory_after"] = resident() - before
    return result


def theirs(path: Path, questions: bool) -> dict[str, Any]:
    import rdflib

    before = resident()
    data = rdflib.Dataset(default_union=True)
    started = time.perf_counter()
    data.parse(str(path), format="nquads")
    result: dict[str, Any] = {"load": time.perf_counter() - started, "memory": resident() - before}
    if questions:
        result["questions"] = {
            name: timed(lambda text=text: list(data.query(text)), 1)  # type: ignore[misc]
            for name, text in asked().items()
        }
    return result


def timed(work: Callable[[], Any], runs: int) -> dict[str, Any]:
    """The fastest run in seconds, the number of rows, and a digest of them as a set; empty where patience ended."""

    def stop(*_: Any) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    best, rows = float("inf"), []
    try:
        for _ in range(runs):
            signal.alarm(PATIENCE)
            started = time.perf_counter()
            rows = work()
            best = min(best, time.perf_counter() - started)
            signal.alarm(0)
    except TimeoutError:
        return {}
    lines = sorted({json.dumps([None if v is None else str(v) for v in row]) for row in rows})
    return {"seconds": best, "rows": len(rows), "digest": hashlib.sha256("\n".join(lines).encode()).hexdigest()}


def resident() -> int:
    """Bytes of memory that this process holds."""
    gc.collect()
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024


def apart(side: str, path: Path, questions: bool) -> dict[str, Any]:
    """A side's figures, from a process of its own."""
    command = [sys.executable, "-m", "tests.bench.store", side, str(path), str(int(questions))]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)  # type: ignore[no-any-return]


def endpoint(path: Path) -> tuple[float, float]:
    """Seconds for the rows over HTTP, and serialised in process; the best of five each, over the same store."""
    import httpx
    import pyoxigraph as ox

    from aigraph.graph.importing import load_trusted
    from aigraph.graph.store import Store
    from tests.endpoint.conftest import serving

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "store"
        with Store(place) as store:
            load_trusted(store, path, "nquads")
        with serving(place, "--timeout", "60") as url, httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
            with Store(place, write=False) as store:
                http, here = [], []
                for _ in range(6):
                    started = time.perf_counter()
                    answer = client.get("sparql", params={"query": ROWS}, headers={"accept": "application/sparql-results+json"})
                    http.append(time.perf_counter() - started)
                    started = time.perf_counter()
                    data = store.engine.query(ROWS).serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[union-attr]
                    here.append(time.perf_counter() - started)
                    if len(answer.json()["results"]["bindings"]) != 100_000 or abs(len(answer.content) - len(data or b"")) > 64:
                        raise AssertionError("the endpoint gives other rows")
    return min(http[1:]), min(here[1:])


def compare(size: int, questions: bool) -> bool:
    """Print one size side by side; False where a bar is missed."""
    row = "{:<34}{:>12}{:>12}{:>9}  {}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.nq"
        count = make(path, size, derived=questions)
        one, two = apart("ours", path, questions), apart("theirs", path, questions)
        print(row.format(f"{count:,} statements", "aigraph", "rdflib", "ratio", "bar"))
        good = one["load"] * 5 <= two["load"]
        print(row.format("load, s", f"{one['load']:.2f}", f"{two['load']:.2f}", f"{two['load'] / one['load']:.1f}", "at least 5"))
        share = one["memory"] / two["memory"]
        good &= share <= 0.4
        print(row.format("memory, MB", *(f"{side['memory'] / 1e6:.0f}" for side in (one, two)), f"{share:.2f}", "at most 0.4"))
        for name, mine in one.get("questions", {}).items():
            good &= line(row, name, mine, two["questions"][name])
        if questions:
            http, here = endpoint(path)
            good &= http <= 1.5 * here
            print(row.format("100,000 rows, s: HTTP, in process", f"{http:.3f}", f"{here:.3f}", f"{http / here:.2f}", "at most 1.5"))
    return good


def line(row: str, name: str, mine: dict[str, Any], other: dict[str, Any]) -> bool:
    """Print a question's times; False where ours is not three times faster, or the answers differ."""
    if not mine:
        print(row.format(name, f"> {PATIENCE} s", "", "", "TOO SLOW"))
        return False
    if not other:
        print(row.format(name, f"{mine['seconds'] * 1000:.1f} ms", f"> {PATIENCE} s", f"> {PATIENCE / mine['seconds']:.0f}", "answer of rdflib unknown"))
        return True
    same, ratio = mine["digest"] == other["digest"], other["seconds"] / mine["seconds"]
    what = f"{mine['rows']} rows" if same else f"ANSWERS DIFFER: {mine['rows']} and {other['rows']} rows"
    print(row.format(name, f"{mine['seconds'] * 1000:.1f} ms", f"{other['seconds'] * 1000:.1f} ms", f"{ratio:.1f}", f"at least 3; {what}"))
    return same and ratio >= 3


def main(arguments: Sequence[str] = ()) -> int:
    """All sizes, the questions and the endpoint at the first; 1 where a bar is missed."""
    if arguments[:1] in (["ours"], ["theirs"]):
        side = ours if arguments[0] == "ours" else theirs
        print(json.dumps(side(Path(arguments[1]), arguments[2] == "1")))
        return 0
    sizes = [int(a) for a in arguments] or SIZES
    return 0 if all([compare(size, number == 0) for number, size in enumerate(sizes)]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

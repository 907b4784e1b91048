"""`python -m tests.bench.store [SIZE ...]`: our store on disk beside rdflib in memory, over claims made up by rule.

Each side runs in a process of its own, by turns and several times: it loads the same data, and says what memory and how many statements it then
holds, which have to be the same. The least time counts, since the others measure the rest of the machine; seconds of processor time stand
beside, for we load with threads and rdflib cannot. The data are the articles' graphs and the default graph, in which every thing is one node; we
load the articles' graphs and make the other, rdflib loads both. At the first size a second line gives rdflib with the articles' graphs alone,
which serves as long as no two nodes are one. Then the endpoint: 100,000 rows as JSON over HTTP, beside the same query serialised in process.
The named questions are compared in `questions.py`.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.made import made_articles

__all__ = ["main"]

SIZES = (100_000, 1_000_000)
ROWS = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 100000"


def make(path: Path, size: int) -> int:
    """Write N-Quads of about so many statements; give how many. With the default graph they go to `.full.nq`."""
    from aigraph.graph.rdf import article_quads

    lines = [f"{quad} .\n" for article, claims in made_articles(size // 480) for quad in article_quads(article, claims)]
    path.write_text("".join(lines), encoding="utf-8")
    default = {line.rpartition(" <")[0] + " .\n" for line in lines}
    full = path.with_suffix(".full.nq")
    full.write_text("".join([*lines, *sorted(default)]), encoding="utf-8")
    return len(lines) + len(default)


def ours(path: Path) -> dict[str, float]:
    """Load into a store on disk."""
    from aigraph.graph.store import Store
    from aigraph.graph.trusted import load_trusted

    before = resident()
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store") as store:
        took = timed(lambda: load_trusted(store, path, "nquads"))
        return {**took, "memory": resident() - before, "statements": len(store.engine)}


def theirs(path: Path) -> dict[str, float]:
    """Load into rdflib's memory store."""
    import rdflib

    before = resident()
    data = rdflib.Dataset(default_union=not path.name.endswith(".full.nq"))
    took = timed(lambda: data.parse(str(path), format="nquads"))
    return {**took, "memory": resident() - before, "statements": sum(map(len, data.graphs()))}


def timed(load: Callable[[], object]) -> dict[str, float]:
    """Seconds by the clock, and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    load()
    return {"load": time.perf_counter() - clock, "processor": time.process_time() - processor}


def resident() -> int:
    """Bytes of memory that this process holds."""
    gc.collect()
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024


def apart(side: str, path: Path) -> dict[str, float]:
    """A side's figures, from a process of its own."""
    command = [sys.executable, "-m", "tests.bench.store", side, str(path)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)  # type: ignore[no-any-return]


def by_turns(path: Path, count: int) -> tuple[dict[str, float], dict[str, float]]:
    """The least that each side needs in several runs: two at a million statements, up to five of fewer."""
    runs = [
        (apart("ours", path), apart("theirs", path.with_suffix(".full.nq")))
        for _ in range(max(2, min(5, 1_000_000 // count)))
    ]
    held = {side["statements"] for pair in runs for side in pair}
    if held != {count}:
        raise AssertionError(f"{count} statements were to be loaded, and loaded are {held}")
    one, two = ({name: min(side[name] for side in sides) for name in sides[0]} for sides in zip(*runs, strict=True))
    return one, two


def endpoint(path: Path) -> tuple[float, float]:
    """Seconds for the rows over HTTP, and serialised in process; the best of five each, over the same store."""
    import httpx
    import pyoxigraph as ox

    from aigraph.graph.store import Store
    from aigraph.graph.trusted import load_trusted
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


def compare(size: int, http_too: bool) -> bool:
    """Print one size side by side; False where a bar is missed."""
    row = "{:<34}{:>12}{:>12}{:>9}  {}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.nq"
        count = make(path, size)
        one, two = by_turns(path, count)
        times, share = two["load"] / one["load"], one["memory"] / two["memory"]
        print(row.format(f"{count:,} statements", "aigraph", "rdflib", "ratio", ""))
        print(row.format("load, s", f"{one['load']:.2f}", f"{two['load']:.2f}", f"{times:.1f}", "at least 5"))
        print(row.format("  of processor time", f"{one['processor']:.2f}", f"{two['processor']:.2f}", f"{two['processor'] / one['processor']:.1f}", ""))
        print(row.format("memory, MB", *(f"{side['memory'] / 1e6:.0f}" for side in (one, two)), f"{share:.2f}", "at most 0.4"), flush=True)
        good = times >= 5 and share <= 0.4
        if http_too:
            alone = apart("theirs", path)
            print(row.format("  rdflib without the default graph", "", f"{alone['load']:.2f} s", f"{alone['load'] / one['load']:.1f}", f"{alone['memory'] / 1e6:.0f} MB"), flush=True)
            http, here = endpoint(path)
            good &= http <= 1.5 * here
            print("100,000 rows as JSON, s".ljust(34) + f"{'HTTP':>12}{'in process':>12}")
            print(row.format("", f"{http:.3f}", f"{here:.3f}", f"{http / here:.2f}", "at most 1.5"), flush=True)
    return good


def main(arguments: Sequence[str] = ()) -> int:
    """All sizes, the endpoint at the first; 1 where a bar is missed."""
    if arguments[:1] in (["ours"], ["theirs"]):
        side = ours if arguments[0] == "ours" else theirs
        print(json.dumps(side(Path(arguments[1]))))
        return 0
    sizes = [int(a) for a in arguments] or SIZES
    return 0 if all([compare(size, number == 0) for number, size in enumerate(sizes)]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

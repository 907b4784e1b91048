"""`python -m tests.bench.bench`: how fast aigraph reads and answers, beside the bare language pipeline and beside rdflib.

Reading: words a second of whole extraction and of the pipeline alone (tokens, sentences, models), same texts, same
process, best of several runs; the ratio of their times should stay below 2. Graph: the same N-Quads loaded into our
store and into rdflib's memory store, the same queries asked of both, and their answers compared. A word is a Latin word
or a Chinese character and a half.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from typing import Any

import pyoxigraph
import rdflib

import aigraph
from aigraph.graph.query import Table
from aigraph.ingest.extract import extract
from aigraph.ingest.paragraphs import paragraphs
from aigraph.ingest.pipeline import pipeline
from aigraph.ingest.read import iter_articles

RUNS = 5
LIMIT = 2.0
PREFIXES = "PREFIX aig: <https://w3id.org/aigraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
QUERIES = {
    "who left which company": """SELECT ?who ?company ?quote WHERE { GRAPH ?article {
        ?claim a aig:Departure ; aig:person ?p ; aig:organization ?o ; aig:quote ?quote .
        ?p rdfs:label ?who . ?o rdfs:label ?company } }""",
    "who is claimed most about": """SELECT ?thing (COUNT(DISTINCT ?claim) AS ?claims) WHERE { GRAPH ?article {
        ?claim a aig:Claim ; aig:argument ?argument . ?argument aig:entity ?thing } }
        GROUP BY ?thing HAVING (COUNT(DISTINCT ?claim) > 1)""",
    "who meets whom in a claim": """SELECT DISTINCT ?one ?other WHERE { GRAPH ?article {
        ?claim aig:argument ?a , ?b . ?a aig:entity ?one . ?b aig:entity ?other . FILTER(STR(?one) < STR(?other)) } }""",
}


def best(work: Callable[[], Any], runs: int = RUNS) -> float:
    """Seconds of the fastest run: the others measure the rest of the machine."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def words(text: str) -> float:
    """Latin words, and Chinese characters at one and a half a word."""
    return len(re.findall(r"[A-Za-z0-9]+", text)) + len(re.findall(r"[\u3400-\u9fff]", text)) / 1.5


def reading(articles: list[aigraph.Article]) -> bool:
    """Print the speed of extraction and pipeline, by language; False where extraction costs too much beside it."""
    good = True
    for lang in ("en", "zh"):
        chosen = [a for a in articles if {p.lang for p in paragraphs(a)} == {lang}]
        texts = [p.text for a in chosen for p in paragraphs(a)]
        count = sum(map(words, texts))
        nlp = pipeline(lang)
        bare = best(lambda texts=texts, nlp=nlp: [nlp(text) for text in texts])  # type: ignore[misc]
        whole = best(lambda chosen=chosen: [extract(a) for a in chosen])  # type: ignore[misc]
        good &= whole / bare <= LIMIT
        print(f"{lang}  {len(chosen)} articles, {count:,.0f} words: extraction {count / whole:>7,.0f} words/s, "
              f"pipeline alone {count / bare:>7,.0f} words/s, ratio {whole / bare:.2f} (at most {LIMIT})")
    return good


def answering(data: bytes) -> bool:
    """Print load and query times of our store and of rdflib over the same quads; False where answers differ."""
    ours, theirs = pyoxigraph.Store(), rdflib.Dataset(default_union=True)

    def load_ours() -> None:
        ours.clear()
        ours.load(data, format=pyoxigraph.RdfFormat.N_QUADS)

    def load_theirs() -> None:
        nonlocal theirs
        theirs = rdflib.Dataset(default_union=True)
        theirs.parse(data=data, format="nquads")

    row = "{:<28}{:>12}{:>12}{:>9}"
    print(row.format("milliseconds", "aigraph", "rdflib", "times"))
    pair = best(load_ours, 3), best(load_theirs, 3)
    print(row.format(f"load {len(ours):,} statements", *(f"{t * 1000:.1f}" for t in pair), f"{pair[1] / pair[0]:.1f}"))
    good = True
    with aigraph.open() as graph:
        graph.store.engine.load(data, format=pyoxigraph.RdfFormat.N_QUADS)
        for name, query in QUERIES.items():
            text = PREFIXES + query
            answer = graph.query(text)
            assert isinstance(answer, Table)
            one = sorted(tuple(map(str, line)) for line in answer.rows)
            two = sorted(tuple(map(str, line)) for line in theirs.query(text))
            if one != two or not one:
                good = False
                print(f"{name}: {len(one)} rows here, {len(two)} in rdflib: answers differ")
            pair = best(lambda text=text: graph.query(text), 3), best(lambda text=text: list(theirs.query(text)), 3)  # type: ignore[misc]
            cells = (f"{t * 1000:.1f}" for t in pair)
            print(row.format(f"{name} ({len(one)})", *cells, f"{pair[1] / pair[0]:.1f}"))
    return good


def main() -> int:
    """Both benchmarks over the bundled sample articles; 1 where a bar is missed."""
    from importlib.resources import as_file, files

    with as_file(files("aigraph.ingest").joinpath("samples")) as folder:
        articles = list(iter_articles([folder]))
    good = reading(articles)
    print()
    with aigraph.open() as graph:
        graph.ingest(articles)
        data = graph.render("nquads")
    return 0 if answering(data) and good else 1


if __name__ == "__main__":
    sys.exit(main())

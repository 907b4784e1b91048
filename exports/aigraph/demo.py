"""The demo: the bundled sample articles become a graph, three questions are answered, and a page and a site are written."""

from __future__ import annotations

import time
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

import aigraph
from aigraph.graph.query import Table
from aigraph.ingest.read import iter_files
from aigraph.ontology.errors import StoreError
from aigraph.tables import rows_text
from aigraph.terminal import complain, progress, say, write

__all__ = ["QUESTIONS", "Question", "run"]


class Question(NamedTuple):
    """A question as people ask it, and in SPARQL."""

    title: str
    sparql: str


QUESTIONS = (
    Question(
        "Who left which company, and when?",
        """\
SELECT ?who ?company ?date ?quote ?source WHERE {
  GRAPH ?article {
    ?person aig:left ?firm .
    ?claim a aig:Departure ; aig:person ?person ; aig:organization ?firm ; aig:modality aig:asserted ; aig:quote ?quote .
    ?person rdfs:label ?who . ?firm rdfs:label ?company . ?article aig:title ?source .
    OPTIONAL { ?claim aig:date ?date ; aig:earliest ?day }
  }
} ORDER BY DESC(?day) ?who ?quote""",
    ),
    Question(
        "Who raised how much, and at which valuation?",
        """\
SELECT ?company ?raised ?valuation ?quote ?source WHERE {
  GRAPH ?article {
    ?claim a aig:Funding ; aig:organization ?firm ; aig:modality aig:asserted ; aig:quote ?quote ;
           aig:amount [ aig:value ?value ; aig:words ?raised ] .
    ?firm rdfs:label ?company . ?article aig:title ?source .
    OPTIONAL { ?other a aig:Valuation ; aig:organization ?firm ; aig:amount/aig:words ?valuation }
  }
} ORDER BY DESC(?value) ?company ?quote ?valuation""",
    ),
    Question(
        "What is only planned, reported, possible, or denied?",
        """\
SELECT ?how ?what ?about ?quote ?source WHERE {
  GRAPH ?article {
    ?claim a ?type ; aig:modality ?modality ; aig:quote ?quote .
    FILTER(?modality != aig:asserted && ?type != aig:Claim)
    { SELECT ?claim (GROUP_CONCAT(DISTINCT ?label; separator=", ") AS ?about)
      WHERE { ?claim aig:argument/aig:entity/rdfs:label ?label } GROUP BY ?claim }
    ?article aig:title ?source .
    BIND(STRAFTER(STR(?modality), "#") AS ?how) BIND(STRAFTER(STR(?type), "#") AS ?what)
  }
} ORDER BY ?how ?what ?about ?quote""",
    ),
)


def run(folder: Path) -> None:
    """Fill `folder` with `aigraph.db`, `aigraph.html` and `site`, and print the questions with their answers."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be made ({error.strerror}); give another folder with -o") from error
    started = time.perf_counter()
    with aigraph.open(folder / "aigraph.db") as graph:
        with as_file(files("aigraph.ingest").joinpath("samples")) as samples, progress("reading") as advance:
            report = graph.ingest(iter_files(samples), on_article=lambda source, _: advance(source))
        for line in report.errors:
            complain(line)
        say(f"read {report} in {time.perf_counter() - started:.1f} s", plain=True)
        for question in QUESTIONS:
            answer = graph.query(question.sparql)
            assert isinstance(answer, Table)
            write(f"\n{question.title}\n\n{_indented(question.sparql)}\n\n{rows_text(answer.columns, answer.rows)}")
        page = graph.page(folder / "aigraph.html")
        site = graph.site(folder / "site")
    write(f"\nstore  {folder / 'aigraph.db'}\npage   {page.resolve().as_uri()}\nsite   {site.resolve().as_uri()}\n")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))

"""The whole path on one article: text in, SPARQL rows out, each with its words; and the same on the command line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import aigraph
from aigraph.graph.query import Table

ARTICLE = """\
---
title: A week of exits
publisher: Example News
published: 2024-09-27
url: https://news.example/exits
---

Mira Murati left OpenAI on Wednesday.

Anthropic raised $450 million in May 2023.
"""
WHO_LEFT = """
SELECT ?who ?company ?date ?quote ?article WHERE {
  GRAPH ?article { ?person aig:left ?firm }
  ?claim a aig:Departure ; aig:saidIn ?article ; aig:person ?person ; aig:organization ?firm ; aig:date ?date ; aig:quote ?quote .
  ?person rdfs:label ?who . ?firm rdfs:label ?company
}"""


def test_article_in_rows_out(tmp_path: Path) -> None:
    path = tmp_path / "exits.md"
    path.write_text(ARTICLE, encoding="utf-8")
    with aigraph.open(tmp_path / "news.db") as graph:
        report = graph.ingest(path)
        assert (report.articles, report.warnings, report.errors) == (1, (), ())
        answer = graph.query(WHO_LEFT)
        assert isinstance(answer, Table)
        [(who, company, day, quote, article)] = answer.rows
    assert (who, company, day) == ("Mira Murati", "OpenAI", date(2024, 9, 25))
    assert quote == "Mira Murati left OpenAI on Wednesday."
    assert article.startswith("https://w3id.org/aigraph/id/article/")


def test_the_store_keeps_it_for_the_next_process(tmp_path: Path, aigraph: Any) -> None:
    (tmp_path / "exits.md").write_text(ARTICLE, encoding="utf-8")
    assert aigraph("ingest", "exits.md").returncode == 0
    rows = json.loads(aigraph("query", WHO_LEFT, "--format", "json").stdout)["results"]["bindings"]
    assert [row["who"]["value"] for row in rows] == ["Mira Murati"]
    assert "Mira Murati" in aigraph("query", "who-left", "company=openai").stdout
    shown = aigraph("show", "MIRA MURATI").stdout
    assert "“Mira Murati left OpenAI on Wednesday.”" in shown and "Example News" in shown
    assert "Funding" in aigraph("stats").stdout


def test_what_was_said_can_be_taken_back(tmp_path: Path, aigraph: Any) -> None:
    (tmp_path / "exits.md").write_text(ARTICLE, encoding="utf-8")
    assert aigraph("ingest", "exits.md").returncode == 0
    assert aigraph("remove", "https://news.example/exits").returncode == 0
    assert aigraph("export", "nquads").stdout == ""


def test_every_export_writes_its_format(tmp_path: Path, aigraph: Any) -> None:
    (tmp_path / "exits.md").write_text(ARTICLE, encoding="utf-8")
    assert aigraph("ingest", "exits.md").returncode == 0
    marks = {"page": "<!doctype html", "turtle": "@prefix aig:", "trig": "@prefix aig:", "nquads": "<https://", "jsonld": "{"}
    for format, mark in marks.items():
        done = aigraph("export", format, "-o", f"out.{format}")
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        text = (tmp_path / f"out.{format}").read_text(encoding="utf-8")
        assert mark in text[:300].lower() or mark in text[:300]
        assert aigraph("export", format).stdout == text

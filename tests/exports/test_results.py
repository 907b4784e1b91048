"""Results as pages: charts where the shape asks for one, sorting, links, and nothing but text from strangers."""
from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import aigraph
from aigraph.cli import app
from aigraph.exports.charts import chart, compact, sorts
from aigraph.exports.results import render_results
from aigraph.graph.query import Iri, Table
from aigraph.showing import links_to, result_html
from tests.exports.hostile import HOSTILE, quiet

ENTITY = Iri("https://w3id.org/aigraph/id/person/mira-murati")
MONEY = [("Quillon", date(2023, 1, 5), Decimal(1_000_000), "USD"), ("Quillon", date(2024, 1, 5), Decimal(3_000_000), "USD"),
         ("Novaform", date(2023, 6, 1), Decimal(2_000_000), "USD"), ("Novaform", "2024-02", Decimal(9), "EUR")]  # fmt: skip


def test_sorts_of_columns_are_read_off_their_values() -> None:
    rows = [("a", 1, date(2024, 1, 1), "x" * 90, None), (None, Decimal("1.5"), "2024-05", "y", None), ("b", None, "2023", "z" * 90, None)]
    assert sorts(("n", "m", "d", "q", "e"), rows) == ["name", "number", "date", "", ""]
    assert sorts(("flag",), [(True,), (False,)]) == [""]
    assert sorts(("d",), [("2024-13",)]) == ["name"]


def test_a_date_and_a_number_are_a_line_and_a_name_makes_several() -> None:
    one = chart(("day", "n"), [("2023", 1), ("2024", 4)])
    assert one and one.shape == "line" and one.svg.count("<polyline") == 1 and one.svg.count("<circle") == 2
    many = chart(("who", "day", "value", "currency"), MONEY)
    assert many and (many.shape, many.currency) == ("line", "USD")
    assert many.svg.count("<polyline") == 1 and many.svg.count("<circle") == 3, "other currencies are not compared"
    assert {"Quillon", "Novaform"} <= {text.text for text in ET.fromstring(many.svg).iter() if text.tag.endswith("text")}


def test_higher_values_stand_higher_and_later_days_further_right() -> None:
    drawn = chart(("day", "n"), [(f"20{year}", year) for year in range(10, 20)])
    assert drawn
    spots = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in ET.fromstring(drawn.svg).iter() if c.tag.endswith("circle")]
    assert [x for x, _ in spots] == sorted(x for x, _ in spots) and [y for _, y in spots] == sorted((y for _, y in spots), reverse=True)


def test_a_name_and_a_number_are_bars_as_long_as_their_numbers() -> None:
    drawn = chart(("name", "claims"), [("a", 10), ("b", 5), ("c", 0)])
    assert drawn and drawn.shape == "bars"
    widths = [float(bar.get("width", 0)) for bar in ET.fromstring(drawn.svg).iter() if bar.tag.endswith("rect")]
    assert widths[1] == pytest.approx(widths[0] / 2) and widths[2] <= 1


@pytest.mark.parametrize("rows", [[], [("a", "b")], [("a", 1), ("a", 2)], [("a", 1)], [(None, None)], [("a", float("nan")), ("b", 1.0)]])
def test_other_shapes_have_no_chart(rows: list[tuple[Any, ...]]) -> None:
    assert chart(("x", "y"), rows) is None


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (1250, "1,250"), (25_000, "25 k"), (2_500_000, "2.5 M"), (157e9, "157 B"), (0.5, "0.5")])
def test_numbers_are_short(value: float, text: str) -> None:
    assert compact(value) == text


def test_the_same_result_gives_the_same_bytes_and_every_row_is_in_it() -> None:
    html = render_results(("who", "day", "value", "currency"), MONEY)
    assert html == render_results(("who", "day", "value", "currency"), MONEY)
    assert html.count("<tr><td") == len(MONEY)
    assert "first_rows" not in html and "shown: 2" in re.sub(r"<[^>]+>", "", render_results(("a",), [("x",)] * 5, most=2)).replace("\u00a0", " ")


def test_sorting_narrowing_and_saving(visit: Callable[..., Any]) -> None:
    rows = [("beta", 10), ("alpha", 9), ("=SUM(A1)", 100), (None, None)]
    page = visit(render_results(("name", "n"), rows))
    texts = lambda column: page.locator(f"#table tbody tr:visible td:nth-child({column})").all_text_contents()  # noqa: E731
    page.locator("th button", has_text="n").last.click()
    assert texts(2) == ["100", "10", "9", ""]
    assert page.get_attribute("th:nth-child(2)", "aria-sort") == "descending"
    page.locator("th button").first.click()
    assert texts(1) == ["=SUM(A1)", "alpha", "beta", ""]
    page.fill("#narrow", "ALPHA")
    assert texts(1) == ["alpha"] and page.text_content("#count") == "1"
    page.fill("#narrow", "")
    with page.expect_download() as saved:
        page.click("#csv")
    cells = list(csv.reader(io.StringIO(saved.value.path().read_text(encoding="utf-8-sig"))))
    assert cells[0] == ["name", "n"] and cells[1] == ["'=SUM(A1)", "100"]
    page.click("#language")
    assert page.text_content("header .sub span[data-zh]") == "行"


def test_hostile_text_is_shown_verbatim_in_table_chart_and_question(visit: Callable[..., Any]) -> None:
    rows = [(text, number, text) for number, text in enumerate(HOSTILE)]
    page = visit(render_results(tuple(HOSTILE[:3]), rows, title=HOSTILE[1], question=HOSTILE[0]))
    assert page.title() == HOSTILE[1] and page.text_content("pre") == HOSTILE[0]
    assert page.locator("tbody td:first-child").all_text_contents() == HOSTILE
    assert page.locator("figure svg").count() == 1
    page.click("th button >> nth=0")
    page.click("#theme")
    quiet(page)


def test_only_web_addresses_and_entities_become_links(visit: Callable[..., Any]) -> None:
    rows = [(ENTITY, Iri("javascript:alert(1)")), (Iri("https://news.example/1"), "data:text/html,x")]
    page = visit(render_results(("a", "b"), rows, labels={str(ENTITY): "Mira Murati"}, link=links_to("aigraph.html")))
    assert page.locator("tbody a").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))") == ["aigraph.html#e=person/mira-murati", "https://news.example/1"]
    assert page.text_content("tbody a") == "Mira Murati"


def test_the_policy_alone_stops_a_planted_script(visit: Callable[..., Any]) -> None:
    page = visit(render_results(("a",), [("x",)]).replace("</main>", "<script>window.planted = 1</script></main>"))
    assert page.evaluate("window.planted") is None and page.seen and all(kind == "console" for kind, _ in page.seen)


@pytest.fixture
def graph() -> aigraph.Graph:
    held = aigraph.open()
    held.ingest(text="Mira Murati left OpenAI on September 25, 2024.", published="2024-09-26", url="https://news.example/1", title="Murati leaves")
    return held


def test_names_and_articles_of_a_result_are_links(graph: aigraph.Graph) -> None:
    answer = graph.query("SELECT ?who ?article WHERE { GRAPH ?article { ?p aig:left ?o . ?p rdfs:label ?who } }")
    html = result_html(answer, store=graph.store, link=links_to("aigraph.html"))
    assert 'href="aigraph.html#e=person/mira-murati" rel="noopener noreferrer">Mira Murati</a>' in html
    assert 'href="https://news.example/1" rel="noopener noreferrer">Murati leaves</a>' in html


@pytest.mark.parametrize(("target", "expected"), [("out/p.html", "../p.html#e=person/mira-murati"), ("https://x.example/site/", "https://x.example/site/person/mira-murati.html")])
def test_links_are_relative_to_the_file_or_whole_addresses(target: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "out/deep").mkdir(parents=True)
    absolute = target if "://" in target else str(tmp_path / target)
    assert links_to(absolute, tmp_path / "out/deep/r.html")(ENTITY) == expected
    assert links_to(absolute)("https://w3id.org/aigraph/id/claim/0123456789abcdef") is None


def test_yes_no_and_triples_are_pages_too(graph: aigraph.Graph) -> None:
    assert ">yes</td>" in result_html(graph.query("ASK { ?p aig:left ?o }"))
    assert "person/mira-murati" in result_html(graph.query("CONSTRUCT { ?p aig:left ?o } WHERE { ?p aig:left ?o }"))


def test_a_notebook_shows_what_works_in_its_frame_and_reaches_nothing(visit: Callable[..., Any], graph: aigraph.Graph) -> None:
    shown = [graph._repr_html_(), graph.claims()._repr_html_(), graph.entity("OpenAI")._repr_html_(), graph.query("SELECT ?l { ?p rdfs:label ?l }")._repr_html_()]
    assert isinstance(graph.query("SELECT * { ?s ?p ?o } LIMIT 1"), Table)
    page = visit("<!doctype html><link rel=icon href=data:,><script>window.secret = 1</script>" + "".join(shown))
    frames = [frame for frame in page.frames if frame.parent_frame]
    assert len(frames) == 4
    for frame in frames:
        frame.wait_for_selector("html.script")
        assert frame.evaluate("(() => { try { return parent.secret } catch { return 'no' } })()") == "no"
    assert frames[1].locator("#rows tr").count() == 1
    assert frames[2].text_content("#panel h2 span") == "OpenAI"
    frames[2].locator("#panel .name", has_text="Mira Murati").first.click()
    assert frames[2].text_content("#panel h2 span") == "Mira Murati"
    quiet(page)


def test_the_command_writes_a_page_headed_by_the_question(tmp_path: Path) -> None:
    store, out = tmp_path / "store", tmp_path / "answer.html"
    with aigraph.open(store) as held:
        held.ingest(text="Mira Murati left OpenAI on September 25, 2024.", published="2024-09-26", title="Murati leaves")
    run = CliRunner().invoke(app, ["query", "who-left", "--html", "--links", str(tmp_path / "page.html"), "-o", str(out), "--store", str(store)])
    assert run.exit_code == 0, run.output
    html = out.read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>") and "<h1>Who left" in html and "aig:Departure" in html
    assert 'href="page.html#e=person/mira-murati"' in html

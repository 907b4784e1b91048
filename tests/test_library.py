"""The library as people use it: sources, filters, names in either script, other libraries, notebooks."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import aigraph
from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Name, When
from aigraph.graph.query import Table

TEXT = "Mira Murati left OpenAI on September 25, 2024. <b>Greg</b> may join Anthropic."
MURATI = Entity("Mira Murati", Kind.PERSON, (Name("Mira Murati", "en"), Name("米拉·穆拉提", "zh")), key="mira-murati")
OPENAI = Entity("OpenAI", Kind.ORGANIZATION, (Name("OpenAI", "en"),), key="openai")
GREG = Entity("<b>Greg</b>", Kind.PERSON, (Name("<b>Greg</b>", "en"),), key="greg")
ANTHROPIC = Entity("Anthropic", Kind.ORGANIZATION, (Name("Anthropic", "en"),), key="anthropic")
LEFT = Claim(
    "Departure", "en", Evidence(TEXT[:46], 0, 46), (Argument("person", MURATI, 0, 11), Argument("organization", OPENAI, 17, 23)),
    date=When("2024-09-25"),
)  # fmt: skip
MAY_JOIN = Claim(
    "Appointment", "en", Evidence(TEXT[47:], 47, len(TEXT)),
    (Argument("person", GREG, 47, 58), Argument("organization", ANTHROPIC, 68, 77)), modality=Modality.POSSIBLE,
)  # fmt: skip


@pytest.fixture
def graph() -> Iterator[aigraph.Graph]:
    """A graph in memory with two claims that were made by hand, so that these tests do not wait for models."""
    with aigraph.open() as graph:
        article = Article(TEXT, title="<script>alert(1)</script>", publisher="News", url="https://news.example/1")
        graph.store.add_article(article, [LEFT, MAY_JOIN])
        yield graph


def test_claims_by_type_name_and_modality(graph: aigraph.Graph) -> None:
    assert [c.type for c in graph.claims()] == ["Departure", "Appointment"]
    assert [c.type for c in graph.claims(type="Departure")] == ["Departure"]
    assert [c.type for c in graph.claims(entity="ANTHROPIC")] == ["Appointment"]
    assert [c.type for c in graph.claims(modality="possible")] == ["Appointment"]
    assert [c.type for c in graph.claims(modality=Modality.ASSERTED, article="https://news.example/1")] == ["Departure"]
    with pytest.raises(aigraph.VocabularyError, match="nearest: 'Departure'"):
        graph.claims(type="Departures")
    with pytest.raises(aigraph.QueryError, match="planned"):
        graph.claims(modality="maybe")


@pytest.mark.parametrize("name", ["Mira Murati", "MIRA murati", "米拉·穆拉提", "https://w3id.org/aigraph/id/person/mira-murati"])
def test_an_entity_by_any_of_its_names(graph: aigraph.Graph, name: str) -> None:
    found = graph.entity(name)
    assert (found.name, found.kind, found.names) == ("Mira Murati", Kind.PERSON, ("Mira Murati", "米拉·穆拉提"))
    assert found.claims[0].evidence.quote == "Mira Murati left OpenAI on September 25, 2024."
    assert found.claims.views[0].publisher == "News"


def test_an_unknown_name_is_an_error_that_names_the_nearest(graph: aigraph.Graph) -> None:
    with pytest.raises(aigraph.QueryError, match="nearest: 'Mira Murati'"):
        graph.entity("Mira Muratti")
    with pytest.raises(aigraph.QueryError):
        graph.entity("https://w3id.org/aigraph/id/person/nobody")


def test_other_libraries_see_the_same_graph(graph: aigraph.Graph) -> None:
    drawn = graph.to_networkx()
    assert (drawn.number_of_nodes(), drawn.number_of_edges()) == (4, 2)
    dataset = graph.to_rdflib()
    assert len(dataset.default_graph) == len(set(graph.render("ntriples").splitlines()))
    [row] = dataset.query("SELECT ?p WHERE { ?p <https://w3id.org/aigraph/ontology#left> ?o }")
    assert str(row[0]).endswith("person/mira-murati")
    assert "Mira Murati" in graph.to_pyvis("openai").generate_html()


def test_named_questions_and_bindings(graph: aigraph.Graph) -> None:
    answer = graph.query("who-left", company="OpenAI")
    assert isinstance(answer, Table) and answer.dicts()[0]["person"] == "Mira Murati"
    assert not graph.query("who-left", company="Anthropic")
    assert graph.query("ASK { ?p rdfs:label ?name FILTER(STR(?name) = ?wanted) }", wanted="OpenAI") is True


def test_notebooks_show_pages_in_frames_that_reach_nothing(graph: aigraph.Graph) -> None:
    for shown in (graph, graph.claims(), graph.entity("<b>Greg</b>"), graph.query("SELECT * { ?s aig:title ?t }")):
        html = shown._repr_html_()  # type: ignore[union-attr]
        assert html.startswith('<iframe sandbox="allow-scripts ') and "allow-same-origin" not in html
        assert html.count("<") == 2, "the page is an attribute, and all its markup is escaped"
        assert html.count("default-src &amp;#39;none&amp;#39;") == 1


def test_records_carry_their_source(graph: aigraph.Graph) -> None:
    first = graph.claims().records()[0]
    assert (first["person"], first["publisher"], first["url"]) == ("Mira Murati", "News", "https://news.example/1")
    assert first["id"].startswith("https://w3id.org/aigraph/id/claim/")


def test_exports_are_written_whole_or_not_at_all(graph: aigraph.Graph, tmp_path: Path) -> None:
    page = graph.page(tmp_path / "page.html")
    assert page.read_bytes() == graph.render("page")
    (tmp_path / "old.nq").write_text("old", encoding="utf-8")
    with pytest.raises(aigraph.QueryError):
        graph.export("pdf", tmp_path / "old.nq")
    assert (tmp_path / "old.nq").read_text(encoding="utf-8") == "old"
    with pytest.raises(aigraph.StoreError, match="cannot be written"):
        graph.export("nquads", tmp_path / "none/out.nq")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.nq", "page.html"]


def test_sources_of_every_kind(tmp_path: Path) -> None:
    text = "Mira Murati left OpenAI on September 25, 2024."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with aigraph.open() as graph:
        sources: list[Any] = [tmp_path / "a.txt", tmp_path, [str(tmp_path / "a.txt")], io.StringIO(text), Article(text)]
        reports = [graph.ingest(source) for source in sources]
        assert [r.articles for r in reports] == [1] * 5
        assert graph.ingest(text=text).articles == 1
        assert graph.stats()["articles"] == 1         # the same text, however it came, is one article
        with pytest.raises(TypeError):
            graph.ingest()
        with pytest.raises(TypeError, match="front matter"):
            graph.ingest([tmp_path / "a.txt"], title="One title for many")
        with pytest.raises(aigraph.ArticleError):
            graph.ingest(tmp_path / "none.txt")
        report = graph.ingest([tmp_path / "none.txt", tmp_path / "a.txt"])
        assert (report.articles, len(report.errors)) == (1, 1)


def test_unknown_names_of_the_module_are_attribute_errors() -> None:
    assert set(aigraph.__all__) <= set(dir(aigraph))
    assert all(getattr(aigraph, name) for name in aigraph.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        aigraph.nothing  # noqa: B018

"""What is exported comes in again as it was, whatever the format; and what is not ours stays out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import aigraph
from aigraph.exports.interchange import read_claims_csv, write_claims_csv
from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Name, When
from aigraph.graph.importing import import_rdf
from aigraph.graph.store import Store
from aigraph.ontology.errors import ArticleError, StoreError
from tests.made import made_articles

Claims = Mapping[Article, Sequence[Claim]]
WHOLE = ["trig", "nquads", "jsonld", "rdf12", "csv", "edges", "graphml"]


def graph_of(articles: Any) -> aigraph.Graph:
    graph = aigraph.open()
    graph.store.add_articles(articles)
    return graph


@pytest.mark.parametrize("format", WHOLE)
def test_what_is_exported_comes_in_again(format: str, claims: Claims, tmp_path: Path) -> None:
    articles = [*claims.items(), *made_articles(5)]
    with graph_of(articles) as graph, aigraph.open() as other:
        file = graph.export(format, tmp_path / f"all.{format}")
        done = other.load(file, format)
        assert (done.articles, done.claims, done.refused) == (7, 67, ())
        assert other.render("nquads") == graph.render("nquads")
        assert other.load(file, format).changed == 0


@pytest.mark.parametrize("format", ["turtle", "ntriples"])
def test_merged_formats_come_in_as_the_same_statements(format: str, claims: Claims, tmp_path: Path) -> None:
    with graph_of(made_articles(6)) as graph, aigraph.open() as other:
        done = other.load(graph.export(format, tmp_path / "all"), format)
        assert done.articles == 6 and done.refused == ()
        assert other.render(format) == graph.render(format) and other.render("nquads") == graph.render("nquads")


def test_a_trusted_dump_is_loaded_in_bulk(claims: Claims, tmp_path: Path) -> None:
    with graph_of(claims.items()) as graph:
        file = graph.export("nquads", tmp_path / "all.nq")
        with aigraph.open(tmp_path / "s") as other:
            assert other.load(file, trusted=True).claims == 17
            assert other.render("nquads") == graph.render("nquads") and other.render("turtle") == graph.render("turtle")
            assert other.store.watermark == 1
            with pytest.raises(StoreError, match="holds articles already"):
                other.load(file, trusted=True)


def test_a_trusted_dump_is_cut_at_line_ends(claims: Claims, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aigraph.graph.trusted._LEAST", 20_000)  # several pieces
    monkeypatch.setattr("aigraph.graph.trusted._CHUNK", 700)
    with graph_of(claims.items()) as graph:
        file = graph.export("nquads", tmp_path / "all.nq")
        file.write_bytes(file.read_bytes().rstrip())
        with aigraph.open(tmp_path / "s") as other:
            assert other.load(file, trusted=True).claims == 17
            assert other.render("nquads") == graph.render("nquads") and other.render("turtle") == graph.render("turtle")


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_text_survives_csv(data: st.DataObject) -> None:
    name, quote, role, title, speaker = (data.draw(TEXT.map(lambda t: data.draw(st.sampled_from(["", "'", "=", "+", " -", "@"])) + t)) for _ in range(5))
    entity = Entity(name, Kind.PERSON, (Name(name, "en"),), False, "key")
    firm = Entity("Orcta", Kind.ORGANIZATION, (Name("Orcta", "en"),), False, "orcta")
    claim = Claim("Departure", "en", Evidence(quote, 3, 3 + len(quote), quote, quote), (Argument("person", entity, 3, 4), Argument("organization", firm, 5, 6)),
                  role=role, date=When("2024-05"), attribution=(speaker,), reader="en/x")  # fmt: skip
    with Store() as store:
        store.add_article(Article("x", title, None, title, None, "en", title), [claim])
        stored = list(store.claims())
        [(article, read)] = read_claims_csv(write_claims_csv(stored))
        assert read == [s.claim for s in stored] and replace(article, claims=1) == stored[0].article  # type: ignore[type-var]


def test_a_table_of_somebodys_own_is_read() -> None:
    table = "type,person,organization,role,date,quote,url\nDeparture,Lin Ruo,Orcta,chief scientist,2024-05,Lin Ruo left Orcta.,https://news.example/1\n"
    [(article, [claim])] = read_claims_csv(table.encode(), "mine.csv")
    assert claim.entity("person").name == "Lin Ruo" and [a.start for a in claim.arguments] == [0, 13]  # type: ignore[union-attr]
    with Store() as store:
        assert store.add_articles([(article, [claim])]) == 1
        assert store.find_articles("https://news.example/1")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Departure,Ada,Orcta,2024-05,Lin left Orcta", "mine.csv:2: 'Ada'"),
        ("Departur,Lin,Orcta,2024-05,Lin left Orcta", "nearest: 'Departure'"),
        ("Departure,Lin,Orcta,soon,Lin left Orcta", "mine.csv:2"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named(row: str, words: str) -> None:
    with pytest.raises(ArticleError, match=words):
        read_claims_csv(f"type,person,organization,date,quote,url\n{row},https://news.example/1\n".encode(), "mine.csv")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("ontology#modality> <https://w3id.org/aigraph/ontology#asserted>", "ontology#modality> <https://w3id.org/aigraph/ontology#sworn>"), "not as aigraph writes"),
        (lambda text: "".join(line for line in text.splitlines(True) if "ontology#quote>" not in line), "are missing"),
        (lambda text: text.replace("id/article/", "id/artikel/"), "graph of no article"),
        (lambda text: "".join(line for line in text.splitlines(True) if "#argumentRole>" not in line), "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_not_ours_is_refused(change: Any, words: str, claims: Claims) -> None:
    with graph_of(list(claims.items())[:1]) as graph, Store() as other:
        done = import_rdf(other, change(graph.render("nquads").decode()).encode(), "nquads")
        assert done.articles == 0 and len(other) == 0 and words in done.refused[0]


def test_what_is_no_rdf_is_refused_with_its_place() -> None:
    with Store() as store, pytest.raises(ArticleError, match="no turtle.*line 1"):
        import_rdf(store, b"<a> <b> ", "turtle")


def test_graphml_with_entities_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.graphml").write_text('<!DOCTYPE x [<!ENTITY a "aaaa">]><graphml>&a;</graphml>')
    with aigraph.open() as graph, pytest.raises(ArticleError, match="document type or entities"):
        graph.load(tmp_path / "bomb.graphml")


def test_json_ld_is_readable_and_other_processors_agree(claims: Claims) -> None:
    import json

    import rdflib

    with graph_of(claims.items()) as graph:
        text = graph.render("jsonld")
        nodes = [node for part in json.loads(text)["@graph"] for node in part["@graph"]]
        left = [node for node in nodes if "Departure" in node.get("type", [])]
        assert {node["modality"] for node in left} == {"asserted"} and "person/lin-ruo" in {node.get("person") for node in left}
        data = rdflib.Dataset()
        data.parse(data=text, format="json-ld")
        wanted = rdflib.Dataset()
        wanted.parse(data=graph.render("nquads"), format="nquads")
        assert {tuple(map(str, q)) for q in data.quads()} == {tuple(map(str, q)) for q in wanted.quads()}


def test_rdf_12_annotates_the_shortcuts(claims: Claims) -> None:
    with graph_of(claims.items()) as graph:
        quads = list(ox.parse(graph.render("rdf12"), format=ox.RdfFormat.TRIG))
        reified = {quad.object for quad in quads if quad.predicate.value.endswith("#reifies")}
        left = {quad.triple for quad in quads if quad.predicate.value.endswith("#left")}
        assert len(left) == 3 and left <= reified


def test_graphml_opens_in_networkx(claims: Claims, tmp_path: Path) -> None:
    import networkx

    with graph_of(claims.items()) as graph:
        read = networkx.read_graphml(graph.export("graphml", tmp_path / "g.graphml"), force_multigraph=True)
        built = graph.to_networkx()
    assert set(read.nodes) == set(built.nodes) and read.number_of_edges() == built.number_of_edges()
    assert all(values["quote"] for _, _, values in read.edges(data=True))

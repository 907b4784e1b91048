import json
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from aigraph.graph.article import Article
from aigraph.graph.claim import Claim
from aigraph.graph.store import Store
from aigraph.graph.validate import validate
from aigraph.ontology.errors import QueryError, StoreError

Claims = Mapping[Article, Sequence[Claim]]


def test_adding_twice_changes_nothing(tmp_path: Path, claims: Claims) -> None:
    with Store(tmp_path / "s") as store:
        assert all([store.add_article(article, said) for article, said in claims.items()])
        before = store.dump()
        assert not any([store.add_article(article, said) for article, said in claims.items()])
        assert store.dump() == before
    with Store(tmp_path / "s", write=False) as store:
        assert store.dump() == before


@pytest.mark.parametrize("format", ["turtle", "trig", "nquads", "jsonld"])
def test_order_does_not_matter(format: str, claims: Claims) -> None:
    dumps = set()
    for seed in range(3):
        chance = random.Random(seed)
        with Store() as store:
            for article in chance.sample(list(claims), len(claims)):
                store.add_article(article, chance.sample(list(claims[article]), len(claims[article])))
            dumps.add(store.dump(format))
    assert len(dumps) == 1


@pytest.mark.parametrize("format", ["trig", "nquads", "jsonld"])
def test_exports_hold_every_statement(format: str, store: Store) -> None:
    formats = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}
    assert set(ox.parse(store.dump(format), format=formats[format])) == set(store.quads(None, None, None))


def test_removing_an_article_removes_its_graph_only(claims: Claims) -> None:
    first, second = claims
    with Store() as alone, Store() as both:
        alone.add_article(second, claims[second])
        for article, said in claims.items():
            both.add_article(article, said)
        assert both.remove_article("a.md") == [f"https://w3id.org/aigraph/id/article/{first.id}"]
        assert both.dump() == alone.dump()
        assert both.remove_article("a.md") == []


def test_the_default_graph_stays_the_union_of_the_articles(claims: Claims) -> None:
    chance = random.Random(5)
    with Store() as store:
        for _ in range(30):
            article = chance.choice(list(claims))
            if chance.random() < 0.3:
                store.remove_article(article.id)
            else:
                store.add_article(
                    article, chance.sample(list(claims[article]), chance.randint(0, len(claims[article])))
                )
            union = {quad.triple for quad in store.quads(None, None, None)}
            assert {
                quad.triple for quad in store.engine.quads_for_pattern(None, None, None, ox.DefaultGraph())
            } == union


def test_articles_are_found_by_id_iri_address_and_source(store: Store, claims: Claims) -> None:
    first = next(iter(claims))
    iri = f"https://w3id.org/aigraph/id/article/{first.id}"
    assert all(store.find_articles(name) == [iri] for name in (first.id, iri, first.url or "", first.source))
    assert store.find_articles("nothing <such>") == []


def test_replacing_drops_what_the_article_no_longer_says(claims: Claims) -> None:
    article, said = next(iter(claims.items()))
    with Store() as store, Store() as fresh:
        store.add_article(article, said)
        assert store.add_article(article, said[:2])
        fresh.add_article(article, said[:2])
        assert store.dump() == fresh.dump()


def test_claims_are_filtered_by_article_entity_and_type(store: Store) -> None:
    assert {stored.claim.type for stored in store.claims(entity="林若")} == {
        "Departure",
        "Employment",
        "Founding",
        "Appointment",
    }
    assert len(list(store.claims(entity="LIN RUO", type="Departure"))) == 1
    assert len(list(store.claims(article="b.md"))) == 8
    assert list(store.claims(entity="nobody")) == []
    assert store.stats()["claims"] == 17 and store.stats()["Departure"] == 3


def test_a_second_writer_is_told(tmp_path: Path, claims: Claims) -> None:
    article, said = next(iter(claims.items()))
    code = "import sys; from aigraph.graph.store import Store; Store(sys.argv[1])"
    with Store(tmp_path / "s") as store:
        store.add_article(article, said)
        second = subprocess.run([sys.executable, "-c", code, str(tmp_path / "s")], capture_output=True, text=True)
    assert "StoreError: cannot open store" in second.stderr and "another process is using it" in second.stderr


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/cat.jpg").write_text("x")
    (tmp_path / "file").write_text("x")
    for name, write, message in [
        ("photos", True, "is not an aigraph store"),
        ("photos", False, "is not an aigraph store"),
        ("file", True, "is a file"),
        ("missing", False, "does not exist"),
    ]:
        with pytest.raises(StoreError, match=message):
            Store(tmp_path / name, write=write)
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["cat.jpg"]
    assert not (tmp_path / "missing").exists()


def test_a_newer_or_damaged_store_is_refused(tmp_path: Path) -> None:
    Store(tmp_path / "s").close()
    marker = tmp_path / "s/aigraph-store.json"
    for text, message in [(json.dumps({"format": 99}), "has format 99"), ("{", "is damaged")]:
        marker.write_text(text)
        with pytest.raises(StoreError, match=message):
            Store(tmp_path / "s")


def test_a_reader_cannot_write_and_a_closed_store_says_so(tmp_path: Path, claims: Claims) -> None:
    article, said = next(iter(claims.items()))
    Store(tmp_path / "s").close()
    with Store(tmp_path / "s", write=False) as store, pytest.raises(StoreError, match="open for reading"):
        store.add_article(article, said)
    with pytest.raises(StoreError, match="is closed"):
        len(store)


def test_a_backup_is_a_store(tmp_path: Path, claims: Claims) -> None:
    with Store(tmp_path / "s") as store:
        for article, said in claims.items():
            store.add_article(article, said)
        store.backup(tmp_path / "copy")
        with Store(tmp_path / "copy", write=False) as copy:
            assert copy.dump() == store.dump()


def test_an_unknown_format_is_named() -> None:
    with Store() as store, pytest.raises(QueryError, match="no RDF format 'docx'"):
        store.dump("docx")


def test_all_that_is_stored_has_its_shape(store: Store) -> None:
    assert validate(store) == []


def test_what_is_misshapen_is_reported(store: Store, claims: Claims) -> None:
    article, said = next(iter(claims.items()))
    store.add_article(article, [said[0].with_(arguments=said[0].arguments[:1], confidence=3.0)])
    lines = validate(store)
    assert any("a decimal from 0 to 1" in line for line in lines)
    assert any("Departure: organization is organization, and is there" in line for line in lines)


def test_a_shortcut_that_no_claim_makes_is_reported(store: Store) -> None:
    store.engine.update(
        "PREFIX aig: <https://w3id.org/aigraph/ontology#> INSERT { GRAPH ?g { ?p aig:sued ?o } } WHERE { GRAPH ?g { ?p aig:founded ?o } }"
    )
    assert [line.partition(": ")[2] for line in validate(store)] == [
        "no asserted claim makes the shortcut person/lin-ruo aig:sued organization/vellum-labs"
    ]

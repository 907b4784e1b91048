from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name, When
from aigraph.graph.rdf import article_quads
from aigraph.graph.store import Store
from aigraph.graph.terms import decimal, entity_iri, web_iri
from aigraph.graph.validate import validate

# What breaks graphs in practice: controls, bidi marks, quotes, brackets, surrogates, lone escapes, both scripts.
HOSTILE = st.text(
    st.sampled_from(
        list("ab \n\t\r\x00\x0b\x1f\x7f\x85\u202e\u2066\u200b\ufeff\ufffe\ud800'\"<>{}|\\^`%#?/.:@林若é\U0001f600")
    ),
    max_size=12,
)
Claims = Mapping[Article, Sequence[Claim]]


def texts(quads: Sequence[ox.Quad]) -> set[str]:
    return {str(quad.triple) for quad in quads}


def test_claims_come_back_as_they_went_in(store: Store, claims: Claims) -> None:
    back = {stored.claim for stored in store.claims()}
    assert back == {claim for said in claims.values() for claim in said}


def test_articles_come_back_by_date(store: Store, claims: Claims) -> None:
    first, second = store.articles()
    given = next(iter(claims))
    assert (first.id, first.title, first.url, first.publisher, first.published, first.language, first.source) == (
        given.id, given.title, given.url, given.publisher, given.published, given.language, given.source,
    )  # fmt: skip
    assert second.url is None and second.claims == len(list(claims.values())[1])


def test_only_asserted_claims_make_shortcuts(store: Store) -> None:
    assert store.query("ASK { ?p aig:left ?o }") is True
    assert store.query("ASK { ?o aig:bought ?c . ?c rdfs:label 'Vellum Labs'@en }") is False
    assert store.query("ASK { ?o aig:bought ?c . ?c rdfs:label 'Quarry Capital'@en }") is True


def test_a_former_post_is_not_a_present_one(store: Store) -> None:
    answer = store.query("SELECT ?n { ?p aig:holdsPostAt ?o ; rdfs:label ?n }")
    assert list(answer) == [("Ada Byrne",)]  # type: ignore[arg-type]


def test_symmetric_shortcuts_stand_both_ways(store: Store) -> None:
    assert store.query("ASK { ?a aig:competesWith ?b . ?b aig:competesWith ?a }") is True


def test_dates_keep_precision_and_bounds(store: Store) -> None:
    row = store.query(
        "SELECT (STR(?d) AS ?t) (DATATYPE(?d) AS ?k) ?f ?l { ?c a aig:Founding ; aig:date ?d ; aig:earliest ?f ; aig:latest ?l }"
    )
    assert [str(value) for value in next(iter(row))] == [  # type: ignore[arg-type]
        "2024", "http://www.w3.org/2001/XMLSchema#gYear", "2024-01-01", "2024-12-31",
    ]  # fmt: skip


def test_a_speaker_of_the_article_is_linked(store: Store) -> None:
    assert store.query("ASK { ?c aig:attributedTo/rdfs:label 'Ada Byrne'@en ; aig:attribution 'Ada Byrne' }") is True


def test_described_groups_of_two_articles_stay_two(claims: Claims) -> None:
    first, second = claims
    group = next(claim.entity("group") for claim in claims[first] if claim.entity("group"))
    assert group is not None and entity_iri(group, first) != entity_iri(group, second)


def test_a_day_that_does_not_exist_is_kept_as_written_and_reported(claims: Claims) -> None:
    article, said = next(iter(claims.items()))
    with Store() as store:
        store.add_article(article, [replace(said[0], date=When("2023-02-30"))])
        assert next(store.claims()).claim.date == When("2023-02-30")
        assert any("at most one date" in line for line in validate(store))


def test_said_twice_is_one_claim_the_surest(claims: Claims) -> None:
    article, said = next(iter(claims.items()))
    with Store() as store:
        store.add_article(
            article, [replace(said[0], confidence=0.5, reader="b"), replace(said[0], confidence=0.8, reader="a")]
        )
        (stored,) = store.claims()
        assert (stored.claim.confidence, stored.claim.reader) == (0.8, "a")


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.50", "1.5"), ("150E9", "150000000000"), ("-0", "0"), ("0.000", "0"), ("100", "100")],
)
def test_decimals_are_canonical(value: str, text: str) -> None:
    assert decimal(Decimal(value)).value == text


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//x.org",
        "http://",
        "https://a\u202eb.org/",
        "https://user@x.org/",
        "https://[::1",
        "a b",
    ],
)
def test_what_is_no_web_address_is_no_iri(address: str) -> None:
    assert web_iri(address) is None


def test_addresses_are_percent_encoded() -> None:
    assert web_iri("https://x.org/a b?q=<林>") == ox.NamedNode("https://x.org/a%20b?q=%3C%E6%9E%97%3E")


def test_keys_make_ascii_iris() -> None:
    assert entity_iri(Entity("林若", Kind.PERSON, key="林若")).value.endswith("/id/person/%E6%9E%97%E8%8B%A5")
    assert entity_iri(Entity("x", Kind.PERSON, key="..")).value.endswith("/id/person/%2E%2E")


@settings(max_examples=60, deadline=None)
@given(
    name=HOSTILE, other=HOSTILE, quote=HOSTILE, url=HOSTILE.map(lambda text: text.replace("\ud800", "")), words=HOSTILE
)
def test_hostile_strings_make_clean_rdf(name: str, other: str, quote: str, url: str, words: str) -> None:
    thing = Entity(name, Kind.PERSON, (Name(other, "zh"), Name(name, words)), False, other)
    claim = Claim(
        "Departure", "en", Evidence(quote, 3, 9, words, other),
        (Argument("person", thing, 3, 5), Argument("organization", Entity(other, Kind.ORGANIZATION), 5, 9)),
        role=words, amount=Money(Decimal("1.50"), "USD", words), attribution=(name,), modality=Modality.PLANNED, reader=words,
    )  # fmt: skip
    article = Article("text", name, "https://x.org/" + url, words, None, words, url)
    quads = article_quads(article, [claim])
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, ox.NamedNode):
                assert term.value.isascii() and not set(term.value) & set('<>"{}|\\^` \n\t')
            assert not isinstance(term, ox.BlankNode)
    with Store() as store:
        store.add_article(article, [claim])
        assert not store.add_article(article, [claim])
        assert len(list(store.claims())) == 1
        assert texts(list(ox.parse(store.dump("trig"), format=ox.RdfFormat.TRIG))) == texts(quads)
        table = store.query("SELECT ?c ?q ?l { ?c aig:quote ?q ; aig:argument/aig:entity/rdfs:label ?l }")
        assert len(table) == len(list(ox.parse_query_results(table.to_xml(), format=ox.QueryResultsFormat.XML)))  # type: ignore[arg-type, union-attr]

from datetime import date
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigraph.graph.claim import When
from aigraph.graph.query import Iri, Table, Triples, to_python, to_term
from aigraph.graph.sparql import bind, tokens
from aigraph.graph.store import Store
from aigraph.ontology.errors import QueryError


def rows(answer: object) -> list[tuple[Any, ...]]:
    assert isinstance(answer, Table)
    return list(answer)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n ?s ?p }", "line 2, column 9"),
        ("SELECT ?x { ?x a nope:Person }", "line 1, column .*unknown prefix in 'nope:Person'"),
        ("", "query is empty"),
        ("# nothing", "query is empty"),
        ("INSERT DATA { <a:b> <a:b> 1 }", "INSERT changes the store"),
        ("PREFIX drop: <http://x/> DROP ALL", "DROP changes the store"),
        ("LOAD <http://x/>", "LOAD changes the store"),
        ("FETCH me", "starts with SELECT"),
        ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "asks another server"),
        ("SELECT * { service<http://x/>{ ?s ?p ?o } }", "asks another server"),
        ("SELECT * { SERVICE SILENT ?g { ?s ?p ?o } }", "asks another server"),
        ("SELECT * { { SELECT * { #\nSERVICE <http://x/> {} } } }", "asks another server"),
        ("SELECT * { SERV\\u0049CE <http://x/> { ?s ?p ?o } }", "asks another server"),
        ("SELECT * { SERVICEex:x { ?s ?p ?o } }", "asks another server"),
        ("SELECT * { ?a ?b 1.SERVICE:x { ?s ?p ?o } }", "asks another server"),
        ("SELECT * { ?a ?b ex:.SERVICE:x { ?s ?p ?o } }", "asks another server"),
        ("SELECT * { ?a ?b ?c.SERVICE:x { ?s ?p ?o } }", "asks another server"),
        ("SELECT * { ?a ?b 1.0e0SERVICE<http://x/>{ ?s ?p ?o } }", "asks another server"),
        ("SELECT * { ?a ?b trueSERVICE<http://x/>{ ?s ?p ?o } }", "asks another server"),
        ("SELECT * { FILTER(1<2)SERVICE:x#>\n{ ?s ?p ?o } }", "asks another server"),
        ("SELECT * { ?a <http://x/\\u0041#> ?b . SERVICE <http://x/> { } }", "asks another server"),
        ("SELECT * { SERVICESILENT:x { ?s ?p ?o } }", "asks another server"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "reads outside"),
        ("SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }", "reads outside"),
        ("BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }", "reads outside"),
        ("PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }", "reads outside"),
        ("SELECT * { ?s ?p ?o } ; DROP ALL", "malformed query, line 1"),
    ],
)
def test_what_is_not_a_plain_reading_query_is_refused(store: Store, query: str, message: str) -> None:
    before = store.dump()
    with pytest.raises(QueryError, match=message):
        store.query(query)
    assert store.dump() == before


@pytest.mark.parametrize(
    "query",
    [
        'ASK { ?s ?p "SERVICE <http://x/> { }" }',
        "ASK { ?s ?p '''a ' SERVICE ''' }",
        "ASK { ?service ?from $drop FILTER(false) } # SERVICE <http://x/>",
        "PREFIX s: <http://service/> ASK { ?s a s:SERVICE, s:a.SERVICE ; <http://service/> _:service }",
        "ASK { <http://x/SERVICE#FROM> ?p 'x'@service }",
        "SELECT * FROM NAMED <https://w3id.org/aigraph/id/article/0> { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_words_that_only_look_dangerous_pass(store: Store, query: str) -> None:
    assert not store.query(query)


def test_values_are_bound_never_pasted(store: Store) -> None:
    query = "SELECT ?p { ?p rdfs:label ?l FILTER(STR(?l) = ?name) }"
    assert len(rows(store.query(query, name="Lin Ruo"))) == 1
    assert rows(store.query(query, name='" || true || "')) == []
    assert rows(store.query(query, name="x' } DROP ALL #")) == []


@given(st.text())
def test_any_string_survives_binding(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    with Store() as store:
        assert rows(store.query("SELECT ?v { BIND(STR(?given) AS ?v) }", given=text)) == [(text,)]


@pytest.mark.parametrize(
    "value", ["x", Iri("https://x.org/a"), 7, -1, Decimal("1.5"), True, date(2024, 5, 1), "2024"], ids=repr
)
def test_values_come_back_as_they_are(store: Store, value: Any) -> None:
    (row,) = rows(store.query("SELECT ?v { }", v=value))
    assert row == (value,) and type(row[0]) is type(value)


def test_a_partial_date_is_its_text() -> None:
    assert to_python(to_term(When("2024-05"))) == "2024-05"


def test_bindings_reach_every_group(store: Store) -> None:
    lin = Iri("https://w3id.org/aigraph/id/person/lin-ruo")
    for query in [
        "SELECT ?n { ?p aig:left ?o . ?o rdfs:label ?n }",
        "SELECT DISTINCT ?n { { ?p aig:left ?o } UNION { ?p aig:formerlyAt ?o } ?o rdfs:label ?n }",
        "SELECT DISTINCT ?n { GRAPH ?g { ?x aig:left ?o . ?o rdfs:label ?n FILTER(?x = ?p) } }",
        "SELECT ?n { ?o rdfs:label ?n FILTER EXISTS { ?p aig:left ?o } }",
        "SELECT ?n { { SELECT ?o { ?p aig:left ?o } } ?o rdfs:label ?n }",
        "SELECT ?n { { SELECT ?o { ?x aig:left ?o VALUES ?z { 1 } FILTER(?x = ?p) } } OPTIONAL { ?o rdfs:label ?n } }",
    ]:
        assert rows(store.query(query, p=lin)) == [("Orcta",)], query
    graph = store.query("CONSTRUCT { ?p aig:left ?o } WHERE { ?p aig:left ?o }", p=lin)
    assert isinstance(graph, Triples) and len(graph) == 1
    assert "id/person/lin-ruo> aig:left" in graph.serialize("turtle")


def test_a_variable_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(QueryError, match=r"no variable \?nme to bind; it has: \?name"):
        store.query("SELECT ?name { ?s rdfs:label ?name }", nme="x")
    with pytest.raises(QueryError, match="cannot bind a list"):
        store.query("SELECT ?name { ?s rdfs:label ?name }", name=["x"])
    with pytest.raises(QueryError, match="not an IRI"):
        store.query("SELECT ?s { ?s ?p ?o }", s=Iri("a b"))


def test_binding_does_not_move_the_place_of_an_error(store: Store) -> None:
    with pytest.raises(QueryError, match="line 2, column 9"):
        store.query("SELECT * {\n ?s ?p }", s=Iri("https://x.org/"))


def test_bound_text_is_plain_sparql() -> None:
    bound = bind("SELECT ?x { ?x ?p ?v }", {"v": ox.Literal('a"\n')})
    assert bound == 'SELECT ?x { VALUES ?v { "a\\"\\n" }  ?x ?p ?v }'


def test_tokens_cover_the_text() -> None:
    assert [token.kind for token in tokens("ASK { ?a <b:c> 'd'@en } # e")] == [
        "word",
        "open",
        "variable",
        "iri",
        "string",
        "tag",
        "other",
    ]


def test_a_table_is_written_in_four_formats_and_escaped(store: Store) -> None:
    table = store.query('SELECT ?n ?none { VALUES ?n { "<b>&\\"林" } }')
    assert isinstance(table, Table)
    assert table.to_csv() == 'n,none\r\n"<b>&""林",\r\n'
    assert table.to_tsv() == 'n\tnone\n"<b>&\\"林"\t\n'.replace("n\tnone", "?n\t?none")
    assert '"value":"<b>&\\"林"' in table.to_json() and "&lt;b&gt;&amp;" in table.to_xml()
    assert "<b>" not in table._repr_html_() and "&lt;b&gt;" in table._repr_html_()
    assert (
        table.columns == ("n", "none")
        and table[0] == ('<b>&"林', None)
        and table.dicts() == [{"n": '<b>&"林', "none": None}]
    )


def test_a_triple_of_two_articles_is_counted_once(store: Store) -> None:
    assert rows(store.query("SELECT (COUNT(*) AS ?n) { ?p rdfs:label 'Ada Byrne'@en }")) == [(1,)]

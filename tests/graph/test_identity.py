"""Identity: what comes together, what stays apart, and human judgements, which outrank, survive, and can be undone to the byte."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyoxigraph as ox
import pytest

from aigraph.graph.article import Article
from aigraph.graph.canonical import seen
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Name
from aigraph.graph.derive import refresh
from aigraph.graph.judgements import Decision, read_judgements
from aigraph.graph.judging import judge, undo
from aigraph.graph.names import Lexicon, compare
from aigraph.graph.store import Store
from aigraph.graph.validate import validate
from aigraph.identity import lexicon
from aigraph.ontology.errors import QueryError
from tests.graph.story import STORY


def entity(name: str, kind: str, *names: str) -> Entity:
    written = tuple(sorted(Name(text, "en" if text.isascii() else "zh") for text in {name, *names}))
    return Entity(name, Kind(kind), written, False, name.casefold().replace(" ", "-"))


def person(name: str, *names: str) -> Entity:
    return entity(name, "person", *names)


def firm(name: str, *names: str) -> Entity:
    return entity(name, "organization", *names)


def article(number: int, *said: tuple[str, dict[str, Entity]]) -> tuple[Article, list[Claim]]:
    """An article with the claims (type, roles)."""
    held = Article(f"Text {number}", published=date(2024, 1, 1 + number), language="en", source=f"{number}.txt")
    claims = [
        Claim(
            type, "en", Evidence("words", 10 * n, 10 * n + 5),
            tuple(Argument(role, thing, 10 * n, 10 * n + 5) for role, thing in roles.items()),
        )
        for n, (type, roles) in enumerate(said)
    ]  # fmt: skip
    return held, claims


def works(who: Entity, where: Entity) -> tuple[str, dict[str, Entity]]:
    return "Employment", {"person": who, "organization": where}


def nodes(*articles: tuple[Article, list[Claim]], known: Lexicon | None = None) -> list[set[str]]:
    """Which names stand for one person or organisation after a refresh, as sets of labels."""
    with Store() as store:
        for held, said in articles:
            store.add_article(held, said)
        refresh(store, known)
        view = store.view()
        found: dict[str, set[str]] = {}
        for stored in store.claims(as_written=True):
            for argument, iri in zip(stored.claim.arguments, stored.entities, strict=True):
                node = view.node(stored.article.iri, iri)
                found.setdefault(node, set()).add(f"{argument.entity.name} {stored.article.source[:-4]}")
        return sorted(found.values(), key=sorted)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Ada Byrne"), person("A. Byrne")),
        (person("Ada Byrne"), person("Ada M. Byrne")),
        (person("Kai-Fu Zhao"), person("Kaifu Zhao")),
        (person("Li Wei"), person("Wei Li")),
        (person("Li Wei"), person("李伟")),
        (person("Lin Ruoxi"), person("林若曦")),
        (person("Ouyang Min"), person("欧阳敏")),
        (person("Lin Ruo", "林若"), person("林若")),
    ],
    ids=lambda e: e.name,
)
def test_variants_come_together_where_they_work_together(one: Entity, other: Entity) -> None:
    orcta = firm("Orcta")
    found = nodes(article(1, works(one, orcta)), article(2, works(other, orcta)))
    assert {f"{one.name} 1", f"{other.name} 2"} in found


@pytest.mark.parametrize("name", ["Li Wei", "John Carter", "李伟"])
def test_namesakes_at_two_companies_stay_apart(name: str) -> None:
    who = person(name)
    found = nodes(article(1, works(who, firm("Orcta"))), article(2, works(who, firm("Vellum Labs"))))
    assert {f"{name} 1"} in found and {f"{name} 2"} in found


def test_an_article_that_names_both_companies_brings_them_together() -> None:
    who, orcta, vellum = person("Li Wei"), firm("Orcta"), firm("Vellum Labs")
    bridge = article(3, ("Departure", {"person": who, "organization": orcta}), works(who, vellum))
    found = nodes(article(1, works(who, orcta)), article(2, works(who, vellum)), bridge)
    assert {"Li Wei 1", "Li Wei 2", "Li Wei 3"} in found


def test_a_bare_mention_goes_to_the_only_one_it_can_be_and_else_stays_alone() -> None:
    who, other = person("Li Wei"), firm("Kitefin")
    bare = article(3, ("Criticism", {"person": who, "target": other}))
    assert {"Li Wei 1", "Li Wei 3"} in nodes(article(1, works(who, firm("Orcta"))), bare)
    two = article(1, works(who, firm("Orcta"))), article(2, works(who, firm("Vellum Labs")))
    assert {"Li Wei 3"} in nodes(*two, bare)


def test_companies_of_one_name_in_two_towns_are_two_and_a_move_is_not() -> None:
    halcyon, ines, jost = firm("Halcyon"), person("Ines Duarte"), person("Jost Keller")
    boston, munich = entity("Boston", "place"), entity("Munich", "place")
    first = article(1, works(ines, halcyon), ("Headquarters", {"organization": halcyon, "place": boston}))
    second = article(2, works(jost, halcyon), ("Headquarters", {"organization": halcyon, "place": munich}))
    assert {"Halcyon 1"} in nodes(first, second)
    moved = article(2, works(ines, halcyon), ("Headquarters", {"organization": halcyon, "place": munich}))
    assert {"Halcyon 1", "Halcyon 2"} in nodes(first, moved)


def test_legal_suffixes_do_not_tell_companies_apart_and_words_do() -> None:
    one = article(1, works(person("Ada Byrne"), firm("Orcta")))
    known = lexicon()
    assert {"Orcta 1", "Orcta Inc. 2"} in nodes(one, article(2, works(person("Tom Reyle"), firm("Orcta Inc."))), known=known)
    assert {"Orcta 1"} in nodes(one, article(2, works(person("Tom Reyle"), firm("Orcta Capital"))), known=known)


def test_whom_the_gazetteer_knows_is_one_and_a_namesake_far_away_is_not() -> None:
    mark = Entity("Mark Chen", Kind.PERSON, (Name("Mark Chen", "en"),), False, "mark-chen")
    openai = Entity("OpenAI", Kind.ORGANIZATION, (Name("OpenAI", "en"),), False, "openai")
    nvidia = Entity("Nvidia", Kind.ORGANIZATION, (Name("Nvidia", "en"),), False, "nvidia")
    found = nodes(
        article(1, works(mark, openai)), article(2, works(mark, nvidia)), article(3, works(mark, firm("Riverbank Credit"))),
        known=lexicon(),
    )  # fmt: skip
    assert {"Mark Chen 1", "Mark Chen 2"} in found and {"Mark Chen 3"} in found


def test_names_of_one_article_that_it_keeps_apart_are_never_joined() -> None:
    orcta = firm("Orcta")
    found = nodes(article(1, works(person("Ada Byrne"), orcta), works(person("A. Byrne"), orcta)))
    assert {"Ada Byrne 1"} in found and {"A. Byrne 1"} in found


def test_two_names_of_one_gazetteer_entry_are_one_place() -> None:
    orcta, west, east = firm("Orcta"), entity("Hangzhou", "place"), entity("杭州", "place")
    told = [article(n, ("Headquarters", {"organization": orcta, "place": place})) for n, place in ((1, west), (2, east))]
    assert {"Hangzhou 1", "杭州 2"} in nodes(*told, known=lexicon())
    assert {"Hangzhou 1"} in nodes(*told), "places are not compared by sound"


def test_sound_alone_joins_only_who_has_a_title_in_common_and_no_other_spelling() -> None:
    orcta, heard = firm("Orcta"), person("艾达·伯恩")
    post = {"person": person("Ada Byrne"), "organization": orcta}
    ceo, cto = (article(1, ("Employment", post)), article(2, ("Employment", {"person": heard, "organization": orcta})))
    titled = [(a, [c.with_(role="chief executive") for c in claims]) for a, claims in (ceo, cto)]
    assert {"Ada Byrne 1", "艾达·伯恩 2"} in nodes(*titled)
    assert {"艾达·伯恩 2"} in nodes(ceo, cto)
    spelt = person("艾达·伯恩", "Aida Bourne")
    other = [(titled[0][0], titled[0][1]), (cto[0], [c.with_(role="chief executive") for c in article(2, works(spelt, orcta))[1]])]
    assert not any({"Ada Byrne 1", "艾达·伯恩 2"} <= found for found in nodes(*other))


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Ada Byrne", "Ada Castell", "person"),
        ("Ada Byrne", "Boris Byrne", "person"),
        ("Li Wei", "李娜", "person"),
        ("Orcta", "Vellum", "organization"),
        ("Orcta Labs", "Orcta Capital", "organization"),
    ],
)
def test_other_names_are_no_variants(one: str, other: str, kind: str) -> None:
    assert compare(one, other, kind, Lexicon()) is None


# ------------------------------------------------------------ human judgements


@pytest.fixture
def told() -> Iterator[Store]:
    with Store() as store:
        for held, said in STORY.items():
            store.add_article(held, said)
        refresh(store)
        yield store


def everything(store: Store) -> tuple[bytes, list[str]]:
    """The named graphs as bytes, and the default graph."""
    default = store.engine.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return store.dump(), sorted(map(str, default))


def test_the_default_graph_is_a_function_of_the_named_graphs(told: Store) -> None:
    judge(told, "Li Wei@2021-09-15.md", "Li Wei@2022-07-01.md", Decision.SAME, when="2024-07-01T00:00:00Z")
    told.remove_article("2023-11-08.md")
    refresh(told)
    view, graphs = told.view(), {quad.graph_name for quad in told.quads(None, None, None)}
    said: set[Any] = set()
    for graph in graphs:
        assert isinstance(graph, ox.NamedNode)
        quads = list(told.quads(None, None, None, graph))
        said |= set(seen(view, graph.value, quads)) if "/article/" in graph.value else {quad.triple for quad in quads}
    assert {quad.triple for quad in told.engine.quads_for_pattern(None, None, None, ox.DefaultGraph())} == said


def test_refreshing_again_and_in_any_order_gives_the_same_bytes(told: Store) -> None:
    before = everything(told)
    refresh(told)
    assert everything(told) == before
    with Store() as other:
        for held, said in reversed(STORY.items()):
            other.add_article(held, said)
            refresh(other)
        assert everything(other) == before


def test_removing_an_article_is_as_if_it_had_never_been_there(told: Store) -> None:
    with Store() as other:
        for held, said in STORY.items():
            if held.source != "2024-03-05.md":
                other.add_article(held, said)
        refresh(other)
        told.remove_article("2024-03-05.md")
        refresh(told)
        assert everything(told) == everything(other)


def test_same_brings_together_and_undo_restores_every_byte(told: Store) -> None:
    before = everything(told)
    made = judge(told, "Li Wei@2021-09-15.md", "Li Wei@2022-07-01.md", Decision.SAME, why="one CV", by="ann")
    assert (made.decision, made.by, made.why) == (Decision.SAME, "ann", "one CV")
    assert told.query("ASK { ?p rdfs:label 'Li Wei'@en . ?q rdfs:label 'Li Wei'@en FILTER(?p != ?q) }") is False
    assert everything(told) != before
    assert undo(told).id == made.id
    assert everything(told) == before


def test_different_keeps_apart_and_undo_restores_every_byte(told: Store) -> None:
    before = everything(told)
    made = judge(told, "T. Adeyemi", "Tom Adeyemi", Decision.DIFFERENT)
    view = told.view()
    assert view.node("", "https://w3id.org/aigraph/id/person/t.-adeyemi") != view.node("", "https://w3id.org/aigraph/id/person/tom-adeyemi")
    undo(told, made.id)
    assert everything(told) == before


def test_one_written_node_is_split_by_article_and_restored(told: Store) -> None:
    before = everything(told)
    judge(told, "Mira Solberg@2019-03-02.md", "Mira Solberg@2023-04-03.md", Decision.DIFFERENT)
    assert told.query("SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a aig:Person ; rdfs:label|skos:altLabel 'Mira Solberg'@en }")[0][0] >= 2  # type: ignore[index]
    undo(told)
    assert everything(told) == before


def test_human_judgements_survive_rebuilding_and_new_articles(told: Store) -> None:
    judge(told, "Jun Hasegawa", "Kofi Mensah", Decision.SAME, when="2024-07-01T00:00:00Z")
    told.add_article(*article(7, works(person("Jun Hasegawa"), firm("Tarn AI"))))
    refresh(told)
    assert [j.decision for j in read_judgements(told, human=True)] == [Decision.SAME]
    view = told.view()
    base = "https://w3id.org/aigraph/id/person/"
    assert view.node("", f"{base}jun-hasegawa") == view.node("", f"{base}kofi-mensah")


def test_a_second_word_on_a_pair_replaces_the_first(told: Store) -> None:
    judge(told, "Jun Hasegawa", "Kofi Mensah", Decision.SAME)
    judge(told, "Kofi Mensah", "Jun Hasegawa", Decision.DIFFERENT)
    assert [j.decision for j in read_judgements(told, human=True)] == [Decision.DIFFERENT]


def test_contradicting_another_human_is_refused_and_changes_nothing(told: Store) -> None:
    first = judge(told, "Jun Hasegawa", "Kofi Mensah", Decision.SAME)
    judge(told, "Kofi Mensah", "Rosa Lindt", Decision.SAME)
    before = everything(told)
    with pytest.raises(QueryError, match=f"say otherwise, among .*{first.id}"):
        judge(told, "Jun Hasegawa", "Rosa Lindt", Decision.DIFFERENT)
    assert everything(told) == before


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ("nobody", "Tom Adeyemi", "nothing is called 'nobody'"),
        ("Li Wei", "Tom Adeyemi", "several things are called 'Li Wei': .*; give one of these"),
        ("Tom Adeyemi", "Orcta", "of different kinds: organization and person"),
        ("Tom Adeyemi", "tom  adeyemi", "are one node as articles write it"),
        ("Tom Adeyemi@2024-06-02.md", "Rosa Lindt", "nothing in 2024-06-02.md is called"),
    ],
)
def test_what_cannot_be_judged_is_said(told: Store, one: str, other: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        judge(told, one, other, Decision.SAME)


def test_undoing_what_is_not_there_is_said(told: Store) -> None:
    with pytest.raises(QueryError, match="no human judgement to undo"):
        undo(told)
    made = judge(told, "Jun Hasegawa", "Kofi Mensah", Decision.SAME)
    with pytest.raises(QueryError, match=f"no human judgement 'x'; there are: {made.id}"):
        undo(told, "x")


def test_every_merge_of_nodes_has_a_record(told: Store) -> None:
    merged = {written for written, node in told.view().whole.items() if written != node}
    recorded = {end for j in read_judgements(told) if j.decision is Decision.SAME for end in (j.one, j.other)}
    assert merged and merged <= recorded
    assert all(j.why and 0 < j.score <= 1 and j.when and j.by for j in read_judgements(told))


def test_derived_graphs_have_their_shapes(told: Store) -> None:
    import io
    from importlib.resources import files

    import pyshacl
    import rdflib

    judge(told, "Jun Hasegawa", "Kofi Mensah", Decision.SAME)
    shapes = rdflib.Graph().parse(io.BytesIO(files("aigraph.ontology").joinpath("shapes.ttl").read_bytes()), format="turtle")
    data = rdflib.Graph()
    for quad in told.quads(None, None, None):
        if "/graph/" in getattr(quad.graph_name, "value", ""):
            data.parse(data=f"{quad.triple} .", format="nt")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, text
    assert validate(told) == []

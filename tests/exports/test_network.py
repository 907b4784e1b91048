"""Claims as a graph, their positions, and what people type to find them."""
import math
import random
import time
from decimal import Decimal

import networkx
import pytest

from aigraph.exports.keys import search_keys
from aigraph.exports.layout import HEIGHT, WIDTH, place
from aigraph.exports.network import to_networkx
from aigraph.exports.view import ClaimView, safe_url, spoken_amount
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Money

ID = "https://w3id.org/aigraph/id/"


def claim(type_: str, *roles: tuple[str, str, Kind], **values: object) -> ClaimView:
    arguments = tuple(Argument(role, Entity(name, kind, key=name.casefold()), 0, 1) for role, name, kind in roles)
    made = Claim(type_, "en", Evidence("q", 0, 1), arguments, **values)  # type: ignore[arg-type]
    return ClaimView(f"{ID}claim/{type_.lower()}", made, "a1")


def test_claim_between_two_is_one_edge_with_its_values() -> None:
    view = claim("Departure", ("person", "Mara", Kind.PERSON), ("organization", "Quillon", Kind.ORGANIZATION), role="chief scientist")
    graph = to_networkx([view])
    (edge,) = graph.edges(data=True)
    assert edge[:2] == (f"{ID}person/mara", f"{ID}organization/quillon")
    assert edge[2]["type"] == "Departure" and edge[2]["role"] == "chief scientist" and edge[2]["modality"] == "asserted"
    assert "amount" not in edge[2]


def test_investors_point_at_the_company_and_a_lead_is_drawn_once() -> None:
    view = claim("Funding", ("investors", "Fund A", Kind.ORGANIZATION), ("organization", "Quillon", Kind.ORGANIZATION),
                 ("investors", "Fund B", Kind.ORGANIZATION), ("lead_investors", "Fund B", Kind.ORGANIZATION))
    edges = {(a.rpartition("/")[2], b.rpartition("/")[2], d["joins"]) for a, b, d in to_networkx([view]).edges(data=True)}
    assert edges == {("fund-a", "quillon", "investors"), ("fund-b", "quillon", "lead_investors")}


def test_claim_of_one_entity_is_a_loop_and_graphml_takes_it_all(claims: list[ClaimView]) -> None:
    view = claim("Valuation", ("organization", "Quillon", Kind.ORGANIZATION), amount=Money(Decimal(5), "USD"))
    graph = to_networkx([view, *claims])
    assert list(networkx.selfloop_edges(to_networkx([view]))) == [(f"{ID}organization/quillon",) * 2]
    assert {data["claim"] for *_, data in graph.edges(data=True)} == {each.id for each in (view, *claims)}
    assert "".join(networkx.generate_graphml(graph)).count("<edge ") == graph.number_of_edges()


def test_order_of_claims_changes_nothing(claims: list[ClaimView]) -> None:
    mixed = random.Random(3).sample(claims, len(claims))
    one, two = to_networkx(claims), to_networkx(mixed)
    assert list(one.nodes(data=True)) == list(two.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(two.edges(keys=True, data=True))
    assert place(one) == place(two)


def scattered() -> networkx.MultiDiGraph:
    graph = networkx.MultiDiGraph()
    graph.add_edges_from((f"n{a}", f"n{b}") for a, b in networkx.barabasi_albert_graph(260, 2, seed=4).edges)
    graph.add_edges_from((f"x{i}", f"y{i}") for i in range(15))
    graph.add_nodes_from(f"z{i}" for i in range(10))
    return graph


def test_three_hundred_nodes_are_placed_fast_apart_and_all_over_the_canvas() -> None:
    graph = scattered()
    start = time.process_time()
    places = place(graph)
    assert time.process_time() - start < 4  # about 1 s alone; the machine may be shared
    xs, ys = zip(*places.values(), strict=True)
    assert max(xs) - min(xs) > 0.95 * WIDTH and max(ys) - min(ys) > 0.95 * HEIGHT
    cells = {(x * 8 // (WIDTH + 1), y * 5 // (HEIGHT + 1)) for x, y in places.values()}
    assert len(cells) >= 34, "of 40 cells at most 6 stay empty"
    points = list(places.values())
    assert min(math.dist(a, b) for i, a in enumerate(points) for b in points[:i]) > 15


@pytest.mark.parametrize("graph", [networkx.MultiDiGraph(), networkx.MultiDiGraph([("a", "a")]), networkx.MultiDiGraph([("a", "b")])])
def test_tiny_graphs_have_positions(graph: networkx.MultiDiGraph) -> None:
    assert set(place(graph)) == set(graph)


def test_names_are_found_by_pinyin_initials_and_without_marks() -> None:
    assert {"wangruoxi", "wrx", "王若溪"} <= set(search_keys(["王若溪"]))
    assert {"ineskovac", "ik"} <= set(search_keys(["Ines Kovač"]))
    assert "chongqingyinhang" in search_keys(["重庆银行"])


@pytest.mark.parametrize(("money", "english", "chinese"), [
    (Money(Decimal("6600000000"), "USD", bound="minimum"), "over $6.6 billion", "超过66亿美元"),
    (Money(Decimal("150000"), "CNY"), "¥150,000", "15万元"),
    (Money(Decimal("2500000"), "SEK", bound="about"), "about 2.5 million SEK", "约250万 SEK"),
    (Money(Decimal("0"), "USD"), "$0", "0美元"),
])
def test_amounts_are_spoken(money: Money, english: str, chinese: str) -> None:
    assert (spoken_amount(money, "en"), spoken_amount(money, "zh")) == (english, chinese)


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "http://", "jav\nascript:x"])
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert safe_url(url) is None

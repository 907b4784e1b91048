"""The same input gives the same bytes: in any order, any number of times; removal takes exactly one article's graph."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

import aigraph


@pytest.fixture
def graph(tmp_path: Any) -> Iterator[aigraph.Graph]:
    with aigraph.open(tmp_path / "aigraph.db") as graph:
        yield graph


def fill(graph: aigraph.Graph, sample_extractions: dict[str, tuple[Any, Any]], seed: int = 0) -> bytes:
    """Store all samples in some order; the extraction is made once a session."""
    pairs = list(sample_extractions.values())
    random.Random(seed).shuffle(pairs)
    for article, extraction in pairs:
        graph.store.add_article(article, extraction.claims)
    return graph.render("nquads")


def test_twice_and_in_any_order_is_byte_identical(graph: aigraph.Graph, sample_extractions: Any) -> None:
    first = fill(graph, sample_extractions)
    assert first.count(b"\n") > 500
    assert fill(graph, sample_extractions, seed=1) == first
    with aigraph.open() as other:
        assert fill(other, sample_extractions, seed=2) == first


def test_reading_again_gives_the_same_claims(graph: aigraph.Graph, sample_extractions: Any) -> None:
    articles = [article for article, _ in sample_extractions.values()]
    first = graph.ingest(articles)
    before = graph.render("nquads")
    again = graph.ingest(reversed(articles))
    assert (first.changed, again.changed) == (len(articles), 0)
    assert graph.render("nquads") == before


def test_removing_an_article_removes_exactly_its_graph(graph: aigraph.Graph, sample_extractions: Any) -> None:
    lines = fill(graph, sample_extractions).splitlines()
    article = next(article for article, extraction in sample_extractions.values() if extraction.claims)
    name = f"<https://w3id.org/aigraph/id/article/{article.id}> .".encode()
    assert graph.remove(article.id) == 1
    kept = [line for line in lines if not line.endswith(name)]
    assert len(kept) < len(lines)
    left = graph.render("nquads").splitlines()
    assert [line for line in left if b"/id/article/" in line.rsplit(b" ", 2)[1]] == kept   # the rest is computed from them
    assert graph.remove(article.id) == 0


def test_the_shapes_hold_on_all_that_is_stored(graph: aigraph.Graph, sample_extractions: Any) -> None:
    from aigraph.graph.validate import validate

    fill(graph, sample_extractions)
    assert list(validate(graph.store)) == []

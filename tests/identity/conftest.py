"""The gold of identity in a store, and where each mention ended up."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aigraph.graph.derive import refresh
from aigraph.graph.store import Store
from aigraph.graph.terms import article_iri, entity_iri
from aigraph.identity import lexicon
from tests.identity.gold import b_cubed, clusters, read_gold

HERE = Path(__file__).parent


@dataclass
class Linked:
    """Gold and found cluster of every mention, and the module that scores them."""

    store: Store
    gold: dict[int, str]
    found: dict[int, str]
    score: Any
    clusters: Any
    articles: list[Any]


@pytest.fixture(scope="module")
def linked() -> Iterator[Linked]:
    articles = read_gold(HERE)
    with Store() as store:
        for held in articles:
            store.add_article(held.article, held.claims)
        refresh(store, lexicon())
        view = store.view()
        gold: dict[int, str] = {}
        found: dict[int, str] = {}
        for held in articles:
            for mention, id in held.mentions:
                gold[len(gold)] = id
                iri = entity_iri(mention.entity, held.article).value
                found[len(found)] = view.node(article_iri(held.article).value, iri)
        yield Linked(store, gold, found, b_cubed, clusters, articles)

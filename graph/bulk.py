"""Bulk upload: many articles in few updates, each of up to a megabyte of statements.

Articles that the store does not hold yet go together; one that it holds is replaced on its own, after those before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..ontology.vocabulary import AIG, RDF
from .rdf import article_quads
from .terms import article_iri

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .article import Article
    from .claim import Claim
    from .store import Store

__all__ = ["add_articles"]

_STATEMENTS = 5_000  # an update; about a megabyte


def add_articles(store: Store, articles: Iterable[tuple[Article, Sequence[Claim]]]) -> int:
    """Add articles with their claims; give how many changed. An interrupted upload has whole articles only."""
    held = store.subjects(RDF.type, AIG.Article)
    changed = 0
    waiting: dict[str, list[ox.Quad]] = {}
    for article, claims in articles:
        graph = article_iri(article).value
        if graph in held or graph in waiting:
            changed += _send(store, waiting)
            changed += store.add_article(article, claims, flush=False)
        else:
            waiting[graph] = article_quads(article, claims)
            if sum(map(len, waiting.values())) >= _STATEMENTS:
                held |= set(waiting)
                changed += _send(store, waiting)
    changed += _send(store, waiting)
    store.flush()
    return changed


def _send(store: Store, waiting: dict[str, list[ox.Quad]]) -> int:
    count = len(waiting)
    if waiting:
        store.insert_graphs(waiting)
        waiting.clear()
    return count

"""Bulk: many articles in few updates.

Articles that the store does not hold yet go together; one that it holds is replaced on its own, after those before it. On a server an
update has up to a megabyte of statements. On disk more go together, by the engine's bulk loader, which sorts them and adds whole
files: a third of the time. These files come in all at once or not at all, so articles are whole after a kill here too
(`python -m tests.reliability.kill --bulk` kills it and looks).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, RDF
from .rdf import article_quads
from .terms import article_iri

if TYPE_CHECKING:
    from .article import Article
    from .claim import Claim
    from .store import Store

__all__ = ["BULK", "add_articles"]

BULK = 20_000  # statements from which the bulk loader pays
_UPDATE = 5_000  # statements of an update to a server; about a megabyte


def add_articles(store: Store, articles: Iterable[tuple[Article, Sequence[Claim]]]) -> int:
    """Add articles with their claims; give how many changed. An interrupted upload has whole articles only."""
    holds = _holds(store)
    most = _UPDATE if store.address else BULK
    changed = size = 0
    waiting: dict[str, list[ox.Quad]] = {}
    for article, claims in articles:
        graph = article_iri(article).value
        if graph in waiting or holds(graph):
            changed += _send(store, waiting)
            changed += store.add_article(article, claims, flush=False)
            size = 0
            continue
        waiting[graph] = article_quads(article, claims)
        size += len(waiting[graph])
        if size >= most:
            changed += _send(store, waiting)
            size = 0
    changed += _send(store, waiting)
    store.flush()
    return changed


def _holds(store: Store) -> Callable[[str], bool]:
    """Whether the store holds an article: a server is asked once for all."""
    if store.address:
        held = store.subjects(RDF.type, AIG.Article)
        return held.__contains__
    kind = AIG.Article

    def holds(graph: str) -> bool:
        node = ox.NamedNode(graph)
        return any(True for _ in store.quads(node, RDF.type, kind, node))

    return holds


def _send(store: Store, waiting: dict[str, list[ox.Quad]]) -> int:
    count = len(waiting)
    if waiting:
        store.insert_graphs(waiting)
        waiting.clear()
    return count

"""Reading: claims and articles out of the store, which pages, `show`, networkx and the command line build on.

Filters choose graphs first, so that an entity's claims cost only the articles that speak of it. Articles come by date of
publication (undated last), claims by their place in the text. Entities are the nodes that stand for things over all
articles (`canonical`), unless claims are asked for as written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, ID, RDF
from .claim import Name
from .decoding import KINDS, TYPES, decode_article, decode_claims, scan
from .finding import find_entities, fold_name
from .stored import StoredArticle, StoredClaim
from .view import View

if TYPE_CHECKING:
    from .store import Store

__all__ = ["StoredArticle", "StoredClaim", "find_entities", "fold_name", "read_articles", "read_claims", "read_stats"]

_ARTICLE, _ENTITY, _PUBLISHED = AIG.Article, AIG.entity, AIG.published


def read_claims(
    store: Store,
    *,
    article: str | None = None,
    entity: str | None = None,
    type: str | None = None,
    as_written: bool = False,
) -> Iterator[StoredClaim]:
    """Yield claims, rebuilt from the graph.

    Args:
        article: Only this article's: its id, IRI, address or source.
        entity: Only those in which this entity has a role: its IRI, or any name of it, whatever its case.
        type: Only claims of this type.
        as_written: With entities as their articles write them, not the nodes that stand for them.
    """
    view = View() if as_written else store.view()
    graphs = store.find_articles(article) if article is not None else None
    wanted: set[str] | None = None
    if entity is not None:
        wanted = {entity} if entity.startswith(ID) else set(find_entities(store, entity))
        speaking = {
            quad.graph_name.value
            for iri in wanted
            for written in view.written(iri)
            for quad in store.quads(None, _ENTITY, ox.NamedNode(written))
            if isinstance(quad.graph_name, ox.NamedNode)
        }
        graphs = sorted(speaking if graphs is None else speaking.intersection(graphs))
    for iri in _by_date(store, graphs):
        nodes = scan(store.quads(None, None, None, ox.NamedNode(iri)), iri)
        found = []
        for stored in decode_claims(nodes, decode_article(nodes, iri)):
            if view:
                stored = _in_place(stored, view)
            if (type is None or stored.claim.type == type) and (wanted is None or not wanted.isdisjoint(stored.entities)):
                found.append(stored)
        found.sort(key=lambda s: (s.claim.evidence.start, s.claim.evidence.end, s.claim.type, s.iri))
        yield from found


def read_articles(store: Store) -> list[StoredArticle]:
    """All articles, by date of publication, undated last."""
    return [decode_article(scan(store.quads(None, None, None, ox.NamedNode(iri)), iri), iri) for iri in _by_date(store, None)]


def _by_date(store: Store, graphs: list[str] | None) -> list[str]:
    """Articles by date of publication; of a few, only theirs are looked up."""
    if graphs is None:
        graphs = list(store.subjects(RDF.type, _ARTICLE))
        found = store.quads(None, _PUBLISHED, None)
    else:
        found = (q for iri in graphs for q in store.quads(ox.NamedNode(iri), _PUBLISHED, None, ox.NamedNode(iri)))
    dates = {q.subject.value: q.object.value for q in found if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.Literal)}
    return sorted(set(graphs), key=lambda iri: (dates.get(iri, "9999"), iri))


def _in_place(stored: StoredClaim, view: View) -> StoredClaim:
    """The claim with the nodes that stand for its entities, named as the graph calls them."""
    graph = stored.article.iri
    nodes = tuple(view.node(graph, iri) for iri in stored.entities)
    arguments = []
    for argument, written, node in zip(stored.claim.arguments, stored.entities, nodes, strict=True):
        label = view.label(node)
        if node != written or (label is not None and label.value != argument.entity.name):
            entity = argument.entity
            names = {*entity.names, *([Name(label.value, label.language or "")] if label is not None else ())}
            key = entity.key if node == written else unquote(node.rpartition("/")[2])
            described = entity.described and node == written
            name = entity.name if label is None else label.value
            argument = replace(argument, entity=replace(entity, name=name, key=key, names=tuple(sorted(names)), described=described))
        arguments.append(argument)
    speakers = tuple(sorted({view.node(graph, speaker) for speaker in stored.attributed_to}))
    claim = replace(stored.claim, arguments=tuple(arguments))
    return replace(stored, claim=claim, entities=nodes, attributed_to=speakers)


def read_stats(store: Store) -> dict[str, int]:
    """How many articles, claims (also by type), entities and statements the store holds."""
    count = {
        "articles": len(store),
        "claims": len(store.subjects(RDF.type, AIG.Claim)),
        "entities": len({subject for kind in KINDS for subject in store.subjects(RDF.type, kind)}),
        "statements": sum(1 for _ in store.quads(None, None, None)),
    }
    numbers = {name: len(store.subjects(RDF.type, term)) for term, name in TYPES.items()}
    return count | {name: number for name, number in numbers.items() if number}

"""The canonical view: which node stands for a thing, and the default graph in which every thing is one node.

Articles' graphs keep the nodes as their articles write them and are never touched. The default graph is what they say
together, with every node put in the place of the one that stands for it, and what is computed across articles; so a
plain pattern sees one node a person, and `GRAPH ?article { ... }` the words. What stands for what is a `View`.
The default graph is a function of the named graphs, so taking a judgement back restores it to the byte.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..ontology.vocabulary import ID, RDFS, SKOS
from .claim import Kind
from .view import View

if TYPE_CHECKING:
    from .store import Store

__all__ = ["in_default", "is_article", "moved", "seen", "still_said"]

_ARTICLES = f"{ID}article/"
_ENTITIES = tuple(f"{ID}{kind.value}/" for kind in Kind)
_LABEL, _ALT = RDFS.label, SKOS.altLabel


def is_article(graph: Any) -> bool:
    """Whether a graph name is an article's."""
    return isinstance(graph, ox.NamedNode) and graph.value.startswith(_ARTICLES)


def in_default(triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
    """Yield triples as quads of the default graph."""
    return (ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)


def seen(view: View, article: str, quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    """Yield what an article's quads say in the default graph: nodes in place, one label a node."""
    if not view:
        yield from (quad.triple for quad in quads)
        return
    for quad in quads:
        subject = _put(view, article, quad.subject)
        predicate = quad.predicate
        if predicate == _LABEL and (view.label(subject.value) or quad.object) != quad.object:
            predicate = _ALT
        yield ox.Triple(subject, predicate, _put(view, article, quad.object))


def _put(view: View, article: str, term: Any) -> Any:
    if not isinstance(term, ox.NamedNode) or not term.value.startswith(_ENTITIES):
        return term
    node = view.node(article, term.value)
    return term if node == term.value else ox.NamedNode(node)


def still_said(store: Store, view: View, triple: ox.Triple, without: Collection[str] = ()) -> bool:
    """Whether some named graph but those in `without` puts this triple into the default graph."""
    predicates = (_ALT, _LABEL) if triple.predicate == _ALT else (triple.predicate,)
    objects: list[Any] = [triple.object]
    if isinstance(triple.object, ox.NamedNode):
        objects = [ox.NamedNode(written) for written in sorted(view.written(triple.object.value))]
    assert isinstance(triple.subject, ox.NamedNode)
    for subject in sorted(view.written(triple.subject.value)):
        for predicate in predicates:
            for value in objects:
                for quad in store.quads(ox.NamedNode(subject), predicate, value):
                    graph = quad.graph_name
                    assert isinstance(graph, ox.NamedNode)
                    if graph.value in without:
                        continue
                    if not is_article(graph):
                        if quad.triple == triple:
                            return True
                    elif triple in set(seen(view, graph.value, [quad])):
                        return True
    return False


def moved(
    store: Store, old: View, new: View, appearances: Iterable[tuple[str, str]]
) -> tuple[set[ox.Triple], set[ox.Triple]]:
    """What leaves and what enters the default graph when `new` takes the place of `old`.

    Args:
        appearances: All (article, written node) pairs; only those that change node or label are looked at.
    """
    before: set[ox.Triple] = set()
    after: set[ox.Triple] = set()
    for article, written in appearances:
        was, now = old.node(article, written), new.node(article, written)
        if was == now and old.label(was) == new.label(now):
            continue
        term, graph = ox.NamedNode(written), ox.NamedNode(article)
        quads = [*store.quads(term, None, None, graph), *store.quads(None, None, term, graph)]
        before.update(seen(old, article, quads))
        after.update(seen(new, article, quads))
    gone = {triple for triple in before - after if not still_said(store, new, triple)}
    return gone, after - before

"""The canonical view: which node stands for a thing, and the default graph in which every thing is one node.

Articles' graphs keep the nodes as their articles write them and are never touched. The default graph is what they say
together, with every node put in the place of the one that stands for it, and what is computed across articles; so a
plain pattern sees one node a person, and `GRAPH ?article { ... }` the words. What stands for what is kept in the graph
`identity`: `written aig:same node` where a written node is one thing wherever it stands, an `aig:Appearance` (article,
written node, node) where one name is several things, and the name by which the graph calls a node that has several.
The default graph is a function of the named graphs, so taking a judgement back restores it to the byte.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, GRAPHS, ID, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from .store import Store

__all__ = ["IDENTITY", "View", "appearance_iri", "in_default", "is_article", "moved", "read_view", "seen", "still_said", "view_quads"]

IDENTITY = ox.NamedNode(f"{GRAPHS}identity")
_ARTICLES = f"{ID}article/"
_SAME, _APPEARANCE, _WRITTEN, _SAID = AIG.same, AIG.Appearance, AIG.written, AIG.saidIn
_LABEL, _ALT, _PREF = RDFS.label, SKOS.altLabel, SKOS.prefLabel


@dataclass(frozen=True)
class View:
    """What stands for what: `whole` by written node, `split` by article and written node, `labels` by node."""

    whole: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[tuple[str, str], str] = field(default_factory=dict)
    labels: Mapping[str, ox.Literal] = field(default_factory=dict)

    def node(self, article: str, written: str) -> str:
        """The node that stands for what this article writes as `written`."""
        return self.split.get((article, written)) or self.whole.get(written, written)

    def written(self, node: str) -> set[str]:
        """The written nodes that `node` may stand for, itself among them."""
        return {node, *self._written.get(node, ())}

    @cached_property
    def _written(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for written, node in self.whole.items():
            found[node].add(written)
        for (_, written), node in self.split.items():
            found[node].add(written)
        return found

    def __bool__(self) -> bool:
        return bool(self.whole or self.split or self.labels)


def is_article(graph: Any) -> bool:
    """Whether a graph name is an article's."""
    return isinstance(graph, ox.NamedNode) and graph.value.startswith(_ARTICLES)


def in_default(triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
    """Yield triples as quads of the default graph."""
    return (ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)


def read_view(store: Store) -> View:
    """The view that the store holds; an empty one where identity was never computed."""
    whole: dict[str, str] = {}
    labels: dict[str, ox.Literal] = {}
    nodes: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in store.quads(None, None, None, IDENTITY):
        subject, value = quad.subject, quad.object
        assert isinstance(subject, ox.NamedNode)
        if isinstance(value, ox.Literal):
            labels[subject.value] = value
        elif isinstance(value, ox.NamedNode):
            if quad.predicate == _SAME and not subject.value.startswith(f"{ID}appearance/"):
                whole[subject.value] = value.value
            else:
                nodes[subject.value][quad.predicate.value] = value.value
    split = {
        (held[_SAID.value], held[_WRITTEN.value]): held[_SAME.value] for held in nodes.values() if _SAME.value in held
    }
    return View(whole, split, labels)


def view_quads(view: View) -> Iterator[ox.Quad]:
    """The graph `identity` of a view."""
    for written, node in view.whole.items():
        yield ox.Quad(ox.NamedNode(written), _SAME, ox.NamedNode(node), IDENTITY)
    for (article, written), node in view.split.items():
        iri = ox.NamedNode(appearance_iri(article, written))
        yield ox.Quad(iri, RDF.type, _APPEARANCE, IDENTITY)
        yield ox.Quad(iri, _SAID, ox.NamedNode(article), IDENTITY)
        yield ox.Quad(iri, _WRITTEN, ox.NamedNode(written), IDENTITY)
        yield ox.Quad(iri, _SAME, ox.NamedNode(node), IDENTITY)
    for node, label in view.labels.items():
        yield ox.Quad(ox.NamedNode(node), _PREF, label, IDENTITY)


def appearance_iri(article: str, written: str) -> str:
    """The IRI of an entity as one article has it."""
    return f"{ID}appearance/{hashlib.sha256(f'{article} {written}'.encode()).hexdigest()[:16]}"


def seen(view: View, article: str, quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    """Yield what an article's quads say in the default graph: nodes in place, one label a node."""
    if not view:
        yield from (quad.triple for quad in quads)
        return
    for quad in quads:
        subject = _put(view, article, quad.subject)
        predicate = quad.predicate
        if predicate == _LABEL and view.labels.get(subject.value, quad.object) != quad.object:
            predicate = _ALT
        yield ox.Triple(subject, predicate, _put(view, article, quad.object))


def _put(view: View, article: str, term: Any) -> Any:
    if not isinstance(term, ox.NamedNode):
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
        if was == now and old.labels.get(was) == new.labels.get(now):
            continue
        term, graph = ox.NamedNode(written), ox.NamedNode(article)
        quads = [*store.quads(term, None, None, graph), *store.quads(None, None, term, graph)]
        before.update(seen(old, article, quads))
        after.update(seen(new, article, quads))
    gone = {triple for triple in before - after if not still_said(store, new, triple)}
    return gone, after - before

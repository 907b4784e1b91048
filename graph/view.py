"""Views: which node stands for which written one; as found, as the store holds it, and as it will be after a change.

What stands for what is kept in the graph `identity`: `written aig:same node` where a written node is one thing wherever it
stands, an `aig:Appearance` (article, written node, node) where one name is several things, and the name by which the graph
calls a node that has several. `StoredView` looks a node up when it is asked for, so that one article costs the same in a large graph.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, GRAPHS, ID, RDF, SKOS

if TYPE_CHECKING:
    from .store import Store

__all__ = ["IDENTITY", "Overlay", "StoredView", "View", "appearance_iri", "appearance_quads", "label_quad", "read_view", "same_quad"]

IDENTITY = ox.NamedNode(f"{GRAPHS}identity")
_APPEARANCES = f"{ID}appearance/"
_SAME, _APPEARANCE, _WRITTEN, _SAID = AIG.same, AIG.Appearance, AIG.written, AIG.saidIn
_PREF = SKOS.prefLabel


@dataclass
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

    def label(self, node: str) -> ox.Literal | None:
        """The one label of a node that articles give several; None where they give one."""
        return self.labels.get(node)

    def several(self, written: str) -> dict[str, str]:
        """The nodes that a written node stands for, by article; empty where it is one thing."""
        return self._several.get(written, {})

    @cached_property
    def _several(self) -> Mapping[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for (article, written), node in self.split.items():
            found[written][article] = node
        return found

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


class StoredView(View):
    """The view that a store holds, looked up piece by piece; valid until the store changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._nodes: dict[tuple[str, str], str] = {}
        self._wholes: dict[str, str] = {}
        self._labels: dict[str, ox.Literal | None] = {}
        self._backs: dict[str, set[str]] = {}
        self._manys: dict[str, dict[str, str]] = {}

    @cached_property
    def _all(self) -> View:
        return read_view(self._store)

    @property
    def whole(self) -> Mapping[str, str]:  # type: ignore[override]
        """All of them, read at once."""
        return self._all.whole

    @property
    def split(self) -> Mapping[tuple[str, str], str]:  # type: ignore[override]
        """All of them, read at once."""
        return self._all.split

    @property
    def labels(self) -> Mapping[str, ox.Literal]:  # type: ignore[override]
        """All of them, read at once."""
        return self._all.labels

    def node(self, article: str, written: str) -> str:
        whole = self._wholes.get(written)
        if whole is None:
            whole = self._wholes[written] = self._lookup(written, _SAME) or ("" if self._is_split(written) else written)
        if whole:
            return whole
        if written in self._manys:
            return self._manys[written].get(article, written)
        found = self._nodes.get((article, written))
        if found is None:
            found = self._nodes[article, written] = self._lookup(appearance_iri(article, written), _SAME) or written
        return found

    def written(self, node: str) -> set[str]:
        held = self._backs.get(node)
        if held is None:
            held = self._backs[node] = {node}
            for quad in self._store.quads(None, _SAME, ox.NamedNode(node), IDENTITY):
                assert isinstance(quad.subject, ox.NamedNode)
                iri = quad.subject.value
                held.add(self._lookup(iri, _WRITTEN) if iri.startswith(_APPEARANCES) else iri)
        return held

    def label(self, node: str) -> ox.Literal | None:
        if node not in self._labels:
            quads = self._store.quads(ox.NamedNode(node), _PREF, None, IDENTITY)
            self._labels[node] = next((quad.object for quad in quads if isinstance(quad.object, ox.Literal)), None)
        return self._labels[node]

    def several(self, written: str) -> dict[str, str]:
        found = self._manys.get(written)
        if found is None:
            found = self._manys[written] = {}
            for quad in self._store.quads(None, _WRITTEN, ox.NamedNode(written), IDENTITY):
                assert isinstance(quad.subject, ox.NamedNode)
                iri = quad.subject.value
                found[self._lookup(iri, _SAID)] = self._lookup(iri, _SAME)
        return found

    def __bool__(self) -> bool:
        return self._any

    @cached_property
    def _any(self) -> bool:
        return any(True for _ in self._store.quads(None, None, None, IDENTITY))

    def _is_split(self, written: str) -> bool:
        return any(True for _ in self._store.quads(None, _WRITTEN, ox.NamedNode(written), IDENTITY))

    def _lookup(self, subject: str, predicate: ox.NamedNode) -> str:
        quads = self._store.quads(ox.NamedNode(subject), predicate, None, IDENTITY)
        return next((quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)), "")


class Overlay(View):
    """A view with some written nodes decided anew (`settle`) and some nodes named anew (`name`)."""

    def __init__(self, under: View) -> None:
        self.under = under
        self._settled: dict[str, str | dict[str, str]] = {}
        self._backs: dict[str, set[str]] = defaultdict(set)
        self._named: dict[str, ox.Literal | None] = {}

    def settle(self, written: str, stands: str | dict[str, str]) -> None:
        """Say what a written node stands for: one node, or one for each article."""
        self._settled[written] = stands
        for node in [stands] if isinstance(stands, str) else stands.values():
            self._backs[node].add(written)

    def name(self, node: str, label: ox.Literal | None) -> None:
        """Say what a node is called, where articles call it several things."""
        self._named[node] = label

    def node(self, article: str, written: str) -> str:
        stands = self._settled.get(written)
        if stands is None:
            return self.under.node(article, written)
        return stands if isinstance(stands, str) else stands.get(article, written)

    def written(self, node: str) -> set[str]:
        return self.under.written(node) | self._backs.get(node, set())

    def label(self, node: str) -> ox.Literal | None:
        return self._named[node] if node in self._named else self.under.label(node)

    def several(self, written: str) -> dict[str, str]:
        stands = self._settled.get(written)
        if stands is None:
            return self.under.several(written)
        return {} if isinstance(stands, str) else stands

    def __bool__(self) -> bool:
        return bool(self._settled or self.under)


def read_view(store: Store) -> View:
    """All of the view that the store holds; an empty one where identity was never computed."""
    whole: dict[str, str] = {}
    labels: dict[str, ox.Literal] = {}
    nodes: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in store.quads(None, None, None, IDENTITY):
        subject, value = quad.subject, quad.object
        assert isinstance(subject, ox.NamedNode)
        if isinstance(value, ox.Literal):
            labels[subject.value] = value
        elif isinstance(value, ox.NamedNode):
            if quad.predicate == _SAME and not subject.value.startswith(_APPEARANCES):
                whole[subject.value] = value.value
            else:
                nodes[subject.value][quad.predicate.value] = value.value
    split = {
        (held[_SAID.value], held[_WRITTEN.value]): held[_SAME.value] for held in nodes.values() if _SAME.value in held
    }
    return View(whole, split, labels)


def same_quad(written: str, node: str) -> ox.Quad:
    """That a written node is one thing."""
    return ox.Quad(ox.NamedNode(written), _SAME, ox.NamedNode(node), IDENTITY)


def label_quad(node: str, label: ox.Literal) -> ox.Quad:
    """What a node is called."""
    return ox.Quad(ox.NamedNode(node), _PREF, label, IDENTITY)


def appearance_quads(article: str, written: str, node: str) -> Iterator[ox.Quad]:
    """That a written node is that thing in one article."""
    iri = ox.NamedNode(appearance_iri(article, written))
    yield ox.Quad(iri, RDF.type, _APPEARANCE, IDENTITY)
    yield ox.Quad(iri, _SAID, ox.NamedNode(article), IDENTITY)
    yield ox.Quad(iri, _WRITTEN, ox.NamedNode(written), IDENTITY)
    yield ox.Quad(iri, _SAME, ox.NamedNode(node), IDENTITY)


def appearance_iri(article: str, written: str) -> str:
    """The IRI of an entity as one article has it."""
    return f"{_APPEARANCES}{hashlib.sha256(f'{article} {written}'.encode()).hexdigest()[:16]}"

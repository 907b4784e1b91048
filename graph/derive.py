"""Derive: everything that is computed across articles, brought up to date in one atomic update.

Identity, judgements, tenures and conflicts are functions of the articles' graphs, the human judgements and the lexicon:
refreshing twice changes nothing, and the order of ingest does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..ontology.vocabulary import RDFS
from .appearances import Appearance, appearances
from .canonical import IDENTITY, View, in_default, is_article, moved, view_quads
from .conflicts import CONFLICTS, conflict_quads, find_conflicts
from .identity import resolve
from .judgements import COMPUTED, HUMAN, Judgement, judgement_quads, read_judgements
from .names import Lexicon
from .reading import read_claims
from .tenures import TENURES, find_tenures, tenure_quads

if TYPE_CHECKING:
    from .store import Store

__all__ = ["DERIVED", "Derived", "refresh"]

DERIVED = (IDENTITY, COMPUTED, TENURES, CONFLICTS)


@dataclass(frozen=True, slots=True)
class Derived:
    """What a refresh found: nodes that stand for several written ones, judgements, tenures known today, conflicts."""

    merged: int
    judgements: int
    tenures: int
    conflicts: int


def refresh(store: Store, lexicon: Lexicon | None = None, *, human: Sequence[Judgement] | None = None) -> Derived:
    """Compute everything anew from what the store holds, and keep it.

    Args:
        lexicon: What is known of names beforehand; the front door takes it from the gazetteer.
        human: The human judgements from now on; those that the store holds where None.
    """
    claims = list(read_claims(store, as_written=True))
    found = appearances(claims)
    held = read_judgements(store, human=True)
    human = held if human is None else human
    resolution = resolve(found, human, lexicon)
    view = replace(resolution.view, labels=_labels(store, resolution.view))
    tenures = list(find_tenures(claims, view))
    conflicts = find_conflicts(claims, view)
    new = [
        *view_quads(view),
        *(quad for judgement in (*human, *resolution.judgements) for quad in judgement_quads(judgement)),
        *tenure_quads(tenures, _called(found, view)),
        *conflict_quads(conflicts),
    ]
    _keep(store, found, view, new)
    return Derived(
        merged=len(set(view.whole.values())),
        judgements=len(resolution.judgements),
        tenures=sum(tenure.known_until is None for tenure in tenures),
        conflicts=len(conflicts),
    )


def _keep(store: Store, found: Sequence[Appearance], view: View, new: Iterable[ox.Quad]) -> None:
    """Change named graphs and default graph to the new state, writing only what differs."""
    old = {quad for graph in (*DERIVED, HUMAN) for quad in store.quads(None, None, None, graph)}
    now = set(new)
    gone, come = moved(store, store.view(), view, ((item.article, item.written) for item in found))
    out = [*(old - now), *in_default(gone | {q.triple for q in old} - {q.triple for q in now})]
    into = [*(now - old), *in_default(come | {q.triple for q in now - old})]
    if out or into:
        store.change(sorted(out, key=str), sorted(into, key=str))


def _labels(store: Store, view: View) -> dict[str, ox.Literal]:
    """The one label of every node that articles give several: Latin first, then the most used, the longest."""
    found: dict[str, Counter[ox.Literal]] = defaultdict(Counter)
    for quad in store.quads(None, RDFS.label, None):
        if is_article(quad.graph_name) and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            assert isinstance(quad.graph_name, ox.NamedNode)
            found[view.node(quad.graph_name.value, quad.subject.value)][quad.object] += 1

    def rank(label: ox.Literal, count: int) -> tuple[bool, int, int, str]:
        return not label.value.isascii() and label.language == "zh", -count, -len(label.value), str(label)

    return {
        node: min(labels, key=lambda label: rank(label, labels[label]))
        for node, labels in found.items()
        if len(labels) > 1
    }


def _called(found: Iterable[Appearance], view: View) -> dict[str, set[str]]:
    """The names of every node in lower case, as questions compare them."""
    names: dict[str, set[str]] = defaultdict(set)
    for item in found:
        held = names[view.node(item.article, item.written)]
        held.add(item.entity.name.lower())
        held.update(name.text.lower() for name in item.entity.names)
    return names


"""The claims as a networkx graph.

Nodes are entities, by IRI, with `name`, `kind` and `names` (all names joined by ` | `). Every claim is at least one
edge, keyed by the claim's IRI: one between two entities, one to each further entity where there are more (`view.links`),
and a loop where there is only one, so that no claim is lost and every attribute stays a plain value that GraphML can
hold. `networkx.selfloop_edges` finds the loops. Absent values are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import networkx

from .view import ClaimView, entity_id, in_order, links, parts, when

__all__ = ["Node", "entity_nodes", "to_networkx"]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity over all claims: the name most of them use (ties go to the longer), its kind, all names, that one first."""

    name: str
    kind: str
    names: tuple[str, ...]


def to_networkx(views: Iterable[ClaimView]) -> networkx.MultiDiGraph:
    """Build the graph; nodes are added by id and edges newest first, whatever the order of `views`."""
    views = in_order(views)
    graph = networkx.MultiDiGraph()
    for iri, node in entity_nodes(views).items():
        graph.add_node(iri, name=node.name, kind=node.kind, names=" | ".join(node.names))
    for view in views:
        for link in links(view):
            graph.add_edge(link.source, link.target, key=_key(graph, link.source, link.target, view.id),
                           joins=link.role, **_attributes(view))
    return graph


def entity_nodes(views: Iterable[ClaimView]) -> dict[str, Node]:
    """All entities of the claims, by id, in the order of ids."""
    uses: dict[str, Counter[str]] = {}
    names: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    for view in views:
        for entity in (entity for _, entities in parts(view) for entity in entities):
            iri = entity_id(entity, view.article_id)
            kinds.setdefault(iri, entity.kind.value)
            uses.setdefault(iri, Counter())[entity.name] += 1
            names.setdefault(iri, set()).update({entity.name, *(name.text for name in entity.names)})
    best = {iri: min(counts, key=lambda name: (-counts[name], -len(name), name)) for iri, counts in uses.items()}
    return {
        iri: Node(best[iri], kinds[iri], (best[iri], *sorted(names[iri] - {best[iri]}))) for iri in sorted(kinds)
    }


def _key(graph: networkx.MultiDiGraph, source: str, target: str, claim: str) -> str:
    """The claim's IRI; a second edge of the same claim between the same nodes gets `#2`."""
    number, key = 1, claim
    while graph.has_edge(source, target, key):
        number += 1
        key = f"{claim}#{number}"
    return key


def _attributes(view: ClaimView) -> dict[str, Any]:
    claim = view.claim
    values: dict[str, Any] = {
        "claim": view.id,
        "type": claim.type,
        "modality": claim.modality.value,
        "lang": claim.lang,
        "when": when(view),
        "role": claim.role,
        "amount": str(claim.amount) if claim.amount else None,
        "date": str(claim.date) if claim.date else None,
        "since": str(claim.since) if claim.since else None,
        "until": str(claim.until) if claim.until else None,
        "status": claim.status,
        "round": claim.round,
        "quantity": claim.quantity,
        "share": claim.share,
        "attribution": "; ".join(claim.attribution) or None,
        "quote": claim.evidence.quote,
        "article": view.article_id,
        "title": view.article_title,
        "publisher": view.publisher,
        "url": view.url,
        "published": view.published,
        "confidence": claim.confidence,
    }
    return {name: value for name, value in values.items() if value is not None and value != ""}

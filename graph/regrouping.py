"""Regrouping: tenures and conflicts of the posts and things that changed claims, or changed nodes, have to do with.

1. Each changed claim belonged to a post and to a thing, and belongs to them now, perhaps to others: these are looked at. 2. All
their claims are found by the index. 3. From them their tenures and conflicts are made anew; the old ones are found in the
store, by their nodes and by their claims. 4. Who has tenures can be asked for by every name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, ID
from .conflicts import CONFLICTS, conflict_quads, find_conflicts
from .renewal import Renewal
from .stored import StoredClaim
from .tenures import TENURES, Tenure, called_quads, find_tenures, tenure_quads
from .things import Key, lookups, post_of, thing_of
from .view import View

__all__ = ["Quads", "regroup"]

_PERSON, _ORGANIZATION, _CALLED, _ONE = AIG.person, AIG.organization, AIG.called, AIG.one
_WHO = (f"{ID}person/", f"{ID}organization/")


@dataclass
class Quads:
    """Derived quads of what is looked at, as they were and as they are."""

    old: set[ox.Quad] = field(default_factory=set)
    new: set[ox.Quad] = field(default_factory=set)


def regroup(renewal: Renewal, whole: bool) -> Quads:
    """The tenures and conflicts that a renewal touches; with `whole` all, and no old ones."""
    quads = Quads()
    if whole:
        tenures = list(find_tenures(renewal.come, renewal.new))
        _keep(quads, renewal, tenures, {node for tenure in tenures for node in (tenure.person, tenure.organization)})
        quads.new |= set(conflict_quads(find_conflicts(renewal.come, renewal.new)))
        return quads
    before, after = _changed(renewal)
    _tenures(renewal, before, after, quads)
    _conflicts(renewal, before, after, quads)
    return quads


def _changed(renewal: Renewal) -> tuple[list[StoredClaim], list[StoredClaim]]:
    """The claims that went or that named other nodes, and those that came or that name other nodes now."""
    shifted: dict[str, StoredClaim] = {}
    for article, written in renewal.shifts:
        if article not in renewal.articles:
            shifted |= {c.iri: c for c in renewal.index.claims_of(article) if written in c.entities}
    return [*renewal.gone, *shifted.values()], [*renewal.come, *shifted.values()]


def _tenures(renewal: Renewal, before: Iterable[StoredClaim], after: Iterable[StoredClaim], quads: Quads) -> None:
    posts = {post for claim in before if (post := post_of(claim, renewal.old))}
    posts |= {post for claim in after if (post := post_of(claim, renewal.new))}
    claims = renewal.claims(pair for p, o in posts for pair in product(renewal.new.written(p), renewal.new.written(o)))
    tenures = [t for t in find_tenures(claims.values(), renewal.new) if (t.person, t.organization) in posts]
    old = {iri for post in posts for iri in _stored_tenures(renewal, *post)}
    new = {ox.NamedNode(tenure.iri): tenure for tenure in tenures}
    for iri in old - new.keys():
        quads.old |= set(renewal.store.quads(iri, None, None, TENURES))
    looked = renewal.nodes(renewal.old) | renewal.nodes(renewal.new) | {node for post in posts for node in post}
    looked = {node for node in looked if node.startswith(_WHO)}
    for node in looked:
        quads.old |= set(renewal.store.quads(ox.NamedNode(node), _CALLED, None, TENURES))
    kept = {node for node in looked if _has_other(renewal, node, old)}
    come = [tenure for iri, tenure in new.items() if iri not in old]
    _keep(quads, renewal, come, kept | {node for t in tenures for node in (t.person, t.organization)})


def _keep(quads: Quads, renewal: Renewal, tenures: Iterable[Tenure], nodes: Iterable[str]) -> None:
    for tenure in tenures:
        quads.new.update(tenure_quads(tenure))
    for node in nodes:
        quads.new.update(called_quads(node, renewal.called(node)))


def _stored_tenures(renewal: Renewal, person: str, organization: str) -> Iterator[ox.NamedNode]:
    node = ox.NamedNode(organization)
    for quad in renewal.store.quads(None, _PERSON, ox.NamedNode(person), TENURES):
        assert isinstance(quad.subject, ox.NamedNode)
        if any(True for _ in renewal.store.quads(quad.subject, _ORGANIZATION, node, TENURES)):
            yield quad.subject


def _has_other(renewal: Renewal, node: str, without: Collection[ox.NamedNode]) -> bool:
    """Whether a person or an organisation has a tenure that is not looked at."""
    role = _PERSON if node.startswith(_WHO[0]) else _ORGANIZATION
    return any(quad.subject not in without for quad in renewal.store.quads(None, role, ox.NamedNode(node), TENURES))


def _conflicts(renewal: Renewal, before: Iterable[StoredClaim], after: Iterable[StoredClaim], quads: Quads) -> None:
    things = {thing for claim in before if (thing := thing_of(claim, renewal.old))}
    things |= {thing for claim in after if (thing := thing_of(claim, renewal.new))}
    quads.new |= set(conflict_quads(find_conflicts(_about(renewal, things, renewal.new, ()), renewal.new)))
    for claim in _about(renewal, things, renewal.old, renewal.gone):
        for quad in renewal.store.quads(None, _ONE, ox.NamedNode(claim.iri), CONFLICTS):
            assert isinstance(quad.subject, ox.NamedNode)
            quads.old |= set(renewal.store.quads(quad.subject, None, None, CONFLICTS))


def _about(renewal: Renewal, things: Collection[Key], view: View, more: Iterable[StoredClaim]) -> list[StoredClaim]:
    """The claims about these things in a view, once each."""
    found = renewal.claims(pair for thing in things for pair in lookups(thing, view)) | {claim.iri: claim for claim in more}
    return [claim for claim in found.values() if thing_of(claim, view) in things]

"""Regrouping: tenures and conflicts of the posts and things that changed claims, or changed nodes, have to do with.

1. Each changed claim belonged to a post and to a thing, and belongs to them now, perhaps to others: these are looked at. 2. All
their claims are found by the index. 3. From them their tenures and conflicts are made anew; the old ones are found in the
store, by their nodes and by their claims. 4. Who has tenures can be asked for by every name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import product
from typing import Any, TypeVar

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, ID
from .conflicts import CONFLICTS, conflict_quads, find_conflicts
from .renewal import Renewal
from .stored import StoredClaim
from .tenures import TENURES, Tenure, called_quads, find_tenures, tenure_quads
from .things import Key, lookups, post_of, thing_of
from .view import View
from .writing import Quads

__all__ = ["regroup", "regroup_all"]

_PERSON, _ORGANIZATION, _CALLED, _ONE = AIG.person, AIG.organization, AIG.called, AIG.one
_WHO = (f"{ID}person/", f"{ID}organization/")
_BATCH = 1000  # posts or things
Post = tuple[str, str]
_Item = TypeVar("_Item")


def regroup(renewal: Renewal) -> Quads:
    """The tenures and conflicts of all that a renewal touches."""
    quads = Quads()
    before, after = _changed(renewal)
    posts = {post for claim in before if (post := post_of(claim, renewal.old))}
    posts |= {post for claim in after if (post := post_of(claim, renewal.new))}
    _tenures(renewal, posts, renewal.nodes(renewal.settled), quads)
    things = {thing for claim in before if (thing := thing_of(claim, renewal.old))}
    things |= {thing for claim in after if (thing := thing_of(claim, renewal.new))}
    _conflicts(renewal, things, quads)
    return quads


def regroup_all(renewal: Renewal) -> Iterator[Quads]:
    """Yield all tenures and conflicts, those of a thousand posts or things at a time, and at last what the store holds beside these."""
    posts: set[Post] = set()
    things: set[Key] = set()
    for claim in renewal.index.all_claims():
        posts |= {post} if (post := post_of(claim, renewal.new)) else set()
        things |= {thing} if (thing := thing_of(claim, renewal.new)) else set()
    known: set[Any] = set()
    for graph, pieces in ((TENURES, _all_tenures(renewal, posts)), (CONFLICTS, _all_conflicts(renewal, things))):
        for new in pieces:
            subjects = {quad.subject for quad in new}
            known |= subjects
            yield Quads({quad for subject in subjects for quad in renewal.store.quads(subject, None, None, graph)}, new)  # type: ignore[arg-type]
            renewal.forget()
        yield Quads({quad for quad in renewal.store.quads(None, None, None, graph) if quad.subject not in known})


def _all_tenures(renewal: Renewal, posts: set[Post]) -> Iterator[set[ox.Quad]]:
    for some in _batches(sorted(posts)):
        quads = Quads()
        tenures = _find(renewal, set(some))
        _keep(quads, renewal, tenures, {node for t in tenures for node in (t.person, t.organization)})
        yield quads.new


def _all_conflicts(renewal: Renewal, things: set[Key]) -> Iterator[set[ox.Quad]]:
    for some in _batches(sorted(things)):
        yield set(conflict_quads(find_conflicts(_about(renewal, set(some), renewal.new, ()), renewal.new)))


def _batches(items: list[_Item]) -> Iterator[list[_Item]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def _changed(renewal: Renewal) -> tuple[list[StoredClaim], list[StoredClaim]]:
    """The claims that went or that named other nodes, and those that came or that name other nodes now."""
    shifted: dict[str, StoredClaim] = {}
    for article, written in renewal.shifts(renewal.settled):
        if article not in renewal.articles:
            shifted |= {c.iri: c for c in renewal.index.claims_of(article) if written in c.entities}
    return [*renewal.gone, *shifted.values()], [*renewal.come, *shifted.values()]


def _tenures(renewal: Renewal, posts: set[Post], named: set[str], quads: Quads) -> None:
    """The tenures of some posts; with the names of whose tenures these are, and of `named` where they have any."""
    tenures = _find(renewal, posts)
    old = {iri for post in posts for iri in _stored_tenures(renewal, *post)}
    for iri in old:
        quads.old |= set(renewal.store.quads(iri, None, None, TENURES))
    looked = {node for node in named | {node for post in posts for node in post} if node.startswith(_WHO)}
    for node in looked:
        quads.old |= set(renewal.store.quads(ox.NamedNode(node), _CALLED, None, TENURES))
    kept = {node for node in looked if _has_other(renewal, node, old)}
    _keep(quads, renewal, tenures, kept | {node for t in tenures for node in (t.person, t.organization)})


def _find(renewal: Renewal, posts: set[Post]) -> list[Tenure]:
    claims = renewal.claims(pair for p, o in posts for pair in product(renewal.new.written(p), renewal.new.written(o)))
    return [t for t in find_tenures(claims.values(), renewal.new) if (t.person, t.organization) in posts]


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


def _conflicts(renewal: Renewal, things: set[Key], quads: Quads) -> None:
    quads.new |= set(conflict_quads(find_conflicts(_about(renewal, things, renewal.new, ()), renewal.new)))
    for claim in _about(renewal, things, renewal.old, renewal.gone):
        for quad in renewal.store.quads(None, _ONE, ox.NamedNode(claim.iri), CONFLICTS):
            assert isinstance(quad.subject, ox.NamedNode)
            quads.old |= set(renewal.store.quads(quad.subject, None, None, CONFLICTS))


def _about(renewal: Renewal, things: Collection[Key], view: View, more: Iterable[StoredClaim]) -> list[StoredClaim]:
    """The claims about these things in a view, once each."""
    found = renewal.claims(pair for thing in things for pair in lookups(thing, view)) | {claim.iri: claim for claim in more}
    return [claim for claim in found.values() if thing_of(claim, view) in things]

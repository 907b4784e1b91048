"""Things: what claims are about, by which conflicts and tenures group them, and by which the index finds a group again.

A claim's thing is its type with the nodes of its key roles (`THINGS`); a post's is its person and organisation. The index keeps a claim
under every pair of written nodes that can stand in its two key roles, or under node and type where one role is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from .claim import Modality
from .stored import StoredClaim
from .view import View

__all__ = ["THINGS", "Key", "Thing", "found_by", "lookups", "nodes_of", "post_of", "thing_of"]

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """What a type of claim is about: roles that make it the same thing, fields that may differ, and whether it is a state.

    `near` is how many days apart two claims may be and still tell of one event.
    """

    roles: tuple[str, ...]
    fields: tuple[str, ...]
    state: bool = False
    near: int = 120


THINGS = {
    "Departure": Thing(("person", "organization"), ("date",), near=400),
    "Appointment": Thing(("person", "organization"), ("date", "role"), near=200),
    "Founding": Thing(("person", "organization"), ("date",), near=36_500),
    "Funding": Thing(("organization",), ("amount", "date")),
    "Valuation": Thing(("organization",), ("amount",), state=True),
    "Acquisition": Thing(("acquirer", "acquired"), ("amount", "date"), near=400),
    "Purchase": Thing(("buyer", "item"), ("quantity", "amount")),
    "Ownership": Thing(("owner", "owned"), ("share",), state=True),
    "ProductRelease": Thing(("organization", "product"), ("date",), near=200),
    "Headquarters": Thing(("organization",), ("place",), state=True),
}
_POSTS = ("Appointment", "Departure", "Employment")


def nodes_of(stored: StoredClaim, role: str, view: View | None = None) -> list[str]:
    """The nodes in a role, sorted; as written where no view is given."""
    return sorted(
        iri if view is None else view.node(stored.article.iri, iri)
        for argument, iri in zip(stored.claim.arguments, stored.entities, strict=True)
        if argument.role == role
    )


def thing_of(stored: StoredClaim, view: View) -> Key | None:
    """What the claim is about; None where it lacks a key role. A former share or post is another thing than today's."""
    claim = stored.claim
    thing = THINGS.get(claim.type)
    if thing is None:
        return None
    parts = [claim.type]
    for role in thing.roles:
        nodes = nodes_of(stored, role, view)
        if not nodes:
            return None
        parts.append(" ".join(nodes))
    return (*parts, claim.status or "") if claim.type == "Ownership" else tuple(parts)


def post_of(stored: StoredClaim, view: View) -> tuple[str, str] | None:
    """The person and the organisation whose tenures an asserted claim tells of; None where it tells of none."""
    if stored.claim.modality is not Modality.ASSERTED or stored.claim.type not in _POSTS:
        return None
    persons, organizations = (_last(stored, role, view) for role in ("person", "organization"))
    return (persons, organizations) if persons and organizations else None


def _last(stored: StoredClaim, role: str, view: View) -> str:
    iris = [iri for argument, iri in zip(stored.claim.arguments, stored.entities, strict=True) if argument.role == role]
    return view.node(stored.article.iri, iris[-1]) if iris else ""


def found_by(stored: StoredClaim) -> Iterator[tuple[str, str]]:
    """Yield the pairs of written nodes, or node and type, under which the index keeps a claim: none where nothing asks for it."""
    claim = stored.claim
    roles = set()
    thing = THINGS.get(claim.type)
    if thing is not None:
        roles.add(thing.roles)
        roles |= {(field,) for field in thing.fields if field == "place"}
    if claim.type in _POSTS:
        roles.add(("person", "organization"))
    found: set[tuple[str, str]] = set()
    for key in roles:
        if len(key) == 1:
            found |= {(iri, claim.type) for iri in nodes_of(stored, key[0])}
        else:
            found |= set(product(nodes_of(stored, key[0]), nodes_of(stored, key[1])))
    yield from sorted(found)


def lookups(key: Key, view: View) -> Iterator[tuple[str, str]]:
    """Yield where the index keeps the claims about a thing (`thing_of`): more than these may be there."""
    first = sorted(view.written(key[1].partition(" ")[0]))
    if len(THINGS[key[0]].roles) == 1:
        yield from ((written, key[0]) for written in first)
    else:
        yield from product(first, sorted(view.written(key[2].partition(" ")[0])))

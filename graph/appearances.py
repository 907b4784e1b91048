"""Appearances: every entity as one article has it, with the context that tells whether two are one thing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date

import pyoxigraph as ox

from ..ontology.vocabulary import ID
from .claim import Entity, Kind
from .names import Lexicon, blocks
from .stored import StoredClaim

__all__ = ["Appearance", "appearances", "full_names", "kind_of", "segment"]

_AFFILIATION = frozenset({"Employment", "Appointment", "Departure", "Founding", "Leave"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_DOTS = re.compile(r"[·・•‧]")


@dataclass(slots=True)
class Appearance:
    """An entity in one article.

    `written` is its IRI there. `ties` are what it belongs to: of a person the organisations that it works for, leaves or
    founds, of an organisation its people, products and owners; `founded` those that it founds; `near` everything else
    that the article's claims name, of a person only; `places` where an organisation is based; `roles` the titles of a person;
    `signature` the names of an organisation's ties, and of people near it, in a form that both scripts share; `labels` what
    the article's graph calls it.
    """

    article: str
    written: str
    entity: Entity
    published: Date | None = None
    ties: set[str] = field(default_factory=set)
    founded: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    signature: set[str] = field(default_factory=set)
    labels: list[ox.Literal] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """What sort of thing it is."""
        return self.entity.kind


def appearances(
    claims: Iterable[StoredClaim],
    labels: Mapping[str, Sequence[ox.Literal]] | None = None,
    known: Collection[str] = (),
) -> list[Appearance]:
    """The appearances in one article's claims as it writes them, sorted by node.

    Args:
        labels: What the article's graph calls its nodes.
        known: Nodes that the gazetteer has: famous people are near everybody, so they tell nothing of a company.
    """
    found: dict[str, Appearance] = {}
    for stored in claims:
        arguments = list(zip(stored.claim.arguments, stored.entities, strict=True))
        for argument, iri in arguments:
            held = found.get(iri)
            if held is None:
                held = found[iri] = Appearance(stored.article.iri, iri, argument.entity, stored.article.published)
            _tie(held, stored, [(a.entity.kind, other, a.role) for a, other in arguments if other != iri])
    people = {iri for iri, held in found.items() if held.kind is Kind.PERSON and iri not in known}
    spelt = {iri: _spelt(held.entity) for iri, held in found.items()}
    for iri, held in found.items():
        held.labels = list((labels or {}).get(iri, ()))
        if held.kind is Kind.PERSON:
            held.near = found.keys() - {iri}
        elif held.kind is Kind.ORGANIZATION:
            held.signature = {key for other in held.ties | people for key in spelt[other]}
    return [found[iri] for iri in sorted(found)]


def _tie(held: Appearance, stored: StoredClaim, others: list[tuple[Kind, str, str]]) -> None:
    claim = stored.claim
    for kind, other, _ in others:
        if held.kind is Kind.PERSON:
            if kind is Kind.ORGANIZATION and claim.type in _AFFILIATION:
                held.ties.add(other)
                if claim.type == "Founding":
                    held.founded.add(other)
                if claim.role:
                    held.roles.add(claim.role)
        elif kind is Kind.PLACE and claim.type == "Headquarters":
            held.places.add(other)
        elif held.kind is Kind.ORGANIZATION and (
            (kind is Kind.PERSON and claim.type in _AFFILIATION)
            or claim.type in ("Development", "ProductRelease", "Ownership", "Acquisition", "Funding")
        ):
            held.ties.add(other)


def full_names(entity: Entity) -> list[str]:
    """The names of an entity that may stand for it elsewhere: of a person no surname or given name alone."""
    names = list(dict.fromkeys([entity.name, *(name.text for name in entity.names)]))
    if entity.kind is not Kind.PERSON:
        return names
    parts = {part for name in names if _DOTS.search(name) for part in _DOTS.split(name)}
    longest = max((len(n) for n in names if _HAN.search(n) and not _DOTS.search(n)), default=0)
    full = [
        name
        for name in names
        if (
            (len(name) >= 2 and name not in parts and (len(name) == longest or _DOTS.search(name)))
            if _HAN.search(name)
            else len(name.split()) > 1
        )
    ]
    return full or [entity.name]


def kind_of(iri: str) -> Kind:
    """What sort of thing a node is."""
    return Kind(iri.removeprefix(ID).partition("/")[0])


def segment(iri: str) -> str:
    """The last part of a node's IRI."""
    return iri.removeprefix(ID).partition("/")[2]


def _spelt(entity: Entity) -> frozenset[str]:
    """Keys that names have in either script."""
    lexicon = Lexicon()
    keys = {key for name in full_names(entity) for key in blocks(name, entity.kind.value, lexicon)}
    return frozenset(key for key in keys if key[0] in "=p")

"""The schema: claim types and shortcuts, as `aigraph.ttl` defines them.

Names of roles and values are those of claim records (`investors`, not `investor`); `role_term` gives a role's property
in the graph. Everything is derived once, in a few milliseconds, and cached.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from .errors import VocabularyError
from .vocabulary import AIG, RDF, RDFS, triples

__all__ = ["ClaimType", "Shortcut", "claim_type", "claim_types", "entity_class", "kinds", "labels", "role_term"]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A property that an asserted claim puts between two of its roles.

    `object` is a role or, for amounts, a value field. `status` is None where any will do, else `current` (which means
    not former) or `former`.
    """

    property: str
    subject: str
    object: str
    status: str | None = None

    def applies(self, status: str | None) -> bool:
        """Whether a claim with this `status` makes the shortcut."""
        return self.status is None or (self.status == "former") == (status == "former")


@dataclass(frozen=True, slots=True)
class ClaimType:
    """A kind of claim: what roles it has, what they take, and what identifies it.

    `required` lists groups of alternatives: every claim fills at least one role or value of each group.
    """

    name: str
    roles: tuple[str, ...]
    key_roles: tuple[str, ...]
    values: tuple[str, ...]
    kinds: Mapping[str, tuple[str, ...]]
    family: str
    labels: Mapping[str, str]
    comments: Mapping[str, str]
    symmetric: bool
    required: tuple[tuple[str, ...], ...]
    shortcuts: tuple[Shortcut, ...]

    @property
    def shortcut(self) -> tuple[str, str, str] | None:
        """The first shortcut as (property, subject role, object role or value), or None."""
        if not self.shortcuts:
            return None
        first = self.shortcuts[0]
        return first.property, first.subject, first.object


def claim_type(name: str) -> ClaimType:
    """The claim type of that name.

    Raises:
        VocabularyError: There is none; the message names the nearest.
    """
    types = claim_types()
    if name not in types:
        raise VocabularyError(f"no claim type {name!r}; nearest: {_nearest(name, types)}")
    return types[name]


@cache
def claim_types() -> Mapping[str, ClaimType]:
    """All claim types by name, in the order of `aigraph.ttl`."""
    graph = _graph()
    shortcuts = _shortcuts(graph)
    found: dict[str, ClaimType] = {}
    for term in graph.instances(AIG.ClaimType):
        roles = tuple(_record_name(role) for role in graph.listed(term, AIG.roles))
        found[AIG.local(term)] = ClaimType(
            name=AIG.local(term),
            roles=roles,
            key_roles=tuple(_record_name(role) for role in graph.listed(term, AIG.keyRoles)),
            values=tuple(_record_name(value) for value in graph.listed(term, AIG.values)),
            kinds=MappingProxyType({role: kinds(role) for role in roles}),
            family=graph.text(term, AIG.family),
            labels=labels(AIG.local(term)),
            comments=graph.texts(term, RDFS.comment),
            symmetric=bool(graph.objects(term, AIG.symmetric)),
            required=tuple(_alternatives(graph, item) for item in graph.listed(term, AIG.required)),
            shortcuts=tuple(shortcuts[AIG.local(term)]),
        )
    return MappingProxyType(found)


@cache
def role_term(name: str) -> ox.NamedNode:
    """The property of a role or value, from its name in records.

    Raises:
        VocabularyError: There is none; the message names the nearest.
    """
    terms = _record_terms()
    if name not in terms:
        raise VocabularyError(f"no role {name!r}; nearest: {_nearest(name, terms)}")
    return terms[name]


@cache
def kinds(role: str) -> tuple[str, ...]:
    """The kinds of entity that a role takes: `("organization", "person")`."""
    graph = _graph()
    return tuple(graph.text(kind, AIG.kind) for kind in graph.listed(role_term(role), AIG.takes))


@cache
def entity_class(kind: str) -> ox.NamedNode:
    """The class of a kind of entity: `aig:Person` of `person`."""
    graph = _graph()
    classes = {graph.text(term, AIG.kind): term for term in graph.instances(AIG.EntityKind)}
    if kind not in classes:
        raise VocabularyError(f"no kind of entity {kind!r}; nearest: {_nearest(kind, classes)}")
    return classes[kind]


@cache
def labels(term: str) -> Mapping[str, str]:
    """Labels of any term by language: `{"en": "departure", "zh": "离职"}`."""
    return _graph().texts(AIG[term], RDFS.label)


class _Graph:
    """The ontology's statements, by subject and property."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, object], list[object]] = defaultdict(list)
        self._instances: dict[object, list[ox.NamedNode]] = defaultdict(list)
        for quad in triples():
            self._found[quad.subject, quad.predicate].append(quad.object)
            if quad.predicate == RDF.type and isinstance(quad.subject, ox.NamedNode):
                self._instances[quad.object].append(quad.subject)

    def objects(self, subject: object, predicate: ox.NamedNode) -> list[object]:
        return self._found.get((subject, predicate), [])

    def instances(self, of: ox.NamedNode) -> list[ox.NamedNode]:
        return self._instances[of]

    def text(self, subject: object, predicate: ox.NamedNode) -> str:
        value = next(iter(self.objects(subject, predicate)), None)
        if not isinstance(value, ox.Literal):
            raise VocabularyError(f"aigraph.ttl: {subject} lacks {predicate}")
        return value.value

    def texts(self, subject: object, predicate: ox.NamedNode) -> Mapping[str, str]:
        found = (value for value in self.objects(subject, predicate) if isinstance(value, ox.Literal))
        return MappingProxyType({value.language or "": value.value for value in found})

    def listed(self, subject: object, predicate: ox.NamedNode) -> list[object]:
        return [item for head in self.objects(subject, predicate) for item in self.items(head)]

    def items(self, head: object) -> list[object]:
        found: list[object] = []
        while head != RDF.nil:
            found += self.objects(head, RDF.first)
            head = self.objects(head, RDF.rest)[0]
        return found


@cache
def _graph() -> _Graph:
    return _Graph()


@cache
def _record_terms() -> Mapping[str, ox.NamedNode]:
    graph = _graph()
    terms = [*graph.instances(AIG.Role), *graph.instances(AIG.ValueField)]
    return {graph.text(term, AIG.recordName): term for term in terms}


def _record_name(term: object) -> str:
    return _graph().text(term, AIG.recordName)


def _alternatives(graph: _Graph, item: object) -> tuple[str, ...]:
    terms = [item] if isinstance(item, ox.NamedNode) else graph.items(item)
    return tuple(_record_name(term) for term in terms)


def _shortcuts(graph: _Graph) -> Mapping[str, list[Shortcut]]:
    found: dict[str, list[Shortcut]] = defaultdict(list)
    for term in graph.instances(AIG.Shortcut):
        status = [value.value for value in graph.objects(term, AIG.onlyStatus) if isinstance(value, ox.Literal)]
        for of in graph.objects(term, AIG.shortcutOf):
            assert isinstance(of, ox.NamedNode)
            for subject in graph.objects(term, AIG.subjectRole):
                for target in graph.objects(term, AIG.objectRole):
                    names = _record_name(subject), _record_name(target)
                    found[AIG.local(of)].append(Shortcut(AIG.local(term), *names, *status))
    return found


def _nearest(name: str, names: Mapping[str, object]) -> str:
    return repr(get_close_matches(name, names, n=1, cutoff=0.0)[0])

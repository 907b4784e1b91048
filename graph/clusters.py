"""Clusters of appearances while they are being joined: a union-find that knows what may not be joined, and each cluster's context."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from ..ontology.vocabulary import ID
from .appearances import Appearance
from .claim import Kind

__all__ = ["Clusters", "is_famous", "settled"]

_PERSON, _ORGANIZATION = f"{ID}person/", f"{ID}organization/"


def settled(item: Appearance, node: Callable[[str, str], str]) -> Appearance:
    """The appearance with its organisations as the nodes that they were found to be: so people of variants of a name are colleagues."""

    def put(iris: set[str]) -> set[str]:
        return {node(item.article, iri) if iri.startswith(_ORGANIZATION) else iri for iri in iris}

    return replace(item, ties=put(item.ties), near=put(item.near), founded=put(item.founded))


class Clusters:
    """Disjoint sets of item numbers, with what is known of each set at its root."""

    def __init__(self, items: Sequence[Appearance], known: Collection[str]) -> None:
        self.items = items
        self._parent = list(range(len(items)))
        self._tags: list[set[tuple[int, int]]] = [set() for _ in items]
        self._known = [{item.written} if item.written in known else set[str]() for item in items]
        self._articles = [{item.article} for item in items]
        self._ties = [set(item.ties) for item in items]
        self._near = [set(item.near) for item in items]
        self._founded = [set(item.founded) for item in items]
        self._roles = [set(item.roles) for item in items]
        self._places = [set(item.places) for item in items]
        self._signatures = [set(item.signature) for item in items]
        self._peers = [{iri for iri in item.near if iri.startswith(_PERSON) and iri not in known} for item in items]  # the famous are near everybody
        self._famous = [is_famous(item, known) for item in items]
        self._since = [item.published.isoformat() if item.published else "" for item in items]

    def root(self, item: int) -> int:
        """The number that stands for the item's cluster."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def keep_apart(self, number: int, one: Sequence[int], other: Sequence[int]) -> None:
        """Never join any of `one` with any of `other`; `number` names the judgement that says so."""
        for side, items in enumerate((one, other)):
            for item in items:
                self._tags[self.root(item)].add((number, side))

    def forbidden(self, one: int, other: int, forced: bool = False) -> str:
        """Why two clusters may not be joined; empty where they may."""
        a, b = self.root(one), self.root(other)
        if a == b:
            return ""
        if any((number, 1 - side) in self._tags[b] for number, side in self._tags[a]):
            return "a human keeps them apart"
        if forced:
            return ""
        if self._known[a] and self._known[b] and self._known[a] != self._known[b]:
            return "the gazetteer has both"
        return "" if self._articles[a].isdisjoint(self._articles[b]) else "one article tells them apart"

    def join(self, one: int, other: int, forced: bool = False) -> bool:
        """Join two clusters unless that is forbidden; the smaller number stays root, so that order decides nothing."""
        a, b = sorted((self.root(one), self.root(other)))
        if a == b:
            return True
        if self.forbidden(a, b, forced):
            return False
        self._parent[b] = a
        self._tags[a] |= self._tags[b]
        for held in (
            self._known, self._ties, self._near, self._founded, self._roles, self._places, self._signatures, self._peers, self._articles,
        ):  # fmt: skip
            held[a] |= held[b]
        self._famous[a] |= self._famous[b]
        self._since[a] = min(filter(None, (self._since[a], self._since[b])), default="")
        return True

    def ties(self, item: int) -> set[str]:
        """What the item's cluster belongs to."""
        return self._ties[self.root(item)]

    def founded(self, item: int) -> set[str]:
        """What the item's cluster founded."""
        return self._founded[self.root(item)]

    def knows(self, item: int) -> bool:
        """Whether an organisation that the gazetteer has stands with the item, in its claims or near it."""
        return self._famous[self.root(item)]

    def signature(self, item: int) -> set[str]:
        """The names of an organisation's people, products and owners, and of people near it, in a form that both scripts share."""
        return self._signatures[self.root(item)]

    def meets(self, one: int, other: int) -> bool:
        """Whether what the one belongs to stands near the other, or they stand near the same people."""
        a, b = self.root(one), self.root(other)
        if self._ties[a] & self._near[b] or self._ties[b] & self._near[a]:
            return True
        return not self._peers[a].isdisjoint(self._peers[b])

    def context(self, one: int, other: int) -> str:
        """`strong`, `medium`, `none` or `against`, as `identity` says."""
        a, b = self.root(one), self.root(other)
        if self.items[a].kind is Kind.ORGANIZATION:
            if self._signatures[a] & self._signatures[b]:
                return "strong"
            return "against" if self._places[a] and self._places[b] and not self._places[a] & self._places[b] else "none"
        if self._ties[a] & self._ties[b]:
            return "strong"
        if self._ties[a] and self._ties[b]:
            return "against"
        return "medium" if self.meets(a, b) else "none"

    def same_title(self, one: int, other: int) -> bool:
        """Whether the clusters have a title in common."""
        return bool(self._roles[self.root(one)] & self._roles[self.root(other)])

    def known_since(self, item: int) -> str:
        """The first day on which an article spoke of the cluster."""
        return self._since[self.root(item)]


def is_famous(item: Appearance, known: Collection[str]) -> bool:
    """Whether an organisation that the gazetteer has stands with a person, in its claims or near it."""
    # Another thing that shares a written node's name has `~` and more in its IRI.
    return any(iri.partition("~")[0] in known for iri in item.ties | item.near if iri.startswith(_ORGANIZATION))

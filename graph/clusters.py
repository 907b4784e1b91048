"""Clusters of appearances while they are being joined: a union-find that knows what may not be joined, and each cluster's context."""

from __future__ import annotations

from collections.abc import Sequence

from .appearances import Appearance, full_names
from .claim import Kind
from .names import Lexicon, blocks

__all__ = ["Clusters"]


class Clusters:
    """Disjoint sets of item numbers, with what is known of each set at its root."""

    def __init__(self, items: Sequence[Appearance], known: frozenset[str]) -> None:
        self.items = items
        self._parent = list(range(len(items)))
        self._tags: list[set[tuple[int, int]]] = [set() for _ in items]
        self._known = [{item.written} & known for item in items]
        self._articles = [{item.article: {item.written}} for item in items]
        self._ties = [set(item.ties) for item in items]
        self._near = [set(item.near) for item in items]
        self._founded = [set(item.founded) for item in items]
        self._roles = [set(item.roles) for item in items]
        self._places = [set(item.places) for item in items]
        self._people = {item.written for item in items if item.kind is Kind.PERSON and item.written not in known}  # the famous are near everybody
        self._spelt = {item.written: _spelt(item) for item in items}
        self._signatures: list[set[str]] = [
            {key for other in item.ties | item.near & self._people for key in self._spelt.get(other, ())}
            if item.kind is Kind.ORGANIZATION
            else set()
            for item in items
        ]
        self._since = [item.published.isoformat() if item.published else "" for item in items]
        self._org: dict[tuple[str, str], str] = {}
        self._known_org: set[str] = set()

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
        small, large = sorted((self._articles[a], self._articles[b]), key=len)
        if any(article in large and large[article] != written for article, written in small.items()):
            return "one article tells them apart"
        return ""

    def join(self, one: int, other: int, forced: bool = False) -> bool:
        """Join two clusters unless that is forbidden; the smaller number stays root, so that order decides nothing."""
        a, b = sorted((self.root(one), self.root(other)))
        if a == b:
            return True
        if self.forbidden(a, b, forced):
            return False
        self._parent[b] = a
        self._tags[a] |= self._tags[b]
        for held in (self._known, self._ties, self._near, self._founded, self._roles, self._places, self._signatures):
            held[a] |= held[b]
        for article, written in self._articles[b].items():
            self._articles[a].setdefault(article, set()).update(written)
        self._since[a] = min(filter(None, (self._since[a], self._since[b])), default="")
        return True

    def settle_ties(self) -> None:
        """Name organisations by their clusters from now on, so that people of variants of a name are colleagues."""
        self._org = {
            (item.article, item.written): self.items[self.root(n)].written + f" {self.root(n)}"
            for n, item in enumerate(self.items)
            if item.kind is Kind.ORGANIZATION
        }
        self._known_org = {
            name for name in self._org.values() if self._known[self.root(int(name.rpartition(" ")[2]))]
        }
        for number, item in enumerate(self.items):
            if item.kind is not Kind.ORGANIZATION and self.root(number) == number:
                for held in (self._ties, self._near, self._founded):
                    held[number] = set()
        for number, item in enumerate(self.items):
            if item.kind is not Kind.ORGANIZATION:
                root = self.root(number)
                for held, given in ((self._ties, item.ties), (self._near, item.near), (self._founded, item.founded)):
                    held[root] |= {self._org.get((item.article, iri), iri) for iri in given}

    def ties(self, item: int) -> set[str]:
        """What the item's cluster belongs to."""
        return self._ties[self.root(item)]

    def near(self, item: int) -> set[str]:
        """What stands in the same articles."""
        return self._near[self.root(item)]

    def founded(self, item: int) -> set[str]:
        """What the item's cluster founded."""
        return self._founded[self.root(item)]

    def knows(self, item: int) -> bool:
        """Whether an organisation that the gazetteer has stands with the item, in its claims or near it."""
        return bool((self.ties(item) | self.near(item)) & self._known_org)

    def signature(self, item: int) -> set[str]:
        """The names of an organisation's people, products and owners, and of people near it, in a form that both scripts share."""
        return self._signatures[self.root(item)]

    def meets(self, one: int, other: int) -> bool:
        """Whether what the one belongs to stands near the other, or they stand near the same people."""
        a, b = self.root(one), self.root(other)
        if self._ties[a] & self._near[b] or self._ties[b] & self._near[a]:
            return True
        return bool(self._near[a] & self._near[b] & self._people)

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


def _spelt(item: Appearance) -> frozenset[str]:
    """Keys that a person's or product's names have in either script."""
    lexicon = Lexicon()
    keys = {key for name in full_names(item.entity) for key in blocks(name, item.kind.value, lexicon)}
    return frozenset(key for key in keys if key[0] in "=p")

"""Renewal: articles that changed go into the index, and what their names stand for is decided again.

1. An article's old rows go and its new ones come; sums over the appearances of a written node follow (`total`: how many appearances;
how often each name, label and place). 2. Relations between names follow (`relations`). 3. Written nodes that the articles have or
had, or whose relations changed, are touched; with all that related names or human judgements join to them they make groups,
and each group is resolved anew. 4. Organisations first: where one comes to stand for another node, the people of these articles are
touched too. 5. Labels are counted for the nodes of these groups.
What no changed article can reach is not looked at, so the cost follows what an article touches, and the outcome is that of
looking at everything, which is what a rebuild does with the same steps.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..ontology.vocabulary import ID
from .appearances import Appearance, appearances, full_names, kind_of
from .claim import Kind
from .clusters import settled
from .decoding import decode_article, decode_claims, decode_labels, scan
from .identity import Resolution, resolve
from .index import Index
from .judgements import Judgement
from .labels import best_label, label_key
from .relations import Names, update_relations
from .rows import read_claim
from .stored import StoredClaim
from .strands import Strand, absorb, strand_of
from .things import found_by
from .view import Overlay, View, appearance_iri

if TYPE_CHECKING:
    from .store import Store

__all__ = ["Renewal"]

_APPEARANCE = f"{ID}appearance/"
_PERSON = f"{ID}person/"
_FIELDS = ("names", "full", "labels", "places")


class Renewal:
    """What changes when some articles changed: filled by `take`, `resolve` and `label`, in this order.

    Args:
        old: What nodes stand for until now.
        whole: Whether all articles are taken; then claims are not remembered, since there may be very many.
    """

    def __init__(
        self, store: Store, index: Index, names: Names, human: Sequence[Judgement], old: View, *, whole: bool = False
    ) -> None:
        self.store, self.index, self.names, self.human, self.old, self.whole = store, index, names, human, old, whole
        self.new = Overlay(View() if whole else old)
        self.articles: frozenset[str] = frozenset()
        self.gone: list[StoredClaim] = []
        self.come: list[StoredClaim] = []
        self.touched: set[str] = set()
        self.settled: set[str] = set()
        self.judgements: dict[Judgement, frozenset[str]] = {}
        self.groups: list[set[str]] = []
        self._grown: dict[str, list[Appearance]] = defaultdict(list)  # appearances that came, of nodes that only grew
        self._shaken: set[str] = set()  # written nodes of which more changed
        self._rows: dict[str, list[Appearance]] = {}
        self._claims: dict[str, StoredClaim] = {}
        self._ends: dict[str, str] = index.state("ends") or {}
        self._sums: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: {field: Counter() for field in ("n", *_FIELDS)})

    def take(self, articles: Collection[str]) -> None:
        """Put the articles, as the store now has them, into the index."""
        self.articles = frozenset(articles)
        ends = {end for j in self.human for end in (j.one, j.other) if end.startswith(_APPEARANCE)}
        for article in articles:
            for item in self.index.article(article):
                self._count(item, -1)
                self._shaken.add(item.written)
            self.gone += [] if self.whole else self.index.claims_of(article)
            items, claims = self._read(article)
            for item in items:
                self._count(item, 1)
                if not self.whole:
                    self._grown[item.written].append(item)
                if ends and (iri := appearance_iri(article, item.written)) in ends:
                    self._ends[iri] = item.written
            found = [(one, other, stored) for stored in claims for one, other in found_by(stored)]
            self.index.replace(article, items, found)
            self.come += [] if self.whole else {stored.iri: stored for _, _, stored in found}.values()
        self.index.keep("ends", self._ends)
        renamed = {written: change for written, sums in self._sums.items() if (change := self._sum(written, sums))}
        self._shaken |= update_relations(self.index, self.names, renamed)
        self.touched = set(self._sums) | self._shaken
        self._sums.clear()

    def _read(self, article: str) -> tuple[list[Appearance], list[StoredClaim]]:
        nodes = scan(self.store.quads(None, None, None, ox.NamedNode(article)), article)
        claims = list(decode_claims(nodes, decode_article(nodes, article)))
        return appearances(claims, decode_labels(nodes), self.names.lexicon.known), claims

    def _count(self, item: Appearance, by: int) -> None:
        sums = self._sums[item.written]
        sums["n"]["n"] += by
        for name in {item.entity.name, *(name.text for name in item.entity.names)}:
            sums["names"][name] += by
        for name in () if item.entity.described else full_names(item.entity):
            sums["full"][name] += by
        for label in item.labels:
            sums["labels"][label_key(label)] += by
        for place in item.places:
            sums["places"][place.removeprefix(ID)] += by

    def _sum(self, written: str, sums: Mapping[str, Counter[str]]) -> tuple[set[str], set[str]] | None:
        """Bring a written node's total up to date; the full names before and after, where they differ."""
        total = self.index.total(written)
        before = set(total.get("full", ()))
        new: dict[str, Any] = {"n": total.get("n", 0) + sums["n"]["n"]}
        for field in _FIELDS:
            counts = Counter(total.get(field, {}))
            counts.update(sums[field])
            new[field] = {key: count for key, count in counts.items() if count > 0}
        if "strand" in total:
            new["strand"] = total["strand"]
        self.index.keep_total(written, new if new["n"] else None)
        after = set(new["full"])
        return (before, after) if before != after else None

    def resolve(self) -> None:
        """Decide what the touched written nodes, and what has to do with them, stand for."""
        links = self._links()
        self._resolve(links, lambda written: kind_of(written) is Kind.ORGANIZATION)
        articles = {article for article, _ in self.shifts(self.settled)} - self.articles
        self._shaken |= {w for article in articles for w in self.index.written_in(article) if w.startswith(_PERSON)}
        self.touched |= self._shaken
        self._resolve(links, lambda written: kind_of(written) is not Kind.ORGANIZATION)

    def shifts(self, settled: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield article and written node wherever one of these written nodes came to stand for another node."""
        for written in sorted(settled):
            before, after = self.old.several(written), self.new.several(written)
            if not before and not after and self.old.node("", written) == self.new.node("", written):
                continue
            for article in self.index.articles(written):
                if self.old.node(article, written) != self.new.node(article, written):
                    yield article, written

    def _links(self) -> Mapping[str, set[str]]:
        """The written nodes that human judgements join or keep apart."""
        links: dict[str, set[str]] = defaultdict(set)
        for judgement in self.human:
            one, other = (self._ends.get(end, end) for end in (judgement.one, judgement.other))
            links[one].add(other)
            links[other].add(one)
        return links

    def _resolve(self, links: Mapping[str, set[str]], chosen: Any) -> None:
        for start in sorted(filter(chosen, self.touched)):
            if start not in self.settled:
                self.forget()
                group = self._group(start, links)
                self.settled |= group
                self.groups.append(group)
                found = self._resolve_group(group, links)
                self.judgements |= found.judgements
                for written in group:
                    self.new.settle(written, found.stands.get(written, written))

    def _group(self, start: str, links: Mapping[str, set[str]]) -> set[str]:
        """All that related names and human judgements join to a written node."""
        kind, group, waiting = kind_of(start), {start}, [start]
        while waiting:
            written = waiting.pop()
            for other in self.index.related(written) | links.get(written, set()):
                if other not in group and not other.startswith(_APPEARANCE) and kind_of(other) is kind:
                    group.add(other)
                    waiting.append(other)
        return group

    def _resolve_group(self, group: set[str], links: Mapping[str, set[str]]) -> Resolution:
        one = next(iter(group)) if len(group) == 1 and not links.get(next(iter(group))) else ""
        if one and self._alone(one):
            self._keep_strand(one, None)
            return Resolution()
        if one and self._absorbs(one):
            return Resolution()
        items = [item for written in group for item in self._appearances(written)]
        items.sort(key=lambda item: (item.article, item.written))
        items = self._settled(items)
        for written in group:
            self._keep_strand(written, strand_of(items, self.names.lexicon.known) if one and items else None)
        related = {(min(w, other), max(w, other)) for w in group for other in self.index.related(w)}
        human = [j for j in self.human if self._ends.get(j.one, j.one) in group or self._ends.get(j.other, j.other) in group]
        return resolve(items, related, human, self.names)

    def _settled(self, items: list[Appearance]) -> list[Appearance]:
        return items if not items or items[0].kind is Kind.ORGANIZATION else [settled(item, self.new.node) for item in items]

    def _absorbs(self, written: str) -> bool:
        """Whether a written node that was one thing, and has only more appearances than before, stays one."""
        strand = self.index.total(written).get("strand")
        if strand is None or written in self._shaken:
            return False
        grown = absorb(strand, self._settled(self._grown[written]), self.names.lexicon.known)
        if grown is not None:
            self._keep_strand(written, grown)
        return grown is not None

    def _keep_strand(self, written: str, strand: Strand | None) -> None:
        total = self.index.total(written)
        if total and total.get("strand") != strand:
            total.pop("strand", None)
            self.index.keep_total(written, total if strand is None else total | {"strand": strand})

    def _alone(self, written: str) -> bool:
        """Whether a written node with which no other has to do is one thing, wherever it stands: context decides on people and namesakes only."""
        kind = kind_of(written)
        places = self.index.total(written).get("places", ())
        return kind in (Kind.PRODUCT, Kind.PLACE, Kind.GROUP) or (kind is Kind.ORGANIZATION and len(places) < 2)

    def _appearances(self, written: str) -> list[Appearance]:
        if written not in self._rows:
            self._rows[written] = self.index.appearances(written)
        return self._rows[written]

    def claims(self, places: Iterable[tuple[str, str]]) -> dict[str, StoredClaim]:
        """The claims that the index has under these pairs, by IRI."""
        found: dict[str, StoredClaim] = {}
        for one, other in places:
            for iri, article, row in self.index.claims(one, other):
                if iri not in self._claims:
                    self._claims[iri] = read_claim(iri, article, row)
                found[iri] = self._claims[iri]
        return found

    def label(self) -> None:
        """Find the one label of every node that articles give several."""
        for node in self.nodes(self.settled):
            self.new.name(node, None)
        for group in self.groups:
            self.forget()
            totals = {written: self.index.total(written).get("labels", {}) for written in group}
            if len(set().union(*totals.values())) < 2:
                continue
            counts: dict[str, Counter[str]] = defaultdict(Counter)
            for written, labels in totals.items():
                if not self.new.several(written):
                    counts[self.new.node("", written)].update(labels)
                    continue
                for item in self._appearances(written):
                    counts[self.new.node(item.article, written)].update(map(label_key, item.labels))
            for node, held in counts.items():
                if len(held) > 1:
                    self.new.name(node, best_label(held))

    def called(self, node: str) -> set[str]:
        """The names that articles give a node."""
        names: set[str] = set()
        for written in self.new.written(node):
            if not self.new.several(written):
                names |= set(self.index.total(written).get("names", ()) if self.new.node("", written) == node else ())
                continue
            for item in self._appearances(written):
                if self.new.node(item.article, written) == node:
                    names |= {item.entity.name, *(name.text for name in item.entity.names)}
        return names

    def nodes(self, settled: Iterable[str]) -> set[str]:
        """The nodes that these written nodes stood for, and those that they stand for."""
        found: set[str] = set()
        for written in settled:
            for view in (self.old, self.new):
                found |= set(view.several(written).values()) or {view.node("", written)}
        return found

    def relabelled(self, settled: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield article and written node wherever a node of these written nodes is called otherwise than before."""
        for node in sorted(self.nodes(settled)):
            if self.old.label(node) != self.new.label(node):
                for written in sorted(self.old.written(node) | self.new.written(node)):
                    yield from ((article, written) for article in self.index.articles(written))

    def forget(self) -> None:
        """Forget what was read, where there may be very much of it."""
        if self.whole:
            self._rows.clear()
            self._claims.clear()

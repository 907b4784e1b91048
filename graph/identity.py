"""Identity: which appearances are one thing, decided from names and context, with a record of every decision.

1. Human judgements first: "same" joins, "different" keeps apart whatever is computed.
2. Organisations, then the rest. Appearances of one written node are one thing, but people are joined only through an
   organisation that both belong to: two of one name at two companies stay apart, a bare mention goes to the only one
   it can be, or stays alone. Who the gazetteer knows is one person, unless an employer is foreign to all the rest.
   Organisations of one name are two where they are based in different places and each has people or products of its own.
3. Across written nodes, names that share a block are compared; names decide little alone: the rule is in `_decide`. The
   ambiguous, who could be either of two, stay alone as "unsure".
4. Never joined: two nodes that the gazetteer has entries for, two that one article keeps apart.
   Only appearances whose names are related, or that a human joined, decide on each other: so a group of such is resolved by itself.
5. A cluster's node is its best written node: known before unknown, Latin before Chinese, more articles first; where a
   written node is shared by several clusters, its IRI with `~` and the organisation that tells them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product
from urllib.parse import unquote

from .appearances import Appearance, full_names, segment
from .claim import Kind
from .clusters import Clusters
from .judgements import Decision, Judgement
from .names import SOUND, Relation
from .nodes import name_nodes
from .relations import Names
from .view import appearance_iri

__all__ = ["Resolution", "resolve"]

_ROOTS = 300  # clusters of two names beyond which comparing them all says nothing: very common names


@dataclass(frozen=True)
class Resolution:
    """What was found: what each written node stands for (a node, or one for each article), and the computed judgements,
    each with the written nodes that it concerns."""

    stands: Mapping[str, str | dict[str, str]] = field(default_factory=dict)
    judgements: Mapping[Judgement, frozenset[str]] = field(default_factory=dict)


def resolve(
    found: Sequence[Appearance], related: Iterable[tuple[str, str]], human: Iterable[Judgement], names: Names
) -> Resolution:
    """Decide which appearances of one kind are one thing.

    Args:
        found: All appearances of written nodes that have to do with each other, sorted by article and node; those of people with
            organisations as nodes (`clusters.settled`).
        related: The pairs of written nodes whose names are related.
        human: The human judgements that concern them.
    """
    return _Resolver(found, sorted(related), list(human), names).run()


class _Resolver:
    """One resolution: the clusters while they grow, and the record."""

    def __init__(
        self, found: Sequence[Appearance], related: list[tuple[str, str]], human: list[Judgement], names: Names
    ) -> None:
        self.items = found
        self.related = related
        self.human = human
        self.names = names
        self.lexicon = names.lexicon
        self.record: dict[frozenset[str], tuple[Judgement, frozenset[str]]] = {}
        self.clusters = Clusters(found, self.lexicon.known)
        self.by_written: dict[str, list[int]] = defaultdict(list)
        for number, item in enumerate(found):
            self.by_written[item.written].append(number)
        self.places = {appearance_iri(a.article, a.written): [n] for n, a in enumerate(found)} if human else {}

    def run(self) -> Resolution:
        if not self.items:
            return Resolution()
        self._obey()
        kind = self.items[0].kind
        for node in sorted(self.by_written):
            self._join_written(node, kind)
        self._join_names(kind)
        stands = name_nodes(self.clusters, self.items, self.by_written, self.lexicon)
        return Resolution(stands, dict(self.record.values()))

    def _obey(self) -> None:
        ends = [(j, self._end(j.one), self._end(j.other)) for j in self.human]
        for number, (judgement, one, other) in enumerate(ends):
            if judgement.decision is not Decision.SAME:
                self.clusters.keep_apart(number, one, other)
        for judgement, one, other in ends:
            if judgement.decision is Decision.SAME and one and other:
                for item in (*one, *other):
                    self.clusters.join(one[0], item, forced=True)

    def _end(self, iri: str) -> list[int]:
        return self.places.get(iri) or self.by_written.get(iri, [])

    def _join_written(self, node: str, kind: Kind) -> None:
        """Join the appearances of one written node, as far as nothing speaks against it."""
        items = self.by_written[node]
        if len(items) > 1 and kind is Kind.PERSON:
            self._join_person(node, items)
        elif len(items) > 1 and kind is Kind.ORGANIZATION and len(set().union(*(self.items[n].places for n in items))) > 1:
            self._join_places(items)
        else:
            for item in items[1:]:
                self.clusters.join(items[0], item)

    def _join_person(self, node: str, items: list[int]) -> None:
        clusters = self.clusters
        first: dict[str, int] = {}
        for item in items:
            for tie in sorted(clusters.ties(item)):
                clusters.join(first.setdefault(tie, item), item)
        tied = sorted({clusters.root(item) for item in items if clusters.ties(item)})
        bare = [item for item in items if not clusters.ties(item)]
        if node in self.lexicon.known:
            tied = self._join_known(node, tied)
        for item in bare:
            near = [root for root in tied if clusters.meets(item, root)]
            fits = near or (tied if len(tied) == 1 else [])
            if len(fits) == 1:
                clusters.join(fits[0], item)
            elif tied:
                for root in tied:
                    self._note(root, item, Decision.UNSURE, Relation("same name", 1.0), "it could be any of several", 0.4)
            else:
                clusters.join(bare[0], item)
        for one, other in _pairs(sorted({clusters.root(n) for n in tied})):
            self._note(one, other, Decision.UNSURE, Relation("same name", 1.0), "no organisation in common", 0.4)

    def _join_known(self, node: str, tied: list[int]) -> list[int]:
        """Join what can be the person whom the gazetteer means; an employer that nothing connects stays out."""
        clusters, context = self.clusters, self.lexicon.context.get(node)

        def connected(root: int) -> bool:
            names = {self.lexicon.fold(unquote(segment(tie))) for tie in clusters.ties(root)}
            return clusters.knows(root) or context in names or clusters.ties(root) <= clusters.founded(root)

        inside = [root for root in tied if connected(root)] or tied
        for root in inside[1:]:
            clusters.join(inside[0], root)
        return sorted({clusters.root(root) for root in tied})

    def _join_places(self, items: list[int]) -> None:
        """Organisations of one name that are based in different places: joined through people, products and owners only."""
        clusters = self.clusters
        first: dict[str, int] = {}
        for item in items:
            for tie in sorted(clusters.signature(item) | self.items[item].places):
                clusters.join(first.setdefault(tie, item), item)
        peopled = {clusters.root(n) for n in items if clusters.signature(n)}
        based = sorted({clusters.root(n) for n in items if self.items[n].places})
        for item in items:
            if len(peopled) < 2:  # a place alone tells nothing: companies move, and articles err
                clusters.join(items[0], item)
            elif clusters.root(item) not in based and len(based) == 1:
                clusters.join(based[0], item)
        for one, other in _pairs(sorted({clusters.root(n) for n in items})):
            self._note(one, other, Decision.UNSURE, Relation("same name", 1.0), "based in different places", 0.4)

    def _join_names(self, kind: Kind) -> None:
        """Compare clusters whose names are related; join the surest first."""
        edges = sorted(self._edges(kind), key=lambda e: (-e[0], e[1], e[2]))
        loose: dict[int, set[int]] = defaultdict(set)
        for score, one, other, relation, context in edges:
            if context == "strong" or kind not in (Kind.PERSON, Kind.ORGANIZATION):
                self._join_noted(one, other, relation, context, score)
        for _, one, other, _, context in edges:
            if context in ("medium", "none"):
                for a, b in ((one, other), (other, one)):
                    loose[self.clusters.root(a)].add(self.clusters.root(b))
        for score, one, other, relation, context in edges:
            if context not in ("medium", "none"):
                continue
            a, b = self.clusters.root(one), self.clusters.root(other)
            rivals = max(len({self.clusters.root(n) for n in loose[end]} - {end}) for end in (a, b))
            if a != b and rivals > 1 and kind in (Kind.PERSON, Kind.ORGANIZATION):
                self._note(one, other, Decision.UNSURE, relation, "it could be any of several", min(score, 0.5))
            else:
                self._join_noted(one, other, relation, context, score)

    def _edges(self, kind: Kind) -> Iterator[tuple[float, int, int, Relation, str]]:
        """Yield pairs that may be joined, and note the unsure and the different."""
        called: dict[int, set[str]] = defaultdict(set)
        for number, item in enumerate(self.items):
            if not item.entity.described:
                called[self.clusters.root(number)].update(full_names(item.entity))
        for one, other in sorted(self._pairs_of_names()):
            if self.items[one].written == self.items[other].written:
                continue  # kept apart already
            best = self.names.best(called[one], called[other], kind.value)
            if best is not None and not (best.strength <= SOUND and _spelt(called[one]) and _spelt(called[other])):
                yield from self._decide(one, other, kind, best)

    def _pairs_of_names(self) -> set[tuple[int, int]]:
        """The pairs of clusters of related names."""
        roots = {written: {self.clusters.root(n) for n in held} for written, held in self.by_written.items()}
        pairs: set[tuple[int, int]] = set()
        for one, other in self.related:
            if one in roots and other in roots and len(roots[one]) + len(roots[other]) <= _ROOTS:
                pairs |= {(min(a, b), max(a, b)) for a, b in product(roots[one], roots[other]) if a != b}
        return pairs

    def _decide(self, one: int, other: int, kind: Kind, relation: Relation) -> Iterator[tuple[float, int, int, Relation, str]]:
        """What a relation between names is worth in this context.

        Strong context (an organisation, or people or products, in common) makes any relation "same", one by sound alone only
        with a title in common too; medium (one side bare, but near what the other belongs to) all but the weakest; none only an
        equal name. Belonging to different organisations is against.
        """
        clusters = self.clusters
        if clusters.forbidden(one, other):
            if relation.strength >= 0.9:
                self._note(one, other, Decision.DIFFERENT, relation, clusters.forbidden(one, other), 0.9)
            return
        if kind in (Kind.PRODUCT, Kind.PLACE):
            yield relation.strength, one, other, relation, "none"
            return
        context = clusters.context(one, other)
        weight = {"strong": 1.0, "medium": 0.85, "none": 0.7, "against": 0.4}[context]
        score = round(relation.strength * weight, 3)
        least = {"strong": 0.7, "medium": 0.8, "none": 0.95, "against": 2.0}[context]
        if kind is Kind.ORGANIZATION and relation.strength == 1.0 and context != "against":
            least = 0.0
        sounds = relation.strength == SOUND and context == "strong" and clusters.same_title(one, other)
        if relation.strength >= least or sounds:
            yield score, one, other, relation, context
        elif relation.strength > SOUND or context in ("strong", "medium"):
            self._note(one, other, Decision.UNSURE, relation, _CONTEXT[context], min(score, 0.5))

    def _join_noted(self, one: int, other: int, relation: Relation, context: str, score: float) -> None:
        ends = self._name(one), self._name(other)
        if self.clusters.root(one) == self.clusters.root(other):
            return
        barred = self.clusters.forbidden(one, other)
        if barred:
            self._note(one, other, Decision.UNSURE, relation, barred, 0.4)
            return
        self._note(one, other, Decision.SAME, relation, _CONTEXT[context], score, ends)
        self.clusters.join(one, other)

    def _note(
        self, one: int, other: int, decision: Decision, relation: Relation, why: str, score: float,
        ends: tuple[str, str] | None = None,
    ) -> None:  # fmt: skip
        pair = sorted(ends or (self._name(one), self._name(other)))
        if pair[0] == pair[1]:
            return
        when = max((self.clusters.known_since(n) for n in (one, other)), default="")
        made = Judgement(pair[0], pair[1], decision, f"{relation.why}; {why}", score, when)
        key = frozenset(pair)
        if key not in self.record or decision is Decision.SAME:
            self.record[key] = made, frozenset({self.items[one].written, self.items[other].written})

    def _name(self, item: int) -> str:
        """How a judgement names an item: by its written node where that is in one cluster, else by its appearance."""
        held = self.items[item]
        roots = {self.clusters.root(n) for n in self.by_written[held.written]}
        return held.written if len(roots) == 1 else appearance_iri(held.article, held.written)


def _pairs(roots: list[int]) -> Iterable[tuple[int, int]]:
    """All pairs of a few, of many each with the next: the record of what is kept apart must not outgrow the graph."""
    return combinations(roots, 2) if len(roots) <= 4 else pairwise(roots)


def _spelt(names: set[str]) -> bool:
    """Whether a full name in Latin letters is known: then sound across scripts tells nothing that spelling does not."""
    return any(name.isascii() and " " in name for name in names)


_CONTEXT = {
    "strong": "they belong together with the same people, organisations or products",
    "medium": "the one is mentioned near what the other belongs to",
    "none": "nothing speaks against it",
    "against": "they belong to different organisations",
}

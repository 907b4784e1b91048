"""Conflicts: pairs of claims about the same thing that give different values, and what sort of difference that is.

The same thing is the same type of claim with the same key entities (`things.THINGS`), within one event: claims whose days are far
apart tell of two events (two rounds, two stints) and are compared only where the value is a state that changes (a
valuation, a share, a seat). Then, for the first field that differs:
1. correction: the later says so in its words or title, or the same publisher gives the same event another value;
2. confirmation: the earlier was planned, reported or possible, the later asserts; denied against asserted is a contradiction;
3. precision: one date lies within the other, or one amount is the other's rounding or bound;
4. update: a state that has a later day of its own, or was told long after;
5. contradiction: what is left.
Claims that give the same value are one voice, the first to say so; every pair of different voices is looked at once. Nothing
is deleted: a conflict is a node that points at two claims.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from itertools import combinations, pairwise

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, GRAPHS, ID, RDF
from .claim import Modality
from .differences import Difference, equal, sort, span
from .stored import StoredClaim
from .terms import string
from .things import THINGS, Key, Thing, nodes_of, thing_of
from .view import View

__all__ = ["CONFLICTS", "Conflict", "Difference", "conflict_quads", "find_conflicts"]

CONFLICTS = ox.NamedNode(f"{GRAPHS}conflicts")

_HEDGED = (Modality.PLANNED, Modality.REPORTED, Modality.POSSIBLE)
_MANY = 12  # voices beyond which only neighbours in time are compared
_T = {
    name: AIG[name]
    for name in "Conflict one other difference about claimType field oneValue otherValue why".split()
}
_SORTS = {difference: AIG[difference.value] for difference in Difference}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims (the earlier published first) that differ in a field."""

    one: StoredClaim
    other: StoredClaim
    difference: Difference
    field: str
    values: tuple[str, str]
    about: tuple[str, ...]
    why: str

    @property
    def id(self) -> str:
        """Sixteen hex digits that name the pair."""
        return hashlib.sha256(f"{self.one.iri} {self.other.iri} {self.field}".encode()).hexdigest()[:16]


def find_conflicts(claims: Iterable[StoredClaim], view: View | None = None) -> list[Conflict]:
    """All conflicts between claims, by type, thing and time."""
    view = view or View()
    things: dict[Key, list[StoredClaim]] = defaultdict(list)
    for stored in claims:
        key = thing_of(stored, view)
        if key is not None:
            things[key].append(stored)
    found: list[Conflict] = []
    for key, said in sorted(things.items()):
        if len(said) > 1:
            found += _compare_all(key, sorted(said, key=_told), view)
    return found


def conflict_quads(conflicts: Iterable[Conflict]) -> Iterator[ox.Quad]:
    """The graph `conflicts`."""
    for conflict in conflicts:
        iri = ox.NamedNode(f"{ID}conflict/{conflict.id}")
        yield ox.Quad(iri, RDF.type, _T["Conflict"], CONFLICTS)
        yield ox.Quad(iri, _T["one"], ox.NamedNode(conflict.one.iri), CONFLICTS)
        yield ox.Quad(iri, _T["other"], ox.NamedNode(conflict.other.iri), CONFLICTS)
        yield ox.Quad(iri, _T["difference"], _SORTS[conflict.difference], CONFLICTS)
        yield ox.Quad(iri, _T["claimType"], AIG[conflict.one.claim.type], CONFLICTS)
        yield ox.Quad(iri, _T["field"], string(conflict.field), CONFLICTS)
        yield ox.Quad(iri, _T["oneValue"], string(conflict.values[0]), CONFLICTS)
        yield ox.Quad(iri, _T["otherValue"], string(conflict.values[1]), CONFLICTS)
        yield ox.Quad(iri, _T["why"], string(conflict.why), CONFLICTS)
        for node in conflict.about:
            yield ox.Quad(iri, _T["about"], ox.NamedNode(node), CONFLICTS)


def _told(stored: StoredClaim) -> tuple[Date, str]:
    return stored.published or Date(9999, 1, 1), stored.iri


def _compare_all(key: Key, said: Sequence[StoredClaim], view: View) -> Iterator[Conflict]:
    voices: dict[tuple[str, ...], StoredClaim] = {}
    for stored in said:
        voices.setdefault(_voice(stored, view), stored)
    chosen = list(voices.values())
    done: set[tuple[str, str]] = set()
    next_to = set(pairwise(stored.iri for stored in chosen))
    for one, other in combinations(chosen, 2) if len(chosen) <= _MANY else pairwise(chosen):
        conflict = _compare(key, one, other, view)
        if conflict is None or (conflict.difference is Difference.UPDATE and (one.iri, other.iri) not in next_to):
            continue  # of a value that changes often, each change once
        if (one.iri, other.iri) not in done:
            done.add((one.iri, other.iri))
            yield conflict


def _voice(stored: StoredClaim, view: View) -> tuple[str, ...]:
    claim = stored.claim
    thing = THINGS[claim.type]
    values = [_text(stored, field, view) for field in thing.fields]
    return (claim.modality.value, str(claim.date or ""), claim.round or "", claim.role or "", *values)


def _compare(key: Key, one: StoredClaim, other: StoredClaim, view: View) -> Conflict | None:
    """The conflict of two claims about one thing, `one` published first; None where both can be right."""
    thing = THINGS[one.claim.type]
    about = tuple(part for part in " ".join(key[1:]).split() if part.startswith(ID))
    firmness = _firmness(one, other, thing)
    if firmness is not None:
        difference, why = firmness
        values = (one.claim.modality.value, other.claim.modality.value)
        return Conflict(one, other, difference, "modality", values, about, why)
    if one.claim.modality is Modality.DENIED or one.claim.modality is not other.claim.modality:
        return None
    if not thing.state and not _one_event(one, other, thing):
        return None
    for field in thing.fields:
        values = _text(one, field, view), _text(other, field, view)
        if field == "role" and one.article.iri == other.article.iri:
            continue  # one article gives somebody two titles: both
        if field == "place" and _one_breath(one, other):
            continue  # "offices in Palo Alto and Tel Aviv": both
        if not all(values) or equal(one, other, field, values):
            continue
        difference, why = sort(one, other, field, thing.state)
        shown = (_places(one), _places(other)) if field == "place" else values
        return Conflict(one, other, difference, field, shown, about, why)
    return None


def _firmness(one: StoredClaim, other: StoredClaim, thing: Thing) -> tuple[Difference, str] | None:
    """Rumour then confirmed, or denied and asserted."""
    first, then = one.claim.modality, other.claim.modality
    if not _one_event(one, other, thing, hedged=True) or _rounds_differ(one, other):
        return None
    if first in _HEDGED and then is Modality.ASSERTED:
        return Difference.CONFIRMATION, f"{first.value} first, asserted later"
    if {first, then} == {Modality.DENIED, Modality.ASSERTED} or (first in _HEDGED and then is Modality.DENIED):
        return Difference.CONTRADICTION, f"{first.value} by the one, {then.value} by the other"
    return None


def _one_event(one: StoredClaim, other: StoredClaim, thing: Thing, hedged: bool = False) -> bool:
    """Whether two claims can tell of one event: their days, or where one is undated the days of their articles, are near."""
    if _rounds_differ(one, other) or (not hedged and _posts_differ(one, other)):
        return False
    days, others = span(one), span(other)
    if days is None or others is None:
        return True
    (first, last), (begin, end) = days, others
    apart = max((begin - last).days, (first - end).days, 0)
    return apart <= max(thing.near, 400 if hedged else 0)


def _rounds_differ(one: StoredClaim, other: StoredClaim) -> bool:
    rounds = one.claim.round, other.claim.round
    return all(rounds) and str(rounds[0]).casefold() != str(rounds[1]).casefold()


def _posts_differ(one: StoredClaim, other: StoredClaim) -> bool:
    """Departures and appointments to two posts at different days are two events."""
    posts = one.claim.role, other.claim.role
    return all(posts) and posts[0] != posts[1] and span(one) != span(other)


def _one_breath(one: StoredClaim, other: StoredClaim) -> bool:
    """Does one sentence of one article say both?"""
    mine, theirs = one.claim.evidence, other.claim.evidence
    return one.article.iri == other.article.iri and mine.start < theirs.end and theirs.start < mine.end


def _places(stored: StoredClaim) -> str:
    return ", ".join(entity.name for entity in stored.claim.entities("place"))


def _text(stored: StoredClaim, field: str, view: View) -> str:
    if field == "place":
        return " ".join(nodes_of(stored, "place", view))
    value = getattr(stored.claim, field)
    return "" if value is None else str(value)

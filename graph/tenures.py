"""Tenures: who held which post where, and when, as far as asserted claims tell; and what was known of it on any day.

For each person, organisation and post, claims become observations in order of time: a start (appointments, `since`), a time
at which the post was held, an end (departures, `until`, "former"). 1. A start opens a stint; a second start whose days
cannot be the first's, or one after an end, opens the next. 2. An end closes the open stint; two ends with nothing
between are one end, told twice: their common days, or all days that both allow where they have none in common. 3. A
departure without a post ends all of them. 4. What is undated is bounded by the day its article appeared; a title that is
still given within 60 days of an end is habit, later it is a new stint.

This is done once for every day on which an article about the pair appeared, with what had appeared by then; a tenure in
the graph is known in its form from `knownFrom` until `knownUntil` (open: today's knowledge). So "held on day D, as known
on day K" is a comparison of dates, in plain SPARQL.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from functools import cache

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, GRAPHS, ID, RDF, triples
from .canonical import View
from .claim import Claim, Modality, When
from .reading import StoredClaim
from .terms import date_literal, integer, string

__all__ = ["TENURES", "Tenure", "find_tenures", "tenure_quads"]

TENURES = ox.NamedNode(f"{GRAPHS}tenures")
_LINGER = 60  # days for which articles go on giving a title to somebody who has left
_UNKNOWN = Date(1, 1, 1)  # known since ever: of articles without a day
_T = {
    name: AIG[name]
    for name in "Tenure person organization post acting stint startEarliest startLatest endEarliest endLatest knownFrom "
    "knownUntil basis called".split()
}


@dataclass(frozen=True, slots=True)
class Tenure:
    """A stint of a person in a post; a bound that nothing tells is None. `basis` are IRIs of claims."""

    person: str
    organization: str
    post: str | None
    acting: bool
    stint: int
    start_earliest: Date | None
    start_latest: Date | None
    end_earliest: Date | None
    end_latest: Date | None
    basis: tuple[str, ...]
    known_from: Date | None = None
    known_until: Date | None = None


@dataclass(slots=True)
class _Seen:
    """One observation: `what` is start, held or end, at some day from `first` to `last`."""

    what: str
    first: Date | None
    last: Date | None
    claim: str
    published: Date | None
    post: str | None
    acting: bool
    dated: bool

    @property
    def order(self) -> tuple[Date, int, str]:
        return self.last or self.first or _UNKNOWN, {"start": 0, "held": 1, "end": 2}[self.what], self.claim


@dataclass(slots=True)
class _Stint:
    """A stint while it is being pieced together; `held` is the last day on which it surely went on."""

    start: tuple[Date | None, Date | None]
    dated: bool
    basis: set[str]
    held: Date | None = None
    end: tuple[Date | None, Date | None] | None = None
    end_dated: bool = False


def find_tenures(claims: Iterable[StoredClaim], view: View | None = None) -> Iterator[Tenure]:
    """Yield the tenures of all people, with the days between which each was known in that form."""
    view = view or View()
    seen: dict[tuple[str, str], list[_Seen]] = defaultdict(list)
    for stored in claims:
        if stored.claim.modality is not Modality.ASSERTED:
            continue
        nodes = {
            argument.role: view.node(stored.article.iri, iri)
            for argument, iri in zip(stored.claim.arguments, stored.entities, strict=True)
        }
        if "person" in nodes and "organization" in nodes:
            seen[nodes["person"], nodes["organization"]] += _observe(stored)
    for (person, organization), observed in sorted(seen.items()):
        yield from _versions(person, organization, observed)


def tenure_quads(tenures: Iterable[Tenure], names: Mapping[str, set[str]]) -> Iterator[ox.Quad]:
    """The graph `tenures`; `names` gives those by which questions find people and organisations."""
    called: set[str] = set()
    for tenure in tenures:
        parts = (tenure.person, tenure.organization, tenure.post, tenure.acting, tenure.stint, tenure.known_from)
        digest = hashlib.sha256("|".join(map(str, (*parts, *_bounds(tenure)))).encode()).hexdigest()[:16]
        iri = ox.NamedNode(f"{ID}tenure/{digest}")
        yield ox.Quad(iri, RDF.type, _T["Tenure"], TENURES)
        yield ox.Quad(iri, _T["person"], ox.NamedNode(tenure.person), TENURES)
        yield ox.Quad(iri, _T["organization"], ox.NamedNode(tenure.organization), TENURES)
        if tenure.post:
            yield ox.Quad(iri, _T["post"], string(tenure.post), TENURES)
        yield ox.Quad(iri, _T["acting"], ox.Literal(tenure.acting), TENURES)
        yield ox.Quad(iri, _T["stint"], integer(tenure.stint), TENURES)
        fields = ("startEarliest", "startLatest", "endEarliest", "endLatest", "knownFrom", "knownUntil")
        for name, day in zip(fields, (*_bounds(tenure), tenure.known_from, tenure.known_until), strict=True):
            if day is not None:
                yield ox.Quad(iri, _T[name], date_literal(day), TENURES)
        for claim in tenure.basis:
            yield ox.Quad(iri, _T["basis"], ox.NamedNode(claim), TENURES)
        called |= {tenure.person, tenure.organization}
    for node in called:
        for name in names.get(node, ()):
            yield ox.Quad(ox.NamedNode(node), _T["called"], string(name), TENURES)


def _bounds(tenure: Tenure) -> tuple[Date | None, ...]:
    return tenure.start_earliest, tenure.start_latest, tenure.end_earliest, tenure.end_latest


def _observe(stored: StoredClaim) -> Iterator[_Seen]:
    """What a claim tells of a tenure."""
    claim, published = stored.claim, stored.published
    post, acting = _post(claim)

    def seen(what: str, when: When | None, fallback: Date | None) -> _Seen:
        first, last = _days(when)
        dated = last is not None
        return _Seen(what, first, last or fallback, stored.iri, published, post, acting, dated)

    if claim.type == "Appointment":
        yield seen("start", claim.date, published)
    elif claim.type == "Departure":
        yield seen("end", claim.date, published)
    elif claim.type == "Employment":
        if claim.since is not None:
            yield seen("start", claim.since, None)
        if claim.until is not None:
            yield seen("end", claim.until, None)
        elif claim.status == "former":
            yield seen("end", None, published)
        elif claim.date is not None or published is not None:
            yield seen("held", claim.date, published)


def _post(claim: Claim) -> tuple[str | None, bool]:
    """The post, and whether it is only acting: `interim chief executive` is that of chief executive, acting."""
    if claim.role is None:
        return None, False
    for word in _acting_words():
        if claim.role.startswith(f"{word} "):
            return claim.role.removeprefix(f"{word} "), True
    return claim.role, False


@cache
def _acting_words() -> tuple[str, ...]:
    term = AIG.actingWord
    return tuple(q.object.value for q in triples() if q.predicate == term and isinstance(q.object, ox.Literal))


def _days(when: When | None) -> tuple[Date | None, Date | None]:
    if when is None:
        return None, None
    try:
        return when.earliest, when.latest
    except ValueError:  # a day that no calendar has
        return None, None


def _versions(person: str, organization: str, observed: Sequence[_Seen]) -> Iterator[Tenure]:
    """The tenures of one person at one organisation as they were known, day of publication by day."""
    days = sorted({seen.published or _UNKNOWN for seen in observed})
    open_: dict[Tenure, Date] = {}
    for day in days:
        known = set(_tenures(person, organization, [seen for seen in observed if (seen.published or _UNKNOWN) <= day]))
        for gone in sorted(set(open_) - known, key=str):
            yield _known(gone, open_.pop(gone), day)
        for tenure in known:
            open_.setdefault(tenure, day)
    for tenure, day in sorted(open_.items(), key=str):
        yield _known(tenure, day, None)


def _known(tenure: Tenure, since: Date, until: Date | None) -> Tenure:
    return replace(tenure, known_from=None if since == _UNKNOWN else since, known_until=until)


def _tenures(person: str, organization: str, observed: Sequence[_Seen]) -> Iterator[Tenure]:
    posts = {(seen.post, seen.acting) for seen in observed if seen.what != "end" or seen.post}
    plain = {post for post, acting in posts if not acting}
    for post, acting in sorted(posts or {(None, False)}, key=str):
        chosen = [
            seen
            for seen in observed
            if (seen.post, seen.acting) == (post, acting)
            or (seen.what == "end" and (seen.post is None or (seen.post == post and post not in plain)))
        ]
        if post is None and any(post is not None for post, _ in posts) and not _adds(chosen):
            continue  # "works there" beside a post says nothing more
        for number, stint in enumerate(_stints(sorted(chosen, key=lambda seen: seen.order)), start=1):
            end = stint.end or (None, None)
            basis = tuple(sorted(stint.basis))
            yield Tenure(person, organization, post, acting, number, *stint.start, *end, basis)


def _adds(observed: Sequence[_Seen]) -> bool:
    return any(seen.what == "start" and seen.post is None for seen in observed)


def _stints(observed: Sequence[_Seen]) -> list[_Stint]:
    """Stints from the observations of one post, in order of time."""
    found: list[_Stint] = []
    for seen in observed:
        current = found[-1] if found else None
        going = current is not None and current.end is None
        if seen.what == "start":
            _start(found, current, going, seen)
        elif seen.what == "held":
            _hold(found, current, going, seen)
        elif current is None:
            found.append(_Stint((None, seen.last), False, {seen.claim}, None, (seen.first, seen.last), seen.dated))
        elif going or _same_end(current, seen):
            _end(current, seen)
    return found


def _start(found: list[_Stint], current: _Stint | None, going: bool, seen: _Seen) -> None:
    days = (seen.first, seen.last)
    if current is not None and not going and (not seen.dated or _before(seen.last, current.end[0] if current.end else None)):
        current.basis.add(seen.claim)  # heard late: it began before what has ended
        return
    if current is None or not going:
        found.append(_Stint(days, seen.dated, {seen.claim}, seen.last if seen.dated else None))
    elif not current.dated and seen.dated:
        if current.start[1] is None or seen.first is None or seen.first <= current.start[1]:
            current.start, current.dated = days, True
        else:
            current.end = (current.held or current.start[1], seen.last)
            found.append(_Stint(days, True, {seen.claim}, seen.last))
            return
        current.basis.add(seen.claim)
    elif not seen.dated:
        current.basis.add(seen.claim)
        if not current.dated:
            current.start = (current.start[0], _least(current.start[1], seen.last))
    elif (common := _common(current.start, days)) is not None:
        current.start = common
        current.basis.add(seen.claim)
    else:  # began twice with no end between: two stints
        current.end = (current.held or current.start[1], seen.last)
        found.append(_Stint(days, True, {seen.claim}, seen.last))


def _hold(found: list[_Stint], current: _Stint | None, going: bool, seen: _Seen) -> None:
    if current is None:
        found.append(_Stint((None, seen.last), False, {seen.claim}, seen.last))
    elif going:
        current.basis.add(seen.claim)
        current.held = max(filter(None, (current.held, seen.first or seen.last)), default=None)
        if current.start[1] is None:
            current.start = (current.start[0], seen.last)
    elif current.end and seen.last and current.end[1] and (seen.last - current.end[1]).days > _LINGER:
        found.append(_Stint((current.end[0], seen.last), False, {seen.claim}, seen.last))


def _same_end(current: _Stint, seen: _Seen) -> bool:
    """Whether an end that follows an end can be the same: an undated one always is."""
    if not seen.dated or not current.end_dated or seen.first is None:
        return True
    return current.end is None or current.end[1] is None or (seen.first - current.end[1]).days <= 366


def _end(current: _Stint, seen: _Seen) -> None:
    current.basis.add(seen.claim)
    if current.end is None:
        first = seen.first if seen.dated else current.held or current.start[1]
        if first and seen.last and first > seen.last:
            first = seen.last
        current.end, current.end_dated = (first, seen.last), seen.dated
    elif seen.dated and not current.end_dated:
        current.end, current.end_dated = (seen.first, seen.last), True
    elif seen.dated:
        common = _common(current.end, (seen.first, seen.last))
        current.end = common or (_least(current.end[0], seen.first), max(filter(None, (current.end[1], seen.last)), default=None))
    if current.start[1] and current.end[1] and current.start[1] > current.end[1]:
        current.start = (current.start[0], current.end[1])


def _common(one: tuple[Date | None, Date | None], other: tuple[Date | None, Date | None]) -> tuple[Date | None, Date | None] | None:
    """The days that two bounds share, or None."""
    first = max(filter(None, (one[0], other[0])), default=None)
    last = _least(one[1], other[1])
    return None if first and last and first > last else (first, last)


def _least(one: Date | None, other: Date | None) -> Date | None:
    return min(filter(None, (one, other)), default=None)


def _before(one: Date | None, other: Date | None) -> bool:
    return one is not None and other is not None and one <= other

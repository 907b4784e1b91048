"""Tenures: who held which post where, and when, as far as asserted claims tell; and what was known of it on any day.

For each person, organisation and post, claims become observations in order of time: a start (appointments, `since`), a time
at which the post was held, an end (departures, `until`, "former"). 1. A start opens a stint; a second start whose days
cannot be the first's, or one after an end, opens the next. 2. An end closes the open stint; two ends with nothing
between are one end, told twice: their common days, or all days that both allow where they have none in common. 3. A
departure without a post ends all of them. 4. What is undated is bounded by the day its article appeared; a title that is
still given within 60 days of an end is habit, later it is a new stint.

This is done once for every day on which an article about the pair appeared, with what had appeared by then; a tenure in
the graph, with all claims that told of it or confirmed it in that form, is known in its form from `knownFrom` until `knownUntil` (open: today's knowledge). So "held on day D, as known
on day K" is a comparison of dates, in plain SPARQL.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from functools import cache

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, GRAPHS, ID, RDF, triples
from .claim import Claim, When
from .stints import UNKNOWN, Seen, stints
from .stored import StoredClaim
from .terms import date_literal, integer, string
from .things import post_of
from .view import View

__all__ = ["TENURES", "Tenure", "called_quads", "find_tenures", "tenure_quads"]

TENURES = ox.NamedNode(f"{GRAPHS}tenures")
_T = {
    name: AIG[name]
    for name in "Tenure person organization post acting stint startEarliest startLatest endEarliest endLatest knownFrom "
    "knownUntil basis shownBy called".split()
}


@dataclass(frozen=True, slots=True)
class Tenure:
    """A stint of a person in a post; a bound that nothing tells is None. `basis` are IRIs of claims, first told first."""

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

    @property
    def iri(self) -> str:
        """Its node: a stint in its form, as known from a day."""
        parts = (self.person, self.organization, self.post, self.acting, self.stint, self.known_from, *_bounds(self))
        return f"{ID}tenure/{hashlib.sha256('|'.join(map(str, parts)).encode()).hexdigest()[:16]}"


def find_tenures(claims: Iterable[StoredClaim], view: View | None = None) -> Iterator[Tenure]:
    """Yield the tenures of all people, with the days between which each was known in that form."""
    view = view or View()
    seen: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for stored in claims:
        post = post_of(stored, view)
        if post is not None:
            seen[post] += _observe(stored)
    for (person, organization), observed in sorted(seen.items()):
        yield from _versions(person, organization, observed)


def tenure_quads(tenure: Tenure) -> Iterator[ox.Quad]:
    """The quads of a tenure, in the graph `tenures`."""
    iri = ox.NamedNode(tenure.iri)
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
    yield ox.Quad(iri, _T["shownBy"], ox.NamedNode(tenure.basis[0]), TENURES)


def called_quads(node: str, names: Iterable[str]) -> Iterator[ox.Quad]:
    """The names by which questions find a person or an organisation that has tenures; by `*` one with no name to look for finds all."""
    for name in sorted({*(name.lower() for name in names), "*"}):
        yield ox.Quad(ox.NamedNode(node), _T["called"], string(name), TENURES)


def _bounds(tenure: Tenure) -> tuple[Date | None, ...]:
    return tenure.start_earliest, tenure.start_latest, tenure.end_earliest, tenure.end_latest


def _observe(stored: StoredClaim) -> Iterator[Seen]:
    """What a claim tells of a tenure."""
    claim, published = stored.claim, stored.published
    post, acting = _post(claim)

    def seen(what: str, when: When | None, fallback: Date | None) -> Seen:
        first, last = _days(when)
        dated = last is not None
        return Seen(what, first, last or fallback, stored.iri, published, post, acting, dated)

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


def _versions(person: str, organization: str, observed: Sequence[Seen]) -> Iterator[Tenure]:
    """The tenures of one person at one organisation as they were known, day of publication by day."""
    days = sorted({seen.published or UNKNOWN for seen in observed})
    open_: dict[Tenure, tuple[Date, Tenure]] = {}  # by form: what more claims confirm stays as it is
    for day in days:
        known = _tenures(person, organization, [seen for seen in observed if (seen.published or UNKNOWN) <= day])
        forms = {replace(tenure, basis=()): tenure for tenure in known}
        for gone in sorted(set(open_) - set(forms), key=str):
            since, tenure = open_.pop(gone)
            yield _known(tenure, since, day)
        for form, tenure in forms.items():
            open_[form] = (open_[form][0] if form in open_ else day, tenure)
    for _, (since, tenure) in sorted(open_.items(), key=str):
        yield _known(tenure, since, None)


def _known(tenure: Tenure, since: Date, until: Date | None) -> Tenure:
    return replace(tenure, known_from=None if since == UNKNOWN else since, known_until=until)


def _tenures(person: str, organization: str, observed: Sequence[Seen]) -> Iterator[Tenure]:
    posts = {(seen.post, seen.acting) for seen in observed if seen.what != "end" or seen.post}
    plain = {post for post, acting in posts if not acting}
    told = {seen.claim: seen.published or UNKNOWN for seen in observed}
    for post, acting in sorted(posts or {(None, False)}, key=str):
        chosen = [
            seen
            for seen in observed
            if (seen.post, seen.acting) == (post, acting)
            or (seen.what == "end" and (seen.post is None or (seen.post == post and post not in plain)))
        ]
        if post is None and any(post is not None for post, _ in posts) and not _adds(chosen):
            continue  # "works there" beside a post says nothing more
        for number, stint in enumerate(stints(sorted(chosen, key=lambda seen: seen.order)), start=1):
            end = stint.end or (None, None)
            basis = tuple(sorted(stint.basis, key=lambda claim: (told[claim], claim)))
            yield Tenure(person, organization, post, acting, number, *stint.start, *end, basis)


def _adds(observed: Sequence[Seen]) -> bool:
    return any(seen.what == "start" and seen.post is None for seen in observed)

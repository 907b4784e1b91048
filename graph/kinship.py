"""What one article is to another: the same, a copy, a correction, an earlier version, or nothing.

1. The same address is the same article: with other words, its correction, or its earlier version if its date says so. 2. The same words are the
same article, or at another publisher a copy. 3. Similar words are a copy at another publisher, and at the same one a correction where the
article says so (`aig:correctionWord`) or has the same title; reports from one template are told from these by their numbers and names.
Thresholds were chosen on pairs of our own making (`tests/graph/planted_pairs.py`) and hold for those of other seeds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Date
from enum import StrEnum
from functools import cache

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, triples
from .addresses import canonical, host_of, same_site
from .article import Article
from .fingerprint import Fingerprint

__all__ = ["Held", "Kind", "classify", "rank", "says_corrected"]

LIKE = 0.5          # share of common shingles from which on texts are alike
INSIDE = 0.8        # or share of the shorter one's shingles
EQUAL = 0.9         # as good as the same words
AGREE = 0.6         # share of numbers and names that two texts of one event have in common
SHORT = 30          # shingles: what has fewer is compared word by word only
_WORD = AIG.correctionWord


class Kind(StrEnum):
    """What an article is to those that are held."""

    NEW = "new"
    AGAIN = "again"             # the same article from the same place
    SAME = "same"               # the same article from another place
    COPY = "copy"               # taken over by another publisher
    CORRECTED = "corrected"     # a later version
    EARLIER = "earlier"         # an earlier version of what is held


@dataclass(frozen=True, slots=True)
class Held:
    """An article that is held or under way."""

    iri: str
    print: Fingerprint
    url: str | None
    publisher: str | None
    published: Date | None
    modified: Date | None
    title: str | None
    source: str
    earlier: frozenset[str] = frozenset()
    known: int = 0              # how many fields of metadata it has
    addresses: frozenset[str] = frozenset()


def classify(mine: Held, held: Held) -> Kind:
    """What one article is to another; NEW where they have nothing to do with each other."""
    same_words = mine.print.content == held.print.content
    if mine.iri == held.iri or (mine.url and canonical(mine.url) in {canonical(url) for url in (held.url or "", *held.addresses)}):
        if same_words:
            return Kind.AGAIN if mine.source == held.source else Kind.SAME
        return _version(mine, held)
    if mine.print.content in held.earlier:
        return Kind.EARLIER
    sameness = _same_publisher(mine, held)
    if same_words:
        return Kind.COPY if sameness is False else Kind.SAME
    return _alike(mine, held, sameness)


def _alike(mine: Held, held: Held, sameness: bool | None) -> Kind:
    """Of two articles with different words at different addresses."""
    if min(mine.print.shingles, held.print.shingles) < SHORT:
        return Kind.NEW
    like, inside = mine.print.likeness(held.print), mine.print.containment(held.print)
    if (like < LIKE and inside < INSIDE) or mine.print.agreement(held.print) < AGREE:
        return Kind.NEW
    if sameness is False:
        return Kind.COPY
    if mine.print.corrected != held.print.corrected or (_title(mine) == _title(held) and _title(mine)):
        same = like >= EQUAL and mine.print.corrected == held.print.corrected and mine.print.keys == held.print.keys
        return Kind.SAME if same else _version(mine, held)
    if like >= EQUAL and mine.print.keys == held.print.keys:
        return Kind.SAME
    return Kind.COPY if sameness is None and inside >= INSIDE else Kind.NEW


def _version(mine: Held, held: Held) -> Kind:
    """Whether mine is the later or the earlier one: by dates, then by what calls itself corrected, then by the order of reading."""
    if mine.print.content in held.earlier:
        return Kind.EARLIER
    ours, theirs = mine.modified or mine.published, held.modified or held.published
    if ours and theirs and ours != theirs:
        return Kind.CORRECTED if ours > theirs else Kind.EARLIER
    return Kind.EARLIER if held.print.corrected and not mine.print.corrected else Kind.CORRECTED


def _same_publisher(mine: Held, held: Held) -> bool | None:
    """Whether both have one publisher; None where one has none that is known."""
    if mine.url and held.url and same_site(mine.url, held.url):
        return True
    ours, theirs = (re.sub(r"\W+", "", one.publisher or host_of(one.url) or "").casefold() for one in (mine, held))
    return ours == theirs if ours and theirs else None


def _title(one: Held) -> str:
    return re.sub(r"\W+", " ", one.title or "").casefold().strip()


def rank(one: Held) -> tuple[Date, bool, int, str, str]:
    """Of two that are one, the lesser stands for both: the first published, one with an address, the one more is known of, then by name."""
    return one.published or Date.max, one.url is None, -one.known, one.iri, one.source


def says_corrected(article: Article) -> bool:
    """Whether it says that it was corrected, in its title, its first or its last lines."""
    shown = "\n".join((article.title or "", article.text[:300], article.text[-400:]))
    return _marks().search(shown) is not None


@cache
def _marks() -> re.Pattern[str]:
    words = [quad.object.value for quad in triples() if quad.predicate == _WORD and isinstance(quad.object, ox.Literal)]
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in ordered), re.I)

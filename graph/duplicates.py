"""Duplicates: whether an article is new, or one that is held already, somewhere else, taken over, or corrected.

1. Held articles that share an address, the words or a band of the fingerprint with it are looked up: the cost does not grow with the store.
2. Each is compared (`kinship.py`); of several relations the closest holds. 3. Of two that are one, the one published first stands for both,
whichever was read first: the order of reading does not matter. `judge` looks and remembers what is under way; `add` writes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, RDF
from .article import Article, Version
from .claim import Claim
from .fingerprint import Fingerprint, fingerprint
from .kinship import INSIDE, LIKE, Held, Kind, classify, rank, says_corrected
from .sources import PRINTS, Copy, Kept, put_article, read_kept, write_kept
from .terms import article_iri, string

if TYPE_CHECKING:
    from .store import Store

__all__ = ["Duplicates", "Judged", "Kind", "classify"]

COMMON = 60         # articles that share a band, from which on it is a phrase of many and says nothing
CLOSEST = 12        # articles that are looked at, those that share most first
_KEY, _PRINT, _ARTICLE = AIG.lookupKey, AIG.fingerprint, AIG.Article
_FIELDS = ("title", "publisher", "published", "url", "source", "language")
_TERMS = {name: AIG[name] for name in _FIELDS}


@dataclass(frozen=True, slots=True)
class Judged:
    """What an article is, and what is to be read and stored for it: None where that is nothing.

    `held` is the IRI of the article that it belongs to; `instead` says that it takes that one's place.
    """

    kind: Kind
    article: Article
    print: Fingerprint
    held: str | None = None
    likeness: float = 0.0
    instead: bool = False

    @property
    def to_read(self) -> Article | None:
        """The article whose claims are to be stored."""
        return self.article if self.held is None or self.instead or self.kind is Kind.AGAIN else None


class Duplicates:
    """Judges articles against a store, and those that were judged before and are not stored yet."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[str, Held] = {}
        self._keys: dict[str, set[str]] = defaultdict(set)

    def judge(self, article: Article) -> Judged:
        """What the article is to those that are held; the store is not changed."""
        print, iri = replace(fingerprint(article.text), corrected=says_corrected(article)), article_iri(article).value
        mine = _of(article, print, iri)
        best = Judged(Kind.NEW, article, print)
        for held in self._alike(mine):
            found = classify(mine, held)
            if found is Kind.NEW:
                continue
            likeness = print.likeness(held.print)
            before = found in (Kind.SAME, Kind.COPY) and rank(mine) < rank(held)
            judged = Judged(found, article, print, held.iri, likeness, found is Kind.CORRECTED or before)
            if best.held is None or _strength(judged, iri) > _strength(best, iri):
                best = judged
        if best.to_read is not None:
            self._remember(mine)
        return best

    def add(self, judged: Judged, claims: Sequence[Claim], *, flush: bool = False) -> bool:
        """Store what a judged article changes; `claims` are those of `judged.to_read`. Says whether anything changed."""
        article, iri = judged.article, article_iri(judged.article).value
        if judged.to_read is None:
            return self._attach(judged, iri)
        gone = judged.held if judged.instead and judged.held != iri else None
        if judged.instead:
            kept, new = self._replaced(judged, claims, iri)
        else:
            kept = read_kept(self._store, iri)
            new = _updated(kept, article, judged.print)
        changed = put_article(self._store, article, claims, kept, new, gone, flush=flush)
        self._forget(iri)
        return changed

    def withdraw(self, judged: Judged) -> None:
        """The article could not be read: what follows is not to be taken for it."""
        self._forget(article_iri(judged.article).value)

    def _attach(self, judged: Judged, iri: str) -> bool:
        """The article is another place, a copy or an earlier version of what is held."""
        assert judged.held is not None
        article, kept = judged.article, read_kept(self._store, judged.held)
        held = self._read(judged.held)
        if judged.kind is Kind.COPY:
            new = kept.with_copy(_copy_of(article, iri, judged.likeness))
        elif judged.kind is Kind.EARLIER:
            new = kept.with_version(_version_of(article, judged.print))
        else:
            urls = {article.url, *article.addresses} - {None, held.url if held else None}
            sources = {article.source} - {"", held.source if held else ""}
            new = replace(
                kept, sources=kept.sources | sources, addresses=kept.addresses | {str(url) for url in urls}, author=kept.author or article.author,
                modified=kept.modified or article.modified,
            )  # fmt: skip
        return write_kept(self._store, kept, new)

    def _replaced(self, judged: Judged, claims: Sequence[Claim], iri: str) -> tuple[Kept, Kept]:
        """What is kept of what is held, and what is to be kept when the article takes its place: a copy, another place, or an
        earlier version."""
        assert judged.held is not None
        old, held = read_kept(self._store, judged.held), self._read(judged.held)
        mine = read_kept(self._store, iri) if iri != judged.held else old
        learnt = old.learnt if iri == judged.held else ()
        new = _updated(replace(old, iri=iri, learnt=learnt), judged.article, judged.print)
        if held is not None and judged.kind is Kind.COPY:
            new = replace(new, sources=mine.sources, addresses=mine.addresses)
            new = new.with_copy(Copy(held.iri, judged.likeness, held.title, held.url, held.publisher, held.published, tuple(sorted({held.source, *old.sources} - {""}))))
        elif held is not None and judged.kind is Kind.SAME:
            urls = {held.url, *old.addresses} - {None, judged.article.url}
            new = replace(new, sources=frozenset({held.source, *old.sources} - {"", judged.article.source}), addresses=frozenset(map(str, urls)))
        elif held is not None:
            quotes = {claim.evidence.quote for claim in claims}
            gone = {one.claim.evidence.quote for one in self._store.claims(article=held.iri, as_written=True)} - quotes
            new = new.with_version(Version(held.print.content, held.title, held.published, held.source), gone)
            new = replace(new, addresses=new.addresses | frozenset({held.url} if held.url and held.url != judged.article.url else ()))
        return old, new

    def _alike(self, mine: Held) -> Iterator[Held]:
        """Held articles that share an address, the words or bands with this one; of many, those that share most."""
        shared = Counter({mine.iri: 100})
        keys = list(Kept(mine.iri, print=mine.print, urls=frozenset({mine.url} if mine.url else ())).keys())
        for key, held_by in self._holders(keys):
            weight = 1 if key[0].isdigit() else 100      # a band, or words or address
            iris = held_by | self._keys.get(key, set())
            shared.update(dict.fromkeys(iris, weight) if len(iris) < COMMON or weight > 1 else {})
        for iri, weight in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:CLOSEST]:
            if weight < 100 and iri not in self._waiting and not self._may_be(iri, mine.print):
                continue
            held = self._waiting.get(iri) or self._read(iri)
            if held is not None:
                yield held

    def _holders(self, keys: Sequence[str]) -> Iterator[tuple[str, set[str]]]:
        """Yield each key with the stored articles that have it, of very many only some; a server is asked once for all."""
        if self._store.address is None:
            for key in keys:
                found = (quad.subject for quad in self._store.quads(None, _KEY, string(key), PRINTS))
                yield key, {subject.value for subject in islice(found, COMMON) if isinstance(subject, ox.NamedNode)}
            return
        values = " ".join(str(string(key)) for key in keys)
        sparql = f"SELECT ?key ?article WHERE {{ GRAPH {PRINTS} {{ VALUES ?key {{ {values} }} ?article {_KEY} ?key }} }}"
        holders: dict[str, set[str]] = {key: set() for key in keys}
        rows: Any = self._store.engine.query(sparql)
        for row in rows:
            holders[row["key"].value].add(row["article"].value)
        yield from holders.items()

    def _may_be(self, iri: str, print: Fingerprint) -> bool:
        """Whether a held article's fingerprint alone does not rule it out: most share a phrase and no more."""
        for quad in self._store.quads(ox.NamedNode(iri), _PRINT, None, PRINTS):
            assert isinstance(quad.object, ox.Literal)
            held = Fingerprint.decode(quad.object.value)
            return print.likeness(held) >= LIKE or print.containment(held) >= INSIDE
        return False

    def _read(self, iri: str) -> Held | None:
        """An article as the store has it; None where it has no such article, or nothing to compare it by."""
        node = ox.NamedNode(iri)
        kept = read_kept(self._store, iri)
        values: dict[str, str] = {}
        is_article = False
        for name, term in _TERMS.items():
            for quad in self._store.quads(node, term, None, node):
                assert not isinstance(quad.object, ox.BlankNode | ox.Triple)
                values[name] = quad.object.value
        for _ in self._store.quads(node, RDF.type, _ARTICLE, node):
            is_article = True
        if not is_article or kept.print is None:
            return None
        published = Date.fromisoformat(values["published"]) if values.get("published") else None
        return Held(
            iri, kept.print, values.get("url"), values.get("publisher"), published, kept.modified, values.get("title"), values.get("source", ""),
            frozenset(version.content for version in kept.versions), len(values), kept.addresses,
        )  # fmt: skip

    def _remember(self, mine: Held) -> None:
        self._waiting[mine.iri] = mine
        for key in Kept(mine.iri, print=mine.print, urls=frozenset({mine.url} if mine.url else ())).keys():
            self._keys[key].add(mine.iri)

    def _forget(self, iri: str) -> None:
        """It is stored: the store knows it from now on."""
        mine = self._waiting.pop(iri, None)
        if mine is None:
            return
        for key in Kept(iri, print=mine.print, urls=frozenset({mine.url} if mine.url else ())).keys():
            self._keys[key].discard(iri)
            if not self._keys[key]:
                del self._keys[key]


def _strength(judged: Judged, iri: str) -> tuple[bool, bool, float, str]:
    close = judged.kind in (Kind.AGAIN, Kind.CORRECTED, Kind.EARLIER)
    return judged.held == iri, close, judged.likeness, judged.held or ""


def _of(article: Article, print: Fingerprint, iri: str) -> Held:
    return Held(
        iri, print, article.url, article.publisher, article.published, article.modified, article.title, article.source,
        known=sum(getattr(article, name) not in (None, "") for name in _FIELDS),
    )  # fmt: skip


def _updated(kept: Kept, article: Article, print: Fingerprint) -> Kept:
    """What is kept, with what the article itself brings."""
    sources = (kept.sources | set(article.sources)) - {article.source, ""}
    addresses = (kept.addresses | set(article.addresses)) - {article.url}
    return replace(
        kept, sources=frozenset(sources), addresses=frozenset(map(str, addresses)), author=article.author or kept.author,
        modified=article.modified or kept.modified, learnt=article.known or kept.learnt, print=print,
        urls=frozenset({article.url} if article.url else ()),
    )  # fmt: skip


def _copy_of(article: Article, iri: str, likeness: float) -> Copy:
    sources = (article.source,) if article.source else ()
    return Copy(iri, likeness, article.title, article.url, article.publisher, article.published, sources)


def _version_of(article: Article, print: Fingerprint) -> Version:
    return Version(print.content, article.title, article.published, article.source)

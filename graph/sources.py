"""Where articles come from: further places and addresses, copies, earlier versions, and how their metadata were learnt.

All of it stands in one graph (`SOURCES`), beside the articles' own, which hold what they say: finding an article a second time changes no claim. What
serves to find it again stands in another (`PRINTS`), which plain queries do not see. Both are kept with exports, and go with an article
when it is removed. `Kept` is all that is known of one article; reading and writing it touches its own statements only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, GRAPHS, RDF
from .addresses import canonical
from .article import Article, Version
from .canonical import in_default, still_said
from .claim import Claim
from .fingerprint import Fingerprint
from .rdf import article_quads
from .terms import article_iri, date_literal, decimal, string, web_iri
from .updates import changing, inserting, taking_back

if TYPE_CHECKING:
    from .store import Store

__all__ = ["PRINTS", "SOURCES", "Copy", "Kept", "bring", "carried", "put_article", "read_kept", "remove_article", "write_kept"]

SOURCES = ox.NamedNode(f"{GRAPHS}sources")
PRINTS = ox.NamedNode(f"{GRAPHS}fingerprints")

_T = {
    name: AIG[name]
    for name in (
        "Copy Version copyOf revisionOf withdrawn alsoAt author modified learntFrom contentHash likeness fingerprint lookupKey "
        "title url publisher published source"
    ).split()
}
_ARTICLE = AIG.Article
_STRINGS = ("title", "publisher", "author")
_DATES = ("published", "modified")


@dataclass(frozen=True, slots=True)
class Copy:
    """The same article at another publisher; `iri` would be its own if it were the first."""

    iri: str
    likeness: float = 1.0
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: Date | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of where an article comes from; `sources` and `addresses` are those besides its own."""

    iri: str
    sources: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    author: str | None = None
    modified: Date | None = None
    learnt: tuple[tuple[str, str], ...] = ()
    copies: tuple[Copy, ...] = ()
    versions: tuple[Version, ...] = ()
    withdrawn: frozenset[tuple[str, str]] = field(default_factory=frozenset)      # content of a version, quote
    print: Fingerprint | None = None
    urls: frozenset[str] = frozenset()      # its own address, for finding it

    def with_copy(self, copy: Copy) -> Kept:
        """With a copy more; one that is known already gets its sources added."""
        same = next((one for one in self.copies if one.iri == copy.iri), None)
        if same is not None:
            copy = replace(copy, sources=tuple(sorted({*same.sources, *copy.sources})))
        return replace(self, copies=tuple(sorted((copy, *(one for one in self.copies if one is not same)), key=lambda c: c.iri)))

    def with_version(self, version: Version, withdrawn: Iterable[str] = ()) -> Kept:
        """With an earlier version more."""
        if any(one.content == version.content for one in self.versions):
            return self
        quotes = {(version.content, quote) for quote in withdrawn}
        ordered = sorted((*self.versions, version), key=lambda v: (v.published or Date.min, v.content))
        return replace(self, versions=tuple(ordered), withdrawn=self.withdrawn | quotes)

    def keys(self) -> Iterator[str]:
        """What it is found by: its bands, its words and those of earlier versions, its addresses."""
        if self.print is not None:
            yield from self.print.bands
            yield f"content:{self.print.content}"
        for version in self.versions:
            yield f"content:{version.content}"
        for url in (*self.urls, *self.addresses):
            if address := canonical(url):
                yield f"address:{address}"


def read_kept(store: Store, iri: str) -> Kept:
    """What is kept of an article; empty where nothing is."""
    node = ox.NamedNode(iri)
    held = _values(store, node, SOURCES)
    prints = _values(store, node, PRINTS)
    learnt = tuple(sorted(tuple(v.partition(": ")[::2]) for v in held.get("learntFrom", ())))
    versions, withdrawn = [], set()
    for name in sorted(held.get("revisionOf", ())):
        values = _values(store, ox.NamedNode(name), SOURCES)
        version = Version(_one(values, "contentHash") or "", _one(values, "title"), _date(values, "published"), _one(values, "source") or "")
        versions.append(version)
        withdrawn |= {(version.content, quote) for quote in values.get("withdrawn", ())}
    made = _one(prints, "fingerprint")
    return Kept(
        iri, frozenset(held.get("source", ())), frozenset(held.get("alsoAt", ())), _one(held, "author"), _date(held, "modified"), learnt,  # type: ignore[arg-type]
        tuple(sorted(_copies(store, node), key=lambda c: c.iri)),
        tuple(sorted(versions, key=lambda v: (v.published or Date.min, v.content))), frozenset(withdrawn),
        Fingerprint.decode(made) if made else None,
        frozenset(key.removeprefix("address:") for key in prints.get("lookupKey", ()) if key.startswith("address:")),
    )  # fmt: skip


def write_kept(store: Store, old: Kept, new: Kept, *, gone: Iterable[str] = (), flush: bool = False) -> bool:
    """Put `new` in the place of `old`, in one atomic update; say whether anything changed.

    Args:
        gone: Graphs of articles that are about to go: what only they say in the default graph need not stay for them.
    """
    steps = _steps(store, old, new, gone)
    store.apply(steps, flush=flush)
    return bool(steps)


def put_article(
    store: Store, article: Article, claims: Sequence[Claim], old: Kept, new: Kept, instead_of: str | None = None, *, flush: bool = False
) -> bool:
    """Store an article and what is kept of it, and take away the one whose place it takes, in one atomic update; say whether
    anything changed."""
    graph, quads = article_iri(article), article_quads(article, claims)
    held = set(store.quads(None, None, None, graph))
    same = held == set(quads)
    gone = [iri for iri in (graph.value if held and not same else None, instead_of) if iri]
    steps = [
        *(taking_back(store, gone) if gone else ()), *_steps(store, old, new, gone),
        *([] if same else inserting(store, {graph.value: quads})),
    ]  # fmt: skip
    store.apply(steps, flush=flush)
    return bool(steps)


def _steps(store: Store, old: Kept, new: Kept, gone: Iterable[str]) -> list[str]:
    """The steps of an update that puts `new` in the place of `old`; none where nothing changes."""
    before, after = set(_quads(old)), set(_quads(new))
    out, into = before - after, after - before
    if not out and not into:
        return []
    without = [SOURCES.value, PRINTS.value, *gone]      # a dump that was loaded as it is has prints in the default graph, too
    leaving = [quad.triple for quad in out if not still_said(store, store.view(), quad.triple, without)]
    coming = [quad.triple for quad in into if quad.graph_name == SOURCES]
    return changing(store, [*out, *in_default(leaving)], [*into, *in_default(coming)])


def remove_article(store: Store, article: str) -> list[str]:
    """Remove an article with all that is kept of it, or only a copy that is linked to one; give the IRIs removed.

    Args:
        article: Its id, IRI, any of its addresses, or any source that it was read from.
    """
    found = set(store.find_articles(article))
    if (address := web_iri(article)) is not None:
        found |= store.subjects(_T["alsoAt"], address)
    for iri in sorted(found):
        node = ox.NamedNode(iri)
        for quad in list(store.quads(node, _T["copyOf"], None, SOURCES)):
            assert isinstance(quad.object, ox.NamedNode)
            old = read_kept(store, quad.object.value)
            write_kept(store, old, replace(old, copies=tuple(one for one in old.copies if one.iri != iri)), flush=True)
        if any(True for _ in store.quads(node, RDF.type, _ARTICLE, node)):
            store.remove_article(iri)
            write_kept(store, read_kept(store, iri), Kept(iri), flush=True)
    return sorted(found)


def carried(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Of a dump, what it keeps of where articles come from, and nothing else that may stand in these graphs."""
    terms = {*_T.values(), RDF.type}
    return [quad for quad in quads if quad.graph_name in (SOURCES, PRINTS) and quad.predicate in terms]


def bring(store: Store, quads: Iterable[ox.Quad]) -> None:
    """Put what another store kept into this one, beside what is kept already."""
    both = list(quads)
    if both:
        store.change((), [*both, *in_default(quad.triple for quad in both if quad.graph_name == SOURCES)])


def _quads(kept: Kept) -> Iterator[ox.Quad]:
    node = ox.NamedNode(kept.iri)
    for source in kept.sources:
        yield ox.Quad(node, _T["source"], string(source), SOURCES)
    for address in kept.addresses:
        if (iri := web_iri(address)) is not None:
            yield ox.Quad(node, _T["alsoAt"], iri, SOURCES)
    yield from _described(node, {"author": kept.author, "modified": kept.modified})
    for name, how in kept.learnt:
        yield ox.Quad(node, _T["learntFrom"], string(f"{name}: {how}"), SOURCES)
    for copy in kept.copies:
        yield from _copy(node, copy)
    for version in kept.versions:
        yield from _version(node, version, (quote for content, quote in kept.withdrawn if content == version.content))
    if kept.print is not None:
        yield ox.Quad(node, _T["fingerprint"], string(kept.print.encode()), PRINTS)
    for key in kept.keys():
        yield ox.Quad(node, _T["lookupKey"], string(key), PRINTS)


def _copy(node: ox.NamedNode, copy: Copy) -> Iterator[ox.Quad]:
    iri = ox.NamedNode(copy.iri)
    yield ox.Quad(iri, RDF.type, _T["Copy"], SOURCES)
    yield ox.Quad(iri, _T["copyOf"], node, SOURCES)
    yield ox.Quad(iri, _T["likeness"], decimal(Decimal(str(round(copy.likeness, 2)))), SOURCES)
    yield from _described(iri, {"title": copy.title, "publisher": copy.publisher, "published": copy.published})
    for source in copy.sources:
        yield ox.Quad(iri, _T["source"], string(source), SOURCES)
    if (address := web_iri(copy.url)) is not None:
        yield ox.Quad(iri, _T["url"], address, SOURCES)


def _version(node: ox.NamedNode, version: Version, withdrawn: Iterable[str]) -> Iterator[ox.Quad]:
    iri = ox.NamedNode(f"{node.value}/version/{version.content[:16]}")
    yield ox.Quad(node, _T["revisionOf"], iri, SOURCES)
    yield ox.Quad(iri, RDF.type, _T["Version"], SOURCES)
    yield ox.Quad(iri, _T["contentHash"], string(version.content), SOURCES)
    yield from _described(iri, {"title": version.title, "published": version.published})
    if version.source:
        yield ox.Quad(iri, _T["source"], string(version.source), SOURCES)
    for quote in withdrawn:
        yield ox.Quad(iri, _T["withdrawn"], string(quote), SOURCES)


def _described(node: ox.NamedNode, values: dict[str, Any]) -> Iterator[ox.Quad]:
    for name, value in values.items():
        if value is not None:
            yield ox.Quad(node, _T[name], date_literal(value) if isinstance(value, Date) else string(value), SOURCES)


def _copies(store: Store, node: ox.NamedNode) -> Iterator[Copy]:
    for quad in store.quads(None, _T["copyOf"], node, SOURCES):
        assert isinstance(quad.subject, ox.NamedNode)
        held = _values(store, quad.subject, SOURCES)
        yield Copy(
            quad.subject.value, float(_one(held, "likeness") or 1.0), _one(held, "title"), _one(held, "url"), _one(held, "publisher"),
            _date(held, "published"), tuple(sorted(held.get("source", ()))),
        )  # fmt: skip


def _values(store: Store, node: ox.NamedNode, graph: ox.NamedNode) -> dict[str, list[str]]:
    """A node's values by property, in that graph."""
    found: dict[str, list[str]] = {}
    for quad in store.quads(node, None, None, graph):
        assert not isinstance(quad.object, ox.BlankNode | ox.Triple)
        found.setdefault(quad.predicate.value.rpartition("#")[2], []).append(quad.object.value)
    return found


def _one(values: dict[str, list[str]], name: str) -> str | None:
    return next(iter(values.get(name, ())), None)


def _date(values: dict[str, list[str]], name: str) -> Date | None:
    value = _one(values, name)
    return Date.fromisoformat(value) if value else None

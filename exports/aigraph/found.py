"""What a graph gives back: claims with their sources, entities with all that is claimed about them, reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from aigraph.exports.view import ClaimView, entity_id
from aigraph.graph.claim import Claim, Entity, Kind

if TYPE_CHECKING:
    from aigraph.graph.reading import StoredClaim
    from aigraph.graph.store import Store

__all__ = ["Claims", "Found", "Report", "nearest_names", "to_view"]


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did: articles read, how many of them changed the graph, their claims, and what went wrong.

    `same` were held already from elsewhere, `copies` are other publishers' copies of what is held: both are linked and not read again.
    `corrected` replaced an earlier version, or were one. `resumed` were stored by an earlier run that did not come to its end.
    """

    articles: int = 0
    changed: int = 0
    claims: int = 0
    warnings: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    same: int = 0
    copies: int = 0
    corrected: int = 0
    resumed: int = 0

    def __str__(self) -> str:
        said = f"{_count(self.articles, 'article')}, {_count(self.claims, 'claim')}"
        unchanged = self.articles - self.changed
        said += f", {unchanged} unchanged" if unchanged else ""
        said += f", {self.resumed:,} stored before" if self.resumed else ""
        said += f", {self.corrected} corrected" if self.corrected else ""
        said += f", {self.same} known from elsewhere" if self.same else ""
        said += f", {self.copies:,} {'copy' if self.copies == 1 else 'copies'}" if self.copies else ""
        return said + (f", {len(self.errors)} failed" if self.errors else "")


def to_view(stored: StoredClaim) -> ClaimView:
    """A stored claim as exports take it."""
    published = stored.published.isoformat() if stored.published else None
    return ClaimView(
        stored.iri, stored.claim, stored.article.id, stored.title, stored.publisher, stored.url, published
    )  # fmt: skip


class Claims(list[Claim]):
    """Claims; `views` has the same in the same order with IRI, article, publisher and address."""

    def __init__(self, views: Iterable[ClaimView] = ()) -> None:
        self.views = tuple(views)
        super().__init__(view.claim for view in self.views)

    def records(self) -> list[dict[str, Any]]:
        """JSON-ready records, as `aigraph extract` prints them, with `id`, `article`, `title`, `publisher`, `url`, `published`."""
        return [
            {"id": view.id, **view.claim.to_record(), "article": view.article_id, "title": view.article_title,
             "publisher": view.publisher, "url": view.url, "published": view.published}
            for view in self.views
        ]

    def _repr_html_(self) -> str:
        from aigraph.notebook import claims_html

        return claims_html(self.views)


@dataclass(frozen=True, slots=True)
class Found:
    """An entity of the graph: its names over all articles, and every claim in which it has a role.

    `others` are further entities that bear the name that was asked for.
    """

    iri: str
    name: str
    kind: Kind
    names: tuple[str, ...]
    claims: Claims
    others: tuple[Found, ...] = ()

    @classmethod
    def of(cls, iri: str, claims: Claims) -> Found | None:
        """The entity with that IRI, as these claims name it; None where none does. Most used name first."""
        uses: dict[str, int] = {}
        first: Entity | None = None
        for view in claims.views:
            for argument in view.claim.arguments:
                if entity_id(argument.entity, view.article_id) == iri:
                    first = first or argument.entity
                    uses[argument.entity.name] = uses.get(argument.entity.name, 0) + 2
                    for name in argument.entity.names:
                        uses.setdefault(name.text, 1)
        if first is None:
            return None
        names = sorted(uses, key=lambda name: (-uses[name], name))
        return cls(iri, names[0], first.kind, tuple(names), claims)

    def with_others(self, others: Iterable[Found]) -> Found:
        """The same, with further bearers of the name."""
        return replace(self, others=tuple(others))

    def __repr__(self) -> str:
        return f"<{self.kind.value} {self.name}: {len(self.claims)} claims>"

    def _repr_html_(self) -> str:
        from aigraph.notebook import entity_html

        return entity_html(self)


def nearest_names(store: Store, name: str) -> str:
    """`; nearest: ...` with up to three stored names, for a message; empty where none is near."""
    from aigraph.graph.reading import fold_name
    from aigraph.ontology.vocabulary import RDFS, SKOS

    known: dict[str, str] = {}
    for term in (RDFS.label, SKOS.altLabel):
        for quad in store.quads(None, term, None):
            value = getattr(quad.object, "value", "")
            known.setdefault(fold_name(value), value)
    near = get_close_matches(fold_name(name), known, n=3, cutoff=0.6)
    return "; nearest: " + ", ".join(repr(known[n]) for n in near) if near else "; `aigraph stats` shows what is stored"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

"""Stored articles and claims: what the store gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from .claim import Claim

__all__ = ["StoredArticle", "StoredClaim"]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article's metadata as the store has it; `iri` is its graph, `claims` how many claims it makes."""

    iri: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: Date | None = None
    language: str | None = None
    source: str = ""
    claims: int = 0

    @property
    def id(self) -> str:
        """The article's id: the last part of its IRI."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with its IRI, its article, and the IRIs of its entities (one for each of `claim.arguments`)."""

    iri: str
    article: StoredArticle
    claim: Claim
    entities: tuple[str, ...]
    attributed_to: tuple[str, ...] = ()

    @property
    def title(self) -> str | None:
        """The article's title."""
        return self.article.title

    @property
    def url(self) -> str | None:
        """The article's address."""
        return self.article.url

    @property
    def publisher(self) -> str | None:
        """Who published the article."""
        return self.article.publisher

    @property
    def published(self) -> Date | None:
        """The day the article appeared."""
        return self.article.published

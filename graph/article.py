"""The article: a text with its metadata, and the id that names its graph."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date as Date

__all__ = ["Article", "Version"]


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier text of an article, which a corrected one has replaced: `content` is the hash of its words."""

    content: str
    title: str | None = None
    published: Date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as read from a source.

    `text` is what offsets count into: code points, line ends as `\\n`, no byte order mark, control characters
    (but newline and tab) replaced by spaces. `published` is the day it appeared, against which relative dates are
    resolved; None leaves them unresolved. `source` says where it was read from (a path, an address, `<stdin>`).

    `known` says how a field was learnt (`("published", "JSON-LD datePublished")`); fields that somebody gave are not in it.
    `modified` is the day of its last correction. The same article found elsewhere adds to `sources` and `addresses`; an
    article that another publisher took over names the first one's id in `copy_of` and makes no claims of its own; texts that
    a correction replaced are its `versions`, oldest first.
    """

    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: Date | None = None
    language: str | None = None
    source: str = ""
    author: str | None = None
    modified: Date | None = None
    known: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    copy_of: str | None = None
    versions: tuple[Version, ...] = ()

    @property
    def id(self) -> str:
        """Sixteen hex digits that name the article: from its address where it has one, else from its text.

        An article that is read again, corrected at the same address, replaces itself; the same text read twice is one.
        """
        return hashlib.sha256((self.url or self.text).encode("utf-8")).hexdigest()[:16]

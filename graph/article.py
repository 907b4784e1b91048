"""The article: a text with its metadata, and the id that names its graph."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date as Date

__all__ = ["Article"]


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as read from a source.

    `text` is what offsets count into: code points, line ends as `\\n`, no byte order mark, control characters
    (but newline and tab) replaced by spaces. `published` is the day it appeared, against which relative dates are
    resolved; None leaves them unresolved. `source` says where it was read from (a path, an address, `<stdin>`).
    """

    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: Date | None = None
    language: str | None = None
    source: str = ""

    @property
    def id(self) -> str:
        """Sixteen hex digits that name the article: from its address where it has one, else from its text.

        An article that is read again, corrected at the same address, replaces itself; the same text read twice is one.
        """
        return hashlib.sha256((self.url or self.text).encode("utf-8")).hexdigest()[:16]

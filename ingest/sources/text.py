"""Text and Markdown, with or without front matter: see `ingest/read.py`, which does the work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...ontology.errors import ArticleError
from ..read import clean_text, front_matter, heading, to_text
from .articles import make
from .source import Blob, Options, Yielded

__all__ = ["Text"]


class Text:
    """One file, one article."""

    suffixes = (".txt", ".text", ".md", ".markdown")
    media = ("text/plain", "text/markdown", "text/x-markdown")

    def claims(self, head: bytes) -> bool:
        """Text is what nothing else claims."""
        return False

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        """Yield the article; the address in its front matter stays as it is written."""
        limit = options.limits.article
        data = blob.opener().read(limit + 1)
        if len(data) > limit:
            raise ArticleError(f"{blob.name}: larger than {limit // 1_000_000} MB; split it into its articles")
        text = clean_text(to_text(data, blob.name).removeprefix("\ufeff"))
        front, body = front_matter(text, blob.name, options.warn)
        found = [(field, str(value), "front matter") for field, value in front.items()]
        title = heading(body)
        if title:
            found.append(("title", title, "first heading"))
        article = make(body, blob, options, tuple(found))
        if "url" in front and not options.given.get("url"):
            article = replace(article, url=front["url"])
        yield article

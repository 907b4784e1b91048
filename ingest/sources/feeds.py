"""Feeds: RSS and Atom by feedparser, an article an entry.

A feed that holds whole texts gives articles. One that holds summaries gives the pages behind them, where these may be fetched: by
default if the feed was itself fetched, else with `--follow`; otherwise the summaries are read, with a warning. XML that declares
entities is refused before any parser sees it: feeds need none, and bombs and file readers are made of them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...graph.addresses import resolved
from ...ontology.errors import ArticleError
from .articles import make
from .decode import decode
from .html import plain_text
from .sniff import first_element
from .source import Blob, Failure, Found, Options, Yielded

__all__ = ["Feed", "declares_entities", "follows"]

WHOLE = 600         # characters of an entry's text, from which on it is no summary; less is where it carries full content
_ENTITY = re.compile(r"<!ENTITY", re.I)


def declares_entities(text: str) -> bool:
    """Whether XML defines entities of its own."""
    return _ENTITY.search(text) is not None


def follows(blob: Blob, options: Options) -> bool:
    """Whether the addresses in a feed or sitemap are to be fetched."""
    wanted = blob.online if options.follow is None else options.follow
    return wanted and options.fetcher is not None


class Feed:
    """A feed, an article an entry."""

    suffixes = (".rss", ".atom", ".rdf", ".xml")
    media = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml")

    def claims(self, head: bytes) -> bool:
        """Its first element is a feed's."""
        return first_element(head) in ("rss", "feed", "rdf")

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        """Yield an article, a page to fetch, or a failure an entry."""
        parsed = _parsed(blob, options)
        if not parsed.entries:
            raise ArticleError(f"{blob.name}: is no feed with entries in it{_why(parsed)}")
        summaries = 0
        for number, entry in enumerate(parsed.entries[: options.limits.members], 1):
            found, link = _found(entry, parsed.feed, blob), resolved(entry.get("link", ""), blob.url)
            one = blob.inside(link or str(number), io.BytesIO, url=link, found=found)
            text, whole = _text(entry)
            if not whole and link and follows(blob, options):
                yield replace(one, name=link, fetch=True)
            elif text:
                summaries += not whole
                yield _article(text, one, options)
            else:
                yield Failure(one.name, "the entry has no text", "--follow fetches the page behind it" if link else "")
        if summaries:
            options.warn(f"{blob.name}: {summaries} of its entries are summaries, and read as they are; --follow fetches the pages")


def _parsed(blob: Blob, options: Options) -> Any:
    import feedparser

    limit = options.limits.document
    data = blob.opener().read(limit + 1)
    if len(data) > limit:
        raise ArticleError(f"{blob.name}: is a feed of more than {limit // 1_000_000} MB, and not read")
    text = decode(data, blob.name, blob.charset, options.warn)
    if declares_entities(text):
        raise ArticleError(f"{blob.name}: declares XML entities, which can be made into bombs, and is not read; take them out")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)      # its encoding is no longer true
    where = {"content-location": blob.url} if blob.url else {}
    return feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), response_headers={"content-type": "text/xml; charset=utf-8", **where})


def _why(parsed: Any) -> str:
    error = parsed.get("bozo_exception")
    return f" ({' '.join(str(error).split())[:120]})" if error else ""


def _text(entry: Any) -> tuple[str, bool]:
    """The longest text of an entry, and whether it is all of the article."""
    contents = [plain_text(part.get("value", "")) for part in entry.get("content", [])]
    texts = [*contents, plain_text(entry.get("summary", ""))]
    text = max(texts, key=len, default="").strip()
    cut = text.endswith(("…", "...", "[…]", "[...]"))
    full = bool(contents) and len(text) == len(max(contents, key=len).strip()) and len(text) > WHOLE // 3
    return text, not cut and (full or len(text) >= WHOLE)


def _article(text: str, one: Blob, options: Options) -> Yielded:
    try:
        return make(text, one, options)
    except ArticleError as error:
        return Failure(one.name, str(error).partition(": ")[2])


def _found(entry: Any, feed: Any, blob: Blob) -> Found:
    publisher = entry.get("source", {}).get("title") or feed.get("title", "")
    values = (
        ("title", plain_text(entry.get("title", "")), "feed entry title"),
        ("url", entry.get("link", ""), "feed entry link"),
        ("published", entry.get("published", ""), "feed entry date"),
        ("modified", dict.get(entry, "updated", ""), "feed entry update"),
        ("author", entry.get("author", ""), "feed entry author"),
        ("publisher", publisher, "feed title"),
    )
    return (*((field, value, how) for field, value, how in values if value), *blob.found)

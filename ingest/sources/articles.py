"""From a text and what is known of it to an article.

Metadata come from several places; the first that can be right wins: what the person gave, what the document says, what its
container (feed, archive, database) says, what its address says. How each was learnt is kept in `Article.known`. A date that
cannot be right is named in a warning and passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date as Date
from typing import Any

from ...graph.addresses import canonical, host_of
from ...graph.article import Article
from ...ontology.errors import ArticleError
from ..read import clean_text, parse_published
from .dates import doubt, parse_date
from .source import Blob, Found, Options

__all__ = ["make"]

_LONGEST = {"title": 500, "publisher": 200, "author": 300}     # longer ones are texts that went astray


def make(text: str, blob: Blob, options: Options, found: Found = ()) -> Article:
    """The article that holds `text`, read from `blob`; `found` is what the document itself says, best first.

    Raises:
        ArticleError: Empty or too large.
    """
    text = clean_text(text)
    if len(text) > options.limits.article:
        raise ArticleError(f"{blob.name}: longer than {options.limits.article:,} characters; split it into its articles")
    if not text.strip():
        raise ArticleError(f"{blob.name}: empty: there is no text to read")
    values: dict[str, Any] = {}
    known: dict[str, str] = {}
    for field, value, how in _believed((*found, *blob.found), blob, options):
        if field not in values:
            values[field], known[field] = value, how
    if "url" not in values and (address := canonical(blob.url or "")):
        values["url"], known["url"] = address, "address it was read from"
    if "publisher" not in values and (host := host_of(values.get("url"))):
        values["publisher"], known["publisher"] = host, "host of the address"
    for field, value in _given(options.given):
        values[field] = value
        known.pop(field, None)
    if "publisher" in values:
        values["publisher"] = _publisher(values["publisher"], options.publishers)
    return Article(text, source=blob.name, known=tuple(sorted(known.items())), **values)


def _believed(found: Found, blob: Blob, options: Options) -> Iterator[tuple[str, Any, str]]:
    """Yield what can be right, as its own type; what cannot is named."""
    for field, value, how in found:
        value = " ".join(value.split())
        if not value:
            continue
        if field in ("published", "modified"):
            day = parse_date(value)
            wrong = f"{value[:40]!r} is no date that can be read" if day is None else doubt(day, options.today, blob.captured)
            if wrong:
                options.warn(f"{blob.name}: {field} ({how}): {wrong}; it is not believed")
            else:
                yield field, day, how
        elif field == "url":
            if address := canonical(value):
                yield field, address, how
        elif field == "language":
            yield field, re.split("[-_]", value.casefold())[0], how
        elif len(value) <= _LONGEST.get(field, 200):
            yield field, value, how


def _given(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for field, value in given.items():
        if value is None:
            continue
        if field == "published" and not isinstance(value, Date):
            value = parse_published(str(value), "published")
        if field == "language":
            value = re.split("[-_]", str(value).casefold())[0]
        yield field, value


def _publisher(name: str, aliases: Mapping[str, str]) -> str:
    """The publisher's name as the settings have it."""
    for alias in (name, re.sub(r"^www\.", "", name.casefold())):
        for key, value in aliases.items():
            if key.casefold() == alias.casefold():
                return value
    return name

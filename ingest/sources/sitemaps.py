"""Sitemaps: lists of a site's addresses, plain, for news, or of further sitemaps; their pages are fetched where that is wanted.

Read element by element with defusedxml, which refuses entities and document types, so that a sitemap of any length takes the memory of one
entry.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...graph.addresses import resolved
from ...ontology.errors import ArticleError
from .feeds import follows
from .sniff import first_element
from .source import Blob, Failure, Found, Options, Yielded

__all__ = ["Sitemap"]

_FIELDS = {"title": "title", "publication_date": "published", "name": "publisher", "lastmod": "modified"}


class Sitemap:
    """A list of addresses."""

    suffixes: tuple[str, ...] = ()
    media: tuple[str, ...] = ()

    def claims(self, head: bytes) -> bool:
        """Its first element is a sitemap's."""
        return first_element(head) in ("urlset", "sitemapindex")

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        """Yield the pages and sitemaps that it lists, to be fetched."""
        if not follows(blob, options):
            yield Failure(blob.name, "is a sitemap: it holds addresses and no text", "--follow fetches them")
            return
        for number, (kind, found) in enumerate(_entries(blob), 1):
            if number > options.limits.members:
                yield Failure(blob.name, f"lists more than {options.limits.members:,} addresses", "what follows is not read")
                return
            link = next((value for field, value, _ in found if field == "url"), "")
            address = resolved(link, blob.url)
            if address is None:
                yield Failure(f"{blob.name}!{number}", f"{link[:80]!r} is no address that can be fetched")
            else:
                known = found if kind == "url" else ()
                yield replace(blob.inside(address, io.BytesIO, url=address, found=known), name=address, fetch=True)


def _entries(blob: Blob) -> Iterator[tuple[str, Found]]:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    try:
        for _, element in iterparse(blob.opener(), events=("end",), forbid_dtd=True):
            kind = _local(element)
            if kind in ("url", "sitemap"):
                yield kind, _found(element)
                element.clear()
    except DefusedXmlException as error:
        raise ArticleError(f"{blob.name}: declares a document type or XML entities, which can be made into bombs, and is not read on") from error
    except ParseError as error:
        raise ArticleError(f"{blob.name}: is XML that breaks off ({error}); what came before it is kept") from error


def _found(element: Any) -> Found:
    found: list[tuple[str, str, str]] = []
    for part in element.iter():
        name, text = _local(part), (part.text or "").strip()
        if name == "loc" and text and not any(field == "url" for field, _, _ in found):
            found.append(("url", text, "sitemap"))
        elif name in _FIELDS and text:
            found.append((_FIELDS[name], text, f"sitemap {name}"))
    return tuple(found)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]

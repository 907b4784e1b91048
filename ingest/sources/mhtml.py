"""Saved pages: MHTML, as browsers write it, is mail whose first HTML part is the page; its head has the page's address and the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy

from ...ontology.errors import ArticleError
from .dates import parse_date
from .decode import decode
from .html import page_article
from .source import Blob, Options, Yielded

__all__ = ["Mhtml"]

_START = re.compile(rb"(?:from|mime-version|content-type|snapshot-content-location|subject|date):", re.I)


class Mhtml:
    """A page with what belongs to it."""

    suffixes = (".mhtml", ".mht")
    media = ("multipart/related", "application/x-mimearchive", "message/rfc822")

    def claims(self, head: bytes) -> bool:
        """It begins as mail does, of parts that belong together."""
        return _START.match(head) is not None and b"multipart/related" in head.lower()

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        """Yield the article on the page."""
        data = blob.opener().read(options.limits.document + 1)
        if len(data) > options.limits.document:
            raise ArticleError(f"{blob.name}: larger than {options.limits.document // 1_000_000} MB; save the page without its pictures")
        message = message_from_bytes(data, policy=policy.compat32)
        address = message.get("Snapshot-Content-Location")
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        part = next((part for part in parts if address and part.get("Content-Location") == address), parts[0] if parts else None)
        if part is None:
            raise ArticleError(f"{blob.name}: holds no page; save it anew from the browser")
        content = part.get_payload(decode=True)
        charset = part.get_content_charset()
        page = decode(content if isinstance(content, bytes) else b"", blob.name, charset, options.warn)
        address = address or part.get("Content-Location") or blob.url
        saved = parse_date(str(message.get("Date", "")))
        yield page_article(page, replace(blob, url=str(address) if address else None, captured=saved or blob.captured), options)

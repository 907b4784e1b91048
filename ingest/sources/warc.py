"""Web archives: WARC as crawlers and Common Crawl write them, and WET, their text; an article a page, by warcio.

Pages that answered with status 200 and are HTML, text or PDF are read; pictures, scripts, errors and requests are passed over. The page's
address and the day on which it was fetched come from the record: an article is no younger than that. `.warc.gz` is unpacked by
`compressed.py`, member by member. An archive that is cut off gives every record that is whole, and then one failure.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ...ontology.errors import ArticleError
from .dates import parse_date
from .source import Blob, Budget, Failure, Options, Yielded

__all__ = ["Warc"]

_KINDS = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


class Warc:
    """An archive of fetched pages."""

    suffixes = (".warc", ".wet", ".arc")
    media = ("application/warc",)

    def claims(self, head: bytes) -> bool:
        """It begins with a record's version."""
        return head.startswith(b"WARC/")

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        """Yield its pages."""
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        budget, number, record = blob.budget or Budget(options.limits), 0, None
        try:
            stream = _Tail(blob.opener())
            for number, record in enumerate(ArchiveIterator(stream), 1):
                yield from _record(record, blob, options, budget, number)
            if record is None or _is_cut(record) or not stream.tail.endswith((b"\r\n\r\n", b"\n\n")):
                yield Failure(blob.name, f"is cut off behind or in its record {number}", "what came before it is kept; get the archive again")
        except (ArchiveLoadFailed, AttributeError, ValueError) as error:      # of a head that is cut off, warcio misses fields
            if isinstance(error, ArticleError):
                raise
            raise ArticleError(f"{blob.name}: record {number + 1} is damaged ({_short(error)}); what came before it is kept") from error


class _Tail:
    """A stream that remembers the last bytes that were read: an archive ends with the blank lines behind a record."""

    def __init__(self, held: Any) -> None:
        self._held, self.tail = held, b""

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._held.read(size)
        self.tail = (self.tail + data[-4:])[-4:]
        return data

    def close(self) -> None:
        self._held.close()


def _record(record: Any, blob: Blob, options: Options, budget: Budget, number: int) -> Iterator[Yielded]:
    if record.rec_type not in ("response", "resource", "conversion"):
        return
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    name = f"{blob.name}!{address.strip('<>') or number}"
    http = record.http_headers
    media = (http if http is not None else record.rec_headers).get_header("Content-Type") or ""
    if (http is not None and (http.statusline or "").partition(" ")[0] != "200") or media.partition(";")[0].strip().lower() not in _KINDS:
        return
    limit = options.limits.document
    data = record.content_stream().read(limit + 1)
    if len(data) > limit:
        yield Failure(name, f"is larger than {limit // 1_000_000} MB", "that is no page")
    elif not _is_cut(record):
        budget.take(blob.name, len(data))
        if record.rec_headers.get_header("WARC-Truncated"):
            options.warn(f"{name}: was cut off when it was archived")
        yield _page(name, address.strip("<>"), media, data, record, blob)


def _page(name: str, address: str, media: str, data: bytes, record: Any, blob: Blob) -> Blob:
    charset = media.lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    return Blob(
        name, lambda: io.BytesIO(data), url=address or None, media=media, charset=charset, depth=blob.depth + 1, size=len(data),
        captured=parse_date(record.rec_headers.get_header("WARC-Date") or ""), budget=blob.budget,
        found=(("url", address, "WARC-Target-URI"), *blob.found),
    )  # fmt: skip


def _is_cut(record: Any) -> bool:
    """Whether the archive ended within this record, all of which has been read."""
    return record.rec_headers.get_header("Content-Length") is None or getattr(record.raw_stream, "limit", 0) > 0


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120]

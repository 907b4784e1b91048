"""PDF: its text by pypdf, lines joined to paragraphs again.

A PDF knows lines, not paragraphs. One ends where a blank line stands, or where a line ends a sentence well before the margin. Words that are hyphenated at
a line's end are joined, Chinese lines without a space. What stands on most pages (running heads, page numbers) is left out. The day on
which the file was made is not that of publication: only an article that claims to be younger is not believed.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ...ontology.errors import ArticleError
from .articles import make
from .dates import parse_date
from .source import Blob, Found, Options, Yielded

__all__ = ["Pdf", "paragraphs_of"]

PAGES = 300
_NUMBER = re.compile(r"\W*(?:page |第)?\s*\d{1,4}\s*(?:页)?(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.I)
_ENDS = re.compile(r"[.!?。！？][\"'”’）)】]*$")
_HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


class Pdf:
    """A document, one article."""

    suffixes = (".pdf",)
    media = ("application/pdf",)

    def claims(self, head: bytes) -> bool:
        """It begins with PDF's mark, or has it near its beginning."""
        return b"%PDF-" in head[:1024]

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        """Yield the article."""
        limit = options.limits.document
        data = blob.opener().read(limit + 1)
        if len(data) > limit:
            raise ArticleError(f"{blob.name}: is a PDF of more than {limit // 1_000_000} MB; split it into its articles")
        pages, found, made = _pages(data, blob, options)
        text = "\n".join(paragraphs_of(pages))
        if not text.strip():
            raise ArticleError(f"{blob.name}: holds pictures of text and no text; recognise it first, with ocrmypdf for one")
        yield make(text, replace(blob, captured=blob.captured or made), options, found)


def paragraphs_of(pages: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs of pages of lines."""
    lines = [[line.strip() for line in page.split("\n")] for page in pages]
    often = Counter(line for page in lines for line in {*page[:2], *page[-2:]} if line)
    running = {line for line, count in often.items() if count > max(2, len(pages) // 2)}
    kept = [line for page in lines for line in page if line not in running and not (line and _NUMBER.fullmatch(line))]
    widths = sorted(len(line) for line in kept if line)
    margin = widths[int(len(widths) * 0.9)] if widths else 0
    held = last = ""
    for line in kept:
        if held and (not line or (_ENDS.search(last) and len(last) < 0.85 * margin)):
            yield held
            held = ""
        if line:
            held, last = _joined(held, line), line
    if held:
        yield held


def _joined(before: str, line: str) -> str:
    if not before:
        return line
    if re.search(r"[a-z]-$", before) and line[0].islower():
        return before[:-1] + line
    return before + ("" if _HAN.match(before[-1]) and _HAN.match(line[0]) else " ") + line


def _pages(data: bytes, blob: Blob, options: Options) -> tuple[list[str], Found, Any]:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)      # what is wrong is said once, in our error
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleError(f"{blob.name}: is a PDF locked with a password; save it without one")
        if len(reader.pages) > PAGES:
            raise ArticleError(f"{blob.name}: is a PDF of {len(reader.pages)} pages; split it into its articles (up to {PAGES} pages)")
        pages = [page.extract_text() for page in reader.pages]
        said: Any = reader.metadata or {}
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, ArticleError):
            raise
        raise ArticleError(f"{blob.name}: is a PDF that is damaged ({' '.join(str(error).split())[:100]}); get it again") from error
    values = (("title", said.get("/Title"), "PDF title"), ("author", said.get("/Author"), "PDF author"))
    made = parse_date(str(said.get("/CreationDate", "")).removeprefix("D:"))
    return pages, tuple((field, str(value), how) for field, value, how in values if value), made

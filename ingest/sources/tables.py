"""Tables: CSV and tab-separated values, an article a row, columns by name as in JSON records.

The first row has the names. The separator is the one of comma, semicolon and tab that the first row has most of. Rows are read one
by one, so that a file of any size takes the memory of one row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from ...ontology.errors import ArticleError
from ..read import decode_chinese
from .records import record_article
from .source import Blob, Failure, Options, Yielded

__all__ = ["Csv", "Tsv"]


class Csv:
    """Values with commas between them."""

    suffixes: tuple[str, ...] = (".csv",)
    media: tuple[str, ...] = ("text/csv", "application/csv")
    separators = ",;\t"

    def claims(self, head: bytes) -> bool:
        """Never: prose has commas, too."""
        return False

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        """Yield an article or a failure a row."""
        stream = cast(io.BufferedReader, blob.opener())
        csv.field_size_limit(options.limits.article)
        text = io.TextIOWrapper(stream, encoding=_encoding(stream, blob, options), errors="replace", newline="")
        first = text.readline(1_000_000)
        separator = max(self.separators, key=first.count)
        names = next(csv.reader([first], delimiter=separator), [])
        if len(names) < 2 and separator not in first:
            text.detach()
            raise ArticleError(f"{blob.name}: its first row has no column names that can be told apart; the separators are comma, semicolon and tab")
        rows = csv.DictReader(text, [name.strip() for name in names], delimiter=separator)
        number = 1
        try:
            for number, row in enumerate(rows, 2):
                if any(value for value in row.values() if isinstance(value, str)):
                    record = {name: value for name, value in row.items() if isinstance(name, str) and isinstance(value, str)}
                    yield record_article(record, replace(blob, name=f"{blob.name}:{number}"), options)
        except csv.Error as error:
            yield Failure(f"{blob.name}:{number + 1}", f"cannot be read as a table ({error})", "what follows is not read; close its quotation marks")
        text.detach()


class Tsv(Csv):
    """Values with tabs between them."""

    suffixes = (".tsv", ".tab")
    media = ("text/tab-separated-values",)
    separators = "\t"


def _encoding(stream: io.BufferedReader, blob: Blob, options: Options) -> str:
    """The table's encoding, by the whole lines among its first bytes."""
    head = stream.peek(1 << 16)
    lines = head[: head.rfind(b"\n") + 1] or head
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    for encoding in ("utf-8-sig", "gb18030", "big5"):
        try:
            if encoding == "utf-8-sig" or decode_chinese(lines) == lines.decode(encoding):
                lines.decode(encoding)
                return encoding
        except UnicodeDecodeError:
            continue
    options.warn(f"{blob.name}: does not say its encoding; read as Windows-1252")
    return "cp1252"

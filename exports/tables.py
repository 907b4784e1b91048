"""Claims as CSV and as JSON lines.

A cell that a spreadsheet would take for a formula (it starts with `=`, `+`, `-`, `@`, also behind blanks) gets an
apostrophe in front. The file is UTF-8 with a byte order mark, which Excel needs to see Chinese; lines end in CRLF (RFC 4180).
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Iterator

from .view import ClaimView, in_order, parts, when

__all__ = ["COLUMNS", "to_csv", "to_jsonl", "to_rows", "write_csv"]

COLUMNS = (
    "claim", "type", "subject", "object", "others", "when", "role", "amount", "date", "since", "until", "status", "round",
    "quantity", "share", "modality", "attribution", "lang", "quote", "publisher", "published", "title", "url", "article",
)  # fmt: skip
_FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def to_rows(views: Iterable[ClaimView]) -> Iterator[dict[str, str]]:
    """Yield a row of `COLUMNS` for each claim, newest first; absent values are empty."""
    for view in in_order(views):
        claim, roles = view.claim, parts(view)
        joined = ["; ".join(entity.name for entity in entities) for _, entities in roles]
        others = "; ".join(f"{role}: {names}" for (role, _), names in zip(roles[2:], joined[2:], strict=True))
        values = {
            "claim": view.id, "subject": joined[0] if joined else "", "object": joined[1] if len(joined) > 1 else "",
            "others": others, "when": when(view), "modality": claim.modality.value,
            "attribution": "; ".join(claim.attribution), "quote": claim.evidence.quote, "publisher": view.publisher,
            "published": view.published, "title": view.article_title, "url": view.url, "article": view.article_id,
        }  # fmt: skip
        yield {name: _text(values[name] if name in values else getattr(claim, name)) for name in COLUMNS}


def to_csv(views: Iterable[ClaimView]) -> str:
    """The rows as CSV with a header, guarded against formulas."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in to_rows(views):
        writer.writerow([_guarded(row[name]) for name in COLUMNS])
    return file.getvalue()


def write_csv(views: Iterable[ClaimView], path: str | os.PathLike[str]) -> None:
    """Write the CSV to `path`."""
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        file.write(to_csv(views))


def to_jsonl(views: Iterable[ClaimView]) -> str:
    """Claim records as `aigraph extract` prints them, one a line, each with its `id` and article."""
    lines = []
    for view in in_order(views):
        article = {"id": view.article_id, "title": view.article_title, "publisher": view.publisher, "url": view.url,
                   "published": view.published}  # fmt: skip
        record = {"id": view.id, **view.claim.to_record(), "article": {k: v for k, v in article.items() if v}}
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    return "".join(lines)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text

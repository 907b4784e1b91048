"""JSON: dumps of databases and feeds of news services, an article a record.

JSON lines are read line by line, so that a file of any size takes the memory of one record; other JSON is read as a whole: a record, a list
of them, or an object that has the list somewhere. Which field is what is said by the map (`--map title=headline,text=body.html`,
`items=data.articles` for the list), else by the names that are in use. HTML in a text becomes text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...ontology.errors import ArticleError, ReaderError
from .articles import make
from .decode import decode
from .html import plain_text
from .source import Blob, Failure, Options, Yielded

__all__ = ["FIELDS", "Json", "JsonLines", "field_map", "record_article"]

# Names in use for each field, the most telling first.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "maintext", "article_body", "articlebody", "full_text", "fulltext", "article", "content_html", "content_text", "正文"),
    "title": ("title", "headline", "标题"),
    "url": ("url", "link", "canonical_url", "source_url", "permalink", "web_url", "网址"),
    "published": ("published", "published_at", "publishedat", "date_publish", "datepublished", "date_published", "pub_date", "pubdate", "publish_date", "date", "time", "发布日期"),
    "modified": ("modified", "updated", "updated_at", "date_modified", "datemodified"),
    "author": ("author", "authors", "byline", "creator", "作者"),
    "publisher": ("publisher", "source", "source_domain", "site_name", "outlet", "site", "媒体", "来源"),
}  # fmt: skip
_ITEMS = ("articles", "items", "data", "results", "docs", "hits", "entries", "records", "stories", "news")
_LOOKS = re.compile(rb'\s*(?:\[\s*)?\{\s*"[^"\n]{1,60}"\s*:')


def field_map(pairs: str) -> dict[str, str]:
    """`title=headline,text=body` as a map from our fields to the record's.

    Raises:
        ReaderError: A pair has no `=`, or is for no field of ours.
    """
    known = (*FIELDS, "language", "items")
    found = {}
    for pair in filter(None, (part.strip() for part in pairs.split(","))):
        field, sign, name = (part.strip() for part in pair.partition("="))
        if not sign or not name or field not in known:
            raise ReaderError(f"--map {pair!r}: write field=name, the field being one of {', '.join(known)}")
        found[field] = name
    return found


class JsonLines:
    """A record a line."""

    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".jsonlines")
    media: tuple[str, ...] = ("application/x-ndjson", "application/jsonl", "application/x-jsonlines")

    def claims(self, head: bytes) -> bool:
        """Never: JSON claims it, and finds out whether it is by lines."""
        return False

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        """Yield an article or a failure a line."""
        yield from _lines(blob, options, blob.opener(), 1)


class Json:
    """JSON of any shape, lines too."""

    suffixes: tuple[str, ...] = (".json",)
    media: tuple[str, ...] = ("application/json", "application/feed+json", "text/json")

    def claims(self, head: bytes) -> bool:
        """It begins with an object, or a list of them."""
        return _LOOKS.match(head) is not None

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        """Yield an article or a failure a record."""
        stream, limit = blob.opener(), options.limits.document
        data = stream.readline(limit + 1)
        first = _parsed(data.strip())
        if isinstance(first, dict):         # complete in a line: of JSON lines, or all there is
            yield from _records(first, blob, options, 1)
            yield from _lines(blob, options, stream, 2)
            return
        data += stream.read(limit + 1 - len(data)) if len(data) <= limit else b""
        if len(data) > limit:
            raise ArticleError(f"{blob.name}: is JSON of more than {limit // 1_000_000} MB; write it as JSON lines, a record a line")
        try:
            whole = json.loads(decode(data, blob.name, "utf-8", options.warn), strict=False)
        except ValueError as error:
            raise ArticleError(f"{blob.name}: is not JSON that can be read ({error}); mend it there") from error
        yield from _records(whole, blob, options, None)


def record_article(record: Mapping[str, Any], blob: Blob, options: Options) -> Yielded:
    """The article that a record holds, or what it lacks; `blob.name` names the record."""
    by_name = {name.casefold(): name for name in reversed(list(record))}
    found: list[tuple[str, str, str]] = []
    for field in (*FIELDS, "language"):
        asked = options.fields.get(field)
        names = (asked,) if asked else FIELDS.get(field, ())
        for name in names:
            value = _value(record, name if asked else by_name.get(name, name), "\n" if field == "text" else "; ")
            if value:
                found.append((field, value, f"field {name}"))
    text = next((value for field, value, _ in found if field == "text"), None)
    if text is None:
        wanted = options.fields.get("text")
        wrong = f"has no {wanted!r}, which is to be the text" if wanted else "has no field that is the text"
        return Failure(blob.name, wrong, f"its fields are {', '.join(map(str, list(record)[:20]))}; say which with --map text=FIELD")
    try:
        return make(plain_text(text), blob, options, tuple(one for one in found if one[0] != "text"))
    except ArticleError as error:
        where, _, rest = str(error).partition(": ")
        return Failure(where, *rest.partition("; ")[::2])


def _lines(blob: Blob, options: Options, stream: Any, number: int) -> Iterator[Yielded]:
    limit = options.limits.document
    while data := stream.readline(limit + 1):
        name = f"{blob.name}:{number}"
        if len(data) > limit:
            raise ArticleError(f"{name}: is a line of more than {limit // 1_000_000} MB; that is no record, and what follows is not read")
        data = data.strip()
        record = _parsed(data) if data else None
        if isinstance(record, dict):
            yield from _records(record, blob, options, number)
        elif data:
            yield Failure(name, "is not a JSON object" if record is not None else "is not JSON", "each line is to be one record")
        number += 1


def _records(value: Any, blob: Blob, options: Options, number: int | None) -> Iterator[Yielded]:
    """The records in a JSON value; a single one is named after its line, those of a list after their place in it."""
    items = _items(value, options)
    if items is None:
        yield record_article(value, _named(blob, number), options)
        return
    if not items:
        yield Failure(_named(blob, number).name, "holds no records", "say where they are with --map items=FIELD")
    for place, record in enumerate(items, 1):
        one = _named(blob, place)
        yield record_article(record, one, options) if isinstance(record, dict) else Failure(one.name, "is not a JSON object")


def _named(blob: Blob, number: int | None) -> Blob:
    from dataclasses import replace

    return blob if number is None else replace(blob, name=f"{blob.name}:{number}")


def _items(value: Any, options: Options) -> list[Any] | None:
    """The list of records; None where the value is a record itself."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    asked = options.fields.get("items")
    if asked:
        inner = _inner(value, asked)
        return inner if isinstance(inner, list) else []
    if options.fields.get("text") or any(name.casefold() in FIELDS["text"] for name in value if isinstance(value[name], str)):
        return None
    for name in _ITEMS:
        inner = value.get(name)
        if isinstance(inner, dict):
            inner = next((inner[deep] for deep in _ITEMS if isinstance(inner.get(deep), list)), None)
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            return inner
    return None


def _value(record: Mapping[str, Any], name: str, joint: str) -> str:
    """A field as a string: lists joined, objects by their name or text."""
    value = _inner(record, name)
    parts = value if isinstance(value, list) else [value]
    named = [one.get("name") or one.get("text") or one.get("title") if isinstance(one, dict) else one for one in parts]
    return joint.join(str(one) for one in named if isinstance(one, str | int | float) and not isinstance(one, bool) and str(one).strip())


def _inner(record: Mapping[str, Any], path: str) -> Any:
    """The value under a name, or under dotted names, from the outside in."""
    if path in record:
        return record[path]
    value: Any = record
    for name in path.split("."):
        if isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        elif isinstance(value, dict):
            value = value.get(name)
        else:
            return None
    return value


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig", "replace"), strict=False)
    except ValueError:
        return None

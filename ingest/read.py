"""Reading sources: files, folders, standard input and open files become articles.

1. Bytes are decoded by their byte order mark, else as UTF-8, else as GB18030 or Big5, whichever gives mostly common
   characters (an accented Latin-1 text decodes as GB18030 too, but into rare ones, and is refused);
2. line ends become `\\n`, control characters spaces, one for one;
3. front matter (a `---` block of `key: value` lines) is taken off, with the blank lines around what is left.

Nothing else is touched: Markdown marks stay where they are, because offsets and quotes must be those of the text that
people see. A clean UTF-8 file without front matter is its article's text, character for character.
"""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date as Date
from pathlib import Path
from typing import IO, Any

from ..graph.article import Article
from ..ontology.errors import ArticleError

__all__ = [
    "MAX_BYTES", "SUFFIXES", "check_fields", "clean_text", "decode_chinese", "front_matter", "heading", "iter_articles", "iter_files", "make_article",
    "parse_published", "read_article", "to_text",
]  # fmt: skip

MAX_BYTES = 5_000_000      # a long book; what is larger is no article
SUFFIXES = (".txt", ".text", ".md", ".markdown")
FIELDS = ("title", "url", "publisher", "published", "language")
FRONT = (*FIELDS, "author")
ENCODINGS = "UTF-8, UTF-16 with byte order mark, GB18030, Big5"

Warn = Callable[[str], None]

_MAGIC = {b"%PDF": "a PDF", b"PK\x03\x04": "a zip or office file", b"\x1f\x8b": "a gzip file", b"\x89PNG": "an image",
          b"\xff\xd8\xff": "an image", b"GIF8": "an image"}
_CONTROL = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
_CONTROL |= {code: "\ufffd" for code in (0xFFFE, 0xFFFF)}
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LINE = re.compile(r"([A-Za-z][\w.-]*)\s*:(?:\s+(.*?)|)\s*$")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.M)


def read_article(source: str | Path | IO[Any], *, warn: Warn | None = None, **metadata: Any) -> Article:
    """The article that stands in a file.

    Args:
        source: A path, `-` for standard input, or an open file (text or binary).
        warn: Takes a line for each thing that is odd but not wrong; `warnings.warn` where None.
        metadata: `title`, `url`, `publisher`, `published` (a date or `YYYY-MM-DD`), `language`: these win over the
            front matter.

    Raises:
        ArticleError: Missing, a folder, binary, empty, undecodable, too large, or `published` is no date.
    """
    name, data = _load(source)
    return make_article(to_text(data, name) if isinstance(data, bytes) else data, source=name, warn=warn, **metadata)


def make_article(text: str, *, source: str = "", warn: Warn | None = None, **metadata: Any) -> Article:
    """The article that `text` holds: the same cleaning, front matter and checks as for a file.

    Raises:
        ArticleError: Empty, too large, or `published` is no date.
    """
    where = source or "text"
    check_fields(metadata)
    text = clean_text(text.removeprefix("\ufeff"))
    if len(text) > MAX_BYTES:
        raise ArticleError(f"{where}: longer than {MAX_BYTES:,} characters; split it into its articles")
    front, body = front_matter(text, where, warn or (lambda line: warnings.warn(line, stacklevel=4)))
    if not body.strip():
        raise ArticleError(f"{where}: empty: there is no text to read")
    given = {key: value for key, value in metadata.items() if value is not None}
    if isinstance(given.get("published"), str):
        given["published"] = parse_published(given["published"], "published")
    given = front | given
    if "language" in given:
        given["language"] = re.split("[-_]", given["language"].casefold())[0]
    known = {key: "front matter" for key in front if key not in metadata or metadata[key] is None}
    title = heading(body)
    if title and "title" not in given:
        known["title"] = "first heading"
    article = Article(body, title=title, source=source, known=tuple(sorted(known.items())))
    return replace(article, **given)


def heading(text: str) -> str | None:
    """The first Markdown heading."""
    found = _HEADING.search(text)
    return found.group(1) if found else None


def iter_articles(
    sources: Iterable[str | Path | IO[Any]],
    *,
    on_error: Callable[[ArticleError], None] | None = None,
    warn: Warn | None = None,
    **metadata: Any,
) -> Iterator[Article]:
    """Yield the articles of files and folders, in the given order, a folder's in order of their paths.

    Args:
        on_error: Takes the error of each source that cannot be read, and the rest goes on; where None it is raised.
    """
    for source in sources:
        try:
            files: list[Any] = iter_files(source) if isinstance(source, str | Path) and source != "-" else [source]
        except ArticleError as error:
            if on_error is None:
                raise
            on_error(error)
            continue
        for file in files:
            try:
                article = read_article(file, warn=warn, **metadata)
            except ArticleError as error:
                if on_error is None:
                    raise
                on_error(error)
            else:
                yield article


def iter_files(source: str | Path) -> list[str | Path]:
    """A file as it is; a folder's text files (`.txt`, `.md`), all levels, sorted, without README and hidden ones.

    Raises:
        ArticleError: The folder holds no text file.
    """
    if not os.path.isdir(source):
        return [source]
    found = [
        Path(folder, name)
        for folder, folders, names in os.walk(source)
        for name in names
        if not folders.sort() and _is_text(Path(folder, name).relative_to(source))
    ]
    if not found:
        raise ArticleError(f"{source}: the folder holds no text file ({', '.join(SUFFIXES)})")
    return [*sorted(found, key=Path.as_posix)]


def parse_published(value: str, where: str) -> Date:
    """A publication date: `YYYY-MM-DD`, with or without a time behind it, which does not count.

    Raises:
        ArticleError: It is no date; the message begins with `where`.
    """
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}([T ].*)?", value.strip()):
            raise ValueError(value)
        return Date.fromisoformat(value.strip()[:10])
    except ValueError as error:
        raise ArticleError(f"{where}: {value!r} is not a date; write it as 2024-09-30") from error


def _is_text(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and path.suffix.lower() in SUFFIXES and path.stem.upper() != "README"


def check_fields(metadata: dict[str, Any]) -> None:
    """Metadata that an article has.

    Raises:
        TypeError: There is one that it does not have.
    """
    for key in metadata:
        if key not in FIELDS:
            raise TypeError(f"an article has no {key!r}; metadata are {', '.join(FIELDS)}")


def _load(source: str | Path | IO[Any]) -> tuple[str, bytes | str]:
    """What the source is called, and its content, at most a little over the limit."""
    if not isinstance(source, str | Path):
        data = source.read(MAX_BYTES + 1)
        return _checked(str(getattr(source, "name", "") or "<file>"), data)
    if source == "-":
        return _checked("<stdin>", sys.stdin.buffer.read(MAX_BYTES + 1))
    name = str(source)
    if re.match(r"[a-z]+://", name, re.I):
        raise ArticleError(f"{name}: addresses are not fetched; save the article as text and read the file")
    try:
        with open(source, "rb") as file:
            return _checked(name, file.read(MAX_BYTES + 1))
    except FileNotFoundError as error:
        raise ArticleError(f"{_short(name)}: no such file") from error
    except IsADirectoryError as error:
        raise ArticleError(f"{name}: is a folder; `aigraph ingest` reads folders, a single read takes a file") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ArticleError(f"{_short(name)}: cannot be read ({reason})") from error


def _short(name: str) -> str:
    """A path for a message: somebody may have passed a whole text as a path."""
    return repr(name[:40] + "...") if len(name) > 255 or "\n" in name else name


def _checked(name: str, data: bytes | str) -> tuple[str, bytes | str]:
    if len(data) > MAX_BYTES:
        raise ArticleError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB; split it into its articles")
    return name, data


def to_text(data: bytes, name: str) -> str:
    """Bytes as text: by byte order mark, as UTF-8, or as the Chinese encoding that gives common characters.

    Raises:
        ArticleError: Binary, or none of these.
    """
    kind = next((what for magic, what in _MAGIC.items() if data.startswith(magic)), None)
    if kind:
        raise ArticleError(f"{name}: is {kind}, not text; save its text and read that")
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
        else:
            text = "" if b"\0" in data else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = decode_chinese(data) or ""
        if not text:
            raise ArticleError(f"{name}: cannot be decoded (tried {ENCODINGS}); save it as UTF-8") from None
    if "\0" in text or (b"\0" in data and not text):
        raise ArticleError(f"{name}: is binary, not text")
    return text


def decode_chinese(data: bytes) -> str | None:
    """The text in the Chinese encoding that makes most of its characters common ones; None where neither does."""
    best, text = 0.5, None
    for encoding, standard, common in (("gb18030", "gb2312", (0xA1, 0xD7)), ("big5", "big5", (0xA1, 0xC6))):
        try:
            decoded = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        other = [c for c in decoded if not c.isascii()]
        leads = [c.encode(standard, "ignore")[:1] for c in other]
        share = sum(bool(lead) and common[0] <= lead[0] <= common[1] for lead in leads) / max(len(other), 1)
        if share > best:
            best, text = share, decoded
    return text


def clean_text(text: str) -> str:
    """`text` with line ends as newline and control characters as spaces, one for one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)
    return _SURROGATE.sub("\ufffd", text)


def front_matter(text: str, where: str, warn: Warn) -> tuple[dict[str, Any], str]:
    """What the `---` block says, and the text behind it; a text that begins otherwise is returned as it is.

    A block that is not closed, or holds a line that is neither `key: value` nor a comment, a list item or a
    continuation, is a rule and prose: text.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return {}, text
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return {}, text
    pairs: list[tuple[int, str, str]] = []
    for number, line in enumerate(lines[1:end], 2):
        if not line.strip() or line[0] in " \t#-":
            continue
        match = _LINE.match(line)
        if match is None:
            return {}, text
        pairs.append((number, match.group(1).casefold(), _unquote(match.group(2) or "")))
    found: dict[str, Any] = {}
    for number, key, value in pairs:
        if key not in FRONT:
            warn(f"{where}:{number}: front matter {key!r} is not read; known are {', '.join(FRONT)}")
        elif value:
            found[key] = parse_published(value, f"{where}:{number}: published") if key == "published" else value
    return found, "\n".join(lines[end + 1 :]).strip("\n")


def _unquote(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value

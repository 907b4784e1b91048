"""Word lists: titles, organisation suffixes and the gazetteer, read once from `names/*.csv` and validated on load.

A gazetteer alias with `~` in front is an ordinary word too ("Meta", "Apple", "Scale"): it counts only where its
capital letter says something (inside a sentence), which the caller decides by `Hit.weak`.
"""

from __future__ import annotations

import csv
import difflib
import io
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from ..graph.claim import Kind
from ..ontology.errors import FrameError

__all__ = ["Entry", "Gazetteer", "Hit", "Suffix", "Title", "fold", "gazetteer", "legal_forms", "media", "regions", "rows", "simplified", "suffixes", "titles", "use_gazetteer", "user_gazetteer"]


@dataclass(frozen=True, slots=True)
class Title:
    """A job title as written, its canonical lower-case English form, and its kind (executive, founder, staff ...)."""

    title: str
    canonical: str
    kind: str


@dataclass(frozen=True, slots=True)
class Suffix:
    """What organisation names end in: `Labs`, `公司`; `kind` is `legal` where it does not tell two firms apart."""

    suffix: str
    kind: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the gazetteer knows: `key` is unique in its kind, `aliases` are in any script."""

    key: str
    kind: Kind
    name: str
    aliases: tuple[str, ...]
    context: str
    source: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a gazetteer name stands in a text; `weak` where the alias is an ordinary word too."""

    start: int
    end: int
    entry: Entry
    weak: bool


def fold(name: str) -> str:
    """A name for comparison: case, spaces, dots, hyphens, typographic quotes and traditional characters do not count."""
    return simplified(re.sub(r"[\s.\-‐–—_·•・‧'’\"“”]+", "", name).casefold())


def simplified(text: str) -> str:
    """`text` with simplified for traditional characters, one for one, so that offsets stay."""
    return text if text.isascii() else text.translate(_simple())


@cache
def _simple() -> dict[int, str]:
    """From OpenCC's table of single characters (Apache-2.0), without those that are simplified characters too."""
    read = rows("zh_traditional.csv", ("simplified", "traditional"))
    return {ord(written): row["simplified"] for _, row in read for written in row["traditional"]}


class Gazetteer:
    """Finds known names in text: longest match first, Latin names at word boundaries, Chinese anywhere."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self._by_name: dict[str, list[tuple[Entry, bool]]] = {}
        surfaces: dict[str, tuple[Entry, bool]] = {}
        for entry in entries:
            for written in (*entry.aliases, entry.name):      # a name that stands as a weak alias too is weak
                weak, name = written.startswith("~"), written.removeprefix("~")
                self._by_name.setdefault(fold(name), []).append((entry, weak))
                surfaces.setdefault(name, (entry, weak))
        self._surfaces = surfaces
        self._by_key = {(entry.key, entry.kind): entry for entry in reversed(entries)}
        latin = [name for name in surfaces if name[0].isascii()]
        other = [name for name in surfaces if not name[0].isascii()]
        self._pattern = re.compile("|".join(filter(None, (_latin(latin), _plain(other)))) or r"(?!)")

    def find(self, text: str) -> Iterator[Hit]:
        """Yield the names in `text`, longest first at each place, none over another; offsets into `text`."""
        for match in self._pattern.finditer(text):
            entry, weak = self._surfaces[match.group()]
            yield Hit(match.start(), match.end(), entry, weak)

    def entry(self, key: str, kind: Kind) -> Entry | None:
        """The entry with this key."""
        return self._by_key.get((key, kind))

    def lookup(self, name: str, kind: Kind | None = None) -> Entry | None:
        """The only entry that has this name or alias (folded), or None where there is none or more than one."""
        found = {e.key: e for e, _ in self._by_name.get(fold(name), ()) if kind is None or e.kind is kind}
        return next(iter(found.values())) if len(found) == 1 else None


def _plain(names: list[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n))))


def _latin(names: list[str]) -> str:
    return rf"(?<![A-Za-z0-9])(?:{_plain(names)})(?![A-Za-z0-9])" if names else ""


@cache
def titles(lang: str) -> Mapping[str, Title]:
    """Titles of one language by the form in which they are written, lower case."""
    read = rows("titles.csv", ("lang", "title", "canonical", "kind", "example"))
    return {
        row["title"].casefold(): Title(row["title"], row["canonical"], row["kind"])
        for _, row in read
        if row["lang"] == lang
    }


@cache
def suffixes(lang: str) -> tuple[Suffix, ...]:
    """Organisation suffixes of one language, longest first."""
    found = (
        Suffix(row["suffix"], row["kind"])
        for _, row in rows("suffixes.csv", ("lang", "suffix", "kind"))
        if row["lang"] == lang
    )
    return tuple(sorted(found, key=lambda s: (-len(s.suffix), s.suffix)))


@cache
def legal_forms(lang: str) -> frozenset[str]:
    """What says of a firm only what it is in law, folded and without dots at its ends: `inc`, `ltd`."""
    return frozenset(s.suffix.strip(",. ").casefold() for s in suffixes(lang) if s.kind == "legal")


@cache
def regions() -> frozenset[str]:
    """What stands behind a town's name and a comma: states, provinces, countries, with their short forms."""
    read = rows("regions.csv", ("region", "short", "example"))
    return frozenset(name for _, row in read for name in (row["region"], *row["short"].split("|")) if name)


@cache
def media() -> frozenset[str]:
    """Keys of the gazetteer's publishers: whom news quotes, seldom whom it is about."""
    return frozenset(row["key"] for _, row in rows("media.csv", ("key", "role")))


def use_gazetteer(extra: Path | None) -> None:
    """Let a user's file (same columns) join the bundled gazetteer in all that is read from now on; None takes it out."""
    global _user
    gazetteer(extra)  # a bad file is refused before anything is read
    _user = extra


def user_gazetteer() -> Path | None:
    """The user's file that is in use."""
    return _user


_user: Path | None = None


def gazetteer(extra: Path | None = None) -> Gazetteer:
    """The bundled gazetteer, with the entries of a user's file (same columns) after it.

    Raises:
        FrameError: A line has a kind that does not exist, or lacks a column; or the file cannot be read.
    """
    return _gazetteer(extra or _user)


@cache
def _gazetteer(extra: Path | None) -> Gazetteer:
    columns = ("key", "kind", "name", "aliases", "context", "source")
    read = list(rows("gazetteer.csv", columns))
    for file in _files(extra):
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not UTF-8"
            raise FrameError(f"{file}: cannot be read ({reason}); give a CSV file with {', '.join(columns)}") from error
        read += _rows_of(text, str(file), columns)
    return Gazetteer(tuple(_entry(where, row) for where, row in read))


def _files(extra: Path | None) -> list[Path]:
    """A user's file, or several, written as one path with the system's separator between them (`a.csv:b.csv`)."""
    if extra is None or extra.exists():
        return [] if extra is None else [extra]
    return [Path(part) for part in str(extra).split(os.pathsep)]


def _entry(where: str, row: dict[str, str]) -> Entry:
    try:
        kind = Kind(row["kind"])
    except ValueError as error:
        near = difflib.get_close_matches(row["kind"], [k.value for k in Kind], 1)
        hint = f"; nearest: {near[0]!r}" if near else ""
        raise FrameError(f"{where}: {row['kind']!r} is not a kind of entity{hint}") from error
    aliases = tuple(alias for alias in row["aliases"].split("|") if alias)
    return Entry(row["key"], kind, row["name"], aliases, row["context"], row["source"])


def rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """The lines of `names/NAME`, each with the place that an error would name.

    Raises:
        FrameError: A column is missing.
    """
    text = files(__package__).joinpath("names", name).read_text(encoding="utf-8")
    return _rows_of(text, f"names/{name}", columns)


def _rows_of(text: str, where: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text))
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise FrameError(f"{where}: column {missing[0]!r} is missing; the columns are {', '.join(columns)}")
    for row in reader:
        yield f"{where}:{reader.line_num}", {column: row[column] or "" for column in columns}

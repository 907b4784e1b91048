"""The plan: which partitions there are, from any file system that fsspec knows.

1. JSON lines that are not compressed are cut by bytes; a partition has the lines that begin in it. So that a record is called what it is called on one
machine (`dump.jsonl:17`), line ends before it are counted (`scan`), which the engine does in parallel, too. 2. Parquet is cut at row groups,
so many together as make a partition. 3. Whatever else can be read (pages, archives, feeds, compressed files) is a partition a file. 4. A partition has
a name that stays the same when others come or go, and a key that differs when its bytes may be others: by that a run
knows what an earlier one has done.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...ontology.errors import ArticleError
from ..sources import suffixes

__all__ = ["PARTITION", "Partition", "cut", "inputs", "numbered", "scan"]

PARTITION = 8_000_000  # bytes of articles; about 1,500 of them
_LINES = (".jsonl", ".ndjson", ".jsonlines")


@dataclass(frozen=True, slots=True)
class Partition:
    """A part of the input: `kind` is `lines` (bytes from `start` to `end`), `parquet` (row groups), or `whole` (a file).

    `path` leads to its file from everywhere, `called` is what people call that. `first` is the number of its first line or row, from
    1; `stamp` says which state of the file it is.
    """

    path: str
    called: str
    kind: str
    start: int = 0
    end: int = 0
    first: int = 1
    stamp: str = ""

    @property
    def name(self) -> str:
        """What its output files are called: its file's name, where it begins, and a hash of the whole path."""
        stem = re.sub(r"[^A-Za-z0-9_-]+", "-", self.path.rstrip("/").rpartition("/")[2])[:40]
        return f"{stem}-{hashlib.sha256(self.path.encode()).hexdigest()[:8]}-{self.start:012d}"

    def key(self, basis: str) -> str:
        """What the outcome depends on: all of the partition, and how it is read."""
        return hashlib.sha256(repr((self, basis)).encode()).hexdigest()


def inputs(given: Sequence[str]) -> list[Partition]:
    """Files behind paths, folders, patterns and addresses (`s3://bucket/news/*.parquet`), not cut yet, in the order of their names.

    Raises:
        ArticleError: There is nothing there that can be read, or no access.
    """
    found: dict[str, Partition] = {}
    for one in given:
        before = len(found)
        try:
            found.update((file.path, file) for file in _files(one))
        except (OSError, ValueError, ImportError) as error:
            raise ArticleError(f"{one}: cannot be read ({' '.join(str(error).split())}); fsspec names the package a file system needs") from error
        if len(found) == before:
            raise ArticleError(f"{one}: no file there can be read; known are .parquet, {', '.join(sorted(suffixes()))}")
    return list(found.values())


def cut(file: Partition, size: int = PARTITION) -> list[Partition]:
    """The partitions of a file; those of JSON lines after the first have `first` 0 until `scan` has counted."""
    if file.kind == "lines" and file.end > size:
        starts = range(0, file.end, size)
        return [replace(file, start=start, end=min(start + size, file.end), first=1 if start == 0 else 0) for start in starts]
    return list(_row_groups(file, size)) if file.kind == "parquet" else [file]


def scan(part: Partition) -> int:
    """How many lines begin in a partition of JSON lines."""
    import fsspec

    count = 1 if part.start == 0 else 0
    with fsspec.open(part.path, "rb") as stream:
        stream.seek(max(0, part.start - 1))
        left = part.end - 1 - max(0, part.start - 1)
        while left > 0 and (piece := stream.read(min(left, 1 << 20))):
            count += piece.count(b"\n")
            left -= len(piece)
    return count


def numbered(parts: Iterable[tuple[Partition, int]]) -> Iterator[Partition]:
    """Yield the partitions of one file with their first line, given how many lines begin in each."""
    first = 1
    for part, count in parts:
        yield replace(part, first=first)
        first += count


def _files(given: str) -> Iterator[Partition]:
    import fsspec

    system, path = fsspec.core.url_to_fs(given)
    if system.isfile(path):
        yield _file(system, path, given)
        return
    names = system.find(path) if system.isdir(path) else system.glob(path)
    for name in sorted(names):
        last = name.rpartition("/")[2]
        if not last.startswith(".") and not last.upper().startswith("README") and _kind(name) is not None and system.isfile(name):
            yield _file(system, name, _called(system, given, name))


def _called(system: Any, given: str, name: str) -> str:
    """The name as people would write it: with its protocol where one was given, else as far from here as what was given."""
    if "://" in given:
        return str(system.unstrip_protocol(name))
    return name if os.path.isabs(given) else os.path.relpath(name)


def _file(system: Any, path: str, called: str) -> Partition:
    about, address = system.info(path), called if "://" in called else path
    stamp = about.get("ETag") or about.get("etag") or about.get("mtime") or about.get("LastModified") or about.get("last_modified") or about.get("created") or ""
    return Partition(address, called, _kind(path) or "whole", 0, int(about.get("size") or 0), 1, f"{about.get('size')}:{stamp}")


def _kind(path: str) -> str | None:
    suffix = "." + path.rpartition(".")[2].lower()
    if suffix in (".parquet", ".pq"):
        return "parquet"
    return "lines" if suffix in _LINES else "whole" if suffix in suffixes() else None


def _row_groups(file: Partition, size: int) -> Iterator[Partition]:
    """Row groups together until they have about `size` bytes; `start` and `end` count row groups."""
    import fsspec
    import pyarrow.parquet as pq

    with fsspec.open(file.path, "rb") as stream:
        try:
            about = pq.ParquetFile(stream).metadata
        except (OSError, ValueError) as error:
            raise ArticleError(f"{file.path}: is no Parquet that can be read ({' '.join(str(error).split())[:200]}); write it anew") from error
        start, row, held, rows = 0, 1, 0, 0
        for number in range(about.num_row_groups):
            held, rows = held + about.row_group(number).total_byte_size, rows + about.row_group(number).num_rows
            if held >= size or number == about.num_row_groups - 1:
                yield replace(file, start=start, end=number + 1, first=row)
                start, row, held, rows = number + 1, row + rows, 0, 0

"""Trusted dumps: N-Quads and TriG that come into an empty store in bulk, as they are.

N-Quads without merged nodes, which is what a store exports before anything was merged, are cut at line ends into pieces that several
threads parse, sort and write at once, each line also without its graph: so articles' graphs and default graph are made in one
pass, and no statement becomes a Python object. What is left is the engine's: it sorts nine keys for a statement that stands in both. Memory is
bounded by the size of a piece, whose text is held. Of other dumps the default graph is made afterwards, statement by statement. IRIs are
taken as they stand, as rdflib takes them; `import_rdf` is what checks.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox

from ..ontology.errors import StoreError
from .canonical import in_default, is_article, seen
from .sources import PRINTS
from .store import Store
from .view import IDENTITY

__all__ = ["load_trusted"]

_GRAPH = re.compile(rb" <[^<>\"{}|^`\\\\\x00-\x20]*> \.\r?\n")
_FORMATS = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}
_THREADS = min(3, (os.cpu_count() or 1) + 1)  # one more than cores, up to three: while one waits for the disk another parses
_PIECE = 128 << 20  # bytes; about half a million statements, and as many for the default graph
_CHUNK = 1 << 18  # bytes of lines that are looked at together
_LEAST = 1 << 20  # bytes below which a thread of its own does not pay


def load_trusted(store: Store, path: Path, format: str) -> None:
    """Load a whole dump (`nquads` or `trig`) into an empty store in bulk, unchecked.

    Raises:
        StoreError: The store holds something, or the file cannot be read; what was loaded until then stays.
    """
    if len(store):
        raise StoreError(f"store {store.name} holds articles already; a trusted dump goes into a new store")
    try:
        if format == "nquads" and not _has_view(path):
            _load_pieces(store, path)
        else:
            store.engine.bulk_load(path=str(path), format=_FORMATS[format], lenient=True)
            store.touch()
            store.engine.bulk_extend(_default(store))
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(f"{path} cannot be loaded as {format}: {_place(path, format) or ' '.join(str(error).split())}") from error
    store.touch()


def _load_pieces(store: Store, path: Path) -> None:
    def load(piece: tuple[int, int]) -> None:
        store.engine.bulk_load(_both(path, *piece), format=ox.RdfFormat.N_QUADS, lenient=True)

    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(load, _pieces(path)))


def _pieces(path: Path) -> list[tuple[int, int]]:
    """Where pieces of about equal size begin and end, at line ends."""
    size = path.stat().st_size
    count = max(min(_THREADS, size // _LEAST), -(-size // _PIECE), 1)
    ends = {0, size}
    with path.open("rb") as file:
        for number in range(1, count):
            file.seek(size * number // count)
            file.readline()
            ends.add(file.tell())
    cuts = sorted(ends)
    return list(zip(cuts, cuts[1:], strict=False))


def _both(path: Path, start: int, end: int) -> bytes:
    """The lines of a piece of N-Quads, each also without its graph: a whole text, since the engine would ask a reader for two kilobytes at a time."""
    text = io.BytesIO()
    with path.open("rb") as file:
        file.seek(start)
        while (left := end - file.tell()) > 0:
            lines = file.read(min(_CHUNK, left))
            while not lines.endswith(b"\n"):
                lines += file.readline() or b"\n"
            text.write(lines)
            text.write(_GRAPH.sub(b" .\n", _without_prints(lines)))
    return text.getvalue()


def _without_prints(lines: bytes) -> bytes:
    """Lines but those of fingerprints, which the default graph does not have."""
    end = str(PRINTS).encode() + b" ."
    if end not in lines:
        return lines
    return b"".join(line for line in lines.splitlines(keepends=True) if not line.rstrip().endswith(end))


def _has_view(path: Path) -> bool:
    """Whether some node stands for several: then the default graph is not what the articles' graphs are together."""
    end = str(IDENTITY).encode() + b" ."
    with path.open("rb") as file:
        blocks = iter(lambda: file.read(_CHUNK) + file.readline(), b"")
        return any(line.rstrip().endswith(end) for lines in blocks if end in lines for line in lines.splitlines())


def _place(path: Path, format: str) -> str:
    """What is wrong in the file, and in which line: pieces count their own."""
    try:
        for _ in ox.parse(path=str(path), format=_FORMATS[format], lenient=True):
            pass
    except (OSError, SyntaxError, ValueError) as error:
        return " ".join(str(error).split())
    return ""


def _default(store: Store) -> Iterator[ox.Quad]:
    """What the named graphs say in the default graph."""
    view = store.view()
    for quad in store.engine.quads_for_pattern(None, None, None, None):
        if view and is_article(quad.graph_name):
            yield from in_default(seen(view, str(quad.graph_name.value), [quad]))  # type: ignore[union-attr]
        elif quad.graph_name != PRINTS:
            yield ox.Quad(quad.subject, quad.predicate, quad.object)

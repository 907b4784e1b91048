"""The registry of sources: ours, and those that other packages bring in the entry point group `aigraph.sources`.

A source is a class or function without parameters that makes one; it is imported when content of its format turns up. Which format
some content has is decided by its first bytes where they are certain (a PDF is a PDF whatever it is called), then by the media
type that a server gave, then by its name, and is text where nothing tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from ...ontology.errors import ReaderError
from .source import Blob, Source

__all__ = ["GROUP", "choose", "load", "names", "suffixes"]

GROUP = "aigraph.sources"

# In the order in which their `claims` are asked: containers first, what is hard to tell from text last.
_BUILT_IN: Mapping[str, str] = {
    "zip": ".zips:Zip",
    "warc": ".warc:Warc",
    "gzip": ".compressed:Gzip",
    "zstd": ".compressed:Zstandard",
    "pdf": ".pdf:Pdf",
    "mhtml": ".mhtml:Mhtml",
    "feed": ".feeds:Feed",
    "sitemap": ".sitemaps:Sitemap",
    "html": ".html:Html",
    "jsonl": ".records:JsonLines",
    "json": ".records:Json",
    "csv": ".tables:Csv",
    "tsv": ".tables:Tsv",
    "text": ".text:Text",
}
_PACKED = ("zip", "gzip", "zstd")


def names() -> list[str]:
    """The names of all formats: ours, then those that other packages bring."""
    return [*_BUILT_IN, *sorted(_brought().keys() - _BUILT_IN.keys())]


@cache
def load(name: str) -> Source:
    """The source of that name; ours cannot be replaced by another package.

    Raises:
        ReaderError: There is none of that name, or it cannot be imported.
    """
    if name in _BUILT_IN:
        module, _, attribute = _BUILT_IN[name].partition(":")
        made: Source = getattr(import_module(module, __package__), attribute)()
        return made
    point = _brought().get(name)
    if point is None:
        near = get_close_matches(name, names(), n=1)
        hint = f"; nearest: {near[0]}" if near else ""
        raise ReaderError(f"no format {name!r}{hint}; there are: {', '.join(names())}")
    try:
        brought: Source = point.load()()
    except (ImportError, AttributeError, TypeError) as error:
        raise ReaderError(f"format {name}: {point.value} cannot be loaded ({error}); install its package again") from error
    return brought


def choose(blob: Blob, head: bytes, wanted: str | None = None) -> tuple[str, Source]:
    """The name and source of a blob's format, given its first bytes."""
    sources = [(name, load(name)) for name in names()]
    if wanted is not None:
        asked, packed = load(wanted), [(n, s) for n, s in sources if n in _PACKED and n != wanted and s.claims(head)]
        return packed[0] if packed else (wanted, asked)
    for name, source in sources:
        if source.claims(head):
            return name, source
    media = blob.media.partition(";")[0].strip().lower()
    for name, source in sources:
        if media in source.media:
            return name, source
    for name, source in sources:
        if blob.suffix in source.suffixes:
            return name, source
    return "text", load("text")


@cache
def suffixes() -> frozenset[str]:
    """The ends of names that some source reads: what is looked for in a folder."""
    return frozenset(end for name in names() for end in load(name).suffixes)


@cache
def _brought() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}

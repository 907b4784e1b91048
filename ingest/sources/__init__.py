"""Sources: pages, feeds, archives, tables and files of text become articles. `docs/sources.md` shows each, and how to add one.

`open_sources(arguments, options)` yields an `Article` or a `Failure` for each thing that it finds, one by one.
"""

from .opening import Argument, open_one, open_sources
from .registry import GROUP, load, names, suffixes
from .source import Blob, Failure, Found, Limits, Options, Source, Yielded

__all__ = [
    "GROUP", "Argument", "Blob", "Failure", "Found", "Limits", "Options", "Source", "Yielded", "load", "names", "open_one", "open_sources", "suffixes",
]  # fmt: skip

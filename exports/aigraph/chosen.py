"""The reader that a command was told to use, and what it has to say at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from aigraph.ingest.readers import AnyReader, Summarizer, load, options
from aigraph.ontology.errors import ReaderError
from aigraph.terminal import say

__all__ = ["chosen"]


@contextmanager
def chosen(name: str | None, pairs: Sequence[str]) -> Iterator[AnyReader | None]:
    """Give the reader of that name (None: ours), and say what it cost on standard error, whatever happens meanwhile.

    Raises:
        ReaderError: There is no such reader, or there are options without one.
    """
    if name is None:
        if pairs:
            raise ReaderError("--reader-option is for a reader that is named; give --reader too")
        yield None
        return
    reader = load(name, **options(pairs))
    try:
        yield reader
    finally:
        if isinstance(reader, Summarizer):
            say(reader.summary(), plain=True)

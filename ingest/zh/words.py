"""Word lists of the Chinese reader, from `names/zh_words.csv`: a set's words are parted by `|`, by spaces, or stand
character by character where it has neither."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from ...ontology.errors import FrameError

__all__ = ["alternation", "words"]


@cache
def _sets() -> dict[str, tuple[str, ...]]:
    text = files("aigraph.ingest").joinpath("names", "zh_words.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(csv.reader(text.splitlines()), 1):
        if len(row) != 3:
            raise FrameError(f"names/zh_words.csv:{number}: {len(row)} columns; the columns are set, words, note")
        name, listed, _ = row
        parts = listed.split("|") if "|" in listed else listed.split() if " " in listed else list(listed)
        found[name] = tuple(dict.fromkeys(part for part in parts if part))
    return found


@cache
def words(name: str) -> frozenset[str]:
    """The words of one set."""
    try:
        return frozenset(_sets()[name])
    except KeyError as error:
        raise FrameError(f"names/zh_words.csv: no set {name!r}; there are {', '.join(sorted(_sets()))}") from error


@cache
def alternation(name: str) -> str:
    """The words of one set as a regular expression, longest first."""
    return "|".join(map(re.escape, sorted(words(name), key=lambda word: (-len(word), word))))

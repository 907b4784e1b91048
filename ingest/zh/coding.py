"""Coding: a Chinese sentence as the reader's model sees it, in training and at run time alike.

1. Units: a Han character, a mark, or a whole run of Latin letters or digits (`units.py`); white space is in none, so that spaces
around Latin names change nothing. 2. Pieces: the most probable split of Han runs and of every other unit into the vocabulary's pieces
(a unigram model, Viterbi); several characters may share a piece. 3. Hints: what lists and rules say of a unit: its class, names, titles, dates,
sums, surnames, endings of firms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from functools import cached_property, lru_cache
from pathlib import Path

from ..document import Mention
from ..lexicon import suffixes
from .dates import find_dates
from .money import find_money
from .text import normalize
from .titles import TitleHit
from .units import Unit
from .words import words

__all__ = ["CONTEXT_PIECES", "HINTS", "WINDOW_PIECES", "Coded", "Vocabulary", "hints", "joined"]

WINDOW_PIECES = 260   # pieces that are read at once, context included
CONTEXT_PIECES = 70   # and of these at most so many were read before

_KINDS = "HPDUTLXM"
_NAMES = ("person", "organization", "product", "place", "pronoun")
_SPANS = (*_NAMES, "title", "founder", "date", "money", "suffix")
HINTS = (*(f"class {k}" for k in _KINDS), *(f"{edge} {name}" for name in _SPANS for edge in ("first", "inner")), "surname", "transliteration")
_INDEX = {name: k for k, name in enumerate(HINTS)}
_ANY_DAY = Date(2024, 7, 1)      # only the spans of dates are wanted
_SPACE = "▁"
START, END, UNKNOWN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence in numbers: pieces, and for every unit the piece that holds it and which of its characters it is (0 to 3)."""

    ids: list[int]
    first: list[int]
    place: list[int]


def joined(codes: Iterable[Coded]) -> Coded:
    """Sentences one after the other, with the marks of start and end that the model knows."""
    ids, first, place = [START], [], []
    for code in codes:
        first += [at + len(ids) for at in code.first]
        place += code.place
        ids += code.ids
    return Coded([*ids, END], first, place)


class Vocabulary:
    """The pieces of the model, from a file with a piece and its log-probability a line."""

    def __init__(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").splitlines()
        self.pieces = {piece: (k + 3, float(score)) for k, (piece, score) in enumerate(line.split("\t") for line in lines)}
        self.split = lru_cache(maxsize=20000)(self._split)

    def __len__(self) -> int:
        return len(self.pieces) + 3

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.pieces))

    def encode(self, found: Sequence[Unit], text: str) -> Coded:
        """The pieces of a normalized sentence's units."""
        ids: list[int] = []
        first: list[int] = []
        place: list[int] = []
        k = 0
        while k < len(found):
            end = k + 1
            if found[k].kind == "H":
                while end < len(found) and found[end].kind == "H" and found[end].start == found[end - 1].end:
                    end += 1
                for number, length in self.split(text[found[k].start : found[end - 1].end]):
                    first += [len(ids)] * length
                    place += [min(at, 3) for at in range(length)]
                    ids.append(number)
            else:
                word = text[found[k].start : found[k].end]
                first.append(len(ids))
                place.append(0)
                ids += [number for number, _ in self.split(_SPACE + word if found[k].kind in "UTL" else word)]
            k = end
        return Coded(ids, first, place)

    def _split(self, text: str) -> tuple[tuple[int, int], ...]:
        """Numbers and lengths of the best pieces of a run; a character outside the vocabulary is a piece of its own."""
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)]
        for end in range(1, len(text) + 1):
            options = [(best[end - 1][0] - 30.0, UNKNOWN, 1)]
            for length in range(1, min(self._longest, end) + 1):
                piece = self.pieces.get(text[end - length : end])
                if piece is not None:
                    options.append((best[end - length][0] + piece[1], piece[0], length))
            best.append(max(options))
        found: list[tuple[int, int]] = []
        at = len(text)
        while at:
            _, number, length = best[at]
            found.append((number, length))
            at -= length
        return tuple(reversed(found))


def hints(found: Sequence[Unit], plain: str, named: Iterable[Mention], offset: int, titled: Iterable[TitleHit]) -> list[list[int]]:
    """What lists and rules say of every unit, as indexes into `HINTS`.

    Args:
        found: The units of `plain`, a normalized sentence that starts at `offset` of its article.
        named: Mentions that rules have found.
        titled: Titles, offsets into `plain`.
    """
    said: list[list[int]] = [[_INDEX[f"class {unit.kind}"]] for unit in found]
    at = {unit.start: k for k, unit in enumerate(found)}

    def mark(start: int, end: int, name: str) -> None:
        k = at.get(start)
        edge = "first"
        while k is not None and k < len(found) and found[k].start < end:
            said[k].append(_INDEX[f"{edge} {name}"])
            edge, k = "inner", k + 1

    for mention in named:
        mark(mention.start - offset, mention.end - offset, "pronoun" if mention.source == "pronoun" else str(mention.kind.value))
    for title in titled:
        mark(title.start, title.end, "founder" if title.kind == "founder" else "title")
    for hit in find_dates(plain, _ANY_DAY):
        mark(hit.start, hit.end, "date")
    for start, end, _ in find_money(plain):
        mark(start, end, "money")
    for start, end in _endings(plain):
        mark(start, end, "suffix")
    for k, unit in enumerate(found):
        if unit.form in words("surname"):
            said[k].append(_INDEX["surname"])
        if unit.form in words("transliteration"):
            said[k].append(_INDEX["transliteration"])
    return said


def _endings(plain: str) -> Iterable[tuple[int, int]]:
    """Where words stand that firms' names end in."""
    known = _suffixes()
    at = 0
    while at < len(plain):
        length = next((n for n in range(6, 1, -1) if plain[at : at + n] in known), 0)
        if length:
            yield at, at + length
        at += length or 1


@lru_cache(maxsize=1)
def _suffixes() -> frozenset[str]:
    return frozenset(normalize(suffix.suffix) for suffix in suffixes("zh"))

"""Renaming: the same piece about other people and companies, for training only.

Family and given names, and the first words of company names, are exchanged throughout a piece's file, so that counts and annotation
stay as they were. Words that could mean something else in the piece are left alone. Which names come follows from the piece and the turn.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from .grid import material
from .piece import Piece, PieceError, load

__all__ = ["renamed"]

_LATIN = re.compile(r"[A-Z][a-zà-ÿ'’-]{3,}$")
_KEPT = frozenset(
    "The University Institute College School National International Northern Southern Eastern Western Royal American European British General "
    "Bank Court Board Ministry Department City State United World Global Open Deep Data Model Press Times Post News Journal Daily Business".split()
)


def renamed(piece: Piece, times: int) -> Iterator[Piece]:
    """The piece `times` times over with other names; a renaming that does not hold together is left out."""
    raw = piece.path.read_text(encoding="utf-8") if times else ""
    for turn in range(times):
        draw = random.Random(f"{piece.id} {turn}")
        changed = raw
        for old, new in _exchanges(piece, draw).items():
            changed = re.sub(rf"(?<![A-Za-zÀ-ÿ]){re.escape(old)}(?![A-Za-zÀ-ÿ])", new, changed)
        try:
            yield load(piece.path, changed)
        except PieceError:
            continue


def _exchanges(piece: Piece, draw: random.Random) -> dict[str, str]:
    """Old words and new ones; none of the new stands in the piece already."""
    own = material()["en"]
    found: dict[str, str] = {}

    def exchange(word: str, options: list[str]) -> None:
        free = [o for o in options if o not in piece.text and o not in found.values() and _LATIN.match(o)]
        lower = re.search(rf"(?<![A-Za-z]){re.escape(word.lower())}(?![A-Za-z])", piece.text)
        if free and word not in found and word not in _KEPT and _LATIN.match(word) and not lower:
            found[word] = draw.choice(free)

    for entity in piece.entities:
        words = entity.name.split()
        if entity.kind == "PERSON" and 2 <= len(words) <= 3:
            exchange(words[-1], own["family"])
            exchange(words[0], own["given"])
        elif entity.kind == "ORGANIZATION" and not entity.unnamed:
            exchange(words[0], own["stem"])
    return found

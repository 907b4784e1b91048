"""An entity's neighbourhood as a drawing: the closest entities on both sides of it, each with its name and what joins them.

No forces: places follow from the number of neighbours, so that names never overlap, the same input draws the same, and a page costs
microseconds. Neighbours joined by the same family of relations stand together. A line is whole where a fact joins the two.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from dataclasses import dataclass

from ...ontology.schema import claim_types
from ..words import family
from .both import Both
from .model import Model, Profile, Told

__all__ = ["WIDTH", "Around", "Neighbour", "around", "neighbours", "relation_label"]

WIDTH = 430
_SHOWN = 12
_ROW = 48
_FAMILIES = {"people": 0, "money": 1, "product": 2, "relation": 3, "dispute": 4}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A drawn neighbour: its place, the side its words stand on, its name in lines, what joins it, and whether a fact does."""

    profile: Profile
    x: float
    y: float
    right: bool
    lines: tuple[tuple[str, ...], tuple[str, ...]]
    relation: Both
    count: int
    family: str
    fact: bool


@dataclass(frozen=True, slots=True)
class Around:
    """The drawing, and how many neighbours there are in all."""

    neighbours: tuple[Neighbour, ...]
    height: int
    total: int


def neighbours(profile: Profile) -> dict[str, list[Told]]:
    """The claims that join the entity to each other one; most first."""
    found: dict[str, list[Told]] = {}
    for one in profile.told:
        for iri in one.roles:
            if iri != profile.iri:
                found.setdefault(iri, []).append(one)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def around(profile: Profile, model: Model) -> Around | None:
    """Lay the closest neighbours out; None for an entity without any."""
    near = neighbours(profile)
    if not near:
        return None
    chosen = sorted(list(near.items())[:_SHOWN], key=_order)
    half = (len(chosen) + 1) // 2
    height = max(half * _ROW + 20, 96)
    placed = []
    for right, side in ((True, chosen[:half]), (False, chosen[half:])):
        for number, (iri, said) in enumerate(side):
            placed.append(_place(model.profiles[iri], said, right, number, len(side), height))
    return Around(tuple(placed), height, len(near))


def relation_label(type_: str) -> Both:
    """The claim type's name in both languages."""
    labels = claim_types()[type_].labels if type_ in claim_types() else {}
    english = labels.get("en", type_)
    return Both(english[:1].upper() + english[1:], labels.get("zh", type_))


def _order(pair: tuple[str, list[Told]]) -> tuple[int, int, str]:
    return _FAMILIES.get(family(_main(pair[1])), 9), -len(pair[1]), pair[0]


def _main(said: list[Told]) -> str:
    """The type of claim that joins the two most often."""
    counts = Counter(one.claim.type for one in said)
    return min(counts, key=lambda type_: (-counts[type_], type_))


def _place(profile: Profile, said: list[Told], right: bool, number: int, size: int, height: int) -> Neighbour:
    t = 0.0 if size == 1 else 2 * number / (size - 1) - 1
    reach = 46 + 34 * math.sqrt(1 - 0.9 * t * t)
    x = WIDTH / 2 + (reach if right else -reach)
    y = height / 2 + t * (height - _ROW) / 2
    room = WIDTH / 2 - reach - 12
    lines = (_lines(profile.name.en, room), _lines(profile.name.zh, room))
    main = _main(said)
    return Neighbour(profile, round(x, 1), round(y, 1), right, lines, relation_label(main), len(said), family(main), any(one.asserted for one in said))


def _lines(name: str, room: float) -> tuple[str, ...]:
    """The name in one or two lines of that many pixels, cut where it is longer still."""
    if _wide(name) <= room:
        return (name,)
    words = name.split(" ")
    cut = next((n for n in range(len(words) - 1, 0, -1) if _wide(" ".join(words[:n])) <= room), 0)
    if cut == 0:
        return (_cut(name, room),)
    return " ".join(words[:cut]), _cut(" ".join(words[cut:]), room)


def _cut(text: str, room: float) -> str:
    if _wide(text) <= room:
        return text
    while text and _wide(text) > room - 9:
        text = text[:-1]
    return text.rstrip() + "…"


def _wide(text: str) -> float:
    """About how many pixels a text takes at the drawing's size."""
    return sum(12.5 if unicodedata.east_asian_width(c) in "WF" else 7.6 if c.isupper() else 6.4 for c in text)

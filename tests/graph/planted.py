"""Pairs of claims, planted by a seeded chance: a hundred that disagree, each of a known sort, and a thousand that do not.

Every pair has people and companies of its own, and stands in two articles, so that no pair can disturb another. Days lie between
2015 and 2025.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.graph.agreeing import AGREE
from tests.graph.chance import Chance, Told
from tests.graph.disagreeing import DISAGREE

__all__ = ["Pair", "compatible", "planted"]


@dataclass(frozen=True)
class Pair:
    """Two articles of one claim each, and the sort of their difference (empty: they are compatible)."""

    sort: str
    form: str
    told: Told


def planted(count: int = 100, seed: int = 1) -> Iterator[Pair]:
    """Yield pairs that disagree, as many of each sort."""
    chance = Chance(seed)
    sorts = list(DISAGREE)
    for number in range(count):
        sort = sorts[number % len(sorts)]
        form = DISAGREE[sort][number // len(sorts) % len(DISAGREE[sort])]
        yield Pair(sort, form.__name__, form(chance))


def compatible(count: int = 1000, seed: int = 2) -> Iterator[Pair]:
    """Yield pairs that can both be right and say nothing of each other."""
    chance = Chance(seed)
    for number in range(count):
        form = AGREE[number % len(AGREE)]
        yield Pair("", form.__name__, form(chance))

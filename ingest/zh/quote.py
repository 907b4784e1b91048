"""The quote of a claim: the clauses of its sentence that hold trigger and arguments."""

from __future__ import annotations

from collections.abc import Sequence

from ...graph.claim import Evidence
from .scene import Scene

__all__ = ["evidence"]


def evidence(scene: Scene, spans: Sequence[tuple[int, int]]) -> Evidence:
    """The clauses that hold `spans`, which count from the sentence's start; what stands elsewhere in the article is left out."""
    spans = [(a, b) for a, b in spans if 0 <= a < b <= len(scene.text)]
    parts = [scene.parts[k] for k in {scene.clause_at(start) for start, _ in spans} if k >= 0]
    start = min([p.start for p in parts] + [a for a, _ in spans])
    end = max([p.end for p in parts] + [b for _, b in spans])
    return Evidence(scene.sentence.text[start:end], scene.sentence.start + start, scene.sentence.start + end)

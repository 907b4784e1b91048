"""The quote of a claim: the sentence that says it, or of a very long one the part that does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...graph.claim import Evidence
from .scene import Scene

__all__ = ["evidence"]

_LONG = 320          # characters; a longer sentence is quoted in part


def evidence(scene: Scene, spans: Sequence[tuple[int, int]]) -> Evidence:
    """The quote: the sentence, or of a long one the part that holds `spans`, widened to the nearest punctuation."""
    sentence = scene.sentence
    if len(sentence.text) <= _LONG:
        return Evidence(sentence.text, sentence.start, sentence.end)
    inside = [(s, e) for s, e in spans if sentence.start <= s < e <= sentence.end]
    start, end = min(s for s, _ in inside) - sentence.start, max(e for _, e in inside) - sentence.start
    before = max((m.end() for m in re.finditer(r"[,;:—(]\s*", sentence.text[:start])), default=0)
    start = before if start - before < 120 else start
    after = re.search(r"[,;—)]", sentence.text[end:])
    end = end + after.start() if after and after.start() < 120 else len(sentence.text) if len(sentence.text) - end < 120 else end
    return Evidence(sentence.text[start:end], sentence.start + start, sentence.start + end)

"""Windows: how an article is cut for a model that reads several sentences at once.

A window is a run of sentences of one article: a few that give context and were read before, then new ones. What is found is kept only where
its trigger stands in a new sentence, so every sentence is read once, with what came before it in view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

__all__ = ["windows"]


def windows(lengths: Sequence[int], limit: int, context: int) -> Iterator[tuple[int, int, int]]:
    """Yield (first sentence, first new sentence, end) of each window.

    Args:
        lengths: Of each sentence, in the model's units (subwords, characters).
        limit: Most units a window holds; a longer sentence has a window of its own.
        context: Most units of context before the new sentences.
    """
    new = 0
    while new < len(lengths):
        first, seen = new, 0
        while first and seen + lengths[first - 1] <= context:
            first -= 1
            seen += lengths[first]
        while first < new and seen + lengths[new] > limit:
            seen -= lengths[first]
            first += 1
        end = new + 1
        seen += lengths[new]
        while end < len(lengths) and seen + lengths[end] <= limit:
            seen += lengths[end]
            end += 1
        yield first, new, end
        new = end

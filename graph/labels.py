"""Labels: which of the names that articles give a node is the one by which the graph calls it."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

__all__ = ["best_label", "label_key"]


def label_key(label: ox.Literal) -> str:
    """A label as a key of counts: its language and its words."""
    return f"{label.language or ''} {label.value}"


def best_label(counts: Mapping[str, int]) -> ox.Literal:
    """The label to call a node by, of counts by `label_key`: Latin first, then the most used, the longest."""

    def rank(label: ox.Literal) -> tuple[bool, int, int, str]:
        return not label.value.isascii() and label.language == "zh", -counts[label_key(label)], -len(label.value), str(label)

    return min(map(_literal, counts), key=rank)


def _literal(key: str) -> ox.Literal:
    language, _, value = key.partition(" ")
    return ox.Literal(value, language=language) if language else ox.Literal(value)

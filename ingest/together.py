"""Words for two or three at once: who "both", "the pair", 双方 mean.

They are the last that many of their kind that the article has named before the words, in this sentence and the three before; where fewer
were named, or one sentence alone names more than are meant, nobody is guessed. The words are data: `names/together.csv`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..graph.claim import Entity, Kind
from .document import Mention, Sentence
from .lexicon import rows

__all__ = ["Together", "meant", "together"]

_REACH = 4      # sentences, the words' own among them


@dataclass(frozen=True, slots=True)
class Together:
    """One line of `names/together.csv`: words in a language, how many things of a kind they mean, and an example."""

    lang: str
    words: frozenset[str]
    count: int
    kind: Kind
    example: str
    means: tuple[str, ...]


@cache
def together() -> tuple[Together, ...]:
    """The lines of `names/together.csv`."""
    found = rows("together.csv", ("lang", "words", "count", "kind", "example", "means"))
    return tuple(
        Together(row["lang"], frozenset(row["words"].split("|")), int(row["count"]), Kind(row["kind"]), row["example"], tuple(row["means"].split(";")))
        for _, row in found
    )


def meant(words: str, lang: str, kinds: Sequence[Kind], sentences: Sequence[Sentence], before: int) -> tuple[Entity, ...]:
    """The entities that `words` mean, in the order in which the article names them.

    Args:
        words: As written.
        lang: Language of the words.
        kinds: What the entities may be.
        sentences: The sentence with the words, then those before it, nearest first.
        before: Offset of the words in the article.
    """
    said = words.strip().casefold()
    for line in together():
        if line.lang == lang and line.kind in kinds and said in line.words:
            return _last(line, sentences[:_REACH], before)
    return ()


def _last(line: Together, sentences: Sequence[Sentence], before: int) -> tuple[Entity, ...]:
    found: list[Entity] = []
    for sentence in sentences:
        named = dict.fromkeys(m.entity for m in _named(sentence, line.kind, before) if m.entity is not None and m.entity not in found)
        found = [*named, *found]
        if len(found) >= line.count:
            return tuple(found) if len(found) == line.count else ()
    return ()


def _named(sentence: Sentence, kind: Kind, before: int) -> list[Mention]:
    return [m for m in sorted(sentence.mentions, key=lambda m: m.start) if m.kind is kind and m.end <= before and m.source != "pronoun"]

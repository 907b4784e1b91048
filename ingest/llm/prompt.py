"""The questions put to the model: an article cut into passages, and what is said with each.

A passage is a run of paragraphs in one language, up to `size` characters; a paragraph that is longer is cut behind a sentence. With
it goes the end of what stood before, so that "he" and "the company" can be understood, and the names that the article has given so far.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ...graph.article import Article
from ..document import Paragraph
from ..paragraphs import paragraphs
from .form import types_table

__all__ = ["Passage", "messages", "passages"]

BEFORE = 300         # characters of what stood before
NAMES = 60           # names that are sent along, the latest
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")


@dataclass(frozen=True, slots=True)
class Passage:
    """What one question is about: `article.text[start:end]`, in one language."""

    start: int
    end: int
    lang: str


def passages(article: Article, size: int) -> Iterator[Passage]:
    """Yield the article's passages in order, each at most `size` characters, unless one sentence is longer: then twice as many."""
    held: Passage | None = None
    for part in _parts(article, size):
        if held and (held.lang != part.lang or part.end - held.start > size):
            yield held
            held = None
        held = Passage(held.start if held else part.start, part.end, part.lang)
    if held:
        yield held


def _parts(article: Article, size: int) -> Iterator[Passage]:
    for paragraph in paragraphs(article):
        first = 0
        for cut in [*_cuts(paragraph, size), len(paragraph.text)]:
            if cut > first:
                yield Passage(paragraph.start + first, paragraph.start + cut, paragraph.lang)
            first = cut


def _cuts(paragraph: Paragraph, size: int) -> Iterator[int]:
    """Where a paragraph that is too long is cut: behind the last sentence that fits."""
    first = last = 0
    for joint in _joints(paragraph.text, size):
        if joint - first > size and last > first:
            yield last
            first = last
        last = joint


def _joints(text: str, size: int) -> Iterator[int]:
    """Where a cut may be: behind sentences, and inside what goes on for more than two passages without an end."""
    before = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        while end - before > 2 * size:
            before += size
            yield before
        yield end
        before = end


def messages(article: Article, passage: Passage, names: Sequence[str]) -> list[dict[str, str]]:
    """What is said to the model: how to read, and the passage with what is needed to understand it."""
    asked = {
        "published": article.published.isoformat() if article.published else None,
        "title": article.title,
        "names": list(names[-NAMES:]),
        "before": article.text[max(0, passage.start - BEFORE) : passage.start].strip(),
        "passage": article.text[passage.start : passage.end],
    }
    return [
        {"role": "system", "content": _instructions()},
        {"role": "user", "content": json.dumps(asked, ensure_ascii=False)},
    ]


@cache
def _instructions() -> str:
    text = files(__package__).joinpath("prompt.en.md").read_text(encoding="utf-8")
    return text.replace("{types}", types_table())

"""What stands between an article and its claims: paragraphs, sentences, mentions.

A `Paragraph` has one language, so that one article may mix both. A `Sentence` carries its mentions and what the
language's pipeline found (tokens, tree); readers turn it into claims. All offsets count code points from the start
of the article's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..graph.claim import Entity, Kind
from .triggers import Trigger

__all__ = ["Mention", "Paragraph", "Sentence", "Token"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text in one language (`en` or `zh`); `start` is its offset in the article."""

    text: str
    start: int
    lang: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A word: where it stands, its universal part of speech, the index of its head, and its relation to it.

    Chinese tokens have no tree: `head` is then -1 and `label` empty.
    """

    text: str
    start: int
    end: int
    tag: str = ""
    head: int = -1
    label: str = ""


@dataclass(slots=True)
class Mention:
    """A span that names something.

    `aliases` are other names of the same thing that stand with it ("米拉·穆拉提(Mira Murati)": one mention, the
    bracketed Latin form an alias). `source` says what found it: `gazetteer`, `model`, `rule` or `pronoun`.
    `entity` is filled when names have been linked over the whole article. `loose` marks what only the model's word makes a
    place or a person, and a title may make an organisation.
    """

    text: str
    start: int
    end: int
    kind: Kind
    source: str = "model"
    score: float = 1.0
    aliases: tuple[str, ...] = ()
    entity: Entity | None = None
    loose: bool = False


@dataclass(slots=True)
class Sentence:
    """A sentence with its words and mentions, in text order; `text` is `article.text[start:end]`.

    `facts` are what a relation table found: property, first and second argument as word ranges, probability; `triggers`
    what the learned reader found, units being words (English, counted over the article) or characters (Chinese, of the sentence);
    `first` is the number of the sentence's first unit. `antecedents` say where the name of a pronoun at an offset may begin, and how surely.
    """

    text: str
    start: int
    lang: str
    tokens: list[Token] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    facts: list[tuple[str, tuple[int, int], tuple[int, int], float]] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    first: int = 0
    antecedents: dict[int, tuple[int, float]] = field(default_factory=dict)
    paragraph: int = 0
    heading: bool = False

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)

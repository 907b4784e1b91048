"""The context of a sentence: what the article has spoken of before it, and how the unnamed are called.

Salience is by recency and prominence: the subject position and titles count more than an aside. A pronoun or a
description ("the company", 该公司) is resolved to the most salient entity of its kind in this and the three sentences
before; where nothing qualifies it stays unresolved and the claim is not made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Date

from ..graph.article import Article
from ..graph.claim import Claim, Entity, Kind, Name
from .document import Mention, Sentence

__all__ = ["Context", "Passed"]

WINDOW = 4          # sentences that a pronoun reaches back over


@dataclass(frozen=True, slots=True)
class Passed:
    """A trigger that became no claim: its offsets in the article, the type it suggests, its probability, and why not."""

    type: str
    start: int
    end: int
    score: float
    reason: str


@dataclass(slots=True)
class Context:
    """What is known when a sentence is read: the article, the sentences before, and its main organisation.

    `main` is the organisation that the article is about (most often mentioned, first where equal).
    """

    article: Article
    previous: list[Sentence] = field(default_factory=list)
    main: Entity | None = None
    posts: dict[Entity, Entity] = field(default_factory=dict)       # person -> where the article has said they work
    makers: dict[Entity, Entity] = field(default_factory=dict)      # product -> who the article has said makes it
    seats: list[tuple[Entity, Entity]] = field(default_factory=list)     # places, and who the article has said sits there
    told: list[Claim] = field(default_factory=list)      # claims that the article has made so far, in its order
    share: float = 0.0          # how many of the article's mentions of organisations are of `main`, in [0, 1]
    passed: list[Passed] = field(default_factory=list)      # what was considered and not claimed, of the whole article
    dropped: Counter[str] = field(default_factory=Counter)  # what was found and cannot be claimed, by reason, of the whole article
    warnings: list[str] = field(default_factory=list)       # what the article's reader should know

    def drop(self, reason: str) -> None:
        """Count something that was found and breaks a rule."""
        self.dropped[reason] += 1

    def warn(self, line: str) -> None:
        """Tell who asked for the claims."""
        self.warnings.append(line)

    def pass_over(self, type_: str, span: tuple[int, int], score: float, reason: str) -> None:
        """Note a trigger that becomes no claim."""
        self.passed.append(Passed(type_, *span, score, reason))

    @property
    def published(self) -> Date | None:
        """The day that relative dates are resolved against."""
        return self.article.published

    def focus(self, kind: Kind, window: int = WINDOW) -> Entity | None:
        """The most salient named entity of `kind` before this sentence: of the nearest sentence that has one, the first."""
        for sentence in reversed(self.previous[-window:]):
            for mention in sentence.mentions:
                if mention.kind is kind and mention.entity is not None and mention.source != "pronoun":
                    return mention.entity
        return None

    def organization(self) -> Entity | None:
        """The organisation that a title without one belongs to: the focus, else what the article is about."""
        return self.focus(Kind.ORGANIZATION) or self.main

    def resolve_pronoun(self, mention: Mention, before: Sequence[Mention] = ()) -> Entity | None:
        """Who a pronoun or description means; `before` are the mentions of its own sentence that precede it."""
        for candidate in before:
            if candidate.kind is mention.kind and candidate.entity is not None:
                return candidate.entity
        return self.focus(mention.kind)

    @staticmethod
    def describe(text: str, kind: Kind, owner: Entity | None = None) -> Entity:
        """An entity that is only described: `Ilya Sutskever's AI startup`; its key holds for this description."""
        name = f"{owner.name}'s {text}" if owner else text
        return Entity(name=name, kind=kind, names=(Name(name, "en"),), described=True, key=name.casefold())

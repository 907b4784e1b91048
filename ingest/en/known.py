"""Whom an article has told of, as a sentence is read: firms by what is known of them, names beside words, and who is spoken of most.

`Known` is the part of a `Scene` that looks at what the article and the gazetteer say: seats, makers, the salient organisation.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ...graph.claim import Entity, Kind
from ..context import Context
from ..document import Mention, Sentence, Token
from ..lexicon import gazetteer, media
from .tree import Tree

__all__ = ["Known", "is_media"]

_MEDIA = re.compile(r"\b(?:Times|Journal|Post|News|Tribune|Herald|Gazette|Magazine|Daily|Chronicle|Press)$")
_PLAIN_NOUNS = frozenset("company firm group business startup start-up maker giant owner rival parent unit board".split())


def is_media(entity: Entity) -> bool:
    """Is this a publisher that news quotes, rather than somebody that news is about?"""
    return entity.key in media() or bool(_MEDIA.search(entity.name))


class Known:
    """A sentence beside what the article has told before it."""

    sentence: Sentence
    context: Context
    tree: Tree
    tokens: Sequence[Token]

    def text(self, start: int, end: int) -> str:
        """The article's text between two offsets inside this sentence."""
        return self.sentence.text[start - self.sentence.start : end - self.sentence.start]

    def word_at(self, offset: int) -> int | None:
        """The word that covers an offset of the article."""
        return next((i for i, t in enumerate(self.tokens) if t.start <= offset < t.end), None)

    def salient_organization(self, media: bool = False, but: Collection[Entity] = ()) -> Entity | None:
        """The organisation that the text is speaking of: recency, subject position and frequency together."""
        scores: dict[Entity, float] = {}
        for distance, sentence in enumerate(reversed(self.context.previous[-6:]), 1):
            subjects = _subject_starts(sentence)
            for mention in sentence.mentions:
                if mention.kind is not Kind.ORGANIZATION or mention.entity is None or is_media(mention.entity) is not media:
                    continue
                weight = 2.0 if mention.start in subjects else 0.4 if mention.source == "tag" else 0.8
                scores[mention.entity] = scores.get(mention.entity, 0.0) + weight / distance
        if self.context.main is not None and not media and not is_media(self.context.main):
            scores[self.context.main] = scores.get(self.context.main, 0.0) + 0.8 + 2.0 * self.context.share
        for entity in but:
            scores.pop(entity, None)
        return max(scores, key=lambda e: scores[e]) if scores else None

    def _organizations(self) -> Iterator[Entity]:
        """Organisations that the article has named up to here, the last first."""
        for sentence in (self.sentence, *reversed(self.context.previous)):
            for mention in sentence.mentions:
                if mention.kind is Kind.ORGANIZATION and mention.entity is not None and mention.source != "pronoun":
                    yield mention.entity

    def _named_after(self, mention: Mention) -> Entity | None:
        """The name right behind a description: "his new startup, xAI", "the chipmaker Nvidia", "called X"."""
        for other in self.sentence.mentions:
            if other.start >= mention.end and other.source != "pronoun" and other.kind is not Kind.PERSON:
                gap = self.text(mention.end, other.start)
                if re.fullmatch(r"(?:,|:|—|–)?\s*(?:called|named|dubbed|known as)?\s*[“\"']?", gap) and other.entity:
                    return other.entity
                break
        return None

    def _named_before(self, mention: Mention) -> Entity | None:
        """The name that a description stands behind in apposition: "Anthropic, a San Francisco start-up"."""
        for other in reversed(self.sentence.mentions):
            if other.end <= mention.start and other.kind is Kind.ORGANIZATION and other.source != "pronoun":
                return other.entity if self.text(other.end, mention.start).strip() == "," else None
        return None

    def beside(self, start: int, stop: int, kinds: Sequence[Kind]) -> Entity | None:
        """The name that stands in apposition to these words: "Ostrava, a Brno foundry", "a start-up called Snips"."""
        words = Mention(self.text(start, stop), start, stop, kinds[0], "pronoun")
        found = self._named_after(words) or self._named_before(words)
        return found if found is not None and found.kind in kinds else None

    def _by_product(self, mention: Mention) -> Entity | None:
        """The organisation behind "the ChatGPT maker", where the article's gazetteer says who makes it."""
        for product in self.sentence.mentions:
            if product.kind is Kind.PRODUCT and mention.start <= product.start and product.end <= mention.end:
                entry = gazetteer().lookup(product.text, Kind.PRODUCT)
                if entry:
                    for sentence in [*self.context.previous, self.sentence]:
                        for other in sentence.mentions:
                            if other.entity is not None and other.entity.key == entry.context:
                                return other.entity
                told = next((maker for made, maker in self.context.makers.items() if made == product.entity or made.name == product.text), None)
                if told is not None:
                    return told
        return None

    def _by_seat(self, mention: Mention) -> Entity | None:
        """The organisation behind "the Salt Lake City company", where the article or the gazetteer says who sits there."""
        place = next((m for m in self.sentence.mentions if m.kind is Kind.PLACE and mention.start < m.start and m.end < mention.end), None)
        if place is None or place.entity is None:
            return None
        told = next((o for p, o in reversed(self.context.seats) if p == place.entity), None)
        return told or next((e for e in self._organizations() if (known := gazetteer().entry(e.key, e.kind)) and known.context == place.text), None)

    def _by_noun(self, mention: Mention) -> Entity | None:
        """The last organisation whose name holds the description's noun: "that university", "the foundation"."""
        noun = mention.text.split()[-1].lower()
        if noun in _PLAIN_NOUNS:
            return None
        return next((e for e in self._organizations() if re.search(rf"\b{re.escape(noun)}\b", e.name, re.I)), None)

    def _prominent(self, mention: Mention) -> bool:
        """Is the mention a subject, a possessor of one, or what the sentence opens with?"""
        word = self.word_at(mention.start)
        while word is not None and self.tree.label(word) in ("compound", "flat", "nmod:desc", "conj", "amod"):
            if self.tree.label(word) == "conj":
                return False
            word = self.tree.head(word)
        return word is not None and self.tree.label(word).startswith(("nsubj", "nmod:poss", "root"))


def _subject_starts(sentence: Sentence) -> set[int]:
    """Where the subjects of a sentence begin: offsets of their words and of what modifies them."""
    tokens = sentence.tokens
    found = set()
    for token in tokens:
        top = token
        while top.label in ("compound", "flat", "nmod:desc") and tokens[top.head] is not top:
            top = tokens[top.head]
        if top.label.startswith(("nsubj", "nmod:poss")):
            found.add(token.start)
    return found

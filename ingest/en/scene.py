"""A sentence as a scene: its tree, its mentions, its context, and who stands at a position.

`Scene.at(word, kinds)` answers who or what a word means: the mention that covers it, what stands in apposition, a
pronoun's or description's entity, or a described group. A mention whose model type does not fit what a role asks for
is retyped where the model was unsure and the gazetteer does not know it (who raises money is an organisation).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...graph.claim import Argument, Entity, Kind
from ..context import Context
from ..document import Mention, Sentence
from ..lexicon import gazetteer
from .known import is_media
from .titles import Post, find_titles, posts
from .tree import Tree
from .unnamed import Unnamed

__all__ = ["Scene", "is_media"]

_GROUP = re.compile(
    r"\b(?:staff|employees?|researchers?|executives?|engineers?|scientists?|members?|workers?|leaders?|founders?|cofounders?"
    r"|co-founders?|investors?|team|teams|colleagues|staffers|directors?|managers?|developers?|talent)\b", re.I)
_INSIDE = {"team", "unit", "group", "division", "staff", "lab", "arm", "board", "labs", "engineers", "researchers"}
_ORGANIZATION_NOUN = re.compile(
    r"(?:company|startup|start-up|firm|lab|laboratory|maker|giant|group|unit|subsidiary|developer|creator|owner|parent|rival|chipmaker"
    r"|investor|shareholder|executive|leadership|leader|management|board|official|brass)s?")


class Scene(Unnamed):
    """One sentence while it is being read."""

    def __init__(self, sentence: Sentence, context: Context) -> None:
        self.sentence, self.context = sentence, context
        self.tree = Tree(sentence.tokens)
        self.tokens = sentence.tokens
        self.by_word: dict[int, Mention] = {}
        for mention in sorted(sentence.mentions, key=lambda m: m.source == "pronoun"):
            for i, token in enumerate(self.tokens):
                if token.start < mention.end and mention.start < token.end:
                    self.by_word.setdefault(i, mention)
        self._resolve_unnamed()
        self.posts: list[Post] = posts(sentence)
        self.titles = find_titles(sentence)

    def mention_at(self, i: int, kinds: Sequence[Kind]) -> Mention | None:
        """The mention that covers word `i`, if it is of one of `kinds` or may be retyped to the first of them."""
        mention = self.by_word.get(i)
        if mention is None or mention.entity is None:
            return None
        if mention.entity.kind in kinds:
            return mention
        soft = mention.source in ("model", "rule", "tag") and mention.score < 0.97 and mention.entity.key not in _known_keys()
        pairs = {(Kind.PLACE, Kind.ORGANIZATION), (Kind.PRODUCT, Kind.ORGANIZATION), (Kind.ORGANIZATION, Kind.PRODUCT)}
        if mention.score < 0.7:      # a place that the model hardly believes in may be a product ("Zephyr maker Corvid")
            pairs.add((Kind.PLACE, Kind.PRODUCT))
        person = mention.entity.kind is Kind.PERSON and " " not in mention.entity.name      # a person is first named in full
        unknown = mention.entity.key not in _known_keys()
        named_by_form = mention.source == "rule" and mention.entity.kind is Kind.PRODUCT
        if any((soft and not named_by_form and (mention.entity.kind, kind) in pairs) or (person and unknown and kind is Kind.ORGANIZATION) for kind in kinds):
            return mention
        return None

    def at(self, i: int, kinds: Sequence[Kind], role: str) -> Argument | None:
        """The entity that the phrase headed by word `i` means, as an argument; None where it means none of `kinds`."""
        mention = self.mention_at(i, kinds)
        if mention is None:
            for other in self.tree.appositions(i):
                if self._only_modifies(i, other, kinds):
                    continue
                named = self.mention_at(other, kinds)
                if named is not None and named.source != "pronoun":
                    mention = named
                    break
        if mention is None and Kind.ORGANIZATION in kinds and self.tree.low(i) in _INSIDE:
            for other in [*self.tree.modifiers(i), *self.tree.kids(i, "nmod:poss"), *self.tree.oblique(i, "of"), *self.tree.oblique(i, "at")]:
                mention = self.mention_at(other, (Kind.ORGANIZATION,))
                if mention is not None:
                    break
        if mention is not None and mention.entity is not None:
            entity = mention.entity
            if entity.kind not in kinds:
                entity = Entity(entity.name, kinds[0], entity.names, entity.described, entity.key)
            return Argument(role, entity, mention.start, mention.end)
        if Kind.GROUP in kinds:
            return self.group(i, role)
        return None

    def _only_modifies(self, i: int, other: int, kinds: Sequence[Kind]) -> bool:
        """Is `other` an organisation that only modifies a noun which is none itself ("Nvidia processors")?"""
        return (
            self.tree.label(other) in ("compound", "nmod:desc") and self.tree.head(other) == i and Kind.ORGANIZATION in kinds
            and self.tokens[i].tag == "NOUN" and not _ORGANIZATION_NOUN.fullmatch(self.tree.low(i))
            and self.tree.low(i) not in _INSIDE
        )

    def group(self, i: int, role: str) -> Argument | None:
        """A described group headed by word `i`: "half the firm's engineers", "three former researchers"."""
        if self.tokens[i].tag not in ("NOUN", "NUM", "PRON", "ADJ", "DET") or self.by_word.get(i) is not None:
            return None
        case = {c for c in self.tree.kids(i, "case")}
        span = sorted(w for w in self.tree.subtree(i) if w not in case and not self._clausal(w, i))
        words = [w for w in range(min(span), max(span) + 1)]
        text = self.text(self.tokens[words[0]].start, self.tokens[words[-1]].end)
        if not _GROUP.search(text) or len(words) > 12:
            return None
        for mention in self.sentence.mentions:
            if mention.source == "pronoun" and mention.entity and mention.kind is Kind.ORGANIZATION and mention.text in text:
                text = text.replace(mention.text, mention.entity.name + ("'s" if mention.text in ("its",) else ""))
        text = re.sub(r"^half (?!of)", "half of ", text.replace("’", "'"))
        return Argument(role, Context.describe(text, Kind.GROUP), self.tokens[words[0]].start, self.tokens[words[-1]].end)

    def _clausal(self, word: int, top: int) -> bool:
        """Is `word` inside a clause or an apposition below `top`?"""
        while word != top:
            if self.tree.label(word).startswith(("acl", "appos", "advcl", "parataxis", "punct", "conj", "cc")):
                return True
            head = self.tree.head(word)
            if head is None:
                return False
            word = head
        return False

    def people(self) -> Iterator[Mention]:
        """Named persons of the sentence in text order."""
        return (m for m in self.sentence.mentions if m.kind is Kind.PERSON and m.source != "pronoun" and m.entity)


def _known_keys() -> frozenset[str]:
    global _KEYS
    if not _KEYS:
        _KEYS = frozenset(entry.key for entry in gazetteer().entries)
    return _KEYS


_KEYS: frozenset[str] = frozenset()

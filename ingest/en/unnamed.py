"""Pronouns and descriptions of a sentence: "she", "its", "the company", "the latter", "a Brno foundry" get their entities, in text order.

Rules look at form, apposition, product, seat and salience; the learned reader's antecedent stands before them where it is sure, and behind them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from ...graph.claim import Entity, Kind
from ..context import Context
from ..document import Mention
from ..lexicon import legal_forms
from .known import Known, is_media

__all__ = ["Unnamed"]

_SPEAKERS = frozenset(("we", "our", "us", "ours"))
_SURE, _LIKELY = 0.95, 0.6      # least probabilities of a learned antecedent: for a firm before the rules are asked, and behind them
_OWNED = re.compile(r"^(?:his|her|their|its)\s+(?:own\s+)?(?:new\s+)?(?P<what>.+)$", re.I)
_INDEFINITE = re.compile(r"^an?\s+(?:new\s+)?(?P<what>.+)$", re.I)
_DESCRIBED = re.compile(r"^(?:the|this|that)\s+(?P<what>.+)$", re.I)
_PLAIN = re.compile(r"^(?:\w+\s)?(?:company|startup|start-up|firm|lab|laboratory|business|group|outfit|organi[sz]ation)$", re.I)
_LATTER = re.compile(r"the\s+(latter|former)", re.I)
_ISSUER = frozenset(("the Company", "The Company", "the Registrant", "The Registrant", "the Issuer", "The Issuer", "the Group", "The Group"))
_PAPERS = {"newspaper", "paper", "magazine"}


class Unnamed(Known):
    """A sentence whose pronouns and descriptions find whom they mean."""

    by_word: Mapping[int, Mention]

    def _resolve_unnamed(self) -> None:
        """Give pronouns and descriptions of this sentence their entities, in text order."""
        seen: list[Mention] = []
        for mention in self.sentence.mentions:
            if mention.source == "pronoun" and mention.entity is None:
                mention.entity = self._meant(mention, seen)
            if mention.entity is not None:
                seen.append(mention)

    def _meant(self, mention: Mention, seen: Sequence[Mention]) -> Entity | None:
        if (counted := _LATTER.fullmatch(mention.text)) is not None:
            return self._latter(mention, 1 if counted[1].lower() == "latter" else 2)
        if mention.text in _ISSUER and mention.start > self.sentence.start:
            return self._issuer()
        if _DESCRIBED.match(mention.text) and mention.kind is Kind.ORGANIZATION and (named := self._apposed(mention)) is not None:
            return named
        unnamed_here = any(m.entity is not None and m.entity.described and m.kind is mention.kind for m in seen)
        firm = mention.kind is Kind.ORGANIZATION and not unnamed_here      # the model points at names only
        sure = (self._by_product(mention) or self._antecedent(mention, _SURE)) if firm else None      # a product says whose it is
        return sure or self._by_rule(mention, seen) or self._antecedent(mention, _LIKELY)

    def _latter(self, mention: Mention, back: int) -> Entity | None:
        """The last but so many of those of its kind that the text has named."""
        named: list[Entity] = []
        for sentence in (*self.context.previous[-2:], self.sentence):
            named += [m.entity for m in sentence.mentions if m.kind is mention.kind and m.entity and m.source != "pronoun" and m.end <= mention.start]
        last = list(dict.fromkeys(reversed(named)))
        return last[back - 1] if len(last) >= back else None

    def _issuer(self) -> Entity | None:
        """Who calls itself the Company: the first firm that the text names with its legal form, else what it is about."""
        named = [m for s in (*self.context.previous, self.sentence) for m in s.mentions if m.kind is Kind.ORGANIZATION and m.entity and m.source != "pronoun"]
        legal = next((m.entity for m in named if m.text.split()[-1].strip(",.").casefold() in legal_forms("en")), None)
        return legal or self.context.main

    def _apposed(self, mention: Mention) -> Entity | None:
        """The name that a description explains between commas: "Aurora, the start-up led by ..."; not "said Aurora, the firm says"."""
        after = next((t for t in self.tokens if t.start >= mention.end), None)
        if after is not None and after.tag in ("VERB", "AUX") and self.tree.label(self.tokens.index(after)) != "acl":
            return None
        return self._named_before(mention)

    def _by_rule(self, mention: Mention, seen: Sequence[Mention]) -> Entity | None:
        """Whom a pronoun or description means, by its form, its sentence, and what the text speaks of."""
        if mention.text.lower() in _SPEAKERS:
            return self._speakers_firm()
        if mention.kind is Kind.PERSON:
            return self._person(seen)
        if owned := _OWNED.match(mention.text):
            named = self._named_after(mention)
            if named is not None:
                return named
            person = mention.text[:3].lower() in ("his", "her")
            owner = self._person(seen) if person else self._organization(mention, seen)
            if person and owner and _PLAIN.match(owned["what"]) and "own" not in mention.text and (firm := self.context.posts.get(owner)):
                return firm
            return Context.describe(owned["what"], Kind.ORGANIZATION, owner) if owner else None
        if indefinite := _INDEFINITE.match(mention.text):
            named = self._named_after(mention) or self._named_before(mention)
            if named is not None:
                return named
            person_before = [m for m in seen if m.kind is Kind.PERSON]
            founds = re.search(r"\b(?:found|founded|start|started|launch|launched|co-founded|set up|create|created)\s*$",
                               self.text(self.sentence.start, mention.start))
            if founds and person_before:
                return Context.describe(indefinite["what"], Kind.ORGANIZATION, person_before[0].entity)
            return None
        described = _DESCRIBED.match(mention.text)
        if described and not _PLAIN.match(described["what"]):
            named = self._named_after(mention) or self._named_before(mention)
            if named is not None:
                return named
            return self._by_product(mention) or self._by_seat(mention) or self._by_noun(mention) or self._organization(mention, seen)
        return self._organization(mention, seen)

    def other_than(self, mention: Mention, but: Collection[Entity]) -> Entity | None:
        """Whom a pronoun or description means, of those who are not among `but`: who acts on somebody is somebody else."""
        before = [m for m in self.sentence.mentions if m.kind is mention.kind and m.end <= mention.start and m.entity and m.source != "pronoun"]
        here = [m for m in before if m.entity not in but and not (m.entity and is_media(m.entity))]
        if mention.kind is Kind.ORGANIZATION:
            subject = [m for m in here if self._prominent(m)]
            return (subject[0].entity if subject else None) or self.salient_organization(but=but)
        if here:
            return here[0].entity
        for sentence in reversed(self.context.previous[-3:]):
            for other in sentence.mentions:
                if other.kind is mention.kind and other.entity is not None and other.entity not in but and other.source != "pronoun":
                    return other.entity
        return None

    def _speakers_firm(self) -> Entity | None:
        """Whom "we" means: the employer of the person who speaks in this sentence or last before it, if the article has told."""
        speaker = next((m.entity for m in self.sentence.mentions if m.kind is Kind.PERSON and m.source != "pronoun"), None)
        speaker = speaker or self.context.focus(Kind.PERSON, 2)
        return self.context.posts.get(speaker) if speaker else None

    def _antecedent(self, mention: Mention, least: float) -> Entity | None:
        """Whose name the learned reader sees behind a pronoun or description, with at least this probability, if the kind fits."""
        place, score = self.sentence.antecedents.get(mention.start, (-1, 0.0))
        if score < least:
            return None
        for sentence in (self.sentence, *reversed(self.context.previous)):
            for other in sentence.mentions:
                if other.start <= place < other.end and other.entity is not None and other.entity.kind is mention.kind:
                    return other.entity
        return None

    def _person(self, seen: Sequence[Mention]) -> Entity | None:
        """Who he or she is: the first person of this sentence before it, else the most salient one before."""
        here = [m for m in seen if m.kind is Kind.PERSON and not self._quoted_or_possessive(m)]
        if here:
            return here[0].entity
        return self.context.focus(Kind.PERSON, 3)

    def _quoted_or_possessive(self, mention: Mention) -> bool:
        return self.text(mention.end, min(mention.end + 2, self.sentence.end)) in ("’s", "'s")

    def _organization(self, mention: Mention, seen: Sequence[Mention]) -> Entity | None:
        """Which organisation "it" or "the company" is: the nearest in this sentence, else the most salient before."""
        media = mention.text.split()[-1].lower() in _PAPERS
        bound = self._subject_of_its_verb(mention)
        here = [
            m for m in seen
            if m.kind is Kind.ORGANIZATION and m.entity and is_media(m.entity) is media and m.entity not in bound
        ]
        if mention.text.lower() in ("it", "its", "itself"):
            same = [m for m in here if m.text.lower() in ("it", "its", "itself")]
            if same:
                return same[0].entity
            subject = [m for m in here if self._prominent(m)]
            if subject:
                return subject[-1].entity
            described = [m for m in here if m.entity and m.entity.described]
            if described:
                return described[-1].entity
            return self.salient_organization(media, bound) or (here[-1].entity if here else None)
        subject = [m for m in here if self._prominent(m) and m.source != "pronoun"]
        if subject:
            return subject[0].entity
        return self.salient_organization(media, bound) or (here[0].entity if here else None)

    def _subject_of_its_verb(self, mention: Mention) -> set[Entity]:
        """Who cannot be meant: the subject of the verb that the mention is an object of ("Meta ... valuing the startup")."""
        if mention.text.lower() == "its":
            return set()
        word = self.word_at(mention.end - 1)
        if word is None or not self.tree.label(word).startswith(("obj", "obl", "iobj")):
            return set()
        verb = self.tree.head(word)
        subjects = self.tree.subjects(verb) if verb is not None and not self.tree.is_passive(verb) else []
        return {m.entity for w in subjects if (m := self.by_word.get(w)) is not None and m.entity is not None}

"""English words for the learned reader: who a span means, what a date, an amount or a title says.

Arguments that nothing else has named have become mentions before (`arguments.py`); whoever is brought in without a name is somebody of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ...graph.claim import Argument, Entity, Evidence, Kind, Money, Name, When
from ...ontology.schema import claim_types
from ..context import Context
from ..document import Mention, Sentence, Token
from ..learned import Words
from ..triggers import Trigger
from .dates import find_dates
from .modality import cues
from .money import find_money, find_quantities, find_shares
from .phrases import is_known, is_name, is_several, is_unnamed, own_of
from .positions import doers, spoken_of
from .posts import spelled
from .quote import evidence
from .scene import Scene, is_media
from .values import DATELINE

__all__ = ["EnglishResolver"]

# What a name may be taken for where it is a firm, or a product, in what is claimed.
_TAKEN_FOR = {Kind.ORGANIZATION: (Kind.PLACE, Kind.PRODUCT), Kind.PRODUCT: (Kind.ORGANIZATION, Kind.PERSON, Kind.PLACE)}
_OWN_FIRM = frozenset(("Founding", "Leave", "Education"))      # whose firm is rather the person's than the one spoken of
_DOERS = ("buyer", "acquirer", "plaintiff", "owner")      # roles that the subject of an event noun's verb fills
_ROUND = re.compile(r"\b(series [a-k]\d?|pre-seed|seed|angel|ipo|flotation|initial public offering|listing|debut|float)\b", re.I)
_FLOATED = ("flotation", "initial public offering", "listing", "debut", "float", "ipo")
_NOT_A_NAME = re.compile(r"^(?:I|We|Our|You|My|It|Its|He|She|They|His|Her|Their|Who|Which|That|The|This|One|Both|Neither|AI|A\.I\.)$")
_PLURALS = frozenset(("they", "them", "their", "there"))      # a firm, where a firm is asked for
_POINTS = frozenset("he she him her his hers it its they them their who which that there himself herself itself".split())
_FIRST_PERSON = frozenset(("i", "me", "my", "myself"))
_QUOTED = re.compile(r"[“\"][^“”\"]*(?:[”\"]|$)")
_CLOSES_SPEAKER = frozenset((",", ".", ";", ":"))
_SPEAKS_FOR = re.compile(r"\b(?:spokes(?:man|woman|person)|representative|a statement|filing|memo|press release)\b", re.I)


def _as(entity: Entity, kinds: Sequence[Kind]) -> Entity:
    """The entity as one of `kinds`."""
    return entity if entity.kind in kinds else Entity(entity.name, kinds[0], entity.names, entity.described, entity.key)


def _closes(token: Token) -> bool:
    """Does the token stand behind a speaker's words, and not among them: a mark, a verb of speech?"""
    return token.text in _CLOSES_SPEAKER or (token.tag == "VERB" and token.text.lower() in cues().speech)


class EnglishResolver(Words):
    """Reads the words of one sentence, and of those before it, for the learned reader; units are words of the article."""

    lang = "en"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.sentence, scene.context.previous)
        self._scene = scene

    def _words(self, first: int, end: int) -> str:
        sentence, (start, stop) = self._at(first), self.span(first, end)
        return sentence.text[start - sentence.start : stop - sentence.start] if sentence else ""

    def points(self, first: int, end: int) -> bool:
        """Is it a pronoun or a description of what is known?"""
        words = self._words(first, end)
        return is_known(words) or words.lower() in _POINTS

    def entity(self, role: str, first: int, end: int, kinds: Sequence[Kind], but: Collection[Entity] = ()) -> Argument | None:
        """The mention that covers most of the words, if it may be of one of `kinds`; a described group; goods as written."""
        sentence, (start, stop) = self._at(first), self.span(first, end)
        if sentence is None:
            return None
        if role == "item":
            words = self._words(first, end)
            while is_name(words) and end - sentence.first < len(sentence.tokens) and sentence.tokens[end - sentence.first].tag == "NOUN":
                end += 1          # "Zephyr X2 chips": the goods are named with what they are
                words, stop = self._words(first, end), self.span(first, end)[1]
            words = re.sub(r"^(?:(?:some|about|over|more than|up to|around|nearly|the|its|[\d,.]+)\s+)+", "", self._words(first, end))
            return Argument(role, Entity(words, Kind.PRODUCT, (Name(words, "en"),), False, words.casefold()), start, stop) if words else None
        words = self._words(first, end)
        if is_unnamed(words):
            return self._newcomer(role, words, sentence, start, stop, kinds, but)
        if words.lower() in _FIRST_PERSON and Kind.PERSON in kinds:
            return self._who_says_i(role, sentence, start, stop)
        mention = self._mention(sentence, start, stop, kinds) or (self._named_otherwise(sentence, start, stop, kinds) if is_name(words) else None)
        if mention is not None and mention.source == "pronoun" and mention.entity in but and sentence is self._scene.sentence:
            other = self._scene.other_than(mention, but)
            return Argument(role, other, mention.start, mention.end) if other else None
        if mention is not None and mention.entity is not None:
            return Argument(role, _as(mention.entity, kinds), mention.start, mention.end)
        if words.lower() in _PLURALS and kinds[0] is Kind.ORGANIZATION and sentence is self._scene.sentence:
            entity = self._scene.other_than(Mention(words, start, stop, Kind.ORGANIZATION, "pronoun"), but)
            return Argument(role, entity, start, stop) if entity else None
        if kinds[0] is Kind.PRODUCT and (words.lower() == "it" or is_known(words)):
            return self._product(role, sentence, start, stop)
        people = any(m.start < stop and start < m.end and m.kind is Kind.PERSON for m in sentence.mentions)
        if Kind.GROUP in kinds and not people and sentence is self._scene.sentence:
            local = first - sentence.first
            found = self._scene.group(local, role) or self._scene.group(min(end - sentence.first, len(sentence.tokens)) - 1, role)
            if found is None and role == "group" and not any(t.tag in ("VERB", "AUX") for t in sentence.tokens[local : end - sentence.first]):
                found = Argument(role, Context.describe(self._words(first, end), Kind.GROUP), start, stop)
            return found
        if Kind.GROUP in kinds and is_several(words):
            return Argument(role, Context.describe(words, Kind.GROUP), start, stop)
        if Kind.PLACE in kinds and self._words(first, end)[:1].isupper():
            words = self._words(first, end)
            return Argument(role, Entity(words, Kind.PLACE, (Name(words, "en"),), False, words.casefold()), start, stop)
        return None

    def _who_says_i(self, role: str, sentence: Sentence, start: int, stop: int) -> Argument | None:
        """Who says "I": the person whom the sentence names outside the quotation, else the one spoken of before."""
        quoted = [match.span() for match in _QUOTED.finditer(sentence.text)]
        outside = [
            m.entity for m in sentence.mentions
            if m.kind is Kind.PERSON and m.entity and not any(a <= m.start - sentence.start < b for a, b in quoted)
        ]
        entity = outside[-1] if outside else self._scene.context.focus(Kind.PERSON, 2)
        return Argument(role, entity, start, stop) if entity and quoted else None

    def _product(self, role: str, sentence: Sentence, start: int, stop: int) -> Argument | None:
        """Which product "it" or "the model" is: the one whose name the learned reader sees behind the words, else the last that was named."""
        place, score = sentence.antecedents.get(start, (-1, 0.0))
        before = [m for s in (sentence, *reversed(self._scene.context.previous[-3:])) for m in reversed(s.mentions) if m.kind is Kind.PRODUCT and m.entity and m.start < start]
        held = next((m for m in before if m.start <= place < m.end), None) if score >= 0.5 else None
        mention = held or next(iter(before), None)
        return Argument(role, mention.entity, start, stop) if mention and mention.entity else None

    def _newcomer(
        self, role: str, words: str, sentence: Sentence, start: int, stop: int, kinds: Sequence[Kind], but: Collection[Entity]
    ) -> Argument | None:
        """Whoever an indefinite description brings in: the name beside it, whom the scene takes it for, else somebody unnamed."""
        held = next((m for m in sentence.mentions if m.source == "pronoun" and m.start <= start and stop <= m.end + 1 and m.entity), None)
        entity = held.entity if held else self._scene.beside(start, stop, kinds) if sentence is self._scene.sentence else None
        people = [one for one in but if one.kind is Kind.PERSON]
        if (what := own_of(words)) and people and Kind.ORGANIZATION in kinds:
            return Argument(role, Context.describe(what, Kind.ORGANIZATION, people[0]), start, stop)
        if entity is None and Kind.ORGANIZATION in kinds:
            entity = Context.describe(words[0].lower() + re.sub(r"\s+", " ", words[1:]), Kind.ORGANIZATION)
        return Argument(role, _as(entity, kinds), start, stop) if entity else None

    def _named_otherwise(self, sentence: Sentence, start: int, stop: int, kinds: Sequence[Kind]) -> Mention | None:
        """The name that these words are, where lists or the recogniser have it as something else: Cambridge, where one studies, is a university."""
        wrong = [other for kind in kinds for other in _TAKEN_FOR.get(kind, ())]
        over = [m for m in sentence.mentions if m.start < stop and start < m.end and m.entity is not None and m.source != "pronoun"]
        for mention in over:
            person = mention.kind is Kind.PERSON and " " in (mention.entity.name if mention.entity else "")      # who is named in full is no product
            if mention.start <= start and stop <= mention.end and mention.kind in wrong and not person:
                return mention
        return None

    def _mention(self, sentence: Sentence, start: int, stop: int, kinds: Sequence[Kind]) -> Mention | None:
        over = [m for m in sentence.mentions if m.start < stop and start < m.end and m.entity is not None]
        over.sort(key=lambda m: (m.entity is None or m.entity.kind not in kinds, -(min(m.end, stop) - max(m.start, start)), m.start))
        for mention in over:
            word = self._scene.word_at(mention.start) if sentence is self._scene.sentence else None
            if mention.entity is not None and (mention.entity.kind in kinds or (word is not None and self._scene.mention_at(word, kinds) is mention)):
                return mention
        return None

    def missing(self, role: str, trigger: Trigger, taken: Sequence[Argument]) -> Argument | None:
        """Whoever does what the trigger says by the tree; a person's employer; else, for organisations, the one spoken of."""
        person = next((a.entity for a in taken if a.entity.kind is Kind.PERSON), None)
        if role not in ("organization", *_DOERS):
            return None
        local = trigger.unit - self._scene.sentence.first
        if role in _DOERS:
            held = [Kind(k) for k in claim_types()[trigger.type].kinds[role]]
            return next((a for a in doers(self._scene, local, held, role) if all(a.entity != t.entity for t in taken)), None)
        known = {t.entity for t in taken}
        if person is not None and trigger.type != "Appointment":      # whoever is appointed may come from the firm that stands beside the name
            for post in self._scene.posts:
                firm = post.organization.entity if post.organization else None
                if post.person.entity == person and post.organization and firm is not None and firm not in known:
                    return Argument(role, firm, post.organization.start, post.organization.end)
        if person is not None and trigger.type in _OWN_FIRM:
            told = self._scene.context.posts.get(person)
            if told is not None and told not in known:
                return Argument(role, told, *self.span(trigger.unit, trigger.unit + 1))
            found = spoken_of(self._scene, local, role, person)
            return next((a for a in found if a.entity not in known), None)
        entity = self._scene.salient_organization(but=known)
        start, end = self.span(trigger.unit, trigger.unit + 1)
        return Argument(role, entity, start, end) if entity and not is_media(entity) else None

    def date(self, first: int, end: int, future: bool) -> When | None:
        """The date expression that overlaps the words most."""
        sentence = self._at(first) or self._scene.sentence
        start, stop = (at - sentence.start for at in self.span(first, end))
        over = [
            (min(d.end, stop) - max(d.start, start), d.when)
            for d in find_dates(sentence.text, self._scene.context.published, future)
            if d.start < stop and start < d.end and d.when is not None
        ]
        return max(over, key=lambda pair: pair[0])[1] if over else None

    def amount(self, first: int, end: int) -> Money | None:
        """The amount that overlaps the words."""
        sentence = self._at(first) or self._scene.sentence
        start, stop = (at - sentence.start for at in self.span(first, end))
        return next((m.money for m in find_money(sentence.text) if m.start < stop and start < m.end and m.money), None)

    def title(self, first: int, end: int) -> str | None:
        """The title that the words hold, with the field and rank beside it; None where they hold no post."""
        start, stop = self.span(first, end)
        named = [(m.start - start, m.end - start) for m in self._scene.sentence.mentions if m.source != "pronoun" and m.start < stop and start < m.end]
        over = [t for t in self._scene.titles if t.start < stop and start < t.end and t.kind != "founder"]
        held = max(over, key=lambda t: min(t.end, stop) - max(t.start, start), default=None)
        found = (held.start - start, held.end - start, held.canonical) if held else None
        return spelled(self._words(first, end), found, named)

    def speaker(self, first: int, end: int) -> str | None:
        """The entity that speaks, whoever speaks for it, or the words of unnamed sources; no dateline."""
        sentence = self._at(first) or self._scene.sentence
        while end - first > 1 and _closes(sentence.tokens[min(end - sentence.first, len(sentence.tokens)) - 1]):
            end -= 1
        start, stop = self.span(first, end)
        place = DATELINE.match(sentence.text)
        if place and stop <= sentence.start + place.end():
            return None
        mention = self._mention(sentence, start, stop, (Kind.PERSON, Kind.ORGANIZATION))
        if mention is not None and mention.entity is not None:
            return mention.entity.name
        words = self._words(first, end)
        return words if len(words) > 3 and not _NOT_A_NAME.match(words) and not _SPEAKS_FOR.search(words) else None

    def number(self, first: int, end: int) -> int | None:
        """The count that overlaps the words."""
        sentence = self._at(first) or self._scene.sentence
        start, stop = (at - sentence.start for at in self.span(first, end))
        return next((n for a, b, n in find_quantities(sentence.text) if a < stop and start < b), None)

    def plain(self, role: str, first: int, end: int) -> str | None:
        """`series B`, `seed`, `IPO`; `20%`."""
        words = self._words(first, end)
        if role == "share":
            found = find_shares(words)
            return found[0][2] if found else None
        match = _ROUND.search(words)
        if not match:
            return None
        name = match[1].lower()
        return "IPO" if name in _FLOATED else f"Series {name[7:].upper()}" if name.startswith("series") else name

    def evidence(self, spans: Sequence[tuple[int, int]]) -> Evidence:
        """The sentence, or the part of a long one that holds the spans."""
        return evidence(self._scene, spans)

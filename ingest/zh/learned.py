"""Chinese words for the learned reader: who some units mean, what a date, a sum or a title says. 其, 双方, 该公司 are resolved like pronouns."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from ...graph.claim import Argument, Entity, Evidence, Kind, Money, Name, When
from ..context import Context
from ..document import Mention, Sentence
from ..learned import SURE, Words
from ..triggers import Trigger
from . import values
from .attribution import unnamed
from .dates import find_dates
from .model_names import REFERS
from .phrases import Phrase
from .quote import evidence
from .scene import Scene
from .text import normalize
from .words import alternation

__all__ = ["ChineseResolver"]

_COUNTED = re.compile(r"^(?:约|近|超过|逾|至少|多达|共)?\s?(?:\d[\d,.]*\s?[十百千万亿]*|[一二两三四五六七八九十百千万]+|数[百千万]+|多|几)\s?(?:多|余)?[个块颗片台枚张套辆架件款批份座吨]?(?:的)?")
_PLACE_OF_FIRM = re.compile(rf"(?P<place>{alternation('place')})[\u4e00-\u9fffA-Za-z]{{0,10}}(?:公司|企业|厂商|巨头|机构|车企)$")      # 美国|芯片公司
_UNNAMED = re.compile(r"(?:一家|某家?|有家|另一家|多家|几家|一名|一位|某位)")
_SPEAKS_FOR = re.compile(r"发言人|声明|公告|财报|文件|招股书|内部信|备忘录")
_CONTEXT_ROLES = frozenset({"organization", "acquirer", "acquired", "buyer", "owner", "owned", "defendant", "plaintiff", "target"})


class ChineseResolver(Words):
    """Reads the words of one sentence, and of those before it, for the learned reader; units are the article's."""

    lang = "zh"

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.sentence, scene.context.previous)
        self._scene, self._base = scene, scene.sentence.start

    def _words(self, first: int, end: int) -> str:
        sentence, (start, stop) = self._at(first), self.span(first, end)
        return normalize(sentence.text[start - sentence.start : stop - sentence.start]) if sentence else ""

    def _inside(self, first: int, end: int) -> tuple[int, int]:
        """Offsets of units in the sentence that is read; outside of it where they stand in another."""
        start, stop = self.span(first, end)
        return start - self._base, stop - self._base

    def points(self, first: int, end: int) -> bool:
        """Do the units point to somebody named elsewhere: 其, 该公司?"""
        return bool(REFERS.fullmatch(self._words(first, end)))

    def entity(self, role: str, first: int, end: int, kinds: Sequence[Kind], but: Collection[Entity] = ()) -> Argument | None:
        """The mention that covers most of the units, if it may be of one of `kinds`; a described group or firm; goods and places as written."""
        sentence, (start, stop) = self._at(first), self.span(first, end)
        if sentence is None:
            return None
        words = self._words(first, end)
        written = sentence.text[start - sentence.start : stop - sentence.start]
        if kinds[0] is Kind.PLACE:
            if (place := _PLACE_OF_FIRM.match(words)) is not None:
                stop = start + place.end("place")
            stop = min((m.start for m in sentence.mentions if start < m.start < stop and m.kind is not Kind.PLACE and m.source != "pronoun"), default=stop)
            written = sentence.text[start - sentence.start : stop - sentence.start]
            known = next((m.entity for m in sentence.mentions if (m.start, m.end) == (start, stop) and m.entity and m.kind is Kind.PLACE), None)
            return Argument(role, known or _plain(written, Kind.PLACE), start, stop)
        if role == "item":
            counted = _COUNTED.match(words)
            written = written[counted.end() if counted else 0 :]
            return Argument(role, _plain(written, Kind.PRODUCT), start, stop) if written else None
        mention = self._mention(sentence, start, stop, kinds)
        if mention is not None and mention.kind is Kind.PLACE and _UNNAMED.match(words):
            return None
        if mention is not None and Kind.GROUP in kinds and sentence is self._scene.sentence and (group := self._group_of(mention)):
            filled = self._scene.fill(group, [Kind.GROUP.value])
            return Argument(role, filled[0], filled[1] + self._base, filled[2] + self._base) if filled else None
        entity = self._meant(sentence, mention) if mention is not None else None
        if mention is not None and entity is not None:
            if entity.kind in kinds:
                return Argument(role, entity, mention.start, mention.end)
            if mention.source in ("model", "rule", "spread") and mention.score < 0.9:
                return Argument(role, replace(entity, kind=kinds[0]), mention.start, mention.end)
        phrase = self._phrase(start, stop) if sentence is self._scene.sentence else None
        filled = self._scene.fill(phrase, [kind.value for kind in kinds]) if phrase is not None else None
        if filled is not None:
            return Argument(role, filled[0], filled[1] + self._base, filled[2] + self._base)
        if Kind.GROUP not in kinds or _UNNAMED.match(words) or REFERS.fullmatch(words):
            return None
        return Argument(role, Context.describe(words, Kind.GROUP), start, stop)

    def _meant(self, sentence: Sentence, mention: Mention) -> Entity | None:
        return self._scene.mentioned(mention) if sentence is self._scene.sentence else mention.entity

    @staticmethod
    def _mention(sentence: Sentence, start: int, stop: int, kinds: Sequence[Kind]) -> Mention | None:
        over = [m for m in sentence.mentions if m.start < stop and start < m.end]
        return min(over, key=lambda m: (m.kind not in kinds, m.source == "pronoun", max(m.start, start) - min(m.end, stop), m.start), default=None)

    def _group_of(self, owner: Mention) -> Phrase | None:
        """The group that a mention only tells more of: Northlight的投资者."""
        at = (owner.start - self._base, owner.end - self._base)
        return next((p for p in self._scene.phrases if p.kind is Kind.GROUP and p.start <= at[0] and at[1] <= p.head and p.mention is not owner), None)

    def _phrase(self, start: int, stop: int) -> Phrase | None:
        over = [p for p in self._scene.phrases if p.start + self._base < stop and start < p.end + self._base]
        return min(over, key=lambda p: (max(p.head + self._base, start) - min(p.end + self._base, stop), p.start), default=None)

    def missing(self, role: str, trigger: Trigger, taken: Sequence[Argument]) -> Argument | None:
        """The employer, the subject that a chain of clauses carries on, or the firm spoken of; nobody else is guessed."""
        scene, (start, stop) = self._scene, self._inside(trigger.unit, trigger.unit + 1)
        said = [self._words(first, end) for name, first, end, score in trigger.arguments if name == role and score >= SURE]
        if any(not REFERS.fullmatch(words) for words in said):      # somebody stands there, whom we do not know
            return None
        known = {a.entity for a in taken}
        entity: Entity | None = None
        if role == "organization":
            person = next((a for a in taken if a.entity.kind is Kind.PERSON), None)
            entity = self._employer(person) if person else None
        if role in _CONTEXT_ROLES:
            entity = entity or scene.salient(start)
        elif role == "person":
            entity = scene.subject(scene.clause_at(start), start, Kind.PERSON) or scene.context.focus(Kind.PERSON, 2)
        if entity is None or entity in known:
            return None
        return Argument(role, entity, start + self._base, stop + self._base)

    def _employer(self, person: Argument) -> Entity | None:
        """Where somebody works: as their phrase says, else as the article has said."""
        for phrase in self._scene.phrases:
            if phrase.titles and phrase.mention is not None and phrase.mention.entity == person.entity:
                firm = next((firm for _, firm in phrase.titles if firm is not None), None)
                if firm is not None:
                    return self._scene.mentioned(firm)
        return self._scene.context.posts.get(person.entity)

    def date(self, first: int, end: int, future: bool) -> When | None:
        """The date that overlaps the units most."""
        sentence, (start, stop) = self._at(first), self.span(first, end)
        if sentence is None:
            return None
        if sentence is self._scene.sentence and not future:
            dates = self._scene.dates
        else:
            dates = find_dates(normalize(sentence.text), self._scene.context.published, future)
        start, stop = start - sentence.start, stop - sentence.start
        over = [(min(d.end, stop) - max(d.start, start), d.when) for d in dates if d.start < stop and start < d.end]
        return max(over, key=lambda pair: pair[0])[1] if over else None

    def amount(self, first: int, end: int) -> Money | None:
        """The sum that overlaps the units."""
        start, stop = self._inside(first, end)
        return next((money for a, b, money in self._scene.money if a < stop and start < b), None)

    def title(self, first: int, end: int) -> str | None:
        """The title that the units hold, in English; None for a founder's and for one that no list knows."""
        start, stop = self._inside(first, end)
        over = [t for t in self._scene.titles if t.start < stop and start < t.end and t.kind != "founder"]
        return max(over, key=lambda t: min(t.end, stop) - max(t.start, start)).role if over else None

    def speaker(self, first: int, end: int) -> str | None:
        """The entity that speaks, whoever speaks for it, or the words of unnamed sources."""
        sentence, (start, stop) = self._at(first), self.span(first, end)
        if sentence is None:
            return None
        words = self._words(first, end)
        somebody = unnamed(words)
        if somebody is not None and len(words) == stop - start:
            return sentence.text[start - sentence.start + somebody[0] : start - sentence.start + somebody[1]]
        mention = self._mention(sentence, start, stop, (Kind.PERSON, Kind.ORGANIZATION))
        entity = self._meant(sentence, mention) if mention is not None else None
        if entity is not None and entity.kind in (Kind.PERSON, Kind.ORGANIZATION):
            return entity.name
        return words if len(words) > 2 and not _SPEAKS_FOR.search(words) else None

    def number(self, first: int, end: int) -> int | None:
        """The count that the units say."""
        return values.count(self._words(first, end + 2))

    def plain(self, role: str, first: int, end: int) -> str | None:
        """`Series B`, `seed`, `IPO`; `20%`."""
        words = self._words(first, end)
        return values.share_in(words) if role == "share" else values.round_in(words)

    def evidence(self, spans: Sequence[tuple[int, int]]) -> Evidence:
        """The clauses that hold the spans."""
        return evidence(self._scene, [(a - self._base, b - self._base) for a, b in spans])


def _plain(words: str, kind: Kind) -> Entity:
    return Entity(words, kind, (Name(words, "zh"),), False, normalize(words).casefold())

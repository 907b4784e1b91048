"""One sentence while it is read: clauses, phrases, dates, money, and who a phrase means.

Pronouns and 该公司 mean the subject of the nearest clause before that has one of their kind, else what the text speaks
of. A subject that is left out is the one of the clause before (topic chain); an aside speaks of the name it follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...graph.claim import Entity, Kind
from ..context import Context
from ..document import Mention, Sentence
from ..lexicon import gazetteer, media
from .clauses import clauses
from .dates import DateHit, find_dates
from .money import find_money
from .phrases import Phrase, phrases
from .text import HAN, normalize
from .titles import find_titles
from .words import alternation

__all__ = ["Filler", "Scene"]

Filler = tuple[Entity, int, int]       # an entity and where its words stand in the sentence

_SURE = 0.6          # least probability at which the learned reader's antecedent is followed
_OBLIQUE = frozenset("从 自 在 于 针对 对 向 为 给 被 遭 遭到 由 把 以 据 比 除 因 随着 通过 关于 致 获 获得 经 受 替 援引 根据 按照 对于 来自 包括 作为".split())
_WITH = frozenset("与 和 跟 同".split())
_LISTED = frozenset("、 和 与 及 以及 跟 同".split())
_MEDIA = re.compile(r"(?:杂志|日报|周刊|时报|晚报|邮报|新闻|通讯社|电视台|财经|网|Times|Journal|Post|News)")
_RELATIVE = re.compile(
    r"(?:创立|创办|创建|成立|开发|研发|打造|推出|发布|领导|执掌|投资|收购|离开|加入|控制|控股|支持|领投|训练|主导|组建|运营|拥有|持有|任职|位于|来自|毕业|担任)"
    rf"[^,。]{{0,3}}的(?:{alternation('org_generic')}|公司|企业|巨头|独角兽|厂商|明星)*\s?“?$"
)
# Words right before a title that name nothing; any other word there is an owner that nobody recognized.
_UNKNOWN_OWNER = re.compile(
    rf"[{HAN}A-Za-z](?<![让与和由及被对向从而但并是为该其据将把时后日月年说示称了名位者使令给同跟在前原的者])"
    r"(?<!任命)(?<!聘请)(?<!公司)(?<!著名)(?<!知名)(?<!包括)(?<!作为)(?<!报道)(?<!透露)(?<!宣布)(?<!现任)(?<!现在)(?<!目前)(?<!近日)(?<!迎来)(?<!解雇)(?<!罢免)(?<!批评)(?<!起诉)(?<!团队)(?<!接替)(?<!董事会)$"
)
_ASIDE_BEFORE = re.compile(r"(?:前|原|曾任|曾在|曾于|毕业于|就读于|任职于|从|在|向|对|与|和|给|为|被|由|据)\s?$")     # a name there is not what the text is about
_FORMER_AFTER = re.compile(r"\s?(?:公司)?(?:的)?(?:(?:前|原|旧部)(?!景|后|提|瞻)|(?:联合)?创始人|首席|CEO|总裁)")      # "Quora首席执行官": what somebody is, in passing
_BACKER = re.compile(r"领投|跟投|参投|参与(?:了)?(?:此次|本次|本轮|该轮|这轮|其中|投资|融资|认购)*$|(?:出资|认购|注资)$")          # who backs a round is not what the next clause is about
_HIRE = re.compile(r"挖|聘|任命|招募|招揽|邀请|引入|迎来|收购|投资|起诉|批评|抨击|加入|离开|转投|跳槽|竞争")


def _is_publisher(entity: Entity) -> bool:
    """Is this a medium that only tells the story: one that the list knows, or named as one?"""
    return entity.key in media() or any(_MEDIA.search(name.text) for name in entity.names)


class Scene:
    """A sentence with everything that roles are looked up in; all offsets count from its start."""

    def __init__(self, sentence: Sentence, context: Context) -> None:
        self.sentence, self.context = sentence, context
        self.text = normalize(sentence.text)
        self.titles = list(find_titles(self.text))
        self.parts = clauses(self.text)
        self.phrases = phrases(self.text, sentence.start, sentence.mentions, self.titles, self.parts)
        self.masked = self._mask()
        self.dates: list[DateHit] = find_dates(self.masked, context.published)
        self.money = find_money(sentence.text)

    def _mask(self) -> str:
        """The text with names blanked, so that no sign of a name is taken for a cue."""
        signs = list(self.text)
        for mention in self.sentence.mentions:
            if mention.source != "pronoun":
                start, end = mention.start - self.sentence.start, mention.end - self.sentence.start
                signs[start:end] = "\x01" * (end - start)
        return "".join(signs)

    def clause_at(self, at: int) -> int:
        """Index of the innermost clause that holds a place, or -1."""
        return next((k for k in reversed(range(len(self.parts))) if self.parts[k].start <= at < self.parts[k].end), -1)

    def in_clause(self, at: int) -> list[Phrase]:
        """The phrases of a clause, in text order."""
        return [p for p in self.phrases if p.clause == at]

    # -- who a phrase means ------------------------------------------------------------------------------------------

    def fill(self, phrase: Phrase, kinds: Sequence[str]) -> Filler | None:
        """The entity of a phrase, if it is of one of `kinds`; a person stands for their firm where only firms may."""
        entity = self.entity(phrase)
        if entity is not None and entity.kind.value in kinds:
            return entity, phrase.head, phrase.end
        if phrase.kind is Kind.PERSON and "organization" in kinds and "person" not in kinds:
            return self._employer(phrase)
        return None

    def _employer(self, phrase: Phrase) -> Filler | None:
        for title, firm in phrase.titles:
            if firm is not None and not title.former and title.kind in ("executive", "founder"):
                entity = self.mentioned(firm)
                return (entity, firm.start - self.sentence.start, firm.end - self.sentence.start) if entity else None
        if phrase.titles:
            return None
        entity = self.entity(phrase)
        post = self.context.posts.get(entity) if entity else None
        return (post, phrase.start, phrase.end) if post else None

    def entity(self, phrase: Phrase) -> Entity | None:
        """Who or what a phrase is."""
        if phrase.mention is not None:
            return self.mentioned(phrase.mention)
        if phrase.description is None:
            return None
        described = phrase.description
        owner = self.mentioned(phrase.maker) if phrase.maker else None
        if phrase.kind is Kind.GROUP:
            if owner is None or owner.kind is not Kind.ORGANIZATION:
                return self.context.describe(described.english, Kind.GROUP)
            if described.partial:
                count, _, rest = described.english.partition(" of ")
                return self.context.describe(f"{count} of {owner.name}'s {rest}", Kind.GROUP)
            return self.context.describe(described.english, Kind.GROUP)
        if described.own:
            owner = self.subject(phrase.clause, phrase.start, Kind.PERSON)
            return self.context.describe(described.english, phrase.kind, owner) if owner else None
        creator = self.subject(phrase.clause, phrase.start, Kind.PERSON)
        return self.context.describe(described.english, phrase.kind, creator) if creator else None

    def mentioned(self, mention: Mention) -> Entity | None:
        """Who a mention means; a pronoun the nearest earlier subject of its kind, else what the text speaks of."""
        if mention.source != "pronoun":
            return mention.entity
        start = mention.start - self.sentence.start
        found = self.subject(self.clause_at(start), start, mention.kind)
        learned = self._antecedent(mention)
        one, other = (found, learned) if mention.kind is Kind.PERSON else (learned, found)      # 他 is who the sentence is about
        if one is not None or other is not None:
            return one or other
        return self.salient() if mention.kind is Kind.ORGANIZATION else self.context.focus(mention.kind)

    def _antecedent(self, mention: Mention) -> Entity | None:
        """Whose name the learned reader sees behind a pronoun or description, where it is sure and the kind fits."""
        place, score = self.sentence.antecedents.get(mention.start, (-1, 0.0))
        if score < _SURE:
            return None
        near = (m for s in (self.sentence, *reversed(self.context.previous)) for m in s.mentions)
        return next((m.entity for m in near if m.start <= place < m.end and m.entity is not None and m.entity.kind is mention.kind), None)

    def subject(self, clause: int, before: int, kind: Kind) -> Entity | None:
        """The subject of this clause before a place, or of the nearest earlier clause that has one of this kind."""
        for k in range(clause, -1, -1):
            if k != clause and self.of_backers(k):
                continue
            if k != clause and self.parts[k].inside >= 0 and self.parts[k].inside != self.parts[clause].inside:
                continue
            for phrase in self.in_clause(k):
                if phrase.end > before or (phrase.case in _OBLIQUE and kind is Kind.PERSON):
                    continue
                entity = self._as_kind(phrase, kind)
                if entity is not None:
                    return entity
        if clause >= 0 and self.parts[clause].inside >= 0:
            return self.subject(self.parts[clause].inside, self.parts[clause].start, kind)
        return None

    def _as_kind(self, phrase: Phrase, kind: Kind) -> Entity | None:
        if phrase.mention is not None and phrase.mention.source == "pronoun" and phrase.kind is kind:
            return None
        if phrase.kind is kind and not (kind is Kind.ORGANIZATION and (self.is_media(phrase) or phrase.case in _OBLIQUE - {"由"})):
            return phrase.mention.entity if phrase.mention else None
        if kind is Kind.ORGANIZATION and phrase.kind is Kind.PERSON:
            firm = next((firm for title, firm in phrase.titles if firm is not None and firm.source != "pronoun" and not title.former), None)
            if firm is not None:
                return firm.entity
            person = phrase.mention.entity if phrase.mention else None
            return self.context.posts.get(person) if person else None
        if kind is Kind.ORGANIZATION and phrase.maker is not None and phrase.maker.source != "pronoun":
            return phrase.maker.entity
        return None

    def is_media(self, phrase: Phrase) -> bool:
        """Is a phrase a medium that only tells the story?"""
        words = self.text[phrase.start : phrase.end + 2]
        known = phrase.mention is not None and phrase.mention.entity is not None and phrase.mention.entity.key in media()
        return known or bool(_MEDIA.search(words)) or self.text[phrase.start - 1 : phrase.start] == "《"

    def salient(self, before: int = 0) -> Entity | None:
        """The organisation that this sentence speaks of before a place, else the text before: recent and first in its
        sentence counts more, so does the article's main one."""
        for phrase in reversed([p for p in self.phrases if p.end <= before]):
            entity = None if phrase.case in _OBLIQUE or self.is_media(phrase) else self._speaks_of(phrase)
            if entity is not None:
                return entity
        scores: dict[Entity, float] = {}
        for distance, sentence in enumerate(reversed(self.context.previous[-6:])):
            first = True
            for mention in sentence.mentions:
                if mention.kind is Kind.ORGANIZATION and mention.entity and mention.source != "pronoun" and not _is_publisher(mention.entity):
                    at = mention.start - sentence.start
                    aside = _ASIDE_BEFORE.search(sentence.text, max(0, at - 6), at) is not None
                    aside = aside or _FORMER_AFTER.match(sentence.text, mention.end - sentence.start) is not None
                    scores[mention.entity] = scores.get(mention.entity, 0.0) + (0.3 if aside else 1.0 if first else 0.5) / (distance + 1)
                    first = first and aside
        if self.context.main is not None and not _is_publisher(self.context.main):
            scores[self.context.main] = scores.get(self.context.main, 0.0) + 0.3 + 2.0 * self.context.share
        return max(scores, key=lambda e: (scores[e], e.key), default=None)

    def _speaks_of(self, phrase: Phrase) -> Entity | None:
        if phrase.kind is Kind.ORGANIZATION:
            entity = self.entity(phrase)
            return entity if entity is not None and entity.kind is Kind.ORGANIZATION and not entity.described else None
        if phrase.maker is not None and not any(title.former for title, _ in phrase.titles):
            return self.mentioned(phrase.maker)
        return None

    def firm_before(self, phrase: Phrase) -> Filler | None:
        """The organisation that a title without one belongs to: the subject of this sentence so far, else the salient one."""
        if _UNKNOWN_OWNER.search(self.text[: phrase.start]):
            return None
        for other in reversed([p for p in self.phrases if p.end <= phrase.start]):
            if other.case in _OBLIQUE or other.modifies or self.is_media(other):
                continue
            if other.kind is Kind.ORGANIZATION and other.clause == phrase.clause and _HIRE.search(self.text, other.end, phrase.start):
                return None
            entity = self.entity(other) if other.kind is Kind.ORGANIZATION else None
            if entity is not None and not entity.described:
                return entity, other.start, other.end
        found = self.salient()
        return (found, phrase.start, phrase.end) if found else None

    def maker(self, product: Entity) -> Filler | None:
        """Who makes a product: as the article has said, else as the gazetteer knows, if the maker is named in the article."""
        known = self.context.makers.get(product)
        if known is None:
            entry = gazetteer().lookup(product.name, Kind.PRODUCT)
            if entry is not None and entry.context:
                near = [*self.context.previous, self.sentence]
                known = next((m.entity for s in reversed(near) for m in s.mentions if m.entity and m.entity.key == entry.context and m.kind is Kind.ORGANIZATION), None)
        return (known, 0, 1) if known else None

    # -- subjects and objects ----------------------------------------------------------------------------------------

    def subjects(self, clause: int, before: int) -> list[Phrase]:
        """Phrases that may be the subject of a verb at `before` in this clause, in text order."""
        found = [p for p in self.in_clause(clause) if p.end <= before]
        plain = [p for p in found if p.case not in _OBLIQUE and (p.case not in _LISTED or p.joined) and not p.modifies]
        heads = [p.start for p in found if _RELATIVE.search(self.text, self.parts[clause].start, p.start)]
        return [p for p in plain if p.start >= max(heads, default=0)]

    def with_list(self, first: Phrase, before: int) -> Iterator[Phrase]:
        """A phrase and those joined to it by 、 or 和, up to a place."""
        yield first
        at = self.phrases.index(first)
        for phrase in self.phrases[at + 1 :]:
            if phrase.end > before or not phrase.joined:
                break
            yield phrase

    def of_backers(self, clause: int) -> bool:
        """Does a clause only say who backs what the sentence is about (由X领投, Y参与)?"""
        return _BACKER.search(self.text, self.parts[clause].start, self.parts[clause].end) is not None

    def earlier(self, clause: int) -> Iterator[Phrase]:
        """Subjects of the clauses before, nearest first; for an aside first the name that it follows."""
        if clause < 0:
            return
        inside = self.parts[clause].inside
        peers = [k for k in range(clause - 1, -1, -1) if self.parts[k].inside == inside]
        for k in peers:
            if self.of_backers(k):
                continue
            yield from self.subjects(k, self.parts[k].end)
        if inside >= 0:
            host = [p for p in self.phrases if p.end <= self.parts[clause].start and p.clause <= inside]
            yield from reversed(host[-1:])
            yield from self.subjects(inside, self.parts[clause].start)
            yield from self.earlier(inside)

    def with_case(self, clause: int, cases: Sequence[str], before: int, after: int = -1) -> Phrase | None:
        """The phrase with one of these prepositions in the clause, nearest before `before`, else behind `after`."""
        found = [p for p in self.in_clause(clause) if p.case in cases and not p.joined]
        left = [p for p in found if p.end <= before]
        right = [p for p in found if p.start >= after >= 0]
        return left[-1] if left else right[0] if right else None

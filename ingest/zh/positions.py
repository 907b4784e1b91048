"""Positions: where a frame's roles stand around its trigger, in Chinese word order.

Before the verb stand the subject and the phrases with prepositions, behind it the object; a clause followed by 的 and a
name is a relative clause, whose head fills the role that is still open; 被 and 由 turn subject and object round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .frames import Frame
from .phrases import Phrase
from .scene import Filler, Scene

__all__ = ["Site"]

_CASES = {
    "from": ("从", "自", "来自"), "at": ("在", "于"), "to": ("对", "向", "给", "针对", "致", "对于"), "with": ("与", "和", "跟", "同"),
    "by": ("被", "由", "获", "获得", "受", "遭", "遭到", "经", "让"), "for": ("为", "替"),
}
_REACH = 16          # characters between a verb and its object
_NO_SUBJECT = re.compile(
    r"(?:此外|另外|同时|与此同时|目前|随后|此前|近日|日前|并|还|也|又|已经?|将|正在?|宣布|计划|完成|了|成功|今日|昨日|于|在|再次|[\d年月日上个周一二三四五六今去明,]|不过|但|而且|接着|据悉|正式|共)*"
)
_GOES_ON = re.compile(r"(?:并且?|同时|随后|之后|后|还|正式|将|已|于|在|[\d年月日上个周一二三四五六今去明])*")
_LEAVES = re.compile(r"离开|告别|退出|离职|辞职|跳槽")
_TOGETHER = re.compile(r"一起|一同|一道|共同|双双|先后|相继")


class Site:
    """A frame's trigger in a sentence: the clause it stands in and what surrounds it."""

    def __init__(self, scene: Scene, frame: Frame, start: int, end: int) -> None:
        self.scene, self.frame, self.start, self.end = scene, frame, start, end
        self.clause = scene.clause_at(start)
        self.part = scene.parts[self.clause] if self.clause >= 0 else None
        self.before = scene.text[self.part.start : start] if self.part else ""
        self.after = scene.text[end : self.part.end] if self.part else ""
        self.passive = bool(re.search(r"(?:被|遭到?|获)(?:正式|公司|董事会)?$", self.before))
        by = scene.with_case(self.clause, ("被", "由", "遭", "遭到", "获", "获得"), start)
        self.by = by if by is not None and by.end <= start and not _verb_between(scene.text[list(scene.with_list(by, start))[-1].end : start]) else None
        if self.by is not None and self.by.case != "由":
            self.passive = True
        self.relative = self._relative()

    def _relative(self) -> Phrase | None:
        """The head of the relative clause whose verb is the trigger: 离开OpenAI的<head>."""
        for phrase in self.scene.in_clause(self.clause):
            if phrase.start < self.end:
                continue
            between = self.scene.text[self.end : phrase.start]
            if re.fullmatch(r"(?:了|过|于[^,。]{0,8})?(?:的)(?:前|新|AI|人工智能|初创|创业|明星|知名|著名|独角兽|公司|企业|机器人|聊天机器人|大模型)*“?", between):
                return phrase
            inner = next((p for p in self.scene.in_clause(self.clause) if self.end <= p.start and p.end < phrase.start), None)
            if inner is not None and self.scene.text[inner.end : phrase.start] in ("的", "的前", "的原") and inner.start - self.end <= 4 and phrase.kind.value == "person":
                return phrase
        return None

    # -- one position ------------------------------------------------------------------------------------------------

    def at(self, position: str, kinds: Sequence[str]) -> Iterator[Filler]:
        """Entities at a position, those joined by 、 and 和 together."""
        for phrase in self._phrases(position, kinds):
            filler = self.scene.fill(phrase, kinds)
            if filler is not None:
                yield filler

    def _phrases(self, position: str, kinds: Sequence[str]) -> Iterator[Phrase]:
        scene = self.scene
        if position in _CASES:
            found = scene.with_case(self.clause, _CASES[position], self.start, self.end)
            found = None if found is not None and self._modifies_person(found) else found
            if found is None and position == "with":
                joined = [p for p in scene.subjects(self.clause, self.start) if p.joined and scene.fill(p, kinds)]
                found = next((p for p in joined if re.search(r"[与和同跟]\s?$", scene.text[: p.start]) or len(joined) == 1), None)
            if found is not None:
                yield from scene.with_list(found, self.start if found.end <= self.start else 10**9)
        elif position == "agent":
            yield from self._agent(kinds)
        elif position == "patient":
            yield from self._patient(kinds)
        elif position == "object":
            yield from self._object(kinds)
        elif position == "topic":
            yield from self._first(scene.earlier(self.clause), kinds)
        elif position == "of":
            near = [p for p in scene.in_clause(self.clause) if p.end <= self.start and re.fullmatch(r"\s?的?(?:新?一轮|新|最新|此次|首次|突然|集体|相继|大规模|最新一轮|[A-H]\+?轮|[\d.,]+|[十百千万亿]+|美元|元|欧元|人民币|的)*", scene.text[p.end : self.start])]
            if near:
                group = [near[-1]]
                while group[0].joined and scene.phrases.index(group[0]):
                    group.insert(0, scene.phrases[scene.phrases.index(group[0]) - 1])
                yield from group
        elif position == "left":
            yield from ([p for p in scene.phrases if p.end <= self.start and not scene.text[p.end : self.start].strip(" “”的")] or self._owner())[-1:]
        elif position == "right":
            yield from self._right()
        elif position == "carried":
            yield from self._carried(kinds)
        elif position == "owner":
            yield from [p for p in scene.in_clause(self.clause) if p.start >= self.end and p.modifies][:1]

    def _modifies_person(self, phrase: Phrase) -> bool:
        """Does a phrase stand in a relative clause about somebody (曾在<X>任职的雷内·哈斯)?"""
        following = next((p for p in self.scene.in_clause(self.clause) if p.start >= phrase.end), None)
        between = self.scene.text[phrase.end : following.start] if following is not None else ""
        return following is not None and following.kind.value == "person" and re.fullmatch(r"[\u4e00-\u9fff\d]{2,12}的", between) is not None

    def _carried(self, kinds: Sequence[str]) -> Iterator[Phrase]:
        """What the clause before does something with, where this one goes on without a subject (投资了<X>,并出任董事)."""
        scene, before = self.scene, self.clause - 1
        if before < 0 or scene.parts[before].inside != scene.parts[self.clause].inside or not _GOES_ON.fullmatch(self.before):
            return
        if _LEAVES.search(scene.text, scene.parts[before].start, scene.parts[before].end):
            return
        subjects = scene.subjects(before, scene.parts[before].end)
        objects = [p for p in scene.in_clause(before) if p.kind.value == "organization" and scene.fill(p, kinds) and (not subjects or p.start > subjects[0].end)]
        yield from objects[-1:]

    def _owner(self) -> list[Phrase]:
        """The person in whose phrase the trigger stands: <他>的新公司X."""
        offset = self.scene.sentence.start
        owners = [p.owner for p in self.scene.phrases if p.owner and p.start < self.start < p.head]
        return [Phrase(o.start - offset, o.end - offset, o.kind, o, clause=self.clause, head=o.start - offset) for o in owners]

    def _right(self) -> Iterator[Phrase]:
        """The phrase that begins right behind the trigger, or the organisation that a longer phrase begins with."""
        scene, offset = self.scene, self.scene.sentence.start
        for phrase in scene.phrases:
            inside = phrase.start < self.end <= phrase.head and phrase.owner is not None
            if not inside and (phrase.start < self.end or scene.text[self.end : phrase.start].strip(" “”")):
                continue
            first = phrase.maker or next((firm for _, firm in phrase.titles if firm), None)
            if first is not None and first.start - offset == phrase.start:
                yield Phrase(phrase.start, first.end - offset, first.kind, first, clause=phrase.clause, head=phrase.start)
            else:
                yield from scene.with_list(phrase, 10**9)
            return

    def _first(self, candidates: Iterator[Phrase] | Sequence[Phrase], kinds: Sequence[str]) -> Iterator[Phrase]:
        """The first that fits, with those joined to it."""
        for phrase in candidates:
            if self.scene.fill(phrase, kinds) is not None:
                start = phrase
                while start.joined and self.scene.phrases.index(start):
                    start = self.scene.phrases[self.scene.phrases.index(start) - 1]
                yield from self.scene.with_list(start, self.start if phrase.end <= self.start else 10**9)
                return

    def _agent(self, kinds: Sequence[str]) -> Iterator[Phrase]:
        scene = self.scene
        if self.by is not None:
            yield from scene.with_list(self.by, self.start)
            return
        if self.passive:
            return
        if self.relative is not None and not self._own_subject(kinds) and scene.fill(self.relative, kinds):
            yield from scene.with_list(self.relative, 10**9)
            return
        found = list(self._first(scene.subjects(self.clause, self.start), kinds))
        if not found:
            found = list(self._first(scene.earlier(self.clause), kinds))
        if not found and re.search(r"(?:后|之后|时|之前|以来|期间|同时)$", scene.text[self.end : self.part.end] if self.part else ""):
            following = self.clause + 1
            if following < len(scene.parts):
                found = list(self._first(scene.subjects(following, scene.parts[following].end), kinds))
        if re.match(r"而?后者", self.before):
            found = found[-1:] if len(found) > 1 else []
        yield from found
        if found and (_TOGETHER.search(self.before[-6:]) or self.frame.rules.get("together")):
            yield from self._companions(kinds, found)

    def has_subject(self) -> bool:
        """Does anything stand before the trigger in the sentence that may be its subject?"""
        if not _NO_SUBJECT.fullmatch(self.scene.masked[: self.start]):
            return True
        return any(p.end <= self.start and p.kind.value in ("person", "organization") and not p.case for p in self.scene.phrases)

    def _companions(self, kinds: Sequence[str], found: list[Phrase]) -> Iterator[Phrase]:
        companion = self.scene.with_case(self.clause, _CASES["with"], self.start)
        if companion is not None and companion not in found and companion.end <= self.start:
            yield from (p for p in self.scene.with_list(companion, self.start) if p not in found)

    def _own_subject(self, kinds: Sequence[str]) -> bool:
        """Does the relative clause have a subject of its own right before its verb?"""
        return any(not self.scene.text[p.end : self.start].strip(" 所于在年月日0123456789曾共同联合") for p in self.scene.subjects(self.clause, self.start) if self.scene.fill(p, kinds))

    def _patient(self, kinds: Sequence[str]) -> Iterator[Phrase]:
        scene = self.scene
        moved = scene.with_case(self.clause, ("把", "将"), self.start)
        if moved is not None and moved.end <= self.start and scene.fill(moved, kinds):
            yield from scene.with_list(moved, self.start)
            return
        if self.relative is not None and (self.by or self.passive or self._own_subject(("person", "organization", "group"))):
            yield from scene.with_list(self.relative, 10**9)
            return
        if self.passive or self.by is not None:
            found = list(self._object(kinds)) if self.by is not None and self.by.case == "由" else []
            found = found or list(self._first(scene.subjects(self.clause, self.by.start if self.by else self.start), kinds))
            yield from found or self._first(scene.earlier(self.clause), kinds)
            return
        yield from self._object(kinds)

    def _object(self, kinds: Sequence[str]) -> Iterator[Phrase]:
        """Behind the verb: the first phrase that fits and does not only modify what comes, else the first that fits."""
        scene, spare = self.scene, None
        for phrase in scene.in_clause(self.clause):
            if phrase.start < self.end or phrase is self.relative or scene.text[self.end] == "、":
                continue
            reach = _REACH + (phrase.start - (spare.end if spare else phrase.start))
            if phrase.start - self.end > max(reach, _REACH) + (spare.end - spare.start if spare else 0):
                break
            if scene.fill(phrase, kinds) is None or phrase.case in ("由", "被"):
                continue
            if phrase.modifies:
                spare = spare or phrase
                continue
            yield from scene.with_list(phrase, 10**9)
            return
        if spare is not None and self.frame.rules.get("fallback", True):
            yield spare


def _verb_between(text: str) -> bool:
    """Is there more than adverbs between a by-phrase and the verb?"""
    return len(text) > 10 or bool(re.search(r"[创任收投起推发](?:立|办|命|购|资|诉|出|布)", text))

"""Noun phrases: names with the titles, owners and prepositions that stand with them.

The head of a Chinese phrase is its last part: in OpenAI首席执行官山姆·奥特曼 the person, in OpenAI的投资者 the investors,
so that neither is read as OpenAI. A phrase knows its case (the preposition right before it: 从, 在, 对, 被, 由 ...), whether
it is joined to the one before it (、和), and whether 的 follows (it then modifies what comes).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...graph.claim import Kind
from ..document import Mention
from .clauses import Clause
from .described import Description, descriptions, groups
from .mentions import ALIAS
from .text import HAN
from .titles import NOT_FORMER, TitleHit
from .words import alternation

__all__ = ["Phrase", "phrases"]

_POSSESSIVE = re.compile(rf"\s?(?:公司|集团|团队|方面)?\s?(?:的|旗下|内部|最初的|原来的)?(?:这|那)?(?:一位|一名|几位|多位|多名|两位|两名|三名|数名|首任|首位)?\s?(?:\((?:[^()]*)\))?(?:[{HAN}]{{0,4}}(?:实验室|部门|团队|事业部|业务)的?)?\s?")
_MAKER = re.compile(
    r"\s?(?:公司)?(?:的|旗下的?|自研的?|自主研发的|开发的|研发的|推出的|发布的|打造的|训练的)?(?:当前|目前|现有|最新|最强|最先进|最强大|新一代|新款|旗舰|热门|爆款|自家|旗舰级|尖端|高端|全新|首款|著名|开源|大语言|人工智能|AI|语言|推理|聊天机器人|大?模型|芯片|处理器|显卡|智能|手机|图形|加速|应用|助手|视频|生成|产品|款|的|、)*\s?“?"
)
_JOIN_TITLES = re.compile(r"\s?(?:、|和|及|与|兼|暨|/|以及|,)?\s?")
_TO_PERSON = re.compile(r"\s?[“]?")
_CASE = re.compile(r"(从|自|在|于|针对|对|向|与|和|跟|同|及|以及|、|为|给|被|遭到?|由|把|将|以|据|比|除|因|随着|通过|关于|致|获得?|经|受|替|援引|根据|按照|对于|包括|来自|让|作为)(?:了)?\s?“?$")
_APPOSITION = re.compile(
    rf"(?:(?:(?:一家|其|这家|该|多家|两家|新|前|原|老|主要|最大|知名|著名|头部|新兴|总部位于)?(?:{alternation('place')}|的)?(?:{alternation('org_generic')})*"
    r"(?:公司|企业|巨头|独角兽|厂商|实验室|制造商|开发商|创业公司|初创公司|初创企业|机构|集团|平台|车企|大厂))|(?:竞争对手|老对手|对手|合作伙伴|同行|母公司|子公司))\s?“?$"
)
_QUANTITY = re.compile(r"(?:约|近|超过|逾|至少|多达)?\s?(?:\d[\d,.]*\s?[百千万亿]*|[一二两三四五六七八九十百千万]+|数[百千万]+)\s?(?:多|余)?[个块颗片台枚张套辆架件款名位家]\s?$")
_MODIFIES = re.compile(
    r"\s?(?:公司)?(?:的|旗下|之(?!前|后)|母公司|子公司|(?:主要|最大)?竞争对手|老对手|开发商|创建者|制造商|研发商)(?!是)"
)
_CONJ = ("、", "和", "与", "及", "以及", "跟", "同")
_CONJUNCTION = re.compile(r"\s?(?:、|和|与|及|以及|跟|同)\s?“?")


@dataclass(slots=True)
class Phrase:
    """A noun phrase; offsets into the sentence.

    `mention` is the head where it is named; `description` where it is only described; both None for an unnamed holder
    of a title (OpenAI的发言人). `titles` carry the organisation that stands before each. `maker` is the organisation in
    front of a product or group, `owner` a person in front of it.
    """

    start: int
    end: int
    kind: Kind
    mention: Mention | None = None
    description: Description | None = None
    titles: list[tuple[TitleHit, Mention | None]] = field(default_factory=list)
    maker: Mention | None = None
    owner: Mention | None = None
    case: str = ""
    joined: bool = False
    modifies: bool = False
    clause: int = -1
    head: int = 0

    @property
    def named(self) -> bool:
        """Is there something that a claim can hold?"""
        return self.mention is not None or self.description is not None


@dataclass(slots=True)
class _Atom:
    start: int
    end: int
    kind: Kind
    mention: Mention | None = None
    title: TitleHit | None = None
    description: Description | None = None


def phrases(text: str, offset: int, mentions: Sequence[Mention], titled: Sequence[TitleHit], parts: Sequence[Clause]) -> list[Phrase]:
    """The noun phrases of a normalized sentence that starts at `offset`, in text order."""
    atoms = _atoms(text, offset, mentions, titled)
    found: list[Phrase] = []
    at = 0
    while at < len(atoms):
        at, phrase = _phrase(text, atoms, at)
        found.append(phrase)
    for k, phrase in enumerate(found):
        _surround(text, found, k, parts)
        if phrase.joined and not phrase.case:
            phrase.case = found[k - 1].case
    return found


def _atoms(text: str, offset: int, mentions: Sequence[Mention], titled: Sequence[TitleHit]) -> list[_Atom]:
    atoms: list[_Atom] = []
    reach = -1
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        start, end = mention.start - offset, mention.end - offset
        if start < reach:
            continue
        alias = ALIAS.match(text, end + (text[end : end + 1] == "”"))
        reach = alias.end() if alias else end
        atoms.append(_Atom(start, reach, mention.kind, mention))
    for title in titled:
        if not any(a.start < title.end and title.start < a.end for a in atoms):
            atoms.append(_Atom(title.start, title.end, Kind.PERSON, title=title))
    for description in (*groups(text), *descriptions(text)):
        over = [a for a in atoms if a.start < description.end and description.start < a.end]
        if any(a.mention is not None and a.mention.source != "pronoun" for a in over):
            continue
        if over and description.kind is Kind.GROUP and any(a.mention is not None for a in over):
            continue
        if any(a.description for a in over) or any(a.start == description.end and a.mention and a.kind is Kind.PERSON for a in atoms):
            continue
        atoms = [a for a in atoms if a not in over or a.start < description.start]
        atoms.append(_Atom(description.start, description.end, description.kind, description=description))
    return sorted(atoms, key=lambda a: a.start)


def _phrase(text: str, atoms: list[_Atom], at: int) -> tuple[int, Phrase]:
    """The phrase that starts with `atoms[at]`, and the index of the atom behind it."""
    first = atoms[at]
    titles: list[tuple[TitleHit, Mention | None]] = []
    maker: Mention | None = None
    owner: Mention | None = None
    k = at
    while k < len(atoms):
        atom = atoms[k]
        following = atoms[k + 1] if k + 1 < len(atoms) else None
        gap = text[atom.end : following.start] if following else ""
        if atom.title is not None:
            titles.append((atom.title, maker))
            if following and following.kind is Kind.PERSON and following.mention and _TO_PERSON.fullmatch(gap):
                if following.mention.source != "pronoun":
                    k += 1
                    continue
            if following and _JOIN_TITLES.fullmatch(gap) and "," not in gap and _leads_to_person(text, atoms, k + 1):
                k += 1
                if following.kind is Kind.ORGANIZATION:
                    maker = None
                continue
            return k + 1, Phrase(first.start, atom.end, Kind.PERSON, titles=titles, maker=maker, owner=owner, head=atom.start)
        if following and atom.mention and atom.kind is Kind.ORGANIZATION:
            if following.title and _POSSESSIVE.fullmatch(gap):
                maker = atom.mention
                k += 1
                continue
            if (following.kind is Kind.GROUP and following.description and _POSSESSIVE.fullmatch(gap)) or (
                following.kind is Kind.PRODUCT and _MAKER.fullmatch(gap)
            ):
                maker = atom.mention
                k += 1
                continue
        if following and atom.mention and atom.kind is Kind.PERSON and not titles and re.fullmatch(r"\s?的?(?:新|前|全新)?(?:创业公司|初创公司|公司|初创企业)?", gap):
            if "的" in gap and following.kind is Kind.ORGANIZATION and following.mention:
                owner = atom.mention
                k += 1
                continue
            if "的" in gap and following.title is not None:
                owner = atom.mention
                k += 1
                continue
        while following and atom.mention and atom.kind is Kind.PERSON and following.title and gap in ("", " ") and following.title.kind == "other":
            titles.append((following.title, None))
            k += 1
            atom = _Atom(atom.start, following.end, atom.kind, atom.mention)
            following = atoms[k + 1] if k + 1 < len(atoms) else None
            gap = text[atom.end : following.start] if following else ""
        return k + 1, Phrase(first.start, atom.end, atom.kind, atom.mention, atom.description, titles, maker, owner, head=atom.start)
    raise AssertionError("a phrase ends at the last atom")


def _leads_to_person(text: str, atoms: list[_Atom], at: int) -> bool:
    """Do further titles (with their organisations) end in a named person?"""
    for k in range(at, min(at + 5, len(atoms))):
        atom = atoms[k]
        if atom.kind is Kind.PERSON and atom.mention is not None:
            return k > at and atom.mention.source != "pronoun"
        if not (atom.title or (atom.mention and atom.kind is Kind.ORGANIZATION)) or k + 1 >= len(atoms):
            return False
        gap = text[atom.end : atoms[k + 1].start]
        if not (_POSSESSIVE.fullmatch(gap) or (_JOIN_TITLES.fullmatch(gap) and "," not in gap)):
            return False
    return False


def _surround(text: str, found: list[Phrase], k: int, parts: Sequence[Clause]) -> None:
    phrase = found[k]
    phrase.clause = next((i for i in reversed(range(len(parts))) if parts[i].start <= phrase.start < parts[i].end), -1)
    floor = found[k - 1].end if k else 0
    if phrase.titles and phrase.start > floor and text[phrase.start - 1] in "前原" and not NOT_FORMER.search(text[: phrase.start]):
        phrase.start -= 1
        held = phrase.titles[0][1]
        phrase.titles = [(replace(t, former=True), firm) if firm is held else (t, firm) for t, firm in phrase.titles]
    before = _QUANTITY.sub("", text[floor : phrase.start])
    if phrase.kind in (Kind.ORGANIZATION, Kind.PERSON):
        apposition = _APPOSITION.search(before)
        if apposition and apposition.group():
            if k and found[k - 1].kind is Kind.PLACE and apposition.start() == 0:
                floor = found[k - 2].end if k > 1 else 0
                before = text[floor : found[k - 1].start]
            else:
                before = before[: apposition.start()]
    previous = found[k - 1] if k else None
    if previous is not None and _CONJUNCTION.fullmatch(before) and floor == previous.end:
        phrase.joined = previous.kind is phrase.kind or {previous.kind, phrase.kind} <= {Kind.PERSON, Kind.GROUP}
    case = _CASE.search(before)
    phrase.case = case[1] if case and not (phrase.joined and case[1] in _CONJ) else ""
    phrase.modifies = bool(_MODIFIES.match(text, phrase.end))

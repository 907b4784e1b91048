"""Chinese mentions: what names something in a sentence, in text order, none over another.

Order of trust: foreign names with a middle dot, products with a version, the gazetteer (the longest wins), Latin
names, organisations by suffix and surroundings, Chinese persons by surname and surroundings; the model's names are added
later (`model_names.model_mentions`). A Latin form in brackets behind a name is its alias, not a mention. Pronouns and 该公司 are mentions with
source `pronoun`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...graph.claim import Kind
from ..document import Mention
from ..lexicon import Gazetteer
from . import latin, organizations, persons
from .text import HAN, normalize
from .titles import TitleHit
from .words import alternation, words

__all__ = ["aliases_behind", "mentions"]

ALIAS = re.compile(
    r"\s?\(\s?(?:(?:简称|英文名|下称|又名|英文)?[:“]?\s?(?P<latin>[A-Za-z][A-Za-z0-9.\-&' ]{1,40}?)"
    rf"|(?:以下简称|简称|下称|又称|原名|也称|后称)[:“]?(?P<han>[{HAN}]{{2,10}}))”?(?:,[^()]{{0,14}})?\s?\)"
)
_MEDIA = re.compile(r"《([^《》]{2,12})》(?=\s?(?:杂志|报道|日报|的?记者|周刊|报|的采访|采访|援引|消息|披露|称|[,。、]))")
_WORK = re.compile(r"《[^《》]*》")
_PERSON = re.compile(r"[他她](?!们|人|乡|日)")
_GROUP_WORD = r"(?:公司|企业|机构|组织|实验室|巨头|集团|厂商|开发商|制造商|独角兽)"
_ORGANIZATION = re.compile(rf"(?:该|这家|那家|这一|本)(?:[{HAN}A-Za-z]{{0,8}}?){_GROUP_WORD}|(?<![{HAN}A-Za-z0-9)])公司(?![化法制债治们的]?名)|(?<=[但而让对从在于并称示后时年月日为将被向的与和,认露出到划诉望入离])公司(?!化|法|制|债|治|们)")
_PLACE = re.compile(alternation("place"))
_CHINESE_PRODUCT = re.compile(
    rf"(?:发布|推出|上线|开源|研发|打造|训练|自研|名为|旗下)(?:了|的|出)?(?:新款|新一代|全新|首款|自研|一款|最新)*(?:的)?“?(?P<name>[{HAN}A-Za-z0-9.\-]{{2,8}}?)”?(?={alternation('product_head')})"
)
_QUOTED_PRODUCT = re.compile(
    rf"“(?P<name>[{HAN}A-Za-z0-9.\- ]{{2,12}})”(?=(?:系列|人工智能|AI|大语言)?(?:{alternation('product_head')}))"
)
_HEADED_PRODUCT = re.compile(rf"(?:{alternation('product_head')})“(?P<name>[{HAN}A-Za-z0-9.\- ]{{2,12}})”")
_NO_PRODUCT = re.compile(r"的|语言|多模态|推理|视频|图像|人形|视觉|生成|人工智能|AI|智能|开源|通用|基础|新|大型|小型|专用|国产|训练|企业|免费|移动|操作|电动|机器|自动|款|一个|几|两|首|底层|世界|相关|完整|同类|手机|线上|在线|这|该|聊天|对话|下一代|多少|什么|哪|搜索|办公|类似|竞品|数据|代码|编程|语音|高端|先进|用了|何时|各类|多种")
_BRANCH = re.compile(r"(?:创投|资本|风投|基金会|基金|银行|证券|大学|研究院|研究所|实验室)(?![\u4e00-\u9fff]{0,3}(?:大学|银行))")     # behind a known name they make another firm


def aliases_behind(plain: str, end: int) -> tuple[tuple[str, ...], int]:
    """The other name in brackets behind a name that ends at `end`, and where both end."""
    alias = ALIAS.match(plain, end + (plain[end : end + 1] == "”"))
    other = alias["latin"] or alias["han"] if alias else ""
    return ((other.strip(),), alias.end()) if alias and other.upper() not in words("not_latin") else ((), end)


class _Found:
    """Mentions of one sentence while they are collected; the first at a place stays."""

    def __init__(self, text: str, plain: str, start: int) -> None:
        self.text, self.plain, self.offset = text, plain, start
        self.mentions: list[Mention] = []
        self.spans: list[tuple[int, int]] = []

    def add(self, start: int, end: int, kind: Kind, source: str, score: float = 1.0) -> bool:
        while start < end and self.plain[start] in " “·":
            start += 1
        while start < end and self.plain[end - 1] in " ”·":
            end -= 1
        if start >= end or any(s < end and start < e for s, e in self.spans):
            return False
        if kind is Kind.PERSON and self.plain[end : end + 1] == "奖":       # 诺贝尔奖 is a prize
            return False
        aliases, reach = aliases_behind(self.plain, end) if source != "pronoun" else ((), end)
        self.spans.append((start, reach))
        self.mentions.append(Mention(self.text[start:end], start + self.offset, end + self.offset, kind, source, score, aliases))
        return True


def mentions(text: str, start: int, names: Gazetteer, titled: list[TitleHit]) -> list[Mention]:
    """Mentions of one sentence.

    Args:
        text: The sentence, `start` its offset in the article.
        names: Known names.
        titled: The titles in the sentence, offsets into it.
    """
    plain = normalize(text)
    found = _Found(text, plain, start)
    posts = [(t.start, t.end) for t in titled]
    known = list(_known(plain, names))
    firms = [(a, b) for a, b, kind, source in known if source == "gazetteer" and kind is not Kind.PERSON]
    for a, b in persons.foreign_names(plain, [*posts, *firms]):
        found.add(a, b, Kind.PERSON, "rule")
    for media in _MEDIA.finditer(plain):
        found.add(media.start(1), media.end(1), Kind.ORGANIZATION, "rule", 0.9)
    works = [m.span() for m in _WORK.finditer(plain)]
    for a, b, kind, source in known:
        if not any(s < a and b < e for s, e in works) or kind is Kind.PRODUCT:
            found.add(a, b, kind, source)
    _bracketed(found, plain, posts)
    for a, b, kind, score in latin.names(plain, [*found.spans, *works], posts):
        found.add(a, b, kind, "rule", score)
    _chinese(found, plain, posts)
    for place in _PLACE.finditer(plain):
        found.add(place.start(), place.end(), Kind.PLACE, "rule")
    for pronoun in _PERSON.finditer(plain):
        found.add(pronoun.start(), pronoun.end(), Kind.PERSON, "pronoun")
    for pronoun in _ORGANIZATION.finditer(plain):
        found.add(pronoun.start(), pronoun.end(), Kind.ORGANIZATION, "pronoun")
    return sorted(found.mentions, key=lambda m: m.start)


def _known(plain: str, names: Gazetteer) -> Iterator[tuple[int, int, Kind, str]]:
    """Gazetteer names and products with a version, the longer one first where they overlap."""
    spans: list[tuple[int, int, Kind, str]] = []
    for hit in names.find(plain):
        if not (hit.weak and plain[hit.start].isascii() and plain[hit.start].islower()):
            more = _BRANCH.match(plain, hit.end) if hit.entry.kind is Kind.ORGANIZATION else None
            spans.append((hit.start, more.end() if more else hit.end, hit.entry.kind, "rule" if more else "gazetteer"))
    firms = [(a, b) for a, b, kind, _ in spans if kind is Kind.ORGANIZATION]
    for a, b in latin.products(plain):
        firm = next((e for s, e in firms if s == a and e < b and plain[e] == " "), None)
        if firm is None:
            spans.append((a, b, Kind.PRODUCT, "rule"))
        elif not plain[firm + 1 : b].isdigit():
            spans.append((firm + 1, b, Kind.PRODUCT, "rule"))
    for pattern in (_QUOTED_PRODUCT, _HEADED_PRODUCT, _CHINESE_PRODUCT):
        for match in pattern.finditer(plain):
            if pattern is not _CHINESE_PRODUCT or not _NO_PRODUCT.search(match["name"]):
                spans.append((match.start("name"), match.end("name"), Kind.PRODUCT, "rule"))
    yield from sorted(spans, key=lambda s: (s[0] - s[1], s[0], s[3]))


def _bracketed(found: _Found, plain: str, posts: list[tuple[int, int]]) -> None:
    """Chinese names that nothing knows but the bracket with their Latin form."""
    for alias in ALIAS.finditer(plain):
        if alias["latin"] and alias.start() and re.match(rf"[{HAN}”]", plain[alias.start() - 1]) and not any(
            s < alias.start() and alias.start() <= e for s, e in [*found.spans, *posts]
        ):
            at = alias.start() - (plain[alias.start() - 1] == "”")
            begin = organizations.bracketed(plain, at, [*found.spans, *posts])
            if begin is not None:
                person = plain[begin] in words("surname") and at - begin <= 3 and " " in alias["latin"]
                found.add(begin, at, Kind.PERSON if person else Kind.ORGANIZATION, "rule", 0.9)


def _chinese(found: _Found, plain: str, posts: list[tuple[int, int]]) -> None:
    people = [span for span, m in zip(found.spans, found.mentions, strict=True) if m.kind is Kind.PERSON]
    for a, b in list(persons.chinese_names(plain, found.spans, posts, people)):
        found.add(a, b, Kind.PERSON, "rule", 0.9)
    for a, b in list(organizations.by_suffix(plain, [*found.spans, *posts])):
        found.add(a, b, Kind.ORGANIZATION, "rule", 0.9)
    for a, b in list(organizations.by_title(plain, found.spans, posts)):
        found.add(a, b, Kind.ORGANIZATION, "rule", 0.7)
    for a, b in list(organizations.by_verb(plain, [*found.spans, *posts])):
        found.add(a, b, Kind.ORGANIZATION, "rule", 0.7)

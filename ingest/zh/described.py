"""Described things: groups (多名员工, 该公司一半的安全员工) and firms without a name (自己的AI初创公司), in English words.

The English is put together from small tables; what they lack stays in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...graph.claim import Kind
from .text import HAN

__all__ = ["Description", "descriptions", "groups"]

_HEADS = {
    "员工": "staff", "雇员": "employees", "高管": "executives", "研究人员": "researchers", "研究员": "researchers", "工程师": "engineers",
    "科学家": "scientists", "团队成员": "team members", "成员": "members", "管理层": "managers", "安全人员": "safety staff", "投资者": "investors",
    "投资人": "investors", "股东": "shareholders", "作家": "authors", "出版商": "publishers", "创始人": "founders", "联合创始人": "co-founders",
    "用户": "users", "艺术家": "artists", "唱片公司": "record labels", "董事": "board members", "大模型人才": "AI researchers", "骨干": "key staff",
    "科学家们": "scientists", "新闻机构": "news organisations", "家长": "parents", "消费者": "consumers", "人员": "staff", "技术人员": "engineers",
}
_WORDS = {
    "人工智能安全": "AI safety", "AI安全": "AI safety", "安全": "safety", "人工智能": "AI", "AI": "AI", "高层": "senior", "核心": "core",
    "资深": "senior", "高级": "senior", "研究": "research", "技术": "technical", "早期": "early", "前": "former", "机构": "institutional",
    "机器人": "robotics", "芯片": "chip", "自动驾驶": "self-driving", "生物科技": "biotech", "新": "new", "大模型": "AI model", "具身智能": "embodied AI",
    "软件": "software", "量化": "quant", "新创": "", "科技": "tech", "云计算": "cloud", "语音": "voice", "教育": "education", "医疗": "healthcare",
    "数据": "data", "全新": "new", "独立": "independent", "生成式AI": "generative AI", "的": "", "少数": "minority",
}
_COUNTS = {"一半": "half of", "半数": "half of", "近半": "nearly half of", "部分": "some", "全部": "all", "大批": "many", "一批": "a group of",
           "大量": "many", "多名": "several", "多位": "several", "数名": "several", "数位": "several", "几名": "several", "几位": "several",
           "数十名": "dozens of", "数百名": "hundreds of", "一些": "some", "绝大多数": "most", "大部分": "most", "众多": "many"}
_DIGITS = dict(zip("一二三四五六七八九十", ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), strict=True)) | {"两": "two"}


def _any(table: dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, table), key=lambda w: (-len(w), w)))


_COUNT = rf"(?:{_any(_COUNTS)}|(?:约|近|超过|至少|逾)?(?:\d[\d,]*|[一二两三四五六七八九十]+)(?:多|余)?(?:名|位|%(?:的)?))"
_GROUP = re.compile(rf"(?P<count>{_COUNT})?(?:的)?(?P<words>(?:{_any(_WORDS)})*)(?P<head>{_any(_HEADS)})(?!{r'之一|兼'}|[\s“]?[A-Z])")
_KIND = {"初创公司": "startup", "创业公司": "startup", "初创企业": "startup", "新创公司": "startup", "公司": "company", "企业": "company",
         "实验室": "lab", "基金": "fund", "投资公司": "investment firm"}
_FIRM = re.compile(
    rf"(?P<own>自己的|自己|他的|她的|其|一家|了一家|一个)(?P<words>(?:{_any(_WORDS)})*)(?P<head>{_any(_KIND)})(?![{HAN}]{{0,1}}(?:名|法|化)|\s?“?[A-Za-z])"
)
_LONE = {"成员", "董事", "创始人", "联合创始人", "研究员", "工程师", "科学家", "人员", "用户", "家长", "消费者"}   # a group only with a count


@dataclass(frozen=True, slots=True)
class Description:
    """An unnamed thing: `text[start:end]` as written, `english` as claims hold it; `own` where it has an owner in the sentence."""

    start: int
    end: int
    kind: Kind
    english: str
    own: bool = False
    partial: bool = False


def groups(text: str) -> Iterator[Description]:
    """Groups of people in a normalized text; `partial` ones ("half of") take their organisation after the count."""
    for match in _GROUP.finditer(text):
        count = match["count"] or ""
        if match["head"] in _LONE and not count:
            continue
        words = _words(match["words"])
        number = _count(count)
        english = " ".join(part for part in (number, words, _HEADS[match["head"]]) if part)
        yield Description(match.start(), match.end(), Kind.GROUP, english, partial=number.endswith(" of"))


def descriptions(text: str) -> Iterator[Description]:
    """Firms without a name: 自己的AI初创公司, 一家新公司."""
    for match in _FIRM.finditer(text):
        own = not match["own"].endswith(("一家", "一个"))
        words = _words(match["words"])
        yield Description(match.start(), match.end(), Kind.ORGANIZATION, " ".join(p for p in (words, _KIND[match["head"]]) if p), own)


def _words(text: str) -> str:
    return " ".join(filter(None, (_WORDS[w] for w in re.findall(_any(_WORDS), text))))


def _count(text: str) -> str:
    if text in _COUNTS or not text:
        return _COUNTS.get(text, "")
    bare = re.sub(r"[名位的约近逾]|超过|至少", "", text)
    return _DIGITS.get(bare, bare) + (" of" if bare.endswith("%") else "")

"""Latin names inside Chinese text: which letters are a name, and of what kind.

Products are told by version numbers and by what stands beside them (模型, 芯片); persons by a title, a verb of speech or
a common given name; organisations by their last word (Labs, Capital) or by 公司, 团队 beside them. What nothing tells
is taken for an organisation with a low score, which a relation may correct.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...graph.claim import Kind
from .words import alternation, words

__all__ = ["products", "names"]

_UNIT = r"(?!\s?(?:[年月日亿万千百名家个位人台款倍轮天岁号美欧日港元多%％]|\d|,\d|\.\d))"
_EDITION = r"(?:Pro|Mini|Turbo|Omni|Max|Ultra|Flash|Sonnet|Opus|Haiku|Preview|Nano|Plus|Lite|Air|Vision|Super|Coder|Large|Small|Thinking|\d{1,3}B)"
_PRODUCT = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    rf"[A-Z][A-Za-z]*(?:[- ]?[A-Za-z])?(?P<gap>[- ]?)\d{{1,3}}(?:\.\d+)?(?P<tail>[A-Za-z]{{0,2}}){_UNIT}"
    rf"|[a-z]\d(?:\.\d)?{_UNIT}(?=[-\s{{]|[^\x00-\x7f])|[A-Z]{{1,4}}\d{{2,4}}[A-Za-z]{{0,2}}{_UNIT}"
    rf")(?:[- ](?i:{_EDITION})(?![A-Za-z]))*(?![A-Za-z])"
)
_NOT_PRODUCT = re.compile(r"^(?:Q[1-4]|FY\d+|No\.?\s?\d+|[GLVCM]\d|Top\s?\d+|TOP\s?\d+|COVID-19|B2B|A\d?|S&P 500|Pre-A\d?|Web\s?\d|MP\d|H[12]|iOS\s?\d+)$")
_WORD = r"(?:[A-Z][A-Za-z0-9&'’+.\-]*[A-Za-z0-9+]|[A-Z](?=[\s·]?[A-Z]\w)|[a-z]{1,2}[A-Z][A-Za-z0-9]*)"
_NAME = re.compile(rf"(?<![A-Za-z0-9@/.])(?:{_WORD})(?: (?:{_WORD}|\d{{1,3}}(?![\d,.\s]*[%％年月亿万名家个位人])|of|de|van|von|and|&))*(?![A-Za-z0-9])")
_ORG_AFTER = re.compile(r"\s?(?:公司|团队|集团|实验室|研究院|基金会?|平台公司|董事会|员工|总部|创始人|联合创始人|完成|获得?投|宣布完成|估值|投资人|投资者|股东|股份)")
_ORG_BEFORE = re.compile(r"(?:公司|企业|实验室|机构|巨头|独角兽|厂商|制造商|开发商|供应商|基金|资本|对手|团队|平台|离开|加入|加盟|入职|创立|创办|收购|投资|起诉|任职于|供职于|领投方|由)\s?(?:了|的)?“?$")
_PERSON_AFTER = re.compile(rf"\s?(?:{alternation('person_verb')}|先生|女士|博士|教授)")
_PERSON_BEFORE = re.compile(r"(?:同事|搭档|妻子|丈夫|评论家|专家|学者|律师|作家|记者|分析师|法官|投资人|企业家|富豪|亿万富翁|任命|聘请|挖来|解雇|罢免|高管)\s?$")
_PRODUCT_BEFORE = re.compile(rf"(?:推出|发布|上线|开源|训练|研发|开发|升级|(?:{alternation('product_head')}))(?:了|的)?\s?“?$")
_PRODUCT_AFTER = re.compile(rf"”?\s?(?:{alternation('product_head')})")


def products(text: str) -> Iterator[tuple[int, int]]:
    """Spans of Latin product names with a version: GPT-4o, Grok 3, H100, Claude 3.5 Sonnet."""
    for match in _PRODUCT.finditer(text):
        if not _NOT_PRODUCT.match(match.group()) and match.group().split()[0] not in words("not_latin") | {"Series"}:
            yield match.span()


def names(text: str, taken: Sequence[tuple[int, int]], titled: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, Kind, float]]:
    """Start, end, kind and score of Latin names that do not touch `taken`; `titled` are the spans of titles."""
    blocked = [*taken, *titled]
    signs = list(text)
    for start, end in titled:
        signs[start:end] = "\1" * (end - start)
    for match in _NAME.finditer("".join(signs)):
        for start, end in _free(match.start(), match.end(), text, blocked):
            kind, score = _kind(text, start, end, titled)
            yield start, end, kind, score


def _free(start: int, end: int, text: str, blocked: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What remains of a run of Latin words when known names, titles and common abbreviations are cut out."""
    run: list[tuple[int, int]] = []
    for word in re.finditer(r"\S+", text[start:end]):
        a, b = start + word.start(), start + word.end()
        last = word.end() == end - start
        if any(a < e and s < b for s, e in blocked) or (word.group() in words("not_latin") and not (run and last)):
            if run:
                yield run[0][0], run[-1][1]
            run = []
        elif run or (word.group() not in ("of", "and", "&", "de") and not word.group().isdigit()):
            run.append((a, b))
    while run and text[run[-1][0] : run[-1][1]] in ("of", "and", "&", "de", "van", "von"):
        run.pop()
    if run:
        yield run[0][0], run[-1][1]


def _kind(text: str, start: int, end: int, titled: Sequence[tuple[int, int]]) -> tuple[Kind, float]:
    parts = text[start:end].split()
    before, after = text[max(0, start - 8) : start], text[end : end + 12]
    two = 2 <= len(parts) <= 4 and all(p.replace("-", "").replace(".", "").isalpha() and p[0].isupper() for p in parts)
    if parts[-1] in words("latin_org") or _ORG_AFTER.match(after):
        return Kind.ORGANIZATION, 0.9
    title_before = any(e <= start and not text[e:start].strip(" “") for _, e in titled)
    if two and (title_before or parts[0] in words("given_name") or _PERSON_BEFORE.search(before)):
        return Kind.PERSON, 0.95
    if title_before and parts[0].isalpha():
        return Kind.PERSON, 0.8
    if _PRODUCT_AFTER.match(after) or _PRODUCT_BEFORE.search(before):
        return Kind.PRODUCT, 0.8
    if _ORG_BEFORE.search(before):
        return Kind.ORGANIZATION, 0.9
    if two and len(parts) == 2 and _PERSON_AFTER.match(after) and not any(p.isupper() for p in parts):
        return Kind.PERSON, 0.75
    return Kind.ORGANIZATION, 0.5

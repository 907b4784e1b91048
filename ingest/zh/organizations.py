"""Names of organisations in Chinese characters: by suffix, before a title, as the subject of what only firms do.

The left end is the hard part without a parser: a name reaches back to the nearest word that stands in no name
(`org_stop` in `names/zh_words.csv`). What remains must hold more than generic words (人工智能公司 is no name).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..lexicon import suffixes
from .text import HAN
from .words import alternation

__all__ = ["bracketed", "generic", "by_suffix", "by_title", "by_verb"]

_STOP = re.compile(rf"(?:{alternation('org_stop')})")
_GENERIC = re.compile(rf"(?:{alternation('org_generic')}|{alternation('place')})*")
# A full legal name may hold 投资, 新 and the like: only these end it to the left.
_HARD = re.compile(r"的|了|和|与|及|或|向|对|由|被|把|将|获|于|从|是|收购|起诉|持有|入股|控股股东|股东|子公司|参股|为|在|给|据|称|公告|告知|全资|旗下|方面|担任|以下简称|并购|受让|出售|增资|转让给|委托|通过|买卖|包括|来自|关于")
_LEGAL = ("有限公司", "有限责任公司", "股份有限公司")
_RUN = re.compile(rf"[{HAN}A-Za-z0-9]+$")
# Suffixes that are ordinary nouns too: a name in them must fill its phrase.
_WEAK = frozenset(
    "技术 信息 网络 软件 电子 数据 通信 电信 工业 能源 生物 国际 芯片 投资 机器人 股份 互联网 制药 实业 影业 云计算 半导体 智能 资本 基金 保险 信托 "
    "控股 动力 组织 联盟 杂志 银行 证券 传媒 风投 券商 法院 政府 学校 高校 中学 办公室 工场".split()
)
_NEVER = frozenset("部 厅 局 委 总局 国会 议会 财团 工会 高校 学校 中学 政府 办公室 组织 理事会 出版社 报社 风投 券商 集团公司".split())
_BOTH = re.compile(r"(?:的|,|。|、|;|:|\(|”|$|\s|和|与|及|联合|宣布|表示|称|完成|获|领投|跟投|在|于|将|已|也|近日|日前|是|发布|推出|收购|起诉|首席|创始|董事|总裁|CEO|任命|等|任职|担任|任|旗下|创始人|有限|成立|创立|位于|总部|计划|拟|正|曾|还|又|再|向|以|从|被|由|对|估值|起诉|裁员|员工|团队|股|解雇|聘|挖|则|今|昨|上市|提交|递交|融资|投资|开源|裁|同|为|入股|首席|联手|携手|方面|高管|高层|研究|产品|工程|技术|安全|前|原|不|未|没有|否认|暂|上周|本周|上月|本月|去年|每|达成|签署|提起|状告|控告|指控|考虑|可能|或|至|参与|等|旗|均|两|三|共|拒绝|回应|持|拥|需|希望|认为|指|表|说|声|公|内部|联席|创)")
_LEAD = r"(?:^|[,。;:、!?“”()\s]|和|与|及|由|被|据|对|向|日|月|年|从|在)"
_FIRM_VERB = re.compile(
    rf"(?P<lead>{_LEAD})(?P<name>[{HAN}]{{2,6}}?)(?=(?:近日|日前|已|将|正式|今日|昨日|再次|刚刚)*"
    r"(?:宣布完成|完成(?:了)?[^,。]{0,12}(?:融资|轮)|获得?[^,。]{0,14}(?:投资|融资|领投)|正式发布|发布了|推出了|开源了|收购了|起诉了|提交招股书|递交招股书))"
)


@cache
def _suffix() -> re.Pattern[str]:
    forms = {s.suffix for s in suffixes("zh") if s.suffix not in _NEVER}
    return re.compile("|".join(sorted(map(re.escape, forms), key=lambda f: (-len(f), f))))


def by_suffix(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names that end in a suffix (星图科技, 远望资本); a suffix behind a suffix belongs to the name."""
    last = 0
    for match in _suffix().finditer(text):
        end = match.end()
        while (more := _suffix().match(text, end)) is not None:
            end = more.end()
        if match.start() < last or any(s < end and match.start() < e for s, e in taken):
            continue
        legal = text.endswith(_LEGAL, 0, end)
        start = _left(text, match.start(), taken, last, _HARD if legal else _STOP)
        rest = text[start : match.start()]
        if not 2 <= len(rest) <= (22 if legal else 12) or not _GENERIC.sub("", rest, count=1).strip():
            continue
        weak = match.group() in _WEAK and end == match.end()
        if weak and (len(rest) > 5 or not _BOTH.match(text, end)):
            continue
        last = end
        yield start, end


def by_title(text: str, taken: Sequence[tuple[int, int]], titled: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names that stand between the start of a phrase and a title: 智海CEO, 月光创始人."""
    for at, _ in titled:
        match = re.search(rf"{_LEAD}(?P<name>[{HAN}]{{2,6}})$", text[max(0, at - 9) : at])
        if match is None:
            continue
        start = max(0, at - 9) + match.start("name")
        if _is_name(match["name"]) and not any(s < at and start < e for s, e in taken):
            yield start, at


def by_verb(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names that are the subject of what only firms do (完成融资)."""
    for match in _FIRM_VERB.finditer(text):
        start, end = match.span("name")
        if _is_name(match["name"]) and not any(s < end and start < e for s, e in taken):
            yield start, end


def generic(name: str) -> bool:
    """Does a name hold only words that describe (新公司, AI初创公司)?"""
    rest = _suffix().sub("", name)
    return not rest or not _GENERIC.sub("", rest, count=1) or bool(re.match(r"该|这家|其|自己|一家|多家|本|新(?:创|公司|企业)", name))


def bracketed(text: str, at: int, taken: Sequence[tuple[int, int]]) -> int | None:
    """Where the Chinese name starts that a bracket with its Latin form follows at `at`; None where there is none."""
    start = _left(text, at, taken, 0)
    return start if 2 <= at - start <= 8 and _GENERIC.sub("", text[start:at], count=1) else None


def _is_name(name: str) -> bool:
    return not _STOP.search(name) and bool(_GENERIC.sub("", name, count=1)) and not re.search(
        r"[他她它我你们此其各两几多些每第一二三四五不没有会能可要应]|部门|行业|领域|职位|现任|时任|知名|著名|资深|记者|媒体|业内|高管|同事|消息|方面|团队|成员|员工|作为|担任|联合|副|原|执行|高级|发言|董事|总|事业", name
    )


def _left(text: str, at: int, taken: Sequence[tuple[int, int]], least: int, stops: re.Pattern[str] = _STOP) -> int:
    """Start of the name whose suffix stands at `at`."""
    run = _RUN.search(text, max(least, at - (12 if stops is _STOP else 22)), at)
    start = run.start() if run else at
    start = max([start, *(e for _, e in taken if e <= at and e > start)])
    for stop in stops.finditer(text, start, at):
        start = stop.end()
    return start

"""How firmly a Chinese clause says its claim: planned, reported, possible, denied, or asserted.

Cues stand in the clause of the trigger, or in a clause before it that governs it (据知情人士透露, 有消息称, 公司计划). A
denial outranks a report, a report a plan, a plan a possibility; 如果 alone makes possible. 将 and dates to come assert:
what somebody announces as decided is asserted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...graph.claim import Modality
from .clauses import Clause

__all__ = ["modality"]

_DENIED_BEFORE = re.compile(
    r"(?:否认|并未|并没有|没有|从未|尚未|未曾|未能|不会|不再(?!担任|出任|任职|是)|拒绝|无意|放弃|婉拒|回绝|叫停|取消|终止|并非|不打算|无法|未(?=获|被|与|在|对|从|有|向|收购|完成|加入|离职|投资))(?:了|有)?[^,。;]{0,14}$"
)
_DENIED_AFTER = re.compile(r"^[^,;。]{0,12}(?:告吹|破裂|失败|流产|被否决|不实|是谣言|系谣言|属谣言|被取消|被叫停|遭拒|搁浅|泡汤|不属实|未能成功|子虚乌有|的?传闻不)")
_DENIED_LATER = re.compile(r"^(?:但|不过|然而)?[^,;。]{0,14}(?:予以否认|否认了|否认|遭到拒绝|最终告吹|未能达成|谈判破裂|不属实|并不属实|系谣言|为不实|不实)")
_DOUBLE = re.compile(r"没有(?:解释|说明|透露|提到|回应|披露)|并?未(?:解释|说明|透露|提到|回应|披露)|(?:不否认|没有否认|未否认)")
_REPORTED = re.compile(
    r"据(?:多家)?(?:报道|悉|传|知情人士|消息人士|透露|了解|外媒|媒体|称|传闻|业内人士)|知情人士|消息人士|消息称|有消息|有传|传闻|传出|坊间|盛传|据传|疑似|网传|市场传|爆料|"
    r"据[^,。]{0,10}(?:援引|引述)|(?:正在?|就|已)[^,。]{0,16}(?:洽谈|谈判|磋商|商谈|接洽)|洽谈|(?:正与|正同|正和)[^,。]{0,14}(?:谈|讨论)|传将|(?<![宣流])传(?=[\u4e00-\u9fff]{0,8}(?:将|拟|要|正|已|被|离职|收购))|谈判中|早期谈判|深入谈判"
)
_PLANNED = re.compile(
    r"计划|拟(?![人态真合订定])|寻求|打算|准备(?!好|金|就绪)|有望|预计|预期将|意图|意欲|旨在|目标是|力争|争取|希望(?!之)|谋求|筹备|着手|正为|时间表|日程|欲(?=[收投购并])|规划|将寻求|考虑到?未来|正推动|正推进|试图|承诺将"
)
_PLANNED_AFTER = re.compile(r"^[^,。;]{0,6}(?:时间表|计划(?!生育)|日程|的?打算|的?意向|路线图|事宜)")
_POSSIBLE = re.compile(r"可能|或将|或许|也许|或会|恐将|恐(?=[被将会])|考虑|不排除|(?<![人业\u4e00-\u9fff]或)或(?=于|在|被|以|收购|推出|发布|离|成为|达|超)|似乎|料将|猜测|推测|评估|探讨|探索|权衡|讨论(?=[^,。]{0,8}(?:收购|融资|投资|出售|合并))")
_CONDITION = re.compile(r"如果|假如|倘若|(?<![\u4e00-\u9fff])若(?!干)|一旦|假设|要是")
_GOVERNS = re.compile(r"(?:称|表示|透露|报道|报导|悉|消息|说|显示|传出|指出|爆料|传闻|据传|传|道)(?:,|:)?$")


def modality(text: str, parts: Sequence[Clause], at: int, trigger: tuple[int, int]) -> Modality:
    """The modality of what the trigger at `text[trigger]` says; `at` is the index of its clause."""
    part = parts[at]
    before, after = text[part.start : trigger[0]], text[trigger[1] : part.end]
    within = before + text[trigger[0] : trigger[1]]
    denial = _DENIED_BEFORE.search(before)
    if (denial and not _DOUBLE.search(before)) or _DENIED_AFTER.search(after):
        return Modality.DENIED
    if at + 1 < len(parts) and parts[at + 1].inside == part.inside:
        following = text[parts[at + 1].start : parts[at + 1].end]
        if _DENIED_LATER.search(following) and not _DOUBLE.search(following):
            return Modality.DENIED
    governing = _governing(text, parts, at)
    if re.search(r"否认", governing) and not _DOUBLE.search(governing):
        return Modality.DENIED
    if _REPORTED.search(before) or _REPORTED.search(governing) or re.search(r"^[^,。;]{0,8}(?:谈判|洽谈|传闻|磋商)", after):
        return Modality.REPORTED
    if _PLANNED.search(within) or _PLANNED_AFTER.search(after):
        return Modality.PLANNED
    if _plan_carries(text, parts, at):
        return Modality.PLANNED
    if _POSSIBLE.search(before) or _CONDITION.search(before):
        return Modality.POSSIBLE
    return Modality.ASSERTED


def _governing(text: str, parts: Sequence[Clause], at: int) -> str:
    """The clauses before that govern this one: those that end in a verb of saying, and adverbial 据…, in its sentence."""
    found = []
    for k in range(at - 1, -1, -1):
        if parts[k].inside != parts[at].inside:
            continue
        words = text[parts[k].start : parts[k].end]
        if parts[k].speech or _GOVERNS.search(words) or words.startswith(("据", "根据")):
            found.append(words)
            if parts[k].speech:
                break
        elif text[parts[k].end : parts[k].end + 1] in ";。":
            break
    return ",".join(reversed(found))


def _plan_carries(text: str, parts: Sequence[Clause], at: int) -> bool:
    """Does a plan in the clause before reach into this one? Only where this one goes on without a subject (以, 并, 用于, 届时)."""
    if not at or parts[at - 1].inside != parts[at].inside:
        return False
    words = text[parts[at].start : parts[at].end]
    return not re.match(r"并?[^,。]{0,2}已", words) and bool(re.match(r"以|并(?!未|没)|用于|届时|其中|为此|从而", words)) and bool(_PLANNED.search(text[parts[at - 1].start : parts[at - 1].end]))

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

__all__ = ["denied_later", "modality"]

_NO = (
    r"否认|辟谣|并未|并没有|没有|没(?![有收落错准想完])|从未|尚未|未曾|未能|不会|不再(?!担任|出任|任|是|代行|兼|负责|执掌)|拒绝|无意|放弃|婉拒|婉言谢绝|谢绝|回绝|叫停|取消|终止|中止|搁置|否决|"
    r"并非|不打算|不谋求|不考虑|[暂并亦也]无|无法|未(?![来必婚知免央]|公开|透露|披露|说明|回应|提及|具名|置评)"
)
_DENIED_BEFORE = re.compile(rf"(?:{_NO})(?:了|有)?[^,。;]{{0,16}}$")
_DENIED_HERE = re.compile(r"否认|辟谣|没|并?未|不[会打考愿卖存]|不(?:出售|属实|实)|并?无|并非|拒绝|婉拒|谢绝|回绝|放弃|叫停|纯属|子虚|谣言|假新闻")      # the trigger is the denial
_DENIED_AFTER = re.compile(
    r"^[^,;。]{0,12}(?:告吹|破裂|失败|流产|被否决|不实|是谣言|系谣言|属谣言|被取消|被叫停|遭拒|[遭被][^,;。]{0,8}(?:拒绝|回绝|否决|叫停)|搁浅|泡汤|不属实|未能成功|子虚乌有|的?传闻不|"
    r"不是事实|并非事实|纯属|叫停|撤回|搁置|中止|终止|作罢|没成|没谈成|谈崩)"
)
_DENIED_LATER = re.compile(r"^(?:但|不过|然而)?[^,;。]{0,14}?(?P<no>否认|不属实|系谣言|为不实|不实|辟谣)")
_CAME_TO_NOTHING = re.compile(r"^(?:但|不过|然而|后来|后|最终)?[^,;。]{0,14}(?:遭到拒绝|遭(?:到)?[^,;。]{0,8}(?:拒绝|回绝|否决)|被[^,;。]{0,8}(?:拒绝|回绝|否决)|告吹|未能达成|未能成|未成(?:交|功)|谈判破裂|没谈成|没成|谈崩|作罢|已(?:经)?(?:撤回|终止|中止|叫停|搁置))")
_DENIES = re.compile(r"否认(?:了|称|说)?$|^[^,。;]{0,10}否认[^,。;]{0,6}$")
_NAME = re.compile("\x01+")
_DOUBLE = re.compile(r"没有?(?:解释|说明|透露|提到|回应|披露|表态)|并?未(?:解释|说明|透露|提到|回应|披露)|(?:不否认|没有否认|未否认)")
_TALKS = r"洽谈|洽购|谈判|磋商|商谈|接洽|协商"
_UNNAMED = r"(?:知情|消息|接近[^,。;]{0,10}|内部|业内|渠道|供应链|圈内|市场|行业|相关)人士|知情者|不愿具名|不具名|匿名"
_HEARSAY = (
    rf"据(?:多家|另|一些)?(?:报(?![告表名导道])|悉|传|说|称|了解|透露|外媒|媒体|市场|坊间)|(?:据|依|依据|根据)[^,。;]{{0,24}}(?:报道|报导|人士|传闻|爆料|援引|引述)|{_UNNAMED}|"
    r"据[^,。;]{0,8}(?:转述|的人)|(?:[一两三四五六多几数]|\d+)[名位个][^,。;]{0,14}(?:说|称|透露|表示|证实|转述)|上述人士|其中[一两三]人|《[^》]*》[^,。;]{0,10}(?:报道|报导|披露|爆出|刊载|称|说|写道|透露)|爆出|被曝|刊载|在传|疯传|据[^,。;]{0,4}了解|"
    r"消息称|消息说|消息指出|有消息|有传|有报道|有报导|有说法|传闻|传言|谣传|传出|外传|风传|流传|被传|坊间|盛传|疑似|网传|市场传|听说|有人[说传猜]|网友|自媒体|有(?:外)?媒体|媒体(?:报道|报导)|猎头|爆料|"
    r"传将|(?<![宣流])传(?=[\u4e00-\u9fff\x01]{0,10}(?:将|拟|要|正|已|被|离职|收购))"
)
_REPORTED = re.compile(
    rf"{_HEARSAY}|(?:正在?|就|已|在)[^,。]{{0,16}}(?:{_TALKS})|洽谈|洽购|(?:正与|正同|正和)[^,。]{{0,14}}(?:谈|讨论)|谈判中|早期谈判|深入谈判"
)
_TOLD = re.compile(r"(?:报道|报导)(?:称|说|指|指出|透露)?[,:]?$")           # a medium tells it: 《……》报道称
_REPORTED_HERE = re.compile(_TALKS)      # the trigger is the talks
_REPORTED_AFTER = re.compile(r"^[^,。;]{0,8}(?:谈判|洽谈|传闻|磋商)")
_PLANNED = re.compile(
    r"计[划画]|拟(?![人态真合订定])|寻求|打算|准备(?!好|金|就绪)|有望|预计|预期将|意图|意欲|旨在|目标是|力争|争取|希望(?!之)|谋求|筹备|筹划|酝酿|有意(?!义|思|见)|着手|正为|"
    r"(?<!路线)(?<!生涯)(?<!职业)(?<!个人)规划(?![软院局部师图])|时间表|日程(?!工具|软件)|欲(?=[收投购并])|将寻求|考虑到?未来|正推动|正推进|试图|承诺将|(?<![理设思猜联幻])想(?=[要把将当让卖买收做办去])"
)
_PLANNED_AFTER = re.compile(r"^[^,。;]{0,6}(?:时间表|计[划画](?!生育)|日程|的?打算|的?意向|路线图|事宜)")
_POSSIBLE = re.compile(r"可能|或将|或许|也许|或会|恐将|恐(?=[被将会])|考虑|不排除|(?<![人业\u4e00-\u9fff]或)或(?=于|在|被|以|是|就|收购|推出|发布|离|成为|达|超)|似乎|料将|猜测|推测|评估(?=[^,。]{0,8}(?:收购|出售|上市|起诉|迁))|探讨|探索|权衡|讨论(?=[^,。]{0,8}(?:收购|融资|投资|出售|合并))|被视为潜在")
_OF_VALUE = re.compile(r"^[^,。;]{0,8}?(?:(?P<planned>有望|预计)|可能|或将|或(?=达|为|超|是)|不排除)")      # what is said of a noun: 估值可能达到
_CONDITION = re.compile(r"如果|假如|倘若|(?<![\u4e00-\u9fff])若(?!干)|一旦|假设|要是")
_GOVERNS = re.compile(r"(?:称|表示|透露|报道|报导|悉|消息|说|显示|传出|指出|爆料|传闻|据传|传|道)(?:,|:)?$")


def modality(text: str, parts: Sequence[Clause], at: int, trigger: tuple[int, int]) -> Modality:
    """The modality of what the trigger at `text[trigger]` says; `at` is the index of its clause."""
    part = parts[at]
    before, after = _short(text[part.start : trigger[0]]), _short(text[trigger[1] : part.end])
    here = _short(text[trigger[0] : part.end])
    within = before + here[: trigger[1] - trigger[0]]
    governing = _governing(text, parts, at)
    following = _beside(text, parts, at, 1)
    if _denied(before, here, after, following) or _denies(_beside(text, parts, at, -1)):
        return Modality.DENIED
    hearsay = _REPORTED.search(before) or any(_REPORTED.search(words) or _TOLD.search(words) for words in governing)
    if hearsay or _REPORTED_HERE.match(here) or _REPORTED_AFTER.search(after):
        return Modality.REPORTED
    if denied_later(text, parts, at) >= 0:
        return Modality.DENIED
    if _PLANNED.search(within) or _PLANNED_AFTER.search(after) or _plan_carries(text, parts, at):
        return Modality.PLANNED
    of_value = _OF_VALUE.search(after)
    if of_value and of_value["planned"]:
        return Modality.PLANNED
    if _POSSIBLE.search(before) or _CONDITION.search(before) or of_value:
        return Modality.POSSIBLE
    return Modality.ASSERTED


def denied_later(text: str, parts: Sequence[Clause], at: int) -> int:
    """Where the next clause denies what a clause says (……,公司予以否认), or -1. A rumour stays one, and is denied."""
    following = _DENIED_LATER.search(_beside(text, parts, at, 1))
    return parts[at + 1].start + following.start("no") if following and not _DOUBLE.search(following.string) else -1


def _denied(before: str, here: str, after: str, following: str) -> bool:
    """Does the clause itself deny, or the next one say that it came to nothing?"""
    if (_DENIED_BEFORE.search(before) and not _DOUBLE.search(before)) or _DENIED_AFTER.search(after):
        return True
    return bool(_DENIED_HERE.match(here) and not _DOUBLE.match(here)) or bool(_CAME_TO_NOTHING.search(following))


def _denies(words: str) -> bool:
    """Does the clause before deny what follows it (公司否认,将收购……)?"""
    return bool(_DENIES.search(words)) and not _DOUBLE.search(words)


def _beside(text: str, parts: Sequence[Clause], at: int, step: int) -> str:
    """The clause that stands beside one, on the same level; empty where there is none."""
    other = at + step
    return text[parts[other].start : parts[other].end] if 0 <= other < len(parts) and parts[other].inside == parts[at].inside else ""


def _short(words: str) -> str:
    """Words with each name, which is masked, as one sign: how far a cue reaches is counted in words."""
    return _NAME.sub("\x01", words)


def _governing(text: str, parts: Sequence[Clause], at: int) -> list[str]:
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
    last = max((k for k in range(len(parts)) if parts[k].inside < 0), default=at)
    if last > at and parts[last].speech and not text[parts[last].end :].strip("。”\" "):      # ……,知情人士说
        found.append(text[parts[last].start : parts[last].end])
    return found[::-1]


def _plan_carries(text: str, parts: Sequence[Clause], at: int) -> bool:
    """Does a plan in the clause before reach into this one? Only where this one goes on without a subject (以, 并, 用于, 届时)."""
    if not at or parts[at - 1].inside != parts[at].inside:
        return False
    words = text[parts[at].start : parts[at].end]
    return not re.match(r"并?[^,。]{0,2}已", words) and bool(re.match(r"以|并(?!未|没)|用于|届时|其中|为此|从而", words)) and bool(_PLANNED.search(text[parts[at - 1].start : parts[at - 1].end]))

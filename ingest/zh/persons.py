"""Names of persons in Chinese characters: foreign ones by their middle dot, Chinese ones by surname and surroundings.

A foreign name reaches from its dot over characters that write foreign names, up to a title or another word. A Chinese
name is a surname and one or two characters with a title before it, or at the start of a phrase with a title of
respect or a verb that persons do behind it; what is both neither is left to the name tagger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .text import HAN
from .words import alternation, words

__all__ = ["chinese_names", "foreign_names"]

_T = "".join(sorted(words("transliteration")))
_FOREIGN = re.compile(rf"(?P<first>(?:(?:(?!(?<=公)司|(?<=股)东|(?<=[博女])士|(?<=[助代])理)[{_T}]){{1,6}}|[A-Z]\.?)·)(?P<rest>(?:(?:[{_T}]{{1,6}}|[A-Z]\.?)·){{0,3}})(?P<last>(?:(?!可[能以是望]|曾[在任经于是]|于(?![连贝尔格斯特努])|多[次名位年]|若|成[立为]|齐)[{_T}]){{1,7}})")
_HEAD = re.compile(rf"(?:{alternation('surname2')}|[{''.join(sorted(words('surname')))}])")
_BEFORE = re.compile(r"(?:^|[,。;:、!?“”()\s]|和|与|及|由|被|让|对|向|任命|聘请|聘任|提拔|邀请|解雇|罢免|开除|同事|学生|包括|的|将|据|致|给|月|日|年|后|前)$")
_VERB = re.compile(rf"(?:{alternation('person_verb')})")
_NEXT = re.compile(rf"(?:$|[,。;:!?”()\s]|[{''.join(sorted(words('person_next')))}])")
_LATER = re.compile(
    r"(?:将|已|曾|正|还|也|从|在|于|对|是|并|拟|现|则|与|和)[^,。;]{0,16}?(?:担任|创始|不再|离职|辞|出任|接任|加入|加盟|毕业|创立|创办|任职|工作|执掌|离开|休假|领导|负责|CEO|首席|学位|卸任|起诉|批评|总监|教授|跳槽|任命)"
)
_BESIDE = re.compile(rf"[、和与](?:{alternation('surname2')}|[{''.join(sorted(words('surname')))}])[{HAN}]{{1,2}}(?:[、和与及等]|将|已|均|分别|共同|在|从|于|曾|先后|双双|一起)")
_RESPECT = re.compile(r"(?:教授|博士|先生|女士|院士|老师|本人|团队)")
_NO_NAME = re.compile(
    r"曾[任在经于是有]|于[是此今]|成[为立]|任[命职何期]|方[面法向]|高[管层级科]|金[融额牌]|周[一二三四五六日末]|马[上]|何[时况]|项目|单[独位]|安[全装排]|白宫|时[任代间]|"
    r"石油|程序|史上|关[于注键]|向[来]|温度|黄金|包[括含]|万[人元名]|左右|连续|常[务]|平[台均]|和[解]|明[年确]|强[调]|全[球国新]|江[苏西]|华尔|应用|应[该]|路线|路透|施[加压]|支持|谈判|余[名人]|陆续|顾[问]|骨干|孟加|黎明|柯达|文件|文章|花费|阮|成员|成本|成果|成功|成熟|甘愿|古[老]|解[决雇散]|谢[绝]|许[多可]|康复|易[于]|申[请]|游戏|蓝图|梅赛|薛定"
)
_FUNCTION = words("function")


def foreign_names(text: str, stops: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans of names with a middle dot; none reaches into a title or a known name, which are the `stops`."""
    for match in _FOREIGN.finditer(text):
        start = max([match.start(), *(e for s, e in stops if s < match.end("first") and e <= match.end("first") - 1 and e > match.start())])
        end = match.end()
        verb = next((m.start() for m in _VERB.finditer(text, match.start("last") + 1, end + 2) if m.start() < end), end)
        yield start, max(verb, match.start("last") + 1)


def chinese_names(
    text: str, taken: Sequence[tuple[int, int]], titled: Sequence[tuple[int, int]], known: Sequence[tuple[int, int]] = ()
) -> Iterator[tuple[int, int]]:
    """Spans of Chinese names that do not touch `taken`; `known` are the persons found so far, which a list may go on from."""
    ends = {e for _, e in titled}
    starts = {s for s, _ in titled}
    found: list[tuple[int, int]] = []
    for match in _HEAD.finditer(text):
        start = match.start()
        if _NO_NAME.match(text, start) or any(s < match.end() and start < e for s, e in [*taken, *titled, *found]):
            continue
        opens = start == 0 or text[start - 1] in ",。;:(“"
        after_title = bool(re.search(r"(?:由|被|任命|聘请|解雇|罢免|起诉|作家|律师|记者|专家|同事|学者|企业家|富豪|女士|分析师)$", text[max(0, start - 3) : start])) or start in ends or (text[start - 1 : start] == " " and start - 1 in ends)
        in_list = any(text[e:start] in ("、", "和", "与", "及", "以及") for _, e in [*known, *found])
        if not (after_title or in_list or _BEFORE.search(text, max(0, start - 4), start)):
            continue
        end = _end(text, match.end(), after_title, in_list, starts, taken, opens)
        if end:
            found.append((start, end))
            yield start, end


def _end(text: str, at: int, sure: bool, in_list: bool, titles: set[int], taken: Sequence[tuple[int, int]], opens: bool) -> int | None:
    """Where the name that has its surname before `at` ends, or None where it is no name."""
    fallback = None
    for length in (2, 1):
        given = text[at : at + length]
        end = at + length
        if len(given) < length or not re.fullmatch(rf"[{HAN}]+", given) or any(c in _FUNCTION for c in given):
            continue
        if any(s < end and at < e for s, e in taken):
            continue
        strong = bool(_VERB.match(text, end) or _RESPECT.match(text, end))
        strong = strong or (opens and length == 2 and bool(_BESIDE.match(text, end))) or (opens and bool(_LATER.match(text, end)))
        weak = bool(_NEXT.match(text, end) or end in titles)
        if strong or ((sure or in_list) and weak) or (text[end : end + 1] == "(" and re.match(r"\([A-Z][a-z]+[ -]", text[end:])):
            return end
        if sure and fallback is None:
            fallback = end
    return fallback

"""Job titles in Chinese text and their canonical English, from `names/titles.csv` and by composition.

A field before a base title makes a title of its own (安全研究副总裁, 亚太区总经理, 首席增长官): the fields stand in
`names/zh_fields.csv`. Prefixes say when it was held: 前, 原 and 曾任 make it former, 现任, 时任, 新任 do not.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..lexicon import Title, titles
from .units import TOUCHING

__all__ = ["NOT_FORMER", "TitleHit", "find_titles"]

_FORMER = "前任|前|原|曾任|已故"
_NOW = "现任|时任|新任|候任|代理|临时|执行|高级|资深|首任|创始|联席|联合|共同|名誉|常务|助理|全球"
NOT_FORMER = re.compile(r"(?:[之以目此提年月日天周]|\d\s?[天年月周]|从|史无)前$")


@dataclass(frozen=True, slots=True)
class TitleHit:
    """A title in text: `text[start:end]` with its prefixes; `role` in lower-case English."""

    start: int
    end: int
    role: str
    kind: str
    former: bool


@cache
def _fields() -> dict[str, str]:
    text = files("aigraph.ingest").joinpath("names", "zh_fields.csv").read_text(encoding="utf-8")
    return {row["field"]: row["english"] for row in csv.DictReader(text.splitlines())}


@cache
def _known() -> dict[str, Title]:
    latin = {form: title for form, title in titles("en").items() if re.fullmatch(r"(?:c[a-z]o|[es]?vp|president)", form)}
    return {**latin, **titles("zh")}


_BASE = {
    "副总裁": ("vice president", "executive"), "高级副总裁": ("senior vice president", "executive"),
    "执行副总裁": ("executive vice president", "executive"), "负责人": ("head", "executive"), "主管": ("head", "executive"),
    "总监": ("director", "executive"), "总经理": ("general manager", "executive"), "总裁": ("president", "executive"),
    "研究员": ("researcher", "staff"), "工程师": ("engineer", "staff"), "科学家": ("scientist", "staff"),
    "经理": ("manager", "staff"), "主任": ("director", "executive"), "顾问": ("adviser", "other"), "掌门人": ("head", "executive"),
    "副总经理": ("deputy general manager", "executive"), "一号位": ("head", "executive"), "VP": ("vice president", "executive"),
    "创始元老": ("founding member", "founder"), "创始成员": ("founding member", "founder"), "高管": ("executive", "executive"), "领导人": ("head", "executive"),
}
_HEADED = ("负责人", "主管", "掌门人", "一号位", "领导人")


@cache
def _pattern() -> re.Pattern[str]:
    def alternation(forms: list[str]) -> str:
        return "|".join(re.escape(form) for form in sorted(set(forms), key=lambda f: (-len(f), f)))

    known = alternation([form for form in _known() if not form[0].isascii()])
    acronym = alternation([form for form in _known() if form[0].isascii()])
    base, field = alternation(list(_BASE)), alternation(list(_fields()))
    return re.compile(
        rf"(?P<prefix>(?:(?:{_FORMER}|{_NOW}))*)"
        rf"(?:(?P<chief>首席(?P<cf>{field})官)|(?P<known>{known}|(?:(?<![A-Za-z])|(?-i:(?<=[a-z])(?=[A-Z])))(?:{acronym})(?![A-Za-z])|(?-i:{TOUCHING}))(?!办公室|们)"
        rf"|(?P<fields>(?:{field})+)(?:业务|部门|团队|事业部|事业群|部|方面|方向|领域|板块|中心)?(?:的)?(?P<base>{base})"
        rf"|(?P<alone>{base}))",
        re.IGNORECASE,
    )


def find_titles(text: str) -> Iterator[TitleHit]:
    """Yield the titles in a normalized text, longest first at each place."""
    for match in _pattern().finditer(text):
        role, kind = _canonical(match)
        prefix, start = match["prefix"], match.start()
        former = bool(re.search(_FORMER, prefix))
        if former and prefix[0] == "前" and NOT_FORMER.search(text[max(0, start - 3) : start + 1]):
            former, start = False, start + 1
        tail = re.compile(r"兼?之一").match(text, match.end())
        yield TitleHit(start, tail.end() if tail else match.end(), role, kind, former)


def _canonical(match: re.Match[str]) -> tuple[str, str]:
    fields = _fields()
    if match["chief"]:
        form = match["chief"].casefold()
        title = _known().get(form)
        role, kind = (title.canonical, title.kind) if title else (f"chief {fields[match['cf']]} officer", "executive")
        return _prefixed(match["prefix"], role), kind
    if match["known"]:
        title = _known()[match["known"].casefold()]
        return _prefixed(match["prefix"], title.canonical), title.kind
    if match["alone"]:
        role, kind = _BASE[match["alone"] if match["alone"] in _BASE else match["alone"].upper()]
        return _prefixed(match["prefix"], role), kind
    base = match["base"] if match["base"] in _BASE else match["base"].upper()
    role, kind = _BASE[base]
    known = re.findall("|".join(sorted(map(re.escape, fields), key=len, reverse=True)), match["fields"])
    field = " ".join(fields[word] for word in known)
    if base in _HEADED:
        return f"head of {field}", kind
    if "president" in role or "director" in role:
        return _prefixed(match["prefix"], f"{role} of {field}"), kind
    return _prefixed(match["prefix"], f"{field} {role}"), kind


_PREFIXES = (
    ("联席", "co-"), ("联合", "co-"), ("共同", "co-"), ("执行副", "executive"), ("常务副", "executive"), ("高级", "senior"), ("资深", "senior"),
    ("名誉", "honorary"), ("临时", "interim"), ("代理", "acting"),
)  # fmt: skip


def _prefixed(prefix: str, role: str) -> str:
    if role.startswith("vice president"):          # 执行, 常务 say nothing but before a deputy
        prefix = re.sub(r"(执行|常务)$", r"\1副", prefix)
    for word, english in _PREFIXES:
        if word in prefix and not role.startswith(english):
            role = f"{english}{'' if english.endswith('-') else ' '}{role}"
    return role

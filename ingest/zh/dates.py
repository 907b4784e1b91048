"""Dates in Chinese text, resolved against the day of publication, with the precision that the words have.

Weeks, quarters and seasons keep only the month or year that holds them whole. A bare month or day is the latest one
that is past, unless it is close before us or its clause looks forward (将, 计划, 预计 ...): then the next one. Without a day of publication only
dates with a year are dates. 日前, 近日, 最近 tell no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from ...graph.claim import When
from .money import number
from .text import normalize

__all__ = ["DateHit", "find_dates"]

_N = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
_PATTERN = re.compile(
    rf"(?P<year>(?<!\d)(?:19|20)\d\d)\s?年?(?:(?<=年)(?:的)?\s?(?P<ym>{_N})\s?月(?:份)?(?:\s?(?P<yd>\d{{1,2}})\s?[日号])?|(?<=年))"
    r"|(?P<iso>(?<!\d)20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))"
    rf"|(?P<rel>今年|本年|去年|前年|明年|后年|当年|同年|次年|翌年)(?:的)?\s?(?:(?P<rm>{_N})\s?月(?:份)?(?:\s?(?P<rd>\d{{1,2}})\s?[日号])?)?"
    r"|(?<![\d.])(?P<m>\d{1,2}|十[一二]|十(?=月)|[一二三四五六七八九](?=月(?:份|\d|初|底|中)))\s?月(?:份)?(?:\s?(?P<d>\d{1,2})\s?[日号])?"
    r"|(?P<month>本月|这个月|当月|上个?月|下个?月)(?:\s?(?P<md>\d{1,2})\s?[日号])?"
    r"|(?P<week>上上|上|本|这|下)?(?:个)?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天](?![个款家次轮年月]))"
    r"|(?P<wholeweek>上周|本周|这周|下周)(?![一二三四五六日天末])"
    r"|(?P<day>同一天|同日|当天|当日|昨日|昨天|昨晚|今日(?!头条)|今天|今晚|今早|今晨|明天|明日|前天|后天)"
    r"|(?P<ago>\d{1,3}|[一二两三四五六七八九十]{1,2}|半)\s?(?P<unit>天|周|个月|年)(?P<way>前|后)(?!的今)"
    r"|(?<![\d.年月第])(?P<only>[12]?\d|3[01])[日号](?![元线本])"
    r"|(?P<q>(?:第?[一二三四1-4]季度|上半年|下半年|Q[1-4](?!\d)))|(?<![\d年今明去每])(?P<yearend>年底|年末|年内|年初)"
)
_FUTURE = re.compile(r"将|计划|预计|有望|拟|打算|时间表|如果|若|最早|最晚|最快|即将|定于|准备|目标|力争|届时|待|之前完成|休假到|休假至|内完成")
_TAIL = re.compile(r"的?(?:早些时候|稍早|晚些时候|初|底|末|中旬|上旬|下旬|年初|年底|年末|第?[一二三四1-4]季度|Q[1-4]|上半年|下半年|夏天|春季|秋季)")
_SOON = 1            # a bare month that comes so soon is not last year's
_SAME_DAY = ("同一天", "同日", "当天", "当日")
_DAYS = {"昨日": -1, "昨天": -1, "昨晚": -1, "明天": 1, "明日": 1, "前天": -2, "后天": 2}
_SAME_YEAR = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1}
_YEARS = {"去年": -1, "前年": -2, "明年": 1, "后年": 2}


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date in text: `text[start:end]`; `approximate` where the words are vaguer than `when` (本月早些时候, 年底)."""

    start: int
    end: int
    when: When
    approximate: bool = False


def find_dates(text: str, published: Date | None, future: bool = False) -> list[DateHit]:
    """The dates in `text`, in order; those that cannot be resolved are left out. `future`: what is said is still to come."""
    plain = normalize(text)
    found: list[DateHit] = []
    for match in _PATTERN.finditer(plain):
        when = _resolve(match, plain, published, found, future)
        if when is None:
            continue
        if found and match.start() < found[-1].end:          # 明年|第一季度: one date
            continue
        tail = _TAIL.match(plain, match.end())
        end = tail.end() if tail else match.end()
        found.append(DateHit(match.start(), end, When(when), bool(tail) or match["q"] is not None))
    return found


def _resolve(match: re.Match[str], text: str, published: Date | None, before: list[DateHit], future: bool) -> str | None:
    if match["year"]:
        return _join(int(match["year"]), match["ym"], match["yd"])
    if match["iso"]:
        year, month, day = re.split(r"[-/.]", match["iso"])
        return _join(int(year), month, day)
    if published is None:
        return None
    if match["rel"]:
        if match["rel"] in _SAME_YEAR:
            return _join(before[-1].when.earliest.year + _SAME_YEAR[match["rel"]], match["rm"], match["rd"]) if before else None
        return _join(published.year + _YEARS.get(match["rel"], 0), match["rm"], match["rd"])
    ahead = future or bool(_FUTURE.search(_around(text, match.start(), match.end())))
    if match["m"]:
        return _near(int(number(match["m"]) or 0), match["d"], published, ahead)
    if match["month"]:
        step = {"上": -1, "下": 1}.get(match["month"][0], 0)
        year, month = divmod(published.year * 12 + published.month - 1 + step, 12)
        return _join(year, str(month + 1), match["md"])
    return _relative(match, published, ahead, before)


def _relative(match: re.Match[str], published: Date, ahead: bool, before: list[DateHit]) -> str | None:
    monday = published - timedelta(days=published.weekday())
    if match["wd"]:
        weekday = "一二三四五六日".find(match["wd"].replace("天", "日"))
        step = {"上": -7, "上上": -14, "下": 7, "本": 0, "这": 0}.get(match["week"] or "")
        day = monday + timedelta(days=weekday + (step or 0))
        if step is None and day > published and not ahead:
            day -= timedelta(days=7)
        return day.isoformat()
    if match["wholeweek"]:
        first = monday + timedelta(days={"上": -7, "下": 7}.get(match["wholeweek"][0], 0))
        last = first + timedelta(days=6)
        return first.isoformat()[:7] if first.month == last.month else None
    if match["day"] in _SAME_DAY:
        return str(before[-1].when) if before else None
    if match["day"]:
        return (published + timedelta(days=_DAYS.get(match["day"], 0))).isoformat()
    if match["ago"]:
        return _ago(match, published)
    if match["only"]:
        return _on_day(int(match["only"]), published, ahead)
    return str(published.year)


def _ago(match: re.Match[str], published: Date) -> str | None:
    if match["ago"] == "半":
        return None
    count = int(number(match["ago"]) or 0) * (-1 if match["way"] == "前" else 1)
    if match["unit"] in ("天", "周"):
        day = published + timedelta(days=count * (7 if match["unit"] == "周" else 1))
        return day.isoformat() if match["unit"] == "天" else day.isoformat()[:7]
    if match["unit"] == "年":
        return str(published.year + count)
    year, month = divmod(published.year * 12 + published.month - 1 + count, 12)
    return _join(year, str(month + 1), None)


def _on_day(day: int, published: Date, ahead: bool) -> str | None:
    step = 1 if ahead and day < published.day else -1 if not ahead and day > published.day else 0
    year, month = divmod(published.year * 12 + published.month - 1 + step, 12)
    return _join(year, str(month + 1), str(day))


def _near(month: int, day: str | None, published: Date, ahead: bool) -> str | None:
    year = published.year
    asked = (month, int(day or 0))
    now = (published.month, published.day if day else 0)
    if ahead and asked < now:
        year += 1
    elif not ahead and asked > now and month - published.month > _SOON:
        year -= 1
    return _join(year, str(month), day)


def _join(year: int, month: str | None, day: str | None) -> str | None:
    """`2024-09-25` of its parts, None where there is no such day."""
    if month is None:
        return f"{year:04}"
    value = number(month)
    try:
        found = Date(year, int(value or 0), int(day or 1))
    except ValueError:
        return None
    return found.isoformat() if day else found.isoformat()[:7]


def _around(text: str, start: int, end: int) -> str:
    """The clause that holds `text[start:end]`: between commas."""
    first = max(text.rfind(sign, 0, start) for sign in ",。;") + 1
    ends = [at for at in (text.find(sign, end) for sign in ",。;") if at >= 0]
    return text[first : min(ends, default=len(text))]

"""Dates in English news prose, resolved against the day of publication.

1. One expression finds candidates; each of its alternatives is a form of `_FORMS` with a resolver of the same name.
2. The resolver gives a `When` of the precision that the words have, None where no single day, month or year can be
told (ranges like "the past months", decades, a week over two months), or False where the words are no date ("Theresa
May", "2000 employees"). 3. The preposition in front gives the relation. 4. Neighbours are read together: "from 2015
to 2018", "March and April 2024". A date without a year is the latest one up to publication, or the next one where the
words in front look ahead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from ...graph.claim import When

__all__ = ["DateMention", "find_dates"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression at text[start:end] (its preposition stands before it) and what it means.

    `relation` is `on` (a point in time), `since`, `until` (also by, through), `before`, `after`, `between` (either
    bound), or `ago-range` ("in the past several months", where `when` is None).
    """

    start: int
    end: int
    when: When | None
    relation: str


@dataclass(frozen=True, slots=True)
class _Place:
    """What a resolver may look at besides its match: publication day, direction, and the words around."""

    published: date | None
    future: bool
    prefix: str
    before: str
    after: str
    chained: bool


_Found = When | None | Literal[False]
_Resolver = Callable[[re.Match[str], _Place], _Found]

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = (
    "a one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
).split()

_M = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![A-Za-z])"
)
_FULL = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)(?![A-Za-z])"
)
_D = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z:%]|[.,][0-9])"
_Y = r"(?:19[0-9]{2}|20[0-9]{2}|2100)(?![0-9])"
_W = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
_YEAR = rf"(?:{_Y}|(?:this|last|next) year\b|the year\b)"
_N = rf"(?:[0-9]{{1,4}}|(?:{'|'.join(_NUMBERS[1:])})\b)"
_SEASON = r"(?:spring|summer|fall|autumn|winter)\b"

_FORMS = {
    "iso": r"(?P<y>[0-9]{4})(?:-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})|/(?P<m2>[0-9]{1,2})/(?P<d2>[0-9]{1,2}))(?![0-9])",
    "us": r"(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})/(?P<y>[0-9]{4}|[0-9]{2})(?![0-9/])",
    "dmy": rf"(?:{_W},?\s+)?(?P<d>{_D})(?:\s+of)?\s+(?P<m>{_M})(?:,?\s+(?:of\s+)?(?P<y>{_YEAR}))?",
    "mdy": rf"(?:{_W},?\s+\(?)?(?P<m>{_M})\s+(?:the\s+)?(?P<d>{_D})(?:\s?[-–]\s?[0-9]{{1,2}}(?![0-9]))?"
    rf"(?:,?\s+(?:of\s+)?(?P<y>{_YEAR}))?",
    "my": rf"(?P<m>{_M}),?\s+(?:of\s+)?(?P<y>{_YEAR})",
    "part": r"(?:Q[1-4]|[1-4]Q|[HS][12]|[12]H|(?:first|second|third|fourth|final|1st|2nd|3rd|4th)[-\s](?:fiscal\s)?"
    rf"(?:quarter|half|months))(?:\s+of|,)?\s+(?:the\s+)?(?:fiscal\s+(?:year\s+)?)?(?P<y>{_YEAR})",
    "fiscal": r"(?:[Ff]iscal(?:\s[Yy]ear)?|FY)[-\s]?['’]?(?P<y>20[0-9]{2}|19[0-9]{2}|[0-9]{2})(?![0-9])",
    "season": rf"(?:(?P<s>{_SEASON})(?:\s+of)?,?\s+(?P<y>{_YEAR})|(?P<r>[Ll]ast|[Tt]his|[Nn]ext)\s+(?:past\s+|coming\s+)?(?P<s2>{_SEASON}))",
    "span": rf"(?P<y>{_Y})\s?[-/–—]\s?(?P<z>{_Y}|[0-9]{{2}})(?![-0-9/])",
    "decade": r"(?:19|20)[0-9]0['’]?s\b",
    "year": _Y,
    "turn": rf"(?P<r>[Ll]ast|[Tt]his|[Nn]ext)(?P<c>\s+past|\s+coming)?\s+(?P<m>{_FULL})(?!\s+[0-9])",
    "month": rf"(?P<m>{_FULL})",
    "weekday": rf"(?:(?P<r>[Ll]ast|[Tt]his|[Nn]ext)(?:\s+(?P<c>past|coming))?\s+)?(?P<w>{_W})"
    r"(?:(?:\s+of)?\s+(?P<k>last|this|next)\s+week\b)?",
    "day": r"(?:[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|[Tt]his\s+(?:morning|afternoon|evening)|[Ll]ast\s+night|"
    r"[Tt]he\s+day\s+before\s+yesterday|[Tt]he\s+day\s+after\s+tomorrow)\b",
    "ago": rf"(?P<n>{_N}|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]everal|[Aa]\s+few|[Aa]\s+couple(?:\s+of)?|"
    r"[Mm]any)\s+(?P<u>minute|hour|day|week|month|year|decade)s?\s+(?P<a>ago|from\s+now)\b",
    "recent": rf"(?:[Tt]he\s+)?(?:past|last|recent|previous|coming|next)\s+(?:(?:several|few|couple(?:\s+of)?|{_N})\s+)?"
    r"(?:days|weeks|months|years|decades)\b",
    "past": r"the\s+(?:past|last)\s+(?:day|week|month|year|decade|quarter)\b",
    "unit": r"(?P<r>[Tt]his|[Ll]ast|[Nn]ext|the)\s+(?P<u>week|weekend|month|quarter|year|decade)\b(?!-)",
    "yearend": r"(?:year-end|(?P<r>this|last|next)?\s*(?:the\s+)?year['’]s\s+end)\b",
}
_PREFIX = (
    r"(?:(?:[Tt]he\s+)?(?:very\s+)?(?:end|start|beginning|middle|month)\s+of\s+|"
    r"(?:[Ee]arl(?:y|ier)|[Ll]ater?|[Mm]id)(?:-|\s+(?:in\s+)?))?"
)
_BARE = re.compile(r"\(\?P<\w+>")
_FINDER = re.compile(
    rf"(?<![\w$€£¥₩₹#])(?<![0-9][.,])(?<![0-9]-)(?=[0-9A-Za-z])(?P<prefix>{_PREFIX})(?:"
    + "|".join(f"(?P<{name}>{_BARE.sub('(?:', form)})" for name, form in _FORMS.items())
    + ")"
)
_READERS = {name: re.compile(form) for name, form in _FORMS.items()}

_PREPOSITION = re.compile(
    r"(?:^|\W)(?P<p>since|as\s+of|starting|beginning|effective|until|till|through|by|no\s+later\s+than|before|"
    r"prior\s+to|"
    r"ahead\s+of|after|following|between|from)(?:\s+(?:at\s+least|about|around|on|in|from|the))*\s+\(?$",
    re.IGNORECASE,
)
_RELATIONS = {"since": "since", "as": "since", "starting": "since", "beginning": "since", "effective": "since"}
_RELATIONS |= {"until": "until", "till": "until", "through": "until", "by": "until", "no": "until"}
_RELATIONS |= {"before": "before", "prior": "before", "ahead": "before", "after": "after", "following": "after"}
_RELATIONS |= {"between": "between"}
_JOINT = re.compile(
    r"\s*(?:(?P<to>-|–|—|\bto\b|\bthrough\b|\buntil\b|\btill\b)|(?P<and>\band\b|\bor\b|,))(?:\s+(?:in|the))?\s*$"
)
_ONWARD = re.compile(r"\s+(?:onwards?|forward)\b")

_YEARLESS = frozenset({"month", "mdy", "dmy", "weekday"})
_NEAR_FUTURE = re.compile(
    r"\b(?:by|until|till|coming|upcoming|next|(?:planned|scheduled|slated|set|due|expected)(?:\s+(?:for|in|on|by))?)"
    r"(?:\s+(?:the|at\s+least))*\s+$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|plans?\s+to|planning\s+to|to\s+be|expect(?:s|ed)\s+to|going\s+to|set\s+to|due\s+to|"
    r"scheduled|slated|intends?\s+to|should|aim(?:s|ing)?\s+(?:to|for)|hop(?:es?|ing)\s+to|(?:goal|target|"
    r"deadline)\s+(?:of|for))\b|['’]ll\b|(?P<not>[.;]|\b(?:said|says|told|announced|wrote|reported|posted|tweeted|"
    r"was|were|had)\b)"
)
_HELD = re.compile(
    r"\b(?:served|worked|led|ran|held|had\s+been|(?:was|were)\s+(?:the|an?|its|chief|ceo))\b[^.;]*$", re.IGNORECASE
)

_GOVERNOR = re.compile(
    r"\b(?:in|since|until|till|during|throughout|around|starting|beginning|ending|as\s+of|between|last|next|this|"
    r"past|coming)"
    r"\s+(?:about\s+)?$",
    re.IGNORECASE,
)
_LOOSE_GOVERNOR = re.compile(r"\b(?:by|from|of|for|through|to|before|after|every|each)\s+$", re.IGNORECASE)
_DETERMINER = re.compile(r"(?:\b(?:the|an?|its|his|her|their|our|that)|['’]s)\s+$", re.IGNORECASE)
_ALSO_NAMES = frozenset({"Mar", "Apr", "May", "Jun", "Aug", "Jan"})
_CAPITAL = re.compile(r"\s+[A-Z][a-z]|['’]s\b")
_UNITS_AFTER = re.compile(
    r"\s*(?:%|percent\b|per\s+cent\b|(?:million|billion|trillion|employees|people|staff|workers|users|customers|"
    r"jobs|chips|"
    r"GPUs|researchers|engineers|companies|shares|words|tokens|times|points|miles|km|dollars|euros|pounds|yuan|yen|"
    r"hours|"
    r"days|MHz|GB|MB|MW|GW|nm)\b)|[.,:][0-9]|-(?:year|strong|person)|[A-Za-z0-9]"
)
_COUNT_BEFORE = re.compile(
    r"(?:[$€£¥₩₹#]\s?|\b(?:(?:more|less|fewer)\s+than|nearly|almost|some|roughly|at\s+least|up\s+to|No\.|USD|RMB|"
    r"Rs\.?|RTX|GTX|"
    r"Model|Series|Room|Flight)\s+)$"
)
_NAMED_DAY = re.compile(r"\b(?:Black|Cyber|Good|Fat|Ash|Palm|Easter|Holy|Ruby|Super)\s+$")
_VAGUE = re.compile(r"\b(?:(?:more|less)\s+than|over|nearly|almost|under|just\s+over|at\s+least)\s+$", re.IGNORECASE)


def find_dates(text: str, published: date | None, future: bool = False) -> list[DateMention]:
    """Find the dates of `text`, in text order; about 30 microseconds a sentence and 35 a date.

    Args:
        text: A sentence or a paragraph; offsets count from its start.
        published: The day that relative dates count from; None leaves them, and dates without a year, with `when` None.
        future: Whether dates without a year lie ahead ("is due in May") rather than behind.
    """
    found: list[DateMention] = []
    previous: re.Match[str] | None = None
    for match in _FINDER.finditer(text):
        kind = match.lastgroup or ""
        before = text[max(0, match.start() - 90) : match.start()]
        joint = _JOINT.fullmatch(text[found[-1].end : match.start()]) if found and previous else None
        ahead = future or (kind in _YEARLESS and _looks_ahead(before))
        place = _Place(
            published, ahead, match["prefix"], before, text[match.end() : match.end() + 24], joint is not None
        )
        reading = _READERS[kind].fullmatch(match[kind])
        when = _RESOLVERS[kind](reading, place) if reading else False
        if when is False:
            continue
        relation = "ago-range" if kind in ("recent", "past") else _relation(place)
        mention = DateMention(match.start(), match.end(), when, relation)
        if kind == "span" and reading:
            found += _split(mention, reading)
        else:
            if joint and previous:
                found[-1], mention = _join(found[-1], mention, previous, joint, text)
            found.append(mention)
        previous = match
    return found


def _looks_ahead(before: str) -> bool:
    """Whether the last words in front that tell a direction point forward ("will leave in"), not back ("said on")."""
    if _NEAR_FUTURE.search(before[-32:]):
        return not _HELD.search(before)
    signs = list(_AHEAD.finditer(before))
    return bool(signs) and signs[-1]["not"] is None


def _relation(place: _Place) -> str:
    match = _PREPOSITION.search(place.before[-48:])
    word = match["p"].split()[0].lower() if match else ""
    if word == "from":
        return "since" if _ONWARD.match(place.after) else "on"
    return _RELATIONS.get(word, "on")


def _join(
    first: DateMention, second: DateMention, match: re.Match[str], joint: re.Match[str], text: str
) -> tuple[DateMention, DateMention]:
    """Read two neighbours together: their relations, and the year that the first takes from the second."""
    preposition = _PREPOSITION.search(text[max(0, first.start - 48) : first.start])
    word = preposition["p"].lower() if preposition else ""
    if joint["to"] and (word == "from" or word == "since" or first.relation == "on"):
        first, second = replace(first, relation="since"), replace(second, relation="until")
    elif joint["and"] and word == "between":
        first, second = replace(first, relation="between"), replace(second, relation="between")
    elif joint["and"] and second.relation == "on" and joint["and"] != ",":
        second = replace(second, relation=first.relation)
    yearless = (
        match.lastgroup in _YEARLESS and match.lastgroup != "weekday" and not re.search(r"[0-9]{4}|year", match[0])
    )
    if (
        yearless
        and second.when
        and len(second.when.text) >= 7
        and re.search(r"[0-9]{4}", text[second.start : second.end])
    ):
        month = _month(re.search(_M, match[0])[0])  # type: ignore[index]
        year, last = int(second.when.text[:4]), int(second.when.text[5:7])
        day = re.search(_D, match[0]) if match.lastgroup != "month" else None
        first = replace(first, when=_when(year - (month > last), month, _int(day[0]) if day else None))
    return first, second


def _split(mention: DateMention, reading: re.Match[str]) -> list[DateMention]:
    """The two bounds of "2015-18"; a month that only looks like one ("2024-09") stays whole."""
    year, last = int(reading["y"]), int(reading["z"])
    end = last if last > 99 else year // 100 * 100 + last
    if 1 <= last <= 12 and end != year + 1:
        return [replace(mention, when=_when(year, last))]
    if end <= year:
        return [replace(mention, when=_when(year))]
    middle = mention.end - len(reading["z"])
    first = DateMention(mention.start, mention.end - len(reading[0]) + reading.end("y"), _when(year), "since")
    return [first, DateMention(middle, mention.end, _when(end), "until")]


def _when(year: int, month: int | None = None, day: int | None = None) -> When | None:
    """The date of these parts, or None where the calendar has none."""
    try:
        date(year, month or 1, day or 1)
    except (ValueError, OverflowError):
        return None
    return When("-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)]))


def _int(digits: str) -> int:
    return int(re.match(r"[0-9]+", digits)[0])  # type: ignore[index]


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _year(words: str, published: date | None) -> int | None:
    """The year of "2024", "24", "last year", "the year"."""
    if words[0].isdigit():
        return int(words) + (2000 if len(words) == 2 else 0)
    return published.year + _step(words.split()[0]) if published else None


def _step(word: str | None) -> int:
    return {"last": -1, "next": 1}.get((word or "").lower(), 0)


def _days(published: date | None, days: int) -> When | None:
    """The day so many days from publication."""
    try:
        return When((published + timedelta(days)).isoformat()) if published else None
    except OverflowError:
        return None


def _months(published: date | None, months: int) -> When | None:
    if not published:
        return None
    year, month = divmod(published.year * 12 + published.month - 1 + months, 12)
    return _when(year, month + 1)


def _week(published: date | None, first: int, days: int) -> When | None:
    """The month that holds all `days` from the one `first` days from publication, if one does."""
    start, end = _days(published, first), _days(published, first + days - 1)
    return When(start.text[:7]) if start and end and start.text[:7] == end.text[:7] else None


def _nearest(published: date | None, future: bool, month: int, day: int | None = None) -> When | None:
    """The latest such date up to publication or, in the future, the first that is not over."""
    for back in range(9 if published else 0):  # 29 February may be eight years off
        assert published
        when = _when(published.year + (back if future else -back), month, day)
        if when and (when.latest >= published if future else when.earliest <= published):
            return when
    return None


def _numeric(match: re.Match[str], place: _Place) -> _Found:
    parts = {**match.groupdict()}
    year, month, day = parts["y"], parts.get("m") or parts.get("m2"), parts.get("d") or parts.get("d2")
    first, second = int(month or 0), int(day or 0)
    if len(year) == 2 and not place.before.endswith(("on ", "(")):  # "9/11/01" more often is no date
        return False
    if first > 12 and parts.get("m2") is None:
        first, second = second, first
    return (
        _when(_year(year, None) or 0, first, second) if first and second and _when(int(year), first, second) else False
    )


def _month_day(match: re.Match[str], place: _Place) -> _Found:
    month, day = _month(match["m"]), _int(match["d"])
    if _when(2024, month, day) is None:
        return False
    if match["y"] is None:
        return _nearest(place.published, place.future, month, day)
    year = _year(match["y"], place.published)
    return _when(year, month, day) if year else None


def _month_year(match: re.Match[str], place: _Place) -> _Found:
    year = _year(match["y"], place.published)
    return _when(year, _month(match["m"])) if year else None


def _of_year(match: re.Match[str], place: _Place) -> _Found:
    year = _year(match["y"], place.published)
    return _when(year) if year else None


def _season(match: re.Match[str], place: _Place) -> _Found:
    if match["y"]:
        return _of_year(match, place)
    if not place.published:
        return None
    over = {"spring": 5, "summer": 8, "winter": 2}.get(match["s2"], 11) < place.published.month
    step = _step(match["r"])
    return _when(place.published.year + (step if step == 0 or over == (step > 0) else 0))


def _plain_year(match: re.Match[str], place: _Place) -> _Found:
    if _UNITS_AFTER.match(place.after) or _COUNT_BEFORE.search(place.before) or place.before.endswith("-"):
        return False
    return _when(int(match[0]))


def _turn(match: re.Match[str], place: _Place) -> _Found:
    """ "last November", "this December", "next March", "this past May"."""
    month, published = _month(match["m"]), place.published
    if not published:
        return None
    step = _step(match["r"])
    if step == 0 and not match["c"]:
        return _when(published.year, month)
    ahead = step > 0 or (match["c"] or "").strip() == "coming"
    later = month > published.month if ahead else month >= published.month
    return _when(published.year + (not later if ahead else -later), month)


def _bare_month(match: re.Match[str], place: _Place) -> _Found:
    name, before, after = match["m"], place.before, place.after
    if name[:3] in _ALSO_NAMES or name.endswith("."):
        named = _CAPITAL.match(after)
        sure = place.prefix or place.chained or (_GOVERNOR.search(before) and not after.startswith(("'s", "’s")))
        if not sure and not (_LOOSE_GOVERNOR.search(before) and not named and _is_free(before, after)):
            if not (_DETERMINER.search(before) and re.match(r"\s[a-z]", after)):
                return False
    elif _CAPITAL.match(after) and not _GOVERNOR.search(before) and not _LOOSE_GOVERNOR.search(before):
        return False
    return _nearest(place.published, place.future, _month(name))


def _is_free(before: str, after: str) -> bool:
    """Whether what may be a person's name ("after May resigned") stands before a pause or a word that starts anew."""
    return bool(
        re.search(r"\bby\s+$", before) or re.match(r"$|[,.;:)]|\s+(?:and|or|to|when|that|this|last|at)\b", after)
    )


def _weekday(match: re.Match[str], place: _Place) -> _Found:
    if _NAMED_DAY.search(place.before) or re.match(r"\s+(?:Times|Telegraph|Post|Night)\b", place.after):
        return False
    published, index = place.published, _DAYS.index(match["w"].lower())
    if not published:
        return None
    if match["k"]:
        return _days(published, index - published.weekday() + 7 * _step(match["k"]))
    back, ahead = (published.weekday() - index) % 7, (index - published.weekday()) % 7
    turn, sort = (match["r"] or "").lower(), match["c"]
    if turn == "last":
        return _days(published, -(back or 7))
    if turn == "next":
        return _days(published, ahead or 7)
    if sort == "past" or not (turn or place.future):
        return _days(published, -back)
    return _days(published, ahead)


def _day(match: re.Match[str], place: _Place) -> _Found:
    word = match[0].lower()
    step = (
        -2 if "before" in word else 2 if "after t" in word else -1 if "yes" in word or "last" in word else "tom" in word
    )
    return _days(place.published, int(step))


def _ago(match: re.Match[str], place: _Place) -> _Found:
    words, unit = match["n"].lower(), match["u"]
    sign = -1 if match["a"] == "ago" else 1
    number = 1 if words in ("a", "an") else _NUMBERS.index(words) if words in _NUMBERS else 0
    number = int(words) if words.isdigit() else number
    if not place.published or not number or _VAGUE.search(place.before):
        return None
    if unit == "year":
        return _when(place.published.year + sign * number)
    if unit == "month":
        return _months(place.published, sign * number)
    days = {"week": 7, "day": 1, "hour": 0, "minute": 0}.get(unit)
    when = None if days is None else _days(place.published, sign * number * days)
    return When(when.text[:7]) if when and unit == "week" else when


def _unit(match: re.Match[str], place: _Place) -> _Found:
    if match["r"] == "the" and not place.prefix:
        return False
    published, step, unit = place.published, _step(match["r"]), match["u"]
    if not published or unit == "decade":
        return None
    if unit == "year":
        return _when(published.year + step)
    if unit == "month":
        return _months(published, step)
    if unit == "quarter":
        quarter = _months(published, 3 * step)
        return When(quarter.text[:4]) if quarter else None
    monday = 7 * step - published.weekday()
    return _week(published, monday, 7) if unit == "week" else _week(published, monday + 5, 2)


def _year_end(match: re.Match[str], place: _Place) -> _Found:
    return _when(place.published.year + _step(match["r"])) if place.published else None


def _unknown(match: re.Match[str], place: _Place) -> _Found:
    return None


_RESOLVERS: dict[str, _Resolver] = {
    "iso": _numeric, "us": _numeric, "dmy": _month_day, "mdy": _month_day, "my": _month_year, "part": _of_year,
    "fiscal": _of_year, "season": _season, "span": _unknown, "decade": _unknown, "year": _plain_year, "turn": _turn,
    "month": _bare_month, "weekday": _weekday, "day": _day, "ago": _ago, "recent": _unknown, "past": _unknown,
    "unit": _unit, "yearend": _year_end,
}  # fmt: skip

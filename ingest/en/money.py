"""Money, counts and shares in English text, by rule: value, currency, bound, and the words verbatim.

1. A text without any sign or word of `_CUES` holds no money and costs some three microseconds. 2. One expression
finds amounts: sign first ("$6.6bn"), currency last ("ten billion yuan"), or words that give no value ("billions of
dollars": `money` is None). 3. Two amounts that make a range bound each other, and the first takes the second's scale
("$1-2 billion"). 4. The words in front and behind give the bound and belong to the span; what it is counted by ("a
share") does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ...graph.claim import Money
from .dates import find_dates

__all__ = ["MoneyMention", "find_money", "find_quantities", "find_shares"]


@dataclass(frozen=True, slots=True)
class MoneyMention:
    """An amount at text[start:end], bound words included.

    `money` is None where the words give no value, `per` what it is counted by (`employee`, `year`), if anything.
    """

    start: int
    end: int
    money: Money | None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount before its neighbours are read: `scale` is 1 where the words name none."""

    start: int
    end: int
    number: Decimal
    scale: int
    currency: str
    bound: str | None = None
    joined: bool = False


_SIGNS = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "CA$": "CAD", "C$": "CAD", "AU$": "AUD", "A$": "AUD", "NZ$": "NZD", "R$": "BRL",
    "S$": "SGD", "$": "USD", "＄": "USD", "€": "EUR", "£": "GBP", "CN¥": "CNY", "JP¥": "JPY", "¥": "JPY", "￥": "JPY",
    "₩": "KRW", "₹": "INR", "Rs.": "INR", "Rs": "INR", "₽": "RUB", "₪": "ILS", "RMB": "CNY",
}  # fmt: skip
_CODES = "USD EUR GBP JPY CNY KRW INR CHF HKD TWD CAD AUD SGD NZD SEK NOK DKK AED SAR ILS RUB BRL".split()
_SIGNS |= {code: code for code in _CODES}
_NAMES = {
    "yuan": "CNY", "renminbi": "CNY", "yen": "JPY", "won": "KRW", "rupee": "INR", "euro": "EUR", "pound": "GBP",
    "franc": "CHF", "rouble": "RUB", "ruble": "RUB", "shekel": "ILS", "dirham": "AED", "riyal": "SAR", "krona": "SEK",
    "dollar": "USD", "buck": "USD",
}  # fmt: skip
_DOLLARS = {
    "canadian": "CAD",
    "australian": "AUD",
    "hong": "HKD",
    "singapore": "SGD",
    "taiwan": "TWD",
    "new": "TWD",
    "nz": "NZD",
}
_SCALES = {
    "k": 10**3, "m": 10**6, "mm": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "bln": 10**9, "t": 10**12,
    "tn": 10**12, "trn": 10**12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7, "dozen": 12,
}  # fmt: skip
_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
} | {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_CUES: tuple[str, ...] = (
    "dollar",
    "buck",
    "euro",
    "pound",
    "yuan",
    "renminbi",
    "yen",
    " won",
    "rupee",
    "franc",
    "figure",
    "uble",
    "shekel",
)
_CUES += ("dirham", "riyal", "krona", "$", "＄", "€", "£", "¥", "￥", "₩", "₹", "₽", "₪", " rs", "rmb")

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}(?:\.[0-9]{1,9})?)(?![0-9]|[.,][0-9])"
_TEN = "|".join(word for word, value in _SMALL.items() if value > 19)
_ONE = "|".join(word for word, value in _SMALL.items() if value < 20)
_GROUP = rf"(?:(?:{_TEN})(?:[-\s](?:{_ONE}))?|(?:{_ONE}))"
_BIG = r"(?:hundred|thousand|million|billion|trillion|dozen)"
_SPELLED = (
    rf"(?i:(?:half[-\s]an?[-\s]{_BIG}|an?[-\s]{_BIG}|{_GROUP}(?:[-\s]and[-\s]a[-\s]half)?)"
    rf"(?:[-\s]{_BIG}(?:[-\s](?:and[-\s])?{_GROUP}\b)?){{0,4}})(?![A-Za-z])"
)
_SCALE = (
    r"(?:[-\s]?(?i:(?:hundred\s+)?(?:thousand|million|billion|trillion)|lakh\s+crores?|crores?|lakhs?|mln|mn|mm|bn|"
    r"bln|tn|trn)|"
    r"[kKmMbBtT]|\s[MBT])(?![A-Za-z0-9])"
)
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_NAME = (
    r"(?i:(?:U\.?S\.?\s+|American\s+|(?P<land>Canadian|Australian|Hong\s+Kong|Singapore|New\s+Taiwan|Taiwan|"
    r"NZ)\s+)?(?:dollars?|bucks)|"
    r"(?:(?:South\s+Korean|Korean|Japanese|Indian|Chinese|British|Swiss|Russian|Israeli|Saudi|Swedish)\s+)?"
    r"(?:yuan|renminbi|yen|won|rupees?|euros?|pounds?|francs?|roubles?|rubles?|shekels?|dirhams?|riyals?|krona))\b|"
    rf"(?:{'|'.join(_CODES)}|RMB)\b"
)
_JOIN = r"(?:\s?[-–—]\s?|\s+(?:to|and|or)\s+)"
_PLUS = r"(?:\+|-plus\b)"
_MONEY = re.compile(
    rf"(?<![\w$])(?P<sign>{_SIGN})\s?(?P<n1>{_NUMBER})(?P<s1>{_SCALE})?"
    rf"(?:{_JOIN}(?P<n2>{_NUMBER})(?P<s2>{_SCALE}))?(?P<plus1>{_PLUS})?"
    r"(?:[-\s](?:(?i:(?:U\.?S\.?\s+)?dollars?)|(?P<code>USD|CAD|AUD|HKD|SGD|TWD|NZD|CNY|RMB))\b)?"
    rf"|(?<![\w.,$€£¥])(?:(?P<n3>{_NUMBER})(?P<s3>{_SCALE})?{_JOIN})?(?:(?P<n4>{_NUMBER})(?P<s4>{_SCALE})?|"
    rf"(?P<w>{_SPELLED}))"
    rf"(?P<plus2>{_PLUS})?[-\s](?P<name>{_NAME})"
    r"|\b(?P<vague>(?i:(?:(?:tens|hundreds|thousands|millions|billions|trillions)\s+of\s+){1,3}(?:(?:thousands|millions|"
    r"billions|U\.?S\.?)\s+(?:of\s+)?)?"
    r"(?:dollars|euros|pounds|yuan|yen|won|rupees)|(?:(?:several|a\s+few|a\s+couple(?:\s+of)?|"
    r"multi)[-\s]?)?(?:hundred\s+)?"
    r"(?:million|billion|trillion)[-\s](?:dollars?|euros?|pounds?|yuan)|"
    r"(?:(?:low|mid|high)[-\s])?(?:five|six|seven|eight|nine|ten|eleven|double|multi|[5-9]|"
    r"1[0-2])-figures?(?:\s+(?:sum|deal|amount))?)\b)"
)
_BOUND_WORDS = {
    "minimum": r"no\s+less\s+than|not\s+less\s+than|(?:well\s+|just\s+)?(?:more\s+than|over|above)|greater\s+than|at\s+least|north\s+of|upwards?\s+of|"
    r"in\s+excess\s+of|exceed(?:s|ed|ing)?|a\s+minimum\s+of",
    "maximum": r"(?:no|not)\s+more\s+than|up\s+to|nearly|almost|(?:just\s+)?(?:less\s+than|under|below|shy\s+of)|fewer\s+than|close\s+to|"
    r"as\s+much\s+as|as\s+high\s+as|at\s+most|approaching|a\s+maximum\s+of",
    "about": r"about|around|roughly|approximately|approx\.|some|an\s+estimated|estimated|circa|~",
}
_BEFORE = re.compile(
    "(?:^|(?<=\\W))(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _BOUND_WORDS.items())
    + r")(?:\s+(?:a|an|the))?\s*$",
    re.IGNORECASE,
)
_OR = re.compile(r"\s+or\s+(?:(?P<minimum>more|higher)|(?P<maximum>less|lower))\b")
_PER = re.compile(
    r",?\s*-?(?:\b(?:per|each|every)[-\s]+(?P<a>(?:(?:million|thousand|billion)\s+)?[A-Za-z]+)|"
    r"\b(?:an?)[-\s]+(?P<b>employee|share|year|month|week|day|hour|minute|head|person|user|seat|unit|token|piece|"
    r"barrel)\b"
    r"(?!\s+(?:ago|earlier|later|before|after)\b)|/\s?(?P<c>[A-Za-z]+)|\b(?P<d>annually|yearly|monthly|weekly|daily|"
    r"apiece)\b)",
    re.IGNORECASE,
)
_PER_NAMES = {"annually": "year", "yearly": "year", "annum": "year", "yr": "year", "monthly": "month", "mo": "month"}
_PER_NAMES |= {"weekly": "week", "daily": "day", "apiece": "unit", "hr": "hour", "people": "person"}
_RANGE = re.compile(_JOIN)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)


def find_money(text: str) -> list[MoneyMention]:
    """Amounts of money, in text order. A range gives two, the first `minimum`, the second `maximum`."""
    low = f" {text.lower()}"
    if not (any(cue in low for cue in _CUES) or any(code in text for code in _CODES)):
        return []
    found: list[_Amount | MoneyMention] = []
    for match in _MONEY.finditer(text):
        if match["vague"]:
            found.append(MoneyMention(match.start(), match.end(), None, _per(text, match.end())))
        else:
            found += _amounts(match)
    for index in range(1, len(found)):
        found[index - 1 : index + 1] = _ranged(found[index - 1], found[index], text)
    mentions: list[MoneyMention] = []
    for item in found:
        least = mentions[-1].end if mentions else 0
        mentions.append(item if isinstance(item, MoneyMention) else _mention(item, text, least))
    return mentions


def _amounts(match: re.Match[str]) -> list[_Amount]:
    """One amount or, where one sign or one name serves two numbers, both."""
    bound = "minimum" if match["plus1"] or match["plus2"] else None
    if match["sign"]:
        currency = _SIGNS[match["code"] or match["sign"]]
        first = _Amount(match.start(), match.end(), _number(match["n1"]), _scale(match["s1"]), currency, bound)
        if not match["n2"]:
            return [first]
        second = replace(
            first, start=match.start("n2"), number=_number(match["n2"]), scale=_scale(match["s2"]), joined=True
        )
        return [replace(first, end=match.end("s1") if match["s1"] else match.end("n1"), bound=None), second]
    if _is_doubtful(match):
        return []
    currency = _currency(match["name"], match["land"])
    number, scale = (_spelled(match["w"]), 1) if match["w"] else (_number(match["n4"]), _scale(match["s4"]))
    start = match.start("w") if match["w"] else match.start("n4")
    last = _Amount(start, match.end(), number, scale, currency, bound, joined=match["n3"] is not None)
    if not match["n3"]:
        return [last]
    return [
        _Amount(
            match.start(), match.end("s3" if match["s3"] else "n3"), _number(match["n3"]), _scale(match["s3"]), currency
        ),
        last,
    ]


def _is_doubtful(match: re.Match[str]) -> bool:
    """Pounds may be a weight and won a verb: both need a scale."""
    word = match["name"].lower().split()[-1]
    scaled = match["s4"] or re.search(r"illion|thousand", match["w"] or "", re.IGNORECASE)
    return word in ("won", "pound", "pounds") and not scaled


def _ranged(first: _Amount | MoneyMention, second: _Amount | MoneyMention, text: str) -> list[_Amount | MoneyMention]:
    """Bound two neighbours that make a range. "From $29bn to $80bn" is more often a rise: it stays without bounds."""
    if isinstance(first, MoneyMention) or isinstance(second, MoneyMention) or first.currency != second.currency:
        return [first, second]
    between = text[first.end : second.start]
    spaced = _RANGE.fullmatch(between) is not None
    before = text[max(0, first.start - 9) : first.start]
    if not spaced or (between.strip() in ("and", "or") and not (second.joined or _BETWEEN.search(before))):
        return [first, second]
    if first.scale == 1 and first.number < second.number:
        first = replace(first, scale=second.scale)
    if first.number * first.scale >= second.number * second.scale or _FROM.search(before):
        return [first, second]
    return [replace(first, bound="minimum"), replace(second, bound="maximum")]


def _mention(amount: _Amount, text: str, least: int) -> MoneyMention:
    """The amount with the words that bound it, none of them before offset `least`."""
    start, end, bound = amount.start, amount.end, amount.bound
    before = _BEFORE.search(text[max(least, start - 26) : start])
    if before:
        start = max(least, start - 26) + before.start()
        bound = amount.bound or before.lastgroup
    behind = _OR.match(text, end)
    if behind:
        end, bound = behind.end(), behind.lastgroup
    money = Money(amount.number * amount.scale, amount.currency, text[start:end], bound)
    return MoneyMention(start, end, money, _per(text, end))


def _per(text: str, end: int) -> str | None:
    match = _PER.match(text, end)
    if not match:
        return None
    word = (match["a"] or match["b"] or match["c"] or match["d"]).lower()
    return _PER_NAMES.get(word, word)


def _number(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _scale(words: str | None) -> int:
    """The factor of "bn", "-million", "lakh crore"; 1 of nothing."""
    factor = 1
    for word in re.findall(r"[a-z]+", (words or "").lower()):
        factor *= _SCALES[word]
    return factor


def _currency(name: str, land: str | None) -> str:
    word = name.lower().split()[-1]
    if land:
        return _DOLLARS[land.lower().split()[0]]
    return _NAMES.get(word) or _NAMES.get(word.rstrip("s")) or _SIGNS[word.upper()]


def _spelled(words: str) -> Decimal:
    """The value of "half a billion", "two and a half million", "three hundred and fifty", "two dozen"."""
    total, current = Decimal(0), Decimal(0)
    for word in re.split(r"[-\s]+", words.lower()):
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "half":
            current += Decimal("0.5")
        elif word in ("hundred", "dozen"):
            current = (current or Decimal(1)) * _SCALES[word]
        elif word in _SCALES:
            total, current = total + (current or 1) * _SCALES[word], Decimal(0)
    return total + current


_COUNT = re.compile(
    rf"(?<![\w$€£¥₩₹#%.:/])(?<![0-9],)(?<!\w-)(?:(?P<n>{_NUMBER})(?P<s>[-\s]?(?:thousand|million|billion|trillion)\b|"
    rf"[kK]\b)?"
    rf"|(?P<w>{_SPELLED}))(?![\w%％:/]|-(?![a-z]*\b(?:plus|strong|person|member)\b)|[.,][0-9])"
)
_NO_COUNT = re.compile(
    r"[-\s]*(?:(?:%|percent|per\s+cent|percentage|years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|"
    r"a\.m|p\.m|am|pm|"
    r"dollars?|euros?|yuan|yen|cents?|nanometers?|nm)\b)",
    re.IGNORECASE,
)
_NO_ONE = re.compile(
    r"\s+(?!(?:of|the|is|was|that|who|which|and|or|another|by|thing|to|in|on|for|with|at|as|day|where)\b)[a-z]"
)
_NAMED = re.compile(r"(?:\b(?:Nos?\.|version|page|chapter|section)|[^.!?\s][\"”)]?\s+[A-Z][\w.]*|^[A-Z]+)\s$")


def find_quantities(text: str) -> list[tuple[int, int, int]]:
    """Plain counts (start, end, number): no money, date, share, duration or number that is part of a name."""
    found: list[tuple[int, int, int]] = []
    taken: list[tuple[int, int]] | None = None
    for match in _COUNT.finditer(text):
        if match["n"]:
            value = _number(match["n"]) * _scale(match["s"])
        elif match["w"].lower() == "one" and not _NO_ONE.match(text, match.end()):
            continue
        else:
            value = _spelled(match["w"])
        if value != int(value) or _NO_COUNT.match(text, match.end()):
            continue
        if (
            match["n"] and value < 100 and _NAMED.search(text[max(0, match.start() - 24) : match.start()])
        ):  # "in Grok 3"
            continue
        if taken is None:
            taken = [(m.start, m.end) for m in find_money(text)] + [(m.start, m.end) for m in find_dates(text, None)]
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append((match.start(), match.end(), int(value)))
    return found


_SHARE = re.compile(
    rf"(?<![\w.,$])(?:(?P<n>[0-9]{{1,3}}(?:\.[0-9]+)?(?:\s?[-–]\s?[0-9]{{1,3}}(?:\.[0-9]+)?)?)\s?(?:[%％]|"
    rf"-?(?i:percent|per\s+cent|pct)\b)|"
    rf"(?P<s>{_SPELLED})[-\s](?:percent|per\s+cent)\b|"
    r"(?P<w>(?i:majority|minority|controlling))\s+(?:stake|share|shareholder|interest|owner|ownership|control|"
    r"holding|investor|investment)s?\b)"
)


def find_shares(text: str) -> list[tuple[int, int, str]]:
    """Shares (start, end, share): `49%`, `20-25%`, `majority` (also of a controlling stake) or `minority`."""
    found: list[tuple[int, int, str]] = []
    for match in _SHARE.finditer(text):
        if match["w"]:
            share = match["w"].lower().replace("controlling", "majority")
        else:
            number = re.sub(r"\s?[-–]\s?", "-", match["n"]) if match["n"] else f"{_spelled(match['s']):f}"
            share = f"{number}%"
        found.append((match.start(), match.end(), share))
    return found

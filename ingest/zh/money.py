"""Money in Chinese text: 10亿美元, 近百亿元, 385亿日元, $10亿; value, ISO 4217 code, words and bound.

Amounts without a value (数千万元) or without a currency are no money. 元 alone is yuan. A bound word before (超过, 近,
约) or behind (以上, 左右) is part of the words.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ...graph.claim import Money
from .text import normalize

__all__ = ["find_money", "number"]

_CURRENCY = {
    "美元": "USD", "美金": "USD", "人民币": "CNY", "元人民币": "CNY", "元": "CNY", "块钱": "CNY", "块": "CNY", "日元": "JPY",
    "日圆": "JPY", "欧元": "EUR", "英镑": "GBP", "港元": "HKD", "港币": "HKD", "韩元": "KRW", "新台币": "TWD", "台币": "TWD",
    "元新台币": "TWD", "新加坡元": "SGD", "新元": "SGD", "加元": "CAD", "澳元": "AUD", "瑞士法郎": "CHF", "瑞郎": "CHF",
    "卢比": "INR", "卢布": "RUB", "迪拉姆": "AED", "元港币": "HKD",
}
_SIGN = {"新台币": "TWD", "人民币": "CNY", "台币": "TWD", "港币": "HKD", "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "HK$": "HKD", "RMB": "CNY", "NT$": "TWD"}
_UNIT = {"万": 10**4, "亿": 10**8, "兆": 10**12, "千": 10**3, "百": 100, "十": 10, "B": 10**9, "M": 10**6}
_DIGIT = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"两": 2, "〇": 0}
_BOUND = {
    "minimum": ("超过", "超", "逾", "高于", "不低于", "至少", "突破", "不少于", "多于"),
    "maximum": ("接近", "将近", "近", "高达", "最多", "至多", "不超过", "不到", "低于", "最高"),
    "about": ("大约", "约为", "约", "大概"),
}
_BEFORE = {word: bound for bound, words in _BOUND.items() for word in words}
_AFTER = {"以上": "minimum", "左右": "about", "上下": "about"}
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[零一二两三四五六七八九十百千]+)"


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_MONEY = re.compile(
    rf"(?P<bound>{_any(_BEFORE)})?\s?(?P<sign>{_any(_SIGN)})?\s?(?P<number>{_NUMBER})\s?(?P<more>多|余)?"
    rf"(?P<unit>[十百千]?万亿|[十百千]?[万亿]|兆|(?<=\d)[BM](?![A-Za-z]))?(?P<more2>多|余)?\s?"
    rf"(?P<currency>{_any(_CURRENCY)})?(?P<after>{_any(_AFTER)})?"
)


def number(text: str) -> Decimal | None:
    """The value of digits (`100,000`) or of a Chinese numeral (二十五, 百), None where it is neither."""
    plain = text.replace(",", "")
    if re.fullmatch(r"\d+(\.\d+)?", plain):
        return Decimal(plain)
    total = held = 0
    for sign in plain:
        if sign in _DIGIT:
            held = held * 10 + _DIGIT[sign]
        elif sign in "十百千":
            total += (held or 1) * _UNIT[sign]
            held = 0
        else:
            return None
    return Decimal(total + held) if plain else None


def find_money(text: str) -> list[tuple[int, int, Money]]:
    """Start, end and value of each amount of money in `text`."""
    found = []
    plain = normalize(text)
    for match in _MONEY.finditer(plain):
        sign, currency = match["sign"], match["currency"]
        if not (sign or currency) or (match.start() and plain[match.start() - 1] in "数几上第"):
            continue
        if currency and currency.startswith(("元", "块")) and plain[match.end() : match.end() + 1] in ("素", "老", "宇"):
            continue
        if currency == "块" and not re.match(r"$|[,。;、的)!?]", plain[match.end() :]):
            continue
        value = number(match["number"])
        if value is None or not value:
            continue
        for step in match["unit"] or "":
            value *= _UNIT[step]
        bound = _BEFORE.get(match["bound"] or "") or _AFTER.get(match["after"] or "")
        if match["more"] or match["more2"]:
            bound = bound or "minimum"
        code = _SIGN[sign] if sign and (not currency or currency == "元") else _CURRENCY[currency]
        found.append((match.start(), match.end(), Money(value, code, text[match.start() : match.end()].strip(), bound)))
    return found

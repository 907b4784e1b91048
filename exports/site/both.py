"""Words in both interface languages, and dates as people read them."""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Mapping
from datetime import date as Date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from ..words import words as shared_words

__all__ = ["Both", "bounds_in_words", "day_in_words", "label", "site_words", "told"]

_PACKAGE = (__package__ or "").rpartition(".")[0]


class Both(NamedTuple):
    """The same said in English and in Chinese."""

    en: str
    zh: str

    def __add__(self, other: object) -> Both:
        """Both languages, one after the other."""
        if not isinstance(other, Both):
            return NotImplemented
        return Both(self.en + other.en, self.zh + other.zh)


@cache
def site_words() -> Mapping[str, Mapping[str, Any]]:
    """The site's words file, read once."""
    text = files(_PACKAGE).joinpath("templates/site/words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def label(table: str, key: str) -> Both:
    """A word of the site's file, else of the pages' file; a key that neither has stands for itself."""
    entry = site_words().get(table, {}).get(key) or shared_words().get(table, {}).get(key)
    return Both(entry["en"], entry["zh"]) if entry else Both(key, key)


def told(key: str, *values: object) -> Both:
    """A phrase of the interface, its `{}` filled with `values`: texts in both languages, numbers, plain text."""
    phrase = label("page", key)
    english = [value.en if isinstance(value, Both) else _plain(value) for value in values]
    chinese = [value.zh if isinstance(value, Both) else _plain(value) for value in values]
    return Both(phrase.en.format(*english), phrase.zh.format(*chinese))


def _plain(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


@lru_cache(maxsize=20_000)
def day_in_words(text: str) -> Both:
    """`2024-11-05`, `2024-11` or `2024` as people write it; nothing, or what is no date, as it is."""
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3 or not text:
        return Both(text, text)
    year, *rest = (int(part) for part in parts)
    if not rest or not 1 <= rest[0] <= 12:
        return Both(str(year), f"{year}年")
    month = calendar.month_abbr[rest[0]]
    if len(rest) == 1:
        return Both(f"{month} {year}", f"{year}年{rest[0]}月")
    return Both(f"{rest[1]} {month} {year}", f"{year}年{rest[0]}月{rest[1]}日")


def bounds_in_words(first: Date | None, last: Date | None) -> Both:
    """A day of which only bounds are known: one day, a month, a year, "between", "by", "after"; nothing where nothing is known."""
    if first is None or last is None:
        known = first or last
        return told("by" if last else "after", day_in_words(str(known))) if known else Both("", "")
    if first == last:
        return day_in_words(str(first))
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return day_in_words(str(first.year))
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if whole and (first.year, first.month) == (last.year, last.month):
        return day_in_words(f"{first:%Y-%m}")
    return told("between", day_in_words(str(first)), day_in_words(str(last)))

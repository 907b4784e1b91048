"""Dates of publication as documents write them, and whether to believe them.

Pages, feeds and databases write a day in a handful of ways: ISO 8601 with or without a time, RFC 822 (feeds, mail), `20240930`, seconds
since 1970, `2024年9月30日`, `Sept. 30, 2024`, `30 September 2024`. The day counts as it is written, in the time zone of the writer. `09/10/2024` is
nobody's guess: September or October. A date is believed if the web had begun and it is not in the future (a day's grace for time
zones), nor later than the day on which the page was archived.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from datetime import date as Date

__all__ = ["doubt", "parse_date"]

FIRST = Date(1990, 1, 1)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?\d{4,6}.*)?")
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-]([A-Za-z]{3,9})\.?,?[ \-](\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


def parse_date(value: str) -> Date | None:
    """The day that `value` writes, or None where it is no date, or could be two."""
    value = value.strip()
    try:
        for pattern in (_ISO, _CHINESE):
            if match := pattern.search(value):
                return Date(*map(int, match.groups()))
        if _EPOCH.fullmatch(value):
            return datetime.fromtimestamp(float(value) / (1000 if len(value.partition(".")[0]) > 10 else 1), UTC).date()
        if match := _COMPACT.fullmatch(value):
            return Date(*map(int, match.groups()))
        if match := _DAY_FIRST.search(value):
            return _named(match[3], match[2], match[1])
        if match := _MONTH_FIRST.search(value):
            return _named(match[3], match[1], match[2])
    except ValueError:      # the 31st of June
        return None
    return None


def _named(year: str, month: str, day: str) -> Date | None:
    number = _MONTHS.get(month[:3].lower())
    return Date(int(year), number, int(day)) if number else None


def doubt(day: Date, today: Date, captured: Date | None = None) -> str | None:
    """Why a day cannot be that of publication; None where it can."""
    if day > today + timedelta(days=1):
        return f"{day} is in the future"
    if captured is not None and day > captured + timedelta(days=1):
        return f"{day} is later than {captured}, when the page was archived"
    if day < FIRST:
        return f"{day} is before there was news on the web"
    return None

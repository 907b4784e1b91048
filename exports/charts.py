"""Charts of query results, as SVG made here: where a result has a date and a number, a line; a name and a number, bars.

1. A column's sort is read off its values: `date` (a day, month or year), `number`, `name` (short, not a sentence), else nothing;
2. with a number and a date there is a line for every name, as long as there are few names that have several points, and dots where
there are many; 3. with a number and a name there are bars, in the result's order, as far as `BARS`; 4. amounts in several
currencies are not compared: the chart shows the most frequent and says so. Everything is text or a rounded number, so the
same result gives the same bytes; colours are classes that the page's style sheet knows.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from html import escape
from typing import Any

from ..graph.claim import When

__all__ = ["BARS", "Chart", "chart", "sorts"]

BARS = 30
LINES = 5
_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 860, 64, 24, 30, 34
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as SVG, what it shows (`line`, `dots`, `bars`), its columns, and the currency it is limited to."""

    svg: str
    shape: str
    columns: tuple[str, ...]
    currency: str | None = None


def sorts(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """The sort of each column: `date`, `number`, `name` or an empty string."""
    return [_sort([row[place] for row in rows if row[place] is not None]) for place in range(len(columns))]


def chart(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Chart | None:
    """The chart that the shape of a result asks for; None where it asks for none."""
    kinds = sorts(columns, rows)
    if "number" not in kinds or not {"date", "name"} & set(kinds):
        return None
    currency, rows = _one_currency(columns, rows)
    number = kinds.index("number")
    name = next((place for place, kind in enumerate(kinds) if kind == "name" and columns[place] != "currency"), None)
    if "date" in kinds:
        day = kinds.index("date")
        points = [(_ordinal(row[day]), float(row[number]), "" if name is None else str(row[name]), str(row[day]))
                  for row in rows if row[day] is not None and row[number] is not None]  # fmt: skip
        if len({x for x, *_ in points}) > 1:
            used = tuple(columns[place] for place in (day, number, name) if place is not None)
            return _over_time(points, used, currency)
    if name is None:
        return None
    bars = [(str(row[name]), float(row[number])) for row in rows if row[name] is not None and row[number] is not None]
    if len(bars) < 2 or len({label for label, _ in bars}) < len(bars) or any(value < 0 for _, value in bars):
        return None
    return Chart(_bars(bars[:BARS], columns[number], currency), "bars", (columns[name], columns[number]), currency)


def _sort(values: Sequence[Any]) -> str:
    if not values:
        return ""
    if all(isinstance(value, int | float | Decimal) and not isinstance(value, bool) for value in values):
        return "number" if all(math.isfinite(float(value)) for value in values) else ""
    if all(isinstance(value, Date) or (isinstance(value, str) and _ordinal(value) is not None) for value in values):
        return "date"
    texts = [value for value in values if isinstance(value, str)]
    return "name" if len(texts) == len(values) and sum(map(len, texts)) / len(texts) < 48 else ""


def _ordinal(value: Any) -> int | None:
    """A day's number; of a month or a year its first day's."""
    if isinstance(value, Date):
        return value.toordinal()
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return When(value).earliest.toordinal()
    except ValueError:
        return None


def _one_currency(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[str | None, Sequence[Sequence[Any]]]:
    if "currency" not in columns:
        return None, rows
    place = columns.index("currency")
    counts = Counter(str(row[place]) for row in rows if row[place] is not None)
    if not counts:
        return None, rows
    most = min(counts, key=lambda code: (-counts[code], code))
    return most, [row for row in rows if row[place] == most]


def _over_time(points: list[tuple[Any, float, str, str]], columns: tuple[str, ...], currency: str | None) -> Chart:
    height, base = 320, 320 - _BOTTOM
    series: dict[str, list[tuple[Any, float, str]]] = {}
    for x, y, name, day in sorted(points):
        series.setdefault(name, []).append((x, y, day))
    lines = len(series) <= LINES and any(len({x for x, *_ in some}) > 1 for some in series.values())
    first, last = min(x for x, *_ in points), max(x for x, *_ in points)
    ticks = _ticks(max(0.0, *(y for _, y, *_ in points)), min(0.0, *(y for _, y, *_ in points)))

    def at(x: int, y: float) -> tuple[float, float]:
        across = _LEFT + 8 + (x - first) / (last - first) * (_WIDTH - _LEFT - _RIGHT - 16 - (110 if lines and len(series) > 1 else 0))
        return round(across, 1), round(base - (y - ticks[0]) / (ticks[-1] - ticks[0]) * (base - _TOP), 1)

    parts = [_grid(ticks, lambda y: at(first, y)[1], currency), _months(first, last, lambda x: at(x, 0)[0], base)]
    ends: list[tuple[str, float, float]] = []
    for place, (name, some) in enumerate(series.items()):
        shade = f"series{place % LINES}" if lines else "series0"
        spots = [at(x, y) for x, y, _ in some]
        if lines and len(some) > 1:
            parts.append(f'<polyline class="line {shade}" points="{" ".join(f"{x},{y}" for x, y in spots)}"/>')
        for (x, y), (_, value, day) in zip(spots, some, strict=True):
            told = ": ".join(filter(None, (name, f"{day}, {compact(value)} {currency or ''}".strip())))
            parts.append(f'<circle class="dot {shade}" cx="{x}" cy="{y}" r="4"><title>{escape(told)}</title></circle>')
        if name:
            ends += [(name, *spot) for spot in (spots[-1:] if lines else spots)]
    parts += _named(ends)
    return Chart(_svg(height, parts, f"{columns[1]} / {columns[0]}"), "line" if lines else "dots", columns, currency)


def _named(ends: Sequence[tuple[str, float, float]]) -> list[str]:
    """Names beside points, highest first; one that would touch another is left to the point's title."""
    held: list[tuple[float, float, float]] = []
    parts = []
    for name, x, y in sorted(ends, key=lambda end: (end[2], end[1], end[0])):
        text = _clip(name, 18)
        wide = sum(7.2 if character.isascii() else 13.0 for character in text)
        left = x + 9 if x + 9 + wide < _WIDTH else x - 9 - wide
        if any(left < right and begin < left + wide and abs(y - other) < 15 for begin, right, other in held):
            continue
        held.append((left, left + wide, y))
        place, anchor = (left, "start") if left > x else (x - 9, "end")
        parts.append(f'<text class="name" x="{round(place, 1)}" y="{round(y + 4, 1)}" text-anchor="{anchor}">{escape(text)}</text>')
    return parts


def _bars(bars: Sequence[tuple[str, float]], label: str, currency: str | None) -> str:
    row, left, top = 26, 220, 10
    most = max(value for _, value in bars) or 1.0
    parts = []
    for place, (name, value) in enumerate(bars):
        y, long = top + place * row, round(value / most * (_WIDTH - left - 96), 1)
        parts.append(f'<g><title>{escape(name)}: {compact(value)}</title><text class="name" x="{left - 10}" y="{y + 15}" text-anchor="end">'
                     f'{escape(_clip(name, 30))}</text><rect class="bar" x="{left}" y="{y + 2}" width="{max(long, 1)}" height="{row - 8}"/>'
                     f'<text class="value" x="{round(left + max(long, 1) + 7, 1)}" y="{y + 15}">{compact(value)}{f" {escape(currency)}" if currency else ""}</text></g>')  # fmt: skip
    return _svg(top + len(bars) * row + 8, parts, label)


def _grid(ticks: Sequence[float], y_of: Any, currency: str | None) -> str:
    lines = [f'<path class="grid" d="M{_LEFT} {y_of(tick)}H{_WIDTH - _RIGHT}"/><text class="tick" x="{_LEFT - 8}" y="{y_of(tick) + 4}" text-anchor="end">'
             f"{compact(tick)}</text>" for tick in ticks]  # fmt: skip
    unit = f'<text class="tick" x="{_LEFT - 8}" y="{_TOP - 16}" text-anchor="end">{escape(currency)}</text>' if currency else ""
    return "".join(lines) + unit


def _months(first: int, last: int, x_of: Any, base: float) -> str:
    """Years, or months where there are few years, at most nine."""
    start, end = Date.fromordinal(first), Date.fromordinal(last)
    months = (end.year - start.year) * 12 + end.month - start.month
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000) if months / step <= 8)
    begin = start.year * 12 + start.month - 1
    parts = []
    for month in range(begin + -begin % step, begin + months + 1, step):
        day = Date(month // 12, month % 12 + 1, 1)
        if first <= day.toordinal() <= last:
            text = str(day.year) if step >= 12 else day.isoformat()[:7]
            parts.append(f'<path class="grid" d="M{x_of(day.toordinal())} {base}v5"/><text class="tick" x="{x_of(day.toordinal())}" y="{base + 19}" text-anchor="middle">{text}</text>')
    if not parts:
        parts = [f'<text class="tick" x="{x_of(x)}" y="{base + 19}" text-anchor="middle">{Date.fromordinal(x).isoformat()}</text>' for x in (first, last)]
    return "".join(parts)


def _ticks(high: float, low: float) -> list[float]:
    """Four to seven round numbers from `low` to beyond `high`."""
    span = (high - low) or 1.0
    size = 10 ** math.floor(math.log10(span / 4))
    step = next(size * many for many in (1, 2, 2.5, 5, 10) if span / (size * many) <= 5)
    count = math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9)
    return [round((math.floor(low / step + 1e-9) + number) * step, 10) for number in range(max(count, 1) + 1)]


def compact(value: float) -> str:
    """A number that fits beside an axis: `1,250`, `2.5 M`, `150 B`."""
    for size, unit in ((1e12, " T"), (1e9, " B"), (1e6, " M"), (1e4, " k")):
        if abs(value) >= size:
            value, shown = value / (1e3 if unit == " k" else size), unit
            return f"{value:.2f}".rstrip("0").rstrip(".") + shown
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _svg(height: float, parts: Sequence[str], label: str) -> str:
    return (f'<svg class="chart" viewBox="0 0 {_WIDTH} {round(height)}" role="img" aria-label="{escape(label)}" xmlns="http://www.w3.org/2000/svg">'
            f"{''.join(parts)}</svg>")  # fmt: skip


def _clip(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"

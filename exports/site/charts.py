"""Charts as geometry: times in posts, valuations and rounds, claims by year. Templates turn it into SVG.

Places along time are per cent of the width and heights are pixels, so that a chart fills a phone and a desk alike, with text of
one size and no script. A bar is solid where the days are certain and pale where only bounds are known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal

from ...graph.claim import When
from ...graph.tenures import Tenure
from ..view import spoken_amount
from .both import Both, day_in_words
from .facts import post_words, tenure_days
from .model import Model, Profile, Told

__all__ = ["Bar", "Column", "MoneyChart", "Point", "Posts", "Tick", "columns", "money_charts", "posts_chart"]

_ROWS = 16
_HIGH = 96.0  # pixels of a chart of money between its base and its highest point
_APART = 19.0  # per cent of the width that a label needs on a phone


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis of time."""

    x: float
    text: Both
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: whose or where, the post, its days in words, and its parts as (x, width, certain)."""

    thing: str
    post: Both
    days: Both
    parts: tuple[tuple[float, float, bool], ...]
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Posts:
    """Times in posts on one axis; `left_out` counts those that have no room or no day."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Point:
    """A valuation or round: where, how much in words (empty: no room), when, and whether it is stated as a fact."""

    x: float
    y: float
    amount: Both
    labelled: bool
    anchor: str
    day: Both
    told: Told


@dataclass(frozen=True, slots=True)
class MoneyChart:
    """Valuations (joined by a line) or rounds (columns) in one currency."""

    kind: str
    currency: str
    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A year's claims: facts and others, as heights in per cent of the highest year's."""

    year: str
    facts: int
    others: int
    x: float
    width: float
    high: float
    high_facts: float


def posts_chart(profile: Profile, model: Model) -> Posts | None:
    """The chart of an entity's tenures, the latest first; None where none has a day."""
    held = [tenure for tenure in profile.tenures if profile.kind != "person" or tenure.person == profile.iri]
    spans = [(tenure, span) for tenure in held if (span := _span(tenure, model)) is not None]
    if not spans:
        return None
    spans.sort(key=lambda pair: (pair[1][1], pair[1][0], pair[0].organization, pair[0].person, pair[0].post or ""), reverse=True)
    chosen = spans[:_ROWS]
    first, last = min(span[0] for _, span in chosen), max(span[1] for _, span in chosen)
    axis = _Axis(first, last)
    bars = tuple(_bar(tenure, profile, model, axis) for tenure, _ in chosen)
    return Posts(bars, axis.ticks(), len(held) - len(chosen))


def _span(tenure: Tenure, model: Model) -> tuple[Date, Date] | None:
    """First and last day that the tenure touches on the chart."""
    days = [day for day in (tenure.start_earliest, tenure.start_latest, tenure.end_earliest, tenure.end_latest) if day]
    if not days:
        return None
    last = max(days) if tenure.end_latest or tenure.end_earliest else max([*days, Date.fromisoformat(model.now or str(max(days)))])
    return min(days), last


def _bar(tenure: Tenure, profile: Profile, model: Model, axis: _Axis) -> Bar:
    thing = tenure.organization if tenure.person == profile.iri else tenure.person
    going = tenure.end_latest is None and tenure.end_earliest is None
    starts = [day for day in (tenure.start_earliest, tenure.start_latest) if day]
    ends = [day for day in (tenure.end_earliest, tenure.end_latest) if day]
    if going:
        told = [p for iri in tenure.basis if (p := model.by_claim[iri].stored.published)]
        last = max([*told, *starts], default=axis.last)
        ends = [min(last, axis.last), axis.last]
    starts, ends = starts or ends[:1], ends or starts[-1:]
    first, sure = starts[0], max(starts[-1], starts[0])
    until, over = min(ends[0], ends[-1]), ends[-1]
    parts = []
    if tenure.start_earliest is None:
        parts.append((max(axis.x(sure) - 2.0, 0.0), min(2.0, axis.x(sure)), False))
    elif first < sure:
        parts.append((axis.x(first), axis.x(sure) - axis.x(first), False))
    if sure < until:
        parts.append((axis.x(sure), axis.x(until) - axis.x(sure), True))
    pale = max(sure, until) if sure <= over else over
    parts.append((axis.x(pale), max(axis.x(over) - axis.x(pale), 0.0), not going and pale == over))
    wide = tuple((round(x, 2), round(max(width, 0.6), 2), certain) for x, width, certain in parts if width > 0.01 or certain)
    return Bar(thing, post_words(tenure, model), tenure_days(tenure, model), wide or ((round(min(axis.x(sure), 99.4), 2), 0.6, False),), going)


def money_charts(profile: Profile) -> list[MoneyChart]:
    """Charts of the organisation's own valuations and rounds, of a currency where at least two amounts are dated."""
    groups: dict[tuple[str, str], dict[tuple[object, ...], Told]] = defaultdict(dict)
    for one in profile.told:
        claim = one.claim
        if claim.type in ("Valuation", "Funding") and claim.amount and claim.amount.value > 0 and one.roles[profile.iri] == "organization" and _day(one):
            said = groups[claim.type, claim.amount.currency]
            said.setdefault((claim.amount.value, one.when[:7], one.asserted), one)
    charts = [_money_chart(kind, currency, list(said.values())) for (kind, currency), said in sorted(groups.items(), reverse=True) if len(said) > 1]
    return [chart for chart in charts if chart is not None]


def _money_chart(kind: str, currency: str, said: Sequence[Told]) -> MoneyChart | None:
    dated = sorted(((day, one) for one in said if (day := _day(one))), key=lambda pair: (pair[0], pair[1].anchor))
    axis = _Axis(dated[0][0], dated[-1][0], margin=0.04)
    highest = max(one.claim.amount.value for _, one in dated if one.claim.amount)
    if len({day for day, _ in dated}) < 2:
        return None
    order = sorted(range(len(dated)), key=lambda n: (-_value(dated[n][1]), n))
    labelled: set[int] = set()
    for number in [order[0], len(dated) - 1, *order]:
        if all(abs(axis.x(dated[number][0]) - axis.x(dated[other][0])) >= _APART for other in labelled - {number}):
            labelled.add(number)
    points = []
    for number, (day, one) in enumerate(dated):
        x, y = axis.x(day), 24 + _HIGH * (1 - float(_value(one) / highest))
        anchor = "start" if x < 12 else "end" if x > 88 else "middle"
        assert one.claim.amount is not None
        amount = Both(spoken_amount(one.claim.amount, "en"), spoken_amount(one.claim.amount, "zh"))
        points.append(Point(round(x, 2), round(y, 1), amount, number in labelled, anchor, day_in_words(one.when), one))
    return MoneyChart(kind, currency, tuple(points), axis.ticks())


def columns(said: Iterable[Told]) -> list[Column]:
    """Claims by year, the years between without any among them; of a long history the last thirty years."""
    facts: Counter[int] = Counter()
    others: Counter[int] = Counter()
    for one in said:
        if one.when[:4].isdigit():
            (facts if one.asserted else others)[int(one.when[:4])] += 1
    years = sorted({*facts, *others})
    if not years:
        return []
    shown = range(max(years[0], years[-1] - 29), years[-1] + 1)
    highest = max(facts[year] + others[year] for year in years)
    width = 100 / max(len(shown), 8)
    return [
        Column(str(year), facts[year], others[year], round(n * width, 2), round(width * 0.72, 2),
               round(100 * (facts[year] + others[year]) / highest, 1), round(100 * facts[year] / highest, 1))
        for n, year in enumerate(shown)
    ]  # fmt: skip


class _Axis:
    """Days as per cent of the width."""

    def __init__(self, first: Date, last: Date, margin: float = 0.0) -> None:
        days = max((last - first).days, 30)
        space = days * margin
        self.begin = first.toordinal() - space
        self.span = days + 2 * space
        self.last = last

    def x(self, day: Date) -> float:
        """Where the day is, from 0 to 100."""
        return min(max(100 * (day.toordinal() - self.begin) / self.span, 0.0), 100.0)

    def ticks(self) -> tuple[Tick, ...]:
        """Years at round distances, or months where there is no year's turn to show."""
        first, last = Date.fromordinal(int(self.begin)), Date.fromordinal(int(self.begin + self.span))
        months = (last.year - first.year) * 12 + last.month - first.month
        step = next((s for s in (1, 3, 6, 12, 24, 60, 120, 240, 600) if months / s <= 6), 1200)
        found = []
        for number in range(first.year * 12, last.year * 12 + 12):
            year, month = divmod(number, 12)
            day = Date(year, month + 1, 1)
            if (number if step < 12 else year * 12 + month) % step == 0 and first <= day <= last:
                x = self.x(day)
                text = day_in_words(str(year) if step >= 12 else f"{day:%Y-%m}")
                found.append(Tick(round(x, 2), text, "start" if x < 4 else "end" if x > 94 else "middle"))
        return tuple(found)


def _value(one: Told) -> Decimal:
    return one.claim.amount.value if one.claim.amount else Decimal(0)


def _day(one: Told) -> Date | None:
    try:
        return When(one.when).earliest
    except ValueError:
        return None



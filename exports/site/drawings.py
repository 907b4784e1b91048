"""Drawings as SVG text: the neighbourhood, times in posts, valuations and rounds, claims by year.

`around` and `charts` compute the places; here they become marks and words, in both languages, with links. Words are escaped, and all else is
numbers and classes; colours and dashes are the style sheet's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from .around import WIDTH, Around, Neighbour
from .charts import Column, MoneyChart, Posts, Tick
from .model import Model, Profile
from .pieces import SHAPES, esc, phrase

__all__ = ["around_svg", "money_svg", "posts_svg", "years_svg"]

_ROW = 40


def around_svg(profile: Profile, drawn: Around) -> Markup:
    """The neighbourhood, each neighbour a link."""
    x, y = WIDTH / 2, drawn.height / 2
    lines = "".join(
        f'<line class="s-{n.family}{"" if n.fact else " broken"}" x1="{x}" y1="{y}" x2="{n.x}" y2="{n.y}"/>\n' for n in drawn.neighbours
    )
    centre = f'<g transform="translate({x} {y})"><path class="k-{profile.kind}" transform="scale(1.7)" d="{SHAPES[profile.kind]}"/></g>\n'
    return Markup(
        f'<svg class="around" viewBox="0 0 {WIDTH} {drawn.height}" role="group" aria-labelledby="around">\n'
        f"{lines}{centre}{''.join(map(_neighbour, drawn.neighbours))}</svg>"
    )


def _neighbour(n: Neighbour) -> str:
    side, anchor = (12, "start") if n.right else (-12, "end")
    more = f" · {n.count}" if n.count > 1 else ""
    words = "".join(
        f'<text class="{lang}" lang="{lang}" text-anchor="{anchor}">'
        + "".join(f'<tspan x="{side}" y="{4 - 7 * len(lines) + 14 * number}">{esc(line)}</tspan>' for number, line in enumerate(lines))
        + f'<tspan class="rel f-{n.family}" x="{side}" y="{3 + 7 * len(lines)}">{esc(relation)}{more}</tspan></text>'
        for lang, lines, relation in zip(("en", "zh"), n.lines, n.relation, strict=True)
    )
    kind = n.profile.kind
    return f'<a href="../{n.profile.path}"><g transform="translate({n.x} {n.y})"><path class="k-{kind}" d="{SHAPES[kind]}"/>{words}</g></a>\n'


def posts_svg(posts: Posts, model: Model) -> Markup:
    """Times in posts, a row each, above an axis of time."""
    high = len(posts.bars) * _ROW + 26
    rows = []
    for number, bar in enumerate(posts.bars):
        y, profile = number * _ROW, model.profiles[bar.thing]
        english, chinese = (_row(*words) for words in zip(bar.days, profile.name, bar.post, strict=True))
        place = f'x="0" y="{y + 15}" class="'
        rows.append(f'<a href="../{profile.path}">{_texts(english, chinese, place)}</a>')
        rows.append(f'<line class="track" x1="0" x2="100%" y1="{y + 27.5}" y2="{y + 27.5}"/>')
        rows += [
            f'<rect class="{"certain" if certain else "bound"}" x="{x}%" y="{y + 23}" width="{width}%" height="9"/>'
            for x, width, certain in bar.parts
        ]
        if bar.goes_on:
            rows.append(f'<svg x="100%" y="{y + 21}" width="1" height="13" overflow="visible"><path class="arrow" d="M-9 1 0 6.5-9 12z"/></svg>')
    body = "\n".join(rows)
    return Markup(
        f'<svg class="posts" width="100%" height="{high}" role="group" aria-labelledby="posts">\n{_axis(posts.ticks, 0, high - 20)}{body}\n</svg>'
    )


def _row(days: str, who: str, post: str) -> str:
    held = f'<tspan class="post" dx="8">{esc(post)}</tspan>' if post else ""
    return f'<title>{esc(days)}</title><tspan class="who">{esc(who)}</tspan>{held}'


def money_svg(chart: MoneyChart, places: Mapping[str, str]) -> Markup:
    """Valuations or rounds along time; each point leads to its claim."""
    marks = []
    if chart.kind == "Valuation":
        for last, point in zip(chart.points, chart.points[1:], strict=False):
            broken = "" if point.told.asserted and last.told.asserted else " broken"
            marks.append(f'<line class="trend{broken}" x1="{last.x}%" y1="{last.y}" x2="{point.x}%" y2="{point.y}"/>')
    for point in chart.points:
        sure = "sure" if point.told.asserted else "other"
        if chart.kind == "Valuation":
            mark = f'<circle class="{sure}" cx="{point.x}%" cy="{point.y}" r="5"/>'
        else:
            mark = f'<rect class="{sure}" x="{point.x}%" y="{point.y}" width="10" height="{120 - point.y:.1f}" transform="translate(-5 0)"/>'
        place = f'x="{point.x}%" y="{point.y - 9:.1f}" text-anchor="{point.anchor}" class="value '
        amount = _texts(esc(point.amount.en), esc(point.amount.zh), place) if point.labelled else ""
        title = esc(f"{point.amount.en}, {point.day.en} ({point.told.claim.modality.value})")
        marks.append(f'<a href="{places[point.told.anchor]}"><title>{title}</title>{mark}{amount}</a>')
    body = "\n".join(marks)
    heading = phrase("valuations" if chart.kind == "Valuation" else "rounds", chart.currency)
    return Markup(
        f'<figure class="money"><figcaption>{heading}</figcaption>\n<svg width="100%" height="146" role="group" aria-labelledby="money">\n'
        f'{_axis(chart.ticks, 14, 120)}<line class="base" x1="0" x2="100%" y1="120.5" y2="120.5"/>\n{body}\n</svg></figure>'
    )


def years_svg(columns: Sequence[Column], root: str | None) -> Markup:
    """Claims by year: facts and others, one on the other; with a root each year leads to its timeline."""
    if not columns:
        return Markup("")
    bars = [_year(c, number, len(columns), root) for number, c in enumerate(columns)]
    right = columns[-1].x + columns[-1].width
    name = "by_year" if root is None else "moves_by_year"
    return Markup(
        f'<figure class="years"><figcaption id="years">{phrase(name)}</figcaption>\n'
        f'<svg width="100%" height="118" role="group" aria-labelledby="years">\n{"".join(bars)}'
        f'<line class="base" x1="0" x2="{right:.2f}%" y1="88.5" y2="88.5"/></svg>\n'
        f'<p class="key"><span class="swatch sure"></span>{phrase("stated")} <span class="swatch other"></span>{phrase("unsettled")}</p></figure>'
    )


def _year(c: Column, number: int, years: int, root: str | None) -> str:
    high, sure, middle = c.high * 0.72, c.high_facts * 0.72, c.x + c.width / 2
    marks = "".join(
        f'<rect class="{kind}" x="{c.x}%" y="{88 - tall:.1f}" width="{c.width}%" height="{tall:.1f}"/>' for kind, tall in (("other", high), ("sure", sure)) if tall
    )
    if c.high and (years <= 12 or c.high == 100):
        marks += f'<text class="value" x="{middle:.2f}%" y="{82 - high:.1f}" text-anchor="middle">{c.facts + c.others}</text>'
    if years <= 10 or (years - 1 - number) % 3 == 0:
        marks += f'<text x="{middle:.2f}%" y="106" text-anchor="middle">{c.year}</text>'
    title = f"<title>{c.year}: {c.facts + c.others}</title>"
    return f'<a href="{root}timeline/{c.year}.html">{title}{marks}</a>\n' if root is not None and c.high else f"<g>{title}{marks}</g>\n"


def _axis(ticks: Sequence[Tick], top: float, bottom: float) -> str:
    return "".join(
        f'<line class="grid" x1="{tick.x}%" x2="{tick.x}%" y1="{top}" y2="{bottom}"/>'
        + _texts(esc(tick.text.en), esc(tick.text.zh), f'x="{tick.x}%" y="{bottom + (18 if top else 15)}" text-anchor="{tick.anchor}" class="tick ')
        + "\n"
        for tick in ticks
    )


def _texts(english: str, chinese: str, attributes: str) -> str:
    """A text in both languages; `attributes` ends inside its class."""
    if english == chinese:
        return f'<text {attributes}">{english}</text>'
    return f'<text {attributes}en">{english}</text><text lang="zh" {attributes}zh">{chinese}</text>'

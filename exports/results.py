"""Query results as a page: a sortable table with links, and a chart where the shape of the result asks for one (`charts`).

One file, as the graph page: it opens from disk, loads nothing, and runs its own script alone. The table stands in the HTML,
so that it reads and prints without JavaScript; the script (`frontend/src/results.entry.js`) sorts, narrows and saves it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date as Date
from typing import Any

from ..ontology.vocabulary import ID, PREFIXES
from .charts import chart, sorts
from .html import policy, render, template
from .theme import theme_css
from .view import safe_url
from .words import words

__all__ = ["render_results"]

Link = Callable[[str], str | None]


def render_results(
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    title: str = "Query result",
    question: str | None = None,
    labels: Mapping[str, str] | None = None,
    link: Link | None = None,
    most: int | None = None,
) -> str:
    """The page as HTML text.

    Args:
        columns: Names of the columns.
        rows: Values as `Table.rows` gives them: IRIs, numbers, dates, text, None.
        title: Heading.
        question: The SPARQL that was asked, shown folded.
        labels: Names of IRIs; an IRI without one shows in short.
        link: Where an entity's IRI leads to (a page or a site of the same graph); None, or a None of it, leads to the IRI itself.
        most: Rows at most; the page says how many there are.
    """
    kinds, drawn = sorts(columns, rows), chart(columns, rows)
    labels = labels or {}
    named = [tuple(labels.get(value, value) if isinstance(value, str) else value for value in row) for row in rows] if labels else rows
    drawn = chart(columns, named) if labels else drawn
    script, style = template("results.js"), theme_css() + template("results.css")
    held = rows if most is None else rows[:most]
    return render(
        "results.html",
        title=title,
        question=question,
        words=words()["page"],
        columns=[{"name": name, "sort": kind} for name, kind in zip(columns, kinds, strict=True)],
        rows=[[_cell(value, labels, link) for value in row] for row in held],
        total=len(rows),
        chart=drawn,
        script=script,
        style=style,
        policy=policy(script, style),
    )


def _cell(value: Any, labels: Mapping[str, str], link: Link | None) -> dict[str, Any]:
    """What a cell shows, what it is sorted by where that differs, and where it leads."""
    if value is None:
        return {"text": "", "key": "", "url": None}
    if isinstance(value, bool):
        return {"text": "yes" if value else "no", "key": "", "url": None}
    if isinstance(value, Date):
        return {"text": value.isoformat(), "key": "", "url": None}
    if not isinstance(value, str):
        return {"text": f"{value:,}", "key": str(value), "url": None}
    url = safe_url(value)
    if value.startswith(ID) and url:
        return {"text": labels.get(value) or value.removeprefix(ID), "key": "", "url": (link(value) if link else None) or url}
    return {"text": labels.get(value) or _short(value), "key": "", "url": url}


def _short(text: str) -> str:
    for prefix, base in PREFIXES.items():
        if text.startswith(base) and text[len(base) :].replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{text[len(base):]}"
    return text

"""What notebooks show: the graph page, or the page of a result, in a frame that can do nothing to the notebook.

The frame is sandboxed without `allow-same-origin`: its script runs apart from the notebook's, reaches neither its data nor its
session, and loads nothing. A notebook keeps what it shows, so a graph is shown as far as its best connected entities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from aigraph.exports.page import render_page
from aigraph.exports.view import ClaimView, entity_id, parts
from aigraph.posts import posts

if TYPE_CHECKING:
    from aigraph.exports.conflicts import ConflictView
    from aigraph.found import Found
    from aigraph.graph.query import Table
    from aigraph.library import Graph

__all__ = ["claims_html", "entity_html", "frame", "graph_html", "table_html"]

CLAIMS, ENTITIES, ROWS = 500, 120, 500
_SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"


def frame(html: str, title: str, height: int = 620) -> str:
    """A page in a sandboxed frame."""
    return (
        f'<iframe sandbox="{_SANDBOX}" title="{escape(title)}" width="100%" height="{height}" frameborder="0" '
        f'srcdoc="{escape(html)}"></iframe>'
    )


def graph_html(graph: Graph) -> str:
    """The page of the best connected part of a graph."""
    from aigraph.exports.conflicts import read_conflicts

    return _page(graph.claims().views, repr(graph).strip("<>"), conflicts=read_conflicts(graph.store))


def entity_html(found: Found) -> str:
    """The page of an entity's claims, with the entity open."""
    return _page(found.claims.views, found.name, entity=found.iri)


def claims_html(views: Iterable[ClaimView]) -> str:
    """The page of claims, as a table."""
    views = tuple(views)
    return _page(views, f"{len(views):,} claim{'' if len(views) == 1 else 's'}", view="table")


def table_html(table: Table) -> str:
    """The page of a query's answer."""
    from aigraph.showing import result_html

    return frame(result_html(table, title=f"{len(table):,} row{'' if len(table) == 1 else 's'}", most=ROWS), "Query result", 480)


def _page(
    views: Sequence[ClaimView], title: str, *, conflicts: Iterable[ConflictView] = (), entity: str | None = None, view: str | None = None
) -> str:
    kept = _best_connected(views)
    note = f"showing {len(kept):,} of {len(views):,} claims: `graph.page(...)` shows all" if len(kept) < len(views) else None
    return frame(render_page(kept, conflicts=conflicts, title=title, entity=entity, view=view, note=note, posts=posts()), title)


def _best_connected(views: Sequence[ClaimView]) -> Sequence[ClaimView]:
    """All claims where there are few, else those between the entities that have most."""
    if len(views) <= CLAIMS:
        return views
    ends = [{entity_id(entity, view.article_id) for _, some in parts(view) for entity in some} for view in views]
    counts = Counter(end for some in ends for end in sorted(some))
    best = set(sorted(counts, key=lambda end: (-counts[end], end))[:ENTITIES])
    return [view for view, some in zip(views, ends, strict=True) if some <= best][:CLAIMS]

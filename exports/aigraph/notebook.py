"""What notebooks show: small tables, every text escaped, no script and no request."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from aigraph.exports.view import ClaimView, parts, safe_url

if TYPE_CHECKING:
    from aigraph.found import Found
    from aigraph.library import Graph

__all__ = ["claims_html", "entity_html", "graph_html"]

ROWS = 50          # more belong on the page


def claims_html(views: Iterable[ClaimView]) -> str:
    """A table: what, who, when, how firmly, the quote, the source."""
    views = tuple(views)
    rows = "".join(_row(view) for view in views[:ROWS])
    more = f"<p>and {len(views) - ROWS:,} more</p>" if len(views) > ROWS else ""
    heads = "".join(f"<th>{head}</th>" for head in ("type", "who", "date", "modality", "quote", "source"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}"


def entity_html(found: Found) -> str:
    """The entity's names and its claims."""
    also = ", ".join(name for name in found.names if name != found.name)
    names = f" <small>{escape(also)}</small>" if also else ""
    return f"<p><b>{escape(found.name)}</b> ({found.kind.value}){names}</p>{claims_html(found.claims.views)}"


def graph_html(graph: Graph) -> str:
    """The counts."""
    rows = "".join(f"<tr><td>{escape(name)}</td><td>{count:,}</td></tr>" for name, count in graph.stats().items())
    return f"<p><b>{escape(repr(graph).strip('<>'))}</b></p><table><tbody>{rows}</tbody></table>"


def _row(view: ClaimView) -> str:
    claim = view.claim
    who = "; ".join(f"{role}: {', '.join(e.name for e in entities)}" for role, entities in parts(view))
    source = escape(" ".join(filter(None, (view.publisher, view.published))) or view.article_title or view.article_id)
    address = safe_url(view.url)
    if address:
        source = f'<a href="{escape(address)}" rel="noopener noreferrer">{source}</a>'
    texts = (claim.type, who, str(claim.date or claim.since or ""), claim.modality.value, claim.evidence.quote)
    return "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in texts) + f"<td>{source}</td></tr>"

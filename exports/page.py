"""The graph page: one HTML file that opens from disk, asks nothing of anybody, and runs no script but its own.

1. Claims become one JSON block in which `<`, `>`, `&` and the two line separators are escaped; 2. positions are computed
here for the `DRAWN` most connected entities, the rest get places beside their neighbours and appear when searched for;
3. search keys (folded names, pinyin, initials) are computed here; 4. the claims are also a plain table, so that the page
reads without JavaScript; 5. script and style are allowed by their SHA-256 alone, and `default-src 'none'` stops the rest.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2

from ..graph.claim import Entity
from .keys import search_keys
from .layout import place, place_beside
from .network import entity_nodes, to_networkx
from .view import ClaimView, entity_id, in_order, links, safe_url, short_id, when
from .words import details, family, is_symmetric, saying, words

__all__ = ["DRAWN", "render_page", "write_page"]

DRAWN = 300
_SCRIPTS = ("model.js", "canvas.js", "labels.js", "panel.js", "table.js", "controls.js", "page.js")


def render_page(
    views: Iterable[ClaimView], *, title: str = "Who does what in AI", generated: str | None = None
) -> str:
    """The page as HTML text.

    Args:
        views: The claims; their order does not matter.
        title: Heading of the page.
        generated: A date to print as the day the page was built; None prints none, so that equal input gives equal bytes.
    """
    ordered = in_order(views)
    data = _data(ordered, generated)
    script, style = _script(), _template("page.css")
    return _environment().get_template("page.html").render(
        title=title,
        words=words(),
        generated=generated,
        data=_escaped(data),
        claims=data["claims"],
        entities=data["entities"],
        articles=data["articles"],
        script=script,
        style=style,
        policy=_policy(script, style),
    )


def write_page(views: Iterable[ClaimView], path: str | os.PathLike[str], **options: Any) -> None:
    """Write the page to `path`, UTF-8; `options` as for `render_page`."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(render_page(views, **options))


def _data(views: Sequence[ClaimView], generated: str | None) -> dict[str, Any]:
    """Everything the script needs; entities, articles and claims refer to each other by position."""
    graph, nodes = to_networkx(views), entity_nodes(views)
    degree = {node: 0 for node in graph}
    for view in views:
        for node in {end for link in links(view) for end in (link.source, link.target)}:
            degree[node] += 1
    ranked = sorted(graph.nodes, key=lambda node: (-degree[node], node))
    places = _places(graph, ranked)
    number = {node: index for index, node in enumerate(ranked)}
    entities = [
        {
            "id": short_id(node),
            "name": nodes[node].name,
            "names": list(nodes[node].names),
            "kind": nodes[node].kind,
            "keys": search_keys(nodes[node].names),
            "degree": degree[node],
            "x": places[node][0],
            "y": places[node][1],
        }
        for node in ranked
    ]
    articles: dict[str, dict[str, Any]] = {}
    for view in views:
        articles.setdefault(view.article_id, _article(view))
    order = {article: index for index, article in enumerate(articles)}
    return {
        "entities": entities,
        "articles": list(articles.values()),
        "claims": [_claim(view, number, order[view.article_id]) for view in views],
        "words": words(),
        "drawn": DRAWN,
        "generated": generated,
    }


def _places(graph: Any, ranked: Sequence[str]) -> dict[str, tuple[int, int]]:
    core, rest = ranked[:DRAWN], ranked[DRAWN:]
    placed = place(graph, core)
    near = {node: sorted({*graph.predecessors(node), *graph.successors(node)}, key=ranked.index) for node in rest}
    return placed | place_beside(placed, near)


def _article(view: ClaimView) -> dict[str, Any]:
    return {
        "title": view.article_title or "",
        "publisher": view.publisher or "",
        "url": safe_url(view.url),
        "published": (view.published or "")[:10],
    }


def _claim(view: ClaimView, number: dict[str, int], article: int) -> dict[str, Any]:
    claim, said = view.claim, saying(view)
    evidence = claim.evidence

    def places(some: Iterable[Entity]) -> list[int]:
        return [number[entity_id(entity, view.article_id)] for entity in some]

    return {
        "id": short_id(view.id),
        "type": claim.type,
        "family": family(claim.type),
        "modality": claim.modality.value,
        "lang": claim.lang,
        "when": when(view),
        "subject": places(said.subject),
        "verb": dict(said.verb),
        "object": places(said.object),
        "others": [[role, places(entities)] for role, entities in said.others],
        "details": [[field, text["en"], text["zh"]] for field, text in details(claim)],
        "says": list(claim.attribution),
        "prefix": evidence.prefix,
        "quote": evidence.quote,
        "suffix": evidence.suffix,
        "article": article,
        "edges": [[number[link.source], number[link.target]] for link in links(view)],
        "arrow": not is_symmetric(claim.type),
    }


def _escaped(data: Any) -> str:
    """JSON that no HTML parser can end early and no script parser can trip over."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _script() -> str:
    return "\n" + "\n".join(_template(name) for name in _SCRIPTS)


@cache
def _template(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_template), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )

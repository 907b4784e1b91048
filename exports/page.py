"""The graph page: one HTML file that opens from disk, asks nothing of anybody, and runs no script but its own.

1. Claims become one JSON block in which `<`, `>`, `&` and the two line separators are escaped (`pagedata`); 2. positions are
computed here for the `DRAWN` best connected entities, the rest get places when the reader asks for them; 3. search keys
(folded names, pinyin, initials) are computed here; 4. the claims are also a plain table inside `<noscript>`, so that the page
reads without JavaScript and costs nothing with it; 5. script and style are allowed by their SHA-256 alone, and
`default-src 'none'` stops the rest. The script is `frontend/src`, bundled into `templates/page.js`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from ..graph.claim import Entity
from .conflicts import ConflictView
from .html import escaped_json, policy, render, template
from .pagedata import DRAWN, page_data
from .theme import theme_css
from .view import ClaimView, entity_id, in_order, parts, safe_url, when
from .words import LANGUAGES, details, saying, words

__all__ = ["DRAWN", "render_page", "write_page"]


def render_page(
    views: Iterable[ClaimView],
    *,
    conflicts: Iterable[ConflictView] = (),
    title: str | None = None,
    generated: str | None = None,
    language: str | None = None,
    entity: str | None = None,
    note: str | None = None,
    view: str | None = None,
    posts: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The page as HTML text.

    Args:
        views: The claims; their order does not matter.
        conflicts: Pairs of them that differ; a pair of which one is not among the claims is left out.
        title: Heading of the page; None has one of its own, in the reader's language.
        generated: A date to print as the day the page was built; None prints none, so that equal input gives equal bytes.
        language: The interface's language (`en`, `zh`) until the reader chooses; None goes by the reader's browser.
        entity: IRI of the entity that is open at first.
        note: A line under the heading.
        view: `table` shows the table at first.
        posts: Chinese names of posts by the English that claims have (`chief scientist`); others stay English.

    Raises:
        ValueError: `language` is neither.
    """
    if language not in (None, *LANGUAGES):
        raise ValueError(f"language is one of {', '.join(LANGUAGES)} or None, not {language!r}")
    ordered = in_order(views)
    script, style = template("page.js"), theme_css() + template("page.css")
    return render(
        "page.html",
        title=title or words()["page"]["title"][language or "en"],
        own_title=title is None,
        note=note,
        words=words(),
        lang=language or "en",
        generated=generated,
        counts=_counts(ordered),
        data=escaped_json(page_data(ordered, conflicts, generated=generated, language=language, entity=entity, first_view=view, posts=posts)),
        claims=[_row(view, language or "en", posts) for view in ordered],
        script=script,
        style=style,
        policy=policy(script, style),
    )


def write_page(views: Iterable[ClaimView], path: str | os.PathLike[str], **options: Any) -> None:
    """Write the page to `path`, UTF-8; `options` as for `render_page`."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(render_page(views, **options))


def _counts(views: list[ClaimView]) -> tuple[str, str]:
    nodes = {entity_id(entity, view.article_id) for view in views for _, some in parts(view) for entity in some}
    return f"{len(nodes):,}", f"{len(views):,}"


def _row(view: ClaimView, lang: str, posts: Mapping[str, str]) -> dict[str, Any]:
    """A claim as a row of the table that is read without JavaScript."""
    said, claim = saying(view), view.claim
    told = [text[lang] for _, text in details(claim, posts)]
    told += [f"{words()['role'][role][lang]}: {_names(entities)}" for role, entities in said.others]
    told += [words()["page"]["says"][lang].replace("{}", ", ".join(claim.attribution))] if claim.attribution else []
    return {
        "when": when(view),
        "subject": _names(said.subject),
        "verb": said.verb[lang],
        "object": _names(said.object),
        "details": "; ".join(told),
        "modality": words()["modality"][claim.modality.value][lang],
        "lang": claim.lang,
        "quote": claim.evidence.quote,
        "source": view.publisher or view.article_title or view.url or "",
        "url": safe_url(view.url),
    }


def _names(entities: Iterable[Entity]) -> str:
    return ", ".join(entity.name for entity in entities)

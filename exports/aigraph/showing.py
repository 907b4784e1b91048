"""Answers as pages: a query's result with the names of its entities, which lead to a page or a site of the same graph.

The page of `aigraph query --html` and what notebooks show of a result are the same (`exports/results.py`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aigraph.exports.view import safe_url, short_id
from aigraph.graph.claim import Kind
from aigraph.graph.query import Iri, Table, Triples
from aigraph.ontology.vocabulary import ID

if TYPE_CHECKING:
    from aigraph.graph.query import Result
    from aigraph.graph.store import Store

__all__ = ["entity_names", "links_to", "result_html"]

NAMES = 2_000       # distinct texts of a result that are looked up as names


def result_html(
    answer: Result, *, title: str = "Query result", question: str | None = None, store: Store | None = None,
    link: Callable[[str], str | None] | None = None, most: int | None = None,
) -> str:
    """A query's answer as one HTML file.

    Args:
        answer: A table, triples or a bool; a bool is a table of one cell.
        title: Heading.
        question: The SPARQL, shown folded.
        store: Where names of IRIs, and with `link` IRIs of names, are looked up.
        link: Where an entity's IRI leads (`links_to`).
        most: Rows at most.
    """  # fmt: skip
    from aigraph.exports.results import render_results

    leads = link is not None
    columns, rows = _table(answer)
    labels: dict[str, str] = {}
    if store is not None:
        iris = {value for row in rows for value in row if isinstance(value, Iri)}
        titles, addresses = _articles(store, iris)
        labels, link = entity_names(store, iris) | titles, _first(addresses.get, link)
    if store is not None and leads:
        rows, labels = _with_iris(store, rows, labels)
    return render_results(columns, rows, title=title, question=question, labels=labels, link=link, most=most)


def links_to(target: str, output: Path | None = None) -> Callable[[str], str | None]:
    """Where entities lead: into a graph page (`aigraph.html`), or to the pages of a site (a folder, or an address that ends in `/`).

    Args:
        target: A path, which is made relative to the folder of `output`, or an http(s) address.
    """
    is_web = target.startswith(("http://", "https://"))
    base = target if is_web else quote(Path(os.path.relpath(target, output.parent if output else Path())).as_posix())
    if target.endswith("/") or (not is_web and Path(target).is_dir()):
        return lambda iri: _page_of(base.rstrip("/"), iri)
    entities = tuple(f"{ID}{kind.value}/" for kind in Kind)
    return lambda iri: f"{base}#e={quote(short_id(iri), safe='/')}" if iri.startswith(entities) else None


def entity_names(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """The name of each IRI that the graph has one for."""
    import pyoxigraph as ox

    from aigraph.ontology.vocabulary import RDFS

    known = store.view().labels
    found: dict[str, str] = {}
    for iri in sorted({iri for iri in iris if iri.startswith(ID)}):
        label = known.get(iri)
        names = [label.value] if label is not None else sorted({q.object.value for q in store.quads(ox.NamedNode(iri), RDFS.label, None) if isinstance(q.object, ox.Literal)})
        if names:
            found[iri] = names[0]
    return found


def _articles(store: Store, iris: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Titles and addresses of the articles among the IRIs."""
    wanted = {iri for iri in iris if iri.startswith(f"{ID}article/")}
    held = [article for article in store.articles() if article.iri in wanted] if wanted else []
    titles = {article.iri: article.title or article.url or article.id for article in held}
    return titles, {article.iri: article.url for article in held if safe_url(article.url) and article.url}


def _first(*links: Callable[[str], str | None] | None) -> Callable[[str], str | None]:
    """Where the first of several leads that leads anywhere."""
    return lambda iri: next((target for link in links if link and (target := link(iri))), None)


def _table(answer: Result) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    if isinstance(answer, Table):
        return answer.columns, list(answer.rows)
    if isinstance(answer, Triples):
        from aigraph.graph.query import to_python

        return ("subject", "predicate", "object"), [tuple(map(to_python, (t.subject, t.predicate, t.object))) for t in answer]
    return ("answer",), [(bool(answer),)]


def _page_of(base: str, iri: str) -> str | None:
    from aigraph.exports.site.paths import entity_path

    kind = iri.removeprefix(ID).partition("/")[0]
    try:
        return f"{base}/{quote(entity_path(iri, kind))}" if iri.startswith(ID) else None
    except ValueError:      # an article, a claim: they have no page of this sort
        return None


def _with_iris(store: Store, rows: list[tuple[Any, ...]], labels: dict[str, str]) -> tuple[list[tuple[Any, ...]], dict[str, str]]:
    """The rows with texts that are the name of just one entity in the place of that entity, which goes by that text."""
    from aigraph.graph.reading import find_entities

    texts = list(dict.fromkeys(value for row in rows for value in row if type(value) is str and 0 < len(value) <= 80))[:NAMES]
    bearers = {text: find_entities(store, text) for text in texts}
    iris = {text: Iri(some[0]) for text, some in bearers.items() if len(some) == 1}
    named = {str(iri): text for text, iri in reversed(iris.items())}
    return [tuple(iris.get(v, v) if type(v) is str and named.get(iris.get(v, "")) == v else v for v in row) for row in rows], {**labels, **named}

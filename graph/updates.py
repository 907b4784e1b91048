"""Updates: the text of SPARQL updates that put articles into a store, take them back, or change quads, each in one transaction.

An article's graph and what it says in the default graph change together, with a note that the article changed (`state`), so that
whatever is derived across articles can follow. Every function gives the steps of one update.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .canonical import in_default, is_article, seen, still_said
from .remote import RemoteEngine
from .state import changed_quads

if TYPE_CHECKING:
    from .store import Store

__all__ = ["changing", "inserted", "inserting", "taking_back"]


def inserted(store: Store, graphs: Mapping[str, Sequence[ox.Quad]]) -> list[ox.Quad]:
    """What `inserting` puts in, as quads: for the bulk loader of a store on disk."""
    view = store.view()
    union = {triple for graph, quads in graphs.items() for triple in seen(view, graph, quads)}
    return [*(quad for quads in graphs.values() for quad in quads), *in_default(union), *changed_quads(graphs)]


def inserting(store: Store, graphs: Mapping[str, Sequence[ox.Quad]]) -> list[str]:
    """Put articles' graphs, and what they say into the default graph."""
    view = store.view()
    union = {triple for graph, quads in graphs.items() for triple in seen(view, graph, quads)}
    named = "\n".join(f"GRAPH <{graph}> {{\n{_lines(q.triple for q in quads)}\n}}" for graph, quads in graphs.items())
    return [f"INSERT DATA {{\n{_default(store, _lines(union))}\n{named}\n{_note(store, graphs)} }}"]


def taking_back(store: Store, graphs: Sequence[str]) -> list[str]:
    """Remove articles' graphs, and from the default graph what nothing else says."""
    view, engine = store.view(), store.engine
    if isinstance(engine, RemoteEngine) and not view:
        return [step for graph in graphs for step in engine.taken_back(graph)]
    said = {triple for graph in graphs for triple in seen(view, graph, store.quads(None, None, None, ox.NamedNode(graph)))}
    gone = (triple for triple in said if not still_said(store, view, triple, graphs))
    steps = [f"DELETE DATA {{\n{_default(store, _lines(gone))}\n}}", *(f"DROP SILENT GRAPH <{graph}>" for graph in graphs)]
    note = _note(store, graphs)
    return [*steps, f"INSERT DATA {{ {note} }}"] if note else steps


def changing(store: Store, gone: Iterable[ox.Quad], come: Iterable[ox.Quad]) -> list[str]:
    """Take quads out and put quads in."""
    out, into = list(gone), list(come)
    articles = sorted({q.graph_name.value for q in (*out, *into) if is_article(q.graph_name)})  # type: ignore[union-attr]
    return [f"DELETE DATA {{ {_data(store, out)} }}", f"INSERT DATA {{ {_data(store, into)}\n{_note(store, articles)} }}"]


def _note(store: Store, articles: Iterable[str]) -> str:
    """That articles changed, as data of an update."""
    return "" if store.address else _data(store, changed_quads(articles))


def _data(store: Store, quads: Iterable[ox.Quad]) -> str:
    """Quads as data of an update, those of a graph together."""
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        name = str(quad.graph_name) if isinstance(quad.graph_name, ox.NamedNode) else ""
        graphs.setdefault(name, []).append(quad.triple)
    return "\n".join(
        f"GRAPH {name} {{\n{_lines(held)}\n}}" if name else _default(store, _lines(held)) for name, held in graphs.items()
    )


def _default(store: Store, lines: str) -> str:
    """Triples of the default graph as data of an update, in the graph that stands in for it where one does."""
    graph = getattr(store.engine, "default_graph", None)
    return f"GRAPH <{graph}> {{\n{lines}\n}}" if graph else lines


def _lines(triples: Iterable[ox.Triple]) -> str:
    return "\n".join(f"{triple.subject} {triple.predicate} {triple.object} ." for triple in triples)

"""Judging: what people say of identity, from the names they use to records, and back by undo.

An end is a name (`Li Wei`), a node (`person/li-wei`), or a name in one article (`Li Wei@ID`, with the article's id,
address or source) where one name is several things. A judgement takes effect at once, over the whole graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..ontology.errors import QueryError
from ..ontology.vocabulary import ID, RDFS, SKOS
from .canonical import is_article
from .derive import refresh
from .judgements import Decision, Judgement, now, read_judgements
from .names import Lexicon
from .reading import fold_name
from .view import View, appearance_iri

if TYPE_CHECKING:
    from .store import Store

__all__ = ["find_end", "judge", "undo"]


def judge(
    store: Store, one: str, other: str, decision: Decision, *,
    why: str = "", by: str = "human", when: str | None = None, lexicon: Lexicon | None = None,
) -> Judgement:  # fmt: skip
    """Record that two ends are the same or different, and refresh; a second judgement of a pair replaces the first.

    Raises:
        QueryError: An end is unknown or ambiguous, or an earlier human judgement says otherwise; the message says which.
    """
    ends = sorted((find_end(store, one), find_end(store, other)))
    if ends[0] == ends[1]:
        raise QueryError(f"{one!r} and {other!r} are one node as articles write it; name an article: {one}@ARTICLE")
    kinds = {_kind(store, end) for end in ends}
    if len(kinds) > 1:
        raise QueryError(f"{one!r} and {other!r} are of different kinds: {' and '.join(sorted(kinds))}")
    by = by if by != "computed" else "human"
    made = Judgement(ends[0], ends[1], decision, why or f"{by} says so", 1.0, when or now(), by)
    held = read_judgements(store, human=True)
    others = [j for j in held if j.id != made.id]
    broken = _broken(store, others)
    refresh(store, lexicon, human=[*others, made])
    now_broken = _broken(store, [*others, made]) - broken
    if now_broken:
        refresh(store, lexicon, human=held)
        said = ", ".join(f"{j.id} ({j.decision.value})" for j in others)
        raise QueryError(f"other human judgements say otherwise, among {said}; `aigraph identity undo ID` takes one back")
    return made


def _broken(store: Store, judgements: Sequence[Judgement]) -> set[str]:
    """Ids of the judgements that do not hold, because others, or the lack of an article, stand in their way."""
    return {
        j.id for j in judgements if bool(_node(store, j.one) & _node(store, j.other)) != (j.decision is Decision.SAME)
    }


def undo(store: Store, id: str | None = None, *, lexicon: Lexicon | None = None) -> Judgement:
    """Take a human judgement back, the last one where no id is given: the graph is as if it had never been made.

    Raises:
        QueryError: There is no such human judgement.
    """
    held = read_judgements(store, human=True)
    if not held:
        raise QueryError("there is no human judgement to undo; computed ones are overruled by `same` or `different`")
    chosen = [j for j in held if id is None or j.id == id]
    if not chosen:
        raise QueryError(f"no human judgement {id!r}; there are: {', '.join(j.id for j in held)}")
    refresh(store, lexicon, human=[j for j in held if j.id != chosen[-1].id])
    return chosen[-1]


def find_end(store: Store, text: str) -> str:
    """The written node or the appearance that a person means.

    Raises:
        QueryError: Nothing, or more than one thing, is called so; the message lists them.
    """
    name, _, where = text.rpartition("@")
    if name and (articles := store.find_articles(where)):
        found = sorted({written for written, article in _bearers(store, name) if article in articles})
        if len(found) != 1:
            raise QueryError(f"{len(found) or 'nothing'} in {where} is called {name!r}")
        return appearance_iri(articles[0], found[0])
    view = store.view()
    iri = text if text.startswith(ID) else f"{ID}{text}"
    written = {written for written, _ in _bearers(store, text)} or {w for w in view.written(iri) if _stands(store, w)}
    if not written:
        raise QueryError(f"nothing is called {text!r}; `aigraph show NAME` finds names")
    return _only(store, text, sorted(written), view, iri)


def _only(store: Store, text: str, written: Sequence[str], view: View, iri: str) -> str:
    """The written node, or the first appearance of a node that shares its written node with others."""
    split = {(article, w): node for w in written for article, node in view.several(w).items()}
    nodes = {view.node("", w) for w in written if w not in {pair[1] for pair in split}} | set(split.values())
    if iri in nodes and any(node == iri for node in split.values()):
        article, held = min(pair for pair, node in split.items() if node == iri)
        return appearance_iri(article, held)
    if len(nodes) > 1:
        known = ", ".join(sorted(node.removeprefix(ID) for node in nodes))
        raise QueryError(f"several things are called {text!r}: {known}; give one of these, or NAME@ARTICLE")
    own = [w for w in written if any(fold_name(text) == fold_name(label) for label in _labels(store, w))]
    return (own or list(written))[0]


def _bearers(store: Store, name: str) -> list[tuple[str, str]]:
    """The written nodes that bear a name, each with the article."""
    folded = fold_name(name)
    return [
        (written, article)
        for term in (RDFS.label, SKOS.altLabel)
        for written, article, label in _named(store, term)
        if fold_name(label) == folded
    ]


def _named(store: Store, term: ox.NamedNode) -> Iterator[tuple[str, str, str]]:
    for quad in store.quads(None, term, None):
        if is_article(quad.graph_name):
            assert isinstance(quad.graph_name, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode)
            yield quad.subject.value, quad.graph_name.value, getattr(quad.object, "value", "")


def _labels(store: Store, written: str) -> list[str]:
    return [getattr(quad.object, "value", "") for quad in store.quads(ox.NamedNode(written), RDFS.label, None)]


def _stands(store: Store, iri: str) -> bool:
    return any(is_article(quad.graph_name) for quad in _of(store, iri))


def _of(store: Store, iri: str) -> list[ox.Quad]:
    try:
        return list(store.quads(ox.NamedNode(iri), RDFS.label, None))
    except ValueError:  # a name with a space is no IRI
        return []


def _appearance(store: Store, iri: str) -> tuple[str, str] | None:
    """Article and written node of an appearance."""
    found = ((article, written) for written, article, _ in _named(store, RDFS.label))
    return next((pair for pair in found if appearance_iri(*pair) == iri), None)


def _kind(store: Store, end: str) -> str:
    found = _appearance(store, end) if end.startswith(f"{ID}appearance/") else ("", end)
    return found[1].removeprefix(ID).partition("/")[0] if found else ""


def _node(store: Store, end: str) -> set[str]:
    """The nodes that stand for an end."""
    view = store.view()
    if end.startswith(f"{ID}appearance/"):
        found = _appearance(store, end)
        return {view.node(*found)} if found else set()
    return set(view.several(end).values()) or {view.node("", end)}

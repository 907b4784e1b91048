"""The page's data block: entities, articles, claims and conflicts, which refer to each other by position.

Made to be small: what is usual is left out (an asserted modality, no further roles), verb phrases are written once, and
what follows from a claim's type (family, direction) stands with the type. `frontend/src/model.js` unpacks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ..graph.claim import Entity, Modality, When
from ..ontology.schema import claim_types
from .conflicts import ConflictView, between, value_in_words
from .keys import search_keys
from .layout import place
from .network import entity_nodes, to_networkx
from .view import ClaimView, entity_id, links, safe_url, short_id, when
from .words import LANGUAGES, details, family, is_symmetric, saying, words

__all__ = ["DRAWN", "page_data"]

DRAWN = 300          # more cannot be read, whatever can be drawn
_GROUPS = ("page", "family", "kind", "lang", "modality", "firmly", "difference", "value", "role")


def page_data(
    views: Sequence[ClaimView],
    conflicts: Iterable[ConflictView] = (),
    *,
    generated: str | None = None,
    language: str | None = None,
    entity: str | None = None,
    first_view: str | None = None,
    posts: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """Everything the script needs, from claims that are in order (`view.in_order`); options as for `render_page`."""
    graph, nodes = to_networkx(views), entity_nodes(views)
    degree = dict.fromkeys(graph, 0)
    for view in views:
        for node in {end for link in links(view) for end in (link.source, link.target)}:
            degree[node] += 1
    ranked = sorted(graph.nodes, key=lambda node: (-degree[node], node))
    places = place(graph, ranked[:DRAWN])
    number = {node: index for index, node in enumerate(ranked)}
    entities: list[dict[str, Any]] = []
    for node in ranked:
        names = list(nodes[node].names)
        held = {"id": short_id(node), "name": nodes[node].name, "names": names, "kind": nodes[node].kind,
                "keys": search_keys(names), "degree": degree[node]}  # fmt: skip
        entities.append(held | ({"x": places[node][0], "y": places[node][1]} if node in places else {}))
    articles: dict[str, dict[str, Any]] = {}
    for view in views:
        articles.setdefault(view.article_id, _article(view))
    order = {article: index for index, article in enumerate(articles)}
    verbs: dict[tuple[str, str], int] = {}
    claims = [_claim(view, number, order[view.article_id], verbs, posts) for view in views]
    types = dict.fromkeys(view.claim.type for view in views)
    return {
        "entities": entities,
        "articles": list(articles.values()),
        "claims": claims,
        "verbs": list(verbs),
        "types": {type_: {"family": family(type_), "symmetric": is_symmetric(type_)} for type_ in sorted(types)},
        "conflicts": _conflicts(views, conflicts, posts),
        "words": {**{group: _bare(group) for group in _GROUPS}, "type": _type_words(types)},
        "drawn": DRAWN,
        "generated": generated,
        "language": language,
        "open": short_id(entity) if entity else None,
        "view": first_view,
    }


def _article(view: ClaimView) -> dict[str, Any]:
    return {
        "title": view.article_title or "",
        "publisher": view.publisher or "",
        "url": safe_url(view.url) or "",
        "published": (view.published or "")[:10],
    }


def _claim(view: ClaimView, number: dict[str, int], article: int, verbs: dict[tuple[str, str], int], posts: Mapping[str, str]) -> dict[str, Any]:
    claim, said, evidence = view.claim, saying(view), view.claim.evidence

    def places(some: Iterable[Entity]) -> list[int]:
        return [number[entity_id(entity, view.article_id)] for entity in some]

    packed = {
        "id": short_id(view.id),
        "type": claim.type,
        "lang": claim.lang,
        "when": when(view),
        "month": _month(view),
        "v": verbs.setdefault((said.verb["en"], said.verb["zh"]), len(verbs)),
        "s": places(said.subject),
        "o": places(said.object),
        "quote": evidence.quote,
        "article": article,
        "e": [number[end] for link in links(view) for end in (link.source, link.target)],
    }
    seldom = {
        "modality": "" if claim.modality is Modality.ASSERTED else claim.modality.value,
        "r": [[role, places(entities)] for role, entities in said.others],
        "details": [[field, text["en"], text["zh"]] for field, text in details(claim, posts)],
        "says": list(claim.attribution),
        "prefix": evidence.prefix,
        "suffix": evidence.suffix,
    }
    return packed | {key: value for key, value in seldom.items() if value}


def _month(view: ClaimView) -> str:
    """The month by which the claim held, for the slider: the last that its date can mean, but not after an article that tells of it."""
    text, published = when(view), (view.published or "")[:7]
    if not text:
        return ""
    try:
        date = When(text)
        first, last = date.earliest.isoformat()[:7], date.latest.isoformat()[:7]
    except ValueError:      # a day that no calendar has
        return text[:7] if len(text) >= 7 else f"{text[:4]}-12"
    return published if first <= published < last else last


def _conflicts(views: Sequence[ClaimView], conflicts: Iterable[ConflictView], posts: Mapping[str, str]) -> list[dict[str, Any]]:
    number = {view.id: index for index, view in enumerate(views)}
    found = []
    for conflict in between(conflicts, number):
        sides = [number[conflict.one], number[conflict.other]]
        values = [list(value_in_words(views[side], conflict.field, posts).values()) for side in sides]
        found.append({"one": sides[0], "other": sides[1], "difference": conflict.difference, "field": conflict.field, "values": values})
    return found


def _bare(group: str) -> dict[str, dict[str, str]]:
    """A group of words without what only Python needs."""
    return {key: {lang: entry[lang] for lang in LANGUAGES} for key, entry in words()[group].items()}


def _type_words(types: Iterable[str]) -> dict[str, dict[str, str]]:
    """Labels of the claim types that occur, in the ontology's order."""
    known, used = claim_types(), set(types)
    labels = {type_: known[type_].labels for type_ in known if type_ in used}
    return {type_: {"en": held["en"][:1].upper() + held["en"][1:], "zh": held["zh"]} for type_, held in labels.items()}

"""Decoding: from the nodes of an article's graph to its metadata and claims.

One scan of the graph, grouped by subject (`scan`); then each claim's parts are looked up in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Date
from decimal import Decimal, InvalidOperation
from typing import Any

import pyoxigraph as ox

from ..ontology.schema import claim_types, role_term
from ..ontology.vocabulary import AIG, OA, RDF, RDFS, SKOS
from .claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name, When
from .stored import StoredArticle, StoredClaim

__all__ = ["KINDS", "TYPES", "decode_article", "decode_claims", "decode_labels", "scan"]

_Node = dict[ox.NamedNode, list[Any]]
Nodes = Mapping[Any, _Node]
_T = {
    name: AIG[name]
    for name in (
        "Article Claim title url publisher published language source saidIn modality attribution attributedTo confidence "
        "reader role amount date since until status round quantity share triggerStart triggerEnd quote evidence argument "
        "argumentRole entity value currency words bound key described"
    ).split()
}
TYPES = {AIG[name]: name for name in claim_types()}
_ROLES = {role_term(role): role for kind in claim_types().values() for role in kind.roles}
KINDS = {AIG[kind.value.capitalize()]: kind for kind in Kind}
_MODALITIES = {AIG[modality.value]: modality for modality in Modality}
_COUNT = _T["saidIn"]  # in `scan`, an article's entry lists its claims under this


def scan(quads: Iterable[ox.Quad], graph: str) -> Nodes:
    """The quads of an article's graph by subject and property; the article's node also lists its claims."""
    nodes: dict[Any, _Node] = defaultdict(lambda: defaultdict(list))
    article = ox.NamedNode(graph)
    listed = nodes[article][_COUNT]
    for quad in quads:
        nodes[quad.subject][quad.predicate].append(quad.object)
        if quad.predicate == _COUNT:
            listed.append(quad.subject)
    return nodes


def decode_article(nodes: Nodes, iri: str) -> StoredArticle:
    """The article's metadata."""
    node = nodes[ox.NamedNode(iri)]
    published = _text(node, "published")
    return StoredArticle(
        iri=iri,
        title=_text(node, "title"),
        url=_text(node, "url"),
        publisher=_text(node, "publisher"),
        published=Date.fromisoformat(published) if published else None,
        language=_text(node, "language"),
        source=_text(node, "source") or "",
        claims=len(node.get(_COUNT, ())),
    )


def decode_claims(nodes: Nodes, article: StoredArticle) -> Iterator[StoredClaim]:
    """Yield the article's claims as it writes them, in no particular order; none of types that this ontology lacks."""
    entities: dict[Any, Entity] = {}
    for node in nodes[ox.NamedNode(article.iri)].get(_COUNT, ()):
        stored = _claim(node, nodes, article, entities)
        if stored is not None:
            yield stored


def decode_labels(nodes: Nodes) -> dict[str, list[ox.Literal]]:
    """The labels of every node that has some."""
    return {subject.value: node[RDFS.label] for subject, node in nodes.items() if RDFS.label in node}


def _claim(iri: Any, nodes: Nodes, article: StoredArticle, entities: dict[Any, Entity]) -> StoredClaim | None:
    node = nodes[iri]
    kind = next((TYPES[term] for term in node.get(RDF.type, ()) if term in TYPES), None)
    if kind is None:  # a type of a newer ontology: not ours to show
        return None
    arguments, iris = _arguments(node, nodes, entities)
    trigger = _text(node, "triggerStart"), _text(node, "triggerEnd")
    quantity = _text(node, "quantity")
    claim = Claim(
        type=kind,
        lang=_text(node, "language") or "",
        evidence=_evidence(node, nodes),
        arguments=arguments,
        role=_text(node, "role"),
        amount=_amount(node, nodes),
        date=_when(node, "date"),
        since=_when(node, "since"),
        until=_when(node, "until"),
        status=_text(node, "status"),
        round=_text(node, "round"),
        quantity=None if quantity is None else int(quantity),
        share=_text(node, "share"),
        modality=next((_MODALITIES[m] for m in node.get(_T["modality"], ()) if m in _MODALITIES), Modality.ASSERTED),
        attribution=tuple(sorted(speaker.value for speaker in node.get(_T["attribution"], ()))),
        trigger=(int(trigger[0]), int(trigger[1])) if trigger[0] and trigger[1] else None,
        reader=_text(node, "reader") or "",
        confidence=float(_text(node, "confidence") or 1.0),
    )
    speakers = tuple(sorted(speaker.value for speaker in node.get(_T["attributedTo"], ())))
    return StoredClaim(iri.value, article, claim, iris, speakers)


def _arguments(node: _Node, nodes: Nodes, entities: dict[Any, Entity]) -> tuple[tuple[Argument, ...], tuple[str, ...]]:
    found = []
    for iri in sorted(node.get(_T["argument"], ()), key=lambda a: int(a.value.rpartition("/")[2])):
        argument = nodes[iri]
        entity = argument[_T["entity"]][0]
        if entity not in entities:
            entities[entity] = _entity(nodes[entity])
        role = _ROLES[argument[_T["argumentRole"]][0]]
        spot = int(argument[OA.start][0].value), int(argument[OA.end][0].value)
        found.append((Argument(role, entities[entity], *spot), entity.value))
    return tuple(argument for argument, _ in found), tuple(iri for _, iri in found)


def _entity(node: _Node) -> Entity:
    names = sorted(Name(label.value, label.language or "") for label in node.get(SKOS.altLabel, ()))
    kind = next(KINDS[term] for term in node[RDF.type] if term in KINDS)
    label = min(node[RDFS.label], key=str).value
    return Entity(label, kind, tuple(names), _T["described"] in node, _text(node, "key") or "")


def _evidence(node: _Node, nodes: Nodes) -> Evidence:
    values: dict[ox.NamedNode, Any] = {}
    for iri in node.get(_T["evidence"], ()):
        for selector in nodes[iri].get(OA.hasSelector, ()):
            values |= {term: objects[0] for term, objects in nodes[selector].items()}
    text = {term: value.value for term, value in values.items()}
    start, end = int(text.get(OA.start, 0)), int(text.get(OA.end, 0))
    return Evidence(text.get(OA.exact, ""), start, end, text.get(OA.prefix, ""), text.get(OA.suffix, ""))


def _amount(node: _Node, nodes: Nodes) -> Money | None:
    for iri in node.get(_T["amount"], ()):
        amount = nodes[iri]
        try:
            value = Decimal(_text(amount, "value") or "")
        except InvalidOperation:
            return None
        return Money(value, _text(amount, "currency") or "", _text(amount, "words") or "", _text(amount, "bound"))
    return None


def _when(node: _Node, field: str) -> When | None:
    text = _text(node, field)
    return When(text) if text else None


def _text(node: _Node, field: str) -> str | None:
    values = node.get(_T[field])
    return values[0].value if values else None

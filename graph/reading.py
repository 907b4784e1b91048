"""From RDF back to claims: what pages, `show`, networkx and the command line build on.

One scan of each article's graph, grouped by subject; filters choose graphs first, so that an entity's claims cost only
the articles that speak of it. Articles come by date of publication (undated last), claims by their place in the text.
Entities are the nodes that stand for things over all articles (`canonical`), unless claims are asked for as written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pyoxigraph as ox

from ..ontology.schema import claim_types, role_term
from ..ontology.vocabulary import AIG, ID, OA, RDF, RDFS, SKOS
from .canonical import View
from .claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name, When
from .finding import find_entities, fold_name

if TYPE_CHECKING:
    from .store import Store

__all__ = ["StoredArticle", "StoredClaim", "find_entities", "fold_name", "read_articles", "read_claims"]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article's metadata as the store has it; `iri` is its graph, `claims` how many claims it makes."""

    iri: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: Date | None = None
    language: str | None = None
    source: str = ""
    claims: int = 0

    @property
    def id(self) -> str:
        """The article's id: the last part of its IRI."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with its IRI, its article, and the IRIs of its entities (one for each of `claim.arguments`)."""

    iri: str
    article: StoredArticle
    claim: Claim
    entities: tuple[str, ...]
    attributed_to: tuple[str, ...] = ()

    @property
    def title(self) -> str | None:
        """The article's title."""
        return self.article.title

    @property
    def url(self) -> str | None:
        """The article's address."""
        return self.article.url

    @property
    def publisher(self) -> str | None:
        """Who published the article."""
        return self.article.publisher

    @property
    def published(self) -> Date | None:
        """The day the article appeared."""
        return self.article.published


_Node = dict[ox.NamedNode, list[Any]]
_Nodes = Mapping[Any, _Node]
_T = {
    name: AIG[name]
    for name in (
        "Article Claim title url publisher published language source saidIn modality attribution attributedTo confidence "
        "reader role amount date since until status round quantity share triggerStart triggerEnd quote evidence argument "
        "argumentRole entity value currency words bound key described"
    ).split()
}
_TYPES = {AIG[name]: name for name in claim_types()}
_ROLES = {role_term(role): role for kind in claim_types().values() for role in kind.roles}
_KINDS = {AIG[kind.value.capitalize()]: kind for kind in Kind}
_MODALITIES = {AIG[modality.value]: modality for modality in Modality}


def read_claims(
    store: Store,
    *,
    article: str | None = None,
    entity: str | None = None,
    type: str | None = None,
    as_written: bool = False,
) -> Iterator[StoredClaim]:
    """Yield claims, rebuilt from the graph.

    Args:
        article: Only this article's: its id, IRI, address or source.
        entity: Only those in which this entity has a role: its IRI, or any name of it, whatever its case.
        type: Only claims of this type.
        as_written: With entities as their articles write them, not the nodes that stand for them.
    """
    view = View() if as_written else store.view()
    graphs = store.find_articles(article) if article is not None else None
    wanted: set[str] | None = None
    if entity is not None:
        wanted = {entity} if entity.startswith(ID) else set(find_entities(store, entity))
        speaking = {
            quad.graph_name.value
            for iri in wanted
            for written in view.written(iri)
            for quad in store.quads(None, _T["entity"], ox.NamedNode(written))
            if isinstance(quad.graph_name, ox.NamedNode)
        }
        graphs = sorted(speaking if graphs is None else speaking.intersection(graphs))
    for iri in _by_date(store, graphs):
        nodes = _nodes(store, iri)
        held = _article(nodes, iri)
        entities: dict[Any, Entity] = {}
        found = []
        for node in nodes[ox.NamedNode(iri)].get(_COUNT, ()):
            stored = _claim(node, nodes, held, entities)
            if stored is not None and view:
                stored = _in_place(stored, view)
            if stored is None or (type is not None and stored.claim.type != type):
                continue
            if wanted is None or not wanted.isdisjoint(stored.entities):
                found.append(stored)
        found.sort(key=lambda s: (s.claim.evidence.start, s.claim.evidence.end, s.claim.type, s.iri))
        yield from found


def read_articles(store: Store) -> list[StoredArticle]:
    """All articles, by date of publication, undated last."""
    return [_article(_nodes(store, iri), iri) for iri in _by_date(store, None)]


_COUNT = _T["saidIn"]  # in `_nodes`, an article's entry lists its claims under this


def _by_date(store: Store, graphs: list[str] | None) -> list[str]:
    if graphs is None:
        graphs = list(store.subjects(RDF.type, _T["Article"]))
    dates: dict[str, str] = {}
    for quad in store.quads(None, _T["published"], None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            dates[quad.subject.value] = quad.object.value
    return sorted(set(graphs), key=lambda iri: (dates.get(iri, "9999"), iri))


def _nodes(store: Store, graph: str) -> _Nodes:
    """One scan of a graph: subject -> property -> objects; the article's node also lists its claims."""
    nodes: dict[Any, _Node] = defaultdict(lambda: defaultdict(list))
    article = ox.NamedNode(graph)
    listed = nodes[article][_COUNT]
    for quad in store.quads(None, None, None, article):
        nodes[quad.subject][quad.predicate].append(quad.object)
        if quad.predicate == _COUNT:
            listed.append(quad.subject)
    return nodes


def _article(nodes: _Nodes, iri: str) -> StoredArticle:
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


def _claim(iri: Any, nodes: _Nodes, article: StoredArticle, entities: dict[Any, Entity]) -> StoredClaim | None:
    node = nodes[iri]
    kind = next((_TYPES[term] for term in node.get(RDF.type, ()) if term in _TYPES), None)
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


def _in_place(stored: StoredClaim, view: View) -> StoredClaim:
    """The claim with the nodes that stand for its entities, named as the graph calls them."""
    graph = stored.article.iri
    nodes = tuple(view.node(graph, iri) for iri in stored.entities)
    arguments = []
    for argument, written, node in zip(stored.claim.arguments, stored.entities, nodes, strict=True):
        label = view.labels.get(node)
        if node != written or (label is not None and label.value != argument.entity.name):
            entity = argument.entity
            names = {*entity.names, *([Name(label.value, label.language or "")] if label is not None else ())}
            key = entity.key if node == written else unquote(node.rpartition("/")[2])
            described = entity.described and node == written
            name = entity.name if label is None else label.value
            argument = replace(argument, entity=replace(entity, name=name, key=key, names=tuple(sorted(names)), described=described))
        arguments.append(argument)
    speakers = tuple(sorted({view.node(graph, speaker) for speaker in stored.attributed_to}))
    claim = replace(stored.claim, arguments=tuple(arguments))
    return replace(stored, claim=claim, entities=nodes, attributed_to=speakers)


def _arguments(node: _Node, nodes: _Nodes, entities: dict[Any, Entity]) -> tuple[tuple[Argument, ...], tuple[str, ...]]:
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
    kind = next(_KINDS[term] for term in node[RDF.type] if term in _KINDS)
    label = node[RDFS.label][0].value
    return Entity(label, kind, tuple(names), _T["described"] in node, _text(node, "key") or "")


def _evidence(node: _Node, nodes: _Nodes) -> Evidence:
    values: dict[ox.NamedNode, Any] = {}
    for iri in node.get(_T["evidence"], ()):
        for selector in nodes[iri].get(OA.hasSelector, ()):
            values |= {term: objects[0] for term, objects in nodes[selector].items()}
    text = {term: value.value for term, value in values.items()}
    start, end = int(text.get(OA.start, 0)), int(text.get(OA.end, 0))
    return Evidence(text.get(OA.exact, ""), start, end, text.get(OA.prefix, ""), text.get(OA.suffix, ""))


def _amount(node: _Node, nodes: _Nodes) -> Money | None:
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

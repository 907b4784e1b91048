"""From claims to RDF: the quads of one article, all in the graph that bears the article's IRI.

A claim is a node named by a hash of what it says; roles lead from it to entities, and argument nodes keep where the
words of each role stand. Values keep their precision: `aig:date "2024-05"^^xsd:gYearMonth` with `aig:earliest` and
`aig:latest` (for `since` and `until`: `aig:sinceEarliest` ...). Evidence is a Web Annotation target with a quote and a
position selector. Asserted claims also make shortcut triples. There are no blank nodes, so equal content is equal
bytes. An order that RDF does not keep (names of an entity, several attributions) is not kept.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from ..ontology.schema import claim_type, entity_class, role_term
from ..ontology.vocabulary import AIG, ID, OA, RDF, RDFS, SKOS
from .article import Article
from .claim import Claim, Entity, Evidence, Modality, Money
from .terms import article_iri, bounds, clean, date_literal, decimal, entity_iri, integer, string, tagged, web_iri

__all__ = ["article_quads", "claim_iri", "shortcut_triples"]

Statement = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]

_TYPE = RDF.type
_BOUNDS = {
    "date": (AIG.date, AIG.earliest, AIG.latest),
    "since": (AIG.since, AIG.sinceEarliest, AIG.sinceLatest),
    "until": (AIG.until, AIG.untilEarliest, AIG.untilLatest),
}
_STRINGS = {"role": AIG.role, "status": AIG.status, "round": AIG.round, "share": AIG.share, "reader": AIG.reader}
_TRUE = ox.Literal(True)
# Bound here so that a misspelt term fails at import.
_A = {
    name: AIG[name]
    for name in (
        "Claim Argument Evidence Amount Article argument argumentRole entity evidence quote saidIn modality attribution "
        "attributedTo confidence language triggerStart triggerEnd amount quantity value currency words bound minimum "
        "maximum key described title url publisher published source"
    ).split()
}


def article_quads(article: Article, claims: Sequence[Claim]) -> list[ox.Quad]:
    """The quads of an article and its claims, sorted; claims that say the same are one (the surest is kept).

    Raises:
        VocabularyError: A claim has a type or role that the ontology does not have.
    """
    graph = article_iri(article)
    chosen: dict[ox.NamedNode, Claim] = {}
    for claim in sorted(claims, key=_rank):
        chosen.setdefault(claim_iri(claim, article), claim)
    entities = _entities(article, chosen.values())
    statements = set(_article(article, graph))
    for iri, entity in entities.items():
        statements.update(_entity(iri, entity))
    names = _names(entities)
    for iri, claim in chosen.items():
        statements.update(_claim(iri, claim, article, names))
        statements.update(shortcut_triples(claim, article))
    return sorted((ox.Quad(*statement, graph) for statement in statements), key=str)


def claim_iri(claim: Claim, article: Article) -> ox.NamedNode:
    """The claim's IRI: sixteen hex digits of a hash of what it says, of whom, how firmly, and where it stands."""
    said = [
        article.id,
        claim.type,
        sorted((a.role, entity_iri(a.entity, article).value) for a in claim.arguments),
        [str(claim.amount) if claim.amount else None, claim.amount.bound if claim.amount else None],
        [str(value) if value else None for value in (claim.date, claim.since, claim.until)],
        [claim.role, claim.status, claim.round, claim.quantity, claim.share],
        [claim.modality.value, *sorted(claim.attribution)],
        [claim.evidence.start, claim.evidence.end, claim.evidence.quote],
    ]
    return ox.NamedNode(f"{ID}claim/{hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]}")


def shortcut_triples(claim: Claim, article: Article | str) -> Iterator[Statement]:
    """Yield the shortcuts of a claim of that article (or article id): none unless it is asserted."""
    if claim.modality is not Modality.ASSERTED:
        return
    kind = claim_type(claim.type)
    for shortcut in kind.shortcuts:
        if not shortcut.applies(claim.status):
            continue
        term = AIG[shortcut.property]
        for entity in claim.entities(shortcut.subject):
            subject = entity_iri(entity, article)
            if shortcut.object == "amount":
                if claim.amount is not None:
                    yield subject, term, string(str(claim.amount))
                continue
            for other in claim.entities(shortcut.object):
                yield subject, term, entity_iri(other, article)
                if kind.symmetric:
                    yield entity_iri(other, article), term, subject


def _rank(claim: Claim) -> tuple[float, str, str]:
    return -claim.confidence, claim.reader, repr(claim)


def _article(article: Article, iri: ox.NamedNode) -> Iterator[Statement]:
    yield iri, _TYPE, _A["Article"]
    if article.title:
        yield iri, _A["title"], tagged(article.title, article.language)
    if article.publisher:
        yield iri, _A["publisher"], string(article.publisher)
    if article.published:
        yield iri, _A["published"], date_literal(article.published)
    if article.language:
        yield iri, _A["language"], string(article.language)
    if article.source:
        yield iri, _A["source"], string(article.source)
    address = web_iri(article.url)
    if address is not None:
        yield iri, _A["url"], address


def _entities(article: Article, claims: Iterable[Claim]) -> dict[ox.NamedNode, list[Entity]]:
    found: dict[ox.NamedNode, set[Entity]] = defaultdict(set)
    for claim in claims:
        for argument in claim.arguments:
            found[entity_iri(argument.entity, article)].add(argument.entity)
    return {iri: sorted(same, key=lambda e: (e.described, e.name, e.key, e.names)) for iri, same in found.items()}


def _entity(iri: ox.NamedNode, same: Sequence[Entity]) -> Iterator[Statement]:
    first = same[0]  # one label an article: the graph's own name for the thing
    langs = {name.text: name.lang for entity in same for name in entity.names}
    yield iri, _TYPE, entity_class(first.kind.value)
    yield iri, RDFS.label, tagged(first.name, langs.get(first.name) or _script(first.name))
    yield iri, _A["key"], string(first.key)
    if first.described:
        yield iri, _A["described"], _TRUE
    for entity in same:
        if entity.name != first.name:
            yield iri, SKOS.altLabel, tagged(entity.name, langs.get(entity.name) or _script(entity.name))
        for name in entity.names:
            yield iri, SKOS.altLabel, tagged(name.text, name.lang)


def _names(entities: dict[ox.NamedNode, list[Entity]]) -> dict[str, ox.NamedNode]:
    """Entities by folded name, for speakers; a name that two entities share names neither."""
    found: dict[str, set[ox.NamedNode]] = defaultdict(set)
    for iri, same in entities.items():
        for entity in same:
            for name in (entity.name, *(name.text for name in entity.names)):
                found[name.casefold()].add(iri)
    return {name: next(iter(iris)) for name, iris in found.items() if len(iris) == 1}


def _claim(iri: ox.NamedNode, claim: Claim, article: Article, names: dict[str, ox.NamedNode]) -> Iterator[Statement]:
    kind = claim_type(claim.type)
    yield iri, _TYPE, _A["Claim"]
    yield iri, _TYPE, AIG[kind.name]
    yield iri, _A["saidIn"], article_iri(article)
    yield iri, _A["modality"], AIG[claim.modality.value]
    yield iri, _A["confidence"], decimal(claim.confidence)
    yield iri, _A["language"], string(claim.lang)
    for field, term in _STRINGS.items():
        if getattr(claim, field):
            yield iri, term, string(getattr(claim, field))
    if claim.quantity is not None:
        yield iri, _A["quantity"], integer(claim.quantity)
    for field, (term, first, last) in _BOUNDS.items():
        when = getattr(claim, field)
        if when is None:
            continue
        yield iri, term, date_literal(when)
        days = bounds(when)
        if days is not None:
            yield iri, first, days[0]
            yield iri, last, days[1]
    if claim.trigger is not None:
        yield iri, _A["triggerStart"], integer(claim.trigger[0])
        yield iri, _A["triggerEnd"], integer(claim.trigger[1])
    for speaker in claim.attribution:
        yield iri, _A["attribution"], string(speaker)
        if speaker.casefold() in names:
            yield iri, _A["attributedTo"], names[speaker.casefold()]
    if claim.amount is not None:
        yield from _amount(iri, claim.amount)
    yield from _arguments(iri, claim, article)
    yield from _evidence(iri, claim.evidence, article)


def _amount(claim: ox.NamedNode, amount: Money) -> Iterator[Statement]:
    iri = ox.NamedNode(claim.value + "/amount")
    value = decimal(amount.value)
    yield claim, _A["amount"], iri
    yield iri, _TYPE, _A["Amount"]
    yield iri, _A["value"], value
    yield iri, _A["currency"], string(amount.currency)
    if amount.words:
        yield iri, _A["words"], string(amount.words)
    if amount.bound:
        yield iri, _A["bound"], string(amount.bound)
        if amount.bound in ("minimum", "maximum"):
            yield iri, _A[amount.bound], value


def _arguments(claim: ox.NamedNode, spoken: Claim, article: Article) -> Iterator[Statement]:
    for number, argument in enumerate(spoken.arguments, start=1):
        iri = ox.NamedNode(f"{claim.value}/argument/{number}")
        role, entity = role_term(argument.role), entity_iri(argument.entity, article)
        yield claim, role, entity
        yield claim, _A["argument"], iri
        yield iri, _TYPE, _A["Argument"]
        yield iri, _A["argumentRole"], role
        yield iri, _A["entity"], entity
        yield iri, OA.start, integer(argument.start)
        yield iri, OA.end, integer(argument.end)


def _evidence(claim: ox.NamedNode, evidence: Evidence, article: Article) -> Iterator[Statement]:
    iri = ox.NamedNode(claim.value + "/evidence")
    quote, position = ox.NamedNode(iri.value + "/quote"), ox.NamedNode(iri.value + "/position")
    yield claim, _A["quote"], string(evidence.quote)
    yield claim, _A["evidence"], iri
    yield iri, _TYPE, _A["Evidence"]
    yield iri, OA.hasSource, article_iri(article)
    yield iri, OA.hasSelector, quote
    yield iri, OA.hasSelector, position
    yield quote, _TYPE, OA.TextQuoteSelector
    yield quote, OA.exact, string(evidence.quote)
    if evidence.prefix:
        yield quote, OA.prefix, string(evidence.prefix)
    if evidence.suffix:
        yield quote, OA.suffix, string(evidence.suffix)
    yield position, _TYPE, OA.TextPositionSelector
    yield position, OA.start, integer(evidence.start)
    yield position, OA.end, integer(evidence.end)


def _script(name: str) -> str:
    return "zh" if re.search(r"[\u3400-\u9fff]", clean(name)) else "en"

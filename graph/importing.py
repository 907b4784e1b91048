"""Import: RDF that aigraph wrote, back into articles and claims.

1. Statements are sorted into the graphs of articles; Turtle and N-Triples have none, so a claim goes where it is said, with its
parts and its entities. 2. Each article is read back into claims, and these are written anew: what then differs is not ours,
and is refused with its first difference (of a merged graph, Turtle or N-Triples, only what no article says is named). So nothing
misshapen can come in. 3. Human judgements come in as they are; what is computed across articles is left out, since it is
computed anew. Who trusts a dump of N-Quads or TriG loads it as it is, in bulk (`trusted`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from ..ontology.errors import ArticleError
from ..ontology.vocabulary import AIG, GRAPHS, RDF
from .article import Article
from .canonical import is_article
from .claim import Claim
from .judgements import HUMAN
from .rdf import article_quads
from .reading import read_articles, read_claims
from .sources import bring, carried
from .store import Store

if TYPE_CHECKING:
    from .reading import StoredArticle

__all__ = ["READ", "Imported", "import_rdf", "parse"]

READ = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf12": ox.RdfFormat.TRIG,
}
_MERGED = ("turtle", "ntriples")
_ARTICLE, _SAID, _ENTITY, _TO = AIG.Article, AIG.saidIn, AIG.entity, AIG.attributedTo
_REIFIES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in: articles, those of them that changed the store, claims; and a line for what was refused."""

    articles: int
    changed: int
    claims: int
    refused: tuple[str, ...]


def import_rdf(store: Store, data: bytes, format: str) -> Imported:
    """Put the articles of a dump into the store; each replaces what the store held of it.

    Raises:
        ArticleError: The data is not of that format.
    """
    quads = parse(data, format)
    human = [quad for quad in quads if quad.graph_name == HUMAN]
    pairs, refused = _checked(_by_graph(quads) if format in _MERGED else quads, strict=format not in _MERGED)
    if format in _MERGED:
        refused += _left_out(quads, pairs)
    changed = store.add_articles(pairs)
    if human:
        store.change((), [*human, *(ox.Quad(q.subject, q.predicate, q.object) for q in human)])
    bring(store, carried(quads))
    return Imported(len(pairs), changed, sum(len(claims) for _, claims in pairs), tuple(refused))


def parse(data: bytes, format: str) -> list[ox.Quad]:
    """The statements of the data, without RDF 1.2 reifiers: claims give them anew.

    Raises:
        ArticleError: It is not of that format; the message has the place.
    """
    try:
        found = ox.parse(data, format=READ[format], base_iri="https://w3id.org/aigraph/id/")
        return [quad for quad in found if quad.predicate.value != _REIFIES]
    except (SyntaxError, ValueError) as error:
        raise ArticleError(f"this is no {format}: {' '.join(str(error).split())[:300]}") from error


def _checked(quads: Iterable[ox.Quad], strict: bool) -> tuple[list[tuple[Article, list[Claim]]], list[str]]:
    """Articles with their claims, and what is refused."""
    graphs: dict[Any, set[ox.Quad]] = defaultdict(set)
    refused = []
    for quad in quads:
        graphs[quad.graph_name].add(quad)
    for graph in sorted(graphs, key=str):
        if not is_article(graph):
            if not str(getattr(graph, "value", "")).startswith(GRAPHS):
                refused.append(f"{graph}: {len(graphs[graph])} statements are in the graph of no article")
            del graphs[graph]
    pairs: list[tuple[Article, list[Claim]]] = []
    for stored, claims in _read(graphs, refused):
        article = cast(Article, stored)  # it has all that `article_quads` asks of an article
        wrong = _difference(graphs[ox.NamedNode(stored.iri)], set(article_quads(article, claims))) if strict else ""
        if wrong:
            refused.append(f"{stored.iri}: {wrong}")
        else:
            pairs.append((article, claims))
    return pairs, refused


def _read(graphs: dict[Any, set[ox.Quad]], refused: list[str]) -> Iterator[tuple[StoredArticle, list[Claim]]]:
    for graph in sorted(graphs, key=str):
        with Store() as one:
            one.engine.extend(graphs[graph])
            one.engine.extend(ox.Quad(q.subject, q.predicate, q.object) for q in graphs[graph])
            try:
                claims = [stored.claim for stored in read_claims(one, as_written=True)]
                articles = read_articles(one)
            except (KeyError, IndexError, ValueError, StopIteration, AttributeError) as error:
                refused.append(f"{graph.value}: a claim in it cannot be read ({type(error).__name__}: {error})")
                continue
        if [article.iri for article in articles] != [graph.value]:
            refused.append(f"{graph.value}: it does not hold exactly the article that it is named after")
            continue
        yield articles[0], claims


def _difference(held: set[ox.Quad], written: set[ox.Quad]) -> str:
    extra, missing = sorted(held - written, key=str), sorted(written - held, key=str)
    if extra:
        return f"{len(extra)} statements are not as aigraph writes them, such as {extra[0].triple}"
    return f"{len(missing)} statements are missing, such as {missing[0].triple}" if missing else ""


def _by_graph(quads: Sequence[ox.Quad]) -> Iterator[ox.Quad]:
    """Statements without graphs, each in the graph of every article that makes it."""
    nodes: dict[Any, list[ox.Quad]] = defaultdict(list)
    parts: dict[str, list[Any]] = defaultdict(list)  # by claim: its own node, `/amount`, `/evidence/quote` ...
    for quad in quads:
        if quad.subject not in nodes:
            claim, _, _ = _claim_of(quad).partition("/")
            parts[claim].append(quad.subject)
        nodes[quad.subject].append(quad)
    for quad in quads:
        if quad.predicate == RDF.type and quad.object == _ARTICLE:
            yield from _moved(nodes[quad.subject], quad.subject)
        if quad.predicate == _SAID and isinstance(quad.object, ox.NamedNode):
            claim = _claim_of(quad)
            mine = [statement for part in parts[claim] for statement in nodes[part]]
            entities = {s.object for s in mine if s.predicate in (_ENTITY, _TO)}
            yield from _moved(mine, quad.object)
            for entity in entities:
                yield from _moved(nodes[entity], quad.object)


def _claim_of(quad: ox.Quad) -> str:
    """What stands behind `/claim/` in the subject: the claim's hash, and the part of it."""
    return str(getattr(quad.subject, "value", "")).partition("/claim/")[2]


def _moved(quads: Iterable[ox.Quad], graph: Any) -> Iterator[ox.Quad]:
    return (ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)


def _left_out(quads: Iterable[ox.Quad], pairs: Iterable[tuple[Article, Sequence[Claim]]]) -> list[str]:
    """What no article says, in a line: judgements and the like, which are computed anew, or statements of others."""
    written = {quad.triple for article, claims in pairs for quad in article_quads(article, claims)}
    rest = sorted({quad.triple for quad in quads} - written, key=str)
    return [f"{len(rest)} statements belong to no article, such as {rest[0]}"] if rest else []

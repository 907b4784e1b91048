"""Tables and GraphML: claims out, and the same claims in again.

CSV of claims has a row a claim, CSV of edges a row a link (`source`, `target`, `joins`), GraphML an edge a link; each carries the whole claim
(`rows`). Cells that a spreadsheet would take for a formula get an apostrophe in front, and lose it when they come back.
"""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import cast

from ..graph.article import Article
from ..graph.claim import Claim
from ..graph.reading import StoredArticle, StoredClaim
from ..ontology.errors import ArticleError
from .network import entity_nodes
from .rows import COLUMNS, from_row, to_row
from .view import ClaimView, in_order, links

__all__ = ["READ", "WRITE", "read_claims_csv", "read_graphml", "write_claims_csv", "write_edges_csv", "write_graphml"]

Pairs = list[tuple[Article, list[Claim]]]

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_LINK = ("source", "target", "joins")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")


def write_claims_csv(claims: Iterable[StoredClaim]) -> bytes:
    """A row a claim, in the order of `Store.claims`."""
    return _write(COLUMNS, (to_row(stored) for stored in claims))


def write_edges_csv(claims: Iterable[StoredClaim]) -> bytes:
    """A row a link between two entities (of a claim with one entity: from it to itself)."""
    return _write((*_LINK, *COLUMNS), _edges(claims))


def read_claims_csv(data: bytes, name: str = "CSV") -> Pairs:
    """The articles and claims of a CSV of claims or of edges; a claim on several rows is one.

    Raises:
        ArticleError: A row cannot be read; the message has its line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(f"{name}: it is not UTF-8; save it as CSV UTF-8") from error
    reader = csv.DictReader(io.StringIO(text))
    rows = ({k: _bare(v or "") for k, v in row.items() if k} for row in reader)
    return _pairs((row, f"{name}:{number}") for number, row in enumerate(rows, start=2))


def write_graphml(claims: Iterable[StoredClaim]) -> bytes:
    """Entities as nodes, links as edges, with all values as strings."""
    held = list(claims)
    root = ET.Element("graphml", xmlns=_GRAPHML)
    for place, names in (("node", ("name", "kind", "names")), ("edge", ("joins", *COLUMNS))):
        for key in names:
            ET.SubElement(root, "key", {"id": f"{place}-{key}", "for": place, "attr.name": key, "attr.type": "string"})
    graph = ET.SubElement(root, "graph", edgedefault="directed")
    for iri, node in entity_nodes(map(_view, held)).items():
        element = ET.SubElement(graph, "node", id=iri)
        for key, value in (("name", node.name), ("kind", node.kind), ("names", " | ".join(node.names))):
            ET.SubElement(element, "data", key=f"node-{key}").text = _CONTROL.sub(" ", value)
    for row in _edges(held):
        element = ET.SubElement(graph, "edge", source=row["source"], target=row["target"])
        for key in ("joins", *COLUMNS):
            if row[key]:
                ET.SubElement(element, "data", key=f"edge-{key}").text = row[key]
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def read_graphml(data: bytes, name: str = "GraphML") -> Pairs:
    """The articles and claims of a GraphML that aigraph wrote, also after another program saved it.

    Raises:
        ArticleError: It is no GraphML, or an edge cannot be read.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ArticleError(f"{name}: it declares a document type or entities, which are not read")
    try:
        root = ET.fromstring(data)
    except ET.ParseError as error:
        raise ArticleError(f"{name}: it is no XML: {error}") from error
    names = {key.get("id"): key.get("attr.name") for key in root.iter(f"{{{_GRAPHML}}}key")}
    edges = root.iter(f"{{{_GRAPHML}}}edge")
    rows = ({str(names.get(d.get("key"))): d.text or "" for d in edge} for edge in edges)
    return _pairs((row, f"{name}: edge {number}") for number, row in enumerate(rows, start=1))


def _edges(claims: Iterable[StoredClaim]) -> Iterator[dict[str, str]]:
    held = {stored.iri: stored for stored in claims}
    for view in in_order(map(_view, held.values())):
        for link in links(view):
            yield {"source": link.source, "target": link.target, "joins": link.role, **to_row(held[view.id])}


def _pairs(rows: Iterable[tuple[Mapping[str, str], str]]) -> Pairs:
    articles: dict[str, StoredArticle] = {}
    claims: dict[str, dict[Claim, None]] = {}
    for row, where in rows:
        article, claim = from_row(row, where)
        articles.setdefault(article.iri, article)
        claims.setdefault(article.iri, {}).setdefault(claim)
    return [(cast(Article, articles[iri]), list(claims[iri])) for iri in articles]


def _write(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    columns = list(columns)
    writer.writerow(columns)
    writer.writerows([_guarded(row[name]) for name in columns] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _bare(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _view(stored: StoredClaim) -> ClaimView:
    published = stored.published.isoformat() if stored.published else None
    return ClaimView(stored.iri, stored.claim, stored.article.id, stored.title, stored.publisher, stored.url, published)


WRITE: Mapping[str, Callable[[Iterable[StoredClaim]], bytes]] = {
    "csv": write_claims_csv, "edges": write_edges_csv, "graphml": write_graphml,
}  # fmt: skip
READ: Mapping[str, Callable[[bytes, str], Pairs]] = {"csv": read_claims_csv, "edges": read_claims_csv, "graphml": read_graphml}

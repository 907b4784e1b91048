"""What the endpoint says of itself: its service description, and the page where people write queries.

The page is YASGUI (MIT), bundled with the package; a Content-Security-Policy keeps it from loading anything from elsewhere.
"""

from __future__ import annotations

import html
import json
from importlib.resources import files

import pyoxigraph as ox

from aigraph import __version__
from aigraph.graph.questions import questions
from aigraph.graph.serialize import serialize
from aigraph.ontology.vocabulary import PREFIXES, RDF
from aigraph.serve_worker import RESULTS, TRIPLES

__all__ = ["ASSETS", "POLICY", "asset", "description", "page", "questions_json"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ASSETS = {
    "yasgui.min.js": "text/javascript",
    "yasgui.min.css": "text/css",
    "query.js": "text/javascript",
    "query.css": "text/css",
}
_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
}


def asset(name: str) -> bytes:
    """A file of the query page."""
    return files(__package__ or "aigraph").joinpath("query_page", name).read_bytes()


def page(articles: str) -> str:
    """The query page; `articles` says what is being asked."""
    text = asset("query.html").decode()
    return text.replace("{{version}}", html.escape(__version__)).replace("{{articles}}", html.escape(articles))


def questions_json() -> str:
    """The named questions as examples: name, what each answers, SPARQL."""
    listed = [{"name": q.name, "title": q.summary, "query": _example(q.sparql)} for q in questions().values()]
    return json.dumps({"questions": listed, "prefixes": PREFIXES}, ensure_ascii=False)


def description(endpoint: str, media: str) -> bytes:
    """The SPARQL 1.1 Service Description of this endpoint."""
    service, dataset, graph = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("default")
    found = [
        ox.Triple(service, RDF.type, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), ox.NamedNode(endpoint)),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, RDF.type, _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), graph),
        ox.Triple(graph, RDF.type, _sd("Graph")),
    ]
    found += [
        ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + _NAMES[known])) for known in (*RESULTS, *TRIPLES)
    ]
    if media == "text/turtle":
        return ox.serialize(found, format=ox.RdfFormat.TURTLE, prefixes={"sd": _SD, "formats": _FORMATS}) or b""
    return serialize(found, TRIPLES[media])


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def _example(sparql: str) -> str:
    """The question with its parameters explained where the page shows it."""
    return sparql.replace("# param:", "# bind with VALUES ?name { ... }:")

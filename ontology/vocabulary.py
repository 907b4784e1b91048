"""Namespaces: the terms that Python code may use, checked when the module that uses them is imported.

`AIG.left` is the IRI of a term that `aigraph.ttl` defines; a misspelt one raises `VocabularyError` at import and names
the nearest, instead of giving an empty answer later. Take terms at module level, so that the check happens there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from .errors import VocabularyError

__all__ = ["AIG", "GRAPHS", "ID", "OA", "PREFIXES", "RDF", "RDFS", "SKOS", "XSD", "Namespace", "triples"]

ID = "https://w3id.org/aigraph/id/"
GRAPHS = f"{ID}graph/"  # what is computed across articles: judgements, identity, tenures, conflicts
PREFIXES = {
    "aig": "https://w3id.org/aigraph/ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@cache
def triples() -> tuple[ox.Quad, ...]:
    """The statements of `aigraph.ttl`, in file order."""
    source = files(__package__).joinpath("aigraph.ttl").read_bytes()
    return tuple(ox.parse(source, format=ox.RdfFormat.TURTLE))


class Namespace:
    """A closed set of terms under one prefix: `AIG.left`, or `AIG["left"]` where the name is a value."""

    def __init__(self, prefix: str, terms: Iterable[str]) -> None:
        self._prefix = prefix
        self._base = PREFIXES[prefix]
        self._terms = {term: ox.NamedNode(self._base + term) for term in terms}

    def __getitem__(self, name: str) -> ox.NamedNode:
        term = self._terms.get(name)
        if term is None:
            near = get_close_matches(name, self._terms, n=1, cutoff=0.0)
            raise VocabularyError(f"{self._prefix}:{name} is not in the vocabulary; nearest: {self._prefix}:{near[0]}")
        return term

    def __getattr__(self, name: str) -> ox.NamedNode:
        if name.startswith("_"):  # protocols (copy, pickle, inspect) look for these and expect this error
            raise AttributeError(name)
        return self[name]

    def __contains__(self, name: object) -> bool:
        return name in self._terms

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def local(self, term: ox.NamedNode) -> str:
        """The term's name without the namespace."""
        return term.value.removeprefix(self._base)


def _defined() -> Iterator[str]:
    base = PREFIXES["aig"]
    for quad in triples():
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(base):
            yield quad.subject.value[len(base) :]


AIG = Namespace("aig", dict.fromkeys(_defined()))
OA = Namespace(
    "oa",
    "TextQuoteSelector TextPositionSelector exact prefix suffix start end hasSource hasSelector".split(),
)
RDF = Namespace("rdf", "type first rest nil".split())
RDFS = Namespace("rdfs", "label comment subClassOf subPropertyOf".split())
SKOS = Namespace("skos", "altLabel prefLabel".split())
XSD = Namespace("xsd", "string boolean integer decimal double date gYear gYearMonth dateTime".split())

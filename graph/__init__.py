"""Graph: claims, articles, and the store that keeps and answers.

Names are loaded when they are first used, so that `import aigraph` stays fast. `questions.questions` and
`validate.validate` are taken from their modules, whose names they bear.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .article import Article
    from .claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name, When
    from .query import Iri, Table, Triples
    from .questions import Question, ask, question
    from .rdf import article_quads
    from .reading import StoredArticle, StoredClaim, find_entities, read_claims
    from .serialize import dump
    from .store import Store

__all__ = [
    "Argument",
    "Article",
    "Claim",
    "Entity",
    "Evidence",
    "Iri",
    "Kind",
    "Modality",
    "Money",
    "Name",
    "Question",
    "Store",
    "StoredArticle",
    "StoredClaim",
    "Table",
    "Triples",
    "When",
    "article_quads",
    "ask",
    "dump",
    "find_entities",
    "question",
    "read_claims",
]

_HOMES = {
    "article": ["Article"],
    "claim": ["Argument", "Claim", "Entity", "Evidence", "Kind", "Modality", "Money", "Name", "When"],
    "query": ["Iri", "Table", "Triples"],
    "questions": ["Question", "ask", "question"],
    "rdf": ["article_quads"],
    "reading": ["StoredArticle", "StoredClaim", "find_entities", "read_claims"],
    "serialize": ["dump"],
    "store": ["Store"],
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)

"""aigraph: what news articles state about AI-industry people and companies, as a graph that answers questions.

>>> import aigraph
>>> text = "Mira Murati left OpenAI on September 25, 2024."
>>> [claim] = [c for c in aigraph.extract(text, published="2024-09-26") if c.type == "Departure"]
>>> claim.entity("person").name, str(claim.date), text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
('Mira Murati', '2024-09-25', True)

`aigraph.open()` gives a `Graph`, on disk or in memory: ingest articles into it, ask it, draw it. Names load on first use,
so that `import aigraph` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aigraph.graph.article import Article
    from aigraph.graph.claim import Claim, Entity, Modality
    from aigraph.library import Graph, extract, open
    from aigraph.ontology.errors import (
        AigraphError,
        ArticleError,
        ConfigError,
        FrameError,
        QueryError,
        ReaderError,
        StoreError,
        VocabularyError,
    )

__all__ = [
    "AigraphError",
    "Article",
    "ArticleError",
    "Claim",
    "ConfigError",
    "Entity",
    "FrameError",
    "Graph",
    "Modality",
    "QueryError",
    "ReaderError",
    "StoreError",
    "VocabularyError",
    "extract",
    "open",
]

__version__ = "0.1.0"

_HOMES = {
    "Article": "graph.article",
    "Claim": "graph.claim",
    "Entity": "graph.claim",
    "Graph": "library",
    "Modality": "graph.claim",
    "extract": "library",
    "open": "library",
}


def __getattr__(name: str) -> Any:
    """Load a public name on first use."""
    if name not in __all__:
        raise AttributeError(f"module 'aigraph' has no attribute {name!r}")
    home = import_module(f".{_HOMES.get(name, 'ontology.errors')}", __name__)
    value = getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""Finding: nodes by the names that articles give them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..ontology.vocabulary import RDFS, SKOS

if TYPE_CHECKING:
    from .store import Store

__all__ = ["find_entities", "fold_name"]


def find_entities(store: Store, name: str) -> list[str]:
    """IRIs of the nodes that bear `name` in some article, whatever its case and width."""
    folded = fold_name(name)
    return sorted(
        {
            quad.subject.value
            for term in (RDFS.label, SKOS.altLabel)
            for quad in store.engine.quads_for_pattern(None, term, None, ox.DefaultGraph())
            if isinstance(quad.subject, ox.NamedNode) and fold_name(getattr(quad.object, "value", "")) == folded
        }
    )


def fold_name(name: str) -> str:
    """A name for comparing: NFKC, without case, runs of space as one."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())

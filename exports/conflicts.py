"""Conflicts as pages show them: which two claims differ, in what, how, and both values in words.

They are read from the store's graph of conflicts (`graph/conflicts.py` finds and sorts them). Contradictions and corrections
are disputes, which pages mark; updates, confirmations and precisions are told beside the claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..graph.conflicts import CONFLICTS
from ..ontology.vocabulary import AIG
from .view import ClaimView, spoken_amount
from .words import LANGUAGES, words

if TYPE_CHECKING:
    from ..graph.store import Store

__all__ = ["DISPUTES", "ConflictView", "between", "read_conflicts", "value_in_words"]

DISPUTES = frozenset({"contradiction", "correction"})


@dataclass(frozen=True, slots=True, order=True)
class ConflictView:
    """Two claims, by IRI (`one` was published first), that differ in `field`; `difference` as in `graph.differences`."""

    one: str
    other: str
    difference: str
    field: str

    @property
    def is_dispute(self) -> bool:
        """Whether the two cannot both be right."""
        return self.difference in DISPUTES


def read_conflicts(store: Store) -> list[ConflictView]:
    """All conflicts that the store knows, in a fixed order."""
    found: dict[str, dict[str, str]] = {}
    for quad in store.quads(None, None, None, CONFLICTS):
        key, value = AIG.local(quad.predicate), quad.object
        if key == "difference" and isinstance(value, ox.NamedNode):
            found.setdefault(str(quad.subject), {})[key] = AIG.local(value)
        elif key in ("one", "other", "field") and isinstance(value, ox.NamedNode | ox.Literal):
            found.setdefault(str(quad.subject), {})[key] = value.value
    return sorted(ConflictView(**held) for held in found.values() if len(held) == 4)


def value_in_words(view: ClaimView, field: str, posts: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """What the claim says in `field`, by language; dates stay as they are, for pages to say. `posts` as for `words.details`."""
    claim = view.claim
    if field == "amount" and claim.amount is not None:
        return {lang: spoken_amount(claim.amount, lang) for lang in LANGUAGES}
    if field == "role" and claim.role is not None:
        return {"en": claim.role, "zh": posts.get(claim.role, claim.role)}
    if field == "modality":
        return {lang: str(words()["modality"][claim.modality.value][lang]) for lang in LANGUAGES}
    return dict.fromkeys(LANGUAGES, _plain(view, field))


def _plain(view: ClaimView, field: str) -> str:
    if field == "place":
        return ", ".join(entity.name for entity in view.claim.entities("place"))
    value = getattr(view.claim, field, None)
    return f"{value:,}" if isinstance(value, int) else str(value or "")


def between(conflicts: Iterable[ConflictView], claims: Iterable[str]) -> list[ConflictView]:
    """Those of which both sides are among `claims`."""
    known = set(claims)
    return sorted(conflict for conflict in conflicts if {conflict.one, conflict.other} <= known)

"""The evidence rule, for every reader: what a claim says stands in the article, in terms that the ontology has.

1. The type, the roles and the kinds of entity in them are the ontology's, and every required role or value is there; 2. the quote, the
trigger and the arguments stand at their offsets; 3. a thing that is named bears a name that the article writes somewhere, so a
reader cannot bring in what it knows from elsewhere. A claim that breaks the rule is dropped and counted by reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..graph.claim import Claim, Entity, Evidence
from ..ontology.schema import claim_types
from .lexicon import fold

__all__ = ["valid"]

CONTEXT = 60          # characters of context on both sides of a quote


def valid(claims: Iterable[Claim], text: str, dropped: Counter[str]) -> Iterator[Claim]:
    """Yield the claims that keep the rule, with the context of their quotes filled in; the others are counted in `dropped`."""
    names = _Names(text)
    for claim in claims:
        reason = _signature(claim) or _values(claim) or _places(claim, text) or names.foreign(claim)
        if reason:
            dropped[reason] += 1
            continue
        start, end = claim.evidence.start, claim.evidence.end
        prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        yield claim.with_(evidence=Evidence(claim.evidence.quote, start, end, prefix, suffix))


def _signature(claim: Claim) -> str:
    """Why the type, roles or kinds are not the ontology's; empty where they are."""
    kind = claim_types().get(claim.type)
    if kind is None:
        return f"type {claim.type!r} is not in the ontology"
    for argument in claim.arguments:
        if argument.role not in kind.roles:
            return f"{claim.type} has no role {argument.role!r}"
        if argument.entity.kind not in kind.kinds[argument.role]:
            return f"{claim.type}: {argument.role} is no {argument.entity.kind}"
    held = {argument.role for argument in claim.arguments} | {value for value in kind.values if getattr(claim, value) is not None}
    lacking = next((group for group in kind.required if not held.intersection(group)), None)
    return f"{claim.type} lacks {' or '.join(lacking)}" if lacking else ""


def _values(claim: Claim) -> str:
    if claim.status not in (None, "current", "former"):
        return "status is neither current nor former"
    if claim.quantity is not None and claim.quantity < 0:
        return "quantity is negative"
    return "" if 0.0 <= claim.confidence <= 1.0 else "confidence is not between 0 and 1"


def _places(claim: Claim, text: str) -> str:
    """Why the words do not stand where the claim says; empty where they do."""
    quote = claim.evidence
    if not quote.quote.strip() or quote.start < 0 or text[quote.start : quote.end] != quote.quote:
        return "quote is not at its offsets"
    if claim.trigger is not None and not _stands(*claim.trigger, text):
        return "trigger outside the article"
    if not all(_stands(a.start, a.end, text) for a in claim.arguments):
        return "argument outside the article"
    return ""


def _stands(start: int, end: int, text: str) -> bool:
    return 0 <= start < end <= len(text) and not text[start:end].isspace()


class _Names:
    """Which entities an article names; what is only described needs no name."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: str | None = None
        self._known: dict[Entity, bool] = {}

    def foreign(self, claim: Claim) -> str:
        named = (a.entity for a in claim.arguments if not a.entity.described)
        return "" if all(self._stands(entity) for entity in named) else "name that the article does not give"

    def _stands(self, entity: Entity) -> bool:
        if entity not in self._known:
            names = [entity.name, *(name.text for name in entity.names)]
            self._known[entity] = any(name in self._text for name in names) or self._any_folded(names)
        return self._known[entity]

    def _any_folded(self, names: Iterable[str]) -> bool:
        if self._folded is None:
            self._folded = fold(self._text)
        return any(folded in self._folded for name in names if (folded := fold(name)))

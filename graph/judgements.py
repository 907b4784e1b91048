"""Judgements: same, different or unsure, of two nodes; computed ones are rebuilt with identity, human ones stay.

An end of a judgement is a node as articles write it (then it speaks of all articles), or an appearance: one written
node in one article. Human judgements stand in a graph of their own, one a pair: the later replaces the earlier.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, GRAPHS, ID, RDF, XSD
from .terms import decimal, string

if TYPE_CHECKING:
    from .store import Store

__all__ = ["COMPUTED", "HUMAN", "Decision", "Judgement", "judgement_quads", "now", "read_judgements"]

COMPUTED = ox.NamedNode(f"{GRAPHS}judgements/computed")
HUMAN = ox.NamedNode(f"{GRAPHS}judgements/human")


class Decision(StrEnum):
    """What a judgement says."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


_TERMS = {Decision.SAME: AIG.sameThing, Decision.DIFFERENT: AIG.differentThings, Decision.UNSURE: AIG.unsure}
_DECISIONS = {term: decision for decision, term in _TERMS.items()}
_ONE, _OTHER, _DECISION, _WHY, _SCORE = AIG.one, AIG.other, AIG.decision, AIG.why, AIG.score
_JUDGE, _DECIDED, _JUDGEMENT = AIG.judge, AIG.decided, AIG.Judgement


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two nodes are one thing. `by` is `computed` or who said so; `when` is ISO: a computed one's is the day from
    which the articles it rests on were known, so that the same claims give the same bytes."""

    one: str
    other: str
    decision: Decision
    why: str
    score: float
    when: str = ""
    by: str = "computed"

    @property
    def human(self) -> bool:
        """Whether a person made it."""
        return self.by != "computed"

    @property
    def id(self) -> str:
        """Eight hex digits that name the pair."""
        return self._digest[:8]

    @property
    def iri(self) -> str:
        """Its node; of a computed one with sixteen digits, since there may be very many."""
        return f"{ID}judgement/human/{self.id}" if self.human else f"{ID}judgement/computed/{self._digest[:16]}"

    @property
    def _digest(self) -> str:
        pair = " ".join(sorted((self.one, self.other)))
        return hashlib.sha256(pair.encode()).hexdigest()


def judgement_quads(judgement: Judgement) -> Iterator[ox.Quad]:
    """The quads of a judgement, in its graph."""
    graph = HUMAN if judgement.human else COMPUTED
    iri = ox.NamedNode(judgement.iri)
    yield ox.Quad(iri, RDF.type, _JUDGEMENT, graph)
    yield ox.Quad(iri, _ONE, ox.NamedNode(judgement.one), graph)
    yield ox.Quad(iri, _OTHER, ox.NamedNode(judgement.other), graph)
    yield ox.Quad(iri, _DECISION, _TERMS[judgement.decision], graph)
    yield ox.Quad(iri, _WHY, string(judgement.why), graph)
    yield ox.Quad(iri, _SCORE, decimal(judgement.score), graph)
    yield ox.Quad(iri, _JUDGE, string(judgement.by), graph)
    if judgement.when:
        kind = XSD.dateTime if "T" in judgement.when else XSD.date
        yield ox.Quad(iri, _DECIDED, ox.Literal(judgement.when, datatype=kind), graph)


def read_judgements(store: Store, human: bool | None = None) -> list[Judgement]:
    """The judgements of the store, human first, then by date: all, or only human, or only computed ones."""
    found = []
    for graph in (HUMAN, COMPUTED):
        if human is not None and human != (graph == HUMAN):
            continue
        nodes: dict[object, dict[ox.NamedNode, ox.NamedNode | ox.Literal]] = {}
        for quad in store.quads(None, None, None, graph):
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)
            nodes.setdefault(quad.subject, {})[quad.predicate] = quad.object
        found += [_judgement(node) for node in nodes.values()]
    return sorted(found, key=lambda j: (not j.human, j.when, j.one, j.other))


def now() -> str:
    """This second, as judgements record it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _judgement(node: dict[ox.NamedNode, ox.NamedNode | ox.Literal]) -> Judgement:
    decision = node[_DECISION]
    assert isinstance(decision, ox.NamedNode)
    when = node[_DECIDED].value if _DECIDED in node else ""
    return Judgement(
        node[_ONE].value, node[_OTHER].value, _DECISIONS[decision], node[_WHY].value,
        float(Decimal(node[_SCORE].value)), when, node[_JUDGE].value,
    )  # fmt: skip

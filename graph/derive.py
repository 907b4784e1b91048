"""Derive: everything that is computed across articles, brought up to date in one atomic update.

Identity, judgements, tenures and conflicts are functions of the articles' graphs, the human judgements and the lexicon:
refreshing twice changes nothing, and neither the order of ingest nor the number of refreshes between matters. `refresh` looks at
what changed articles can touch (`renewal`, `regrouping`); `rebuild` looks at everything, by the same steps. A refresh is a
rebuild where the lexicon or a human judgement changed, where the index is missing or another's, and on a server.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, RDF
from .canonical import in_default, moved
from .conflicts import CONFLICTS
from .index import Index
from .judgements import COMPUTED, HUMAN, Judgement, judgement_quads, read_judgements
from .names import Lexicon
from .regrouping import Quads, regroup
from .relations import Names
from .renewal import Renewal
from .state import changed_articles, changed_quads, read_stamp, stamp_quads
from .tenures import TENURES
from .view import IDENTITY, View, appearance_quads, label_quad, read_view, same_quad

if TYPE_CHECKING:
    from .store import Store

__all__ = ["DERIVED", "Derived", "rebuild", "refresh"]

DERIVED = (IDENTITY, COMPUTED, TENURES, CONFLICTS)
_METHOD = 1  # raise it when the same articles give other derived statements or other rows of the index
_FEW = 50  # changed articles that are worth looking at one by one in any store


@dataclass(frozen=True, slots=True)
class Derived:
    """What a rebuild found: nodes that stand for written nodes of other names, judgements, tenures known today, conflicts."""

    merged: int
    judgements: int
    tenures: int
    conflicts: int


def refresh(store: Store, lexicon: Lexicon | None = None, *, human: Sequence[Judgement] | None = None) -> None:
    """Bring everything that is computed across articles up to date with the articles that came, changed or went.

    Args:
        lexicon: What is known of names beforehand; the front door takes it from the gazetteer.
        human: The human judgements from now on; those that the store holds where None.
    """
    lexicon = lexicon or Lexicon()
    judgements = read_judgements(store, human=True) if human is None else human
    if store.address or not _fits(store, store.index(), _basis(lexicon, judgements)):
        rebuild(store, lexicon, human=judgements)
        return
    changed = changed_articles(store)
    if len(changed) > max(_FEW, len(store.index())):  # looking at one changed article costs about two of a rebuild's
        rebuild(store, lexicon, human=judgements)
    elif changed:
        view = store.view()
        _renew(store, store.index(), Renewal(store, store.index(), Names(lexicon), judgements, view, view), changed, False)


def rebuild(store: Store, lexicon: Lexicon | None = None, *, human: Sequence[Judgement] | None = None) -> Derived:
    """Compute everything anew from what the store holds, the index too, and keep it; see `refresh`."""
    lexicon = lexicon or Lexicon()
    judgements = read_judgements(store, human=True) if human is None else human
    index = Index(None) if store.address else store.index()
    articles = sorted(store.subjects(RDF.type, AIG.Article))
    index.clear()
    renewal = Renewal(store, index, Names(lexicon), judgements, read_view(store), View())
    _renew(store, index, renewal, articles, True)
    return _derived(store)


def _derived(store: Store) -> Derived:
    def count(predicate: ox.NamedNode, object: ox.NamedNode | None, graph: ox.NamedNode) -> int:
        return sum(1 for _ in store.quads(None, predicate, object, graph))

    return Derived(
        merged=len(set(read_view(store).whole.values())),
        judgements=count(RDF.type, AIG.Judgement, COMPUTED),
        tenures=count(RDF.type, AIG.Tenure, TENURES) - count(AIG.knownUntil, None, TENURES),
        conflicts=count(RDF.type, AIG.Conflict, CONFLICTS),
    )


def _fits(store: Store, index: Index, basis: str) -> bool:
    """Whether the index is that of this store, and made on the same basis."""
    stamp = read_stamp(store)
    return bool(stamp) and index.state("stamp") == stamp and index.state("basis") == basis


def _basis(lexicon: Lexicon, human: Iterable[Judgement]) -> str:
    """A digest of all but the articles that derived statements depend on."""
    parts = (
        _METHOD, sorted(lexicon.known), lexicon.suffixes, sorted(lexicon.context.items()), sorted(lexicon.entries.items()),
        lexicon.fold.__module__, sorted((j.one, j.other, j.decision.value) for j in human),
    )  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _renew(store: Store, index: Index, renewal: Renewal, articles: Sequence[str], whole: bool) -> None:
    """Take articles into the index, derive anew what they touch (`whole`: all), and write what differs."""
    try:
        renewal.take(articles)
        renewal.resolve()
        renewal.label()
        out, into = _differences(store, index, renewal, whole)
        if not store.address:
            stamp = uuid.uuid4().hex
            out += [*changed_quads(changed_articles(store)), *stamp_quads(read_stamp(store))]
            into += stamp_quads(stamp)
            index.keep("stamp", stamp)
            index.keep("basis", _basis(renewal.names.lexicon, renewal.human))
        index.commit()  # before the store: with only one of them written, the stamps differ and all is made anew
    except BaseException:
        index.rollback()
        raise
    if out or into:
        store.change(out, into)


def _differences(store: Store, index: Index, renewal: Renewal, whole: bool) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """The quads of derived graphs and default graph that go, and those that come."""
    quads = regroup(renewal, whole)
    _identity(renewal, whole, quads)
    _judgements(index, renewal, whole, quads)
    if whole:
        quads.old |= {quad for graph in (*DERIVED, HUMAN) for quad in store.quads(None, None, None, graph)}
        quads.new |= {quad for judgement in renewal.human for quad in judgement_quads(judgement)}
    pairs = {*renewal.shifts, *renewal.relabelled()}
    gone, come = moved(store, renewal.old, renewal.new, sorted(pairs))
    before, after = ({quad.triple for quad in side} for side in (quads.old, quads.new))
    out = [*(quads.old - quads.new), *in_default(gone | before - after)]
    into = [*(quads.new - quads.old), *in_default(come | after - before)]
    return sorted(out, key=str), sorted(into, key=str)


def _identity(renewal: Renewal, whole: bool, quads: Quads) -> None:
    """What written nodes stand for and what nodes are called, before and after."""
    for view, into in ((renewal.new, quads.new), *(() if whole else ((renewal.old, quads.old),))):
        for written in renewal.settled:
            several = view.several(written)
            for article, node in several.items():
                into.update(appearance_quads(article, written, node))
            if not several and (node := view.node("", written)) != written:
                into.add(same_quad(written, node))
        for node in renewal.nodes(renewal.old) | renewal.nodes(renewal.new):
            if (label := view.label(node)) is not None:
                into.add(label_quad(node, label))


def _judgements(index: Index, renewal: Renewal, whole: bool, quads: Quads) -> None:
    """The computed judgements on what was settled, before and after."""
    old = {(written, iri) for written in renewal.settled for iri in index.judged(written)}
    new = {(written, judgement.iri) for judgement, about in renewal.judgements.items() for written in about}
    index.change_judged(old - new, new - old)
    quads.new |= {quad for judgement in renewal.judgements for quad in judgement_quads(judgement)}
    if not whole:
        for iri in {iri for _, iri in old}:
            quads.old |= set(renewal.store.quads(ox.NamedNode(iri), None, None, COMPUTED))

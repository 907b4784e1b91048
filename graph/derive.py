"""Derive: everything that is computed across articles, brought up to date in one atomic update.

Identity, judgements, tenures and conflicts are functions of the articles' graphs, the human judgements and the lexicon:
refreshing twice changes nothing, and neither the order of ingest nor the number of refreshes between matters. `refresh` looks at
what changed articles can touch (`renewal`, `regrouping`); `rebuild` looks at everything, by the same steps. A refresh is a
rebuild where the lexicon or a human judgement changed, where the index is missing or another's, and on a server.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, ID, RDF
from .canonical import moved
from .conflicts import CONFLICTS
from .index import Index
from .judgements import COMPUTED, HUMAN, Judgement, judgement_quads, read_judgements
from .names import Lexicon
from .regrouping import regroup, regroup_all
from .relations import Names
from .renewal import Renewal
from .state import changed_articles, read_stamp
from .tenures import TENURES
from .view import IDENTITY, View, appearance_iri, appearance_quads, label_quad, read_view, same_quad
from .writing import Quads, Writer

if TYPE_CHECKING:
    from .store import Store

__all__ = ["DERIVED", "Derived", "rebuild", "refresh"]

DERIVED = (IDENTITY, COMPUTED, TENURES, CONFLICTS)
_METHOD = 2  # raise it when the same articles give other derived statements or other rows of the index
_PIECE = 250  # written nodes, or judgements, that are written together
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
    basis = _basis(lexicon, judgements)
    if store.address or not _fits(store, store.index(), basis):
        rebuild(store, lexicon, human=judgements)
        return
    changed = changed_articles(store)
    if len(changed) > _FEW and len(changed) > len(store.index()):  # one that changed costs about two of a rebuild's
        rebuild(store, lexicon, human=judgements)
    elif changed:
        _renew(Renewal(store, store.index(), Names(lexicon), judgements, store.view()), changed, basis)


def rebuild(store: Store, lexicon: Lexicon | None = None, *, human: Sequence[Judgement] | None = None) -> Derived:
    """Compute everything anew from what the store holds, the index too, and keep it; see `refresh`."""
    lexicon = lexicon or Lexicon()
    judgements = read_judgements(store, human=True) if human is None else human
    index = Index(None) if store.address else store.index()
    articles = sorted(store.subjects(RDF.type, AIG.Article))
    index.clear()
    _renew(Renewal(store, index, Names(lexicon), judgements, read_view(store), whole=True), articles, _basis(lexicon, judgements))
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


def _renew(renewal: Renewal, articles: Collection[str], basis: str) -> None:
    """Take articles into the index, derive anew what they touch, and write what differs."""
    store, index = renewal.store, renewal.index
    try:
        renewal.take(articles)
        renewal.resolve()
        renewal.label()
        index.keep("basis", basis)
        writer = Writer(store, index)
        for piece in _pieces(renewal):
            writer.add(piece)
        writer.finish(None if renewal.whole else renewal.articles)
    except BaseException:
        index.rollback()
        raise


def _pieces(renewal: Renewal) -> Iterator[Quads]:
    """Yield what a renewal changes, in pieces that do not grow with the store."""
    if not renewal.whole:
        yield _identity(renewal, renewal.settled)
        yield _judgements(renewal, renewal.settled)
        yield regroup(renewal)
        return
    store = renewal.store
    human = {quad for judgement in renewal.human for quad in judgement_quads(judgement)}
    yield Quads(set(store.quads(None, None, None, HUMAN)), human)
    settled: set[str] = set()
    for number, group in enumerate(renewal.groups, start=1):
        settled |= group
        if len(settled) >= _PIECE or number == len(renewal.groups):
            yield _identity(renewal, settled)
            settled = set()
    split = {appearance_iri(article, written) for written in renewal.settled for article in renewal.new.several(written)}
    yield Quads({quad for quad in store.quads(None, None, None, IDENTITY) if not _holds(renewal.new, split, quad)})
    yield from _all_judgements(renewal)
    yield from regroup_all(renewal)


def _identity(renewal: Renewal, settled: Collection[str]) -> Quads:
    """What some written nodes stand for and what their nodes are called, before and after, and what moves with them."""
    quads = Quads()
    nodes = renewal.nodes(settled)
    for view, into in ((renewal.old, quads.old), (renewal.new, quads.new)):
        for written in settled:
            several = view.several(written)
            for article, node in several.items():
                into.update(appearance_quads(article, written, node))
            if not several and (node := view.node("", written)) != written:
                into.add(same_quad(written, node))
        into.update(label_quad(node, label) for node in nodes if (label := view.label(node)) is not None)
    pairs = {*renewal.shifts(settled), *renewal.relabelled(settled)}
    quads.gone, quads.come = moved(renewal.store, renewal.old, renewal.new, sorted(pairs))
    return quads


def _holds(view: View, split: Collection[str], quad: ox.Quad) -> bool:
    """Whether a quad of the graph `identity` is of something that there still is, or there again."""
    subject = str(getattr(quad.subject, "value", ""))
    if subject.startswith(f"{ID}appearance/"):
        return subject in split
    if isinstance(quad.object, ox.Literal):
        return view.label(subject) == quad.object
    return not view.several(subject) and view.node("", subject) == getattr(quad.object, "value", "")


def _judgements(renewal: Renewal, settled: Collection[str]) -> Quads:
    """The computed judgements on what was settled, before and after."""
    index = renewal.index
    old = {(written, iri) for written in settled for iri in index.judged(written)}
    new = {(written, judgement.iri) for judgement, about in renewal.judgements.items() for written in about}
    index.change_judged(old - new, new - old)
    held = {quad for iri in {iri for _, iri in old} for quad in renewal.store.quads(ox.NamedNode(iri), None, None, COMPUTED)}
    return Quads(held, {quad for judgement in renewal.judgements for quad in judgement_quads(judgement)})


def _all_judgements(renewal: Renewal) -> Iterator[Quads]:
    """Yield all computed judgements, some at a time, and at last what the store holds beside these."""
    store, found = renewal.store, sorted(renewal.judgements.items(), key=lambda pair: pair[0].iri)
    renewal.index.change_judged((), ((written, judgement.iri) for judgement, about in found for written in about))
    for start in range(0, len(found), _PIECE):
        some = [judgement for judgement, _ in found[start : start + _PIECE]]
        held = {quad for one in some for quad in store.quads(ox.NamedNode(one.iri), None, None, COMPUTED)}
        yield Quads(held, {quad for one in some for quad in judgement_quads(one)})
    known = {judgement.iri for judgement, _ in found}
    yield Quads({quad for quad in store.quads(None, None, None, COMPUTED) if str(getattr(quad.subject, "value", "")) not in known})

"""Commands about identity and disagreement: same, different, identity (log, undo, rebuild), conflicts, reconcile."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aigraph.terminal import say, write

if TYPE_CHECKING:
    from aigraph.library import Graph

__all__ = ["register"]

Store = Annotated[Path, typer.Option(envvar="AIGRAPH_STORE", help="Folder of the store.")]
Name = Annotated[str, typer.Argument(help="A name, a node (person/li-wei), or NAME@ARTICLE: that name in one article.")]
Why = Annotated[str, typer.Option(help="Why: it stands in the log.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who says so.")]
User = Annotated[Path | None, typer.Option("--gazetteer", metavar="FILE", help="Names of your own: CSV, columns as in names/gazetteer.csv.")]
STORE = Path("aigraph.db")

_identity = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The record of who is who: log, undo, rebuild.")


class Decision(StrEnum):
    """What the log may be narrowed to."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Sort(StrEnum):
    """What conflicts may be narrowed to."""

    CONTRADICTION = "contradiction"
    UPDATE = "update"
    PRECISION = "precision"
    CONFIRMATION = "confirmation"
    CORRECTION = "correction"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (same, different, conflicts, reconcile):
        app.command()(command)
    app.add_typer(_identity, name="identity")


def same(
    one: Name, other: Name, why: Why = "", by: By = "human", gazetteer: User = None, store: Store = STORE
) -> None:
    """Say that two names are one person or company."""
    _use(gazetteer)
    with _open(store) as graph:
        made = graph.identity().same(one, other, why=why, by=by)
    say(f"{made.id}: {one} and {other} are one; `aigraph identity undo {made.id}` takes it back", plain=True)


def different(
    one: Name, other: Name, why: Why = "", by: By = "human", gazetteer: User = None, store: Store = STORE
) -> None:
    """Say that two names are two people or companies."""
    _use(gazetteer)
    with _open(store) as graph:
        made = graph.identity().different(one, other, why=why, by=by)
    say(f"{made.id}: {one} and {other} are two; `aigraph identity undo {made.id}` takes it back", plain=True)


@_identity.command("log")
def log(
    decision: Annotated[Decision | None, typer.Option(help="Only these.")] = None,
    human: Annotated[bool, typer.Option("--human", help="Only what people said.")] = False,
    store: Store = STORE,
) -> None:
    """Show every judgement: what, why, how surely, when, by whom."""
    from aigraph.tables import rows_text

    with _open(store, write=False) as graph:
        found = graph.identity().log(True if human else None)
    rows = [
        (j.id, j.decision.value, j.one, j.other, j.why, f"{j.score:.2f}", j.when, j.by)
        for j in found
        if decision is None or j.decision.value == decision.value
    ]
    write(rows_text(("id", "decision", "one", "other", "why", "score", "when", "by"), rows))


@_identity.command("undo")
def undo(
    id: Annotated[str | None, typer.Argument(help="Id of a human judgement; the last where none is given.")] = None,
    gazetteer: User = None,
    store: Store = STORE,
) -> None:
    """Take a human judgement back: the graph is as it was."""
    _use(gazetteer)
    with _open(store) as graph:
        gone = graph.identity().undo(id)
    say(f"took back {gone.id}: {gone.one} and {gone.other} {gone.decision.value}", plain=True)


@_identity.command("rebuild")
def rebuild(gazetteer: User = None, store: Store = STORE) -> None:
    """Compute identity, tenures and conflicts anew."""
    _use(gazetteer)
    with _open(store) as graph:
        found = graph.identity().rebuild()
    say(
        f"{found.merged} nodes of several names, {found.judgements} judgements, {found.tenures} tenures, "
        f"{found.conflicts} conflicts",
        plain=True,
    )


def conflicts(
    about: Annotated[str | None, typer.Argument(help="A person or company; everything where none is given.")] = None,
    sort: Annotated[Sort | None, typer.Option(help="Only this sort.")] = None,
    store: Store = STORE,
) -> None:
    """Show where claims about the same thing disagree, with both quotes."""
    from aigraph.graph.query import Table
    from aigraph.tables import rows_text

    with _open(store, write=False) as graph:
        answer = graph.query("conflicts", about=about, sort=sort.value if sort else None)
        assert isinstance(answer, Table)
        write(rows_text(answer.columns, answer.rows))


def reconcile(
    service: Annotated[str, typer.Argument(help="Address of an OpenRefine-style reconciliation service.")],
    kind: Annotated[str | None, typer.Option(help="Only things of this kind: person, organization, product, place.")] = None,
    least: Annotated[float, typer.Option(min=0, max=100, help="Least score of a match that is kept.")] = 80.0,
    keep: Annotated[bool, typer.Option("--keep", help="Keep what the service is sure of as aig:match, in a graph of its own.")] = False,
    store: Store = STORE,
) -> None:
    """Look the graph's names up in a service such as Wikidata's, and print what it knows (asks the network)."""
    from aigraph.graph.reconcile import Service, keep_matches, names_of, reconcile
    from aigraph.tables import rows_text

    with _open(store, write=keep) as graph:
        found = list(reconcile(Service(service), names_of(graph.store, kind), least=least))
        if keep:
            keep_matches(graph.store, found)
    rows = [(m.name, m.match, m.label, f"{m.score:.0f}", "yes" if m.sure else "no", m.node) for m in found]
    write(rows_text(("name", "match", "label", "score", "sure", "node"), rows))


def _open(store: Path, write: bool = True) -> Graph:
    import aigraph
    from aigraph.ontology.errors import StoreError

    if "://" not in str(store) and not store.exists():
        raise StoreError(f"{store} does not exist; ingest an article into it first, or give another --store")
    return aigraph.open(store, write=write)


def _use(gazetteer: Path | None) -> None:
    if gazetteer is not None:
        from aigraph.ingest.lexicon import use_gazetteer

        use_gazetteer(gazetteer)

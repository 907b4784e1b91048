"""Identity for users of the library: what is the same, what people say of it, and the record of it all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aigraph.graph.derive import Derived
    from aigraph.graph.judgements import Judgement
    from aigraph.graph.names import Lexicon
    from aigraph.graph.store import Store
    from aigraph.ingest.lexicon import Entry

__all__ = ["Identity", "lexicon"]


class Identity:
    """Which nodes are one thing, and who says so: `Graph.identity()` gives it.

    Names may be of either script; `NAME@ARTICLE` is the one of that name in one article.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def same(self, one: str, other: str, *, why: str = "", by: str = "human") -> Judgement:
        """Say that two names are one thing; it outranks what is computed, and survives rebuilding.

        Raises:
            QueryError: A name is unknown or ambiguous, or another human judgement says otherwise.
        """
        from aigraph.graph.judgements import Decision
        from aigraph.graph.judging import judge

        return judge(self.store, one, other, Decision.SAME, why=why, by=by, lexicon=lexicon())

    def different(self, one: str, other: str, *, why: str = "", by: str = "human") -> Judgement:
        """Say that two names are two things; see `same`."""
        from aigraph.graph.judgements import Decision
        from aigraph.graph.judging import judge

        return judge(self.store, one, other, Decision.DIFFERENT, why=why, by=by, lexicon=lexicon())

    def undo(self, id: str | None = None) -> Judgement:
        """Take a human judgement back (the last, or that of an id): the graph is as if it had never been made."""
        from aigraph.graph.judging import undo

        return undo(self.store, id, lexicon=lexicon())

    def log(self, human: bool | None = None) -> list[Judgement]:
        """All judgements, human first; or only human, or only computed ones."""
        from aigraph.graph.judgements import read_judgements

        return read_judgements(self.store, human)

    def refresh(self) -> None:
        """Bring identity, tenures and conflicts up to date with changed articles; `Graph.ingest` and `remove` do it by themselves."""
        from aigraph.graph.derive import refresh

        refresh(self.store, lexicon())

    def rebuild(self) -> Derived:
        """Compute identity, tenures and conflicts anew from all claims: the outcome is that of `refresh`."""
        from aigraph.graph.derive import rebuild

        return rebuild(self.store, lexicon())


def lexicon() -> Lexicon:
    """What the gazetteer (with a user's file, where one is in use) knows, as identity takes it."""
    from aigraph.ingest.lexicon import user_gazetteer

    return _lexicon(user_gazetteer())


@cache
def _lexicon(_: Path | None) -> Lexicon:
    from aigraph.graph.claim import Entity
    from aigraph.graph.names import Lexicon
    from aigraph.graph.terms import entity_iri
    from aigraph.ingest.lexicon import fold, gazetteer, suffixes

    entries = {entity_iri(Entity(e.name, e.kind, key=e.key)).value: e for e in gazetteer().entries}
    legal = [suffix.suffix for lang in ("en", "zh") for suffix in suffixes(lang) if suffix.kind == "legal"]
    context = {iri: fold(entry.context.removeprefix("former ")) for iri, entry in entries.items() if entry.context}
    return Lexicon(frozenset(entries), tuple(sorted(legal, key=lambda s: (-len(s), s))), context, _names(entries), fold)


def _names(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Nodes by kind and folded name, of names that only one entry of the kind has."""
    from aigraph.ingest.lexicon import fold

    found: dict[str, set[str]] = {}
    for iri, entry in entries.items():
        for name in (entry.name, *entry.aliases):
            found.setdefault(f"{entry.kind.value} {fold(name.removeprefix('~'))}", set()).add(iri)
    return {name: next(iter(iris)) for name, iris in found.items() if len(iris) == 1}

"""Relations: which written nodes have names that can be one, kept up to date as names come and go.

Names that share a key (`names.blocks`) are compared, unless more than `_BLOCK` nodes share it: then it says nothing (a common
surname). 1. Keys follow the names of the nodes that gained or lost some. 2. Where a key passes that number, up or down, all under it
are looked at again. 3. Each of these nodes is compared with all that share a small key. So the outcome depends on the names
alone, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from .appearances import kind_of
from .claim import Kind
from .index import Index
from .names import Lexicon, Relation, blocks, compare

__all__ = ["Names", "update_relations"]

_BLOCK = 300  # nodes


class Names:
    """Keys and relations of names under one lexicon, remembered: the same names are compared again and again."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.compare = lru_cache(maxsize=100_000)(self._compare)
        self.blocks = lru_cache(maxsize=100_000)(self._blocks)

    def related(self, one: Mapping[str, int] | set[str], other: Mapping[str, int] | set[str], kind: str) -> bool:
        """Whether a name of the one can be a name of the other."""
        return any(self.compare(a, b, kind) is not None for a in one for b in other)

    def best(self, one: set[str], other: set[str], kind: str) -> Relation | None:
        """The strongest relation between names of the two."""
        found = [relation for a in sorted(one) for b in sorted(other) if (relation := self.compare(a, b, kind)) is not None]
        return max(found, key=lambda r: r.strength, default=None)

    def _compare(self, one: str, other: str, kind: str) -> Relation | None:
        return compare(one, other, kind, self.lexicon)

    def _blocks(self, name: str, kind: str) -> tuple[str, ...]:
        return tuple(f"{kind} {key}" for key in blocks(name, kind, self.lexicon))


def update_relations(index: Index, names: Names, renamed: Mapping[str, tuple[set[str], set[str]]]) -> set[str]:
    """Bring keys and relations up to date; give the nodes whose relations changed.

    Args:
        renamed: By written node, the full names that it had and that it has; its total in `index` has the new ones.
    """
    looked = {written for written in renamed if kind_of(written) is not Kind.GROUP}
    changed: dict[str, int] = {}
    for written in sorted(looked):
        kind = kind_of(written).value
        before, after = ({key for name in side for key in names.blocks(name, kind)} for side in renamed[written])
        for key in before ^ after:
            changed[key] = changed.get(key, 0) + (1 if key in after else -1)
        index.change_block(written, before - after, after - before)
    for key, gained in changed.items():
        size = index.block_size(key)
        if (size <= _BLOCK) != (size - gained <= _BLOCK):
            looked |= {*index.block(key, size)}
            looked |= {other for written in index.block(key, size) for other in index.related(written)}
    return _relate(index, names, looked)


def _relate(index: Index, names: Names, looked: set[str]) -> set[str]:
    """Compare some nodes with all that share a key with them."""
    called: dict[str, set[str]] = {}
    small: dict[str, list[str]] = {}

    def names_of(written: str) -> set[str]:
        if written not in called:
            called[written] = set(index.total(written).get("full", ()))
        return called[written]

    touched = set()
    done: set[tuple[str, str]] = set()
    for written in sorted(looked):
        kind = kind_of(written).value
        candidates = {other for other in _sharing(index, names, names_of(written), kind, small) if other != written}
        before = index.related(written)
        for other in sorted(candidates | before):
            pair = (min(written, other), max(written, other))
            if pair in done:
                continue
            done.add(pair)
            related = other in candidates and names.related(names_of(written), names_of(other), kind)
            if related != (other in before):
                index.relate(written, other, related)
                touched |= {written, other}
    return touched


def _sharing(index: Index, names: Names, called: set[str], kind: str, small: dict[str, list[str]]) -> Iterator[str]:
    for name in called:
        for key in names.blocks(name, kind):
            if key not in small:
                held = index.block(key, _BLOCK + 1)
                small[key] = held if len(held) <= _BLOCK else []
            yield from small[key]

"""Nodes: which IRI stands for a cluster of appearances."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from .appearances import Appearance, segment
from .clusters import Clusters
from .names import Lexicon

__all__ = ["name_nodes"]


def name_nodes(
    clusters: Clusters, items: Sequence[Appearance], by_written: Mapping[str, Sequence[int]], lexicon: Lexicon
) -> dict[str, str | dict[str, str]]:
    """What each written node stands for once clusters are finished: one node, or one for each article.

    Args:
        by_written: The numbers of the items of every written node.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for number in range(len(items)):
        members[clusters.root(number)].append(number)
    owners = {written: {clusters.root(n) for n in held} for written, held in by_written.items()}
    mains = {w: _main(by_written[w], clusters) for w, roots in owners.items() if len(roots) > 1 and w in lexicon.known}
    stands: dict[str, str | dict[str, str]] = {}
    taken: set[str] = set()
    for root in sorted(members, key=lambda r: members[r][0]):
        held = members[root]
        node = _node(root, [items[n] for n in held], owners, mains, lexicon)
        if node in taken and node not in owners:
            node += "-" + hashlib.sha256(items[held[0]].article.encode()).hexdigest()[:6]
        taken.add(node)
        for item in (items[n] for n in held):
            if len(owners[item.written]) == 1:
                stands[item.written] = node
            else:
                split = stands.setdefault(item.written, {})
                assert isinstance(split, dict)
                split[item.article] = node
    return stands


def _main(held: Sequence[int], clusters: Clusters) -> int:
    """The cluster that keeps a known node's IRI where others share it: the largest."""
    return max(Counter(clusters.root(n) for n in held).items(), key=lambda pair: (pair[1], -pair[0]))[0]


def _node(
    root: int, held: Sequence[Appearance], owners: Mapping[str, set[int]], mains: Mapping[str, int], lexicon: Lexicon
) -> str:
    counts = Counter(item.written for item in held)

    def rank(written: str) -> tuple[bool, bool, int, str]:
        return written not in lexicon.known, "%" in written, -counts[written], written

    own = [written for written in counts if len(owners[written]) == 1 or mains.get(written) == root]
    if own:
        return min(own, key=rank)
    best = min(counts, key=rank)
    ties = Counter(segment(tie) for item in held for tie in sorted(item.ties))
    told = min(ties, key=lambda t: (-ties[t], t)) if ties else hashlib.sha256(held[0].article.encode()).hexdigest()[:6]
    return f"{best}~{told}"

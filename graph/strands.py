"""Strands: why a written node that no other has to do with is one thing, in a form that further appearances can be held against.

Of a person, what its appearances belong to, where that hangs together in one strand, or where the gazetteer knows the person and every
strand has an organisation that it knows, too; of an organisation that is based in several places, the people, products and
places of its appearances, where these hang together. Who is one so stays one with every appearance that hangs together with the strand or
belongs to nothing: then there is nothing to decide, and the other appearances, which may be thousands, need not be read. `identity`
has the rules that this follows; where it does not apply, they are applied to all appearances.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from .appearances import Appearance
from .claim import Kind
from .clusters import is_famous

__all__ = ["Strand", "absorb", "strand_of"]

Strand = dict[str, Any]  # JSON: `held`, what it belongs to, and `famous`


def strand_of(items: Iterable[Appearance], known: Collection[str]) -> Strand | None:
    """The strand of all appearances of a written node; None where they hang together in no such way."""
    return _join([], items, known)


def absorb(strand: Strand, items: Iterable[Appearance], known: Collection[str]) -> Strand | None:
    """The strand with further appearances; None where all appearances have to be looked at."""
    return _join([(set(strand["held"]), strand["famous"])] if strand["held"] else [], items, known)


def _join(strands: list[tuple[set[str], bool]], items: Iterable[Appearance], known: Collection[str]) -> Strand | None:
    sure = False
    for item in items:
        sure = item.kind is Kind.PERSON and item.written in known
        held = item.ties if item.kind is Kind.PERSON else item.signature | item.places
        if held:
            strands = _add(strands, held, is_famous(item, known))
    famous = all(famous for _, famous in strands)
    if len(strands) > 1 and not (sure and famous):
        return None
    return {"held": sorted(set().union(*(held for held, _ in strands))), "famous": famous}


def _add(strands: list[tuple[set[str], bool]], held: set[str], famous: bool) -> list[tuple[set[str], bool]]:
    """The strands with one more, those that have something in common as one."""
    apart = [strand for strand in strands if strand[0].isdisjoint(held)]
    joined, known = set(held), famous
    for other, also in strands:
        if not other.isdisjoint(held):
            joined |= other
            known |= also
    return [*apart, (joined, known)]

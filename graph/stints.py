"""Stints: a person's times in one post, pieced together from observations in order of time (`tenures` has the rules)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

__all__ = ["UNKNOWN", "Seen", "Stint", "stints"]

UNKNOWN = Date(1, 1, 1)  # known since ever: of articles without a day
_LINGER = 60  # days for which articles go on giving a title to somebody who has left


@dataclass(slots=True)
class Seen:
    """One observation: `what` is start, held or end, at some day from `first` to `last`."""

    what: str
    first: Date | None
    last: Date | None
    claim: str
    published: Date | None
    post: str | None
    acting: bool
    dated: bool

    @property
    def order(self) -> tuple[Date, int, str]:
        return self.last or self.first or UNKNOWN, {"start": 0, "held": 1, "end": 2}[self.what], self.claim


@dataclass(slots=True)
class Stint:
    """A stint while it is being pieced together; `held` is the last day on which it surely went on."""

    start: tuple[Date | None, Date | None]
    dated: bool
    basis: set[str]
    held: Date | None = None
    end: tuple[Date | None, Date | None] | None = None
    end_dated: bool = False


def stints(observed: Sequence[Seen]) -> list[Stint]:
    """Stints from the observations of one post, in order of time."""
    found: list[Stint] = []
    for seen in observed:
        current = found[-1] if found else None
        going = current is not None and current.end is None
        if seen.what == "start":
            _start(found, current, going, seen)
        elif seen.what == "held":
            _hold(found, current, going, seen)
        elif current is None:
            found.append(Stint((None, seen.last), False, {seen.claim}, None, (seen.first, seen.last), seen.dated))
        elif going or _same_end(current, seen):
            _end(current, seen)
    return found


def _start(found: list[Stint], current: Stint | None, going: bool, seen: Seen) -> None:
    days = (seen.first, seen.last)
    if current is not None and not going and (not seen.dated or _before(seen.last, current.end[0] if current.end else None)):
        current.basis.add(seen.claim)  # heard late: it began before what has ended
        return
    if current is None or not going:
        found.append(Stint(days, seen.dated, {seen.claim}, seen.last if seen.dated else None))
    elif not current.dated and seen.dated:
        if current.start[1] is None or seen.first is None or seen.first <= current.start[1]:
            current.start, current.dated = days, True
        else:
            current.end = (current.held or current.start[1], seen.last)
            found.append(Stint(days, True, {seen.claim}, seen.last))
            return
        current.basis.add(seen.claim)
    elif not seen.dated:
        current.basis.add(seen.claim)
        if not current.dated:
            current.start = (current.start[0], _least(current.start[1], seen.last))
    elif (common := _common(current.start, days)) is not None:
        current.start = common
        current.basis.add(seen.claim)
    else:  # began twice with no end between: two stints
        current.end = (current.held or current.start[1], seen.last)
        found.append(Stint(days, True, {seen.claim}, seen.last))


def _hold(found: list[Stint], current: Stint | None, going: bool, seen: Seen) -> None:
    if current is None:
        found.append(Stint((None, seen.last), False, {seen.claim}, seen.last))
    elif going:
        current.basis.add(seen.claim)
        current.held = max(filter(None, (current.held, seen.first or seen.last)), default=None)
        if current.start[1] is None:
            current.start = (current.start[0], seen.last)
    elif current.end and seen.last and current.end[1] and (seen.last - current.end[1]).days > _LINGER:
        found.append(Stint((current.end[0], seen.last), False, {seen.claim}, seen.last))


def _same_end(current: Stint, seen: Seen) -> bool:
    """Whether an end that follows an end can be the same: an undated one always is."""
    if not seen.dated or not current.end_dated or seen.first is None:
        return True
    return current.end is None or current.end[1] is None or (seen.first - current.end[1]).days <= 366


def _end(current: Stint, seen: Seen) -> None:
    current.basis.add(seen.claim)
    if current.end is None:
        first = seen.first if seen.dated else current.held or current.start[1]
        if first and seen.last and first > seen.last:
            first = seen.last
        current.end, current.end_dated = (first, seen.last), seen.dated
    elif seen.dated and not current.end_dated:
        current.end, current.end_dated = (seen.first, seen.last), True
    elif seen.dated:
        common = _common(current.end, (seen.first, seen.last))
        current.end = common or (_least(current.end[0], seen.first), max(filter(None, (current.end[1], seen.last)), default=None))
    if current.start[1] and current.end[1] and current.start[1] > current.end[1]:
        current.start = (current.start[0], current.end[1])


def _common(one: tuple[Date | None, Date | None], other: tuple[Date | None, Date | None]) -> tuple[Date | None, Date | None] | None:
    """The days that two bounds share, or None."""
    first = max(filter(None, (one[0], other[0])), default=None)
    last = _least(one[1], other[1])
    return None if first and last and first > last else (first, last)


def _least(one: Date | None, other: Date | None) -> Date | None:
    return min(filter(None, (one, other)), default=None)


def _before(one: Date | None, other: Date | None) -> bool:
    return one is not None and other is not None and one <= other

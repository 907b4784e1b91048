"""Differences: whether two values are equal, and if not, what sort of difference that is (`conflicts` says which sorts there are)."""

from __future__ import annotations

import re
from datetime import date as Date
from decimal import Decimal
from enum import StrEnum
from functools import cache

import pyoxigraph as ox

from ..ontology.vocabulary import AIG, triples
from .claim import Money, When
from .stored import StoredClaim

__all__ = ["Difference", "equal", "sort", "span"]

_ROUNDING = Decimal("0.05")  # amounts that are rounded differ by less
_LATER = 14  # days after which a state can have changed


class Difference(StrEnum):
    """What sort of difference there is between two claims."""

    CONTRADICTION = "contradiction"
    UPDATE = "update"
    PRECISION = "precision"
    CONFIRMATION = "confirmation"
    CORRECTION = "correction"


def span(stored: StoredClaim) -> tuple[Date, Date] | None:
    """The days on which it can have happened, or the day it was published; None where neither is known."""
    when = stored.claim.date
    if when is not None:
        try:
            return when.earliest, when.latest
        except ValueError:  # a day that no calendar has tells nothing
            return None
    return (stored.published, stored.published) if stored.published else None


def equal(one: StoredClaim, other: StoredClaim, field: str, values: tuple[str, str]) -> bool:
    if field == "share":
        return _number(values[0]) == _number(values[1])
    if field == "amount":
        first, second = one.claim.amount, other.claim.amount
        assert first is not None and second is not None
        # In different currencies amounts cannot be compared without a rate, and no rate is known.
        return first.currency != second.currency or (first.value == second.value and first.bound == second.bound)
    return values[0].casefold() == values[1].casefold()


def _number(share: str) -> str:
    found = re.search(r"\d+(?:\.\d+)?", share)
    return found.group() if found else share.casefold()


def sort(one: StoredClaim, other: StoredClaim, field: str, state: bool) -> tuple[Difference, str]:
    if _corrects(other):
        return Difference.CORRECTION, "the later says that it corrects"
    finer = _finer(one, other, field)
    if finer:
        return Difference.PRECISION, finer
    same_day = one.claim.date is not None and one.claim.date == other.claim.date and field != "date"
    if one.publisher and one.publisher == other.publisher and one.published != other.published and (same_day or field == "date"):
        return Difference.CORRECTION, "the same publisher gives the same event another value"
    if state and not same_day:
        spans = span(one), span(other)
        if spans[0] and spans[1] and (spans[1][0] - spans[0][1]).days > _LATER:
            return Difference.UPDATE, "the later value has a later day"
        if spans[0] and spans[1] and (spans[0][0] - spans[1][1]).days > _LATER:
            return Difference.UPDATE, "the value told later has an earlier day"
    return Difference.CONTRADICTION, "both cannot be right"


def _corrects(stored: StoredClaim) -> bool:
    text = " ".join(filter(None, (stored.title, stored.claim.evidence.prefix, stored.claim.evidence.quote))).casefold()
    return any(word in text for word in _correction_words())


@cache
def _correction_words() -> tuple[str, ...]:
    term = AIG.correctionWord
    return tuple(q.object.value for q in triples() if q.predicate == term and isinstance(q.object, ox.Literal))


def _finer(one: StoredClaim, other: StoredClaim, field: str) -> str:
    """Why the values can be one, told more or less exactly; empty where they cannot."""
    if field == "date":
        first, second = one.claim.date, other.claim.date
        return "one date lies within the other" if first and second and _within(first, second) else ""
    if field == "role":
        first_role, second_role = one.claim.role or "", other.claim.role or ""
        short, full = sorted((first_role, second_role), key=len)
        return "one title is part of the other" if f" {short} " in f" {full} " else ""
    if field == "amount" and one.claim.amount and other.claim.amount:
        return _finer_amount(one.claim.amount, other.claim.amount)
    if field == "quantity":
        low, high = sorted((Decimal(one.claim.quantity or 0), Decimal(other.claim.quantity or 0)))
        return "one number is rounded" if _rounded(low, high) else ""
    if field == "share":
        low, high = sorted(Decimal(n) if re.fullmatch(r"[\d.]+", n) else Decimal(-1) for n in (_number(_share(one)), _number(_share(other))))
        return "one share is rounded" if low >= 0 and high - low < 1 else ""
    return ""


def _share(stored: StoredClaim) -> str:
    return stored.claim.share or ""


def _within(one: When, other: When) -> bool:
    short, full = sorted((one.text, other.text), key=len)
    return full.startswith(short)


def _finer_amount(one: Money, other: Money) -> str:
    if one.bound is None and other.bound is None:
        low, high = sorted((one.value, other.value))
        return "one amount is rounded" if _rounded(low, high) else ""
    for bounded, exact in ((one, other), (other, one)):
        if bounded.bound == "about" and abs(bounded.value - exact.value) <= bounded.value * 2 * _ROUNDING:
            return "one amount is about the other"
        if bounded.bound == "minimum" and bounded.value <= exact.value <= bounded.value * Decimal("1.5"):
            return "one amount is the other's minimum"
        if bounded.bound == "maximum" and bounded.value * Decimal("0.5") <= exact.value <= bounded.value:
            return "one amount is the other's maximum"
    return ""


def _rounded(low: Decimal, high: Decimal) -> bool:
    """Whether one number is the other, rounded to fewer digits."""
    for exact, rough in ((low, high), (high, low)):
        digits = len(rough.normalize().as_tuple().digits)
        place = rough.adjusted() - digits + 1
        if exact != rough and abs(exact - rough) <= min(Decimal(5).scaleb(place - 1), rough * _ROUNDING):
            return True
    return False

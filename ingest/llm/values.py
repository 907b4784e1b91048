"""Values: what the words that a model quotes for a date, an amount, a title ... mean, by our own rules in both languages.

The model's own reading counts only where the words need translating or choosing (a title, a status, a round), and only in the
form that claims have. What cannot be read is left out: a claim without a date is better than one with a guessed date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from ...graph.claim import Money, When
from ..en import dates as en_dates
from ..en import money as en_money
from ..lexicon import titles
from ..zh import dates as zh_dates
from ..zh import money as zh_money
from ..zh import values as zh_values
from .places import Span

__all__ = ["Said", "value_of"]

_ROUND = re.compile(r"Series [A-K]\d?\+*|Pre-[A-C]|pre-seed|seed|angel|strategic|IPO")
_TITLE = re.compile(r"[a-z][a-z ,&/'-]{1,58}[a-z]")


@dataclass(frozen=True, slots=True)
class Said:
    """A value as the model gives it: the sentence that it stands in, where in it, and what the model takes it for."""

    quote: str
    at: Span
    lang: str
    read: str | None
    published: Date | None
    ahead: bool

    @property
    def words(self) -> str:
        """The words themselves."""
        return self.quote[self.at[0] : self.at[1]]

    def holds(self, start: int, end: int) -> bool:
        """Do these offsets of the sentence overlap the words?"""
        return start < self.at[1] and self.at[0] < end


def value_of(field: str, said: Said) -> Any:
    """The value of a claim's field, or None where the words do not tell it."""
    reader = _READERS.get(field)
    return reader(said) if reader else None


def _date(said: Said) -> When | None:
    if said.lang == "zh":
        hits = zh_dates.find_dates(said.quote, said.published, said.ahead)
        return next((hit.when for hit in hits if said.holds(hit.start, hit.end)), None)
    found = en_dates.find_dates(said.quote, said.published, said.ahead)
    return next((date.when for date in found if date.when and said.holds(date.start, date.end)), None)


def _until(said: Said) -> When | None:
    return _date(Said(said.quote, said.at, said.lang, said.read, said.published, True))


def _amount(said: Said) -> Money | None:
    if said.lang == "zh":
        return next((money for start, end, money in zh_money.find_money(said.quote) if said.holds(start, end)), None)
    return next((m.money for m in en_money.find_money(said.quote) if m.money and said.holds(m.start, m.end)), None)


def _role(said: Said) -> str | None:
    """The list's form of the title, else the model's, if that is lower-case English."""
    known = titles(said.lang).get(said.words.casefold())
    if known is not None:
        return known.canonical
    read = (said.read or (said.words if said.lang == "en" else "")).strip().lower()
    return read if _TITLE.fullmatch(read) else None


def _status(said: Said) -> str | None:
    return said.read if said.read in ("current", "former") else None


def _round(said: Said) -> str | None:
    if said.read and _ROUND.fullmatch(said.read):
        return said.read
    match = zh_values.round_in(said.words) if said.lang == "zh" else _ROUND.search(said.words)
    return match if isinstance(match, str) or match is None else match[0]


def _share(said: Said) -> str | None:
    if said.lang == "zh":
        return zh_values.share_in(said.words)
    return next((share for _, _, share in en_money.find_shares(said.words)), None)


def _quantity(said: Said) -> int | None:
    if said.lang == "zh":
        number = zh_money.number(said.words)
        return zh_values.count(said.words) or (int(number) if number is not None and number == int(number) else None)
    return next((count for start, end, count in en_money.find_quantities(said.quote) if said.holds(start, end)), None)


_READERS: Mapping[str, Callable[[Said], Any]] = {
    "date": _date, "since": _date, "until": _until, "amount": _amount, "role": _role,
    "status": _status, "round": _round, "share": _share, "quantity": _quantity,
}  # fmt: skip

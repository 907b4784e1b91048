"""Units: what a Chinese text is counted in for the model: a Han character, a mark, or a whole run of Latin letters or digits.

"GPT-4o", "5,000" and "U.S." are one unit each, white space is in none. A title that touches a name (OrbitexCEO, CEOLena) is a unit of its
own, as it would be with a space between. Offsets count code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .words import alternation

__all__ = ["TOUCHING", "Unit", "units"]

# A Latin title that touches a name: behind it, or before it where that begins like a word.
_TITLE = rf"(?:{alternation('latin_title')})"
TOUCHING = rf"(?<=[A-Za-z\d]{{2}}){_TITLE}(?![A-Za-z\d])|(?:(?<=[a-z\d])|(?<![A-Za-z\d])){_TITLE}(?=[A-Z][a-z])"
_TOUCHING = re.compile(TOUCHING)

_UNIT = re.compile(
    r"(?P<L>(?:[A-Z]\.){2,}|"
    r"[^\W\d_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"  # a letter that is not Han ...
    r"[^\W_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]*"
    r"(?:[-'.&+_][A-Za-z0-9]+)*\+*)|"
    r"(?P<D>\d+(?:[.,:]\d+)*(?!\d*-?[A-Za-z]))|"
    r"(?P<X>\d+(?:[.,:]\d+)*(?:-?[A-Za-z]+\d*)+)|"
    r"(?P<H>[\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])|"
    r"(?P<P>\S)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a normalized text, `text[start:end]`, and its kind.

    `H` Han character, `P` mark, `M` middle dot, `D` number, `X` number with letters, `U` upper-case, `T` capitalised, `L` other Latin word.
    """

    form: str
    kind: str
    start: int
    end: int


def units(text: str) -> list[Unit]:
    """The units of a normalized text, in order."""
    return [unit for match in _UNIT.finditer(text) for unit in _units(match)]


def _units(match: re.Match[str]) -> Iterator[Unit]:
    kind, (start, end) = match.lastgroup or "P", match.span()
    title = _TOUCHING.search(match.string, start, end) if kind in "LX" and end - start > 4 else None
    cuts = sorted({start, *title.span(), end}) if title else [start, end]
    for first, last in zip(cuts, cuts[1:], strict=False):
        yield _unit(match.string[first:last], "L" if title else kind, first, last)


def _unit(form: str, kind: str, start: int, end: int) -> Unit:
    if form == "·":
        kind = "M"
    elif kind == "L":
        kind = "U" if form.isupper() else "T" if form[0].isupper() else "L"
    return Unit(form, kind, start, end)

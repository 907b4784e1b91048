"""Units: what a Chinese text is counted in for the model: a Han character, a mark, or a whole run of Latin letters or digits.

"GPT-4o", "5,000" and "U.S." are one unit each, white space is in none. Offsets count code points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Unit", "units"]

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
    return [_unit(match) for match in _UNIT.finditer(text)]


def _unit(match: re.Match[str]) -> Unit:
    form, kind = match[0], match.lastgroup or "P"
    if form == "·":
        kind = "M"
    elif kind == "L":
        kind = "U" if form.isupper() else "T" if form[0].isupper() else "L"
    return Unit(form, kind, *match.span())

"""Posts by their words: what the words of an argument say somebody is, in canonical form.

"finance director", "operations chief", "heads applied AI", "in charge of sales", "elected to the board": the list of titles knows the head of
such words; the field before it, or behind a verb of leading, belongs to the post.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..lexicon import titles

__all__ = ["spelled"]

_LED = re.compile(
    r"(?:(?:who|which)\s+)?(?:heads?(?:\s+of)?|headed|heading|runs?|ran|running|leads?|led|leading|oversees|oversaw|overseeing|directs?|directed|(?:is |was )?in charge of|(?:is |was )?responsible for)"
    r"\s+(?:(?:the|its|their|all)\s+)*(?P<field>.+?)(?:\s+(?:team|division|department|effort|efforts|side))?", re.I)
_STRIPPED = re.compile(r"^(?:(?:a|an|the|its|their|his|her|former|new|ex|current|longtime|long-time|now|one|of|two|three|four|as|-)(?:[\s-]+|$))+", re.I)
_STANDS_IN = re.compile(r"(?:acting|interim)", re.I)
_CHIEF_OF = {"operations": "operating", "finance": "financial", "tech": "technology"}      # the word by which a chief officer is called, by that of a chief
_FIELD = re.compile(r"[a-z][a-z-]*(?:(?: and| &)? [a-z][a-z-]*){0,2}", re.I)
_NO_FIELD = frozenset("now then still also currently until today firm company group start-up startup chief".split())
_POST = re.compile(r"[a-z]", re.I)


def spelled(words: str, title: tuple[int, int, str] | None, named: Sequence[tuple[int, int]]) -> str | None:
    """The post that `words` say, in lower-case English.

    Args:
        words: The argument as written.
        title: The list's title in it: offsets into `words` (which may lie outside) and its canonical form; None where the list has none.
        named: Offsets of names in `words`: they are no part of a post.
    """
    led = _LED.fullmatch(words)
    if led and not any(start < led.end("field") and led.start("field") < end for start, end in named):
        return f"head of {led['field'].lower()}"
    if title is not None:
        return _with_rank(words, title, named)
    if re.search(r"\bboard\b", words, re.I):
        return "board member"
    for start, end in sorted(named, reverse=True):
        words = (words[: max(start, 0)] + words[min(end, len(words)) :]).strip()
    words = re.sub(r"^['’]s\s+", "", _STRIPPED.sub("", words.lower()))
    return words if _POST.search(words) and len(words) < 60 and "founder" not in words else None


def _with_rank(words: str, title: tuple[int, int, str], named: Sequence[tuple[int, int]]) -> str:
    """A title of the list with what the words put before it: a field, a rank, "acting"."""
    start, end, canonical = title
    after = max([end for _, end in named if end <= start], default=0)
    before = _STRIPPED.sub("", words[after : max(start, 0)].strip(" ,;'’-").removeprefix("s ")).strip().lower()
    stands = _STANDS_IN.match(before)
    field = _STRIPPED.sub("", before[stands.end() :].strip() if stands else before).strip()
    if stands and not field:
        return f"{stands.group().lower()} {canonical}"
    if not field or not _FIELD.fullmatch(field) or set(field.split()) & _NO_FIELD:
        return canonical
    if canonical == "chief":
        return f"chief {_CHIEF_OF.get(field, field)} officer"
    known = titles("en").get(f"{field} {words[max(start, 0) : end].lower()}")
    return known.canonical if known else f"{field} {canonical}"

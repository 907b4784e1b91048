"""Chinese sentences by rule: they end at 。!? and …… , with the quotes and brackets that close behind them.

A semicolon does not end one: its parts share subject and speaker, so it parts clauses. A stop inside a pair of
brackets that stays open does not either; inside a quotation it does (each quoted sentence is read alone) unless the
quotation closes right behind it and the sentence runs on ("……。”他说").
"""

from __future__ import annotations

import re

from .text import HAN, normalize

__all__ = ["sentences"]

_STOP = re.compile(rf"(?:。+|[!?]+(?=[\s{HAN}“”\"'()]|$)|…{{2,}}|(?<=[{HAN}])\.(?=[\s{HAN}”]|$))[”\"'）)』》]*|\n+")
_RUNS_ON = re.compile(rf"\s*(?:,|[{HAN}A-Za-z·]{{1,16}}(?:说|表示|写道|称|回应|补充|强调|指出)[。,:道])")


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence in `text`, without the space around it."""
    plain = normalize(text)
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(plain):
        newline = stop.group().startswith("\n")
        if not newline:
            if _open(plain, start, stop.start()) and not stop.group().endswith(")"):
                continue
            if stop.group()[-1] in "”\"'" and _RUNS_ON.match(plain, stop.end()):
                continue
        _add(found, plain, start, stop.start() if newline else stop.end())
        start = stop.end()
    _add(found, plain, start, len(plain))
    return found


def _open(text: str, start: int, end: int) -> bool:
    """Is a bracket open at `end`? One that never closes counts for nothing."""
    return text.count("(", start, end) > text.count(")", start, end) and ")" in text[end : end + 200]


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end = start + len(part.strip())
    if start < end:
        found.append((start, end))

"""Checking the corpus: what is wrong with a piece, what looks odd in it, and how often everything occurs.

Faults must be mended: the file is not well formed, or words, types, roles and values do not fit. Hints are to be looked at: a
date or an amount that our own resolvers read otherwise, an entity that no claim uses, few claims that are not asserted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from aigraph.ontology.schema import claim_types

from .grid import PAIRS, SINGLES, material, split_of
from .piece import FURTHER, Line, Piece, Span

__all__ = ["counts", "hints", "misplaced"]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
LENGTHS = {"en": (70, 290), "zh": (110, 560)}


def misplaced(piece: Piece) -> Iterator[str]:
    """Faults of a piece as a whole: its place, its length, dates that contradict their words."""
    match = re.fullmatch(r"(en|zh)-([px]?)(\d+)", piece.id)
    further = match is not None and match[2] == "x"  # they stand outside the grid
    if not match or (
        piece.split != FURTHER if further else split_of(int(match[3])) != piece.split or int(match[3]) > (PAIRS if match[2] else SINGLES)
    ):
        yield f"{piece.path}: the id does not belong here; the grid says where (ids with x belong in {FURTHER})"
    least, most = LENGTHS[piece.lang]
    most *= 2 if further else 1
    size = length(piece)
    if not least <= size <= most:
        yield f"{piece.path}: {size} {'words' if piece.lang == 'en' else 'characters'}; asked for {least} to {most}"
    known = set(material()[piece.lang]["marks"])
    for mark in piece.marks:
        if mark not in known:
            yield f"{piece.path}: {mark!r} is not a mark of the grid"
    for line in piece.claims:
        for field in ("date", "since", "until"):
            values = line.record.get(field)
            for value in values if isinstance(values, list) else [values]:
                for span in line.spans.get(field, ()) if value else ():
                    words = piece.text[slice(*span)].lower()
                    if problem := _contradicts(words, value, piece):
                        yield f"{piece.path}:{line.number}: {words!r} is not {value}: {problem}"


def _contradicts(words: str, value: str, piece: Piece) -> str | None:
    from datetime import date

    parts = [int(p) for p in value.split("-")]
    try:
        day = date(*parts) if len(parts) == 3 else None
        date(*parts, *([1] * (3 - len(parts))))
    except ValueError:
        return "there is no such day"
    for number, name in enumerate(_DAYS):
        if re.search(rf"\b{name}\b", words) and day and day.weekday() != number:
            return f"that day is a {_DAYS[day.weekday()].title()}"
    for number, name in enumerate(_MONTHS, 1):
        if re.search(rf"\b{name}\b", words) and len(parts) > 1 and parts[1] != number and name != "may":
            return "another month"
    if (year := re.search(r"\b((?:19|20)\d\d)\b", words)) and int(year[1]) != parts[0] and "-" not in words:
        return "another year"
    if re.search(r"\byesterday\b|昨日|昨天", words) and day and day != piece.published - timedelta(1):
        return "yesterday was another day"
    if re.search(r"\btoday\b|今日|今天", words) and day and day != piece.published:
        return "today is another day"
    return None


def length(piece: Piece) -> int:
    """Words of an English piece, characters other than space of a Chinese one."""
    return len(piece.text.split()) if piece.lang == "en" else len(re.sub(r"\s", "", piece.text))


def hints(piece: Piece) -> Iterator[str]:
    """What may be wrong."""
    used = {id(m.entity) for line in piece.claims for held in line.spans.values() for s in held for m in piece.mentions if (m.start, m.end) == s}
    for entity in piece.entities:
        if id(entity) not in used and not any(entity.name in str(line.record) for line in piece.claims):
            yield f"{piece.path}: no claim uses {entity.name}"
    if not any(line.record.get("modality") for line in piece.claims):
        yield f"{piece.path}: every claim is asserted"
    if not piece.traps:
        yield f"{piece.path}: no trap"
    for line in piece.claims:
        for words, value, ours in _read_otherwise(piece, line):
            yield f"{piece.path}:{line.number}: {words!r}: {value} here, our resolver says {ours}"


def _read_otherwise(piece: Piece, line: Line) -> Iterator[tuple[str, str, str]]:
    """Money and dates that our resolvers read in another way."""
    for span in line.spans.get("amount", ()):
        ours = _money(piece, span)
        if ours and ours not in _values(line.record.get("amount")):
            yield piece.text[slice(*span)], str(line.record.get("amount")), ours
    for field in ("date", "since", "until"):
        for span in line.spans.get(field, ()):
            read = _date(piece, span)
            if read and not any(value and (value.startswith(read) or read.startswith(value)) for value in _values(line.record.get(field))):
                yield piece.text[slice(*span)], str(line.record.get(field)), read


def _values(held: Any) -> list[Any]:
    return held if isinstance(held, list) else [held]


def _money(piece: Piece, span: Span) -> str | None:
    text = piece.text[slice(*span)]
    if piece.lang == "en":
        from aigraph.ingest.en.money import find_money

        found = [m.money for m in find_money(text)]
    else:
        from aigraph.ingest.zh.money import find_money as find_zh

        found = [money for _, _, money in find_zh(text)]
    return str(found[0]) if len(found) == 1 and found[0] else None


def _date(piece: Piece, span: Span) -> str | None:
    """Read in its context, so that tense and neighbours help."""
    start = max(piece.text.rfind("\n", 0, span[0]) + 1, span[0] - 60)
    context = piece.text[start : span[1] + 10]
    if piece.lang == "en":
        from aigraph.ingest.en.dates import find_dates

        found = [(m.start, m.end, m.when) for m in find_dates(context, piece.published)]
    else:
        from aigraph.ingest.zh.dates import find_dates as find_zh

        found = [(m.start, m.end, m.when) for m in find_zh(context, piece.published)]
    over = [when for a, b, when in found if a + start < span[1] and span[0] < b + start and when]
    return str(over[0]) if len(over) == 1 else None


def counts(held: Iterable[Piece]) -> dict[str, Counter[str]]:
    """How often everything occurs: pieces, splits, worlds, outlets, types, modalities, marks, traps, sentences."""
    found: dict[str, Counter[str]] = {k: Counter() for k in ("pieces", "world", "outlet", "types", "modality", "marks", "traps", "fields")}
    for name in claim_types():
        found["types"][name] = 0
    for piece in held:
        found["pieces"].update(["all", piece.split])
        found["pieces"]["words" if piece.lang == "en" else "characters"] += length(piece)
        found["pieces"]["sentences"] += len(piece.sentences())
        found["pieces"]["mentions"] += len(piece.mentions)
        found["world"][piece.world] += 1
        found["outlet"][piece.outlet] += 1
        found["marks"].update(piece.marks)
        found["traps"].update(t.why for t in piece.traps)
        for line in piece.claims:
            record = line.record
            found["pieces"]["optional" if record.get("optional") else "claims"] += 1
            if record.get("optional"):
                continue
            found["types"][record["type"]] += 1
            held_modality = record.get("modality")
            found["modality"][(held_modality[0] if isinstance(held_modality, list) else held_modality) or "asserted"] += 1
            found["fields"].update(k for k in ("role", "date", "amount", "attribution", "since", "until", "quantity", "round", "share", "status") if k in record)
        found["pieces"]["trap sentences"] += sum(
            any(a <= t.trigger[0] < b for t in piece.traps) and not any(a <= c.trigger[0] < b for c in piece.claims) for a, b in piece.sentences()
        )
    return found


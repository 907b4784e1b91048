"""What the corpus teaches, as numbers: for every sentence its triggers, their stances and arguments, by word or character.

One implementation for both languages: a language says how a text is cut into sentences and units (words, characters), and
gets the annotation of `tests/corpus` pieces, or of the grammar's sentences, laid over them. Optional claims teach with less weight.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from aigraph.ingest.windows import windows  # noqa: E402
from aigraph.ontology.schema import claim_types  # noqa: E402
from tests.corpus.grammar import Spoken, speak  # noqa: E402
from tests.corpus.piece import FURTHER, Piece, pieces  # noqa: E402
from tests.corpus.rename import renamed  # noqa: E402

TYPES = sorted(claim_types())
MODALITIES = ["asserted", "planned", "reported", "possible", "denied"]
VALUES = ["role", "date", "since", "until", "amount", "quantity", "share", "round", "attribution"]
ANTECEDENT = "antecedent"  # from a pronoun or description to the name it stands for
ROLES = [*sorted({role for kind in claim_types().values() for role in kind.roles}), *VALUES, ANTECEDENT]
NAME_KINDS = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "PRODUCT": "PRODUCT", "PLACE": "LOC"}
OPTIONAL = 0.3
Span = tuple[int, int]


@dataclass(slots=True)
class Taught:
    """One trigger: its unit and type, stance, arguments as (role, first unit, last unit), and its weight."""

    unit: int
    type: int
    modality: int
    former: bool
    arguments: list[tuple[int, int, int]]
    weight: float = 1.0


@dataclass(slots=True)
class Lesson:
    """A sentence, or several: text, units as offsets into it, triggers, and names as (first unit, last unit, kind).

    `fresh` is the first unit whose triggers count; what stands before is context. `antecedents` are pairs of units: where a
    pronoun or description begins, and where the name that it stands for does.
    """

    text: str
    units: list[Span]
    taught: list[Taught] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)
    id: str = ""
    fresh: int = 0
    antecedents: list[tuple[int, int]] = field(default_factory=list)


Cut = Callable[[str], Iterable[tuple[Span, list[Span]]]]


def lessons(lang: str, split: str, cut: Cut, root: Path | None = None) -> Iterator[Lesson]:
    """Lessons of the corpus. `cut` yields a text's sentences with their units, all as offsets into the text."""
    for piece in pieces(lang, *_learnt(split), **({"root": root} if root else {})):
        for (start, end), units in cut(piece.text):
            if units:
                yield lesson(piece, start, end, units)


def window_lessons(
    lang: str, split: str, cut: Cut, size: Callable[[str, list[Span]], int], limit: int, context: int, variants: int = 0
) -> Iterator[Lesson]:
    """Lessons of the corpus by windows of sentences; `size` counts a sentence in the model's units.

    Each piece comes `variants` times more, people and companies renamed, so that names are not what is learnt.
    """
    for piece in (one for held in pieces(lang, *_learnt(split)) for one in (held, *renamed(held, variants))):
        cuts = [(span, units) for span, units in cut(piece.text) if units]
        lengths = [size(piece.text, units) for _, units in cuts]
        for first, new, end in windows(lengths, limit, context):
            units = [unit for _, held in cuts[first:end] for unit in held]
            made = lesson(piece, cuts[first][0][0], cuts[end - 1][0][1], units, cuts[new][0][0])
            yield made


def _learnt(split: str) -> tuple[str, ...]:
    """The parts of the corpus that a split's lessons are taken from: to train, the further pieces too."""
    return (split, FURTHER) if split == "train" else (split,)


def lesson(piece: Piece, start: int, end: int, units: Sequence[Span], fresh: int | None = None) -> Lesson:
    """What `piece` annotates between two offsets; triggers before `fresh` are left out, names for unsaid roles are sought."""
    fresh = start if fresh is None else fresh
    made = Lesson(piece.text[start:end], [(a - start, b - start) for a, b in units], id=f"{piece.id}:{start}")
    taught: dict[tuple[int, int], Taught] = {}
    for line in piece.claims:
        place = _units(units, line.trigger)
        if place is None or not fresh <= line.trigger[0] < end:
            continue
        record = line.record
        kind = TYPES.index(record["type"])
        held = record.get("modality")
        held = held[0] if isinstance(held, list) else held
        optional = bool(record.get("optional")) and not line.again
        one = taught.setdefault(
            (place[0], kind),
            Taught(place[0], kind, MODALITIES.index(held or "asserted"), record.get("status") == "former", [], 0.0),
        )
        one.weight = max(one.weight, OPTIONAL if optional else 1.0)
        for role, spans in line.spans.items():
            for span in spans if role in ROLES else ():
                found = _units(units, span)
                if found and start <= span[0] < end and (ROLES.index(role), *found) not in one.arguments:
                    one.arguments.append((ROLES.index(role), *found))
        for role in claim_types()[record["type"]].key_roles if fresh > start else ():
            if role in record and role in ROLES and role not in line.spans:
                unsaid = _name_before(piece, record[role], line.trigger[0], start)
                if unsaid and (found := _units(units, unsaid)) and (ROLES.index(role), *found) not in one.arguments:
                    one.arguments.append((ROLES.index(role), *found))
    made.taught = list(taught.values())
    made.fresh = next((k for k, (a, _) in enumerate(units) if a >= fresh), 0)
    for mention in piece.mentions:
        if not mention.named and fresh <= mention.start < end:
            name = _name_before(piece, [mention.entity.name, *mention.entity.names], mention.start, start)
            here, there = _units(units, (mention.start, mention.end)), name and _units(units, name)
            if here and there and here[0] != there[0]:
                made.antecedents.append((here[0], there[0]))
        if mention.named and start <= mention.start < end and mention.entity.kind in NAME_KINDS:
            if found := _units(units, (mention.start, mention.end)):
                made.names.append((*found, NAME_KINDS[mention.entity.kind]))
    return made


def _name_before(piece: Piece, values: Any, at: int, start: int) -> Span | None:
    """The nearest name, between `start` and `at`, of the entity that a record's value means."""
    wanted = set(values if isinstance(values, list) else [values])
    spans = [(m.start, m.end) for m in piece.mentions if m.named and wanted & {m.entity.name, *m.entity.names} and start <= m.start < at]
    return spans[-1] if spans else None


def spoken(lang: str, cut: Cut, times: int = 8) -> Iterator[Lesson]:
    """Lessons of the grammar: every pattern, filled `times` times."""
    for number, one in enumerate(speak(lang, times)):
        for (start, end), units in cut(one.text):
            if units:
                yield _spoken_lesson(one, start, end, units, f"grammar:{number}")


def _spoken_lesson(one: Spoken, start: int, end: int, units: Sequence[Span], name: str) -> Lesson:
    made = Lesson(one.text[start:end], [(a - start, b - start) for a, b in units], id=name)
    taught: dict[tuple[int, int], Taught] = {}
    for told in one.claims:
        place = _units(units, told.trigger)
        if place is None:
            continue
        key = (place[0], TYPES.index(told.type))
        held = taught.setdefault(key, Taught(*key, MODALITIES.index(told.modality), told.former, []))
        for role, spans in told.arguments.items():
            for span in spans:
                found = _units(units, span)
                if found and (ROLES.index(role), *found) not in held.arguments:
                    held.arguments.append((ROLES.index(role), *found))
    made.taught = list(taught.values())
    for a, b, kind in one.names:
        if found := _units(units, (a, b)):
            made.names.append((*found, NAME_KINDS[kind]))
    return made


def _units(units: Sequence[Span], span: Span) -> Span | None:
    """First and last unit that the span touches."""
    touched = [k for k, (a, b) in enumerate(units) if a < span[1] and span[0] < b]
    return (touched[0], touched[-1]) if touched else None


"""The grammar: sentence patterns with slots, filled at random, whose labels are exact by construction. For training only.

A pattern is a line of text with slots and triggers, and behind it a line a claim (none: a sentence that claims nothing):

    {P1} is [stepping down|quitting] as {R1} of {O1} {D1}, {S1} said.
    Departure 1: person P1, organization O1, role R1, date D1, attribution S1, modality reported

1. `(a|b|)` is a choice; a trigger stands in square brackets and is counted from 1; brackets hold a choice as well. 2. A slot is a letter
and a number, and the same slot is filled alike: P person, Q surname of the person with that number, O organisation, N product,
L place, G described group, R title, D date, M money, K count, H share, U round, S unnamed source, I goods, V outlet. `{X1:she}` is a slot of the
pattern's own words: a pronoun, a description, a title that is no slot. 3. A claim gives its trigger, roles and values by
slot, a role twice for two, and `modality`, `former`. 4. Which filling a pattern gets follows from its line and the seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aigraph.ontology.schema import claim_types

from .fillers import Fillers

__all__ = ["Pattern", "PatternError", "Spoken", "Told", "patterns", "speak"]

FOLDER = Path(__file__).parent
VALUES = ("role", "amount", "date", "since", "until", "round", "quantity", "share", "attribution")
MODALITIES = ("planned", "reported", "possible", "denied")
SLOTS = "PQONLGRDMKHUSIVX"
_PART = re.compile(r"\{(?P<slot>[A-Z]\d)(?::(?P<words>[^{}]+))?\}|\[(?P<trigger>[^\[\]]+)\]|\((?P<choice>[^()]*\|[^()]*)\)")
_CLAIM = re.compile(r"(?P<type>[A-Z]\w+) (?P<trigger>\d): (?P<rest>.+)$")
_KIND = {"P": "PERSON", "Q": "PERSON", "O": "ORGANIZATION", "N": "PRODUCT", "L": "PLACE", "V": "ORGANIZATION"}
Span = tuple[int, int]


class PatternError(ValueError):
    """A pattern is not well formed; the message has file and line."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line of text with slots, and what it claims: (type, trigger number, [(role, slot)], modality, former)."""

    line: int
    text: str
    claims: tuple[tuple[str, int, tuple[tuple[str, str], ...], str, bool], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of a filled pattern, with offsets into its text."""

    type: str
    trigger: Span
    arguments: Mapping[str, Sequence[Span]]
    modality: str
    former: bool


@dataclass(slots=True)
class Spoken:
    """A filled pattern: text, claims, and the names in it as (start, end, kind)."""

    text: str
    claims: list[Told] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)


def patterns(lang: str) -> list[Pattern]:
    """All patterns of a language.

    Raises:
        PatternError: A line is neither text nor a claim that fits the text before it.
    """
    path = FOLDER / f"{lang}.txt"
    found: list[Pattern] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if match := _CLAIM.fullmatch(line.strip()):
            if match["type"] in claim_types() and found:
                found[-1] = _with_claim(found[-1], match, f"{path.name}:{number}")
                continue
        if re.sub(_PART, "", line).count("{") or re.sub(_PART, "", line).count("["):
            raise PatternError(f"{path.name}:{number}: a slot or trigger is not well formed")
        found.append(Pattern(number, line.strip(), ()))
    return found


def _with_claim(pattern: Pattern, match: re.Match[str], where: str) -> Pattern:
    kind = claim_types()[match["type"]]
    slots = {m["slot"] for m in _PART.finditer(_flat(pattern.text)) if m["slot"]}
    triggers = sum(m["trigger"] is not None for m in _PART.finditer(pattern.text))
    if not 1 <= int(match["trigger"]) <= triggers:
        raise PatternError(f"{where}: the text has {triggers} triggers in [], not a {match['trigger']}")
    roles, modality, former = [], "asserted", False
    for part in (p.strip() for p in match["rest"].split(",")):
        name, _, value = part.partition(" ")
        if name == "modality" and value in MODALITIES:
            modality = value
        elif part == "former":
            former = True
        elif name in (*kind.roles, *VALUES) and value in slots:
            roles.append((name, value))
        else:
            raise PatternError(f"{where}: {part!r}: {kind.name} has {', '.join((*kind.roles, *VALUES))}; the text has {', '.join(sorted(slots))}")
    claim = (kind.name, int(match["trigger"]), tuple(roles), modality, former)
    return Pattern(pattern.line, pattern.text, (*pattern.claims, claim))


def _flat(text: str) -> str:
    """Slots inside choices and triggers laid open, to be counted."""
    return re.sub(r"[()\[\]|]", " ", text)


def speak(lang: str, times: int, seed: int = 1) -> Iterator[Spoken]:
    """Fill every pattern of a language `times` times."""
    for pattern in patterns(lang):
        for turn in range(times):
            yield _fill(pattern, Fillers(lang, random.Random(f"{lang} {pattern.line} {turn} {seed}")))


def _fill(pattern: Pattern, fillers: Fillers) -> Spoken:
    text = re.sub(r"\((?P<choice>[^()]*\|[^()]*)\)", lambda m: fillers.choose(m["choice"].split("|")), pattern.text)
    made, at = "", 0
    slots: dict[str, list[Span]] = {}
    triggers: list[Span] = []
    names: list[tuple[int, int, str]] = []

    def put(slot: str, words: str | None) -> None:
        nonlocal made
        filled = words or fillers.fill(slot)
        if not made and slot[0] in "DGS":
            filled = filled[0].upper() + filled[1:]
        start = len(made)
        made += filled
        slots.setdefault(slot, []).append((start, len(made)))
        if slot[0] in _KIND:
            names.append((start, len(made), _KIND[slot[0]]))

    for match in _PART.finditer(text):
        made += text[at : match.start()]
        if match["slot"]:
            put(match["slot"], match["words"])
        else:
            start = len(made)
            for piece in re.split(r"(\{[^{}]+\})", fillers.choose(match["trigger"].split("|"))):
                inner = _PART.fullmatch(piece)
                if inner and inner["slot"]:
                    put(inner["slot"], inner["words"])
                else:
                    made += piece
            triggers.append((start, len(made)))
        at = match.end()
    made += text[at:]
    spoken = Spoken(made, [], names)
    for kind, trigger, roles, modality, former in pattern.claims:
        held: dict[str, list[Span]] = {}
        for role, slot in roles:
            if slot in slots:       # a slot inside a choice may be left out
                held.setdefault(role, []).append(min(slots[slot], key=lambda s: abs(s[0] - triggers[trigger - 1][0])))
        spoken.claims.append(Told(kind, triggers[trigger - 1], held, modality, former))
    return spoken

"""The claim: one thing an article says, with who says it, how firmly, when, and its exact words.

Domain values only: frozen, compared by value, no I/O. Readers make them, the store keeps them, pages show them.
Offsets count code points from the start of the article's text, and `text[start:end] == quote` holds for every
`Evidence`. A claim's record (`to_record`) is the JSON form that `aigraph extract` prints.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date as Date
from decimal import Decimal
from enum import StrEnum
from typing import Any

__all__ = ["Argument", "Claim", "Entity", "Evidence", "Kind", "Modality", "Money", "Name", "When"]


class Modality(StrEnum):
    """How firmly a claim is made. Only `ASSERTED` claims become shortcut triples."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    REPORTED = "reported"
    POSSIBLE = "possible"
    DENIED = "denied"


class Kind(StrEnum):
    """What sort of thing an entity is; each is a class of the ontology."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PRODUCT = "product"
    PLACE = "place"
    GROUP = "group"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name as an article writes it, with the language tag of its script (`en`, `zh`)."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, product, place or group, as far as one article tells.

    `name` is the fullest English or Latin name known for it, else the name as written; `key` is what its IRI is made
    of (kind and folded name), so that two articles that use the same name, or names that the gazetteer knows as
    aliases, meet in one node. `described` marks the unnamed ("Ilya Sutskever's AI startup", "three researchers").
    """

    name: str
    kind: Kind
    names: tuple[Name, ...] = ()
    described: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A date with the precision that the text gave: `2024`, `2024-05` or `2024-05-13`."""

    text: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", self.text):
            raise ValueError(f"not a date of the form YYYY, YYYY-MM or YYYY-MM-DD: {self.text!r}")

    @property
    def earliest(self) -> Date:
        """First day that the date can mean."""
        year, month, day = (*map(int, self.text.split("-")), 1, 1)[:3]
        return Date(year, month, day)

    @property
    def latest(self) -> Date:
        """Last day that the date can mean."""
        parts = [int(part) for part in self.text.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        return Date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: value, ISO 4217 currency, the words verbatim, and which bound the words make it.

    `bound` is `minimum` ("over", 超过), `maximum` ("up to", 近), `about` ("around", 约) or None where exact.
    """

    value: Decimal
    currency: str
    words: str = ""
    bound: str | None = None

    def __str__(self) -> str:
        """Digits and code, as in claim records: `150000000000 USD`."""
        whole = self.value.to_integral_value()
        return f"{whole:f} {self.currency}" if whole == self.value else f"{self.value.normalize():f} {self.currency}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words: `text[start:end] == quote`, with up to 60 characters of context on both sides."""

    quote: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Argument:
    """An entity in a role of a claim, and where its words stand (a pronoun's own offsets where it is a pronoun)."""

    role: str
    entity: Entity
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing an article says.

    `type` and the roles of `arguments` are names from the ontology. `role` is a title in lower-case English. `reader`
    names the reader and frame that found it (`en/departure.verb`, `en/table:FOUNDED_BY`); `confidence` is in [0, 1];
    `trigger` is the (start, end) of the word that says it, where there is one.
    """

    type: str
    lang: str
    evidence: Evidence
    arguments: tuple[Argument, ...]
    role: str | None = None
    amount: Money | None = None
    date: When | None = None
    since: When | None = None
    until: When | None = None
    status: str | None = None
    round: str | None = None
    quantity: int | None = None
    share: str | None = None
    modality: Modality = Modality.ASSERTED
    attribution: tuple[str, ...] = ()
    trigger: tuple[int, int] | None = None
    reader: str = ""
    confidence: float = 1.0

    def entities(self, role: str) -> Iterator[Entity]:
        """Yield the entities that stand in `role`, in text order."""
        return (argument.entity for argument in self.arguments if argument.role == role)

    def entity(self, role: str) -> Entity | None:
        """The first entity in `role`, or None."""
        return next(self.entities(role), None)

    def with_(self, **changes: Any) -> Claim:
        """A copy with some fields changed."""
        return replace(self, **changes)

    def to_record(self) -> dict[str, Any]:
        """The claim as a JSON-ready record: type, roles, values, `lang`, `evidence`, `start`, `end`.

        Absent values are left out, and so is an asserted modality; a role with several entities gives a list.
        """
        record: dict[str, Any] = {"type": self.type}
        for argument in self.arguments:
            held = record.get(argument.role)
            name = argument.entity.name
            if held is None:
                record[argument.role] = name
            elif isinstance(held, list):
                held.append(name)
            elif held != name:
                record[argument.role] = [held, name]
        values = ("role", "amount", "date", "since", "until", "status", "round", "quantity", "share")
        for field in values:
            value = getattr(self, field)
            if value is not None:
                record[field] = value if isinstance(value, int) else str(value)
        if self.modality is not Modality.ASSERTED:
            record["modality"] = self.modality.value
        if self.attribution:
            record["attribution"] = self.attribution[0] if len(self.attribution) == 1 else list(self.attribution)
        record |= {
            "lang": self.lang,
            "evidence": self.evidence.quote,
            "start": self.evidence.start,
            "end": self.evidence.end,
            "reader": self.reader,
            "confidence": round(self.confidence, 3),
        }
        return record

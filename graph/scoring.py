"""Scoring: predicted claims against gold claims of the same article, both as records.

1. A claim is right when its type and key roles are; pairs are made one to one, the candidate that agrees in most fields first.
2. Optional gold is neither required nor wrong when predicted, and neither is a claim said again. 3. Other fields (dates,
amounts, roles, modality, attribution ...) are counted apart, over the claims found. 4. A gold value may be a list of
accepted ones, None among them for "may be absent". Names agree without case, accents, corporate suffix and article; groups and
unnamed organisations ("Ilya Sutskever's start-up") are described, not named, and agree with any description.
Counts of several articles add up with `+`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..ontology.schema import claim_type, claim_types

__all__ = ["FIELDS", "Record", "Score", "score"]

Record = dict[str, Any]
FIELDS = ("date", "since", "until", "role", "amount", "status", "modality", "attribution", "quantity", "round")
_VARIANT = ("amount", "date", "since", "round", "role")      # what tells two claims with the same key roles apart
_SUFFIX = re.compile(r"\b(inc|ltd|limited|llc|corp|corporation|co|company|plc|gmbh|ag|sa)\b\.?|(股份)?(有限)?公司$", re.I)


@dataclass(frozen=True)
class Score:
    """Pairs of gold and predicted claims that agree, and the claims that found no partner."""

    pairs: list[tuple[Record, Record]] = field(default_factory=list)
    wrong: list[Record] = field(default_factory=list)
    missed: list[Record] = field(default_factory=list)

    @property
    def found(self) -> int:
        """How many required claims were found."""
        return len(self.pairs)

    @property
    def precision(self) -> float:
        """Share of the predicted claims that are right, in [0, 1]."""
        return self.found / max(self.found + len(self.wrong), 1)

    @property
    def recall(self) -> float:
        """Share of the required claims that were found, in [0, 1]."""
        return self.found / max(self.found + len(self.missed), 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in [0, 1]."""
        return 2 * self.found / max(2 * self.found + len(self.wrong) + len(self.missed), 1)

    def fields(self) -> dict[str, tuple[int, int]]:
        """By field: how many are right, of how many that gold gives (or, for modality, that either gives)."""
        right: Counter[str] = Counter()
        asked: Counter[str] = Counter()
        for gold, predicted in self.pairs:
            for name in _asked(gold, predicted):
                asked[name] += 1
                right[name] += _agree(gold.get(name), predicted.get(name))
        return {name: (right[name], asked[name]) for name in FIELDS if asked[name]}

    def field_errors(self) -> list[tuple[str, Record, Record]]:
        """Fields that disagree, with gold and predicted claim."""
        return [
            (name, gold, predicted)
            for gold, predicted in self.pairs
            for name in _asked(gold, predicted)
            if not _agree(gold.get(name), predicted.get(name))
        ]

    def falsely_asserted(self) -> tuple[int, int]:
        """How many claims that gold has as planned, reported, possible or denied came out as asserted, of how many of those."""
        firm = [(g, p) for g, p in self.pairs if g.get("modality") is not None and None not in _list(g["modality"])]
        hedged = len(firm) + sum(g.get("modality") is not None and None not in _list(g["modality"]) for g in self.missed)
        return sum(p.get("modality") is None for _, p in firm), hedged

    def by(self, key: str) -> dict[str, Score]:
        """The score apart by a record's `type` or `lang`."""
        found: dict[str, Score] = {}
        for pair in self.pairs:
            found.setdefault(str(pair[0].get(key)), Score()).pairs.append(pair)
        for record in self.wrong:
            found.setdefault(str(record.get(key)), Score()).wrong.append(record)
        for record in self.missed:
            found.setdefault(str(record.get(key)), Score()).missed.append(record)
        return dict(sorted(found.items()))

    def __add__(self, other: Score) -> Score:
        return Score(self.pairs + other.pairs, self.wrong + other.wrong, self.missed + other.missed)

    def __str__(self) -> str:
        return (f"precision {self.precision:.3f} recall {self.recall:.3f} f1 {self.f1:.3f} "
                f"(found {self.found}, wrong {len(self.wrong)}, missed {len(self.missed)})")


def score(gold: Iterable[Record], predicted: Iterable[Record]) -> Score:
    """Pair each gold claim with at most one predicted claim of the same article.

    Raises:
        VocabularyError: A gold record's type is not in the ontology; predicted records of unknown types are passed over.
    """
    wanted = _unique(gold)
    free = _unique(record for record in predicted if record.get("type") in claim_types())
    pairs: list[tuple[Record, Record]] = []
    missed: list[Record] = []
    for record in sorted(wanted, key=lambda r: bool(r.get("optional"))):
        candidates = [p for p in free if _match(record, p)]
        best = max(candidates, default=None, key=lambda p: _fields_right(record, p))
        if best is not None:
            free = [p for p in free if p is not best]
            if not record.get("optional"):
                pairs.append((record, best))
        elif not record.get("optional"):
            missed.append(record)
    return Score(pairs, [p for p in free if not any(_match(g, p) for g in wanted)], missed)


def _asked(gold: Record, predicted: Record) -> list[str]:
    keys = claim_type(gold["type"]).key_roles
    return [
        name for name in FIELDS
        if name not in keys and (gold.get(name) is not None or (name == "modality" and predicted.get(name)))
    ]  # fmt: skip


def _fields_right(gold: Record, predicted: Record) -> int:
    return sum(_agree(gold[name], predicted.get(name)) for name in FIELDS if gold.get(name) is not None)


def _match(gold: Record, predicted: Record) -> bool:
    if gold["type"] != predicted["type"]:
        return False
    kind = claim_type(gold["type"])
    if all(_fits(key, gold.get(key), predicted.get(key)) for key in kind.key_roles):
        return True
    if not kind.symmetric:
        return False
    one, two = kind.key_roles[:2]
    return _fits(one, gold.get(one), predicted.get(two)) and _fits(two, gold.get(two), predicted.get(one))


def _fits(role: str, gold: Any, predicted: Any) -> bool:
    if predicted and gold is not None and (role == "group" or (_described(gold) and _described(predicted))):
        return True
    return _agree(gold, predicted)


def _agree(gold: Any, predicted: Any) -> bool:
    wanted, given = _list(gold), _list(predicted)
    if not any(given):
        return not wanted or None in wanted
    return any(_name(w) == _name(g) for w in wanted if w is not None for g in given)


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _described(value: Any) -> bool:
    return any("'s " in str(v) or "’s " in str(v) for v in _list(value))


def _name(value: Any) -> str:
    text = unicodedata.normalize("NFKD", str(value)).casefold()
    text = _SUFFIX.sub(" ", "".join(c for c in text if not unicodedata.combining(c)).replace("’", "'"))
    return re.sub(r"[^\w]+", " ", re.sub(r"^(the|a|an)\s+", "", text.strip())).strip()


def _unique(records: Iterable[Record]) -> list[Record]:
    """Without repeats: the same type, key roles and values count once."""
    seen: dict[str, Record] = {}
    for record in records:
        keys = claim_type(record["type"]).key_roles
        held = [record["type"], bool(record.get("optional")), *(str(record.get(k)) for k in (*keys, *_VARIANT))]
        seen.setdefault(str(held), record)
    return list(seen.values())

"""Our own scorer after the rules of claim records: precision, recall and F1 over (type, key roles).

Claim types and key roles come from the ontology. A name agrees without case, accents, corporate suffix or article; a
gold value may be a list of accepted ones; optional gold is neither required nor wrong when predicted, and neither is a
claim said again. Described things ("Ilya Sutskever's startup", groups) agree with any description in that role.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from aigraph.ontology.schema import claim_types

Record = dict[str, Any]
_SUFFIX = re.compile(r"\b(inc|ltd|limited|llc|corp|corporation|co|company|plc|gmbh|ag|sa)\b\.?|(股份)?(有限)?公司$", re.I)
_VALUES = ("amount", "date", "since", "round", "role")


@dataclass(frozen=True)
class Score:
    """Counts over claims, and the records that make them."""

    found: int
    wrong: list[Record]
    missed: list[Record]

    @property
    def precision(self) -> float:
        return self.found / max(self.found + len(self.wrong), 1)

    @property
    def recall(self) -> float:
        return self.found / max(self.found + len(self.missed), 1)

    @property
    def f1(self) -> float:
        return 2 * self.found / max(2 * self.found + len(self.wrong) + len(self.missed), 1)

    def __add__(self, other: "Score") -> "Score":
        return Score(self.found + other.found, self.wrong + other.wrong, self.missed + other.missed)

    def __str__(self) -> str:
        return (f"precision {self.precision:.3f} recall {self.recall:.3f} f1 {self.f1:.3f} "
                f"(found {self.found}, wrong {len(self.wrong)}, missed {len(self.missed)})")


def score(gold: Iterable[Record], predicted: Iterable[Record]) -> Score:
    """Pair each gold claim with at most one predicted claim."""
    wanted, free = _unique(gold), _unique(predicted)
    found, missed = 0, []
    for record in sorted(wanted, key=lambda r: bool(r.get("optional"))):
        match = next((p for p in free if _match(record, p)), None)
        if match is not None:
            free.remove(match)
            found += not record.get("optional")
        elif not record.get("optional"):
            missed.append(record)
    return Score(found, [p for p in free if not any(_match(g, p) for g in wanted)], missed)


def _match(gold: Record, predicted: Record) -> bool:
    if gold["type"] != predicted["type"]:
        return False
    kind = claim_types()[gold["type"]]
    if all(_fits(key, gold.get(key), predicted.get(key)) for key in kind.key_roles):
        return True
    if not kind.symmetric:
        return False
    one, two = kind.key_roles[:2]
    return _fits(one, gold.get(one), predicted.get(two)) and _fits(two, gold.get(two), predicted.get(one))


def _fits(role: str, gold: Any, predicted: Any) -> bool:
    wanted, given = _list(gold), _list(predicted)
    if not given:
        return not wanted or None in wanted
    if role == "group" and wanted:
        return True
    if any(_described(value) for value in wanted) and any(_described(value) for value in given):
        return True
    return any(_name(w) == _name(g) for w in wanted if w is not None for g in given)


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _described(value: Any) -> bool:
    return "'s " in str(value) or "’s " in str(value)


def _name(value: Any) -> str:
    text = unicodedata.normalize("NFKD", str(value)).casefold().replace("’", "'")
    text = _SUFFIX.sub(" ", "".join(c for c in text if not unicodedata.combining(c)))
    return re.sub(r"[^\w]+", " ", re.sub(r"^(the|a|an)\s+", "", text.strip())).strip()


def _unique(records: Iterable[Record]) -> list[Record]:
    """Without repeats: the same type, key roles and values count once."""
    seen: dict[str, Record] = {}
    for record in records:
        keys = claim_types()[record["type"]].key_roles
        held = [record["type"], bool(record.get("optional")), *(str(record.get(k)) for k in (*keys, *_VALUES))]
        seen.setdefault(str(held), record)
    return list(seen.values())

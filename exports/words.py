"""A claim in words, English and Chinese: who, what it says with how much weight, whom, and the details.

The words are data (`templates/words.toml`); families and fallback labels come from the ontology.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ..graph.claim import Claim, Entity
from ..ontology.schema import claim_types
from .view import ClaimView, parts, spoken_amount

__all__ = ["LANGUAGES", "Saying", "details", "family", "is_symmetric", "saying", "words"]

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim as a sentence: `subject` entities, a verb phrase by language, `object` entities, other roles."""

    subject: tuple[Entity, ...]
    verb: Mapping[str, str]
    object: tuple[Entity, ...]
    others: tuple[tuple[str, tuple[Entity, ...]], ...]


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """The words file, read once."""
    text = files(__package__).joinpath("templates/words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def saying(view: ClaimView) -> Saying:
    """Split the claim's roles into subject, object and the rest, and find its verb."""
    roles = [(role, tuple(entities)) for role, entities in parts(view)]
    subject = roles[0][1] if roles else ()
    object_ = roles[1][1] if len(roles) > 1 else ()
    return Saying(subject, _verb(view.claim, bool(object_)), object_, tuple(roles[2:]))


def _verb(claim: Claim, has_object: bool) -> dict[str, str]:
    entry = words()["claim"].get(claim.type)
    weight = words()["modality"][claim.modality.value]
    if entry is None:
        return {lang: f"{_label(claim.type, lang)} ({weight[lang]})" for lang in LANGUAGES}
    which = "former" if claim.status == "former" and "former" in entry else "" if has_object else "alone"
    english, chinese = entry.get(which, entry["en"]), entry.get(f"{which}_zh", entry["zh"])
    amount = [spoken_amount(claim.amount, lang) for lang in LANGUAGES] if claim.amount else _unsaid(entry)
    return {
        "en": weight["words_en"].format(*(form.replace("{amount}", amount[0]) for form in english)),
        "zh": weight["words_zh"].format(chinese.replace("{amount}", amount[1])),
    }


def _unsaid(entry: Mapping[str, Any]) -> list[str]:
    return [entry.get("amount", ""), entry.get("amount_zh", "")]


def details(claim: Claim, posts: Mapping[str, str] = MappingProxyType({})) -> list[tuple[str, dict[str, str]]]:
    """The claim's values in words, by field, in a fixed order; not the date, nor an amount that its verb tells.

    `posts` has Chinese names of posts by the English that claims have.
    """
    told = "amount" if "{amount}" in words()["claim"].get(claim.type, {}).get("zh", "") else ""
    found: list[tuple[str, dict[str, str]]] = []
    for field in words()["value"]:
        value = None if field in ("date", told) else getattr(claim, field)
        if field == "amount" and value is not None:
            found.append((field, {lang: spoken_amount(value, lang) for lang in LANGUAGES}))
        elif field == "role" and value is not None:
            found.append((field, {"en": value, "zh": posts.get(value, value)}))
        elif value is not None:
            text = f"{value:,}" if isinstance(value, int) else str(value)
            found.append((field, dict.fromkeys(LANGUAGES, text)))
    return found


def family(type_: str) -> str:
    """The colour family of a claim type, from the ontology."""
    return claim_types()[type_].family if type_ in claim_types() else "relation"


def is_symmetric(type_: str) -> bool:
    """Whether the claim reads the same both ways, so that its edge has no arrow."""
    return type_ in claim_types() and claim_types()[type_].symmetric


def _label(type_: str, lang: str) -> str:
    return claim_types()[type_].labels.get(lang, type_) if type_ in claim_types() else type_

"""Rows: appearances and claims as short JSON, the form in which the index keeps what deriving needs of them.

IRIs of ours lose what they all begin with. A claim's row has what tenures and conflicts look at and no more, so a claim that comes
back from it is not the whole claim.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date as Date
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from ..ontology.vocabulary import ID
from .appearances import Appearance
from .claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name, When
from .stored import StoredArticle, StoredClaim

__all__ = ["appearance_row", "claim_row", "full", "read_appearance", "read_claim", "short"]

_PLAIN = ("role", "status", "round", "quantity", "share")
_DATES = ("date", "since", "until")
_SETS = ("ties", "founded", "near", "places")
_KINDS = {kind.value: kind for kind in Kind}  # quicker than to call it
_MODALITIES = {modality.value: modality for modality in Modality}


def short(iri: str) -> str:
    """An IRI of ours without what they all begin with."""
    return iri.removeprefix(ID)


def full(text: str) -> str:
    """The IRI that `short` shortened."""
    return ID + text


def appearance_row(item: Appearance) -> str:
    """The appearance without its article and node."""
    names = sorted([name.text, name.lang] for name in item.entity.names)
    row: dict[str, Any] = {"name": item.entity.name, "names": names, "labels": _labels(item.labels)}
    if item.entity.described:
        row["described"] = True
    if item.published:
        row["published"] = item.published.isoformat()
    for field in _SETS:
        if getattr(item, field):
            row[field] = sorted(map(short, getattr(item, field)))
    for field in ("roles", "signature"):
        if getattr(item, field):
            row[field] = sorted(getattr(item, field))
    return _dump(row)


def read_appearance(article: str, written: str, text: str) -> Appearance:
    """The appearance of a row, `article` and `written` being whole IRIs."""
    row = json.loads(text)
    kind = Kind(short(written).partition("/")[0])
    names = tuple(Name(text, lang) for text, lang in row["names"])
    sets = {field: {ID + iri for iri in row.get(field, ())} for field in _SETS}
    return Appearance(
        article, written, Entity(row["name"], kind, names, "described" in row),
        Date.fromisoformat(row["published"]) if "published" in row else None,
        roles=set(row.get("roles", ())), signature=set(row.get("signature", ())),
        labels=[ox.Literal(value, language=lang) if lang else ox.Literal(value) for value, lang in row["labels"]],
        **sets,
    )  # fmt: skip


def claim_row(stored: StoredClaim) -> str:
    """What tenures and conflicts need of a claim, without the IRIs of claim and article."""
    claim, article = stored.claim, stored.article
    row: dict[str, Any] = {
        "type": claim.type,
        "arguments": [
            [argument.role, short(iri), argument.entity.name]
            for argument, iri in zip(claim.arguments, stored.entities, strict=True)
        ],
        "words": [claim.evidence.quote, claim.evidence.prefix],
        "modality": claim.modality.value,
    }
    about = {"title": article.title, "publisher": article.publisher, "published": article.published}
    row |= {name: str(value) for name, value in about.items() if value}
    row |= {field: getattr(claim, field) for field in _PLAIN if getattr(claim, field) is not None}
    row |= {field: str(getattr(claim, field)) for field in _DATES if getattr(claim, field) is not None}
    if claim.amount is not None:
        row["amount"] = [str(claim.amount.value), claim.amount.currency, claim.amount.words, claim.amount.bound]
    return _dump(row)


def read_claim(iri: str, article: str, text: str) -> StoredClaim:
    """The claim of a row, as far as it goes."""
    row = json.loads(text)
    published = Date.fromisoformat(row["published"]) if "published" in row else None
    arguments = tuple(
        Argument(role, Entity(name, _KINDS[entity.partition("/")[0]]), 0, 0) for role, entity, name in row["arguments"]
    )
    quote, prefix = row["words"]
    values: dict[str, Any] = {field: row.get(field) for field in _PLAIN}
    values |= {field: When(row[field]) for field in _DATES if field in row}
    evidence, modality = Evidence(quote, 0, 0, prefix), _MODALITIES[row["modality"]]
    claim = Claim(row["type"], "", evidence, arguments, modality=modality, amount=_money(row.get("amount")), **values)
    held = StoredArticle(article, row.get("title"), None, row.get("publisher"), published)
    return StoredClaim(iri, held, claim, tuple(ID + entity for _, entity, _ in row["arguments"]))


def _money(held: list[Any] | None) -> Money | None:
    return None if held is None else Money(Decimal(held[0]), *held[1:])


def _labels(labels: Iterable[ox.Literal]) -> list[list[str]]:
    return sorted([label.value, label.language or ""] for label in labels)


def _dump(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

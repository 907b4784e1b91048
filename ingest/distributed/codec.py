"""Articles and claims as rows of Parquet, and back: nothing is lost on the way, and other programs can read them.

A claim is a row with its article's IRI, its values as the claim has them (dates and amounts as text, so that precision stays), and its arguments
as a list of structures. An article is a row with its text and metadata, which is what judging copies takes when the output is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date as Date
from decimal import Decimal
from typing import Any

from ...graph.article import Article, Version
from ...graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name, When

__all__ = ["article_row", "article_schema", "claim_row", "claim_schema", "to_article", "to_claim"]

_DATES = ("date", "since", "until")
_PLAIN = ("type", "lang", "role", "status", "round", "quantity", "share", "reader", "confidence")


def claim_schema() -> Any:
    """The Arrow schema of claims."""
    import pyarrow as pa

    text, whole = pa.string(), pa.int64()
    name = pa.struct([("text", text), ("lang", text)])
    entity = [("name", text), ("kind", text), ("key", text), ("described", pa.bool_()), ("names", pa.list_(name))]
    argument = pa.struct([("role", text), ("start", whole), ("end", whole), *entity])
    money = pa.struct([("value", text), ("currency", text), ("words", text), ("bound", text)])
    return pa.schema([
        ("article", text), ("claim", text), ("type", text), ("lang", text), ("modality", text), ("arguments", pa.list_(argument)),
        ("role", text), ("amount", money), ("date", text), ("since", text), ("until", text), ("status", text), ("round", text),
        ("quantity", whole), ("share", text), ("attribution", pa.list_(text)), ("trigger_start", whole), ("trigger_end", whole),
        ("reader", text), ("confidence", pa.float64()), ("quote", text), ("start", whole), ("end", whole), ("prefix", text), ("suffix", text),
    ])  # fmt: skip


def claim_row(claim: Claim, article: str, iri: str) -> dict[str, Any]:
    """The claim as a row of `claim_schema`."""
    row: dict[str, Any] = {name: getattr(claim, name) for name in _PLAIN}
    row |= {name: None if (when := getattr(claim, name)) is None else when.text for name in _DATES}
    row |= {"article": article, "claim": iri, "modality": claim.modality.value, "attribution": list(claim.attribution), **asdict(claim.evidence)}
    row["amount"] = None if claim.amount is None else {**asdict(claim.amount), "value": str(claim.amount.value)}
    row["trigger_start"], row["trigger_end"] = claim.trigger or (None, None)
    row["arguments"] = [
        {"role": a.role, "start": a.start, "end": a.end, **asdict(a.entity), "kind": a.entity.kind.value, "names": [asdict(n) for n in a.entity.names]}
        for a in claim.arguments
    ]
    return row


def to_claim(row: Mapping[str, Any]) -> Claim:
    """The claim of a row."""
    values: dict[str, Any] = {name: row[name] for name in _PLAIN}
    values |= {name: When(row[name]) for name in _DATES if row[name] is not None}
    if (amount := row["amount"]) is not None:
        values["amount"] = Money(Decimal(amount["value"]), amount["currency"], amount["words"], amount["bound"])
    if row["trigger_start"] is not None:
        values["trigger"] = row["trigger_start"], row["trigger_end"]
    return Claim(
        evidence=Evidence(row["quote"], row["start"], row["end"], row["prefix"], row["suffix"]), arguments=tuple(map(_argument, row["arguments"])),
        modality=Modality(row["modality"]), attribution=tuple(row["attribution"]), **values,
    )  # fmt: skip


def _argument(held: Mapping[str, Any]) -> Argument:
    names = tuple(Name(name["text"], name["lang"]) for name in held["names"])
    entity = Entity(held["name"], Kind(held["kind"]), names, held["described"], held["key"])
    return Argument(held["role"], entity, held["start"], held["end"])


def article_schema() -> Any:
    """The Arrow schema of articles."""
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    version = pa.struct([("content", text), ("title", text), ("published", text), ("source", text)])
    return pa.schema([
        ("article", text), ("claims", pa.int64()), ("warnings", texts), ("text", text), ("title", text), ("url", text), ("publisher", text),
        ("published", text), ("language", text), ("source", text), ("author", text), ("modified", text), ("known", pa.list_(texts)),
        ("sources", texts), ("addresses", texts), ("copy_of", text), ("versions", pa.list_(version)),
    ])  # fmt: skip


def article_row(article: Article, iri: str, claims: int, warnings: list[str]) -> dict[str, Any]:
    """The article as a row of `article_schema`."""
    row = asdict(article)
    row |= {name: None if row[name] is None else row[name].isoformat() for name in ("published", "modified")}
    row["versions"] = [{**one, "published": None if one["published"] is None else one["published"].isoformat()} for one in row["versions"]]
    row["known"] = [list(pair) for pair in article.known]
    return row | {"article": iri, "claims": claims, "warnings": warnings}


def to_article(row: Mapping[str, Any]) -> Article:
    """The article of a row."""
    values = {field.name: row[field.name] for field in fields(Article)}
    values |= {name: _date(row[name]) for name in ("published", "modified")}
    values |= {name: tuple(row[name]) for name in ("sources", "addresses")}
    values["known"] = tuple((field, how) for field, how in row["known"])
    values["versions"] = tuple(Version(**{**one, "published": _date(one["published"])}) for one in row["versions"])
    return Article(**values)


def _date(value: str | None) -> Date | None:
    return None if value is None else Date.fromisoformat(value)

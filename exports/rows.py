"""Claims as flat rows and back: what CSV of claims, CSV of edges and GraphML share.

A row has a column for each value that people look at, and some that make it whole: `arguments` (JSON: role, name, kind, key, other names, place),
and where and in which language the article was read. Reading takes values from their columns and the entities from `arguments`; a row without
these (somebody's own table) takes the names from columns called like the roles, and looks for their places in the quote.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date as Date
from decimal import Decimal, InvalidOperation
from typing import Any

from ..graph.article import Article
from ..graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name, When
from ..graph.reading import StoredArticle, StoredClaim
from ..ontology.errors import ArticleError
from ..ontology.schema import claim_type
from ..ontology.vocabulary import ID

__all__ = ["COLUMNS", "from_row", "to_row"]

_ARTICLE = ("title", "url", "publisher", "published")
_VALUES = ("role", "date", "since", "until", "status", "round", "quantity", "share")
COLUMNS = (
    "claim", "type", *_VALUES, "amount", "currency", "amount_words", "amount_bound", "modality", "attribution", "confidence",
    "reader", "lang", "quote", "start", "end", "prefix", "suffix", "trigger", "arguments", "article", *_ARTICLE, "read_from", "article_language",
)  # fmt: skip


def to_row(stored: StoredClaim) -> dict[str, str]:
    """The claim with its article as text values; absent ones are empty."""
    claim, article = stored.claim, stored.article
    row = {name: _text(getattr(claim, name)) for name in _VALUES}
    row |= {name: _text(getattr(article, name)) for name in _ARTICLE}
    money = claim.amount
    row |= {
        "claim": stored.iri, "type": claim.type, "article": article.iri, "article_language": _text(article.language), "read_from": article.source,
        "amount": f"{money.value:f}" if money else "", "currency": money.currency if money else "",
        "amount_words": money.words if money else "", "amount_bound": _text(money.bound) if money else "",
        "modality": claim.modality.value, "attribution": json.dumps(claim.attribution, ensure_ascii=False) if claim.attribution else "",
        "confidence": str(claim.confidence), "reader": claim.reader, "lang": claim.lang, "quote": claim.evidence.quote,
        "start": str(claim.evidence.start), "end": str(claim.evidence.end), "prefix": claim.evidence.prefix,
        "suffix": claim.evidence.suffix, "trigger": f"{claim.trigger[0]}-{claim.trigger[1]}" if claim.trigger else "",
        "arguments": json.dumps([_argument(argument) for argument in claim.arguments], ensure_ascii=False),
    }  # fmt: skip
    return {name: row[name] for name in COLUMNS}


def from_row(row: Mapping[str, str], where: str) -> tuple[StoredArticle, Claim]:
    """The article and the claim of a row.

    Args:
        where: The file and line, for messages.

    Raises:
        ArticleError: A value is missing or malformed; the message says which.
    """
    try:
        return _stored_article(row), _claim(row)
    except KeyError as error:
        raise ArticleError(f"{where}: there is no column {error}; columns: {', '.join(COLUMNS)}") from error
    except (ValueError, InvalidOperation, LookupError) as error:
        raise ArticleError(f"{where}: {error}") from error


def _claim(row: Mapping[str, str]) -> Claim:
    quote, start = row["quote"], int(row.get("start") or 0)
    evidence = Evidence(quote, start, int(row.get("end") or start + len(quote)), row.get("prefix", ""), row.get("suffix", ""))
    trigger = row.get("trigger", "").partition("-")
    values: dict[str, Any] = {name: row.get(name) or None for name in ("role", "status", "round", "share")}
    values |= {name: When(row[name]) if row.get(name) else None for name in ("date", "since", "until")}
    return Claim(
        type=claim_type(row["type"]).name, lang=row.get("lang") or "en", evidence=evidence,
        arguments=tuple(_arguments(row, evidence)), amount=_money(row), modality=Modality(row.get("modality") or "asserted"),
        quantity=int(row["quantity"]) if row.get("quantity") else None, attribution=tuple(json.loads(row.get("attribution") or "[]")),
        trigger=(int(trigger[0]), int(trigger[2])) if trigger[2] else None, reader=row.get("reader", ""),
        confidence=float(row.get("confidence") or 1.0), **values,
    )  # fmt: skip


def _arguments(row: Mapping[str, str], evidence: Evidence) -> Iterator[Argument]:
    if row.get("arguments"):
        for held in json.loads(row["arguments"]):
            names = tuple(Name(text, lang) for text, lang in held["names"])
            entity = Entity(held["name"], Kind(held["kind"]), names, held["described"], held["key"])
            yield Argument(held["role"], entity, held["start"], held["end"])
        return
    kind = claim_type(row["type"])
    for role in kind.roles:
        for name in filter(None, (name.strip() for name in row.get(role, "").split(";"))):
            at = evidence.quote.find(name)
            if at < 0:
                raise ValueError(f"{name!r} ({role}) does not stand in the quote; give its words as they are written")
            entity = Entity(name, Kind(kind.kinds[role][0]), (), False, name.casefold().replace(" ", "-"))
            yield Argument(role, entity, evidence.start + at, evidence.start + at + len(name))


def _argument(argument: Argument) -> dict[str, Any]:
    entity = argument.entity
    return {
        "role": argument.role, "name": entity.name, "kind": entity.kind.value, "key": entity.key,
        "names": [[name.text, name.lang] for name in entity.names], "described": entity.described,
        "start": argument.start, "end": argument.end,
    }  # fmt: skip


def _money(row: Mapping[str, str]) -> Money | None:
    if not row.get("amount"):
        return None
    return Money(Decimal(row["amount"]), row["currency"], row.get("amount_words", ""), row.get("amount_bound") or None)


def _stored_article(row: Mapping[str, str]) -> StoredArticle:
    iri = row.get("article", "")
    if not iri.startswith(f"{ID}article/"):
        address = row.get("url") or row.get("read_from") or iri
        if not address:
            raise ValueError("there is no article: give its url")
        iri = f"{ID}article/{Article('', url=address).id}"
    values = {name: row.get(name) or None for name in ("title", "url", "publisher")}
    published = Date.fromisoformat(row["published"]) if row.get("published") else None
    return StoredArticle(iri, published=published, language=row.get("article_language") or None, source=row.get("read_from", ""), **values)  # type: ignore[arg-type]


def _text(value: object) -> str:
    return "" if value is None else str(value)

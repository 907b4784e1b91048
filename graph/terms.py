"""RDF terms: how names, addresses, dates and money become IRIs and literals that every engine takes, and back.

IRIs are NFC, percent-encoded ASCII under our own base; literals lose the characters that XML results cannot carry
(C0 and C1 controls but tab and newline, surrogates, noncharacters), nothing else: bidi marks in a quote are its words.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date as Date
from decimal import Decimal
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from ..ontology.vocabulary import ID, XSD
from .article import Article
from .claim import Entity, When

__all__ = [
    "article_iri",
    "bounds",
    "clean",
    "date_literal",
    "decimal",
    "entity_iri",
    "integer",
    "string",
    "tagged",
    "web_iri",
]

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Invisible characters that make an address look like another: bidi controls, zero widths, separators, tags.
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_DATATYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_INTEGER, _DECIMAL, _DATE = XSD.integer, XSD.decimal, XSD.date


def clean(text: str) -> str:
    """`text` without the characters that break XML results."""
    return _UNSAFE.sub("", text)


def string(text: str) -> ox.Literal:
    """A plain string literal."""
    return ox.Literal(clean(text))


def tagged(text: str, lang: str | None) -> ox.Literal:
    """A language-tagged string; plain where `lang` is not a language tag."""
    if lang and re.fullmatch(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*", lang):
        return ox.Literal(clean(text), language=lang.lower())
    return string(text)


def integer(value: int) -> ox.Literal:
    """An `xsd:integer`."""
    return ox.Literal(str(value), datatype=_INTEGER)


def decimal(value: Decimal | float) -> ox.Literal:
    """An `xsd:decimal` in canonical form, so that engines have nothing to rewrite; floats keep three places."""
    exact = value if isinstance(value, Decimal) else Decimal(str(round(value, 3)))
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return ox.Literal("0" if text in ("-0", "") else text, datatype=_DECIMAL)


def date_literal(value: When | Date) -> ox.Literal:
    """The date as `xsd:gYear`, `xsd:gYearMonth` or `xsd:date`; a plain string where no such day exists."""
    text = str(value)
    if isinstance(value, When) and bounds(value) is None:
        return ox.Literal(text)
    return ox.Literal(text, datatype=_DATATYPES[len(text)])


def bounds(when: When) -> tuple[ox.Literal, ox.Literal] | None:
    """First and last day that the date can mean; None for a day that no calendar has (2023-02-30)."""
    try:
        days = when.earliest, when.latest
    except ValueError:
        return None
    return ox.Literal(str(days[0]), datatype=_DATE), ox.Literal(str(days[1]), datatype=_DATE)


def article_iri(article: Article | str) -> ox.NamedNode:
    """The article's IRI, which is also its graph's name, from the article or its id."""
    return ox.NamedNode(f"{ID}article/{article if isinstance(article, str) else article.id}")


def entity_iri(entity: Entity, article: Article | str | None = None) -> ox.NamedNode:
    """The entity's IRI: kind and key. What is only described ("three researchers") is its article's own thing.

    Args:
        article: The article that speaks of it, or that article's id; needed for the described only.
    """
    segment = _segment(entity.key or entity.name.casefold())
    if entity.described and article is not None:
        segment = f"{article if isinstance(article, str) else article.id}-{segment}"
    return ox.NamedNode(f"{ID}{entity.kind.value}/{segment}")


def _segment(key: str) -> str:
    text = _HIDDEN.sub("", clean(unicodedata.normalize("NFC", key))).strip()
    if not text:  # nothing visible: the key's bytes still tell two such entities apart
        text = "x-" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    segment = quote(re.sub(r"\s+", "-", text), safe="-._~")
    return segment if segment.strip(".") else segment.replace(".", "%2E")  # `..` would be resolved away


def web_iri(address: str | None) -> ox.NamedNode | None:
    """The address as an IRI, percent-encoded; None unless it is http(s) with a host and nothing hidden in it."""
    if not address or _UNSAFE.search(address) or _HIDDEN.search(address):
        return None
    text = unicodedata.normalize("NFC", address.strip())
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    host = parts.hostname
    if (
        parts.scheme.lower() not in ("http", "https")
        or not host
        or parts.username
        or not re.fullmatch(r"[\w.\-:%]+", host)
    ):
        return None
    try:
        return ox.NamedNode(quote(text, safe="-._~:/?#[]@!$&'()*+,;=%"))
    except ValueError:
        return None

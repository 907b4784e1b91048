"""What every export takes: claims with the article that makes them, and how their entities become nodes and edges.

A claim of any arity is drawn as a star. Its centre is the first entity of the first role that has one, in the
ontology's order of roles; every other entity is joined to it. Investors, sellers and the like act on the centre, so their edges
point inward (`_INWARD`). A claim with one entity (a valuation, a restructuring) is an edge from that entity to itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import unquote

from ..graph.claim import Claim, Entity, Money
from ..graph.terms import entity_iri, web_iri
from ..ontology.schema import claim_types
from ..ontology.vocabulary import ID

__all__ = ["ClaimView", "Link", "entity_id", "in_order", "links", "parts", "safe_url", "short_id", "spoken_amount", "when"]

_INWARD = frozenset({"investors", "lead_investors", "seller"})
_BOUNDS = {"minimum": ("over ", "超过"), "maximum": ("up to ", "至多"), "about": ("about ", "约")}
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "CNY": "¥"}
_YUAN = {"USD": "美元", "EUR": "欧元", "GBP": "英镑", "CNY": "元", "HKD": "港元", "JPY": "日元"}


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as exports need it: its IRI, the claim, and who published it where and when (`published` is ISO)."""

    id: str
    claim: Claim
    article_id: str
    article_title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One drawn edge of a claim: node ids, and the role that joins the far end to the centre (empty: to itself)."""

    source: str
    target: str
    role: str


def entity_id(entity: Entity, article_id: str) -> str:
    """The node id: the entity's IRI, which for something only described ("three researchers") is the article's own."""
    iri: str = entity_iri(entity).value
    if not entity.described:
        return iri
    base, _, name = iri.rpartition("/")
    return f"{base}/{article_id}-{name}"


def short_id(iri: str) -> str:
    """What permalinks carry: `person/mira-murati`, `claim/0123456789abcdef`; foreign ids stay whole."""
    return unquote(iri.removeprefix(ID))


def parts(view: ClaimView) -> list[tuple[str, list[Entity]]]:
    """The claim's roles with their entities, in order, an entity once: a lead investor is not listed as investor too."""
    leads = {entity_id(entity, view.article_id) for entity in view.claim.entities("lead_investors")}
    found: dict[str, list[Entity]] = {}
    seen: set[tuple[str, str]] = set()
    for argument in view.claim.arguments:
        node = entity_id(argument.entity, view.article_id)
        if (argument.role, node) in seen or (argument.role == "investors" and node in leads):
            continue
        seen.add((argument.role, node))
        found.setdefault(argument.role, []).append(argument.entity)
    order = {role: place for place, role in enumerate(_roles(view.claim.type))}
    return sorted(found.items(), key=lambda part: order.get(part[0], len(order)))


def links(view: ClaimView) -> Iterator[Link]:
    """Yield the claim's edges, as the module describes."""
    ends = [(role, entity_id(entity, view.article_id)) for role, entities in parts(view) for entity in entities]
    if not ends:
        return
    centre, spokes = ends[0][1], [(role, node) for role, node in ends[1:] if node != ends[0][1]]
    if not spokes:
        yield Link(centre, centre, "")
    for role, node in spokes:
        yield Link(node, centre, role) if role in _INWARD else Link(centre, node, role)


def _roles(type_: str) -> tuple[str, ...]:
    return claim_types()[type_].roles if type_ in claim_types() else ()


def when(view: ClaimView) -> str:
    """When the claim holds, for sorting and time filters: its date, else since, until, the publication date, else ''."""
    claim = view.claim
    date = claim.date or claim.since or claim.until
    return str(date) if date else (view.published or "")[:10]


def in_order(views: Iterable[ClaimView]) -> list[ClaimView]:
    """Newest first, then by id, so that exports do not depend on the order they are given."""
    return sorted(sorted(views, key=lambda view: (view.id, view.article_id)), key=when, reverse=True)


def safe_url(url: str | None) -> str | None:
    """The address if a page may link to it (http or https, a host, no user name, nothing hidden in it), else None."""
    iri = web_iri(url)
    return iri.value if iri else None


def spoken_amount(money: Money, lang: str) -> str:
    """The amount as people write it: `$6.6 billion`, `66亿美元`, with the bound that the text gave."""
    before = _BOUNDS.get(money.bound or "", ("", ""))[lang == "zh"]
    steps = [(10**8, "亿"), (10**4, "万")] if lang == "zh" else [(10**9, " billion"), (10**6, " million")]
    step, unit = next(((s, u) for s, u in steps if abs(money.value) >= s), (1, ""))
    number = f"{round(money.value / Decimal(step), 2):,f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    if lang == "zh":
        return f"{before}{number}{unit}{_YUAN.get(money.currency, ' ' + money.currency)}"
    sign = _SIGNS.get(money.currency)
    return f"{before}{sign}{number}{unit}" if sign else f"{before}{number}{unit} {money.currency}"

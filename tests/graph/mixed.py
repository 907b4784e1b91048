"""Articles drawn at random from few names that can be taken for each other: for tests of what may not depend on order."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name, When
from aigraph.graph.names import Lexicon

__all__ = ["KNOWN", "mixed_article"]

_ID = "https://w3id.org/aigraph/id/"
_NAMES = {
    "person": ["Li Wei", "李伟", "Wei Li", "Tom Adeyemi", "T. Adeyemi", "Tom B. Adeyemi", "Tim Adeyemi", "Sam Ray", "S. Ray", "山姆·雷", "Ada Holt"],
    "organization": ["Orcta", "Orcta Inc.", "Orcta Labs", "Vellum Labs", "VL", "Vellum", "Quarry Capital", "QC", "Kite", "奥克塔"],
    "product": ["One", "Kite chips", "one"],
    "place": ["Galway", "Porto", "Turin"],
}
KNOWN = Lexicon(
    frozenset({f"{_ID}organization/orcta", f"{_ID}person/tom-adeyemi", f"{_ID}person/sam-ray"}),
    ("Inc.", "Labs"),
    {f"{_ID}person/sam-ray": "kite"},
    {"person samray": f"{_ID}person/sam-ray"},
)


def mixed_article(chance: random.Random, number: int) -> tuple[Article, list[Claim]]:
    """An article with one to four claims; the same number is the same article in another version."""
    published = date(2020, 1, 1) + timedelta(days=chance.randrange(900)) if chance.random() < 0.9 else None
    things: dict[tuple[str, str], Entity] = {}

    def one(kind: str) -> Entity:
        name = chance.choice(_NAMES[kind])
        if (kind, name) not in things:
            names = {name, *([chance.choice(_NAMES[kind])] if chance.random() < 0.2 else [])}
            written = tuple(sorted(Name(n, "en" if n.isascii() else "zh") for n in names))
            things[kind, name] = Entity(name, Kind(kind), written, False, name.casefold().replace(" ", "-"))
        return things[kind, name]

    claims = [_claim(chance, one, published or date(2021, 1, 1), place * 10) for place in range(chance.randrange(1, 5))]
    article = Article(f"Text {number}", f"News {number}", f"https://news.example/{number}", "Example", published, "en", f"{number}.md")
    return article, claims


def _claim(chance: random.Random, one: Any, day: date, start: int) -> Claim:
    firm, other, post = one("organization"), one("organization"), chance.choice(["chief executive", "engineer"])
    work = {"person": one("person"), "organization": firm}
    amount = Money(Decimal(chance.randrange(1, 4) * 10**9), "USD", "a sum", None)
    forms: list[tuple[str, dict[str, Entity], dict[str, Any]]] = [
        ("Employment", work, {"role": post, "status": chance.choice([None, "former"])}),
        ("Appointment", work, {"role": post}),
        ("Departure", work, {}),
        ("Founding", work, {}),
        ("Valuation", {"organization": firm}, {"amount": amount}),
        ("Funding", {"organization": firm, "investors": other}, {"amount": amount, "round": chance.choice([None, "seed"])}),
        ("Acquisition", {"acquirer": firm, "acquired": other}, {}),
        ("Ownership", {"owner": firm, "owned": other}, {"share": chance.choice(["10%", "20%"])}),
        ("ProductRelease", {"organization": firm, "product": one("product")}, {}),
        ("Headquarters", {"organization": firm, "place": one("place")}, {}),
    ]
    kind, roles, values = chance.choice(forms)
    when = When(day.isoformat()[: chance.choice([4, 7, 10])]) if chance.random() < 0.7 else None
    arguments = tuple(Argument(role, thing, start, start + 1) for role, thing in roles.items())
    modality = chance.choice([Modality.ASSERTED] * 4 + [Modality.REPORTED, Modality.DENIED])
    return Claim(kind, "en", Evidence(f"words {start}", start, start + 2), arguments, date=when, modality=modality, **values)

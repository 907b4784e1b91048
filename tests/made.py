"""Articles and claims made up by rule, as many as wanted: for benches, crashes and the endpoint. The same seed gives the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name, When

__all__ = ["made_articles"]

_FIRST = "Ada Boris Chen Dana Emeka Farah Goro Hana Ines Jonas Kaya Lin Mara Nils Oyin Petra Quill Rosa Sami Tove".split()
_LAST = "Byrne Castell Duarte Ekman Falk Grieve Holt Ivers Jansen Kessler Lindqvist Moreau Novak Okafor Pell Quist Ruo".split()
_FIRMS = "Orcta Vellum Quarry Kite Lumen Harrow Tessel Brink Cobalt Dune Ember Fathom Garnet Helix Isle Juniper".split()
_KINDS = "Labs Capital Systems Robotics Health Compute".split()
_POSTS = "chief executive,chief scientist,chief technology officer,head of research,vice president".split(",")
_PLACES = "Galway Turin Porto Lahti Bergen".split()
_HOW = [Modality.ASSERTED] * 8 + [Modality.PLANNED, Modality.REPORTED]


def made_articles(count: int, claims: int = 10, seed: int = 1) -> Iterator[tuple[Article, list[Claim]]]:
    """Yield articles, each with so many claims; people and companies grow with `count` and recur."""
    chance = random.Random(seed)
    people = [_entity(f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {n}", "person") for n in range(max(20, count // 2))]
    firms = [_entity(f"{chance.choice(_FIRMS)} {chance.choice(_KINDS)} {n}", "organization") for n in range(max(10, count // 5))]
    for number in range(count):
        published = date(2019, 1, 1) + timedelta(days=chance.randrange(2400))
        text, said = f"Article {number}.", []
        for place in range(claims):
            said.append(_claim(chance, people, firms, published, 1 + place * 200))
        yield Article(text, f"News {number}", f"https://news.example/{number}", "Example News", published, "en", f"{number}.md"), said


def _claim(chance: random.Random, people: list[Entity], firms: list[Entity], published: date, start: int) -> Claim:
    who, firm, other = chance.choice(people), chance.choice(firms), chance.choice(firms)
    happened = published - timedelta(days=chance.randrange(200))
    money = Money(Decimal(chance.randrange(1, 4000)) * 1_000_000, "USD", "a sum", chance.choice([None, None, "minimum"]))
    post, role = {"person": who, "organization": firm}, {"role": chance.choice(_POSTS)}
    forms: list[tuple[str, dict[str, Entity], dict[str, Any]]] = [
        ("Departure", post, role),
        ("Appointment", post, role),
        ("Employment", post, {**role, "status": chance.choice([None, "former"])}),
        ("Founding", post, {}),
        ("Funding", {"organization": firm, "investors": other}, {"amount": money, "round": "series a"}),
        ("Valuation", {"organization": firm}, {"amount": money}),
        ("Acquisition", {"acquirer": firm, "acquired": other}, {"amount": money}),
        ("Partnership", {"organization": firm, "partner": other}, {}),
        ("Competition", {"organization": firm, "competitor": other}, {}),
        ("ProductRelease", {"organization": firm, "product": _entity(firm.name + " One", "product")}, {}),
        ("Development", {"organization": firm, "product": _entity(firm.name + " One", "product")}, {}),
        ("Purchase", {"buyer": firm, "item": _entity("Kite chips", "product")}, {"quantity": chance.randrange(1, 9000)}),
        ("Headquarters", {"organization": firm, "place": _entity(chance.choice(_PLACES), "place")}, {}),
    ]
    kind, roles, values = chance.choice(forms)
    names = list(roles.values())
    quote = f"{names[0].name} {kind.lower()} {names[-1].name} {start}"
    arguments = tuple(Argument(role, thing, start + n, start + n + len(thing.name)) for n, (role, thing) in enumerate(roles.items()))
    return Claim(
        type=kind, lang="en", evidence=Evidence(quote, start, start + len(quote), "before ", " after"), arguments=arguments,
        date=When(chance.choice([happened.isoformat(), happened.isoformat()[:7]])), modality=chance.choice(_HOW),
        trigger=(start, start + 4), reader="en/made", confidence=round(0.5 + chance.random() / 2, 3), **values,
    )  # fmt: skip


def _entity(name: str, kind: str) -> Entity:
    return Entity(name, Kind(kind), (Name(name, "en"),), False, name.casefold().replace(" ", "-"))

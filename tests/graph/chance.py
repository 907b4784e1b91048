"""What varies from one planted pair of claims to the next, by a seeded chance: people, companies, days, sums, articles."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Money, Name, When

__all__ = ["CURRENCIES", "PUBLISHERS", "Chance", "Form", "Told", "claim", "in_month", "in_year", "on_day", "usd"]

PUBLISHERS = ("Example News", "Morning Wire", "The Ledger", "示例报", "Nordic Post")
CURRENCIES = ("USD", "EUR", "CNY")


class Chance:
    """What varies from pair to pair."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.number = 0

    def entity(self, kind: str) -> Entity:
        self.number += 1
        name = f"{'Person' if kind == 'person' else 'Thing'} {_letters(self.number)}"
        return Entity(name, Kind(kind), (Name(name, "en"),), False, name.casefold().replace(" ", "-"))

    def day(self) -> date:
        return date(2015, 1, 1) + timedelta(days=self.random.randrange(3000))

    def soon(self, day: date, most: int = 40) -> date:
        return day + timedelta(days=self.random.randint(1, most))

    def later(self, day: date, least: int = 100, most: int = 900) -> date:
        return day + timedelta(days=self.random.randint(least, most))

    def money(self) -> int:
        return self.random.randint(10, 99) * 10 ** self.random.randint(6, 9)

    def article(self, published: date, publisher: str | None = None, title: str = "News") -> Article:
        self.number += 1
        publisher = publisher or self.random.choice(PUBLISHERS)
        return Article(f"Text {self.number}.", f"{title} {self.number}", None, publisher, published, "en", f"{self.number}.md")

    def two_publishers(self) -> tuple[str, str]:
        one, other = self.random.sample(PUBLISHERS, 2)
        return one, other


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number, 26)
        text = chr(ord("a") + rest) + text
    return text.capitalize()


def claim(type: str, roles: dict[str, Entity], quote: str = "the words of it", **values: Any) -> Claim:
    arguments = tuple(Argument(role, thing, n, n + 1) for n, (role, thing) in enumerate(roles.items()))
    return Claim(type=type, lang="en", evidence=Evidence(quote, 0, len(quote)), arguments=arguments, reader="en/made", **values)


def usd(value: int | Decimal, bound: str | None = None, currency: str = "USD") -> Money:
    return Money(Decimal(value), currency, f"{value} {currency}", bound)


def on_day(day: date) -> When:
    return When(day.isoformat())


def in_month(day: date) -> When:
    return When(day.isoformat()[:7])


def in_year(day: date) -> When:
    return When(day.isoformat()[:4])


Told = tuple[tuple[Article, Claim], tuple[Article, Claim]]
Form = Callable[[Chance], Told]

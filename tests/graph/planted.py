"""Pairs of claims, planted by a seeded chance: a hundred that disagree, each of a known sort, and a thousand that do not.

Written from what the sorts mean (docs/tenures.md), not from how they are found. Every pair has people and companies of its own,
and stands in two articles, so that no pair can disturb another. Days lie between 2015 and 2025.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name, When

__all__ = ["Pair", "compatible", "planted"]

PUBLISHERS = ("Example News", "Morning Wire", "The Ledger", "示例报", "Nordic Post")
CURRENCIES = ("USD", "EUR", "CNY")


@dataclass(frozen=True)
class Pair:
    """Two articles of one claim each, and the sort of their difference (empty: they are compatible)."""

    sort: str
    form: str
    told: tuple[tuple[Article, Claim], tuple[Article, Claim]]


class _Chance:
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


def _claim(type: str, roles: dict[str, Entity], quote: str = "the words of it", **values: Any) -> Claim:
    arguments = tuple(Argument(role, thing, n, n + 1) for n, (role, thing) in enumerate(roles.items()))
    return Claim(type=type, lang="en", evidence=Evidence(quote, 0, len(quote)), arguments=arguments, reader="en/made", **values)


def _usd(value: int | Decimal, bound: str | None = None, currency: str = "USD") -> Money:
    return Money(Decimal(value), currency, f"{value} {currency}", bound)


def _day(day: date) -> When:
    return When(day.isoformat())


def _month(day: date) -> When:
    return When(day.isoformat()[:7])


def _year(day: date) -> When:
    return When(day.isoformat()[:4])


Told = tuple[tuple[Article, Claim], tuple[Article, Claim]]
Form = Callable[[_Chance], Told]


# ---------------------------------------------------------------- what disagrees


def departure_dates_differ(c: _Chance) -> Told:
    roles = {"person": c.entity("person"), "organization": c.entity("organization")}
    day, (one, other) = c.day(), c.two_publishers()
    return (
        (c.article(c.soon(day, 10), one), _claim("Departure", roles, date=_day(day))),
        (c.article(c.soon(day, 60), other), _claim("Departure", roles, date=_day(day - timedelta(days=c.random.randint(3, 60))))),
    )


def amounts_of_a_round_differ(c: _Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.money()
    one, other = c.two_publishers()
    return (
        (c.article(c.soon(day, 10), one), _claim("Funding", firm, amount=_usd(value), round="series b", date=_month(day))),
        (c.article(c.soon(day, 20), other), _claim("Funding", firm, amount=_usd(value * 2), round="series b", date=_month(day))),
    )


def prices_differ(c: _Chance) -> Told:
    roles = {"acquirer": c.entity("organization"), "acquired": c.entity("organization")}
    day, value, (one, other) = c.day(), c.money(), c.two_publishers()
    return (
        (c.article(c.soon(day, 10), one), _claim("Acquisition", roles, amount=_usd(value))),
        (c.article(c.soon(day, 30), other), _claim("Acquisition", roles, amount=_usd(value * 3))),
    )


def founding_years_differ(c: _Chance) -> Told:
    roles = {"person": c.entity("person"), "organization": c.entity("organization")}
    day, (one, other) = c.day(), c.two_publishers()
    return (
        (c.article(c.later(day), one), _claim("Founding", roles, date=_year(day))),
        (c.article(c.later(day, 1000, 2000), other), _claim("Founding", roles, date=When(str(day.year - c.random.randint(1, 5))))),
    )


def denied_and_asserted(c: _Chance) -> Told:
    roles = {"acquirer": c.entity("organization"), "acquired": c.entity("organization")}
    day, (one, other) = c.day(), c.two_publishers()
    firmness = [Modality.ASSERTED, Modality.DENIED]
    c.random.shuffle(firmness)
    return (
        (c.article(day, one), _claim("Acquisition", roles, modality=firmness[0])),
        (c.article(c.soon(day), other), _claim("Acquisition", roles, modality=firmness[1])),
    )


def titles_differ(c: _Chance) -> Told:
    roles = {"person": c.entity("person"), "organization": c.entity("organization")}
    day, (one, other) = c.day(), c.two_publishers()
    return (
        (c.article(c.soon(day, 5), one), _claim("Appointment", roles, role="chief financial officer", date=_day(day))),
        (c.article(c.soon(day, 9), other), _claim("Appointment", roles, role="chief operating officer", date=_day(day))),
    )


def numbers_differ(c: _Chance) -> Told:
    roles = {"buyer": c.entity("organization"), "item": c.entity("product")}
    day, count, (one, other) = c.day(), c.random.randint(200, 900) * 10, c.two_publishers()
    return (
        (c.article(day, one), _claim("Purchase", roles, quantity=count)),
        (c.article(c.soon(day), other), _claim("Purchase", roles, quantity=count * 2)),
    )


def seats_differ(c: _Chance) -> Told:
    firm, day, (one, other) = c.entity("organization"), c.day(), c.two_publishers()
    return (
        (c.article(day, one), _claim("Headquarters", {"organization": firm, "place": c.entity("place")})),
        (c.article(c.soon(day, 8), other), _claim("Headquarters", {"organization": firm, "place": c.entity("place")})),
    )


def values_of_a_day_differ(c: _Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.money()
    one, other = c.two_publishers()
    return (
        (c.article(c.soon(day, 5), one), _claim("Valuation", firm, amount=_usd(value), date=_month(day))),
        (c.article(c.soon(day, 9), other), _claim("Valuation", firm, amount=_usd(value * 2), date=_month(day))),
    )


def value_rises(c: _Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.money()
    then = c.later(day)
    return (
        (c.article(c.soon(day, 9)), _claim("Valuation", firm, amount=_usd(value), date=_day(day))),
        (c.article(c.soon(then, 9)), _claim("Valuation", firm, amount=_usd(value * 3), date=_month(then))),
    )


def share_changes(c: _Chance) -> Told:
    roles, day = {"owner": c.entity("organization"), "owned": c.entity("organization")}, c.day()
    return (
        (c.article(day), _claim("Ownership", roles, share=f"{c.random.randint(5, 20)}%")),
        (c.article(c.later(day)), _claim("Ownership", roles, share=f"{c.random.randint(25, 49)}%")),
    )


def seat_moves(c: _Chance) -> Told:
    firm, day = c.entity("organization"), c.day()
    return (
        (c.article(day), _claim("Headquarters", {"organization": firm, "place": c.entity("place")})),
        (c.article(c.later(day, 300)), _claim("Headquarters", {"organization": firm, "place": c.entity("place")})),
    )


def date_is_coarser(c: _Chance) -> Told:
    roles = {"person": c.entity("person"), "organization": c.entity("organization")}
    day = c.day()
    forms = [_day(day), c.random.choice([_month, _year])(day)]
    c.random.shuffle(forms)
    return (
        (c.article(c.soon(day, 20)), _claim(c.random.choice(["Departure"]), roles, date=forms[0])),
        (c.article(c.soon(day, 60)), _claim("Departure", roles, date=forms[1])),
    )


def amount_is_about(c: _Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.random.randint(11, 99) * 10**7
    one, other = c.two_publishers()
    exact = value + c.random.randint(1, 3) * 10**5
    bound = c.random.choice(["about", "minimum"])
    return (
        (c.article(c.soon(day, 9), one), _claim("Funding", firm, amount=_usd(value, bound), round="series a", date=_month(day))),
        (c.article(c.soon(day, 20), other), _claim("Funding", firm, amount=_usd(exact), round="series a", date=_month(day))),
    )


def amount_is_rounded(c: _Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.random.randint(11, 99) * 10**8
    exact = value + c.random.choice([-1, 1]) * c.random.randint(1, 4) * 10**7
    one, other = c.two_publishers()
    return (
        (c.article(c.soon(day, 5), one), _claim("Valuation", firm, amount=_usd(exact), date=_month(day))),
        (c.article(c.soon(day, 9), other), _claim("Valuation", firm, amount=_usd(value), date=_month(day))),
    )


def rumour_comes_true(c: _Chance) -> Told:
    day, modality = c.day(), c.random.choice([Modality.REPORTED, Modality.PLANNED, Modality.POSSIBLE])
    then = c.later(day, 20, 200)
    roles: dict[str, dict[str, Entity]] = {
        "Acquisition": {"acquirer": c.entity("organization"), "acquired": c.entity("organization")},
        "Appointment": {"person": c.entity("person"), "organization": c.entity("organization")},
        "Funding": {"organization": c.entity("organization")},
        "ProductRelease": {"organization": c.entity("organization"), "product": c.entity("product")},
    }
    type = c.random.choice(sorted(roles))
    values: dict[str, Any] = {"amount": _usd(c.money())} if type in ("Funding", "Acquisition") else {}
    return (
        (c.article(day), _claim(type, roles[type], modality=modality, **values)),
        (c.article(c.soon(then, 9)), _claim(type, roles[type], date=_day(then), **({"amount": _usd(c.money())} if values else {}))),
    )


def publisher_corrects_itself(c: _Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.money()
    publisher = c.random.choice(PUBLISHERS)
    first = c.soon(day, 5)
    return (
        (c.article(first, publisher), _claim("Funding", firm, amount=_usd(value), round="seed", date=_day(day))),
        (c.article(c.soon(first, 5), publisher), _claim("Funding", firm, amount=_usd(value * 2), round="seed", date=_day(day))),
    )


def text_says_that_it_corrects(c: _Chance) -> Told:
    roles = {"person": c.entity("person"), "organization": c.entity("organization")}
    day, (one, other) = c.day(), c.two_publishers()
    title = c.random.choice(["Correction: who left", "更正：离职日期", "An earlier version of this article"])
    first = c.soon(day, 5)
    return (
        (c.article(first, one), _claim("Departure", roles, date=_day(day))),
        (c.article(c.soon(first, 9), other, title), _claim("Departure", roles, date=_day(day - timedelta(days=31)))),
    )


# ---------------------------------------------------------------- what agrees, or is about two things


def told_twice(c: _Chance) -> Told:
    roles, day = {"person": c.entity("person"), "organization": c.entity("organization")}, c.day()
    type, when = c.random.choice(["Departure", "Appointment", "Founding"]), c.random.choice([_day, _month, _year])(day)
    return (c.article(c.soon(day)), _claim(type, roles, date=when)), (c.article(c.soon(day, 300)), _claim(type, roles, date=when))


def amount_told_twice(c: _Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.money()
    type = c.random.choice(["Funding", "Valuation"])
    said = _claim(type, firm, amount=_usd(value), date=_month(day))
    return (c.article(c.soon(day)), said), (c.article(c.soon(day, 80)), said)


def two_stints(c: _Chance) -> Told:
    roles, day = {"person": c.entity("person"), "organization": c.entity("organization")}, c.day()
    type = c.random.choice(["Departure", "Appointment"])
    then = c.later(day, 900, 1500)
    return (c.article(c.soon(day)), _claim(type, roles, date=_day(day))), (c.article(c.soon(then)), _claim(type, roles, date=_day(then)))


def two_rounds(c: _Chance) -> Told:
    firm, day = {"organization": c.entity("organization")}, c.day()
    then = c.later(day)
    return (
        (c.article(c.soon(day)), _claim("Funding", firm, amount=_usd(c.money()), round="series a", date=_day(day))),
        (c.article(c.soon(then)), _claim("Funding", firm, amount=_usd(c.money()), round="series b", date=_day(then))),
    )


def two_unnamed_rounds(c: _Chance) -> Told:
    firm, day = {"organization": c.entity("organization")}, c.day()
    then = c.later(day, 300)
    return (
        (c.article(c.soon(day)), _claim("Funding", firm, amount=_usd(c.money()), date=_day(day))),
        (c.article(c.soon(then)), _claim("Funding", firm, amount=_usd(c.money()), date=_day(then))),
    )


def promoted_later(c: _Chance) -> Told:
    roles, day = {"person": c.entity("person"), "organization": c.entity("organization")}, c.day()
    then = c.later(day)
    return (
        (c.article(c.soon(day)), _claim("Appointment", roles, role="vice president", date=_day(day))),
        (c.article(c.soon(then)), _claim("Appointment", roles, role="chief executive", date=_day(then))),
    )


def two_owners(c: _Chance) -> Told:
    owned, day = c.entity("organization"), c.day()
    one, other = ({"owner": c.entity("organization"), "owned": owned} for _ in range(2))
    return (
        (c.article(day), _claim("Ownership", one, share=f"{c.random.randint(5, 20)}%")),
        (c.article(c.soon(day)), _claim("Ownership", other, share=f"{c.random.randint(25, 49)}%")),
    )


def two_purchases(c: _Chance) -> Told:
    roles, day = {"buyer": c.entity("organization"), "item": c.entity("product")}, c.day()
    return (
        (c.article(day), _claim("Purchase", roles, quantity=c.random.randint(2, 99) * 100)),
        (c.article(c.later(day, 200)), _claim("Purchase", roles, quantity=c.random.randint(2, 99) * 100)),
    )


def two_deals(c: _Chance) -> Told:
    buyer, day = c.entity("organization"), c.day()
    one, other = ({"acquirer": buyer, "acquired": c.entity("organization")} for _ in range(2))
    return (
        (c.article(day), _claim("Acquisition", one, amount=_usd(c.money()))),
        (c.article(c.soon(day)), _claim("Acquisition", other, amount=_usd(c.money()))),
    )


def one_gives_no_value(c: _Chance) -> Told:
    roles, day = {"acquirer": c.entity("organization"), "acquired": c.entity("organization")}, c.day()
    said = [_claim("Acquisition", roles, amount=_usd(c.money())), _claim("Acquisition", roles)]
    c.random.shuffle(said)
    return (c.article(day), said[0]), (c.article(c.soon(day)), said[1])


def other_currency(c: _Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.money()
    return (
        (c.article(c.soon(day)), _claim("Funding", firm, amount=_usd(value), round="seed", date=_month(day))),
        (c.article(c.soon(day)), _claim("Funding", firm, amount=_usd(value * 7, currency="CNY"), round="seed", date=_month(day))),
    )


def rumour_told_twice(c: _Chance) -> Told:
    roles, day = {"acquirer": c.entity("organization"), "acquired": c.entity("organization")}, c.day()
    said = _claim("Acquisition", roles, modality=c.random.choice([Modality.REPORTED, Modality.PLANNED, Modality.POSSIBLE]))
    return (c.article(day), said), (c.article(c.soon(day)), said)


def two_kinds_of_claim(c: _Chance) -> Told:
    roles, day = {"person": c.entity("person"), "organization": c.entity("organization")}, c.day()
    then = c.later(day)
    return (
        (c.article(c.soon(day)), _claim("Appointment", roles, role="chief executive", date=_day(day))),
        (c.article(c.soon(then)), _claim("Departure", roles, role="chief executive", date=_day(then))),
    )


def two_people_leave(c: _Chance) -> Told:
    firm, day = c.entity("organization"), c.day()
    one, other = ({"person": c.entity("person"), "organization": firm} for _ in range(2))
    return (
        (c.article(c.soon(day)), _claim("Departure", one, date=_day(day))),
        (c.article(c.soon(day)), _claim("Departure", other, date=_day(day - timedelta(days=9)))),
    )


def two_products(c: _Chance) -> Told:
    firm, day = c.entity("organization"), c.day()
    one, other = ({"organization": firm, "product": c.entity("product")} for _ in range(2))
    return (
        (c.article(c.soon(day)), _claim("ProductRelease", one, date=_day(day))),
        (c.article(c.soon(day)), _claim("ProductRelease", other, date=_month(day))),
    )


DISAGREE: dict[str, tuple[Form, ...]] = {
    "contradiction": (
        departure_dates_differ, amounts_of_a_round_differ, prices_differ, founding_years_differ, denied_and_asserted,
        titles_differ, numbers_differ, seats_differ, values_of_a_day_differ,
    ),
    "update": (value_rises, share_changes, seat_moves),
    "precision": (date_is_coarser, amount_is_about, amount_is_rounded),
    "confirmation": (rumour_comes_true,),
    "correction": (publisher_corrects_itself, text_says_that_it_corrects),
}  # fmt: skip
AGREE: tuple[Form, ...] = (
    told_twice, amount_told_twice, two_stints, two_rounds, two_unnamed_rounds, promoted_later, two_owners, two_purchases,
    two_deals, one_gives_no_value, other_currency, rumour_told_twice, two_kinds_of_claim, two_people_leave, two_products,
)  # fmt: skip


def planted(count: int = 100, seed: int = 1) -> Iterator[Pair]:
    """Yield pairs that disagree, as many of each sort."""
    chance = _Chance(seed)
    sorts = list(DISAGREE)
    for number in range(count):
        sort = sorts[number % len(sorts)]
        form = DISAGREE[sort][number // len(sorts) % len(DISAGREE[sort])]
        yield Pair(sort, form.__name__, form(chance))


def compatible(count: int = 1000, seed: int = 2) -> Iterator[Pair]:
    """Yield pairs that can both be right and say nothing of each other."""
    chance = _Chance(seed)
    for number in range(count):
        form = AGREE[number % len(AGREE)]
        yield Pair("", form.__name__, form(chance))

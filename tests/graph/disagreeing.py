"""Pairs of claims that disagree, by sort: written from what the sorts mean (docs/tenures.md), not from how they are found."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from aigraph.graph.claim import Entity, Modality, When
from tests.graph.chance import PUBLISHERS, Chance, Form, Told, claim, in_month, in_year, on_day, usd

__all__ = ["DISAGREE"]


def departure_dates_differ(c: Chance) -> Told:
    roles = {"person": c.entity("person"), "organization": c.entity("organization")}
    day, (one, other) = c.day(), c.two_publishers()
    return (
        (c.article(c.soon(day, 10), one), claim("Departure", roles, date=on_day(day))),
        (c.article(c.soon(day, 60), other), claim("Departure", roles, date=on_day(day - timedelta(days=c.random.randint(3, 60))))),
    )


def amounts_of_a_round_differ(c: Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.money()
    one, other = c.two_publishers()
    return (
        (c.article(c.soon(day, 10), one), claim("Funding", firm, amount=usd(value), round="series b", date=in_month(day))),
        (c.article(c.soon(day, 20), other), claim("Funding", firm, amount=usd(value * 2), round="series b", date=in_month(day))),
    )


def prices_differ(c: Chance) -> Told:
    roles = {"acquirer": c.entity("organization"), "acquired": c.entity("organization")}
    day, value, (one, other) = c.day(), c.money(), c.two_publishers()
    return (
        (c.article(c.soon(day, 10), one), claim("Acquisition", roles, amount=usd(value))),
        (c.article(c.soon(day, 30), other), claim("Acquisition", roles, amount=usd(value * 3))),
    )


def founding_years_differ(c: Chance) -> Told:
    roles = {"person": c.entity("person"), "organization": c.entity("organization")}
    day, (one, other) = c.day(), c.two_publishers()
    return (
        (c.article(c.later(day), one), claim("Founding", roles, date=in_year(day))),
        (c.article(c.later(day, 1000, 2000), other), claim("Founding", roles, date=When(str(day.year - c.random.randint(1, 5))))),
    )


def denied_and_asserted(c: Chance) -> Told:
    roles = {"acquirer": c.entity("organization"), "acquired": c.entity("organization")}
    day, (one, other) = c.day(), c.two_publishers()
    firmness = [Modality.ASSERTED, Modality.DENIED]
    c.random.shuffle(firmness)
    return (
        (c.article(day, one), claim("Acquisition", roles, modality=firmness[0])),
        (c.article(c.soon(day), other), claim("Acquisition", roles, modality=firmness[1])),
    )


def titles_differ(c: Chance) -> Told:
    roles = {"person": c.entity("person"), "organization": c.entity("organization")}
    day, (one, other) = c.day(), c.two_publishers()
    return (
        (c.article(c.soon(day, 5), one), claim("Appointment", roles, role="chief financial officer", date=on_day(day))),
        (c.article(c.soon(day, 9), other), claim("Appointment", roles, role="chief operating officer", date=on_day(day))),
    )


def numbers_differ(c: Chance) -> Told:
    roles = {"buyer": c.entity("organization"), "item": c.entity("product")}
    day, count, (one, other) = c.day(), c.random.randint(200, 900) * 10, c.two_publishers()
    return (
        (c.article(day, one), claim("Purchase", roles, quantity=count)),
        (c.article(c.soon(day), other), claim("Purchase", roles, quantity=count * 2)),
    )


def seats_differ(c: Chance) -> Told:
    firm, day, (one, other) = c.entity("organization"), c.day(), c.two_publishers()
    return (
        (c.article(day, one), claim("Headquarters", {"organization": firm, "place": c.entity("place")})),
        (c.article(c.soon(day, 8), other), claim("Headquarters", {"organization": firm, "place": c.entity("place")})),
    )


def values_of_a_day_differ(c: Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.money()
    one, other = c.two_publishers()
    return (
        (c.article(c.soon(day, 5), one), claim("Valuation", firm, amount=usd(value), date=in_month(day))),
        (c.article(c.soon(day, 9), other), claim("Valuation", firm, amount=usd(value * 2), date=in_month(day))),
    )


def value_rises(c: Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.money()
    then = c.later(day)
    return (
        (c.article(c.soon(day, 9)), claim("Valuation", firm, amount=usd(value), date=on_day(day))),
        (c.article(c.soon(then, 9)), claim("Valuation", firm, amount=usd(value * 3), date=in_month(then))),
    )


def share_changes(c: Chance) -> Told:
    roles, day = {"owner": c.entity("organization"), "owned": c.entity("organization")}, c.day()
    return (
        (c.article(day), claim("Ownership", roles, share=f"{c.random.randint(5, 20)}%")),
        (c.article(c.later(day)), claim("Ownership", roles, share=f"{c.random.randint(25, 49)}%")),
    )


def seat_moves(c: Chance) -> Told:
    firm, day = c.entity("organization"), c.day()
    return (
        (c.article(day), claim("Headquarters", {"organization": firm, "place": c.entity("place")})),
        (c.article(c.later(day, 300)), claim("Headquarters", {"organization": firm, "place": c.entity("place")})),
    )


def date_is_coarser(c: Chance) -> Told:
    roles = {"person": c.entity("person"), "organization": c.entity("organization")}
    day = c.day()
    forms = [on_day(day), c.random.choice([in_month, in_year])(day)]
    c.random.shuffle(forms)
    return (
        (c.article(c.soon(day, 20)), claim(c.random.choice(["Departure"]), roles, date=forms[0])),
        (c.article(c.soon(day, 60)), claim("Departure", roles, date=forms[1])),
    )


def amount_is_about(c: Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.random.randint(11, 99) * 10**7
    one, other = c.two_publishers()
    exact = value + c.random.randint(1, 3) * 10**5
    bound = c.random.choice(["about", "minimum"])
    return (
        (c.article(c.soon(day, 9), one), claim("Funding", firm, amount=usd(value, bound), round="series a", date=in_month(day))),
        (c.article(c.soon(day, 20), other), claim("Funding", firm, amount=usd(exact), round="series a", date=in_month(day))),
    )


def amount_is_rounded(c: Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.random.randint(11, 99) * 10**8
    exact = value + c.random.choice([-1, 1]) * c.random.randint(1, 4) * 10**7
    one, other = c.two_publishers()
    return (
        (c.article(c.soon(day, 5), one), claim("Valuation", firm, amount=usd(exact), date=in_month(day))),
        (c.article(c.soon(day, 9), other), claim("Valuation", firm, amount=usd(value), date=in_month(day))),
    )


def rumour_comes_true(c: Chance) -> Told:
    day, modality = c.day(), c.random.choice([Modality.REPORTED, Modality.PLANNED, Modality.POSSIBLE])
    then = c.later(day, 20, 200)
    roles: dict[str, dict[str, Entity]] = {
        "Acquisition": {"acquirer": c.entity("organization"), "acquired": c.entity("organization")},
        "Appointment": {"person": c.entity("person"), "organization": c.entity("organization")},
        "Funding": {"organization": c.entity("organization")},
        "ProductRelease": {"organization": c.entity("organization"), "product": c.entity("product")},
    }
    type = c.random.choice(sorted(roles))
    values: dict[str, Any] = {"amount": usd(c.money())} if type in ("Funding", "Acquisition") else {}
    return (
        (c.article(day), claim(type, roles[type], modality=modality, **values)),
        (c.article(c.soon(then, 9)), claim(type, roles[type], date=on_day(then), **({"amount": usd(c.money())} if values else {}))),
    )


def publisher_corrects_itself(c: Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.money()
    publisher = c.random.choice(PUBLISHERS)
    first = c.soon(day, 5)
    return (
        (c.article(first, publisher), claim("Funding", firm, amount=usd(value), round="seed", date=on_day(day))),
        (c.article(c.soon(first, 5), publisher), claim("Funding", firm, amount=usd(value * 2), round="seed", date=on_day(day))),
    )


def text_says_that_it_corrects(c: Chance) -> Told:
    roles = {"person": c.entity("person"), "organization": c.entity("organization")}
    day, (one, other) = c.day(), c.two_publishers()
    title = c.random.choice(["Correction: who left", "更正：离职日期", "An earlier version of this article"])
    first = c.soon(day, 5)
    return (
        (c.article(first, one), claim("Departure", roles, date=on_day(day))),
        (c.article(c.soon(first, 9), other, title), claim("Departure", roles, date=on_day(day - timedelta(days=31)))),
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

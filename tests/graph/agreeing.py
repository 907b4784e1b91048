"""Pairs of claims that can both be right: the same told twice, or two things."""

from __future__ import annotations

from datetime import timedelta

from aigraph.graph.claim import Modality
from tests.graph.chance import Chance, Form, Told, claim, in_month, in_year, on_day, usd

__all__ = ["AGREE"]


def told_twice(c: Chance) -> Told:
    roles, day = {"person": c.entity("person"), "organization": c.entity("organization")}, c.day()
    type, when = c.random.choice(["Departure", "Appointment", "Founding"]), c.random.choice([on_day, in_month, in_year])(day)
    return (c.article(c.soon(day)), claim(type, roles, date=when)), (c.article(c.soon(day, 300)), claim(type, roles, date=when))


def amount_told_twice(c: Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.money()
    type = c.random.choice(["Funding", "Valuation"])
    said = claim(type, firm, amount=usd(value), date=in_month(day))
    return (c.article(c.soon(day)), said), (c.article(c.soon(day, 80)), said)


def two_stints(c: Chance) -> Told:
    roles, day = {"person": c.entity("person"), "organization": c.entity("organization")}, c.day()
    type = c.random.choice(["Departure", "Appointment"])
    then = c.later(day, 900, 1500)
    return (c.article(c.soon(day)), claim(type, roles, date=on_day(day))), (c.article(c.soon(then)), claim(type, roles, date=on_day(then)))


def two_rounds(c: Chance) -> Told:
    firm, day = {"organization": c.entity("organization")}, c.day()
    then = c.later(day)
    return (
        (c.article(c.soon(day)), claim("Funding", firm, amount=usd(c.money()), round="series a", date=on_day(day))),
        (c.article(c.soon(then)), claim("Funding", firm, amount=usd(c.money()), round="series b", date=on_day(then))),
    )


def two_unnamed_rounds(c: Chance) -> Told:
    firm, day = {"organization": c.entity("organization")}, c.day()
    then = c.later(day, 300)
    return (
        (c.article(c.soon(day)), claim("Funding", firm, amount=usd(c.money()), date=on_day(day))),
        (c.article(c.soon(then)), claim("Funding", firm, amount=usd(c.money()), date=on_day(then))),
    )


def promoted_later(c: Chance) -> Told:
    roles, day = {"person": c.entity("person"), "organization": c.entity("organization")}, c.day()
    then = c.later(day)
    return (
        (c.article(c.soon(day)), claim("Appointment", roles, role="vice president", date=on_day(day))),
        (c.article(c.soon(then)), claim("Appointment", roles, role="chief executive", date=on_day(then))),
    )


def two_owners(c: Chance) -> Told:
    owned, day = c.entity("organization"), c.day()
    one, other = ({"owner": c.entity("organization"), "owned": owned} for _ in range(2))
    return (
        (c.article(day), claim("Ownership", one, share=f"{c.random.randint(5, 20)}%")),
        (c.article(c.soon(day)), claim("Ownership", other, share=f"{c.random.randint(25, 49)}%")),
    )


def two_purchases(c: Chance) -> Told:
    roles, day = {"buyer": c.entity("organization"), "item": c.entity("product")}, c.day()
    return (
        (c.article(day), claim("Purchase", roles, quantity=c.random.randint(2, 99) * 100)),
        (c.article(c.later(day, 200)), claim("Purchase", roles, quantity=c.random.randint(2, 99) * 100)),
    )


def two_deals(c: Chance) -> Told:
    buyer, day = c.entity("organization"), c.day()
    one, other = ({"acquirer": buyer, "acquired": c.entity("organization")} for _ in range(2))
    return (
        (c.article(day), claim("Acquisition", one, amount=usd(c.money()))),
        (c.article(c.soon(day)), claim("Acquisition", other, amount=usd(c.money()))),
    )


def one_gives_no_value(c: Chance) -> Told:
    roles, day = {"acquirer": c.entity("organization"), "acquired": c.entity("organization")}, c.day()
    said = [claim("Acquisition", roles, amount=usd(c.money())), claim("Acquisition", roles)]
    c.random.shuffle(said)
    return (c.article(day), said[0]), (c.article(c.soon(day)), said[1])


def other_currency(c: Chance) -> Told:
    firm, day, value = {"organization": c.entity("organization")}, c.day(), c.money()
    return (
        (c.article(c.soon(day)), claim("Funding", firm, amount=usd(value), round="seed", date=in_month(day))),
        (c.article(c.soon(day)), claim("Funding", firm, amount=usd(value * 7, currency="CNY"), round="seed", date=in_month(day))),
    )


def rumour_told_twice(c: Chance) -> Told:
    roles, day = {"acquirer": c.entity("organization"), "acquired": c.entity("organization")}, c.day()
    said = claim("Acquisition", roles, modality=c.random.choice([Modality.REPORTED, Modality.PLANNED, Modality.POSSIBLE]))
    return (c.article(day), said), (c.article(c.soon(day)), said)


def two_kinds_of_claim(c: Chance) -> Told:
    roles, day = {"person": c.entity("person"), "organization": c.entity("organization")}, c.day()
    then = c.later(day)
    return (
        (c.article(c.soon(day)), claim("Appointment", roles, role="chief executive", date=on_day(day))),
        (c.article(c.soon(then)), claim("Departure", roles, role="chief executive", date=on_day(then))),
    )


def two_people_leave(c: Chance) -> Told:
    firm, day = c.entity("organization"), c.day()
    one, other = ({"person": c.entity("person"), "organization": firm} for _ in range(2))
    return (
        (c.article(c.soon(day)), claim("Departure", one, date=on_day(day))),
        (c.article(c.soon(day)), claim("Departure", other, date=on_day(day - timedelta(days=9)))),
    )


def two_products(c: Chance) -> Told:
    firm, day = c.entity("organization"), c.day()
    one, other = ({"organization": firm, "product": c.entity("product")} for _ in range(2))
    return (
        (c.article(c.soon(day)), claim("ProductRelease", one, date=on_day(day))),
        (c.article(c.soon(day)), claim("ProductRelease", other, date=in_month(day))),
    )


AGREE: tuple[Form, ...] = (
    told_twice, amount_told_twice, two_stints, two_rounds, two_unnamed_rounds, promoted_later, two_owners, two_purchases,
    two_deals, one_gives_no_value, other_currency, rumour_told_twice, two_kinds_of_claim, two_people_leave, two_products,
)  # fmt: skip

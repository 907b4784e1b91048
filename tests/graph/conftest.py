"""Claims of invented people and companies, in both languages, for the tests of the graph."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name, When
from aigraph.graph.derive import refresh
from aigraph.graph.store import Store


def entity(name: str, kind: str, *names: str, described: bool = False) -> Entity:
    written = sorted(Name(text, "en" if text.isascii() else "zh") for text in {name, *names})
    return Entity(name, Kind(kind), tuple(written), described, name.casefold().replace(" ", "-"))


LIN = entity("Lin Ruo", "person", "林若")
ADA = entity("Ada Byrne", "person")
TEAM = entity("three researchers", "group", described=True)
ORCTA = entity("Orcta", "organization", "奥克塔")
VELLUM = entity("Vellum Labs", "organization")
QUARRY = entity("Quarry Capital", "organization")
CHIPS = entity("Kite chips", "product")
MODEL = entity("Orcta One", "product")
TOWN = entity("Galway", "place")


def claim(type: str, start: int, roles: dict[str, Entity], quote: str = "words", **values: Any) -> Claim:
    arguments = tuple(Argument(role, thing, start + n, start + n + 3) for n, (role, thing) in enumerate(roles.items()))
    evidence = Evidence(quote, start, start + len(quote), "before ", " after")
    values = {"lang": "en", "reader": "en/test", "confidence": 0.9, "trigger": (start, start + 2)} | values
    return Claim(type=type, evidence=evidence, arguments=arguments, **values)


def usd(value: str, bound: str | None = None) -> Money:
    return Money(Decimal(value), "USD", f"${value}", bound)


FIRST = Article(
    "First text", "Exits at Orcta", "https://news.example/a?x=1", "Example News", date(2024, 6, 1), "en", "a.md"
)
SECOND = Article("第二篇", "奥克塔新闻", None, "示例报", date(2025, 2, 3), "zh", "b.md")

CLAIMS = {
    FIRST: [
        claim(
            "Departure",
            0,
            {"person": LIN, "organization": ORCTA},
            "Lin left",
            date=When("2024-05"),
            role="chief scientist",
        ),
        claim("Departure", 20, {"group": TEAM, "organization": ORCTA}, "three left"),
        claim("Employment", 40, {"person": ADA, "organization": ORCTA}, "CEO Ada", role="chief executive"),
        claim(
            "Employment", 60, {"person": LIN, "organization": ORCTA}, "former", role="chief scientist", status="former"
        ),
        claim("Founding", 80, {"person": LIN, "organization": VELLUM}, "founded", date=When("2024")),
        claim(
            "Funding",
            100,
            {"organization": VELLUM, "investors": QUARRY},
            "raised",
            amount=usd("1500000.50", "minimum"),
            round="seed",
            date=When("2024-05-20"),
        ),
        claim("Valuation", 120, {"organization": VELLUM}, "valued", amount=usd("9000000000")),
        claim(
            "Acquisition",
            140,
            {"acquirer": ORCTA, "acquired": VELLUM},
            "in talks",
            modality=Modality.REPORTED,
            attribution=("Ada Byrne",),
            amount=usd("10000000000"),
        ),
        claim("Competition", 160, {"organization": VELLUM, "competitor": ORCTA}, "rival"),
    ],
    SECOND: [
        claim(
            "Appointment",
            0,
            {"person": LIN, "organization": VELLUM},
            "林若出任",
            lang="zh",
            role="chief executive",
            date=When("2025-01-15"),
        ),
        claim(
            "Departure", 20, {"person": ADA, "organization": ORCTA}, "布赖恩卸任", lang="zh", date=When("2025-02-01")
        ),
        claim("Purchase", 40, {"buyer": ORCTA, "item": CHIPS}, "购买芯片", lang="zh", quantity=5000),
        claim("ProductRelease", 60, {"organization": ORCTA, "product": MODEL}, "发布", lang="zh", date=When("2025-02")),
        claim(
            "ProductRelease",
            80,
            {"organization": VELLUM, "product": CHIPS},
            "计划发布",
            lang="zh",
            modality=Modality.PLANNED,
        ),
        claim("Acquisition", 100, {"acquirer": ORCTA, "acquired": QUARRY}, "收购", lang="zh", amount=usd("70000000")),
        claim("Partnership", 120, {"organization": ORCTA, "partner": QUARRY}, "合作", lang="zh"),
        claim("Headquarters", 140, {"organization": ORCTA, "place": TOWN}, "总部", lang="zh"),
    ],
}


@pytest.fixture
def claims() -> dict[Article, list[Claim]]:
    return CLAIMS


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as opened:
        for article, said in CLAIMS.items():
            opened.add_article(article, said)
        refresh(opened)
        yield opened


@pytest.fixture(scope="session")
def rdflib_store() -> Any:
    """The default graph of the same articles in rdflib."""
    import rdflib

    with Store() as opened:
        for article, said in CLAIMS.items():
            opened.add_article(article, said)
        refresh(opened)
        return rdflib.Graph().parse(data=opened.dump("ntriples"), format="nt")

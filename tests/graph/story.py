"""A story of invented people and companies over five years, in both languages, for the competency questions.

Mira Solberg and Tom Adeyemi found Orcta; she is its chief executive twice, with an interim one between; he leaves for Tarn AI,
and others follow. Orcta buys Vellum Labs, first as a rumour. There are two people called Li Wei.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from aigraph.graph.article import Article
from aigraph.graph.claim import Claim, Entity, Kind, Modality, Money, Name, When
from tests.graph.conftest import claim

__all__ = ["STORY"]


def _entity(name: str, kind: str, *names: str) -> Entity:
    written = sorted(Name(text, "en" if text.isascii() else "zh") for text in {name, *names})
    return Entity(name, Kind(kind), tuple(written), False, name.casefold().replace(" ", "-"))


def _usd(value: int, bound: str | None = None) -> Money:
    return Money(Decimal(value), "USD", f"{value} dollars", bound)


MIRA, MIRA_BOTH, MIRA_ZH = (
    _entity("Mira Solberg", "person"),
    _entity("Mira Solberg", "person", "米拉·索尔贝格"),
    _entity("米拉·索尔贝格", "person"),
)
TOM, TOM_SHORT = _entity("Tom Adeyemi", "person"), _entity("T. Adeyemi", "person")
ROSA, JUN, KOFI, LI_WEI = (_entity(n, "person") for n in ("Rosa Lindt", "Jun Hasegawa", "Kofi Mensah", "Li Wei"))
ORCTA, ORCTA_INC = _entity("Orcta", "organization"), _entity("Orcta Inc.", "organization")
ORCTA_BOTH, ORCTA_ZH = _entity("Orcta", "organization", "奥克塔"), _entity("奥克塔", "organization")
VELLUM, QUARRY, TARN, HALDEN = (
    _entity(n, "organization") for n in ("Vellum Labs", "Quarry Capital", "Tarn AI", "Halden Group")
)
ONE, SMALL, CHIPS = (_entity(n, "product") for n in ("Orcta One", "Tarn Small", "Kite chips"))
GALWAY, PORTO = _entity("Galway", "place"), _entity("Porto", "place")
CEO, CTO, CHIEF = "chief executive", "chief technology officer", "chief scientist"


def _article(day: str, title: str, lang: str = "en", publisher: str = "Example News") -> Article:
    return Article(f"{title}.", title, f"https://news.example/{day}", publisher, date.fromisoformat(day), lang, f"{day}.md")


def _told(*said: tuple[str, dict[str, Entity], str, dict[str, object]]) -> list[Claim]:
    return [claim(type, 20 * n, roles, quote, **values) for n, (type, roles, quote, values) in enumerate(said)]  # type: ignore[arg-type]


STORY: dict[Article, list[Claim]] = {
    _article("2019-03-02", "Orcta is founded"): _told(
        ("Founding", {"person": MIRA, "organization": ORCTA}, "Solberg founded it", {"date": When("2019-02")}),
        ("Founding", {"person": TOM, "organization": ORCTA}, "with Adeyemi", {"date": When("2019-02")}),
        ("Employment", {"person": MIRA, "organization": ORCTA}, "CEO Solberg", {"role": CEO, "since": When("2019-02")}),
        ("Employment", {"person": TOM, "organization": ORCTA}, "scientist Adeyemi", {"role": CHIEF}),
        ("Funding", {"organization": ORCTA, "investors": QUARRY}, "seed", {"amount": _usd(2_000_000), "round": "seed", "date": When("2019-03")}),
        ("Headquarters", {"organization": ORCTA, "place": GALWAY}, "in Galway", {}),
    ),
    _article("2020-06-10", "Orcta raises"): _told(
        ("Appointment", {"person": ROSA, "organization": ORCTA}, "hired Lindt", {"role": CTO, "date": When("2020-06-01")}),
        ("Funding", {"organization": ORCTA, "lead_investors": QUARRY}, "round A", {"amount": _usd(10_000_000), "round": "series a", "date": When("2020-06")}),
        ("Valuation", {"organization": ORCTA}, "worth 50", {"amount": _usd(50_000_000), "date": When("2020-06")}),
    ),
    _article("2021-09-15", "Adeyemi leaves"): _told(
        ("Departure", {"person": TOM, "organization": ORCTA}, "Adeyemi left", {"date": When("2021-09")}),
        ("Founding", {"person": TOM, "organization": TARN}, "founded Tarn", {"date": When("2021")}),
        ("Appointment", {"person": LI_WEI, "organization": ORCTA}, "Li Wei follows", {"role": CHIEF, "date": When("2021-09-20")}),
    ),
    _article("2022-05-05", "Lindt goes to Tarn"): _told(
        ("Departure", {"person": ROSA, "organization": ORCTA_INC}, "Lindt left", {"date": When("2022-05-01")}),
        ("Appointment", {"person": ROSA, "organization": TARN}, "Tarn hired Lindt", {"role": CTO, "date": When("2022-05")}),
        ("Employment", {"person": TOM_SHORT, "organization": TARN}, "T. Adeyemi, its chief", {"role": CEO}),
    ),
    _article("2022-07-01", "Design at Vellum"): _told(
        ("Employment", {"person": LI_WEI, "organization": VELLUM}, "Li Wei designs", {"role": "head of design"}),
    ),
    _article("2023-01-20", "Solberg is out"): _told(
        ("Departure", {"person": MIRA, "organization": ORCTA}, "Solberg is out", {"role": CEO, "date": When("2023-01-18")}),
        ("Appointment", {"person": JUN, "organization": ORCTA}, "Hasegawa steps in", {"role": "interim chief executive", "date": When("2023-01-18")}),
    ),
    _article("2023-04-03", "Solberg is back"): _told(
        ("Appointment", {"person": MIRA, "organization": ORCTA}, "Solberg is back", {"role": CEO, "date": When("2023-04-01")}),
        ("Departure", {"person": JUN, "organization": ORCTA}, "Hasegawa goes", {"date": When("2023-04-01")}),
    ),
    _article("2023-11-08", "奥克塔收购传闻", "zh", "示例报"): _told(
        ("Employment", {"person": MIRA_BOTH, "organization": ORCTA_BOTH}, "首席执行官", {"lang": "zh", "role": CEO}),
        ("Acquisition", {"acquirer": ORCTA_BOTH, "acquired": VELLUM}, "拟收购", {"lang": "zh", "modality": Modality.REPORTED,
         "amount": _usd(300_000_000), "attribution": ("知情人士",)}),
    ),
    _article("2024-01-15", "Orcta buys Vellum"): _told(
        ("Acquisition", {"acquirer": ORCTA, "acquired": VELLUM}, "bought Vellum", {"amount": _usd(320_000_000), "date": When("2024-01-12")}),
        ("Valuation", {"organization": ORCTA}, "worth 1.2", {"amount": _usd(1_200_000_000), "date": When("2024-01")}),
        ("Departure", {"person": LI_WEI, "organization": VELLUM}, "Li Wei leaves", {"date": When("2024-01")}),
    ),
    _article("2024-02-20", "Halden takes a stake"): _told(
        ("Valuation", {"organization": ORCTA}, "worth 1.5", {"amount": _usd(1_500_000_000), "date": When("2024-02-19")}),
        ("Ownership", {"owner": HALDEN, "owned": ORCTA}, "a tenth", {"share": "10%"}),
        ("Partnership", {"organization": ORCTA, "partner": HALDEN}, "work together", {}),
        ("Competition", {"organization": ORCTA, "competitor": TARN}, "rival Tarn", {}),
        ("Purchase", {"buyer": ORCTA, "item": CHIPS, "seller": HALDEN}, "5,000 chips", {"quantity": 5000}),
    ),
    _article("2024-03-05", "奥克塔新品", "zh", "示例报"): _told(
        ("Employment", {"person": MIRA_ZH, "organization": ORCTA_ZH}, "索尔贝格", {"lang": "zh", "role": CEO}),
        ("ProductRelease", {"organization": ORCTA_ZH, "product": ONE}, "将发布", {"lang": "zh", "modality": Modality.PLANNED, "date": When("2024-06")}),
    ),
    _article("2024-03-20", "Doubts about Orcta", publisher="Other Post"): _told(
        ("Purchase", {"buyer": ORCTA, "item": CHIPS}, "8,000 chips", {"quantity": 8000}),
        ("Departure", {"person": ROSA, "organization": ORCTA}, "left in July", {"date": When("2022-07")}),
        ("Ownership", {"owner": HALDEN, "owned": ORCTA}, "twelve percent", {"share": "12%"}),
        ("Acquisition", {"acquirer": HALDEN, "acquired": TARN}, "denies it", {"modality": Modality.DENIED, "attribution": ("Halden Group",)}),
    ),
    _article("2024-06-02", "Orcta One is here"): _told(
        ("ProductRelease", {"organization": ORCTA, "product": ONE}, "is here", {"date": When("2024-06-01")}),
        ("Development", {"organization": TARN, "product": SMALL}, "builds Small", {}),
        ("Criticism", {"person": MIRA, "target": TARN}, "Solberg mocks Tarn", {}),
        ("Employment", {"person": KOFI, "organization": HALDEN}, "once on its board", {"role": "board member", "status": "former"}),
        ("Headquarters", {"organization": ORCTA, "place": PORTO}, "now in Porto", {}),
    ),
}

"""Competency questions: what people ask of such a graph, each with its exact answer, on disk and over the SPARQL protocol.

The graph is the story of `story.py`. Named questions are asked by name and parameters, the rest in SPARQL as people write it.
"""

import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aigraph.graph.derive import refresh
from aigraph.graph.query import Table
from aigraph.graph.questions import ask
from aigraph.graph.store import Store
from tests.graph.story import STORY
from tests.graph.test_remote import free_port, wait_for

MIRA, TOM, ROSA, JUN, KOFI, LI_WEI = "Mira Solberg", "Tom Adeyemi", "Rosa Lindt", "Jun Hasegawa", "Kofi Mensah", "Li Wei"
ORCTA, VELLUM, QUARRY, TARN, HALDEN = "Orcta", "Vellum Labs", "Quarry Capital", "Tarn AI", "Halden Group"
CEO, CTO, CHIEF = "chief executive", "chief technology officer", "chief scientist"
DAY = date.fromisoformat

# What is asked, by which question and parameters, the columns looked at, and the answer.
NAMED: list[tuple[str, str, dict[str, Any], str, list[tuple[Any, ...]]]] = [
    ("Who left Orcta?", "who-left", {"company": ORCTA}, "person date", [
        (TOM, "2021-09"), (ROSA, DAY("2022-05-01")), (ROSA, "2022-07"), (MIRA, DAY("2023-01-18")), (JUN, DAY("2023-04-01"))]),
    ("Who left Orcta between 2022 and May 2022?", "who-left", {"company": ORCTA, "since": "2022", "until": "2022-05"}, "person", [(ROSA,)]),
    ("Who left Orcta before 2020?", "who-left", {"company": ORCTA, "until": "2019"}, "person", []),
    ("谁离开了奥克塔，2023年起？", "who-left", {"company": "奥克塔", "since": "2023"}, "person role", [(MIRA, CEO), (JUN, None)]),
    ("Which company did Li Wei leave?", "who-left", {"who": "li wei"}, "organization date", [(VELLUM, "2024-01")]),
    ("Who joined Orcta, when, as what?", "who-joined", {"company": ORCTA}, "person role date", [
        (ROSA, CTO, DAY("2020-06-01")), (LI_WEI, CHIEF, DAY("2021-09-20")),
        (JUN, "interim chief executive", DAY("2023-01-18")), (MIRA, CEO, DAY("2023-04-01"))]),
    ("Who joined Orcta in 2021?", "who-joined", {"company": ORCTA, "since": "2021", "until": "2021"}, "person", [(LI_WEI,)]),
    ("Where did Rosa Lindt go?", "who-joined", {"who": ROSA, "since": "2022"}, "organization role", [(TARN, CTO)]),
    ("Who is chief executive of Orcta?", "who-holds-post", {"company": ORCTA, "role": CEO}, "person acting", [(MIRA, False)]),
    ("Who was it in 2020?", "who-holds-post", {"company": ORCTA, "role": CEO, "on": "2020"}, "person certainty", [(MIRA, "certain")]),
    ("Who was it in February 2023?", "who-holds-post", {"company": ORCTA, "role": CEO, "on": "2023-02"}, "person acting", [(JUN, True)]),
    ("Who was it in February 2023, as known on 1 January 2023?", "who-holds-post",
        {"company": ORCTA, "role": CEO, "on": "2023-02-28", "known": "2023-01-01"}, "person", [(MIRA,)]),
    ("Who was it in May 2023, as known in March 2023?", "who-holds-post",
        {"company": ORCTA, "role": CEO, "on": "2023-05", "known": "2023-03"}, "person", [(JUN,)]),
    ("Who was it in May 2023, as known today?", "who-holds-post", {"company": ORCTA, "role": CEO, "on": "2023-05"}, "person", [(MIRA,)]),
    ("Was Rosa Lindt still at Orcta in June 2022? (Sources disagree.)", "who-holds-post",
        {"company": ORCTA, "who": ROSA, "on": "2022-06-01"}, "post certainty", [(CTO, "possible")]),
    ("The same, as known in 2023, before the second source", "who-holds-post",
        {"company": ORCTA, "who": ROSA, "on": "2022-06-01", "known": "2023"}, "post", []),
    ("Who held which post at Orcta in 2018?", "who-holds-post", {"company": ORCTA, "on": "2018"}, "person", []),
    ("Who works at Tarn AI?", "who-holds-post", {"company": TARN}, "person post", [(ROSA, CTO), (TOM, CEO)]),
    ("Mira Solberg's two stints", "career", {"who": MIRA}, "organization post stint startEarliest startLatest endEarliest endLatest", [
        (ORCTA, CEO, 1, DAY("2019-02-01"), DAY("2019-02-28"), DAY("2023-01-18"), DAY("2023-01-18")),
        (ORCTA, CEO, 2, DAY("2023-04-01"), DAY("2023-04-01"), None, None)]),
    ("米拉·索尔贝格 by her Chinese name", "career", {"who": "米拉·索尔贝格"}, "organization stint", [(ORCTA, 1), (ORCTA, 2)]),
    ("What was known of her career in 2022?", "career", {"who": MIRA, "known": "2022"}, "stint endLatest", [(1, None)]),
    ("What became of Kofi Mensah's seat?", "career", {"who": KOFI}, "organization post startEarliest endLatest", [
        (HALDEN, "board member", None, DAY("2024-06-02"))]),
    ("The two people called Li Wei", "career", {"who": LI_WEI}, "organization post", [(ORCTA, CHIEF), (VELLUM, "head of design")]),
    ("Where did the people who left Orcta go?", "moves", {"company": ORCTA}, "person how destination", [
        (ROSA, "joined", TARN), (TOM, "holds a post at", TARN), (TOM, "founded", TARN)]),
    ("Where did those go who left Orcta in 2022?", "moves", {"company": ORCTA, "since": "2022", "until": "2022"}, "person destination", [(ROSA, TARN)]),
    ("Who founded Orcta, and where are they now?", "co-founders", {"company": ORCTA}, "person how destination post", [
        (MIRA, "founded", ORCTA, None), (MIRA, "holds a post at", ORCTA, CEO),
        (TOM, "founded", ORCTA, None), (TOM, "founded", TARN, None), (TOM, "holds a post at", TARN, CEO)]),
    ("Who founded Tarn AI?", "founders", {"company": TARN}, "person date", [(TOM, "2021")]),
    ("Orcta's valuations over time", "valuations", {"company": ORCTA}, "value date", [
        (Decimal(50000000), "2020-06"), (Decimal(1200000000), "2024-01"), (Decimal(1500000000), DAY("2024-02-19"))]),
    ("Orcta's valuations in 2024", "valuations", {"company": ORCTA, "since": "2024"}, "value", [(Decimal(1200000000),), (Decimal(1500000000),)]),
    ("Orcta's rounds over time", "funding-rounds", {"company": ORCTA}, "round value date", [
        ("seed", Decimal(2000000), "2019-03"), ("series a", Decimal(10000000), "2020-06")]),
    ("Investors of Orcta", "investors", {"company": ORCTA}, "investor round", [(QUARRY, "seed"), (QUARRY, "series a")]),
    ("What does Tarn AI make?", "products", {"company": TARN}, "made how", [("Tarn Small", "develops")]),
    ("What has Orcta released?", "products", {"company": ORCTA}, "made how date", [("Orcta One", "released", DAY("2024-06-01"))]),
    ("Who owns Orcta?", "owners", {"owned": ORCTA}, "owner share", [(HALDEN, "12%"), (HALDEN, "10%")]),
    ("What has Orcta bought, and for how much?", "acquisitions", {"company": ORCTA}, "acquired value", [(VELLUM, Decimal(320000000))]),
    ("What goods does Orcta buy?", "purchases", {"company": ORCTA}, "item quantity seller", [("Kite chips", 8000, None), ("Kite chips", 5000, HALDEN)]),
    ("Orcta's rivals", "rivals", {"company": ORCTA}, "competitor", [(TARN,)]),
    ("Orcta's partners, in Chinese", "partners", {"company": "奥克塔"}, "partner", [(HALDEN,)]),
    ("Everything that the first article says", "article-claims", {"article": "2019-03-02.md"}, "type start", [
        ("Founding", 0), ("Founding", 20), ("Employment", 40), ("Employment", 60), ("Funding", 80), ("Headquarters", 100)]),
    ("What is only planned, reported or denied?", "planned-or-reported", {}, "how type", [
        ("denied", "Acquisition"), ("planned", "ProductRelease"), ("reported", "Acquisition")]),
    ("What is only reported about Vellum Labs, and who says so?", "planned-or-reported", {"about": VELLUM, "modality": "reported"},
        "attribution quote", [("知情人士", "拟收购")]),
    ("What does Halden Group say?", "said-by", {"speaker": HALDEN}, "type how quote", [("Acquisition", "denied", "denies it")]),
    ("Where do claims contradict each other?", "conflicts", {"sort": "contradiction"}, "type field one other", [
        ("Departure", "date", "2022-05-01", "2022-07"), ("Purchase", "quantity", "5000", "8000")]),
    ("Which rumours were confirmed?", "conflicts", {"sort": "confirmation"}, "type one otherQuote", [
        ("Acquisition", "reported", "bought Vellum"), ("ProductRelease", "planned", "is here")]),
    ("How did Orcta's value and owners change?", "conflicts", {"about": ORCTA, "sort": "update"}, "type one other", [
        ("Headquarters", "Galway", "Porto"), ("Ownership", "10%", "12%"),
        ("Valuation", "1200000000 USD", "1500000000 USD"), ("Valuation", "50000000 USD", "1200000000 USD")]),
    ("Is T. Adeyemi Tom Adeyemi, and why?", "same-as", {"about": "t. adeyemi"}, "says why by", [
        ("same", "same surname and initial; they belong together with the same people, organisations or products", "computed")]),
]  # fmt: skip

SPARQL: list[tuple[str, str, list[tuple[Any, ...]]]] = [
    ("One node a person: Mira Solberg in both scripts", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p rdfs:label|skos:altLabel ?l FILTER(STR(?l) IN ('Mira Solberg', '米拉·索尔贝格')) }", [(1,)]),
    ("One node a company: Orcta under all its names", "SELECT ?l { ?o a aig:Organization ; rdfs:label ?l ; skos:altLabel ?a FILTER(STR(?a) = '奥克塔') }", [(ORCTA,)]),
    ("Two people called Li Wei", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a aig:Person ; rdfs:label 'Li Wei'@en }", [(2,)]),
    ("A shortcut sees one node", "SELECT ?who { ?p aig:joined ?o ; rdfs:label ?who . ?o skos:altLabel 'Orcta Inc.'@en } ORDER BY ?who", [
        (JUN,), (LI_WEI,), (MIRA,), (ROSA,)]),
    ("As of 1 March 2021, as known then, in plain SPARQL", """SELECT ?who ?post {
        ?t a aig:Tenure ; aig:person/rdfs:label ?who ; aig:organization/rdfs:label 'Orcta'@en ; aig:post ?post ; aig:startLatest ?began ; aig:knownFrom ?heard .
        OPTIONAL { ?t aig:endLatest ?ended } OPTIONAL { ?t aig:knownUntil ?superseded }
        FILTER(?began <= '2021-03-01'^^xsd:date && (!BOUND(?ended) || ?ended > '2021-03-01'^^xsd:date))
        FILTER(?heard <= '2021-03-01'^^xsd:date && (!BOUND(?superseded) || ?superseded > '2021-03-01'^^xsd:date)) } ORDER BY ?who""", [
        (MIRA, CEO), (ROSA, CTO), (TOM, CHIEF)]),
    ("Every tenure rests on claims with their words", "SELECT (COUNT(?t) AS ?n) { ?t a aig:Tenure FILTER NOT EXISTS { ?t aig:basis/aig:quote ?q } }", [(0,)]),
    ("Acting chiefs", "SELECT DISTINCT ?who { ?t a aig:Tenure ; aig:acting true ; aig:person/rdfs:label ?who }", [(JUN,)]),
]  # fmt: skip


@pytest.fixture(scope="module", params=["disk", "protocol"])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The story on disk, and the same on an Oxigraph server over the SPARQL 1.1 protocol."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "disk":
        with Store(folder / "story") as store:
            yield _told(store)
        return
    server = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")
    assert server, "`pip install oxigraph` gives the server"
    address = f"127.0.0.1:{free_port()}"
    command = [server, "serve", "--location", str(folder), "--bind", address]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://{address}/", process, 20)
            with Store(f"http://{address}/query", update=f"http://{address}/update") as store:
                yield _told(store)
        finally:
            process.terminate()


def _told(store: Store) -> Store:
    for article, said in STORY.items():
        store.add_article(article, said)
    refresh(store)
    return store


@pytest.mark.parametrize(("asks", "name", "parameters", "columns", "expected"), NAMED, ids=[case[0] for case in NAMED])
def test_named(
    asked: Store, asks: str, name: str, parameters: dict[str, Any], columns: str, expected: list[tuple[Any, ...]]
) -> None:
    answer = ask(asked, name, **parameters)
    assert [tuple(row[column] for column in columns.split()) for row in answer.dicts()] == expected


@pytest.mark.parametrize(("asks", "query", "expected"), SPARQL, ids=[case[0] for case in SPARQL])
def test_sparql(asked: Store, asks: str, query: str, expected: list[tuple[Any, ...]]) -> None:
    answer = asked.query(query)
    assert isinstance(answer, Table)
    assert list(answer) == expected


def test_there_are_enough() -> None:
    assert len(NAMED) + len(SPARQL) >= 40


def test_the_story_on_disk_is_the_story_in_memory(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as disk, Store() as memory:
        assert _told(disk).dump() == _told(memory).dump()

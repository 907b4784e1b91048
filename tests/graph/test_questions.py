"""Every named question, on the sample claims, with its exact rows; and the same rows from rdflib."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from aigraph.graph import questions
from aigraph.graph.query import to_term
from aigraph.graph.sparql import bind
from aigraph.graph.store import Store
from aigraph.ontology.errors import QueryError
from aigraph.ontology.vocabulary import PREFIXES

LIN, ADA, TEAM, ORCTA, VELLUM, QUARRY = (
    "Lin Ruo",
    "Ada Byrne",
    "three researchers",
    "Orcta",
    "Vellum Labs",
    "Quarry Capital",
)

# question, parameters, columns to look at, rows
CASES: list[tuple[str, dict[str, Any], str, list[tuple[Any, ...]]]] = [
    ("who-left", {}, "person organization role date", [
        (TEAM, ORCTA, None, None), (LIN, ORCTA, "chief scientist", "2024-05"), (ADA, ORCTA, None, date(2025, 2, 1))]),
    ("who-left", {"company": "奥克塔", "since": "2025"}, "person quote", [(ADA, "布赖恩卸任")]),
    ("who-left", {"who": "lin  RUO", "until": "2024-05"}, "person", [(LIN,)]),
    ("who-left", {"until": "2024-04"}, "person", []),
    ("who-joined", {"company": "vellum labs"}, "person organization role date", [(LIN, VELLUM, "chief executive", date(2025, 1, 15))]),
    ("who-holds-post", {}, "person organization post startLatest certainty", [
        (LIN, VELLUM, "chief executive", date(2025, 1, 15), "certain")]),
    ("who-holds-post", {"on": "2024-12"}, "person organization post startLatest", [(ADA, ORCTA, "chief executive", date(2024, 6, 1))]),
    ("who-holds-post", {"on": "2023"}, "person", []),
    ("who-holds-post", {"role": "Chief Executive", "company": "Orcta", "on": "2025-01-31"}, "person", [(ADA,)]),
    ("who-holds-post", {"company": "Orcta", "on": "2025-02-02"}, "person", []),
    ("who-holds-post", {"company": "Orcta", "on": "2025-02-02", "known": "2025-01"}, "person", [(ADA,)]),
    ("career", {"who": "林若"}, "organization post startEarliest endLatest", [
        (ORCTA, "chief scientist", None, date(2024, 5, 31)), (VELLUM, "chief executive", date(2025, 1, 15), None)]),
    ("career", {"who": "Lin Ruo", "known": "2024"}, "organization", [(ORCTA,)]),
    ("co-founders", {"company": "Vellum Labs"}, "person how destination post", [
        (LIN, "founded", VELLUM, None), (LIN, "holds a post at", VELLUM, "chief executive")]),
    ("owners", {}, "owner", []),
    ("conflicts", {}, "kind", []),
    ("same-as", {}, "says", []),
    ("founders", {"company": "Vellum Labs"}, "person organization date", [(LIN, VELLUM, "2024")]),
    ("funding-rounds", {"since": "2024"}, "organization round value currency bound words date", [
        (VELLUM, "seed", Decimal("1500000.5"), "USD", "minimum", "$1500000.50", date(2024, 5, 20))]),
    ("valuations", {"company": "VELLUM LABS"}, "organization value currency bound", [(VELLUM, Decimal(9000000000), "USD", None)]),
    ("investors", {"company": "Vellum Labs"}, "investor organization round", [(QUARRY, VELLUM, "seed")]),
    ("products", {"company": "Orcta"}, "organization made how date", [(ORCTA, "Orcta One", "released", "2025-02")]),
    ("purchases", {"company": "Orcta"}, "buyer item quantity seller", [(ORCTA, "Kite chips", 5000, None)]),
    ("acquisitions", {}, "acquirer acquired value currency", [(ORCTA, QUARRY, Decimal(70000000), "USD")]),
    ("planned-or-reported", {}, "how type attribution", [("planned", "ProductRelease", None), ("reported", "Acquisition", ADA)]),
    ("planned-or-reported", {"about": "orcta"}, "how type", [("reported", "Acquisition")]),
    ("planned-or-reported", {"modality": "Planned"}, "how type", [("planned", "ProductRelease")]),
    ("said-by", {"speaker": "ada byrne"}, "attribution type how quote", [(ADA, "Acquisition", "reported", "in talks")]),
    ("article-claims", {"article": "b.md"}, "type start", [
        ("Appointment", 0), ("Departure", 20), ("Purchase", 40), ("ProductRelease", 60), ("ProductRelease", 80),
        ("Acquisition", 100), ("Partnership", 120), ("Headquarters", 140)]),
    ("moves", {"company": "Orcta"}, "person organization how destination role", [
        (LIN, ORCTA, "founded", VELLUM, None), (LIN, ORCTA, "joined", VELLUM, "chief executive")]),
    ("moves", {"who": "Ada Byrne"}, "person", []),
    ("rivals", {"company": "Orcta"}, "organization competitor", [(ORCTA, VELLUM)]),
    ("rivals", {"company": "Vellum Labs"}, "competitor", [(ORCTA,)]),
    ("partners", {"company": "quarry capital"}, "organization partner", [(QUARRY, ORCTA)]),
]  # fmt: skip
IDS = [f"{name} {parameters}" for name, parameters, _, _ in CASES]


@pytest.mark.parametrize(("name", "parameters", "columns", "expected"), CASES, ids=IDS)
def test_answer(
    store: Store, name: str, parameters: dict[str, Any], columns: str, expected: list[tuple[Any, ...]]
) -> None:
    answer = questions.ask(store, name, **parameters)
    assert [tuple(row[column] for column in columns.split()) for row in answer.dicts()] == expected


def test_every_question_has_a_case_and_says_what_it_answers() -> None:
    assert set(questions.questions()) == {name for name, *_ in CASES}
    assert all(question.summary.endswith("?") for question in questions.questions().values())


@pytest.mark.parametrize(("name", "parameters", "columns", "expected"), CASES, ids=IDS)
def test_rdflib_answers_the_same(
    rdflib_store: Any,
    store: Store,
    name: str,
    parameters: dict[str, Any],
    columns: str,
    expected: list[tuple[Any, ...]],
) -> None:
    question = questions.question(name)
    given = {p.name: parameters.get(p.name, p.default) for p in question.parameters}
    values = {p.name: to_term(questions._value(p, given[p.name])) for p in question.parameters if given[p.name] is not None}
    answer = rdflib_store.query(bind(question.sparql, values), initNs=PREFIXES)
    assert len(answer) == len(expected)
    ours = sorted(tuple(str(value).lower() for value in row) for row in questions.ask(store, name, **parameters))
    assert sorted(tuple(str(value).lower() for value in row) for row in answer) == ours


def test_unknown_questions_and_parameters_name_the_nearest(store: Store) -> None:
    with pytest.raises(QueryError, match="nearest: who-left; there are: acquisitions, "):
        questions.ask(store, "who-lef")
    with pytest.raises(QueryError, match="nearest: company; it takes: who, company, since, until"):
        questions.ask(store, "who-left", compny="x")
    with pytest.raises(QueryError, match="rivals needs company"):
        questions.ask(store, "rivals")
    with pytest.raises(QueryError, match="since is a date such as"):
        questions.ask(store, "who-left", since="last week")
    with pytest.raises(QueryError, match="since is a date such as"):
        questions.ask(store, "who-left", since="2023-02-30")

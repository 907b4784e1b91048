"""From triggers to claims: one a person, what lacks a key role asks the context or is passed over, values come from their words."""

from collections.abc import Collection, Sequence
from datetime import date

from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, When
from aigraph.ingest.context import Context
from aigraph.ingest.learned import learned_claims
from aigraph.ingest.triggers import Part, Trigger

WORDS = ["Ada", "and", "Bo", "left", "Corvid", "yesterday"]
KINDS = {"Ada": Kind.PERSON, "Bo": Kind.PERSON, "Corvid": Kind.ORGANIZATION}


class Words:
    """A resolver for six plain words; `firm` is what the context would give."""

    lang = "en"

    def __init__(self, firm: str | None = None) -> None:
        self.firm = firm

    def span(self, first: int, end: int) -> tuple[int, int]:
        return first * 10, end * 10

    def points(self, first: int, end: int) -> bool:
        return False

    def listed(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        return False

    def entity(self, role: str, first: int, end: int, kinds: Sequence[Kind], but: Collection[Entity] = ()) -> Argument | None:
        kind = KINDS.get(WORDS[first])
        return Argument(role, Entity(WORDS[first], kind), *self.span(first, end)) if kind in kinds else None

    def beside(self, one: int, other: int) -> bool:
        return True

    def several(self, first: int, end: int, kinds: Sequence[Kind]) -> tuple[Argument, ...]:
        return ()

    def missing(self, role: str, trigger: Trigger, taken: Sequence[Argument]) -> Argument | None:
        return Argument(role, Entity(self.firm, Kind.ORGANIZATION), 0, 1) if self.firm and role == "organization" else None

    def date(self, first: int, end: int, future: bool) -> When | None:
        return When("2026-01-01") if WORDS[first] == "yesterday" else None

    def amount(self, first: int, end: int) -> Money | None:
        return None

    def title(self, first: int, end: int) -> str | None:
        return None

    def speaker(self, first: int, end: int) -> str | None:
        return WORDS[first]

    def number(self, first: int, end: int) -> int | None:
        return None

    def plain(self, role: str, first: int, end: int) -> str | None:
        return None

    def evidence(self, spans: Sequence[tuple[int, int]]) -> Evidence:
        return Evidence("quote", min(a for a, _ in spans), max(b for _, b in spans))


def _read(*parts: Part, kind: str = "Departure", firm: str | None = None) -> tuple[list[Claim], Context]:
    context = Context(Article("", published=date(2026, 1, 2)))
    trigger = Trigger(kind, 3, 0.9, Modality.REPORTED, 0.8, False, parts)
    return list(learned_claims([trigger], Words(firm), context)), context


def test_every_person_makes_a_claim_of_their_own() -> None:
    claims, _ = _read(("person", 0, 1, 0.9), ("person", 2, 3, 0.8), ("organization", 4, 5, 0.9), ("date", 5, 6, 0.9))
    assert [c.entity("person").name for c in claims if c.entity("person")] == ["Ada", "Bo"]
    assert {(str(c.date), c.modality) for c in claims} == {("2026-01-01", Modality.REPORTED)}
    assert claims[0].confidence > claims[1].confidence


def test_a_missing_firm_comes_from_the_context_at_a_price() -> None:
    (said,), _ = _read(("person", 0, 1, 0.9), ("organization", 4, 5, 0.9))
    (unsaid,), _ = _read(("person", 0, 1, 0.9), firm="Tarn")
    assert unsaid.entity("organization") == Entity("Tarn", Kind.ORGANIZATION)
    assert unsaid.confidence < said.confidence


def test_what_lacks_a_key_role_is_passed_over_and_says_so() -> None:
    claims, context = _read(("person", 0, 1, 0.9))
    assert claims == [] and [p.reason for p in context.passed] == ["no organization found"]


def test_an_unsure_argument_is_taken_only_where_there_is_no_surer() -> None:
    both, _ = _read(("person", 0, 1, 0.9), ("person", 2, 3, 0.4), ("organization", 4, 5, 0.9))
    assert len(both) == 1
    lone, _ = _read(("person", 2, 3, 0.4), ("organization", 4, 5, 0.9))
    assert [c.entity("person").name for c in lone if c.entity("person")] == ["Bo"]


def test_a_valuation_without_an_amount_is_none() -> None:
    assert _read(("organization", 4, 5, 0.9), kind="Valuation")[0] == []

"""What two readers say of a sentence is brought together without losing either, and what is left out is noted."""

from datetime import date
from typing import Any

from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, When
from aigraph.ingest.combine import combined
from aigraph.ingest.context import Context
from aigraph.ingest.triggers import Trigger

ADA, CORVID, TARN = (Entity(n, k, (), False, n.lower()) for n, k in (("Ada Park", Kind.PERSON), ("Corvid", Kind.ORGANIZATION), ("Tarn", Kind.ORGANIZATION)))
LEAST = {"frames": 0.4, "learned": 0.5}


def _claim(reader: str, confidence: float, organization: Entity = CORVID, **more: Any) -> Claim:
    arguments = (Argument("person", ADA, 0, 8), Argument("organization", organization, 14, 20))
    return Claim("Departure", "en", Evidence("Ada Park left Corvid", 0, 20), arguments, trigger=(9, 13), reader=reader, confidence=confidence, **more)


def _chance(score: float) -> list[Trigger]:
    return [Trigger("Departure", 2, score, Modality.ASSERTED, 1.0, False, ())]


def _context() -> Context:
    return Context(Article("Ada Park left Corvid", published=date(2026, 1, 1)))


def test_a_claim_of_both_takes_what_it_lacks_from_the_learned_reader() -> None:
    framed, learned = _claim("en/leave", 0.8), _claim("en/learned", 0.7, date=When("2026-01"), modality=Modality.PLANNED)
    (claim,) = combined([framed], [learned], _chance(0.9), LEAST, _context())
    assert (str(claim.date), claim.modality, claim.reader) == ("2026-01", Modality.PLANNED, "en/leave+en/learned")
    assert claim.confidence > 0.8


def test_frames_alone_stand_only_where_the_learned_reader_sees_a_chance() -> None:
    context = _context()
    assert len(combined([_claim("en/leave", 0.8)], [], _chance(0.6), LEAST, context)) == 1
    assert combined([_claim("en/leave", 0.8)], [], [], LEAST, context) == []
    assert [(p.type, p.start) for p in context.passed] == [("Departure", 9)]


def test_the_learned_reader_alone_stands_from_its_threshold_on() -> None:
    context = _context()
    assert combined([], [_claim("en/learned", 0.5)], [], LEAST, context) and not context.passed
    assert combined([], [_claim("en/learned", 0.49)], [], LEAST, context) == []
    assert "below 0.50" in context.passed[0].reason


def test_a_frame_that_a_sure_learned_claim_contests_goes_and_stays_beside_an_unsure_one() -> None:
    for sure, firms in ((0.9, {TARN}), (0.55, {CORVID, TARN})):
        kept = combined([_claim("en/leave", 0.8)], [_claim("en/learned", sure, TARN)], _chance(0.9), LEAST, _context())
        assert {c.entity("organization") for c in kept} == firms


def test_a_frame_that_adds_somebody_to_what_both_see_is_not_doubted() -> None:
    both = [_claim("en/leave", 0.8), _claim("en/leave", 0.8, TARN)]
    kept = combined(both, [_claim("en/learned", 0.95)], _chance(0.95), LEAST, _context())
    assert {c.entity("organization") for c in kept} == {CORVID, TARN}

"""The corpus holds what its datasheet promises: well-formed, pinned, counted, and scoring 1.000 against itself."""

from collections import Counter
from pathlib import Path

import pytest

from aigraph.graph.scoring import score
from aigraph.ontology.schema import claim_types
from tests.corpus.check import counts, misplaced
from tests.corpus.grammar import PatternError, patterns, speak
from tests.corpus.piece import FURTHER, Piece, PieceError, load, pieces
from tests.corpus.pins import digests, pinned

LANGUAGES = ("en", "zh")


@pytest.fixture(scope="module")
def corpus() -> dict[str, list[Piece]]:
    return {lang: list(pieces(lang)) for lang in LANGUAGES}


def test_the_splits_are_those_that_were_measured_on() -> None:
    assert digests() == pinned(), "a piece was changed: say so in the datasheet, then `python -m tests.corpus pin`"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pieces_stand_where_the_grid_wants_them(corpus: dict[str, list[Piece]], lang: str) -> None:
    assert [fault for piece in corpus[lang] for fault in misplaced(piece)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_quote_stands_at_its_offsets_and_gold_scores_one(corpus: dict[str, list[Piece]], lang: str) -> None:
    for piece in corpus[lang]:
        records = piece.records()
        assert [r for r in records if piece.text[r["start"] : r["end"]] != r["evidence"]] == []
        assert score(records, records).f1 == 1.0, piece.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_further_pieces_are_well_formed_and_hold_what_they_are_for(lang: str) -> None:
    further = list(pieces(lang, FURTHER))
    assert [fault for piece in further for fault in misplaced(piece)] == []
    for piece in further:
        assert [r for r in piece.records() if piece.text[r["start"] : r["end"]] != r["evidence"]] == []
    held = counts(further)
    firm = held["modality"]
    assert firm.total() - firm["asserted"] >= 0.25 * firm.total()
    assert held["pieces"]["trap sentences"] >= 0.1 * held["pieces"]["sentences"]
    assert min(held["types"][name] for name in claim_types()) >= 20


@pytest.mark.parametrize("lang", LANGUAGES)
def test_counts_are_those_asked_for(corpus: dict[str, list[Piece]], lang: str) -> None:
    held = counts(corpus[lang])
    assert held["pieces"]["all"] >= 360 and held["pieces"]["test"] >= 0.2 * held["pieces"]["all"]
    assert min(held["types"][name] for name in claim_types()) >= 60
    firm = held["modality"]
    assert firm.total() - firm["asserted"] >= 0.25 * firm.total()
    assert held["pieces"]["trap sentences"] >= 0.1 * held["pieces"]["sentences"]
    assert held["world"]["invented"] >= held["world"]["real"]


def test_pairs_tell_one_story_in_both_languages(corpus: dict[str, list[Piece]]) -> None:
    """What both halves require, key roles aside, is mostly the same: type by type within one claim for most pairs."""
    halves = {lang: {p.id[3:]: p for p in corpus[lang] if p.id[3] == "p"} for lang in LANGUAGES}
    assert halves["en"].keys() == halves["zh"].keys() and len(halves["en"]) >= 60
    shared = total = 0
    for name, piece in halves["en"].items():
        one, other = (Counter(r["type"] for r in p.records() if not r.get("optional")) for p in (piece, halves["zh"][name]))
        shared += (one & other).total()
        total += max(one.total(), other.total())
    assert shared / total >= 0.8


def test_a_piece_that_is_wrong_says_where_and_what_would_work(tmp_path: Path) -> None:
    path = tmp_path / "en-900.txt"
    path.write_text(
        "published: 2025-03-07\noutlet: wire\nworld: invented\nmarks: headline\n---\nAda Park left Corvid. Ada Park left Tarn.\n---\n"
        'Ada Park (PERSON)\nCorvid (ORGANIZATION)\n---\nDeparture "left" | person: Ada Park | organization: Corvid\n'
        'Departure "left"#2 | persn: Ada Park | organization: Corvid\n'
    )
    with pytest.raises(PieceError, match=r"en-900.txt:11: the trigger 'left' occurs 2 times") as caught:
        load(path)
    assert "12: Departure has no 'persn'" in str(caught.value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_grammar_has_its_patterns_and_fills_them(lang: str) -> None:
    held = patterns(lang)
    assert len(held) >= 400
    assert sum(not pattern.claims for pattern in held) >= 100
    for spoken in speak(lang, 1):
        assert "{" not in spoken.text and "[" not in spoken.text
        for told in spoken.claims:
            assert spoken.text[slice(*told.trigger)].strip()
            assert all(0 <= a < b <= len(spoken.text) for spans in told.arguments.values() for a, b in spans)


def test_a_pattern_with_an_unknown_role_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("{P1} [left] {O1}.\nDeparture 1: persn P1, organization O1\n")
    monkeypatch.setattr("tests.corpus.grammar.FOLDER", tmp_path)
    with pytest.raises(PatternError, match="en.txt:2: 'persn P1'"):
        patterns("en")

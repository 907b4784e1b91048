"""The evidence rule on all bundled articles: every quote, trigger and argument stands where it says it stands."""

from typing import Any


def test_every_quote_stands_at_its_offsets(sample_extractions: dict[str, tuple[Any, Any]]) -> None:
    claims = [(article.text, claim) for article, extraction in sample_extractions.values() for claim in extraction.claims]
    assert claims
    for text, claim in claims:
        evidence = claim.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        assert text[max(0, evidence.start - len(evidence.prefix)) : evidence.start] == evidence.prefix
        assert text[evidence.end : evidence.end + len(evidence.suffix)] == evidence.suffix


def test_arguments_and_triggers_stand_in_the_text(sample_extractions: dict[str, tuple[Any, Any]]) -> None:
    for article, extraction in sample_extractions.values():
        for claim in extraction.claims:
            for argument in claim.arguments:
                assert article.text[argument.start : argument.end].strip(), claim
            if claim.trigger is not None:
                start, end = claim.trigger
                assert 0 <= start < end <= len(article.text), claim


def test_gold_records_keep_the_rule_too(
    sample_extractions: dict[str, tuple[Any, Any]], sample_gold: dict[str, list[dict[str, Any]]]
) -> None:
    assert sample_gold and set(sample_gold) == set(sample_extractions)
    for name, records in sample_gold.items():
        text = sample_extractions[name][0].text
        assert [r for r in records if text[r["start"] : r["end"]] != r["evidence"]] == [], name

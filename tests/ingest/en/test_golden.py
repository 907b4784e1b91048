"""Sentences of our own that the English reader once got wrong or must not get wrong."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aigraph.graph.article import Article
from aigraph.ingest.extract import extract

GOLDEN = Path(__file__).parents[2] / "golden" / "en"
CASES = [case for path in sorted(GOLDEN.glob("*.json")) for case in json.loads(path.read_text(encoding="utf-8"))]


def holds(record: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Does a record have all the wanted values, a wanted name among several counting?"""
    return all(
        str(value) in map(str, found) if isinstance(found := record.get(key), list) else str(found) == str(value)
        for key, value in wanted.items()
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_sentence_gives_its_claims(case: dict[str, Any]) -> None:
    article = Article(case["text"], published=date.fromisoformat(case["published"]))
    records = [claim.to_record() for claim in extract(article).claims]
    for wanted in case["claims"]:
        assert any(holds(record, wanted) for record in records), (wanted, records)
    asserted = [record for record in records if "modality" not in record]
    for absent in case.get("absent", ()):
        assert not any(holds(record, absent) for record in asserted), (absent, records)
    for wanted in case["claims"]:
        if "modality" in wanted:
            plain = {key: value for key, value in wanted.items() if key != "modality"}
            assert not any(holds(record, plain) for record in asserted), (wanted, records)

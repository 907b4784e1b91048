"""The sample articles and their gold: quotes stand where the records say, and every record is well formed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from aigraph.graph.article import Article
from aigraph.ingest.read import read_article
from aigraph.ontology.schema import claim_types

SAMPLES = Path(str(files("aigraph.ingest"))) / "samples"
ARTICLES = sorted(path for path in SAMPLES.glob("*.md") if path.stem != "README")
COMMON = {"type", "lang", "evidence", "start", "end", "optional", "modality", "attribution", "date"}
LENGTHS = {"en": (120, 220), "zh": (220, 450)}     # words; characters without white space


@cache
def article(path: Path) -> Article:
    return read_article(path)


@cache
def gold(path: Path) -> list[dict[str, Any]]:
    lines = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def values(record: dict[str, Any], field: str) -> Iterator[Any]:
    held = record.get(field)
    yield from held if isinstance(held, list) else [held]


@pytest.mark.parametrize("lang, least", [("en", 10), ("zh", 8)])
def test_there_are_enough_articles_of_each_language(lang: str, least: int) -> None:
    assert sum(path.stem.startswith(lang) for path in ARTICLES) >= least


def test_every_gold_file_has_an_article() -> None:
    assert {p.name.removesuffix(".gold.jsonl") for p in SAMPLES.glob("*.jsonl")} == {p.stem for p in ARTICLES}


def test_two_stories_or_more_are_told_in_both_languages() -> None:
    told = [path.stem[3:] for path in ARTICLES]
    assert sum(told.count(story) == 2 for story in set(told)) >= 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_samples_cover_the_claim_types(lang: str) -> None:
    found = {r["type"] for path in ARTICLES for r in gold(path) if r["lang"] == lang and not r.get("optional")}
    if lang == "en":
        assert found == set(claim_types())
    assert len(found) >= 15


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_has_metadata_and_a_short_text(path: Path) -> None:
    read = article(path)
    assert read.title and read.publisher and read.published and read.language == path.stem[:2]
    size = len(read.text.split()) if read.language == "en" else len(re.sub(r"\s", "", read.text))
    least, most = LENGTHS[read.language]
    assert least <= size <= most


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_quote_stands_at_its_offsets(path: Path) -> None:
    for record in gold(path):
        assert article(path).text[record["start"] : record["end"]] == record["evidence"], record
        assert record["lang"] == article(path).language


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_record_has_the_roles_and_values_of_its_type(path: Path) -> None:
    for record in gold(path):
        known = claim_types()[record["type"]]
        allowed = COMMON | set(known.roles) | set(known.values)
        assert set(record) <= allowed, (set(record) - allowed, record)
        for role in known.key_roles:
            missing = role in ("person", "group") and known.name in ("Departure", "Founding")
            assert missing or role in record or record.get("optional"), record


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_value_has_its_form(path: Path) -> None:
    forms = {
        "date": r"\d{4}(-\d\d(-\d\d)?)?",
        "since": r"\d{4}(-\d\d(-\d\d)?)?",
        "until": r"\d{4}(-\d\d(-\d\d)?)?",
        "amount": r"\d+ [A-Z]{3}",
        "modality": r"planned|reported|possible|denied",
        "status": r"current|former",
    }
    for record in gold(path):
        for field, form in forms.items():
            for value in values(record, field):
                assert value is None or re.fullmatch(form, value), (field, record)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_no_record_is_given_twice(path: Path) -> None:
    lines = [json.dumps(record, sort_keys=True) for record in gold(path)]
    assert len(set(lines)) == len(lines)

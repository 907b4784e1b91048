"""The word lists: every row valid, no name claimed twice.

In `gazetteer.csv` an alias that begins with `~` is an ordinary word too (`~Meta`, `~Apple`, `~苹果`): it counts only
when capitalised inside a sentence or when the context speaks for it. Where the main name itself is such a word
("Claude", "Cursor": no longer form exists), the same word stands among the aliases with `~`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files

import pytest

from aigraph.graph.claim import Kind
from aigraph.ingest.document import Token
from aigraph.ingest.en.mentions import mentions
from aigraph.ingest.lexicon import fold, gazetteer, media

COLUMNS = {
    "titles": ["lang", "title", "canonical", "kind", "example"],
    "gazetteer": ["key", "kind", "name", "aliases", "context", "source"],
    "suffixes": ["lang", "suffix", "kind"],
}
LEAST = {"person": 400, "organization": 400, "product": 110, "place": 60}


@cache
def rows(name: str) -> list[dict[str, str]]:
    text = files("aigraph.ingest").joinpath("names", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def names(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["aliases"].split("|"))]


@pytest.mark.parametrize("name", COLUMNS)
def test_every_row_has_all_columns_and_no_stray_spaces(name: str) -> None:
    for row in rows(name):
        assert list(row) == COLUMNS[name], row
        for column, value in row.items():
            assert value is not None and value == value.strip(), row
            assert value or column in ("aliases", "context"), row


@pytest.mark.parametrize("lang, least", [("en", 90), ("zh", 110)])
def test_there_are_enough_titles(lang: str, least: int) -> None:
    assert sum(row["lang"] == lang for row in rows("titles")) >= least


def test_titles_are_valid_and_stand_in_their_examples() -> None:
    for row in rows("titles"):
        assert row["lang"] in ("en", "zh"), row
        assert row["kind"] in ("executive", "founder", "staff", "board", "other"), row
        assert row["title"].casefold() in row["example"].casefold(), row
        assert row["canonical"].isascii() and row["canonical"].islower(), row


def test_no_title_is_given_twice() -> None:
    found = Counter((row["lang"], row["title"].casefold()) for row in rows("titles"))
    assert [title for title, count in found.items() if count > 1] == []


def test_an_english_canonical_title_is_canonical_itself() -> None:
    english = {row["title"].casefold(): row["canonical"] for row in rows("titles") if row["lang"] == "en"}
    wrong = [c for c in set(english.values()) if english.get(c.casefold(), c) != c]
    assert wrong == []


@pytest.mark.parametrize("kind, least", LEAST.items())
def test_there_are_enough_entries(kind: str, least: int) -> None:
    assert sum(row["kind"] == kind for row in rows("gazetteer")) >= least


def test_keys_are_slugs_and_unique_in_their_kind() -> None:
    found = Counter((row["kind"], row["key"]) for row in rows("gazetteer"))
    assert [key for key, count in found.items() if count > 1] == []
    for row in rows("gazetteer"):
        assert row["kind"] in LEAST, row
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["key"]), row


def test_no_alias_is_claimed_by_two_entries_of_one_kind() -> None:
    claimed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows("gazetteer"):
        for name in names(row):
            claimed[row["kind"], fold(name.removeprefix("~"))].add(row["key"])
    assert {name: keys for name, keys in claimed.items() if len(keys) > 1} == {}


def test_names_are_clean() -> None:
    for row in rows("gazetteer"):
        assert not row["name"].startswith("~") and not re.search(r"[\u3400-\u9fff]", row["name"]), row
        given = row["aliases"].split("|")
        assert len(set(given)) == len(given), row
        assert row["name"] not in given, row


def test_products_name_a_maker_that_the_gazetteer_knows() -> None:
    makers = {row["key"] for row in rows("gazetteer") if row["kind"] == "organization"}
    assert [row for row in rows("gazetteer") if row["kind"] == "product" and row["context"] not in makers] == []


def test_no_person_is_listed_by_an_english_surname_alone() -> None:
    for row in rows("gazetteer"):
        if row["kind"] == "person":
            for name in names(row):
                assert not (name.isascii() and " " not in name), row


def test_every_main_name_in_chinese_use_has_a_chinese_form() -> None:
    share = {
        kind: sum(bool(re.search(r"[\u3400-\u9fff]", row["aliases"])) for row in rows("gazetteer") if row["kind"] == kind)
        for kind in LEAST
    }
    assert share["person"] >= 150 and share["organization"] >= 150 and share["place"] >= 60, share


def test_suffixes_are_unique_in_their_language() -> None:
    found = Counter((row["lang"], row["suffix"]) for row in rows("suffixes"))
    assert [suffix for suffix, count in found.items() if count > 1] == []
    assert {row["kind"] for row in rows("suffixes")} == {"legal", "company", "investor", "research", "body", "media"}
    assert {row["lang"] for row in rows("suffixes")} == {"en", "zh"}


def test_publishers_are_organisations_of_the_gazetteer() -> None:
    known = {entry.key for entry in gazetteer().entries if entry.kind is Kind.ORGANIZATION}
    assert media() and media() <= known


def test_a_town_with_its_region_is_one_place() -> None:
    read = list(csv.DictReader(files("aigraph.ingest").joinpath("names", "regions.csv").read_text(encoding="utf-8").splitlines()))
    assert len(read) > 100
    for row in read:
        town = row["example"].split(", ")[0]
        text = f"It is based in {row['example']}, and sells maps."
        tokens = [Token(m.group(), m.start(), m.end(), "PROPN" if m.group()[0].isupper() else "X") for m in re.finditer(r"[\w.]+|[^\w\s]", text)]
        place = next((k, k + len(town.split())) for k, t in enumerate(tokens) if text[t.start :].startswith(town))
        found = mentions(text, 0, tokens, [(*place, "LOC", 0.9)], gazetteer())
        assert row["example"] in [m.text for m in found if m.kind is Kind.PLACE], row

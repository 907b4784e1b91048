"""Chinese words and names by CRF: what must hold together, what must be found, and that offsets cover the text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigraph.ingest.zh.segmenter import NameTagger, Segmenter

FOLDER = Path(str(files("aigraph.ingest"))) / "models" / "zh"


@cache
def segmenter() -> Segmenter:
    return Segmenter(FOLDER)


@cache
def tagger() -> NameTagger:
    return NameTagger(FOLDER)


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in segmenter().words(text)]


def names(text: str) -> set[tuple[str, str]]:
    return {(text[start:end], kind) for start, end, kind, _ in tagger().names(text)}


def test_plain_sentence_is_cut_into_words() -> None:
    assert words("公司发布了新的产品。") == ["公司", "发布", "了", "新", "的", "产品", "。"]


@pytest.mark.parametrize("whole", ["OpenAI", "GPT-4o", "5,000", "3.5", "iPhone"])
def test_latin_words_and_numbers_hold_together(whole: str) -> None:
    assert whole in words(f"他们认为{whole}很重要。")


@pytest.mark.parametrize("dot", "·・•‧")
def test_transliterated_name_with_a_middle_dot_is_one_word(dot: str) -> None:
    assert f"史蒂夫{dot}乔布斯" in words(f"史蒂夫{dot}乔布斯在美国出生。")


def test_white_space_parts_words_and_is_in_none() -> None:
    assert words("Sam Altman 在 北京") == ["Sam", "Altman", "在", "北京"]


def test_persons_and_places_are_found() -> None:
    found = names("王伟明出生于上海，后来在美国工作。")
    assert ("王伟明", "PERSON") in found
    assert ("上海", "LOC") in found
    assert ("美国", "LOC") in found


def test_organisation_is_found() -> None:
    assert ("北京大学", "ORG") in names("他毕业于北京大学。")


def test_weekday_behind_a_transliterated_name_is_no_part_of_it() -> None:
    found = names("首席执行官马丁·施罗德周一表示，公司业绩良好。")
    assert ("马丁·施罗德", "PERSON") in found


def test_probability_is_above_zero_and_at_most_one() -> None:
    assert all(0.0 < chance <= 1.0 for *_, chance in tagger().names("王伟明出生于上海，后来在美国工作。"))


def test_empty_text_has_nothing() -> None:
    assert segmenter().words("") == []
    assert tagger().names(" \n") == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="人工智能公司李明·・ A1.,-'。！\n\u3000％𠮷é́😀", max_size=40))
def test_words_cover_everything_but_white_space(text: str) -> None:
    spans = segmenter().words(text)
    covered = [i for start, end in spans for i in range(start, end)]
    assert covered == [i for i, letter in enumerate(text) if not letter.isspace()]
    assert all(text[start:end] for start, end, *_ in tagger().names(text))

"""How a Chinese sentence is put into numbers: what the model must see alike, and that every unit has its piece."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigraph.ingest.lexicon import gazetteer
from aigraph.ingest.models_folder import model_folder
from aigraph.ingest.zh.coding import HINTS, Coded, Vocabulary, hints, joined
from aigraph.ingest.zh.mentions import mentions
from aigraph.ingest.zh.text import normalize
from aigraph.ingest.zh.titles import find_titles
from aigraph.ingest.zh.units import units


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(model_folder("zh") / "pieces.txt")


def code(text: str) -> Coded:
    plain = normalize(text)
    return vocabulary().encode(units(plain), plain)


def said(text: str) -> dict[str, set[str]]:
    """The hints by the words of the units that have them."""
    plain = normalize(text)
    found, titled = units(plain), list(find_titles(plain))
    lists = hints(found, plain, mentions(text, 0, gazetteer(), titled), 0, titled)
    return {plain[u.start : u.end]: {HINTS[k] for k in some} for u, some in zip(found, lists, strict=True)}


def test_units_are_characters_marks_and_latin_words() -> None:
    plain = normalize("OpenAI融资10亿美元。")
    assert [plain[u.start : u.end] for u in units(plain)] == ["OpenAI", "融", "资", "10", "亿", "美", "元", "。"]


def test_characters_share_a_piece_and_know_their_place_in_it() -> None:
    found = code("首席执行官")
    assert found.first == [0] * 5
    assert found.place == [0, 1, 2, 3, 3]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("他离开OpenAI公司", "他离开 OpenAI 公司"),
        ("他离开OpenAI公司", "他离开ＯｐｅｎＡＩ公司"),
        ("輝達執行長收購該公司", "辉达执行长收购该公司"),
        ("融资10亿美元，", "融资１０亿美元,"),
    ],
)
def test_how_it_is_written_makes_no_difference(one: str, other: str) -> None:
    assert code(one) == code(other)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60))
def test_every_unit_has_a_piece(text: str) -> None:
    plain = normalize(text)
    found = units(plain)
    made = vocabulary().encode(found, plain)
    assert len(made.first) == len(made.place) == len(found)
    assert all(0 <= at < len(made.ids) for at in made.first)
    assert made.first == sorted(made.first)


def test_joined_sentences_begin_and_end_once() -> None:
    one, two = code("他离职了。"), code("她加入了。")
    both = joined([one, two])
    assert len(both.ids) == len(one.ids) + len(two.ids) + 2
    assert both.first[len(one.first)] == 1 + len(one.ids) + two.first[0]


def test_lists_and_rules_are_hints() -> None:
    found = said("OpenAI首席执行官说，周三融资10亿美元。")
    assert "first organization" in found["OpenAI"]
    assert "first title" in found["首"]
    assert "inner title" in found["官"]
    assert "first date" in found["周"]
    assert "first money" in found["10"]

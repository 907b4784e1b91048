"""What the words of an argument are, and the posts that they say."""

from __future__ import annotations

import pytest

from aigraph.ingest.en.phrases import is_known, is_name, is_several, is_unnamed, own_of
from aigraph.ingest.en.posts import spelled


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Corvid Semiconductor", is_name), ("orbitex.ai", is_name), ("iVela", is_name), ("Line", is_name),
        ("the company", is_known), ("her former employer", is_known), ("this Utrecht start-up", is_known),
        ("a Canadian bank", is_unnamed), ("another start-up", is_unnamed),
        ("five former underwriters", is_several), ("AI companies", is_several), ("a group of pension funds", is_several),
    ],
)  # fmt: skip
def test_words_are_of_one_kind(words: str, kind: object) -> None:
    assert [test for test in (is_name, is_known, is_unnamed, is_several) if test(words)] == [kind]


@pytest.mark.parametrize("words", ["it", "its", "they", "She", "I", "AI", "2019"])
def test_pronouns_and_figures_are_neither_names_nor_several(words: str) -> None:
    assert not is_name(words) and not is_several(words) and not is_unnamed(words)


def test_what_somebody_has_for_themselves() -> None:
    assert own_of("a new chip firm of her own") == "chip firm"
    assert own_of("a chip firm of note") is None


@pytest.mark.parametrize(
    ("words", "title", "post"),
    [
        ("finance director", ("director", "director"), "finance director"),
        ("operations chief", ("chief", "chief"), "chief operating officer"),
        ("Executive Vice Chairman", ("Vice Chairman", "vice chair"), "executive vice chair"),
        ("interim chief executive", ("chief executive", "chief executive officer"), "interim chief executive officer"),
        ("the former managing director", ("managing director", "managing director"), "managing director"),
        ("who heads applied robotics", None, "head of applied robotics"),
        ("ran sales", None, "head of sales"),
        ("in charge of hardware", None, "head of hardware"),
        ("elected to the board", None, "board member"),
        ("a compiler engineer", None, "compiler engineer"),
    ],
)
def test_posts_by_their_words(words: str, title: tuple[str, str] | None, post: str) -> None:
    place = (words.index(title[0]), words.index(title[0]) + len(title[0]), title[1]) if title else None
    assert spelled(words, place, []) == post


def test_a_firm_is_no_field() -> None:
    assert spelled("runs Corvid", None, [(5, 11)]) != "head of corvid"

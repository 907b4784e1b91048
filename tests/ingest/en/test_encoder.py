"""The English encoder: trees are trees, plain sentences are read, and any input gets an answer."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigraph.ingest.en.encoder import Encoder, Parse

FOLDER = Path(str(files("aigraph.ingest"))) / "models" / "en"


@cache
def encoder() -> Encoder:
    return Encoder(FOLDER)


def parse(sentence: str) -> Parse:
    return encoder().parse(sentence.split())


def assert_tree(result: Parse, count: int) -> None:
    """One label a word, one root, and every word leads to it."""
    assert len(result.heads) == len(result.labels) == len(result.tags) == count
    roots = [word for word, head in enumerate(result.heads) if head == word]
    assert len(roots) == 1
    assert [word for word, label in enumerate(result.labels) if label == "root"] == roots
    for start in range(count):
        word, steps = start, 0
        while result.heads[word] != word:
            word, steps = result.heads[word], steps + 1
            assert steps <= count, f"word {start} is in a cycle"


def test_subject_and_object_of_a_plain_sentence() -> None:
    result = parse("The company hired three engineers in March .")
    assert (result.heads[1], result.labels[1]) == (2, "nsubj")
    assert (result.heads[4], result.labels[4]) == (2, "obj")
    assert result.labels[2] == "root"
    assert result.tags[:3] == ["DET", "NOUN", "VERB"]


def test_passive_is_told_from_active() -> None:
    result = parse("The engineer was hired by the company .")
    assert result.labels[1] == "nsubj:pass"
    assert result.labels[6].startswith("obl")


def test_names_in_an_invented_sentence() -> None:
    result = parse("Marta Kowalczyk left Brellin Systems last week and moved to Toronto .")
    kinds = {(first, last): kind for first, last, kind, _ in result.names}
    assert kinds[0, 2] == "PERSON"
    assert kinds[3, 5] == "ORG"
    assert kinds[10, 11] == "LOC"
    assert all(0.0 < chance <= 1.0 for *_, chance in result.names)


def test_founder_is_in_the_table() -> None:
    result = parse("Brellin Systems was founded in 2015 by Marta Kowalczyk .")
    assert ("FOUNDED_BY", (0, 2), (7, 9)) in [fact[:3] for fact in result.facts]


def test_typographic_quotes_and_dashes_read_like_plain_ones() -> None:
    plain = parse("\" We can not wait , \" said Marta Kowalczyk - the founder .")
    curly = parse("“ We can not wait , ” said Marta Kowalczyk — the founder .")
    assert curly.heads == plain.heads
    assert [name[:3] for name in curly.names] == [name[:3] for name in plain.names]


def test_nothing_gives_nothing() -> None:
    assert encoder().parse([]) == Parse([], [], [], [], [])


@pytest.mark.parametrize("words", [["word"] * 600, ["https://example.org/" + "a1b2/" * 300], ["x" * 5000, "y"]])
def test_sentences_beyond_the_encoder_are_read(words: list[str]) -> None:
    assert_tree(encoder().parse(words), len(words))


def test_long_sentence_keeps_names_in_their_place() -> None:
    words = ("Marta Kowalczyk met the board in Toronto , and " * 70).split()
    result = encoder().parse(words)
    assert_tree(result, len(words))
    found = {words[first] for first, _, kind, _ in result.names if kind == "PERSON"}
    assert found == {"Marta"}


def test_same_words_same_answer() -> None:
    words = "Brellin Systems named Marta Kowalczyk chief executive on Monday .".split()
    assert encoder().parse(words) == Encoder(FOLDER).parse(words)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=6).filter(lambda word: not word.isspace()), min_size=1, max_size=20))
def test_any_words_give_a_tree(words: list[str]) -> None:
    assert_tree(encoder().parse(words), len(words))

"""Word shapes, and how words become the encoder's input; one implementation for training and for reading.

The encoder's vocabulary is uncased. What casing would have told goes in as a class a word, fed where BERT expects the
token type, so that it costs nothing. The classes are part of the trained weights: a change here needs a new `VERSION`
and new training.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

__all__ = ["COUNT", "VERSION", "Encoded", "encode", "shape"]

VERSION = 1
COUNT = 12          # 0 stands for [CLS], [SEP] and padding

# Typographic marks that the training text hardly has. Only the model's input changes, never an offset.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "}
)
_OPENS = '.!?"“'     # behind these a capital says little


@dataclass(frozen=True, slots=True)
class Encoded:
    """The encoder's input for a list of words: subword ids, their shapes, and where each word's first subword stands."""

    ids: list[int]
    shapes: list[int]
    first: list[int]


def shape(word: str, opening: bool) -> int:
    """The class of a word's form, 1 to 11: lower, Title, UPPER, camelCase, year, number, mark ...; `opening` a sentence."""
    if word.isdigit():
        return 6 if len(word) == 4 else 7
    if not word[0].isalnum():
        return 9
    if not word.isascii() and not word.isalpha():
        return 10
    if not word.isalpha():
        return 8
    if word.islower():
        return 1
    if len(word) == 1:
        return 4 if word.isupper() else 10
    if word.isupper():
        return 3
    if word[0].isupper() and word[1:].islower():
        return 11 if opening else 2
    return 5


def encode(tokenizer: Tokenizer, words: Sequence[str]) -> Encoded:
    """Subwords of `words` between [CLS] and [SEP]. A word without any subword borrows its neighbour's."""
    plain = [unicodedata.normalize("NFC", word).translate(_PLAIN) or word for word in words]
    coded = tokenizer.encode(plain, is_pretokenized=True)
    forms = [shape(word, k == 0 or words[k - 1] in _OPENS) for k, word in enumerate(words)]
    at: dict[int, int] = {}
    for piece, word in enumerate(coded.word_ids):
        if word is not None:
            at.setdefault(word, piece)
    first, piece = [], 0
    for word in range(len(words)):
        piece = at.get(word, piece)
        first.append(piece)
    return Encoded(coded.ids, [0 if word is None else forms[word] for word in coded.word_ids], first)

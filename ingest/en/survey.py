"""The survey: what the learned reader sees in an article before its sentences are read one by one.

Sentences go through the encoder in windows (`ingest/windows.py`), so a trigger's arguments may stand in sentences before it: the employer
named two sentences ago, the name behind "she". 1. Triggers go to their sentences, words numbered over the article; 2. arguments that
no mention covers become mentions; 3. for pronouns and descriptions the place of their name is kept, for `Scene` to follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..document import Sentence, Token
from ..pipeline import plain_word
from ..triggers import Trigger
from ..windows import windows
from .arguments import argument_mentions, retype
from .encoder import CONTEXT_PIECES, WINDOW_PIECES, Encoder
from .phrases import is_known

__all__ = ["survey"]


def survey(encoder: Encoder, sentences: Sequence[Sentence]) -> None:
    """Fill `triggers`, `antecedents` and `first` of the sentences of an article, and add mentions for arguments."""
    words = [[plain_word(token.text) for token in sentence.tokens] for sentence in sentences]
    tokens: list[Token] = []
    for sentence in sentences:
        sentence.first = len(tokens)
        tokens += sentence.tokens
    for first, new, end in windows([encoder.pieces(held) for held in words], WINDOW_PIECES, CONTEXT_PIECES):
        _look(encoder, sentences[first:end], [word for held in words[first:end] for word in held], new - first, tokens)


def _look(encoder: Encoder, held: Sequence[Sentence], words: Sequence[str], new: int, tokens: Sequence[Token]) -> None:
    base, fresh = held[0].first, held[new].first - held[0].first
    unnamed = {
        k for sentence in held[new:] for mention in sentence.mentions if mention.source == "pronoun"
        for k, token in enumerate(sentence.tokens, sentence.first) if token.start <= mention.start < token.end
    }
    seen = encoder.survey(words, fresh, sorted(k - base for k in unnamed), lambda a, b: is_known(" ".join(words[a:b])))
    for sentence in held[new:]:
        last = sentence.first + len(sentence.tokens)
        sentence.triggers = [_placed(t, base) for t in seen.triggers if sentence.first <= t.unit + base < last]
        sentence.antecedents |= {
            tokens[here + base].start: (tokens[there + base].start, score)
            for here, (there, score) in seen.antecedents.items() if sentence.first <= here + base < last
        }
    found = [trigger for sentence in held[new:] for trigger in sentence.triggers]
    for sentence in held:
        retype(found, tokens, sentence)
        sentence.mentions += list(argument_mentions(found, tokens, sentence))
        sentence.mentions.sort(key=lambda m: m.start)


def _placed(trigger: Trigger, base: int) -> Trigger:
    parts = tuple((role, a + base, b + base, score) for role, a, b, score in trigger.arguments)
    return replace(trigger, unit=trigger.unit + base, arguments=parts)

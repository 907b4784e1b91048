"""The survey: names, triggers and antecedents of an article's sentences, before they are read one by one.

1. Rules find mentions, sentence by sentence; with titles, dates and sums they are hints to the model. 2. The model reads windows of sentences
(`ingest/windows.py`), so that a trigger's arguments may stand in sentences before it: the firm that a clause without a subject speaks of. 3. Names
that only the model sees, and arguments that nothing has named, become mentions; 4. triggers go to their sentences, units numbered over the
article; 5. for pronouns the place of their name is kept, for `Scene` to follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..document import Sentence, Token
from ..lexicon import gazetteer
from ..triggers import Trigger
from ..windows import windows
from .coding import CONTEXT_PIECES, WINDOW_PIECES, Coded, Vocabulary, hints, joined
from .encoder import Encoder, Reading
from .mentions import mentions
from .model_names import argument_mentions, model_mentions
from .text import normalize
from .titles import find_titles
from .units import Unit, units

__all__ = ["survey"]

_MARKS = frozenset(",;:。!?—…")
_LONGEST = 300       # pieces of a sentence that is read in one pass


@dataclass(slots=True)
class _Part:
    """A sentence, or a part of a very long one: its code, hints, and the number of its first unit in the article."""

    code: Coded
    said: list[list[int]]
    first: int


def survey(encoder: Encoder, sentences: Sequence[Sentence]) -> None:
    """Fill `tokens`, `mentions`, `triggers`, `antecedents` and `first` of the sentences of an article."""
    parts = [part for sentence in _prepared(sentences) for part in _parts(encoder.vocabulary, *sentence)]
    for first, new, end in windows([len(part.code.ids) for part in parts], WINDOW_PIECES, CONTEXT_PIECES):
        held = parts[first:end]
        reading = encoder.read(joined(part.code for part in held), [said for part in held for said in part.said])
        _take(reading, sentences, held[0].first, held[new - first].first, held[-1].first + len(held[-1].said))


def _prepared(sentences: Sequence[Sentence]) -> Iterator[tuple[str, list[Unit], list[list[int]], int]]:
    """Of every sentence its normalized text, units, hints and the number of its first unit; tokens and rules' mentions are filled in."""
    count = 0
    for sentence in sentences:
        plain = normalize(sentence.text)
        found, titled = units(plain), list(find_titles(plain))
        sentence.mentions = mentions(sentence.text, sentence.start, gazetteer(), titled)
        sentence.tokens = [Token(sentence.text[u.start : u.end], u.start + sentence.start, u.end + sentence.start) for u in found]
        sentence.first = count
        yield plain, found, hints(found, plain, sentence.mentions, sentence.start, titled), count
        count += len(found)


def _parts(vocabulary: Vocabulary, plain: str, found: Sequence[Unit], said: list[list[int]], first: int) -> Iterator[_Part]:
    """The sentence, or, where it is too long for a pass, its halves, cut behind the mark nearest to the middle."""
    code = vocabulary.encode(found, plain)
    if not found:
        return
    if len(code.ids) <= _LONGEST or len(found) < 2:
        yield _Part(code, said, first)
        return
    middle, quarter = len(found) // 2, len(found) // 4
    marks = [k + 1 for k in range(middle - quarter, middle + quarter) if found[k].form in _MARKS]
    cut = min(marks, key=lambda k: abs(k - middle), default=middle)
    yield from _parts(vocabulary, plain, found[:cut], said[:cut], first)
    yield from _parts(vocabulary, plain, found[cut:], said[cut:], first + cut)


def _take(reading: Reading, sentences: Sequence[Sentence], base: int, fresh: int, end: int) -> None:
    """Give what was found from unit `fresh` on to the sentences; `base` and `end` are the first unit of the window and the one behind it."""
    triggers = [_placed(trigger, base) for trigger in reading.triggers(fresh - base)]
    names = [(a + base, b + base, kind, score) for a, b, kind, score in reading.names() if a + base >= fresh]
    held = [sentence for sentence in sentences if sentence.first < end and base < sentence.first + len(sentence.tokens)]
    for sentence in held:
        last = sentence.first + len(sentence.tokens)
        own = [(a - sentence.first, min(b, last) - sentence.first, kind, score) for a, b, kind, score in names if sentence.first <= a < last]
        sentence.mentions = model_mentions(own, sentence)
        sentence.mentions += argument_mentions(triggers, sentence)
        sentence.mentions.sort(key=lambda m: m.start)
        sentence.triggers += [trigger for trigger in triggers if sentence.first <= trigger.unit < last]
    starts = {unit - base: sentence for sentence in held for unit in _unnamed(sentence) if fresh <= unit < end}
    tokens = {k: token for sentence in held for k, token in enumerate(sentence.tokens, sentence.first)}
    for unit, (there, score) in reading.antecedents(sorted(starts)).items():
        starts[unit].antecedents[tokens[unit + base].start] = tokens[there + base].start, score


def _unnamed(sentence: Sentence) -> Iterator[int]:
    """The units in which pronouns and descriptions begin."""
    at = {token.start: k for k, token in enumerate(sentence.tokens, sentence.first)}
    yield from (at[mention.start] for mention in sentence.mentions if mention.source == "pronoun" and mention.start in at)


def _placed(trigger: Trigger, base: int) -> Trigger:
    parts = tuple((role, a + base, b + base, score) for role, a, b, score in trigger.arguments)
    return replace(trigger, unit=trigger.unit + base, arguments=parts)

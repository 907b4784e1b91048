"""Words for two or three: every line of `names/together.csv` means whom its example says, and nobody is guessed."""

from __future__ import annotations

import re

import pytest

from aigraph.graph.claim import Entity, Kind, Name
from aigraph.ingest.document import Mention, Sentence
from aigraph.ingest.together import Together, meant, together


def spoken(text: str, lang: str, names: tuple[str, ...], kind: Kind) -> list[Sentence]:
    """The sentences of `text`, the last first, with a mention for every name."""
    found = []
    for match in re.finditer(r"[^.。]+[.。]\s*", text):
        sentence = Sentence(match[0], match.start(), lang)
        for name in names:
            for at in re.finditer(re.escape(name), match[0]):
                entity = Entity(name, kind, (Name(name, lang),), False, name.casefold())
                start = match.start() + at.start()
                sentence.mentions.append(Mention(name, start, start + len(name), kind, "gazetteer", 1.0, (), entity))
        found.insert(0, sentence)
    return found


@pytest.mark.parametrize("line", together(), ids=lambda line: f"{line.lang} {min(line.words)}")
def test_every_line_means_what_its_example_says(line: Together) -> None:
    sentences = spoken(line.example, line.lang, line.means, line.kind)
    places = [match for word in line.words for match in re.finditer(re.escape(word), line.example, re.I)]
    assert places, "the example has none of the words"
    at = max(places, key=lambda match: (len(match[0]), match.start()))
    within = [s for s in sentences if s.start <= at.start()]
    found = meant(at[0], line.lang, [line.kind], within, at.start())
    assert tuple(entity.name for entity in found) == line.means and len(found) == line.count


def test_nobody_is_guessed_where_too_few_or_too_many_are_named() -> None:
    one = spoken("Ada Park left. Both will join Tarn.", "en", ("Ada Park",), Kind.PERSON)
    assert meant("both", "en", [Kind.PERSON], one, 15) == ()
    three = spoken("Ada Park, Lena Okafor and Ben Ueda left. Both will join Tarn.", "en", ("Ada Park", "Lena Okafor", "Ben Ueda"), Kind.PERSON)
    assert meant("both", "en", [Kind.PERSON], three, 41) == ()
    assert meant("the pair", "zh", [Kind.PERSON], three, 41) == ()

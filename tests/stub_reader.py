"""A reader for tests whose point is not reading: each "X Y left Z." of an article is a claim, found without any model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind

__all__ = ["StubReader"]

_LEFT = re.compile(r"([A-Z]\w+ [A-Z]\w+) left ([A-Z]\w+)\.")


class StubReader:
    """Reads departures, and remembers how many articles it was given."""

    def __init__(self) -> None:
        self.read = 0

    def read_article(self, article: Article, context: Any) -> Iterator[Claim]:
        self.read += 1
        for match in _LEFT.finditer(article.text):
            person = Argument("person", Entity(match[1], Kind.PERSON, key=match[1].lower().replace(" ", "-")), *match.span(1))
            firm = Argument("organization", Entity(match[2], Kind.ORGANIZATION, key=match[2].lower()), *match.span(2))
            yield Claim("Departure", "en", Evidence(match[0], *match.span()), (person, firm), reader="stub/left", confidence=0.9)

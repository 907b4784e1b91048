"""Reading Chinese takes no longer than it may: everything included, on one core."""

from __future__ import annotations

import os
import time

import pytest

from aigraph.graph.article import Article
from aigraph.ingest.extract import extract
from tests.corpus.piece import pieces

LEAST = 5_000        # characters a second
RUNS = 3


@pytest.mark.skipif(os.getloadavg()[0] > (os.cpu_count() or 1), reason="the machine is busy with something else")
def test_five_thousand_characters_a_second() -> None:
    texts = [piece.text for piece in pieces("zh", "dev")]
    extract(Article(texts[0], language="zh"))         # loads the models
    best = min(_seconds(texts) for _ in range(RUNS))
    assert sum(map(len, texts)) / best >= LEAST


def _seconds(texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        extract(Article(text, language="zh"))
    return time.process_time() - began

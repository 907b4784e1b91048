"""Reading Chinese takes no longer than it may: everything included, on one core."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LEAST = 5_000        # characters a second
RUNS = 3
# In a process of its own: numpy's library of linear algebra counts its threads when it is loaded.
CODE = """
import time
from aigraph.graph.article import Article
from aigraph.ingest.extract import extract
from tests.corpus.piece import pieces

texts = [piece.text for piece in pieces("zh", "dev")]
extract(Article(texts[0], language="zh"))         # loads the models
best = float("inf")
for _ in range({runs}):
    began = time.process_time()
    for text in texts:
        extract(Article(text, language="zh"))
    best = min(best, time.process_time() - began)
print(sum(map(len, texts)) / best)
"""


@pytest.mark.skipif(os.getloadavg()[0] > 2 * (os.cpu_count() or 1), reason="the machine is busy with something else")
def test_five_thousand_characters_a_second() -> None:
    one = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    run = subprocess.run(
        [sys.executable, "-c", CODE.format(runs=RUNS)], cwd=Path(__file__).parents[3], env=one, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert float(run.stdout) >= LEAST

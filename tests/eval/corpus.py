"""`python -m tests.eval.corpus en dev [--show] [--by-type]`: how well the corpus is read.

The test split is for figures that are published, once a release: its texts are opened by this command only, and `--show` does
not work on it, so that nobody writes rules while looking at it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from aigraph.graph.article import Article
from aigraph.graph.scoring import Record, Score, score
from aigraph.ingest.extract import extract
from aigraph.scores import score_text
from tests.corpus.piece import Piece, pieces


def predicted(piece: Piece) -> list[Record]:
    """What aigraph reads in a piece."""
    article = Article(piece.text, published=piece.published, language=piece.lang)
    return [claim.to_record() for claim in extract(article).claims]


def evaluate(lang: str, split: str) -> Score:
    """The score over all pieces of a split."""
    total = Score()
    for piece in pieces(lang, split):
        total += score(piece.records(), predicted(piece))
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lang", choices=["en", "zh"])
    parser.add_argument("split", choices=["train", "dev", "test"])
    parser.add_argument("--show", action="store_true", help="list what was missed and what was wrong")
    parser.add_argument("--by-type", action="store_true", help="a line for each type of claim")
    parser.add_argument("--root", type=Path, help="another corpus of the same form")
    options = parser.parse_args()
    if options.show and options.split == "test":
        sys.exit("the test split is not looked at: without --show")
    print(score_text(evaluate(options.lang, options.split), options.show, options.by_type), end="")


if __name__ == "__main__":
    main()

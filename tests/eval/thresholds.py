"""`python -m tests.eval.thresholds en|zh [--write]`: the least confidence of claims that only one reader makes, chosen on dev.

Reads the development split once with everything let through, then tries pairs of thresholds (frames alone, learned alone) and prints the best by
F1; `--write` puts them into the model's `config.json`. What the frames, the learned reader and both together reach is printed beside it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

from aigraph.graph.article import Article
from aigraph.graph.claim import Claim
from aigraph.graph.scoring import Record, Score, score
from aigraph.ingest import confidence, extract
from tests.corpus.piece import pieces

ROOT = Path(__file__).parents[2]
STEPS = [k / 40 for k in range(2, 38)]
Read = list[tuple[list[Record], list[Claim]]]


def everything(lang: str, split: str) -> Read:
    """Gold records and all claims of each piece, with raw confidence."""
    kept = confidence._curves
    confidence._curves = lambda _: {}      # type: ignore[assignment]
    reader = extract.reader(lang)
    held, reader._least = reader._least, {"frames": 0.0, "learned": 0.0}      # type: ignore[attr-defined]
    try:
        return [
            (piece.records(), extract.extract(Article(piece.text, published=piece.published, language=lang)).claims)
            for piece in pieces(lang, split)
        ]
    finally:
        confidence._curves, reader._least = kept, held      # type: ignore[attr-defined]


def scored(read: Read, keep: Callable[[Claim], bool]) -> Score:
    """The score of the claims that `keep` lets through."""
    total = Score()
    for gold, claims in read:
        total += score(gold, [claim.to_record() for claim in claims if keep(claim)])
    return total


def best(read: Read, ways: Sequence[str] = ("frames", "learned")) -> tuple[dict[str, float], Score]:
    """The thresholds with the best F1, found one way after the other, twice around."""
    least = dict.fromkeys(ways, 0.5)
    top = scored(read, lambda c: c.confidence >= least.get(confidence.found_by(c), 0.0))
    for way, _ in product([*ways, *ways], [0]):
        for step in STEPS:
            tried = least | {way: step}
            result = scored(read, lambda c, tried=tried: c.confidence >= tried.get(confidence.found_by(c), 0.0))      # type: ignore[misc]
            if result.f1 > top.f1:
                least, top = tried, result
    return least, top


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lang", choices=["en", "zh"])
    parser.add_argument("--split", default="dev")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    read = everything(options.lang, options.split)
    for name, ways in (("frames alone", {"frames", "both"}), ("learned alone", {"learned", "both"})):
        print(f"{name}: {scored(read, lambda c, ways=ways: confidence.found_by(c) in ways and c.confidence >= 0.4)}")      # type: ignore[misc]
    least, top = best(read)
    print(f"together: {top} at {least}")
    if options.write:
        path = ROOT / "ingest/models" / options.lang / "config.json"
        config = json.loads(path.read_text(encoding="utf-8")) | {"least": least}
        path.write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

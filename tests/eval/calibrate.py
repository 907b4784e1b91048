"""`python -m tests.eval.calibrate en|zh [--write]`: how far confidence means what it says, on the development split.

Fits a logistic curve for each way of being found (frames, learned, both) on raw scores, prints the expected calibration error over
ten equal bins before and after, and writes `ingest/models/LANG/calibration.json` if asked to. Claims that match optional gold are left out.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path

from aigraph.graph.article import Article
from aigraph.graph.scoring import score
from aigraph.ingest import confidence, extract
from aigraph.ingest.models_folder import model_folder
from tests.corpus.piece import pieces

Point = tuple[str, float, bool]
ROOT = Path(__file__).parents[2]


def judged(lang: str, split: str) -> list[Point]:
    """Of every predicted claim: how it was found, its confidence, and whether it is right."""
    found: list[Point] = []
    for piece in pieces(lang, split):
        claims = extract.extract(Article(piece.text, published=piece.published, language=lang)).claims
        records = [claim.to_record() | {"claim": k} for k, claim in enumerate(claims)]
        result = score(piece.records(), records)
        right = {predicted["claim"] for _, predicted in result.pairs}
        wrong = {predicted["claim"] for predicted in result.wrong}
        found += [(confidence.found_by(c), c.confidence, k in right) for k, c in enumerate(claims) if k in right | wrong]
    return found


def expected_error(points: Sequence[Point], bins: int = 10) -> float:
    """Expected calibration error: the gap between confidence and share of right claims, weighted over equal bins."""
    total = 0.0
    for number in range(bins):
        inside = [(c, ok) for _, c, ok in points if number / bins <= c < (number + 1) / bins or (number == bins - 1 and c == 1)]
        if inside:
            total += abs(sum(c for c, _ in inside) - sum(ok for _, ok in inside))
    return total / max(len(points), 1)


def fit(points: Sequence[tuple[float, bool]], steps: int = 3000, rate: float = 0.05) -> tuple[float, float]:
    """Slope and offset of the logistic curve over log-odds that makes `points` most likely, a little held to (1, 0)."""
    slope, offset = 1.0, 0.0
    odds = [(math.log(max(min(c, 1 - 1e-4), 1e-4) / (1 - max(min(c, 1 - 1e-4), 1e-4))), ok) for c, ok in points]
    for _ in range(steps):
        errors = [(1 / (1 + math.exp(-(slope * x + offset))) - ok, x) for x, ok in odds]
        slope -= rate * (sum(e * x for e, x in errors) / len(odds) + 0.01 * (slope - 1))
        offset -= rate * (sum(e for e, _ in errors) / len(odds))
    return slope, offset


def _no_curves(_: str) -> dict[str, tuple[float, float]]:
    return {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lang", choices=["en", "zh"])
    parser.add_argument("--split", default="dev")
    parser.add_argument("--write", action="store_true", help="fit anew on raw scores and write the curves")
    options = parser.parse_args()
    if options.write:
        kept, confidence._curves = confidence._curves, _no_curves      # type: ignore[assignment]
        points = judged(options.lang, options.split)
        confidence._curves = kept
        curves = {name: fit([(c, ok) for n, c, ok in points if n == name]) for name in sorted({n for n, _, _ in points})}
        print(f"raw: {expected_error(points):.3f} over {len(points)} claims")
        written = {"split": options.split, "claims": len(points), "curves": {n: {"slope": round(a, 4), "offset": round(b, 4)} for n, (a, b) in curves.items()}}
        path = ROOT / "ingest/models" / options.lang / "calibration.json"
        path.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
        confidence._curves.cache_clear()
    points = judged(options.lang, options.split)
    print(f"expected calibration error: {expected_error(points):.3f} over {len(points)} claims of {options.split} ({model_folder(options.lang).name})")


if __name__ == "__main__":
    main()

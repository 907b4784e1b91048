"""Confidence that means something: of the claims with confidence 0.8, four in five should be right.

Readers score in their own ways. What comes out is calibrated on the development split, a logistic curve for each way of being found:
by frames alone, by the learned reader alone, by both. The curves stand in `models/LANG/calibration.json`, written by
`python -m tests.eval.calibrate`; a language without the file keeps raw scores.
"""

from __future__ import annotations

import json
import math
from functools import cache

from ..graph.claim import Claim
from .models_folder import model_folder

__all__ = ["calibrated", "found_by"]

_EDGE = 1e-4


def found_by(claim: Claim) -> str:
    """How a claim was found: `frames`, `learned` or `both`."""
    learned = claim.reader.endswith("/learned")
    return "both" if "+" in claim.reader else "learned" if learned else "frames"


def calibrated(claim: Claim) -> Claim:
    """The claim with its confidence as a probability of being right, in [0, 1]."""
    curve = _curves(claim.lang).get(found_by(claim))
    if curve is None:
        return claim
    raw = min(max(claim.confidence, _EDGE), 1 - _EDGE)
    slope, offset = curve
    return claim.with_(confidence=1 / (1 + math.exp(-(slope * math.log(raw / (1 - raw)) + offset))))


@cache
def _curves(lang: str) -> dict[str, tuple[float, float]]:
    path = model_folder(lang) / "calibration.json"
    if not path.is_file():
        return {}
    held = json.loads(path.read_text(encoding="utf-8"))
    return {name: (float(curve["slope"]), float(curve["offset"])) for name, curve in held["curves"].items()}

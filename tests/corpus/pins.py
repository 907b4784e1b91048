"""The splits, pinned: a digest of every split's files, so that nobody changes what others measured on without saying so."""

from __future__ import annotations

import hashlib
import json

from .grid import SPLITS
from .piece import FURTHER, ROOT

__all__ = ["FILE", "digests", "pinned"]

FILE = ROOT / "splits.json"


def digests() -> dict[str, dict[str, object]]:
    """By language and split: how many pieces, and the SHA-256 of their names and bytes in order."""
    found: dict[str, dict[str, object]] = {}
    for lang in ("en", "zh"):
        for split in (*SPLITS, FURTHER):
            paths = sorted((ROOT / lang / split).glob("*.txt"))
            summed = hashlib.sha256()
            for path in paths:
                summed.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
            found[f"{lang}/{split}"] = {"pieces": len(paths), "sha256": summed.hexdigest()}
    return found


def pinned() -> dict[str, dict[str, object]]:
    """What stands in `splits.json`."""
    held: dict[str, dict[str, object]] = json.loads(FILE.read_text(encoding="utf-8"))
    return held

"""Posts in Chinese: what pages call `chief executive officer`, from the list of titles that readers use."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["posts"]


@cache
def posts() -> Mapping[str, str]:
    """Chinese names of posts by the English that claims have; the first of several."""
    found: dict[str, str] = {}
    with files("aigraph.ingest").joinpath("names/titles.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["lang"] == "zh":
                found.setdefault(row["canonical"], row["title"])
    return found

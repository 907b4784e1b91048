"""Our scorer and the project's independent one give the same numbers, whatever is compared."""

import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aigraph.graph.scoring import score

THEIRS = Path(__file__).parents[3] / "shared/score_claims.py"


def _shuffled(records: list[dict[str, Any]], draw: random.Random) -> list[dict[str, Any]]:
    """Predictions made from gold: some lost, some changed, some said twice."""
    found = []
    for record in records:
        lot = draw.random()
        changed = {k: (v[0] if isinstance(v, list) else v) for k, v in record.items() if k != "optional"}
        if lot < 0.2:
            continue
        if lot < 0.35:
            changed["organization"] = "Somebody Else Ltd"
        if lot < 0.5:
            changed["modality"] = "planned"
        if 0.5 < lot < 0.6:
            changed.pop("date", None)
        found += [changed, {**changed, "date": "1999"}] if lot > 0.9 else [changed]
    return found


@pytest.mark.skipif(not THEIRS.is_file(), reason="the shared scorer is not beside this checkout")
def test_the_numbers_are_those_of_the_shared_scorer(tmp_path: Path, sample_gold: dict[str, list[dict[str, Any]]]) -> None:
    draw = random.Random(7)
    for name, gold in list(sample_gold.items())[::4]:
        predicted = _shuffled(gold, draw)
        files = [tmp_path / f"{name}.gold.jsonl", tmp_path / f"{name}.jsonl"]
        for path, records in zip(files, (gold, predicted), strict=True):
            path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
        command = [sys.executable, str(THEIRS), *map(str, files)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        ours = score(gold, predicted)
        assert said.splitlines()[-1] == f"claims: {ours}"
        assert {f: (int(a), int(b)) for f, a, b in re.findall(r"^(\w+)\s+(\d+) of (\d+)$", said, re.M)} == ours.fields()


def test_gold_scores_one_against_itself(sample_gold: dict[str, list[dict[str, Any]]]) -> None:
    for gold in sample_gold.values():
        same = score(gold, gold)
        assert same.f1 == 1.0 and all(right == asked for right, asked in same.fields().values())


def test_a_plan_that_ends_as_fact_is_counted() -> None:
    plan = {"type": "Restructuring", "organization": "Zephyr", "modality": "planned"}
    fact = {"type": "Restructuring", "organization": "Zephyr"}
    assert score([plan], [fact]).falsely_asserted() == (1, 1)
    assert score([plan], [plan]).falsely_asserted() == (0, 1)

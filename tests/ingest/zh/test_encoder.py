"""The shipped Chinese model: it agrees with the network it was made from, and says the same of the same."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aigraph.ingest.models_folder import model_folder
from aigraph.ingest.zh.coding import joined
from aigraph.ingest.zh.encoder import Encoder, bio_spans
from aigraph.ingest.zh.units import units

FULL: list[dict[str, Any]] = json.loads(Path(__file__).with_name("full_model.json").read_text(encoding="utf-8"))
LARGEST = 20 * 2**20


@cache
def encoder() -> Encoder:
    return Encoder(model_folder("zh"))


def outputs(text: str) -> dict[str, Any]:
    found = units(text)
    code = joined([encoder().vocabulary.encode(found, text)])
    return encoder().run(code, [[] for _ in found], ("tags", "ends", "triggers"))


@pytest.mark.parametrize("full", FULL, ids=lambda full: full["text"][:8])
def test_agrees_with_the_full_model(full: dict[str, Any]) -> None:
    found = outputs(full["text"])
    chances = 1 / (1 + np.exp(-found["triggers"]))
    assert np.abs(chances - np.array(full["triggers"])).max() < 0.3
    assert np.abs(chances - np.array(full["triggers"])).mean() < 0.01
    assert np.mean(found["tags"].argmax(-1) == full["tags"]) > 0.9
    certain = np.array(full["triggers"]).max(-1) > 0.5
    assert np.all(chances.argmax(-1)[certain] == np.array(full["triggers"]).argmax(-1)[certain])


def test_full_model_sees_something() -> None:
    assert sum(max(map(max, full["triggers"])) > 0.5 for full in FULL) >= 3


def test_says_the_same_of_the_same() -> None:
    one, two = (outputs(FULL[0]["text"]) for _ in range(2))
    assert all(np.array_equal(one[name], two[name]) for name in one)


def test_weights_are_small() -> None:
    assert sum(path.stat().st_size for path in model_folder("zh").glob("*.onnx")) <= LARGEST


def test_model_of_other_hints_is_refused(tmp_path: Path) -> None:
    for name in ("reader.json", "pieces.txt", "arguments.npz"):
        shutil.copy(model_folder("zh") / name, tmp_path / name)
    config = json.loads((tmp_path / "reader.json").read_text(encoding="utf-8"))
    config["hints"] = config["hints"][:-1]
    (tmp_path / "reader.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ValueError, match="other hints"):
        Encoder(tmp_path)


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["B-ORG", "I-ORG", "O", "B-PERSON", "B-PERSON"], [(0, 2, "ORG"), (3, 4, "PERSON"), (4, 5, "PERSON")]),
        (["O?B-ORG", "I-ORG", "I-ORG", "O", "O"], [(0, 3, "ORG")]),
        (["B-PERSON", "I-ORG?I-PERSON", "O", "O", "O"], [(0, 2, "PERSON")]),
        (["O", "O", "O", "O", "O"], []),
    ],
)
def test_names_begin_with_their_first_unit(tags: list[str], spans: list[tuple[int, int, str]]) -> None:
    """A tag behind `?` is nearly as probable as the one before it."""
    labels = ["O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG"]
    scores = np.full((5, 5), -9.0, dtype=np.float32)
    for unit, both in enumerate(tags):
        for label, score in zip(both.split("?"), (4.0, 3.5), strict=False):
            scores[unit, labels.index(label)] = score
    assert [(a, b, kind) for a, b, kind, _ in bio_spans(scores, labels)] == spans

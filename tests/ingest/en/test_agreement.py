"""The shipped int8 model agrees with the full-precision network that it was made from (`full_model.json`, written at export)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from tokenizers import Tokenizer

from aigraph.ingest.en.shapes import encode
from aigraph.ingest.models_folder import model_folder

FULL: list[dict[str, Any]] = json.loads(Path(__file__).with_name("full_model.json").read_text(encoding="utf-8"))
LARGEST = 30 * 2**20


@cache
def session() -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(model_folder("en") / "reader.onnx"), providers=["CPUExecutionProvider"])


def outputs(text: str) -> dict[str, Any]:
    tokenizer = Tokenizer.from_file(str(model_folder("en") / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    coded = encode(tokenizer, text.split())
    feed = {"ids": coded.ids, "mask": [1] * len(coded.ids), "shapes": coded.shapes, "widx": coded.first}
    names = ("ner", "upos", "arcs", "triggers")
    found = session().run(list(names), {name: np.array([values], dtype=np.int64) for name, values in feed.items()})
    return {name: values[0] for name, values in zip(names, found, strict=True)}


@pytest.mark.parametrize("full", FULL, ids=lambda full: full["text"][:12])
def test_agrees_with_the_full_model(full: dict[str, Any]) -> None:
    found = outputs(full["text"])
    chances, wanted = 1 / (1 + np.exp(-found["triggers"])), np.array(full["triggers"])
    assert np.abs(chances - wanted).max() < 0.3
    assert np.abs(chances - wanted).mean() < 0.01
    certain = wanted.max(-1) > 0.5
    assert np.all(chances.argmax(-1)[certain] == wanted.argmax(-1)[certain])
    assert all(np.mean(found[name].argmax(-1) == full[name]) > 0.9 for name in ("ner", "upos", "arcs"))


def test_full_model_sees_something() -> None:
    assert sum(max(map(max, full["triggers"])) > 0.5 for full in FULL) >= 3


def test_model_is_small() -> None:
    assert sum(path.stat().st_size for path in model_folder("en").iterdir()) <= LARGEST

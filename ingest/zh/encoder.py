"""The Chinese reader's model at run time: sentences in; names, triggers with their arguments, and antecedents out, in one forward pass.

The lower layers of multilingual-e5-small, tuned (see `models/zh/README.md`), int8, run by onnxruntime on one core, deterministic. Indexes count
units (`coding.units`): characters, marks, Latin words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from ..triggers import ArgumentTable, Trigger, triggers
from .coding import HINTS, Coded, Vocabulary

__all__ = ["Encoder", "Reading", "bio_spans"]

_OUTPUTS = ("tags", "ends", "triggers", "stances", "left", "right", "trigger", "argument")
_LIKELY = 0.15       # least probability of an argument that is considered: where a role has no better one, it is taken, at its price
Floats = NDArray[np.float32]
Name = tuple[int, int, str, float]


class Encoder:
    """The loaded model; `read` reads a run of sentences."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        config = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        if tuple(config["hints"]) != HINTS:
            raise ValueError(f"{folder}: the model was trained with other hints; train and export it anew")
        self.lists: dict[str, list[str]] = {name: config[name] for name in ("tags", "types", "roles", "modalities", "events", "event_roles")}
        self.claim_thresholds: dict[str, float] = config["claim_thresholds"]
        self.trigger_thresholds: dict[str, float] = config["trigger_thresholds"]
        self.vocabulary = Vocabulary(folder / "pieces.txt")
        self.table = ArgumentTable(folder, len(config["roles"]))
        self._only_asked = onnxruntime.RunOptions()
        self._only_asked.only_execute_path_to_fetches = True
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        self._session = onnxruntime.InferenceSession(str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"])

    def read(self, code: Coded, said: Sequence[Iterable[int]]) -> Reading:
        """Read sentences, joined, with the hints of their units."""
        return Reading(self, self.run(code, said, _OUTPUTS))

    def run(self, code: Coded, said: Sequence[Iterable[int]], outputs: Sequence[str]) -> dict[str, Floats]:
        """Some of the model's outputs for one run of sentences, without the axis of runs."""
        hot = np.zeros((1, len(code.first), len(HINTS)), dtype=np.float32)
        for k, some in enumerate(said):
            hot[0, k, list(some)] = 1.0
        feed = {
            "ids": np.array([code.ids], dtype=np.int64), "mask": np.ones((1, len(code.ids)), dtype=np.int64),
            "first": np.array([code.first], dtype=np.int64), "place": np.array([code.place], dtype=np.int64), "hints": hot,
        }  # fmt: skip
        found = self._session.run(list(outputs), feed, self._only_asked)
        return {name: values[0] for name, values in zip(outputs, found, strict=True)}


class Reading:
    """What the model finds in a run of sentences."""

    def __init__(self, encoder: Encoder, outputs: dict[str, Floats]) -> None:
        self._encoder, self._outputs = encoder, outputs
        self._lengths = outputs["ends"].argmax(-1)

    def names(self) -> Iterator[Name]:
        """Names as (first unit, end, type, probability)."""
        return bio_spans(self._outputs["tags"], self._encoder.lists["tags"])

    def triggers(self, fresh: int = 0) -> list[Trigger]:
        """Triggers from unit `fresh` on; what stands before it is context."""
        encoder, outputs, count = self._encoder, self._outputs, len(self._lengths)
        return list(
            triggers(
                outputs["triggers"], outputs["stances"], self._rows, encoder.lists, encoder.trigger_thresholds,
                lambda k: int(min(k + self._lengths[k] + 1, count)), fresh, _LIKELY,
            )
        )

    def antecedents(self, units: Sequence[int]) -> dict[int, tuple[int, float]]:
        """For each pronoun's or description's first unit where the name that it stands for may begin, and how surely."""
        found: dict[int, tuple[int, float]] = {}
        role = self._encoder.lists["roles"].index("antecedent")
        for unit, row in zip(units, self._rows(units), strict=True) if units else ():
            shifted = np.exp(row[role] - row[role].max())
            best = int(shifted.argmax())
            found[unit] = best, float(shifted[best] / shifted.sum())
        return found

    def _rows(self, units: Sequence[int]) -> Floats:
        return self._encoder.table.rows(units, *(self._outputs[name] for name in ("left", "right", "trigger", "argument")))


def bio_spans(scores: Floats, labels: Sequence[str]) -> Iterator[Name]:
    """Spans of the most probable tags among those where no I is without its beginning; a span's probability is its units' mean."""
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    chances = shifted / shifted.sum(-1, keepdims=True)
    best = _best_tags(np.log(chances + 1e-9), labels)
    first, kind = 0, ""
    for k, tag in enumerate([*best, labels.index("O")]):
        label = labels[tag]
        if kind and label[:2] != "I-":
            yield first, k, kind, float(np.mean([chances[i, best[i]] for i in range(first, k)]))
            kind = ""
        if label[:2] == "B-":
            first, kind = k, label[2:]


def _best_tags(odds: Floats, labels: Sequence[str]) -> list[int]:
    """The best sequence of tags (Viterbi) where I follows only B or I of its type."""
    follows = np.array([[label[:2] != "I-" or before[1:] in (f"-{label[2:]}",) for label in labels] for before in labels])
    cost = np.where(follows, 0.0, -1e9)
    total = odds[0] + np.where([label[:2] == "I-" for label in labels], -1e9, 0.0) if len(odds) else np.zeros(len(labels))
    back = []
    for row in odds[1:]:
        reached = total[:, None] + cost
        back.append(reached.argmax(0))
        total = reached.max(0) + row
    found = [int(total.argmax())] if len(odds) else []
    for step in reversed(back):
        found.append(int(step[found[-1]]))
    return found[::-1]

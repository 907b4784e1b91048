"""`python -m tests.eval.fewfc ../shared/fewfc`: triggers and arguments of FewFC's events, on the tenth that is not learnt from.

The tenth is chosen by a hash of the text (`held_back`). Read by `models/zh/events.onnx`, heads on the Chinese reader's model that know these events
as FewFC cuts them. A trigger is right if its type and first character are; an argument if its event's trigger and its role are, and its span
exactly so. Events that a file does not annotate are not judged there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from aigraph.ingest.lexicon import gazetteer
from aigraph.ingest.models_folder import model_folder
from aigraph.ingest.zh.coding import Coded, hints, joined
from aigraph.ingest.zh.encoder import Encoder
from aigraph.ingest.zh.mentions import mentions
from aigraph.ingest.zh.sentences import sentences
from aigraph.ingest.zh.text import normalize
from aigraph.ingest.zh.titles import find_titles
from aigraph.ingest.zh.units import units

ASKED = ("投资", "收购", "起诉", "股份股权转让")
JUDGED = {"train_base": ("投资", "起诉", "股份股权转让"), "train_trans": ("收购",)}
LEAST = {"trigger": 0.5, "argument": 0.5}      # best on a twelfth of what is learnt from
_TRADE = ("sub-org", "sub-per", "obj-org", "obj-per", "money", "date")
ROLES = {
    "投资": ("sub", "obj", "money", "date"), "收购": (*_TRADE, "proportion", "number", "way"), "起诉": ("sub-org", "sub-per", "obj-org", "obj-per", "date"),
    "股份股权转让": (*_TRADE, "collateral", "proportion", "number", "target-company"),
    "质押": (*_TRADE, "collateral", "proportion", "number"), "减持": ("sub", "obj", "date", "title", "share-org", "share-per"),
    "判决": (*_TRADE, "institution"), "中标": ("sub", "obj", "date", "amount"), "担保": ("sub-org", "sub-per", "obj-org", "amount", "date", "way"),
    "签署合同": ("sub-org", "sub-per", "obj-org", "obj-per", "amount", "date"),
}  # fmt: skip
Event = tuple[str, int, frozenset[tuple[str, int, int]]]      # type, trigger's first character, arguments as (role, start, end)


def held_back(text: str) -> bool:
    """Is a text in the tenth that is not learnt from?"""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 10 == 0


class Events:
    """Reads FewFC's events in a text."""

    def __init__(self, folder: Path) -> None:
        self._encoder = Encoder(folder)
        self._session = onnxruntime.InferenceSession(str(folder / "events.onnx"), providers=["CPUExecutionProvider"])

    def read(self, text: str) -> Iterator[Event]:
        spans, code, said = self._coded(text)
        outputs = self._encoder.run(code, said, ("words", "ends"))
        triggers, _, arguments = self._session.run(None, {"words": outputs["words"][None]})
        lengths = outputs["ends"].argmax(-1)
        names, roles = self._encoder.lists["events"], self._encoder.lists["event_roles"]
        chances = _sigmoid(triggers[0])
        for unit, kind in np.argwhere(chances >= LEAST["trigger"]):
            if chances[unit, kind] < chances[max(0, unit - 1) : unit + 2, kind].max():
                continue
            found = _sigmoid(arguments[0, :, unit])
            parts = {
                (roles[role], spans[at][0], spans[min(at + lengths[at], len(spans) - 1)][1]) for role, at in np.argwhere(found >= LEAST["argument"])
                if roles[role] in ROLES[names[kind]]
            }
            yield names[kind], spans[unit][0], frozenset(parts)

    def _coded(self, text: str) -> tuple[list[tuple[int, int]], Coded, list[list[int]]]:
        spans: list[tuple[int, int]] = []
        said: list[list[int]] = []
        codes: list[Coded] = []
        plain = normalize(text)
        for start, end in sentences(text):
            own = plain[start:end]
            found, titled = units(own), list(find_titles(own))
            said += hints(found, own, mentions(text[start:end], 0, gazetteer(), titled), 0, titled)
            codes.append(self._encoder.vocabulary.encode(found, own))
            spans += [(unit.start + start, unit.end + start) for unit in found]
        return spans, joined(codes), said


def _sigmoid(scores: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))


def gold_events(record: dict[str, Any]) -> Iterator[Event]:
    """The events of a record of FewFC."""
    for event in record["events"]:
        trigger = next(m["span"][0] for m in event["mentions"] if m["role"] == "trigger")
        parts = {(m["role"], m["span"][0], m["span"][1]) for m in event["mentions"] if m["role"] != "trigger"}
        yield event["type"], trigger, frozenset(parts)


def records(folder: Path) -> Iterator[tuple[dict[str, Any], Sequence[str]]]:
    """The records that are held back, with the events that are judged in them."""
    for name, judged in JUDGED.items():
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if held_back(record["content"]):
                yield record, judged


def evaluate(model: Path, folder: Path) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of triggers and arguments, over all four events and by event."""
    reader, counts = Events(model), Counter[tuple[str, str, str]]()
    for record, judged in records(folder):
        gold, told = (_merged(events, judged) for events in (gold_events(record), reader.read(record["content"])))
        for key, arguments in gold.items():
            counts[key[0], "trigger", "gold"] += 1
            counts[key[0], "argument", "gold"] += len(arguments)
            counts[key[0], "trigger", "right"] += key in told
            counts[key[0], "argument", "right"] += len(arguments & told.get(key, frozenset()))
        for key, arguments in told.items():
            counts[key[0], "trigger", "told"] += 1
            counts[key[0], "argument", "told"] += len(arguments)
    return {f"{event} {what}": _rates(counts, event, what) for event in ("all", *ASKED) for what in ("trigger", "argument")}


def _merged(events: Iterator[Event], judged: Sequence[str]) -> dict[tuple[str, int], frozenset[tuple[str, int, int]]]:
    """Events by type and trigger: one trigger may tell of several, whose arguments are then taken together."""
    found: dict[tuple[str, int], frozenset[tuple[str, int, int]]] = {}
    for kind, trigger, parts in events:
        if kind in judged:
            found[kind, trigger] = found.get((kind, trigger), frozenset()) | parts
    return found


def _rates(counts: Counter[tuple[str, str, str]], event: str, what: str) -> dict[str, float]:
    right, told, gold = (sum(n for (e, w, o), n in counts.items() if w == what and o == one and event in ("all", e)) for one in ("right", "told", "gold"))
    return {"precision": right / max(told, 1), "recall": right / max(gold, 1), "f1": 2 * right / max(told + gold, 1), "gold": gold}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parents[3] / "shared/fewfc")
    parser.add_argument("--model", type=Path, default=model_folder("zh"))
    options = parser.parse_args()
    for name, rates in evaluate(options.model, options.folder).items():
        print(f"{name}: P {rates['precision']:.3f} R {rates['recall']:.3f} F1 {rates['f1']:.3f} of {rates['gold']:.0f}")


if __name__ == "__main__":
    main()

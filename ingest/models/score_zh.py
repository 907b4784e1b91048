"""Thresholds and scores of the Chinese reader that is installed in `ingest/models/zh`.

    python ingest/models/score_zh.py --shared ../shared

A claim that only one reader makes needs a confidence: by its type where it is learned, one for all where frames make it. 1. The development split is
read with hardly any threshold; 2. the pair of thresholds that gives the best F1 over all types is the common one; 3. a type goes its own way as far as
its own claims there say so, few of them little. Names are scored on GSDSimp, events on the tenth of FewFC that is held back.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from claim_rows import TYPES
from data_zh import coded_row
from spacy.tokens import DocBin

from aigraph.graph.article import Article
from aigraph.graph.scoring import score
from aigraph.ingest import confidence
from aigraph.ingest.extract import extract
from aigraph.ingest.readers import reader
from aigraph.ingest.zh.encoder import Encoder
from tests.corpus.piece import pieces
from tests.eval import fewfc

FOLDER = Path(__file__).parent / "zh"
GRID = [k / 20 for k in range(1, 19)]
OWN = 25         # claims of a type that make its own threshold count as much as the common one


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of the development split: its type, raw confidence, how it was found (`frames`, `learned`, `both`), and whether it is right."""

    type: str
    confidence: float
    found_by: str
    right: bool


def judge() -> tuple[list[Judged], dict[str, int]]:
    """All claims of the development split that can be right or wrong, and how many there are to be found, by type."""
    found: list[Judged] = []
    wanted = dict.fromkeys(TYPES, 0)
    for piece in pieces("zh", "dev"):
        claims = extract(Article(piece.text, published=piece.published, language="zh")).claims
        result = score(piece.records(), [claim.to_record() | {"claim": k} for k, claim in enumerate(claims)])
        right = {predicted["claim"] for _, predicted in result.pairs}
        for k in right | {predicted["claim"] for predicted in result.wrong}:
            one = claims[k]
            found.append(Judged(one.type, one.confidence, confidence.found_by(one), k in right))
        for gold in [*(gold for gold, _ in result.pairs), *result.missed]:
            wanted[gold["type"]] += 1
    return found, wanted


def f1(claims: Sequence[Judged], wanted: int, learned: float, frames: float) -> float:
    least = {"learned": learned, "frames": frames, "both": 0.0}
    kept = [one for one in claims if one.confidence >= least[one.found_by]]
    return 2 * sum(one.right for one in kept) / max(len(kept) + wanted, 1)


def choose(claims: Sequence[Judged], wanted: dict[str, int]) -> dict[str, float]:
    """A threshold for each type of learned claims, and one for frames' claims."""
    total = sum(wanted.values())
    common, frames = max(((a, b) for a in GRID for b in GRID), key=lambda pair: (f1(claims, total, *pair), *pair))
    chosen = {"frames": frames}
    for kind in TYPES:
        own = [one for one in claims if one.type == kind]
        best = max(GRID, key=lambda least: (round(f1(own, wanted[kind], least, frames), 3), -abs(least - common)))
        share = len(own) / (len(own) + OWN)
        chosen[kind] = round(share * best + (1 - share) * common, 3)
    return chosen


def choose_thresholds() -> None:
    """Choose thresholds and write them into `reader.json`."""
    path = FOLDER / "reader.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    raw: Any = lambda _: {}  # noqa: E731
    held: Any = reader("zh")
    held._least, kept, confidence._curves = dict.fromkeys((*TYPES, "frames"), min(GRID)), confidence._curves, raw
    config["claim_thresholds"] = choose(*judge())
    held._least, confidence._curves = config["claim_thresholds"], kept
    path.write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def name_scores(path: Path) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of the model's names, exact spans, over all and by type."""
    encoder = Encoder(FOLDER)
    told: set[tuple[str, int, int, int]] = set()
    gold: set[tuple[str, int, int, int]] = set()
    for number, doc in enumerate(DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab)):
        row = coded_row(doc.text, encoder.vocabulary)
        if row is None:
            raise ValueError(f"{path}: a text is too long for one pass")
        for first, end, kind, _ in encoder.read(row.coded, row.hints).names():
            told.add((kind, number, row.spans[first][0], row.spans[end - 1][1]))
        gold |= {(name.label_, number, name.start_char, name.end_char) for name in doc.ents}
    told = {one for one in told if one[0] != "PRODUCT"}
    return {
        kind: _rates(*({one for one in some if kind in ("all", one[0])} for some in (told, gold))) for kind in ("all", "PERSON", "ORG", "LOC")
    }


def _rates(told: set[Any], gold: set[Any]) -> dict[str, float]:
    right = len(told & gold)
    rates = {"precision": right / max(len(told), 1), "recall": right / max(len(gold), 1), "f1": 2 * right / max(len(told) + len(gold), 1)}
    return {name: round(value, 3) for name, value in rates.items()}


def score_and_choose(shared: Path) -> None:
    choose_thresholds()
    names = {split: name_scores(shared / "nlp" / "zh" / f"gsdsimp_{split}.spacy") for split in ("dev", "test")}
    events = {name: {k: round(v, 3) for k, v in rates.items()} for name, rates in fewfc.evaluate(FOLDER, shared / "fewfc").items()}
    scores = {"names": names, "fewfc": events}
    (FOLDER / "scores.json").write_text(json.dumps(scores, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(scores, indent=1, ensure_ascii=False))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    score_and_choose(parser.parse_args().shared)


if __name__ == "__main__":
    main()

"""Train the Chinese word and name CRFs, and score them.

    python ingest/models/train_zh.py --shared ../shared --jieba .../jieba/dict.txt

Needs spacy (to read the corpora), python-crfsuite and aigraph itself. Takes about three minutes on one core. The name
tagger sees the words of the segmenter; in training these come from segmenters that did not see the sentence (four
parts in turn), else it would trust them too much.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite
import spacy
from spacy.tokens import Doc, DocBin

from aigraph.ingest.zh.segmenter import Lists, NameTagger, Segmenter, Unit, joined, name_features, pieces, word_features

TRAIN = ("uner_gsd_train", "pud")
DEV, TEST = "gsdsimp_dev", "gsdsimp_test"
ENDINGS = "司团行校院所局部厅会社党队军厂店室馆站网台报组县市省州区镇乡村国岛山河江湖海洋湾港路街洲府"
SEGMENT = {"c1": 0.1, "c2": 0.05, "max_iterations": 150, "feature.minfreq": 2}
NAMES = {"c1": 0.1, "c2": 0.02, "max_iterations": 150, "feature.minfreq": 2}
PARTS = 4
CLASSES = {"nr": "r", "nrt": "r", "ns": "s", "nt": "t", "nz": "z", "n": "n", "v": "v"}  # of jieba's tags
LEAST_COUNT = 10


@dataclass(slots=True)
class Sentence:
    """Units of one sentence, where its words begin, and its BIO labels."""

    units: list[Unit]
    begins: list[bool]
    labels: list[str]


def read(path: Path) -> Iterator[Sentence]:
    for doc in DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab):
        starts = {token.idx for token in doc}
        labels = _labels(doc)
        for units in pieces(doc.text):
            begins = [unit.start in starts for unit in units]
            yield Sentence(units, begins, _repaired([labels[unit.start] for unit in units]))


def _labels(doc: Doc) -> list[str]:
    """BIO label of every character."""
    labels = ["O"] * len(doc.text)
    for entity in doc.ents:
        for i in range(entity.start_char, entity.end_char):
            labels[i] = f"{'B' if i == entity.start_char else 'I'}-{entity.label_}"
    return labels


def _repaired(labels: list[str]) -> list[str]:
    """An I that continues nothing becomes B."""
    fixed: list[str] = []
    for label in labels:
        before = fixed[-1][2:] if fixed else ""
        fixed.append(f"B-{label[2:]}" if label[0] == "I" and before != label[2:] else label)
    return fixed


def fit(features: Sequence[list[list[str]]], labels: Sequence[list[str]], options: dict[str, float], path: Path) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(options)
    for some, wanted in zip(features, labels, strict=True):
        trainer.append(some, wanted)
    trainer.train(str(path))


def fit_segmenter(sentences: Sequence[Sentence], path: Path) -> None:
    labels = [["B" if begin else "I" for begin in sentence.begins] for sentence in sentences]
    lists = Lists.read(path.parent)
    fit([word_features(sentence.units, lists) for sentence in sentences], labels, SEGMENT, path)


def guessed_words(sentences: Sequence[Sentence], folder: Path) -> list[list[bool]]:
    """Where a segmenter that did not see the sentence begins words."""
    guesses: list[list[bool]] = [[] for _ in sentences]
    for part in range(PARTS):
        fit_segmenter([s for i, s in enumerate(sentences) if i % PARTS != part], folder / "segment.crfsuite")
        segmenter = Segmenter(folder)
        for i in range(part, len(sentences), PARTS):
            guesses[i] = segmenter.begins(sentences[i].units)
    return guesses


def rates(right: int, guessed: int, wanted: int) -> dict[str, float]:
    values = {"p": right / max(1, guessed), "r": right / max(1, wanted), "f": 2 * right / max(1, guessed + wanted)}
    return {name: round(100 * value, 1) for name, value in values.items()}


def score(path: Path, folder: Path) -> dict[str, object]:
    """Word spans (middle dots joined in the gold words too) and exact name spans, and words a second of both."""
    docs = list(DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab))
    segmenter, tagger = Segmenter(folder), NameTagger(folder)
    wanted = [_gold_words(doc) for doc in docs]
    began = time.perf_counter()
    guessed = [set(segmenter.words(doc.text)) for doc in docs]
    between = time.perf_counter()
    names = [{(a, b, kind) for a, b, kind, _ in tagger.names(doc.text)} for doc in docs]
    ended = time.perf_counter()
    gold = [{(e.start_char, e.end_char, e.label_) for e in doc.ents} for doc in docs]
    count = sum(map(len, docs))
    found: dict[str, object] = {"words": _overlap(guessed, wanted), "names": _overlap(names, gold)}
    for kind in ("PERSON", "ORG", "LOC"):
        found[kind] = _overlap([{x for x in some if x[2] == kind} for some in names],
                               [{x for x in some if x[2] == kind} for some in gold])  # fmt: skip
    found["words_a_second"] = {"segment": round(count / (between - began)), "names": round(count / (ended - between))}
    return found


def _gold_words(doc: Doc) -> set[tuple[int, int]]:
    starts = {token.idx for token in doc}
    sentences = ((units, [unit.start in starts for unit in units]) for units in pieces(doc.text))
    return {span for units, begins in sentences for span in joined(units, begins)}


def _overlap(guessed: Sequence[set], wanted: Sequence[set]) -> dict[str, float]:
    right = sum(len(a & b) for a, b in zip(guessed, wanted, strict=True))
    return rates(right, sum(map(len, guessed)), sum(map(len, wanted)))


def read_lists() -> dict[str, list[str]]:
    """The lists to freeze with the model, from the reader's word lists as they are now."""
    path = Path(__file__).parent.parent / "names" / "zh_words.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        sets = {row[0]: row[1] for row in csv.reader(lines)}
    return {
        "surnames": sorted(sets["surname"]),
        "double_surnames": sets["surname2"].split("|"),
        "transliteration": sorted(set(sets["transliteration"])),
        "endings": sorted(ENDINGS),
    }


def write_lexicon(dictionary: Path, path: Path) -> None:
    """Words of two to five Han characters from jieba's dictionary (MIT), by class; rare ones only if they are names."""
    found: dict[str, list[str]] = {kind: [] for kind in sorted({*CLASSES.values(), "x"})}
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split()
        kind = CLASSES.get(tag, "x")
        if 2 <= len(word) <= 5 and tag not in ("l", "i", "m") and int(count) >= (3 if kind in "st" else LEAST_COUNT):
            found[kind].append(word)
    lines = [" ".join([kind, *sorted(words)]) for kind, words in found.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--jieba", type=Path, required=True, help="dict.txt of the PyPI package jieba 0.42.1")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "zh")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    folder = options.shared / "nlp" / "zh"
    sentences = [sentence for name in TRAIN for sentence in read(folder / f"{name}.spacy")]
    config = {"train": TRAIN, "segment": SEGMENT, "names": NAMES, "lists": read_lists()}
    (options.out / "config.json").write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    write_lexicon(options.jieba, options.out / "lexicon.txt")
    lists = Lists.read(options.out)
    guesses = guessed_words(sentences, options.out)
    fit_segmenter(sentences, options.out / "segment.crfsuite")
    features = [
        name_features(s.units, begins, lists) for s, begins in zip(sentences, guesses, strict=True)
    ]
    fit(features, [sentence.labels for sentence in sentences], NAMES, options.out / "names.crfsuite")
    scores = {name: score(folder / f"{name}.spacy", options.out) for name in (DEV, TEST)}
    (options.out / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(scores, indent=1))


if __name__ == "__main__":
    main()

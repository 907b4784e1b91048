"""Scores of the installed English reader, through the run-time code and its int8 weights.

Words are spaCy's. Words that do not align with the gold words are not judged, nor are names that touch words whose
annotation is unknown. Facts are judged as KnowledgeNet's scorer does: both spans overlap, and a wrong fact counts only
where its property was annotated on the passage.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from data_en import PROPERTIES, UPOS, Row, fact_row, held_back, name_rows, read_docs, read_passages, tree_rows
from tokenizers import Tokenizer

from aigraph.ingest.en.encoder import Encoder

JUDGED_NAMES = ("PERSON", "ORG", "LOC")
CANDIDATES = [round(0.05 * step, 2) for step in range(4, 17)]
LEAST_FACTS = 20  # of a property in the held-back passages, for a threshold of its own

Guess = tuple[str, tuple[int, int], tuple[int, int], float]  # property, subject and object characters, probability


def rates(right: int, guessed: int, wanted: int) -> dict[str, float]:
    values = {"p": right / max(1, guessed), "r": right / max(1, wanted), "f": 2 * right / max(1, guessed + wanted)}
    return {name: round(100 * value, 1) for name, value in values.items()}


def tree_scores(encoder: Encoder, rows: Iterable[Row], labels: Sequence[str]) -> dict[str, float]:
    """Percentages. `las` without punctuation and with subtypes is the one to compare; `las_plain` leaves out subtypes."""
    count: Counter[str] = Counter()
    for row in rows:
        parse = encoder.parse(row.words)
        for i, (head, label, tag) in enumerate(zip(row.heads, row.labels, row.upos, strict=True)):
            if tag >= 0:
                count["tags"] += 1
                count["upos"] += parse.tags[i] == UPOS[tag]
            if head < 0 or label < 0:
                continue
            same_head = parse.heads[i] == head
            same_label = parse.labels[i] == labels[label]
            count["words"] += 1
            count["uas_all"] += same_head
            count["las_all"] += same_head and same_label
            if labels[label] != "punct":
                count["others"] += 1
                count["uas"] += same_head
                count["las"] += same_head and same_label
                plain = parse.labels[i].partition(":")[0] == labels[label].partition(":")[0]
                count["las_plain"] += same_head and plain
    out_of = {"upos": "tags", "uas": "others", "las": "others", "las_plain": "others", "uas_all": "words"}
    out_of["las_all"] = "words"
    return {name: round(100 * count[name] / max(1, count[total]), 1) for name, total in out_of.items()}


def name_scores(encoder: Encoder, rows: Iterable[Row]) -> dict[str, dict[str, float]]:
    """Exact spans of PERSON, ORG and LOC, together and each."""
    right, guessed, wanted = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        gold = {name for name in row.names if name[2] in JUDGED_NAMES}
        found = {(a, b, kind) for a, b, kind, _ in encoder.parse(row.words).names if kind in JUDGED_NAMES}
        found = {name for name in found if name in gold or not any(row.unknown[name[0] : name[1]])}
        for counter, names in ((right, gold & found), (guessed, found), (wanted, gold)):
            counter.update(kind for *_, kind in names)
            counter["all"] += len(names)
    return {kind: rates(right[kind], guessed[kind], wanted[kind]) for kind in ("all", *JUDGED_NAMES)}


def guess_facts(encoder: Encoder, passages: Iterable[dict], tokenizer: Tokenizer) -> dict[str, list[Guess]]:
    """Facts of each passage by its id, in characters."""
    found = {}
    for passage in passages:
        row = fact_row(passage, tokenizer)
        found[passage["id"]] = [
            (name, (row.spans[a[0]][0], row.spans[a[1] - 1][1]), (row.spans[b[0]][0], row.spans[b[1] - 1][1]), chance)
            for name, a, b, chance in encoder.parse(row.words).facts
        ]
    return found


def fact_scores(
    passages: Sequence[dict], guesses: Mapping[str, list[Guess]], least: Mapping[str, float], names: Sequence[str]
) -> dict[str, float]:
    """Precision, recall and F1 over the properties `names`, facts counted from the probability `least` on."""
    right = wrong = missed = 0
    for passage in passages:
        found = [guess for guess in guesses[passage["id"]] if guess[0] in names and guess[3] >= least[guess[0]]]
        gold = [fact for fact in passage["facts"] if fact["property"] in names]
        hits = sum(any(_same(fact, guess) for guess in found) for fact in gold)
        right += hits
        missed += len(gold) - hits
        judged = {guess[:3] for guess in found if guess[0] in passage["annotated"]}
        wrong += sum(not any(_same(fact, guess) for fact in gold) for guess in judged)
    return rates(right, right + wrong, right + missed)


def _same(fact: dict, guess: Sequence) -> bool:
    def meet(a: Sequence[int], b: Sequence[int]) -> bool:
        return a[0] < b[1] and b[0] < a[1]

    return fact["property"] == guess[0] and meet(fact["subject"], guess[1]) and meet(fact["object"], guess[2])


def choose_thresholds(passages: Sequence[dict], guesses: Mapping[str, list[Guess]]) -> dict[str, float]:
    """The threshold with the best F1 of every property, 0.5 where there are too few facts; ties go to the nearest 0.5."""
    counts = Counter(fact["property"] for passage in passages for fact in passage["facts"])
    chosen = {}
    for name in PROPERTIES:
        def f1(least: float, name: str = name) -> tuple[float, float]:
            return fact_scores(passages, guesses, {name: least}, [name])["f"], -abs(least - 0.5)

        chosen[name] = max(CANDIDATES, key=f1) if counts[name] >= LEAST_FACTS else 0.5
    return chosen


def language_scores(encoder: Encoder, shared: Path, tokenizer: Tokenizer, labels: list[str]) -> dict[str, object]:
    """Trees, parts of speech, names, and words a second."""
    folder = shared / "nlp" / "en"
    found: dict[str, object] = {}
    for name in ("ewt_test", "pud_news"):
        rows = list(tree_rows(read_docs(folder / f"{name}.spacy"), tokenizer, labels))
        began = time.perf_counter()
        found[name] = tree_scores(encoder, rows, labels)
        speed = sum(len(row.spans) for row in rows) / (time.perf_counter() - began)
        found[name] |= {"names": name_scores(encoder, rows), "words_a_second": round(speed)}
    wikigold = list(name_rows(read_docs(folder / "wikigold_test.spacy"), tokenizer))
    return found | {"wikigold_test": {"names": name_scores(encoder, wikigold)}}


def held_back_passages(shared: Path) -> list[dict]:
    return [row for row in read_passages(shared / "knowledgenet" / "train.jsonl") if held_back(row["id"])]

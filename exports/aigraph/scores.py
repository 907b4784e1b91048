"""Scores on the terminal: `aigraph score` reads gold and predicted claims and prints how well they agree."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from aigraph.graph.scoring import Record, Score, score
from aigraph.ontology.errors import ArticleError, VocabularyError

__all__ = ["score_files", "score_text"]


def score_files(gold: Path, predicted: Path, lang: str | None = None) -> Score:
    """Score one file against another, or a folder's `NAME.gold.jsonl` against the other folder's `NAME.jsonl`, added up.

    Raises:
        ArticleError: A file is missing, or a line is no claim record; the message names file and line.
    """
    if not gold.is_dir():
        return _score(gold, predicted, lang)
    pairs = [(path, predicted / f"{path.name.removesuffix('.gold.jsonl')}.jsonl") for path in sorted(gold.glob("*.gold.jsonl"))]
    if not pairs:
        raise ArticleError(f"{gold}: no *.gold.jsonl in this folder")
    total = Score()
    for one, other in pairs:
        total += _score(one, other, lang)
    return total


def _score(gold: Path, predicted: Path, lang: str | None) -> Score:
    wanted, given = (
        [r for r in _records(path) if lang is None or r.get("lang", lang) == lang] for path in (gold, predicted)
    )
    try:
        return score(wanted, given)
    except VocabularyError as error:
        raise ArticleError(f"{gold}: {error}") from error


def _records(path: Path) -> Iterator[Record]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ArticleError(f"{path}: cannot be read as claims, a JSON object a line ({error})") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise ArticleError(f"{path}:{number}: not JSON ({error}); claims are one JSON object a line") from error
            if not isinstance(record, dict) or not isinstance(record.get("type"), str):
                raise ArticleError(f"{path}:{number}: not a claim record: it has no type")
            yield record


def score_text(total: Score, show: bool = False, by_type: bool = False) -> str:
    """Fields, the claims' line, and on request what was missed and wrong, and a line a type."""
    lines: list[str] = []
    if show:
        lines += [f"missed {_brief(r)}" for r in total.missed] + [f"wrong  {_brief(r)}" for r in total.wrong]
        lines += [
            f"field  {name}: gold {gold.get(name)!r}, got {predicted.get(name)!r} in {gold.get('evidence', '')!r}"
            for name, gold, predicted in total.field_errors()
        ]
    if by_type:
        lines += [f"{name:<16}{part}" for name, part in total.by("type").items()]
    lines += [f"{name:<12}{right:>4} of {asked}" for name, (right, asked) in total.fields().items()]
    false, hedged = total.falsely_asserted()
    lines.append(f"asserted, though planned, reported, possible or denied: {false} of {hedged}")
    lines.append(f"claims: {total}")
    return "\n".join(lines) + "\n"


def _brief(record: Record) -> str:
    return json.dumps({k: v for k, v in record.items() if k not in ("start", "end")}, ensure_ascii=False)

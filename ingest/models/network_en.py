"""The English reader's network: MiniLM, and its heads on the first subword of every word.

MiniLM is written out here (six post-norm layers, width 384) instead of taken from `transformers`: it is short, and what
is trained is then exactly what is exported. Shapes are fed as token types, each starting as MiniLM's type 0.
"""

from __future__ import annotations

from pathlib import Path

import torch
from claim_heads import ClaimHeads
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

WIDTH, LAYERS, ATTENTION_HEADS, POSITIONS = 384, 6, 12, 512
WINDOW = 16  # longest mention whose end is pointed at, in words
DISTANCE = 32  # longest signed distance the relation table tells apart
TABLE_RANK, TABLE_HIDDEN, ARC, LABEL = 48, 128, 128, 64


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        parts = self.query_key_value(x).view(batch, length, 3, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) * (WIDTH // ATTENTION_HEADS) ** -0.5
        scores = scores + (mask[:, None, None, :].to(scores.dtype) - 1.0) * 1e4
        seen = (self.drop(scores.softmax(-1)) @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.attention_norm(x + self.drop(self.attended(seen)))
        return self.norm(x + self.drop(self.narrow(F.gelu(self.wide(x)))))


class Encoder(nn.Module):
    def __init__(self, shapes: int) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.shape = nn.Embedding(shapes, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.word(ids) + self.position(places) + self.shape(shapes)))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_minilm(self, folder: Path) -> None:
        """Take the weights of `model.safetensors` in `folder`; shapes start as token type 0 with a little noise."""
        given = load_file(folder / "model.safetensors")
        state = {
            "word.weight": given["embeddings.word_embeddings.weight"],
            "position.weight": given["embeddings.position_embeddings.weight"],
            "norm.weight": given["embeddings.LayerNorm.weight"],
            "norm.bias": given["embeddings.LayerNorm.bias"],
        }
        shape = given["embeddings.token_type_embeddings.weight"][0].repeat(self.shape.num_embeddings, 1)
        shape[1:] += torch.randn_like(shape[1:]) * 0.01
        state["shape.weight"] = shape
        names = {
            "attended": "attention.output.dense",
            "attention_norm": "attention.output.LayerNorm",
            "wide": "intermediate.dense",
            "narrow": "output.dense",
            "norm": "output.LayerNorm",
        }
        for i in range(LAYERS):
            theirs, ours = f"encoder.layer.{i}.", f"layers.{i}."
            for part in ("weight", "bias"):
                for our_name, name in names.items():
                    state[f"{ours}{our_name}.{part}"] = given[f"{theirs}{name}.{part}"]
                attention = [given[f"{theirs}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                state[f"{ours}query_key_value.{part}"] = torch.cat(attention)
        self.load_state_dict(state)


def _projection(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(WIDTH, width), nn.ReLU(), nn.Dropout(0.2))


def _distances(words: Tensor) -> Tensor:
    """Signed distance classes [word, word], cut at `DISTANCE`."""
    place = torch.arange(words.shape[1], device=words.device)
    return (place.unsqueeze(0) - place.unsqueeze(1)).clamp(-DISTANCE, DISTANCE) + DISTANCE


class Ends(nn.Module):
    """How many words after its first one a mention ends: scores over 0 to `window` - 1."""

    def __init__(self, window: int = WINDOW) -> None:
        super().__init__()
        self.window = window
        self.start = nn.Linear(WIDTH, 64)
        self.end = nn.Linear(WIDTH, 64)
        self.length = nn.Parameter(torch.zeros(window))

    def forward(self, words: Tensor) -> Tensor:
        start, end = self.start(words), self.end(words)
        count = end.shape[1]
        padded = torch.cat([end, torch.zeros_like(end[:, :1]).expand(-1, self.window - 1, -1)], 1)
        window = torch.stack([padded[:, i : i + count] for i in range(self.window)], 2)
        return (window * start.unsqueeze(2)).sum(-1) / 8.0 + self.length


class Table(nn.Module):
    """Log-odds of [property, subject's first word, object's first word]: low-rank biaffine plus a small perceptron."""

    def __init__(self, properties: int) -> None:
        super().__init__()
        self.properties = properties
        self.left = nn.Linear(WIDTH, properties * TABLE_RANK)
        self.right = nn.Linear(WIDTH, properties * TABLE_RANK)
        self.subject = nn.Linear(WIDTH, TABLE_HIDDEN)
        self.object = nn.Linear(WIDTH, TABLE_HIDDEN)
        self.distance = nn.Embedding(2 * DISTANCE + 1, TABLE_HIDDEN)
        self.out = nn.Linear(TABLE_HIDDEN, properties)
        nn.init.normal_(self.left.weight, std=0.01)
        nn.init.normal_(self.right.weight, std=0.02)
        nn.init.normal_(self.distance.weight, std=0.02)
        nn.init.constant_(self.out.bias, -5.0)

    def forward(self, words: Tensor) -> Tensor:
        batch, count, _ = words.shape
        left = self.left(words).view(batch, count, self.properties, TABLE_RANK).permute(0, 2, 1, 3)
        right = self.right(words).view(batch, count, self.properties, TABLE_RANK).permute(0, 2, 3, 1)
        apart = self.distance(_distances(words)).unsqueeze(0)
        pair = self.subject(words).unsqueeze(2) + self.object(words).unsqueeze(1) + apart
        return left @ right * TABLE_RANK**-0.5 + self.out(pair.relu()).permute(0, 3, 1, 2)


class Tree(nn.Module):
    """Scores of [word, head], the diagonal being the root, and of the relations between a word and a given head."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.dependent = _projection(ARC)
        self.head = _projection(ARC)
        self.bilinear = nn.Parameter(torch.randn(ARC, ARC) * 0.02)
        self.prior = nn.Linear(ARC, 1)
        self.root = nn.Linear(ARC, 1)
        self.distance = nn.Embedding(2 * DISTANCE + 1, 1)
        nn.init.zeros_(self.distance.weight)
        self.label_dependent = _projection(LABEL)
        self.label_head = _projection(LABEL)
        self.label_bilinear = nn.Parameter(torch.randn(labels, LABEL, LABEL) * 0.02)
        self.label_linear = nn.Linear(2 * LABEL, labels)

    def arcs(self, words: Tensor) -> Tensor:
        dependent, head = self.dependent(words), self.head(words)
        scores = dependent @ self.bilinear @ head.transpose(1, 2) + self.prior(head).transpose(1, 2)
        scores = scores + self.distance(_distances(words)).squeeze(-1).unsqueeze(0)
        diagonal = torch.eye(words.shape[1], device=words.device).unsqueeze(0)
        return scores * (1 - diagonal) + self.root(dependent) * diagonal

    def labels(self, words: Tensor, heads: Tensor) -> Tensor:
        """Relation scores [word, label], `heads` holding one head a word."""
        dependent, head = self.label_dependent(words), self.label_head(words)
        head = torch.gather(head, 1, heads.unsqueeze(-1).expand(-1, -1, LABEL))
        count = self.label_bilinear.shape[0]
        left = dependent @ self.label_bilinear.permute(1, 0, 2).reshape(LABEL, count * LABEL)
        left = left.view(dependent.shape[0], -1, count, LABEL)
        return (left * head.unsqueeze(2)).sum(-1) + self.label_linear(torch.cat([dependent, head], -1))


class Network(nn.Module):
    """Encoder and heads. `forward` is what is exported."""

    def __init__(
        self, shapes: int, tags: int, properties: int, upos: int, labels: int, types: int, roles: int, modalities: int
    ) -> None:
        super().__init__()
        self.encoder = Encoder(shapes)
        self.drop = nn.Dropout(0.2)
        self.tags = nn.Linear(WIDTH, tags)
        self.upos = nn.Linear(WIDTH, upos)
        self.ends = Ends()
        self.table = Table(properties)
        self.tree = Tree(labels)
        self.claims = ClaimHeads(WIDTH, types, roles, modalities)

    def words(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor) -> Tensor:
        """Vectors of the words: the encoder's output at each word's first subword."""
        hidden = self.encoder(ids, mask, shapes)
        return self.drop(torch.gather(hidden, 1, first.unsqueeze(-1).expand(-1, -1, WIDTH)))

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Tags, ends, table, parts of speech, arcs, relations to every word's best head; triggers, stances, parts of arguments."""
        words = self.words(ids, mask, shapes, first)
        arcs = self.tree.arcs(words)
        labels = self.tree.labels(words, arcs.argmax(-1))
        return self.tags(words), self.ends(words), self.table(words), self.upos(words), arcs, labels, self.claims.triggers(words), self.claims.stances(words), *self.claims.parts(words)

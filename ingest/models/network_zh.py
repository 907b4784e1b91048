"""The Chinese reader's network: the lower layers of a multilingual encoder over pieces, a little of our own over characters, and heads.

Each unit (character, mark, Latin word) takes the vector of the piece that holds it, adds what lists and rules say of it, and looks at its
neighbours in two convolutions. Claims are read off the units, as in English off the words; a second pair of heads reads the events of
FewFC, which are cut otherwise than our claims: it teaches the encoder and is not exported with the reader.
"""

from __future__ import annotations

import torch
from claim_heads import ClaimHeads
from network_en import WIDTH, Ends, Layer
from pretrained_zh import Pretrained
from torch import Tensor, nn
from torch.nn import functional as F

WINDOW = 24        # longest argument or name whose end is pointed at, in units
POSITIONS = 320    # pieces of the longest sentence read in one pass
HIDDEN_HINTS = 0.15


class Units(nn.Module):
    """Vectors of units from those of their pieces, and from hints."""

    def __init__(self, hints: int) -> None:
        super().__init__()
        self.hints = nn.Linear(hints, WIDTH)
        self.place = nn.Embedding(4, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.near = nn.ModuleList(nn.Linear(3 * WIDTH, WIDTH) for _ in range(2))      # a convolution of width 3, as int8 runs it
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(2))
        self.drop = nn.Dropout(0.1)
        nn.init.normal_(self.place.weight, std=0.02)

    def forward(self, pieces: Tensor, place: Tensor, hints: Tensor) -> Tensor:
        x = self.norm(pieces + self.place(place) + self.hints(hints))
        for near, norm in zip(self.near, self.norms, strict=True):
            beside = F.pad(x, (0, 0, 1, 1))
            x = norm(x + self.drop(F.gelu(near(torch.cat([beside[:, :-2], x, beside[:, 2:]], -1)))))
        return x


class Network(nn.Module):
    """Encoder, units and heads; `forward` is what is exported."""

    def __init__(self, pieces: int, layers: int, hints: int, tags: int, types: int, roles: int, modalities: int, events: tuple[int, int]) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.units = Units(hints)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Dropout(0.2)
        self.tags = nn.Linear(WIDTH, tags)
        self.ends = Ends(WINDOW)
        self.claims = ClaimHeads(WIDTH, types, roles, modalities)
        self.events = ClaimHeads(WIDTH, *events, modalities)

    def take(self, given: Pretrained) -> None:
        """The pretrained weights of embeddings and lower layers."""
        with torch.no_grad():
            self.word.weight.copy_(given.words(WIDTH))
            self.position.weight.copy_(given.tensor("emb.pos", WIDTH)[:POSITIONS] + given.tensor("emb.type", WIDTH)[0])
            self.norm.weight.copy_(given.tensor("emb.ln.w"))
            self.norm.bias.copy_(given.tensor("emb.ln.b"))
        for number, layer in enumerate(self.layers):
            layer.load_state_dict(_layer(given, f"l{number}."))

    def words(self, ids: Tensor, mask: Tensor, first: Tensor, place: Tensor, hints: Tensor) -> Tensor:
        """Vectors of the units."""
        x = self.drop(self.norm(self.word(ids) + self.position(torch.arange(ids.shape[1], device=ids.device))))
        for layer in self.layers:
            x = layer(x, mask)
        held = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, WIDTH))
        return self.out(self.units(held, place, hints))

    def forward(self, ids: Tensor, mask: Tensor, first: Tensor, place: Tensor, hints: Tensor) -> tuple[Tensor, ...]:
        """Vectors of the units; name tags, ends; triggers, stances, arguments."""
        words = self.words(ids, mask, first, place, hints)
        return words, self.tags(words), self.ends(words), *self.claims(words)


def _layer(given: Pretrained, name: str) -> dict[str, Tensor]:
    """One layer's weights by our names."""
    found = {}
    for part, width in (("w", WIDTH), ("b", 0)):
        ours = "weight" if part == "w" else "bias"
        found[f"query_key_value.{ours}"] = torch.cat([given.tensor(f"{name}{x}.{part}", width) for x in "qkv"])
        found[f"attended.{ours}"] = given.tensor(f"{name}ao.{part}", width)
        found[f"wide.{ours}"] = given.tensor(f"{name}fi.{part}", width)
        found[f"narrow.{ours}"] = given.tensor(f"{name}fo.{part}", 4 * width)
        found[f"attention_norm.{ours}"] = given.tensor(f"{name}aln.{part}")
        found[f"norm.{ours}"] = given.tensor(f"{name}oln.{part}")
    return found

"""The heads that read claims off word vectors, whatever encoder made them: triggers, how firmly, and arguments.

A claim is a trigger word with arguments. Scores are log-odds: `triggers` [word, type]; `stances` [word, modality], one
softmax a word, and behind it the log-odds that the claim is over ("former"); `arguments` [role, trigger word, argument's first
word]. Where an argument ends is left to the language's end pointer.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

RANK, HIDDEN = 32, 96
DISTANCE = 32  # longest signed distance that tells apart, in words or characters


class ClaimHeads(nn.Module):
    def __init__(self, width: int, types: int, roles: int, modalities: int) -> None:
        super().__init__()
        self.roles = roles
        self.triggers = nn.Sequential(nn.Linear(width, 2 * HIDDEN), nn.ReLU(), nn.Dropout(0.2), nn.Linear(2 * HIDDEN, types))
        self.stances = nn.Sequential(nn.Linear(width, HIDDEN), nn.ReLU(), nn.Dropout(0.2), nn.Linear(HIDDEN, modalities + 1))
        self.left = nn.Linear(width, roles * RANK)
        self.right = nn.Linear(width, roles * RANK)
        self.trigger = nn.Linear(width, HIDDEN)
        self.argument = nn.Linear(width, HIDDEN)
        self.distance = nn.Embedding(2 * DISTANCE + 1, HIDDEN)
        self.out = nn.Linear(HIDDEN, roles)
        nn.init.normal_(self.left.weight, std=0.02)
        nn.init.normal_(self.right.weight, std=0.02)
        nn.init.normal_(self.distance.weight, std=0.02)
        nn.init.constant_(self.out.bias, -3.0)
        nn.init.constant_(self.triggers[-1].bias, -4.0)

    def parts(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What the argument table is made of, a row a unit: for reading only the rows of triggers (`ingest/triggers.py`)."""
        return self.left(words), self.right(words), self.trigger(words), self.argument(words)

    def rows(self, words: Tensor, lines: Sequence[int], units: Sequence[int]) -> Tensor:
        """The argument table's rows [row, role, unit] of some units, each given by its text's line in the batch and its place there."""
        picked, batch, count = words[lines, units], *words.shape[:2]
        place = torch.arange(count, device=words.device)
        apart = (place.unsqueeze(0) - torch.tensor(units, device=words.device).unsqueeze(1)).clamp(-DISTANCE, DISTANCE) + DISTANCE
        left = self.left(picked).view(-1, self.roles, 1, RANK)
        right = self.right(words).view(batch, count, self.roles, RANK).permute(0, 2, 3, 1)[lines]
        pair = self.trigger(picked).unsqueeze(1) + self.argument(words)[lines] + self.distance(apart)
        return (left @ right).squeeze(2) * RANK**-0.5 + self.out(pair.relu()).permute(0, 2, 1)

    def forward(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        batch, count, _ = words.shape
        place = torch.arange(count, device=words.device)
        apart = (place.unsqueeze(0) - place.unsqueeze(1)).clamp(-DISTANCE, DISTANCE) + DISTANCE
        left = self.left(words).view(batch, count, self.roles, RANK).permute(0, 2, 1, 3)
        right = self.right(words).view(batch, count, self.roles, RANK).permute(0, 2, 3, 1)
        pair = self.trigger(words).unsqueeze(2) + self.argument(words).unsqueeze(1) + self.distance(apart).unsqueeze(0)
        arguments = left @ right * RANK**-0.5 + self.out(pair.relu()).permute(0, 3, 1, 2)
        return self.triggers(words), self.stances(words), arguments

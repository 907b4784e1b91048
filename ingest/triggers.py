"""Decoding: from a reader model's scores to triggers with their arguments, by unit (word or character), for both languages.

1. Keep the (unit, type) pairs whose probability reaches the type's threshold; of neighbouring units with the same type the best.
2. Read modality and "former" off the trigger's unit; what is not surely asserted takes the likeliest hedge. 3. For every role that the type has, keep the units whose probability
reaches `LEAST`; where an argument ends is the model's end pointer's word. Scores come as log-odds, leave as probabilities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..graph.claim import Modality
from ..ontology.schema import claim_types

__all__ = ["ArgumentTable", "Rows", "Trigger", "triggers"]

FIRM = 0.9           # least probability of "asserted" that is believed: a false assertion costs more than a needless hedge
LEAST = 0.3          # an argument below is not considered; readers may ask for more
_VALUES = ("role", "attribution")
Floats = NDArray[np.float32]
Part = tuple[str, int, int, float]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger: its unit, claim type and probability, stance, and arguments as (role, first unit, end unit, probability)."""

    type: str
    unit: int
    score: float
    modality: Modality
    firm: float
    former: bool
    arguments: tuple[Part, ...]


@cache
def own_roles(kind: str) -> frozenset[str]:
    """Roles and values that claims of a type have, the speaker among them."""
    held = claim_types()[kind]
    return frozenset((*held.roles, *held.values, *_VALUES))


Rows = Callable[[Sequence[int]], Floats]


def triggers(
    scores: Floats, stances: Floats, rows: Rows | Floats, names: Mapping[str, Sequence[str]], thresholds: Mapping[str, float],
    end_of: Callable[[int], int], fresh: int = 0, likely: float = LEAST,
) -> Iterator[Trigger]:
    """Yield the triggers of one text, in its order.

    Args:
        scores: Log-odds [unit, type].
        stances: Logits of modalities, and behind them the log-odds of "former" [unit, modality + 1].
        rows: Log-odds of arguments [role, trigger's unit, argument's first unit], or what gives [trigger, role, first unit] for some units.
        names: The model's lists: `types`, `roles`, `modalities`.
        thresholds: Least probability of a trigger by claim type.
        end_of: Where an argument that starts at a unit ends.
        fresh: The first unit whose triggers count; before it stands context.
        likely: Least probability of an argument that is considered.
    """
    chances = _sigmoid(scores)
    asserted = names["modalities"].index(Modality.ASSERTED.value)
    least = np.array([thresholds[name] for name in names["types"]], dtype=np.float32)
    found = [
        (int(unit), int(kind)) for unit, kind in np.argwhere(chances >= least)
        if unit >= fresh and chances[unit, kind] >= chances[max(fresh, unit - 1) : unit + 2, kind].max()
    ]  # fmt: skip
    units = sorted({unit for unit, _ in found})
    held = rows[:, units].transpose(1, 0, 2) if isinstance(rows, np.ndarray) else rows(units) if units else ()
    arguments = dict(zip(units, held, strict=True))
    for unit, kind in found:
        name = names["types"][kind]
        stance = stances[unit, : len(names["modalities"])]
        shifted = np.exp(stance - stance.max())
        shares = shifted / shifted.sum()
        best = int(shares.argmax())
        if best == asserted and shares[best] < FIRM:
            best = int(np.where(np.arange(len(shares)) == asserted, 0, shares).argmax())
        yield Trigger(
            name, unit, float(chances[unit, kind]), Modality(names["modalities"][best]), float(shares[best]),
            bool(stances[unit, len(names["modalities"])] > 0), tuple(_parts(arguments[unit], name, names["roles"], end_of, likely)),
        )


def _parts(scores: Floats, kind: str, roles: Sequence[str], end_of: Callable[[int], int], likely: float) -> Iterator[Part]:
    own = own_roles(kind)
    chances = _sigmoid(scores)
    for role, unit in np.argwhere(chances >= likely):
        if roles[role] in own:
            yield roles[role], int(unit), end_of(int(unit)), float(chances[role, unit])


class ArgumentTable:
    """The rows of a model's argument table, worked out only for the units that are asked for.

    `ClaimHeads` exports what the table is made of, a row a unit; what joins two rows stands in `arguments.npz`.
    """

    def __init__(self, folder: Path, roles: int) -> None:
        with np.load(folder / "arguments.npz") as held:
            self._distance, self._weight, self._bias = held["distance"], held["weight"], held["bias"]
        self._roles = roles

    def rows(self, units: Sequence[int], left: Floats, right: Floats, trigger: Floats, argument: Floats) -> Floats:
        """Log-odds [unit, role, argument's first unit] of the given units."""
        count, picked = len(right), np.asarray(units)
        far = len(self._distance) // 2
        one = left[picked].reshape(len(units), self._roles, -1)
        two = right.reshape(count, self._roles, -1)
        paired = np.einsum("krd,nrd->krn", one, two) / np.sqrt(one.shape[-1])
        apart = np.clip(np.arange(count)[None, :] - picked[:, None], -far, far) + far
        joined = np.maximum(trigger[picked][:, None] + argument[None] + self._distance[apart], 0.0)
        return np.asarray(paired + (joined @ self._weight.T + self._bias).transpose(0, 2, 1), dtype=np.float32)


def _sigmoid(scores: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30))), dtype=np.float32)

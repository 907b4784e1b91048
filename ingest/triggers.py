"""Decoding: from a reader model's scores to triggers with their arguments, by unit (word or character), for both languages.

1. Keep the (unit, type) pairs whose probability reaches the type's threshold; of neighbouring units with the same type the best.
2. Read modality and "former" off the trigger's unit. 3. For every role that the type has, keep the units whose probability
reaches `LEAST`; where an argument ends is the model's end pointer's word. Scores come as log-odds, leave as probabilities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..graph.claim import Modality
from ..ontology.schema import claim_types

__all__ = ["Trigger", "triggers"]

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


def triggers(
    scores: Floats, stances: Floats, arguments: Floats, names: Mapping[str, Sequence[str]],
    thresholds: Mapping[str, float], end_of: Callable[[int], int],
) -> Iterator[Trigger]:
    """Yield the triggers of one sentence, in text order.

    Args:
        scores: Log-odds [unit, type].
        stances: Logits of modalities, and behind them the log-odds of "former" [unit, modality + 1].
        arguments: Log-odds [role, trigger's unit, argument's first unit].
        names: The model's lists: `types`, `roles`, `modalities`.
        thresholds: Least probability of a trigger by claim type.
        end_of: Where an argument that starts at a unit ends.
    """
    chances = _sigmoid(scores)
    least = np.array([thresholds[name] for name in names["types"]], dtype=np.float32)
    for unit, kind in np.argwhere(chances >= least):
        around = chances[max(0, unit - 1) : unit + 2, kind]
        if chances[unit, kind] < around.max():
            continue
        name = names["types"][kind]
        stance = stances[unit, : len(names["modalities"])]
        shifted = np.exp(stance - stance.max())
        best = int(shifted.argmax())
        yield Trigger(
            name, int(unit), float(chances[unit, kind]), Modality(names["modalities"][best]), float(shifted[best] / shifted.sum()),
            bool(stances[unit, len(names["modalities"])] > 0), tuple(_parts(arguments[:, unit], name, names["roles"], end_of)),
        )


def _parts(scores: Floats, kind: str, roles: Sequence[str], end_of: Callable[[int], int]) -> Iterator[Part]:
    own = own_roles(kind)
    chances = _sigmoid(scores)
    for role, unit in np.argwhere(chances >= LEAST):
        if roles[role] in own:
            yield roles[role], int(unit), end_of(int(unit)), float(chances[role, unit])


def _sigmoid(scores: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30))), dtype=np.float32)

"""Decoding keeps what reaches its threshold, one unit of neighbours, roles of the type, and the stance of the trigger."""

import numpy as np

from aigraph.graph.claim import Modality
from aigraph.ingest.triggers import ArgumentTable, Trigger, triggers

NAMES = {"types": ["Departure", "Funding"], "roles": ["person", "organization", "investors", "date"], "modalities": [m.value for m in Modality]}
LEAST = {"Departure": 0.5, "Funding": 0.5}


def _decode(fresh: int = 0, **cells: float) -> list[Trigger]:
    scores = np.full((4, 2), -9.0, dtype=np.float32)
    scores[1, 0] = 3.0
    scores[2, 0] = cells.get("next", -9.0)
    stances = np.zeros((4, 6), dtype=np.float32)
    stances[1, 4], stances[1, 5] = 2.0, cells.get("former", -1.0)
    arguments = np.full((4, 4, 4), -9.0, dtype=np.float32)
    arguments[0, 1, 0] = arguments[2, 1, 3] = 2.0          # a person, and an investor whom a departure does not have
    arguments[1, 1, 3] = cells.get("organization", -9.0)
    return list(triggers(scores, stances, arguments, NAMES, LEAST, lambda k: k + 1, fresh))


def test_a_trigger_carries_its_stance_and_the_roles_of_its_type() -> None:
    (found,) = _decode(organization=1.0, former=0.5)
    assert (found.type, found.unit, found.modality, found.former) == ("Departure", 1, Modality.DENIED, True)
    assert [(role, a, b) for role, a, b, _ in found.arguments] == [("person", 0, 1), ("organization", 3, 4)]


def test_of_neighbours_the_surer_one_is_the_trigger() -> None:
    assert [t.unit for t in _decode(next=2.0)] == [1]
    assert [t.unit for t in _decode(next=4.0)] == [2]


def test_what_is_only_context_triggers_nothing() -> None:
    assert _decode(fresh=2) == []


def test_rows_of_the_table_are_those_of_the_whole(tmp_path: object) -> None:
    """The lazily computed rows agree with the formula of the network, written out."""
    draw = np.random.default_rng(5)
    roles, rank, hidden, far, count = 3, 4, 5, 2, 6
    distance, weight, bias = draw.normal(size=(2 * far + 1, hidden)), draw.normal(size=(roles, hidden)), draw.normal(size=roles)
    np.savez(f"{tmp_path}/arguments.npz", distance=distance, weight=weight, bias=bias)
    left, right = draw.normal(size=(count, roles * rank)), draw.normal(size=(count, roles * rank))
    trigger, argument = draw.normal(size=(count, hidden)), draw.normal(size=(count, hidden))
    from pathlib import Path

    rows = ArgumentTable(Path(str(tmp_path)), roles).rows([1, 4], *(x.astype(np.float32) for x in (left, right, trigger, argument)))
    for k, unit in enumerate((1, 4)):
        for role in range(roles):
            for other in range(count):
                joined = trigger[unit] + argument[other] + distance[int(np.clip(other - unit, -far, far)) + far]
                own = left[unit, role * rank : (role + 1) * rank] @ right[other, role * rank : (role + 1) * rank] / np.sqrt(rank)
                assert np.isclose(rows[k, role, other], own + weight[role] @ np.maximum(joined, 0) + bias[role], atol=1e-4)

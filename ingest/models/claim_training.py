"""Losses and a report for the claim heads, shared by the languages.

Triggers: binary cross entropy a word and type, weighted by how sure the annotation is. Stances: cross entropy at trigger
words. Arguments: binary cross entropy in the rows of trigger words, roles that the type does not have counting little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import torch
from claim_heads import ClaimHeads
from claim_rows import MODALITIES, ROLES, TYPES, VALUES, Taught
from torch import Tensor
from torch.nn import functional as F

from aigraph.ontology.schema import claim_types

FOREIGN = 0.1  # weight of roles that the trigger's type does not have
REPORTED_AT = 0.5


@cache
def own_roles(kind: int) -> list[int]:
    """Roles and values that claims of a type have, the speaker among them."""
    held = claim_types()[TYPES[kind]]
    return [ROLES.index(name) for name in (*held.roles, *held.values, "attribution") if name in ROLES]


def claim_losses(
    heads: ClaimHeads, words: Tensor, taught: Sequence[Sequence[Taught]], counts: Sequence[int]
) -> dict[str, Tensor]:
    """Losses of a batch: `words` [sentence, unit, width], and what each sentence teaches over its `counts` units."""
    triggers, stances, arguments = heads(words)
    target, weight = torch.zeros_like(triggers), torch.zeros_like(triggers)
    for i, (held, count) in enumerate(zip(taught, counts, strict=True)):
        weight[i, :count] = 1.0
        for one in held:
            target[i, one.unit, one.type] = 1.0
            weight[i, one.unit, one.type] = one.weight
    total = F.binary_cross_entropy_with_logits(triggers, target, weight=weight, reduction="sum")
    losses = {"triggers": total / (target.sum() + len(taught))}
    places = [(i, one) for i, held in enumerate(taught) for one in held if one.weight > 0]
    if not places:
        return losses
    lines, units = [i for i, _ in places], [one.unit for _, one in places]
    firm = stances[lines, units]
    modality = torch.tensor([one.modality for _, one in places])
    former = torch.tensor([float(one.former) for _, one in places])
    losses["stances"] = F.cross_entropy(firm[:, : len(MODALITIES)], modality) + F.binary_cross_entropy_with_logits(
        firm[:, len(MODALITIES)], former
    )
    scores = arguments[lines, :, units]      # [trigger, role, unit]
    wanted, heeded = torch.zeros_like(scores), torch.zeros_like(scores)
    for k, (i, one) in enumerate(places):
        heeded[k, :, : counts[i]] = FOREIGN
        heeded[k, own_roles(one.type), : counts[i]] = 1.0
        for role, first, _ in one.arguments:
            wanted[k, role, first] = 1.0
    total = F.binary_cross_entropy_with_logits(scores, wanted, weight=heeded, reduction="sum")
    losses["arguments"] = total / (wanted.sum() + len(places))
    return losses


def claim_report(network: Any, rows: Sequence[Any], words_of: Callable[[list[Any]], Tensor]) -> str:
    """F1 of triggers, of arguments at gold triggers, and how often the modality is right there, on sentences one by one."""
    right, guessed, gold = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        with torch.inference_mode():
            triggers, stances, arguments = network.claims(words_of([row]))
        found = {(int(w), int(t)) for w, t in (triggers[0].sigmoid() >= REPORTED_AT).nonzero()}
        held = {(one.unit, one.type): one for one in row.taught}
        sure = {key for key, one in held.items() if one.weight == 1.0}
        right["trigger"] += len(found & sure)
        guessed["trigger"] += len(found - (set(held) - sure))
        gold["trigger"] += len(sure)
        for one in row.taught:
            scores = arguments[0, :, one.unit].sigmoid()
            taken = {(r, int(w)) for r in own_roles(one.type) for w in (scores[r] >= REPORTED_AT).nonzero().flatten()}
            asked = {(r, first) for r, first, _ in one.arguments}
            for name, some in (("argument", lambda r: ROLES[r] not in VALUES), ("value", lambda r: ROLES[r] in VALUES)):
                right[name] += sum(some(r) for r, _ in taken & asked)
                guessed[name] += sum(some(r) for r, _ in taken)
                gold[name] += sum(some(r) for r, _ in asked)
            right["modality"] += int(stances[0, one.unit, : len(MODALITIES)].argmax()) == one.modality
            gold["modality"] += 1
    shown = [
        f"{name} P {right[name] / max(guessed[name], 1):.3f} R {right[name] / max(gold[name], 1):.3f}"
        f" F1 {2 * right[name] / max(guessed[name] + gold[name], 1):.3f}" for name in ("trigger", "argument", "value")
    ]  # fmt: skip
    return "; ".join([*shown, f"modality {right['modality'] / max(gold['modality'], 1):.3f} of {gold['modality']}"])

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
from claim_rows import ANTECEDENT, MODALITIES, ROLES, TYPES, VALUES, Taught
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
    heads: ClaimHeads, words: Tensor, taught: Sequence[Sequence[Taught]], counts: Sequence[int],
    fresh: Sequence[int] | None = None, antecedents: Sequence[Sequence[tuple[int, int]]] = (), *,
    weights: Sequence[Sequence[float] | None] | None = None, own: Callable[[int], Sequence[int]] = own_roles,
    positive: float = 1.0,
) -> dict[str, Tensor]:
    """Losses of a batch.

    Args:
        heads: The heads to train.
        words: Vectors [text, unit, width].
        taught: What each text teaches; a negative modality is one that is not known.
        counts: Units of each text.
        fresh: The first unit of each text whose triggers count.
        antecedents: Of each text, pairs of units: where a pronoun begins, and where the name that it stands for does.
        weights: By text, how much each type counts where it is not taught; 1 where None.
        own: The roles that a type has.
        positive: Weight of an argument against a unit that is none.
    """
    triggers, stances = heads.triggers(words), heads.stances(words)
    target, weight = torch.zeros_like(triggers), torch.zeros_like(triggers)
    for i, (held, count) in enumerate(zip(taught, counts, strict=True)):
        known = weights[i] if weights else None
        weight[i, fresh[i] if fresh else 0 : count] = 1.0 if known is None else torch.tensor(known)
        for one in held:
            target[i, one.unit, one.type] = 1.0
            weight[i, one.unit, one.type] = one.weight
    total = F.binary_cross_entropy_with_logits(triggers, target, weight=weight, reduction="sum")
    losses = {"triggers": total / (target.sum() + len(taught))}
    pairs = [(i, here, there) for i, held in enumerate(antecedents) for here, there in held]
    if pairs:
        lines, here, there = (list(column) for column in zip(*pairs, strict=True))
        rows = heads.rows(words, lines, here)[:, ROLES.index(ANTECEDENT)]
        beyond = torch.arange(rows.shape[1])[None, :] >= torch.tensor([counts[i] for i in lines])[:, None]
        losses["antecedents"] = 0.3 * F.cross_entropy(rows.masked_fill(beyond, -1e4), torch.tensor(there))
    places = [(i, one) for i, held in enumerate(taught) for one in held if one.weight > 0]
    if not places:
        return losses
    lines, units = [i for i, _ in places], [one.unit for _, one in places]
    firm = stances[lines, units]
    modality = torch.tensor([one.modality for _, one in places])
    former = torch.tensor([float(one.former) for _, one in places])
    sure = modality >= 0
    if sure.any():
        losses["stances"] = F.cross_entropy(firm[sure, : len(MODALITIES)], modality[sure]) + F.binary_cross_entropy_with_logits(
            firm[sure, len(MODALITIES)], former[sure]
        )
    scores = heads.rows(words, lines, units)      # [trigger, role, unit]
    wanted, heeded = torch.zeros_like(scores), torch.zeros_like(scores)
    for k, (i, one) in enumerate(places):
        heeded[k, :, : counts[i]] = FOREIGN
        heeded[k, list(own(one.type)), : counts[i]] = 1.0
        for role, first, _ in one.arguments:
            wanted[k, role, first] = 1.0
            heeded[k, role, first] *= positive
    total = F.binary_cross_entropy_with_logits(scores, wanted, weight=heeded, reduction="sum")
    losses["arguments"] = total / (wanted.sum() + len(places))
    return losses


def claim_report(network: Any, rows: Sequence[Any], words_of: Callable[[list[Any]], Tensor]) -> str:
    """F1 of triggers, of arguments at gold triggers, and how often the modality is right there, on sentences one by one."""
    right, guessed, gold = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        with torch.inference_mode():
            triggers, stances, arguments = network.claims(words_of([row]))
        found = {(int(w), int(t)) for w, t in (triggers[0].sigmoid() >= REPORTED_AT).nonzero() if int(w) >= row.fresh}
        held = {(one.unit, one.type): one for one in row.taught}
        sure = {key for key, one in held.items() if one.weight == 1.0}
        right["trigger"] += len(found & sure)
        guessed["trigger"] += len(found - (set(held) - sure))
        gold["trigger"] += len(sure)
        for here, there in row.antecedents:
            right["antecedent"] += int(arguments[0, ROLES.index(ANTECEDENT), here].argmax()) == there
            gold["antecedent"] += 1
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
    shown.append(f"antecedent {right['antecedent'] / max(gold['antecedent'], 1):.3f} of {gold['antecedent']}")
    return "; ".join([*shown, f"modality {right['modality'] / max(gold['modality'], 1):.3f} of {gold['modality']}"])

"""Two readers, one list of claims: what frames and the learned reader say of one sentence, brought together.

1. A claim that both find keeps the frame's arguments and takes what it lacks, and how firmly it is meant, from the learned
reader; 2. a claim of frames alone stands if the learned reader gives its type some chance in that sentence (`SUPPORT`);
3. a claim of the learned reader alone stands if its confidence reaches its type's threshold, chosen on the development split.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..graph.claim import Claim, Modality
from ..ontology.schema import claim_types
from .context import Context
from .triggers import Trigger

__all__ = ["combined"]

SUPPORT = 0.1
SURE_OF_STANCE = 0.6
_VALUES = ("role", "amount", "date", "since", "until", "status", "round", "quantity", "share")


def combined(
    framed: Sequence[Claim], learned: Sequence[Claim], triggers: Sequence[Trigger], least: Mapping[str, float], context: Context
) -> list[Claim]:
    """The claims of one sentence; what is not among them is noted in `context`.

    Args:
        framed: Claims of frames, titles and tables.
        learned: Claims of the learned reader.
        triggers: All triggers considered, with their probabilities.
        least: Least confidence of a claim that only the learned reader makes, by type.
        context: Where what is passed over is noted.
    """
    chance: dict[str, float] = {}
    for trigger in triggers:
        chance[trigger.type] = max(chance.get(trigger.type, 0.0), trigger.score)
    kept: list[Claim] = []
    used: set[int] = set()
    for claim in framed:
        twin = next((k for k, other in enumerate(learned) if _same(claim, other)), None)
        if twin is not None:
            used.add(twin)
            kept.append(_merged(claim, learned[twin]))
        elif chance.get(claim.type, 0.0) >= SUPPORT:
            kept.append(claim.with_(confidence=claim.confidence * (0.5 + 0.5 * chance[claim.type])))
        else:
            _pass(context, claim, f"{claim.reader} finds it, the learned reader sees no sign of it")
    for k, claim in enumerate(learned):
        if k in used or any(_same(claim, other) for other in kept):
            continue
        if claim.confidence >= least[claim.type]:
            kept.append(claim)
        else:
            _pass(context, claim, f"confidence {claim.confidence:.2f} is below {least[claim.type]:.2f}")
    return kept


def _pass(context: Context, claim: Claim, reason: str) -> None:
    place = claim.trigger or (claim.arguments[0].start, claim.arguments[0].end)
    context.pass_over(claim.type, place, claim.confidence, reason)


def _same(one: Claim, other: Claim) -> bool:
    """Same type and key roles (either way round where the type is symmetric)?"""
    if one.type != other.type:
        return False
    keys = [role for role in claim_types()[one.type].key_roles if role in claim_types()[one.type].roles]
    mine, theirs = ([claim.entity(role) for role in keys] for claim in (one, other))
    if "amount" in claim_types()[one.type].key_roles and str(one.amount) != str(other.amount):
        return False
    if one.type == "Employment" and one.role and other.role and one.role != other.role and one.status != other.status:
        return False
    return mine == theirs or (claim_types()[one.type].symmetric and mine == theirs[::-1])


def _merged(framed: Claim, learned: Claim) -> Claim:
    changes: dict[str, Any] = {
        name: getattr(learned, name) for name in _VALUES if getattr(framed, name) is None and getattr(learned, name) is not None
    }
    if not framed.attribution:
        changes["attribution"] = learned.attribution
    if framed.modality is not learned.modality and framed.modality is Modality.ASSERTED:
        changes["modality"] = learned.modality
    roles = {a.role for a in framed.arguments}
    changes["arguments"] = framed.arguments + tuple(a for a in learned.arguments if a.role not in roles)
    changes["confidence"] = 1.0 - (1.0 - framed.confidence) * (1.0 - learned.confidence)
    changes["reader"] = f"{framed.reader}+{learned.reader}"
    return framed.with_(**changes)

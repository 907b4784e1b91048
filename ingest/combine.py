"""Two readers, one list of claims: what frames and the learned reader say of one sentence, brought together.

1. A claim that both find keeps the frame's arguments and takes what it lacks, and how firmly it is meant, from the learned
reader; 2. a claim of frames alone loses confidence by how little the learned reader believes in its type in that sentence; 3. where they disagree
which way somebody moves, the frame is believed, where they disagree about whom, the surer the learned claim the less; 4. what only one
of the two finds stands if its confidence reaches that reader's least, stored with the model (its card says how they were chosen).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..graph.claim import Claim, Modality
from ..ontology.schema import claim_types
from .context import Context
from .triggers import Trigger

__all__ = ["combined"]

# What is left of a frame's confidence where the learned reader sees no chance of its type at all; more for what
# stands beside a name ("cofounder John Schulman"), which says it whatever the sentence is about.
ALONE, BESIDE = 0.3, 0.6
DOUBT = 2.0      # how much of a frame's confidence is left for each part in one that a learned claim with other arguments leaves open
FRAMES, LEARNED = 0.25, 0.5      # where a model has chosen none
_MOVES = {"Departure", "Appointment"}
_VALUES = ("role", "amount", "date", "since", "until", "status", "round", "quantity", "share")


def combined(
    framed: Sequence[Claim], learned: Sequence[Claim], triggers: Sequence[Trigger], least: Mapping[str, float], context: Context
) -> list[Claim]:
    """The claims of one sentence; what is not among them is noted in `context`.

    Args:
        framed: Claims of frames, titles and tables.
        learned: Claims of the learned reader.
        triggers: All triggers considered, with their probabilities.
        least: Least confidence of a claim that only one reader makes: `frames`, `learned`, or a claim type for the latter.
        context: Where what is passed over is noted.
    """
    chance: dict[str, float] = {}
    for trigger in triggers:
        chance[trigger.type] = max(chance.get(trigger.type, 0.0), trigger.score)
    kept: list[Claim] = []
    used: set[int] = set()
    agreed = {(claim.reader, claim.trigger) for claim in framed if claim.trigger and any(_same(claim, other) for other in learned)}
    for claim in framed:
        twin = next((k for k, other in enumerate(learned) if k not in used and _same(claim, other)), None)
        if twin is not None:
            used.add(twin)
            kept.append(_merged(claim, learned[twin]))
            continue
        opposed = next((k for k, other in enumerate(learned) if k not in used and _opposed(claim, other)), None)
        if opposed is not None:
            used.add(opposed)
            chance = chance | {claim.type: max(chance.get(claim.type, 0.0), learned[opposed].confidence)}
        alone = BESIDE if claim.reader.endswith(("/title", "/place", ".maker")) else ALONE
        added = (claim.reader, claim.trigger) in agreed      # one more beside somebody that both see
        rival = 0.0 if added else max((other.confidence for other in learned if _contests(other, claim)), default=0.0)
        doubt = min(1.0, DOUBT * (1.0 - rival))
        claim = claim.with_(confidence=claim.confidence * doubt * (alone + (1 - alone) * chance.get(claim.type, 0.0)))
        _keep(claim, least.get("frames", FRAMES), kept, context)
    for k, claim in enumerate(learned):
        if k not in used and not any(_same(claim, other) for other in kept):
            _keep(claim, least.get(claim.type, least.get("learned", LEARNED)), kept, context)
    return kept


def _keep(claim: Claim, least: float, kept: list[Claim], context: Context) -> None:
    """Add the claim to `kept`, or note why not."""
    if claim.confidence >= least:
        kept.append(claim)
        return
    place = claim.trigger or (claim.arguments[0].start, claim.arguments[0].end)
    context.pass_over(claim.type, place, claim.confidence, f"{claim.reader}: confidence {claim.confidence:.2f} is below {least:.2f}")


def _contests(learned: Claim, framed: Claim) -> bool:
    """Does the learned reader make another claim of the same word, or another of the type that a table without a word claims?"""
    if learned.type != framed.type:
        return False
    if not framed.trigger or not learned.trigger:
        return True
    return framed.trigger[0] < learned.trigger[1] and learned.trigger[0] < framed.trigger[1]


def _opposed(framed: Claim, learned: Claim) -> bool:
    """Do both see one move by the same word, and disagree whether into or out of a post? Which way a verb goes the frames know."""
    if {framed.type, learned.type} != _MOVES or not framed.trigger or not learned.trigger or framed.entity("person") != learned.entity("person"):
        return False
    return framed.trigger[0] < learned.trigger[1] and learned.trigger[0] < framed.trigger[1]


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
    if framed.role and learned.role and framed.role != learned.role and learned.role.endswith(framed.role):      # "finance director", not "director"
        changes["role"] = learned.role
    if learned.attribution:
        changes["attribution"] = learned.attribution
    if framed.modality is Modality.ASSERTED:      # cue words that hedge or deny are believed; where the tree shows none, the learned reader is
        changes["modality"] = learned.modality
    roles = {a.role for a in framed.arguments}
    changes["arguments"] = framed.arguments + tuple(a for a in learned.arguments if a.role not in roles)
    changes["confidence"] = 1.0 - (1.0 - framed.confidence) * (1.0 - learned.confidence)
    changes["reader"] = f"{framed.reader}+{learned.reader}"
    return framed.with_(**changes)

"""How firmly a trigger is meant: cue words of its sentence and the model's stance, weighed.

Cue words seldom stand where nothing is hedged, so what they say of an event holds. Who holds a post, founded or owns a firm is mostly said in
passing, and the clause's hedges do not bear on it: there the model is believed where it is sure that it is asserted. A hedge that only the model
sees holds if it is likely; if it is not, it must have a cue: one in the sentence, or, where it is hardly likely, in this clause or beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...graph.claim import Claim, Modality
from ..triggers import Trigger
from .attribution import attribution
from .modality import denied_later, modality
from .quote import evidence
from .scene import Scene

__all__ = ["ANSWERED", "IN_PASSING", "said", "weighed", "with_denials"]

ANSWERED = ("Criticism", "Litigation")      # that the other side denies what is said takes nothing back: it was said
IN_PASSING = frozenset({"Employment", "Founding", "Competition", "Headquarters", "Education", "Development", "Ownership"})
_LIKELY, _HARDLY = 0.6, 0.4       # probability of a hedge from which on it needs no cue, and below which its cue must be near
_CUE = re.compile(
    r"据|传|称|谈|磋商|商议|或|可能|也许|如果|假如|一旦|若|拟|计[划画]|打算|准备|想|要(?![求约素点闻])|有意|意向|寻求|希望|有望|可望|预计|预期|目标|考虑|建议|评估|探索|"
    r"不|没|未|无|否|拒|绝|撤|取消|终止|中止|搁置|推迟|叫停|告吹|猜|疑|认为|视为|看来|似乎|呼声|人选|潜在|尚|仍在|爆|流出|消息|人士|是否|原定"
)


def said(scene: Scene, kind: str, clause: int, trigger: tuple[int, int]) -> Modality:
    """What cue words say of a trigger of a claim type; what follows an attack or a lawsuit does not bear on it."""
    text = scene.masked[: scene.parts[clause].end] if kind in ANSWERED else scene.masked
    return modality(text, scene.parts, clause, trigger)


def weighed(trigger: Trigger, scene: Scene) -> Trigger:
    """The trigger with the modality that cue words and the model together give."""
    start = scene.sentence.tokens[trigger.unit - scene.sentence.first].start - scene.sentence.start
    clause = scene.clause_at(start)
    if clause < 0:
        return trigger
    cued = said(scene, trigger.type, clause, (start, start + 1))
    if cued is not Modality.ASSERTED:
        in_passing = trigger.modality is Modality.ASSERTED and trigger.type in IN_PASSING
        return trigger if in_passing else replace(trigger, modality=cued)
    if trigger.modality is Modality.ASSERTED or trigger.firm >= _LIKELY:
        return trigger
    first, last = (clause - 1, clause + 1) if trigger.firm < _HARDLY else (0, len(scene.parts))
    near = scene.parts[max(first, 0) : last + 1]
    if any(_CUE.search(scene.masked, part.start, part.end) for part in near):
        return trigger
    return replace(trigger, modality=Modality.ASSERTED)


def with_denials(claims: Sequence[Claim], scene: Scene) -> Iterator[Claim]:
    """The claims, and each rumour or plan that the next clause denies once more, as denied by whoever denies it."""
    for claim in claims:
        denial = _denial(claim, claims, scene)
        if denial is None:
            yield claim
        else:
            yield claim.with_(attribution=tuple(name for name in claim.attribution if name not in denial.attribution))
            yield denial


def _denial(claim: Claim, claims: Sequence[Claim], scene: Scene) -> Claim | None:
    base = scene.sentence.start
    clause = scene.clause_at(claim.trigger[0] - base) if claim.trigger else -1
    if clause < 0 or claim.modality in (Modality.ASSERTED, Modality.DENIED) or claim.type in ANSWERED:
        return None
    start = denied_later(scene.masked, scene.parts, clause)
    if start < 0 or any(other.modality is Modality.DENIED and _same(claim, other) for other in claims):
        return None
    spans = [(a.start - base, a.end - base) for a in claim.arguments if base <= a.start < base + len(scene.text)]
    return claim.with_(
        modality=Modality.DENIED, attribution=attribution(scene, clause + 1, start + 2)[-1:], trigger=(start + base, start + base + 2),
        evidence=evidence(scene, [*spans, (start, start + 2)]),
    )


def _same(one: Claim, other: Claim) -> bool:
    return one.type == other.type and {(a.role, a.entity) for a in one.arguments} == {(a.role, a.entity) for a in other.arguments}

"""The learned table: facts that the encoder scores between two words, as claims.

KnowledgeNet's properties that are claim types of ours: EMPLOYEE_OR_MEMBER_OF and CEO (Employment), FOUNDED_BY,
DATE_FOUNDED (a Founding's date), HEADQUARTERS, SUBSIDIARY_OF (Ownership), EDUCATED_AT. That data hardly ever denies, so
the modality comes from the tree, at the lowest word that governs both arguments. A pair that a frame or a title has
already read is left alone: an employer in "X left Y" is not another claim.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, When
from .modality import hypothetical, modality
from .scene import Scene
from .values import attribution_of, dates_of

__all__ = ["from_table"]

Quote = Callable[[Scene, Sequence[tuple[int, int]]], Evidence]

_PROPERTIES = {
    "EMPLOYEE_OR_MEMBER_OF": ("Employment", "person", Kind.PERSON, "organization", Kind.ORGANIZATION),
    "CEO": ("Employment", "organization", Kind.ORGANIZATION, "person", Kind.PERSON),
    "FOUNDED_BY": ("Founding", "organization", Kind.ORGANIZATION, "person", Kind.PERSON),
    "HEADQUARTERS": ("Headquarters", "organization", Kind.ORGANIZATION, "place", Kind.PLACE),
    "SUBSIDIARY_OF": ("Ownership", "owned", Kind.ORGANIZATION, "owner", Kind.ORGANIZATION),
    "EDUCATED_AT": ("Education", "person", Kind.PERSON, "organization", Kind.ORGANIZATION),
}
_PAIRED = {"Departure", "Appointment", "Employment", "Founding", "Leave", "Education", "Criticism", "Acquisition", "Litigation"}


def from_table(scene: Scene, found: Sequence[Claim], quote: Quote) -> list[Claim]:
    """Claims of the table whose pair of entities no claim in `found` has read."""
    pairs = [{a.entity for a in claim.arguments} for claim in found if claim.type in _PAIRED]
    typed = [(claim.type, {a.entity for a in claim.arguments}) for claim in found]
    claims: list[Claim] = []
    for name, first, second, score in scene.sentence.facts:
        if name not in _PROPERTIES:
            continue
        type_, role_a, kind_a, role_b, kind_b = _PROPERTIES[name]
        a, b = _at(scene, first, kind_a, role_a), _at(scene, second, kind_b, role_b)
        if a is None or b is None or a.entity == b.entity:
            continue
        pair = {a.entity, b.entity}
        if any(t == type_ and pair <= held for t, held in typed):
            continue
        if type_ == "Employment" and any(pair <= held for held in pairs):
            continue
        top = _lowest(scene, first[0], second[0])
        if top is None or hypothetical(scene.tree, top):
            continue
        held = modality(scene.tree, top)
        when = _founded(scene, a.entity, top) if type_ == "Founding" else None
        dates = dates_of(scene, top, held is Modality.PLANNED)
        claims.append(Claim(
            type_, "en", quote(scene, [(a.start, a.end), (b.start, b.end)]), (a, b),
            role="chief executive officer" if name == "CEO" else None,
            date=when, since=dates.since if type_ == "Employment" else None,
            modality=held, attribution=attribution_of(scene, top),
            reader=f"en/table:{name}", confidence=score,
        ))
        typed.append((type_, pair))
    return claims


def _at(scene: Scene, span: tuple[int, int], kind: Kind, role: str) -> Argument | None:
    for word in range(*span):
        found = scene.mention_at(word, (kind,))
        if found is not None and found.entity is not None and found.entity.kind is kind:
            return Argument(role, found.entity, found.start, found.end)
    return None


def _lowest(scene: Scene, a: int, b: int) -> int | None:
    """The lowest word that governs both, the trigger for want of a better one."""
    above = [a, *scene.tree.ancestors(a)]
    return next((w for w in [b, *scene.tree.ancestors(b)] if w in above), None)


def _founded(scene: Scene, organization: Entity, top: int) -> When | None:
    """The date that DATE_FOUNDED ties to this organisation, else the one that hangs on the governing word."""
    for name, first, _, _ in scene.sentence.facts:
        if name == "DATE_FOUNDED":
            found = _at(scene, first, Kind.ORGANIZATION, "organization")
            if found and found.entity == organization:
                break
    return dates_of(scene, top, False).date

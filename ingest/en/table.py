"""The learned table: facts that the encoder scores between two words, as claims.

KnowledgeNet's properties that are claim types of ours: EMPLOYEE_OR_MEMBER_OF (Employment), FOUNDED_BY,
DATE_FOUNDED (a Founding's date), HEADQUARTERS, SUBSIDIARY_OF (Ownership), EDUCATED_AT. That data hardly ever denies, so
the modality comes from the tree, at the lowest word that governs both arguments. A pair that a frame or a title has
already read is left alone: an employer in "X left Y" is not another claim.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ...graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, When
from .modality import hypothetical, modality
from .scene import Scene
from .values import attribution_of, dates_of

__all__ = ["from_table"]

Quote = Callable[[Scene, Sequence[tuple[int, int]]], Evidence]

_PROPERTIES = {
    "EMPLOYEE_OR_MEMBER_OF": ("Employment", "person", Kind.PERSON, "organization", Kind.ORGANIZATION),
    "FOUNDED_BY": ("Founding", "organization", Kind.ORGANIZATION, "person", Kind.PERSON),
    "HEADQUARTERS": ("Headquarters", "organization", Kind.ORGANIZATION, "place", Kind.PLACE),
    "SUBSIDIARY_OF": ("Ownership", "owned", Kind.ORGANIZATION, "owner", Kind.ORGANIZATION),
    "EDUCATED_AT": ("Education", "person", Kind.PERSON, "organization", Kind.ORGANIZATION),
}
# Words without which a sentence does not say it: the table is sure of itself even where nothing says so.
_SAYS = {
    "EMPLOYEE_OR_MEMBER_OF": re.compile(
        r"\bwork(?:s|ed|ing)?\b|\bserv(?:es?|ed|ing)\b|\bemploy|\bmember\b|\bveteran|\balum|\bformerly\b|\bspent\b|\bteach|\bused to\b|\bonce an?\b", re.I),
    "FOUNDED_BY": re.compile(r"\bco-?founde?d|\bfounded|\bco-?founding|\bto (?:co-?)?found|\bstarted|\bset up|established|\bcreat(?:ed|ing)|launched|brainchild", re.I),
    "HEADQUARTERS": re.compile(r"headquarter|\bbased\b|-based|\bseat\b|\boffices?\b|campus|located", re.I),
    "SUBSIDIARY_OF": re.compile(r"subsidiar|parent|\bown|\bunit\b|division|\barm\b|part of|acqui|bought|\bbuy", re.I),
    "EDUCATED_AT": re.compile(r"stud|gradu|educat|attend|degree|doctor|ph\.?d|alum|master|bachelor|mba|enrol|train", re.I),
}
_PAST = re.compile(r"\b(?:formerly|used to|once|previously|worked|served|spent|veteran)\b", re.I)
_PAIRED = {"Departure", "Appointment", "Employment", "Founding", "Leave", "Education", "Criticism", "Acquisition", "Litigation"}


def from_table(scene: Scene, found: Sequence[Claim], quote: Quote) -> list[Claim]:
    """Claims of the table whose pair of entities no claim in `found` has read."""
    pairs = [{a.entity for a in claim.arguments} for claim in found if claim.type in _PAIRED]
    placed = {claim.entity("person") for claim in found if claim.type in ("Employment", "Appointment")}
    typed = [(claim.type, {a.entity for a in claim.arguments}) for claim in found]
    claims: list[Claim] = []
    for name, first, second, score in scene.sentence.facts:
        if name not in _PROPERTIES or (name in _SAYS and not _SAYS[name].search(scene.sentence.text)):
            continue
        type_, role_a, kind_a, role_b, kind_b = _PROPERTIES[name]
        a, b = _at(scene, first, kind_a, role_a), _at(scene, second, kind_b, role_b)
        if a is None or b is None or a.entity == b.entity:
            continue
        pair = {a.entity, b.entity}
        if type_ in ("Employment", "Founding", "Education") and _parted(scene, a, b):
            continue
        if any(t == type_ and pair <= held for t, held in typed):
            continue
        if type_ == "Employment" and (any(pair <= held for held in pairs) or a.entity in placed):
            continue
        top = _lowest(scene, first[0], second[0])
        if top is None or hypothetical(scene.tree, top):
            continue
        held = modality(scene.tree, top)
        when = _founded(scene, a.entity, top) if type_ == "Founding" else None
        dates = dates_of(scene, top, held is Modality.PLANNED)
        claims.append(Claim(
            type_, "en", quote(scene, [(a.start, a.end), (b.start, b.end)]), (a, b),
            status="former" if type_ == "Employment" and _PAST.search(scene.sentence.text) else None,
            date=when, since=dates.since if type_ == "Employment" else None,
            modality=held, attribution=attribution_of(scene, top),
            reader=f"en/table:{name}", confidence=score,
        ))
        typed.append((type_, pair))
    return claims


def _parted(scene: Scene, a: Argument, b: Argument) -> bool:
    """Does another person stand between the two, whom the fact rather belongs to?"""
    start, end = min(a.end, b.end), max(a.start, b.start)
    held = {a.entity, b.entity}
    return end - start > 120 or any(start <= m.start < end and m.entity not in held for m in scene.people())


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

"""Roles: who or what fills the roles of a frame at its trigger, position by position, and the positions that depend on what other roles hold
or on the text before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...ontology.schema import claim_types
from .phrases import Phrase
from .positions import Site
from .scene import Filler

__all__ = ["fill_roles", "title_behind"]


def fill_roles(site: Site) -> dict[str, list[Filler]] | None:
    """The fillers of a frame's roles at a trigger, None where a needed role stays open."""
    frame = site.frame
    kinds = claim_types()[frame.claim].kinds
    found: dict[str, list[Filler]] = {}
    taken: set[str] = set()
    for role, positions in _one_holder(site, frame.roles).items():
        allowed = frame.rules.get("kinds", {}).get(role, kinds[role])
        for position in positions:
            fillers = list(_special(site, position, found, allowed) if position in _SPECIAL else site.at(position, allowed))
            fillers = [f for f in fillers if f[0].name not in taken]
            if fillers:
                found[role] = list({f[0].name: f for f in fillers}.values())
                taken |= {f[0].name for f in fillers}
                break
    if all(any(role in found for role in need) or any(role not in kinds for role in need) for need in frame.needs):
        return found
    return None


def _one_holder(site: Site, roles: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """A claim is about a person or about a group: the one whose words stand nearer to the trigger."""
    if not {"person", "group"} <= roles.keys():
        return roles
    near: dict[str, int] = {}
    for role in ("person", "group"):
        fillers = next(filter(None, ([f for f in site.at(p, (role,))] for p in roles[role] if p not in _SPECIAL)), [])
        if fillers:
            near[role] = min(abs(f[1] - site.start) for f in fillers)
    if len(near) < 2:
        return roles
    drop = max(near, key=lambda role: near[role])
    return {role: positions for role, positions in roles.items() if role != drop}


_SPECIAL = frozenset({"dropped", "title", "own", "post", "near", "salient", "maker"})


def _special(site: Site, position: str, found: dict[str, list[Filler]], kinds: Sequence[str]) -> Iterator[Filler]:
    """Positions that depend on what other roles hold, or on the text before."""
    scene = site.scene
    holder = next(iter(found.get("person", found.get("group", []))), None)
    phrase = next((p for p in scene.phrases if holder and p.head == holder[1] and p.end == holder[2]), None)
    result: Filler | None = None
    if position == "title":
        post = title_behind(site)
        firm = next((firm for _, firm in post.titles if firm is not None), None) if post else None
        entity = scene.mentioned(firm) if firm else None
        result = (entity, firm.start - scene.sentence.start, firm.end - scene.sentence.start) if firm and entity else None
    elif position == "own" and phrase is not None:
        firms = [f for t, f in phrase.titles if f is not None and not (t.former and site.frame.claim == "Appointment")]
        firm = firms[0] if firms else phrase.maker if not phrase.titles else None
        entity = scene.mentioned(firm) if firm else None
        result = (entity, firm.start - scene.sentence.start, firm.end - scene.sentence.start) if firm and entity else None
    elif position == "post" and holder is not None:
        entity = scene.context.posts.get(holder[0])
        result = (entity, holder[1], holder[2]) if entity else None
    elif position == "near":
        clauses = [k for k in range(site.clause, -1, -1) if k == site.clause or not scene.of_backers(k)]
        before = [p for k in clauses for p in scene.subjects(k, site.start) if p.kind.value in ("organization", "person") and not scene.is_media(p)]
        before = [p for p in before if p is not phrase]
        result = next(filter(None, (scene.fill(p, kinds) for p in before)), None)
    elif position == "salient" or (position == "dropped" and not site.has_subject()):
        entity = scene.salient(site.start if position == "salient" else 0)
        result = (entity, site.start, site.end) if entity else None
    elif position == "maker" and found.get("product", found.get("item")):
        product = found.get("product", found.get("item", []))[0]
        made = scene.maker(product[0])
        result = (made[0], product[1], product[2]) if made else None
    if result is not None and result[0].kind.value in kinds:
        yield result


def title_behind(site: Site) -> Phrase | None:
    """The unnamed title behind a trigger: 出任<OpenAI首席运营官>, 任命王兰为<首席财务官>."""
    for phrase in site.scene.in_clause(site.clause):
        if phrase.start >= site.end and phrase.titles and phrase.mention is None and phrase.start - site.end <= 30:
            return phrase
    return None

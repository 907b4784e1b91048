"""Claims of titles, frames and makers in a sentence.

1. Titles beside names give Employment and Founding; 2. every trigger of a frame is tried: its roles are looked up at
their positions, one claim a person, founder, product or firm; 3. products beside their makers give Development. A
claim carries the modality of its clause and the speaker of its clause chain; its evidence is the clauses that hold
trigger and arguments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product as combinations

from ...graph.claim import Argument, Claim, Entity, Kind, Modality, Name, When
from ..context import Context
from ..lexicon import gazetteer
from . import values
from .attribution import attribution
from .frames import Frame, frames
from .phrases import Phrase
from .positions import Site
from .quote import evidence
from .roles import fill_roles
from .scene import Filler, Scene
from .stance import said
from .titles import TitleHit
from .words import alternation

__all__ = ["best", "framed", "learn"]

_TOGETHER = frozenset({"investors", "lead_investors"})
_SYMMETRIC = frozenset({"Partnership", "Competition"})
_NO_TITLE_CLAIM = frozenset({"investor", "analyst", "executive", "founding partner"})


def framed(scene: Scene, context: Context) -> list[Claim]:
    """The claims of one sentence; who works where and who makes what is remembered in `context`."""
    found = list(_from_titles(scene))
    learn(context, found)
    for frame, start, end in frames().triggered(scene.text):
        claims = list(_from_frame(scene, frame, start, end))
        learn(context, claims)
        found += claims
    found += _from_makers(scene)
    learn(context, found)
    return best(found)


def learn(context: Context, claims: Sequence[Claim]) -> None:
    """Remember who works where and who makes what, for sentences that leave it out."""
    for claim in claims:
        person, firm, product = claim.entity("person"), claim.entity("organization"), claim.entity("product")
        if claim.type in ("Employment", "Founding") and claim.status is None and person and firm and not firm.described:
            context.posts.setdefault(person, firm)
        if claim.type in ("Development", "ProductRelease") and product and firm:
            context.makers.setdefault(product, firm)


def _from_titles(scene: Scene) -> Iterator[Claim]:
    """Employment and Founding from titles that stand with a named person."""
    for phrase in scene.phrases:
        if phrase.mention is None or phrase.kind is not Kind.PERSON or phrase.mention.source == "pronoun":
            continue
        person, inherited = phrase.mention.entity, None
        if person is None or person.kind is not Kind.PERSON:
            continue
        for title, beside in phrase.titles:
            entity = scene.mentioned(beside) if beside is not None else inherited[0] if inherited else None
            firm: Filler | None = None
            if beside is not None and entity is not None:
                firm = (entity, beside.start - scene.sentence.start, beside.end - scene.sentence.start)
            elif inherited is not None:
                firm = inherited
            elif beside is None and title.kind in ("executive", "founder", "staff", "board"):
                known = scene.context.posts.get(person)
                firm = (known, phrase.start, phrase.end) if known else scene.firm_before(phrase)
            if firm is None or firm[0].kind is not Kind.ORGANIZATION or title.role in _NO_TITLE_CLAIM:
                continue
            inherited = firm
            sure = 0.9 if beside is not None else 0.65
            yield _title_claim(scene, phrase, person, title, firm, sure)
            if title.kind in ("founder", "staff"):
                for other in _sharing(scene, phrase):
                    assert other.mention is not None and other.mention.entity is not None
                    yield _title_claim(scene, other, other.mention.entity, title, firm, sure - 0.1)


def _sharing(scene: Scene, phrase: Phrase) -> Iterator[Phrase]:
    """Named persons joined to a titled one who have no title of their own: 联合创始人A和<B>."""
    for other in list(scene.with_list(phrase, len(scene.text)))[1:]:
        if other.titles or other.mention is None or other.mention.source == "pronoun":
            return
        if other.mention.entity is not None and other.mention.entity.kind is Kind.PERSON:
            yield other


def _title_claim(scene: Scene, phrase: Phrase, person: Entity, title: TitleHit, firm: Filler, sure: float) -> Claim:
    founder = title.kind == "founder"
    offset = scene.sentence.start
    arguments = (
        Argument("person", person, phrase.head + offset, phrase.end + offset),
        Argument("organization", firm[0], firm[1] + offset, firm[2] + offset),
    )
    return Claim(
        "Founding" if founder else "Employment", "zh", evidence(scene, [(phrase.start, phrase.end)]), arguments,
        role=None if founder else title.role, status="former" if title.former and not founder else None,
        trigger=(title.start + offset, title.end + offset), reader="zh/title", confidence=sure,
    )


def _from_makers(scene: Scene) -> Iterator[Claim]:
    """Development from a product that stands behind its maker, or that bears its maker's name."""
    for phrase in scene.phrases:
        product = scene.entity(phrase) if phrase.kind is Kind.PRODUCT else None
        if product is None or product.kind is not Kind.PRODUCT or phrase.mention is None:
            continue
        firm = scene.mentioned(phrase.maker) if phrase.maker else None
        if firm is None:
            known = gazetteer().lookup(phrase.mention.text, Kind.PRODUCT)
            maker = next((e for e in gazetteer().entries if known and e.kind is Kind.ORGANIZATION and e.key == known.context), None) if known else None
            if maker is None or not phrase.mention.text.startswith(maker.name + " "):
                continue
            firm = Entity(maker.name, Kind.ORGANIZATION, (), False, maker.key)
        if firm.kind is not Kind.ORGANIZATION:
            continue
        offset = scene.sentence.start
        start = phrase.maker.start if phrase.maker else phrase.start + offset
        arguments = (
            Argument("organization", firm, start, phrase.maker.end if phrase.maker else start + len(firm.name)),
            Argument("product", product, phrase.mention.start, phrase.mention.end),
        )
        yield Claim("Development", "zh", evidence(scene, [(phrase.start, phrase.end)]), arguments, reader="zh/maker", confidence=0.8)


def _from_frame(scene: Scene, frame: Frame, start: int, end: int) -> Iterator[Claim]:
    site = Site(scene, frame, start, end)
    if site.part is None or _forbidden(site):
        return
    roles = fill_roles(site)
    if roles is None:
        return
    single = [role for role in roles if role not in _TOGETHER]
    for choice in combinations(*(roles[role] for role in single)):
        fillers = list(zip(single, choice, strict=True))
        fillers += [(role, filler) for role in roles if role in _TOGETHER for filler in roles[role]]
        claim = _claim(site, fillers)
        if claim is not None:
            yield claim


def _forbidden(site: Site) -> bool:
    """Do the frame's conditions on the words around its trigger fail?"""
    rules, scene = site.frame.rules, site.scene
    assert site.part is not None
    words = scene.text[site.part.start : site.part.end]
    if any(re.search(pattern, words) for pattern in rules.get("unless", ())):
        return True
    if "after" in rules and not re.match(rules["after"], scene.text[site.end : site.part.end]):
        return True
    if "before" in rules and not re.search(rules["before"] + r"$", scene.text[site.part.start : site.start]):
        return True
    inside_name = any(p.mention and p.mention.source != "pronoun" and p.mention.start - scene.sentence.start < site.end and site.start < p.mention.end - scene.sentence.start for p in scene.phrases)
    return inside_name or bool(rules.get("needs_money") and values.amount(site) is None) or bool(rules.get("needs_round") and values.round_name(site) is None) or bool(
        rules.get("needs_title") and values.role(site, None) is None) or bool(
        rules.get("needs_founder") and not values.founder(site)) or bool(rules.get("needs_quantity") and values.quantity(site) is None)


def _as_written(goods: Filler, scene: Scene) -> Filler:
    """Goods with the word for what they are, where it follows their name: GX200芯片."""
    entity, start, end = goods
    head = re.match(rf"\s?(?:{alternation('product_head')})", scene.text[end:])
    if head is None or entity.described or not scene.sentence.text[start:end]:
        return goods
    words = scene.sentence.text[start : end + head.end()]
    return Entity(words, Kind.PRODUCT, (Name(words, "zh"),), False, words.casefold()), start, end + head.end()


def _claim(site: Site, fillers: Sequence[tuple[str, Filler]]) -> Claim | None:
    frame, scene, offset = site.frame, site.scene, site.scene.sentence.start
    fillers = [(role, _as_written(filler, scene) if role == "item" else filler) for role, filler in fillers]
    if len({filler[0].key + filler[0].kind for _, filler in fillers}) < len(fillers):
        return None
    arguments = tuple(Argument(role, entity, a + offset, b + offset) for role, (entity, a, b) in fillers)
    person = next((p for role, (_, a, b) in fillers if role == "person" for p in scene.phrases if p.head == a and p.end == b), None)
    if person is not None and not person.titles:
        named = scene.entity(person)
        person = next((p for p in scene.phrases if p.titles and p.mention and p.mention.entity == named), person)
    spans = [(a, b) for _, (_, a, b) in fillers] + [(site.start, site.end)]
    has = {"date": values.date(site)}
    field = frame.rules.get("date", "date")
    money = values.amount(site) if frame.claim in ("Funding", "Valuation", "Acquisition", "Purchase", "Ownership") else None
    status = "former" if frame.fixed.get("status") == "former" else None
    mode = Modality(frame.fixed["modality"]) if "modality" in frame.fixed else said(scene, frame.claim, site.clause, (site.start, site.end))
    if frame.claim == "Valuation" and money is None:
        return None

    def when(name: str) -> When | None:
        return has["date"] if field == name else None

    return Claim(
        frame.claim, "zh", evidence(scene, spans), arguments,
        role=values.role(site, person) if frame.claim in ("Departure", "Appointment", "Employment") else None,
        amount=money, date=when("date"), since=when("since"), until=when("until"), status=status,
        round=frame.fixed.get("round") or (values.round_name(site) if frame.claim == "Funding" else None),
        quantity=values.quantity(site) if frame.claim == "Purchase" else None,
        share=values.share(site) if frame.claim == "Ownership" else None,
        modality=mode, attribution=() if frame.presupposed else attribution(scene, site.clause, site.start),
        trigger=(site.start + offset, site.end + offset), reader=f"zh/{frame.id}", confidence=0.85,
    )


def best(claims: Sequence[Claim]) -> list[Claim]:
    """One of the claims that say the same in one sentence: the one that tells more, in text order."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        names = [(a.role, a.entity.key) for a in claim.arguments if a.role not in _TOGETHER]
        if claim.type in _SYMMETRIC:
            names = [("", key) for _, key in names]
        key = (claim.type, tuple(sorted(names)), str(claim.amount) if claim.type == "Valuation" else "", claim.role if claim.type == "Employment" else "")
        if key not in best:
            best[key] = claim
            continue
        sure = max(claim.confidence, best[key].confidence)
        if claim.type == "Funding":
            best[key] = _merge(best[key], claim).with_(confidence=sure)
        else:
            best[key] = max(best[key], claim, key=lambda c: (_told(c), c.confidence)).with_(confidence=sure)
    kept = list(best.values())
    named = {(c.type, a.entity.key) for c in kept for a in c.arguments if a.role == "person" and c.role}
    kept = [c for c in kept if not (c.type == "Employment" and not c.role and any((c.type, a.entity.key) in named for a in c.arguments))]
    return sorted(kept, key=lambda c: (c.evidence.start, c.evidence.end, c.type, c.trigger or (0, 0)))


def _merge(first: Claim, second: Claim) -> Claim:
    """Two sentences parts about one funding: the sum from one, the investors from the other."""
    leads = {a.entity.key for c in (first, second) for a in c.arguments if a.role == "lead_investors"}
    arguments = {
        (a.role, a.entity.key): a
        for c in (first, second)
        for a in c.arguments
        if not (a.role == "investors" and a.entity.key in leads)
    }
    base, other = sorted((first, second), key=lambda c: (-_told(c), -c.confidence))
    start, end = min(first.evidence.start, second.evidence.start), max(first.evidence.end, second.evidence.end)
    evidence = base.evidence
    for claim in (first, second):
        if (claim.evidence.start, claim.evidence.end) == (start, end):
            evidence = claim.evidence
    return base.with_(
        arguments=tuple(arguments.values()), amount=base.amount or other.amount, round=base.round or other.round,
        date=base.date or other.date, evidence=evidence, attribution=base.attribution or other.attribution,
    )


def _told(claim: Claim) -> int:
    values_told = (claim.role, claim.amount, claim.date, claim.round, claim.quantity, claim.share, claim.since, claim.until)
    return sum(value is not None for value in values_told) + len(claim.arguments) + 2 * (claim.modality is not Modality.ASSERTED)

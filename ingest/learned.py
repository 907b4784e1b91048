"""The learned reader: from a sentence's triggers to claims, for both languages.

1. Each argument's words become an entity, by the language's `Resolver`; 2. of the roles that list (people, founders, products,
partners) every filler makes a claim, of the others the best; investors stand together; 3. a key role that no words fill is asked of
the context (an employer, the firm spoken of), at a price in confidence; what still lacks one is dropped; 4. values are read off
their words (dates against the publication date, money, titles); 5. the quote is the sentence's. Confidence is the product of the
trigger's probability and of the least probable key argument's.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Protocol, TypeVar

from ..graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, When
from ..ontology.schema import ClaimType, claim_types
from .context import Context
from .document import Sentence
from .together import meant
from .triggers import Part, Trigger

__all__ = ["Resolver", "Words", "learned_claims"]

SURE = 0.6           # least probability of an argument that is taken as it is
FALLEN_BACK = 0.75   # what a claim's confidence is multiplied by for a role that the context had to fill
_LISTS = ("investors", "lead_investors")
_PRIORITY = ("person", "group")
# Roles that several may fill, each making a claim of their own; of the others the most probable is meant.
_SEVERAL = frozenset(("person", "product", "partner", "competitor", "plaintiff", "defendant", "target", *_LISTS))
AS_SURE = 0.75       # how probable, against the best, another filler of such a role must be
ELSEWHERE = 0.5      # what an argument in an earlier sentence is worth against one in the trigger's own, a pronoun as may be
POINTED = 0.8        # what a pronoun is worth against a name: where the reader sees both, the pronoun mostly means the name
# Types whose later mentions speak of the event told before ("the deal", "the suit").
_EVENTS = frozenset(("Acquisition", "Litigation", "Ownership", "Purchase", "Partnership"))
_LIST_GAP = re.compile(r"\s*(?:[,、，]|[,，]?\s*(?:and|as well as|together with|along with|alongside|&|和|与|及|以及|跟))\s*(?:the\s+)?")
T = TypeVar("T")


class Resolver(Protocol):
    """What a language knows about the words of one sentence. Units are the trigger's."""

    lang: str

    def entity(self, role: str, first: int, end: int, kinds: Sequence[Kind], but: Collection[Entity] = ()) -> Argument | None:
        """Who or what the units [first, end) mean, if it is of one of `kinds`; a pronoun means none of `but`, who have their part in the claim."""

    def points(self, first: int, end: int) -> bool:
        """Do the units point to somebody named elsewhere: a pronoun, "the company", 该公司?"""

    def beside(self, one: int, other: int) -> bool:
        """Do two units stand in the same sentence?"""

    def listed(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Do two runs of units stand side by side in a list ("A, B and C")?"""

    def several(self, first: int, end: int, kinds: Sequence[Kind]) -> tuple[Argument, ...]:
        """Those whom a word for two or three means ("both", 双方); empty for other words. The role is left empty."""

    def missing(self, role: str, trigger: Trigger, taken: Sequence[Argument]) -> Argument | None:
        """Who fills a key role of which the sentence has no words, as the context tells."""

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Offsets of units in the article."""

    def date(self, first: int, end: int, future: bool) -> When | None:
        """The date that the units say."""

    def amount(self, first: int, end: int) -> Money | None:
        """The amount of money that the units say."""

    def title(self, first: int, end: int) -> str | None:
        """The title that the units say, in lower-case English."""

    def speaker(self, first: int, end: int) -> str | None:
        """Who speaks: an entity's name, or the words."""

    def number(self, first: int, end: int) -> int | None:
        """The count that the units say."""

    def plain(self, role: str, first: int, end: int) -> str | None:
        """A round's or a share's words in canonical form."""

    def evidence(self, spans: Sequence[tuple[int, int]]) -> Evidence:
        """The quote that holds these offsets."""


class Words(ABC):
    """What both languages' resolvers share: units of the sentence that is read and of those before it."""

    lang: str

    def __init__(self, sentence: Sentence, previous: Sequence[Sentence]) -> None:
        self._sentences = [sentence, *reversed(previous)]

    @abstractmethod
    def _words(self, first: int, end: int) -> str:
        """The words of some units, as the language's lists have them."""

    def _at(self, unit: int) -> Sentence | None:
        return next((s for s in self._sentences if s.first <= unit < s.first + len(s.tokens)), None)

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Offsets of units in the article; (0, 0) of units that stand too far before."""
        sentence = self._at(first)
        if sentence is None:
            return 0, 0
        last = min(end - sentence.first, len(sentence.tokens))
        return sentence.tokens[first - sentence.first].start, sentence.tokens[last - 1].end

    def beside(self, one: int, other: int) -> bool:
        """Do two units stand in the same sentence?"""
        return self._at(one) is self._at(other)

    def listed(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Do two runs of units stand side by side in a list, nothing but a comma or an "and" between them?"""
        one, other = sorted((one, other))
        sentence = self._at(one[0])
        if sentence is None or sentence is not self._at(other[0]) or other[0] < one[1]:
            return False
        start, stop = self.span(*one)[1], self.span(*other)[0]
        return bool(_LIST_GAP.fullmatch(sentence.text[start - sentence.start : stop - sentence.start]))

    def several(self, first: int, end: int, kinds: Sequence[Kind]) -> tuple[Argument, ...]:
        """Those whom a word for two or three means; empty for other words."""
        start, stop = self.span(first, end)
        return tuple(Argument("", entity, start, stop) for entity in meant(self._words(first, end), self.lang, kinds, self._sentences, start))


@dataclass(frozen=True, slots=True)
class _Filled:
    argument: Argument
    score: float


def learned_claims(triggers: Sequence[Trigger], resolver: Resolver, context: Context) -> Iterator[Claim]:
    """Yield the claims that `triggers` make, in text order; those that make none are noted in `context`."""
    for trigger in triggers:
        kind = claim_types()[trigger.type]
        slots = _slots(trigger, kind, resolver, context)
        if isinstance(slots, str):
            context.pass_over(trigger.type, resolver.span(trigger.unit, trigger.unit + 1), trigger.score, f"no {slots} found")
            continue
        lists = [f for role in _LISTS for f in slots.pop(role, [])]
        for chosen in product(*slots.values()):
            claim = _claim(trigger, kind, [*chosen, *lists], resolver)
            if claim is not None:
                yield claim


def _slots(trigger: Trigger, kind: ClaimType, resolver: Resolver, context: Context) -> dict[str, list[_Filled]] | str:
    """Fillers by role, those that the context gives included; the name of a required role that stays empty."""
    slots = _joint(trigger, kind, resolver)
    taken = [f.argument for held in slots.values() for f in held]
    surest = {role: max((p[3] for p in trigger.arguments if p[0] == role), default=0.0) for role in kind.roles}
    points = {p[0] for p in trigger.arguments if p[3] == surest.get(p[0]) and resolver.points(p[1], p[2])}
    for role in sorted(kind.roles, key=lambda r: (r in points, r not in _PRIORITY, -surest[r])):
        if role in slots:
            continue
        found = _fill(trigger, role, kind, resolver, taken)
        if found:
            slots[role] = found
            taken += [f.argument for f in found]
    if "person" in slots:
        slots.pop("group", None)
    for group in kind.required:
        if any(name in slots or name in kind.values for name in group):
            continue
        filled = _told(trigger, kind, group, resolver, context, taken) or next((a for role in group if (a := resolver.missing(role, trigger, taken))), None)
        if filled is None:
            return " or ".join(group)
        slots[filled.role] = [_Filled(filled, FALLEN_BACK)]
        taken.append(filled)
    return slots


def _told(
    trigger: Trigger, kind: ClaimType, roles: Sequence[str], resolver: Resolver, context: Context, taken: Sequence[Argument]
) -> Argument | None:
    """Who filled a role when the article last told of this event, if whoever is named here took part in it then."""
    if kind.name not in _EVENTS:
        return None
    start, end = resolver.span(trigger.unit, trigger.unit + 1)
    here = {a.entity for a in taken}
    for claim in reversed(context.told):
        if claim.type != kind.name or (here and not here & {a.entity for a in claim.arguments}):
            continue
        found = next((a for a in claim.arguments if a.role in roles and a.entity not in here), None)
        return Argument(found.role, found.entity, start, end) if found else None
    return None


def _joint(trigger: Trigger, kind: ClaimType, resolver: Resolver) -> dict[str, list[_Filled]]:
    """Both roles of a claim that goes either way ("the two companies have become partners"), where one word means both."""
    if not kind.symmetric:
        return {}
    one, other = kind.key_roles
    both = [Kind(k) for k in kind.kinds[one]]
    best = {role: max((p for p in trigger.arguments if p[0] == role), key=lambda p: p[3], default=None) for role in (one, other)}
    for role, part in best.items():
        pair = resolver.several(part[1], part[2], both) if part and part[3] >= SURE else ()
        rest = best[other if role == one else one]
        if part and len(pair) == 2 and (rest is None or rest[3] < SURE or rest[1:3] == part[1:3]):
            return {name: [_Filled(replace(filler, role=name), part[3])] for name, filler in zip((one, other), pair, strict=True)}
    return {}


def _fill(trigger: Trigger, role: str, kind: ClaimType, resolver: Resolver, taken: Sequence[Argument]) -> list[_Filled]:
    """The fillers of a role: those about as sure as the best where several may fill it, else the best that can be read."""
    kinds = [Kind(k) for k in kind.kinds[role]]
    def worth(part: Part) -> float:
        return part[3] * (1.0 if resolver.beside(part[1], trigger.unit) else ELSEWHERE) * (POINTED if resolver.points(part[1], part[2]) else 1.0)

    parts = sorted((p for p in trigger.arguments if p[0] == role), key=lambda p: -worth(p))
    found: dict[Entity, _Filled] = {}
    surest = -1
    members: list[tuple[int, int]] = []
    for _, first, end, score in parts if role in _SEVERAL else _list_of(parts, resolver):
        if found and score < max(SURE, AS_SURE * max(f.score for f in found.values())):
            break
        if found and role not in _SEVERAL and not any(resolver.listed((first, end), other) for other in members):
            continue
        if role in _SEVERAL and (those := resolver.several(first, end, kinds)):
            found |= {one.entity: _Filled(replace(one, role=role), score) for one in those if all(one.entity != other.entity for other in taken)}
            continue
        if found and not resolver.beside(first, surest):      # those who share a role are told of in one breath
            continue
        argument = resolver.entity(role, first, end, kinds, [other.entity for other in taken])
        if argument is not None and all(argument.entity != other.entity and not _over(argument, other) for other in taken):
            surest = surest if found else first
            members.append((first, end))
            found.setdefault(argument.entity, _Filled(argument, score))
    return list(found.values())


def _list_of(parts: Sequence[Part], resolver: Resolver) -> list[Part]:
    """Those in the order in which a list can be followed from the surest on: the surest, then its neighbours, then theirs."""
    rest, found = list(parts), []
    while rest:
        found.append(rest.pop(0))
        rest.sort(key=lambda p: not any(resolver.listed(p[1:3], other[1:3]) for other in found))
    return found


def _over(one: Argument, other: Argument) -> bool:
    """Do two arguments share words? Then they are not two things."""
    if one.start >= other.end or other.start >= one.end:
        return False
    inside = (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)
    return one.entity.kind is other.entity.kind or (one.start, one.end) == (other.start, other.end) or not inside      # "the Dragon maker", "the Bristol firm" and what is in it


def _claim(trigger: Trigger, kind: ClaimType, chosen: Sequence[_Filled], resolver: Resolver) -> Claim | None:
    arguments = tuple(f.argument for f in chosen)
    if kind.name == "Founding" and not any(a.role == "person" for a in arguments) and not _best(trigger, "date"):
        return None
    held = trigger.modality
    future = held is Modality.PLANNED
    amount = _read(trigger, "amount", resolver.amount)
    if "amount" in kind.key_roles and amount is None:
        return None
    dates = {name: _read(trigger, name, lambda a, b: resolver.date(a, b, future)) for name in ("date", "since")}
    dates["until"] = _read(trigger, "until", lambda a, b: resolver.date(a, b, True))
    spans = [resolver.span(trigger.unit, trigger.unit + 1), *((a.start, a.end) for a in arguments)]
    spans += [resolver.span(p[1], p[2]) for p in trigger.arguments if p[3] >= SURE and p[0] in ("amount", "date", "role")]
    speaker = _read(trigger, "attribution", resolver.speaker)
    keys = [f.score for f in chosen if f.argument.role in kind.key_roles]
    start, end = resolver.span(trigger.unit, trigger.unit + 1)
    return Claim(
        kind.name, resolver.lang, resolver.evidence(spans), arguments,
        role=_read(trigger, "role", resolver.title) if kind.name in ("Departure", "Appointment", "Employment") else None,
        amount=amount if "amount" in (*kind.values, *kind.key_roles) else None,
        date=dates["date"], since=dates["since"], until=dates["until"],
        status="former" if trigger.former and "status" in kind.values else None,
        round=_plain(trigger, "round", resolver) if "round" in kind.values else None,
        quantity=_read(trigger, "quantity", resolver.number) if "quantity" in kind.values else None,
        share=_plain(trigger, "share", resolver) if "share" in kind.values else None,
        modality=held, attribution=(speaker,) if speaker else (), trigger=(start, end),
        reader=f"{resolver.lang}/learned", confidence=trigger.score * min(keys, default=FALLEN_BACK),
    )


def _best(trigger: Trigger, role: str) -> Part | None:
    return max((p for p in trigger.arguments if p[0] == role and p[3] >= SURE), key=lambda p: p[3], default=None)


def _read(trigger: Trigger, role: str, reader: Callable[[int, int], T | None]) -> T | None:
    """What the best words of a value say; the next best where they say nothing."""
    for _, first, end, score in sorted((p for p in trigger.arguments if p[0] == role), key=lambda p: -p[3]):
        if score >= SURE and (value := reader(first, end)) is not None:
            return value
    return None


def _plain(trigger: Trigger, role: str, resolver: Resolver) -> str | None:
    return _read(trigger, role, lambda a, b: resolver.plain(role, a, b))

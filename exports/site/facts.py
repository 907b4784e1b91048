"""Facts as of now: what asserted claims leave standing about an entity.

1. Posts come from tenures alone (an employment claim of 2021 says nothing of today): those that go on, then those that ended, of
an organisation its people likewise. 2. Other relations come from asserted claims, by the entity's role, as `words.toml` lists
them under `fact`; repeats are one fact with several sources. 3. What a later claim updates or corrects is left out, and of a
value that changes (`latest`) only the newest stays; what is contradicted stays, and says so. 4. What lies in the future is no fact
yet. What is planned, reported, possible or denied never gets here: `unsettled` lists it apart.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...graph.conflicts import Conflict, Difference
from ...graph.tenures import Tenure
from ..view import spoken_amount
from .both import Both, bounds_in_words, day_in_words, label, site_words, told
from .model import Model, Profile, Told

__all__ = ["Fact", "Section", "Standing", "facts", "is_fact", "post_words", "standing", "tenure_days", "unsettled"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: words before the things, the things by IRI, words after, when, the claims that say so, and whether others contradict."""

    before: Both
    things: tuple[str, ...]
    after: Both
    when: Both
    sources: tuple[Told, ...]
    disputed: bool = False

    @property
    def unsure(self) -> bool:
        """Whether the reader of the articles was itself unsure of every source."""
        return all(one.unsure for one in self.sources)


@dataclass(frozen=True, slots=True)
class Section:
    """Facts of one sort under their label."""

    label: Both
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What conflicts say of claims: those out of date, those contradicted, and those confirmed later.

    `superseded` gives, by what a claim says, the day on which something newer was published: said before, it is out of date.
    """

    superseded: Mapping[Hashable, str]
    disputed: frozenset[str]
    confirmed: frozenset[str]


def standing(conflicts: Iterable[Conflict], by_claim: dict[str, Told]) -> Standing:
    """Sort conflicts by what they do to facts."""
    superseded: dict[Hashable, str] = {}
    disputed: set[str] = set()
    confirmed: set[str] = set()
    for conflict in conflicts:
        if conflict.difference in (Difference.UPDATE, Difference.CORRECTION):
            old, new = by_claim[conflict.one.iri], by_claim[conflict.other.iri]
            said = _dated_key(old) if conflict.field == "date" else old.key
            superseded[said] = max(superseded.get(said, ""), str(new.article.published or ""))
        elif conflict.difference is Difference.CONTRADICTION:
            disputed |= {conflict.one.iri, conflict.other.iri}
        elif conflict.difference is Difference.CONFIRMATION:
            confirmed.add(conflict.one.iri)
    return Standing(superseded, frozenset(disputed), frozenset(confirmed))


def facts(profile: Profile, model: Model, known: Standing) -> list[Section]:
    """The sections of facts, in the order of `words.toml`; those without facts are left out."""
    posts = _posts(profile, model, known)
    found = list(posts) if profile.kind == "person" else []
    by_side: dict[str, list[Told]] = {}
    for one in profile.told:
        if is_fact(one, model, known):
            by_side.setdefault(f"{one.claim.type}.{one.roles[profile.iri]}", []).append(one)
    for side, entry in site_words()["fact"].items():
        if side in by_side:
            made = _merged(by_side[side], profile, entry, known)
            found.append(Section(Both(entry["en"], entry["zh"]), tuple(made[:1] if entry.get("latest") else made)))
    return [section for section in _joined(found if profile.kind == "person" else [*found, *posts]) if section.facts]


def is_fact(one: Told, model: Model, known: Standing) -> bool:
    """Whether the claim states something that holds now: asserted, not over, not out of date, not in the future."""
    newer = max(known.superseded.get(one.key, ""), known.superseded.get(_dated_key(one), ""))
    out_of_date = bool(newer) and str(one.article.published or "") <= newer
    return one.asserted and one.claim.status != "former" and not out_of_date and not _future(one, model.now)


def _dated_key(one: Told) -> Hashable:
    return one.key, str(one.claim.date)


def unsettled(profile: Profile) -> list[Told]:
    """What is planned, reported, possible or denied, newest first, repeats once."""
    found: dict[Hashable, Told] = {}
    for one in profile.told:
        if not one.asserted:
            found.setdefault(one.key, one)
    return list(found.values())


def tenure_days(tenure: Tenure, model: Model) -> Both:
    """From when until when, as far as is known; of one that goes on, when it was last told."""
    if tenure.end_latest is not None or tenure.end_earliest is not None:
        return _ended(tenure)
    published = [day for iri in tenure.basis if (day := model.by_claim[iri].stored.published)]
    last = max(published, default=None)
    if tenure.start_earliest is not None:
        known = bounds_in_words(tenure.start_earliest, tenure.start_latest)
        return told("began", known) if tenure.start_earliest != tenure.start_latest else told("since", known)
    first = tenure.start_latest or last
    if first is None:
        return Both("", "")
    days = day_in_words(str(first)), day_in_words(str(last or first))
    return told("told_between", *days) if last is not None and last > first else told("as_told", days[0])


def _ended(tenure: Tenure) -> Both:
    first, last = (tenure.start_earliest, tenure.start_latest), (tenure.end_earliest, tenure.end_latest)
    end = bounds_in_words(*last)
    if first == (None, None) or (first[0] is None and first[1] and last[1] and first[1] >= last[1]):
        return told("until" if last[0] == last[1] else "ended", end)  # nothing tells of its start but its end
    start = bounds_in_words(*first)
    return told("from_to" if first[0] == first[1] and last[0] == last[1] else "began_ended", start, end)


def post_words(tenure: Tenure, model: Model) -> Both:
    """The post, and that it is only acting; nothing where none is known."""
    if tenure.post is None:
        return Both("", "")
    words = model.post(tenure.post)
    return told("acting", words) if tenure.acting else words


def _posts(profile: Profile, model: Model, known: Standing) -> list[Section]:
    person = profile.kind == "person"
    going: list[tuple[Tenure, Fact]] = []
    ended: list[tuple[Tenure, Fact]] = []
    for tenure in profile.tenures:
        if (person and tenure.person != profile.iri) or _begins_later(tenure, model.now):
            continue
        other = tenure.organization if tenure.person == profile.iri else tenure.person
        sources = tuple(model.by_claim[iri] for iri in tenure.basis)
        disputed = any(iri in known.disputed for iri in tenure.basis)
        post, none = post_words(tenure, model), Both("", "")
        before = Both(post.en + ", ", post.zh + "，") if person and post.en else none
        after = Both(", " + post.en, "，" + post.zh) if not person and post.en else none
        fact = Fact(before, (other,), after, tenure_days(tenure, model), sources, disputed)
        over = tenure.end_latest is not None or tenure.end_earliest is not None
        (ended if over else going).append((tenure, fact))
    names = ("posts", "former_posts") if person else ("people", "former_people")
    return [
        Section(label("page", names[0]), tuple(fact for _, fact in sorted(going, key=lambda pair: _began(pair[0]), reverse=True))),
        Section(label("page", names[1]), tuple(fact for _, fact in sorted(ended, key=lambda pair: _over(pair[0]), reverse=True))),
    ]  # fmt: skip


def _merged(said: Sequence[Told], profile: Profile, entry: Mapping[str, Any], known: Standing) -> list[Fact]:
    """Facts of one side; claims that name the same things and amount are sources of one, dated by the most exact of them."""
    roles = entry.get("roles", ())
    groups: dict[tuple[object, ...], list[Told]] = {}
    for one in said:
        things = _shown(one, profile.iri, roles)
        groups.setdefault(_said(one, () if entry.get("amount_first") and one.claim.amount else things), []).append(one)
    made = []
    for group in groups.values():
        things = tuple(dict.fromkeys(iri for one in group for iri in _shown(one, profile.iri, roles)))
        fact = _fact(group, things, entry, known)
        if fact.things or fact.before.en or fact.after.en or (fact.when.en and len(groups) == 1):
            made.append(fact)  # "raised money" alone, or the year beside the founders, is no line of its own
    return made


def _said(one: Told, things: tuple[str, ...]) -> tuple[object, ...]:
    """What makes claims of one side the same fact."""
    claim = one.claim
    amount = claim.amount and (claim.amount.value, claim.amount.currency)
    return things, amount, one.when[:7] if amount else "", claim.share, claim.quantity


def _shown(one: Told, iri: str, roles: Sequence[str]) -> tuple[str, ...]:
    """The entities that a fact names: those in `roles`, or all but the one whose page it is, in the order of the sentence."""
    ordered = (*one.subject, *one.object, *(other for _, some in one.others for other in some))
    return tuple(dict.fromkeys(o for o in ordered if o != iri and (not roles or one.roles[o] in roles)))


def _fact(group: Sequence[Told], things: tuple[str, ...], entry: Mapping[str, Any], known: Standing) -> Fact:
    claim = group[0].claim
    round_ = next((one.claim.round for one in group if one.claim.round), None)
    values = [Both(text, text) for text in (round_, claim.share, f"{claim.quantity:,}" if claim.quantity is not None else None) if text]
    before = after = Both("", "")
    if claim.amount:
        amount = Both(spoken_amount(claim.amount, "en"), spoken_amount(claim.amount, "zh"))
        if things and not entry.get("amount_first"):
            values.insert(0, told("round_of", amount) if entry.get("round") else amount)
        else:
            before = told("amount_from", amount) if things else amount
    after = _listed(values, bool(things) or bool(before.en))
    dated = max((str(one.claim.date or one.claim.since) for one in group if one.claim.date or one.claim.since), key=len, default="")
    disputed = any(one.stored.iri in known.disputed for one in group)
    return Fact(before, things, after, day_in_words(dated), tuple(group), disputed)


def _listed(values: Sequence[Both], behind: bool) -> Both:
    text = Both(", ".join(v.en for v in values), "，".join(v.zh for v in values))
    return Both(", " + text.en, "，" + text.zh) if values and behind else text


def _joined(sections: Iterable[Section]) -> list[Section]:
    """Sections of one label as one: a partner is a partner from either side."""
    found: dict[Both, list[Fact]] = {}
    for section in sections:
        held = found.setdefault(section.label, [])
        for fact in section.facts:
            same = next((n for n, other in enumerate(held) if other.things == fact.things and (other.before, other.after) == (fact.before, fact.after)), None)
            if same is None or not fact.things:
                held.append(fact)
            else:
                old = held[same]
                held[same] = Fact(old.before, old.things, old.after, old.when, (*old.sources, *fact.sources), old.disputed or fact.disputed)
    return [Section(name, tuple(held)) for name, held in found.items()]


def _future(one: Told, now: str) -> bool:
    return bool(now) and one.when > now and not one.when.startswith(now[: len(one.when)])


def _begins_later(tenure: Tenure, now: str) -> bool:
    return bool(now) and tenure.start_earliest is not None and str(tenure.start_earliest) > now


def _began(tenure: Tenure) -> tuple[str, str, str]:
    return str(tenure.start_latest or tenure.start_earliest or ""), tenure.organization, tenure.person


def _over(tenure: Tenure) -> tuple[str, str, str]:
    return str(tenure.end_latest or tenure.end_earliest or ""), tenure.organization, tenure.person

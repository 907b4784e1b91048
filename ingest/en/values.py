"""Values of a claim: its date, amount, quantity, share, round, title, and who says it.

What belongs to a trigger is what hangs on it in the tree before another verb is met; the date of the verb of speech
above it serves where the event itself has none (who "said on Wednesday she was leaving" left when she said so).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...graph.claim import Entity, Kind, Money, When
from .dates import DateMention, find_dates
from .modality import speech_governor
from .money import find_money, find_quantities, find_shares
from .scene import Scene

__all__ = ["DATELINE", "UNNAMED", "Dates", "amount_of", "attribution_of", "dates_of", "quantity_of", "round_of", "share_of", "title_of"]

_VALUED_BEFORE = re.compile(r"(?:valu\w+|worth|capitali[sz]ation)\b[^$€£¥.;]{0,40}$", re.I)
_VALUED_AFTER = re.compile(r"^\s*(?:(?!(?:at|in|for|on|with|to|from)\b)[\w-]+\s){0,2}(?:valuation|market cap|price tag)", re.I)
_ROUND = re.compile(r"\b(Series [A-K]\d?(?:-\d)?|pre-seed|seed|angel)\b(?:[- ](?:funding |financing |investment )?(?:round|funding|financing|extension|money|capital))?")
_FAMILIAR = re.compile(r"\b(?:(?:one|two|three|four|five|six|several|multiple|many|some|a) )?(?:people|persons?|sources?|someone|employees?|investors?|executives?)\s+(?:\w+\s+){0,2}(?:familiar with|close to|briefed on|with (?:direct )?knowledge of)\b(?:(?! (?:have |has |had |also )?(?:said|says?|told|added|wrote)\b)[^,.;])*", re.I)
DATELINE = re.compile(r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+)*(?:,[^—–()]{2,25})?(?: ?\([^)]{2,20}\))?(?: —| –| -| --|—) ?")


UNNAMED = re.compile(
    r"(?:(?:\w+ ){0,3}(?:people|persons?|sources?|insiders?|executives?|employees?|bankers?|investors?|staff|friends|colleagues)\b|those |someone |a person )", re.I
)
_LEADS_TO_TITLE = re.compile(
    r"\s*(?:(?:down|up|from|to|at|as|of|in|over|on|be|become|becoming|the|a|an|its|their|his|her|new|next|role|roles|post|position|job"
    r"|company|firm|startup|interim|acting|first|global|serve|serving|and|jointly|immediately|company’s|company's|’s|'s|,)\s*)*"
)


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a claim, each None where the text has none."""

    date: When | None = None
    since: When | None = None
    until: When | None = None


def dates_of(scene: Scene, trigger: int, future: bool) -> Dates:
    """Dates that hang on the trigger, else on the verb of speech that governs it."""
    published = scene.context.published
    found = [d for d in find_dates(scene.sentence.text, published, future) if d.when is not None]
    if not found:
        return Dates()
    mine = [d for d in found if _owner(scene, d) == trigger or _under(scene, d, trigger)]
    at = scene.tokens[trigger].start - scene.sentence.start
    mine.sort(key=lambda d: (abs(d.start - at), d.start))
    when = next((d.when for d in mine if d.relation == "on"), None)
    since = next((d.when for d in mine if d.relation == "since"), None)
    until = next((d.when for d in mine if d.relation == "until"), None)
    if when is None and since is None and until is None:
        above = list(_same_time(scene, trigger))[:4]
        said = speech_governor(scene.tree, trigger)         # "..., the companies said on Thursday"
        after = [said] if said is not None and said not in set(scene.tree.ancestors(trigger)) else []
        for word in (*above, *after):
            when = next((d.when for d in found if d.relation == "on" and _owner(scene, d) == word), None)
            if when:
                break
    return Dates(when, since, until)


def _same_time(scene: Scene, trigger: int) -> Iterator[int]:
    """The verbs above a trigger whose time is its own: not those that it came before or after, or that it describes."""
    word = trigger
    for head in scene.tree.ancestors(trigger):
        if scene.tree.label(word).startswith(("acl", "appos", "conj")):
            return
        if any(scene.tree.low(c) in ("after", "before", "since", "until", "once") for c in scene.tree.kids(word, "mark", "case")):
            return
        if scene.tokens[head].tag == "VERB":
            yield head
        word = head


def _word(scene: Scene, date: DateMention) -> int | None:
    return scene.word_at(date.start + scene.sentence.start)


def _owner(scene: Scene, date: DateMention) -> int | None:
    """The verb (or event noun) that a date expression hangs on."""
    word = _word(scene, date)
    if word is None:
        return None
    return next((h for h in scene.tree.ancestors(word) if scene.tokens[h].tag in ("VERB", "AUX")), None)


def _under(scene: Scene, date: DateMention, trigger: int) -> bool:
    """Does the date hang below the trigger without another verb between?"""
    word = _word(scene, date)
    if word is None:
        return False
    for head in scene.tree.ancestors(word):
        if head == trigger:
            return True
        if scene.tokens[head].tag == "VERB":
            return False
    return False


def amount_of(scene: Scene, trigger: int, valuation: bool) -> tuple[Money, int, int] | None:
    """The money of a claim with its offsets: the nearest that is (or is not) a valuation; none that is per head."""
    text, base = scene.sentence.text, scene.sentence.start
    near: list[tuple[int, Money, int, int]] = []
    token = scene.tokens[trigger]
    for found in find_money(text):
        if found.money is None or found.per is not None:
            continue
        valued = bool(_VALUED_BEFORE.search(text[: found.start]) or _VALUED_AFTER.match(text[found.end :]))
        if valued is not valuation:
            continue
        start, end = found.start + base, found.end + base
        gap = start - token.end if start >= token.end else (token.start - end) * (1.0 if valuation else 1.5)
        near.append((int(gap), found.money, start, end))
    if not near:
        return None
    gap, money, start, end = min(near, key=lambda n: (n[0], n[2]))
    return (money, start, end) if gap < 160 else None


def quantity_of(scene: Scene, start: int) -> int | None:
    """The count right before a thing bought: "100,000 Nvidia H100 processors"."""
    base = scene.sentence.start
    for _, b, count in find_quantities(scene.sentence.text):
        if b + base <= start and re.fullmatch(r"\s*(?:of\s+)?(?:[a-z’'-]+\s){0,2}", scene.text(b + base, start)):
            return count
    return None


def share_of(scene: Scene, trigger: int) -> str | None:
    """The share that stands nearest to the trigger."""
    at = scene.tokens[trigger].start - scene.sentence.start
    found = find_shares(scene.sentence.text)
    return min(found, key=lambda f: abs(f[0] - at))[2] if found and min(abs(f[0] - at) for f in found) < 60 else None


def round_of(scene: Scene) -> str | None:
    """The name of a financing round in the sentence: `Series B`, `seed`."""
    match = _ROUND.search(scene.sentence.text)
    return match.group(1) if match else None


def title_of(scene: Scene, trigger: int, person: Entity | None, after_only: bool) -> str | None:
    """The title that a departure or appointment is about: behind the trigger ("as chief executive"), else beside the name."""
    end = scene.tokens[trigger].end
    for word in scene.tree.oblique(trigger, "as"):
        for title in scene.titles:
            if title.start <= scene.tokens[word].start < title.end and title.kind != "founder":
                return title.canonical
    for title in scene.titles:
        if title.start < end or title.kind == "founder":
            continue
        between = scene.text(end, title.start)
        for mention in scene.sentence.mentions:
            if mention.source != "pronoun" and end <= mention.start and mention.end <= title.start:
                between = between.replace(mention.text, "")
        holder = next((p.person.entity for p in scene.posts if p.title == title), None)
        if holder in (None, person) and _LEADS_TO_TITLE.fullmatch(between):
            return title.canonical
    if after_only:
        return None
    held = [p.title.canonical for p in scene.posts if p.person.entity == person and p.title.kind != "founder"]
    return held[0] if held else None


def attribution_of(scene: Scene, trigger: int) -> tuple[str, ...]:
    """Who says it: the subject of the governing verb of speech, or whoever follows "according to"."""
    governor = speech_governor(scene.tree, trigger)
    if governor is not None:
        subjects = [] if scene.tree.is_passive(governor) else scene.tree.subjects(governor)      # who "is said to" do it does not say it
        named = _speaker(scene, subjects or scene.tree.agents(governor))
        if named:
            return (named,)
    match = re.search(r"\b(?:[Aa]ccording to|[Aa]s reported by)\s+", scene.sentence.text)
    if match:
        at = match.end() + scene.sentence.start
        for mention in scene.sentence.mentions:
            if mention.entity and at <= mention.start <= at + 40:
                return (mention.entity.name,)
        if familiar := _FAMILIAR.search(scene.sentence.text, match.end()):
            return (familiar.group(),)
    return ()


def _speaker(scene: Scene, words: Sequence[int]) -> str | None:
    place = DATELINE.match(scene.sentence.text)
    for word in words:
        if place and scene.tokens[word].start < scene.sentence.start + place.end():
            continue
        found = scene.at(word, (Kind.PERSON, Kind.ORGANIZATION), "person")
        if found:
            return found.entity.name
        for owner in [*scene.tree.possessors(word), *scene.tree.oblique(word, "for"), *scene.tree.modifiers(word), *scene.tree.oblique(word, "of")]:
            if owned := scene.at(owner, (Kind.ORGANIZATION,), "organization"):
                return owned.entity.name
        start = scene.tokens[word].start - scene.sentence.start
        if familiar := _FAMILIAR.match(scene.sentence.text, start):
            return familiar.group()
    return None

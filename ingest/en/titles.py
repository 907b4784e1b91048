"""English titles beside names: who holds or held which post where, and who founded what.

Titles stand next to names in few ways, so word order serves better than a tree: "OpenAI CEO Sam Altman", "Mira
Murati, the former chief technology officer of OpenAI", "co-founder and president Greg Brockman", "the chief executive
of Nvidia, Jensen Huang". Titles are those of `names/titles.csv` and what is built on them ("vice president of
research", "head of policy"); the canonical form is lower case with abbreviations spelled out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ...graph.claim import Kind
from ..document import Mention, Sentence
from ..lexicon import titles

__all__ = ["Post", "TitleMention", "find_titles", "posts", "retype"]

_MODIFIER = r"(?:former|ex|then|one-time|onetime|current|new|longtime|long-time|founding|acting|interim|outgoing|incoming|billionaire|fellow|ousted|departing|previous|late|and|our|prominent|leading|top|senior-most|star)"
_FORMER = re.compile(r"\b(?:former|ex|one-time|onetime|previous|ousted|late)\b", re.I)
_NEW = re.compile(r"\b(?:incoming)\b", re.I)
_EXPAND = (
    (re.compile(r"\bSVP\b", re.I), "senior vice president"), (re.compile(r"\bEVP\b", re.I), "executive vice president"),
    (re.compile(r"\bVP\b|\bvice-president\b", re.I), "vice president"), (re.compile(r"\bco-?head\b", re.I), "co-head"),
)
_BUILT = (
    r"(?:(?:senior|executive|corporate|group|global|deputy|assistant|associate|managing|technical|research|co-?)[ -])*"
    r"(?:vice[- ]president|SVP|EVP|VP|head|co-head|director|president|chief|leader|lead|manager|chair)"
)
_FIELD_WORD = r"(?!(?:and|at|from|with|who|which|that|said|the|a|an|its|his|her|in|on|as|after|before|since|until|to|by|when|while|will|would|could|has|had|is|was|last|this|next|earlier|for|of|effective)\b)[A-Za-z][\w&-]*"
_OF = rf"(?:\s+(?:of|for)\s+(?:{_FIELD_WORD})(?:\s+(?:and\s+)?{_FIELD_WORD}){{0,3}})"
_STOP_FIELD = {"said", "left", "has", "is", "was", "told", "will", "who", "had", "announced", "joined", "posted", "wrote", "departed", "resigned"}


@dataclass(frozen=True, slots=True)
class TitleMention:
    """A title in a text: offsets of the article, canonical form, kind, and whether it is said to be past."""

    start: int
    end: int
    canonical: str
    kind: str
    former: bool
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A person with a title; `organization` is the mention it belongs to, None where the context must tell."""

    person: Mention
    title: TitleMention
    organization: Mention | None
    start: int
    end: int
    possessive: bool = False      # "its president": the organisation is the one spoken of


@cache
def _pattern() -> re.Pattern[str]:
    known = sorted(titles("en"), key=lambda t: (-len(t), t))
    single = "|".join(re.escape(title).replace(r"\ ", r"[ -]") for title in known)
    return re.compile(rf"\b(?:(?P<built>{_BUILT}(?={_OF}))|(?P<known>{single}))s?\b", re.I)


_FIELD = re.compile(_OF)
_TEAM = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?(?P<field>[a-z][\w&-]*(?:\s+(?:and\s+)?[a-z][\w&-]*){0,3})")


def find_titles(sentence: Sentence) -> list[TitleMention]:
    """Titles of a sentence, longest first at each place, none inside a name."""
    text, base = sentence.text, sentence.start
    names = [(m.start - base, m.end - base) for m in sentence.mentions if m.source != "pronoun"]
    found = []
    for match in _pattern().finditer(text):
        start, end = match.span()
        if any(s < end and start < e for s, e in names):
            continue
        word = match.group().casefold()
        known = titles("en").get(word) or titles("en").get(word.removesuffix("s")) or titles("en").get(word.replace("-", " "))
        canonical, kind = (known.canonical, known.kind) if known else (_spell(match.group()), "executive")
        if (field := _field(text, end, names)) and (match["built"] or canonical in _HEADED):
            end, canonical, kind = field[1], f"{_spell(match.group())} {field[0]}", "executive"
        if not known and not match["built"]:
            continue
        if match["built"] and not known and end == match.end():
            if not _beside_name(end, names, text):
                continue
        if canonical == "chief" and any(e <= start and text[e:start].strip(" ’'s") == "" for _, e in names):
            canonical = "chief executive officer"          # "Tesla chief Elon Musk": a firm's chief heads it
        before = text[max(0, start - 22) : start]
        modifiers = re.search(rf"(?:\b{_MODIFIER}[\s-]+)+$", before, re.I)
        former = bool(modifiers and _FORMER.search(modifiers.group()))
        found.append(TitleMention(start + base, end + base, canonical, kind, former, bool(modifiers and _NEW.search(modifiers.group()))))
    return found


_HEADED = {"vice president", "senior vice president", "executive vice president", "head", "director", "chief", "president", "chair", "chairman", "chairwoman", "managing director", "leader"}


def _beside_name(end: int, names: Sequence[tuple[int, int]], text: str) -> bool:
    """Does "of" or "at" and a name follow ("the head of Quora")?"""
    return any(s > end and re.fullmatch(r"\s+(?:of|at)\s+(?:the\s+)?", text[end:s]) for s, _ in names)


def _spell(title: str) -> str:
    for pattern, full in _EXPAND:
        title = pattern.sub(full, title)
    return title.lower()


def _field(text: str, at: int, names: Sequence[tuple[int, int]]) -> tuple[str, int] | None:
    """The "of research" behind a title, if it is a field of work and not an organisation or a person."""
    match = _FIELD.match(text, at)
    if not match:
        return None
    end = min([match.end(), *(s for s, e in names if s >= at and s < match.end())])
    words = text[at:end].rstrip(" ,").split()
    for k, word in enumerate(words):
        if word.lower() in _STOP_FIELD and k > 1:
            words = words[:k]
            break
    if len(words) < 2 or words[-1].lower() in ("and", "of", "for"):
        words = words[:-1]
    if len(words) < 2:
        return None
    stretch = at
    for word in words:
        stretch = text.index(word, stretch) + len(word)
    return " ".join(words).lower(), stretch


def posts(sentence: Sentence) -> list[Post]:
    """Persons with their titles in one sentence."""
    found = find_titles(sentence)
    people = [m for m in sentence.mentions if m.kind is Kind.PERSON and m.source != "pronoun"]
    result: list[Post] = []
    for k, title in enumerate(found):
        person, span_end = _person_after(sentence, found, k, people)
        if person is None:
            person, span_end = _person_before(sentence, found, k, people)
        if person is None:
            continue
        organization, possessive = _organization(sentence, found, k, person)
        if organization is not None and organization.end <= title.start:
            before = _between(sentence, sentence.start, organization.start)
            if re.search(r"\b(?:former|ex)[\s-]+$", before, re.I):          # "a former Northlight engineer"
                title = replace(title, former=True)
        ends = [person.start, title.start, person.end, title.end, span_end]
        if organization is not None:
            ends += [organization.start, organization.end]
        result.append(Post(person, title, organization, min(ends), max(ends), possessive))
    return result


def retype(sentences: Sequence[Sentence]) -> None:
    """What stands where a title's organisation stands is one, if the model took it for something that no list knows.

    A single word that the model calls a person ("Northlight's president") is not one unless the article names somebody
    in full who bears it.
    """
    people = {w for s in sentences for m in s.mentions if m.kind is Kind.PERSON and " " in m.text for w in m.text.split()}
    for sentence in sentences:
        for mention in sentence.mentions:
            lonely = mention.kind is Kind.PERSON and mention.source == "model" and " " not in mention.text
            mention.loose = mention.loose or (lonely and mention.text not in people)
        _retype(sentence)


def _retype(sentence: Sentence) -> None:
    for post in posts(sentence):
        if post.organization is not None and post.organization.kind is not Kind.ORGANIZATION:
            post.organization.kind, post.organization.source = Kind.ORGANIZATION, "rule"


def _between(sentence: Sentence, start: int, end: int) -> str:
    return sentence.text[max(0, start - sentence.start) : max(0, end - sentence.start)]


def _person_after(
    sentence: Sentence, found: Sequence[TitleMention], k: int, people: Sequence[Mention]
) -> tuple[Mention | None, int]:
    """TITLE [,] PERSON, TITLE and TITLE PERSON, TITLE of ORG[,] PERSON."""
    title = found[k]
    for person in people:
        if person.start < title.end:
            continue
        gap = _between(sentence, title.end, person.start)
        for other in found[k + 1 :]:
            if title.end <= other.start and other.end <= person.start:
                gap = gap.replace(_between(sentence, other.start, other.end), "")
        for mention in sentence.mentions:
            if mention.kind is Kind.ORGANIZATION and title.end <= mention.start and mention.end <= person.start:
                gap = gap.replace(mention.text, "ORG")
        gap = gap.strip()
        if re.fullmatch(r"(?:,|and|&|/|,? ?(?:and|&) ?(?:the )?(?:former |current )?,?|(?:of|at|for) (?:the )?ORG,?|,? ?(?:Mr|Ms|Mrs|Dr)\.?)?", gap):
            return person, person.end
        break
    return None, title.end


def _person_before(
    sentence: Sentence, found: Sequence[TitleMention], k: int, people: Sequence[Mention]
) -> tuple[Mention | None, int]:
    """PERSON, [the|a|its|ORG's] [former] TITLE; PERSON is/was/, who is TITLE; PERSON (TITLE)."""
    title = found[k]
    for person in reversed(people):
        if person.end > title.start:
            continue
        gap = _between(sentence, person.end, title.start)
        for other in found[:k]:
            if person.end <= other.start and other.end <= title.start:
                gap = gap.replace(_between(sentence, other.start, other.end), "TITLE")
        for mention in sentence.mentions:
            if mention.kind is Kind.ORGANIZATION and person.end <= mention.start and mention.end <= title.start:
                gap = gap.replace(mention.text, "ORG")
        if re.fullmatch(
            rf"\s*(?:,|\(|—|–|,? who (?:is|was|has been)|,? (?:is|was|remains|has been|had been|serves? as|served as|works? as|worked as))"
            rf"(?:\s*(?:the|a|an|its|his|her|their|now|still|currently|also|one of|(?:the )?ORG['’]s?|ORG|TITLE|of|at|for|and|,|{_MODIFIER}))*[\s-]*",
            gap,
        ):
            return person, title.end
        break
    return None, title.end


def _organization(
    sentence: Sentence, found: Sequence[TitleMention], k: int, person: Mention
) -> tuple[Mention | None, bool]:
    """The organisation in the same noun phrase: before the title, behind it, or behind the person."""
    title = found[k]
    organizations = [m for m in sentence.mentions if m.kind is Kind.ORGANIZATION or m.loose]
    for mention in organizations:
        if mention.end <= title.start:
            gap = _between(sentence, mention.end, title.start)
            for other in found[:k]:
                if mention.end <= other.start and other.end <= title.start:
                    gap = gap.replace(_between(sentence, other.start, other.end), "")
            if re.fullmatch(rf"(?:['’]s?)?\s*(?:(?:{_MODIFIER}|and|&|/|,)[\s-]*)*", gap):
                return mention, mention.source == "pronoun"
    for mention in organizations:
        if mention.start < title.end:
            continue
        gap = _between(sentence, title.end, mention.start)
        for other in found[k + 1 :]:
            if title.end <= other.start and other.end <= mention.start:
                gap = " ".join(gap.replace(_between(sentence, other.start, other.end), "").split()) + " "
        if re.fullmatch(r"\s*(?:,? ?(?:and|&) (?:the )?)?(?:[a-z]+\s)?(?:of|at|for|with|in|from|on)\s+(?:the\s+|rival\s+|startup\s+|AI startup\s+|chipmaker\s+|a\s+)*(?:[\w-]+\s){0,2}", gap):
            return mention, mention.source == "pronoun"
        after = _between(sentence, person.end, mention.start) if mention.start >= person.end else ""
        if re.fullmatch(r"\s*(?:,\s*)?(?:of|at)\s+(?:the\s+)?", after):
            return mention, mention.source == "pronoun"
        break
    return None, False

"""Answers: from what a model writes to drafts of claims, every word of them found in the article.

1. The quote is looked for in the passage; of several places the first that holds all words of the claim; 2. the trigger must stand in
the quote, arguments in the quote or else in the passage, the name of what a pronoun or description means anywhere in the article; 3.
values are read off their words by our own rules. What is not there is dropped and counted: the claim, or an argument or value that it
can do without. A draft becomes a claim when the names of the whole article are linked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality
from ...ontology.schema import ClaimType, claim_types
from ..context import Context
from ..document import Mention
from ..lexicon import fold
from .places import Places, Span
from .prompt import Passage
from .values import Said, value_of

__all__ = ["Answers", "Draft"]

CONFIDENCE = 0.8       # of every claim: a model's own word on how sure it is says little, and nothing was measured
_PRONOUNS = frozenset(
    "he|she|it|they|him|her|them|his|hers|its|their|theirs|who|which|this|that|i|we|you|us|our|the company|the firm|the startup|the start-up"
    "|他|她|它|他们|她们|它们|其|该公司|公司|自己|本人|双方|后者|前者".split("|")
)


class _Missing(Exception):
    """Something that the model gave is not in the article; its text is the reason that is counted."""


@dataclass(frozen=True, slots=True)
class _Part:
    """An argument before its name is linked; `mention` is None for what is only described."""

    role: str
    kind: Kind
    span: Span
    mention: Mention | None
    words: str

    def argument(self, allowed: tuple[str, ...]) -> Argument:
        """The argument; what the article's names say of its kind gives way where the role does not take that kind."""
        if self.mention is None or self.mention.entity is None:
            return Argument(self.role, Context.describe(self.words, self.kind), *self.span)
        entity = self.mention.entity
        if entity.kind not in allowed and self.kind in allowed:
            entity = Entity(entity.name, self.kind, entity.names, entity.described, entity.key)
        return Argument(self.role, entity, *self.span)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim whose words are found and whose names are not linked yet."""

    kind: ClaimType
    lang: str
    evidence: Evidence
    trigger: Span
    modality: Modality
    speakers: tuple[str, ...]
    parts: tuple[_Part, ...]
    values: Mapping[str, Any]

    def claim(self, reader: str, speakers: Mapping[str, str]) -> Claim:
        """The claim; `speakers` gives the full name of a folded one."""
        arguments = tuple(part.argument(self.kind.kinds.get(part.role, ())) for part in self.parts)
        said = tuple(dict.fromkeys(speakers.get(fold(words), words) for words in self.speakers))
        return Claim(
            self.kind.name, self.lang, self.evidence, arguments, modality=self.modality, attribution=said,
            trigger=self.trigger, reader=reader, confidence=CONFIDENCE, **self.values,
        )  # fmt: skip


class Answers:
    """Reads the answers about one article; `mentions` are the names found so far, by where they stand."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._places = Places(context.article.text)
        self.mentions: dict[Span, Mention] = {}

    def drafts(self, answer: Any, passage: Passage) -> Iterator[Draft]:
        """Yield what an answer states, in its order; what cannot be found is counted in the context."""
        records = answer.get("claims") if isinstance(answer, dict) else answer
        if not isinstance(records, list):
            self._context.drop("answer without a list of claims")
            return
        for record in records:
            try:
                yield self._draft(_mapping(record), passage)
            except _Missing as missing:
                self._context.drop(str(missing))

    def _draft(self, record: Mapping[str, Any], passage: Passage) -> Draft:
        kind = claim_types().get(_text(record, "type"))
        if kind is None:
            raise _Missing("type is not in the ontology")
        held = str(record.get("modality") or Modality.ASSERTED)
        if held not in list(Modality):
            raise _Missing("modality is none of the five")
        arguments, values = _mappings(record, "arguments"), _mappings(record, "values")
        words = [_text(record, "trigger"), *(_text(a, "words") for a in arguments)]
        quote = self._quote(_text(record, "quote"), words, (passage.start, passage.end))
        trigger = self._places.nearest(words[0], quote[1], quote)
        if trigger is None:
            raise _Missing("trigger is not in the quote")
        parts = tuple(part for a in arguments if (part := self._part(a, kind, quote, passage)))
        read = dict(self._values(values, kind, quote, passage.lang, held))
        for part in parts:
            if part.mention is not None:
                self.mentions.setdefault((part.mention.start, part.mention.end), part.mention)
        evidence = Evidence(self._places.text[slice(*quote)], *quote)
        return Draft(kind, passage.lang, evidence, trigger, Modality(held), self._speakers(record, passage), parts, read)

    def _quote(self, words: str, used: list[str], within: Span) -> Span:
        """The first place of the quote that holds all the words used, else its first place."""
        found = list(self._places.find(words, within))
        if not found:
            raise _Missing("quote is not in the text")
        return next((span for span in found if all(any(self._places.find(w, span)) for w in used)), found[0])

    def _part(self, given: Mapping[str, Any], kind: ClaimType, quote: Span, passage: Passage) -> _Part | None:
        """The argument, or None where it is not there and the claim can do without."""
        role = _text(given, "role")
        try:
            return self._found(role, given, quote, passage)
        except _Missing as missing:
            if role not in kind.roles or any(role in group for group in kind.required):
                raise
            self._context.drop(f"{missing} (left out)")
            return None

    def _found(self, role: str, given: Mapping[str, Any], quote: Span, passage: Passage) -> _Part:
        words, name, sort = _text(given, "words"), given.get("name"), str(given.get("kind"))
        if sort not in list(Kind):
            raise _Missing("kind of entity is not in the ontology")
        kind = Kind(sort)
        span = self._places.nearest(words, quote[0], quote) or self._places.nearest(words, quote[0], (passage.start, passage.end))
        if span is None:
            raise _Missing("argument's words are not in the text")
        words = self._places.text[slice(*span)]
        if not isinstance(name, str) or not name.strip() or kind is Kind.GROUP:
            if _is_pronoun(words):
                raise _Missing("pronoun without a name")
            return _Part(role, kind, span, None, words)
        if _is_pronoun(name):
            raise _Missing("pronoun without a name")
        place = span if fold(name) == fold(words) else self._places.nearest(name, span[0])
        if place is None:
            raise _Missing("name that the article does not give")
        written = self._places.text[slice(*place)]
        mention = self.mentions.get(place) or Mention(written, *place, kind)
        return _Part(role, kind, span, mention, words)

    def _values(self, given: list[Mapping[str, Any]], kind: ClaimType, quote: Span, lang: str, held: str) -> Iterator[tuple[str, Any]]:
        """Each field once, the first that can be read."""
        text, done = self._places.text[slice(*quote)], set()
        for value in given:
            field, words, read = str(value.get("field")), str(value.get("words") or ""), value.get("value")
            place = self._places.nearest(words, quote[0], quote)
            if field not in kind.values or place is None:
                self._context.drop(f"value {field} {'is not of ' + kind.name if place else 'is not in the quote'} (left out)")
                continue
            at = place[0] - quote[0], place[1] - quote[0]
            said = Said(text, at, lang, read if isinstance(read, str) else None, self._context.published, held == Modality.PLANNED)
            result = value_of(field, said)
            if result is None:
                self._context.drop(f"value {field} cannot be read off its words (left out)")
            elif field not in done:
                done.add(field)
                yield field, result

    def _speakers(self, record: Mapping[str, Any], passage: Passage) -> tuple[str, ...]:
        """The words of those who say so, where they stand in the passage."""
        given = record.get("attribution") or []
        found = []
        for words in given if isinstance(given, list) else [given]:
            span = self._places.nearest(str(words), passage.start, (passage.start, passage.end))
            if span is None:
                self._context.drop("speaker is not in the text (left out)")
            elif not _is_pronoun(self._places.text[slice(*span)]):
                found.append(self._places.text[slice(*span)])
        return tuple(found)


def _is_pronoun(words: str) -> bool:
    return " ".join(words.casefold().split()) in _PRONOUNS


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _Missing("claim is no object")
    return value


def _mappings(record: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    held = record.get(key) or []
    if not isinstance(held, list):
        raise _Missing(f"claim's {key} are no list")
    return [_mapping(item) for item in held]


def _text(record: Mapping[str, Any], key: str) -> str:
    held = record.get(key)
    if not isinstance(held, str) or not held.strip():
        raise _Missing(f"claim without {key}")
    return held

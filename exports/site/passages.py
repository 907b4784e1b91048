"""An article's passages: what it says, as far as quotes allow, with the words of claims marked and names leading to their pages.

1. Quotes that overlap make one passage; around it stand the few words of context that claims keep, never more. 2. Where the
whole text is given (the user's choice) its paragraphs are the passages. 3. In both, argument offsets give the names, or pronouns,
that lead to an entity; of two that overlap the longer wins. Offsets that do not fit their quote are not trusted: such a quote stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...graph.claim import Evidence
from .model import Told

__all__ = ["Passage", "Piece", "context", "fits", "full_passages", "passages"]


_CONTEXT = 50  # claims keep up to 60 characters; fewer means that the text ends there


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a passage: whether a claim quotes them, and the entity that they name."""

    text: str
    quoted: bool
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in pieces, and the claims that rest on them."""

    pieces: tuple[Piece, ...]
    told: tuple[Told, ...]
    lang: str


@dataclass(slots=True)
class _Span:
    start: int
    text: str
    told: list[Told]
    trusted: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def passages(said: Iterable[Told]) -> list[Passage]:
    """The passages of an article from the quotes of its claims, in the order of the text."""
    spans = _spans(sorted(said, key=lambda one: (one.claim.evidence.start, -one.claim.evidence.end, one.anchor)))
    found = []
    for number, span in enumerate(spans):
        before, after = _context(span, spans[number - 1] if number else None, spans[number + 1] if number + 1 < len(spans) else None)
        middle = list(_pieces(span.text, span.start, span.told)) if span.trusted else [Piece(span.text, True)]
        around = [Piece(before, False)] if before else [], [Piece(after, False)] if after else []
        found.append(Passage((*around[0], *middle, *around[1]), tuple(span.told), span.told[0].claim.lang))
    return found


def full_passages(text: str, said: Sequence[Told]) -> list[Passage]:
    """The paragraphs of the whole text; a claim stands under the paragraph in which its quote begins."""
    found = []
    waiting = sorted(said, key=lambda one: (one.claim.evidence.start, one.anchor))
    for match in re.finditer(r"[^\n]+", text):
        inside = [one for one in waiting if one.claim.evidence.start < match.end()]
        waiting = waiting[len(inside) :]
        quoted = [one for one in said if one.claim.evidence.start < match.end() and one.claim.evidence.end > match.start()]
        lang = said[0].claim.lang if said else ""
        found.append(Passage(tuple(_pieces(match[0], match.start(), quoted)), tuple(inside), lang))
    return found


def fits(text: str, said: Iterable[Told]) -> bool:
    """Whether this is the text that the claims were read from: every quote stands at its place."""
    return all(text[one.claim.evidence.start : one.claim.evidence.end] == one.claim.evidence.quote for one in said)


def _spans(said: Sequence[Told]) -> list[_Span]:
    spans: list[_Span] = []
    for one in said:
        evidence = one.claim.evidence
        trusted = evidence.end - evidence.start == len(evidence.quote) > 0
        last = spans[-1] if spans else None
        same = last is not None and (last.start, last.text) == (evidence.start, evidence.quote)
        if last is not None and (same or (trusted and last.trusted and _continues(last, evidence.start, evidence.quote))):
            last.text += evidence.quote[max(last.end - evidence.start, 0) :]
            last.told.append(one)
        else:
            spans.append(_Span(evidence.start, evidence.quote, [one], trusted))
    return spans


def _continues(last: _Span, start: int, quote: str) -> bool:
    """Whether the quote begins within the span and says the same there."""
    shared = last.end - start
    return 0 < shared and last.text[start - last.start :][: len(quote)] == quote[:shared]


def _context(span: _Span, previous: _Span | None, following: _Span | None) -> tuple[str, str]:
    """Words before and after, of the same paragraph, that no neighbouring passage shows."""
    first = min(span.told, key=lambda one: one.claim.evidence.start).claim.evidence
    last = max(span.told, key=lambda one: one.claim.evidence.end).claim.evidence
    before, after = context(Evidence(first.quote, first.start, first.end, first.prefix, last.suffix))
    if span.trusted and previous is not None and previous.trusted and span.start - previous.end < len(first.prefix):
        gap = max(span.start - previous.end, 0)
        before = first.prefix[len(first.prefix) - gap :].rpartition("\n")[2].lstrip()
    if span.trusted and following is not None and following.trusted and following.start - span.end < len(last.suffix):
        after = ""  # it stands before the next one
    return before, after


def context(evidence: Evidence) -> tuple[str, str]:
    """The words around a quote as they are shown: of its own paragraph, from a whole word on, with dots where they are cut."""
    before, cut, after = evidence.prefix.rpartition("\n")[2], "\n" not in evidence.prefix, evidence.suffix.partition("\n")[0]
    if cut and len(before) >= _CONTEXT and " " in before[:16]:
        before = before.partition(" ")[2]
    if "\n" not in evidence.suffix and len(after) >= _CONTEXT and " " in after[-16:]:
        after = after.rpartition(" ")[0]
    dots = cut and len(evidence.prefix) >= _CONTEXT, "\n" not in evidence.suffix and len(evidence.suffix) >= _CONTEXT
    return ("… " if dots[0] and before.strip() else "") + before, after + (" …" if dots[1] and after.strip() else "")


def _pieces(text: str, start: int, said: Sequence[Told]) -> Iterator[Piece]:
    """Yield the text cut where quotes and names begin and end."""
    end = start + len(text)
    names = _names(start, end, said)
    quotes = [(one.claim.evidence.start, one.claim.evidence.end) for one in said]
    cuts = {start, end, *(at for span in quotes for at in span), *(at for first, last, _ in names for at in (first, last))}
    places = sorted(at for at in cuts if start <= at <= end)
    for first, last in zip(places, places[1:], strict=False):
        quoted = any(begin <= first and last <= finish for begin, finish in quotes)
        entity = next((iri for begin, finish, iri in names if begin <= first and last <= finish), None)
        yield Piece(text[first - start : last - start], quoted, entity)


def _names(start: int, end: int, said: Sequence[Told]) -> list[tuple[int, int, str]]:
    found = {
        (argument.start, argument.end, iri)
        for one in said
        for argument, iri in zip(one.claim.arguments, one.stored.entities, strict=True)
        if start <= argument.start < argument.end <= end
    }
    kept: list[tuple[int, int, str]] = []
    for begin, finish, iri in sorted(found, key=lambda span: (span[0] - span[1], span)):
        if all(finish <= first or begin >= last for first, last, _ in kept):
            kept.append((begin, finish, iri))
    return kept

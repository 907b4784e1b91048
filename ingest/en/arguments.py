"""Arguments as mentions: what the learned reader takes for somebody is somebody, by the role's kind, before names are linked.

Spans of arguments that nothing else has named become mentions; names that only the recogniser saw take the kind, and the words, that the claims ask for.
Descriptions among them ("the Seoul firm") are resolved like pronouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...graph.claim import Kind
from ...ontology.schema import claim_types
from ..document import Mention, Sentence, Token
from ..triggers import Trigger
from .mentions import CALLED
from .phrases import is_known, is_name

__all__ = ["argument_mentions", "retype"]

_SURE_NAME = 0.9      # least probability of an argument that cuts a name down to its words
_RETYPES = 0.8       # least probability of an argument that corrects a name's kind


def retype(triggers: Sequence[Trigger], tokens: Sequence[Token], sentence: Sentence) -> None:
    """Correct the kind of names that only the recogniser saw by what the claims ask for: who is competed with is a firm, no product."""
    for trigger in triggers:
        kinds = claim_types()[trigger.type].kinds
        for role, first, end, score in trigger.arguments:
            if role not in kinds or score < _RETYPES or not sentence.first <= first < sentence.first + len(sentence.tokens):
                continue
            words, start, stop = _trimmed(tokens, sentence, first, end)
            for mention in sentence.mentions:
                soft = mention.source in ("model", "tag", "rule") and mention.kind is not Kind.PERSON
                if words and soft and mention.start == start and mention.end == stop and mention.kind.value not in kinds[role]:
                    wanted = Kind(kinds[role][0])
                    mention.kind = wanted if wanted is not Kind.PERSON else mention.kind


def argument_mentions(triggers: Sequence[Trigger], tokens: Sequence[Token], sentence: Sentence) -> Iterator[Mention]:
    """Mentions for arguments in this sentence that no mention covers; `tokens` are the article's, as triggers count them.

    Part of a name that only the recogniser saw gives way to the whole ("Black" in "Black in AI").
    """
    taken = [(m.start, m.end) for m in sentence.mentions]
    for trigger in triggers:
        kinds = claim_types()[trigger.type].kinds
        for role, first, end, score in sorted(trigger.arguments, key=lambda p: -p[3]):
            if role not in kinds or score < 0.5 or not sentence.first <= first < sentence.first + len(sentence.tokens):
                continue
            words, start, stop = _trimmed(tokens, sentence, first, end)
            kind = Kind(kinds[role][0])
            if not words or kind is Kind.GROUP or words.isdigit():
                continue
            inside = [m for m in sentence.mentions if m.start < stop and start < m.end]
            if is_name(words):
                two = " and " in words and any(m.source == "gazetteer" and m.kind is not Kind.PLACE for m in inside)
                whole = score >= 0.7 and _WHOLE.fullmatch(words) and all(_unsure_part(m, start, stop, score >= _SURE_NAME and not two) for m in inside)
                if inside and not whole and not (score >= _SURE_NAME and all(_runs_over(m, start, stop, sentence) for m in inside)):
                    continue
                for part in inside:
                    sentence.mentions.remove(part)
                    taken.remove((part.start, part.end))
                found = Mention(words, start, stop, kind, "model", min(score, 0.85))
            elif is_known(words) and kind in (Kind.PERSON, Kind.ORGANIZATION) and not any(m.end == stop or m.source == "pronoun" for m in inside):
                found = Mention(words, start, stop, kind, "pronoun", 0.6)
            else:
                continue
            if found.source == "pronoun" or not any(a < stop and start < b for a, b in taken):
                taken.append((start, stop))
                yield found


_WHOLE = re.compile(r"[A-Z][\w.&-]*(?: (?:[A-Z0-9][\w.&-]*|in|of|for|and|the|&)){1,5}")


def _unsure_part(mention: Mention, start: int, stop: int, sure: bool) -> bool:
    """Does the mention lie inside these offsets, smaller than they are, and known to no list, unless the reader is sure?"""
    inside = start <= mention.start and mention.end <= stop and mention.end - mention.start < stop - start
    return inside and (mention.source in ("model", "tag", "rule") or sure)


def _runs_over(mention: Mention, start: int, stop: int, sentence: Sentence) -> bool:
    """Does a firm's name that no list knows run over these offsets: into the sentence's first word, a weekday, "of Oxford"?"""
    if mention.source not in ("model", "rule", "tag") or mention.kind is Kind.PERSON or mention.start > start or stop > mention.end:
        return False
    before, behind = mention.text[: start - mention.start], mention.text[stop - mention.start :]
    first = mention.start == sentence.start or bool(_DAY.search(before))
    return bool(before or behind) and (not before or (first and before.count(" ") == 1)) and (not behind or bool(_BEHIND.match(behind)))


_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+$")
_BEHIND = re.compile(r"\s+(?:of|in|at|from)\s")


def _trimmed(tokens: Sequence[Token], sentence: Sentence, first: int, end: int) -> tuple[str, int, int]:
    """The words of an argument without what hangs on their end, with their offsets."""
    end = min(end, sentence.first + len(sentence.tokens))
    while first < end and tokens[end - 1].text in ("'s", "’s", ",", "'", "’"):
        end -= 1
    if first == sentence.first and end - first > 1 and CALLED.fullmatch(tokens[first].text):
        first += 1
    if first >= end:
        return "", 0, 0
    start, stop = tokens[first].start, tokens[end - 1].end
    return sentence.text[start - sentence.start : stop - sentence.start], start, stop

"""Names that only the model sees become mentions before names are linked (`model_mentions`), and so do arguments that nothing has named
(`argument_mentions`): what the reader takes for somebody is somebody, by the role's kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...graph.claim import Kind
from ...ontology.schema import claim_types
from ..document import Mention, Sentence
from ..learned import SURE
from ..triggers import Trigger
from . import organizations
from .mentions import aliases_behind
from .text import normalize
from .titles import find_titles
from .words import alternation, words

__all__ = ["REFERS", "argument_mentions", "model_mentions"]

NAMED = 0.6          # least probability of a name that only the model sees
_LABELS = {"PERSON": Kind.PERSON, "ORG": Kind.ORGANIZATION, "LOC": Kind.PLACE, "PRODUCT": Kind.PRODUCT}
REFERS = re.compile(rf"(?:{alternation('refers')})|(?:该|这家|那家|这一|这位|这名|那位|此|本)[\u4e00-\u9fffA-Za-z]{{1,8}}")
_MARKS = "“”\"'《》「」『』〈〉()（） "
_GUESSED = re.compile(r"[\u3400-\u9fff]+")
_RESPECT = re.compile(r"(?:先生|女士|博士|教授|老师|院士|本人)$")
_PRODUCT_HEAD = re.compile(r"(?<=[A-Za-z0-9.])(?:大?模型|系列).?$")      # what a Latin name is said to be
_COUNT_BEHIND = re.compile(r"(?<=\S)\s+\d[\d,.]*$")      # a share or a sum behind a name (Veltora 35|%的股权)
_COUNTS = re.compile(r"\s?[%万亿千百个名元美年月日家位人]")
_CUT_HEAD = re.compile(r"(?<=[A-Za-z0-9.])\s?([\u4e00-\u9fff]{1,3})$")
_DESCRIBES = re.compile(r"的|部门|团队|业务$|项目|[买卖收对]方$|人士|[这那该某此]|工厂$|[多两几三]家")


def model_mentions(names: Sequence[tuple[int, int, str, float]], sentence: Sentence) -> list[Mention]:
    """The sentence's mentions with the names that the model sees; units are the sentence's.

    A name of the model stands before what rules have found there, but not before a known name, unless that is only a part of it. What rules
    guess from Chinese characters alone (surnames, suffixes) and the model sees nowhere is no name.
    """
    seen = [mention for name in names if (mention := _model_mention(name, sentence))]
    kept = []
    for mention in sentence.mentions:
        over = [other for other in seen if other.start < mention.end and mention.start < other.end]
        if mention.source == "gazetteer" and over and not all(_exceeds(other, mention) for other in over):
            seen = [other for other in seen if other not in over]
            over = []
        if not over and not (mention.source == "rule" and _GUESSED.fullmatch(mention.text) and mention.kind is not Kind.PLACE):
            kept.append(mention)
        elif over and mention.aliases:
            seen[seen.index(over[0])] = replace(over[0], aliases=over[0].aliases or mention.aliases)
    return kept + [_as_owner(mention, seen, sentence) for mention in seen]


def _as_owner(mention: Mention, seen: Sequence[Mention], sentence: Sentence) -> Mention:
    """A Latin name without a number that has a product of its own is a firm's, whatever the model calls it: Veltora最新的推理模型Nimbus 5."""
    if mention.kind is not Kind.PRODUCT or not _FIRM_LIKE.fullmatch(mention.text):
        return mention
    behind = next((other for other in seen if other.kind is Kind.PRODUCT and mention.end < other.start <= mention.end + 14), None)
    gap = sentence.text[mention.end - sentence.start : behind.start - sentence.start] if behind else ""
    return replace(mention, kind=Kind.ORGANIZATION) if behind and _ITS.fullmatch(gap) else mention


_FIRM_LIKE = re.compile(r"[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)*")
_ITS = re.compile(r"(?:最新|自家|自研|旗下|新一代)?(?:发布|推出)?的[\u4e00-\u9fff]{0,8}")


def _exceeds(other: Mention, known: Mention) -> bool:
    """Is a known name only a part of another?"""
    return other.start <= known.start and known.end <= other.end and other.end - other.start > known.end - known.start and other.score > 0.8


def _model_mention(name: tuple[int, int, str, float], sentence: Sentence) -> Mention | None:
    first, end, label, score = name
    start, stop = sentence.tokens[first].start, sentence.tokens[end - 1].end
    written = sentence.text[start - sentence.start : stop - sentence.start]
    words = written.strip(_MARKS)
    start += written.find(words)
    stop = start + len(words)
    plain = normalize(words)
    if label == "PERSON" and (respect := _RESPECT.search(plain)) and respect.start():
        words, stop = words[: respect.start()], start + respect.start()
    if label == "PRODUCT" and (length := _without_head(plain, normalize(sentence.text)[stop - sentence.start :])) < len(plain):
        words, stop = words[:length], start + length
    if (count := _COUNT_BEHIND.search(plain)) and _COUNTS.match(normalize(sentence.text)[stop - sentence.start :]):
        words, stop = words[: count.start()], start + count.start()
    if label == "ORG" and (length := _before_title(plain, normalize(sentence.text)[stop - sentence.start :])) < len(words):
        words, stop = words[:length], start + length
    if score < NAMED or not words:
        return None
    if REFERS.fullmatch(plain):
        return Mention(words, start, stop, _LABELS[label], "pronoun", 0.6)
    if organizations.generic(plain) and not plain.isascii():
        return None
    aliases, _ = aliases_behind(normalize(sentence.text), stop - sentence.start)
    return Mention(words, start, stop, _LABELS[label], "model", score, aliases)


def _before_title(name: str, behind: str) -> int:
    """The length of a name without the beginning of a title that was taken for its end (美团非|执行董事)."""
    over = [t.start for t in find_titles(name + behind[:12]) if 0 < t.start < len(name) < t.end]
    return min(over, default=len(name))


def _without_head(name: str, behind: str) -> int:
    """The length of a Latin product's name without what it is said to be (GPT-4模型), or the part of such a word that was taken for it (H100处|理器)."""
    if (head := _PRODUCT_HEAD.search(name + behind[:1])) and head.start() < len(name):
        return head.start()
    part = _CUT_HEAD.search(name)
    cut = part is not None and any(len(word) > len(part[1]) and (part[1] + behind).startswith(word) for word in words("product_head"))
    return part.start() if part and cut else len(name)


def argument_mentions(triggers: Sequence[Trigger], sentence: Sentence) -> Iterator[Mention]:
    """Mentions for arguments in this sentence that no mention covers; units are the article's."""
    taken = [(m.start, m.end) for m in sentence.mentions]
    last = sentence.first + len(sentence.tokens)
    for trigger in triggers:
        kinds = claim_types()[trigger.type].kinds
        for role, first, end, score in sorted(trigger.arguments, key=lambda p: -p[3]):
            if role not in kinds or score < SURE or not sentence.first <= first < last:
                continue
            mention = _argument_mention(sentence, first - sentence.first, min(end, last) - sentence.first, Kind(kinds[role][0]), score)
            if mention is not None and not any(a < mention.end and mention.start < b for a, b in taken):
                taken.append((mention.start, mention.end))
                yield mention


def _argument_mention(sentence: Sentence, first: int, end: int, kind: Kind, score: float) -> Mention | None:
    """The mention that an argument's units make: a reference, or a name; None where they are neither."""
    start, stop = sentence.tokens[first].start, sentence.tokens[end - 1].end
    written = sentence.text[start - sentence.start : stop - sentence.start]
    words = written.strip(_MARKS)
    plain = normalize(words)
    if kind is Kind.GROUP or not words or plain[0].isdigit():
        return None
    start += written.index(words)
    if REFERS.fullmatch(plain) or (kind is Kind.PERSON and any(title.end == len(plain) for title in find_titles(plain))):
        return Mention(words, start, start + len(words), kind, "pronoun", 0.6)
    if _DESCRIBES.search(plain) and not plain.isascii():
        return None
    if len(words) > 1 and score >= NAMED and not organizations.generic(plain):
        return Mention(words, start, start + len(words), kind, "model", min(score, 0.85))
    return None

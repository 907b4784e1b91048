"""English mentions: names from the gazetteer and the model, names by form, pronouns and descriptions.

The gazetteer comes first, but a longer model name that holds a gazetteer name ("OpenAI Foundation") stands. A
gazetteer alias that is also an ordinary word ("Scale") needs the model's agreement at the start of a sentence.
Pronouns and descriptions ("the company", "the ChatGPT maker", "his own AI startup") are mentions too, with source
`pronoun` or `description`; who they mean is decided when the sentence is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ...graph.claim import Kind
from ..document import Mention, Token
from ..lexicon import Gazetteer, regions, suffixes, titles

__all__ = ["CALLED", "mentions"]

_KINDS = {"PERSON": Kind.PERSON, "ORG": Kind.ORGANIZATION, "LOC": Kind.PLACE, "PRODUCT": Kind.PRODUCT}
_PERSON = {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
_ORGANIZATION = {"it", "its", "itself", "we", "our", "us", "ours"}      # who says "we" speaks for a firm
_HEADS = frozenset(
    "newspaper paper magazine retailer company startup start-up firm lab laboratory chipmaker developer business maker creator giant group outfit venture carmaker"
    " automaker publisher unicorn nonprofit non-profit upstart organization organisation conglomerate".split()
)
_BEGINS = {"the", "this", "that", "a", "an", "his", "her", "their", "its"}
_INNER = {"ADJ", "NOUN", "PROPN", "NUM", "X", "SYM"}
_HANDLE = re.compile(r"(?<!\w)@\w+|https?://\S+|\w+\.(?:com|ai|org|io|cn)/\S*")
_PRODUCT = re.compile(
    r"\b(?:[A-Z][\w.]*(?:[ -][A-Z][\w.]*){0,2}[ -])?(?:[A-Z]+[a-z]*-?\d+(?:\.\d+)?[a-zA-Z]?|[A-Z][A-Za-z]+[ -]\d+(?:\.\d+)?[a-z]?)"
    r"(?:[ -](?:Pro|Ultra|Mini|mini|Turbo|Omni|Max|Nano|Flash|Sonnet|Opus|Haiku|Large|Small|Vision|Coder|Instruct|Preview))?\b"
)
_NOT_PRODUCT = re.compile(
    r"^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October"
    r"|November|December|Q\d|FY\d|No|Nos|Article|Chapter|Section|Series|Tier|Level|Fortune|Page|Figure|COVID|Formula|Top|Phase"
    r"|G\d|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|The|In|On|At|By|Since|About|Over|Of|A|US|UK)\b[ .-]?"
)


def mentions(
    text: str, start: int, tokens: Sequence[Token], names: Sequence[tuple[int, int, str, float]], gazetteer: Gazetteer
) -> list[Mention]:
    """Mentions of one sentence, in text order, none over another.

    Args:
        text: The sentence; `start` is its offset in the article.
        tokens: Its words, at offsets of the article.
        names: What the model found: first word, end word, type, probability.
        gazetteer: Known names.
    """
    skip = [m.span() for m in _HANDLE.finditer(text)]
    model = [m for m in (_from_model(text, start, tokens, name) for name in names) if m and not _within(m, start, skip)]
    found: list[Mention] = []
    for hit in gazetteer.find(text):
        a, b = hit.start + start, hit.end + start
        if any(s < hit.end and hit.start < e for s, e in skip):
            continue
        over = [m for m in model if m.start < b and a < m.end]
        if any(m.end - m.start > b - a and _covers(m, a, b, hit.entry.kind) for m in over):
            continue
        if hit.weak and not over and (hit.start == 0 or not text[hit.start].isupper()):
            continue
        if hit.weak and any(m.kind is Kind.PERSON and m.score > 0.8 and hit.entry.kind is not Kind.PERSON for m in over):
            continue
        _add(found, Mention(text[hit.start : hit.end], a, b, hit.entry.kind, "gazetteer"))
    for mention in (*_by_suffix(text, start, tokens), *model):
        _add(found, mention)
    for match in _PRODUCT.finditer(text):
        if not _NOT_PRODUCT.match(match.group()) and not _within_span(match.span(), skip):
            _extend_product(found, match, start)
    for mention in _described(text, start, tokens):
        inner = [m for m in found if m.start < mention.end and mention.start < m.end]
        if not any(m.end == mention.end for m in inner):
            found.append(mention)
    for mention in (*_by_maker(tokens), *_by_tag(text, start, tokens)):
        _add(found, mention)
    for token in tokens:
        low = token.text.lower()
        kind = Kind.PERSON if low in _PERSON else Kind.ORGANIZATION if low in _ORGANIZATION else None
        if kind:
            _add(found, Mention(token.text, token.start, token.end, kind, "pronoun", 0.7))
    return _with_regions(sorted(found, key=lambda m: m.start), text, start)


def _with_regions(found: Sequence[Mention], text: str, start: int) -> list[Mention]:
    """Towns with the state or country behind them as one place, "Waltham, Massachusetts"; not the first two of a list of places."""
    kept: list[Mention] = []
    for mention in found:
        if kept and kept[-1].source == "rule" and kept[-1].kind is Kind.PLACE and mention.start < kept[-1].end:
            continue
        if mention.kind is Kind.PLACE and (match := _region().match(text, mention.end - start)) and not _MORE.match(text, match.end()):
            end = match.end() + start
            mention = Mention(text[mention.start - start : match.end()], mention.start, end, Kind.PLACE, "rule", mention.score, loose=mention.loose)
        kept.append(mention)
    return kept


@cache
def _region() -> re.Pattern[str]:
    return re.compile(rf", (?:{'|'.join(map(re.escape, sorted(regions(), key=len, reverse=True)))})(?![\w-])")


_MORE = re.compile(r"(?:, [A-Z][\w. ]+)?,? (?:and|or) [A-Z]")


def _from_model(
    text: str, start: int, tokens: Sequence[Token], name: tuple[int, int, str, float]
) -> Mention | None:
    """A model's name as a mention, trimmed of articles, possessives and titles; None for types we do not keep."""
    first, last, label, score = name
    kind = _KINDS.get(label)
    if kind is None:
        return None
    words = list(tokens[first:last])
    while words and (words[0].text.lower().rstrip(".") in _LEADS or (len(words) > 1 and kind is Kind.PERSON and words[0].text.lower().rstrip(".") in _HONORIFICS)):
        words.pop(0)
    if len(words) > 1 and kind is not Kind.PERSON and words[0].start == start and CALLED.fullmatch(words[0].text):
        words.pop(0)
    while words and (words[-1].text in ("’s", "'s", "’", "'", ",", "“", "”", "(", "—") or not words[-1].text[0].isalnum() and words[-1].text != "."):
        words.pop()
    if not words or not any(c.isupper() or c.isdigit() for w in words for c in w.text):
        return None
    if len(words) == 1 and words[0].text in ("AI", "A.I."):      # the field, no name
        return None
    if words[0].text[0].islower() and (words[0].tag in ("PRON", "DET") or any(w.tag in ("VERB", "AUX") for w in words)):      # a clause
        return None
    if len(words) == 1 and (words[0].text in _suffix_words() or words[0].text.lower() in titles("en")):
        return None
    if kind is not Kind.PERSON:
        behind = next((k for k, t in enumerate(tokens) if t.start >= words[-1].end), len(tokens))
        while behind < len(tokens) and tokens[behind].text in _suffix_words() and tokens[behind].start - words[-1].end < 2:
            words.append(tokens[behind])
            kind, behind = Kind.ORGANIZATION, behind + 1
    surface = text[words[0].start - start : words[-1].end - start]
    if kind in (Kind.PERSON, Kind.PLACE) and any(surface.endswith(" " + s.suffix) for s in suffixes("en")):
        kind = Kind.ORGANIZATION
    return Mention(surface, words[0].start, words[-1].end, kind, "model", score, loose=kind is Kind.PLACE)


@cache
def _suffix_words() -> frozenset[str]:
    return frozenset(s.suffix for s in suffixes("en") if " " not in s.suffix)


# What a sentence may call a firm by before its name: "Chipmaker Broadcom said".
CALLED = re.compile(r"[A-Z][a-z]+makers?|(?:Start-?up|Retailer|Publisher|Developer|Conglomerate|Rival|Parent|Insurer|Lender|Unicorn|Upstart|Newcomer|Supplier|Carrier|Utility)s?")
_LEADS = frozenset(("the", "a", "an", "mr", "mrs", "ms", "dr", "", "“", '"', "’s", "'s"))
_HONORIFICS = frozenset("prof professor sir dame lord lady judge justice senator sen rep minister".split())
_NOT_NAME = re.compile(
    r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*|^(?:Mr|Ms|Mrs|Dr|Series"
    r"|I|English|Chinese|American|European|French|German|British|Internet|Web|PhD|Ph|MBA|IPO|GPUs?|APIs?|LLMs?|AGI|HR|PR|IT)$"
)


_NOT_FIRST = frozenset(
    "The A An In On At By For From With And Or But Of To As If When While After Before Generative Artificial Chinese American European"
    " British French Responsible Sovereign Physical Ethical Agentic Its His Her Their Our This That These Those New Big Many Most Other"
    " Some Such Former Conversational Enterprise Explainable Applied Modern Frontier Advanced Open-source Global Trustworthy".split()
)


def _by_suffix(text: str, start: int, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Capitalised words that end in what organisations' names end in: "Brightwave AI", "Harbor Ventures"."""
    for k, token in reversed(list(enumerate(tokens))):          # from the right: "Figure AI Inc." before "Figure AI"
        if token.text not in _suffix_words() or not token.text[0].isupper():
            continue
        first = k
        while first and tokens[first - 1].text[:1].isupper() and tokens[first - 1].text[0].isalpha() and (
            tokens[first - 1].text not in _NOT_FIRST and tokens[first].start - tokens[first - 1].end == 1 and k - first < 4
            and tokens[first - 1].text.lower() not in titles("en") and not (first == 1 and CALLED.fullmatch(tokens[0].text))
        ):
            first -= 1
        if first < k:
            yield Mention(text[tokens[first].start - start : token.end - start], tokens[first].start, token.end,
                          Kind.ORGANIZATION, "rule", 0.9)


def _described(text: str, start: int, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Descriptions of organisations: "the company", "the ChatGPT maker", "his own AI startup", "a rival lab"."""
    for k, token in enumerate(tokens):
        if token.text.lower() not in _HEADS or token.tag not in ("NOUN", "PROPN"):
            continue
        first = k
        while first and k - first < 7 and (
            tokens[first - 1].tag in _INNER or tokens[first - 1].text == "-"
            or (first > 1 and tokens[first - 2].text == "-" and tokens[first - 1].tag == "VERB")
        ):
            if tokens[first - 1].text.lower() in _BEGINS:
                break
            first -= 1
        if first and tokens[first - 1].text.lower() in _BEGINS:
            first -= 1
            begin = tokens[first].start
            yield Mention(text[begin - start : token.end - start], begin, token.end, Kind.ORGANIZATION, "pronoun", 0.7)


def _by_maker(tokens: Sequence[Token]) -> Iterator[Mention]:
    """A capitalised word before "maker" that is no common noun and no nationality: "Zephyr maker Corvid"."""
    for token, after in zip(tokens, tokens[1:], strict=False):
        product = token.tag != "NOUN" and token.text[:1].isupper() and token.text not in _NOT_FIRST and not _NATION.search(token.text)
        if product and after.text in ("maker", "creator") and token.text[1:].islower():
            yield Mention(token.text, token.start, token.end, Kind.PRODUCT, "tag", 0.4)


_NATION = re.compile(r"(?:ish|ese|[ie]an|[a-z]an|ch|Greek|Czech|Thai|Israeli|Swiss|Saudi|Emirati|Pakistani|Iraqi)$")


def _by_tag(text: str, start: int, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Runs of capitalised proper nouns that neither list nor model named: unsure organisations that a role may retype."""
    run: list[Token] = []
    for token in [*tokens, Token("", -1, -1)]:
        proper = token.tag == "PROPN" and token.text[:1].isupper() and not _NOT_NAME.match(token.text)
        proper = proper or (token.text == "&" and bool(run))
        if proper and (not run or token.start - run[-1].end <= 1):
            run.append(token)
            continue
        if run and not (len(run) == 1 and (run[0].text in _suffix_words() or run[0].text.lower() in titles("en"))):
            surface = text[run[0].start - start : run[-1].end - start]
            if len(surface) > 2 and surface.lower() not in titles("en"):
                yield Mention(surface, run[0].start, run[-1].end, Kind.ORGANIZATION, "tag", 0.4)
        run = [token] if proper else []


def _covers(mention: Mention, a: int, b: int, kind: Kind) -> bool:
    """Does a longer model name stand for itself, rather than swallow a known name and its neighbours?"""
    if mention.score < 0.6 or re.search(r"['’]s\b|,| and ", mention.text):
        return False
    return mention.kind is not Kind.PERSON or kind is Kind.PERSON


def _within(mention: Mention, start: int, spans: Sequence[tuple[int, int]]) -> bool:
    return _within_span((mention.start - start, mention.end - start), spans)


def _within_span(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(s < span[1] and span[0] < e for s, e in spans)


def _add(found: list[Mention], mention: Mention) -> None:
    if not any(m.start < mention.end and mention.start < m.end for m in found):
        found.append(mention)


def _extend_product(found: list[Mention], match: re.Match[str], start: int) -> None:
    """Add a product named by form ("Grok 3", "GPT-4 Omni"); one that a shorter product name begins is widened."""
    a, b = match.start() + start, match.end() + start
    over = [m for m in found if m.start < b and a < m.end]
    if not over:
        found.append(Mention(match.group(), a, b, Kind.PRODUCT, "rule", 0.8))
    elif len(over) == 1 and over[0].start >= a and over[0].end <= b and over[0].kind in (Kind.PRODUCT, Kind.ORGANIZATION):
        known = over[0]
        if known.kind is Kind.PRODUCT or (known.source != "gazetteer" and known.start == a):
            found.remove(known)
            found.append(Mention(match.group(), a, b, Kind.PRODUCT, "rule", 0.8))
        elif known.end < b and known.start == a and not match.group()[known.end - a :].strip(" -").isdigit():            # "Nvidia H100": the maker stays, the model is a product
            rest = match.group()[known.end - a :]
            lead = len(rest) - len(rest.lstrip(" -"))
            found.append(Mention(rest[lead:], known.end + lead, b, Kind.PRODUCT, "rule", 0.8))

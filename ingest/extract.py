"""Extraction: an article in, its claims out.

1. Paragraphs by language; 2. sentences with words and mentions by that language's reader; 3. confident names are
spread over the article and all mentions linked to entities; 4. every sentence is read in its context; 5. claims that
break the evidence rule (`text[start:end] == quote`, arguments inside the article) are dropped and counted, repeats
are folded, and what is left is returned in text order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol, runtime_checkable

from ..graph.article import Article
from ..graph.claim import Claim, Entity, Evidence, Kind
from ..ontology.errors import ArticleError
from .confidence import calibrated
from .context import Context, Passed
from .document import Paragraph, Sentence
from .en.titles import retype
from .linking import link, spread
from .paragraphs import paragraphs

__all__ = ["Extraction", "Reader", "extract", "reader"]

CONTEXT = 60          # characters of context on both sides of a quote


class Reader(Protocol):
    """What reads one language: sentences with mentions, then claims of a sentence whose mentions are linked."""

    def sentences(self, paragraph: Paragraph) -> list[Sentence]:
        """Sentences of a paragraph with their mentions, offsets into the article."""

    def read(self, sentence: Sentence, context: Context) -> list[Claim]:
        """Claims that one sentence makes."""


@runtime_checkable
class Surveyor(Protocol):
    """A reader that looks at an article as a whole before its sentences are read."""

    def survey(self, sentences: Sequence[Sentence]) -> None:
        """See all sentences of the reader's language, in text order, their mentions not linked yet."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """Claims of an article in text order, warnings for its reader, the count of dropped claims by reason, triggers passed over."""

    claims: list[Claim]
    warnings: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    passed: list[Passed] = field(default_factory=list)


@cache
def reader(lang: str) -> Reader:
    """The reader of a language (`en`, `zh`), its models loaded once a process."""
    if lang == "en":
        from .en.reader import EnglishReader

        return EnglishReader()
    from .zh.reader import ChineseReader

    return ChineseReader()


def extract(article: Article) -> Extraction:
    """Read an article.

    Raises:
        ArticleError: No paragraph is English or Chinese.
    """
    parts = list(paragraphs(article))
    if not parts:
        raise ArticleError(
            f"{article.source or 'text'}: neither English nor Chinese text found; give --language en or zh if it is"
        )
    warnings = []
    if article.published is None:
        warnings.append("no publication date: relative dates stay unresolved; give --published YYYY-MM-DD")
    sentences = []
    for number, part in enumerate(parts):
        for sentence in reader(part.lang).sentences(part):
            sentence.paragraph, sentence.heading = number, part.heading
            sentences.append(sentence)
    for lang in dict.fromkeys(sentence.lang for sentence in sentences):
        if isinstance(surveyor := reader(lang), Surveyor):
            surveyor.survey([sentence for sentence in sentences if sentence.lang == lang])
    retype([sentence for sentence in sentences if sentence.lang == "en"])
    spread(sentences)
    link(sentences)
    dropped: Counter[str] = Counter()
    passed: list[Passed] = []
    claims = [calibrated(claim) for claim in _valid(_read(article, sentences, passed), article.text, dropped)]
    return Extraction(_fold(claims), warnings, dropped, passed)


def _read(article: Article, sentences: Sequence[Sentence], passed: list[Passed]) -> Iterable[Claim]:
    main, share = _main(sentences)
    posts: dict[Entity, Entity] = {}
    makers: dict[Entity, Entity] = {}
    for k, sentence in enumerate(sentences):
        before = [s for s in sentences[max(0, k - 12) : k] if s.lang == sentence.lang]
        yield from reader(sentence.lang).read(sentence, Context(article, before, main, posts, makers, share, passed))


def _main(sentences: Sequence[Sentence]) -> tuple[Entity | None, float]:
    """The organisation that the article names most often, the first of equals, and its share of such mentions."""
    counts = Counter(
        mention.entity
        for sentence in sentences
        for mention in sentence.mentions
        if mention.entity is not None and mention.kind is Kind.ORGANIZATION and mention.source != "tag"
    )
    if not counts:
        return None, 0.0
    entity, count = counts.most_common(1)[0]
    return entity, count / counts.total()


def _valid(claims: Iterable[Claim], text: str, dropped: Counter[str]) -> Iterable[Claim]:
    """Claims that keep the evidence rule, with their context filled in."""
    for claim in claims:
        quote, start, end = claim.evidence.quote, claim.evidence.start, claim.evidence.end
        if not quote or text[start:end] != quote:
            dropped["quote is not at its offsets"] += 1
        elif any(not 0 <= a.start < a.end <= len(text) for a in claim.arguments):
            dropped["argument outside the article"] += 1
        else:
            prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
            yield claim.with_(evidence=Evidence(quote, start, end, prefix, suffix))


def _fold(claims: Sequence[Claim]) -> list[Claim]:
    """One of the claims that say the same with the same words: the most confident, in text order."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (
            claim.type, claim.lang, claim.evidence.start, claim.evidence.end, claim.modality, claim.role, str(claim.amount),
            tuple(sorted((a.role, a.entity.kind, a.entity.key) for a in claim.arguments)),
        )
        if key not in best or best[key].confidence < claim.confidence:
            best[key] = claim
    return sorted(best.values(), key=lambda c: (c.evidence.start, c.evidence.end, c.type, str(c.to_record())))

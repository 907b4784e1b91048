"""Extraction: an article in, its claims out.

1. Paragraphs by language; 2. sentences with words and mentions by that language's reader; 3. confident names are
spread over the article and all mentions linked to entities; 4. every sentence is read in its context; 5. claims that
break the evidence rule (`evidence.py`) are dropped and counted, repeats are folded, and what is left is returned in text
order. A reader that is asked for by name takes the place of 2 and 4, or of 2 to 4 (`readers.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..graph.article import Article
from ..graph.claim import Claim, Entity, Kind
from ..ontology.errors import ArticleError
from .confidence import calibrated
from .context import Context, Passed
from .document import Paragraph, Sentence
from .en.titles import retype
from .evidence import valid
from .linking import link, spread
from .paragraphs import paragraphs
from .readers import (
    AnyReader,
    ArticleReader,
    Segmenter,
    SentenceReader,
    Surveyor,
    languages_of,
    load,
    reader,
    segmenter,
)

__all__ = ["Extraction", "extract", "reader"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """Claims of an article in text order, warnings for its reader, the count of dropped claims by reason, triggers passed over."""

    claims: list[Claim]
    warnings: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    passed: list[Passed] = field(default_factory=list)


def extract(article: Article, reader: str | AnyReader | None = None) -> Extraction:
    """Read an article.

    Args:
        reader: The reader to use, or its name; None takes ours, by the language of each paragraph.

    Raises:
        ArticleError: No paragraph is English or Chinese.
        ReaderError: There is no reader of that name, or it cannot go on.
    """
    named = load(reader) if isinstance(reader, str) else reader
    parts = list(paragraphs(article))
    if not parts:
        raise ArticleError(
            f"{article.source or 'text'}: neither English nor Chinese text found; give --language en or zh if it is"
        )
    context = Context(article)
    if article.published is None:
        context.warn("no publication date: relative dates stay unresolved; give --published YYYY-MM-DD")
    if unread := sorted({part.lang for part in parts}.difference(languages_of(named))):
        context.warn(f"paragraphs in {', '.join(unread)} are left unread: this reader reads {', '.join(languages_of(named))}")
    if isinstance(named, ArticleReader):
        found = named.read_article(article, context)
    else:
        found = _by_sentence([part for part in parts if part.lang in languages_of(named)], context, named)
    claims = [_calibrated(claim) for claim in valid(found, article.text, context.dropped)]
    return Extraction(_fold(claims), context.warnings, context.dropped, context.passed)


def _calibrated(claim: Claim) -> Claim:
    """Only our own readers have curves; their ids begin with the language."""
    return calibrated(claim) if claim.reader.startswith(f"{claim.lang}/") else claim


def _by_sentence(parts: Sequence[Paragraph], notes: Context, named: SentenceReader | None) -> Iterable[Claim]:
    def of(lang: str) -> SentenceReader:
        return named if named is not None else reader(lang)

    def before(lang: str) -> Segmenter:
        return held if isinstance(held := of(lang), Segmenter) else segmenter(lang)

    sentences = []
    for number, part in enumerate(parts):
        for sentence in before(part.lang).sentences(part):
            sentence.paragraph, sentence.heading = number, part.heading
            sentences.append(sentence)
    for lang in dict.fromkeys(sentence.lang for sentence in sentences):
        own = [sentence for sentence in sentences if sentence.lang == lang]
        maker: object = before(lang)          # who makes sentences may find their mentions in its survey
        if isinstance(maker, Surveyor):
            maker.survey(own)
        if of(lang) is not maker and isinstance(second := of(lang), Surveyor):
            second.survey(own)
    retype([sentence for sentence in sentences if sentence.lang == "en"])
    spread(sentences)
    link(sentences)
    main, share = _main(sentences)
    for k, sentence in enumerate(sentences):
        previous = [s for s in sentences[max(0, k - 12) : k] if s.lang == sentence.lang]
        yield from of(sentence.lang).read(sentence, replace(notes, previous=previous, main=main, share=share))


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

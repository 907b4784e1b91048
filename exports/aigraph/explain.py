"""Why a claim was made, and why a trigger made none, as records: offsets count code points of the article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aigraph.graph.article import Article
from aigraph.graph.claim import Claim
from aigraph.ingest.extract import Extraction

__all__ = ["explained", "passed_over"]


def explained(claim: Claim, article: Article) -> dict[str, Any]:
    """The claim's record with `why`: what found it, how sure, the trigger's words, and the words of each argument."""
    why: dict[str, Any] = {"reader": claim.reader, "confidence": round(claim.confidence, 3)}
    if claim.trigger:
        why["trigger"] = _words(article, *claim.trigger)
    why["arguments"] = [{"role": a.role, **_words(article, a.start, a.end), "entity": a.entity.name} for a in claim.arguments]
    return claim.to_record() | {"why": why}


def passed_over(extraction: Extraction, article: Article) -> Iterator[dict[str, Any]]:
    """Triggers without a claim, in text order: type, words, the line they stand in, score and reason."""
    for passed in sorted(extraction.passed, key=lambda p: (p.start, p.type, -p.score)):
        start = article.text.rfind("\n", 0, passed.start) + 1
        end = article.text.find("\n", passed.end)
        line = article.text[start : end if end >= 0 else None]
        yield {
            "type": passed.type, **_words(article, passed.start, passed.end), "score": round(passed.score, 3),
            "reason": passed.reason, "context": line,
        }  # fmt: skip


def _words(article: Article, start: int, end: int) -> dict[str, Any]:
    return {"words": article.text[start:end], "start": start, "end": end}

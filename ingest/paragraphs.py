"""Paragraphs by language: one article may mix English and Chinese.

A line is a paragraph. Its language is decided by its letters: Chinese where Han characters are at least a quarter of
the letters and no kana or hangul stands among them; English where the letters are Latin and enough of the words
are common English ones. A line too short to tell takes the language of the one before it. Other languages are left
out, never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..graph.article import Article
from .document import Paragraph

__all__ = ["language_of", "paragraphs"]

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_OTHER = re.compile(r"[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f\u0900-\u097f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_ENGLISH = frozenset(
    "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you "
    "were her all she there would their we him been has when who will more no if out so said what up its about into than them "
    "can only other new some could time these two may then do first any my now such like our over after also did many before "
    "must through back years where much your way well down should because each just those people how too good very make still "
    "own see while being both us says according company chief last former year month week joined left raised".split()
)


def language_of(text: str) -> str | None:
    """`en`, `zh`, `other`, or None where the text is too short to tell."""
    han, other = len(_HAN.findall(text)), len(_OTHER.findall(text))
    words = _LATIN.findall(text)
    latin = sum(map(len, words))
    if other > 0.1 * (han + latin + other):
        return "other"
    if han and han >= 0.25 * (han + latin):
        return "zh"
    if han >= 8:
        return "zh"
    if len(words) < 5:
        return None
    common = sum(word.lower() in _ENGLISH for word in words)
    accents = sum(not word.isascii() for word in words)
    if common >= 0.12 * len(words) and accents <= 0.2 * len(words):
        return "en"
    if len(words) < 12 and accents == 0:
        return None
    return "other" if common < 0.08 * len(words) else "en"


def paragraphs(article: Article) -> Iterator[Paragraph]:
    """Yield the article's lines that are English or Chinese, in order; `article.language` forces one language."""
    known = [language_of(line) for line in article.text.split("\n")]
    decided = [lang for lang in known if lang]
    before = decided[0] if decided else _script(article.text)
    at = 0
    for line, lang in zip(article.text.split("\n"), known, strict=True):
        text = line.strip()
        lang = article.language or lang or before
        if text and lang in ("en", "zh"):
            heading = text.startswith("#") or (len(text) < 90 and text[-1] not in ".。!！?？:：”\"'’)）;；…，,")
            yield Paragraph(text, at + line.index(text), lang, heading)
        before = lang
        at += len(line) + 1


def _script(text: str) -> str:
    """The language of a text too short to tell by words: Chinese if it has Han characters."""
    return "zh" if _HAN.search(text) else "en" if _LATIN.search(text) and not _OTHER.search(text) else "other"

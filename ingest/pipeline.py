"""The language pipelines: spaCy carries the document, our models fill it.

`pipeline("en")` gives spaCy's rule tokenizer, sentence boundaries by rule, and the encoder (parts of speech, tree,
names); `pipeline("zh")` gives characters and Latin words, sentences by rule, and the names that rules and the model see. `doc.ents` are the names (`doc._.names` with
probabilities), `doc._.facts` the encoder's relation table, and `doc._.claims` reads the document as an article.
Models load once a process, on first use.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.symbols import ORTH  # type: ignore[import-not-found, unused-ignore]
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from .models_folder import model_folder

if TYPE_CHECKING:
    from .en.encoder import Encoder

__all__ = ["encoder", "english_tokenizer", "pipeline", "plain_word"]


# Hyphenated words that spaCy would split and that frames, titles and descriptions know as one.
_ONE_WORD = (
    "start-up start-ups co-founder co-founders co-founded co-found co-founding co-led co-lead co-head co-chair spin-off spin-offs"
    " non-profit for-profit open-source open-sourced tie-up take-over buy-out post-money pre-money pre-seed".split()
)


@cache
def encoder() -> Encoder:
    """The English encoder, loaded once."""
    from .en.encoder import Encoder

    return Encoder(model_folder("en"))


@cache
def pipeline(lang: str) -> Language:
    """The spaCy pipeline of `en` or `zh`; a component at a time, so that users can put others in their place."""
    for name in ("facts", "names"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])
    if not Doc.has_extension("claims"):
        Doc.set_extension("claims", getter=_claims)
    if lang == "en":
        nlp = spacy.blank("en")
        nlp.tokenizer = english_tokenizer()
        nlp.add_pipe("aigraph_sentences_en")
        nlp.add_pipe("aigraph_encoder_en")
        return nlp
    nlp = spacy.blank("xx")
    nlp.tokenizer = _ChineseTokenizer(nlp)
    nlp.add_pipe("aigraph_names_zh")
    return nlp


def english_tokenizer() -> Any:
    """spaCy's rule tokenizer, with the hyphenated words that stay one."""
    rules: Any = spacy.blank("en").tokenizer
    for word in _ONE_WORD:
        for form in (word, word.capitalize()):
            rules.add_special_case(form, [{ORTH: form}])
    return rules


def _claims(doc: Doc) -> list[Any]:
    from ..graph.article import Article
    from .extract import extract

    return extract(Article(doc.text)).claims


@Language.component("aigraph_sentences_en")
def _sentences_en(doc: Doc) -> Doc:
    """Set sentence starts by rule."""
    from .en.sentences import sentences

    starts = {start for start, _ in sentences(doc.text)}
    for token in doc:
        token.is_sent_start = token.idx in starts or token.i == 0
    return doc


def plain_word(word: str) -> str:
    """A word as the encoder has seen it in training, where hyphens split: "founded" for "co-founded", "startup"."""
    if word.lower() not in _ONE_WORD:
        return word
    return word[3:] if word.lower().startswith("co-") else word.replace("-", "")


@Language.component("aigraph_encoder_en")
def _encoder_en(doc: Doc) -> Doc:
    """Fill tags, tree and names, sentence by sentence."""
    net = encoder()
    heads = np.zeros(len(doc), dtype=np.int64)
    labels: list[str] = ["dep"] * len(doc)
    tags: list[str] = ["X"] * len(doc)
    ents: list[Span] = []
    names: list[tuple[int, int, str, float]] = []
    facts: list[Any] = []
    for sent in list(doc.sents):
        words = [token for token in sent if not token.is_space]
        if not words:
            continue
        index = [token.i for token in words]
        parse = net.parse([plain_word(token.text) for token in words])
        for k, i in enumerate(index):
            heads[i] = index[parse.heads[k]] - i
            labels[i], tags[i] = parse.labels[k], parse.tags[k]
        for first, last, label, score in parse.names:
            names.append((index[first], index[last - 1] + 1, label, score))
            ents.append(Span(doc, index[first], index[last - 1] + 1, label=label))
        facts.extend(
            (name, (index[a[0]], index[a[1] - 1] + 1), (index[b[0]], index[b[1] - 1] + 1), score)
            for name, a, b, score in parse.facts
        )
    for i, token in enumerate(doc):
        if token.is_space and i and not token.is_sent_start:
            heads[i] = -1
    strings = doc.vocab.strings
    columns = [heads.astype(np.uint64), np.array([strings.add(label) for label in labels], dtype=np.uint64)]
    filled: Any = np.stack(columns, axis=1)
    doc.from_array(["HEAD", "DEP"], filled)
    for token, tag in zip(doc, tags, strict=True):
        token.pos_ = tag
    doc.ents = filter_spans(ents)
    doc._.names = names
    doc._.facts = facts
    return doc


class _ChineseTokenizer:
    """Characters, marks and Latin words, as a spaCy tokenizer."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab

    def __call__(self, text: str) -> Doc:
        from .zh.text import normalize
        from .zh.units import units

        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for unit in units(normalize(text)):
            gap = text[at : unit.start]
            if gap == " " and words:
                spaces[-1] = True
            elif gap:
                words.append(gap)
                spaces.append(False)
            words.append(text[unit.start : unit.end])
            spaces.append(False)
            at = unit.end
        if text[at:]:
            words.append(text[at:])
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_disk(self, path: Path, **_: Any) -> None:
        """Nothing of its own to save: the model is package data."""

    def from_disk(self, path: Path, **_: Any) -> _ChineseTokenizer:
        return self


_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC", "product": "PRODUCT"}


@Language.component("aigraph_names_zh")
def _names_zh(doc: Doc) -> Doc:
    """Set sentence starts by rule, and names."""
    from .document import Sentence
    from .zh.reader import encoder
    from .zh.sentences import sentences
    from .zh.survey import survey

    found = [Sentence(doc.text[start:end], start, "zh") for start, end in sentences(doc.text)]
    starts = {sentence.start for sentence in found}
    for token in doc:
        token.is_sent_start = token.idx in starts or token.i == 0
    survey(encoder(), found)
    named = [m for sentence in found for m in sentence.mentions if m.source != "pronoun" and m.kind.value in _LABELS]
    spans = (doc.char_span(m.start, m.end, label=_LABELS[m.kind.value], alignment_mode="expand") for m in named)
    doc.ents = filter_spans([span for span in spans if span is not None])
    return doc

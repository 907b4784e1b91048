"""Readers: what they are, and how they are found by name. `docs/readers.md` shows how to write one.

A reader is one of two things, told apart by its methods. A `SentenceReader` is given sentences whose mentions are linked already,
one by one, each with its context; an `ArticleReader` is given the article and does the rest itself. Either gives claims; the
evidence rule is kept by who calls it. `en`, `zh` and `llm` are built in; other packages add theirs in the entry point group
`aigraph.readers`, as a class or a function that makes a reader from options, all of them strings.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Protocol, runtime_checkable

from ..graph.article import Article
from ..graph.claim import Claim
from ..ontology.errors import ReaderError
from .context import Context
from .document import Paragraph, Sentence

__all__ = [
    "GROUP", "LANGUAGES", "AnyReader", "ArticleReader", "Segmenter", "SentenceReader", "Summarizer", "Surveyor",
    "languages_of", "load", "names", "options", "reader",
]  # fmt: skip

GROUP = "aigraph.readers"
LANGUAGES = ("en", "zh")


class SentenceReader(Protocol):
    """Reads sentence by sentence. `languages`, where it has that attribute, says which it is given."""

    def read(self, sentence: Sentence, context: Context) -> Iterable[Claim]:
        """Claims that one sentence makes; its mentions have their entities."""


@runtime_checkable
class ArticleReader(Protocol):
    """Reads an article as a whole."""

    def read_article(self, article: Article, context: Context) -> Iterable[Claim]:
        """Claims that the article makes; `context` takes notes: `warn`, `drop`, `pass_over`."""


@runtime_checkable
class Segmenter(Protocol):
    """A sentence reader that finds sentences and mentions itself; without it ours of the language does."""

    def sentences(self, paragraph: Paragraph) -> list[Sentence]:
        """Sentences of a paragraph with their mentions, offsets into the article."""


@runtime_checkable
class Surveyor(Protocol):
    """A sentence reader that looks at an article as a whole before its sentences are read."""

    def survey(self, sentences: Sequence[Sentence]) -> None:
        """See all sentences of one language, in text order, their mentions not linked yet."""


@runtime_checkable
class Summarizer(Protocol):
    """A reader with something to say at the end: what it cost."""

    def summary(self) -> str:
        """One line."""


AnyReader = SentenceReader | ArticleReader


class _Language:
    """Our reader of one language, its models loaded when it first reads."""

    def __init__(self, lang: str) -> None:
        self.languages = (lang,)

    def sentences(self, paragraph: Paragraph) -> list[Sentence]:
        return segmenter(self.languages[0]).sentences(paragraph)

    def survey(self, sentences: Sequence[Sentence]) -> None:
        if isinstance(held := reader(self.languages[0]), Surveyor):
            held.survey(sentences)

    def read(self, sentence: Sentence, context: Context) -> Iterable[Claim]:
        return reader(self.languages[0]).read(sentence, context)


@cache
def reader(lang: str) -> SentenceReader:
    """Our reader of a language (`en`, `zh`), its models loaded once a process."""
    if lang == "en":
        from .en.reader import EnglishReader

        return EnglishReader()
    from .zh.reader import ChineseReader

    return ChineseReader()


def segmenter(lang: str) -> Segmenter:
    """What finds sentences and mentions in a language, for readers that do not."""
    held = reader(lang)
    assert isinstance(held, Segmenter)
    return held


def _english() -> AnyReader:
    return _Language("en")


def _chinese() -> AnyReader:
    return _Language("zh")


def _llm() -> Callable[..., AnyReader]:
    from .llm import LanguageModelReader

    return LanguageModelReader


_BUILT_IN: Mapping[str, Callable[[], Callable[..., AnyReader]]] = {"en": lambda: _english, "zh": lambda: _chinese, "llm": _llm}


def names() -> list[str]:
    """The names of all readers that can be asked for: ours, then those that other packages bring."""
    return [*_BUILT_IN, *sorted(_brought().keys() - _BUILT_IN.keys())]


def load(name: str, **given: str) -> AnyReader:
    """Make the reader of that name; ours cannot be replaced by another package.

    Args:
        given: The reader's own options.

    Raises:
        ReaderError: There is none of that name, it cannot be imported, or it has no such option.
    """
    make = _maker(name)
    made = make(**_fitting(name, make, given))
    if not isinstance(made, ArticleReader) and not callable(getattr(made, "read", None)):
        raise ReaderError(f"reader {name}: has neither read_article(article, context) nor read(sentence, context); see docs/readers.md")
    return made


def _maker(name: str) -> Callable[..., AnyReader]:
    if name in _BUILT_IN:
        return _BUILT_IN[name]()
    found = _brought().get(name)
    if found is None:
        raise ReaderError(f"no reader {name!r}; there are: {', '.join(names())}")
    try:
        made: Any = found.load()
    except (ImportError, AttributeError) as error:
        raise ReaderError(f"reader {name}: {found.value} cannot be loaded ({error}); install its package again") from error
    if not callable(made):
        raise ReaderError(f"reader {name}: {found.value} is neither a class nor a function that makes a reader")
    return made  # type: ignore[no-any-return]


def _fitting(name: str, make: Callable[..., AnyReader], given: Mapping[str, str]) -> Mapping[str, str]:
    """The options, if it has them all."""
    try:
        signature = inspect.signature(make)
    except ValueError:          # something built in: it says itself what it cannot take
        return given
    try:
        signature.bind(**given)
    except TypeError as error:
        known = ", ".join(signature.parameters) or "none"
        raise ReaderError(f"reader {name}: {error}; its options are: {known}") from error
    return given


def _brought() -> dict[str, EntryPoint]:
    """The entry points of the group, by name."""
    return {point.name: point for point in entry_points(group=GROUP)}


def languages_of(held: AnyReader | None) -> tuple[str, ...]:
    """The languages that a reader reads; all of ours where it does not say, or where no reader was chosen."""
    return tuple(getattr(held, "languages", LANGUAGES))


def options(pairs: Iterable[str]) -> dict[str, str]:
    """Options from the command line, `key=value` each.

    Raises:
        ReaderError: One has no `=`.
    """
    found = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key.strip():
            raise ReaderError(f"{pair!r} is not an option of a reader; write it as key=value")
        found[key.strip().replace("-", "_")] = value
    return found

"""The reader `llm`: an article through a language model, passage by passage, with the evidence rule enforced.

1. The article is cut into passages, and the model is asked about each, with the names found so far; 2. the words of its answers are
found in the article (`answer.py`); 3. the names of all answers are linked as for any reader (`ingest/linking.py`); 4. drafts become claims.
A passage without a usable answer is told as a warning, and the others stand; where none has one, the article has failed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from ...graph.article import Article
from ...graph.claim import Claim, Kind
from ...ontology.errors import ReaderError
from ..context import Context
from ..document import Mention, Sentence
from ..lexicon import fold
from ..linking import link
from .answer import Answers, Draft
from .client import ChatClient, Settings, Unanswered
from .form import answer_schema
from .prompt import Passage, messages, passages

__all__ = ["LanguageModelReader"]

Number = str | int | float


class LanguageModelReader:
    """Reads articles with a model behind an OpenAI-compatible address. Options may be strings, as the command line gives them.

    Args:
        url: Where `/chat/completions` follows, `http://127.0.0.1:8000/v1`; `AIGRAPH_LLM_URL` where empty.
        model: The model's name there; `AIGRAPH_LLM_MODEL` where empty.
        key: Sent as a bearer token; `AIGRAPH_LLM_KEY` where empty, none where that is empty too.
        window: Characters of a passage, of which each costs a request.
        timeout: Seconds that one answer may take.
        attempts: How often one question is put, at most.
        pause: Seconds before the second attempt; twice as long before each further one.
        requests: How many requests this reader makes in all, at most.
        tokens: How many tokens it uses in all, both directions; looked at before each request.
        answer_tokens: Tokens that one answer may have.
        price_prompt: What a million prompt tokens cost; with `price_completion` and `currency` the summary gives the sum.
    """

    def __init__(
        self, url: str = "", model: str = "", key: str = "", *, window: Number = 3000, timeout: Number = 120, attempts: Number = 4,
        pause: Number = 1, requests: Number = 200, tokens: Number = 1_000_000, answer_tokens: Number = 4096,
        price_prompt: Number = "", price_completion: Number = "", currency: str = "USD",
    ) -> None:  # fmt: skip
        url, model = url or os.environ.get("AIGRAPH_LLM_URL", ""), model or os.environ.get("AIGRAPH_LLM_MODEL", "")
        if not url or not model:
            missing = "address" if not url else "model"
            raise ReaderError(f"reader llm: no {missing}; set AIGRAPH_LLM_URL and AIGRAPH_LLM_MODEL, or give the options url=... and model=...")
        self._settings = Settings(
            url, model, key or os.environ.get("AIGRAPH_LLM_KEY", ""), float(_number("timeout", timeout, "0.1")), int(_number("attempts", attempts)),
            float(_number("pause", pause, "0")), int(_number("requests", requests)), int(_number("tokens", tokens)),
            int(_number("answer_tokens", answer_tokens)),
        )  # fmt: skip
        self._window = int(_number("window", window))
        self._prices = [_number("price", price, "0") for price in (price_prompt, price_completion) if price != ""]
        if len(self._prices) == 1:
            raise ReaderError("reader llm: one price is not enough; give both price_prompt=... and price_completion=...")
        self._currency = currency
        self._client = ChatClient(self._settings)

    def read_article(self, article: Article, context: Context) -> Iterator[Claim]:
        """Yield the claims that the model makes and the article bears out.

        Raises:
            ReaderError: The address refuses, a limit is reached, or no passage has a usable answer.
        """
        answers = Answers(context)
        parts = list(passages(article, self._window))
        drafts: list[tuple[Passage, Draft]] = []
        unread: list[str] = []
        for number, part in enumerate(parts, 1):
            names = list(dict.fromkeys(mention.text for mention in answers.mentions.values()))
            try:
                answer = self._client.ask(messages(article, part, names), answer_schema())
            except Unanswered as error:
                unread.append(str(error))
                context.warn(f"passage {number} of {len(parts)} is not read: {error}")
                continue
            drafts += [(part, draft) for draft in answers.drafts(answer, part)]
        if len(unread) == len(parts):
            raise ReaderError(f"reader llm: {article.source or 'text'}: {unread[0] if unread else 'nothing to read'}")
        mentions = sorted(answers.mentions.values(), key=lambda m: (m.start, -m.end))
        _link(article, parts, mentions)
        speakers = _speakers(mentions)
        for _, draft in drafts:
            yield draft.claim(f"llm/{self._settings.model}", speakers)

    def summary(self) -> str:
        """What was asked, where, and what it cost."""
        used, about = self._client.usage, "about " if self._client.usage.estimated else ""
        repeated = f" ({used.repeated} repeated)" if used.repeated else ""
        line = (
            f"llm: {self._settings.model} at {urlsplit(self._settings.url).netloc.rpartition('@')[2]}: {_count(used.requests, 'request')}{repeated}, "
            f"{about}{used.prompt:,} prompt and {used.completion:,} completion tokens"
        )
        if not self._prices:
            return line
        cost = (used.prompt * self._prices[0] + used.completion * self._prices[1]) / 1_000_000
        return f"{line}, {about}{cost:.4f} {self._currency}"


def _link(article: Article, parts: list[Passage], mentions: list[Mention]) -> None:
    """Give the mentions their entities; a name that was found outside the passages counts to the one before it."""
    starts = [0, *(part.start for part in parts[1:])]
    ends = [*starts[1:], len(article.text)]
    sentences = []
    for part, start, end in zip(parts, starts, ends, strict=True):
        sentence = Sentence(article.text[start:end], start, part.lang)
        sentence.mentions = [mention for mention in mentions if start <= mention.start < end]
        sentences.append(sentence)
    link(sentences)


def _speakers(mentions: list[Mention]) -> dict[str, str]:
    """Full names by the folded names and last names that the article uses; one that two people share means neither."""
    found: dict[str, str] = {}
    for mention in mentions:
        if mention.entity is None:
            continue
        words = mention.entity.name.split()
        last = [words[-1]] if mention.entity.kind is Kind.PERSON and len(words) > 1 else []
        for name in (mention.text, *(name.text for name in mention.entity.names), *last):
            if found.setdefault(fold(name), mention.entity.name) != mention.entity.name:
                found[fold(name)] = name
    return found


def _number(name: str, value: Number, least: str = "1") -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise ReaderError(f"reader llm: {name}={value} is no number") from error
    if not number.is_finite() or number < Decimal(least):
        raise ReaderError(f"reader llm: {name}={value} does not do; the least is {least}")
    return number


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

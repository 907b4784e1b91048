"""The client of an OpenAI-compatible address: one question in, one JSON object out, and a tally of what it cost.

1. Limits are looked at before every request; 2. 408, 429, 5xx, timeouts, broken connections and bodies that are no answer are tried again,
waiting twice as long each time, or as long as `Retry-After` says; 3. a server that does not know `json_schema`, a setting or its
name says so with 400 or 422: the request is made plainer, and stays so; 4. an answer that is no JSON is asked for again with a
word about it. A redirect is an error, so that neither text nor key goes where nobody sent them.
"""

from __future__ import annotations

import http.client
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ...ontology.errors import ReaderError

__all__ = ["ChatClient", "Settings", "Unanswered", "Usage"]

MAX_BYTES = 4_000_000      # an answer that is longer is none
LONGEST_WAIT = 60.0        # seconds; a server that asks for more is told so in the error
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
_FORMATS = ("json_schema", "json_object", "text")
_FENCE = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.S)


class Unanswered(Exception):
    """One question has no usable answer; others may have. Its text says why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the model is, and how much it may be asked. `pause` is the first wait in seconds, `tokens` counts both directions."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    attempts: int = 4
    pause: float = 1.0
    requests: int = 200
    tokens: int = 1_000_000
    answer_tokens: int = 4096


@dataclass(slots=True)
class Usage:
    """What has been asked so far; `estimated` where the server did not count tokens itself."""

    requests: int = 0
    repeated: int = 0
    prompt: int = 0
    completion: int = 0
    estimated: bool = False

    @property
    def tokens(self) -> int:
        """Both directions."""
        return self.prompt + self.completion


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class _Again(Exception):
    """Try once more, after `wait` seconds where the server said so."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class ChatClient:
    """Asks one model at one address. `usage` counts on over its life."""

    def __init__(self, settings: Settings) -> None:
        parts = urlsplit(settings.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ReaderError(f"reader llm: {settings.url!r} is no address; write it as http://127.0.0.1:8000/v1")
        self.settings = settings
        self.usage = Usage()
        self._endpoint = f"{settings.url.rstrip('/')}/chat/completions"
        self._open = urllib.request.build_opener(_NoRedirect).open
        self._format = _FORMATS[0]
        self._body: dict[str, Any] = {"model": settings.model, "temperature": 0, "max_tokens": settings.answer_tokens}

    def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> Any:
        """The JSON value that the model answers with.

        Raises:
            Unanswered: After all attempts there is no JSON, or the answer was cut short.
            ReaderError: The address refuses, cannot be reached, or a limit is reached: no further question would do better.
        """
        said = list(messages)
        why = ""
        for attempt in range(self.settings.attempts):
            try:
                content = self._content(self._post(said, schema))
            except _Again as again:
                why = str(again)
                self._wait(attempt, again)
                continue
            try:
                match = _FENCE.match(content)
                return json.loads(match[1] if match else content)
            except (ValueError, RecursionError) as error:
                why = f"the answer is no JSON ({error})"
                said = [*messages, {"role": "user", "content": "Your last answer was not valid JSON. Answer with the JSON object only."}]
                self._wait(attempt, None)
        raise Unanswered(f"{why}, {self.settings.attempts} times")

    def _wait(self, attempt: int, again: _Again | None) -> None:
        if attempt + 1 >= self.settings.attempts:
            return
        self.usage.repeated += 1
        if again is None:
            return
        wait = self.settings.pause * 2**attempt if again.wait is None else again.wait
        if wait > LONGEST_WAIT:
            raise ReaderError(f"reader llm: {self._endpoint} asks to wait {wait:.0f} seconds; try again then") from again
        time.sleep(wait)

    def _post(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> bytes:
        """The body of a good answer; a server that wants a plainer request is asked again at once."""
        while True:
            self._check_limits()
            self.usage.requests += 1
            body = self._body | {"messages": list(messages)} | self._response_format(schema)
            headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "aigraph"}
            if self.settings.key:
                headers["Authorization"] = f"Bearer {self.settings.key}"
            request = urllib.request.Request(self._endpoint, json.dumps(body, ensure_ascii=False).encode(), headers)
            try:
                with self._open(request, timeout=self.settings.timeout) as answer:
                    return self._received(answer)
            except urllib.error.HTTPError as error:
                with error:
                    text = error.read(MAX_BYTES).decode(errors="replace")
                if error.code in (400, 422) and self._plainer(text):
                    continue
                raise self._refused(error.code, error.headers, text) from error
            except (OSError, http.client.HTTPException) as error:
                raise _Again(self._unreachable(error)) from error

    def _received(self, answer: Any) -> bytes:
        """The whole body, within the time and size that an answer may have: a timeout of the socket alone counts each packet anew."""
        deadline = time.monotonic() + self.settings.timeout
        parts: list[bytes] = []
        size = 0
        while part := answer.read1(65536):
            parts.append(part)
            size += len(part)
            if size > MAX_BYTES:
                raise _Again(f"the answer is longer than {MAX_BYTES:,} bytes")
            if time.monotonic() > deadline:
                raise TimeoutError(f"no whole answer in {self.settings.timeout:g} seconds")
        return b"".join(parts)

    def _content(self, data: bytes) -> str:
        """What the model said, its tokens counted."""
        try:
            answer = json.loads(data)
            choice = answer["choices"][0]
            content = choice["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise _Again("the server's answer has no message in it") from error
        self._count(answer.get("usage"), content)
        if choice.get("finish_reason") == "length":
            raise Unanswered(f"the answer was cut at {self.settings.answer_tokens} tokens; give answer_tokens=... or a smaller window=...")
        if not isinstance(content, str) or not content.strip():
            raise _Again("the model's answer is empty")
        return content

    def _count(self, usage: Any, content: Any) -> None:
        held = usage if isinstance(usage, dict) else {}
        prompt, completion = held.get("prompt_tokens"), held.get("completion_tokens")
        if not isinstance(prompt, int) or not isinstance(completion, int):
            self.usage.estimated = True
            prompt, completion = 1500, len(str(content)) // 3
        self.usage.prompt += prompt
        self.usage.completion += completion

    def _check_limits(self) -> None:
        used, most = self.usage, self.settings
        if used.requests >= most.requests:
            raise ReaderError(f"reader llm: the limit of {most.requests:,} requests is reached; give requests=... for more")
        if used.tokens >= most.tokens:
            raise ReaderError(f"reader llm: the limit of {most.tokens:,} tokens is reached; give tokens=... for more")

    def _response_format(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        if self._format == "json_schema":
            held = {"name": "claims", "strict": True, "schema": schema}
            return {"response_format": {"type": "json_schema", "json_schema": held}}
        return {"response_format": {"type": "json_object"}} if self._format == "json_object" else {}

    def _plainer(self, said: str) -> bool:
        """Ask for less of what the server says it does not know; False where nothing is left to leave out."""
        low = said.lower()
        if "max_completion_tokens" in low and "max_tokens" in self._body:
            self._body["max_completion_tokens"] = self._body.pop("max_tokens")
        elif "temperature" in low and "temperature" in self._body:
            del self._body["temperature"]
        elif self._format != _FORMATS[-1] and re.search(r"response_format|json_schema|json_object|schema|grammar", low):
            self._format = _FORMATS[_FORMATS.index(self._format) + 1]
        else:
            return False
        return True

    def _refused(self, code: int, headers: Any, text: str) -> Exception:
        said = self._clean(text)
        if code in _AGAIN:
            wait = str(headers.get("Retry-After", ""))
            return _Again(f"status {code}{said}", float(wait) if re.fullmatch(r"\d{1,6}(\.\d+)?", wait) else None)
        if 300 <= code < 400:
            return ReaderError(f"reader llm: {self._endpoint} redirects to {headers.get('Location')}; give the address it moved to")
        hint = {
            401: "; set AIGRAPH_LLM_KEY to a key that is valid there", 403: "; the key may not use this model",
            404: f"; is there a model {self.settings.model!r}, and does the address end where /chat/completions follows?",
        }.get(code, "")  # fmt: skip
        return ReaderError(f"reader llm: {self._endpoint} refuses with status {code}{said}{hint}")

    def _unreachable(self, error: Exception) -> str:
        reason = getattr(error, "reason", error)
        return f"no answer within {self.settings.timeout:g} seconds" if isinstance(reason, TimeoutError) else f"no connection ({reason})"

    def _clean(self, text: str) -> str:
        """What a server says of an error, short, and without the key, which some repeat."""
        line = " ".join(text.split())[:200]
        line = line.replace(self.settings.key, "...") if self.settings.key else line
        return f" ({line})" if line else ""

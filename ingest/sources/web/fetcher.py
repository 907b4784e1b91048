"""Fetching: an address in, a page from its host or from the cache out, or the reason why not.

1. The address is checked, then the host's robots.txt. 2. It is asked for with what the cache knows (ETag, date): an unchanged page costs one
short answer. 3. Redirects are followed by hand, each checked like the first. 4. The body goes to the cache piece by piece, unpacked here, so that neither its
size nor what it unpacks to gets past its limit. 5. Refusals that may pass (429, 5xx, broken connections) are tried again, later each time.
Offline, only the cache is read. A failure names the address that was given, what is wrong, and what would work.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date as Date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urljoin

import httpx

from ....ontology.errors import ArticleError
from ..source import Blob
from .cache import Cache, Cached
from .connection import Dial, Guarded, Resolve, dial, resolve
from .guard import check_url
from .manners import Manners

__all__ = ["FetchLimits", "Fetcher"]

_REMEMBERED = 1_000     # pages that are not asked for twice in a run
_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_REDIRECTS = (301, 302, 303, 307, 308)
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much is taken from a stranger: bytes (as sent, and unpacked), seconds for a page, redirects, attempts, seconds between requests."""

    size: int = 50_000_000
    seconds: float = 60.0
    idle: float = 15.0
    redirects: int = 5
    attempts: int = 3
    pause: float = 1.0
    back_off: float = 2.0


class Fetcher:
    """Fetches pages, through a cache. Close it, or use it in a `with` block.

    Args:
        cache: The folder of the cache.
        allow_private: Also fetch from private, loopback and link-local addresses.
        offline: Only read the cache.
        robots: Whether robots.txt is asked for.
        today: The day that pages fetched now are marked with.
        resolve, dial, sleep: How names are looked up, connections made, and time is waited; tests put their own here.
    """

    def __init__(
        self, cache: Path, *, allow_private: bool = False, offline: bool = False, robots: bool = True, limits: FetchLimits | None = None,
        today: Date | None = None, resolve: Resolve = resolve, dial: Dial = dial, sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self.cache, self.limits = Cache(cache), limits or FetchLimits()
        self._allow, self._offline, self._robots, self._today, self._sleep = allow_private, offline, robots, today, sleep
        self._client = httpx.Client(
            transport=Guarded(allow_private, self.limits.seconds, resolve, dial), timeout=self.limits.idle, trust_env=False,
            headers={"User-Agent": f"aigraph/{version('aigraph')}", "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
        )  # fmt: skip
        self._manners = Manners(self._robots_of, self.limits.pause, sleep)
        self._fresh: dict[str, Cached] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give connections back."""
        self._client.close()

    def fetch(self, blob: Blob) -> Blob:
        """The blob with its content at hand.

        Raises:
            ArticleError: It may not or cannot be fetched.
        """
        page = self.page(blob.url or blob.name)
        return replace(
            blob, opener=partial(self.cache.open, page), url=page.final, media=page.media, charset=page.charset, fetch=False, online=True,
            captured=Date.fromisoformat(page.fetched), size=page.size,
        )  # fmt: skip

    def page(self, url: str) -> Cached:
        """The page at an address, in the cache.

        Raises:
            ArticleError: It may not or cannot be fetched.
        """
        url = url.partition("#")[0]
        check_url(url, self._allow)
        if url in self._fresh:
            return self._fresh[url]
        held = self.cache.find(url)
        if self._offline:
            if held is None:
                raise ArticleError(f"{url}: is not in the cache; fetch it once without --offline")
            return held
        try:
            page = self._asked(url, held)
        except ArticleError as error:
            raise _about(url, error) from error
        self.cache.keep(page)
        if len(self._fresh) >= _REMEMBERED:
            self._fresh.clear()
        self._fresh[url] = page
        return page

    def _asked(self, url: str, held: Cached | None) -> Cached:
        """Ask, following redirects."""
        at = url
        for _ in range(self.limits.redirects + 1):
            check_url(at, self._allow)
            if self._robots:
                self._manners.check(at)
            got = self._tried(url, at, held)
            if isinstance(got, Cached):
                return got
            at = urljoin(at, got).partition("#")[0]
        raise ArticleError(f"{url}: redirects more than {self.limits.redirects} times, last to {at}; give the address where it leads")

    def _tried(self, url: str, at: str, held: Cached | None) -> Cached | str:
        """Ask one address, again if that may help: the page, or where it redirects to."""
        for attempt in range(1, self.limits.attempts + 1):
            self._manners.wait(at)
            wait = self.limits.back_off * 2 ** (attempt - 1)
            try:
                with self._client.stream("GET", at, headers=_conditions(held), follow_redirects=False) as answer:
                    if answer.status_code not in _AGAIN or attempt == self.limits.attempts:
                        return self._answered(url, at, held, answer)
                    wait = max(wait, _retry_after(answer))
            except httpx.TimeoutException as error:
                raise ArticleError(f"{at}: took longer than {self.limits.seconds:g} s, or was silent for {self.limits.idle:g}; try again later") from error
            except (httpx.TransportError, httpx.InvalidURL) as error:
                if attempt == self.limits.attempts or isinstance(error, httpx.InvalidURL):
                    raise ArticleError(f"{at}: cannot be fetched ({_short(error)}); tried {attempt} times") from error
            if wait > 120:
                raise ArticleError(f"{at}: asks to be left alone for {wait:.0f} s; try again then")
            self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _answered(self, url: str, at: str, held: Cached | None, answer: httpx.Response) -> Cached | str:
        status = answer.status_code
        if status == 304 and held is not None:
            return held
        if status in _REDIRECTS and answer.headers.get("location"):
            return str(answer.headers["location"])
        if status != 200:
            raise ArticleError(f"{at}: answered {status} {answer.reason_phrase}{_ADVICE.get(status, '')}")
        with self.cache.writing() as file:
            for piece in _unpacked(answer, at, self.limits.size):
                file.write(piece)
        media, _, rest = answer.headers.get("content-type", "").partition(";")
        charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None
        day = (self._today or Date.today()).isoformat()
        return Cached(
            url, at, status, media.strip().lower(), charset, answer.headers.get("etag"), answer.headers.get("last-modified"), day, file.body, file.size
        )

    def _robots_of(self, url: str) -> tuple[int, bytes]:
        """Status and body of a robots.txt; redirects are followed, and checked, too."""
        at = url
        for _ in range(self.limits.redirects + 1):
            check_url(at, self._allow)
            try:
                with self._client.stream("GET", at, follow_redirects=False) as answer:
                    if answer.status_code not in _REDIRECTS or not answer.headers.get("location"):
                        body = b"".join(_unpacked(answer, at, 1_000_000)) if answer.status_code == 200 else b""
                        return answer.status_code, body
                    at = urljoin(at, answer.headers["location"])
            except (httpx.TransportError, httpx.InvalidURL) as error:
                raise ArticleError(f"{at}: {_short(error)}") from error
        raise ArticleError(f"{url}: redirects more than {self.limits.redirects} times")


_ADVICE = {
    401: "; sign in with a browser and save the page", 402: "; it costs money: sign in with a browser and save the page",
    403: "; save the page from a browser, if you may read it", 404: "; check the address", 410: "; it is gone for good",
    429: "; it was asked too often: try again later",
}  # fmt: skip


def _unpacked(answer: httpx.Response, at: str, limit: int) -> Iterator[bytes]:
    """Yield the body's pieces, unpacked, as long as neither what was sent nor what it unpacks to is more than `limit`."""
    encoding = answer.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise ArticleError(f"{at}: is packed as {encoding!r}, which was not asked for; save the page from a browser")
    if answer.headers.get("content-length", "").isdigit() and int(answer.headers["content-length"]) > limit:
        raise ArticleError(f"{at}: is {int(answer.headers['content-length']):,} bytes long, more than {limit:,}; raise fetch.size in aigraph.toml")
    unpack = zlib.decompressobj(47) if "gzip" in encoding else zlib.decompressobj() if encoding == "deflate" else None
    sent = out = 0
    for raw in answer.iter_raw():
        sent += len(raw)
        for piece in [raw] if unpack is None else _inflated(unpack, raw, at):
            out += len(piece)
            if max(sent, out) > limit:
                how = "unpacks to" if out > sent else "goes on for"
                raise ArticleError(f"{at}: {how} more than {limit:,} bytes, and is not read on; raise fetch.size in aigraph.toml")
            yield piece
    if unpack is not None and not unpack.eof and sent:
        raise ArticleError(f"{at}: is cut off: its packed content has no end; try again later")


def _inflated(unpack: zlib._Decompress, raw: bytes, at: str) -> Iterator[bytes]:
    try:
        while raw:
            yield unpack.decompress(raw, 1 << 18)
            raw = unpack.unconsumed_tail
    except zlib.error as error:
        raise ArticleError(f"{at}: its packed content is damaged ({error}); try again later") from error


def _conditions(held: Cached | None) -> dict[str, str]:
    found = {"If-None-Match": held.etag, "If-Modified-Since": held.modified} if held else {}
    return {name: value for name, value in found.items() if value}


def _retry_after(answer: httpx.Response) -> float:
    value = answer.headers.get("retry-after", "")
    return float(value) if value.isdigit() else 0.0


def _about(url: str, error: ArticleError) -> ArticleError:
    """An error as one about the address that was given, with where it arose."""
    where, _, rest = str(error).partition(": ")
    return error if where == url else ArticleError(f"{url}: {'leads to' if '://' in where else 'at'} {where}, which {rest}" if "://" in where else f"{url}: {rest}")


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__

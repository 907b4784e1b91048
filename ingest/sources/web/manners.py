"""Manners: what a host's robots.txt asks for, and how often it is asked.

As RFC 9309 has it: no robots.txt (4xx) permits everything, one that cannot be had (5xx, no answer) forbids everything, and it is asked
for once a run. Between two requests to a host lie `pause` seconds, or its `Crawl-delay` where that is longer, up to a minute.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ....ontology.errors import ArticleError

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["AGENT", "Manners"]

AGENT = "aigraph"
_LONGEST = 60.0         # seconds; who asks for more would rather not be read
_HOSTS = 5_000          # whose rules are remembered
_SIZE = 500_000         # bytes of robots.txt that are looked at, as RFC 9309 asks at least

Read = Callable[[str], tuple[int, bytes]]


class Manners:
    """What each host asks for, and when it was last asked.

    Args:
        read: Fetches an address, giving status and body.
        pause: Seconds between two requests to a host.
    """

    def __init__(self, read: Read, pause: float, sleep: Callable[[float], None] = time.sleep) -> None:
        self._read, self._pause, self._sleep = read, pause, sleep
        self._robots: dict[str, Protego | str] = {}
        self._next: dict[str, float] = {}

    def check(self, url: str) -> None:
        """Let a page pass that its host permits.

        Raises:
            ArticleError: Its robots.txt forbids it, or cannot be had.
        """
        rules = self._rules(url)
        if isinstance(rules, str):
            raise ArticleError(f"{url}: its robots.txt cannot be had ({rules}), which forbids all pages; try again later")
        if not rules.can_fetch(url, AGENT):
            raise ArticleError(f"{url}: its robots.txt forbids it; ask the publisher, or save the page yourself")

    def wait(self, url: str) -> None:
        """Sleep until the host may be asked again."""
        host = _root(url)
        ready = self._next.get(host, 0.0) - time.monotonic()
        if ready > 0:
            self._sleep(ready)
        rules = self._robots.get(host)
        delay = 0.0 if rules is None or isinstance(rules, str) else float(rules.crawl_delay(AGENT) or 0.0)
        if len(self._next) >= _HOSTS:
            self._next = {name: when for name, when in self._next.items() if when > time.monotonic()}
        self._next[host] = time.monotonic() + min(max(delay, self._pause), _LONGEST)

    def _rules(self, url: str) -> Protego | str:
        """The host's rules, or why they cannot be had."""
        from protego import Protego

        host = _root(url)
        if host not in self._robots:
            if len(self._robots) >= _HOSTS:
                self._robots.clear()
            try:
                status, body = self._read(f"{host}/robots.txt")
            except ArticleError as error:
                self._robots[host] = str(error).partition(": ")[2].partition("; ")[0]
            else:
                text = body[:_SIZE].decode("utf-8", "replace") if status < 300 else ""
                self._robots[host] = f"status {status}" if status >= 500 else Protego.parse(text)
        return self._robots[host]


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()

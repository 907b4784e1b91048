"""Connections for httpx that go only where they may, and end when their time is up.

httpx sets its time limits by operation: a server that sends a byte a second, of its headers even, never reaches one. So streams here have a deadline, which
every read and write shortens. A host is resolved here, once for each connection, its addresses are checked, and the connection is
made to one that was checked, while TLS still verifies the host's name. Connections are not kept: each has its own deadline, and hosts are
asked a second apart anyway. Proxies in the environment are left aside, since they would resolve names elsewhere.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from typing import Any

import httpcore
import httpx

from ....ontology.errors import ArticleError
from .guard import check_address

__all__ = ["Dial", "Guarded", "Resolve", "resolve"]

Resolve = Callable[[str, int], list[str]]
Dial = Callable[[str, int, float], httpcore.NetworkStream]

_LOOKUP = 10.0      # seconds for a name


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def dial(address: str, port: int, timeout: float) -> httpcore.NetworkStream:
    """A connection to an IP address."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout)


class Guarded(httpx.BaseTransport):
    """Requests over connections that are checked and have `seconds` in all.

    Args:
        resolve, dial: How names become addresses and addresses connections; tests put their own internet here.
    """

    def __init__(self, allow_private: bool, seconds: float, resolve: Resolve = resolve, dial: Dial = dial) -> None:
        backend = _Backend(allow_private, seconds, resolve, dial)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), max_keepalive_connections=0, network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the body is read later, as raw bytes."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        sent = httpcore.Request(
            request.method, url, headers=request.headers.raw, content=request.stream, extensions=request.extensions
        )
        try:
            answer = self._pool.handle_request(sent)
        except _CORE as error:
            raise _translated(error) from error
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._answer.iter_stream()
        except _CORE as error:
            raise _translated(error) from error

    def close(self) -> None:
        self._answer.close()


_CORE = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)


def _translated(error: Exception) -> httpx.TransportError:
    if isinstance(error, httpcore.TimeoutException):
        return httpx.TimeoutException(str(error) or "took too long")
    if isinstance(error, httpcore.ProtocolError):
        return httpx.RemoteProtocolError(str(error))
    return httpx.NetworkError(str(error))


class _Backend(httpcore.NetworkBackend):
    def __init__(self, allow_private: bool, seconds: float, resolve: Resolve, dial: Dial) -> None:
        self._allow, self._seconds, self._resolve, self._dial = allow_private, seconds, resolve, dial

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        deadline = time.monotonic() + self._seconds
        addresses = self._looked_up(host, port)
        if not self._allow:
            for address in addresses:
                check_address(f"{host}:{port}", host, address)
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                return _Stream(self._dial(address, port, min(timeout or self._seconds, self._seconds)), deadline)
            except (httpcore.NetworkError, httpcore.TimeoutException, OSError) as error:
                failed = error
        raise failed if isinstance(failed, httpcore.NetworkError | httpcore.TimeoutException) else httpcore.ConnectError(str(failed))

    def _looked_up(self, host: str, port: int) -> list[str]:
        pool = ThreadPoolExecutor(1)        # the system's resolver knows no time limit
        try:
            return pool.submit(self._resolve, host, port).result(_LOOKUP)
        except FutureTimeout as error:
            raise httpcore.ConnectTimeout(f"{host} was not found within {_LOOKUP:.0f} s") from error
        except (OSError, UnicodeError) as error:
            raise ArticleError(f"{host}:{port}: no host of that name is known ({error}); check how it is written") from error
        finally:
            pool.shutdown(wait=False)


class _Stream(httpcore.NetworkStream):
    """A connection whose reads and writes end at its deadline."""

    def __init__(self, held: httpcore.NetworkStream, deadline: float) -> None:
        self._held, self._deadline = held, deadline

    def _left(self, timeout: float | None) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("its time is up")
        return min(left, timeout) if timeout is not None else left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._held.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._held.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._held.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._held.start_tls(ssl_context, server_hostname, self._left(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._held.get_extra_info(info)

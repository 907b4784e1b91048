"""A little internet on loopback: a server that misbehaves in every way, names that lead to it, and a place that nobody may reach.

Names resolve to public addresses, whose connections go to the server, so that the guard sees what it would see outside. Whatever is dialled
besides is refused and written down in `dialled`; requests to the forbidden server are written down in `reached`.
"""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpcore

PUBLIC, SECOND = "93.184.216.34", "93.184.216.35"
WORDS = "Mira Murati, the chief technology officer of OpenAI, left the company on Wednesday, she said in a memo to staff."
PAGE = f"<html><head><title>News</title></head><body><article><h1>News</h1><p>{WORDS}</p><p>{WORDS} It was her last day.</p></article></body></html>"
GZIPPED, DEFLATED = gzip.compress(b"\0" * 20_000_000), zlib.compress(b"\0" * 20_000_000)


class Internet:
    """The server, its names, and what happened."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.reached: list[str] = []
        self.dialled: list[str] = []
        self.seen: list[dict[str, str]] = []
        self.robots = "User-agent: *\nDisallow: /closed\n"
        self.names: dict[str, Any] = {
            "news.example": [PUBLIC], "other.example": [SECOND], "inner.example": ["192.168.0.7"], "both.example": [PUBLIC, "10.0.0.1"],
            "local.example": ["127.0.0.1"], "mapped.example": ["::ffff:127.0.0.1"], "linklocal.example": ["fe80::1%eth0"],
        }  # fmt: skip
        self.turns: Counter[str] = Counter()
        self.server = self._serve(_Handler)
        self.forbidden = self._serve(_Forbidden)

    def _serve(self, handler: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        server.internet = self  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return server

    def close(self) -> None:
        for server in (self.server, self.forbidden):
            server.shutdown()
            server.server_close()

    @property
    def port(self) -> int:
        return self.server.server_address[1]

    def resolve(self, host: str, port: int) -> list[str]:
        if host == "rebinding.example":         # public for robots.txt, loopback for the page
            self.turns[host] += 1
            return [PUBLIC] if self.turns[host] == 1 else ["127.0.0.1"]
        if host in self.names:
            return list(self.names[host])
        from aigraph.ingest.sources.web.connection import resolve

        if host.replace(".", "").replace(":", "").isalnum() and (host[0].isdigit() or ":" in host or host == "localhost"):
            return resolve(host, port)
        raise OSError("Name or service not known")

    def dial(self, address: str, port: int, timeout: float) -> httpcore.NetworkStream:
        if address not in (PUBLIC, SECOND):
            self.dialled.append(address)
            raise httpcore.ConnectError("the test's internet ends here")
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        internet: Internet = self.server.internet  # type: ignore[attr-defined]
        path, _, query = self.path.partition("?")
        internet.hits[path] += 1
        internet.seen.append({"path": self.path, **{k.lower(): v for k, v in self.headers.items()}})
        try:
            if path == "/to":
                self.answer(302, Location=query.format(forbidden=internet.forbidden.server_address[1]))
            elif path == "/robots.txt":
                self.answer(200, internet.robots.encode(), "text/plain")
            else:
                getattr(self, "get_" + path.strip("/").replace("-", "_"), self.get_missing)(internet)
        except (BrokenPipeError, ConnectionResetError):
            pass
        self.close_connection = True

    def answer(self, status: int, body: bytes = b"", media: str = "text/html; charset=utf-8", length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def get_missing(self, _: Internet) -> None:
        self.answer(404)

    def get_page(self, _: Internet) -> None:
        self.answer(200, PAGE.encode())

    def get_packed(self, _: Internet) -> None:
        self.answer(200, gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def get_tagged(self, _: Internet) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            self.send_response(304)
            self.end_headers()
        else:
            self.answer(200, PAGE.encode(), ETag='"v1"', Last_Modified="Wed, 25 Sep 2024 10:00:00 GMT")

    def get_shaky(self, internet: Internet) -> None:
        if internet.hits["/shaky"] < 3:
            self.answer(503, Retry_After="0")
        else:
            self.answer(200, PAGE.encode())

    def get_busy(self, _: Internet) -> None:
        self.answer(429, Retry_After="3600")

    def get_endless(self, _: Internet) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"<p>and so on</p>" * 1000)

    def get_drip(self, _: Internet) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        while True:
            self.wfile.write(b"x")
            time.sleep(0.05)

    def get_drip_head(self, _: Internet) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            self.wfile.write(b"X")
            time.sleep(0.05)

    def get_heads(self, _: Internet) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            self.wfile.write(b"X-Header: " + b"x" * 1000 + b"\r\n")

    def get_silent(self, _: Internet) -> None:
        time.sleep(3)

    def get_bomb(self, _: Internet) -> None:
        self.answer(200, GZIPPED, Content_Encoding="gzip")

    def get_deflate_bomb(self, _: Internet) -> None:
        self.answer(200, DEFLATED, Content_Encoding="deflate")

    def get_long(self, _: Internet) -> None:
        self.answer(200, b"x", length=10_000_000_000)

    def get_cut(self, _: Internet) -> None:
        self.answer(200, PAGE.encode(), length=100_000)

    def get_cut_packed(self, _: Internet) -> None:
        self.answer(200, gzip.compress(PAGE.encode())[:-20], Content_Encoding="gzip")

    def get_odd(self, _: Internet) -> None:
        self.answer(200, b"\x1b\x03", Content_Encoding="br")

    def get_twice_packed(self, _: Internet) -> None:
        self.answer(200, gzip.compress(gzip.compress(PAGE.encode())), Content_Encoding="gzip, gzip")

    def get_garbage(self, _: Internet) -> None:
        self.wfile.write(b"\0\1\2 this is no answer\r\n\r\n")

    def get_feed(self, _: Internet) -> None:
        port = self.server.internet.forbidden.server_address[1]  # type: ignore[attr-defined]
        links = ("http://news.example/page", f"http://127.0.0.1:{port}/", "file:///etc/passwd", "/tagged")
        items = "".join(f"<item><title>t</title><link>{link}</link><pubDate>Wed, 25 Sep 2024 10:00:00 GMT</pubDate></item>" for link in links)
        self.answer(200, f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode(), "application/rss+xml")


class _Forbidden(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.internet.reached.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(PAGE.encode())

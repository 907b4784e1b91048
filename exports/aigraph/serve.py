"""The endpoint: a store behind the SPARQL 1.1 Protocol, read-only, with a query page.

Queries never run in this process (`serve_pool`), and never over the store itself but over its last checkpoint
(`aigraph.graph.checkpoint`), so that articles are stored meanwhile. An answer is complete before its first byte is sent.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from aigraph import __version__
from aigraph.graph.checkpoint import Checkpoints
from aigraph.ontology.errors import StoreError
from aigraph.serve_http import Refused, accepted, read_request
from aigraph.serve_metrics import Metrics
from aigraph.serve_page import ASSETS, POLICY, asset, description, page, questions_json
from aigraph.serve_pool import Busy, Failed, Limits, Pool, TimedOut
from aigraph.serve_worker import TRIPLES

__all__ = ["Endpoint", "Limits", "run"]

REFRESH = 1.0  # seconds between two looks at whether the store has changed
_CHUNK = 1 << 18
_SAFE = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}


class Endpoint:
    """The application over the store at `path`; `app` is an ASGI application whose lifespan holds workers and checkpoints.

    Args:
        path: The store's folder.
        limits: What a query may use.
        site: A folder of exported pages, served under `/site/`.
        origins: Web origins whose pages may ask; `*` is all.

    Raises:
        StoreError: There is no such store, or no such site.
    """

    def __init__(
        self, path: Path, limits: Limits | None = None, site: Path | None = None, origins: Sequence[str] = ("*",)
    ) -> None:
        if site is not None and not site.is_dir():
            raise StoreError(f"{site} is no folder of pages; export some into it, or leave --site out")
        self.limits, self.metrics = limits or Limits(), Metrics()
        self.checkpoints = Checkpoints(path)
        self.pool = Pool(self.limits, self._current)
        self._latest: Path | None = None
        routes: list[BaseRoute] = [
            Route("/sparql", self.sparql, methods=["GET", "POST"]),
            Route("/sparql/", self.sparql, methods=["GET", "POST"]),
            Route("/health", self.health),
            Route("/metrics", self.measured),
            Route("/questions", self.questions),
            Route("/assets/{name}", self.assets),
            Route("/", self.home),
        ]
        if site is not None:
            routes.append(Mount("/site", StaticFiles(directory=site, html=True)))
        cors = Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"], allow_headers=["*"])
        self.app = Starlette(routes=routes, middleware=[cors] if origins else [], lifespan=self._lifespan)

    async def sparql(self, request: Request) -> Response:
        """Answer a query; without one, describe the service, or show a browser the page."""
        if request.method == "GET" and not request.url.query:
            return self._describe(request)
        started = perf_counter()
        try:
            asked = await read_request(request)
            job = asked.to_job(request.headers.get("accept", ""), str(request.url.replace(query="", fragment="")))
            reply, path = await _unless_left(request, self.pool.answer(job))
            response = self._reply(reply, path)
        except Refused as error:
            response = _refusal(error.status, error.reason)
        except TimedOut:
            response = _refusal(504, f"the query ran longer than {self.limits.timeout:g} s and was stopped; narrow it, or add LIMIT")
        except Busy as error:
            response = _refusal(503, f"{error}; try again in a moment", {"Retry-After": "5"})
        except Failed:
            response = _refusal(503, f"the query's process ended: it needs more than {self.limits.memory:,} bytes of memory, or is nested too deeply")
        self.metrics.count(response.status_code, perf_counter() - started)
        return response

    async def health(self, _: Request) -> Response:
        """Whether queries can be answered, and from which checkpoint."""
        good = self._latest is not None
        state = {"status": "ok" if good else "starting", "checkpoint": self._latest.name if self._latest else None, "version": __version__}
        return Response(json.dumps(state), 200 if good else 503, _SAFE, "application/json")

    async def measured(self, _: Request) -> Response:
        """Counters in the text format of Prometheus."""
        gauges = {
            "running": len(self.pool.running),
            "waiting": len(self.pool.waiting),
            "idle_workers": len(self.pool.idle),
            "checkpoint": int(self._latest.name) if self._latest else 0,
        }
        return PlainTextResponse(self.metrics.text(gauges), headers=_SAFE, media_type="text/plain; version=0.0.4")

    async def questions(self, _: Request) -> Response:
        """The named questions, for the page."""
        return Response(questions_json(), headers=_SAFE, media_type="application/json")

    async def assets(self, request: Request) -> Response:
        """A file of the page."""
        name = request.path_params["name"]
        if name not in ASSETS:
            return _refusal(404, f"no such file; there are {', '.join(ASSETS)}")
        return Response(asset(name), headers={**_SAFE, "Content-Security-Policy": POLICY}, media_type=ASSETS[name])

    async def home(self, _: Request) -> Response:
        """The query page."""
        shown = page(f"checkpoint {self._latest.name}" if self._latest else "starting")
        return Response(shown, headers={**_SAFE, "Content-Security-Policy": POLICY}, media_type="text/html")

    def _describe(self, request: Request) -> Response:
        accept = request.headers.get("accept", "")
        if "text/html" in accept:
            return RedirectResponse("../" if request.url.path.endswith("/") else "./", 303)
        media = next(iter(accepted(accept, TRIPLES)), "text/turtle")
        return Response(description(str(request.url), media), headers=_SAFE, media_type=media)

    def _reply(self, reply: dict[str, Any], path: Path) -> Response:
        if reply["status"] != 200:
            path.unlink(missing_ok=True)
            if reply["reason"] == "too-large":
                return _refusal(503, f"the answer has more than {self.limits.size:,} bytes; narrow the query, or add LIMIT")
            return _refusal(reply["status"], reply["reason"])
        file = path.open("rb")
        size = path.stat().st_size
        path.unlink()  # it stays readable until it is closed
        return StreamingResponse(_chunks(file), headers={**_SAFE, "Content-Length": str(size), "Vary": "Accept"}, media_type=reply["media"])

    def _current(self) -> Path:
        if self._latest is None:
            raise Busy("the store is being written and has no checkpoint yet")
        return self._latest

    async def _refresh(self) -> None:
        """Move to a newer checkpoint, where there is one, and remove those that nobody reads."""
        latest = await asyncio.to_thread(self.checkpoints.refresh)
        if latest is None:
            return
        first, self._latest = self._latest is None, latest
        if first:
            await self.pool.warm()
        oldest = min({latest, *self.pool.checkpoints()}, key=lambda path: int(path.name))
        await asyncio.to_thread(self.checkpoints.forget, oldest)

    async def _keep_fresh(self, say: Callable[[str], None]) -> None:
        while True:
            await asyncio.sleep(REFRESH)
            try:
                await self._refresh()
            except (StoreError, OSError) as error:  # the last checkpoint still answers
                say(f"aigraph: warning: no newer checkpoint: {error}")

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        from aigraph.terminal import say

        keeping: asyncio.Task[None] | None = None
        try:
            await self._refresh()
            keeping = asyncio.create_task(self._keep_fresh(say))
            yield
        finally:
            if keeping is not None:
                keeping.cancel()
            await self.pool.close()
            self.checkpoints.close()


def run(endpoint: Endpoint, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is told the address once it answers (`port` 0 takes a free one).

    Raises:
        StoreError: The address cannot be taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            endpoint.checkpoints.close()
            raise StoreError(f"cannot listen on {host} port {port} ({error.strerror}); give another --host or --port") from error
        shown = f"[{host}]" if ":" in host else host
        server = _Server(uvicorn.Config(endpoint.app, log_level="warning", lifespan="on", timeout_graceful_shutdown=1))
        server.when_ready = lambda: ready(f"http://{shown}:{listening.getsockname()[1]}/")
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """One that says when it answers."""

    when_ready: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.when_ready()


async def _unless_left(request: Request, work: Any) -> Any:
    """The work's result; where the client leaves first, the work is stopped."""
    task = asyncio.ensure_future(work)
    left = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({task, left}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Refused(499, "the client left")
        return task.result()
    finally:
        left.cancel()
        task.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _chunks(file: Any) -> AsyncIterator[bytes]:
    with file:
        while data := file.read(_CHUNK):
            yield data


def _refusal(status: int, reason: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(reason + "\n", status, {**_SAFE, **(headers or {})})

"""The endpoint's workers: processes that are started ahead, given one query each, and killed at the limit.

1. A query starts at once while fewer than `concurrency` run; else it waits, and the newest is the next. 2. From its arrival
on it has `timeout` seconds; then its process is killed (`TimedOut`, 504). 3. Of the places, `reserve` are for short queries: when
somebody waits and more than the others are held by queries older than `GRACE`, that of them which has used most processor time gives
its place up (`Busy`, 503), so that twenty runaways never lock others out. 4. A query older than `GRACE` also runs at a lower priority
while there are others. 5. Who waits longer than `patience`, or finds a full queue, is `Busy`.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Busy", "Failed", "Limits", "Pool", "TimedOut"]

GRACE = 0.5  # seconds
_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use: seconds, bytes of its answer, bytes of memory; and how many run, and wait, at once."""

    timeout: float = 10.0
    size: int = 100_000_000
    memory: int = 4_000_000_000
    concurrency: int = 8
    queue: int = 32
    patience: float = 3.0

    @property
    def reserve(self) -> int:
        """Places that only short queries hold when others wait."""
        return max(1, self.concurrency // 4)


class TimedOut(Exception):
    """The query did not end within the limit."""


class Busy(Exception):
    """There was no place for the query, or it had to give its place up."""


class Failed(Exception):
    """The query's process died: the query needs too much memory, or is nested too deeply."""


class _Worker:
    """A process, and the checkpoint that its present query reads."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process, self.checkpoint = process, Path()
        self.started = self.before = 0.0  # when its query began, and what it had used by then
        self.evicted = self.lowered = self.killed = False

    async def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self.process.stdin is not None and self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            await self.process.stdin.drain()
            line = await self.process.stdout.readline()
        except (ConnectionError, BrokenPipeError) as error:
            raise Failed from error
        if not line.endswith(b"\n"):
            raise Failed
        answer: dict[str, Any] = json.loads(line)
        return answer

    def kill(self) -> None:
        self.killed = True
        if self.process.returncode is None:
            self.process.kill()

    def used(self) -> float:
        """Seconds of processor time of its query, where the system tells."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") - self.before
        except (OSError, ValueError):  # another system, or it has just ended
            return 0.0

    def lower(self) -> None:
        """Let short queries have the processor first."""
        if self.lowered or not hasattr(os, "setpriority"):
            return
        self.lowered = True
        with suppress(ProcessLookupError):  # it has just ended
            os.setpriority(os.PRIO_PROCESS, self.process.pid, 15)


class Pool:
    """Workers that read the newest checkpoint, which `checkpoint` gives; close it when the server ends."""

    def __init__(self, limits: Limits, checkpoint: Callable[[], Path]) -> None:
        self.limits, self.checkpoint = limits, checkpoint
        self.folder = tempfile.TemporaryDirectory(prefix="aigraph-")
        self.running: set[_Worker] = set()
        self.starting = 0  # places taken by queries whose worker is not there yet
        self.idle: list[_Worker] = []
        self.waiting: list[asyncio.Future[None]] = []
        self._count = 0
        self._warming = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], Path]:
        """The worker's reply, and the file that holds the answer, which the caller removes.

        Raises:
            TimedOut, Busy, Failed: As their names say.
        """
        deadline = self._now() + self.limits.timeout
        await self._place(deadline)
        worker = None
        try:
            async with asyncio.timeout_at(deadline):
                worker = await self._worker()
                return await self._ask(worker, request)
        except TimeoutError as error:
            raise TimedOut from error
        finally:
            self._leave(worker)

    async def close(self) -> None:
        """Kill all workers and remove their files."""
        for task in list(self._tasks):
            task.cancel()
        for worker in [*self.running, *self.idle]:
            worker.kill()
            await worker.process.wait()
        self.folder.cleanup()

    async def warm(self) -> None:
        """Start workers ahead: as many as may run at once, and some for the places of those that are killed."""
        if self._warming:
            return
        self._warming = True
        wanted = self.limits.concurrency + self.limits.reserve
        try:
            while len(self.idle) + len(self.running) + self.starting < wanted:
                self.idle.append(await self._start())
        finally:
            self._warming = False

    def checkpoints(self) -> set[Path]:
        """The checkpoints that some query reads."""
        return {worker.checkpoint for worker in self.running}

    async def _ask(self, worker: _Worker, request: dict[str, Any]) -> tuple[dict[str, Any], Path]:
        self._count += 1
        path = Path(self.folder.name) / str(self._count)
        try:
            reply = await worker.ask({**request, "path": str(path), "checkpoint": str(worker.checkpoint)})
        except BaseException as error:
            worker.kill()
            path.unlink(missing_ok=True)
            if isinstance(error, Failed) and worker.evicted:
                raise Busy("many long queries run, and this one gave its place to others") from error
            raise
        return reply, path

    async def _place(self, deadline: float) -> None:
        """Wait for a place."""
        if not self.waiting and len(self.running) + self.starting < self.limits.concurrency:
            self.starting += 1
            return
        if len(self.waiting) >= self.limits.queue:
            raise Busy(f"{self.limits.concurrency} queries run and {self.limits.queue} wait")
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append(turn)
        self._make_room()
        try:
            async with asyncio.timeout_at(min(deadline, self._now() + self.limits.patience)):
                await turn
        except TimeoutError as error:
            raise Busy(f"{self.limits.concurrency} queries run, and no place became free") from error
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # the place was given at the same moment
                self.starting -= 1
                self._next()
            raise
        finally:
            if turn in self.waiting:
                self.waiting.remove(turn)

    async def _worker(self) -> _Worker:
        worker = self.idle.pop() if self.idle else await self._start()
        self.starting -= 1
        self.running.add(worker)
        worker.started, worker.checkpoint = self._now(), self.checkpoint()
        worker.before = 0.0
        worker.before = worker.used()
        asyncio.get_running_loop().call_later(GRACE, self._age, worker, worker.started)
        self._lower()
        return worker

    def _leave(self, worker: _Worker | None) -> None:
        if worker is None:
            self.starting -= 1
        else:
            self.running.discard(worker)
            if worker.process.returncode is None and not (worker.killed or worker.lowered):
                self.idle.append(worker)
            else:
                worker.kill()
                self._spawn(self.warm())
        self._next()

    def _next(self) -> None:
        """Give free places to those who wait, the newest first: under load the oldest are late whatever happens."""
        while self.waiting and len(self.running) + self.starting < self.limits.concurrency:
            turn = self.waiting.pop()
            if not turn.done():
                self.starting += 1
                turn.set_result(None)

    def _age(self, worker: _Worker, started: float) -> None:
        if worker in self.running and worker.started == started:
            self._lower()
            self._make_room()

    def _lower(self) -> None:
        """Put the long queries behind the others, where there are others."""
        if len(self.running) + len(self.waiting) > 1:
            for worker in self.running:
                if self._now() - worker.started >= GRACE:
                    worker.lower()

    def _make_room(self) -> None:
        """Let the long queries that have used most give up their places, down to what they may hold while others wait."""
        long = [worker for worker in self.running if not worker.evicted and self._now() - worker.started >= GRACE]
        surplus = len(long) - (self.limits.concurrency - self.limits.reserve)
        for worker in sorted(long, key=lambda worker: -worker.used())[: max(0, min(surplus, len(self.waiting)))]:
            worker.evicted = True
            worker.kill()

    async def _start(self) -> _Worker:
        limits = [str(limit) for limit in (self.limits.memory, self.limits.size, self.limits.timeout)]
        pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        command = [sys.executable, "-m", "aigraph.serve_worker", *limits, str(self.checkpoint())]
        return _Worker(await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=nowhere, limit=_LINE))

    def _spawn(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

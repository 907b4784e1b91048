"""Reading in parallel: several processes that read articles, each with its own models and one thread for them.

1. A `Pool` has so many places; each starts a process of its own (`reading_process`) when it first reads. 2. An article goes to a process and its
extraction comes back, through pipes, so that a process that dies (killed for want of memory, a fault in a library) costs the one article that
it was reading: that is an `ArticleError` which names it, and another process takes the place. 3. One that reads for longer than any article
may take is ended likewise. 4. After `RECYCLE` articles a process is replaced, since vocabularies of libraries grow with what they have read.

Not `multiprocessing`: its processes run the caller's main module again, which breaks scripts without a guard, and notebooks; its pools
break as a whole when a process dies. Results are those of reading one after the other: what an article says depends on nothing else.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from ..graph.article import Article
from ..ontology.errors import AigraphError, ArticleError, ReaderError

if TYPE_CHECKING:
    from .extract import Extraction
    from .readers import AnyReader

__all__ = ["RECYCLE", "Choice", "Pool", "as_error", "cores", "load_chosen", "receive", "send"]

RECYCLE = 2_000  # articles; a process grows by about 30 kB an article whose names are all new, and takes 2 s to start
_PATIENCE = 120.0  # seconds an article may take, and as many more as `_SLOWEST` characters a second ask for
_SLOWEST = 500
_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which reader a process is to read with: None is ours; `gazetteer` is a user's file of names."""

    reader: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    gazetteer: Path | None = None


def load_chosen(choice: Choice) -> AnyReader | None:
    """Take the choice's gazetteer into use and make its reader.

    Raises:
        ReaderError, FrameError: There is no such reader, or the gazetteer is bad.
    """
    from .lexicon import use_gazetteer
    from .readers import load

    use_gazetteer(choice.gazetteer)
    return None if choice.reader is None else load(choice.reader, **choice.options)


def cores() -> int:
    """How many processors this process may use, by affinity and by the quota of its container."""
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        count = os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
        return max(1, min(count, -(-int(quota) // int(period))))
    except (OSError, ValueError):  # no container, or `max`
        return count


class Pool:
    """So many processes that read; close it, or use it in a `with` block."""

    def __init__(self, jobs: int, choice: Choice | None = None) -> None:
        self._choice = choice or Choice()
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="aigraph-reading")
        self._place = threading.local()
        self._processes: set[_Process] = set()
        self._closed = False
        self.summaries: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, article: Article) -> Future[Extraction]:
        """Have an article read; its future gives the extraction, or raises what `extract` raises.

        Its `passed` stays empty: nobody asks thousands of articles what they did not say.
        """
        return self._threads.submit(self._read, article)

    def close(self) -> None:
        """End the processes; what is being read is given up. Closing twice is harmless."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        while self._processes:
            if line := self._processes.pop().end():
                self.summaries.append(line)
        self._threads.shutdown(wait=True)

    def _read(self, article: Article) -> Extraction:
        """In a thread of the pool: read with the thread's own process."""
        if self._closed:
            raise ReaderError("reading was ended")
        process: _Process | None = getattr(self._place, "process", None)
        if process is None:
            process = self._place.process = _Process(self._choice)
            self._processes.add(process)
        try:
            return process.read(article)
        finally:
            if process.dead or process.count >= RECYCLE:
                self._place.process = None
                self._processes.discard(process)
                if (line := process.end()) and not self._closed:
                    self.summaries.append(line)


class _Process:
    """One reading process and its pipes."""

    def __init__(self, choice: Choice) -> None:
        command = [sys.executable, "-P", "-m", "aigraph.ingest.reading_process"]  # -P: nothing in the working folder is imported
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env=_environment())
        self.count, self.dead, self._busy, self._late = 0, False, False, False
        try:
            ready = self._asked(choice)
        except EOFError as error:
            raise ReaderError(f"a process that reads articles {self._why()} before it began; `aigraph doctor` says what is amiss") from error
        if isinstance(ready, Exception):
            self.end()
            raise ready

    def read(self, article: Article) -> Extraction:
        """The extraction of an article.

        Raises:
            ArticleError: It cannot be read, or the process died of it.
            ReaderError: The reader cannot go on.
        """
        timer = threading.Timer(_PATIENCE + len(article.text) / _SLOWEST, self._too_late)
        timer.daemon = True
        timer.start()
        try:
            answer: Any = self._asked(article)
        except EOFError as error:
            raise ArticleError(f"{article.source or article.id}: the process that read it {self._why()}; the others are read on") from error
        finally:
            timer.cancel()
        self.count += 1
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    def end(self) -> str:
        """End it; give what its reader has to say at the end, if it is not busy."""
        said = ""
        with self._process as process:
            if not self._busy and not self.dead:
                assert process.stdin is not None and process.stdout is not None
                with suppress(subprocess.TimeoutExpired, OSError, EOFError):
                    process.stdin.close()  # then it says its last word and goes
                    process.wait(timeout=2)
                    said = receive(process.stdout)
            process.kill()
        return said

    def _asked(self, request: object) -> object:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._busy = True
        try:
            send(self._process.stdin, request)
            return receive(self._process.stdout)
        except (OSError, ValueError, EOFError, pickle.UnpicklingError) as error:
            self.dead = True
            raise EOFError from error
        finally:
            self._busy = False

    def _too_late(self) -> None:
        self._late = True
        self._process.kill()

    def _why(self) -> str:
        """How it ended, in words."""
        if self._late:
            return "took too long and was ended"
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:  # it lives, but talks nonsense
            self._process.kill()
            return "gave no answer"
        if code >= 0:
            return f"ended by itself (exit code {code})"
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return f"was killed by {name}" + (", perhaps for want of memory" if name == "SIGKILL" else "")


def send(stream: IO[bytes], value: object) -> None:
    """Write a value to a pipe."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    view = memoryview(_LENGTH.pack(len(data)) + data)
    while view:  # a raw pipe takes what fits
        view = view[stream.write(view) or 0 :]
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read a value from a pipe of a process of ours.

    Raises:
        EOFError: The other end is gone.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return pickle.loads(_exactly(stream, length))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        piece = stream.read(size - len(data))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def _environment() -> dict[str, str]:
    """One thread a process: several that each want all cores slow each other down."""
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}


def as_error(error: Exception, article: Article) -> AigraphError:
    """An error of reading as ours: what no one raised on purpose is a fault of the reader, and costs its article only."""
    if isinstance(error, AigraphError):
        return error
    said = " ".join(str(error).split())[:200]
    made = ArticleError(f"{article.source or article.id}: reading failed ({type(error).__name__}: {said}); this is a fault of the reader")
    made.__cause__ = error
    return made

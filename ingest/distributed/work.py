"""Work: one partition is read, and what its articles say is written.

1. Its articles come as every source gives them, with the names that they would have on one machine. 2. A pool of reading processes, made once
in each worker and kept, reads them: models are loaded once, and an article that kills its process costs nothing else. 3. Each is written as it
would be stored if it were the only one: its graph, where it comes from and by what it is found again. What it is to others, copies
above all, is judged when the output is loaded. 4. The partition's `done` is written last.
"""

from __future__ import annotations

import atexit
import io
import os
import tempfile
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, Any

from ...graph.article import Article
from ...graph.claim import Claim
from ...graph.duplicates import Duplicates
from ...graph.rdf import claim_iri
from ...graph.store import Store
from ...graph.terms import article_iri
from ...ontology.errors import AigraphError, ArticleError, ReaderError
from ..extract import Extraction
from ..parallel import Choice, Pool
from ..sources import Blob, Failure, Options, open_sources
from ..sources.opening import _failure as as_failure
from ..sources.records import _lines as records_in_lines
from ..sources.records import record_article
from .codec import article_row, article_schema, claim_row, claim_schema
from .output import Done, Output
from .plan import Partition

__all__ = ["Settings", "article_lines", "read_partition", "work"]

_ROWS = 500
_WINDOW = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """How articles are read, in a form that travels: `gazetteers` are the contents of a user's files."""

    reader: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    gazetteers: tuple[bytes, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    given: tuple[tuple[str, Any], ...] = ()
    processes: int = 1
    version: str = ""

    @property
    def basis(self) -> str:
        """What the outcome depends on."""
        return repr((self.version, self.reader, self.options, self.gazetteers, self.fields, [(name, str(value)) for name, value in self.given]))


def work(part: Partition, folder: str, settings: Settings) -> Done:
    """Read a partition and write what it says, unless that is done; what goes wrong with the partition as a whole is said in `broken`."""
    output, key = Output(folder), part.key(settings.basis)
    if (done := output.find(part.name, key)) is not None:
        return done
    try:
        done = _written(part, output, settings, Done(part.name, key))
    except (AigraphError, OSError) as error:
        return Done(part.name, key, broken=f"{part.called}: partition {part.name} is not done: {' '.join(str(error).split())}")
    output.finish(done)
    return done


def read_partition(part: Partition, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the articles of a partition, and what cannot be read of it."""
    import fsspec

    options = Options(fields=dict(settings.fields), given=dict(settings.given))
    blob = Blob(part.called)
    try:
        if part.kind == "whole":
            yield from open_sources([replace(blob, opener=partial(_open, part.path), size=part.end)], options)
            return
        with fsspec.open(part.path, "rb") as stream:
            if part.kind == "parquet":
                yield from _parquet(part, blob, options, stream)
            else:
                yield from records_in_lines(blob, options, _Lines(stream, part.start, part.end), part.first)  # type: ignore[misc]
    except (ArticleError, EOFError) as error:
        yield as_failure(error, part.called)


def article_lines(article: Article, claims: Sequence[Claim]) -> list[str]:
    """The N-Quads of an article that is stored where nothing else is, sorted."""
    with Store() as alone:
        judge = Duplicates(alone)
        judge.add(judge.judge(article), claims)
        return sorted(f"{quad} .\n" for quad in alone.quads(None, None, None))


def _written(part: Partition, output: Output, settings: Settings, done: Done) -> Done:
    """Write the files of a partition but its `done`."""
    import pyarrow.parquet as pq

    failures: list[str] = []
    with (
        output.writing("quads", part.name) as quads, output.writing("articles", part.name) as one, output.writing("claims", part.name) as other,
        pq.ParquetWriter(one, article_schema(), compression="zstd") as articles, pq.ParquetWriter(other, claim_schema(), compression="zstd") as claims,
    ):  # fmt: skip
        rows, said = _Rows(articles, article_schema()), _Rows(claims, claim_schema())
        for article, extraction in _extracted(part, settings, failures):
            iri = article_iri(article).value
            quads.write("".join(article_lines(article, extraction.claims)).encode())
            rows.add(article_row(article, iri, len(extraction.claims), extraction.warnings))
            for claim in extraction.claims:
                said.add(claim_row(claim, iri, claim_iri(claim, article).value))
            done = replace(done, articles=done.articles + 1, claims=done.claims + len(extraction.claims), warnings=done.warnings + len(extraction.warnings))
        rows.end()
        said.end()
    return replace(done, failures=tuple(failures))


def _extracted(part: Partition, settings: Settings, failures: list[str]) -> Iterator[tuple[Article, Extraction]]:
    """Yield articles with what they say, in order; a few are read ahead."""
    with _pool(settings) as pool:
        yield from _read(part, settings, pool, failures)


def _read(part: Partition, settings: Settings, pool: Pool, failures: list[str]) -> Iterator[tuple[Article, Extraction]]:
    waiting = deque[tuple[Article, Future[Extraction]]]()

    def first() -> Iterator[tuple[Article, Extraction]]:
        article, reading = waiting.popleft()
        try:
            yield article, reading.result()
        except ReaderError:         # it cannot go on at all: the partition is not done
            raise
        except ArticleError as error:
            failures.append(str(error))

    for one in read_partition(part, settings):
        if isinstance(one, Failure):
            failures.append(str(one))
            continue
        waiting.append((one, pool.submit(one)))
        if len(waiting) >= _WINDOW * settings.processes:
            yield from first()
    while waiting:
        yield from first()


@dataclass(slots=True)
class _Held:
    """A pool that the worker keeps, and how many partitions are being read with it."""

    pool: Pool
    users: int = 0


_pools: dict[str, _Held] = {}
_changing = threading.Lock()


@contextmanager
def _pool(settings: Settings) -> Iterator[Pool]:
    """The worker's pool of reading processes for these settings, made once; those for others go when nobody uses them."""
    name = repr((settings.basis, settings.processes))
    with _changing:
        for other in [other for other, held in _pools.items() if other != name and not held.users]:
            _pools.pop(other).pool.close()
        if name not in _pools:
            _pools[name] = _Held(Pool(settings.processes, _choice(settings)))
            atexit.register(_pools[name].pool.close)
        held = _pools[name]
        held.users += 1
    try:
        yield held.pool
    finally:
        with _changing:
            held.users -= 1


def _choice(settings: Settings) -> Choice:
    folder = Path(tempfile.mkdtemp(prefix="aigraph-"))
    files = [folder / f"{number}.csv" for number in range(len(settings.gazetteers))]
    for file, content in zip(files, settings.gazetteers, strict=True):
        file.write_bytes(content)
    return Choice(settings.reader, dict(settings.options), Path(os.pathsep.join(map(str, files))) if files else None)


class _Rows:
    """Rows on their way into a Parquet file, so many at a time."""

    def __init__(self, writer: Any, schema: Any) -> None:
        self._writer, self._schema, self._held = writer, schema, list[dict[str, Any]]()

    def add(self, row: dict[str, Any]) -> None:
        self._held.append(row)
        if len(self._held) >= _ROWS:
            self.end()

    def end(self) -> None:
        import pyarrow as pa

        if self._held:
            self._writer.write_table(pa.Table.from_pylist(self._held, schema=self._schema))
            self._held.clear()


class _Lines:
    """The lines of a stream that begin between two offsets."""

    def __init__(self, stream: IO[bytes], start: int, end: int) -> None:
        self._stream, self._end = stream, end
        self._at = max(0, start - 1)
        stream.seek(self._at)
        if start:
            self._at += len(stream.readline())      # the end of a line that began before

    def readline(self, limit: int = -1) -> bytes:
        """The next line, empty after the last."""
        if self._at >= self._end:
            return b""
        line = self._stream.readline(limit)
        self._at += len(line)
        return line


def _parquet(part: Partition, blob: Blob, options: Options, stream: IO[bytes]) -> Iterator[Article | Failure]:
    import pyarrow.parquet as pq

    file, number = pq.ParquetFile(stream), part.first
    for batch in file.iter_batches(batch_size=100, row_groups=list(range(part.start, part.end))):
        for record in batch.to_pylist():
            dated = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in record.items()}
            yield record_article(dated, replace(blob, name=f"{part.called}:{number}"), options)  # type: ignore[misc]
            number += 1


def _open(path: str) -> IO[bytes]:
    import fsspec

    stream: Any = fsspec.open(path, "rb").open()
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)

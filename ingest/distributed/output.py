"""Output: what lies where in the folder that a run writes, on any file system, and how it is read back.

    articles/NAME.parquet   the articles of a partition: text, metadata, IRI
    claims/NAME.parquet     their claims, a row each
    quads/NAME.nq           the same as N-Quads, an article's statements together and sorted
    done/NAME.json          that the partition is done, with its key, counts and failures; written last
    manifest.json           the partitions of the run in order; written when all are done

A partition whose `done` has the right key is not read again; whatever else lies about of it is written anew. What earlier manifests name and the
present one does not is removed at the end, so that `quads/*.nq` is always the outcome of one run.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from ...graph.article import Article
from ...graph.claim import Claim
from ...ontology.errors import ArticleError, StoreError
from .codec import to_article, to_claim

__all__ = ["Done", "Output"]

_FILES = {"articles": ".parquet", "claims": ".parquet", "quads": ".nq", "done": ".json"}
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a partition; `failures` has a line for each article that could not be read, `broken` why the partition itself could not."""

    name: str
    key: str
    articles: int = 0
    claims: int = 0
    failures: tuple[str, ...] = ()
    warnings: int = 0
    broken: str = ""
    skipped: bool = False


class Output:
    """The folder, which may be an address: `out`, `s3://bucket/out`."""

    def __init__(self, folder: str) -> None:
        import fsspec

        self.folder = folder
        self._system, self._path = fsspec.core.url_to_fs(folder)

    def path(self, kind: str, name: str) -> str:
        """Where that file of a partition lies, as the file system has it."""
        return posixpath.join(self._path, kind, name + _FILES[kind])

    def prepare(self) -> None:
        """Make its folders.

        Raises:
            StoreError: It cannot be written.
        """
        try:
            for kind in _FILES:
                self._system.makedirs(posixpath.join(self._path, kind), exist_ok=True)
        except OSError as error:
            raise StoreError(f"{self.folder}: cannot be written ({error.strerror or error}); give another folder with -o") from error

    @contextmanager
    def writing(self, kind: str, name: str) -> Iterator[Any]:
        """A file of a partition to write bytes into."""
        with self._system.open(self.path(kind, name), "wb") as stream:
            yield stream

    def find(self, name: str, key: str) -> Done | None:
        """What came of a partition, if it is done as it would be done now."""
        try:
            done = _done(self._system.cat_file(self.path("done", name)))
        except (FileNotFoundError, ValueError, KeyError, TypeError):     # never begun, or cut off while it was written
            return None
        return done if done.key == key else None

    def finish(self, done: Done) -> None:
        """Say that a partition is done; its other files have been written."""
        self._system.pipe_file(self.path("done", done.name), json.dumps(asdict(done), ensure_ascii=False).encode())

    def write_manifest(self, done: Sequence[Done]) -> None:
        """Name the partitions of the run, in order, and remove those of earlier runs that are none any more."""
        names = {one.name for one in done}
        for old in self._manifest():
            if old not in names:
                for kind in _FILES:
                    if self._system.exists(path := self.path(kind, old)):
                        self._system.rm_file(path)
        counted = {name: sum(getattr(one, name) for one in done) for name in ("articles", "claims", "warnings")}
        content = {"format": 1, **counted, "partitions": [one.name for one in done if not one.broken]}
        self._system.pipe_file(posixpath.join(self._path, _MANIFEST), json.dumps(content, indent=1).encode())
        failures = "".join(f"{line}\n" for one in done for line in (*one.failures, *([one.broken] if one.broken else [])))
        self._system.pipe_file(posixpath.join(self._path, "failures.txt"), failures.encode())

    def partitions(self) -> list[str]:
        """The names of the partitions of the run that is there, in order.

        Raises:
            ArticleError: There is none, or it has not come to its end.
        """
        names = self._manifest()
        if not names:
            raise ArticleError(f"{self.folder}: is no output of `aigraph extract --engine`, or the run has not ended; start it again to go on")
        return names

    def articles(self, name: str) -> Iterator[tuple[Article, list[Claim], list[str]]]:
        """Yield the articles of a partition with their claims and warnings, in the order of the input, few in memory at once."""
        claims = self._rows("claims", name)
        for row in self._rows("articles", name):
            yield to_article(row), [to_claim(next(claims)) for _ in range(row["claims"])], row["warnings"]

    def iris(self, name: str) -> list[str]:
        """The IRIs of a partition's articles."""
        import pyarrow.parquet as pq

        with self._system.open(self.path("articles", name), "rb") as stream:
            found: list[str] = pq.read_table(stream, columns=["article"]).column(0).to_pylist()
            return found

    def _rows(self, kind: str, name: str) -> Iterator[dict[str, Any]]:
        import pyarrow.parquet as pq

        with self._system.open(self.path(kind, name), "rb") as stream:
            for batch in pq.ParquetFile(stream).iter_batches(batch_size=200):
                yield from batch.to_pylist()

    def _manifest(self) -> list[str]:
        try:
            held = json.loads(self._system.cat_file(posixpath.join(self._path, _MANIFEST)))
            return [str(name) for name in held["partitions"]]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except (ValueError, KeyError, TypeError) as error:
            raise ArticleError(f"{self.folder}/{_MANIFEST} is damaged ({error}); remove it and start the run again") from error


def _done(data: bytes) -> Done:
    held = json.loads(data)
    return Done(**{**held, "failures": tuple(held["failures"]), "skipped": True})

"""A cache of fetched pages on disk: what makes a build repeatable, and a second fetch cheap.

`pages/ab/HASH.json` tells of an address: where it led, what kind of content it is, its ETag and date, the day it was fetched. The content lies in
`bodies/ab/HASH` under the hash of its bytes, so that a page that did not change is kept once, and a damaged one is noticed. Files are
written beside their place and moved there. Nothing is ever thrown away by itself: delete the folder to start anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from ....ontology.errors import ArticleError

__all__ = ["Cache", "Cached"]


@dataclass(frozen=True, slots=True)
class Cached:
    """What is known of a fetched page; `final` is where redirects led, `fetched` a day."""

    url: str
    final: str
    status: int
    media: str
    charset: str | None
    etag: str | None
    modified: str | None
    fetched: str
    body: str
    size: int


class Cache:
    """Pages in a folder, which is made when something is first kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, url: str) -> Cached | None:
        """What is kept of an address."""
        try:
            page = Cached(**json.loads(self._page(url).read_text(encoding="utf-8")))
            return page if self._body(page.body).exists() else None
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:
            raise ArticleError(f"{url}: its copy in the cache cannot be read ({error}); delete {self._page(url)}") from error

    def open(self, page: Cached) -> IO[bytes]:
        """The content, checked against its hash."""
        path = self._body(page.body)
        try:
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != page.body:
                    raise ArticleError(f"{page.url}: its copy in the cache is damaged; delete {path}")
            return path.open("rb")
        except OSError as error:
            raise ArticleError(f"{page.url}: its copy in the cache cannot be read ({error.strerror}); fetch it again without --offline") from error

    def keep(self, page: Cached) -> None:
        """Remember what is known of a page whose body is kept already."""
        with self._replacing(self._page(page.url)) as file:
            file.write(json.dumps(asdict(page), indent=1, sort_keys=True).encode())

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """A file to write a body into, piece by piece; `body` and `size` are its own after the block. Nothing is kept if that fails."""
        folder = self._made(self.folder / "bodies")
        handle, name = tempfile.mkstemp(prefix=".", dir=folder)
        writer = _Writer(os.fdopen(handle, "wb"))
        try:
            with writer.file:
                yield writer
            path = self._body(writer.body)
            self._made(path.parent)
            os.replace(name, path)
        except BaseException:
            if os.path.exists(name):
                os.unlink(name)
            raise

    @contextmanager
    def _replacing(self, path: Path) -> Iterator[IO[bytes]]:
        self._made(path.parent)
        handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise

    def _made(self, folder: Path) -> Path:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArticleError(f"{folder}: the cache cannot be written ({error.strerror}); give another place with --cache") from error
        return folder

    def _page(self, url: str) -> Path:
        name = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / "pages" / name[:2] / f"{name}.json"

    def _body(self, digest: str) -> Path:
        return self.folder / "bodies" / digest[:2] / digest


class _Writer:
    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.size, self._hash = file, 0, hashlib.sha256()

    def write(self, data: bytes) -> None:
        self.file.write(data)
        self.size += len(data)
        self._hash.update(data)

    @property
    def body(self) -> str:
        return self._hash.hexdigest()

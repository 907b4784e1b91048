"""Checkpoints: copies of a store that others read while one process goes on writing.

1. Who serves a store makes a `Checkpoints`, a folder `serving/<process>` inside the store. 2. Whoever holds the writer's lock puts
a copy there (`publish`): a writer after its flushes, or the server itself while nobody writes. 3. A copy is made by hard
links, beside its place, and moved there, so that a reader finds all of it or nothing; its name is the store's watermark.
4. A server that died leaves a folder whose `alive` file grows old; nobody publishes there, and the next server removes it.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ..ontology.errors import StoreError
from .folder import read_watermark

if TYPE_CHECKING:
    from .store import Store

__all__ = ["Checkpoints", "publish"]

_FOLDER = "serving"
_ALIVE = "alive"
_DEAD = 30.0  # seconds without a sign of life


class Checkpoints:
    """The checkpoints of one server of the store at `path`; close it when the server ends.

    Raises:
        StoreError: There is no store, it is empty, or its folder may not be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = path / _FOLDER / str(os.getpid())
        if not (path / "CURRENT").exists():
            raise StoreError(f"{path} holds no store to serve; ingest an article into it first, or give another --store")
        try:
            for folder in _folders(path, alive=False):
                shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            self.touch()
        except OSError as error:
            raise StoreError(f"{self.folder} cannot be made ({error.strerror}); the server keeps checkpoints there") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove them all; writers stop publishing here."""
        shutil.rmtree(self.folder, ignore_errors=True)
        _remove_if_empty(self.folder.parent)

    def touch(self) -> None:
        """Say that this server is alive; writers publish for half a minute after it."""
        (self.folder / _ALIVE).touch()

    def latest(self) -> Path | None:
        """The newest checkpoint, a folder that `pyoxigraph.Store.read_only` opens."""
        found = [path for path in self.folder.iterdir() if path.name.isdecimal()]
        return max(found, key=lambda path: int(path.name), default=None)

    def refresh(self) -> Path | None:
        """The newest checkpoint, made now if the store has changed and nobody else writes it."""
        from .store import Store

        self.touch()
        latest = self.latest()
        if latest is not None and int(latest.name) == read_watermark(self.path):
            return latest
        try:
            with Store(self.path) as store:
                publish(store)
        except StoreError as error:
            if "lock" not in str(error.__cause__).lower():  # a writer at work publishes itself
                raise
        return self.latest()

    def forget(self, keep: Path) -> None:
        """Remove all but `keep`: nobody reads the others any more."""
        for path in self.folder.iterdir():
            if path.name.isdecimal() and int(path.name) < int(keep.name):
                shutil.rmtree(path, ignore_errors=True)


def publish(store: Store) -> None:
    """Put a copy of the store, which this process writes, to every server that is alive."""
    if store.path is None:
        return
    for folder in _folders(store.path, alive=True):
        place = folder / str(store.watermark)
        if place.exists():
            continue
        unfinished = folder / f".{store.watermark}-{os.getpid()}"
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            store.engine.backup(str(unfinished))
            os.replace(unfinished, place)
        except OSError:
            shutil.rmtree(unfinished, ignore_errors=True)
            if folder.exists() and not place.exists():  # else the server has just ended, or another was faster
                raise


def _folders(path: Path, alive: bool) -> Iterator[Path]:
    """Servers' folders in that store, those alive or those dead."""
    parent = path / _FOLDER
    for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
        try:
            fresh = time.time() - (folder / _ALIVE).stat().st_mtime < _DEAD
        except FileNotFoundError:
            fresh = False
        if fresh is alive:
            yield folder


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()

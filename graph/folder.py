"""The folder of a store on disk: what may be opened there, its marker and its watermark.

A marker file beside the data says which version of our layout it holds, so that neither a newer store nor somebody's
folder is written into.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from ..ontology.errors import StoreError

__all__ = ["FORMAT", "clear", "mark", "open_folder", "read_watermark", "record_watermark"]

FORMAT = 1  # of the graphs we write; raise it when an older aigraph could misread them
_MARKER = "aigraph-store.json"
_WATERMARK = "aigraph-watermark.json"
_PATIENCE = 2.0  # seconds: a server of the store takes the lock for a moment when it makes a checkpoint


def open_folder(path: Path, write: bool) -> ox.Store:
    """The engine over that folder, which is made when missing and `write` is true."""
    with clear(f"cannot open store {path}"):
        _check(path, write)
        if not write:
            return ox.Store.read_only(str(path))
        path.mkdir(parents=True, exist_ok=True)
        if not (path / _MARKER).exists():
            mark(path)
        return _locked(path)


def _locked(path: Path) -> ox.Store:
    """The store with its writer's lock, waiting for it a moment."""
    give_up = time.monotonic() + _PATIENCE
    while True:
        try:
            return ox.Store(str(path))
        except OSError as error:
            if "lock" not in str(error).lower() or time.monotonic() > give_up:
                raise
        time.sleep(0.05)


def _check(path: Path, write: bool) -> None:
    """Refuse what is no store of ours before the engine touches it."""
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path} is a file, not a store; give a folder")
    marker = path / _MARKER
    if not marker.exists():
        if write and (not path.exists() or not any(path.iterdir())):
            return
        what = "is not an aigraph store" if path.exists() else "does not exist"
        raise StoreError(f"{path} {what}; ingest an article into it first, or give another --store")
    try:
        version = json.loads(marker.read_text(encoding="utf-8"))["format"]
        newer = int(version) > FORMAT
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{marker} is damaged; restore it, or ingest into a new store") from error
    if newer:
        raise StoreError(f"store {path} has format {version}, this aigraph reads up to {FORMAT}; update aigraph")
    if not write and not (path / "CURRENT").exists():
        raise StoreError(f"{path} holds no data; ingest an article into it first")


def read_watermark(path: Path) -> int:
    """How many updates of the store at `path` are on disk for sure; 0 where none was recorded.

    Raises:
        StoreError: The file that says so is damaged.
    """
    file = path / _WATERMARK
    try:
        return int(json.loads(file.read_text(encoding="utf-8"))["updates"])
    except FileNotFoundError:
        return 0
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{file} is damaged; remove it, and it is written anew") from error


def record_watermark(path: Path, updates: int) -> None:
    """Record that so many updates are on disk."""
    _replace(path / _WATERMARK, {"updates": updates})


def mark(path: Path) -> None:
    """Say that the folder is a store of ours, in our format."""
    _replace(path / _MARKER, {"format": FORMAT})


def _replace(file: Path, content: dict[str, int]) -> None:
    unfinished = file.with_name(file.name + ".new")
    unfinished.write_text(json.dumps(content) + "\n", encoding="utf-8")
    os.replace(unfinished, file)


class clear:
    """Turn the engine's and the system's errors into one `StoreError` that says what would work."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, OSError | RuntimeError) or isinstance(error, StoreError):
            return
        text = str(error)
        if "lock" in text.lower():
            why = "another process is using it; wait until it has finished, or open it for reading only"
        elif isinstance(error, PermissionError) or "Permission denied" in text or "Read-only file system" in text:
            why = "no permission; choose a folder that you may write"
        else:
            why = " ".join(text.split())
        raise StoreError(f"{self.what}: {why}") from error

"""The folder of a site: what may be written there, and what may be taken away again.

A manifest (`aigraph-site.json`) lists our files with a hash of each. 1. A folder that holds anything but has no manifest is refused, and
so is one where a file of somebody else bears the name of a page; nothing has been written by then. 2. The manifest is first written with
old and new names together, so that an export cut off half-way still knows its own. 3. Every page is written beside its place
and moved there. 4. Pages of an earlier export that this one has not are removed, but only those that are still as we wrote them.
No path leaves the folder: names are ours (`paths.PAGE`), and folders inside it that are links are refused.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...ontology.errors import StoreError
from .paths import PAGE

__all__ = ["MANIFEST", "Written", "write_files"]

MANIFEST = "aigraph-site.json"
_VERSION = 1
_UNFINISHED = ".aigraph-unfinished"


@dataclass(frozen=True, slots=True)
class Written:
    """What an export did: files written, stale ones removed, and files of an earlier export that were changed since and so were kept."""

    folder: Path
    files: int
    removed: int
    kept: tuple[str, ...]


def write_files(folder: Path, files: Iterable[tuple[str, Callable[[], str]]]) -> Written:
    """Make the folder hold these files: relative names, and what renders each once all names are known to be free.

    Raises:
        StoreError: The folder is not ours, or cannot be written; the message says what would work.
    """
    try:
        return _write(folder, dict(_once(files)))
    except OSError as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"{folder}: cannot be written ({(error.strerror or str(error)).lower()}); give another folder with -o") from error


def _write(folder: Path, files: Mapping[str, Callable[[], str]]) -> Written:
    old = _read_manifest(folder)
    if old is None and folder.exists() and any(folder.iterdir()):
        raise StoreError(f"{folder} holds files that are no site of ours; give an empty or a new folder")
    old = old or {}
    parents = sorted({name.rpartition("/")[0] for name in files} - {""})
    _check(folder, files, parents, old)
    for parent in ["", *parents]:
        (folder / parent).mkdir(parents=True, exist_ok=True)
    _write_manifest(folder, {**dict.fromkeys(files, ""), **old})
    new: dict[str, str] = {}
    for name, render in files.items():
        data = render().encode("utf-8", "replace")
        new[name] = hashlib.sha256(data).hexdigest()
        _replace(folder / name, data)
    removed, kept = _remove(folder, {name: digest for name, digest in sorted(old.items()) if name not in new})
    _write_manifest(folder, new)
    return Written(folder, len(new), removed, kept)


def _once(files: Iterable[tuple[str, Callable[[], str]]]) -> Iterable[tuple[str, Callable[[], str]]]:
    """The same, each name once and of our form: anything else is a fault of ours, found before anything is written."""
    seen: set[str] = set()
    for name, render in files:
        if not PAGE.fullmatch(name) or name in seen:
            raise ValueError(f"{name!r} is no name of a page, or stands twice")
        seen.add(name)
        yield name, render


def _check(folder: Path, names: Iterable[str], parents: Iterable[str], old: Mapping[str, str]) -> None:
    for parent in parents:
        _check_parent(folder / parent)
    for name in names:
        if name not in old and os.path.lexists(folder / name):
            raise StoreError(f"{folder / name} is somebody else's file where a page would go; move it, or give another folder")


def _check_parent(parent: Path) -> None:
    if parent.is_symlink() or (parent.exists() and not parent.is_dir()):
        raise StoreError(f"{parent} is a link or a file where a folder of pages would go; move it, or give another folder")


def _replace(place: Path, data: bytes) -> None:
    """Write the file whole or not at all; a link in its place is replaced, not followed."""
    unfinished = place.parent / _UNFINISHED
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.replace(unfinished, place)


def _remove(folder: Path, stale: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    removed, kept = 0, []
    for name, digest in stale.items():
        place = folder / name
        if not os.path.lexists(place):
            continue
        ours = not place.is_symlink() and not place.parent.is_symlink() and place.is_file()
        if ours and hashlib.sha256(place.read_bytes()).hexdigest() == digest:
            place.unlink()
            removed += 1
        else:
            kept.append(name)
    for parent in sorted({folder / name.rpartition("/")[0] for name in stale if "/" in name}):
        if parent.is_dir() and not parent.is_symlink() and not any(parent.iterdir()):
            parent.rmdir()
    return removed, tuple(kept)


def _read_manifest(folder: Path) -> dict[str, str] | None:
    """The files of the last export; None where there was none."""
    place = folder / MANIFEST
    if not place.is_file() or place.is_symlink():
        return None
    try:
        held = json.loads(place.read_text(encoding="utf-8"))
        files = held["files"]
        if held["version"] > _VERSION or not all(isinstance(name, str) and PAGE.fullmatch(name) for name in files):
            raise ValueError("it lists what is no page")
        return {name: str(digest) for name, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{place} is damaged or from a newer aigraph; give another folder, or empty this one") from error


def _write_manifest(folder: Path, files: Mapping[str, str]) -> None:
    text = json.dumps({"version": _VERSION, "files": dict(sorted(files.items()))}, indent=0)
    _replace(folder / MANIFEST, (text + "\n").encode())

"""Writing files: beside their place first, then moved there, so that nobody ever reads half a file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from aigraph.ontology.errors import StoreError

__all__ = ["write_file"]


def write_file(path: str | os.PathLike[str], data: bytes) -> Path:
    """Write `data` to `path`, whole or not at all; a link is followed, so that it stays a link.

    Raises:
        StoreError: The folder is missing or may not be written; the old file is untouched.
    """
    target = Path(path)
    place = Path(os.path.realpath(target))
    try:
        if place.exists() and not place.is_file():
            if place.is_dir():
                raise IsADirectoryError(21, "it is a folder")
            place.write_bytes(data)         # /dev/stdout and the like cannot be replaced
            return target
        mode = place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask()
        handle, unfinished = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(unfinished, mode)
            os.replace(unfinished, place)
        except BaseException:
            os.unlink(unfinished)
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(f"{target}: cannot be written ({reason}); give another path with -o") from error
    return target


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

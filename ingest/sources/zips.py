"""Zip archives: their files in the order of the archive, each as a blob `news.zip!folder/page.html`.

Nothing is unpacked to disk under a name that the archive chooses. What is refused, with its reason: encrypted files, sizes out of proportion,
too many files, archives in archives deeper than the limit, office documents (which are zips, too).
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import IO, Any

from ...ontology.errors import ArticleError
from .compressed import Metered
from .registry import suffixes
from .source import Blob, Budget, Failure, Options, Yielded

__all__ = ["Zip"]

_IN_MEMORY = 10_000_000


class Zip:
    """An archive of files."""

    suffixes = (".zip",)
    media = ("application/zip", "application/x-zip-compressed")

    def claims(self, head: bytes) -> bool:
        """It begins with zip's mark, of a file or of an empty archive."""
        return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        """Yield its files."""
        budget = blob.budget or Budget(options.limits)
        with _seekable(blob, options) as file:
            try:
                archive = zipfile.ZipFile(file)
            except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
                raise ArticleError(f"{blob.name}: is a zip file that is damaged ({error}); get it again") from error
            with archive:
                yield from _members(archive, blob, options, budget)


def _members(archive: zipfile.ZipFile, blob: Blob, options: Options, budget: Budget) -> Iterator[Yielded]:
    listed = archive.infolist()
    if "[Content_Types].xml" in archive.NameToInfo:
        raise ArticleError(f"{blob.name}: is an office document; save it as PDF, HTML or text and read that")
    budget.take(blob.name, members=len(listed))
    wanted = [info for info in listed if _is_wanted(info.filename)]
    if not wanted:
        yield Failure(blob.name, "the archive holds no file that can be read", f"known are {', '.join(sorted(suffixes()))}")
    for info in wanted:
        name = f"{blob.name}!{info.filename}"
        if info.flag_bits & 1:
            yield Failure(name, "is encrypted", "unpack it with its password and read the folder")
        elif info.file_size > _IN_MEMORY and info.file_size > options.limits.ratio * max(info.compress_size, 1):
            yield Failure(name, f"would unpack to {info.file_size:,} bytes from {info.compress_size:,}", "it looks like a bomb and is not read")
        else:
            opener: Any = partial(_opened, archive, info, name, options.limits.ratio, budget)
            yield blob.inside(info.filename, opener, budget=budget, size=info.file_size)


def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, ratio: int, budget: Budget) -> Metered:
    try:
        return Metered(archive.open(info), name, ratio, budget, max(info.compress_size, 1))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise ArticleError(f"{name}: cannot be unpacked ({error}); get the archive again") from error


def _is_wanted(name: str) -> bool:
    parts = name.split("/")
    if name.endswith("/") or parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts):
        return False
    stem, dot, end = parts[-1].lower().rpartition(".")
    return bool(stem) and dot + end in suffixes() and stem != "readme"


def _seekable(blob: Blob, options: Options) -> IO[bytes]:
    """The archive as a file that can be sought in: itself, or a copy in a temporary file."""
    stream = blob.opener()
    if stream.seekable():
        return stream
    copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)
    shutil.copyfileobj(stream, copy)      # metered already where it comes out of an archive
    copy.seek(0)
    return copy

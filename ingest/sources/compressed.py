"""Files compressed as a whole: gzip and zstd, unpacked while they are read.

No more is unpacked than somebody reads, and a meter stops it where far more comes out than went in, or more than an archive may hold. A file
that is cut off or damaged gives all that was whole, and then a failure.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import IO, Any

from ...ontology.errors import ArticleError
from .source import Blob, Budget, Failure, Options, Yielded

__all__ = ["Gzip", "Metered", "Zstandard"]

_LOOK_FROM = 1_000_000     # bytes out: below it a high ratio is only a dull text


class Metered(io.RawIOBase):
    """A stream that is being unpacked: what comes out of it is held against what went in, and counted."""

    def __init__(self, held: Any, name: str, ratio: float, budget: Budget, packed: IO[bytes] | io.RawIOBase | int) -> None:
        self._held, self._name, self._ratio, self._budget, self._packed = held, name, ratio, budget, packed
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._held.read(min(len(buffer), 1 << 16))
        self._out += len(data)
        self._budget.take(self._name, len(data))
        taken = self._packed if isinstance(self._packed, int) else self._packed.tell()
        if self._out > _LOOK_FROM and self._out > self._ratio * max(taken, 1):
            raise ArticleError(f"{self._name}: unpacks to more than {self._ratio} times its size; it looks like a bomb and is not read")
        buffer[: len(data)] = data
        return len(data)


class _Counted(io.RawIOBase):
    """The packed stream, with a count of what was read of it."""

    def __init__(self, held: IO[bytes]) -> None:
        self._held, self._read = held, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._held.read(len(buffer))
        self._read += len(data)
        buffer[: len(data)] = data
        return len(data)

    def tell(self) -> int:
        return self._read


class Gzip:
    """A gzip file, of one or many members."""

    suffixes: tuple[str, ...] = (".gz",)
    media: tuple[str, ...] = ("application/gzip", "application/x-gzip")

    def claims(self, head: bytes) -> bool:
        """It begins with gzip's mark."""
        return head.startswith(b"\x1f\x8b\x08")

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        """Yield what is in it as a blob of the same name."""
        packed = _Counted(blob.opener())
        budget = blob.budget or Budget(options.limits)
        frames = _Frames(packed, self._frame())
        stream = Metered(frames, blob.name, options.limits.ratio, budget, packed)
        yield blob.inside("", lambda: io.BufferedReader(stream, 1 << 16), budget=budget, ending=_ending(blob))
        if frames.wrong:
            yield Failure(blob.name, frames.wrong, "what came before it is kept; get it again")

    def _frame(self) -> Callable[[], Any]:
        """What makes an unpacker of one frame."""
        import zlib

        return lambda: zlib.decompressobj(31)


class Zstandard(Gzip):
    """A zstd file, of one or many frames."""

    suffixes = (".zst", ".zstd")
    media = ("application/zstd",)

    def claims(self, head: bytes) -> bool:
        """It begins with zstd's mark."""
        return head.startswith(b"\x28\xb5\x2f\xfd")

    def _frame(self) -> Callable[[], Any]:
        from zstandard import ZstdDecompressor

        return ZstdDecompressor(max_window_size=1 << 27).decompressobj


class _Frames:
    """Compressed frames one after the other. Where the end is missing or damaged, what comes before it is given out, and `wrong` says so:
    buffers between here and the reader would lose it with an error."""

    def __init__(self, packed: Any, make: Callable[[], Any]) -> None:
        self._packed, self._make = packed, make
        self._frame: Any = None
        self._out, self._at, self._rest = b"", 0, b""
        self.wrong = ""

    def read(self, size: int) -> bytes:
        while not self._out and not self.wrong:
            data = self._rest or self._packed.read(1 << 12)      # a small piece unpacks to a bounded one
            self._rest = b""
            if not data:
                self.wrong = "is cut off: its end is missing" if self._frame is not None else ""
                return b""
            self._frame = self._frame or self._make()
            try:
                self._out = self._frame.decompress(data)
            except _errors() as error:
                self.wrong = f"is damaged ({' '.join(str(error).split())})"
                return b""
            if self._frame.eof:
                self._rest, self._frame = self._frame.unused_data.lstrip(b"\0"), None     # some writers pad
        piece = self._out[self._at : self._at + size]
        self._at += len(piece)
        if self._at == len(self._out):
            self._out, self._at = b"", 0
        return piece


def _errors() -> tuple[type[Exception], ...]:
    import zlib

    from zstandard import ZstdError

    return zlib.error, ZstdError


def _ending(blob: Blob) -> str:
    """The end of the name inside: `.jsonl` of `news.jsonl.gz`."""
    stem = blob.name[: -len(blob.suffix)] if blob.suffix else blob.name
    last = stem.replace("\\", "/").rsplit("/", 1)[-1].lower()
    return last[last.rindex(".") :] if "." in last[1:] else ".txt"

"""Opening sources: whatever people point at becomes articles and failures, one by one.

1. An argument is standard input, an address, a file, a folder, a pattern or an open file: one or more blobs. 2. A blob that is not
here yet is fetched. 3. Its first bytes, media type and name choose its format. 4. That yields articles, failures and further blobs, which
are read before what follows them, depth first, so that only one of each level is open at a time. Whatever goes wrong becomes
a `Failure` that names where, and the rest goes on; a fault of a format's own code too, since one page in ten million must not end a run.
"""

from __future__ import annotations

import glob
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from ...graph.article import Article
from ...ontology.errors import ArticleError, ReaderError
from .registry import choose, suffixes
from .source import Blob, Failure, Options, Yielded

__all__ = ["Argument", "files_in", "open_one", "open_sources"]

Argument = str | Path | IO[Any] | Blob | Article

HEAD = 4096
_STORE = "aigraph-store.json"
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)


def open_sources(arguments: Iterable[Argument], options: Options | None = None) -> Iterator[Article | Failure]:
    """Yield the articles that arguments lead to, and a failure for each thing that cannot be read, in order.

    Args:
        arguments: Paths, folders, patterns (`news/*.html`), addresses, `-`, open files; articles are passed on.

    Raises:
        ReaderError: The format that the options ask for is not there.
    """
    options = options or Options()
    for argument in arguments:
        if isinstance(argument, Article):
            yield argument
        else:
            yield from _walk(_start(argument, options), options)


def open_one(argument: Argument, options: Options | None = None) -> Article:
    """The one article that an argument leads to.

    Raises:
        ArticleError: It cannot be read, is a folder, or holds several articles.
    """
    options = options or Options()
    if isinstance(argument, str | Path) and os.path.isdir(argument):
        raise ArticleError(f"{argument}: is a folder; `aigraph ingest` reads folders, a single read takes a file")
    found = open_sources([argument], options)
    one = next(found, None)
    if not isinstance(one, Article):
        raise one.error() if one is not None else ArticleError(f"{argument}: holds no article")
    for other in found:
        if isinstance(other, Article):
            raise ArticleError(f"{one.source}: is one of several articles in {argument}; `aigraph ingest` reads them all")
        options.warn(str(other))
    return one


def _walk(first: Iterator[Yielded], options: Options) -> Iterator[Article | Failure]:
    """Depth first over what sources yield; the stack holds one iterator for each level of containers."""
    stack: list[tuple[Iterator[Yielded], str]] = [(first, "")]
    try:
        while stack:
            iterator, name = stack[-1]
            try:
                got = next(iterator, None)
            except ReaderError:
                raise
            except Exception as error:
                got = _failure(error, name)
                stack.pop()
            if got is None:
                stack.pop()
            elif isinstance(got, Blob):
                stack.append((_read(got, options), got.name))
            else:
                yield got
    finally:
        for iterator, _ in reversed(stack):
            close = getattr(iterator, "close", None)
            if close is not None:
                close()


def _failure(error: Exception, name: str) -> Failure:
    """An error as a failure: ours say all themselves, the system's give their reason, others are somebody's fault."""
    if isinstance(error, ArticleError):
        where, sign, rest = str(error).partition(": ")
        wrong, _, remedy = (rest if sign else str(error)).partition("; ")
        return Failure(where if sign else name, wrong, remedy)
    if isinstance(error, OSError) and error.strerror:
        return Failure(name, f"cannot be read ({error.strerror})")
    if isinstance(error, EOFError):
        return Failure(name, "is cut off: its end is missing", "what came before it is kept; get it again")
    said = " ".join(str(error).split())[:200]
    return Failure(name, f"cannot be read ({type(error).__name__}: {said})", "it may be damaged")


def _start(argument: str | Path | IO[Any] | Blob, options: Options) -> Iterator[Yielded]:
    """Yield the blobs of one argument."""
    if isinstance(argument, Blob):
        yield argument
    elif not isinstance(argument, str | Path):
        yield _open_file(argument)
    elif argument == "-":
        yield Blob("<stdin>", lambda: _borrowed(sys.stdin.buffer))
    elif isinstance(argument, str) and _is_address(argument):
        yield Blob(argument, url=argument, fetch=True)
    elif os.path.isdir(argument):
        yield from _folder(Path(argument))
    elif not os.path.exists(argument) and glob.has_magic(str(argument)):
        yield from _pattern(str(argument))
    else:
        yield _file(Path(argument))


def _is_address(argument: str) -> bool:
    """Whether it begins with a scheme and is no file: `C:\\news.txt` and `a:b.txt` may be one."""
    match = _SCHEME.match(argument)
    return match is not None and ("://" in argument or len(match.group(1)) > 1) and not os.path.exists(argument)


def _file(path: Path) -> Yielded:
    name = str(path)
    shown = repr(name[:40] + "...") if len(name) > 255 or "\n" in name else name
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return Failure(shown, "no such file")
    except (OSError, ValueError) as error:
        return Failure(shown, f"cannot be read ({getattr(error, 'strerror', None) or error})")
    return Blob(name, lambda: path.open("rb"), size=size)


def _open_file(file: IO[Any]) -> Blob:
    name = str(getattr(file, "name", "") or "<file>")
    if isinstance(file, io.TextIOBase):
        return Blob(name, lambda: io.BytesIO(file.read().encode("utf-8", "surrogatepass")), charset="utf-8")
    return Blob(name, lambda: _borrowed(file))


def _folder(folder: Path) -> Iterator[Yielded]:
    """A folder's files of known kinds, all levels, in order of their paths, without README and hidden ones."""
    failed: list[Failure] = []
    found = False
    for path in files_in(folder, failed.append):
        yield from failed
        failed.clear()
        found = True
        yield _file(path)
    yield from failed
    if not found and not failed:
        yield Failure(str(folder), "the folder holds no file that can be read", f"known are {', '.join(sorted(suffixes()))}")


def files_in(folder: Path, failed: Callable[[Failure], None] = lambda _: None) -> Iterator[Path]:
    """Yield the files of a folder that are read, in order of their paths; `failed` takes each folder that cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name + "/" * entry.is_dir(follow_symlinks=False))
    except OSError as error:
        failed(Failure(str(folder), f"the folder cannot be read ({error.strerror})"))
        return
    for entry in inside:
        path = folder / entry.name
        if entry.name.startswith(".") or path.stem.upper() == "README":
            continue
        if entry.is_dir(follow_symlinks=False):
            if not (path / _STORE).exists():       # a store of ours holds no articles to read
                yield from files_in(path, failed)
        elif path.suffix.lower() in suffixes() and entry.is_file():       # a pipe would be waited for
            yield path


def _pattern(pattern: str) -> Iterator[Yielded]:
    found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        yield Failure(pattern, "no file is named like this")
    for name in found:
        if os.path.isdir(name):
            yield from _folder(Path(name))
        else:
            yield _file(Path(name))


def _read(blob: Blob, options: Options) -> Iterator[Yielded]:
    """Yield what a blob holds."""
    if blob.depth > options.limits.depth:
        yield Failure(blob.name, f"lies more than {options.limits.depth} containers deep", "unpack the outer ones")
        return
    if blob.fetch:
        if options.fetcher is None:
            yield Failure(blob.name, "is an address, and addresses are not fetched here", "`aigraph ingest` fetches them")
            return
        blob = options.fetcher.fetch(blob)
    with _peekable(blob.opener()) as stream:
        name, source = choose(blob, stream.peek(HEAD)[:HEAD], options.format)
        yield from source.read(replace(blob, opener=lambda: stream, media=blob.media or f"format/{name}"), options)


class _Raw(io.RawIOBase):
    """Anything with `read`, as a raw stream that a buffer can be put before; what is only borrowed stays open."""

    def __init__(self, held: Any, keep: bool) -> None:
        self._held, self._keep = held, keep

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._held.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed and not self._keep and hasattr(self._held, "close"):
            self._held.close()
        super().close()


def _borrowed(file: Any) -> io.BufferedReader:
    return io.BufferedReader(_Raw(file, keep=True), 1 << 16)


def _peekable(stream: Any) -> io.BufferedReader:
    """The stream itself where it is buffered and can be looked into, else with a buffer before it."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Raw(stream, keep=False), 1 << 16)

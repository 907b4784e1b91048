"""What sources are made of: the content that lies somewhere, the options, what goes wrong.

A `Source` is a format: it is given a `Blob` (bytes with a name, and what is known of them beforehand) and yields articles,
failures, and further blobs, which are read in turn: a zip yields its files, a feed the pages behind its entries. It yields one by
one and holds at most one article, so that an archive of any size is read in the same memory. `open_sources` joins them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Date
from typing import IO, TYPE_CHECKING, Any, Protocol

from ...graph.article import Article
from ...ontology.errors import ArticleError

if TYPE_CHECKING:
    from .web.fetcher import Fetcher

__all__ = ["Blob", "Budget", "Failure", "Found", "Limits", "Options", "Source", "Yielded"]

Found = tuple[tuple[str, str, str], ...]
"""Metadata that a document or its container gives, best first: field, value as it is written, where it was found."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read: where it is, what is wrong, and what would work."""

    source: str
    wrong: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.source}: {self.wrong}" + (f"; {self.remedy}" if self.remedy else "")

    def error(self) -> ArticleError:
        """The same, to be raised."""
        return ArticleError(str(self))


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before something is called no article, or a bomb. Sizes are bytes, after decompression."""

    article: int = 5_000_000            # a long book; what is larger is no article
    document: int = 50_000_000          # a page, a PDF, a feed, a JSON file that is not by lines
    archive: int = 20_000_000_000       # all that comes out of one compressed file
    ratio: int = 200                    # decompressed to compressed, looked at above 1 MB
    members: int = 100_000              # files in one archive, addresses in one sitemap
    depth: int = 4                      # archives in archives, sitemaps in sitemaps


@dataclass(frozen=True, slots=True)
class Options:
    """How sources are read.

    Args:
        format: Read everything as this format (what a zip or gzip holds, too), whatever its name and content say.
        fields: For JSON and CSV, the name of a column by field of the article: `{"title": "headline"}`.
        given: Metadata that win over what is found.
        publishers: Names of publishers by alias: a host name, or another spelling, in any case.
        fetcher: Fetches addresses; None refuses them.
        follow: Whether a feed's or sitemap's addresses are fetched; None does for those that were fetched themselves.
        today: Dates after it (by more than a day) are not believed.
        warn: Takes a line for each thing that is odd but not wrong.
    """

    format: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    publishers: Mapping[str, str] = field(default_factory=dict)
    fetcher: Fetcher | None = None
    follow: bool | None = None
    limits: Limits = field(default_factory=Limits)
    today: Date = field(default_factory=Date.today)
    warn: Callable[[str], None] = lambda _: None


class Budget:
    """What may still come out of one outermost container, however its containers lie in each other."""

    def __init__(self, limits: Limits) -> None:
        self.bytes, self.members = limits.archive, limits.members

    def take(self, name: str, size: int = 0, members: int = 0) -> None:
        """Count bytes and members.

        Raises:
            ArticleError: There are too many: it is a bomb, or wants splitting.
        """
        self.bytes -= size
        self.members -= members
        if self.bytes < 0 or self.members < 0:
            what = "bytes" if self.bytes < 0 else "files"
            raise ArticleError(f"{name}: more {what} come out of it than an archive may hold; unpack it and read the folder")


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes that lie somewhere: a file, standard input, a fetched page, a member of an archive.

    Args:
        name: What people call it: a path, an address, `news.zip!a/b.html`.
        opener: Opens it for reading, from its start; called once.
        url: Its address, where it has one.
        media: Its media type, as whoever sent it says; with `charset` where given.
        found: What its container knows of it.
        depth: How many containers it lies in.
        size: Bytes, where known.
        fetch: The content is not here yet: `url` is to be fetched.
        captured: The day it was archived or fetched: an article is not younger.
        online: It was fetched, so that what it links to may be.
        ending: The end of its name, where the name does not show it: `.jsonl` of what `.jsonl.gz` holds.
        budget: What may still come out of the containers it lies in.
    """

    name: str
    opener: Callable[[], IO[bytes]] = io.BytesIO
    url: str | None = None
    media: str = ""
    charset: str | None = None
    found: Found = ()
    depth: int = 0
    size: int | None = None
    fetch: bool = False
    captured: Date | None = None
    online: bool = False
    ending: str = ""
    budget: Budget | None = None

    def inside(self, name: str, opener: Callable[[], IO[bytes]], **changes: Any) -> Blob:
        """A blob that lies in this one; with an empty name, all that it is."""
        fresh: dict[str, Any] = {
            "name": f"{self.name}!{name}" if name else self.name, "depth": self.depth + 1, "media": "", "charset": None, "size": None, "ending": "",
        }  # fmt: skip
        return replace(self, opener=opener, **(fresh | changes))

    @property
    def suffix(self) -> str:
        """The end of its name, in small letters, with the dot: `.html`."""
        if self.ending:
            return self.ending
        last = self.name.rsplit("!", 1)[-1].split("?", 1)[0].replace("\\", "/").rsplit("/", 1)[-1].lower()
        return last[last.rindex(".") :] if "." in last[1:] else ""


Yielded = Article | Failure | Blob


class Source(Protocol):
    """A format. `suffixes` and `media` say what it is asked to read; `claims` looks at the first bytes where these say nothing."""

    suffixes: tuple[str, ...]
    media: tuple[str, ...]

    def claims(self, head: bytes) -> bool:
        """Whether content that begins so is of this format, for certain; `head` has up to 4,096 bytes."""

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        """Yield what is in it, lazily.

        Raises:
            ArticleError: It cannot be read on; what was yielded before stands.
        """

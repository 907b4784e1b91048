"""The command that reads sources: files, folders, archives, feeds, addresses. `register` puts it on the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aigraph.ontology.errors import ArticleError, ReaderError
from aigraph.terminal import complain, place, say

if TYPE_CHECKING:
    from aigraph.ingest.parallel import Choice
    from aigraph.ingest.readers import AnyReader
    from aigraph.ingest.sources import Options

__all__ = ["gathered", "reasons", "register"]

STORE = Path("aigraph.db")


class Language(StrEnum):
    """What aigraph reads."""

    EN = "en"
    ZH = "zh"


def ingest(
    paths: Annotated[list[str] | None, typer.Argument(metavar="SOURCE...", help="Files, folders, patterns, addresses (http, https), or -.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Day they appeared, YYYY-MM-DD, where they do not say it.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published them.")] = None,
    language: Annotated[Language | None, typer.Option(help="Read all of it as this language.")] = None,
    format: Annotated[str | None, typer.Option(metavar="NAME", help="Read everything as this format: html, feed, jsonl, csv, warc, pdf ...")] = None,
    map: Annotated[str | None, typer.Option(metavar="FIELD=NAME,...", help="Fields of JSON and CSV: title=headline,text=body.html.")] = None,
    follow: Annotated[bool | None, typer.Option("--follow/--no-follow", help="Fetch the pages that feeds and sitemaps name.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Fetch nothing; read addresses from the cache.")] = False,
    cache: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Where fetched pages are kept.")] = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses, too.")] = False,
    gazetteer: Annotated[Path | None, typer.Option(metavar="FILE", help="Names of your own: CSV, columns as in names/gazetteer.csv.")] = None,
    reader: Annotated[str | None, typer.Option(metavar="NAME", help="Read with this reader, not with ours (docs/readers.md).")] = None,
    reader_option: Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help="A setting of that reader; may be given again.")] = None,
    jobs: Annotated[int | None, typer.Option("-j", "--jobs", min=1, help="Processes that read; by default one a core (one with --reader).")] = None,
    store: Annotated[Any, typer.Option(envvar="AIGRAPH_STORE", parser=place, metavar="FOLDER|ADDRESS", help="The store: a folder, or a SPARQL server.")] = STORE,
) -> None:
    """Read articles and keep what they say (again replaces). A run that was ended goes on when started again."""
    import aigraph
    from aigraph.ingest.lexicon import use_gazetteer
    from aigraph.ingest.parallel import cores
    from aigraph.progress import Meter, progress
    from aigraph.settings import current

    paths = paths or current().places("sources")
    if not paths:
        raise typer.BadParameter("give a source, or name some in aigraph.toml", param_hint="SOURCE...")
    use_gazetteer(gazetteer)
    count = jobs or (cores() if reader is None else 1)
    meter = Meter(paths)
    metadata = {"published": _date(published), "publisher": publisher, "language": language}
    with (
        _options(paths, format, map, follow, offline, cache, allow_private) as options,
        _reader(reader, reader_option or (), gazetteer, count) as held,
        aigraph.open(store) as graph,
        progress(meter) as advance,
    ):
        graph.store.lean = True
        report = graph.ingest(meter.arguments, reader=held, on_article=advance, options=options, jobs=count, **metadata)
    for line in gathered(report.warnings):
        say(line)
    for line in report.errors:
        complain(line)
    say(f"{report}, in {store}", plain=True)
    for line in reasons(report.errors):
        say(line, plain=True)
    if report.errors:
        raise typer.Exit(3 if report.articles or report.same or report.copies or report.corrected else 1)


@contextmanager
def _reader(name: str | None, pairs: list[str] | tuple[()], gazetteer: Path | None, jobs: int) -> Iterator[AnyReader | Choice | None]:
    """The reader that is asked for: made here, or to be made by each of several processes."""
    from aigraph.chosen import chosen
    from aigraph.ingest.parallel import Choice
    from aigraph.ingest.readers import options

    if jobs > 1 and name is not None:
        yield Choice(name, options(pairs), gazetteer)
        return
    with chosen(name, pairs) as held:
        yield held


def gathered(warnings: Sequence[str]) -> list[str]:
    """Warnings, those that many articles share said once, of the first of them."""
    said = [warning.partition(": ")[2] or warning for warning in warnings]
    counts, seen, found = Counter(said), Counter[str](), list[str]()
    for warning, what in zip(warnings, said, strict=True):
        seen[what] += 1
        if counts[what] < 5:
            found.append(warning)
        elif seen[what] == 1:
            found.append(f"{warning} (as in {counts[what] - 1:,} others)")
    return found


def reasons(errors: Sequence[str]) -> list[str]:
    """Failures counted by reason, the most frequent first; nothing where one line each says it all."""
    counts = Counter(error.partition(": ")[2].partition(";")[0] or error for error in errors)
    if len(errors) < 5 or len(counts) == len(errors):
        return []
    return [f"  {count:,} x {reason}" for reason, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:20]]


@contextmanager
def _options(
    paths: list[str], format: str | None, map: str | None, follow: bool | None, offline: bool, cache: Path | None, allow_private: bool
) -> Iterator[Options]:
    """How sources are read, as the command line says it."""
    from aigraph.ingest.sources import Options, load
    from aigraph.ingest.sources.records import field_map
    from aigraph.ingesting import addresses
    from aigraph.places import cache_folder
    from aigraph.settings import current

    try:
        fields = field_map(map or "")
        if format is not None:
            load(format)
    except ReaderError as error:
        raise typer.BadParameter(str(error)) from error
    options = Options(format=format, fields=fields, follow=follow, publishers=current().get("publishers", {}))
    if not follow and not addresses(paths):
        yield options
        return
    from aigraph.ingest.sources.web import Fetcher

    with Fetcher(cache or cache_folder(), allow_private=allow_private, offline=offline, **_fetching()) as fetcher:
        yield replace(options, fetcher=fetcher)


def _fetching() -> dict[str, Any]:
    """What aigraph.toml says of limits and manners."""
    from aigraph.ingest.sources.web import FetchLimits
    from aigraph.settings import current

    said = current().get("fetch", {})
    limits = {key: said[key] for key in ("size", "seconds", "redirects", "attempts", "pause") if key in said}
    return {"limits": FetchLimits(**limits), "robots": said.get("robots", True)}


def _date(value: str | None) -> Any:
    """A `--published` as a date; a malformed one is wrong use."""
    from aigraph.ingest.read import parse_published

    try:
        return None if value is None else parse_published(value, "--published")
    except ArticleError as error:
        raise typer.BadParameter(str(error)) from error


def register(app: Any) -> None:
    """Add the command to the command line."""
    app.command()(ingest)

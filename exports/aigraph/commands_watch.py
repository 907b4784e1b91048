"""The command that watches feeds and folders. `register` puts it on the command line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from aigraph.terminal import place

__all__ = ["register"]

STORE = Path("aigraph.db")


def watch(
    sources: Annotated[list[str] | None, typer.Argument(metavar="LIST.toml|SOURCE...", help="A file that lists sources (default: aigraph.toml); feeds, folders, addresses.")] = None,
    interval: Annotated[str | None, typer.Option(metavar="TIME", help="Time between polls: 90s, 15m, 2h. [default: 15m]")] = None,
    once: Annotated[bool, typer.Option("--once", help="Poll once and end, as cron wants it.")] = False,
    json_logs: Annotated[bool, typer.Option("--json-logs", help="Log a JSON object a line.")] = False,
    page: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the page there when something is new.")] = None,
    site: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Write the site there when something is new.")] = None,
    jobs: Annotated[int | None, typer.Option("-j", "--jobs", min=1, help="Processes that read, where there is much. [default: 1]")] = None,
    cache: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Where fetched pages are kept.")] = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses, too.")] = False,
    gazetteer: Annotated[Path | None, typer.Option(metavar="FILE", help="Names of your own: CSV, columns as in names/gazetteer.csv.")] = None,
    reader: Annotated[str | None, typer.Option(metavar="NAME", help="Read with this reader, not with ours (docs/readers.md).")] = None,
    reader_option: Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help="A setting of that reader; may be given again.")] = None,
    store: Annotated[Any, typer.Option(envvar="AIGRAPH_STORE", parser=place, metavar="FOLDER|ADDRESS", help="The store: a folder, or a SPARQL server.")] = None,
) -> None:
    """Poll feeds and folders, and keep what is new."""
    from functools import partial

    from aigraph.ingest.parallel import Choice
    from aigraph.ingest.readers import options
    from aigraph.ingest.sources.web import Fetcher
    from aigraph.places import cache_folder
    from aigraph.settings import default_store, find
    from aigraph.watching import Log, Watch
    from aigraph.watchlist import read_watchlist, seconds

    settings = find()
    listed = read_watchlist(sources or ([str(settings)] if settings is not None else []))
    if interval is not None:
        listed = replace(listed, interval=seconds(interval, "--interval"))
    given = {"page": page, "site": site, "jobs": jobs, "gazetteer": gazetteer}
    listed = replace(listed, **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    fetcher = partial(Fetcher, cache or cache_folder(), allow_private=allow_private)
    choice = Choice(reader, options(reader_option or ()), listed.gazetteer)
    watching = Watch(listed, store or listed.store or default_store(STORE), Log(json_logs), choice, fetcher)
    watching.run(once)
    if once and watching.failed:
        raise typer.Exit(3 if watching.stored else 1)


def register(app: Any) -> None:
    """Add the command to the command line."""
    app.command()(watch)

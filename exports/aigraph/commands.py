"""Commands beside the first ones: serve, validate, import. `register` puts them on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from aigraph.terminal import say

__all__ = ["register"]

STORE = Path("aigraph.db")
Store = Annotated[str, typer.Option(envvar="AIGRAPH_STORE", help="Folder of the store, or the address of a SPARQL server.")]


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 is all, and lets strangers in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8099,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may run.")] = 10.0,
    max_bytes: Annotated[int, typer.Option(min=1000, help="Bytes that an answer may have.")] = 100_000_000,
    max_memory: Annotated[int, typer.Option(min=200_000_000, help="Bytes of memory that a query may use.")] = 4_000_000_000,
    concurrency: Annotated[int, typer.Option(min=2, help="Queries that run at once.")] = 8,
    site: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Serve these pages under /site/.")] = None,
    cors: Annotated[list[str] | None, typer.Option(metavar="ORIGIN", help="Web origins that may ask (default: all); `none` is none.")] = None,
    store: Annotated[Path, typer.Option(envvar="AIGRAPH_STORE", help="Folder of the store.")] = STORE,
) -> None:
    """Answer SPARQL over HTTP, read-only, with a query page."""
    from aigraph.serve import Endpoint, Limits, run

    limits = Limits(timeout=timeout, size=max_bytes, memory=max_memory, concurrency=concurrency)
    endpoint = Endpoint(store, limits, site, [origin for origin in cors or ["*"] if origin != "none"])
    run(endpoint, host, port, lambda address: say(f"serving {store} at {address} (SPARQL at {address}sparql); Ctrl-C ends it", plain=True))


def register(app: Any) -> None:
    """Add the commands to the command line."""
    for name, command in {"serve": serve}.items():
        app.command(name)(command)

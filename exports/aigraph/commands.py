"""Commands beside the first ones: serve, validate, import. `register` puts them on the command line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from aigraph.terminal import complain, place, say, write

__all__ = ["register"]

STORE = Path("aigraph.db")
Store = Annotated[Any, typer.Option(envvar="AIGRAPH_STORE", parser=place, metavar="FOLDER|ADDRESS", help="The store: a folder, or a SPARQL server.")]


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


def validate(store: Store = STORE) -> None:
    """Check that all that is stored has the shape that the ontology asks for."""
    import aigraph

    with aigraph.open(store, write=False) as graph:
        wrong, articles = graph.validate(), len(graph.store)
    write("".join(line + "\n" for line in wrong))
    if wrong:
        say(f"{len(wrong)} faults in {store}", plain=True)
        raise typer.Exit(1)
    say(f"{articles} article{'' if articles == 1 else 's'} in {store}: all is well", plain=True)


def load(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="What `aigraph export` wrote: RDF, CSV, GraphML; or the folder of `aigraph extract --engine`.")],
    format: Annotated[str | None, typer.Option(help="Its format, where the name does not say it.")] = None,
    trusted: Annotated[bool, typer.Option("--trusted", help="Load N-Quads or TriG into a new store in bulk, unchecked.")] = False,
    store: Store = STORE,
) -> None:
    """Take in the articles of an export; each replaces what was held of it."""
    import aigraph
    address = re.sub(r"^([a-z][a-z0-9+]+):/(?!/)", r"\1://", str(files[0]))      # a path has lost a slash of `s3://`
    if len(files) == 1 and ("://" in address or (files[0] / "manifest.json").is_file()):
        from aigraph.extracting import load_output

        with aigraph.open(store) as graph:
            graph.store.lean = True
            report = load_output(graph, address, trusted=trusted)
        say(f"{report}, in {store}", plain=True)
        return
    with aigraph.open(store) as graph:
        done = [graph.load(file, format, trusted=trusted) for file in files]
    for line in (line for one in done for line in one.refused):
        complain(f"refused: {line}")
    articles, claims = sum(one.articles for one in done), sum(one.claims for one in done)
    say(f"{articles} article{'' if articles == 1 else 's'}, {claims} claim{'' if claims == 1 else 's'}, in {store}", plain=True)
    if any(one.refused for one in done):
        raise typer.Exit(3 if articles else 1)


def register(app: Any) -> None:
    """Add the commands to the command line."""
    for name, command in {"serve": serve, "validate": validate, "import": load}.items():
        app.command(name)(command)

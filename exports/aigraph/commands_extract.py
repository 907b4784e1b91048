"""The command that reads and stores nothing: claims of one article, or of millions by an engine. `register` puts it on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from aigraph.commands_ingest import Language, _date
from aigraph.terminal import complain, say, write

if TYPE_CHECKING:
    from aigraph.ingest.distributed.output import Done

__all__ = ["register"]


def extract(
    sources: Annotated[list[str], typer.Argument(metavar="FILE|-|IN...", help="Text or Markdown, - reads standard input; with --engine also folders and addresses.")],
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Day it appeared, YYYY-MM-DD: relative dates need it.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    language: Annotated[Language | None, typer.Option(help="Read all of it as this language.")] = None,
    min_confidence: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out claims that are less likely to be right.")] = 0.0,
    explain: Annotated[bool, typer.Option("--explain", help="Add why: trigger, and the words of each argument.")] = False,
    unclaimed: Annotated[bool, typer.Option("--unclaimed", help="Print instead the triggers that made no claim, and why.")] = False,
    reader: Annotated[str | None, typer.Option(metavar="NAME", help="Read with this reader, not with ours (docs/readers.md).")] = None,
    reader_option: Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help="A setting of that reader; may be given again.")] = None,
    engine: Annotated[str | None, typer.Option(metavar="dask", help="Read all of IN on a cluster, into a folder (docs/scale.md).")] = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="OUT", help="With --engine: where claims go; a folder or an address.")] = None,
    scheduler: Annotated[str | None, typer.Option(metavar="ADDRESS", help="With --engine: the cluster's scheduler; else workers run here.")] = None,
    jobs: Annotated[int | None, typer.Option("-j", "--jobs", min=1, help="With --engine, without --scheduler: workers, by default one a core.")] = None,
    map: Annotated[str, typer.Option(metavar="FIELD=NAME,...", help="With --engine: fields of JSON and Parquet, title=headline,text=body.")] = "",
) -> None:
    """Print what an article says, a claim a line (JSON); or read millions on a cluster."""
    metadata = {"published": _date(published), "publisher": publisher, "language": language.value if language else None}
    if engine is not None:
        if output is None or url or title or explain or unclaimed or min_confidence:
            raise typer.BadParameter("with --engine give -o OUT, and neither --url, --title, --min-confidence, --explain nor --unclaimed")
        _by_engine(sources, output, engine, scheduler, jobs, reader, reader_option or [], map, metadata)
        return
    if len(sources) != 1 or output or scheduler:        # --jobs and --map may come from aigraph.toml
        raise typer.BadParameter("without --engine give one article, and neither -o nor --scheduler")
    _print(sources[0], {**metadata, "url": url, "title": title}, min_confidence, explain, unclaimed, reader, reader_option or [])


def _print(
    source: str, metadata: dict[str, Any], min_confidence: float, explain: bool, unclaimed: bool, reader: str | None, reader_option: list[str]
) -> None:
    import json

    from aigraph.chosen import chosen
    from aigraph.explain import explained, passed_over
    from aigraph.ingest.extract import extract as read
    from aigraph.ingest.sources import Options, open_one
    from aigraph.ingesting import fetching

    with fetching([source], Options(given=metadata, warn=say)) as options:
        article = open_one(source, options)
    with chosen(reader, reader_option) as held:
        extraction = read(article, held)
    for line in extraction.warnings:
        say(line)
    for reason, count in sorted(extraction.dropped.items()):
        say(f"dropped {count}: {reason}")
    if unclaimed:
        rows = list(passed_over(extraction, article))
    else:
        kept = [claim for claim in extraction.claims if claim.confidence >= min_confidence]
        rows = [explained(claim, article) if explain else claim.to_record() for claim in kept]
    write("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def _by_engine(
    sources: list[str], output: str, engine: str, scheduler: str | None, jobs: int | None, reader: str | None, reader_option: list[str], map: str,
    metadata: dict[str, Any],
) -> None:  # fmt: skip
    from aigraph.extracting import run
    from aigraph.ingest.lexicon import user_gazetteer

    def told(done: Done, number: int, count: int) -> None:
        for line in (*done.failures, *([done.broken] if done.broken else [])):
            complain(line)
        what = "done before" if done.skipped else "not done" if done.broken else f"{done.articles:,} articles, {done.claims:,} claims"
        say(f"{number} of {count}: {done.name}: {what}", plain=True)

    done = run(
        sources, output, engine=engine, scheduler=scheduler, jobs=jobs, reader=reader, options=reader_option, gazetteer=user_gazetteer(), fields=map,
        metadata=metadata, told=told,
    )  # fmt: skip
    articles, claims = sum(one.articles for one in done), sum(one.claims for one in done)
    failed, broken = sum(len(one.failures) for one in done), sum(bool(one.broken) for one in done)
    said = f"{articles:,} articles, {claims:,} claims" + (f", {failed:,} failed" if failed else "") + (f", {broken:,} partitions not done: start it again" if broken else "")
    say(f"{said}, in {output}", plain=True)
    if failed or broken:
        raise typer.Exit(3 if articles else 1)


def register(app: Any) -> None:
    """Add the command to the command line."""
    app.command()(extract)

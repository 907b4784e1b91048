"""The command line: data on standard output, everything else on standard error.

Exit codes: 0 done, 1 failed, 2 used wrongly, 3 partly (some articles failed, the rest is stored). What we raise on purpose
is one line, `aigraph: ...`; anything else is a fault of ours and keeps its traceback. Heavy imports stand in commands.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from aigraph import __version__
from aigraph.commands import register
from aigraph.commands_extract import register as register_extract
from aigraph.commands_identity import register as register_identity
from aigraph.commands_ingest import register as register_ingest
from aigraph.commands_settings import register as register_settings
from aigraph.commands_watch import register as register_watch
from aigraph.ontology.errors import AigraphError, ArticleError, QueryError
from aigraph.terminal import complain, place, say, write

__all__ = ["app", "main"]

app = typer.Typer(
    name="aigraph", add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="What news articles say about AI people and companies, as a graph: who, what, when, how firmly, in which words.",
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip


class Language(StrEnum):
    """What aigraph reads."""

    EN = "en"
    ZH = "zh"


class Answer(StrEnum):
    """How `query` prints its answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    XML = "xml"


class Format(StrEnum):
    """What `export` writes."""

    PAGE = "page"
    SITE = "site"
    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDF12 = "rdf12"
    CSV = "csv"
    EDGES = "edges"
    GRAPHML = "graphml"


Store = Annotated[Any, typer.Option(envvar="AIGRAPH_STORE", parser=place, metavar="FOLDER|ADDRESS", help="The store: a folder, or a SPARQL server.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="PATH", help="Write to this file.")]

STORE = Path("aigraph.db")


register_extract(app)


@app.command()
def query(
    question: Annotated[str | None, typer.Argument(metavar="SPARQL|FILE.rq|NAME", help="What to ask.")] = None,
    parameters: Annotated[list[str] | None, typer.Argument(metavar="[PARAM=VALUE]...", help="Values of variables; <...> is an IRI.")] = None,
    format: Annotated[Answer, typer.Option(help="How to print the answer.")] = Answer.TABLE,
    html: Annotated[bool, typer.Option("--html", help="A page instead: sortable, with a chart where the answer has one.")] = False,
    links: Annotated[str | None, typer.Option(metavar="PAGE|SITE/", help="With --html: the graph page or site that names lead to.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the named questions.")] = False,
    output: Output = None,
    store: Store = STORE,
) -> None:
    """Ask in SPARQL, or by the name of a question with its parameters."""
    from aigraph.questions import ask, read_question
    from aigraph.tables import answer_text, questions_text

    if listed:
        from aigraph.graph.questions import questions

        write(questions_text(questions().values()))
        return
    if question is None:
        raise typer.BadParameter("give SPARQL, a .rq file or the name of a question; --list lists them")
    text, bindings = read_question(question), _bindings(parameters or [])
    with _read(store) as graph:
        answer = ask(graph.store, text, bindings)
        _put(_page(graph.store, text, answer, links, output) if html else answer_text(answer, format.value, to_file=output is not None), output)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A person, company, product or place, in either script.")],
    store: Store = STORE,
) -> None:
    """Show what is claimed about a name, with quotes and sources."""
    from aigraph.tables import entity_text

    with _read(store) as graph:
        write(entity_text(graph.entity(name)))


@app.command()
def export(
    format: Annotated[Format, typer.Argument(help="What to write.")],
    output: Output = None,
    title: Annotated[str | None, typer.Option(help="Of a site: its heading.")] = None,
    base_url: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Of a site: where it will stand, for sitemap and feeds.")] = None,
    theme: Annotated[Path | None, typer.Option(metavar="FILE.css", help="Of a site: your colours and rules.")] = None,
    full_text: Annotated[bool, typer.Option("--full-text", help="Of a site: whole articles, where you may publish them.")] = False,
    store: Store = STORE,
) -> None:
    """Write the whole graph: a page or a site for the browser, RDF, tables, GraphML."""
    if format is Format.SITE:
        from aigraph.site import export_site

        _exists(store)
        export_site(store, output, title=title, base_url=base_url, theme=theme, full_text=full_text)
        return
    if title or base_url or theme or full_text:
        raise typer.BadParameter("--title, --base-url, --theme and --full-text are for a site: aigraph export site -o FOLDER")
    with _read(store) as graph:
        _put(graph.render(format.value), output)


@app.command()
def remove(
    article: Annotated[str, typer.Argument(help="Its id, IRI, address, or the path it was read from.")],
    store: Store = STORE,
) -> None:
    """Take back what one article said, and nothing else."""
    import aigraph

    _exists(store)
    with aigraph.open(store) as graph:
        if not graph.remove(article):
            raise ArticleError(f"{article}: no such article in {store}; `aigraph stats` lists them")
    say(f"removed {article}", plain=True)


@app.command()
def stats(store: Store = STORE) -> None:
    """Count what the store holds, and list its articles."""
    from aigraph.tables import stats_text

    with _read(store) as graph:
        write(stats_text(graph.stats(), graph.articles()))


@app.command()
def score(
    gold: Annotated[Path, typer.Argument(help="Gold claims, a JSON object a line; or a folder of NAME.gold.jsonl.")],
    predicted: Annotated[Path, typer.Argument(help="Predicted claims, as `aigraph extract` prints them; or a folder of NAME.jsonl.")],
    lang: Annotated[Language | None, typer.Option(help="Only claims of this language.")] = None,
    show: Annotated[bool, typer.Option("--show", help="List what was missed, what was wrong, and wrong fields.")] = False,
    by_type: Annotated[bool, typer.Option("--by-type", help="A line for each type of claim.")] = False,
) -> None:
    """Compare predicted claims with gold claims of the same articles."""
    from aigraph.scores import score_files, score_text

    write(score_text(score_files(gold, predicted, lang.value if lang else None), show, by_type))


@app.command()
def demo(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="Where store and page go.")] = Path("demo"),
) -> None:
    """Read the bundled articles, answer three questions, make a page."""
    from aigraph.demo import run

    run(output)


register(app)
register_identity(app)
register_ingest(app)
register_watch(app)
register_settings(app)


def _version(wanted: bool) -> None:
    if wanted:
        write(f"aigraph {__version__}\n")
        raise typer.Exit()


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave with its exit code."""
    try:
        code = app(arguments, standalone_mode=True, default_map=_defaults(sys.argv[1:] if arguments is None else arguments))
    except AigraphError as error:
        complain(str(error))
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _defaults(arguments: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What aigraph.toml says for each command; not for those that look at the file themselves."""
    if not arguments or arguments[0].startswith("-") or arguments[0] in ("config", "doctor"):
        return {}
    from aigraph.settings import default_map

    return default_map(command.name or command.callback.__name__ for command in app.registered_commands if command.callback)


def _bindings(parameters: Sequence[str]) -> dict[str, str]:
    pairs = [parameter.partition("=") for parameter in parameters]
    for name, sign, _ in pairs:
        if not sign or not name.strip():
            raise QueryError(f"{name!r} is not a parameter; write it as name=value")
    return {name.strip().removeprefix("?"): _value(value) for name, _, value in pairs}


def _value(text: str) -> str:
    """An IRI where it stands in angle brackets, else a string."""
    from aigraph.graph.query import Iri

    return Iri(text[1:-1]) if text.startswith("<") and text.endswith(">") else text


def _page(store: Any, question: str, answer: Any, links: str | None, output: Path | None) -> str:
    """The answer as a page, headed by what a named question answers."""
    from aigraph.graph.questions import questions
    from aigraph.questions import is_name
    from aigraph.showing import links_to, result_html

    named = questions().get(question.strip()) if is_name(question) else None
    title, sparql = (named.summary, named.sparql) if named else ("Query result", question)
    return result_html(answer, title=title, question=sparql.strip(), store=store, link=links_to(links, output) if links else None)


def _exists(store: Path) -> None:
    """Commands that do not write never make a store."""
    from aigraph.ontology.errors import StoreError

    if isinstance(store, Path) and not store.exists():
        raise StoreError(f"{store} does not exist; ingest an article into it first, or give another --store")


def _read(store: Path) -> Any:
    """The store for reading: no lock, so that questions can be asked while others ask."""
    import aigraph

    return aigraph.open(store, write=False)


def _put(data: str | bytes, output: Path | None) -> None:
    if output is None or str(output) == "-":
        write(data)
        return
    from aigraph.files import write_file

    write_file(output, data.encode() if isinstance(data, str) else data)
    say(f"wrote {output}", plain=True)

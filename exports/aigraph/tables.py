"""What the commands print for people: answers as tables, an entity's claims, counts.

Colour only on a terminal and never under `NO_COLOR`; off a terminal a table is as wide as its widest row, so that
nothing is cut where a program reads it. Text goes through `Text`, so that no article can style or hide anything.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from aigraph.ontology.errors import QueryError
from aigraph.ontology.vocabulary import ID, PREFIXES

if TYPE_CHECKING:
    from aigraph.exports.view import ClaimView
    from aigraph.found import Found
    from aigraph.graph.query import Result
    from aigraph.graph.questions import Question
    from aigraph.graph.reading import StoredArticle

__all__ = ["answer_text", "entity_text", "questions_text", "rows_text", "shorten", "stats_text"]

WIDEST = 10_000


def answer_text(result: Result, format: str, to_file: bool = False) -> str:
    """A query's answer: `table` for people, `json`, `csv`, `tsv`, `xml` as SPARQL 1.1 has them, else Turtle.

    Raises:
        QueryError: Triples are asked for as CSV or the like.
    """
    from aigraph.graph.query import Table as Answer

    if isinstance(result, bool):
        return _boolean(result, format)
    if not isinstance(result, Answer):
        if format not in ("table", "json"):
            raise QueryError(f"triples have no {format} form; use table (Turtle) or json (JSON-LD)")
        return result.serialize("turtle" if format == "table" else "jsonld")
    if format != "table":
        text: str = getattr(result, f"to_{format}")()
        return text if text.endswith("\n") else text + "\n"
    return rows_text(result.columns, result.rows, to_file=to_file)


def _boolean(answer: bool, format: str) -> str:
    value = str(answer).lower()
    forms = {
        "table": "yes" if answer else "no",
        "json": f'{{"head":{{}},"boolean":{value}}}',
        "xml": '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
        f"<boolean>{value}</boolean></sparql>",
    }
    return forms.get(format, value) + "\n"


def rows_text(columns: Sequence[str], rows: Sequence[Sequence[Any]], to_file: bool = False) -> str:
    """Rows as a table, with their number under it."""
    table = _grid(*columns)
    for row in rows:
        table.add_row(*(Text(shorten(value)) for value in row))
    return _rendered([table, Text(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}", style="dim")], to_file)


def entity_text(found: Found) -> str:
    """An entity with its names and claims, each with its quote and source."""
    lines: list[Any] = [Text.assemble((found.name, "bold"), f"  {found.kind.value}")]
    also = [name for name in found.names if name != found.name]
    if also:
        lines.append(Text("also " + ", ".join(also), style="dim"))
    for other in found.others:
        lines.append(Text(f"not {other.name}, {other.kind.value}: show {other.iri}", style="dim"))
    for view in found.claims.views:
        lines += ["", *_claim(view)]
    return _rendered(lines)


def stats_text(counts: Mapping[str, int], articles: Iterable[StoredArticle]) -> str:
    """The counts, then the articles with their ids."""
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    for name, count in counts.items():
        table.add_row(Text(name), f"{count:,}")
    listed = _grid("id", "published", "claims", "article")
    for article in articles:
        named = article.title or article.url or article.source
        listed.add_row(*(Text(shorten(value)) for value in (article.id, article.published, article.claims, named)))
    parts: list[Any] = [table, "", listed] if listed.row_count else [table]
    return _rendered(parts)


def questions_text(questions: Iterable[Question]) -> str:
    """The named questions: name, what each answers, and its parameters (a required one without brackets)."""
    lines = []
    for question in questions:
        lines.append(f"{question.name}  {question.summary}")
        for parameter in question.parameters:
            shown = f"{parameter.name}=" if parameter.required else f"[{parameter.name}={parameter.default or ''}]"
            lines.append(f"    {shown:<14} {parameter.help}")
    return "\n".join(lines) + "\n"


def shorten(value: Any) -> str:
    """A value for people: our things and known vocabularies by short names (`person/mira-murati`, `aig:left`)."""
    text = "" if value is None else str(value)
    if text.startswith(ID):
        return text.removeprefix(ID)
    for prefix, base in PREFIXES.items():
        if text.startswith(base) and re.fullmatch(r"[\w.-]+", text[len(base) :]):
            return f"{prefix}:{text[len(base):]}"
    return text


def _grid(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    return table


def _claim(view: ClaimView) -> list[Any]:
    from aigraph.exports.view import parts

    claim = view.claim
    who = [f"{role.replace('_', ' ')}: {', '.join(e.name for e in entities)}" for role, entities in parts(view)]
    values = {
        "role": claim.role, "amount": claim.amount, "date": claim.date, "since": claim.since, "until": claim.until,
        "status": claim.status, "round": claim.round, "quantity": claim.quantity, "share": claim.share,
        "modality": None if claim.modality == "asserted" else claim.modality.value,
        "says": ", ".join(claim.attribution) or None,
    }  # fmt: skip
    what = who + [f"{name}: {value}" for name, value in values.items() if value is not None]
    source = [view.publisher, view.published, view.article_title, view.url, f"article {view.article_id}"]
    at = f"characters {claim.evidence.start}-{claim.evidence.end}"
    return [
        Text.assemble((claim.type, "bold cyan"), "  " + " · ".join(what)),
        Text(f"  “{' '.join(claim.evidence.quote.split())}”"),
        Text("  " + ", ".join(filter(None, [*source, at])), style="dim"),
    ]


def _rendered(parts: Sequence[Any], to_file: bool = False) -> str:
    """The parts as text: in colour and as wide as the terminal there, plain and as wide as needed elsewhere."""
    terminal = sys.stdout.isatty() and not to_file
    buffer = io.StringIO()
    console = Console(file=buffer, force_terminal=terminal, highlight=False, width=None if terminal else WIDEST)
    if not terminal:
        widest = max((Measurement.get(console, console.options, part).maximum for part in parts), default=1)
        console = Console(file=buffer, force_terminal=False, highlight=False, width=max(widest, 1))
    for part in parts:
        console.print(part)
    lines = buffer.getvalue().split("\n")
    return "\n".join(lines if terminal else [line.rstrip() for line in lines])

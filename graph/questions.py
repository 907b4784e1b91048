"""Named questions: the SPARQL files of `queries/`, each with a line that says what it answers and its parameters.

A file begins `# What it answers?`, then one line a parameter: `# param: NAME TYPE required|optional|=DEFAULT - help`.
Types: `name` (of an entity, in any case, as some article writes it), `called` (the same, looked up among the lower-case
names of people and organisations that have tenures, `*` being a name of all), `text`, `day` (`2024`, `2024-05` or a full date,
taken as its first day) and `last-day` (taken as its last).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..ontology.errors import FrameError, QueryError
from .claim import When

if TYPE_CHECKING:
    from .query import Table
    from .store import Store

__all__ = ["Parameter", "Question", "ask", "question", "questions"]

_PARAMETER = re.compile(r"# param: (\w+) (name|called|text|day|last-day) (required|optional|=\S+) - (.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question; `default` stands in where no value is given."""

    name: str
    type: str
    required: bool
    default: str | None
    help: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the package can answer: what it says, what it takes, and its SPARQL."""

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    sparql: str


@cache
def questions() -> Mapping[str, Question]:
    """All named questions, by name."""
    folder = files(__package__).joinpath("queries")
    found = sorted((path for path in folder.iterdir() if path.name.endswith(".rq")), key=lambda path: path.name)
    return MappingProxyType(
        {path.name[:-3]: _parse(path.name[:-3], path.read_text(encoding="utf-8")) for path in found}
    )


def question(name: str) -> Question:
    """The question of that name.

    Raises:
        QueryError: There is none; the message names the nearest and lists all.
    """
    known = questions()
    if name not in known:
        raise QueryError(f"no question {name!r}; nearest: {_nearest(name, known)}; there are: {', '.join(known)}")
    return known[name]


def ask(store: Store, name: str, **parameters: Any) -> Table:
    """Answer a named question; a parameter that is None or absent does not restrict.

    Raises:
        QueryError: An unknown question or parameter, a missing required one, or a value that is no date.
    """
    from .query import Table, run

    asked = question(name)
    known = {parameter.name: parameter for parameter in asked.parameters}
    for given in parameters:
        if given not in known:
            raise QueryError(
                f"{name} has no parameter {given!r}; nearest: {_nearest(given, known)}; it takes: {', '.join(known)}"
            )
    bindings = {}
    for parameter in asked.parameters:
        value = parameters.get(parameter.name)
        value = parameter.default if value is None else value
        if value is None and parameter.required:
            raise QueryError(f"{name} needs {parameter.name}: {parameter.help}")
        if value is not None:
            bindings[parameter.name] = _value(parameter, value)
    answer = run(store, asked.sparql, bindings)
    assert isinstance(answer, Table)
    return answer


def _value(parameter: Parameter, value: Any) -> Any:
    if parameter.type in ("name", "called", "text"):
        text = str(value)
        if parameter.type == "text":
            return text
        text = " ".join(text.split())
        return text.lower() if parameter.type == "called" else text
    if isinstance(value, Date):
        return value
    try:
        when = value if isinstance(value, When) else When(str(value))
        return when.latest if parameter.type == "last-day" else when.earliest
    except ValueError as error:
        raise QueryError(f"{parameter.name} is a date such as 2024, 2024-05 or 2024-05-13, not {value!r}") from error


def _parse(name: str, text: str) -> Question:
    lines = text.splitlines()
    parameters = []
    for number, line in enumerate(lines, start=1):
        if not line.startswith("# param:"):
            continue
        match = _PARAMETER.fullmatch(line)
        if match is None:
            raise FrameError(
                f"queries/{name}.rq:{number}: write `# param: NAME TYPE required|optional|=DEFAULT - help`"
            )
        default = match[3][1:] if match[3].startswith("=") else None
        parameters.append(Parameter(match[1], match[2], match[3] == "required", default, match[4]))
    if not lines or not lines[0].startswith("# "):
        raise FrameError(f"queries/{name}.rq:1: the first line says what the question answers: `# Who ...?`")
    return Question(name, lines[0][2:].strip(), tuple(parameters), text)


def _nearest(name: str, names: Iterable[str]) -> str:
    near = get_close_matches(name, list(names), n=1, cutoff=0.0)
    return near[0] if near else "none"

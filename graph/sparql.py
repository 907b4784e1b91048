"""SPARQL text: its tokens, what may run, and how values are bound to variables.

Oxigraph reaches the network for SERVICE and cannot be told not to, rdflib reads files for FROM; so the text is tokenised
(a literal "SERVICE" is only a literal) and anything but a plain reading query is refused before it runs. A value is bound by a `VALUES` block at the start of
every group that mentions its variable: the term is written by Oxigraph, never pasted from text, and the query stays
plain SPARQL 1.1 for every engine. (Oxigraph's own substitutions take only variables of the projection.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ..ontology.errors import QueryError

__all__ = ["Token", "bind", "check", "tokens", "within"]

_TOKEN = re.compile(
    r"""
      (?P<space>\s+|\#[^\n\r]*)
    | (?P<string>\"{3}(?:(?:\"{1,2})?(?:[^"\\]|\\.))*\"{3}|'{3}(?:(?:'{1,2})?(?:[^'\\]|\\.))*'{3}
        |\"(?:[^"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]+)*>)
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)
    | (?P<name>[\w.\-]*:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w.\-:]|%[0-9A-Fa-f]{2}|\\.)*)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<open>\{\|?)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query: `kind` is string, iri, variable, tag, name, word, open or other; `start` its offset."""

    kind: str
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query, without space and comments."""
    for match in _TOKEN.finditer(query):
        if match.lastgroup != "space":
            yield Token(str(match.lastgroup), match.group(), match.start())


def check(query: str) -> str:
    """The query's form (`SELECT` ...), if it is one that only reads what is in the store.

    Raises:
        QueryError: It is an update, asks another service, or reads files.
    """
    found = list(tokens(query))
    form = _form(found)
    # Some engines undo \u escapes before they tokenise, some after: neither reading may reach out.
    for reading in (found, list(tokens(_ESCAPE.sub(_character, query)))):
        _refuse_reaching(reading)
    return form


def bind(query: str, terms: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """The query with its variables bound to terms.

    Raises:
        QueryError: The query does not have such a variable.
    """
    if not terms:
        return query
    inserts: dict[int, set[str]] = {}
    used: set[str] = set()
    outermost: int | None = None
    groups: list[int | None] = []  # the offset behind each open brace; None where it opens no group of patterns
    found = list(tokens(query))
    for number, token in enumerate(found):
        if token.kind == "open":
            behind = token.start + len(token.text)
            groups.append(behind if _is_group(found, number) else None)
            if groups[-1] is not None and outermost is None:
                outermost = behind
        elif token.text == "}" and token.kind == "other" and groups:
            groups.pop()
        elif token.kind == "variable" and token.text[1:] in terms:
            used.add(token.text[1:])
            place = next((group for group in reversed(groups) if group is not None), None)
            if place is not None:
                inserts.setdefault(place, set()).add(token.text[1:])
    missing = sorted(set(terms) - used)
    if missing or outermost is None:
        held = sorted({token.text[1:] for token in found if token.kind == "variable"})
        raise QueryError(f"the query has no variable ?{(missing or sorted(terms))[0]} to bind; it has: {_list(held)}")
    inserts.setdefault(outermost, set()).update(used)
    for place in sorted(inserts, reverse=True):
        blocks = "".join(f" VALUES ?{name} {{ {terms[name]} }}" for name in sorted(inserts[place]))
        query = query[:place] + blocks + " " + query[place:]
    return query


def within(query: str, graph: str) -> str | None:
    """The query with its pattern inside `GRAPH <graph>`, where it names no dataset; None where its form cannot hold that.

    `GRAPH ?g { ... }` inside it still asks all named graphs, which `default-graph-uri` of the protocol would hide.
    """
    found = list(tokens(query))
    words = [token.text.upper() for token in found if token.kind == "word"]
    if "FROM" in words:
        return query
    first = next((number for number, token in enumerate(found) if token.kind == "open" and _is_group(found, number)), None)
    short = "CONSTRUCT" in words and not any(token.kind == "open" for token in found[: first or 0])
    if first is None or short:
        return None
    depth = 0
    for token in found[first:]:
        depth += {"open": 1}.get(token.kind, 0) - (token.text in ("}", "|}"))
        if depth == 0:
            behind = found[first].start + 1
            return f"{query[:behind]} GRAPH <{graph}> {{{query[behind:token.start]}}} {query[token.start:]}"
    return None


def _form(found: list[Token]) -> str:
    """The first word behind the prologue."""
    for number, token in enumerate(found):
        word = token.text.upper()
        if token.kind != "word" or (number and found[number - 1].text == ":"):
            continue
        if word in ("BASE", "PREFIX", "VERSION"):
            continue
        if word in _FORMS:
            return word
        if word in _UPDATES:
            raise QueryError(f"{word} changes the store: only SELECT, ASK, CONSTRUCT and DESCRIBE are answered")
        raise QueryError(f"a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE, not {token.text!r}")
    raise QueryError("the query is empty: write SELECT, ASK, CONSTRUCT or DESCRIBE ...")


def _refuse_reaching(found: list[Token]) -> None:
    """Refuse SERVICE, and FROM of files, also where an engine needs no space to see them (`1.SERVICE:x`, `trueSERVICE<`)."""
    reads_graphs = False
    for token in found:
        text = token.text.upper()
        if token.kind == "name":
            text = text.partition(":")[0]  # what stands behind the colon is a name in every reading
        elif token.kind == "iri" and not re.match(r"<[a-z][a-z0-9+.-]*://", token.text, re.IGNORECASE):
            pass  # `1<2)SERVICE:x#>` has the form of an IRI and is none
        elif token.kind != "word":
            continue
        if "SERVICE" in text:
            raise QueryError(f"{_short(token)} asks another server, or may be read so: only the store itself is asked")
        reads_graphs = reads_graphs or (token.kind != "iri" and "FROM" in text)
    files = [token for token in found if token.kind == "iri" and token.text[1:6].lower() == "file:"]
    if reads_graphs and files:
        raise QueryError(f"FROM reads outside the store with {_short(files[0])}: name graphs by their http address")


def _short(token: Token) -> str:
    return token.text if len(token.text) <= 60 else token.text[:59] + "…"


def _is_group(found: list[Token], number: int) -> bool:
    """Whether the brace at `number` opens a group of patterns: not a template, data, an annotation or a subquery."""
    if found[number].text != "{":
        return False
    before = found[number - 1] if number else None
    after = found[number + 1] if number + 1 < len(found) else None
    if after is not None and after.kind == "word" and after.text.upper() == "SELECT":
        return False
    if before is None:
        return True
    if before.kind == "word" and before.text.upper() == "CONSTRUCT":
        return False
    back = number - 1  # VALUES ?x { ... } and VALUES (?x ?y) { ... }
    while back > 0 and (found[back].kind == "variable" or found[back].text in "()"):
        back -= 1
    return not (back < number - 1 and found[back].kind == "word" and found[back].text.upper() == "VALUES")


def _character(match: re.Match[str]) -> str:
    number = int(match.group(1) or match.group(2), 16)
    return chr(number) if number < 0x110000 else "\ufffd"


def _list(names: list[str]) -> str:
    return ", ".join(f"?{name}" for name in names) or "none"

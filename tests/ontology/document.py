"""`python -m tests.ontology.document`: write the tables of docs/ontology.md anew from `ontology/aigraph.ttl`.

What stands above the marker is written by hand and stays.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from aigraph.ontology.schema import ClaimType, claim_types, role_term
from aigraph.ontology.vocabulary import PREFIXES, triples

__all__ = ["FILE", "document"]

FILE = Path(__file__).parents[2] / "docs/ontology.md"
_MARKER = "<!-- From here on written by `python -m tests.ontology.document`, out of ontology/aigraph.ttl. -->"
_AIG = PREFIXES["aig"]
_SHOWN = {"http://www.w3.org/2006/time#": "time", **{base: name for name, base in PREFIXES.items()}}


def document(text: str) -> str:
    """The page with its tables as the ontology has them."""
    return "\n".join([text.partition(_MARKER)[0].rstrip(), "", _MARKER, *_tables()]) + "\n"


def _tables() -> Iterator[str]:
    kinds, terms = claim_types(), _terms()
    yield from ("", "## Claim types", "")
    yield from _table(("type", "says", "roles and what they take", "values", "shortcuts"), (_claim_type(kind) for kind in kinds.values()))
    yield from ("", "A role in **bold** identifies the claim. A shortcut stands for asserted claims only.", "", "## Roles and values", "")
    names = dict.fromkeys(name for kind in kinds.values() for name in (*kind.roles, *kind.values))
    roles = {role_term(name).value: name for name in names}
    yield from _table(("property", "in records", "en", "zh"), ((_code(iri), f"`{name}`", *_labels(terms[iri])) for iri, name in roles.items()))
    yield from ("", "## All other terms", "")
    left = [iri for iri in terms if iri.startswith(_AIG) and iri not in roles and iri.removeprefix(_AIG) not in kinds]
    yield from _table(("term", "en", "zh", "is", "means"), (_term(iri, terms[iri]) for iri in left))


def _claim_type(kind: ClaimType) -> tuple[str, ...]:
    roles = "; ".join(f"{f'**{role}**' if role in kind.key_roles else role} ({', '.join(kind.kinds[role])})" for role in kind.roles)
    shortcuts = ", ".join(
        f"`aig:{s.property}` ({s.subject} to {s.object}{f', {s.status}' if s.status else ''})" for s in kind.shortcuts
    )
    return f"`aig:{kind.name}` {kind.labels['zh']}", kind.comments.get("en", ""), roles, ", ".join(kind.values), shortcuts


def _terms() -> dict[str, dict[str, list[ox.Literal | ox.NamedNode]]]:
    """The statements of named terms, by subject and property, in file order."""
    found: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = {}
    for quad in triples():
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            found.setdefault(quad.subject.value, {}).setdefault(_short(quad.predicate.value), []).append(quad.object)
    return found


def _term(iri: str, about: dict[str, list[ox.Literal | ox.NamedNode]]) -> tuple[str, ...]:
    above = [_code(t.value) for name in ("rdfs:subClassOf", "rdfs:subPropertyOf") for t in about.get(name, ()) if isinstance(t, ox.NamedNode)]
    comments = [t.value for t in about.get("rdfs:comment", ()) if isinstance(t, ox.Literal) and t.language == "en"]
    return _code(iri), *_labels(about), ", ".join(above), " ".join(comments)


def _labels(about: dict[str, list[ox.Literal | ox.NamedNode]]) -> tuple[str, str]:
    held = {t.language: t.value for t in about.get("rdfs:label", ()) if isinstance(t, ox.Literal)}
    return held.get("en", ""), held.get("zh", "")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in row) + " |"


def _short(iri: str) -> str:
    base = next((base for base in _SHOWN if iri.startswith(base)), None)
    return f"{_SHOWN[base]}:{iri.removeprefix(base)}" if base else iri


def _code(iri: str) -> str:
    return f"`{_short(iri)}`"


if __name__ == "__main__":
    FILE.write_text(document(FILE.read_text("utf-8")), encoding="utf-8")
    sys.exit(0)

"""English frames: trigger words, a claim type, and where its roles stand, read from `frames/en.toml`.

Positions a role may name, tried in order until one yields an entity of a kind that the role takes:
`subject` `object` (patient of a passive too) `actor` (subject, or by-phrase of a passive) `patient` `agent-org` (an
organisation that is the actor) `possessor` `modifier` `apposition-org` `apposition-person` `clause-org` (the
organisation that the clause is about) `employer` (of the person in this claim, else the context's) `employer-near`
`employer-if-bare` `maker` `of-role` (behind the title: "chief executive of X") `governor-subject` `governor-object`
`governor-subject-copula` `patient-governor` `patient-possessor` `object-possessor` `object-in` `object-for` `led-by`
`filed-by` `between`, and any other word is a preposition (`from`, `at`, `in`; `of-item`: of something bought).
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from ...ontology.errors import FrameError
from ...ontology.schema import claim_types
from .forms import forms

__all__ = ["Frame", "Index", "frames", "load"]

_FIELDS = {
    "id", "claim", "verbs", "nouns", "adjectives", "roles", "needs", "set", "unless", "not_object", "object_is_title",
    "object_words", "object_none", "needs_title", "needs_money", "future", "near_words",
    "or_into", "organization_words", "not_before", "example", "gives",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; `triggers` are (forms of the head word, forms of the second word or of a following word)."""

    id: str
    claim: str
    verbs: tuple[tuple[frozenset[str], str], ...]
    nouns: tuple[tuple[str, ...], ...]
    adjectives: frozenset[str]
    roles: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...]
    fixed: Mapping[str, str]
    rules: Mapping[str, Any]
    example: str = ""
    gives: Mapping[str, str] = field(default_factory=dict)


class Index:
    """Frames by the word that triggers them, so that a sentence looks at few."""

    def __init__(self, found: tuple[Frame, ...]) -> None:
        self.frames = found
        self.verbs: dict[str, list[tuple[Frame, str]]] = {}
        self.nouns: dict[str, list[tuple[Frame, tuple[str, ...]]]] = {}
        self.adjectives: dict[str, list[Frame]] = {}
        for frame in found:
            for heads, second in frame.verbs:
                for form in heads:
                    self.verbs.setdefault(form, []).append((frame, second))
            for words in frame.nouns:
                for form in forms(words[-1].lower()) | {words[-1].lower()}:
                    self.nouns.setdefault(form, []).append((frame, words))
            for word in frame.adjectives:
                self.adjectives.setdefault(word, []).append(frame)


@cache
def frames() -> Index:
    """The shipped frames, validated against the ontology."""
    text = files("aigraph.ingest").joinpath("frames", "en.toml").read_text(encoding="utf-8")
    return Index(load(text, "frames/en.toml"))


def load(text: str, where: str) -> tuple[Frame, ...]:
    """Frames from TOML.

    Raises:
        FrameError: TOML is malformed, or an entry has an unknown field, claim type or role; names file and line.
    """
    try:
        entries = tomllib.loads(text).get("frame", [])
    except tomllib.TOMLDecodeError as error:
        raise FrameError(f"{where}: {error}") from error
    lines = [k for k, line in enumerate(text.splitlines(), 1) if line.strip() == "[[frame]]"]
    return tuple(_frame(entry, f"{where}:{line}") for entry, line in zip(entries, lines, strict=True))


def _frame(entry: dict[str, Any], where: str) -> Frame:
    for name in entry:
        _check(name, _FIELDS, where, "a field of a frame")
    for name in ("id", "claim", "roles", "example"):
        if name not in entry:
            raise FrameError(f"{where}: a frame needs {name!r}")
    _check(entry["claim"], claim_types(), where, "a claim type")
    kind = claim_types()[entry["claim"]]
    for role in entry["roles"]:
        _check(role, kind.roles, where, f"a role of {kind.name}")
    needs = entry.get("needs", [role for role in kind.key_roles if role in kind.roles and role != "group"])
    return Frame(
        id=entry["id"],
        claim=entry["claim"],
        verbs=tuple((forms(v.partition("+")[0]), v.partition("+")[2]) for v in entry.get("verbs", ())),
        nouns=tuple(tuple(noun.split()) for noun in entry.get("nouns", ())),
        adjectives=frozenset(entry.get("adjectives", ())),
        roles={role: tuple(places) for role, places in entry["roles"].items()},
        needs=tuple(needs),
        fixed=entry.get("set", {}),
        rules={k: v for k, v in entry.items() if k not in ("id", "claim", "verbs", "nouns", "roles", "needs", "set")},
        example=re.sub(r"\s+", " ", entry["example"]),
        gives=entry.get("gives", {}),
    )


def _check(name: str, known: Any, where: str, what: str) -> None:
    if name not in known:
        near = difflib.get_close_matches(name, list(known), 1)
        hint = f"; nearest: {near[0]!r}" if near else f"; there are {', '.join(sorted(known))}"
        raise FrameError(f"{where}: {name!r} is not {what}{hint}")

"""Chinese frames: trigger words, a claim type, and where its roles stand, read from `frames/zh.toml`.

Positions, tried in order until one yields an entity of a kind that the role takes (`scene.py` finds them):
`agent` (subject, by-phrase of a passive, head of a relative clause, subject carried over from a clause before), `patient` (object, 把-phrase,
subject of a passive, head), `object` (only behind the trigger), `topic` (carried over), `of` (right before a nominal trigger,
with or without 的), `from` `at` `to` `with` `by` `for` (the phrase with that preposition), `title` (organisation of the title behind the trigger), `own`
(organisation in the agent's phrase), `post` (where the article has said the person works), `near` (subject of an earlier
clause), `salient` (what the text speaks of), `dropped` (the same, where the sentence has no subject), `maker` (of the product in this claim), `owner` (possessor in the object's phrase), `carried` (object of the clause before, where this one goes on without a subject), `left` `right` (the phrases that
touch the trigger).
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

__all__ = ["POSITIONS", "Frame", "Index", "frames", "load"]

POSITIONS = frozenset(
    "dropped agent patient object topic of from at to with by for title own post near salient maker owner left right carried".split()
)
_FIELDS = frozenset(
    "id claim triggers roles needs set unless after before kinds together needs_money needs_title needs_round date needs_quantity needs_founder fallback "
    "example gives published".split()
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; `rules` holds the optional conditions by their name in the file."""

    id: str
    claim: str
    pattern: re.Pattern[str]
    roles: Mapping[str, tuple[str, ...]]
    needs: tuple[tuple[str, ...], ...]
    fixed: Mapping[str, str]
    rules: Mapping[str, Any]
    example: str = ""
    gives: Mapping[str, Any] = field(default_factory=dict)
    published: str = "2024-09-30"

    @property
    def presupposed(self) -> bool:
        """Is what the frame says taken for granted, so that the clause's hedges and speaker do not bear on it (谷歌母公司Alphabet)?"""
        return self.fixed.get("modality") == "asserted"


class Index:
    """Frames with one pattern that finds the triggers of all of them, so that most text is passed over once."""

    def __init__(self, found: tuple[Frame, ...]) -> None:
        self.frames = found
        self.presupposed = frozenset(f"zh/{frame.id}" for frame in found if frame.presupposed)
        self._any = re.compile("|".join(frame.pattern.pattern for frame in found))

    def triggered(self, text: str) -> list[tuple[Frame, int, int]]:
        """Frames whose trigger stands in `text`, and where."""
        if not self._any.search(text):
            return []
        return [(frame, *match.span()) for frame in self.frames for match in frame.pattern.finditer(text)]


@cache
def frames() -> Index:
    """The shipped frames, validated against the ontology."""
    text = files("aigraph.ingest").joinpath("frames", "zh.toml").read_text(encoding="utf-8")
    return Index(load(text, "frames/zh.toml"))


def load(text: str, where: str) -> tuple[Frame, ...]:
    """Frames from TOML.

    Raises:
        FrameError: TOML is malformed, or an entry has an unknown field, claim type, role or position; names file and line.
    """
    try:
        entries = tomllib.loads(text).get("frame", [])
    except tomllib.TOMLDecodeError as error:
        raise FrameError(f"{where}: {error}") from error
    lines = [k for k, line in enumerate(text.splitlines(), 1) if line.strip() == "[[frame]]"]
    return tuple(_frame(entry, f"{where}:{line}") for entry, line in zip(entries, lines, strict=True))


def _frame(entry: dict[str, Any], where: str) -> Frame:
    for name in entry:
        _check(name, _FIELDS, where, "field of a frame")
    for name in ("id", "claim", "triggers", "roles", "example"):
        if name not in entry:
            raise FrameError(f"{where}: {name!r} is missing")
    _check(entry["claim"], claim_types(), where, "claim type")
    kind = claim_types()[entry["claim"]]
    for role, positions in entry["roles"].items():
        _check(role, kind.roles, where, f"role of {kind.name}")
        for position in positions:
            _check(position, POSITIONS, where, "position")
    try:
        pattern = re.compile("(?:" + "|".join(sorted(entry["triggers"], key=len, reverse=True)) + ")")
    except re.error as error:
        raise FrameError(f"{where}: triggers: {error}") from error
    roles = {role: tuple(positions) for role, positions in entry["roles"].items()}
    needs = tuple(tuple(need.split("|")) for need in entry.get("needs", ())) or tuple(
        group for group in kind.required if any(role in roles for role in group)
    )
    rules = {name: entry[name] for name in entry if name not in ("id", "claim", "triggers", "roles", "needs", "set", "example", "gives", "published")}
    return Frame(entry["id"], entry["claim"], pattern, roles, needs, entry.get("set", {}), rules,
                 entry["example"], entry.get("gives", {}), entry.get("published", "2024-09-30"))


def _check(name: str, allowed: Any, where: str, what: str) -> None:
    if name not in allowed:
        near = difflib.get_close_matches(name, list(allowed), 1, 0.5)
        raise FrameError(f"{where}: {name!r} is not a {what}{f'; nearest: {near[0]!r}' if near else ''}")

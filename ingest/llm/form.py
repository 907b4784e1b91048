"""The shape of an answer, made from the ontology: a JSON schema for servers that hold the model to it.

The schema keeps to what strict servers know: every property required, null where there is nothing, no references. Which role goes with
which type is in the prompt and checked afterwards by the evidence rule: a branch a type would make grammars that take minutes to compile.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from ...graph.claim import Kind, Modality
from ...ontology.schema import claim_types

__all__ = ["MODALITIES", "answer_schema", "types_table"]

MODALITIES = tuple(m.value for m in Modality)


@cache
def answer_schema() -> Mapping[str, Any]:
    """The schema of `{"claims": [...]}`."""
    types = claim_types()
    roles = list(dict.fromkeys(role for kind in types.values() for role in kind.roles))
    values = list(dict.fromkeys(value for kind in types.values() for value in kind.values))
    word = {"type": "string"}
    argument = _object(role=_one_of(roles), kind=_one_of([k.value for k in Kind]), words=word, name={"type": ["string", "null"]})
    value = _object(field=_one_of(values), words=word, value={"type": ["string", "null"]})
    claim = _object(
        type=_one_of(list(types)), quote=word, trigger=word, modality=_one_of(list(MODALITIES)),
        attribution=_list(word), arguments=_list(argument), values=_list(value),
    )  # fmt: skip
    return _object(claims=_list(claim))


@cache
def types_table() -> str:
    """The claim types as a Markdown table for the prompt: roles with their kinds, values, meaning; needed ones marked `*`."""
    rows = ["| type | roles (kinds) | values | says |", "|---|---|---|---|"]
    for kind in claim_types().values():
        needed = {name for group in kind.required for name in group}
        roles = ", ".join(f"{role}{'*' if role in needed else ''} ({'/'.join(kind.kinds[role])})" for role in kind.roles)
        values = ", ".join(f"{value}{'*' if value in needed else ''}" for value in kind.values)
        rows.append(f"| {kind.name} | {roles} | {values} | {kind.comments['en']} |")
    return "\n".join(rows)


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _one_of(names: list[str]) -> dict[str, Any]:
    return {"type": "string", "enum": names}

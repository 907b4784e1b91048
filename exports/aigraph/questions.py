"""Asking: what a question is (SPARQL, a file, a name), and its answer.

A text with a brace or white space is SPARQL; what ends in `.rq` is a file of it; anything else is a named question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aigraph.ontology.errors import QueryError

if TYPE_CHECKING:
    from aigraph.graph.query import Result, Table
    from aigraph.graph.store import Store

__all__ = ["ask", "is_name", "read_question"]


def is_name(question: str) -> bool:
    """Whether this is the name of a question, and not SPARQL."""
    return re.fullmatch(r"[\w-]+", question.strip()) is not None


def read_question(question: str) -> str:
    """The question itself: the text of a `.rq` file, anything else as it is.

    Raises:
        QueryError: The file cannot be read.
    """
    if not question.endswith(".rq") or re.search(r"[\s{]", question):
        return question
    try:
        return Path(question).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise QueryError(f"{question}: cannot be read ({reason}); give SPARQL, a .rq file or a name (--list)") from error


def ask(store: Store, question: str, bindings: Mapping[str, Any]) -> Result:
    """Answer SPARQL or a named question.

    Raises:
        QueryError: Malformed, not a read-only query, or an unknown question or parameter.
    """
    from aigraph.graph.query import Table

    answer: Result
    if is_name(question):
        from aigraph.graph.questions import ask as ask_named

        answer = ask_named(store, question.strip(), **bindings)
    else:
        answer = store.query(question, **bindings)
    return answer.shown_with(_shown) if isinstance(answer, Table) else answer


def _shown(table: Table) -> str:
    """A table as notebooks show it."""
    from aigraph.notebook import table_html

    return table_html(table)

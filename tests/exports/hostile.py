"""Strings that would run, load or hide something on a careless page, and how a page shows that none of them did."""
from __future__ import annotations

from typing import Any

from aigraph.exports.view import ClaimView
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Name

HOSTILE = [
    "<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", "\"'><svg onload=alert(3)>", "{{7*7}}${7*7}",
    "javascript:alert(4)", "<!--<script>", "]]>&lt;b&gt;&amp;", "\u2028\u2029\u202eabc", "\"href\" <img onerror=alert(5)>", "a<a href=//x.example>b</a>",
]


def hostile(text: str, number: int) -> ClaimView:
    """A claim with `text` in every field that takes free text."""
    one, two = (Entity(f"{text} {n}", kind, (Name(f"{text} alias", "en"),), key=f"{text} {number} {n}")
                for n, kind in ((1, Kind.PERSON), (2, Kind.ORGANIZATION)))
    claim = Claim("Appointment", "en", Evidence(text, 0, len(text), f"<{text}", f"{text}>"),
                  (Argument("person", one, 0, 1), Argument("organization", two, 0, 1)), role=text, status=text, round=text,
                  share=text, attribution=(text,), modality=Modality.REPORTED, reader=text)
    return ClaimView(f"https://w3id.org/aigraph/id/claim/{number:016x}", claim, f"{number:016x}", text, text, text, "2024-05-01")


def quiet(page: Any) -> None:
    page.wait_for_timeout(100)
    assert page.seen == []

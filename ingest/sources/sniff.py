"""What markup begins with: its first element, past declarations, comments and a document type, in one pass from left to right."""

from __future__ import annotations

import re

__all__ = ["first_element"]

_NAME = re.compile(rb"<(?:[\w-]+:)?([A-Za-z][\w-]*)")


def first_element(head: bytes) -> str:
    """The local name of the first element, in small letters, `!doctype` for that of HTML; empty where there is none.

    >>> first_element(b'<?xml version="1.0"?><!-- a feed --><atom:feed>')
    'feed'
    """
    at, marks = 3 if head.startswith(b"\xef\xbb\xbf") else 0, {b"<?": b"?>", b"<!--": b"-->"}
    while True:
        at += len(head[at:]) - len(head[at:].lstrip())
        mark = next((mark for mark in marks if head.startswith(mark, at)), None)
        if mark is not None:
            at = head.find(marks[mark], at + len(mark))
            if at < 0:
                return ""
            at += len(marks[mark])
        elif head[at : at + 9].lower() == b"<!doctype":
            if head[at + 9 : at + 24].strip().lower().startswith(b"html"):
                return "!doctype"
            at = _behind_type(head, at)
            if at < 0:
                return ""
        else:
            name = _NAME.match(head, at)
            return name.group(1).decode("ascii").lower() if name else ""


def _behind_type(head: bytes, at: int) -> int:
    """Where a document type ends, with what it declares in brackets; -1 where it does not."""
    end, inner = head.find(b">", at), head.find(b"[", at)
    if 0 <= inner < end:
        close = head.find(b"]", inner)
        end = head.find(b">", close) if close >= 0 else -1
    return end + 1 if end >= 0 else -1

"""Bytes of pages, feeds and tables as text.

1. A byte order mark. 2. UTF-8, if it is valid and not all ASCII: other encodings do not come out as valid UTF-8 by chance, while servers
and templates declare wrong ones every day. 3. What the server, then the document's own head (`charset=`, `encoding=`) declares, as browsers
understand it (GB2312 is GB18030, Latin-1 is Windows-1252), if the bytes are valid. 4. The Chinese encoding that gives common characters.
5. UTF-8 or what is declared, if nearly all of it is valid. 6. What charset-normalizer thinks, with a warning.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from ...ontology.errors import ArticleError
from ..read import decode_chinese

__all__ = ["charset_of", "decode"]

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.I)
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_AS_BROWSERS = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs", "x-x-big5": "big5hkscs",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-8859-9": "cp1254",
}  # fmt: skip


def decode(data: bytes, name: str, declared: str | None, warn: Callable[[str], None]) -> str:
    """The text that `data` is.

    Args:
        declared: What the server says.

    Raises:
        ArticleError: It is binary.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    named = [found for found in (_known(declared), _known(charset_of(data))) if found]
    if data[:2000].count(0) and not any(found.startswith("utf-16") for found in named):
        raise ArticleError(f"{name}: is binary, not text")
    if not data.isascii():
        named.insert(0, "utf-8")
    for encoding in [*named, "utf-8"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _detected(data, name, named[1] if len(named) > 1 else None, warn)


def charset_of(data: bytes) -> str | None:
    """The encoding that a document declares in its head."""
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii", "ignore") if found else None


def _known(label: str | None) -> str | None:
    """A declared name as Python knows it; None where it does not, or where it is no encoding of text."""
    label = (label or "").strip().lower()
    try:
        found = codecs.lookup(_AS_BROWSERS.get(label, label)) if label else None
    except LookupError:
        return None
    return found.name if found is not None and found._is_text_encoding else None


def _detected(data: bytes, name: str, declared: str | None, warn: Callable[[str], None]) -> str:
    # One damaged byte makes a whole page invalid: what is nearly valid in the declared encoding is that encoding.
    if declared is not None:
        text = data.decode(declared, "replace")
        if text.count("\ufffd") <= len(text) // 200 + 1:
            warn(f"{name}: some bytes are not {declared}, as it says it is; they show as \ufffd")
            return text
    text = data.decode("utf-8", "replace")
    whole = sum(not character.isascii() for character in text)
    if text.count("\ufffd") * 10 < whole:
        warn(f"{name}: some bytes are not UTF-8; they show as \ufffd")
        return text
    chinese = decode_chinese(data)
    if chinese is not None:
        return chinese
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    encoding = best.encoding if best is not None else declared or "utf-8"
    warn(f"{name}: does not say its encoding; read as {encoding}")
    return data.decode(encoding, "replace")

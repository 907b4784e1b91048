"""Text for reading: full-width forms, the many middle dots and traditional characters made one, character for character.

Every pattern of the Chinese reader works on normalized text, so it needs each sign only once. The length never
changes: offsets into the normalized text are offsets into the article.
"""

from __future__ import annotations

from ..lexicon import simplified

__all__ = ["HAN", "normalize"]

HAN = r"\u3400-\u9fff"

_TABLE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(sign): plain
    for signs, plain in (
        ("\u3000\u00a0\u2009\u202f", " "),
        ("•・‧･∙⋅", "·"),
        ("「『〝＂", "“"),
        ("」』〞", "”"),
        ("【〔〖［", "("),
        ("】〕〗］", ")"),
        ("‐‑", "-"),
        ("﹐", ","),
        ("〈", "《"),
        ("〉", "》"),
        ("￥", "¥"),
        ("’", "'"),
    )
    for sign in signs
}


def normalize(text: str) -> str:
    """`text` with ASCII for full-width letters, digits and marks, and simplified characters; as long as before."""
    return simplified(text.translate(_TABLE))

"""Places: where words that a model quotes stand in an article.

Words are looked for as they are, then with white space and quotation marks made plain (models write ' for ’ and one space for a line
end). A Latin word is found only as a whole word: "he" does not stand in "the". Offsets are always those of the article as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["Places", "Span"]

Span = tuple[int, int]
_PLAIN = str.maketrans("‘’‚‛“”„‟＂＇\u00a0\u3000", "''''\"\"\"\"\"'  ")
_SPACE = re.compile(r"\s+")


class Places:
    """The text of one article, ready to be searched."""

    def __init__(self, text: str) -> None:
        self.text = text
        plain = text.translate(_PLAIN)
        kept: list[str] = []
        self._origin: list[int] = []       # of each character of the plain text, its offset in the article
        for at, sign in enumerate(plain):
            if sign.isspace() and kept and kept[-1] == " ":
                continue
            kept.append(" " if sign.isspace() else sign)
            self._origin.append(at)
        self._plain = "".join(kept)

    def find(self, words: str, within: Span | None = None) -> Iterator[Span]:
        """Yield where `words` stand, in text order; what stands exactly comes alone."""
        start, end = within or (0, len(self.text))
        words = words.strip()
        if not words:
            return
        exact = [match.span() for match in _pattern(words).finditer(self.text, start, end)]
        if exact:
            yield from exact
            return
        for match in _pattern(_SPACE.sub(" ", words.translate(_PLAIN))).finditer(self._plain):
            first, last = self._origin[match.start()], self._origin[match.end() - 1] + 1
            if start <= first and last <= end:
                yield first, last

    def nearest(self, words: str, at: int, within: Span | None = None) -> Span | None:
        """Of the places the last that does not begin behind `at`, else the first."""
        found = list(self.find(words, within))
        before = [span for span in found if span[0] <= at]
        return before[-1] if before else found[0] if found else None


def _pattern(words: str) -> re.Pattern[str]:
    first = r"(?<![A-Za-z0-9])" if words[0].isascii() and words[0].isalnum() else ""
    last = r"(?![A-Za-z0-9])" if words[-1].isascii() and words[-1].isalnum() else ""
    return re.compile(f"{first}{re.escape(words)}{last}")

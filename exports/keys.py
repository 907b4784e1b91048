"""Search keys of a name: what people type to find it, in any script, without diacritics, spaces or case.

Latin names give the folded name and their initials (`samaltman`, `sa`); Chinese names give the name, their pinyin and
its initials (`wangxiaochuan`, `wxc`). Characters with several readings give each, as far as eight spellings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice, product

from pypinyin import Style, lazy_pinyin, pinyin

__all__ = ["fold", "search_keys"]

_HAN = re.compile(r"[\u3400-\u9fff]")


def fold(text: str) -> str:
    """Lower case, half width, without marks, spaces and punctuation; the page's script folds the same way."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def search_keys(names: Iterable[str]) -> list[str]:
    """All keys of an entity's names, without repeats, in order of the names."""
    keys: dict[str, None] = {}
    for name in names:
        keys[fold(name)] = None
        for key in _readings(name) if _HAN.search(name) else [_initials(name)]:
            keys[key] = None
    return [key for key in keys if key]


def _readings(name: str) -> list[str]:
    whole = lazy_pinyin(name)
    found = [fold("".join(whole)), fold("".join(syllable[:1] for syllable in whole))]
    if len(name) <= 4:
        for spelling in islice(product(*pinyin(name, style=Style.NORMAL, heteronym=True)), 8):
            found += [fold("".join(spelling)), fold("".join(syllable[:1] for syllable in spelling))]
    return found


def _initials(name: str) -> str:
    parts = re.findall(r"\w+", name)
    return fold("".join(word[0] for word in parts)) if len(parts) > 1 else ""

"""Renaming: the same piece about other people and companies, for training only.

Family and given names, and the first words of company names, are exchanged throughout a piece's file, so that counts and annotation
stay as they were. Words that could mean something else in the piece are left alone: in Chinese, whatever also stands outside of a name.
Which names come follows from the piece and the turn.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from aigraph.ontology.schema import claim_types

from .grid import material
from .piece import Piece, PieceError, load

__all__ = ["renamed"]

_LATIN = re.compile(r"[A-Z][a-zà-ÿ'’-]{3,}$")
_HAN = re.compile("[\u4e00-\u9fff]+")
_ENDINGS = re.compile("(?:科技|智能|集团|资本|实验室|研究院|机器人|半导体|信息|数据|云|网络|股份|有限公司|创投|汽车|医疗|芯片|公司|基金|银行|证券)+$")
_PUBLIC = re.compile("大学|学院|政府|法院|委员会|交易所|央行|联盟|协会|部$|局$|报$|社$|网$")
_KEPT = frozenset(
    "The University Institute College School National International Northern Southern Eastern Western Royal American European British General "
    "Bank Court Board Ministry Department City State United World Global Open Deep Data Model Press Times Post News Journal Daily Business".split()
)


def renamed(piece: Piece, times: int) -> Iterator[Piece]:
    """The piece `times` times over with other names; a renaming that does not hold together is left out."""
    raw = piece.path.read_text(encoding="utf-8") if times else ""
    for turn in range(times):
        draw = random.Random(f"{piece.id} {turn}")
        latin, chinese = _exchanges(piece, draw), _chinese_exchanges(piece, draw) if piece.lang == "zh" else {}
        changed = raw
        for old, new in latin.items():
            changed = re.sub(rf"(?<![A-Za-zÀ-ÿ]){re.escape(old)}(?![A-Za-zÀ-ÿ])", new, changed)
        changed = _exchanged(changed, chinese)
        try:
            yield load(piece.path, changed)
        except PieceError:
            continue


def _exchanged(text: str, words: dict[str, str]) -> str:
    """`text` with all words exchanged at once, longer ones first."""
    longest_first = "|".join(re.escape(old) for old in sorted(words, key=lambda word: (-len(word), word)))
    return re.sub(longest_first, lambda match: words[match[0]], text) if words else text


def _exchanges(piece: Piece, draw: random.Random) -> dict[str, str]:
    """Old words and new ones; none of the new stands in the piece already."""
    own = material()["en"]
    found: dict[str, str] = {}

    def exchange(word: str, options: list[str]) -> None:
        free = [o for o in options if o not in piece.text and o not in found.values() and _LATIN.match(o)]
        lower = re.search(rf"(?<![A-Za-z]){re.escape(word.lower())}(?![A-Za-z])", piece.text)
        if free and word not in found and word not in _KEPT and word not in claim_types() and _LATIN.match(word) and not lower:
            found[word] = draw.choice(free)

    for entity in piece.entities:
        words = entity.name.split()
        if entity.kind == "PERSON" and 2 <= len(words) <= 3:
            exchange(words[-1], own["family"])
            exchange(words[0], own["given"])
        elif entity.kind == "ORGANIZATION" and not entity.unnamed:
            exchange(words[0], own["stem"])
    return found


def _chinese_exchanges(piece: Piece, draw: random.Random) -> dict[str, str]:
    """Old and new Chinese names: of people, family and given name; of companies, what stands before their ending."""
    own = material()["zh"]
    stems = [one for one in own["stem"] if _HAN.fullmatch(one) and one not in piece.text]
    found: dict[str, str] = {}
    for entity in piece.entities:
        forms = [form for form in {entity.name, *entity.names} if _HAN.fullmatch(form)]
        for form in forms:
            if entity.kind == "PERSON" and 2 <= len(form) <= 3 and form[0] in own["family"]:
                family, given = draw.choice(own["family"]), draw.choice(own["given"])
                found[form] = family + given
                found |= {other: family + other[1:] for other in forms if other != form and other[0] == form[0]}
                found |= {other: given for other in forms if other == form[1:] and len(other) > 1}
                break
            if entity.kind == "ORGANIZATION" and not entity.unnamed and stems:
                stem = _ENDINGS.sub("", form)
                if 2 <= len(stem) <= 4 and not _PUBLIC.search(form) and _only_in_names(stem, piece):
                    found[stem] = stems.pop(draw.randrange(len(stems)))
                    break
    return {old: new for old, new in found.items() if _only_in_names(old, piece)}


def _only_in_names(word: str, piece: Piece) -> bool:
    """Does the word stand nowhere in the piece but in names?"""
    spans = [(m.start, m.end) for m in piece.mentions if m.named]
    places = [match.start() for match in re.finditer(re.escape(word), piece.text)]
    return bool(places) and all(any(a <= at and at + len(word) <= b for a, b in spans) for at in places)

"""The grid: what each piece of the corpus is asked to contain, so that the spread is counted and not hoped for.

A specification is drawn for every id by a seeded generator: split, world, outlet, publication date, four claim types, a
modality for two of them, six constructions, a trap (trigger words that claim nothing), and names for invented worlds. Types
and constructions are dealt like cards, each pack shuffled and used up before the next, so no type can fall behind.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from aigraph.ontology.schema import claim_types

__all__ = ["PAIRS", "SINGLES", "SPLITS", "Spec", "material", "specs", "split_of"]

SINGLES = 300
PAIRS = 60
SPLITS = ("train", "dev", "test")
TRAPS = ("negation", "hypothetical", "question", "generic", "meaning")
_MODALITIES = ("planned", "reported", "possible", "denied")


@dataclass(frozen=True, slots=True)
class Spec:
    """What one piece is asked to contain."""

    id: str
    lang: str
    split: str
    world: str
    outlet: str
    published: date
    types: tuple[str, ...]
    modalities: tuple[str, ...]
    marks: tuple[str, ...]
    trap: str
    names: tuple[str, ...]
    subject: str
    traditional: bool

    def __str__(self) -> str:
        held = [f"{t} ({m})" if m else t for t, m in zip(self.types, self.modalities, strict=True)]
        rows = [
            f"{self.id}  file tests/corpus/{self.lang}/{self.split}/{self.id}.txt",
            f"  published {self.published} {self.published:%A} · {self.outlet} · {self.world}"
            + (" · traditional characters" if self.traditional else ""),
            f"  claims: {', '.join(held)} · trap: {self.trap}",
            f"  marks: {' '.join(self.marks)}",
            f"  {'subject: ' + self.subject if self.world == 'real' else 'names: ' + ' · '.join(self.names)}",
        ]
        return "\n".join(rows)


def split_of(number: int) -> str:
    """A fifth for testing, a tenth for development, the rest to learn from; pairs keep their two halves together."""
    return "test" if number % 5 == 0 else "dev" if number % 10 == 3 else "train"


def specs(lang: str) -> Iterator[Spec]:
    """All specifications of a language: the singles, then its half of the pairs."""
    drawn_from, draw = material(), random.Random(f"aigraph corpus {lang}")
    types, traps = _dealt(sorted(claim_types()), draw), _dealt(TRAPS, draw)
    modalities, outlets = _dealt(_MODALITIES, draw), _dealt(drawn_from[lang]["outlet"], draw)
    marks = _dealt(drawn_from[lang]["marks"], draw)
    for kind, count in (("", SINGLES), ("p", PAIRS)):
        for number in range(1, count + 1):
            asked = _distinct(types, 4)
            firm = [next(modalities), next(modalities), "", ""]
            draw.shuffle(firm)
            yield Spec(
                id=f"{lang}-{kind}{number:0{3 - len(kind)}}",
                lang=lang,
                split=split_of(number),
                world="real" if number % 5 in (1, 3) and not kind else "invented",
                outlet=next(outlets),
                published=date(2016, 1, 4) + timedelta(days=draw.randrange(3940)),
                types=tuple(asked),
                modalities=tuple(firm),
                marks=tuple(_distinct(marks, 6)),
                trap=next(traps),
                names=tuple(_names(lang, drawn_from, draw)),
                subject=f"{draw.choice(drawn_from['subjects']['fields'])}, about {draw.choice(drawn_from['subjects']['years'])}",
                traditional=lang == "zh" and number % 7 == 2,
            )


def _dealt(cards: Any, draw: random.Random) -> Iterator[str]:
    while True:
        pack = list(cards)
        draw.shuffle(pack)
        yield from pack


def _distinct(cards: Iterator[str], count: int) -> list[str]:
    """The next cards, no two alike."""
    found: list[str] = []
    while len(found) < count:
        card = next(cards)
        if card not in found:
            found.append(card)
    return found


def _names(lang: str, held: dict[str, Any], draw: random.Random) -> Iterator[str]:
    own = held[lang]
    if lang == "en":
        for _ in range(4):
            yield f"{draw.choice(own['given'])} {draw.choice(own['family'])}"
    else:
        for _ in range(3):
            yield draw.choice(own["family"]) + draw.choice(own["given"])
        yield draw.choice(own["foreign"])
    for _ in range(3):
        yield draw.choice(own["stem"]) + draw.choice(own["suffix"])
    yield draw.choice(own["product"])
    yield draw.choice(own["product"])
    yield draw.choice(own["invented_source"])


@cache
def material() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "material.toml").read_text(encoding="utf-8"))

"""Names: how two written names of one kind can be the same name, and by what right.

Latin names are compared folded, in any order of words, without middle names, and with initials; Chinese names by pinyin, given
name before or after; foreign names in Chinese characters by their consonants, which is weak and needs context.
Organisations are compared without legal suffix, by pinyin, by the initials of their words, and by their first word.
Each relation has a strength in [0, 1]; what it is worth depends on context (`identity`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

__all__ = ["SOUND", "Lexicon", "Relation", "blocks", "compare", "fold"]

SOUND = 0.6  # the strength of a likeness by sound alone, the weakest
_HAN = re.compile(r"[\u3400-\u9fff]")
_DOTS = re.compile(r"[·・•‧]")
_SOUNDS = {**dict.fromkeys("bpfv", "P"), **dict.fromkeys("dt", "T"), **dict.fromkeys("gkqxcjsz", "K"), "m": "M", "n": "M"}


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """A name for comparing: NFKC, without case, space, dots, hyphens and quotes."""
    return re.sub(r"[\s.\-‐–—_·•・‧'’\"“”]+", "", unicodedata.normalize("NFKC", name)).casefold()


@dataclass(frozen=True)
class Lexicon:
    """What is known of names beforehand: the gazetteer's nodes, and legal suffixes of organisations, longest first.

    `known` holds IRIs of nodes that the gazetteer has an entry for: two of them are two things. `context` gives what it says
    of some of them (employer, maker), folded. `entries` leads from a kind and a folded name (`place hangzhou`) to the node.
    """

    known: frozenset[str] = frozenset()
    suffixes: tuple[str, ...] = ()
    context: dict[str, str] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    fold: Callable[[str], str] = fold

    def entry(self, name: str, kind: str) -> str:
        """The node of the only entry that has this name; empty where there is none."""
        return self.entries.get(f"{kind} {_folded(self.fold, name)}", "")

    def bare(self, name: str, kind: str) -> str:
        """The folded name, of an organisation without its legal suffix."""
        return _bare(self.fold, name, self.suffixes if kind == "organization" else ())


@dataclass(frozen=True, slots=True)
class Relation:
    """How two names are one name: in words, and how strongly in [0, 1]."""

    why: str
    strength: float


def blocks(name: str, kind: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield keys; only names that share one can be related."""
    bare = lexicon.bare(name, kind)
    yield f"={bare}"
    if entry := lexicon.entry(name, kind):
        yield f"g{entry}"
    if kind == "person":
        if _HAN.search(name):
            for spelt in sorted(_pinyin_names(name)):
                yield f"p{spelt}"
            yield f"s{_consonants(_last(name))}"
        else:
            words = _words(name)
            if len(words) > 1:
                yield f"i{words[-1]}"
                yield f"p{''.join(words)}"
                yield f"p{''.join(words[1:] + words[:1])}"
                yield f"s{_consonants(words[-1])}"
    elif kind == "organization":
        if _HAN.search(name):
            yield f"p{_pinyin(name)}"
            return
        words = _words(name)
        yield f"p{bare}"
        if len(words) > 1:
            yield f"a{''.join(word[0] for word in words)}"
        if len(words[0] if words else "") > 3:
            yield f"w{words[0]}"
        yield f"a{bare}"


def compare(one: str, other: str, kind: str, lexicon: Lexicon) -> Relation | None:
    """The strongest relation between two names of a kind, or None."""
    first, second = lexicon.bare(one, kind), lexicon.bare(other, kind)
    if first == second:
        exact = _folded(lexicon.fold, one) == _folded(lexicon.fold, other)
        return Relation("same name", 1.0) if exact else Relation("same name but for the legal suffix", 1.0)
    entry = lexicon.entry(one, kind)
    if entry and entry == lexicon.entry(other, kind):
        return Relation("one entry of the gazetteer", 1.0)
    if kind == "person":
        return _compare_persons(one, other)
    if kind == "organization":
        return _compare_organizations(one, other, first, second)
    return None


def _compare_persons(one: str, other: str) -> Relation | None:
    if bool(_HAN.search(one)) != bool(_HAN.search(other)):
        chinese, latin = (one, other) if _HAN.search(one) else (other, one)
        words = _words(latin)
        if not _DOTS.search(chinese) and {"".join(words), "".join(words[1:] + words[:1])} & _pinyin_names(chinese):
            return Relation("same name in pinyin", 0.9)
        sound, spelt = _consonants(_last(chinese)), _consonants(words[-1] if words else "")
        if len(words) > 1 and len(sound) > 1 and SequenceMatcher(None, sound, spelt).ratio() >= 0.75:
            given = _consonants(_DOTS.split(chinese)[0]), _consonants(words[0])
            if not _DOTS.search(chinese) or SequenceMatcher(None, *given).ratio() >= 0.5:
                return Relation("name that sounds alike", SOUND)
        return None
    if _HAN.search(one):
        return None
    first, second = _words(one), _words(other)
    if len(first) < 2 or len(second) < 2:
        return None
    if sorted(first) == sorted(second):
        return Relation("same words in another order", 0.95)
    if first[-1] != second[-1]:
        return None
    if first[0] == second[0]:
        return Relation("same name but for a middle name", 0.9)
    if first[0][0] == second[0][0] and min(len(first[0]), len(second[0])) == 1:
        return Relation("same surname and initial", 0.8)
    return None


def _compare_organizations(one: str, other: str, first: str, second: str) -> Relation | None:
    if bool(_HAN.search(one)) != bool(_HAN.search(other)):
        chinese, latin = (one, second) if _HAN.search(one) else (other, first)
        return Relation("same name in pinyin", 0.85) if _pinyin(chinese) == latin else None
    if _HAN.search(one):
        return None
    for short, full in ((one, other), (other, one)):
        words = _words(full)
        if len(words) > 1 and fold(short) == "".join(word[0] for word in words):
            return Relation("initials of the name", 0.7)
        if len(words) > 1 and _words(short) == words[:1] and len(words[0]) > 3:
            return Relation("first word of the name", 0.7)
    return None


@lru_cache(maxsize=50_000)
def _folded(fold: Callable[[str], str], name: str) -> str:
    return fold(name)


@lru_cache(maxsize=50_000)
def _bare(fold: Callable[[str], str], name: str, suffixes: tuple[str, ...]) -> str:
    for suffix in suffixes:
        if name.casefold().endswith(suffix.casefold()):
            rest = name[: -len(suffix)]
            if rest.rstrip(" ,.(（") and (_HAN.search(suffix) or rest[-1] in " ,."):
                return fold(rest.rstrip(" ,.(（"))
    return fold(name)


@lru_cache(maxsize=50_000)
def _words(name: str) -> tuple[str, ...]:
    """Lower-case words without dots and accents; a hyphenated word is one."""
    plain = unicodedata.normalize("NFKD", re.sub(r"[-‐–'’]", "", name))
    return tuple(re.findall(r"[^\W\d_]+|\d+", "".join(c for c in plain if not unicodedata.combining(c)).casefold()))


def _last(name: str) -> str:
    return _DOTS.split(name)[-1]


@lru_cache(maxsize=20_000)
def _pinyin(text: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(text)).casefold().replace("ü", "v")


@lru_cache(maxsize=20_000)
def _pinyin_names(name: str) -> frozenset[str]:
    """A Chinese person's name as spelt in Latin letters, surname first and last; characters of several readings in all."""
    from pypinyin import Style, pinyin

    if _DOTS.search(name) or not 2 <= len(name) <= 4:
        return frozenset()
    surname = 2 if len(name) == 4 else 1
    heads = {""}
    for readings in pinyin(name[:surname], style=Style.NORMAL, heteronym=True):
        heads = {head + reading for head in heads for reading in readings}
    given = _pinyin(name[surname:])
    return frozenset(form for head in heads for form in (head + given, given + head))


@lru_cache(maxsize=20_000)
def _consonants(text: str) -> str:
    """What is heard of a name across scripts: classes of consonants, without l and r, which transliteration moves."""
    spelt = _pinyin(text) if _HAN.search(text) else text
    classes = re.sub(r"[^A-Z]", "", "".join(_SOUNDS.get(c, "") for c in re.sub(r"ng", "n", spelt.casefold())))
    return re.sub(r"(.)\1+", r"\1", classes)

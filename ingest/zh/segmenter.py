"""Chinese words and names by two small linear-chain CRFs.

1. Text is cut at white space and sentence marks, and each piece into units: a Han character, a mark, or a whole run of
Latin letters or digits ("GPT-4o", "5,000", "U.S."), which is never split. 2. The segmenter labels a unit B (begins a
word) or I; then parts of a transliterated name that are joined by a middle dot become one word. 3. The name tagger
labels units BIO over PERSON, ORG and LOC; a name's probability is the mean marginal of its units. Features are the units
around, their classes, and lists that are part of the model: words with a class (`lexicon.txt`), surnames, characters of
transliterations, last characters of organisations and places (`config.json`). Offsets count code points.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pycrfsuite

__all__ = ["Lists", "NameTagger", "Segmenter", "Unit", "joined", "name_features", "pieces", "word_features"]

_UNIT = re.compile(
    r"(?:[A-Z]\.){2,}|"
    r"[^\W\d_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"  # a letter that is not Han ...
    r"[^\W_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]*"
    r"(?:[-'’.&+_][A-Za-z0-9]+)*\+*"
    r"|\d+(?:[.,:]\d+)*(?:-?[A-Za-z]+\d*)*"
    r"|[０-９]+(?:．[０-９]+)*|[Ａ-Ｚａ-ｚ][Ａ-Ｚａ-ｚ０-９]*"
    r"|\S"
)
_ENDS = frozenset("。！？!?；;")
_DAYS = frozenset("一二三四五六日")
_MOST = 400  # units in one pass: text without sentence marks is cut here
_LONGEST = 5  # units of the longest lexicon word
_DOTS = frozenset("·・•‧･∙⋅")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """A Han character, a mark or a Latin or digit run: its form for the features, its class, and where it stands."""

    form: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lists:
    """Words and characters that hint at words and names; frozen with the model, since its weights were learned with them.

    `lexicon` gives a word's class: person, place, organisation, other name, noun or verb or none of these.
    """

    lexicon: dict[str, str]
    surnames: frozenset[str]
    double_surnames: frozenset[str]
    transliteration: frozenset[str]
    endings: frozenset[str]

    @classmethod
    def read(cls, folder: Path) -> Lists:
        """The character lists of `config.json` and the words of `lexicon.txt`: a class a line, then its words."""
        lists = json.loads((folder / "config.json").read_text(encoding="utf-8"))["lists"]
        lexicon: dict[str, str] = {}
        for line in (folder / "lexicon.txt").read_text(encoding="utf-8").splitlines():
            kind, *words = line.split()
            lexicon.update(dict.fromkeys(words, kind))
        return cls(lexicon, **{name: frozenset(words) for name, words in lists.items()})


def pieces(text: str) -> Iterator[list[Unit]]:
    """Units of `text`, a list a sentence; white space is in none."""
    piece: list[Unit] = []
    for match in _UNIT.finditer(text):
        unit = _unit(match[0], match.start())
        piece.append(unit)
        if unit.form in _ENDS or len(piece) >= _MOST or text[unit.end : unit.end + 1] in ("\n", "\r"):
            yield piece
            piece = []
    if piece:
        yield piece


def _unit(form: str, start: int) -> Unit:
    end = start + len(form)
    plain = unicodedata.normalize("NFKC", form)
    first = plain[0]
    if first in _DOTS or form in _DOTS:
        return Unit("·", "M", start, end)
    if plain.isdigit() or (first.isdigit() and not plain[-1:].isalpha()):
        return Unit("4" if len(plain) == 4 and plain.isdigit() else "0", "D", start, end)
    if first.isalpha() and not _is_han(first):
        return Unit(plain, "U" if plain.isupper() else "T" if first.isupper() else "L", start, end)
    if first.isdigit():
        return Unit(plain, "X", start, end)
    return Unit(form if _is_han(first) else plain, "H" if _is_han(first) else "P", start, end)


def _is_han(letter: str) -> bool:
    return letter >= "\u2e80" and (letter.isalpha() or letter == "〇") and not "\uff00" <= letter <= "\uffef"


def _lexicon_hints(units: Sequence[Unit], lexicon: dict[str, str]) -> list[tuple[str, str, str]]:
    """Of every unit: length and class of the longest lexicon word that begins, ends, and passes there ("-" for none)."""
    count = len(units)
    begins, ends, passes = (["-"] * count for _ in range(3))
    text = "".join(unit.form if unit.kind == "H" else " " for unit in units)
    if len(text) != count:  # a character outside the lexicon's range; never seen, but features must not shift
        return list(zip(begins, ends, passes, strict=True))
    for length in range(2, _LONGEST + 1):
        for i in range(count - length + 1):
            kind = lexicon.get(text[i : i + length])
            if kind:
                hint = f"{length}{kind}"
                begins[i] = ends[i + length - 1] = hint
                for k in range(i + 1, i + length - 1):
                    passes[k] = hint
    return list(zip(begins, ends, passes, strict=True))


def word_features(units: Sequence[Unit], lists: Lists) -> list[list[str]]:
    """Features of every unit for segmentation."""
    forms = ["<", "<", *(unit.form for unit in units), ">", ">"]
    kinds = ["-", "-", *(unit.kind for unit in units), "-", "-"]
    hints = [("-", "-", "-"), *_lexicon_hints(units, lists.lexicon), ("-", "-", "-")]
    found = []
    for i in range(2, len(units) + 2):
        p, a, c, b, n = forms[i - 2 : i + 3]
        begins, ends, passes = hints[i - 1]
        before = hints[i - 2]
        found.append([
            "c" + c, "a" + a, "b" + b, "p" + p, "n" + n,
            f"ac{a}{c}", f"cb{c}{b}", f"pa{p}{a}", f"bn{b}{n}", f"ab{a}{b}", f"acb{a}{c}{b}",
            "k" + "".join(kinds[i - 1 : i + 2]), "K" + "".join(kinds[i - 2 : i + 3]),
            f"d{a == c}{c == b}{p == c}",
            "lb" + begins, "le" + ends, "lp" + passes, f"lbep{begins}{ends}{passes}", f"la{before[0]}{before[1]}{begins}",
            f"lc{before[1][0]}{begins[0]}{ends[0]}{passes[0]}{c}",
        ])  # fmt: skip
    return found


def name_features(units: Sequence[Unit], begins: Sequence[bool], lists: Lists) -> list[list[str]]:
    """Features of every unit for names; `begins` says where the segmenter saw words begin."""
    forms = ["<"] * 3 + [unit.form for unit in units] + [">"] * 3
    kinds = ["-"] * 3 + [unit.kind for unit in units] + ["-"] * 3
    words = _words(units, begins)
    lexicon = _lexicon_hints(units, lists.lexicon)
    hints = ["-"] * 3 + [_hint(forms, i, lists) for i in range(3, len(units) + 3)] + ["-"] * 3
    found = []
    for k in range(len(units)):
        i = k + 3
        a, c, b = forms[i - 1 : i + 2]
        place, word, before, after = words[k]
        kind, kind_before, kind_after = (lists.lexicon.get(some, "-") for some in (word, before, after))
        found.append([
            "c" + c, "a" + a, "b" + b, "p" + forms[i - 2], "n" + forms[i + 2], "q" + forms[i - 3], "m" + forms[i + 3],
            f"ac{a}{c}", f"cb{c}{b}", f"pa{forms[i - 2]}{a}", f"bn{b}{forms[i + 2]}",
            "k" + "".join(kinds[i - 1 : i + 2]), "K" + "".join(kinds[i - 2 : i + 3]),
            "h" + hints[i], "ha" + hints[i - 1], "hb" + hints[i + 1], "hh" + "|".join(hints[i - 1 : i + 2]),
            "H" + "|".join(hints[i - 2 : i + 3]),
            "s" + place, f"w{word}", f"wp{place}{before}", f"wn{place}{after}", f"we{place}{word[-1:]}",
            f"wl{place}{min(len(word), 4)}{hints[i]}",
            "lb" + lexicon[k][0], "le" + lexicon[k][1], "lp" + lexicon[k][2], f"lw{place}{kind}",
            f"lwb{place}{kind_before}{kind}", f"lwa{place}{kind}{kind_after}", "lbep" + "".join(lexicon[k]),
        ])  # fmt: skip
    return found


def _hint(forms: Sequence[str], i: int, lists: Lists) -> str:
    """What the lists say of unit `i`: surname, transliteration, ending."""
    form = forms[i]
    hint = "S" if form in lists.surnames else "D" if form + forms[i + 1] in lists.double_surnames else ""
    hint += "T" if form in lists.transliteration else ""
    hint += "E" if form in lists.endings else ""
    return hint or "-"


def _words(units: Sequence[Unit], begins: Sequence[bool]) -> list[tuple[str, str, str, str]]:
    """Of every unit: its place in its word (B, I, E, S), the word, the word before and the word after."""
    starts = [k for k, begin in enumerate(begins) if begin or k == 0]
    spans = list(pairwise([*starts, len(units)]))
    texts = ["".join(unit.form for unit in units[i:j]) for i, j in spans]
    found = []
    for number, (i, j) in enumerate(spans):
        before = texts[number - 1] if number else "<"
        after = texts[number + 1] if number + 1 < len(texts) else ">"
        for k in range(i, j):
            place = "S" if j - i == 1 else "B" if k == i else "E" if k == j - 1 else "I"
            found.append((place, texts[number], before, after))
    return found


def _open(path: Path) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


class Segmenter:
    """Words of Chinese text."""

    def __init__(self, folder: Path) -> None:
        self.lists = Lists.read(folder)
        self._tagger = _open(folder / "segment.crfsuite")

    def words(self, text: str) -> list[Span]:
        """Spans of the words of `text`, in order; together they cover all but white space."""
        found: list[Span] = []
        for units in pieces(text):
            found += joined(units, self.begins(units))
        return found

    def begins(self, units: Sequence[Unit]) -> list[bool]:
        """Whether a word begins at each unit."""
        return [label == "B" for label in self._tagger.tag(word_features(units, self.lists))]


def joined(units: Sequence[Unit], begins: Sequence[bool]) -> list[Span]:
    """Word spans; white space always parts words, and a middle dot between letters joins them."""
    starts = []
    for k, unit in enumerate(units):
        apart = k == 0 or units[k - 1].end != unit.start
        starts.append(apart or (begins[k] and not _at_dot(units, k)))
    edges = [k for k, start in enumerate(starts) if start]
    return [(units[i].start, units[j - 1].end) for i, j in pairwise([*edges, len(units)])]


def _at_dot(units: Sequence[Unit], k: int) -> bool:
    """Unit `k` is a middle dot between letters, or stands right behind one."""
    dot = k if units[k].kind == "M" else k - 1
    if not 0 < dot < len(units) - 1 or units[dot].kind != "M":
        return False
    return units[dot - 1].kind in "HTUL" and units[dot + 1].kind in "HTUL"


def _ends_in_weekday(units: Sequence[Unit]) -> bool:
    """A transliterated name has swallowed the day behind it: 萨姆·奥尔特曼周一."""
    forms = [unit.form for unit in units]
    return "·" in forms[:-3] and forms[-2] == "周" and forms[-1] in _DAYS


class NameTagger:
    """Persons, organisations and places in Chinese text."""

    def __init__(self, folder: Path) -> None:
        self._segmenter = Segmenter(folder)
        self._tagger = _open(folder / "names.crfsuite")

    def names(self, text: str) -> list[tuple[int, int, str, float]]:
        """Names of `text` in order: start, end, PERSON, ORG or LOC, and the mean marginal probability of its units."""
        found: list[tuple[int, int, str, float]] = []
        for units in pieces(text):
            found += self._names(units)
        return found

    def _names(self, units: Sequence[Unit]) -> Iterator[tuple[int, int, str, float]]:
        self._tagger.set(name_features(units, self._segmenter.begins(units), self._segmenter.lists))
        labels: list[str] = self._tagger.tag()
        first = 0
        for k, label in enumerate([*labels, "O"]):
            kind = labels[first][2:] if first < k else ""
            if kind and label != f"I-{kind}":
                end = k - 2 if kind == "PERSON" and _ends_in_weekday(units[first:k]) else k
                sure = sum(self._tagger.marginal(labels[i], i) for i in range(first, end)) / (end - first)
                yield units[first].start, units[end - 1].end, kind, sure
                kind = ""
            if label == "O":
                first = k + 1
            elif not kind:
                first = k

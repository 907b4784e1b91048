"""A piece of the corpus: its text, who is named in it, and what it claims, from a file that people can write by hand.

1. The file has three blocks between `---` lines: header, text, annotation (docs/corpus.md shows one). 2. Entity lines give
every name, and behind `~` every pronoun and description, of one person or thing; each occurrence in the text becomes a mention.
3. Claim lines name a trigger and the words of each argument; the occurrence nearest to the trigger is meant, or the one that
`#2` counts. 4. Out come claim records with offsets, in the form that `aigraph extract` prints, with the offsets of
trigger and arguments beside them. Offsets count code points from the start of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from aigraph.ontology.schema import claim_type, kinds

__all__ = ["ROOT", "Entity", "Line", "Mention", "Piece", "PieceError", "Span", "Trap", "load", "pieces"]

ROOT = Path(__file__).parent
KINDS = ("PERSON", "ORGANIZATION", "PRODUCT", "PLACE", "GROUP")
VALUES = ("role", "amount", "date", "since", "until", "status", "round", "quantity", "share")
LISTS = ("investors", "lead_investors", "attribution")
MODALITIES = ("planned", "reported", "possible", "denied")
TRAPS = ("negation", "hypothetical", "question", "generic", "meaning")
Span = tuple[int, int]

_ENTITY = re.compile(r"(?P<name>.+?) \((?P<kind>[A-Z]+)(?P<unnamed>, unnamed)?\)(?:\s*(?::|(?=~))\s*(?P<forms>.*))?$")
_CLAIM = re.compile(r'(?P<type>[A-Z]\w+) "(?P<trigger>[^"]+)"(?:#(?P<nth>\d+))?\s*(?P<rest>(?:\|.*)?)$')
_NONE = re.compile(r'none "(?P<trigger>[^"]+)"(?:#(?P<nth>\d+))?\s+(?P<why>\w+)$')
_NTH = re.compile(r"(?P<words>.*?)#(?P<nth>\d+(?:,\d+)*)$")
_LETTER = "0-9A-Za-zÀ-ɏ"
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s|[。！？；]|\n")


class PieceError(ValueError):
    """A piece is not well formed; the message has file and line."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One person or thing of a piece: its fullest Latin name, further names, and words that stand for it."""

    name: str
    kind: str
    names: tuple[str, ...]
    unnamed: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity, or stands for it (`named` is false for pronouns and descriptions)."""

    start: int
    end: int
    entity: Entity
    named: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One claim: its record, and where trigger and arguments stand. A role may have several spans, or none.

    `again` marks what the article says elsewhere in more detail: learnt from, and optional in scoring.
    """

    record: dict[str, Any]
    trigger: Span
    spans: dict[str, list[Span]]
    number: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Trap:
    """Words that could have triggered a claim and do not, and why."""

    trigger: Span
    why: str


@dataclass
class Piece:
    """A text with everything that was annotated in it."""

    id: str
    lang: str
    split: str
    path: Path
    published: date
    outlet: str
    world: str
    marks: tuple[str, ...]
    text: str
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    claims: list[Line] = field(default_factory=list)
    traps: list[Trap] = field(default_factory=list)

    def records(self) -> list[dict[str, Any]]:
        """The gold claims."""
        return [line.record for line in self.claims]

    def sentences(self) -> list[Span]:
        """Rough sentences, for counting: paragraphs cut at full stops."""
        found, start = [], 0
        for match in _SENTENCE_END.finditer(self.text + "\n"):
            if self.text[start : match.start()].strip():
                found.append((start, min(match.end(), len(self.text))))
            start = match.end()
        return found


FURTHER = "further"      # pieces outside the grid and its splits, to learn from only


def pieces(lang: str | None = None, *splits: str, root: Path = ROOT) -> Iterator[Piece]:
    """Pieces of a language (both if None) and of the named splits (train, dev and test if none is named), by id."""
    for path in sorted(root.glob(f"{lang or '[ez][nh]'}/*/*.txt")):
        if path.parent.name in splits or (not splits and path.parent.name != FURTHER):
            yield load(path)


def load(path: Path, raw: str | None = None) -> Piece:
    """Read one piece, from `raw` in place of the file if given.

    Raises:
        PieceError: It is not well formed, or words do not stand in the text; all faults, one a line.
    """
    raw = path.read_text(encoding="utf-8") if raw is None else raw
    blocks = re.split(r"^---[ \t]*\n", raw, flags=re.M)
    if len(blocks) != 4:
        raise PieceError(f"{path}: expected header, text, entities and claims between three --- lines, found {len(blocks)} blocks")
    header = dict(_header(path, blocks[0]))
    piece = Piece(
        id=path.stem, lang=path.stem[:2], split=path.parent.name, path=path, published=date.fromisoformat(header["published"]),
        outlet=header["outlet"], world=header["world"], marks=tuple(header["marks"].split()), text=blocks[1].strip("\n"),
    )
    first = raw[: raw.rindex("---\n")].count("\n")
    entity_line = first - blocks[2].count("\n") + 1
    faults: list[str] = []
    _read_entities(piece, blocks[2].split("\n"), entity_line, faults)
    for number, line in enumerate(blocks[3].split("\n"), first + 2):
        line = line.strip()
        if line and not line.startswith("#"):
            try:
                _read_claim(piece, line, number)
            except ValueError as fault:
                faults.append(f"{path}:{number}: {fault}")
    if faults:
        raise PieceError("\n".join(faults))
    return piece


def _header(path: Path, block: str) -> Iterator[tuple[str, str]]:
    rows = dict(row.split(":", 1) for row in block.splitlines() if ":" in row)
    for key in ("published", "outlet", "world", "marks"):
        if key not in rows:
            raise PieceError(f"{path}: the header lacks {key}")
        yield key, rows[key].strip()


# -- entities --------------------------------------------------------------------------------------------------------


def _read_entities(piece: Piece, lines: Sequence[str], first: int, faults: list[str]) -> None:
    wanted: list[tuple[int, int, Entity, bool, bool]] = []
    said: dict[str, str] = {}
    for number, line in enumerate(lines, first):
        if not line.strip() or line.startswith("#"):
            continue
        match = _ENTITY.match(line.strip())
        if not match or match["kind"] not in KINDS:
            faults.append(f"{piece.path}:{number}: not an entity line: NAME (KIND): names ~ pronouns; KIND is one of {', '.join(KINDS)}")
            continue
        names, _, standing = (match["forms"] or "").partition("~")
        unnamed = bool(match["unnamed"])
        forms = [n.strip() for n in names.split("|") if n.strip()]
        own = [match["name"].strip()] if not unnamed or match["name"].strip() in piece.text else []
        entity = Entity(match["name"].strip(), match["kind"], tuple(dict.fromkeys(own + forms)), unnamed)
        piece.entities.append(entity)
        for form, named in [*((f, True) for f in entity.names), *((f.strip(), False) for f in standing.split("|") if f.strip())]:
            words, places = form, None
            if nth := _NTH.match(form):
                words, places = nth["words"], [int(n) for n in nth["nth"].split(",")]
            spans = occurrences(piece.text, words)
            if not spans:
                faults.append(f"{piece.path}:{number}: {words!r} does not stand in the text")
                continue
            if places is None and not named and words.lower() in said and said[words.lower()] != entity.name:
                faults.append(f"{piece.path}:{number}: {words!r} also stands for {said[words.lower()]!r}: count the occurrences with #\n"
                              + numbered(piece.text, spans))
            if places is None:
                said[words.lower()] = entity.name
            elif max(places) > len(spans):
                faults.append(f"{piece.path}:{number}: {words!r} occurs {len(spans)} times\n" + numbered(piece.text, spans))
                continue
            for start, end in spans if places is None else (spans[n - 1] for n in places):
                wanted.append((start, end, entity, named, places is not None))
    _settle(piece, wanted)


def _settle(piece: Piece, wanted: list[tuple[int, int, Entity, bool, bool]]) -> None:
    """Longest first; inside a name nothing else is meant, inside a description another entity may be."""
    for start, end, entity, named, counted in sorted(wanted, key=lambda w: (w[0] - w[1], not w[4], w[0])):
        over = [m for m in piece.mentions if m.start < end and start < m.end]
        if all(not m.named and m.entity is not entity and m.start <= start and end <= m.end and (end - start) < (m.end - m.start) for m in over):
            piece.mentions.append(Mention(start, end, entity, named))
        elif counted and over and over[0].entity is not entity and (over[0].start, over[0].end) == (start, end):
            piece.mentions.append(Mention(start, end, entity, named))      # "the two" may stand for both
    piece.mentions.sort(key=lambda m: (m.start, -m.end))


@cache
def _pattern(words: str) -> re.Pattern[str]:
    before = rf"(?<![{_LETTER}])" if re.match(rf"[{_LETTER}]", words) else ""
    after = rf"(?![{_LETTER}])" if re.search(rf"[{_LETTER}]$", words) else ""
    flags = re.I if words[:1].islower() else re.NOFLAG
    return re.compile(before + re.escape(words) + after, flags)


def occurrences(text: str, words: str) -> list[Span]:
    """Where words stand in a text, whole words only; what begins in lower case is found in either case."""
    return [m.span() for m in _pattern(words).finditer(text)]


def numbered(text: str, spans: Sequence[Span]) -> str:
    """Occurrences with their numbers, in context."""
    around = (text[max(0, a - 25) : b + 25].replace("\n", " ") for a, b in spans)
    return "\n".join(f"      #{n} …{words}…" for n, words in enumerate(around, 1))


# -- claims ----------------------------------------------------------------------------------------------------------


def _read_claim(piece: Piece, line: str, number: int) -> None:
    if none := _NONE.match(line):
        if none["why"] not in TRAPS:
            raise ValueError(f"a trap's reason is one of {', '.join(TRAPS)}")
        piece.traps.append(Trap(_trigger(piece, none["trigger"], none["nth"]), none["why"]))
        return
    match = _CLAIM.match(line)
    if not match:
        raise ValueError('not a claim line: Type "trigger" | role: words => value | ...')
    kind = claim_type(match["type"])
    trigger = _trigger(piece, match["trigger"], match["nth"])
    record: dict[str, Any] = {"lang": piece.lang, "type": kind.name}
    spans: dict[str, list[Span]] = {}
    quote, again = None, False
    for part in (p.strip() for p in match["rest"].split("|")[1:]):
        name, sign, text = part.partition(":")
        name, text = name.strip(), text.strip()
        if part in ("optional", "again"):
            record["optional"] = True
            again = part == "again"
        elif not sign or not text:
            raise ValueError(f"{part!r} is not field: words => value")
        elif name == "quote":
            quote = text
        elif name == "modality":
            _modality(piece, text, trigger, record, spans)
        elif name in kind.roles or name == "attribution":
            _role(piece, name, text, trigger, record, spans)
        elif name in VALUES and (name in kind.values or name in ("role", "date", "status", "since", "until")):
            _value(piece, name, text, trigger, record, spans)
        else:
            raise ValueError(f"{kind.name} has no {name!r}; it has {', '.join((*kind.roles, *kind.values))}, modality, attribution, quote")
    for group in kind.required:
        if not any(role in record for role in group):
            raise ValueError(f"{kind.name} needs {' or '.join(group)}")
    start, end = _evidence(piece, quote, trigger, spans)
    record |= {"evidence": piece.text[start:end], "start": start, "end": end}
    piece.claims.append(Line(record, trigger, spans, number, again))


def _trigger(piece: Piece, words: str, nth: str | None) -> Span:
    spans = occurrences(piece.text, words)
    if not spans:
        raise ValueError(f"the trigger {words!r} does not stand in the text")
    if nth is None and len(spans) > 1:
        raise ValueError(f"the trigger {words!r} occurs {len(spans)} times: count with #\n" + numbered(piece.text, spans))
    if nth and int(nth) > len(spans):
        raise ValueError(f"the trigger {words!r} occurs {len(spans)} times\n" + numbered(piece.text, spans))
    return spans[int(nth or 1) - 1]


def _find(piece: Piece, words: str, trigger: Span) -> Span:
    """The occurrence that `#n` counts, else the nearest to the trigger, sentence ends weighing heavily."""
    nth = None
    if match := _NTH.match(words):
        words, nth = match["words"], int(match["nth"])
    spans = occurrences(piece.text, words)
    if not spans:
        raise ValueError(f"{words!r} does not stand in the text")
    if nth:
        if nth > len(spans):
            raise ValueError(f"{words!r} occurs {len(spans)} times\n" + numbered(piece.text, spans))
        return spans[nth - 1]
    return min(spans, key=lambda span: _distance(piece.text, trigger, span))


def _distance(text: str, one: Span, two: Span) -> int:
    first, second = sorted((one, two))
    gap = max(0, second[0] - first[1])
    return gap + 1000 * len(_SENTENCE_END.findall(text[first[1] : second[0]]))


def _role(piece: Piece, name: str, text: str, trigger: Span, record: dict[str, Any], spans: dict[str, list[Span]]) -> None:
    """An entity's role, or several in `investors`: the value is the entity's names, by where its words stand."""
    items = [item.strip() for item in text.split(";")]
    if len(items) > 1 and name not in LISTS:
        raise ValueError(f"{name} takes one: write a claim for each")
    values: list[Any] = []
    for item in items:
        words, given = _given(item)
        if words:
            span = _find(piece, words, trigger)
            entity = _entity_at(piece, name, span)
            span = next(((m.start, m.end) for m in piece.mentions if m.entity is entity and m.start <= span[0] and span[1] <= m.end), span)
            spans.setdefault(name, []).append(span)
            if entity is None and name not in ("attribution", "item", "product", "place", "group", "target", "seller", "investors"):
                raise ValueError(f"{words!r} in {name} is no mention of an entity: add it to that entity's line")
        else:
            entity = next((e for g in given for e in piece.entities if g == e.name), None)
            if entity is None and name in ("person", "organization"):
                raise ValueError(f"{given!r} in {name} is not an entity's name")
        if not given:
            given = list(dict.fromkeys([entity.name, *entity.names])) if entity else [words.split("#")[0]]
        elif entity and given[0] in (words, entity.name, *entity.names):
            rest = [value for value in given if value != words or value in entity.names]
            given = list(dict.fromkeys([entity.name, *entity.names, *rest]))
        values.append(given)
    if name in ("investors", "lead_investors"):
        record[name] = [v for given in values for v in given]
    elif len(values) > 1:
        record[name] = [given[0] for given in values]
    else:
        record[name] = values[0][0] if len(values[0]) == 1 else values[0]


def _entity_at(piece: Piece, role: str, span: Span) -> Entity | None:
    over = [m for m in piece.mentions if m.start <= span[0] and span[1] <= m.end]
    fitting = over if role == "attribution" else [m for m in over if m.entity.kind.lower() in kinds(role)]
    if over and not fitting and role in ("person", "organization"):
        raise ValueError(f"{piece.text[span[0] : span[1]]!r} is a {over[0].entity.kind}, which {role} does not take")
    return min(fitting, key=lambda m: m.end - m.start).entity if fitting else None


def _given(item: str) -> tuple[str, list[Any]]:
    """Words and accepted values: `in May => 2024-05 // null`."""
    words, arrow, value = item.partition("=>")
    if not arrow and " // " in item:
        words, arrow, value = item.split(" // ")[0], "=>", item
    values = [None if v.strip() == "null" else v.strip() for v in value.split("//")] if arrow else []
    return words.strip(), values


def _modality(piece: Piece, text: str, trigger: Span, record: dict[str, Any], spans: dict[str, list[Span]]) -> None:
    words, given = _given(text)
    values = given or [v.strip() for v in words.split("//")]
    for value in values:
        if value not in (*MODALITIES, "asserted", None):
            raise ValueError(f"modality is one of {', '.join(MODALITIES)}; not {value!r}")
    if given and words:
        spans["modality"] = [_find(piece, words, trigger)]
    held = [None if v == "asserted" else v for v in values]
    record["modality"] = held[0] if len(held) == 1 else held


_CHAIR = re.compile(r"\bchair\b(?! professor)")
_FORMS = {
    "date": r"\d{4}(-\d\d(-\d\d)?)?", "since": r"\d{4}(-\d\d(-\d\d)?)?", "until": r"\d{4}(-\d\d(-\d\d)?)?",
    "amount": r"\d+(\.\d+)? [A-Z]{3}", "quantity": r"\d+", "status": "former|current", "share": r"\d+(\.\d+)?%|[a-z -]+",
    "role": r"[a-z0-9][^A-Z\u4e00-\u9fff]*", "round": r".+",
}  # fmt: skip


def _value(piece: Piece, name: str, text: str, trigger: Span, record: dict[str, Any], spans: dict[str, list[Span]]) -> None:
    words, given = _given(text)
    if name == "status":
        words, given = ("", given or [words])
    if words:
        spans.setdefault(name, []).append(_find(piece, words, trigger))
    values = given or [words.split("#")[0].lower() if name == "role" else words.split("#")[0]]
    for value in values:
        if value is not None and not re.fullmatch(_FORMS[name], value):
            raise ValueError(f"{name} {value!r} has not the form {_FORMS[name]}; write words => value")
    if name == "role":      # the guideline: both are accepted
        values = list(dict.fromkeys(w for v in values for w in (v, *([v.replace("chairman", "chair")] if v else []), *([_CHAIR.sub("chairman", v)] if v else []))))
    held: list[Any] = [int(v) if name == "quantity" and v is not None else v for v in values]
    record[name] = held[0] if len(held) == 1 else held


def _evidence(piece: Piece, quote: str | None, trigger: Span, spans: dict[str, list[Span]]) -> Span:
    """From the first to the last of trigger and arguments, as far as they stand in the same or the next sentence."""
    if quote:
        found = occurrences(piece.text, quote)
        if not found:
            raise ValueError(f"the quote {quote!r} does not stand in the text")
        return min(found, key=lambda span: _distance(piece.text, trigger, span))
    near = [s for role, held in spans.items() if role != "modality" for s in held if _distance(piece.text, trigger, s) < 2000]
    near = [s for s in near if "\n" not in piece.text[min(s[0], trigger[0]) : max(s[1], trigger[1])]]
    return min(s[0] for s in [trigger, *near]), max(s[1] for s in [trigger, *near])

"""What the Chinese reader learns from, as rows of numbers.

1. Our corpus and its grammar (`claim_rows`); 2. FewFC, events of financial news: as its own events, and, where they say the same, as our claims with
less weight; 3. UNER names. Every row knows what is annotated in it: unknown names are `MISSING`, claim types that a source does not judge weigh nothing.
A tenth of FewFC, by a hash of its text, is held back for `tests/eval/fewfc.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spacy
from claim_rows import ROLES, TYPES, Lesson, Span, Taught
from network_zh import POSITIONS, WINDOW
from spacy.tokens import DocBin

from aigraph.ingest.lexicon import gazetteer
from aigraph.ingest.zh.coding import Coded, Vocabulary, hints, joined
from aigraph.ingest.zh.mentions import mentions
from aigraph.ingest.zh.sentences import sentences
from aigraph.ingest.zh.text import normalize
from aigraph.ingest.zh.titles import find_titles
from aigraph.ingest.zh.units import units
from tests.eval.fewfc import ROLES as EVENT_SCHEMA  # claim_rows has put the repository on the path
from tests.eval.fewfc import held_back

MISSING = -100
NAMES = ("PERSON", "ORG", "LOC", "PRODUCT")
TAGS = ["O", *(f"{edge}-{kind}" for kind in NAMES for edge in "BI")]
EVENTS = ["投资", "收购", "起诉", "股份股权转让", "质押", "减持", "判决", "中标", "担保", "签署合同"]
EVENT_ROLES = [
    "sub", "obj", "sub-org", "sub-per", "obj-org", "obj-per", "money", "date", "proportion", "number", "collateral", "target-company", "title", "way",
    "institution", "amount", "share-org", "share-per",
]  # fmt: skip
JUDGED = {"train_base": ("投资", "起诉", "股份股权转让", "质押", "减持"), "train_trans": ("收购", "判决", "中标", "担保", "签署合同")}
POSITIVE = 2.5    # weight of an argument against a unit that is none
MAPPED = 0.4      # weight of a claim made of FewFC's event
_INVESTS = ("投资", "注资", "入股", "领投", "跟投", "融资", "参投")
_BUYS = ("收购", "并购", "买下", "购买")


@dataclass(slots=True)
class Row:
    """A sentence or several: their code, and what is known of them. `weights` says how much each claim type counts where nothing is taught."""

    text: str
    spans: list[Span]
    coded: Coded
    hints: list[list[int]]
    taught: list[Taught] = field(default_factory=list)
    weights: list[float] | None = None
    events: list[Taught] | None = None
    event_weights: list[float] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    without: str = ""          # a kind of name that this source does not annotate
    ends: dict[int, int] = field(default_factory=dict)
    fresh: int = 0             # the first unit whose triggers count
    antecedents: list[tuple[int, int]] = field(default_factory=list)
    id: str = ""

    def __len__(self) -> int:
        return len(self.coded.ids)


def cut(text: str) -> Iterator[tuple[Span, list[Span]]]:
    """Sentences of a text with their units, as the reader cuts them."""
    plain = normalize(text)
    for start, end in sentences(text):
        yield (start, end), [(unit.start + start, unit.end + start) for unit in units(plain[start:end])]


def pieces_of(text: str, spans: list[Span], vocabulary: Vocabulary) -> int:
    """How many pieces a sentence has."""
    start, end = spans[0][0], spans[-1][1]
    plain = normalize(text)[start:end]
    return len(vocabulary.encode(units(plain), plain).ids)


def coded_row(text: str, vocabulary: Vocabulary) -> Row | None:
    """Sentences in numbers, nothing known of them; None where they are too long for one pass."""
    plain = normalize(text)
    spans: list[Span] = []
    codes: list[Coded] = []
    said: list[list[int]] = []
    for start, end in sentences(text):
        own = plain[start:end]
        found, titled = units(own), list(find_titles(own))
        said += hints(found, own, mentions(text[start:end], 0, gazetteer(), titled), 0, titled)
        codes.append(vocabulary.encode(found, own))
        spans += [(unit.start + start, unit.end + start) for unit in found]
    code = joined(codes)
    if len(code.ids) > POSITIONS or not spans:
        return None
    return Row(plain, spans, code, said, tags=[MISSING] * len(spans))


def lesson_row(lesson: Lesson, vocabulary: Vocabulary, places: bool) -> Row | None:
    """A window of the corpus or a sentence of its grammar; `places` says whether all places in it are annotated."""
    row = coded_row(lesson.text, vocabulary)
    if row is None or len(row.spans) != len(lesson.units):
        return None
    row.taught, row.id, row.without = lesson.taught, lesson.id, "" if places else "LOC"
    row.fresh, row.antecedents = lesson.fresh, lesson.antecedents
    row.tags = [0] * len(row.spans)
    for first, last, kind in lesson.names:
        _tag(row, first, last, kind)
    for one in lesson.taught:
        for _, first, last in one.arguments:
            if last - first < WINDOW:
                row.ends[first] = last - first
    return row


def _tag(row: Row, first: int, last: int, kind: str) -> None:
    row.tags[first] = TAGS.index(f"B-{kind}")
    row.tags[first + 1 : last + 1] = [TAGS.index(f"I-{kind}")] * (last - first)
    if last - first < WINDOW:
        row.ends[first] = last - first


def name_rows(path: Path, vocabulary: Vocabulary) -> Iterator[Row]:
    """Texts of a DocBin with names."""
    for doc in DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab):
        row = coded_row(doc.text, vocabulary)
        if row is None:
            continue
        unknown = [any(t.ent_iob == 0 for t in doc if t.idx < b and a < t.idx + len(t)) for a, b in row.spans]
        row.tags, row.without = [MISSING if lacks else 0 for lacks in unknown], "PRODUCT"
        for name in doc.ents:
            if place := _touched(row.spans, (name.start_char, name.end_char)):
                _tag(row, *place, name.label_)
        yield row


def _touched(held: Sequence[Span], span: Span) -> Span | None:
    """First and last unit that the span touches."""
    touched = [k for k, (a, b) in enumerate(held) if a < span[1] and span[0] < b]
    return (touched[0], touched[-1]) if touched else None


# -- FewFC -----------------------------------------------------------------------------------------------------------


def event_roles(kind: int) -> list[int]:
    """The roles that events of a type have."""
    return [EVENT_ROLES.index(role) for role in EVENT_SCHEMA[EVENTS[kind]]]


def fewfc_rows(folder: Path, vocabulary: Vocabulary, wanted: bool = False) -> Iterator[Row]:
    """Sentences of FewFC; those held back where `wanted`."""
    for name, judged in JUDGED.items():
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if held_back(record["content"]) == wanted:
                yield from _event_rows(record, judged, vocabulary)


def _event_rows(record: dict[str, Any], judged: Sequence[str], vocabulary: Vocabulary) -> Iterator[Row]:
    row = coded_row(record["content"], vocabulary)
    if row is None:
        return
    row.id, row.events, row.weights = record["id"], [], [0.0] * len(TYPES)
    row.event_weights = [float(event in judged) for event in EVENTS]
    if "起诉" in judged:
        row.weights[TYPES.index("Litigation")] = 0.3
    stakes = {_trigger(event) for event in record["events"] if _is_stake(event)}
    for event in record["events"]:
        _teach(row, event, _trigger(event) in stakes)
    yield row


def _trigger(event: dict[str, Any]) -> Span:
    return next((m["span"][0], m["span"][1]) for m in event["mentions"] if m["role"] == "trigger")


def _is_stake(event: dict[str, Any]) -> bool:
    """Does an event tell of part of the shares?"""
    return event["type"] == "股份股权转让" and any(m["role"] == "proportion" and not m["word"].startswith("100") for m in event["mentions"])


def _teach(row: Row, event: dict[str, Any], stake: bool) -> None:
    """Lay one event over its text; `stake`: its trigger tells of part of the shares."""
    parts: dict[str, list[Span]] = {}
    word = ""
    for mention in event["mentions"]:
        place = _touched(row.spans, (mention["span"][0], mention["span"][1]))
        if place:
            parts.setdefault(mention["role"], []).append(place)
            word = mention["word"] if mention["role"] == "trigger" else word
    if "trigger" not in parts or row.events is None:
        return
    unit = parts.pop("trigger")[0][0]
    told = Taught(unit, EVENTS.index(event["type"]), MISSING, False, [])
    told.arguments = [(EVENT_ROLES.index(role), *place) for role, places in parts.items() for place in places]
    row.events.append(told)
    for _, first, last in told.arguments:
        if last - first < WINDOW:
            row.ends[first] = last - first
    claim = _as_claim(event["type"], word, stake, parts)
    if claim is not None:
        kind, roles = claim
        held_already = next((one for one in row.taught if one.unit == unit and one.type == TYPES.index(kind)), None)
        one = held_already or Taught(unit, TYPES.index(kind), MISSING, False, [], MAPPED)
        one.arguments += [(ROLES.index(role), *place) for role, source in roles for place in parts.get(source, ())]
        one.arguments = list(dict.fromkeys(one.arguments))
        if held_already is None:
            row.taught.append(one)


def _as_claim(event: str, trigger: str, stake: bool, parts: dict[str, list[Span]]) -> tuple[str, list[tuple[str, str]]] | None:
    """What an event is among our claims: its type, and our roles with the event's; None where the two do not agree well."""
    common = [("amount", "money"), ("date", "date")]
    if event == "起诉" and parts.keys() & {"sub-org", "sub-per"} and parts.keys() & {"obj-org", "obj-per"}:
        return "Litigation", [("plaintiff", "sub-org"), ("plaintiff", "sub-per"), ("defendant", "obj-org"), ("defendant", "obj-per"), ("date", "date")]
    if event == "收购" and "obj-org" in parts and not stake:
        return "Acquisition", [("acquirer", "sub-org"), ("acquirer", "sub-per"), ("acquired", "obj-org"), *common]
    if event == "投资" and "obj" in parts and trigger.startswith(_INVESTS):
        return "Funding", [("organization", "obj"), ("investors", "sub"), *common]
    if event == "投资" and {"sub", "obj"} <= parts.keys() and trigger.startswith(_BUYS) and not stake:
        return "Acquisition", [("acquirer", "sub"), ("acquired", "obj"), *common]
    if event == "股份股权转让" and stake and {"obj-org", "target-company"} <= parts.keys():
        return "Ownership", [("owner", "obj-org"), ("owned", "target-company"), ("share", "proportion"), *common]
    return None

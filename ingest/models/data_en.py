"""Training rows for the English reader: one row is one input of the encoder with every annotation it has.

Words are those of spaCy's rule tokenizer without white space, as when reading. The treebanks and name corpora hold
words of their own; annotation is carried over where the two agree and is unknown (`MISSING`) where they do not.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from claim_rows import Lesson, Taught
from network_en import WINDOW
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from tokenizers import Tokenizer

from aigraph.graph.article import Article
from aigraph.ingest.en.encoder import WINDOW_PIECES
from aigraph.ingest.en.sentences import sentences
from aigraph.ingest.en.shapes import Encoded, encode
from aigraph.ingest.paragraphs import paragraphs
from aigraph.ingest.pipeline import english_tokenizer, plain_word

MISSING = -100  # what PyTorch's cross entropy leaves out
MAX_PIECES = 256
PROPERTIES = (
    "CEO CHILD_OF DATE_FOUNDED DATE_OF_BIRTH DATE_OF_DEATH EDUCATED_AT EMPLOYEE_OR_MEMBER_OF FOUNDED_BY HEADQUARTERS "
    "NATIONALITY PLACE_OF_BIRTH PLACE_OF_RESIDENCE POLITICAL_AFFILIATION SPOUSE SUBSIDIARY_OF"
).split()
NAME_TYPES = "PERSON ORG LOC PRODUCT EVENT MISC".split()
TAGS = ["O"] + [f"{part}-{name}" for name in NAME_TYPES for part in "BI"]
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
HELD_BACK = ("13", "50", "22", "53", "76")  # document id prefixes of KnowledgeNet: a tenth, for thresholds and scores
_RARE_LABEL = 150  # a subtype met less often becomes its plain relation

_nlp = spacy.blank("en")


@dataclass(slots=True)
class Row:
    """Words, their encoding, and annotation by word index. `cells` are facts: property, subject word, object word."""

    text: str
    spans: list[tuple[int, int]]
    encoded: Encoded
    tags: list[int]
    upos: list[int]
    heads: list[int]
    labels: list[int]
    id: str = ""
    ends: dict[int, int] = field(default_factory=dict)
    cells: list[tuple[int, int, int]] = field(default_factory=list)
    annotated: list[int] | None = None  # properties judged in full; None where facts are not annotated at all
    names: list[tuple[int, int, str]] = field(default_factory=list)
    unknown: list[bool] = field(default_factory=list)  # words whose name tag is unknown
    known_types: dict[int, str] = field(default_factory=dict)  # filled by weak_en
    absent: list[int] = field(default_factory=list)  # filled by weak_en
    taught: list[Taught] | None = None  # triggers with their arguments; None where claims are not annotated
    fresh: int = 0  # the first word whose triggers count
    antecedents: list[tuple[int, int]] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        return [self.text[start:end] for start, end in self.spans]

    def __len__(self) -> int:
        return len(self.encoded.ids)


def words_of(doc: Doc) -> list[int]:
    """Indices of the tokens of `doc` that are not white space."""
    return [token.i for token in doc if not token.is_space]


def _row(doc: Doc, keep: list[int], tokenizer: Tokenizer, **annotation: object) -> Row:
    """A row of the tokens `keep`, cut after `MAX_PIECES` subwords, with nothing known unless given."""
    spans = [(doc[i].idx, doc[i].idx + len(doc[i])) for i in keep]
    encoded = encode(tokenizer, [doc.text[start:end] for start, end in spans])
    if len(encoded.ids) > MAX_PIECES:
        behind = [*encoded.first[1:], len(encoded.ids) - 1]
        spans = spans[: max(1, sum(end < MAX_PIECES for end in behind))]
        encoded = encode(tokenizer, [doc.text[start:end] for start, end in spans])
    nothing = [MISSING] * len(spans)
    row = Row(doc.text, spans, encoded, list(nothing), list(nothing), list(nothing), list(nothing))
    for name, value in annotation.items():
        setattr(row, name, value[: len(spans)] if isinstance(value, list) else value)
    return row


def read_docs(path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(_nlp.vocab))


def relation_labels(docs: Iterable[Doc]) -> list[str]:
    """Relations of the treebanks, rare subtypes left to their plain relation, alphabetical."""
    counts = Counter(token.dep_ for doc in docs for token in doc)
    frequent = {label for label, count in counts.items() if count >= _RARE_LABEL or ":" not in label}
    return sorted((frequent | {"root", "dep"}) - {"ROOT", ""})


def tree_rows(docs: Iterable[Doc], tokenizer: Tokenizer, labels: list[str]) -> Iterator[Row]:
    """One row a sentence: tags, tree, and names where the document has them."""
    number = {label: i for i, label in enumerate(labels)}
    for doc in docs:
        for sentence in doc.sents:
            gold = sentence.as_doc()
            example = Example(_nlp.make_doc(gold.text), gold)
            keep = words_of(example.x)
            if not keep:
                continue
            heads, relations = example.get_aligned_parse(projectivize=False)
            place = {token: i for i, token in enumerate(keep)}
            new_heads, new_labels = [], []
            for token in keep:
                head, relation = heads[token], relations[token]
                if head is None or relation is None or head not in place:
                    new_heads.append(MISSING)
                    new_labels.append(MISSING)
                elif head == token:
                    new_heads.append(place[token])
                    new_labels.append(number["root"])
                else:
                    new_heads.append(place[head])
                    new_labels.append(number.get(relation, number.get(relation.partition(":")[0], MISSING)))
            pos = example.get_aligned("POS", as_string=True)
            upos = [UPOS.index(pos[i]) if pos[i] in UPOS else MISSING for i in keep]
            row = _row(example.x, keep, tokenizer, heads=new_heads, labels=new_labels, upos=upos)
            cut = len(row.spans)
            row.labels = [MISSING if row.heads[i] >= cut else x for i, x in enumerate(row.labels)]
            row.heads = [MISSING if x >= cut else x for x in row.heads]
            _add_names(row, example, keep)
            yield row


def name_rows(docs: Iterable[Doc], tokenizer: Tokenizer, proper_nouns_unknown: bool = False) -> Iterator[Row]:
    """One row a document, for its names only. Documents with sentences are cut at them."""
    for doc in docs:
        parts = [sentence.as_doc() for sentence in doc.sents] if doc.has_annotation("SENT_START") else [doc]
        for gold in parts:
            example = Example(_nlp.make_doc(gold.text), gold)
            keep = words_of(example.x)
            if not keep:
                continue
            row = _row(example.x, keep, tokenizer)
            _add_names(row, example, keep)
            if proper_nouns_unknown:
                pos = example.get_aligned("POS", as_string=True)
                for i, token in enumerate(keep[: len(row.spans)]):
                    if row.tags[i] == 0 and pos[token] == "PROPN":
                        row.tags[i] = MISSING
                        row.unknown[i] = True
            yield row


def _add_names(row: Row, example: Example, keep: list[int]) -> None:
    """Tags, ends and names of `example` in `row`, by word."""
    count = len(row.spans)
    row.unknown = [True] * count
    gold = example.y
    if not gold.has_annotation("ENT_IOB"):
        return
    outside = example.get_aligned("ENT_IOB")
    for i, token in enumerate(keep[:count]):
        if outside[token] == 2:
            row.tags[i] = 0
            row.unknown[i] = False
    place = {token: i for i, token in enumerate(keep[:count])}
    touched: set[int] = set()
    for entity in gold.ents:
        aligned = [place[i] for token in entity for i in example.alignment.y2x[token.i] if i in place]
        if not aligned:
            continue
        first, last = min(aligned), max(aligned)
        exact = row.spans[first][0] == _start(row, example, entity) and entity.label_ in NAME_TYPES
        for i in range(first, last + 1):
            touched.add(i)
            row.tags[i] = MISSING
        if exact and row.text[row.spans[first][0] : row.spans[last][1]].replace(" ", "") == entity.text.replace(" ", ""):
            add_name(row, first, last, entity.label_)
            row.names.append((first, last + 1, entity.label_))
            touched -= set(range(first, last + 1))
    row.unknown = [tag == MISSING for tag in row.tags]


def _start(row: Row, example: Example, entity: object) -> int:
    first = example.alignment.y2x[entity.start]  # type: ignore[attr-defined]
    return example.x[int(first[0])].idx if len(first) else -1


def add_name(row: Row, first: int, last: int, kind: str) -> None:
    row.tags[first] = TAGS.index(f"B-{kind}")
    for i in range(first + 1, last + 1):
        row.tags[i] = TAGS.index(f"I-{kind}")
    if last - first < WINDOW:
        row.ends[first] = last - first


def fact_row(passage: dict, tokenizer: Tokenizer) -> Row:
    """A KnowledgeNet passage, or one made from a template."""
    doc = _nlp.make_doc(passage["text"])
    row = _row(doc, words_of(doc), tokenizer, id=passage["id"])
    row.annotated = [PROPERTIES.index(name) for name in passage["annotated"]]
    cells = set()
    for fact in passage["facts"]:
        subject, target = (_covered(row, *fact[role]) for role in ("subject", "object"))
        if subject and target and fact["property"] in passage["annotated"]:
            cells.add((PROPERTIES.index(fact["property"]), subject[0], target[0]))
        for mention in (subject, target):
            if mention and mention[1] - mention[0] < WINDOW:
                row.ends[mention[0]] = mention[1] - mention[0]
    if "names" in passage:  # a template: what is not a slot is no name
        row.tags = [0] * len(row.spans)
    for start, end, kind in passage.get("names", ()):
        mention = _covered(row, start, end)
        if mention:
            add_name(row, *mention, kind)
    row.cells = sorted(cells)
    return row


def _covered(row: Row, start: int, end: int) -> tuple[int, int] | None:
    """First and last word of the characters [start, end)."""
    words = [i for i, span in enumerate(row.spans) if span[0] < end and start < span[1]]
    return (words[0], words[-1]) if words else None


_tokens = english_tokenizer()


def cut(text: str) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Sentences of an article with the offsets of their words, as the reader cuts them."""
    for part in paragraphs(Article(text, language="en")):
        doc = _tokens(part.text)
        for start, end in sentences(part.text):
            words = [(t.idx, t.idx + len(t)) for t in doc if start <= t.idx < end and not t.is_space]
            yield (part.start + start, part.start + end), [(a + part.start, b + part.start) for a, b in words]


def pieces_of(text: str, units: list[tuple[int, int]], tokenizer: Tokenizer) -> int:
    """How many subwords a sentence has."""
    return len(encode(tokenizer, [plain_word(text[a:b]) for a, b in units]).ids) - 2


def claim_row(lesson: Lesson, tokenizer: Tokenizer, common: frozenset[str]) -> Row | None:
    """A sentence of the corpus. A capitalised word that no name covers is unknown, not nameless, but for `common` first words."""
    words = [lesson.text[a:b] for a, b in lesson.units]
    encoded = encode(tokenizer, [plain_word(word) for word in words])
    if len(encoded.ids) > WINDOW_PIECES + 40:
        return None
    nothing = [MISSING] * len(words)
    row = Row(lesson.text, lesson.units, encoded, list(nothing), list(nothing), list(nothing), list(nothing), id=lesson.id)
    row.tags = [
        MISSING if word[:1].isupper() and not (k == 0 and word.lower() in common) else 0 for k, word in enumerate(words)
    ]
    for first, last, kind in lesson.names:
        add_name(row, first, last, kind)
        row.names.append((first, last + 1, kind))
    row.taught, row.fresh, row.antecedents = lesson.taught, lesson.fresh, lesson.antecedents
    for one in lesson.taught:
        for _, first, last in one.arguments:
            if last - first < WINDOW:
                row.ends.setdefault(first, last - first)
    return row


def read_passages(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def held_back(passage_id: str) -> bool:
    return passage_id.partition(":")[0].startswith(HELD_BACK)


def batches(rows: list[Row], pieces: int, chance: random.Random, most: int = 64) -> list[list[Row]]:
    """Batches of rows of about equal length, `pieces` subwords each, in random order."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]) + chance.random() * 4)
    made: list[list[Row]] = []
    batch: list[Row] = []
    longest = 0
    for i in order:
        longest = max(longest, len(rows[i]))
        if batch and ((len(batch) + 1) * longest > pieces or len(batch) >= most):
            made.append(batch)
            batch, longest = [], len(rows[i])
        batch.append(rows[i])
    if batch:
        made.append(batch)
    chance.shuffle(made)
    return made

"""The English encoder at run time: a sentence in, and tags, tree, names, table facts out; sentences in, and triggers out.

MiniLM fine-tuned jointly (see `models/en/README.md`), int8, run by onnxruntime on one core, deterministic. The tree is
the best one with a single root (Chu-Liu-Edmonds); names are BIO spans whose probability is the mean of their
words'; table facts are the cells above their property's threshold, widened by the end pointer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ..triggers import ArgumentTable, Trigger, triggers
from .shapes import encode

__all__ = ["CONTEXT_PIECES", "WINDOW_PIECES", "Encoder", "Parse", "Survey"]

WINDOW_PIECES = 230  # subwords that are read at once for claims, context included
CONTEXT_PIECES = 60  # and of these at most so many were read before
_LIMIT = 250          # subwords a pass; longer sentences are read in parts
_LONGEST = 100        # characters read of a word that is too long by itself

_POSITIONS = 510      # subwords that the model has positions for
_SENTENCE = ("ner", "ends", "table", "upos", "arcs", "labels")
_CLAIMS = ("triggers", "stances", "ends", "left", "right", "trigger", "argument")
_MARKS = frozenset(".;:!?,—–|")
Floats = NDArray[np.float32]
Fact = tuple[str, tuple[int, int], tuple[int, int], float]
Name = tuple[int, int, str, float]


@dataclass(frozen=True, slots=True)
class Parse:
    """What the encoder found in one sentence; all indexes count words.

    `heads[i]` is the head of word i (itself at the root), `names` are (first, end, type, probability), `facts` are
    (property, subject words, object words, probability) with ends exclusive.
    """

    tags: list[str]
    heads: list[int]
    labels: list[str]
    names: list[Name]
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class Survey:
    """What claims are made of in a run of sentences: triggers by word, and from pronouns' first words to where their names begin."""

    triggers: list[Trigger]
    antecedents: dict[int, tuple[int, float]]


class Encoder:
    """The loaded model; `parse` reads one sentence."""

    def __init__(self, folder: Path, threads: int = 1, every_property: bool = False) -> None:
        """Load the model; `every_property` reads all of the table's properties, as the benchmark asks."""
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if every_property:
            config["thresholds"] = config["table_thresholds"]
        self._lists = {name: config[name] for name in ("types", "roles", "modalities")}
        self.least: dict[str, float] = config["least"]
        self._firm: dict[str, float] = config["trigger_thresholds"]
        self._upos: list[str] = config["upos"]
        self._labels: list[str] = config["labels"]
        self._bio: list[str] = config["tags"]
        self._properties: list[str] = config["properties"]
        wanted = set(config["thresholds"])
        self._rows = [k for k, name in enumerate(self._properties) if name in wanted]
        self._least = np.array([config["thresholds"][self._properties[k]] for k in self._rows], dtype=np.float32)
        self._table = ArgumentTable(folder, len(config["roles"]))
        self._only_asked = onnxruntime.RunOptions()
        self._only_asked.only_execute_path_to_fetches = True
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def parse(self, words: Sequence[str]) -> Parse:
        """Read one sentence; one too long for a pass is read in parts whose trees hang on the first's root."""
        if not words:
            return Parse([], [], [], [], [])
        coded = encode(self._tokenizer, words)
        if len(coded.ids) <= _LIMIT:
            return self._pass(words, coded)
        if len(words) == 1:      # an address or a hash
            return self.parse([words[0][:_LONGEST]])
        cut = _cut(words)
        return _joined([self.parse(words[:cut]), self.parse(words[cut:])])

    def pieces(self, words: Sequence[str]) -> int:
        """How many subwords a list of words has."""
        return len(encode(self._tokenizer, words).ids) - 2

    def survey(self, words: Sequence[str], fresh: int, pronouns: Sequence[int], unnamed: Callable[[int, int], bool] = lambda a, b: False) -> Survey:
        """Triggers from word `fresh` on, and for each pronoun's or description's first word where its name may begin.

        `unnamed` says of an argument's words, from the first to behind the last, whether they are a description too.

        A run that is longer than the model reads is cut from its start, then from its end.
        """
        coded = encode(self._tokenizer, words)
        if len(coded.ids) > _POSITIONS:
            return Survey([], {})
        chances, stances, ends, *parts = self._run(coded, _CLAIMS)
        lengths, count = ends[0].argmax(-1), len(words)

        def rows(units: Sequence[int]) -> Floats:
            return self._table.rows(units, *(part[0] for part in parts))

        found = list(triggers(
            chances[0], stances[0], rows, self._lists, self._firm, lambda k: int(min(k + lengths[k] + 1, count)), fresh
        ))
        described = {a for one in found for _, a, b, score in one.arguments if a >= fresh and score >= 0.5 and unnamed(a, b)}
        pronouns = sorted(described.union(pronouns))
        antecedents: dict[int, tuple[int, float]] = {}
        for word, row in zip(pronouns, rows(pronouns), strict=True) if pronouns else ():
            scores = row[self._lists["roles"].index("antecedent")]
            shifted = np.exp(scores - scores.max())
            best = int(shifted.argmax())
            antecedents[word] = best, float(shifted[best] / shifted.sum())
        return Survey(found, antecedents)

    def _run(self, coded: Any, outputs: Sequence[str]) -> list[Any]:
        feed = {
            "ids": np.array([coded.ids], dtype=np.int64),
            "mask": np.ones((1, len(coded.ids)), dtype=np.int64),
            "shapes": np.array([coded.shapes], dtype=np.int64),
            "widx": np.array([coded.first], dtype=np.int64),
        }
        return list(self._session.run(list(outputs), feed, self._only_asked))

    def _pass(self, words: Sequence[str], coded: Any) -> Parse:
        bio, ends, table, upos, arcs, labels = self._run(coded, _SENTENCE)
        heads = _tree(arcs[0])
        names = list(_names(bio[0], self._bio))
        relations = [self._labels[k] for k in labels[0].argmax(-1)]
        for word, head in enumerate(heads):
            if head == word:
                relations[word] = "root"
            elif relations[word] in ("root", "ROOT"):
                relations[word] = "parataxis"
        return Parse(
            [self._upos[k] for k in upos[0].argmax(-1)], heads, relations, names,
            list(self._facts(table[0], ends[0].argmax(-1), names)),
        )

    def _facts(self, table: Floats, ends: NDArray[np.int64], names: Sequence[Name]) -> Iterator[Fact]:
        scores = 1.0 / (1.0 + np.exp(-np.clip(table[self._rows], -30, 30)))
        count = scores.shape[1]
        for row, a, b in np.argwhere(scores >= self._least[:, None, None]):
            if a != b:
                yield (
                    self._properties[self._rows[row]],
                    (int(a), int(min(a + ends[a] + 1, count))),
                    (int(b), int(min(b + ends[b] + 1, count))),
                    float(scores[row, a, b]),
                )


def _cut(words: Sequence[str]) -> int:
    """Where to cut a sentence that is too long: behind the mark nearest its middle, in its middle half if there is one."""
    middle = len(words) // 2
    marks = [k + 1 for k in range(middle // 2, middle + middle // 2) if words[k] in _MARKS]
    return min(marks, key=lambda k: abs(k - middle), default=middle)


def _names(scores: Floats, labels: Sequence[str]) -> Iterator[Name]:
    """BIO spans; an I that does not continue its type opens a span of its own."""
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    chances = shifted.max(-1) / shifted.sum(-1)
    best = [labels[k] for k in scores.argmax(-1)]
    first, kind = 0, ""
    for k, label in enumerate([*best, "O"]):
        if kind and (label[:2] != "I-" or label[2:] != kind):
            yield first, k, kind, float(chances[first:k].mean())
            kind = ""
        if label != "O" and not kind:
            first, kind = k, label[2:]


def _tree(scores: Floats) -> list[int]:
    """Heads from arc scores (the diagonal: being the root): the root that gains most, then the best tree under it."""
    count = len(scores)
    if count == 1:
        return [0]
    root = int(np.argmax(np.diagonal(scores) - _off_best(scores)))
    arcs = scores.astype(np.float64)
    np.fill_diagonal(arcs, -np.inf)
    return [int(head) for head in _best_tree(arcs, root)]


def _best_tree(arcs: NDArray[np.float64], root: int) -> NDArray[np.int64]:
    """Chu-Liu-Edmonds: the best head of every word; a cycle is made one word and the smaller problem solved."""
    heads: NDArray[np.int64] = arcs.argmax(-1)
    heads[root] = root
    cycle = _cycle(heads.tolist())
    if not cycle:
        return heads
    rest = [word for word in range(len(arcs)) if word not in set(cycle)]
    kept = arcs[cycle, heads[cycle]]
    entering = arcs[np.ix_(cycle, rest)] - kept[:, None]      # what breaking the cycle at a word costs
    leaving = arcs[np.ix_(rest, cycle)]
    smaller = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    smaller[:-1, :-1] = arcs[np.ix_(rest, rest)]
    smaller[-1, :-1] = entering.max(0)
    smaller[:-1, -1] = leaving.max(1)
    solved = _best_tree(smaller, rest.index(root))
    for place, word in enumerate(rest):
        inside = solved[place] == len(rest)
        heads[word] = cycle[int(leaving[place].argmax())] if inside else rest[solved[place]]
    broken = cycle[int(entering[:, solved[-1]].argmax())]
    heads[broken] = rest[solved[-1]]
    return heads


def _off_best(scores: Floats) -> Floats:
    rest = scores.copy()
    np.fill_diagonal(rest, -np.inf)
    return np.asarray(rest.max(-1), dtype=np.float32)


def _cycle(heads: Sequence[int]) -> list[int]:
    """The words of one cycle, or an empty list."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, word = [], start
        while state[word] == 0:
            state[word] = 1
            path.append(word)
            if heads[word] == word:
                break
            word = heads[word]
        if state[word] == 1 and heads[word] != word:
            return path[path.index(word) :]
        for seen in path:
            state[seen] = 2
    return []


def _joined(parts: Sequence[Parse]) -> Parse:
    tags: list[str] = []
    heads: list[int] = []
    labels: list[str] = []
    names: list[Name] = []
    facts: list[Fact] = []
    top: int | None = None
    for part in parts:
        base = len(tags)
        for word, head in enumerate(part.heads):
            own = head == word
            heads.append(top if own and top is not None else base + head)
            labels.append("parataxis" if own and top is not None else part.labels[word])
        if top is None:
            top = next((w for w, head in enumerate(part.heads) if head == w), None)
        tags += part.tags
        names += [(a + base, b + base, kind, score) for a, b, kind, score in part.names]
        facts += [(n, (a[0] + base, a[1] + base), (b[0] + base, b[1] + base), s) for n, a, b, s in part.facts]
    return Parse(tags, heads, labels, names, facts)

"""How firmly a claim is made, and by whom: read off the words that govern its trigger.

From the trigger upwards through the tree (infinitives, complements, nouns), every governor may be a cue: an auxiliary
("may"), an adverb ("reportedly"), a verb ("plans to", "denied that"), a noun ("talks to", "plans for"). A denial
anywhere on the way wins; then planned, possible, reported, in this order, since "reportedly plans" is a plan.
What is itself announced as decided ("will join in May") is asserted. The way ends at a relative clause. Hypotheses and
questions make no claim. Cue words are data: `frames/en_cues.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ...graph.claim import Modality
from .forms import forms
from .tree import Tree

__all__ = ["Cues", "cues", "hypothetical", "modality", "speech_governor"]

_UP = {"xcomp", "ccomp", "advcl", "acl", "conj", "obj", "obl", "nmod", "parataxis", "compound", "nmod:poss", "csubj",
       "nsubj", "nsubj:pass", "acl:to", "obl:agent", "advcl:relcl", "obl:unmarked", "nmod:desc", "appos", "nmod:unmarked"}


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue words by modality and word class, inflected forms included."""

    verbs: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    adverbs: dict[str, frozenset[str]]
    adjectives: dict[str, frozenset[str]]
    passive_verbs: frozenset[str]
    auxiliaries: frozenset[str]
    negations: frozenset[str]
    collapse: frozenset[str]
    speech: frozenset[str]


@cache
def cues() -> Cues:
    """The cue words of `frames/en_cues.toml`."""
    data = tomllib.loads(files("aigraph.ingest").joinpath("frames", "en_cues.toml").read_text(encoding="utf-8"))

    def inflected(words: Sequence[str]) -> frozenset[str]:
        return frozenset(form for word in words for form in forms(word))

    kinds = ("planned", "reported", "possible", "denied")
    return Cues(
        verbs={kind: inflected(data[kind].get("verbs", ())) for kind in kinds},
        nouns={kind: inflected(data[kind].get("nouns", ())) for kind in kinds},
        adverbs={kind: frozenset(data[kind].get("adverbs", ())) for kind in kinds},
        adjectives={kind: frozenset(data[kind].get("adjectives", ())) for kind in kinds},
        passive_verbs=inflected(data["reported"]["passive_verbs"]),
        auxiliaries=frozenset(data["possible"]["auxiliaries"]),
        negations=frozenset(data["denied"]["negations"]),
        collapse=inflected(data["denied"]["collapse"]),
        speech=inflected(data["speech"]["verbs"]),
    )


def _marks(tree: Tree, word: int, found: set[str], first: bool) -> None:
    """Cues that hang on one word: auxiliaries, negations, adverbs, adjectives."""
    known = cues()
    for child in tree.children[word]:
        low, label = tree.low(child), tree.label(child)
        if label.startswith("aux") and low in known.auxiliaries:
            found.add("possible")
        if low in known.negations and label in ("advmod", "det", "cc:preconj", "neg", "case", "mark"):
            found.add("denied")
        if label == "advmod":
            found.update(kind for kind, words in known.adverbs.items() if low in words)
        if label == "amod" and (first or tree.tokens[word].tag in ("NOUN", "PROPN")):
            found.update(kind for kind, words in known.adjectives.items() if low in words)


def modality(tree: Tree, trigger: int) -> Modality:
    """The modality of the claim that `trigger` makes."""
    known = cues()
    found: set[str] = set()
    word, label = trigger, tree.label(trigger)
    _marks(tree, word, found, True)
    if tree.tokens[trigger].tag == "NOUN":
        for child in tree.kids(trigger, "compound"):
            found.update(k for k, words in known.adjectives.items() if tree.low(child) in words)
    for head in tree.ancestors(trigger):
        if label == "acl:relcl" or label not in _UP:
            break
        if label == "advcl" and tree.case(word) not in ("to", "", "while", "as"):
            break
        low, tag = tree.low(head), tree.tokens[head].tag
        passive = tree.is_passive(head)
        infinitive = label in ("xcomp", "acl", "advcl", "ccomp", "obj", "csubj")
        if tag in ("VERB", "AUX", "ADJ") and label != "conj":
            if low in known.verbs["denied"] and (infinitive or label in ("obj", "nsubj:pass", "obl", "nmod", "nsubj")):
                if not (low in known.speech and label not in ("ccomp", "xcomp", "obj")):
                    found.add("denied")
            elif low in known.verbs["planned"] and (infinitive or label in ("obl", "nsubj:pass")) and not (low in ("looked", "looks", "set") and label != "xcomp"):
                if not (label == "ccomp" and low in ("hope", "hopes", "hoped")):
                    found.add("planned")
            elif low in known.verbs["possible"] and infinitive:
                found.add("possible")
            elif passive and low in known.passive_verbs and label in ("xcomp", "ccomp", "advcl"):
                found.add("reported")
            elif low in known.verbs["reported"] and low not in known.speech and infinitive:
                found.add("reported")
            elif low in known.collapse and label.startswith("nsubj"):
                found.add("denied")
        if tag in ("NOUN", "PROPN") and label in ("acl", "nmod", "ccomp", "compound", "acl:to", "nmod:poss"):
            found.update(kind for kind in ("planned", "reported", "denied") if low in known.nouns[kind])
        if low in known.speech and label in ("ccomp", "parataxis"):
            if "denied" not in found and any(tree.low(c) in known.negations for c in tree.children[head]):
                break
            if low in known.verbs["denied"]:
                found.add("denied")
            break
        if label != "conj" or tag != "VERB":
            _marks(tree, head, found, False)
        else:
            auxiliaries = {tree.low(c) for c in tree.children[head] if tree.label(c).startswith("aux")}
            if auxiliaries & known.auxiliaries and not any(tree.label(c).startswith("aux") for c in tree.children[word]):
                found.add("possible")
        word, label = head, tree.label(head)
    for kind in (Modality.DENIED, Modality.PLANNED, Modality.POSSIBLE, Modality.REPORTED):
        if kind.value in found:
            return kind
    return Modality.ASSERTED


def hypothetical(tree: Tree, trigger: int) -> bool:
    """Is the trigger in an if-clause, or in a question?"""
    word = trigger
    for _ in range(8):
        if any(tree.low(c) in ("if", "unless", "whether", "lest") for c in tree.kids(word, "mark")):
            return True
        head = tree.head(word)
        if head is None or tree.label(word) == "acl:relcl":
            break
        word = head
    last = tree.tokens[-1].text if tree.tokens else ""
    closing = [t.text for t in tree.tokens[-3:]]
    return last == "?" or "?" in closing


def speech_governor(tree: Tree, trigger: int) -> int | None:
    """The verb of speech that the trigger's clause is the content of, or None."""
    known = cues()
    word = trigger
    for head in tree.ancestors(trigger):
        label = tree.label(word)
        if tree.low(head) in known.speech and label in ("ccomp", "parataxis", "obj", "xcomp") and head != trigger:
            return head
        if label == "acl:relcl":
            return None
        word = head
    for child in tree.children[word]:
        if tree.label(child) == "parataxis" and tree.low(child) in known.speech and tree.kids(child, "nsubj"):
            return child
    return None

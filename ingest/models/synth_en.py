"""Templated news sentences, asserted and not, filled with names from the training corpora.

News hires, leaves and denies; KnowledgeNet's encyclopaedia sentences hardly do. A line of a template file is a sentence,
a bar, and its facts: `{P} {Q}` persons, `{C} {D}` companies, `{L}` place, `{T}` title, `{W}` weekday, `{M}` month,
`{Y}` year, `{N}` number; a fact is `PROPERTY:subject>object`. A sentence without facts teaches what is not to be read.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from spacy.tokens import Doc

TEMPLATES = Path(__file__).parent / "templates_en.txt"
JUDGED = ["CEO", "EMPLOYEE_OR_MEMBER_OF", "FOUNDED_BY", "SUBSIDIARY_OF", "HEADQUARTERS", "DATE_FOUNDED"]
_NAME_OF = {"P": "PERSON", "Q": "PERSON", "C": "ORG", "D": "ORG", "L": "LOC"}
_WORDS = {
    "T": "chief technology officer|chief scientist|head of research|vice president of product|chief operating officer"
    "|chief financial officer|general counsel|safety lead",
    "W": "Monday|Tuesday|Thursday|Friday|Sunday",
    "M": "January|March|June|October",
    "N": "3|12|25|40|150",
    "Y": "|".join(str(year) for year in range(1998, 2025)),
}


def collect_names(docs: Iterable[Doc]) -> dict[str, list[str]]:
    """Capitalised names of at most three words (persons: exactly two) by type, sorted."""
    names: dict[str, set[str]] = {"PERSON": set(), "ORG": set(), "LOC": set()}
    for doc in docs:
        for entity in doc.ents:
            parts = entity.text.split()
            fits = len(parts) == 2 if entity.label_ == "PERSON" else len(parts) < 4
            if entity.label_ in names and fits and len(entity.text) > 2 and entity.text[0].isupper():
                names[entity.label_].add(entity.text)
    return {kind: sorted(found) for kind, found in names.items()}


def make_passages(names: Mapping[str, list[str]], count: int, seed: int) -> list[dict]:
    """`count` passages in KnowledgeNet's form with `names` besides; asserted and unasserted templates in turn."""
    chance = random.Random(seed)
    lines = [line for line in TEMPLATES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    asserted = [line for line in lines if line.partition("|")[2].strip()]
    other = [line for line in lines if not line.partition("|")[2].strip()]
    return [_fill(chance.choice(asserted if i % 2 else other), names, chance, i) for i in range(count)]


def _fill(template: str, names: Mapping[str, list[str]], chance: random.Random, number: int) -> dict:
    sentence, _, facts = template.partition("|")
    text = ""
    spans: dict[str, list[int]] = {}
    for part in re.split(r"(\{[A-Z]\})", sentence.strip()):
        slot = part[1:2] if re.fullmatch(r"\{[A-Z]\}", part) else ""
        if slot:
            part = chance.choice(names[_NAME_OF[slot]] if slot in _NAME_OF else _WORDS[slot].split("|"))
            spans[slot] = [len(text), len(text) + len(part)]
        text += part
    found = []
    for fact in facts.split():
        name, subject, target = re.split("[:>]", fact)
        found.append({"property": name, "subject": spans[subject], "object": spans[target]})
    named = [(*span, _NAME_OF[slot]) for slot, span in spans.items() if slot in _NAME_OF]
    return {"id": f"synth:{number}", "text": text, "annotated": JUDGED, "facts": found, "names": named}

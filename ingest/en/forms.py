"""Word forms of English: the lemmas that an inflected word may have, and the forms that a lemma takes.

Regular inflection by rule (doubling, -e, -y), irregular forms from the table below; a trained lemmatiser guessed
"stepp" and "departe" (docs/design.md), a table does not guess.
"""

from __future__ import annotations

from functools import cache

__all__ = ["forms"]

_IRREGULAR = {
    "be": ("am", "is", "are", "was", "were", "been", "being"), "become": ("became",), "begin": ("began", "begun"),
    "bring": ("brought",), "build": ("built",), "buy": ("bought",), "choose": ("chose", "chosen"), "come": ("came",),
    "do": ("did", "done", "does"), "draw": ("drew", "drawn"), "fall": ("fell", "fallen"), "find": ("found",),
    "get": ("got", "gotten"), "give": ("gave", "given"), "go": ("went", "gone", "goes"), "grow": ("grew", "grown"),
    "have": ("has", "had"), "hold": ("held",), "keep": ("kept",), "lead": ("led",), "leave": ("left",), "let": (),
    "lose": ("lost",), "make": ("made",), "meet": ("met",), "pay": ("paid",), "put": (), "quit": (), "rise": ("rose", "risen"),
    "run": ("ran",), "say": ("said",), "see": ("saw", "seen"), "sell": ("sold",), "set": (), "show": ("shown",),
    "spin": ("spun",), "split": (), "take": ("took", "taken"), "teach": ("taught",), "tell": ("told",),
    "think": ("thought",), "understand": ("understood",), "win": ("won",), "write": ("wrote", "written"), "swear": ("sworn",),
    "forsake": ("forsook", "forsaken"), "cast": (), "oversee": ("oversaw", "overseen"), "withdraw": ("withdrew", "withdrawn"),
    "overtake": ("overtook", "overtaken"), "beat": ("beaten",), "snap": ("snapped",), "spend": ("spent",), "step": ("stepped",),
}
_DOUBLED = set("bdgklmnprt")
_VOWELS = set("aeiou")
_STRESSED_LAST = {"refer", "commit", "admit", "submit", "permit", "control", "occur", "prefer", "transfer", "rebut", "quit", "repel"}


@cache
def forms(lemma: str) -> frozenset[str]:
    """All forms of a verb or noun lemma in lower case, itself included."""
    found = {lemma, *_IRREGULAR.get(lemma, ())}
    regular = lemma not in _IRREGULAR
    if lemma.endswith("e"):
        found |= {lemma + "s", lemma[:-1] + "ing"} | ({lemma + "d"} if regular else set())
    elif lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        found |= {lemma[:-1] + "ies", lemma + "ing"} | ({lemma[:-1] + "ied"} if regular else set())
    elif lemma.endswith(("s", "sh", "ch", "x", "z")):
        found |= {lemma + "es", lemma + "ing"} | ({lemma + "ed"} if regular else set())
    else:
        stem = lemma + lemma[-1] if _doubles(lemma) else lemma
        found |= {lemma + "s", stem + "ing"} | ({stem + "ed"} if regular else set())
    return frozenset(found)


def _doubles(lemma: str) -> bool:
    """Does the last consonant double before -ed and -ing ("step", "commit", not "depart", "open")?"""
    if len(lemma) < 3 or lemma[-1] not in _DOUBLED or lemma[-2] not in _VOWELS or lemma[-3] in _VOWELS:
        return False
    return sum(c in _VOWELS for c in lemma) == 1 or lemma in _STRESSED_LAST

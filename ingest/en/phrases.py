"""What the words of an argument are: a name, a description of one thing among others, of several, or of what is known.

"Line", "comma.ai" are names; "a Canadian bank" is a thing of its own that nobody names; "five former underwriters", "AI companies" are
several; "the company" is known from before. The reader resolves only the last kind: whoever is named or newly brought in is nobody else.
"""

from __future__ import annotations

import re

__all__ = ["is_known", "is_name", "is_several", "is_unnamed", "own_of"]

_PRONOUNS = frozenset(
    "i we our us you my me it its itself he she they his her him their them who which that the this one both neither such those these there ai a.i.".split()
)
_DOMAIN = re.compile(r"[a-z0-9-]+\.(?:ai|com|io|org|net|dev|app|co|cn)", re.I)
_DETERMINED = re.compile(r"(?:the|this|that|these|those|its|his|her|their|our|my|one of|all of|both)\s", re.I)
_INDEFINITE = re.compile(r"(?:an?|another|some|one)\s+(?!of\s+(?:the|his|her|its|their)\b)\w", re.I)
_COUNTED = re.compile(r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|dozens of|hundreds of|several|some|many|most|more than \w+|a group of|a number of)\s+", re.I)
_OWN = re.compile(r"an?\s+(?:new\s+)?(?P<what>.+?)\s+of\s+(?:his|her|their)\s+own", re.I)
_PLURAL = re.compile(r"(?:[a-z-]+ ){0,4}[a-z-]*[a-rt-z]s(?: (?:of|from|in|at|on|behind|who) .*)?", re.I)


def is_name(words: str) -> bool:
    """Is it a name: a capital, a figure in a word, a domain, and nothing that points?"""
    held = words.split()
    if not held or _DETERMINED.match(words) or _INDEFINITE.match(words) or _COUNTED.match(words):
        return False
    if len(words) < 2 or words.lower() in _PRONOUNS or words.isdigit():
        return False
    return bool(_DOMAIN.fullmatch(words)) or (any(c.isupper() for c in held[0]) and held[0].lower() not in _PRONOUNS)


def is_known(words: str) -> bool:
    """Does it point to what is known from before: "the company", "her former employer"?"""
    return bool(_DETERMINED.match(words))


def is_unnamed(words: str) -> bool:
    """Does it bring in one thing that has no name here: "a Canadian bank", "another startup"?"""
    return bool(_INDEFINITE.match(words)) and not _COUNTED.match(words)


def own_of(words: str) -> str | None:
    """What somebody has for themselves: "firm" for "a new firm of his own"; None for other words."""
    match = _OWN.fullmatch(words)
    return match["what"] if match else None


def is_several(words: str) -> bool:
    """Are several meant, by number or by a bare plural: "five former underwriters", "AI companies"?"""
    if _COUNTED.match(words):
        return True
    return words.lower() not in _PRONOUNS and not _DETERMINED.match(words) and not _INDEFINITE.match(words) and not is_name(words.split()[-1]) and bool(_PLURAL.fullmatch(words))

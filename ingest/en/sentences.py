"""Sentence boundaries in English news prose, by rule.

1. Candidates are runs of `.`, `!`, `?` or an ellipsis with the quotes and brackets that close behind them, followed
by white space, and line ends. 2. A mark before a lower-case word or another mark ends nothing. 3. After an
abbreviation, what follows decides: titles ("Dr.") never end a sentence, the rest ("Inc.", "U.S.", "J.") only before a
word that opens one ("The", "It", "However"). 4. A line end breaks where it is blank, where the line was complete,
before a list item, and where the next word would have fitted on the line: then it was not a wrapped one. About 1
microsecond a word.
"""

from __future__ import annotations

import re

__all__ = ["sentences"]

_BREAK = re.compile(
    r"(?P<mark>(?<![.!?…])(?:(?:\.\s){1,3}\.(?![.!?…])|[.!?…]+))"
    r"""(?P<close>["'”’»)\]]*(?:\[\d{1,3}\])*(?:[ ]”)?)"""
    r"(?P<gap>\s+)|(?P<line>(?<![ \t])[ \t]*\n\s*)"
)
_OPENING = "\"'“‘«([—–-• "
_CLOSING = "\"'”’»)]"

# Stand before a name or a number: the sentence always goes on.
_TITLES = frozenset(
    "mr mrs ms mx messrs mme dr prof sen sens rep reps gov govs gen col lt sgt capt cpl maj rev hon pres adm cmdr "
    "supt amb atty insp vs v e.g i.e cf fig figs eq sec secs art vol vols pp approx est ca viz incl mt ft nos".split()
)
# May end a sentence: it does before a word that opens one.
_MAY_END = frozenset(
    "inc corp ltd co cos llc llp plc bros jr sr etc al st ave blvd rd hwy dept univ assn intl mfg tech "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "ph.d phd m.d esq ret ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev "
    "okla ore pa penn tenn tex va vt wash wis wyo gmbh s.a".split()
)
_OPENERS = frozenset(
    "The It He She They We This That These Those There In On At But And Or So Yet However Meanwhile Instead Its His Her "
    "Their Our My A An As After Before When While With Without For From If Since Until Although Though Because Both Some "
    "Many Most Several Two Three Last Earlier Later Now Then Also Still Even Once Under By Over Among Despite During "
    "According Asked Neither Nor Not What Who Why How Where You I Until Here Yesterday Today Additionally Moreover "
    "Furthermore Separately Other Others Another One Between Through Last Early Late Next Previously Recently".split()
)
_SURNAMES = frozenset("He An So We My Her Both".split())  # openers that also follow an initial: "K. He"
_LETTERED = frozenset("series plan model class tier grade group type phase vitamin exhibit option team round".split())
_PLACES_OF_ONE_LETTER = frozenset("X")  # where something is posted: "on X. Sam Altman, ..."
_AT = frozenset("on to at via over".split())
_SUFFIXES = frozenset("Inc Corp Ltd LLC Co".split())
_SPEECH = re.compile(
    r"(?:[A-Z][\w.’'-]*\s+){1,4}(?:said|says|asked|asks|wrote|writes|tweeted|posted|added|replied|told|exclaimed|"
    r"quipped|"
    r"joked|shouted|declared|wondered|recalled)\b"
)
_LETTERS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_WORD = re.compile(r"[\w’'-]+")
_ITEM = re.compile(r"[-*•·–—#@]\s?\S|\d{1,3}[.)]\s|https?://")


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of `text`, in order, without white space around; they hold every other character."""
    spans: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    width = max(map(len, text.split("\n"))) if "\n" in text else 0
    for match in _BREAK.finditer(text, start):
        if match["line"] is not None:
            ends = _line_ends(text, start, match.start(), match.end(), match[0], width)
        else:
            ends = _mark_ends(text, start, match, width)
        if ends:
            end = match.end("close") if match["line"] is None else match.start()
            if end > start:
                spans.append((start, end))
            start = match.end()
    end = len(text.rstrip())
    if end > start:
        spans.append((start, end))
    return spans


def _mark_ends(text: str, start: int, match: re.Match[str], width: int) -> bool:
    """Whether the mark at `match` ends the sentence that began at `start`."""
    gap = match["gap"]
    after = match.end()
    if gap.count("\n") > 1:
        return True
    if "\n" in gap and _ITEM.match(text, after):
        return True
    follow = _next_word(text, after)
    if (follow and _is_lower(follow)) or text.startswith((",", ";", "?", "!", "."), after):
        return False
    mark = match["mark"]
    if mark == ".":
        ends = _period_ends(text, start, match, follow)
    elif mark[-1] in "!?" and "." not in mark:
        ends = follow not in _SUFFIXES and not (match["close"] and _SPEECH.match(text, after))
    else:
        ends = follow != "I"
    return ends or ("\n" in gap and _line_ends(text, start, match.start("gap"), after, gap, width))


def _period_ends(text: str, start: int, match: re.Match[str], follow: str) -> bool:
    """Whether a full stop ends the sentence, from the word it is attached to and the word `follow` behind it."""
    before = text[max(start, match.start() - 24) : match.start()].split()
    word = before[-1].rpartition("—")[2].lstrip(_OPENING) if before else ""
    low = word.lower()
    if not word:
        return True
    if low == "no":
        return not follow[:1].isdigit()
    if word.isdigit() and match.start() - start <= 3:  # "1. First point"
        return False
    if low in _TITLES:
        return False
    if len(word) == 1 and word.isalpha():
        return _letter_ends(word, before[-2].lower() if len(before) > 1 else "", follow, text, match.end())
    if low in _MAY_END or _LETTERS.fullmatch(word):
        return follow in _OPENERS and not _is_initial(text, match.end(), follow)
    return True


def _letter_ends(letter: str, previous: str, follow: str, text: str, after: int) -> bool:
    """Whether "X." ends a sentence ("Series A. OpenAI ...") or is an initial ("J. K. Rowling")."""
    if letter.islower() or letter == "I" or previous in _LETTERED or (letter in _PLACES_OF_ONE_LETTER and previous in _AT):
        return not _is_initial(text, after, follow)
    return follow in _OPENERS - _SURNAMES and not _is_initial(text, after, follow)


def _is_initial(text: str, after: int, follow: str) -> bool:
    return len(follow) == 1 and text.startswith(f"{follow}.", after)


def _next_word(text: str, after: int) -> str:
    """The word at `after`, behind quotes and brackets that open there; empty where something else stands."""
    while after < len(text) and text[after] in _OPENING:
        after += 1
    match = _WORD.match(text, after)
    return match[0] if match else ""


def _is_lower(word: str) -> bool:
    """Lower case, but not a name such as "xAI" or "iPhone"."""
    return word[0].islower() and (len(word) == 1 or not any(map(str.isupper, word[1:3])))


def _line_ends(text: str, start: int, end: int, after: int, gap: str, width: int) -> bool:
    """Whether the line end in text[end:after] ends a sentence; `width` is the longest line's length."""
    if gap.count("\n") > 1 or after >= len(text):
        return True
    if _ITEM.match(text, after):
        return True
    follow = _next_word(text, after)
    if follow and _is_lower(follow):
        return False
    line = end - text.rfind("\n", 0, end) - 1
    space = re.compile(r"\s|$").search(text, after)
    length = (space.start() if space else len(text)) - after
    return width > 120 or line + 1 + length <= width

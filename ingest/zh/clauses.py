"""Clauses: the parts of a sentence between commas, semicolons, colons and dashes, the units of Chinese news prose.

A verb of speech ends a clause too (马斯克表示|OpenAI已……), so that the speaker is not taken for the subject of what is
said. Bracketed asides that hold Chinese words are clauses of their own and point to the clause they interrupt, whose
text goes on behind them; brackets that only hold a Latin name or a ticker stay inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .text import HAN

__all__ = ["SPEECH", "Clause", "clauses"]

SPEECH = re.compile(
    r"(?:公开|对外|随后|此前|正式|随即|则|还|也|曾)?(?:表示|宣布|透露|指出|认为|声称|宣称|强调|补充说|补充道|写道|回应称|证实|"
    r"报道称|报导称|报道说|消息称|爆料称|警告称|称(?!为|号|之|呼|赞|职|作|霸|重)|说(?!法|明|服|到|起|唱|是|客)|坦言|直言|解释称|解释说|承认|"
    r"披露|否认|发文称|公告称|公告显示|获悉|了解到|重申)(?:了)?"
)
_ASIDE = re.compile(rf"\(([^()]*[{HAN}][^()]*)\)")
_SHORT_QUOTE = re.compile(r"(?<![:,说称道示。])“[^“”,。;!?]{1,14}”")          # a name or a word, not speech
_CUT = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),|[;:。!?]|——|……|\s-\s|[“”]")


@dataclass(slots=True)
class Clause:
    """A clause of a sentence, offsets into it; `inside` is the index of the clause that an aside interrupts, or -1.

    `quoted` marks what stands in quotation marks, `speech` a clause that ends in a verb of speech.
    """

    start: int
    end: int
    inside: int = -1
    quoted: bool = False
    speech: bool = False


def clauses(text: str) -> list[Clause]:
    """The clauses of a normalized sentence: the main ones in text order, then those of asides."""
    asides = [m.span(1) for m in _ASIDE.finditer(text) if m.end(1) - m.start(1) > 5]
    blank = list(_SHORT_QUOTE.sub(lambda m: "\1" + m[0][1:-1] + "\1", text))
    for start, end in asides:
        blank[start - 1 : end + 1] = "\0" * (end - start + 2)
    found = _split("".join(blank), 0, len(text))
    for start, end in asides:
        host = next((i for i, c in enumerate(found) if c.inside < 0 and c.start <= start <= c.end + 1), -1)
        found += [Clause(c.start, c.end, host, c.quoted, c.speech) for c in _split(text[:end], start, end)]
    return found


def _split(text: str, start: int, end: int) -> list[Clause]:
    cuts: list[tuple[int, int, bool]] = [(m.start(), m.end(), False) for m in _CUT.finditer(text, start, end)]
    for match in SPEECH.finditer(text, start, end):
        if match.start() > start and match.end() < end and text[match.end()] not in ",。:;!?”的":
            cuts.append((match.end(), match.end(), True))
        elif match.end() <= end:
            cuts = [(a, b, speech or a == match.end()) for a, b, speech in cuts]
    cuts.sort()
    found: list[Clause] = []
    at, quoted = start, False
    for cut_start, cut_end, speech in [*cuts, (end, end, False)]:
        part = text[at:cut_start].strip("\0 \n")
        if part:
            first = at + text[at:cut_start].index(part)
            found.append(Clause(first, first + len(part), quoted=quoted, speech=speech))
        mark = text[cut_start:cut_end]
        quoted = True if mark == "“" else False if mark == "”" else quoted
        at = max(at, cut_end)
    return found

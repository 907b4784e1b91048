"""Weak negatives for the relation table.

KnowledgeNet annotates about 1.2 of its 15 properties a passage; trained on those alone, a model never learns that an
employment sentence is not a marriage. Where a property was not annotated, a cell is taken as negative when no trigger
word of the property stands in the passage, when the known type of a word does not fit the property, or when subject and
object are one word. The trigger lists are wide on purpose: they say where a fact cannot be, not where one is.
"""

from __future__ import annotations

import re

import numpy as np
from data_en import PROPERTIES, TAGS, Row

TRIGGERS = {
    "CEO": r"\bceo|chief exec|president|\bhead|chair|director|\blead|\bled\b|\brun|\bran\b|founder|officer|manag|owner"
    r"|partner",
    "CHILD_OF": r"\bsons?\b|daughter|child|father|mother|parent|born to|\bdad|\bmom|\bmum|\bboy|girl|\bkid|heir|baby|adopt",
    "DATE_FOUNDED": r"found|establish|start|launch|creat|\bform|incorporat|beg[au]n|open|since|set up|incept|built"
    r"|organi[sz]ed",
    "DATE_OF_BIRTH": r"born|birth|\bb\.|\(|age",
    "DATE_OF_DEATH": r"\bdie|death|dead|pass|kill|\blate\b|murder|suicide|\(|[-–]|assassin|execut|lost|until",
    "EDUCATED_AT": r"stud|gradu|educat|attend|degree|school|universit|college|\bb\.?\s?[as]|\bm\.?\s?[as]|ph\.?\s?d|alum"
    r"|master|bachelor|mba|enrol|train|academy|institut|learn|doctor|major|thesis",
    "FOUNDED_BY": r"found|establish|start|launch|creat|set up|beg[au]n|\bform|built|build|open|own|father|organi[sz]"
    r"|initiat",
    "HEADQUARTERS": r"headquarter|based|office|locat|\bhq\b|campus|home|situated|head quarter| in |from",
    "PLACE_OF_BIRTH": r"born|native|birth|hometown|home town|from|grew",
    "PLACE_OF_RESIDENCE": r"\bliv|resid|home|grew|rais|mov|based|settl|\bstay|relocat|house|from|born|return|apartment"
    r"|farm",
    "POLITICAL_AFFILIATION": r"party|democra|republic|elect|politic|senat|candidate|labour|conservativ|liberal|congress"
    r"|parliament|minister|member|left|communis|socialis|independent|\bmp\b|govern|president|leader|mayor|green",
    "SPOUSE": r"marr|wife|husband|spouse|\bwed|divorc|couple|partner|mrs|bride|engaged|widow|love|together|wives",
    "SUBSIDIARY_OF": r"subsidiar|parent|\bown|acqui|division|unit|part of|bought|merg|belong|group|branch|hold|sold|sale"
    r"|purchas|brand|affiliat|compan",
}
_TRIGGERS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in TRIGGERS.items()}

SIGNATURES: dict[str, tuple[str, str | None]] = {
    "CEO": ("ORG", "PERSON"),
    "CHILD_OF": ("PERSON", "PERSON"),
    "DATE_FOUNDED": ("ORG", "DATE"),
    "DATE_OF_BIRTH": ("PERSON", "DATE"),
    "DATE_OF_DEATH": ("PERSON", "DATE"),
    "EDUCATED_AT": ("PERSON", "ORG"),
    "EMPLOYEE_OR_MEMBER_OF": ("PERSON", "ORG"),
    "FOUNDED_BY": ("ORG", None),
    "HEADQUARTERS": ("ORG", "LOC"),
    "NATIONALITY": ("PERSON", "LOC"),
    "PLACE_OF_BIRTH": ("PERSON", "LOC"),
    "PLACE_OF_RESIDENCE": ("PERSON", "LOC"),
    "POLITICAL_AFFILIATION": ("PERSON", "ORG"),
    "SPOUSE": ("PERSON", "PERSON"),
    "SUBSIDIARY_OF": ("ORG", "ORG"),
}
_PRONOUNS = dict.fromkeys(("he", "she", "his", "her", "him"), "PERSON") | {"it": "ORG", "its": "ORG"}


def add_weak(row: Row) -> None:
    """Fill `known_types` (facts count more than name tags, pronouns most) and `absent` of a passage."""
    for word, tag in enumerate(row.tags):
        if tag > 0 and TAGS[tag][2:] in ("PERSON", "ORG", "LOC"):
            row.known_types[word] = TAGS[tag][2:]
    for number, subject, target in row.cells:
        subject_type, object_type = SIGNATURES[PROPERTIES[number]]
        row.known_types[subject] = subject_type
        if object_type:
            row.known_types[target] = object_type
    for word, text in enumerate(row.words):
        if text.lower() in _PRONOUNS:
            row.known_types[word] = _PRONOUNS[text.lower()]
    annotated = row.annotated or ()
    row.absent = [
        PROPERTIES.index(name)
        for name, pattern in _TRIGGERS.items()
        if PROPERTIES.index(name) not in annotated and not pattern.search(row.text)
    ]


def weak_cells(row: Row) -> np.ndarray:
    """Booleans [property, subject word, object word]: safe to call negative, annotated properties left out."""
    count = len(row.spans)
    of_type = {kind: np.zeros(count, bool) for kind in ("PERSON", "ORG", "LOC", "DATE")}
    for word, kind in row.known_types.items():
        of_type[kind][word] = True
    known = np.logical_or.reduce(list(of_type.values()))
    cells = np.broadcast_to(np.eye(count, dtype=bool), (len(PROPERTIES), count, count)).copy()
    cells[row.absent] = True
    for number, name in enumerate(PROPERTIES):
        subject_type, object_type = SIGNATURES[name]
        cells[number] |= (known & ~of_type[subject_type])[:, None]
        if object_type:
            cells[number] |= (known & ~of_type[object_type])[None, :]
    cells[row.annotated or []] = False
    return cells

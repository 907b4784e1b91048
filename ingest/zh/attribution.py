"""Who says it: the speaker of the clause chain that a claim stands in.

A subject with a verb of speech (X表示, X告诉《财富》) speaks all that follows in the sentence up to the next speaker;
据X报道 names a source for the whole sentence; a speaker behind a quotation (……,X说) speaks what stands before.
"""

from __future__ import annotations

import re

from .phrases import Phrase
from .scene import Scene

__all__ = ["attribution"]

_SAYS = re.compile(
    r"(?:表示|称|说|透露|宣布|指出|认为|告诉|强调|写道|回应|证实|报道|声称|宣称|警告|承认|坦言|披露|否认|发文|公告|确认|爆料|预计|解释|介绍|表态|发帖|发布公告|发布声明|声明)"
)
_SOURCE = re.compile(r"(?:据|根据|援引|引述)(?!悉|传|称|说)(?P<who>[^,。;]{0,24}?)(?:的?(?:独家|最新)?(?:报道|报导|消息|披露|透露|公告|声明|文件|爆料|称|说法))")


def attribution(scene: Scene, clause: int, trigger: int) -> tuple[str, ...]:
    """Names of who says what stands at `trigger`; empty where it is the article itself or nobody named."""
    found: list[str] = []
    source = _SOURCE.search(scene.text)
    if source is not None:
        found += [name for p in scene.phrases if source.start() <= p.start < source.end() and (name := _name(scene, p))]
    speaker = _speaker(scene, clause, trigger)
    if speaker is not None:
        found.append(speaker)
    return tuple(dict.fromkeys(found))


def _speaker(scene: Scene, clause: int, trigger: int) -> str | None:
    if clause < 0:
        return None
    for k in range(clause, -1, -1):
        if scene.parts[k].inside >= 0 and scene.parts[k].inside != scene.parts[clause].inside:
            continue
        end = trigger if k == clause else scene.parts[k].end
        found = _says(scene, k, end)
        if found is not None:
            return found
    if scene.parts[clause].inside >= 0:
        return None
    last = max((k for k in range(len(scene.parts)) if scene.parts[k].inside < 0), default=clause)
    if last > clause and scene.parts[last].speech and scene.text[scene.parts[last].end :].strip("。”\" ") == "":
        return _says(scene, last, scene.parts[last].end)
    return None


def _says(scene: Scene, clause: int, end: int) -> str | None:
    """The subject of a verb of speech in a clause, before `end`."""
    part = scene.parts[clause]
    verbs = list(_SAYS.finditer(scene.text, part.start, end))
    if not verbs:
        return None
    speakers = [p for p in scene.subjects(clause, verbs[-1].start()) if p.kind.value in ("person", "organization")]
    return _name(scene, speakers[0]) if speakers else None


def _name(scene: Scene, phrase: Phrase) -> str | None:
    entity = scene.entity(phrase)
    if entity is None and phrase.titles:
        firm = next((firm for _, firm in phrase.titles if firm is not None), None)
        entity = scene.mentioned(firm) if firm else None
    if entity is None or entity.kind.value not in ("person", "organization"):
        return None
    return entity.name

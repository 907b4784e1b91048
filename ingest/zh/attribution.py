"""Who says it: the speaker of the clause chain that a claim stands in.

1. A subject with a verb of speech (X表示, X告诉《财富》) speaks all that follows in the sentence up to the next speaker; a speaker behind a
quotation (……,X说) speaks what stands before. 2. 据X报道 and 援引X names a source for what follows it up to the next semicolon. 3. Who is
not named speaks by the words for them (三名知情人士, 外媒); whoever speaks for a firm is the firm. 4. A quotation that runs over sentences
is the speaker's of the sentence that opens it.
"""

from __future__ import annotations

import re

from ...graph.claim import Kind
from .phrases import Phrase
from .scene import Scene

__all__ = ["attribution", "unnamed"]

_SAYS = re.compile(
    r"(?:表示|称(?!为|号|之)|说(?!法|明|服)|透露|宣布|指出|认为|告诉|强调|写道|回应|证实|报道|报导|声称|宣称|警告|承认|坦言|披露|否认|辟谣|澄清|发文|公告|确认|爆料|预计|解释|介绍|表态|发帖|"
    r"发布公告|发布声明|声明|重申|坚称|放话|刊载|推算|提到|补充|回复|答复|刊文|爆出|驳斥|判断|估算|猜测|推测|转述)"
)
_TELLS = r"(?:报道|报导|消息|披露|透露|公告|声明|文件|爆料|称|说法|转述|说|的?文章|援引|引述|介绍|预计|测算)"
_SOURCE = re.compile(rf"(?:据|根据|依据|依(?=《)|援引|引述)(?!悉|传|称|说|报)(?P<who>[^,。;]{{1,28}}?)(?P<tells>的?(?:独家|最新|率先|早前|此前|今早)?{_TELLS}|的话|(?=,))")
_SOMEBODY = (
    r"知情人士|知情者|消息人士|内部人士|业内人士|人士|员工|高管|猎头|分析师|律师|投资人|股东|经销商|供应商|供应链|知情|网友|读者|用户|同事|外媒|港媒|美媒|日媒|韩媒|德媒|媒体|自媒体|市场|外界|业界|坊间|"
    r"法人|券商|研究员|消息源|信源|球员|球迷|代理人|经纪人|家人|亲友|工程师|材料|内部信|起诉书|招股书|招股文件|监管文件|文件|邮件"
)
_UNNAMED = re.compile(
    rf"(?P<who>(?:(?:[一两二三四五六七八九十多几数\d]+|另一|某|其中一|其中[一两三])[名位家个份](?:[^,。;“”、]{{0,14}}?的)?[^,。;“”、的]{{0,10}}?|(?:接近|了解|熟悉)[^,。;“”]{{1,14}}?的?|"
    rf"(?:(?<=有)|(?<=据)|(?<![\u4e00-\u9fffA-Za-z]))(?!此前|早前|另|有)[^,。;“”、的《》]{{0,6}}?)(?:{_SOMEBODY}))(?:[^\u4e00-\u9fff]|(?:对|向|昨|今|周|上周|本周|本月|日前|近日|早前|此前|报道|报导|们|都|还|也|则|普遍|\d)[^,。;]{{0,12}})?$"
)
_WHEN = re.compile(r"^(?:另|英国|美国|日本|德国|法国|韩国|印度|以色列)(?=[《\u4e00-\u9fff])|(?:上?周[一二三四五六日]?|[上本]月|昨[日天晚]?|今[日天早晨]|\d+[日月]|早前|此前|日前|近日|率先|独家|等)+$")
_OPENS = re.compile(r"[::]\s?“[^”]*$")


def attribution(scene: Scene, clause: int, trigger: int) -> tuple[str, ...]:
    """Names of who says what stands at `trigger`; empty where it is the article itself or nobody named."""
    if clause < 0:
        return ()
    found = _sources(scene, clause, trigger)
    speaker = _speaker(scene, clause, trigger) or (None if found else _of_quotation(scene))
    return tuple(dict.fromkeys([*found, speaker] if speaker else found))


def unnamed(words: str) -> tuple[int, int] | None:
    """Where the words for somebody who is not named stand in the words of a source (两名知情人士, 也有|读者, 媒体|报道)."""
    found = _UNNAMED.search(words)
    return found.span("who") if found else None


def _sources(scene: Scene, clause: int, trigger: int) -> list[str]:
    """Whom 据X报道 names, where it reaches the trigger: no semicolon stands between."""
    found: list[str] = []
    start = max(scene.text.rfind(";", 0, trigger), scene.text.rfind("。", 0, trigger)) + 1
    for source in _SOURCE.finditer(scene.text, start):
        if source.start() > trigger and ";" in scene.text[trigger : source.start()]:
            break
        found += _told_by(scene, source["who"], source.start("who"), source.end("who"))
    return found


def _told_by(scene: Scene, words: str, start: int, end: int) -> list[str]:
    """Who the words behind 据 are: unnamed people, or the entities named there, or else the words."""
    found = [name for p in scene.phrases if start <= p.start < end and p.case != "对" and (name := _name(scene, p))]
    somebody = _UNNAMED.search(words)
    if somebody is not None:
        who = _written(scene, start + somebody.start("who"), start + somebody.end("who"))
        return [name for name in found if name not in who] + ([] if who.startswith("等") else [who])
    if found or scene.text[end] == ",":
        return found
    return [plain] if len(plain := _WHEN.sub("", words).strip("《》“”的 ")) > 2 else []


def _speaker(scene: Scene, clause: int, trigger: int) -> str | None:
    for k in range(clause, -1, -1):
        if scene.parts[k].inside >= 0 and scene.parts[k].inside != scene.parts[clause].inside:
            continue
        found = _says(scene, k, trigger if k == clause else scene.parts[k].end)
        if found is not None:
            return found
    if scene.parts[clause].inside >= 0:
        return None
    last = max((k for k in range(len(scene.parts)) if scene.parts[k].inside < 0), default=clause)
    if last > clause and scene.parts[last].speech and scene.text[scene.parts[last].end :].strip("。”\" ") == "":
        return _says(scene, last, scene.parts[last].end)
    return None


def _says(scene: Scene, clause: int, end: int) -> str | None:
    """The subject of a verb of speech in a clause, before `end`: the named one, or the words for one who is not named."""
    part = scene.parts[clause]
    verbs = list(_SAYS.finditer(scene.text, part.start, end))
    if not verbs:
        return None
    verb = verbs[-1].start()
    speakers = [p for p in scene.subjects(clause, verb) if p.kind.value in ("person", "organization")]
    somebody = _UNNAMED.search(scene.text[part.start : verb])
    if somebody is not None and not (speakers and speakers[-1].start >= part.start + somebody.end("who")):
        return _written(scene, part.start + somebody.start("who"), part.start + somebody.end("who"))
    return _name(scene, speakers[-1]) if speakers else None


def _of_quotation(scene: Scene) -> str | None:
    """Who opened, in a sentence before, the quotation that this one stands in."""
    opened = 0
    for sentence in reversed(scene.context.previous[-4:]):
        opened += sentence.text.count("“") - sentence.text.count("”")
        if opened > 0 and _OPENS.search(sentence.text):
            speaker = next((m.entity for m in sentence.mentions if m.entity and m.kind in (Kind.PERSON, Kind.ORGANIZATION)), None)
            return speaker.name if speaker else None
    return None


def _written(scene: Scene, start: int, end: int) -> str:
    return scene.sentence.text[start:end]


def _name(scene: Scene, phrase: Phrase) -> str | None:
    entity = scene.entity(phrase)
    if entity is None and phrase.titles:
        firm = next((firm for _, firm in phrase.titles if firm is not None), None)
        entity = scene.mentioned(firm) if firm else None
    if entity is None or entity.kind.value not in ("person", "organization"):
        return None
    return entity.name

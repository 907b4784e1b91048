"""What is seen in an article as a whole: every sentence is read once, and how it is written makes no difference."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aigraph.graph.article import Article
from aigraph.ingest.document import Sentence
from aigraph.ingest.extract import extract
from aigraph.ingest.zh.reader import encoder
from aigraph.ingest.zh.sentences import sentences
from aigraph.ingest.zh.survey import survey

PLAIN = "OpenAI首席执行官萨姆·奥尔特曼周三宣布，公司将以10亿美元收购英伟达旗下的灵川网络。微软前副总裁沈嘉宁去年加入了谷歌。"
TRADITIONAL = "OpenAI首席執行官薩姆·奧爾特曼週三宣布，公司將以10億美元收購英偉達旗下的靈川網絡。微軟前副總裁沈嘉寧去年加入了谷歌。"


def surveyed(text: str) -> list[Sentence]:
    found = [Sentence(text[a:b], a, "zh") for a, b in sentences(text)]
    survey(encoder(), found)
    return found


def said(text: str) -> list[dict[str, Any]]:
    """The claims without what is as written: names, quotes, offsets, confidence."""
    records = [c.to_record() for c in extract(Article(text, published=date(2024, 9, 30), language="zh")).claims]
    return [{k: v for k, v in r.items() if k in ("type", "role", "amount", "date", "modality", "status")} for r in records]


def keys(text: str) -> list[list[tuple[str, str]]]:
    """The entities of the claims."""
    claims = extract(Article(text, published=date(2024, 9, 30), language="zh")).claims
    return [[(a.role, a.entity.key) for a in claim.arguments] for claim in claims]


def test_units_are_numbered_over_the_article() -> None:
    found = surveyed(PLAIN)
    assert [s.first for s in found] == [0, len(found[0].tokens)]


def test_very_long_sentence_is_read_in_parts() -> None:
    text = "，".join(["沈嘉宁上月从灵川网络离职"] * 60) + "。"
    [one] = surveyed(text)
    assert sum(t.type == "Departure" for t in one.triggers) > 30
    assert all(text[t.start : t.end] == t.text for t in one.tokens)


def test_long_article_is_read_to_its_end() -> None:
    found = surveyed("沈嘉宁上月从灵川网络离职。" * 60)
    assert len(found) == 60
    assert all(any(t.type == "Departure" for t in sentence.triggers) for sentence in found[-5:])


@pytest.mark.parametrize("text", ["", "。", "……", "(", "\n", "a", "１"])
def test_nothing_is_read_from_nothing(text: str) -> None:
    assert [t for s in surveyed(text) for t in s.triggers] == []


def test_traditional_text_makes_the_same_claims() -> None:
    assert said(PLAIN)
    assert said(TRADITIONAL) == said(PLAIN)
    assert keys(TRADITIONAL) == keys(PLAIN)


def test_names_of_traditional_text_stay_as_written() -> None:
    claims = extract(Article(TRADITIONAL, published=date(2024, 9, 30), language="zh")).claims
    assert "沈嘉寧" in {a.entity.name for claim in claims for a in claim.arguments}
    assert all(TRADITIONAL[c.evidence.start : c.evidence.end] == c.evidence.quote for c in claims)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("10", "１０").replace("OpenAI", "ＯｐｅｎＡＩ"),
        PLAIN.replace("OpenAI", " OpenAI "),
        PLAIN.replace("，", ","),
    ],
)
def test_width_and_spaces_make_no_difference(text: str) -> None:
    assert said(text) == said(PLAIN)


def test_claims_are_the_same_on_every_run() -> None:
    assert keys(PLAIN) == keys(PLAIN)

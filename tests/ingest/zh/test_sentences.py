"""Sentences and clauses end where they should."""

import pytest

from aigraph.ingest.zh.clauses import clauses
from aigraph.ingest.zh.sentences import sentences
from aigraph.ingest.zh.text import normalize


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("他走了。她来了！真的吗？是的……好", ["他走了。", "她来了！", "真的吗？", "是的……", "好"]),
        ("他说：“我走了。”她没有回答。", ["他说：“我走了。”", "她没有回答。"]),
        ("“我走了。”他说。完", ["“我走了。”他说。", "完"]),
        ("公司（去年成立。总部在上海。）很小。", ["公司（去年成立。总部在上海。）", "很小。"]),
        ("估值3.5亿美元,用GPT-4.1模型。好", ["估值3.5亿美元,用GPT-4.1模型。", "好"]),
        ("甲公司赢了；乙公司输了。", ["甲公司赢了；乙公司输了。"]),
        ("第一行\n第二行。", ["第一行", "第二行。"]),
        ("  ", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲公司表示乙已离职,丙、丁留下;完", ["甲公司表示", "乙已离职", "丙、丁留下", "完"]),
        ("采购100,000个,花费不明", ["采购100,000个", "花费不明"]),
        ("甲公司(去年成立于上海,很小)离开", ["甲公司(去年成立于上海,很小)离开", "去年成立于上海", "很小"]),
        ("发布“云雀”模型", ["发布“云雀”模型"]),
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    assert [text[clause.start : clause.end] for clause in clauses(text)] == parts


def test_normalizing_keeps_the_length() -> None:
    text = "Ａ公司（Ｂ），“３．５亿”・「好」　"
    assert len(normalize(text)) == len(text)
    assert normalize(text) == "A公司(B),“3.5亿”·“好” "

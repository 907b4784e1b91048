"""What is a name in Chinese text, and what is not."""

import pytest

from aigraph.ingest.lexicon import gazetteer
from aigraph.ingest.zh.mentions import mentions
from aigraph.ingest.zh.text import normalize
from aigraph.ingest.zh.titles import find_titles


def named(text: str) -> list[tuple[str, str]]:
    found = mentions(text, 0, gazetteer(), list(find_titles(normalize(text))))
    assert all(text[m.start : m.end] == m.text for m in found)
    return [(m.text, m.kind.value) for m in found if m.source != "pronoun"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("首席执行官洛伦·维斯特表示", [("洛伦·维斯特", "person")]),
        ("公司司库和股东马可·里奥斯在场", [("马可·里奥斯", "person")]),
        ("总裁沈嘉宁将离职", [("沈嘉宁", "person")]),
        ("沈嘉宁、韩雪将出任要职", [("沈嘉宁", "person"), ("韩雪", "person")]),
        ("高级工程师的工作", []),
        ("北辰智能完成A轮融资", [("北辰智能", "organization")]),
        ("一家人工智能公司倒闭", []),
        ("深度学习和人工智能技术", []),
        ("使用GX200芯片训练Nimbus 3.5 Pro", [("GX200", "product"), ("Nimbus 3.5 Pro", "product")]),
        ("CEO和AI的API", []),
        ("Veltora公司裁员", [("Veltora", "organization")]),
        ("工程师Priya Raman说", [("Priya Raman", "person")]),
        ("《晨岭日报》报道", [("晨岭日报", "organization")]),
        ("去年3月,周三,今年12月", []),
    ],
)
def test_names(text: str, names: list[tuple[str, str]]) -> None:
    assert named(text) == names


@pytest.mark.parametrize("text", ["洛伦·维斯特(Loren West)说", "洛伦•维斯特（Loren West）说", "洛伦・维斯特 (Loren West) 说"])
def test_latin_form_is_an_alias(text: str) -> None:
    [found] = mentions(text, 7, gazetteer(), [])
    assert found.aliases == ("Loren West",) and found.start == 7 and found.text.startswith("洛伦")


def test_unknown_firm_with_latin_form() -> None:
    [found] = mentions("初创公司云岫(Yunxiu)倒闭", 0, gazetteer(), [])
    assert (found.text, found.aliases, found.kind.value) == ("云岫", ("Yunxiu",), "organization")

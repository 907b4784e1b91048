"""How firmly a clause says it."""

import pytest

from aigraph.ingest.zh.clauses import clauses
from aigraph.ingest.zh.modality import modality
from aigraph.ingest.zh.text import normalize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲公司收购乙公司。", "asserted"), ("甲公司将收购乙公司。", "asserted"), ("甲公司宣布收购乙公司。", "asserted"),
        ("甲公司计划收购乙公司。", "planned"), ("甲公司拟收购乙公司。", "planned"), ("甲公司有望收购乙公司。", "planned"),
        ("甲公司可能收购乙公司。", "possible"), ("甲公司或将收购乙公司。", "possible"), ("甲公司考虑收购乙公司。", "possible"),
        ("如果甲公司收购乙公司。", "possible"), ("据悉,甲公司收购乙公司。", "reported"), ("知情人士称,甲公司收购乙公司。", "reported"),
        ("甲公司正就收购乙公司进行谈判。", "reported"), ("甲公司否认收购乙公司。", "denied"), ("甲公司否认,将收购乙公司。", "denied"),
        ("甲公司并未收购乙公司。", "denied"), ("甲公司从未收购乙公司。", "denied"), ("甲公司收购乙公司的计划告吹。", "denied"),
        ("甲公司没有否认收购乙公司。", "asserted"), ("甲公司未来收购乙公司。", "asserted"),
    ],
)
def test_modality(text: str, expected: str) -> None:
    plain = normalize(text)
    at = plain.index("收购")
    parts = clauses(plain)
    k = next(i for i, part in enumerate(parts) if part.start <= at < part.end)
    assert modality(plain, parts, k, (at, at + 2)).value == expected

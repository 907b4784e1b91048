"""Golden sentences: what must be read from each, and nothing else but what it lists as optional."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aigraph.graph.article import Article
from aigraph.ingest.extract import extract

CASES = sorted((Path(__file__).parents[2] / "golden" / "zh").glob("*.json"))


def read(text: str, published: str | None = "2024-09-30") -> list[dict[str, Any]]:
    day = date.fromisoformat(published) if published else None
    return [claim.to_record() for claim in extract(Article(text, published=day, language="zh")).claims]


def fits(wanted: dict[str, Any], record: dict[str, Any]) -> bool:
    return all(record.get(key) == value for key, value in wanted.items())


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_golden(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    records = read(case["text"], case["published"])
    missed = [wanted for wanted in case["claims"] if not any(fits(wanted, record) for record in records)]
    allowed = [*case["claims"], *case.get("optional", ())]
    wrong = [record for record in records if not any(fits(wanted, record) for wanted in allowed)]
    assert (missed, wrong) == ([], [])


def test_there_are_enough() -> None:
    assert len(CASES) >= 40


def test_evidence_is_at_its_offsets() -> None:
    text = "林若溪说,“Veltora会成功。”\n\nＶｅｌｔｏｒａ公司CEO沈嘉宁（Shen Jianing）于5月离职。"
    records = read(text)
    assert records
    assert all(text[record["start"] : record["end"]] == record["evidence"] for record in records)


def test_same_text_gives_same_claims() -> None:
    text = "Veltora创始人兼CEO沈嘉宁表示,公司将收购Orbitex,后者由韩雪创立。"
    assert read(text) == read(text)


def test_without_publication_date_only_full_dates_are_dates() -> None:
    records = read("洛伦·维斯特去年离开Northlight。韩雪于2021年5月离开Northlight。", None)
    assert [record.get("date") for record in records] == [None, "2021-05"]

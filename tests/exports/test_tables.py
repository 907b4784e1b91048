"""Claims as CSV and JSON lines."""
import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from aigraph.exports.tables import COLUMNS, to_csv, to_jsonl, write_csv
from aigraph.exports.view import ClaimView


def test_csv_has_a_row_a_claim_and_reads_back(claims: list[ClaimView], tmp_path: Path) -> None:
    write_csv(claims, tmp_path / "claims.csv")
    text = (tmp_path / "claims.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["claim"] for row in rows} == {view.id for view in claims}
    assert tuple(rows[0]) == COLUMNS
    assert [row["when"] for row in rows] == sorted((row["when"] for row in rows), reverse=True)


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", " =HYPERLINK()", "＝1"])
def test_csv_guards_against_formulas(claims: list[ClaimView], cell: str) -> None:
    (row,) = csv.DictReader(io.StringIO(to_csv([replace(claims[0], publisher=cell)])))
    assert row["publisher"] == "'" + cell


def test_records_carry_id_and_article(claims: list[ClaimView]) -> None:
    records = [json.loads(line) for line in to_jsonl(claims).splitlines()]
    assert len(records) == len(claims)
    assert all({"id", "type", "evidence", "article"} <= record.keys() for record in records)

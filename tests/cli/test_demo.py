"""`aigraph demo`: what a new user sees first is whole, and nothing complains."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigraph.demo import QUESTIONS, run


def test_demo_reads_every_article_answers_and_complains_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path / "demo")
    shown = capsys.readouterr()
    assert "read 20 articles" in shown.out + shown.err and "failed" not in shown.out + shown.err
    assert "aigraph: " not in shown.err
    assert all(question.title in shown.out for question in QUESTIONS)
    assert (tmp_path / "demo/aigraph.html").is_file() and (tmp_path / "demo/site/index.html").is_file()

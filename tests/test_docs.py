"""The documentation tells today's truth: every command and public name is in it, and its examples give what they show."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import aigraph as library

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = README + "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.S)


def commands() -> list[str]:
    from aigraph.cli import app

    return sorted(c.name or c.callback.__name__ for c in app.registered_commands if c.callback)


@pytest.mark.parametrize("name", commands())
def test_every_command_is_documented(name: str) -> None:
    assert f"aigraph {name}" in DOCS


@pytest.mark.parametrize("name", library.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    assert re.search(rf"`(aigraph\.)?{name}\b", DOCS), f"{name} is in neither README nor docs"


def test_every_method_of_graph_is_documented() -> None:
    methods = [name for name in vars(library.Graph) if not name.startswith("_")]
    assert [name for name in methods if f"{name}(" not in DOCS] == []


def test_python_examples_print_what_readme_shows(tmp_path: Path) -> None:
    blocks = BLOCK.findall(README)
    pairs = [(code, shown) for (kind, code), (after, shown) in zip(blocks, blocks[1:], strict=False)
             if kind == "python" and after == "text"]
    assert pairs
    for code, shown in pairs:
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == shown.strip()


def test_questions_give_the_answers_that_readme_shows(tmp_path: Path, sample_extractions: dict[str, Any]) -> None:
    from aigraph.tables import answer_text

    blocks = BLOCK.findall(README)
    pairs = [(query, shown) for (kind, query), (after, shown) in zip(blocks, blocks[1:], strict=False)
             if kind == "sparql" and after == "text"]
    assert len(pairs) == 3
    with library.open() as graph:
        for article, extraction in sample_extractions.values():
            graph.store.add_article(article, extraction.claims)
        for query, shown in pairs:
            answer = [" ".join(line.split()) for line in answer_text(graph.query(query), "table").splitlines()]
            lines = [" ".join(line.split()) for line in shown.splitlines() if line.strip() and line.strip() != "..."]
            assert [line for line in lines if line not in answer] == []


def test_no_path_of_a_machine_and_no_missing_file_is_named() -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / target).exists(), target

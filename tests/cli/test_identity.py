"""The commands about identity, in the real command on a real store."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from aigraph.graph.derive import refresh
from aigraph.graph.store import Store
from tests.graph.story import STORY

Command = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    with Store(tmp_path / "aigraph.db") as store:
        for article, said in STORY.items():
            store.add_article(article, said)
        refresh(store)
    return tmp_path / "aigraph.db"


def dump(path: Path) -> bytes:
    with Store(path, write=False) as store:
        return store.dump()


def test_same_log_and_undo(aigraph: Command, story: Path) -> None:
    assert aigraph("identity", "rebuild").returncode == 0
    before = dump(story)
    done = aigraph("same", "Li Wei@2021-09-15.md", "Li Wei@2022-07-01.md", "--why", "one CV", "--by", "ann")
    assert done.returncode == 0 and "are one" in done.stderr, done.stderr
    log = aigraph("identity", "log", "--human").stdout
    assert "same" in log and "one CV" in log and "ann" in log and "1 row" in log
    assert "same surname and initial" in aigraph("identity", "log", "--decision", "same").stdout
    id = log.splitlines()[1].split()[0]
    assert aigraph("identity", "undo", id).returncode == 0
    assert dump(story) == before


def test_different_and_a_bad_name(aigraph: Command, story: Path) -> None:
    assert aigraph("different", "T. Adeyemi", "Tom Adeyemi").returncode == 0
    bad = aigraph("same", "nobody", "Tom Adeyemi")
    assert (bad.returncode, bad.stdout) == (1, "") and "nothing is called 'nobody'" in bad.stderr


def test_conflicts_show_both_quotes(aigraph: Command, story: Path) -> None:
    shown = aigraph("conflicts", "Orcta", "--sort", "contradiction").stdout
    assert "5,000 chips" in shown and "8,000 chips" in shown and "worth 1.2" not in shown
    assert "0 rows" in aigraph("conflicts", "Kofi Mensah").stdout


def test_a_gazetteer_of_ones_own_brings_names_together(aigraph: Command, tmp_path: Path) -> None:
    names = tmp_path / "mine.csv"
    names.write_text("key,kind,name,aliases,context,source\nzorvex,organization,Zorvex,佐维克斯,,our list\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("---\npublished: 2024-05-02\n---\n李伟加入佐维克斯，出任首席执行官。", encoding="utf-8")
    done = aigraph("ingest", "a.md", "--gazetteer", names)
    assert done.returncode == 0, done.stderr
    asked = aigraph("query", "ASK { GRAPH ?g { ?o a aig:Organization ; aig:key 'zorvex' } }").stdout
    assert asked.strip() == "yes"


@pytest.mark.parametrize(
    ("text", "message"),
    [(None, "cannot be read"), ("key,kind\nx,person\n", "column 'name' is missing"), ("key,kind,name,aliases,context,source\nx,persn,X,,,me\n", "nearest: 'person'")],
)
def test_a_bad_gazetteer_is_refused_before_reading(aigraph: Command, tmp_path: Path, text: str | None, message: str) -> None:
    names = tmp_path / "mine.csv"
    if text is not None:
        names.write_text(text, encoding="utf-8")
    (tmp_path / "a.md").write_text("李伟加入百度。", encoding="utf-8")
    done = aigraph("ingest", "a.md", "--gazetteer", names)
    assert done.returncode == 1 and message in done.stderr
    assert not (tmp_path / "aigraph.db").exists()

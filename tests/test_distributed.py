"""Reading on several machines: the same N-Quads as on one, whatever the partitions, and nothing is done twice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed")
pq = pytest.importorskip("pyarrow.parquet")

import pyarrow as pa  # noqa: E402

import aigraph as library  # noqa: E402
from aigraph.extracting import load_output, run  # noqa: E402
from aigraph.graph.article import Article, Version  # noqa: E402
from aigraph.ingest.distributed.codec import article_row, claim_row, to_article, to_claim  # noqa: E402
from aigraph.ingest.distributed.output import Done, Output  # noqa: E402
from aigraph.ingest.distributed.plan import cut, inputs, numbered, scan  # noqa: E402
from aigraph.ingest.distributed.work import Settings, read_partition, work  # noqa: E402
from aigraph.ingest.parallel import Choice  # noqa: E402
from aigraph.ontology.errors import ArticleError, ReaderError, StoreError  # noqa: E402
from aigraph.ontology.vocabulary import GRAPHS  # noqa: E402
from tests.made import made_articles  # noqa: E402
from tests.stubs import install_stub, readings, text  # noqa: E402


@pytest.fixture
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "package"
    monkeypatch.setenv("PYTHONPATH", install_stub(folder)["PYTHONPATH"])
    monkeypatch.syspath_prepend(str(folder))
    return tmp_path / "log"


def records(count: int) -> list[dict[str, Any]]:
    return [{"text": text(n), "url": f"https://news.example/{n}", "title": f"News {n}", "published": "2024-05-01"} for n in range(count)]


def write_lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def quads(out: Path) -> list[bytes]:
    """All N-Quads of an output, sorted."""
    return sorted(line for path in (out / "quads").iterdir() for line in path.read_bytes().splitlines())


def said_in(store: bytes) -> list[bytes]:
    """The N-Quads of a store's export, sorted, without what is derived across articles."""
    derived = [f"<{GRAPHS}judgements/".encode(), f"<{GRAPHS}tenures".encode(), f"<{GRAPHS}conflicts".encode(), f"<{GRAPHS}identity".encode()]
    return sorted(line for line in store.splitlines() if not any(one in line.rpartition(b" <")[1] + line.rpartition(b" <")[2] for one in derived))


def ingested(source: Path, store: Path | None = None) -> bytes:
    with library.open(store) as graph:
        graph.ingest([str(source)], reader=Choice("stub"))
        return graph.render("nquads")


def test_two_workers_write_the_n_quads_that_one_machine_stores(stub: Path, tmp_path: Path) -> None:
    rows = records(40)
    rows[7]["text"] += " Be killed."
    rows[11] = {"title": "nothing"}
    rows[20]["text"] += " Raise something."
    source, out = write_lines(tmp_path / "in.jsonl", rows), tmp_path / "out"
    done = run([str(source)], str(out), jobs=2, reader="stub", options=[f"log={stub}"], size=4_000)
    assert len(done) > 3 and sum(one.articles for one in done) == 37
    failures = (out / "failures.txt").read_text().splitlines()
    assert [line.partition(" ")[0] for line in failures] == [f"{source}:8:", f"{source}:12:", f"{source}:21:"]
    assert "killed by SIGKILL" in failures[0] and "no field that is the text" in failures[1]
    kept = write_lines(tmp_path / "kept.jsonl", [row for n, row in enumerate(rows) if n not in (7, 11, 20)])
    here = [line.replace(b"kept.jsonl:", b"in.jsonl:") for line in said_in(ingested(kept))]
    assert [_without_source(line) for line in quads(out)] == [_without_source(line) for line in here] and len(here) > 1000

    before = len(readings(stub))
    again = run([str(source)], str(out), jobs=1, reader="stub", options=[f"log={stub}"], size=4_000)
    assert all(one.skipped for one in again) and len(readings(stub)) == before


def _without_source(line: bytes) -> bytes:
    """A line that says in which line of a file an article stood says only that."""
    return line if b"#source>" not in line else line.partition(b"#source>")[0]


def test_loading_makes_the_store_that_reading_here_makes(stub: Path, tmp_path: Path) -> None:
    rows = records(24)
    source = write_lines(tmp_path / "in.jsonl", rows)
    for part in _parts(source, 3_000):
        assert work(part, str(tmp_path / "plain"), _settings(tmp_path / "plain")).articles
    _finish(source, 3_000, tmp_path / "plain")
    wanted = ingested(source)
    assert quads(tmp_path / "plain") == said_in(wanted)
    for trusted in (False, True):
        with library.open(tmp_path / f"store{trusted}") as graph:
            report = load_output(graph, tmp_path / "plain", trusted=trusted)
            assert (report.articles, graph.render("nquads")) == (24, wanted)
            assert graph.query("SELECT ?s WHERE { ?s aig:lookupKey ?o }").rows == ()

    rows[20] = {**rows[3], "url": "https://copied.example/3", "publisher": "Copied", "published": "2024-05-04"}
    rows[22] = {**rows[5], "text": text(5) + " Correction: it was so.", "published": "2024-05-03"}
    source = write_lines(tmp_path / "in.jsonl", rows)        # another state of the file: all of its partitions are read anew
    for part in _parts(source, 4_000):
        assert not work(part, str(tmp_path / "plain"), _settings(tmp_path / "plain")).skipped
    _finish(source, 4_000, tmp_path / "plain")
    assert {path.stem for path in (tmp_path / "plain" / "quads").iterdir()} == set(Output(str(tmp_path / "plain")).partitions())
    with library.open(tmp_path / "judged") as graph:
        report = load_output(graph, tmp_path / "plain")
        assert (report.copies, report.corrected) == (1, 1) and graph.render("nquads") == ingested(source)
    with library.open(tmp_path / "not judged") as graph, pytest.raises(StoreError, match="1 articles are there more than once"):
        load_output(graph, tmp_path / "plain", trusted=True)


def _settings(out: Path) -> Settings:
    Output(str(out)).prepare()
    return Settings("stub")


def _parts(source: Path, size: int) -> Iterator[Any]:
    for file in inputs([str(source)]):
        parts = cut(file, size)
        yield from numbered((part, scan(part)) for part in parts)


def _finish(source: Path, size: int, out: Path) -> None:
    done = [Output(str(out)).find(part.name, part.key(_settings(out).basis)) for part in _parts(source, size)]
    assert None not in done
    Output(str(out)).write_manifest([one for one in done if one is not None])


@pytest.mark.parametrize("size", [1, 7, 50, 333, 10_000])
def test_lines_are_in_one_partition_each_under_their_own_number(size: int, tmp_path: Path) -> None:
    rows = [{"text": f"This is the text of article {n}" + "é" * n} for n in range(12)]
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows[:6]) + "\n\n\n" + "\n".join(json.dumps(row) for row in rows[6:]))
    found = [one for part in _parts(source, size) for one in read_partition(part, Settings())]
    assert [one.text for one in found if isinstance(one, Article)] == [row["text"] for row in rows]
    assert [one.source for one in found] == [f"{source}:{n}" for n in (*range(1, 7), *range(9, 15))]


def test_parquet_is_cut_at_row_groups_and_read_like_json(tmp_path: Path) -> None:
    rows = [{**row, "published": date(2024, 5, 1)} for row in records(10)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet", row_group_size=3)
    write_lines(tmp_path / "in.jsonl", records(10))
    [file] = inputs([str(tmp_path / "*.parquet")])
    parts = cut(file, 1)
    assert [(part.start, part.end, part.first) for part in parts] == [(0, 1, 1), (1, 2, 4), (2, 3, 7), (3, 4, 10)]
    found = [one for part in parts for one in read_partition(part, Settings())]
    lines = [one for part in _parts(tmp_path / "in.jsonl", 10_000) for one in read_partition(part, Settings())]
    assert [one.source.rpartition(":")[2] for one in found] == [str(n) for n in range(1, 11)]
    assert [(one.text, one.published, one.url) for one in found if isinstance(one, Article)] == [(one.text, one.published, one.url) for one in lines if isinstance(one, Article)]


def test_folders_and_other_file_systems_are_read(stub: Path, tmp_path: Path) -> None:
    import fsspec

    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(text(1))
    (folder / "README.md").write_text(text(2))
    (folder / "b.html").write_text(f"<html><body><article><p>{text(3)}</p></article></body></html>")
    assert [Path(file.path).name for file in inputs([str(folder)])] == ["a.txt", "b.html"]
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/news/in.jsonl", write_lines(tmp_path / "x.jsonl", records(3)).read_bytes())
    [part] = inputs(["memory://news/in.jsonl"])
    Output("memory://out").prepare()
    done = work(part, "memory://out", Settings("stub"))
    assert (done.articles, done.broken) == (3, "") and memory.cat_file(f"/out/quads/{part.name}.nq").count(b"\n") > 100
    assert work(part, "memory://out", Settings("stub")).skipped and not work(part, "memory://out", Settings("stub", (("pause", "0"),))).skipped
    Output("memory://out").write_manifest([done])
    for trusted in (False, True):
        with library.open() as graph:
            assert load_output(graph, "memory://out", trusted=trusted).claims == 3
    with pytest.raises(ArticleError, match="no file there can be read"):
        inputs([str(tmp_path / "none")])


def test_a_partition_that_cannot_be_read_is_named_and_the_others_are_done(stub: Path, tmp_path: Path) -> None:
    rows = records(4)
    rows[2]["text"] += " Give up."
    [part] = inputs([str(write_lines(tmp_path / "in.jsonl", rows))])
    done = work(part, str(tmp_path / "out"), _settings(tmp_path / "out"))
    assert "is not done: stub: has had enough" in done.broken
    assert Output(str(tmp_path / "out")).find(part.name, done.key) is None
    Output(str(tmp_path / "out")).write_manifest([done, Done("other", "key", 1)])
    assert Output(str(tmp_path / "out")).partitions() == ["other"]
    with pytest.raises(ArticleError, match="has not ended"):
        Output(str(tmp_path / "nothing")).partitions()
    with pytest.raises(ReaderError, match="no engine 'spark'"):
        run(["x"], "out", engine="spark")


def test_rows_lose_nothing() -> None:
    version = Version("hash", "Old", date(2024, 1, 1), "old.txt")
    for article, claims in made_articles(30, seed=3):
        article = Article(article.text, article.title, known=(("title", "heading"),), sources=("a",), versions=(version,), modified=date(2024, 2, 2))
        assert to_article(article_row(article, "iri", 1, [])) == article
        assert [to_claim(claim_row(claim, "article", "claim")) for claim in claims] == claims


def test_the_command_reads_and_import_loads(aigraph: Any, stub: Path, tmp_path: Path) -> None:
    import os

    write_lines(tmp_path / "in.jsonl", records(4))
    environment = {"PYTHONPATH": os.environ["PYTHONPATH"]}
    done = aigraph("extract", "in.jsonl", "--engine", "dask", "-o", "out", "--jobs", "1", "--reader", "stub", **environment)
    assert done.returncode == 0 and "4 articles, 4 claims, in out" in done.stderr, done.stderr
    assert pq.read_table(tmp_path / "out" / "claims").column("type").to_pylist() == ["Departure"] * 4
    assert "4 articles, 4 claims" in aigraph("import", "out", **environment).stderr
    assert aigraph("extract", "in.jsonl", "--engine", "dask").returncode == 2
    assert aigraph("extract", "in.jsonl", "more.jsonl").returncode == 2


def test_workers_elsewhere_are_used(stub: Path, tmp_path: Path) -> None:
    """Two workers that somebody started, as on two machines, in other folders than this one."""
    scheduler = subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(tmp_path / "file")], stderr=subprocess.DEVNULL)
    (tmp_path / "elsewhere").mkdir()
    command = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(tmp_path / "file"), "--nthreads", "1", "--no-dashboard", "--no-nanny"]
    workers = [subprocess.Popen(command, cwd=tmp_path / "elsewhere", stderr=subprocess.DEVNULL) for _ in range(2)]
    try:
        address = _address(tmp_path / "file", 2)
        source = write_lines(tmp_path / "in.jsonl", records(12))
        done = run([str(source)], str(tmp_path / "out"), scheduler=address, reader="stub", size=2_000)
        assert sum(one.articles for one in done) == 12 and quads(tmp_path / "out") == said_in(ingested(source))
    finally:
        for process in (*workers, scheduler):
            process.terminate()
            process.wait()
    with pytest.raises(ReaderError, match="no Dask scheduler answers"):
        run([str(source)], str(tmp_path / "out"), scheduler=address, reader="stub")


def _address(file: Path, workers: int) -> str:
    """The scheduler's address, once so many workers are there."""
    import time

    from distributed import Client

    give_up = time.monotonic() + 60
    while not file.exists() and time.monotonic() < give_up:
        time.sleep(0.05)
    address: str = json.loads(file.read_text())["address"]
    with Client(address) as client:
        client.wait_for_workers(workers, timeout=60)
    return address


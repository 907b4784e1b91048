"""Batches: several processes read, one writes; the outcome is that of one, whatever dies on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import aigraph as library
from aigraph.batch import FEW, WINDOW, Batch, Event
from aigraph.commands_ingest import gathered
from aigraph.graph.article import Article
from aigraph.graph.store import Store
from aigraph.ingest import parallel
from aigraph.ingest.parallel import Choice, Pool, cores
from aigraph.ledger import INGEST, Ledger
from aigraph.ontology.errors import ArticleError, ReaderError
from aigraph.progress import Meter, progress
from tests.stub_reader import StubReader
from tests.stubs import ROOT, install_stub, readings, text

STUB = Choice("stub")


@pytest.fixture
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package of stub readers, where the processes of a pool find it, and this one too."""
    folder = tmp_path / "package"
    monkeypatch.setenv("PYTHONPATH", install_stub(folder)["PYTHONPATH"])
    monkeypatch.syspath_prepend(str(folder))
    return folder


def article(number: int, **changes: Any) -> Article:
    values = {"url": f"https://news.example/{number}", "publisher": "Example News", "published": date(2024, 5, 1), "source": f"{number}.txt"}
    return Article(changes.pop("text", text(number)), **(values | changes))


def mixed() -> list[Article]:
    """New ones, the same from elsewhere, copies, corrections, unreadable ones, and one whose first place is unreadable."""
    found = [article(n) for n in range(40)]
    found.insert(9, article(3, url="https://mirror.example/3", source="mirror"))
    found.insert(12, article(5, url="https://other.example/5", publisher="Other Times", published=date(2024, 5, 2), source="copied"))
    found.insert(14, article(7, url="https://first.example/7", publisher="First Post", published=date(2024, 4, 1), source="earlier copy"))
    corrected = text(20).replace("Quarry", "Lumen").replace("Tessel", "Lumen").replace("Lumen.", "Lumen. Correction: it was Lumen.")
    found.append(article(20, text=corrected, published=date(2024, 5, 3), source="corrected"))
    found.insert(30, Article("1234 5678 90", source="numbers"))
    return found


def outcome(found: list[Any], jobs: int) -> tuple[bytes, Any]:
    with library.open() as graph:
        report = graph.ingest(found, reader=STUB, jobs=jobs)
        return graph.render("nquads"), report


def test_several_processes_make_the_store_that_one_makes(stub: Path) -> None:
    one, report = outcome(mixed(), 1)
    many, other = outcome(mixed(), 3)
    assert many == one and other == report
    assert report.articles >= 40 and len(report.errors) == 1 and "numbers" in report.errors[0]
    assert (report.same, report.copies, report.corrected) == (1, 2, 1)


def test_the_readers_of_the_package_read_the_same_in_another_process(sample_extractions: dict[str, Any]) -> None:
    chosen = [sample_extractions[name] for name in sorted(sample_extractions)[:2] + sorted(sample_extractions)[-1:]]
    with Pool(1) as pool:
        for source, extraction in chosen:
            found = pool.submit(source).result()
            assert (found.claims, found.warnings, found.dropped) == (extraction.claims, extraction.warnings, extraction.dropped)


def test_a_process_that_dies_costs_the_article_it_was_reading(stub: Path) -> None:
    found = [article(n) for n in range(20)]
    found[4] = article(4, text=f"{text(4)} Be killed.")
    found[9] = article(9, text=f"{text(9)} Crash now.")
    found[13] = article(13, text=f"{text(13)} Raise something.")
    _, report = outcome(found, 2)
    assert report.articles == 17 and len(report.errors) == 3
    killed, crashed, raised = report.errors
    assert killed.startswith("4.txt: the process that read it was killed by SIGKILL")
    assert crashed.startswith("9.txt: the process that read it was killed by SIGSEGV")
    assert raised.startswith("13.txt: reading failed (KeyError: 'a fault')")


def test_a_process_that_does_not_end_is_ended(stub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aigraph.ingest.parallel._PATIENCE", 0.2)
    with Pool(1, Choice("stub", {"pause": "60"})) as pool, pytest.raises(ArticleError, match=r"1\.txt: .*took too long"):
        pool.submit(article(1)).result()


def test_processes_are_replaced_after_so_many_articles(stub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    start = parallel._Process.__init__
    monkeypatch.setattr(parallel, "RECYCLE", 5)
    monkeypatch.setattr(parallel._Process, "__init__", lambda process, choice: (made.append(process), start(process, choice))[1])
    with Pool(1, STUB) as pool:
        assert [len(reading.result().claims) for reading in [pool.submit(article(n)) for n in range(12)]] == [1] * 12
    assert len(made) == 3 and all(process._process.poll() is not None for process in made)


def test_a_reader_that_cannot_be_made_is_one_error(stub: Path) -> None:
    with Pool(2, Choice("nobody")) as pool, pytest.raises(ReaderError, match="no reader 'nobody'"):
        pool.submit(article(1)).result()
    with library.open() as graph, pytest.raises(ReaderError, match="give its name"):
        graph.ingest([article(1)], reader=StubReader(), jobs=2)


def test_a_reader_that_gives_up_ends_the_batch_where_it_is(stub: Path) -> None:
    found = [article(n) for n in range(20)]
    found[11] = article(11, text=f"{text(11)} Give up.")
    for jobs in (1, 3):
        _, report = outcome(found, jobs)
        assert report.articles == 11 and report.errors == ("stub: has had enough; what follows is not read",)


def test_a_few_articles_are_read_here(stub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pool, "submit", lambda *_: pytest.fail("a process was started"))
    _, report = outcome([article(n) for n in range(FEW)], 4)
    assert report.articles == FEW


def test_no_more_is_taken_from_sources_than_the_window(stub: Path) -> None:
    taken = done = ahead = 0

    def source() -> Iterator[Article]:
        nonlocal taken, ahead
        for number in range(100):
            taken += 1
            ahead = max(ahead, taken - done)
            yield article(number)

    def tell(_: Event) -> None:
        nonlocal done
        done += 1

    with Store() as store:
        Batch(store, jobs=2, choice=STUB, tell=tell).run(source())
    assert done == 100 and FEW < ahead <= max(FEW, 2 * WINDOW) + 1


def test_everything_taken_is_told_of_in_order(stub: Path) -> None:
    told: list[Event] = []
    with Store() as store:
        Batch(store, jobs=2, choice=STUB, tell=told.append).run(mixed())
    assert [event.source for event in told] == [one.source for one in mixed()]
    assert {event.kind for event in told} == {"new", "same", "copy", "corrected", "failed"}


def test_an_end_that_is_asked_for_keeps_what_was_taken(stub: Path) -> None:
    told: list[Event] = []
    with Store() as store:
        batch = Batch(store, jobs=1, choice=STUB, reader=StubReader(), tell=told.append, ended=lambda: len(told) >= 5)
        report = batch.run(article(n) for n in range(50))
        assert report.articles == len(store) == 5 and not batch.complete


INGEST_IT = """
import sys, aigraph, aigraph.batch
from aigraph.ingest.parallel import Choice
aigraph.batch.EVERY = 10
with aigraph.open(sys.argv[1]) as graph:
    report = graph.ingest([sys.argv[2]], reader=Choice("stub", {"log": sys.argv[3], "pause": "0.01"}), jobs=2)
    print(report.articles, report.resumed)
"""


def dump(folder: Path, count: int) -> Path:
    path = folder / "dump.jsonl"
    records = [{"text": text(n), "url": f"https://news.example/{n}", "published": "2024-05-01"} for n in range(count)]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def exported(store: Path) -> bytes:
    with library.open(store, write=False) as graph:
        return graph.render("nquads")


def test_who_is_killed_goes_on_without_reading_again(stub: Path, tmp_path: Path) -> None:
    source, log = dump(tmp_path, 80), tmp_path / "log"
    command = [sys.executable, "-c", INGEST_IT]
    with subprocess.Popen([*command, str(tmp_path / "killed"), str(source), str(log)], cwd=ROOT, start_new_session=True) as run:
        give_up = time.monotonic() + 60
        while len(readings(log)) < 45 and time.monotonic() < give_up:
            time.sleep(0.01)
        os.killpg(run.pid, signal.SIGKILL)
    assert run.returncode == -signal.SIGKILL and (tmp_path / "killed" / INGEST).exists()
    before = len(readings(log))
    done = subprocess.run([*command, str(tmp_path / "killed"), str(source), str(log)], cwd=ROOT, capture_output=True, text=True, check=True)
    articles, resumed = map(int, done.stdout.split())
    assert articles + resumed == 80 and resumed >= 10
    assert len(readings(log)) - before == articles
    assert not (tmp_path / "killed" / INGEST).exists()
    with library.open(tmp_path / "whole") as graph:
        graph.ingest([str(source)], reader=STUB)
    assert exported(tmp_path / "killed") == exported(tmp_path / "whole")


def test_what_was_removed_meanwhile_is_read_again(stub: Path, tmp_path: Path) -> None:
    found: list[Any] = [article(n) for n in range(12)]
    found[10] = article(10, text=f"{text(10)} Give up.")
    with library.open(tmp_path / "store") as graph:
        assert graph.ingest(found, reader=STUB).articles == 10
        graph.remove("https://news.example/4")
        found[10] = article(10)
        report = graph.ingest(found, reader=STUB)
        assert (report.articles, report.resumed) == (3, 9)
        assert graph.ingest(found, reader=STUB).resumed == 0        # it had come to its end: again is again


def test_another_reader_or_text_is_no_ledger_entry(tmp_path: Path) -> None:
    with Store() as store, Ledger(tmp_path / "ledger", "one") as ledger:
        store.add_article(article(1), [])
        iri = next(iter(store.find_articles("https://news.example/1")))
        ledger.note(article(1), iri)
        ledger.keep("feed", "etag", 2)
        assert ledger.holds(article(1), store) and not ledger.holds(article(1, title="Other"), store)
        ledger.commit()
        with Ledger(tmp_path / "ledger", "one") as again:
            assert again.holds(article(1), store) and again.state("feed") == ("etag", 2) and again.state("other") == ("", 0)
        with Ledger(tmp_path / "ledger", "two") as other:
            assert not other.holds(article(1), store)
        store.remove_article("https://news.example/1")
        assert not ledger.holds(article(1), store)


def test_the_command_says_what_failed_and_ends_with_3(aigraph: Any, stub: Path, tmp_path: Path) -> None:
    source = dump(tmp_path, 14)
    records = [json.loads(line) for line in source.read_text().splitlines()]
    records[3]["text"] += " Be killed."
    for number in (5, 6, 7, 8, 9):
        records[number]["text"] = "12345 67890"
        records[number].pop("url")
    source.write_text("".join(json.dumps(record) + "\n" for record in records))
    done = aigraph("ingest", source, "--reader", "stub", "--jobs", "2", PYTHONPATH=os.environ["PYTHONPATH"])
    assert done.returncode == 3 and done.stdout == ""
    assert "dump.jsonl:4: the process that read it was killed by SIGKILL" in done.stderr
    assert "8 articles, 8 claims" in done.stderr and "6 failed" in done.stderr
    assert "  5 x neither English nor Chinese text found" in done.stderr


def test_what_many_share_is_said_once() -> None:
    many = [f"{n}.txt: no publication date: give one" for n in range(1000)]
    assert gathered(["a.txt: odd", *many, "plain"]) == ["a.txt: odd", "0.txt: no publication date: give one (as in 999 others)", "plain"]


def test_time_left_comes_from_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text("x" * 100)
    (tmp_path / "dump.jsonl").write_text("y" * 800)
    meter = Meter([str(tmp_path / "in"), str(tmp_path / "dump.jsonl")])
    assert (meter.total, meter.done(), meter.known) == (1000, 0, True)
    meter.seen(str(tmp_path / "in" / "a.txt"))
    assert meter.done() == 100
    stream = meter.arguments[1].opener()
    stream.read(400)
    meter.seen(str(tmp_path / "dump.jsonl:1"))
    assert meter.done() == 500
    stream.close()
    assert meter.done() == 900
    assert not Meter(["https://news.example/feed"]).known
    with progress(meter) as advance:
        advance("a.txt", 2)
    assert capsys.readouterr() == ("", "") and cores() >= 1

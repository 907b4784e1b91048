"""Watching: what is new at feeds and folders is stored once, and an end at any moment loses nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import aigraph as library
from aigraph.ingest.parallel import Choice
from aigraph.ingest.sources.web import Fetcher, FetchLimits
from aigraph.ledger import WATCH
from aigraph.ontology.errors import FrameError
from aigraph.watching import Log, Watch
from aigraph.watchlist import Watchlist, read_watchlist, seconds
from tests.stubs import ROOT, install_stub, readings, text

ITEM = "<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>{text}</item>"
PAGE = "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
DAY = "Wed, 01 May 2024 08:00:00 GMT"


class Site:
    """A loopback site with a feed whose items are whole texts, or summaries of its pages."""

    def __init__(self) -> None:
        self.items: list[tuple[int, str, bool]] = []        # number, date, whether the text is in the feed
        self.hits: list[str] = []
        self.gone: set[str] = set()
        self.waits: set[str] = set()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.hits.append(self.path)
                time.sleep(5 if self.path in site.waits else 0)
                body = b"" if self.path in site.gone else site.body(self.path)
                etag = f'"{hash(body)}"'
                same = self.headers.get("If-None-Match") == etag
                self.send_response(404 if not body else 304 if same else 200)
                self.send_header("ETag", etag)
                self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html; charset=utf-8")
                self.send_header("Content-Length", "0" if same else str(len(body)))
                self.end_headers()
                with suppress(BrokenPipeError):     # who asked has gone
                    self.wfile.write(b"" if same else body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def body(self, path: str) -> bytes:
        if path == "/feed":
            made = (
                ITEM.format(title=f"News {n}", link=f"{self.url}/page/{n}", date=date, text=f"<description>{text(n) * 2 if whole else 'In short.'}</description>")
                for n, date, whole in self.items
            )
            return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Feed</title>{"".join(made)}</channel></rss>'.encode()
        number = path.rpartition("/")[2]
        return PAGE.format(title=f"News {number}", text=text(int(number))).encode() if number.isdigit() else b""

    def pages(self) -> list[str]:
        """The pages that were asked for since the last look."""
        asked = [path for path in self.hits if path.startswith("/page")]
        self.hits.clear()
        return asked


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Choice:
    folder = tmp_path / "package"
    monkeypatch.setenv("PYTHONPATH", install_stub(folder)["PYTHONPATH"])
    monkeypatch.syspath_prepend(str(folder))
    return Choice("stub", {"log": str(tmp_path / "log")})


@pytest.fixture
def watch(tmp_path: Path, stub: Choice) -> Callable[..., Watch]:
    """Make a watch of these sources, as a process that has just started would."""

    def made(*sources: str, **changes: Any) -> Watch:
        def fetcher() -> Fetcher:
            return Fetcher(tmp_path / "cache", allow_private=True, limits=FetchLimits(pause=0, attempts=1))

        return Watch(Watchlist(sources, **changes), tmp_path / "store", Log(as_json=True), stub, fetcher)

    return made


def logged(capsys: pytest.CaptureFixture[str], event: str) -> list[dict[str, Any]]:
    return [one for one in map(json.loads, capsys.readouterr().err.splitlines()) if one["event"] == event]


def held(tmp_path: Path) -> list[str]:
    with library.open(tmp_path / "store", write=False) as graph:
        return sorted(article.url or article.source for article in graph.articles())


def test_only_what_is_new_in_a_feed_is_fetched_read_and_logged(site: Site, watch: Callable[..., Watch], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site.items = [(1, DAY, True), (2, DAY, False), (3, DAY, False)]
    once = watch(f"{site.url}/feed", page=tmp_path / "graph.html")
    once.poll()
    assert site.pages() == ["/page/2", "/page/3"] and len(readings(tmp_path / "log")) == 3
    lines = capsys.readouterr().err.splitlines()
    articles = [one for one in map(json.loads, lines) if one["event"] == "article"]
    assert [(one["kind"], one["claims"], one["title"]) for one in articles][1:] == [("new", 1, "News 2"), ("new", 1, "News 3")]
    assert (tmp_path / "graph.html").exists()
    (tmp_path / "graph.html").write_text("old")
    watch(f"{site.url}/feed", page=tmp_path / "graph.html").poll()
    assert site.pages() == [] and len(readings(tmp_path / "log")) == 3
    assert logged(capsys, "article") == [] and (tmp_path / "graph.html").read_text() == "old"
    site.items.insert(0, (4, DAY, False))
    once.poll()
    assert site.pages() == ["/page/4"] and len(readings(tmp_path / "log")) == 4
    assert len(held(tmp_path)) == 4 and (tmp_path / "graph.html").read_text() != "old"


def test_an_entry_that_changed_is_fetched_again_and_a_lost_page_three_times(site: Site, watch: Callable[..., Watch], capsys: pytest.CaptureFixture[str]) -> None:
    site.items, site.gone = [(1, DAY, False), (2, DAY, False)], {"/page/2"}
    watching = watch(f"{site.url}/feed")
    for _ in range(4):
        watching.poll()
    assert site.pages().count("/page/2") == 3
    failed = logged(capsys, "failed")
    assert len(failed) == 3 and "tried again" in failed[0]["reason"] and "given up" in failed[2]["reason"]
    site.items = [(1, "Thu, 02 May 2024 08:00:00 GMT", False), (2, DAY, False)]
    watching.poll()
    assert site.pages() == ["/page/1"]


def test_files_are_opened_when_they_changed(watch: Callable[..., Watch], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "1.txt").write_text(f"---\nurl: https://news.example/1\n---\n{text(1)}")
    (inbox / "bad.txt").write_text("12345")
    watching = watch(str(inbox))
    assert dict(watching.poll()) == {"new": 1, "failed": 1}
    assert dict(watching.poll()) == {}
    (inbox / "2.txt").write_text(text(2))
    (inbox / "1.txt").write_text(f"---\nurl: https://news.example/1\n---\n{text(1)} Correction: it was so.")
    assert dict(watch(str(inbox)).poll()) == {"corrected": 1, "new": 1}
    (tmp_path / "inbox" / "1.txt").touch()
    assert dict(watch(str(inbox), str(tmp_path / "none.txt")).poll()) == {"stored": 1, "failed": 1}
    assert "no such file" in logged(capsys, "failed")[-1]["reason"]
    assert len(held(tmp_path)) == 2


def test_an_end_in_the_middle_is_gone_on_with(watch: Callable[..., Watch], tmp_path: Path) -> None:
    source = tmp_path / "dump.jsonl"
    source.write_text("".join(json.dumps({"text": text(n), "url": f"https://news.example/{n}"}) + "\n" for n in range(12)))
    first = watch(str(source))
    first.log.say = lambda event, **_: first.stop() if event == "article" and first.stored == 4 else None  # type: ignore[method-assign]
    first.poll()
    assert len(held(tmp_path)) == 4
    assert dict(watch(str(source)).poll()) == {"stored": 4, "new": 8}
    assert len(readings(tmp_path / "log")) == 12 and dict(watch(str(source)).poll()) == {}


def started(tmp_path: Path, site: Site, *options: str) -> subprocess.Popen[str]:
    listed = tmp_path / "feeds.toml"
    listed.write_text(f'sources = ["{site.url}/feed"]\nstore = "store"\ninterval = "1s"\n')
    command = [sys.executable, "-m", "aigraph", "watch", str(listed), "--allow-private", "--cache", str(tmp_path / "cache"), "--json-logs", "--reader", "stub"]
    return subprocess.Popen([*command, *options], cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ, "AIGRAPH_STORE": ""})


def until(run: subprocess.Popen[str], event: str) -> dict[str, Any]:
    assert run.stderr is not None
    for line in run.stderr:
        one: dict[str, Any] = json.loads(line)
        if one["event"] == event:
            return one
    raise AssertionError(f"it ended without {event}")


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_while_it_waits(name: signal.Signals, site: Site, stub: Choice, tmp_path: Path) -> None:
    site.items = [(1, DAY, True)]
    with started(tmp_path, site) as run:
        until(run, "article")
        until(run, "polled")
        if name is signal.SIGTERM:
            site.items = [(2, DAY, True), (1, DAY, True)]
            assert until(run, "article")["title"] == "News 2"
            until(run, "polled")
        run.send_signal(name)
        until(run, "ended")
    assert run.returncode == 0
    assert len(held(tmp_path)) == len(site.items)


def test_a_signal_breaks_off_a_fetch_and_the_page_is_fetched_next_time(site: Site, stub: Choice, tmp_path: Path) -> None:
    site.items, site.waits = [(1, DAY, True), (2, DAY, False)], {"/page/2"}
    with started(tmp_path, site) as run:
        until(run, "article")
        while "/page/2" not in site.hits:
            time.sleep(0.01)
        asked = time.monotonic()
        run.send_signal(signal.SIGTERM)
        until(run, "ended")
    assert run.returncode == 0 and time.monotonic() - asked < 4.5 and len(held(tmp_path)) == 1
    site.waits.clear()
    with started(tmp_path, site, "--once") as run:
        assert until(run, "article")["title"] == "News 2"
    assert run.returncode == 0 and len(held(tmp_path)) == 2 and (tmp_path / "store" / WATCH).exists()


def test_lists_are_checked(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text('sources = ["https://news.example/feed", "inbox"]\nstore = "db"\n[watch]\ninterval = "2h"\nsite = "out"\n')
    (tmp_path / "aigraph.toml").write_text('sources = ["more"]\nfollow = true\n[watch]\ninterval = "1h"\n')
    assert read_watchlist([str(tmp_path / "aigraph.toml")]) == Watchlist((str(tmp_path / "more"),), interval=3600)
    listed = read_watchlist([str(file), "more.txt"])
    assert listed.sources == ("https://news.example/feed", str(tmp_path / "inbox"), "more.txt")
    assert (listed.store, listed.interval, listed.site) == (tmp_path / "db", 7200, tmp_path / "out")
    assert [seconds(value) for value in (90, "90s", "1.5m", "1d")] == [90, 90, 90, 86400]
    wrong = {
        'source = ["a"]': "source is no setting of a watch; nearest: sources", "sources = [1]": "write them as a list", 'sources = ["a"]\ninterval = "soon"': "no span",
        'sources = ["a"]\njobs = 0': "no number of processes", "sources = [": "is no TOML", "": "nothing to watch", 'sources = ["a"]\npage = 3': "is no path",
        'sources = ["a"]\n[watch]\nstore = "x"': "watch.store is no setting", 'sources = ["a"]\npublishers = ["x"]': "publishers: write them",
    }  # fmt: skip
    for content, said in wrong.items():
        file.write_text(content)
        with pytest.raises(FrameError, match=said):
            read_watchlist([str(file)])
    with pytest.raises(FrameError, match="cannot be read"):
        read_watchlist([str(tmp_path / "none.toml")])


def test_logs_are_lines_for_people_or_machines(capsys: pytest.CaptureFixture[str]) -> None:
    Log().say("article", kind="new", claims=3, source="a.txt", title="", page=None)
    line = capsys.readouterr().err
    assert line[20:] == " new  3 claims  a.txt\n" and line[:2] == "20"
    Log(as_json=True).say("polled", new=2)
    assert json.loads(capsys.readouterr().err).items() >= {"event": "polled", "new": 2}.items()

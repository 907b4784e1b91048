"""`python -m tests.reliability.kill [--bulk] [KILLS] [ARTICLES]`: kill -9 an ingest at random moments, and look at what is there.

1. A process stores articles made up by rule (ten claims each), then each again with fewer claims, and prints a line after each update
(with `--bulk` it stores them fifty at a time through the bulk loader, and again one by one); 2. it is killed at a random moment, so that
the kills asked for spread over the whole; 3. the store is opened: every article has to hold exactly one of its versions, or nothing if it
was never stored; none may be older than what was acknowledged up to the recorded watermark, and the default graph has to be what the
articles say together; 4. the next process goes on in the same store after the last update that was acknowledged. Updates acknowledged after
the watermark may be lost in a power cut, not by kill: they are counted too. Where the ingest ends before the kills do, another begins in a
new store. Only a process that died of the signal counts; each is told in a line, as it ends.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from aigraph.graph.article import Article
from aigraph.graph.claim import Claim
from aigraph.graph.folder import read_watermark
from aigraph.graph.rdf import article_quads
from aigraph.graph.store import Store
from tests.made import made_articles

__all__ = ["Outcome", "kill_rounds", "updates"]

Update = tuple[Article, list[Claim]]
BATCH = 50  # articles, enough for the bulk loader
LEAST = 0.1  # of a whole run: so long the longest-lived process has at least, or no batch is ever done
FLUSH = 50  # updates; the store's own rule adds one after five seconds


@dataclass
class Outcome:
    """What the kills left; from `lost` to `unopened` all should be 0."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    half: int = 0
    lost_after_watermark: int = 0
    wrong_default: int = 0
    unopened: list[str] = field(default_factory=list)
    ingests: int = 0
    whole: float = 0.0  # seconds of an ingest that is not killed

    @property
    def good(self) -> bool:
        return not (self.lost or self.half or self.lost_after_watermark or self.wrong_default or self.unopened)


def updates(articles: int) -> list[Update]:
    """What is stored, in order: every article, then every article with half its claims."""
    made = list(made_articles(articles, seed=7))
    return made + [(article, claims[: len(claims) // 2]) for article, claims in made]


def write(path: Path, articles: int, bulk: bool, start: int = 0) -> None:
    """Store the updates after the first `start` one after the other, and say after each that it is done."""
    wanted = updates(articles)
    with Store(path) as store:
        print("ready", flush=True)
        for first in range(start, articles if bulk else 0, BATCH):
            last = min(first + BATCH, articles)
            store.add_articles(wanted[first:last])
            print(last, flush=True)
        for number in range(max(start, articles if bulk else 0), len(wanted)):
            article, claims = wanted[number]
            store.add_article(article, claims, flush=False)
            if (number + 1) % FLUSH == 0:
                store.flush()
            print(number + 1, flush=True)


def kill_rounds(kills: int, articles: int, bulk: bool = False, seed: int = 1, told: Callable[[str], None] | None = None) -> Outcome:
    """Kill ingests that often and check the store each time; `told` hears of every kill."""
    chance, outcome, tell = random.Random(seed), Outcome(), told or (lambda line: None)
    versions = [set(article_quads(article, claims)) for article, claims in updates(articles)]
    with tempfile.TemporaryDirectory() as folder:
        outcome.whole = _run(Path(folder) / "store", articles, bulk, 0, None).seconds
    tell(f"not killed: {len(versions)} updates in {outcome.whole:.1f} s")
    while outcome.kills < kills:
        outcome.ingests += 1
        with tempfile.TemporaryDirectory() as folder:
            _ingest(Path(folder) / "store", versions, bulk, kills, chance, outcome, tell)
    return outcome


def _ingest(path: Path, versions: Sequence[set[ox.Quad]], bulk: bool, kills: int, chance: random.Random, outcome: Outcome, tell: Callable[[str], None]) -> None:
    """One ingest, killed and taken up again until it has come to its end, or been killed often enough."""
    articles, start, durable, killed = len(versions) // 2, 0, 0, True
    while killed and outcome.kills < kills:
        before = read_watermark(path)
        run = _run(path, articles, bulk, start, chance.uniform(0, outcome.whole * max(2 / kills, LEAST)))
        acknowledged, killed = max(run.acknowledged, start), run.killed
        if (flushed := read_watermark(path) - before) > 0:  # it counts from where the process began
            durable = min(start + flushed, acknowledged)
        _check(path, durable, acknowledged, versions, outcome)
        outcome.kills += killed
        outcome.acknowledged += acknowledged - start
        how = f"killed after {run.seconds:.2f} s" if killed else "came to its end"
        good = "good" if outcome.good else str(outcome)
        tell(f"{outcome.kills} of {kills}: {how}, updates {start} to {acknowledged} acknowledged, on disk for sure to {durable}; {good}")
        start = acknowledged


@dataclass(frozen=True)
class _Run:
    seconds: float
    acknowledged: int  # the last update that it said was done
    killed: bool  # by us, before its end


def _run(path: Path, articles: int, bulk: bool, start: int, seconds: float | None) -> _Run:
    """Write from there until killed after so many seconds (None: to the end)."""
    command = [sys.executable, "-m", "tests.reliability.kill", "write", str(path), str(articles), str(start), *(["--bulk"] if bulk else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        if writer.stdout.readline() != "ready\n":
            raise AssertionError("the writer did not start")
        started = time.monotonic()
        if seconds is not None:
            time.sleep(seconds)
            writer.kill()
        lines = [line for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
        code, took = writer.wait(), time.monotonic() - started
    if code not in (0, -signal.SIGKILL):
        raise AssertionError(f"the writer failed with exit code {code}")
    return _Run(took, int(lines[-1]) if lines else 0, code != 0)


def _check(path: Path, durable: int, acknowledged: int, versions: Sequence[set[ox.Quad]], outcome: Outcome) -> None:
    """Look at the store, and count in `outcome` what is wrong."""
    articles = len(versions) // 2
    try:
        store = Store(path)
    except OSError as error:
        outcome.unopened.append(str(error))
        return
    with store:
        held = [set(store.quads(None, None, None, next(iter(versions[n])).graph_name)) for n in range(articles)]  # type: ignore[arg-type]
        default = {quad.triple for quad in store.engine.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    outcome.wrong_default += default != {quad.triple for graph in held for quad in graph}
    for number, graph in enumerate(held):
        steps = [set[ox.Quad](), versions[number], versions[number + articles]]
        if graph not in steps:
            outcome.half += 1
            continue
        step = steps.index(graph)
        outcome.lost += step < _steps(number, articles, durable)
        outcome.lost_after_watermark += step < _steps(number, articles, acknowledged)


def _steps(number: int, articles: int, updates: int) -> int:
    """How many of the article's versions are among the first so many updates."""
    return (updates > number) + (updates > number + articles)


def main(arguments: Sequence[str]) -> int:
    bulk = "--bulk" in arguments
    given = [argument for argument in arguments if argument != "--bulk"]
    if given[:1] == ["write"]:
        write(Path(given[1]), int(given[2]), bulk, int(given[3]))
        return 0
    kills = int(given[0]) if given else 100
    articles = int(given[1]) if len(given) > 1 else 300
    outcome = kill_rounds(kills, articles, bulk, told=lambda line: print(line, flush=True))
    how = "written in bulk" if bulk else "written"
    print(f"{articles} articles, {articles * 10} claims, {how} and rewritten; {outcome}")
    return 0 if outcome.good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

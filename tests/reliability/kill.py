"""`python -m tests.reliability.kill [--bulk] [ROUNDS] [ARTICLES]`: kill -9 an ingest at random moments, and look at what is there.

A round: 1. a process stores articles made up by rule (ten claims each), then each again with fewer claims, and prints a line after each
update (with `--bulk` it stores them fifty at a time through the bulk loader, and again one by one); 2. it is killed at a random moment; 3. the store is opened: every article has to hold exactly one of its versions, or nothing if it was
never stored; none may be older than what was acknowledged up to the recorded watermark; and the default graph has to be what the articles
say together. Updates acknowledged after the watermark may be lost in a power cut, not by kill: they are counted too. Only a process that
died of the signal counts: one that had come to its end is checked too, and its round is tried again. Each round is told in a line, as it ends.
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


@dataclass
class Outcome:
    """What the rounds found; all but `kills` and `acknowledged` should be 0."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    half: int = 0
    lost_after_watermark: int = 0
    wrong_default: int = 0
    unopened: list[str] = field(default_factory=list)
    longest: float = 0.0  # seconds that a whole run takes

    @property
    def good(self) -> bool:
        return not (self.lost or self.half or self.lost_after_watermark or self.wrong_default or self.unopened)


def updates(articles: int) -> list[Update]:
    """What is stored, in order: every article, then every article with half its claims."""
    made = list(made_articles(articles, seed=7))
    return made + [(article, claims[: len(claims) // 2]) for article, claims in made]


def write(path: Path, articles: int, bulk: bool) -> None:
    """Store the updates one after the other, and say after each that it is done. Flushes come by the store's own rule."""
    wanted = updates(articles)
    with Store(path) as store:
        print("ready", flush=True)
        for number in range(0, articles if bulk else 0, BATCH):
            store.add_articles(wanted[number : min(number + BATCH, articles)])
            print(min(number + BATCH, articles), flush=True)
        for number, (article, claims) in enumerate(wanted, start=1):
            if bulk and number <= articles:
                continue
            store.add_article(article, claims, flush=False)
            if number % 50 == 0:
                store.flush()
            print(number, flush=True)


def kill_rounds(rounds: int, articles: int, bulk: bool = False, seed: int = 1, told: Callable[[str], None] | None = None) -> Outcome:
    """Kill that many ingests and check each store; `told` hears of every round."""
    chance, outcome = random.Random(seed), Outcome()
    versions = [set(article_quads(article, claims)) for article, claims in updates(articles)]
    tell = told or (lambda line: None)
    with tempfile.TemporaryDirectory() as folder:
        outcome.longest = _run(Path(folder) / "store", articles, bulk, None).seconds
    tell(f"not killed: {len(versions)} updates in {outcome.longest:.1f} s")
    while outcome.kills < rounds:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "store"
            run = _run(path, articles, bulk, chance.uniform(0, outcome.longest))
            outcome.kills += run.killed
            outcome.acknowledged += run.acknowledged if run.killed else 0
            durable = _check(path, run.acknowledged, versions, articles, outcome)
        if not run.killed:
            outcome.longest = min(outcome.longest, run.seconds)
        how = f"killed after {run.seconds:.2f} s" if run.killed else "came to its end"
        tell(f"{outcome.kills} of {rounds}: {how}, {run.acknowledged} updates acknowledged, watermark {durable}; {'good' if outcome.good else outcome}")
    return outcome


@dataclass(frozen=True)
class _Run:
    seconds: float
    acknowledged: int  # the last update that it said was done
    killed: bool  # by us, before its end


def _run(path: Path, articles: int, bulk: bool, seconds: float | None) -> _Run:
    """Write until killed after so many seconds (None: to the end)."""
    command = [sys.executable, "-m", "tests.reliability.kill", "write", str(path), str(articles), *(["--bulk"] if bulk else [])]
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


def _check(path: Path, acknowledged: int, versions: Sequence[set[ox.Quad]], articles: int, outcome: Outcome) -> int:
    """Look at the store, count in `outcome` what is wrong, and give the updates up to the watermark."""
    durable = min(read_watermark(path), acknowledged)
    try:
        store = Store(path)
    except OSError as error:
        outcome.unopened.append(str(error))
        return durable
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
    return durable


def _steps(number: int, articles: int, updates: int) -> int:
    """How many of the article's versions are among the first so many updates."""
    return (updates > number) + (updates > number + articles)


def main(arguments: Sequence[str]) -> int:
    bulk = "--bulk" in arguments
    given = [argument for argument in arguments if argument != "--bulk"]
    if given[:1] == ["write"]:
        write(Path(given[1]), int(given[2]), bulk)
        return 0
    rounds = int(given[0]) if given else 100
    articles = int(given[1]) if len(given) > 1 else 300
    outcome = kill_rounds(rounds, articles, bulk, told=lambda line: print(line, flush=True))
    how = "written in bulk" if bulk else "written"
    print(f"{articles} articles, {articles * 10} claims, {how} and rewritten; {outcome}")
    return 0 if outcome.good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

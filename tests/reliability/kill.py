"""`python -m tests.reliability.kill [--bulk] [ROUNDS] [ARTICLES]`: kill -9 an ingest at random moments, and look at what is there.

A round: 1. a process stores articles made up by rule (ten claims each), then each again with fewer claims, and prints a line after each
update (with `--bulk` it stores them fifty at a time through the bulk loader, and again one by one); 2. it is killed at a random moment; 3. the store is opened: every article has to hold exactly one of its versions, or nothing if it was
never stored; none may be older than what was acknowledged up to the recorded watermark; and the default graph has to be what the articles
say together. Updates acknowledged after the watermark may be lost in a power cut, not by kill: they are counted too.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
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

    @property
    def good(self) -> bool:
        return not (self.lost or self.half or self.lost_after_watermark or self.wrong_default or self.unopened)


def updates(articles: int) -> list[Update]:
    """What is stored, in order: every article, then every article with half its claims."""
    made = list(made_articles(articles, seed=7))
    return made + [(article, claims[: len(claims) // 2]) for article, claims in made]


def write(path: Path, articles: int, bulk: bool) -> None:
    """Store the updates one after the other, and say after each that it is done. Flushes come by the store's own rule."""
    with Store(path) as store:
        print("ready", flush=True)
        for number in range(0, articles if bulk else 0, BATCH):
            store.add_articles(updates(articles)[number : min(number + BATCH, articles)])
            print(min(number + BATCH, articles), flush=True)
        for number, (article, claims) in enumerate(updates(articles), start=1):
            if bulk and number <= articles:
                continue
            store.add_article(article, claims, flush=False)
            if number % 50 == 0:
                store.flush()
            print(number, flush=True)


def kill_rounds(rounds: int, articles: int, bulk: bool = False, seed: int = 1) -> Outcome:
    """Kill that many ingests and check each store."""
    chance, outcome, wanted = random.Random(seed), Outcome(), updates(articles)
    versions = [set(article_quads(article, claims)) for article, claims in wanted]
    longest = 0.0
    for number in range(rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "store"
            if number == 0:  # one that is not killed tells how long it takes
                started = time.monotonic()
                _run(path, articles, bulk, None)
                longest = time.monotonic() - started
                continue
            acknowledged = _run(path, articles, bulk, chance.uniform(0, longest))
            outcome.kills += 1
            outcome.acknowledged += acknowledged
            _check(path, acknowledged, versions, articles, outcome)
    return outcome


def _run(path: Path, articles: int, bulk: bool, seconds: float | None) -> int:
    """Write until killed after so many seconds (None: to the end); give the last update that was acknowledged."""
    command = [sys.executable, "-m", "tests.reliability.kill", "write", str(path), str(articles), *(["--bulk"] if bulk else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        if writer.stdout.readline() != "ready\n":
            raise AssertionError("the writer did not start")
        if seconds is not None:
            time.sleep(seconds)
            writer.kill()
        lines = [line for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    return int(lines[-1]) if lines else 0


def _check(path: Path, acknowledged: int, versions: Sequence[set[ox.Quad]], articles: int, outcome: Outcome) -> None:
    durable = min(read_watermark(path), acknowledged)
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
        write(Path(given[1]), int(given[2]), bulk)
        return 0
    rounds = int(given[0]) if given else 100
    articles = int(given[1]) if len(given) > 1 else 300
    outcome = kill_rounds(rounds, articles, bulk)
    how = "written in bulk" if bulk else "written"
    print(f"{articles} articles, {articles * 10} claims, {how} and rewritten; {outcome}")
    return 0 if outcome.good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

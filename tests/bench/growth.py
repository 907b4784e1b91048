"""`python -m tests.bench.growth [CLAIMS]`: what ten articles cost in a graph of a hundred thousand claims, and in a nearly empty one.

The ten are bundled sample articles, five in each language, read, stored and followed by all that is derived (identity, tenures, conflicts), as
`Graph.ingest` does it, in a process that has the models loaded. The large graph holds articles made up by rule (`tests/made.py`), ten
claims each, and twenty echoes of each of the ten: so what the ten speak of is known from many articles. The nearly empty one holds ten
made articles. Counted are seconds of the process (user and system), so that a busy machine does not fail the bar; those by the clock stand
beside. Each figure is the best of three; between them the articles are removed again. The second line is without reading.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import aigraph
from aigraph.graph.article import Article
from aigraph.graph.claim import Claim
from aigraph.ingest.extract import extract
from aigraph.ingest.read import iter_articles
from tests.made import made_articles

__all__ = ["main"]

CLAIMS = 100_000
ECHOES = 20
MOST = 1.2


def samples() -> list[Article]:
    """Ten of the bundled articles, five in each language."""
    from importlib.resources import as_file, files

    with as_file(files("aigraph.ingest").joinpath("samples")) as folder:
        found = list(iter_articles([folder]))
    return [*[a for a in found if a.source.rpartition("/")[2].startswith("en-")][:5], *[a for a in found if a.source.rpartition("/")[2].startswith("zh-")][:5]]


def echoes() -> Iterator[tuple[Article, list[Claim]]]:
    """Yield the samples' claims again, as said by other articles on other days."""
    for number, article in enumerate(samples()):
        claims = list(extract(article).claims)
        for echo in range(ECHOES):
            day = (article.published or date(2024, 1, 1)) + timedelta(days=echo)
            yield replace(article, url=f"https://echo.example/{number}/{echo}", source=f"echo-{number}-{echo}", published=day), claims


def build(path: Path, claims: int) -> None:
    """A graph of about so many claims, everything derived."""
    with aigraph.open(path) as graph:
        held = made_articles(max(claims // 10, 10))
        graph.store.add_articles(chain(echoes(), held) if claims > 1000 else held)
        graph.identity().rebuild()


def measure(path: Path) -> dict[str, float]:
    """Seconds of process and clock for the ten, read and stored, and stored alone."""
    ten = samples()
    told = [(article, list(extract(article).claims)) for article in ten]  # loads the models, too
    found: dict[str, float] = {"claims": 0}
    with aigraph.open(path) as graph:
        found["claims"] = graph.stats()["claims"]
        for name in ("whole", "stored"):
            for _ in range(3):
                spent, clock = time.process_time(), time.perf_counter()
                if name == "whole":
                    graph.ingest(ten)
                else:
                    for article, claims in told:
                        graph.store.add_article(article, claims, flush=False)
                    graph.identity().refresh()
                    graph.store.flush()
                times = {name: time.process_time() - spent, f"{name} clock": time.perf_counter() - clock}
                found |= {key: min(value, found.get(key, value)) for key, value in times.items()}
                for article in ten:
                    graph.store.remove_article(article.id)
                graph.identity().refresh()
    return found


def apart(*arguments: str) -> Any:
    """What a process of its own prints."""
    command = [sys.executable, "-m", "tests.bench.growth", *arguments]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)


def main(arguments: Sequence[str] = ()) -> int:
    """Print both graphs side by side; 1 where the bar is missed."""
    if arguments[:1] == ["build"]:
        build(Path(arguments[1]), int(arguments[2]))
        print("{}")
        return 0
    if arguments[:1] == ["measure"]:
        print(json.dumps(measure(Path(arguments[1]))))
        return 0
    size = int(arguments[0]) if arguments else CLAIMS
    with tempfile.TemporaryDirectory() as folder:
        results = []
        for name, claims in (("small", 100), ("large", size)):
            apart("build", f"{folder}/{name}", str(claims))
            results.append(apart("measure", f"{folder}/{name}"))
    return report(*results)


def report(small: dict[str, float], large: dict[str, float]) -> int:
    """Print the figures; 1 where the bar is missed."""
    row = "{:<34}{:>12}{:>12}{:>9}  {}"
    print(row.format("ten articles more, s (by clock)", *(f"{int(side['claims']):,} claims" for side in (small, large)), "times", ""))
    for name, title, note in (("whole", "read, stored, derived", f"at most {MOST}"), ("stored", "stored and derived", "")):
        cells = (f"{side[name]:.2f} ({side[f'{name} clock']:.2f})" for side in (small, large))
        print(row.format(title, *cells, f"{large[name] / small[name]:.2f}", note))
    return 0 if large["whole"] <= MOST * small["whole"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

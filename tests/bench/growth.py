"""`python -m tests.bench.growth [CLAIMS] [FOLDER]`: what ten articles cost in a graph of a hundred thousand claims, and in a nearly empty one.

The ten are bundled sample articles, five in each language, read, stored and followed by all that is derived (identity, tenures, conflicts), as
`Graph.ingest` does it, in a process that has the models loaded. The large graph holds articles made up by rule (`tests/made.py`), ten
claims each, and twenty echoes of each of the ten: so what the ten speak of is known from many articles. The nearly empty one holds ten
made articles. Each graph has a process of its own, and the two take turns, so that both meet the machine as busy as it is; between turns the articles are removed
again. Counted are seconds of the process (user and system, the engine's own threads among them), so that a busy machine does not fail the bar; those by the clock
stand beside. Each figure is the best of eight. The second line is without reading. Graphs that are in FOLDER from an earlier run are taken as they are: building the large one
takes a quarter of an hour.
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

import aigraph
from aigraph.graph.article import Article
from aigraph.graph.claim import Claim
from aigraph.graph.sources import remove_article
from aigraph.ingest.extract import extract
from aigraph.ingest.read import iter_articles
from aigraph.ontology.vocabulary import AIG, RDF
from tests.made import made_articles

__all__ = ["main"]

CLAIMS = 100_000
ECHOES = 20
MOST = 1.2
TURNS = 8


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


def measure(path: Path) -> None:
    """In a process of its own: for each line that comes, print seconds of process and clock for the ten, read and stored, and stored alone."""
    ten = samples()
    told = [(article, list(extract(article).claims)) for article in ten]  # loads the models, too
    with aigraph.open(path) as graph:
        print(json.dumps({"claims": len(graph.store.subjects(RDF.type, AIG.Claim))}), flush=True)
        for _ in sys.stdin:
            print(json.dumps(turn(graph, ten, told)), flush=True)


def turn(graph: aigraph.Graph, ten: list[Article], told: list[tuple[Article, list[Claim]]]) -> dict[str, float]:
    """Seconds of process and clock for the ten, which are removed again."""
    found: dict[str, float] = {}
    for name in ("whole", "stored"):
        spent, clock = time.process_time(), time.perf_counter()
        if name == "whole":
            graph.ingest(ten)
        else:
            for article, claims in told:
                graph.store.add_article(article, claims, flush=False)
            graph.identity().refresh()
            graph.store.flush()
        found |= {name: time.process_time() - spent, f"{name} clock": time.perf_counter() - clock}
        for article in ten:
            remove_article(graph.store, article.id)
        graph.identity().refresh()
    return found


def compare(folder: Path) -> list[dict[str, float]]:
    """The best of the turns of each graph."""
    command = [sys.executable, "-m", "tests.bench.growth", "measure"]
    sides = [subprocess.Popen([*command, str(folder / name)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for name in ("small", "large")]
    best = [answer(side) for side in sides]
    for _ in range(TURNS):
        for number, side in enumerate(sides):
            assert side.stdin is not None
            print("again", file=side.stdin, flush=True)
            best[number] |= {key: min(value, best[number].get(key, value)) for key, value in answer(side).items()}
    for side in sides:
        side.communicate()
    return best


def answer(side: subprocess.Popen[str]) -> dict[str, float]:
    """What a measuring process says next."""
    assert side.stdout is not None
    return dict(json.loads(side.stdout.readline()))


def main(arguments: Sequence[str] = ()) -> int:
    """Print both graphs side by side; 1 where the bar is missed."""
    if arguments[:1] == ["build"]:
        build(Path(arguments[1]), int(arguments[2]))
        return 0
    if arguments[:1] == ["measure"]:
        measure(Path(arguments[1]))
        return 0
    size = int(arguments[0]) if arguments else CLAIMS
    with tempfile.TemporaryDirectory() as made:
        folder = Path(arguments[1] if len(arguments) > 1 else made)
        for name, claims in (("small", 100), ("large", size)):
            if not (folder / name).exists():
                subprocess.run([sys.executable, "-m", "tests.bench.growth", "build", str(folder / name), str(claims)], check=True)
        return report(*compare(folder))


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

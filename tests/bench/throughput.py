"""`python -m tests.bench.throughput [speed] [memory] [machines] [ARTICLES] [stub]`: how fast many articles go in, in how much memory, and the same on a cluster.

- speed: articles a second with one and with two processes, models loaded, over texts made up by rule (`tests/made_texts.py`), and the processor
  time of an article. Two processes should read 1.7 times as fast on two idle cores; on a busy machine the processor time tells more, since it is the
  sum over all processes: what two jobs need more than one is what sharing costs.
- memory: of writer and readers together while ten thousand articles go in, from the thousandth on; within a tenth. Most of the time of a real reading is spent in
  models, so the readers here hold them and do not use them (`tests/stubs.py`); one process that does is looked at for itself, over texts whose words are all
  new. The writer's own memory is printed beside.
- machines: N-Quads that two Dask workers write beside those that `aigraph ingest` stores, of the same 2,000 articles: equal, sorted.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from aigraph.graph.article import Article
from tests.made_texts import made_records, made_texts
from tests.stubs import install_stub, text

__all__ = ["main"]

SCALING, MORE = 1.7, 1.1
WARM, MEASURED = 40, 200


def speed() -> bool:
    """Print articles a second with one and two processes."""
    print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores; {MEASURED} articles of 8 sentences, after {WARM}")
    rates, costs = {}, {}
    for jobs in (1, 2):
        command = [sys.executable, "-m", "tests.bench.throughput", "once", str(jobs)]
        rate, cost = map(float, subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.split())
        rates[jobs], costs[jobs] = rate, cost
        print(f"{jobs} job{'s' if jobs > 1 else ' '}  {rate:6.1f} articles/s  {cost * 1000:6.1f} ms of processor an article", flush=True)
    scaling = rates[2] / rates[1]
    print(f"2 jobs are {scaling:.2f} times as fast as 1 (at least {SCALING} on two idle cores); an article costs {costs[2] / costs[1]:.2f} times the processor time")
    return scaling >= SCALING


def _once(jobs: int) -> None:
    """Articles a second and processor seconds an article, models loaded."""
    import aigraph

    done: list[float] = []
    with tempfile.TemporaryDirectory() as folder, aigraph.open(Path(folder) / "store") as graph:
        if jobs == 1:       # models are in this process
            aigraph.extract("Ada Byrne left Orcta Labs.")
        started, used = 0.0, 0.0

        def told(source: str, claims: int) -> None:
            nonlocal started, used
            done.append(time.monotonic())
            if len(done) == WARM:
                started, used = time.monotonic(), _processor()

        graph.ingest(list(made_texts(WARM + MEASURED)), jobs=jobs, on_article=told)
        rate = MEASURED / (done[-1] - started)
    print(rate, (_processor() - used) / MEASURED)


def _processor() -> float:
    """Seconds of processor time of this process and of those that it started, living or ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime + sum(_used(pid) for pid in _children())


def _children() -> list[int]:
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):       # a thread that has just ended
            found += map(int, (task / "children").read_text().split())
    return found


def _used(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:         # it has just ended
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(count: int) -> bool:
    """Print the memory of an ingest at a tenth of the articles and at its most after that."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, **install_stub(Path(folder) / "stubs")}
        command = [sys.executable, "-m", "tests.bench.throughput", "grow", str(count), folder]
        held = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, env=environment).stdout)
    ratio = held["late"] / held["early"]
    early, late, one, other = (f"{held[name] / 1e6:.0f} MB" for name in ("early", "late", "early_writer", "late_writer"))
    print(f"writer and 2 readers that hold models: at most {early} over articles {count // 20:,} to {count // 10:,}, {late} until {count:,}: {ratio:.2f} (at most {MORE}); "
          f"the writer alone {one}, {other}", flush=True)
    command = [sys.executable, "-m", "tests.bench.throughput", "read", str(count // 10)]
    held = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)
    print(f"a reader that uses models: {held['early'] / 1e6:.0f} MB after {held['first']:,} articles, {held['late'] / 1e6:.0f} MB after {held['last']:,}, all words new: "
          f"{held['late'] / held['early']:.2f}")
    return ratio <= MORE


def _grow(count: int, folder: str) -> None:
    """Ingest so many with stubs that hold models, and look at all processes' memory meanwhile; deriving who is who is not part of it."""
    import aigraph
    from aigraph.batch import ingesting
    from aigraph.ingest.parallel import Choice
    from aigraph.ingest.sources import open_sources

    place, samples, done = Path(folder), list[tuple[int, int, int]](), 0
    with (place / "dump.jsonl").open("w") as file:
        for n in range(count):
            file.write(json.dumps({"text": text(n), "url": f"https://news.example/{n}", "published": "2024-05-01"}) + "\n")

    def look() -> None:
        while samples[-1:] != [(-1, -1, -1)]:
            samples.append((done, _resident(), _resident([os.getpid()])))
            time.sleep(0.1)

    def told(source: str, claims: int) -> None:
        nonlocal done
        done += 1

    watcher = threading.Thread(target=look, daemon=True)
    with aigraph.open(place / "store") as graph:
        graph.store.lean = True         # as the command has it
        watcher.start()
        with ingesting(graph.store, Choice("stub", {"models": "yes"}), 2, told, lasting=True) as run:
            run.run(open_sources([str(place / "dump.jsonl")]))
        reading = list(samples)
        samples.append((-1, -1, -1))
    most: dict[str, int] = {}
    for name, low, high in (("early", count // 20, count // 10), ("late", count // 10, count)):
        found = [(total, writer) for number, total, writer in reading if low <= number <= high]
        most |= {name: max(total for total, _ in found), f"{name}_writer": max(writer for _, writer in found)}
    print(json.dumps(most))


def _resident(pids: Sequence[int] | None = None) -> int:
    """Bytes of memory of this process and those it started: what each holds for itself, and once the files (libraries, models) that they share,
    however many other programs share these, too."""
    own = shared = 0
    for pid in pids if pids is not None else [os.getpid(), *_children()]:
        with suppress(OSError, IndexError):         # it has just ended
            fields = dict(line.split(":") for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
            held, anonymous = (int(fields[name].split()[0]) * 1024 for name in ("Rss", "Anonymous"))
            own, shared = own + anonymous, max(shared, held - anonymous)
    return own + shared


def _read(count: int) -> None:
    """The memory of one reading process that reads with models: after a fifth of the articles, and after all."""
    from aigraph.ingest.parallel import Pool

    held = {"first": max(1, count // 5), "last": count}
    with Pool(1) as pool:
        for number, article in enumerate(_new_words(count), 1):
            pool.submit(article).result()
            if number in (held["first"], count):
                held["early" if number == held["first"] else "late"] = _resident(_children())
    print(json.dumps(held))


def _new_words(count: int) -> Iterator[Article]:
    """Articles of three sentences, each with names that no other has."""
    for number, article in enumerate(made_texts(count, 3)):
        yield Article(article.text.replace("Byrne", f"Byrne{number}x").replace(" Labs", f"{number} Labs") + f" The code was a{number}b, c{number}d.", published=article.published)


def machines(count: int, stub: bool = False) -> bool:
    """Compare the N-Quads of two workers with those of this machine alone; `stub`: read without models."""
    import aigraph
    from aigraph.extracting import run
    from aigraph.ontology.vocabulary import GRAPHS

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        records = ({"text": text(n), "url": f"https://news.example/{n}", "published": "2024-05-01"} for n in range(count)) if stub else made_records(count, 3)
        (place / "in.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
        if stub:
            os.environ |= install_stub(place / "stubs")
            sys.path.insert(0, str(place / "stubs"))
        started = time.monotonic()
        done = run([str(place / "in.jsonl")], str(place / "out"), jobs=2, size=100_000, reader="stub" if stub else None)
        apart = time.monotonic() - started
        started = time.monotonic()
        with aigraph.open(place / "store") as graph:
            report = graph.ingest([str(place / "in.jsonl")], jobs=2, reader="stub" if stub else None)
            dump = graph.render("nquads").splitlines()
        here = time.monotonic() - started
        derived = tuple(f"<{GRAPHS}{name}" for name in ("judgements/", "tenures", "conflicts", "identity"))
        mine = sorted(line for line in dump if not line.decode().rpartition(" <")[2].join(("<", "")).startswith(derived))
        theirs = sorted(line for path in (place / "out" / "quads").iterdir() for line in path.read_bytes().splitlines())
    same = mine == theirs
    print(f"{report.articles:,} articles, {report.claims:,} claims, {len(mine):,} statements: 2 Dask workers {apart:.0f} s in {len(done)} partitions, ingest with 2 jobs and store {here:.0f} s; "
          f"N-Quads {'equal, byte for byte, sorted' if same else 'DIFFER'}")
    return same and sum(one.articles for one in done) == count


def main(arguments: Sequence[str]) -> int:
    """All, or what is named; 1 where a bar is missed."""
    if arguments[:1] == ["once"]:
        _once(int(arguments[1]))
    elif arguments[:1] == ["grow"]:
        _grow(int(arguments[1]), arguments[2])
    elif arguments[:1] == ["read"]:
        _read(int(arguments[1]))
    else:
        numbers = [int(one) for one in arguments if one.isdecimal()]
        wanted = [one for one in arguments if not one.isdecimal() and one != "stub"] or ["speed", "memory", "machines"]
        good = ["speed" not in wanted or speed()]
        good.append("memory" not in wanted or memory(*numbers or [10_000]))
        good.append("machines" not in wanted or machines(*numbers or [2_000], stub="stub" in arguments))
        return 0 if all(good) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

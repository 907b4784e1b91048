"""The engine: a Dask cluster works on all partitions of a plan.

Dask and not Ray or Spark: on 2,000 texts and two cores, start-up included, a pool of processes took 2.4 s, Dask 12.8, Ray 15.0, Spark 57.5; it
is pure Python, needs no Java, and what we ask of it is small: a function, a list, and results as they come. Its workers run on this machine
(without a scheduler's address) or wherever they were started. A worker that dies has its partition given to another one; what a partition says is
not sent over the network, only what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from typing import Any

from ...ontology.errors import ReaderError
from .output import Done, Output
from .plan import PARTITION, Partition, cut, inputs, numbered, scan
from .work import Settings, work

__all__ = ["extract_all"]

_RETRIES = 2


def extract_all(
    given: Sequence[str], folder: str, settings: Settings, *, scheduler: str | None = None, jobs: int = 1, size: int = PARTITION,
    told: Callable[[Done, int, int], None] = lambda done, number, count: None,
) -> list[Done]:  # fmt: skip
    """Read all that is given and write what it says into a folder; give what came of each partition, in order.

    Args:
        given: Paths, folders, patterns, addresses of file systems.
        scheduler: The address of a Dask scheduler; None starts workers here, `jobs` of them.
        size: Bytes of a partition.
        told: Told of each partition that is done, its number and how many there are.

    Raises:
        ArticleError: There is nothing to read.
        ReaderError: Dask is not installed, the scheduler is not there, or its workers have another version of aigraph.
        StoreError: The folder cannot be written.
    """
    output = Output(folder)
    with _client(scheduler, jobs) as client:
        settings = replace(settings, version=_version(), processes=max(one["nthreads"] for one in client.scheduler_info()["workers"].values()))
        _same_version(client, settings.version)
        files = inputs(given)
        output.prepare()
        parts = _counted(client, [part for file in files for part in cut(file, size)])
        found = _worked(client, parts, folder, settings, told)
    output.write_manifest(found)
    return found


def _counted(client: Any, parts: list[Partition]) -> list[Partition]:
    """Partitions of JSON lines with the number of their first line."""
    unknown = {part.path for part in parts if part.first == 0}
    waiting = [part for part in parts if part.path in unknown]
    counts = dict(zip(waiting, client.gather(client.map(scan, waiting, pure=False)), strict=True))
    found: list[Partition] = []
    for path, group in groupby(parts, key=lambda part: part.path):
        same = list(group)
        found += numbered((part, counts[part]) for part in same) if path in unknown else same
    return found


def _worked(client: Any, parts: list[Partition], folder: str, settings: Settings, told: Callable[[Done, int, int], None]) -> list[Done]:
    import distributed

    as_completed: Any = distributed.as_completed
    futures = client.map(work, parts, folder=folder, settings=settings, pure=False, retries=_RETRIES)
    place = {future.key: number for number, future in enumerate(futures)}
    found: dict[int, Done] = {}
    for future in as_completed(futures):
        number = place[future.key]
        part = parts[number]
        if future.status == "finished":
            found[number] = future.result()
        else:               # its worker died again and again, or a fault of ours
            reason = " ".join(str(future.exception()).split())[:300]
            found[number] = Done(part.name, "", broken=f"{part.called}: partition {part.name} is not done: {reason}")
        told(found[number], len(found), len(parts))
    return [found[number] for number in range(len(parts))]


def _same_version(client: Any, version: str) -> None:
    """Other versions read differently, and their output would not fit together."""
    for worker, other in client.run(_version).items():
        if other != version:
            raise ReaderError(f"worker {worker} has aigraph {other}, this is {version}; install the same version everywhere")


def _version() -> str:
    from importlib.metadata import version

    return version("aigraph")


@contextmanager
def _client(scheduler: str | None, jobs: int) -> Iterator[Any]:
    """A client of the cluster, or of workers on this machine."""
    try:
        import distributed
    except ImportError as error:
        raise ReaderError("the dask engine is not installed; pip install 'aigraph[dask]'") from error
    make_client: Any = distributed.Client
    make_cluster: Any = distributed.LocalCluster
    if scheduler is None:
        with make_cluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None, silence_logs=40) as cluster, make_client(cluster) as client:
            yield client
        return
    try:
        client = make_client(scheduler, timeout=10)
    except (OSError, TimeoutError, ValueError) as error:
        raise ReaderError(f"{scheduler}: no Dask scheduler answers there ({error}); start one with `dask scheduler`") from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise ReaderError(f"{scheduler}: the scheduler has no workers; start some with `dask worker {scheduler}`")
        yield client

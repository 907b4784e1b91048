"""Extraction by an engine over many machines, and loading what came of it.

`run` is `aigraph extract --engine`. `load_output` is `aigraph import FOLDER`: articles go in one by one, in the order of the input, judged as every
ingest judges them, so that the store is the one that `aigraph ingest` makes of the same input; only the reading is done already. `trusted` puts
the N-Quads into a new store in bulk, as they are, which is many times faster and asks that no article is there twice.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aigraph.batch import Batch
from aigraph.found import Report
from aigraph.ingest.lexicon import _files as gazetteer_files
from aigraph.ingest.parallel import Choice
from aigraph.ledger import INGEST, Ledger, basis, ledger_path
from aigraph.ontology.errors import ReaderError, StoreError

if TYPE_CHECKING:
    from aigraph.graph.article import Article
    from aigraph.ingest.distributed.output import Done, Output
    from aigraph.ingest.extract import Extraction
    from aigraph.library import Graph

__all__ = ["load_output", "run"]


def run(
    given: Iterable[str], folder: str, *, engine: str = "dask", scheduler: str | None = None, jobs: int | None = None,
    reader: str | None = None, options: Iterable[str] = (), gazetteer: Path | None = None, fields: str = "", size: int | None = None,
    metadata: dict[str, Any] | None = None, told: Callable[[Done, int, int], None] = lambda done, number, count: None,
) -> list[Done]:  # fmt: skip
    """Have an engine read all that is given, into a folder; see `ingest.distributed.engine`."""
    from aigraph.ingest import readers
    from aigraph.ingest.parallel import cores
    from aigraph.ingest.sources.records import field_map

    if engine != "dask":
        raise ReaderError(f"there is no engine {engine!r}; there is dask")
    try:
        from aigraph.ingest.distributed.engine import extract_all
        from aigraph.ingest.distributed.plan import PARTITION
        from aigraph.ingest.distributed.work import Settings
    except ImportError as error:
        raise ReaderError(f"the dask engine is not installed ({error}); pip install 'aigraph[dask]'") from error
    settings = Settings(
        reader, tuple(sorted(readers.options(options).items())), tuple(file.read_bytes() for file in gazetteer_files(gazetteer)),
        tuple(sorted(field_map(fields).items())), tuple(sorted((name, value) for name, value in (metadata or {}).items() if value is not None)),
    )  # fmt: skip
    return extract_all(list(given), _absolute(folder), settings, scheduler=scheduler, jobs=jobs or cores(), size=size or PARTITION, told=told)


def load_output(graph: Graph, folder: str | Path, *, trusted: bool = False) -> Report:
    """Put what an engine has written into a store; started again after a kill it goes on.

    Raises:
        ArticleError: There is no output, or the run that makes it has not ended.
        StoreError: `trusted`, and the store holds something, or an article is there twice.
    """
    from aigraph.ingest.distributed.output import Output

    output = Output(_absolute(str(folder)))
    if trusted:
        return _load_trusted(graph, output)
    choice = Choice(reader=f"output {output.folder}")
    path = ledger_path(graph.store, INGEST)
    with Ledger(path, basis(choice)) as ledger:
        loading = _Loading(graph.store, ledger=ledger)
        report = loading.run(loading.given(output))
        graph.identity().refresh()
        graph.store.flush()
        if loading.complete:
            ledger.drop()
    return report


@dataclass(slots=True)
class _Loading(Batch):
    """A batch whose articles have been read already: the extraction of the one that is at hand."""

    at_hand: Extraction | None = field(default=None)

    def given(self, output: Output) -> Iterator[Article]:
        """Yield all articles in order."""
        from aigraph.ingest.extract import Extraction

        for name in output.partitions():
            for article, claims, warnings in output.articles(name):
                self.at_hand = Extraction(claims, warnings)
                yield article

    @contextmanager
    def _reading(self, jobs: int) -> Iterator[Callable[[Article], Future[Extraction]]]:
        def read(article: Article) -> Future[Extraction]:
            done: Future[Extraction] = Future()
            assert self.at_hand is not None
            done.set_result(self.at_hand)
            return done

        yield read


def _load_trusted(graph: Graph, output: Output) -> Report:
    """All N-Quads in bulk."""
    from aigraph.graph.trusted import _load_pieces

    if len(graph.store):
        raise StoreError(f"store {graph.store.name} holds articles already; a trusted load goes into a new store")
    names = output.partitions()
    twice = [iri for iri, count in Counter(iri for name in names for iri in output.iris(name)).items() if count > 1]
    if twice:
        raise StoreError(f"{output.folder}: {len(twice)} articles are there more than once, such as {twice[0]}; load it without --trusted")
    for name in names:
        with _local(output, name) as path:
            if path.stat().st_size:
                _load_pieces(graph.store, path)
    graph.store.touch()
    graph.identity().refresh()
    graph.store.flush()
    stats = graph.stats()
    return Report(stats["articles"], stats["articles"], stats["claims"])


@contextmanager
def _local(output: Output, name: str) -> Iterator[Path]:
    """The N-Quads of a partition as a file here."""
    import fsspec

    if "://" not in output.folder:
        yield Path(output.path("quads", name))
        return
    with tempfile.NamedTemporaryFile(suffix=".nq") as copy, fsspec.open(f"{output.folder.rstrip('/')}/quads/{name}.nq", "rb") as stream:
        shutil.copyfileobj(stream, copy)
        copy.flush()
        yield Path(copy.name)


def _absolute(folder: str) -> str:
    """Workers may stand elsewhere."""
    return folder if "://" in folder else str(Path(folder).absolute())

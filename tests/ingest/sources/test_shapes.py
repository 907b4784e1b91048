"""Two hundred shapes of articles: none crashes, none is lost, each failure is named; a batch of them leaves with exit code 3."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aigraph.graph.article import Article
from aigraph.graph.store import Store
from aigraph.ingest.sources import Failure, Options, open_sources, suffixes
from aigraph.ingesting import Ingest
from tests.ingest.sources.shapes import Shape, shapes
from tests.stub_reader import StubReader

SHAPES = shapes()
TODAY = date(2026, 1, 1)


def test_there_are_two_hundred_shapes_of_different_names() -> None:
    assert len(SHAPES) >= 200 and len({shape.name for shape in SHAPES}) == len(SHAPES)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_shape_is_read_or_its_failure_named(tmp_path: Path, shape: Shape) -> None:
    path = tmp_path / shape.name
    path.write_bytes(shape.data)
    warnings: list[str] = []
    got = list(open_sources([path], Options(fields=shape.fields, warn=warnings.append, today=TODAY)))
    articles, failures = [one for one in got if isinstance(one, Article)], [one for one in got if isinstance(one, Failure)]
    found = [" ".join(article.text.split()) for article in articles]
    assert len(found) == len(shape.articles) and all(words in text for words, text in zip(shape.articles, found, strict=True)), got
    assert len(failures) == len(shape.failures), failures
    assert all(re.search(reason, str(failure)) for reason, failure in zip(shape.failures, failures, strict=True)), failures
    assert all(str(failure).startswith(str(path)) for failure in failures)
    assert shape.warned in "\n".join(warnings) if shape.warned else not [line for line in warnings if "believed" in line], warnings
    if shape.published or "date-" in shape.name:
        assert [str(article.published) for article in articles] == [str(shape.published)] * len(articles)


def test_a_batch_of_all_shapes_loses_nothing_and_counts_what_failed(tmp_path: Path) -> None:
    kept = [shape for shape in SHAPES if not shape.fields and Path(shape.name).suffix in suffixes()]
    for shape in kept:
        (tmp_path / shape.name).write_bytes(shape.data)
    with Store() as store:
        run = Ingest(store, reader=StubReader())
        report = run.run(open_sources([tmp_path], Options(today=TODAY)))
        read, failed = sum(len(shape.articles) for shape in kept), sum(len(shape.failures) for shape in kept)
        unread = [error for error in run.errors if "neither English nor Chinese" in str(error)]
        assert sum(run.kinds.values()) == read - len(unread)
        assert len(report.errors) == failed + len(unread)
        assert len(store) <= report.articles < read, "the same words in many wrappings are few articles"


def test_the_command_reads_what_it_can_and_leaves_with_three(aigraph: Any, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for shape in SHAPES:
        if shape.name in ("date-iso.html", "deep.zip", "laughs.rss", "cut-in-second.warc", "bad-line.jsonl"):
            (folder / shape.name).write_bytes(shape.data)
    done = aigraph("ingest", "news", "file:///etc/passwd", "http://127.0.0.1:9/", AIGRAPH_CACHE=str(tmp_path / "cache"))
    assert done.returncode == 3 and "Traceback" not in done.stderr
    for reason in ("more than 4 containers deep", "declares XML entities", "is cut off", "is not JSON", "only http and https", "a loopback address"):
        assert reason in done.stderr, done.stderr
    assert "7 failed" in done.stderr.splitlines()[-1]
    assert "Mira Murati" in aigraph("show", "mira murati").stdout

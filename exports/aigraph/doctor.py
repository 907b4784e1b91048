"""Doctor: what is installed, which models, where data lies, and whether it all works together.

Each check is a line that begins with `ok` or `broken`, and a broken one says what would mend it. Reading is tried on the bundled articles, one in each language; the
store on a temporary one that is written, asked, and thrown away. Nothing is fetched, and the user's own store is only looked at.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, entry_points, requires, version
from pathlib import Path

from aigraph.ontology.errors import AigraphError

__all__ = ["Check", "checks"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    works: bool
    what: str
    found: str

    def __str__(self) -> str:
        return f"{'ok' if self.works else 'broken':7}{self.what}: {self.found}"


def checks(store: str | Path) -> Iterator[Check]:
    """Yield what was found, one by one; `store` is the one that commands would use."""
    yield Check(sys.version_info >= (3, 11), "python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield from _libraries()
    yield _tried("settings", _settings)
    for lang in ("en", "zh"):
        yield _tried(f"model {lang}", lambda lang=lang: _model(lang))  # type: ignore[misc]
    yield _tried("plug-ins", _plugins)
    yield _tried("store", lambda: _store(store))
    yield _tried("cache of pages", _cache)
    for lang in ("en", "zh"):
        yield _tried(f"reading {lang}", lambda lang=lang: _reading(lang))  # type: ignore[misc]
    yield _tried("writing and asking a store", _writing)


def _tried(what: str, look: Callable[[], str]) -> Check:
    """A check that may raise: whatever is wrong is the answer, whoever raises it."""
    try:
        return Check(True, what, look())
    except AigraphError as error:
        return Check(False, what, str(error))
    except Exception as error:
        return Check(False, what, f"{type(error).__name__}: {' '.join(str(error).split())}; install aigraph again")


def _libraries() -> Iterator[Check]:
    """aigraph and what it needs; extras are left out."""
    yield _tried("aigraph", lambda: version("aigraph"))
    found, missing = [], []
    for line in requires("aigraph") or []:
        if "extra ==" in line:
            continue
        name = re.split(r"[\s<>=!~;\[(]", line, maxsplit=1)[0]
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    yield Check(not missing, "libraries", f"{', '.join(missing)} missing; pip install {' '.join(missing)}" if missing else ", ".join(found))


def _settings() -> str:
    from aigraph.settings import FILE, find
    from aigraph.settings import faults as found

    path = find()
    if path is None:
        return f"no {FILE} here"
    wrong = found(path)
    if wrong:
        from aigraph.ontology.errors import ConfigError

        raise ConfigError(wrong[0])
    return str(path)


def _model(lang: str) -> str:
    from aigraph.ingest.models_folder import model_folder

    folder = model_folder(lang)
    size = sum(path.stat().st_size for path in folder.iterdir())
    if not any(path.suffix == ".onnx" for path in folder.iterdir()):
        raise FileNotFoundError(f"{folder} has no .onnx file")
    return f"{folder}, {size / 1e6:.0f} MB"


def _plugins() -> str:
    from aigraph.ingest.readers import GROUP as READERS
    from aigraph.ingest.sources import GROUP as SOURCES
    from aigraph.ingest.sources import load

    brought = {group: sorted(point.name for point in entry_points(group=group)) for group in (READERS, SOURCES)}
    for name in brought[SOURCES]:
        load(name)
    return "; ".join(f"{group}: {', '.join(names) or 'none'}" for group, names in brought.items())


def _store(store: str | Path) -> str:
    import aigraph

    if isinstance(store, Path) and not store.exists():
        folder = store.resolve().parent
        if not os.access(folder, os.W_OK):
            raise PermissionError(f"{folder} cannot be written; choose another with --store")
        return f"{store}, not made yet"
    with aigraph.open(store, write=False) as graph:
        stats = graph.stats()
    return f"{store}: {stats['articles']:,} articles, {stats['claims']:,} claims"


def _cache() -> str:
    from aigraph.places import cache_folder
    from aigraph.settings import current

    given = current().get("fetch.cache")
    folder = Path(current().place(given)) if given else cache_folder()
    if not folder.exists():
        return f"{folder}, not made yet"
    files = [path for path in (folder / "bodies").rglob("*") if path.is_file()]
    return f"{folder}: {len(files):,} pages, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB"


def _reading(lang: str) -> str:
    """Read the shortest bundled article of a language."""
    from importlib.resources import as_file, files

    from aigraph.ingest.extract import extract
    from aigraph.ingest.read import iter_files, read_article

    with as_file(files("aigraph.ingest").joinpath("samples")) as folder:
        articles = [read_article(path) for path in iter_files(folder)]
    article = min((one for one in articles if one.language == lang), key=lambda one: len(one.text))
    claims = extract(article).claims
    if not claims:
        raise RuntimeError(f"no claim was found in {Path(article.source).name}")
    return f"{len(claims)} claims in {Path(article.source).name}"


def _writing() -> str:
    import aigraph
    from aigraph.graph.article import Article

    with tempfile.TemporaryDirectory() as folder:
        with aigraph.open(Path(folder, "store")) as graph:
            graph.store.add_article(Article("A text.", title="A title"), ())
        with aigraph.open(Path(folder, "store"), write=False) as graph:
            titles = [article.title for article in graph.articles()]
            asked = graph.query("ASK { ?article aig:title 'A title' }")
    if titles != ["A title"] or asked is not True:
        raise RuntimeError(f"a temporary store gave {titles} back, and answered {asked}")
    return "a temporary store gave back what was written"

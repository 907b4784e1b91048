"""Settings: one file, `aigraph.toml`, that says what every command would otherwise have to be told.

It is looked for in the folder where a command runs, or where AIGRAPH_CONFIG says. What a command line or the environment says wins over it.
Every key is known and has a type: a wrong one is an error with its line and the nearest right one, since a misspelt setting that is
silently ignored is found out weeks later. Paths in it are read from the folder of the file.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from aigraph.ontology.errors import ConfigError

__all__ = ["FILE", "KEYS", "Settings", "current", "default_map", "default_store", "find", "faults", "read"]

FILE = "aigraph.toml"

# Type and meaning of every key; a table with `*` takes any name.
KEYS: Mapping[str, tuple[type, str]] = {
    "store": (str, "the store: a folder, or the address of a SPARQL server"),
    "sources": (list, "what `aigraph ingest` reads when it is given nothing"),
    "gazetteers": (list, "CSV files with names of your own"),
    "models": (str, "a folder with models of your own in `en` and `zh`"),
    "reader": (str, "another reader than ours, by name"),
    "format": (str, "the format of all sources"),
    "follow": (bool, "whether the pages that feeds and sitemaps name are fetched"),
    "jobs": (int, "processes that read"),
    "reader_options.*": (str, "settings of that reader"),
    "map.*": (str, "for JSON and CSV, the field of a record by field of an article"),
    "publishers.*": (str, "a publisher's name by alias: a host, or another spelling"),
    "watch.interval": (str, "time between two polls of `aigraph watch`: 90s, 15m, 2h"),
    "watch.page": (str, "the page that it writes when something is new"),
    "watch.site": (str, "the folder of the site that it writes"),
    "fetch.cache": (str, "where fetched pages are kept"),
    "fetch.offline": (bool, "fetch nothing, read the cache"),
    "fetch.allow_private": (bool, "fetch from private and loopback addresses, too"),
    "fetch.robots": (bool, "whether robots.txt is asked for"),
    "fetch.size": (int, "bytes that a page may have"),
    "fetch.seconds": (float, "seconds that a page may take"),
    "fetch.redirects": (int, "redirects that are followed"),
    "fetch.attempts": (int, "times that a page is asked for"),
    "fetch.pause": (float, "seconds between two requests to a host"),
}
_SAID = {str: "a string", list: "a list of strings", bool: "true or false", int: "a whole number", float: "a number"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file says; empty where there is none."""

    path: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a dotted key."""
        value: Any = self.values
        for name in key.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        return default if value is None else value

    def place(self, value: str) -> str:
        """A path of the file, from where the command runs; an address stays as it is."""
        if re.match(r"[a-z][a-z0-9+.-]+://", value, re.I) or value == "-" or self.path is None:
            return value
        return os.path.normpath(os.path.join(self.path.parent, os.path.expanduser(value)))

    def places(self, key: str) -> list[str]:
        """The paths under a key."""
        return [self.place(value) for value in self.get(key, [])]


def find() -> Path | None:
    """The file that holds here, if there is one."""
    given = os.environ.get("AIGRAPH_CONFIG")
    if given:
        return Path(given)
    return Path(FILE) if Path(FILE).is_file() else None


@cache
def current() -> Settings:
    """The settings that hold here, read once.

    Raises:
        ConfigError: The file is wrong.
    """
    path = find()
    return Settings() if path is None else read(path)


def read(path: Path) -> Settings:
    """The settings of a file.

    Raises:
        ConfigError: The first thing that is wrong with it.
    """
    settings, wrong = _checked(path)
    if wrong:
        raise ConfigError(wrong[0])
    return settings


def faults(path: Path) -> list[str]:
    """All that is wrong with a file, a line each: keys, types, and what it points to."""
    settings, wrong = _checked(path)
    return wrong or list(_dangling(settings))


def _checked(path: Path) -> tuple[Settings, list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8'})") from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = place[1] if place else str(text.count("\n") + 1)
        raise ConfigError(f"{path}:{line}: is not TOML ({re.sub(r' [(]at .*[)]$', '', str(error)).lower()})") from error
    wrong = sorted(_wrong(values, ""), key=lambda pair: _line(text, pair[0]))
    return Settings(path, values), [f"{path}:{_line(text, key)}: {said}" for key, said in wrong]


def _wrong(values: Mapping[str, Any], under: str) -> Iterator[tuple[str, str]]:
    """Yield each key that is not known or has a value of another type, and what is wrong with it."""
    for name, value in values.items():
        key = f"{under}{name}"
        wanted = KEYS.get(key) or KEYS.get(f"{under}*")
        if wanted is None and any(one.startswith(f"{key}.") for one in KEYS):
            if isinstance(value, Mapping):
                yield from _wrong(value, f"{key}.")
            else:
                yield key, f"{key} is a table; write [{key}] and its keys under it"
        elif wanted is None:
            yield key, f"there is no {key!r}{_nearest(key)}"
        elif not _fits(value, wanted[0]):
            yield key, f"{key} is to be {_SAID[wanted[0]]} ({wanted[1]}), not {value!r}"
        elif key == "reader_options.key":
            yield key, "a key does not belong into a file; put it into the environment, as AIGRAPH_LLM_KEY"


def _fits(value: Any, wanted: type) -> bool:
    if wanted is list:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if wanted in (int, float):
        return isinstance(value, int | wanted) and not isinstance(value, bool) and value >= 0
    return isinstance(value, wanted)


def _nearest(key: str) -> str:
    known = [one.removesuffix(".*") for one in KEYS]
    tables = {one.split(".")[0] for one in known}
    near = difflib.get_close_matches(key, [*known, *tables], 1, 0.5)
    tail = [one for one in known if one.endswith("." + key)]
    return f"; nearest: {(tail or near)[0]!r}" if tail or near else f"; there are {', '.join(sorted(known))}"


def _line(text: str, key: str) -> int:
    """The line on which a dotted key stands: in its table, or written out."""
    table, best = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line):
            table = re.sub(r"[\"'\s]", "", header[1]) + "."
            best = number if key.startswith(table) else best
        elif (found := re.match(r"\s*([^=#]+?)\s*=", line)) and (here := table + re.sub(r"[\"'\s]", "", found[1])) in (key, key.rpartition(".")[0]):
            best = number
            if here == key:
                return number
        if table == key + ".":
            return number
    return best


def _dangling(settings: Settings) -> Iterator[str]:
    """Yield what the file points to and is not there, or not as it should be."""
    from aigraph.ingest.lexicon import gazetteer
    from aigraph.ingest.readers import names as readers
    from aigraph.ingest.sources import names as formats
    from aigraph.ingest.sources.records import FIELDS
    from aigraph.ontology.errors import FrameError

    for path in settings.places("gazetteers"):
        try:
            gazetteer(Path(path))
        except FrameError as error:
            yield str(error)
    for source in settings.places("sources"):
        if "://" not in source and source != "-" and not any(c in source for c in "*?[") and not os.path.exists(source):
            yield f"{settings.path}: sources: {source}: no such file or folder"
    models = settings.get("models")
    if models and not os.path.isdir(settings.place(models)):
        yield f"{settings.path}: models: {models}: no such folder"
    known: dict[str, Iterable[str]] = {"reader": readers(), "format": formats()}
    for key, there in known.items():
        value = settings.get(key)
        if value is not None and value not in there:
            yield f"{settings.path}: {key}: there is no {value!r}; there are {', '.join(there)}"
    for name in settings.get("map", {}):
        if name not in (*FIELDS, "language", "items"):
            yield f"{settings.path}: map: an article has no {name!r}; it has {', '.join((*FIELDS, 'language'))}, and `items` is where records lie"


def default_map(commands: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What the file says, as defaults of commands' options.

    Raises:
        ConfigError: The file is wrong.
    """
    settings = current()
    options = {
        "reader": settings.get("reader"), "format": settings.get("format"), "follow": settings.get("follow"), "jobs": settings.get("jobs"),
        "reader_option": [f"{key}={value}" for key, value in settings.get("reader_options", {}).items()] or None,
        "map": ",".join(f"{key}={value}" for key, value in settings.get("map", {}).items()) or None,
        "offline": settings.get("fetch.offline"), "allow_private": settings.get("fetch.allow_private"),
        "store": settings.place(settings.get("store")) if settings.get("store") else None,
        "cache": settings.place(settings.get("fetch.cache")) if settings.get("fetch.cache") else None,
        "gazetteer": os.pathsep.join(settings.places("gazetteers")) or None,
    }  # fmt: skip
    if settings.get("models"):
        os.environ.setdefault("AIGRAPH_MODELS", settings.place(settings.get("models")))
    given = {key: value for key, value in options.items() if value is not None}
    return {name: {key: value for key, value in given.items() if not (key == "format" and name in _WITH_FORMAT) and (name, key) != _OWN} for name in commands}


def default_store(otherwise: Path) -> str | Path:
    """The store that the file names, or the one that is usual."""
    from aigraph.terminal import place

    given = current().get("store")
    return place(current().place(given)) if given else otherwise


_WITH_FORMAT = ("query", "export", "import")        # their --format says how to print or what to read
_OWN = ("watch", "store")                           # its list of sources may name one, which comes first

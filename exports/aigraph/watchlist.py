"""The list of what is watched: a TOML file, or what the command line says.

    sources = ["https://news.example/feed.xml", "inbox/"]     # feeds, sitemaps, pages, folders, files, patterns
    store = "news.db"
    interval = "15m"                                           # or seconds, or "2h"
    page = "graph.html"                                        # written anew when something is new
    site = "site"
    publishers = { "news.example" = "Example News" }

Paths are taken from the file's own folder. An `aigraph.toml` (`settings`) serves, too: there `interval`, `page` and `site` stand in `[watch]`.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from aigraph.ontology.errors import FrameError
from aigraph.settings import FILE, read

__all__ = ["Watchlist", "read_watchlist", "seconds"]

_OWN = ("interval", "page", "site")
_KNOWN = ("sources", "store", "gazetteers", "publishers", "jobs", *_OWN)
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True, slots=True)
class Watchlist:
    """What is watched, how often (seconds), and what is written when something is new."""

    sources: tuple[str, ...]
    store: str | Path | None = None
    interval: float = 900.0
    page: Path | None = None
    site: Path | None = None
    jobs: int = 1
    gazetteer: Path | None = None
    publishers: Mapping[str, str] = field(default_factory=dict)


def read_watchlist(arguments: Iterable[str]) -> Watchlist:
    """The list that arguments make: sources, and files of lists (`.toml`), the later settings winning.

    Raises:
        FrameError: A file is no TOML, or has an entry that it should not have; the message names it.
    """
    found = Watchlist(())
    for argument in arguments:
        if argument.endswith(".toml"):
            file = Path(argument)
            found = _joined(found, file, _settings(file) if file.name == FILE else _values(file))
        else:
            found = replace(found, sources=(*found.sources, argument))
    if not found.sources:
        raise FrameError('nothing to watch; give feeds or folders, or a file with sources = ["https://..."]')
    return found


def seconds(value: object, where: str = "interval") -> float:
    """A span of time: a number of seconds, or `90s`, `15m`, `2h`, `1d`.

    Raises:
        FrameError: It is none.
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd]?)", str(value).strip())
    if match is None or isinstance(value, bool) or float(match[1]) <= 0:
        raise FrameError(f"{where}: {value!r} is no span of time; write it as 90s, 15m, 2h or 1d")
    return float(match[1]) * _UNITS[match[2]]


def _joined(before: Watchlist, file: Path, values: Mapping[str, Any]) -> Watchlist:
    """The list with what a file says."""
    sources = [one if "://" in one else str(file.parent / one) for one in _texts(values, "sources", file)]
    changes: dict[str, Any] = {"sources": (*before.sources, *sources)}
    if "interval" in values:
        changes["interval"] = seconds(values["interval"], f"{file}: interval")
    for name in ("page", "site"):
        if name in values:
            changes[name] = file.parent / _text(values, name, file)
    if "gazetteers" in values:
        changes["gazetteer"] = Path(os.pathsep.join(str(file.parent / name) for name in _texts(values, "gazetteers", file)))
    if "store" in values:
        place = _text(values, "store", file)
        changes["store"] = place if "://" in place else file.parent / place
    if "jobs" in values:
        jobs = values["jobs"]
        if not isinstance(jobs, int) or isinstance(jobs, bool) or jobs < 1:
            raise FrameError(f"{file}: jobs: {jobs!r} is no number of processes; write jobs = 2")
        changes["jobs"] = jobs
    if "publishers" in values:
        names = values["publishers"]
        if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
            raise FrameError(f'{file}: publishers: write them as {{ "host or spelling" = "Name" }}')
        changes["publishers"] = {**before.publishers, **names}
    return replace(before, **changes)


def _values(file: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise FrameError(f"{file}: cannot be read ({getattr(error, 'strerror', None) or error}); give a file of sources") from error
    except tomllib.TOMLDecodeError as error:
        raise FrameError(f'{file}: is no TOML ({error}); write it as sources = ["https://..."]') from error
    own = values.pop("watch", None)
    if own is not None:
        _check(own if isinstance(own, dict) else {"watch": own}, _OWN, file, "watch.")
        values |= own
    _check(values, _KNOWN, file, "")
    return values


def _check(values: Mapping[str, Any], known: tuple[str, ...], file: Path, where: str) -> None:
    for name in values:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            raise FrameError(f"{file}: {where}{name} is no setting of a watch" + (f"; nearest: {near[0]}" if near else f"; there are {', '.join(known)}"))


def _settings(file: Path) -> dict[str, Any]:
    """What of the settings for all commands is for a watch; the file is checked as a whole."""
    values = dict(read(file).values)
    return {name: value for name, value in {**values, **values.get("watch", {})}.items() if name in _KNOWN}


def _texts(values: Mapping[str, Any], name: str, file: Path) -> list[str]:
    listed = values.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(one, str) and one for one in listed):
        raise FrameError(f'{file}: {name}: write them as a list, {name} = ["one", "another"]')
    return listed


def _text(values: Mapping[str, Any], name: str, file: Path) -> str:
    if not isinstance(values[name], str) or not values[name]:
        raise FrameError(f'{file}: {name}: {values[name]!r} is no path; write {name} = "..."')
    return str(values[name])

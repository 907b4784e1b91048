"""The pages that lead to others: the index, the timeline, conflicts, names, articles, relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from ...graph.claim import Kind
from ...graph.conflicts import Difference
from ...ontology.schema import claim_types
from ..words import family
from .around import relation_label
from .both import Both, label
from .charts import columns
from .model import Told
from .pages import Page, Site, chunks
from .paths import article_path, numbered
from .search import Keys

__all__ = ["Event", "list_pages"]

_EVENTS, _CONFLICTS, _NAMES, _ARTICLES = 250, 80, 900, 400


@dataclass(frozen=True, slots=True)
class Event:
    """What claims tell that say the same of the same month: the first of them, and how many more there are."""

    told: Told
    more: int


def list_pages(site: Site, keys: Keys) -> Iterator[Page]:
    """Yield the index and all lists."""
    yield "index.html", partial(_index, site)
    yield from _timeline(site)
    yield from _conflicts(site)
    yield from _names(site, keys)
    yield from _articles(site)
    yield "relation/all.html", partial(_relations, site)


def events(said: Iterable[Told]) -> list[Event]:
    """Claims without repeats, newest first."""
    groups: dict[tuple[object, ...], list[Told]] = {}
    for one in said:
        groups.setdefault((one.key, one.when[:7]), []).append(one)
    found = [Event(min(group, key=lambda one: (str(one.article.published or "9"), one.anchor)), len(group) - 1) for group in groups.values()]
    return sorted(found, key=lambda event: (event.told.when, event.told.dated), reverse=True)


def _index(site: Site) -> str:
    model = site.model
    past = [one for one in model.moves if one.when and one.when <= (model.now or one.when)]
    articles = sorted(model.sources.values(), key=lambda a: (str(a.published or ""), a.iri), reverse=True)
    kinds = [(kind.value, [p for p in model.ranked if p.kind == kind.value and not p.described][:8]) for kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.PRODUCT)]
    contradicted = [c for c in model.conflicts if c.difference is Difference.CONTRADICTION]
    return site.page(
        "index.html", "", root="", days=_days(events(past[:400])[:28]), kinds=kinds, articles=articles[:8], article_path=article_path,
        conflicts=contradicted[:4], types=_types(site), columns=columns(model.moves),
    )  # fmt: skip


def _timeline(site: Site) -> Iterator[Page]:
    dated: dict[str, list[Told]] = {}
    for one in site.model.moves:
        dated.setdefault(one.when[:4] or "undated", []).append(one)
    years = [year for year in dated if year != "undated"]
    bars = columns(site.model.moves)
    yield "timeline/all.html", partial(
        site.page, "timeline.html", "Timeline", year="", days=_days(events(site.model.moves[:400])[:80]), columns=bars, years=years, undated="undated" in dated,
        number=1, pages=1, path="", numbered=numbered,
    )  # fmt: skip
    for year, said in dated.items():
        parts, path = chunks(events(said), _EVENTS), f"timeline/{year}.html"
        for number, part in enumerate(parts, 1):
            yield numbered(path, number), partial(
                site.page, "timeline.html", f"{year} · Timeline", year=year, days=_days(part), columns=bars if number == 1 else [], years=years, undated="undated" in dated,
                number=number, pages=len(parts), path=path, numbered=numbered,
            )  # fmt: skip


def _days(some: Sequence[Event]) -> list[tuple[str, list[Event]]]:
    """Events by month."""
    return [(month, list(group)) for month, group in groupby(some, key=lambda event: event.told.when[:7])]


def _conflicts(site: Site) -> Iterator[Page]:
    conflicts = site.model.conflicts
    kinds = [(d.value, sum(c.difference is d for c in conflicts)) for d in Difference]
    first = {kind: site.conflict_paths[next(c.id for c in conflicts if c.difference.value == kind)].rpartition("/")[2] for kind, n in kinds if n}
    parts = chunks(conflicts, _CONFLICTS)
    for number, part in enumerate(parts, 1):
        groups = [(kind.value, list(group)) for kind, group in groupby(part, key=lambda c: c.difference)]
        yield numbered("conflict/all.html", number), partial(
            site.page, "conflicts.html", "Conflicts", groups=groups, kinds=kinds, first=first, number=number, pages=len(parts), path="conflict/all.html",
            numbered=numbered,
        )  # fmt: skip


def _names(site: Site, keys: Keys) -> Iterator[Page]:
    kinds = Counter(profile.kind for profile in site.model.profiles.values())
    shown = [(kind.value, kinds[kind.value]) for kind in Kind if kinds[kind.value]]
    for kind, _ in shown:
        listed = sorted((keys.initial(p), keys.order(p), p.iri) for p in site.model.profiles.values() if p.kind == kind)
        parts, path = chunks(listed, _NAMES), f"names/{kind}.html"
        for number, part in enumerate(parts, 1):
            groups = [(letter, [site.model.profiles[iri] for _, _, iri in group]) for letter, group in groupby(part, key=lambda row: row[0])]
            yield numbered(path, number), partial(
                site.page, "names.html", label("kinds", kind).en, kind=kind, kinds=shown, groups=groups, number=number, pages=len(parts), path=path, numbered=numbered,
            )  # fmt: skip
    if not shown:
        yield "names/person.html", partial(site.page, "names.html", "Names", kind="person", kinds=[], groups=[], number=1, pages=1, path="", numbered=numbered)


def _articles(site: Site) -> Iterator[Page]:
    listed = sorted(site.model.sources.values(), key=lambda a: (str(a.published or ""), a.iri), reverse=True)
    parts = chunks(listed, _ARTICLES)
    for number, part in enumerate(parts, 1):
        yield numbered("article/all.html", number), partial(
            site.page, "articles.html", "Articles", articles=part, article_path=article_path, number=number, pages=len(parts), path="article/all.html", numbered=numbered,
        )  # fmt: skip


def _relations(site: Site) -> str:
    families: dict[str, list[Any]] = {}
    for row in _types(site):
        families.setdefault(row[3], []).append(row)
    return site.page("relations.html", "Relations", families=list(families.items()))


def _types(site: Site) -> list[tuple[str, Both, Both, str, int]]:
    """Claim types that occur, by family and in the ontology's order: type, name, definition, family, claims."""
    found = []
    for type_, kind in claim_types().items():
        if said := site.model.types.get(type_):
            comments = Both(kind.comments.get("en", ""), kind.comments.get("zh", ""))
            found.append((type_, relation_label(type_), comments, family(type_), len(said)))
    return found

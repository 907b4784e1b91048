"""Atom feeds of new claims, and the sitemap.

A claim is new when its article appears, so entries are dated by that day, and a feed by its newest entry: no clock is asked. Ids are
addresses where the user says where the site will stand, else `tag:` URIs of the claim's own identifier; both stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from ...graph.terms import clean
from ...ontology.vocabulary import ID
from ..words import words
from .model import Model, Profile, Told
from .pages import Page, Site

__all__ = ["feed", "feed_pages", "sitemap_pages"]

_ENTRIES, _OF_ENTITY = 60, 20
_URLS = 40_000  # in one sitemap; the protocol allows 50,000 and 50 MB
_TAG = "tag:w3id.org,2024:aigraph/"


def feed_pages(site: Site) -> Iterator[Page]:
    """The feed of the graph, and one of every entity that is named."""
    model = site.model
    newest = sorted(model.told, key=lambda one: (str(one.article.published or ""), one.anchor), reverse=True)
    yield "feed.xml", partial(feed, site, site.options.title, "index.html", "", newest[:_ENTRIES], "")
    for profile in model.profiles.values():
        path = f"{profile.path.removesuffix('.html')}.xml"
        yield path, partial(_entity_feed, site, profile)


def _entity_feed(site: Site, profile: Profile) -> str:
    newest = sorted(profile.told, key=lambda one: (str(one.article.published or ""), one.anchor), reverse=True)
    return feed(site, f"{profile.name.en} · {site.options.title}", profile.path, profile.iri, newest[:_OF_ENTITY], "../")


def feed(site: Site, title: str, path: str, iri: str, said: Sequence[Told], root: str) -> str:
    """An Atom document (RFC 4287) of these claims; `root` leads from it to the site's top."""
    base, model = site.options.base_url, site.model
    own = f"{path.removesuffix('.html')}.xml" if iri else "feed.xml"
    id_ = base + own if base else _TAG + (iri.removeprefix(ID) if iri else "feed")
    link = base + path if base else root + path
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>', '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<title>{_text(title)}</title>", f"<id>{_text(id_)}</id>", f"<updated>{_day(said[0]) if said else _EPOCH}</updated>",
        f"<link rel=\"alternate\" type=\"text/html\" href={_attribute(link)}/>", f"<link rel=\"self\" href={_attribute(base + own if base else own.rpartition('/')[2])}/>",
        f"<author><name>{_text(site.options.title)}</name></author>", "<generator>aigraph</generator>",
    ]  # fmt: skip
    lines += [_entry(one, model, base, root) for one in said]
    return "\n".join([*lines, "</feed>", ""])


def _entry(one: Told, model: Model, base: str | None, root: str) -> str:
    firm = words()["firmly"][one.claim.modality.value]["en"]
    said = f"{sentence_text(one, model)} [{firm}]"
    article = one.article
    source = ", ".join(filter(None, [article.publisher, str(article.published or ""), article.title]))
    speakers = f" According to {', '.join(one.claim.attribution)}." if one.claim.attribution else ""
    id_ = base + one.path if base else _TAG + one.stored.iri.removeprefix(ID)
    return (
        f"<entry><title>{_text(said)}</title><id>{_text(id_)}</id><updated>{_day(one)}</updated>"
        f"<link rel=\"alternate\" type=\"text/html\" href={_attribute((base or root) + one.path)}/>"
        f"<category term={_attribute(one.claim.type)}/><category term={_attribute(one.claim.modality.value)}/>"
        f"<summary>{_text(f'“{one.claim.evidence.quote}”{speakers} {source}')}</summary></entry>"
    )


def sentence_text(one: Told, model: Model) -> str:
    """The claim as a plain English sentence."""
    def named(iris: Sequence[str]) -> str:
        return ", ".join(model.profiles[iri].name.en for iri in iris)

    return " ".join(part for part in (named(one.subject), one.verb.en, named(one.object)) if part)


def sitemap_pages(site: Site, paths: Sequence[str]) -> Iterator[Page]:
    """The sitemap of these pages, in parts with an index of them where it is long; nothing without an address."""
    base = site.options.base_url
    if not base:
        return
    days = _last_days(site.model)
    parts = [paths[start : start + _URLS] for start in range(0, len(paths), _URLS)]
    if len(parts) == 1:
        yield "sitemap.xml", partial(_urls, base, parts[0], days)
        return
    for number, part in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", partial(_urls, base, part, days)
    listed = "\n".join(f"<sitemap><loc>{_text(f'{base}sitemap-{number}.xml')}</loc></sitemap>" for number in range(1, len(parts) + 1))
    yield "sitemap.xml", lambda: f'{_XML}<sitemapindex xmlns="{_SITEMAPS}">\n{listed}\n</sitemapindex>\n'


def _urls(base: str, paths: Sequence[str], days: dict[str, str]) -> str:
    lines = []
    for path in paths:
        day = f"<lastmod>{days[path]}</lastmod>" if days.get(path) else ""
        lines.append(f"<url><loc>{_text(base + path)}</loc>{day}</url>")
    return f'{_XML}<urlset xmlns="{_SITEMAPS}">\n' + "\n".join(lines) + "\n</urlset>\n"


def _last_days(model: Model) -> dict[str, str]:
    """The day of the newest article behind each entity's and article's page."""
    days = {"index.html": model.now}
    for profile in model.profiles.values():
        days[profile.path] = max((str(one.article.published) for one in profile.told if one.article.published), default="")
    for said in model.articles.values():
        article = said[0].article
        days[said[0].path.partition("#")[0]] = str(article.published or "")
    return days


_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_EPOCH = "1970-01-01T00:00:00Z"


def _day(one: Told) -> str:
    return f"{one.article.published}T00:00:00Z" if one.article.published else _EPOCH


def _text(text: str) -> str:
    return escape(clean(text))


def _attribute(text: str) -> str:
    return quoteattr(clean(text))

"""Writing a site: from claims to a folder."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from ...graph.reading import StoredArticle, StoredClaim
from ...graph.terms import web_iri
from ...ontology.errors import AigraphError
from .feeds import feed_pages, sitemap_pages
from .folder import Written, write_files
from .lists import list_pages
from .model import read_model
from .pages import Page, Site, SiteOptions, article_pages, entity_pages, relation_pages
from .render import template
from .search import Keys, search_script

__all__ = ["check_base", "check_theme", "site_files", "write_site"]


def write_site(
    claims: Iterable[StoredClaim], folder: str | os.PathLike[str], options: SiteOptions | None = None, *, articles: Iterable[StoredArticle] = ()
) -> Written:
    """Write the pages of these claims into `folder`, and take the pages of an earlier export away that this one has not.

    Args:
        claims: With the nodes that stand for their entities, as `Store.claims()` gives them; their order does not matter.
        articles: Further articles, for those that claim nothing.

    Raises:
        StoreError: The folder holds what is not ours, or cannot be written.
        AigraphError: The base address or the theme cannot serve; the message says why.
    """
    try:
        return write_files(Path(folder), site_files(claims, options, articles))
    finally:
        gc.unfreeze()


def site_files(claims: Iterable[StoredClaim], options: SiteOptions | None = None, articles: Iterable[StoredArticle] = ()) -> Iterator[Page]:
    """Yield the files of a site: their paths, and what renders each."""
    options = options or SiteOptions()
    check_theme(options.theme)
    check_base(options.base_url)
    model = read_model(claims, articles, options.posts)
    site, keys = Site(model, options), Keys(model)
    gc.freeze()  # the model stays until the end: the collector need not look through it again and again
    paths = []
    for path, render in _html(site, keys):
        paths.append(path)
        yield path, render
    yield "assets/site.js", partial(template, "site.js")
    yield "assets/names.js", partial(search_script, model, keys)
    yield from feed_pages(site)
    yield from sitemap_pages(site, paths)


def _html(site: Site, keys: Keys) -> Iterator[Page]:
    yield from list_pages(site, keys)
    for profile in site.model.profiles.values():
        yield from entity_pages(site, profile)
    for _, article in sorted(site.model.sources.items()):
        yield from article_pages(site, article)
    for type_, said in site.model.types.items():
        yield from relation_pages(site, type_, said)


def check_theme(css: str) -> None:
    """Refuse a theme that would break out of its place or load anything.

    Raises:
        AigraphError: What it must not hold.
    """
    for pattern, what in ((r"</", "`</`"), (r"@import", "@import"), (r"url\(\s*['\"]?(?!data:)", "url() of anything but data:")):
        if re.search(pattern, css, re.IGNORECASE):
            raise AigraphError(f"the theme has {what}; a theme stands in every page and loads nothing: write colours and rules, or data: URLs")


def check_base(base: str | None) -> None:
    """Refuse a base address that is none.

    Raises:
        AigraphError: It is no http(s) address of a folder.
    """
    if base is not None and (web_iri(base) is None or not base.endswith("/") or "?" in base or "#" in base):
        raise AigraphError(f"{base!r} is no address of a folder; give one like https://example.org/ai/ with the slash at its end")

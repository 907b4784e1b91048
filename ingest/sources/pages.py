"""What a page says of itself: title, address, author, publisher, dates, and whether all of it is there.

In the order in which publishers get it right: JSON-LD (what search engines read), `meta` elements, `link rel=canonical`, then what people see
(`h1`, `time`, `title`), then the date in the address. Each value comes with where it stood. An address on another site is not
believed: any page can call itself the original, and would take its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ...graph.addresses import canonical, resolved, same_site
from .source import Found

__all__ = ["declared", "is_partial"]

_META = {
    "title": "og:title twitter:title citation_title dc.title parsely-title",
    "author": "author article:author dc.creator parsely-author citation_author byl",
    "publisher": "og:site_name citation_publisher dc.publisher application-name",
    "published": "article:published_time og:article:published_time datepublished pubdate publishdate publish-date publish_date dc.date"
    " dc.date.issued dcterms.created parsely-pub-date sailthru.date citation_publication_date citation_date article.published date",
    "modified": "article:modified_time og:updated_time dc.date.modified lastmod datemodified",
    "url": "og:url",
}
_FIELD = {name: field for field, names in _META.items() for name in names.split()}
_TYPES = re.compile(r"(Article|BlogPosting|Report|Posting)$")
_DATED = re.compile(r"/(20\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")


def declared(tree: Any, address: str | None) -> Found:
    """All that a parsed page says of itself, best first."""
    linked = _linked(tree)
    found = [*_from_linked(linked), *_from_meta(tree), *_from_links(tree), *_shown(tree)]
    if address and (match := _DATED.search(address)):
        found.append(("published", "-".join(match.groups()), "date in the address"))
    fit = [(field, _address(value, address) if field == "url" else value, how) for field, value, how in found]
    return tuple((field, value, how) for field, value, how in fit if value)


def is_partial(tree: Any) -> bool:
    """Whether the page says that only those who pay see all of it."""
    free = [str(node.get("isAccessibleForFree")).casefold() for node in _linked(tree) if "isAccessibleForFree" in node]
    tiers = tree.xpath("//meta[@property='article:content_tier' or @name='article:content_tier']/@content")
    return "false" in free or any(tier.casefold() in ("locked", "metered") for tier in tiers)


def _address(value: str, page: str | None) -> str | None:
    full = canonical(resolved(value, page) or "")
    if full is None or page is None:
        return full
    own = canonical(page) or ""
    homes = full.split("/", 3)[3] == "" and own.count("/") >= 3 and own.split("/", 3)[3] != ""   # every page says it is the home page
    return full if same_site(full, page) and not homes else None


def _linked(tree: Any) -> list[dict[str, Any]]:
    """The nodes of JSON-LD that are articles."""
    found: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):        # templates leave commas and quotes open; the other places remain
            continue
        while waiting and len(found) < 50:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting += node[:200]
            elif isinstance(node, dict):
                kinds = node.get("@type", "")
                if any(_TYPES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    found.append(node)
                waiting += [node["@graph"]] if "@graph" in node else []
    return found


def _from_linked(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for node in nodes:
        for key, field in (("headline", "title"), ("datePublished", "published"), ("dateModified", "modified"), ("url", "url")):
            if isinstance(node.get(key), str):
                yield field, node[key], f"JSON-LD {key}"
        for key in ("author", "publisher"):
            named = "; ".join(_names(node.get(key)))
            if named:
                yield key, named, f"JSON-LD {key}"


def _names(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and name.strip() and "://" not in name:
            yield name.strip()


def _from_meta(tree: Any) -> Iterator[tuple[str, str, str]]:
    for element in tree.iterfind(".//meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").casefold()
        content = element.get("content") or ""
        field = _FIELD.get(name)
        if field and content.strip() and not (field == "author" and "://" in content):
            yield field, content, f"meta {name}"


def _from_links(tree: Any) -> Iterator[tuple[str, str, str]]:
    for link in tree.xpath("//link[translate(@rel,'CANONIL','canonil')='canonical']/@href"):
        yield "url", link, "link canonical"


def _shown(tree: Any) -> Iterator[tuple[str, str, str]]:
    headings = tree.xpath("//h1")
    if len(headings) == 1:
        yield "title", headings[0].text_content(), "h1"
    for time in tree.xpath("//article//time[@datetime] | //main//time[@datetime] | //time[@pubdate][@datetime]")[:1]:
        yield "published", time.get("datetime"), "time element"
    for title in tree.xpath("//head/title")[:1]:
        yield "title", re.split(r" [|\u2013\u2014-] |_", title.text_content())[0], "title element"

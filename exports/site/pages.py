"""The pages of entities, articles and relations.

A page is a path and what renders it, so that all names are known before the first file is written. Long lists of claims go on in
numbered pages (`openai.2.html`), and links to a claim lead to the right one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ...graph.conflicts import Conflict
from ...graph.reading import StoredArticle
from ...ontology.schema import claim_types
from ..view import safe_url
from ..words import family
from .around import around, neighbours, relation_label
from .both import Both
from .charts import columns, money_charts, posts_chart
from .facts import facts, standing, unsettled
from .linked import article_data, entity_data, json_text
from .model import Model, Profile, Told
from .passages import fits, full_passages, passages
from .paths import article_path, numbered, relation_path
from .pieces import Pieces, esc
from .render import page_text, policy, style, template

__all__ = ["Page", "Site", "SiteOptions", "article_pages", "chunks", "entity_pages", "relation_pages"]

Page = tuple[str, Callable[[], str]]
_CLAIMS = 120  # on one page of an entity or relation
_CONFLICTS = 80
_GAP = "\x00aigraph-gap\x00"  # no text of a page has it: control characters do not reach the store


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What the user may choose: the heading, where the site will stand, rules of style, and the texts that may be published.

    `base_url` ends in a slash; without it there is no sitemap, and feeds name things by `tag:` URIs. `texts` gives whole texts by
    the article's id, `posts` the Chinese names of posts by their English ones.
    """

    title: str = "Who does what in AI"
    base_url: str | None = None
    theme: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[str, str] = field(default_factory=dict)


class Site:
    """What all pages of one export share: the model, the pieces of HTML, and the frame around every page."""

    def __init__(self, model: Model, options: SiteOptions) -> None:
        self.model, self.options = model, options
        self.known = standing(model.conflicts, model.by_claim)
        self.conflict_paths = _conflict_paths(model.conflicts)
        self.pieces = Pieces(model, {claim: self.conflict_paths[id_] for claim, id_ in _contradictions(model.conflicts).items()})
        self._frames: dict[str, list[str]] = {}

    def page(self, template: str, heading: str, /, *, root: str = "../", head: str = "", **values: Any) -> str:
        """A page: the template filled with what it asks for and what all have, in the frame.

        Args:
            heading: What stands before the site's title in that of the page.
            root: How to get to the site's top.
            head: HTML for the head.
        """
        before, between, middle, after = self._frame(root)
        main = page_text(template, root=root, title=self.options.title, now=self.model.now, p=self.pieces, site=self, model=self.model, **values)
        return f"{before}{esc(heading + ' · ') if heading else ''}{between}{head}{middle}{main}{after}"

    def _frame(self, root: str) -> list[str]:
        found = self._frames.get(root)
        if found is None:
            css = style(self.options.theme)
            text = page_text(
                "frame.html", root=root, title=self.options.title, style=css, policy=policy(css), boot=template("boot.js"), now=self.model.now,
                model=self.model, gap=_GAP,
            )  # fmt: skip
            found = self._frames[root] = text.split(_GAP)
        return found


def chunks(some: Sequence[Any], size: int) -> list[Sequence[Any]]:
    """A list in pages; one empty page of an empty list."""
    return [some[start : start + size] for start in range(0, len(some), size)] or [some]


def entity_pages(site: Site, profile: Profile) -> Iterator[Page]:
    """The entity's page, and those on which its claims go on."""
    grouped = [one for _, said in _by_type(profile.told) for one in said]
    parts = chunks(grouped, _CLAIMS)
    places = {one.anchor: (numbered(profile.path, n).rpartition("/")[2] if n > 1 else "") + f"#{one.anchor}" for n, part in enumerate(parts, 1) for one in part}
    for number, part in enumerate(parts, 1):
        if number == 1:
            yield profile.path, partial(_entity, site, profile, part, places, len(parts))
        else:
            yield numbered(profile.path, number), partial(
                site.page, "more.html", f"{profile.name.en} ({number})", profile=profile, grouped=_by_type(part), number=number, pages=len(parts), path=profile.path,
                numbered=numbered, heading=site.pieces.name(profile.iri), here=profile.iri,
            )  # fmt: skip


def _entity(site: Site, profile: Profile, part: Sequence[Told], places: Mapping[str, str], pages: int) -> str:
    model, base = site.model, site.options.base_url
    firm = Counter(one.claim.modality.value for one in profile.told)
    head = f'<link rel="alternate" type="application/atom+xml" title="{esc(profile.name.en)}" href="../{profile.path.removesuffix(".html")}.xml">\n'
    if base:
        head += f'<link rel="canonical" href="{esc(base + profile.path)}">\n'
    return site.page(
        "entity.html", profile.name.en, head=head + _linked(entity_data(profile, model, base, site.known)),
        profile=profile, places=places, grouped=_by_type(part), pages=pages, number=1, path=profile.path, numbered=numbered,
        facts=facts(profile, model, site.known), unsettled=unsettled(profile), posts=posts_chart(profile, model),
        charts=money_charts(profile), around=around(profile, model), near=neighbours(profile), firm=_most(firm),
        articles=len({one.article.iri for one in profile.told}), here=profile.iri, cited=_cited(site, profile),
    )  # fmt: skip


def _linked(data: dict[str, Any]) -> str:
    return f'<script type="application/ld+json">{json_text(data)}</script>\n'


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def article_pages(site: Site, article: StoredArticle) -> Iterator[Page]:
    """The article's page: one, however long."""
    said = sorted(site.model.articles.get(article.iri, ()), key=lambda one: (one.claim.evidence.start, one.claim.evidence.end, one.anchor))
    yield article_path(article.id), partial(_article, site, article, said)


def _article(site: Site, article: StoredArticle, said: Sequence[Told]) -> str:
    text = site.options.texts.get(article.id)
    full = text is not None and fits(text, said)
    found = full_passages(text, said) if full and text is not None else passages(said)
    return site.page(
        "article.html", article.title or article.id, head=_linked(article_data(article, said, site.model, site.options.base_url)), article=article, said=said, passages=found, full=full, missing=bool(site.options.texts) and not full,
        url=safe_url(article.url), things=_most(Counter(iri for one in said for iri in one.roles))[:40],
    )  # fmt: skip


def relation_pages(site: Site, type_: str, said: Sequence[Told]) -> Iterator[Page]:
    """The pages of a claim type, newest first."""
    parts, path = chunks(said, _CLAIMS), relation_path(type_)
    for number, part in enumerate(parts, 1):
        yield numbered(path, number), partial(_relation, site, type_, said, part, number, len(parts))


def _relation(site: Site, type_: str, said: Sequence[Told], part: Sequence[Told], number: int, pages: int) -> str:
    known = claim_types().get(type_)
    comments = known.comments if known else {}
    name = relation_label(type_)
    return site.page(
        "relation.html", name.en, name=name, family=family(type_), definition=Both(comments.get("en", ""), comments.get("zh", "")),
        said=part, total=len(said), columns=columns(said) if number == 1 else [], most=_most(Counter(iri for one in said for iri in one.roles))[:12],
        firm=_most(Counter(one.claim.modality.value for one in said)), number=number, pages=pages, path=relation_path(type_), numbered=numbered,
    )  # fmt: skip


def _by_type(said: Sequence[Told]) -> list[tuple[str, list[Told]]]:
    """Claims by type, in the ontology's order; within one, facts and the rest by day."""
    groups: dict[str, list[Told]] = {}
    for one in said:
        groups.setdefault(one.claim.type, []).append(one)
    order = list(claim_types())
    return sorted(groups.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))


def _cited(site: Site, profile: Profile) -> str:
    """What a reader can paste under a text: the same as long as the graph is."""
    now = f" Claims as of {site.model.now}." if site.model.now else ""
    place = f" {site.options.base_url}{profile.path}" if site.options.base_url else ""
    return f"“{profile.name.en}”, in: {site.options.title} (aigraph).{now} {profile.iri}{place}"


def _conflict_paths(conflicts: Sequence[Conflict]) -> dict[str, str]:
    return {
        conflict.id: f"{numbered('conflict/all.html', number)}#x-{conflict.id}"
        for number, part in enumerate(chunks(conflicts, _CONFLICTS), 1)
        for conflict in part
    }


def _contradictions(conflicts: Sequence[Conflict]) -> dict[str, str]:
    """The first contradiction that every claim has a part in."""
    found: dict[str, str] = {}
    for conflict in conflicts:
        if conflict.difference.value == "contradiction":
            for claim in (conflict.one, conflict.other):
                found.setdefault(claim.iri, conflict.id)
    return found

"""Pieces of HTML that pages share: names, links, sentences, claims with their words and sources.

A claim stands on the pages of its entities, its article and its relation, so each is written once as text and kept; on an entity's own page
the links to it become plain names. Everything that articles wrote goes through `esc` on its way; addresses also through `safe_url`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from html import escape as esc

from markupsafe import Markup

from ...graph.conflicts import Conflict
from ..view import safe_url, spoken_amount
from ..words import details, family
from .both import Both, day_in_words, label, told
from .model import Model, Told
from .passages import context
from .paths import relation_path

__all__ = ["SHAPES", "Pieces", "both", "count", "esc", "phrase", "shape", "value_in_words"]

SHAPES = {
    "person": "M0-7 7 0 0 7-7 0z",
    "organization": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
    "product": "M0-7 6-3.5V3.5L0 7-6 3.5V-3.5z",
    "place": "M-5.5-5.5h11v11h-11z",
    "group": "M0-6.5 6.5 5.5h-13z",
}


@lru_cache(maxsize=100_000)
def both(text: Both) -> Markup:
    """A text in both languages, once where they are the same."""
    english, chinese = esc(text.en), esc(text.zh)
    if english == chinese:
        return Markup(english)
    return Markup(f'<span class="en">{english}</span><span class="zh" lang="zh">{chinese}</span>')


@lru_cache(maxsize=100_000)
def phrase(key: str, *values: object) -> Markup:
    """A phrase of the interface, filled."""
    return both(told(key, *values))


@cache
def shape(kind: str) -> Markup:
    """The mark of a kind of entity."""
    return Markup(f'<svg class="mark" viewBox="-8 -8 16 16" aria-hidden="true"><path class="k-{kind}" d="{SHAPES[kind]}"/></svg>')


def value_in_words(conflict: Conflict, side: int) -> Both:
    """The value of one side of a conflict (0 the earlier, 1 the later) as people read it."""
    value, amount = conflict.values[side], (conflict.one, conflict.other)[side].claim.amount
    if conflict.field == "modality":
        return label("modality", value)
    if conflict.field == "amount" and amount is not None:
        return Both(spoken_amount(amount, "en"), spoken_amount(amount, "zh"))
    return day_in_words(value) if conflict.field == "date" else Both(value, value)


def count(number: int, noun: str) -> Both:
    """A number with its noun (`claims`, `articles`)."""
    return told(f"{noun}_{'one' if number == 1 else 'many'}", number)


class Pieces:
    """The pieces of one model, relative to pages one folder down (`../`) or, for the index, none.

    Args:
        disputes: Where the contradiction of a claim stands, by the claim's IRI.
    """

    def __init__(self, model: Model, disputes: Mapping[str, str]) -> None:
        self.model, self.disputes = model, disputes
        self._names: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._claims: dict[str, str] = {}

    def name(self, iri: str) -> Markup:
        """What the entity is called, in both languages, kept apart from what stands around it."""
        return Markup(self._name(iri))

    def link(self, iri: str, root: str = "../") -> Markup:
        """The entity's name as a link to its page."""
        return Markup(self._link(iri, root))

    def named(self, iris: Iterable[str], root: str = "../") -> Markup:
        """Entities as links, one after the other."""
        return Markup(self._named(iris, root))

    def sentence(self, one: Told, here: str = "", root: str = "../") -> Markup:
        """The claim as a sentence, with how firmly in its verb; the entity whose page it is stands there as a name."""
        said = self._sentence(one, root)
        return Markup(self._at_home(said, here) if here else said)

    def claim(self, one: Told, here: str = "", in_article: bool = False) -> Markup:
        """The claim as pages show it: sentence, how firmly, values, its words, who says so."""
        if in_article:
            return Markup(self._claim(one, True))  # it stands there once
        said = self._claims.get(one.anchor)
        if said is None:
            said = self._claims[one.anchor] = self._claim(one, False)
        return Markup(self._at_home(said, here) if here else said)

    def event(self, one: Told, more: int, root: str) -> Markup:
        """The claim as a line of a timeline: what is not stated as a fact says so."""
        article = one.article
        badge = "" if one.asserted else _badge(one.claim.modality.value)
        name = article.publisher or article.title
        source = f"<bdi>{esc(name)}</bdi>" if name else phrase("untitled")
        further = f" {phrase('more_sources', more)}" if more else ""
        return Markup(
            f'<p class="says">{self._sentence(one, root)}</p><p class="details">{badge}{_details(one, self.model, dated=False)}'
            f'<span class="from"><a href="{root}{one.path}">{source}</a>{further}</span></p>'
        )

    def told_by(self, sources: Iterable[Told], places: Mapping[str, str]) -> Markup:
        """Who tells a fact: the first by name and day, further ones by number."""
        first, *others = sources
        article = first.article
        name = f"<bdi>{esc(article.publisher)}</bdi>" if article.publisher else phrase("untitled")
        day = f", {both(day_in_words(str(article.published)))}" if article.published else ""
        numbers = "".join(f' <a class="also" href="{places[one.anchor]}">{number}</a>' for number, one in enumerate(others[:5], 2))
        more = f" {phrase('more_sources', len(others) - 5)}" if len(others) > 5 else ""
        return Markup(f'<span class="by"><a href="{places[first.anchor]}">{name}{day}</a>{numbers}{more}</span>')

    def badge(self, one: Told) -> Markup:
        """How firmly, in words; never empty, so that nothing passes for a fact by omission."""
        return Markup(_badge(one.claim.modality.value))

    def details(self, one: Told) -> Markup:
        """Values in words: date, post, amount ..."""
        return Markup(_details(one, self.model))

    def source(self, one: Told, root: str = "../") -> Markup:
        """Who says so: attribution, publisher, day, the article's page, its address."""
        return Markup(_source(one, root))

    def relation(self, type_: str, text: Both, root: str = "../") -> Markup:
        """A claim type's name as a link to its page."""
        return Markup(f'<a href="{root}{relation_path(type_)}">{both(text)}</a>')

    def plain(self, one: Told) -> Both:
        """The claim as a sentence without links."""
        parts = [part for part in (self._plain(one.subject), one.verb, self._plain(one.object)) if part.en]
        return Both(" ".join(part.en for part in parts), " ".join(part.zh for part in parts))

    def _plain(self, iris: Iterable[str]) -> Both:
        some = [self.model.profiles[iri].name for iri in iris]
        return Both(", ".join(name.en for name in some), "、".join(name.zh for name in some))

    def _name(self, iri: str) -> str:
        found = self._names.get(iri)
        if found is None:
            found = self._names[iri] = f"<bdi>{both(self.model.profiles[iri].name)}</bdi>"
        return found

    def _link(self, iri: str, root: str = "../") -> str:
        if root != "../":
            return self._link(iri).replace('href="../', f'href="{root}', 1)
        found = self._links.get(iri)
        if found is None:
            profile = self.model.profiles[iri]
            found = self._links[iri] = f'<a class="to" href="../{profile.path}">{self._name(iri)}</a>'
        return found

    def _named(self, iris: Iterable[str], root: str) -> str:
        return both(Both(", ", "、")).join(Markup(self._link(iri, root)) for iri in iris)

    def _at_home(self, html: str, here: str) -> str:
        return html.replace(self._link(here), f'<span class="self">{self._name(here)}</span>')

    def _sentence(self, one: Told, root: str) -> str:
        parts = [self._named(one.subject, root), f'<b class="f-{family(one.claim.type)}">{both(one.verb)}</b>', self._named(one.object, root)]
        others = "".join(f'<span class="with"> · {both(label("role", role))} {self._named(iris, root)}</span>' for role, iris in one.others)
        return " ".join(part for part in parts if part) + others

    def _claim(self, one: Told, in_article: bool) -> str:
        where = self.disputes.get(one.stored.iri)
        against = f'<a class="badge against" href="../{where}">{phrase("disputed")}</a>' if where else ""
        here = f'<a class="here" href="#{one.anchor}"><span class="hear">{phrase("link")}</span><span aria-hidden="true">#</span></a>'
        if in_article:
            sure = phrase("confidence", f"{one.claim.confidence * 100:.0f} %")
            source = f"{phrase('says', ', '.join(one.claim.attribution))} · {sure}" if one.claim.attribution else str(sure)
        else:
            source = _source(one, "../")
            against += f'<span class="badge unsure">{phrase("unsure")}</span>' if one.unsure else ""
        firm = one.claim.modality.value
        return (
            f'<article class="claim m-{firm}" id="{one.anchor}">\n<p class="says">{self._sentence(one, "../")}</p>\n'
            f'<p class="details">{_badge(firm)}{against}{_details(one, self.model)}</p>\n'
            f'{"" if in_article else _quote(one)}<p class="source">{source} {here}</p>\n</article>\n'
        )


_address = lru_cache(maxsize=50_000)(safe_url)  # every claim of an article asks for the same one


@cache
def _badge(firm: str) -> str:
    return f'<span class="badge {firm}">{both(label("firmly", firm))}</span>'


def _details(one: Told, model: Model, dated: bool = True) -> str:
    values = [(label("value", "date"), day_in_words(str(one.claim.date)))] if one.claim.date and dated else []
    values += [(label("value", field), _value(field, text, model)) for field, text in details(one.claim)]
    return "".join(f"<span>{both(name)} {both(value)}</span>" for name, value in values)


def _value(field: str, text: Mapping[str, str], model: Model) -> Both:
    if field == "role":
        return model.post(text["en"])
    return day_in_words(text["en"]) if field in ("since", "until") else Both(text["en"], text["zh"])


def _quote(one: Told) -> str:
    before, after = (f'<span class="context">{esc(text)}</span>' if text else "" for text in context(one.claim.evidence))
    return f'<blockquote lang="{esc(one.claim.lang)}">{before}<mark>{esc(one.claim.evidence.quote)}</mark>{after}</blockquote>\n'


def _source(one: Told, root: str) -> str:
    article = one.article
    parts: list[str] = [phrase("says", ", ".join(one.claim.attribution))] if one.claim.attribution else []
    if article.publisher:
        parts.append(f"<bdi>{esc(article.publisher)}</bdi>")
    parts.append(both(day_in_words(str(article.published))) if article.published else phrase("undated"))
    title = esc(article.title) if article.title else phrase("untitled")
    parts.append(f'<a href="{root}{one.path}"><cite><bdi>{title}</bdi></cite></a>')
    if url := _address(article.url):
        parts.append(f'<a class="out" href="{esc(url)}" rel="noopener noreferrer">{phrase("read")}</a>')
    return " · ".join(parts)

"""What the tests of the site share: invented claims as the store gives them, hostile ones, and a reader of written folders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aigraph.exports.view import ClaimView, entity_id
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name, When
from aigraph.graph.reading import StoredArticle, StoredClaim
from aigraph.ontology.vocabulary import ID

__all__ = ["HOSTILE", "Page", "claim", "hostile_claims", "read_pages", "stored", "unresolved"]

HOSTILE = [
    "<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", "\"'><svg onload=alert(3)>", "{{7*7}}${7*7}{%x%}", "javascript:alert(4)",
    "<!--<script>", "]]>&lt;b&gt;&amp;", "a\u2028b\u2029c\u202eabc", "a<a href=//x.example>b</a>", "../../../etc/passwd", "</style><style>*{display:none}",
    "CON", "index", "C:\\x\\..\\y", "%2e%2e%2fx", "\" onmouseover=\"alert(5)", "é" * 300,
]  # fmt: skip


def stored(views: Iterable[ClaimView]) -> list[StoredClaim]:
    """Claims as the store gives them."""
    made = []
    for view in views:
        day = date.fromisoformat(view.published) if view.published else None
        article = StoredArticle(f"{ID}article/{view.article_id}", view.article_title, view.url, view.publisher, day, view.claim.lang)
        made.append(StoredClaim(view.id, article, view.claim, tuple(entity_id(a.entity, view.article_id) for a in view.claim.arguments)))
    return made


def claim(number: int, type_: str, roles: dict[str, str], *, day: str = "2024-05-13", modality: Modality = Modality.ASSERTED,
          amount: Money | None = None, date_: str | None = None, publisher: str = "The Wire", quote: str = "", **values: object) -> StoredClaim:
    """One claim of an article of its own; an entity's kind goes before its name: `person:Ann Lee`."""
    arguments = []
    for role, name in roles.items():
        kind, _, text = name.rpartition(":")
        entity = Entity(text, Kind(kind or "organization"), (Name(text, "en"),), key=text.casefold().replace(" ", "-"))
        arguments.append(Argument(role, entity, 0, 1))
    quote = quote or f"Quote {number}."
    said = Claim(type_, "en", Evidence(quote, 0, len(quote)), tuple(arguments), modality=modality, amount=amount,
                 date=When(date_) if date_ else None, **values)  # type: ignore[arg-type]
    view = ClaimView(f"{ID}claim/{number:016x}", said, f"{number:016x}", f"Title {number}", publisher, f"https://news.example/{number}", day)
    return stored([view])[0]


def hostile_claims() -> list[StoredClaim]:
    """For each hostile text claims of several types with it in every field that takes free text, and in ids."""
    found = []
    for number, text in enumerate(HOSTILE):
        people = [Entity(f"{text} {n}", Kind.PERSON, (Name(f"{text} alias", "en"), Name(f"{text}王", "zh")), key=f"{text} {n}") for n in (1, 2)]
        firm = Entity(text, Kind.ORGANIZATION, (Name(text, "en"),), key=text)
        money = Money(Decimal(number + 2), "USD", text)
        forms = [
            ("Appointment", {"person": people[0], "organization": firm}, Modality.ASSERTED, {"role": text, "status": text, "date": When("2023-02")}),
            ("Departure", {"person": people[0], "organization": firm}, Modality.DENIED, {"role": text}),
            ("Departure", {"person": people[0], "organization": firm}, Modality.ASSERTED, {"role": text, "date": When("2024-02-03")}),
            ("Valuation", {"organization": firm}, Modality.ASSERTED, {"amount": money, "date": When("2024-01-03")}),
            ("Valuation", {"organization": firm}, Modality.REPORTED, {"amount": replace(money, value=Decimal(900 + number)), "date": When("2024-03-03")}),
            ("Criticism", {"person": people[1], "target": firm}, Modality.POSSIBLE, {"share": text, "round": text}),
        ]  # fmt: skip
        for place, (type_, roles, modality, values) in enumerate(forms):
            arguments = tuple(Argument(role, entity, n, n + 1) for n, (role, entity) in enumerate(roles.items()))
            said = Claim(type_, "en", Evidence(text, 0, len(text), f"<{text}", f"{text}>"), arguments, attribution=(text,), modality=modality,
                         reader=text, **values)  # type: ignore[arg-type]
            iri = f"{ID}claim/{number * 10 + place:016x}"
            found += stored([ClaimView(iri, said, f"{number:016x}" if place else text, text, text, text, f"2024-05-{place + 1:02}")])
    return found


class Page(HTMLParser):
    """A page's ids, the addresses that it follows, and what it says where."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.sections: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values[name] for name in ("href", "src") if name in values]
        if tag not in ("meta", "link", "input", "br", "img"):
            self._open.append((tag, values.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, names in self._open:
            for name in names.split():
                self.sections[name] = self.sections.get(name, "") + data


def read_pages(folder: Path) -> dict[str, Page]:
    """All HTML pages of a site by path."""
    return {path.relative_to(folder).as_posix(): Page(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}


def unresolved(folder: Path, pages: dict[str, Page]) -> Iterator[str]:
    """Yield links inside the site that lead nowhere, and links that leave it by anything but http(s)."""
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or link.startswith("//"):
                if link != "data:," and parts.scheme not in ("http", "https"):
                    yield f"{path}: {link}"
                continue
            target = (Path(path).parent / unquote(parts.path)).as_posix() if parts.path else path
            target = re.sub(r"(^|/)[^/.]+/\.\./", r"\1", target)
            if not (folder / target).is_file():
                yield f"{path}: {link}"
            elif parts.fragment and parts.fragment not in pages[target].ids:
                yield f"{path}: {link}"

"""Search from disk: what people type to find an entity or an article, as a script that a page can load without a server.

The file calls `aigraphNames` with rows of path, English name, Chinese name, kind, number of claims, and keys: names folded, pinyin,
initials (`exports.keys`), so that the page's script only compares.
"""

from __future__ import annotations

from ..keys import fold, search_keys
from .linked import json_text
from .model import Model, Profile
from .paths import article_path

__all__ = ["KINDS", "Keys", "search_script"]

KINDS = ("person", "organization", "product", "place", "group", "article")


class Keys:
    """Search keys by entity, made once: search and the order of names both take them."""

    def __init__(self, model: Model) -> None:
        self._keys = {iri: search_keys(profile.names) for iri, profile in model.profiles.items()}
        self._first = {iri: search_keys([profile.name.en]) for iri, profile in model.profiles.items()}

    def of(self, profile: Profile) -> list[str]:
        """All keys of the entity."""
        return self._keys[profile.iri]

    def order(self, profile: Profile) -> str:
        """What the entity is sorted by: its folded name, of a Chinese one its pinyin."""
        keys = self._first[profile.iri] or [""]
        return next((key for key in keys if key.isascii()), keys[0])

    def initial(self, profile: Profile) -> str:
        """The letter under which it stands; `#` for all that begins with none from A to Z."""
        first = self.order(profile)[:1].upper()
        return first if first.isascii() and first.isalpha() else "#"


def search_script(model: Model, keys: Keys) -> str:
    """The index of names, most talked about first, then articles."""
    rows: list[list[object]] = [
        [profile.path, profile.name.en, profile.name.zh if profile.name.zh != profile.name.en else "", KINDS.index(profile.kind),
         len(profile.told), " ".join(keys.of(profile))]
        for profile in model.ranked
    ]  # fmt: skip
    for article in sorted(model.sources.values(), key=lambda a: (str(a.published or ""), a.iri), reverse=True):
        if article.title:
            rows.append([article_path(article.id), article.title, "", KINDS.index("article"), len(model.articles.get(article.iri, ())), fold(article.title)])
    return f"aigraphNames({json_text(rows)});\n"

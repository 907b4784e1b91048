"""The graph in memory, as pages need it: read once, so that no page asks the store.

A `Told` is a claim with what every page shows of it; a `Profile` is an entity with all that is told of it, newest first. Tenures and
conflicts are computed from the same claims, whose entities are already the nodes that stand for things, so they are those of the
graph. Everything is sorted: the same claims in any order make the same model. "Now" is the day of the newest article.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ...graph.appearances import full_names
from ...graph.claim import Claim, Entity, Kind, Modality
from ...graph.conflicts import Conflict, Difference, find_conflicts
from ...graph.reading import StoredArticle, StoredClaim
from ...graph.tenures import Tenure, find_tenures
from ..view import ClaimView, when
from ..words import saying
from .both import Both, site_words
from .paths import anchor, article_path, entity_path

__all__ = ["Model", "Profile", "Told", "is_move", "read_model"]

_EVEN = 0.5  # confidence of a reader in its claim, below which pages warn
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, its sentence (`subject`, `verb`, `object`, `others` by IRI), and where pages have it.

    `key` is what it says, without who says it and when: claims of one key repeat each other. `roles` gives the role of
    every entity; one that has two has the first.
    """

    stored: StoredClaim
    anchor: str
    when: str
    subject: tuple[str, ...]
    verb: Both
    object: tuple[str, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...]
    roles: Mapping[str, str]
    key: Hashable

    @property
    def claim(self) -> Claim:
        """What is claimed."""
        return self.stored.claim

    @property
    def article(self) -> StoredArticle:
        """The article that claims it."""
        return self.stored.article

    @property
    def asserted(self) -> bool:
        """Whether it is stated as a fact."""
        return self.stored.claim.modality is Modality.ASSERTED

    @property
    def unsure(self) -> bool:
        """Whether the reader itself held it for less than even odds."""
        return self.claim.confidence < _EVEN

    @property
    def dated(self) -> bool:
        """Whether `when` is a day of its own, and not that of the article."""
        return bool(self.claim.date or self.claim.since or self.claim.until)

    @property
    def path(self) -> str:
        """Its place on the page of its article."""
        return f"{article_path(self.article.id)}#{self.anchor}"


@dataclass(slots=True)
class Profile:
    """An entity: what it is called (in each interface language, and otherwise), its page, and what is told of it."""

    iri: str
    kind: str
    name: Both
    names: tuple[str, ...]
    described: bool
    path: str
    told: list[Told] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def swapped(self) -> Both:
        """What it is called in the other language."""
        return Both(self.name.zh, self.name.en)

    @property
    def others(self) -> list[str]:
        """Its further names."""
        return [name for name in self.names if name not in self.name]


@dataclass
class Model:
    """All of the site's matter, the day up to which it was told (`now`, empty where no article is dated), and what posts are called."""

    told: list[Told]
    profiles: dict[str, Profile]
    articles: dict[str, list[Told]]
    sources: dict[str, StoredArticle]
    types: dict[str, list[Told]]
    conflicts: list[Conflict]
    by_claim: dict[str, Told]
    now: str
    posts: Mapping[str, str]

    def post(self, name: str) -> Both:
        """A post in both languages, as far as its Chinese name is known."""
        return Both(name, self.posts.get(name, name))

    @cached_property
    def moves(self) -> list[Told]:
        """What happened, will or may, newest first."""
        return [one for one in self.told if is_move(one)]

    @cached_property
    def ranked(self) -> list[Profile]:
        """Profiles by how much is told of them; what is only described comes last."""
        return sorted(self.profiles.values(), key=lambda p: (p.described, -len(p.told), p.iri))


def is_move(one: Told) -> bool:
    """Whether the claim tells of something that happened, as `words.toml` lists such types."""
    move = site_words()["move"]
    return one.claim.type in move["always"] or (one.dated and one.claim.type in move["dated"])


def read_model(claims: Iterable[StoredClaim], articles: Iterable[StoredArticle] = (), posts: Mapping[str, str] | None = None) -> Model:
    """Arrange claims, given with the nodes that stand for their entities.

    Args:
        articles: Further ones, for those that claim nothing.
        posts: Chinese names of posts, by the English that claims have.
    """
    held = sorted(claims, key=lambda stored: (stored.iri, stored.article.iri))
    names: dict[str, _Names] = {}
    told = sorted((_told(stored, names) for stored in held), key=lambda t: t.when, reverse=True)
    model = Model(
        told, _profiles(names), defaultdict(list),
        {article.iri: article for article in articles}, defaultdict(list), find_conflicts(held),
        {t.stored.iri: t for t in told}, "", posts or {},
    )  # fmt: skip
    for one in told:
        for iri in one.roles:
            model.profiles[iri].told.append(one)
        model.articles[one.article.iri].append(one)
        model.sources[one.article.iri] = one.article
        model.types[one.claim.type].append(one)
    _add_computed(model, held)
    days = (article.published for article in (*model.sources.values(), *(one.article for one in told)))
    model.now = max((str(day) for day in days if day), default="")
    return model


def _profiles(names: Mapping[str, _Names]) -> dict[str, Profile]:
    """Profiles by IRI, each with a page of its own."""
    found: dict[str, Profile] = {}
    taken: set[str] = set()
    for iri, held in sorted(names.items()):
        profile = found[iri] = held.profile(iri)
        if profile.path in taken:  # ten hex digits met, or an id came under two kinds
            profile.path = f"{profile.kind}/n-{hashlib.sha256(iri.encode()).hexdigest()[:32]}.html"
        taken.add(profile.path)
    return found


def _add_computed(model: Model, held: Sequence[StoredClaim]) -> None:
    for tenure in find_tenures(held):
        if tenure.known_until is None:
            for iri in dict.fromkeys((tenure.person, tenure.organization)):
                model.profiles[iri].tenures.append(tenure)
    order = list(Difference)
    model.conflicts.sort(key=lambda c: (order.index(c.difference), _newest_first(c), c.id))
    for conflict in model.conflicts:
        about = {*conflict.one.entities, *conflict.other.entities}.intersection(conflict.about)
        for iri in sorted(about):
            model.profiles[iri].conflicts.append(conflict)


def _newest_first(conflict: Conflict) -> int:
    published = conflict.other.published
    return -published.toordinal() if published else 0


class _Names:
    """What articles call one entity, while they are read."""

    __slots__ = ("described", "kinds", "uses", "written")

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.uses: Counter[str] = Counter()
        self.written: dict[str, tuple[int, str]] = {}
        self.described = True

    def profile(self, iri: str) -> Profile:
        kind = min(self.kinds, key=lambda k: (-self.kinds[k], k))
        name = min(self.uses, key=lambda n: (-self.uses[n], -len(n), n))
        chinese = [n for n, (_, lang) in self.written.items() if lang == "zh"]
        best = min(chinese, key=lambda n: (-self.written[n][0], -len(n), n), default=name)
        both = Both(name, name if _HAN.search(name) or self.described else best)
        path = entity_path(iri, kind)
        names = sorted({*self.uses, *self.written}, key=lambda n: (-self.uses[n], n))
        return Profile(iri, kind, both, tuple(names), self.described, path)


def _told(stored: StoredClaim, names: dict[str, _Names]) -> Told:
    claim, article = stored.claim, stored.article
    iris: dict[Entity, str] = {}
    roles: dict[str, str] = {}
    for argument, iri in zip(claim.arguments, stored.entities, strict=True):
        iris[argument.entity] = iri
        roles.setdefault(iri, argument.role)
    for entity, iri in iris.items():
        _note(names.setdefault(iri, _Names()), entity)
    view = ClaimView(stored.iri, claim, article.id, published=str(article.published) if article.published else None)
    said = saying(view)

    def named(entities: Iterable[Entity]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(iris[entity] for entity in entities))

    subject, object_ = named(said.subject), named(said.object)
    others = tuple((role, named(entities)) for role, entities in said.others)
    verb = Both(said.verb["en"], said.verb["zh"])
    money = (claim.amount.value, claim.amount.currency, claim.amount.bound) if claim.amount else None
    key = (claim.type, claim.modality.value, frozenset(roles.items()), money, claim.role, claim.status, claim.round, claim.share, claim.quantity)
    return Told(stored, anchor(stored.iri), when(view), subject, verb, object_, others, roles, key)


def _note(found: _Names, entity: Entity) -> None:
    found.kinds[entity.kind.value] += 1
    found.uses[entity.name] += 1
    found.described &= entity.described
    full = set(full_names(entity)) if entity.kind is Kind.PERSON else None  # no surname alone
    for name in entity.names:
        if full is None or name.text in full:
            count, _ = found.written.get(name.text, (0, ""))
            found.written[name.text] = count + 1, "zh" if _HAN.search(name.text) else "en"

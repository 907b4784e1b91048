"""JSON-LD with schema.org's words, for the head of pages: facts only, so that machines learn nothing that pages do not call one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from ...graph.reading import StoredArticle
from ...graph.tenures import Tenure
from ...ontology.vocabulary import ID
from ..view import safe_url
from .facts import Standing, is_fact
from .model import Model, Profile, Told

__all__ = ["article_data", "entity_data", "json_text"]

_CLASSES = {"person": "Person", "organization": "Organization", "product": "Product", "place": "Place", "group": "Thing"}
# The property that a fact gives the entity in a role, and the role whose entities are its values.
_PROPERTIES = {
    ("Founding", "organization"): ("founder", "person"),
    ("Education", "person"): ("alumniOf", "organization"),
    ("Education", "organization"): ("alumni", "person"),
    ("Headquarters", "organization"): ("location", "place"),
    ("Ownership", "owner"): ("owns", "owned"),
    ("Ownership", "owned"): ("parentOrganization", "owner"),
    ("Development", "product"): ("manufacturer", "organization"),
    ("ProductRelease", "product"): ("manufacturer", "organization"),
}
_MOST = 50  # values of a property, and articles


def entity_data(profile: Profile, model: Model, base: str | None, known: Standing) -> dict[str, Any]:
    """The entity: names, what facts relate it to, and the articles that tell of it."""
    data: dict[str, Any] = {"@context": "https://schema.org", "@type": _CLASSES[profile.kind], "@id": profile.iri, "name": profile.name.en}
    if others := [name for name in profile.names if name != profile.name.en][:_MOST]:
        data["alternateName"] = others
    if base:
        data["mainEntityOfPage"] = base + profile.path
    data |= _related(profile, model, known)
    if profile.kind == "person" and (posts := [_post(t, model) for t in profile.tenures if t.person == profile.iri and _goes_on(t, model)]):
        data["worksFor"] = posts[:_MOST]
    articles = dict.fromkeys(one.article for one in profile.told)
    data["subjectOf"] = [_cited(article) for article in list(articles)[:_MOST]]
    return data


def article_data(article: StoredArticle, said: Sequence[Told], model: Model, base: str | None) -> dict[str, Any]:
    """The article, and whom it mentions."""
    data = {"@context": "https://schema.org", **_cited(article)}
    if article.language:
        data["inLanguage"] = article.language
    if base:
        data["mainEntityOfPage"] = base + f"article/{article.id}.html"
    mentioned = dict.fromkeys(iri for one in said for iri in one.roles)
    data["mentions"] = [_reference(iri, model) for iri in list(mentioned)[:_MOST]]
    return data


def json_text(data: Any) -> str:
    """JSON that no HTML parser can end early and no script parser can trip over."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _related(profile: Profile, model: Model, known: Standing) -> dict[str, Any]:
    found: dict[str, dict[str, None]] = {}
    for one in profile.told:
        name, values = _PROPERTIES.get((one.claim.type, one.roles[profile.iri]), ("", ""))
        if not name or not is_fact(one, model, known) or (name == "location" and name in found):
            continue
        for iri, role in one.roles.items():
            if role == values and iri != profile.iri and (name != "parentOrganization" or model.profiles[iri].kind == "organization"):
                found.setdefault(name, {})[iri] = None
    return {name: [_reference(iri, model) for iri in list(iris)[:_MOST]] for name, iris in sorted(found.items())}


def _post(tenure: Tenure, model: Model) -> dict[str, Any]:
    role: dict[str, Any] = {"@type": "OrganizationRole", "worksFor": _reference(tenure.organization, model)}
    if tenure.post:
        role["roleName"] = tenure.post
    if tenure.start_earliest is not None and tenure.start_earliest == tenure.start_latest:
        role["startDate"] = str(tenure.start_earliest)
    return role


def _goes_on(tenure: Tenure, model: Model) -> bool:
    later = bool(model.now) and tenure.start_earliest is not None and str(tenure.start_earliest) > model.now
    return tenure.end_latest is None and tenure.end_earliest is None and not later


def _reference(iri: str, model: Model) -> dict[str, str]:
    profile = model.profiles[iri]
    return {"@type": _CLASSES[profile.kind], "@id": iri, "name": profile.name.en}


@lru_cache(maxsize=50_000)
def _cited(article: StoredArticle) -> dict[str, Any]:
    """The article as all pages cite it; nobody changes it."""
    cited: dict[str, Any] = {"@type": "NewsArticle", "@id": article.iri if article.iri.startswith(ID) else f"{ID}article/{article.id}"}
    if article.title:
        cited["headline"] = article.title
    if article.published:
        cited["datePublished"] = str(article.published)
    if article.publisher:
        cited["publisher"] = {"@type": "Organization", "name": article.publisher}
    if url := safe_url(article.url):
        cited["url"] = url
    return cited

"""What names say by standing beside each other: titles, products of their makers, seats.

"OpenAI CEO Sam Altman" is Employment, "co-founder John Schulman" Founding, "OpenAI's GPT-4 Omni model" and "Nvidia H100"
Development, "Paris-based Mistral AI" Headquarters, whatever else the sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...graph.claim import Argument, Claim, Entity, Kind, Modality, Name
from ..document import Mention
from ..lexicon import gazetteer
from .modality import hypothetical
from .quote import evidence
from .scene import Scene, is_media

__all__ = ["from_places", "from_products", "from_titles"]


def from_titles(scene: Scene) -> Iterator[Claim]:
    for post in scene.posts:
        person, title = post.person.entity, post.title
        if person is None:
            continue
        organization, certain = None, 0.9
        if post.organization is not None:
            organization = post.organization.entity
            place = (post.organization.start, post.organization.end)
        else:
            organization, certain = _context_organization(scene, post.person), 0.65
            place = (title.start, title.end)
        if organization is None or title.kind == "other" and post.organization is None:
            continue
        word = scene.word_at(title.start)
        if word is not None and hypothetical(scene.tree, word):
            continue
        arguments = (
            Argument("person", person, post.person.start, post.person.end),
            Argument("organization", organization, *place),
        )
        quote = evidence(scene, [(post.start, post.end)])
        founder = title.kind == "founder"
        yield Claim(
            "Founding" if founder else "Employment", "en", quote, arguments,
            role=None if founder else title.canonical,
            status="former" if title.former and not founder else None,
            modality=Modality.PLANNED if title.coming else Modality.ASSERTED,
            trigger=(title.start, title.end), reader="en/title", confidence=certain,
        )


def _context_organization(scene: Scene, person: Mention) -> Entity | None:
    """Whose title it is where no organisation stands beside it: the sentence's first that is its subject, else the salient."""
    known = scene.context.posts.get(person.entity) if person.entity else None
    if known is not None:
        return known
    for mention in scene.sentence.mentions:
        if mention.kind is Kind.ORGANIZATION and mention.entity and mention.end <= person.start and not mention.entity.described:
            word = scene.word_at(mention.end - 1)
            if word is not None and scene.tree.label(word) in ("nsubj", "nsubj:pass", "nmod:poss", "nmod", "flat", "appos"):
                head = scene.tree.head(word)
                if scene.tree.label(word) != "nmod" or (head is not None and scene.tree.label(head).startswith("nsubj")):
                    if not is_media(mention.entity):
                        return mention.entity
    return scene.salient_organization()


def from_products(scene: Scene) -> Iterator[Claim]:
    """"OpenAI's GPT-4 Omni model", "Nvidia H100 processors": the owner or the name before a product makes it."""
    for mention, after in zip(scene.sentence.mentions, scene.sentence.mentions[1:], strict=False):
        if after.kind is not Kind.PRODUCT or mention.kind is not Kind.ORGANIZATION or not (mention.entity and after.entity):
            continue
        gap = scene.text(mention.end, after.start)
        own = mention.source == "pronoun" and mention.text.lower() == "its"
        if re.fullmatch(r"['’]s\s+(?:\w+[\w-]*\s+){0,3}", gap) or (re.fullmatch(r"\s+", gap) and mention.source != "pronoun") or (own and len(gap) < 20):
            arguments = (
                Argument("organization", mention.entity, mention.start, mention.end),
                Argument("product", after.entity, after.start, after.end),
            )
            quote = evidence(scene, [(mention.start, after.end)])
            yield Claim("Development", "en", quote, arguments, reader="en/product", confidence=0.75,
                        trigger=(after.start, after.end))
    yield from _from_product_names(scene)


def _from_product_names(scene: Scene) -> Iterator[Claim]:
    """Products whose name begins with their maker's: "Nvidia H100", "Google Gemini"."""
    for mention in scene.sentence.mentions:
        name = mention.text.split()[0]
        entry = gazetteer().lookup(name, Kind.ORGANIZATION)
        if mention.kind is not Kind.PRODUCT or mention.entity is None or entry is None or name == mention.text:
            continue
        named = (m.entity for s in [*scene.context.previous, scene.sentence] for m in s.mentions if m.entity)
        maker = next((e for e in named if e.key == entry.key and e.kind is Kind.ORGANIZATION), None) or Entity(
            name, Kind.ORGANIZATION, (Name(name, "en"),), False, entry.key
        )
        arguments = (
            Argument("organization", maker, mention.start, mention.start + len(name)),
            Argument("product", mention.entity, mention.start, mention.end),
        )
        yield Claim("Development", "en", evidence(scene, [(mention.start, mention.end)]), arguments,
                    trigger=(mention.start, mention.end), reader="en/product-name", confidence=0.75)


_BASED = re.compile(r"[- ](?:based|headquartered)\s+(?:[\w-]+\s+){0,3}")


def from_places(scene: Scene) -> Iterator[Claim]:
    """Seats put before a noun or a name: "Paris-based Mistral AI", "Anthropic, a San Francisco start-up"."""
    mentions = scene.sentence.mentions
    for place in mentions:
        if place.kind is not Kind.PLACE or place.entity is None:
            continue
        for other in mentions:
            if other.kind is not Kind.ORGANIZATION or other.entity is None:
                continue
            before = other.start >= place.end and _BASED.fullmatch(scene.text(place.end, other.start))
            inside = other.source == "pronoun" and other.start < place.start and place.end < other.end
            if not before and not inside:
                continue
            if inside and not re.match(r"(?:-based)?\s+(?:[\w-]+\s+){0,2}[\w-]+$", scene.text(place.end, other.end)):
                continue
            start, end = min(place.start, other.start), max(place.end, other.end)
            arguments = (
                Argument("organization", other.entity, other.start, other.end),
                Argument("place", place.entity, place.start, place.end),
            )
            yield Claim("Headquarters", "en", evidence(scene, [(start, end)]), arguments, reader="en/place", confidence=0.7)
            break

"""Positions: from the name of a place in the sentence to the arguments that stand there.

The names are those that `frames/en.toml` uses; each is a small function of the trigger. Whatever is not one of them is a
preposition: the phrases that hang on the trigger (or on its object) with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ...graph.claim import Argument, Entity, Kind
from .scene import Scene, is_media

__all__ = ["doers", "spoken_of", "stand_at"]

Found = list[int]
_APPOSED = re.compile(r",\s+(?:the|a|an|its|their|two|three|four)\s+(?:[\w-]+\s+){0,3}")
_ORG = (Kind.ORGANIZATION,)


def _actor(scene: Scene, i: int) -> Found:
    tree = scene.tree
    return tree.agents(i) if tree.is_passive(i) else tree.subjects(i)


def _governor(scene: Scene, i: int) -> int | None:
    """The nearest verb above a noun."""
    verbs = [h for h in scene.tree.ancestors(i) if scene.tokens[h].tag in ("VERB", "AUX")]
    return next((h for h in verbs if not (scene.tree.label(h) == "acl" and scene.tree.is_passive(h))), None)


def _governor_subject(scene: Scene, i: int) -> Found:
    verb = _governor(scene, i)
    if verb is None:
        return []
    found = _actor(scene, verb)
    return [w for w in found if w != i]


def _governor_object(scene: Scene, i: int) -> Found:
    verb = _governor(scene, i)
    return [w for w in scene.tree.objects(verb) if w != i] if verb is not None else []


def _copula_subject(scene: Scene, i: int) -> Found:
    if any(scene.tree.label(c) == "cop" for c in scene.tree.children[i]):
        return scene.tree.subjects(i)
    return []


def _patient_governor(scene: Scene, i: int) -> Found:
    """The noun that a participle describes ("a startup valued at", "a company based in"), or a copied subject."""
    tree = scene.tree
    head = tree.head(i)
    if head is not None and tree.label(i) in ("acl", "acl:relcl", "amod", "appos"):
        return [head]
    if head is not None and tree.label(i).startswith("advcl"):
        return tree.subjects(head)
    return []


def _object_possessor(scene: Scene, i: int) -> Found:
    return [p for o in scene.tree.kids(i, "obj") for p in [*scene.tree.possessors(o), *scene.tree.modifiers(o)]]


def _apposition(scene: Scene, i: int) -> Found:
    """What a noun stands beside: "Zephyr maker Corvid", "Corvid, the maker of", "Corvid is a maker of"."""
    tree = scene.tree
    found = tree.appositions(i)
    head = tree.head(i)
    if head is not None and tree.label(i) in ("compound", "nmod:desc", "amod", "appos", "flat", "nmod"):
        found.append(head)
    if not found:           # ", the parent company of": the tree often misses an apposition that the commas show
        for mention in scene.sentence.mentions:
            gap = scene.text(mention.end, scene.tokens[i].start) if mention.end < scene.tokens[i].start else ""
            if _APPOSED.fullmatch(gap) and (word := scene.word_at(mention.start)) is not None:
                found.append(word)
    return [*found, *_copula_subject(scene, i)]


def doers(scene: Scene, i: int, kinds: Sequence[Kind], role: str) -> list[Argument]:
    """Who does what word `i` says: its subject or agent, else that of the verb above it ("he completed the acquisition of")."""
    return [a for w in [*_actor(scene, i), *_governor_subject(scene, i)] if (a := scene.at(w, kinds, role))]


def _between_phrases(scene: Scene, i: int) -> Found:
    return scene.tree.oblique(i, "between")


_WORDS: dict[str, Callable[[Scene, int], Found]] = {
    "subject": lambda s, i: s.tree.subjects(i) or (s.tree.objects(i) if s.tree.is_passive(i) else []),
    "object": lambda s, i: s.tree.objects(i),
    "patient": lambda s, i: s.tree.objects(i),
    "actor": _actor,
    "agent-org": _actor,
    "possessor": lambda s, i: s.tree.possessors(i),
    "modifier": lambda s, i: s.tree.modifiers(i),
    "governor-subject": _governor_subject,
    "governor-object": _governor_object,
    "governor-subject-copula": _copula_subject,
    "patient-governor": _patient_governor,
    "patient-possessor": lambda s, i: [p for o in s.tree.objects(i) for p in s.tree.possessors(o)],
    "object-possessor": _object_possessor,
    "object-in": lambda s, i: [w for o in s.tree.kids(i, "obj") for w in s.tree.oblique(o, "in")],
    "object-for": lambda s, i: [w for o in s.tree.kids(i, "obj") for w in s.tree.oblique(o, "for")],
    "apposition-org": _apposition,
    "apposition-person": _apposition,
    "between": lambda s, i: _between_phrases(s, i)[:1],
    "between-second": lambda s, i: _between_phrases(s, i)[1:],
    "patient-item": lambda s, i: s.tree.objects(i),
    "of-item": lambda s, i: s.tree.oblique(i, "of"),
    "for-item": lambda s, i: s.tree.oblique(i, "for"),
    "governor-subject-product": _governor_subject,
}


def stand_at(
    scene: Scene, position: str, i: int, kinds: Sequence[Kind], role: str, taken: Sequence[Argument]
) -> list[Argument]:
    """Arguments of `kinds` at a position of trigger word `i`; `taken` are the roles already filled."""
    if position.endswith("-item"):
        goods = (_item(scene, word, role) for word in _WORDS[position](scene, i))
        return [item for item in goods if item is not None]
    if position in _WORDS:
        words = _WORDS[position](scene, i)
        found = [a for w in words if (a := scene.at(w, kinds, role))]
        return [a for a in found if not is_media(a.entity)] if position == "agent-org" else found
    special = _SPECIAL.get(position)
    if special is not None:
        return special(scene, i, kinds, role, taken)
    return [a for w in scene.tree.oblique(i, position) if (a := scene.at(w, kinds, role))]


def _item(scene: Scene, i: int, role: str) -> Argument | None:
    """Goods: a product mention with its maker and head noun, "Nvidia H100 processors", without the count."""
    tree = scene.tree
    inside = sorted(w for w in [i, *tree.children[i], *(g for c in tree.children[i] for g in tree.children[c])]
                    if w <= i and tree.label(w) in ("compound", "amod", "nmod:desc", "flat", "nmod", "punct", "nmod:poss") or w == i)
    words = [w for w in inside if any(c.isalnum() for c in scene.tokens[w].text)]
    named = [w for w in words if (m := scene.by_word.get(w)) and m.kind in (Kind.PRODUCT, Kind.ORGANIZATION)]
    goods = scene.tree.low(i).rstrip("s") in _GOODS
    if not named and not goods:
        return None
    if scene.by_word.get(i) is not None and scene.by_word[i].kind not in (Kind.PRODUCT,):
        return None
    first = min(named) if named else min(words)
    start, end = scene.tokens[first].start, scene.tokens[i].end
    if named and (m := scene.by_word.get(first)) is not None:
        start = m.start
    if (m := scene.by_word.get(i)) is not None:
        end = max(end, m.end)
    text = scene.text(start, end)
    product = next((scene.by_word[w].entity for w in named if scene.by_word[w].kind is Kind.PRODUCT), None)
    key = product.key if product else text.casefold()
    return Argument(role, Entity(text, Kind.PRODUCT, product.names if product else (), product is None, key), start, end)


_GOODS = {"chip", "processor", "gpu", "accelerator", "server", "unit", "card", "system", "supercomputer", "semiconductor",
          "device", "compute", "cluster", "wafer", "tpu", "cpu", "robot"}


def _clause_org(
    scene: Scene, i: int, kinds: Sequence[Kind], role: str, taken: Sequence[Argument]
) -> list[Argument]:
    """The organisation that the trigger's clause is about: subjects above it, nearest first, else the one before it."""
    tree = scene.tree
    for head in [i, *tree.ancestors(i)]:
        for word in tree.subjects(head) if scene.tokens[head].tag in ("VERB", "AUX", "NOUN", "ADJ") else []:
            found = scene.at(word, kinds, role)
            if found and not is_media(found.entity):
                return [found]
            for owner in tree.possessors(word):
                found = scene.at(owner, kinds, role)
                if found and not is_media(found.entity):
                    return [found]
    return []


def _employer(
    scene: Scene, i: int, kinds: Sequence[Kind], role: str, taken: Sequence[Argument]
) -> list[Argument]:
    """Where the person of this claim works: by their title here, else the organisation spoken of."""
    person = next((a.entity for a in taken if a.entity.kind is Kind.PERSON), None)
    for post in scene.posts:
        if person is not None and post.person.entity == person and post.organization and post.organization.entity:
            return [Argument(role, post.organization.entity, post.organization.start, post.organization.end)]
    return spoken_of(scene, i, role, person)


def _employer_if_bare(
    scene: Scene, i: int, kinds: Sequence[Kind], role: str, taken: Sequence[Argument]
) -> list[Argument]:
    """As `employer`, where the verb has no object that could name another ("joined in June from Nextdoor")."""
    return [] if scene.tree.kids(i, "obj", "obl") and not _only_when(scene, i) else _employer(scene, i, kinds, role, taken)


def _only_when(scene: Scene, i: int) -> bool:
    return not scene.tree.kids(i, "obj") and all(scene.tree.case(w) in ("in", "on", "from", "at", "") for w in scene.tree.kids(i, "obl"))


def _employer_near(
    scene: Scene, i: int, kinds: Sequence[Kind], role: str, taken: Sequence[Argument]
) -> list[Argument]:
    """As `employer`, but only where this very sentence names the organisation."""
    return [a for a in _employer(scene, i, kinds, role, taken) if scene.sentence.start <= a.start < a.end and a.end - a.start > 1
            and scene.text(a.start, a.end) in (n.text for n in a.entity.names)]


def spoken_of(scene: Scene, i: int, role: str, person: Entity | None) -> list[Argument]:
    """The organisation that a person's claim at word `i` belongs to where no words say it: known post, subject, topic."""
    trigger = scene.tokens[i]
    known = _post_before(scene, person) if person else None
    if known is not None:
        return [Argument(role, known, trigger.start, trigger.end)]
    for mention in scene.sentence.mentions:
        if (mention.kind is Kind.ORGANIZATION and mention.entity and not is_media(mention.entity) and mention.end <= trigger.start
                and not mention.entity.described and not _subordinate(scene, mention.start, i)):
            return [Argument(role, mention.entity, mention.start, mention.end)]
    here = {m.entity: m for m in scene.sentence.mentions if m.kind is Kind.ORGANIZATION and m.end <= trigger.start and m.entity and m.source not in ("pronoun", "tag")
            and not is_media(m.entity) and not _towards(scene, m.start) and not _aside(scene, m.start, i)}
    if len(here) == 1:
        only = next(iter(here.values()))
        return [Argument(role, entity, only.start, only.end) for entity in here if entity]
    entity = scene.salient_organization()
    return [Argument(role, entity, trigger.start, trigger.end)] if entity else []


def _aside(scene: Scene, offset: int, trigger: int) -> bool:
    """Is the word at `offset` in a relative clause that says something else ("Haas, who used to work at Nvidia")?"""
    word = scene.word_at(offset)
    while word is not None:
        if scene.tree.label(word).startswith("acl") and trigger not in set(scene.tree.subtree(word)):
            return True
        word = scene.tree.head(word)
    return False


def _towards(scene: Scene, offset: int) -> bool:
    """Is the phrase at `offset` where somebody goes or whom they tell ("for Anthropic", "to Reuters")?"""
    word = scene.word_at(offset)
    while word is not None and scene.tree.label(word) in ("compound", "flat", "nmod:desc"):
        word = scene.tree.head(word)
    return word is not None and (scene.tree.case(word) in ("for", "to", "with", "by") or scene.tree.label(word) == "iobj")


def _subordinate(scene: Scene, offset: int, trigger: int) -> bool:
    """Does the word at `offset` stand in another clause than the trigger, as an object of something else?"""
    word = scene.word_at(offset)
    if word is None:
        return True
    label = scene.tree.label(word)
    while label in ("compound", "flat", "nmod:desc") and (head := scene.tree.head(word)) is not None:
        word, label = head, scene.tree.label(head)
    return label.startswith(("obl", "obj", "iobj"))


def _post_before(scene: Scene, person: Entity) -> Entity | None:
    """The organisation that the article has already tied this person to, by a title or a claim."""
    return scene.context.posts.get(person)


def _of_role(
    scene: Scene, i: int, kinds: Sequence[Kind], role: str, taken: Sequence[Argument]
) -> list[Argument]:
    """The organisation behind a title after the trigger: "becomes chief executive of X", "stepped down as head of X"."""
    after = [t for t in scene.titles if t.start >= scene.tokens[i].end]
    for title in after[:2]:
        for mention in scene.sentence.mentions:
            gap = scene.text(title.end, mention.start) if mention.start >= title.end else ""
            if mention.kind is Kind.ORGANIZATION and mention.entity and gap and gap.strip() in ("of", "at", "for", "of the", "at the"):
                return [Argument(role, mention.entity, mention.start, mention.end)]
            before = scene.text(mention.end, title.start) if mention.end <= title.start else "?"
            if (mention.kind is Kind.ORGANIZATION and mention.entity and mention.start >= scene.tokens[i].end
                    and before.strip() in ("’s", "'s", "", "’s new", "'s new", "new", "’s next", "'s next")):
                return [Argument(role, mention.entity, mention.start, mention.end)]
    return []


def _maker(
    scene: Scene, i: int, kinds: Sequence[Kind], role: str, taken: Sequence[Argument]
) -> list[Argument]:
    """Who makes the product of this claim: its possessor, a speaker about it, or who the article says makes it."""
    product = next((a for a in taken if a.entity.kind is Kind.PRODUCT), None)
    if product is None:
        return []
    word = scene.word_at(product.start)
    if word is not None:
        top = scene.tree.head(word) if scene.tree.label(word) in ("compound", "flat") else word
        for owner in scene.tree.possessors(top if top is not None else word):
            if found := scene.at(owner, _ORG, role):
                return [found]
    made = scene.context.makers.get(product.entity)
    if made is not None:
        return [Argument(role, made, product.start, product.end)]
    return _clause_org(scene, i, kinds, role, taken)


def _led_by(
    scene: Scene, i: int, kinds: Sequence[Kind], role: str, taken: Sequence[Argument]
) -> list[Argument]:
    """Who led a round: "led by A and B", "in a round that A led"."""
    tree = scene.tree
    for k, token in enumerate(scene.tokens):
        if token.text.lower() in ("led", "co-led", "anchored", "spearheaded") and k > i - 12:
            found = [a for w in tree.agents(k) if (a := scene.at(w, kinds, role))]
            if found:
                return found
    return []


def _filed_by(
    scene: Scene, i: int, kinds: Sequence[Kind], role: str, taken: Sequence[Argument]
) -> list[Argument]:
    """Who brought a suit: "a lawsuit filed by", "brought by"."""
    for word in scene.tree.kids(i, "acl", "acl:relcl"):
        found = [a for w in scene.tree.agents(word) if (a := scene.at(w, kinds, role))]
        if found:
            return found
    return []


_SPECIAL: dict[str, Callable[[Scene, int, Sequence[Kind], str, Sequence[Argument]], list[Argument]]] = {
    "clause-org": _clause_org,
    "employer": _employer,
    "employer-near": _employer_near,
    "employer-if-bare": _employer_if_bare,
    "of-role": _of_role,
    "maker": _maker,
    "led-by": _led_by,
    "filed-by": _filed_by,
}

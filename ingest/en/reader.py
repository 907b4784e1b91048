"""The English reader: what titles, frames and the learned table find in a sentence, brought together.

1. Titles beside names give Employment and Founding; 2. every word that triggers a frame is tried: its roles are looked
up at their positions, one claim a person, founder or product; 3. products beside their makers give Development;
4. the encoder's table adds founders, employers, schools, seats and subsidiaries that no frame found. A claim carries
the modality and the speaker of its trigger, and hypothetical clauses make none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from ...graph.claim import Argument, Claim, Kind, Modality, When
from ...ontology.schema import ClaimType, claim_types
from ..combine import combined
from ..context import Context
from ..document import Paragraph, Sentence, Token
from ..learned import learned_claims
from ..lexicon import gazetteer
from .beside import from_places, from_products, from_titles
from .frames import Frame, frames
from .learned import EnglishResolver
from .mentions import mentions
from .modality import hypothetical, modality
from .positions import stand_at
from .quote import evidence
from .scene import Scene, is_media
from .survey import survey
from .table import from_table
from .values import UNNAMED, amount_of, attribution_of, dates_of, quantity_of, round_of, share_of, title_of

__all__ = ["EnglishReader"]

_DATELESS = frozenset(("Employment", "Leave", "Headquarters", "Competition", "Development"))
_LISTS = frozenset({"investors", "lead_investors"})
_WITH = re.compile(r"\b(?:alongside|along with|together with|as well as|with)\b")
_ALONGSIDE = re.compile(r"\b(?:alongside|along with|together with|as well as)\b")


class EnglishReader:
    """Reads English paragraphs and sentences; holds nothing but the loaded pipeline."""

    def __init__(self) -> None:
        from ..pipeline import encoder, pipeline

        self._nlp, self._encoder = pipeline("en"), encoder()
        self._least = self._encoder.least

    def sentences(self, paragraph: Paragraph) -> list[Sentence]:
        """Sentences with words, tree, and mentions that are not linked yet."""
        doc = self._nlp(paragraph.text)
        result = []
        for span in doc.sents:
            words = [t for t in span if not t.is_space]
            if not words:
                continue
            index = {t.i: k for k, t in enumerate(words)}
            tokens = [
                Token(t.text, t.idx + paragraph.start, t.idx + len(t.text) + paragraph.start, t.pos_, index.get(t.head.i, k), t.dep_)
                for k, t in enumerate(words)
            ]
            start, end = words[0].idx, words[-1].idx + len(words[-1].text)
            names = [(index[a], index[b - 1] + 1, label, score) for a, b, label, score in doc._.names if a in index and b - 1 in index]
            sentence = Sentence(paragraph.text[start:end], start + paragraph.start, "en", tokens)
            sentence.mentions = mentions(sentence.text, sentence.start, tokens, names, gazetteer())
            sentence.facts = [
                (name, (index[a[0]], index[a[1] - 1] + 1), (index[b[0]], index[b[1] - 1] + 1), score)
                for name, a, b, score in doc._.facts
                if a[0] in index and b[0] in index and a[1] - 1 in index and b[1] - 1 in index
            ]
            result.append(sentence)
        return result

    def survey(self, sentences: Sequence[Sentence]) -> None:
        """Find triggers, arguments and antecedents over all sentences of an article, window by window."""
        survey(self._encoder, sentences)

    def read(self, sentence: Sentence, context: Context) -> list[Claim]:
        """Claims that the sentence makes."""
        scene = Scene(sentence, context)
        found = list(from_titles(scene))
        _learn(context, found)
        found += _from_frames(scene)
        found += from_products(scene)
        found += from_places(scene)
        found += from_table(scene, found, evidence)
        read = list(learned_claims(sentence.triggers, EnglishResolver(scene), context))
        _learn(context, [*found, *read])
        claims = combined(_best(found), _best(read), sentence.triggers, self._least, context)
        context.told += claims
        context.seats += [(seat, firm) for c in claims if c.type == "Headquarters" and (seat := c.entity("place")) and (firm := c.entity("organization"))]
        return [_reported(scene, _completed(scene, claim)) for claim in claims]


def _completed(scene: Scene, claim: Claim) -> Claim:
    """The claim with the speaker and the date that the tree ties to its trigger, where the learned reader has found none."""
    word = scene.word_at(claim.trigger[0]) if claim.trigger else None
    if word is None or not claim.reader.endswith("learned"):
        return claim
    changes: dict[str, object] = {}
    if not claim.attribution:
        own = {a.entity.name for a in claim.arguments if a.role in ("target", "competitor", "defendant", "acquired")}
        changes["attribution"] = tuple(name for name in attribution_of(scene, word) if name not in own)
    if claim.date is None and claim.since is None and claim.until is None and claim.type not in _DATELESS:
        changes["date"] = dates_of(scene, word, claim.modality is Modality.PLANNED).date
    return claim.with_(**changes)


def _reported(scene: Scene, claim: Claim) -> Claim:
    """What only an outlet or unnamed people say is reported, however plainly they say it."""
    if claim.modality is not Modality.ASSERTED or not claim.attribution:
        return claim
    named = {m.entity.name: m.entity for m in scene.sentence.mentions if m.entity is not None}
    hearsay = all(is_media(named[name]) if name in named else bool(UNNAMED.match(name)) for name in claim.attribution)
    return claim.with_(modality=Modality.REPORTED) if hearsay else claim


def _learn(context: Context, claims: Sequence[Claim]) -> None:
    """Remember who works where and who makes what, for sentences that leave it out."""
    for claim in claims:
        person, organization = claim.entity("person"), claim.entity("organization")
        if claim.type in ("Employment", "Founding", "Leave") and person and organization and not organization.described:
            if claim.type == "Employment" or person not in context.posts:
                context.posts.setdefault(person, organization)
        made = claim.entity("product")
        if claim.type in ("Development", "ProductRelease") and made and organization:
            context.makers.setdefault(made, organization)


# -- frames ----------------------------------------------------------------------------------------------------------


def _from_frames(scene: Scene) -> list[Claim]:
    found: list[Claim] = []
    index = frames()
    for i, token in enumerate(scene.tokens):
        low = token.text.lower()
        if low in index.verbs and token.tag in ("VERB", "AUX", "ADJ", "NOUN"):
            if token.tag != "NOUN" or scene.tree.kids(i, "nsubj", "obj", "aux"):
                found += [c for frame, second in index.verbs[low] if _second(scene, i, second) for c in _apply(scene, frame, i)]
        if low in index.nouns and (token.tag in ("NOUN", "PROPN", "X", "ADJ") or not scene.tree.kids(i, "nsubj", "aux", "obj", "mark")):
            found += [c for frame, words in index.nouns[low] if _phrase(scene, i, words) for c in _apply(scene, frame, i)]
        if low in index.adjectives:
            found += [c for frame in index.adjectives[low] for c in _apply(scene, frame, i)]
    return found


def _second(scene: Scene, i: int, second: str) -> bool:
    """Does the verb's particle or set object stand with it ("step down", "go on a sabbatical")?"""
    if not second:
        return True
    return any(scene.tree.low(k) == second for k in range(i + 1, min(i + 6, len(scene.tokens))))


def _phrase(scene: Scene, i: int, words: Sequence[str]) -> bool:
    """Do the words before the noun complete a frame's noun phrase ("funding round")?"""
    size = len(words)
    return size == 1 or [scene.tree.low(k) for k in range(i - size + 1, i)] == [w.lower() for w in words[:-1]]


def _apply(scene: Scene, frame: Frame, i: int) -> Iterator[Claim]:
    """Claims of one frame at one trigger."""
    if not _allowed(scene, frame, i) or hypothetical(scene.tree, i):
        return
    kind = claim_types()[frame.claim]
    slots: dict[str, list[Argument]] = {}
    for role, positions in frame.roles.items():
        taken = [a for held in slots.values() for a in held]
        kinds = [Kind(k) for k in kind.kinds[role]]
        slots[role] = _fill(scene, positions, i, kinds, role, taken)
    if frame.claim in ("Departure", "Appointment", "Founding") and slots.get("person"):
        slots["person"] = _with_alongside(scene, i, slots["person"], _WITH if frame.claim == "Founding" else _ALONGSIDE)
    if slots.get("plaintiff"):
        slots["plaintiff"] = _with_alongside(scene, i, slots["plaintiff"], _ALONGSIDE)
    if "group" in slots and slots.get("person"):
        slots["group"] = []
    if any(not slots.get(role) for role in frame.needs if not (role == "person" and slots.get("group"))):
        return
    if frame.claim in ("Departure", "Appointment", "Leave", "Criticism") and not (slots.get("person") or slots.get("group")):
        return
    if not _objects_fit(scene, frame, i, slots):
        return
    single = [[(role, a) for a in slots[role]] for role in frame.roles if slots[role] and role not in _LISTS]
    lists = [a for role in frame.roles if role in _LISTS for a in slots[role]]
    for chosen in product(*single):
        claim = _claim(scene, frame, kind, i, tuple(a for _, a in chosen) + tuple(lists))
        if claim is not None:
            yield claim


def _fill(
    scene: Scene, positions: Sequence[str], i: int, kinds: Sequence[Kind], role: str, taken: Sequence[Argument]
) -> list[Argument]:
    for position in positions:
        found = [
            a for a in stand_at(scene, position, i, kinds, role, taken)
            if all((a.entity.kind, a.entity.key) != (t.entity.kind, t.entity.key) for t in taken)
        ]
        if found:
            found = [named for a in found for named in (_included(scene, a, role) if role in _LISTS else [a])]
            listed = [more for a in found for more in (a, *_listed_after(scene, a, kinds))]
            return list({(a.entity.kind, a.entity.key): a for a in listed}.values())
    return []


def _included(scene: Scene, group: Argument, role: str) -> list[Argument]:
    """The named members of a group that lists some: "investors including Microsoft, Intel and Nvidia"."""
    if group.entity.kind is not Kind.GROUP:
        return [group]
    for mention in scene.sentence.mentions:
        if mention.start > group.start and mention.entity and mention.source != "pronoun":
            if re.search(r"\b(?:including|such as|like|among them)\s+(?:the\s+)?$", scene.text(group.start, mention.start)):
                return [Argument(role, mention.entity, mention.start, mention.end)]
    return [group]


_LISTED = re.compile(r",\s+|,?\s+(?:and|&)\s+")


def _listed_after(scene: Scene, first: Argument, kinds: Sequence[Kind]) -> list[Argument]:
    """The rest of a list that a name opens ("A, B and C"), where the tree has lost it; a list ends in "and"."""
    found: list[Argument] = []
    end, closed = first.end, False
    for mention in scene.sentence.mentions:
        if mention.start < end or mention.entity is None or mention.source in ("pronoun", "tag"):
            continue
        gap = scene.text(end, mention.start)
        word = scene.word_at(mention.start)
        if closed or not _LISTED.fullmatch(gap) or mention.entity.kind is not first.entity.kind or word is None:
            break
        if scene.tree.label(word).startswith("nsubj") and not scene.tree.label(scene.word_at(first.start) or 0).startswith("nsubj"):
            break
        closed = "and" in gap or "&" in gap
        found.append(Argument(first.role, mention.entity, mention.start, mention.end))
        end = mention.end
    return found if closed and first.entity.kind in kinds else []


def _with_alongside(scene: Scene, i: int, people: list[Argument], words: re.Pattern[str]) -> list[Argument]:
    """Those who go too: "stepping down, alongside A and B"."""
    rest = scene.text(scene.tokens[i].end, scene.sentence.end)
    match = words.search(rest)
    if not match or re.search(r"[;—]", rest[: match.start()]):
        return people
    start = scene.tokens[i].end + match.end()
    stop = next((t.start for t in scene.tokens if t.start > start and (t.tag == "VERB" or t.text in ("—", ";", "–"))), scene.sentence.end)
    known = {a.entity for a in people}
    more = [
        Argument(people[0].role, m.entity, m.start, m.end)
        for m in scene.people() if m.entity and start <= m.start < stop and m.entity not in known
    ]
    return [*people, *more]


def _allowed(scene: Scene, frame: Frame, i: int) -> bool:
    """Do the words around the trigger permit this frame?"""
    rules, tree = frame.rules, scene.tree
    window = scene.text(scene.tokens[max(0, i - 12)].start, scene.tokens[min(len(scene.tokens) - 1, i + 12)].end)
    if any(word in window for word in rules.get("unless", ())):
        return False
    objects = tree.objects(i)
    if any(tree.low(o) in rules.get("not_object", ()) for o in objects):
        return False
    if "object_words" in rules:
        into = [w for p in ("into", "to") for w in tree.oblique(i, p)]
        if not any(tree.low(w) in rules["object_words"] for o in objects for w in tree.subtree(o)) and not any(
            tree.low(w) in rules.get("or_into", ()) for o in into for w in tree.subtree(o)
        ):
            return False
    if rules.get("object_none") and any(scene.at(o, tuple(Kind), "x") for o in tree.kids(i, "obj")):
        return False
    if "near_words" in rules and not any(re.search(rf"\b{re.escape(w)}", window, re.I) for w in rules["near_words"]):
        return False
    before = scene.text(scene.tokens[max(0, i - 7)].start, scene.tokens[i].start).lower()
    if any(re.search(rf"\b{word}s?\b", before) for word in rules.get("not_before", ())):
        return False
    if rules.get("object_is_title") and not any(
        tree.low(o) in ("role", "post", "position", "job") or any(t.start <= scene.tokens[o].start < t.end for t in scene.titles) for o in objects
    ):
        return False
    if rules.get("future") and not any(tree.low(c) in ("will", "would", "to", "'ll", "’ll") for c in tree.kids(i, "aux", "mark")):
        return False
    return True


def _objects_fit(scene: Scene, frame: Frame, i: int, slots: dict[str, list[Argument]]) -> bool:
    rules = frame.rules
    if "organization_words" in rules:
        slots["organization"] = [
            a for a in slots["organization"] if any(w in a.entity.name.lower() for w in rules["organization_words"])
        ]
        if not slots["organization"]:
            return False
    if rules.get("needs_title") and not any(
        scene.tokens[i].start < t.start < scene.tokens[i].end + 130 for t in scene.titles
    ):
        return False
    if rules.get("needs_money") and amount_of(scene, i, frame.claim == "Valuation") is None:
        money_word = re.search(r"\b(?:capital|funds|funding|money|financing|investment|round|rounds|cash)\b", _object_text(scene, i))
        if frame.claim != "Funding" or not money_word:
            return False
    return True


def _object_text(scene: Scene, i: int) -> str:
    objects = scene.tree.objects(i)
    return " ".join(scene.tree.low(w) for o in objects for w in scene.tree.subtree(o))


def _claim(scene: Scene, frame: Frame, kind: ClaimType, i: int, arguments: tuple[Argument, ...]) -> Claim | None:
    """A claim with its values; None where the arguments do not hold together."""
    keys = [(a.entity.kind, a.entity.key) for a in arguments if a.role not in _LISTS]
    if len(set(keys)) < len(keys):
        return None
    token = scene.tokens[i]
    held = modality(scene.tree, i)
    if frame.fixed.get("modality"):
        held = Modality(frame.fixed["modality"])
    future = held is Modality.PLANNED or any(scene.tree.low(c) in ("will", "'ll", "’ll") for c in scene.tree.kids(i, "aux"))
    dates = dates_of(scene, i, future)
    spans = [(token.start, token.end), *((a.start, a.end) for a in arguments)]
    amount = None
    if "amount" in kind.values or "amount" in kind.key_roles:
        money = amount_of(scene, i, frame.claim == "Valuation")
        if money is not None and frame.fixed.get("round") != "IPO":        # what a company is said to raise stands apart
            amount = money[0]
            spans.append(money[1:])
    role = None
    person = next((a.entity for a in arguments if a.role == "person"), None)
    if frame.claim in ("Departure", "Appointment", "Employment"):
        role = title_of(scene, i, person, after_only=frame.claim == "Appointment")
    if frame.rules.get("needs_title") and role is None:
        return None
    item = next((a for a in arguments if a.role == "item"), None)
    if frame.claim == "Founding" and person is None and dates.date is None:
        return None
    speakers = attribution_of(scene, i)
    values = set(kind.values)
    return Claim(
        frame.claim, "en", evidence(scene, spans), arguments,
        role=role,
        amount=amount,
        date=_date(kind, dates.date if dates.date or "since" in values else dates.since),
        since=dates.since if "since" in values else None,
        until=dates.until or dates.date if frame.claim == "Leave" else None,
        status=frame.fixed.get("status") or _status(scene, frame, i),
        round=frame.fixed.get("round") or (round_of(scene) if frame.claim == "Funding" else None),
        quantity=quantity_of(scene, item.start) if item else None,
        share=share_of(scene, i) if frame.claim == "Ownership" else None,
        modality=held, attribution=speakers, trigger=(token.start, token.end),
        reader=f"en/{frame.id}", confidence=0.8,
    )


def _status(scene: Scene, frame: Frame, i: int) -> str | None:
    """`former` for work told in the past tense ("worked at", "used to lead")."""
    if frame.claim != "Employment":
        return None
    head = scene.tree.head(i)
    used = head is not None and scene.tree.low(head) == "used"
    return "former" if used or scene.tree.low(i) in ("worked", "led", "ran", "headed", "served", "oversaw") else None


def _date(kind: ClaimType, when: When | None) -> When | None:
    return None if kind.name in ("Leave", "Headquarters", "Competition") else when


def _best(claims: Sequence[Claim]) -> list[Claim]:
    """Drop what says less than another claim of the sentence: same type and entities, fewer values, or a weaker reading."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (-_weight(c), c.reader)):
        rest = {(a.role, a.entity) for a in claim.arguments}
        if any(k.type == claim.type and rest <= {(a.role, a.entity) for a in k.arguments}
               and (claim.amount is None or claim.amount == k.amount)
               and (claim.role is None or k.role is None or claim.role == k.role) for k in kept):
            continue
        kept.append(claim)
    return kept


def _weight(claim: Claim) -> float:
    values = (claim.role, claim.amount, claim.date, claim.since, claim.until, claim.share, claim.quantity)
    return sum(v is not None for v in values) + len(claim.arguments) + claim.confidence

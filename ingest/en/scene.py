"""A sentence as a scene: its tree, its mentions, its context, and who stands at a position.

`Scene.at(word, kinds)` answers who or what a word means: the mention that covers it, what stands in apposition, a
pronoun's or description's entity, or a described group. A mention whose model type does not fit what a role asks for
is retyped where the model was unsure and the gazetteer does not know it (who raises money is an organisation).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from ...graph.claim import Argument, Entity, Kind
from ..context import Context
from ..document import Mention, Sentence
from ..lexicon import gazetteer, media
from .titles import Post, find_titles, posts
from .tree import Tree

__all__ = ["Scene"]

_SPEAKERS = frozenset(("we", "our", "us", "ours"))
_SURE, _LIKELY = 0.95, 0.6      # least probabilities of a learned antecedent: for a firm before the rules are asked, and behind them
_GROUP = re.compile(
    r"\b(?:staff|employees?|researchers?|executives?|engineers?|scientists?|members?|workers?|leaders?|founders?|cofounders?"
    r"|co-founders?|investors?|team|teams|colleagues|staffers|directors?|managers?|developers?|talent)\b", re.I)
_INSIDE = {"team", "unit", "group", "division", "staff", "lab", "arm", "board", "labs", "engineers", "researchers"}
_MEDIA = re.compile(r"\b(?:Times|Journal|Post|News|Tribune|Herald|Gazette|Magazine|Daily|Chronicle|Press)$")
_OWNED = re.compile(r"^(?:his|her|their|its)\s+(?:own\s+)?(?:new\s+)?(?P<what>.+)$", re.I)
_INDEFINITE = re.compile(r"^an?\s+(?:new\s+)?(?P<what>.+)$", re.I)
_DESCRIBED = re.compile(r"^(?:the|this|that)\s+(?P<what>.+)$", re.I)
_PLAIN = re.compile(r"^(?:\w+\s)?(?:company|startup|start-up|firm|lab|laboratory|business|group|outfit|organi[sz]ation)$", re.I)


def is_media(entity: Entity) -> bool:
    """Is this a publisher that news quotes, rather than somebody that news is about?"""
    return entity.key in media() or bool(_MEDIA.search(entity.name))


_LATTER = re.compile(r"the\s+(latter|former)", re.I)
_ISSUER = frozenset(("the Company", "The Company", "the Registrant", "The Registrant", "the Issuer", "The Issuer", "the Group", "The Group"))
_LEGAL = re.compile(r"\b(?:Inc|Corp|Corporation|Ltd|LTD|Limited|LIMITED|PLC|plc|N\.V|AG|SE|S\.A|Co|LLC|GmbH|Berhad|BERHAD|COMPANY|CORPORATION|INC)\b")
_PLAIN_NOUNS = frozenset("company firm group business startup start-up maker giant owner rival parent unit board".split())


def _seat(entity: Entity) -> str:
    """Where the gazetteer has an organisation's seat."""
    return _seats().get(entity.key, "")


@cache
def _seats() -> dict[str, str]:
    return {entry.key: entry.context for entry in gazetteer().entries if entry.kind is Kind.ORGANIZATION}


_ORGANIZATION_NOUN = re.compile(
    r"(?:company|startup|start-up|firm|lab|laboratory|maker|giant|group|unit|subsidiary|developer|creator|owner|parent|rival|chipmaker"
    r"|investor|shareholder|executive|leadership|leader|management|board|official|brass)s?")


class Scene:
    """One sentence while it is being read."""

    def __init__(self, sentence: Sentence, context: Context) -> None:
        self.sentence, self.context = sentence, context
        self.tree = Tree(sentence.tokens)
        self.tokens = sentence.tokens
        self.by_word: dict[int, Mention] = {}
        for mention in sorted(sentence.mentions, key=lambda m: m.source == "pronoun"):
            for i, token in enumerate(self.tokens):
                if token.start < mention.end and mention.start < token.end:
                    self.by_word.setdefault(i, mention)
        self._resolve_unnamed()
        self.posts: list[Post] = posts(sentence)
        self.titles = find_titles(sentence)

    def text(self, start: int, end: int) -> str:
        """The article's text between two offsets inside this sentence."""
        return self.sentence.text[start - self.sentence.start : end - self.sentence.start]

    def word_at(self, offset: int) -> int | None:
        """The word that covers an offset of the article."""
        return next((i for i, t in enumerate(self.tokens) if t.start <= offset < t.end), None)

    # -- pronouns and descriptions ---------------------------------------------------------------------------------

    def _resolve_unnamed(self) -> None:
        """Give pronouns and descriptions of this sentence their entities, in text order."""
        seen: list[Mention] = []
        for mention in self.sentence.mentions:
            if mention.source == "pronoun" and mention.entity is None:
                mention.entity = self._meant(mention, seen)
            if mention.entity is not None:
                seen.append(mention)

    def _meant(self, mention: Mention, seen: Sequence[Mention]) -> Entity | None:
        if (counted := _LATTER.fullmatch(mention.text)) is not None:
            return self._latter(mention, 1 if counted[1].lower() == "latter" else 2)
        if mention.text in _ISSUER and mention.start > self.sentence.start:
            return self._issuer()
        if _DESCRIBED.match(mention.text) and mention.kind is Kind.ORGANIZATION and (named := self._apposed(mention)) is not None:
            return named
        unnamed_here = any(m.entity is not None and m.entity.described and m.kind is mention.kind for m in seen)
        firm = mention.kind is Kind.ORGANIZATION and not unnamed_here      # the model points at names only
        sure = (self._by_product(mention) or self._antecedent(mention, _SURE)) if firm else None      # a product says whose it is
        return sure or self._by_rule(mention, seen) or self._antecedent(mention, _LIKELY)

    def _latter(self, mention: Mention, back: int) -> Entity | None:
        """The last but so many of those of its kind that the text has named."""
        named: list[Entity] = []
        for sentence in (*self.context.previous[-2:], self.sentence):
            named += [m.entity for m in sentence.mentions if m.kind is mention.kind and m.entity and m.source != "pronoun" and m.end <= mention.start]
        last = list(dict.fromkeys(reversed(named)))
        return last[back - 1] if len(last) >= back else None

    def _issuer(self) -> Entity | None:
        """Who calls itself the Company: the first firm that the text names with its legal form, else what it is about."""
        named = [m for s in (*self.context.previous, self.sentence) for m in s.mentions if m.kind is Kind.ORGANIZATION and m.entity and m.source != "pronoun"]
        legal = next((m.entity for m in named if _LEGAL.search(m.text)), None)
        return legal or self.context.main

    def _apposed(self, mention: Mention) -> Entity | None:
        """The name that a description explains between commas: "Aurora, the start-up led by ..."; not "said Aurora, the firm says"."""
        after = next((t for t in self.tokens if t.start >= mention.end), None)
        if after is not None and after.tag in ("VERB", "AUX") and self.tree.label(self.tokens.index(after)) != "acl":
            return None
        return self._named_before(mention)

    def _by_rule(self, mention: Mention, seen: Sequence[Mention]) -> Entity | None:
        """Whom a pronoun or description means, by its form, its sentence, and what the text speaks of."""
        if mention.text.lower() in _SPEAKERS:
            return self._speakers_firm()
        if mention.kind is Kind.PERSON:
            return self._person(seen)
        if owned := _OWNED.match(mention.text):
            named = self._named_after(mention)
            if named is not None:
                return named
            person = mention.text[:3].lower() in ("his", "her")
            owner = self._person(seen) if person else self._organization(mention, seen)
            if person and owner and _PLAIN.match(owned["what"]) and "own" not in mention.text and (firm := self.context.posts.get(owner)):
                return firm
            return Context.describe(owned["what"], Kind.ORGANIZATION, owner) if owner else None
        if indefinite := _INDEFINITE.match(mention.text):
            named = self._named_after(mention) or self._named_before(mention)
            if named is not None:
                return named
            person_before = [m for m in seen if m.kind is Kind.PERSON]
            founds = re.search(r"\b(?:found|founded|start|started|launch|launched|co-founded|set up|create|created)\s*$",
                               self.text(self.sentence.start, mention.start))
            if founds and person_before:
                return Context.describe(indefinite["what"], Kind.ORGANIZATION, person_before[0].entity)
            return None
        described = _DESCRIBED.match(mention.text)
        if described and not _PLAIN.match(described["what"]):
            named = self._named_after(mention) or self._named_before(mention)
            if named is not None:
                return named
            return self._by_product(mention) or self._by_seat(mention) or self._by_noun(mention) or self._organization(mention, seen)
        return self._organization(mention, seen)

    def _by_seat(self, mention: Mention) -> Entity | None:
        """The organisation behind "the Salt Lake City company", where the article or the gazetteer says who sits there."""
        place = next((m for m in self.sentence.mentions if m.kind is Kind.PLACE and mention.start < m.start and m.end < mention.end), None)
        if place is None or place.entity is None:
            return None
        told = next((o for p, o in reversed(self.context.seats) if p == place.entity), None)
        return told or next((e for e in self._organizations() if _seat(e) == place.text), None)

    def _by_noun(self, mention: Mention) -> Entity | None:
        """The last organisation whose name holds the description's noun: "that university", "the foundation"."""
        noun = mention.text.split()[-1].lower()
        if noun in _PLAIN_NOUNS:
            return None
        return next((e for e in self._organizations() if re.search(rf"\b{re.escape(noun)}\b", e.name, re.I)), None)

    def other_than(self, mention: Mention, but: Collection[Entity]) -> Entity | None:
        """Whom a pronoun or description means, of those who are not among `but`: who acts on somebody is somebody else."""
        before = [m for m in self.sentence.mentions if m.kind is mention.kind and m.end <= mention.start and m.entity and m.source != "pronoun"]
        here = [m for m in before if m.entity not in but and not (m.entity and is_media(m.entity))]
        if mention.kind is Kind.ORGANIZATION:
            subject = [m for m in here if self._prominent(m)]
            return (subject[0].entity if subject else None) or self.salient_organization(but=but)
        if here:
            return here[0].entity
        for sentence in reversed(self.context.previous[-3:]):
            for other in sentence.mentions:
                if other.kind is mention.kind and other.entity is not None and other.entity not in but and other.source != "pronoun":
                    return other.entity
        return None

    def employer(self, person: Entity) -> Entity | None:
        """Where somebody works, as the article has said, or as the gazetteer knows of a firm that the article names."""
        told = self.context.posts.get(person)
        if told is not None:
            return told
        entry = next((e for e in gazetteer().entries if e.key == person.key and e.kind is Kind.PERSON), None)
        if entry is None or not entry.context:
            return None
        return next((e for e in self._organizations() if entry.context in (e.key, e.name)), None)

    def _organizations(self) -> Iterator[Entity]:
        """Organisations that the article has named up to here, the last first."""
        for sentence in (self.sentence, *reversed(self.context.previous)):
            for mention in sentence.mentions:
                if mention.kind is Kind.ORGANIZATION and mention.entity is not None and mention.source != "pronoun":
                    yield mention.entity

    def _speakers_firm(self) -> Entity | None:
        """Whom "we" means: the employer of the person who speaks in this sentence or last before it, if the article has told."""
        speaker = next((m.entity for m in self.sentence.mentions if m.kind is Kind.PERSON and m.source != "pronoun"), None)
        speaker = speaker or self.context.focus(Kind.PERSON, 2)
        return self.context.posts.get(speaker) if speaker else None

    def _antecedent(self, mention: Mention, least: float) -> Entity | None:
        """Whose name the learned reader sees behind a pronoun or description, with at least this probability, if the kind fits."""
        place, score = self.sentence.antecedents.get(mention.start, (-1, 0.0))
        if score < least:
            return None
        for sentence in (self.sentence, *reversed(self.context.previous)):
            for other in sentence.mentions:
                if other.start <= place < other.end and other.entity is not None and other.entity.kind is mention.kind:
                    return other.entity
        return None

    def _named_after(self, mention: Mention) -> Entity | None:
        """The name right behind a description: "his new startup, xAI", "the chipmaker Nvidia", "called X"."""
        for other in self.sentence.mentions:
            if other.start >= mention.end and other.source != "pronoun" and other.kind is not Kind.PERSON:
                gap = self.text(mention.end, other.start)
                if re.fullmatch(r"(?:,|:|—|–)?\s*(?:called|named|dubbed|known as)?\s*[“\"']?", gap) and other.entity:
                    return other.entity
                break
        return None

    def _named_before(self, mention: Mention) -> Entity | None:
        """The name that a description stands behind in apposition: "Anthropic, a San Francisco start-up"."""
        for other in reversed(self.sentence.mentions):
            if other.end <= mention.start and other.kind is Kind.ORGANIZATION and other.source != "pronoun":
                return other.entity if self.text(other.end, mention.start).strip() == "," else None
        return None

    def beside(self, start: int, stop: int, kinds: Sequence[Kind]) -> Entity | None:
        """The name that stands in apposition to these words: "Ostrava, a Brno foundry", "a start-up called Snips"."""
        words = Mention(self.text(start, stop), start, stop, kinds[0], "pronoun")
        found = self._named_after(words) or self._named_before(words)
        return found if found is not None and found.kind in kinds else None

    def _by_product(self, mention: Mention) -> Entity | None:
        """The organisation behind "the ChatGPT maker", where the article's gazetteer says who makes it."""
        for product in self.sentence.mentions:
            if product.kind is Kind.PRODUCT and mention.start <= product.start and product.end <= mention.end:
                entry = gazetteer().lookup(product.text, Kind.PRODUCT)
                if entry:
                    for sentence in [*self.context.previous, self.sentence]:
                        for other in sentence.mentions:
                            if other.entity is not None and other.entity.key == entry.context:
                                return other.entity
                told = next((maker for made, maker in self.context.makers.items() if made == product.entity or made.name == product.text), None)
                if told is not None:
                    return told
        return None

    def _person(self, seen: Sequence[Mention]) -> Entity | None:
        """Who he or she is: the first person of this sentence before it, else the most salient one before."""
        here = [m for m in seen if m.kind is Kind.PERSON and not self._quoted_or_possessive(m)]
        if here:
            return here[0].entity
        return self.context.focus(Kind.PERSON, 3)

    def _quoted_or_possessive(self, mention: Mention) -> bool:
        return self.text(mention.end, min(mention.end + 2, self.sentence.end)) in ("’s", "'s")

    def _organization(self, mention: Mention, seen: Sequence[Mention]) -> Entity | None:
        """Which organisation "it" or "the company" is: the nearest in this sentence, else the most salient before."""
        media = mention.text.split()[-1].lower() in _PAPERS
        bound = self._subject_of_its_verb(mention)
        here = [
            m for m in seen
            if m.kind is Kind.ORGANIZATION and m.entity and is_media(m.entity) is media and m.entity not in bound
        ]
        if mention.text.lower() in ("it", "its", "itself"):
            same = [m for m in here if m.text.lower() in ("it", "its", "itself")]
            if same:
                return same[0].entity
            subject = [m for m in here if self._prominent(m)]
            if subject:
                return subject[-1].entity
            described = [m for m in here if m.entity and m.entity.described]
            if described:
                return described[-1].entity
            return self.salient_organization(media, bound) or (here[-1].entity if here else None)
        subject = [m for m in here if self._prominent(m) and m.source != "pronoun"]
        if subject:
            return subject[0].entity
        return self.salient_organization(media, bound) or (here[0].entity if here else None)

    def _subject_of_its_verb(self, mention: Mention) -> set[Entity]:
        """Who cannot be meant: the subject of the verb that the mention is an object of ("Meta ... valuing the startup")."""
        if mention.text.lower() == "its":
            return set()
        word = self.word_at(mention.end - 1)
        if word is None or not self.tree.label(word).startswith(("obj", "obl", "iobj")):
            return set()
        verb = self.tree.head(word)
        subjects = self.tree.subjects(verb) if verb is not None and not self.tree.is_passive(verb) else []
        return {m.entity for w in subjects if (m := self.by_word.get(w)) is not None and m.entity is not None}

    def _prominent(self, mention: Mention) -> bool:
        """Is the mention a subject, a possessor of one, or what the sentence opens with?"""
        word = self.word_at(mention.start)
        while word is not None and self.tree.label(word) in ("compound", "flat", "nmod:desc", "conj", "amod"):
            if self.tree.label(word) == "conj":
                return False
            word = self.tree.head(word)
        return word is not None and self.tree.label(word).startswith(("nsubj", "nmod:poss", "root"))

    def salient_organization(self, media: bool = False, but: Collection[Entity] = ()) -> Entity | None:
        """The organisation that the text is speaking of: recency, subject position and frequency together."""
        scores: dict[Entity, float] = {}
        for distance, sentence in enumerate(reversed(self.context.previous[-6:]), 1):
            subjects = _subject_starts(sentence)
            for mention in sentence.mentions:
                if mention.kind is not Kind.ORGANIZATION or mention.entity is None or is_media(mention.entity) is not media:
                    continue
                weight = 2.0 if mention.start in subjects else 0.4 if mention.source == "tag" else 0.8
                scores[mention.entity] = scores.get(mention.entity, 0.0) + weight / distance
        if self.context.main is not None and not media and not is_media(self.context.main):
            scores[self.context.main] = scores.get(self.context.main, 0.0) + 0.8 + 2.0 * self.context.share
        for entity in but:
            scores.pop(entity, None)
        return max(scores, key=lambda e: scores[e]) if scores else None

    # -- who stands at a word --------------------------------------------------------------------------------------

    def mention_at(self, i: int, kinds: Sequence[Kind]) -> Mention | None:
        """The mention that covers word `i`, if it is of one of `kinds` or may be retyped to the first of them."""
        mention = self.by_word.get(i)
        if mention is None or mention.entity is None:
            return None
        if mention.entity.kind in kinds:
            return mention
        soft = mention.source in ("model", "rule", "tag") and mention.score < 0.97 and mention.entity.key not in _known_keys()
        pairs = {(Kind.PLACE, Kind.ORGANIZATION), (Kind.PRODUCT, Kind.ORGANIZATION), (Kind.ORGANIZATION, Kind.PRODUCT)}
        if mention.score < 0.7:      # a place that the model hardly believes in may be a product ("Zephyr maker Corvid")
            pairs.add((Kind.PLACE, Kind.PRODUCT))
        person = mention.entity.kind is Kind.PERSON and " " not in mention.entity.name      # a person is first named in full
        unknown = mention.entity.key not in _known_keys()
        named_by_form = mention.source == "rule" and mention.entity.kind is Kind.PRODUCT
        if any((soft and not named_by_form and (mention.entity.kind, kind) in pairs) or (person and unknown and kind is Kind.ORGANIZATION) for kind in kinds):
            return mention
        return None

    def at(self, i: int, kinds: Sequence[Kind], role: str) -> Argument | None:
        """The entity that the phrase headed by word `i` means, as an argument; None where it means none of `kinds`."""
        mention = self.mention_at(i, kinds)
        if mention is None:
            for other in self.tree.appositions(i):
                if self._only_modifies(i, other, kinds):
                    continue
                named = self.mention_at(other, kinds)
                if named is not None and named.source != "pronoun":
                    mention = named
                    break
        if mention is None and Kind.ORGANIZATION in kinds and self.tree.low(i) in _INSIDE:
            for other in [*self.tree.modifiers(i), *self.tree.kids(i, "nmod:poss"), *self.tree.oblique(i, "of"), *self.tree.oblique(i, "at")]:
                mention = self.mention_at(other, (Kind.ORGANIZATION,))
                if mention is not None:
                    break
        if mention is not None and mention.entity is not None:
            entity = mention.entity
            if entity.kind not in kinds:
                entity = Entity(entity.name, kinds[0], entity.names, entity.described, entity.key)
            return Argument(role, entity, mention.start, mention.end)
        if Kind.GROUP in kinds:
            return self.group(i, role)
        return None

    def _only_modifies(self, i: int, other: int, kinds: Sequence[Kind]) -> bool:
        """Is `other` an organisation that only modifies a noun which is none itself ("Nvidia processors")?"""
        return (
            self.tree.label(other) in ("compound", "nmod:desc") and self.tree.head(other) == i and Kind.ORGANIZATION in kinds
            and self.tokens[i].tag == "NOUN" and not _ORGANIZATION_NOUN.fullmatch(self.tree.low(i))
            and self.tree.low(i) not in _INSIDE
        )

    def group(self, i: int, role: str) -> Argument | None:
        """A described group headed by word `i`: "half the firm's engineers", "three former researchers"."""
        if self.tokens[i].tag not in ("NOUN", "NUM", "PRON", "ADJ", "DET") or self.by_word.get(i) is not None:
            return None
        case = {c for c in self.tree.kids(i, "case")}
        span = sorted(w for w in self.tree.subtree(i) if w not in case and not self._clausal(w, i))
        words = [w for w in range(min(span), max(span) + 1)]
        text = self.text(self.tokens[words[0]].start, self.tokens[words[-1]].end)
        if not _GROUP.search(text) or len(words) > 12:
            return None
        for mention in self.sentence.mentions:
            if mention.source == "pronoun" and mention.entity and mention.kind is Kind.ORGANIZATION and mention.text in text:
                text = text.replace(mention.text, mention.entity.name + ("'s" if mention.text in ("its",) else ""))
        text = re.sub(r"^half (?!of)", "half of ", text.replace("’", "'"))
        return Argument(role, Context.describe(text, Kind.GROUP), self.tokens[words[0]].start, self.tokens[words[-1]].end)

    def _clausal(self, word: int, top: int) -> bool:
        """Is `word` inside a clause or an apposition below `top`?"""
        while word != top:
            if self.tree.label(word).startswith(("acl", "appos", "advcl", "parataxis", "punct", "conj", "cc")):
                return True
            head = self.tree.head(word)
            if head is None:
                return False
            word = head
        return False

    def people(self) -> Iterator[Mention]:
        """Named persons of the sentence in text order."""
        return (m for m in self.sentence.mentions if m.kind is Kind.PERSON and m.source != "pronoun" and m.entity)


_PAPERS = {"newspaper", "paper", "magazine"}


def _subject_starts(sentence: Sentence) -> set[int]:
    """Where the subjects of a sentence begin: offsets of their words and of what modifies them."""
    tokens = sentence.tokens
    found = set()
    for token in tokens:
        top = token
        while top.label in ("compound", "flat", "nmod:desc") and tokens[top.head] is not top:
            top = tokens[top.head]
        if top.label.startswith(("nsubj", "nmod:poss")):
            found.add(token.start)
    return found


def _known_keys() -> frozenset[str]:
    global _KEYS
    if not _KEYS:
        _KEYS = frozenset(entry.key for entry in gazetteer().entries)
    return _KEYS


_KEYS: frozenset[str] = frozenset()

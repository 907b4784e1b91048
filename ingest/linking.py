"""Linking: which mentions of one article name the same thing.

1. Mentions that share a folded name or a bracketed alias, or whose names the gazetteer knows as one entry, are one;
2. a short form joins the only full name of its kind that it can stand for: a surname or given name for a person
   ("Murati", 穆拉提 for 米拉·穆拉提, 李 + title for 李飞飞), a name without its legal suffix for an organisation;
   where two full names fit, the one mentioned last before it; the unsure stay apart;
3. kinds vote: the gazetteer outranks rules, rules outrank the model, and a majority decides among equals;
4. the entity's name is the fullest Latin name that the article itself gives, else the name as first written; its key
   is the gazetteer's, else the folded name, so that articles meet in one node.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ..graph.claim import Entity, Kind, Name
from .document import Mention, Sentence
from .lexicon import Entry, Gazetteer, fold, gazetteer, legal_forms, simplified, suffixes

__all__ = ["link", "spread"]

_DOTS = re.compile(r"[·・•‧]")
_RANK = {"gazetteer": 4, "rule": 3, "model": 2, "spread": 2, "tag": 1}


def spread(sentences: Sequence[Sentence]) -> None:
    """Make mentions of confident names wherever else they stand in the article, and of persons' short forms.

    Only names that the gazetteer knows, or of two words or more found with a score of at least 0.9, are spread; their
    surnames (Latin: capitalised word; Chinese: what follows the last middle dot, two characters or more) with them.
    """
    known: dict[str, Kind] = {}
    for sentence in sentences:
        for mention in sentence.mentions:
            if mention.source in ("pronoun", "tag") or (mention.source == "model" and mention.score < 0.9):
                continue
            for name in (mention.text, *mention.aliases):
                for form in _forms(name, mention.kind):
                    known.setdefault(form, mention.kind)
    if not known:
        return
    latin = sorted((n for n in known if n[0].isascii()), key=lambda n: (-len(n), n))
    other = sorted((n for n in known if not n[0].isascii()), key=lambda n: (-len(n), n))
    parts = [rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, latin))})(?![A-Za-z0-9])"] if latin else []
    parts += ["|".join(map(re.escape, other))] if other else []
    pattern = re.compile("|".join(parts))
    for sentence in sentences:
        taken = [(m.start, m.end) for m in sentence.mentions if m.source != "pronoun"]
        found = False
        for match in pattern.finditer(sentence.text):
            start, end = match.start() + sentence.start, match.end() + sentence.start
            if not any(start < e and s < end for s, e in taken):
                kind = known[match.group()]
                sentence.mentions.append(Mention(match.group(), start, end, kind, "spread", 0.9))
                found = True
        if found:
            sentence.mentions.sort(key=lambda m: (m.start, -m.end))


def _forms(name: str, kind: Kind) -> Iterable[str]:
    """The forms of a confident name that may be searched for: itself, and a person's last name."""
    words = _DOTS.split(name) if _DOTS.search(name) else name.split()
    if len(words) > 1 or not name.isascii():
        yield name
    if kind is Kind.PERSON and len(words) > 1:
        last = words[-1]
        if (last.isascii() and len(last) > 2 and last[0].isupper()) or (not last.isascii() and len(last) >= 2):
            yield last


class _Cluster:
    """Mentions of one thing, while they are being brought together."""

    __slots__ = ("entry", "kinds", "mentions", "names")

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self.names: list[str] = []
        self.entry: Entry | None = None
        self.kinds: Counter[Kind] = Counter()

    def add(self, mention: Mention, entry: Entry | None) -> None:
        self.mentions.append(mention)
        for name in (mention.text, *mention.aliases):
            if name not in self.names:
                self.names.append(name)
        self.entry = self.entry or entry
        self.kinds[mention.kind] += _RANK.get(mention.source, 2) ** 3

    @property
    def kind(self) -> Kind:
        return self.entry.kind if self.entry else self.kinds.most_common(1)[0][0]


def link(sentences: Sequence[Sentence], names: Gazetteer | None = None) -> None:
    """Fill `entity` (and correct `kind`) of every mention but pronouns, over the whole article.

    Args:
        sentences: In text order; both languages together, so that bracketed Latin names bridge the scripts.
        names: The gazetteer; the bundled one where None.
    """
    names = names or gazetteer()
    mentions = [m for s in sentences for m in s.mentions if m.source != "pronoun" and m.entity is None]
    full: list[Mention] = []
    short: list[Mention] = []
    for mention in mentions:
        (short if _is_short(mention) and _entry(mention, names) is None else full).append(mention)
    _settle(short, mentions)
    clusters = _join_full(full, names)
    index: dict[str, list[_Cluster]] = defaultdict(list)
    for cluster in clusters:
        for key in _short_keys(cluster):
            index[key].append(cluster)
    alone: dict[tuple[str, bool], _Cluster] = {}
    for mention in sorted(short, key=lambda m: m.start):
        chosen = _choose(mention, index)
        if chosen is None:
            lonely = (fold(mention.text), mention.kind is Kind.PERSON)
            if lonely not in alone:
                alone[lonely] = _Cluster()
                clusters.append(alone[lonely])
            chosen = alone[lonely]
        chosen.add(mention, None)
        for key in _short_keys(chosen) if chosen.mentions == [mention] else ():
            index[key].append(chosen)
    for cluster in clusters:
        entity = _entity(cluster)
        for mention in cluster.mentions:
            mention.entity, mention.kind = entity, entity.kind


def _settle(short: Sequence[Mention], mentions: Sequence[Mention]) -> None:
    """Take one word for a person wherever the model calls it a company, if the article has it as a person's name, or surname, more often."""
    surnames = {m.text: m.text.split()[-1] for m in mentions if m.kind is Kind.PERSON and " " in m.text}
    votes = Counter(surnames.values())
    for mention in mentions:
        votes[mention.text] += (mention.kind is Kind.PERSON) - (mention.kind is Kind.ORGANIZATION)
    for mention in short:
        if mention.source == "model" and mention.kind is Kind.ORGANIZATION and votes[mention.text] > 0:
            mention.kind = Kind.PERSON


def _entry(mention: Mention, names: Gazetteer) -> Entry | None:
    """What the gazetteer knows this mention as; a person is never taken for a company that bears the name."""
    for name in (mention.text, *mention.aliases):
        found = names.lookup(name)
        if found is None:
            found = names.lookup(name, mention.kind)
        if found and (mention.source == "gazetteer" or (found.kind is Kind.PERSON) == (mention.kind is Kind.PERSON)):
            return found
    return None


def _is_short(mention: Mention) -> bool:
    """May this be a short form of a longer name? One Latin word, or Chinese without a middle dot."""
    if mention.aliases:
        return False
    return len(mention.text.split()) == 1 and not _DOTS.search(mention.text)


def _join_full(mentions: Sequence[Mention], names: Gazetteer) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    by_name: dict[str, _Cluster] = {}
    for mention in mentions:
        entry = _entry(mention, names)
        keys = [_bare(name, mention.kind) for name in (mention.text, *mention.aliases)]
        if entry:
            keys.append(f"={entry.kind}/{entry.key}")
        cluster = next((by_name[key] for key in keys if key in by_name), None)
        if cluster is None:
            cluster = _Cluster()
            clusters.append(cluster)
        cluster.add(mention, entry)
        for key in keys:
            other = by_name.setdefault(key, cluster)
            if other is not cluster:
                _merge(cluster, other, by_name, clusters)
                cluster = other
    return clusters


def _merge(gone: _Cluster, kept: _Cluster, by_name: dict[str, _Cluster], clusters: list[_Cluster]) -> None:
    for mention in gone.mentions:
        kept.add(mention, gone.entry)
    clusters.remove(gone)
    for key, cluster in by_name.items():
        if cluster is gone:
            by_name[key] = kept


def _bare(name: str, kind: Kind) -> str:
    """The folded name without legal suffix (organisations) and possessive."""
    name = re.sub(r"['’]s$", "", name)
    if kind is Kind.ORGANIZATION:
        for lang in ("en", "zh"):
            for suffix in suffixes(lang):
                if suffix.kind != "legal" or not name.casefold().endswith(suffix.suffix.casefold()):
                    continue
                rest = name[: -len(suffix.suffix)]
                if rest.rstrip(" ,.(（") and (lang == "zh" or rest[-1] in " ,."):
                    return fold(rest.rstrip(" ,.(（"))
    return fold(name)


def _short_keys(cluster: _Cluster) -> set[str]:
    """The folded short forms that this cluster's names may take."""
    keys = {_bare(name, cluster.kind) for name in cluster.names}
    for name in cluster.names:
        words = [w for w in (_DOTS.split(name) if _DOTS.search(name) else name.split()) if len(w) > 1]
        if cluster.kind is Kind.PERSON and len(words) > 1:
            keys |= {fold(words[0]), fold(words[-1])}
        elif cluster.kind is Kind.PERSON and re.fullmatch(r"[\u3400-\u9fff]{2,4}", name):      # 李 for 李飞飞, 欧阳 for 欧阳冬梅
            keys.add(fold(name[: 2 if len(name) == 4 else 1]))
        elif cluster.kind is Kind.ORGANIZATION and len(words) > 1 and name.isascii():
            keys.add(fold("".join(w[0] for w in words if w[0].isupper())))
            if len(words[0]) > 3:
                keys.add("^" + fold(words[0]))
    return keys


def _choose(mention: Mention, index: dict[str, list[_Cluster]]) -> _Cluster | None:
    """The cluster that a short form belongs to: the only candidate, else the one mentioned last before it."""
    key = _bare(mention.text, mention.kind)
    person = mention.kind is Kind.PERSON
    found = index.get(key, []) or ([] if person else index.get("^" + key, []))
    model = mention.source in ("model", "tag") and mention.score < 0.9
    fits = [c for c in found if (c.kind is Kind.PERSON) == person or model or mention.source == "spread"]
    if len(fits) > 1:
        def last(cluster: _Cluster) -> int:
            return max((m.start for m in cluster.mentions if m.start < mention.start), default=-1)

        fits = sorted(fits, key=lambda c: (not person and _only_longer(key, c), last(c)), reverse=True)[:1]
    return fits[0] if fits else None


def _only_longer(key: str, cluster: _Cluster) -> bool:
    """Is one of a firm's names the short form with nothing behind it but what firms' names end in: Ford and Ford Motor Company, not Ford Smart Mobility?"""
    words = [name.split() for name in cluster.names if fold(name.split()[0]) == key]
    return any(all(word.strip(",.") in _ENDS or word.strip(",.").casefold() in legal_forms("en") for word in name[1:]) for name in words)


_ENDS = frozenset("Group Company Corporation Corp Holdings Motor Motors Technologies Technology Systems Labs AI Inc Ltd Industries International Computing Networks".split())


def _entity(cluster: _Cluster) -> Entity:
    kind = cluster.kind
    latin = [n for n in cluster.names if n.isascii() or not re.search(r"[\u3400-\u9fff]", n)]
    latin = [re.sub(r"['’]s$", "", n) for n in latin]
    if cluster.entry and latin:
        listed = [_bare(n.removeprefix("~"), kind) for n in (cluster.entry.name, *cluster.entry.aliases)]       # its names, the present one first
        known = [n for n in latin if _bare(n, kind) in listed]
        name = min(known, key=lambda n: listed.index(_bare(n, kind))) if known else max(latin, key=len)
    elif cluster.entry:
        name = cluster.names[0]
    else:
        name = max(latin, key=lambda n: (len(n.split()), len(n))) if latin else max(cluster.names, key=len)
    written = list(dict.fromkeys([name, *cluster.names]))
    if cluster.entry and cluster.entry.name not in written:
        written.append(cluster.entry.name)
    key = cluster.entry.key if cluster.entry else re.sub(r"\s+", "-", simplified(name.strip().casefold()))
    return Entity(name, kind, tuple(Name(n, _script(n)) for n in written), False, key)


def _script(name: str) -> str:
    return "zh" if re.search(r"[\u3400-\u9fff]", name) else "en"

"""Reading the gold of identity: articles with marked mentions and claims, as the readers would give them.

Names are linked inside an article by `aigraph.ingest.linking`, as in real reading; what is scored is where each mention
ends up over all articles. The files say how they are written.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Evidence, Kind
from aigraph.ingest.document import Mention, Sentence
from aigraph.ingest.lexicon import gazetteer
from aigraph.ingest.linking import link

__all__ = ["GoldArticle", "b_cubed", "clusters", "read_gold"]

KINDS = {"p": Kind.PERSON, "o": Kind.ORGANIZATION, "d": Kind.PRODUCT, "l": Kind.PLACE}
_MARK = re.compile(r"\[([^\]|]+)\|([pold]:[\w-]+)\]")
_ROLE = re.compile(r"(\w+)=(\d+)")


@dataclass(frozen=True)
class GoldArticle:
    """An article with its claims, and the gold id of every mention."""

    article: Article
    claims: list[Claim]
    mentions: list[tuple[Mention, str]]


def read_gold(folder: Path) -> list[GoldArticle]:
    """The articles of both files."""
    return [*_read(folder / "gold_en.txt", "en"), *_read(folder / "gold_zh.txt", "zh")]


def _read(path: Path, lang: str) -> Iterator[GoldArticle]:
    for number, part in enumerate(path.read_text(encoding="utf-8").split("\n== ")[1:]):
        head, *lines = part.splitlines()
        marked = " ".join(line for line in lines if line and not line.startswith((">", "#")))
        yield _article(marked, [line[2:] for line in lines if line.startswith("> ")], head.strip(), lang, number)


def _article(marked: str, said: Sequence[str], published: str, lang: str, number: int) -> GoldArticle:
    text, mentions = "", []
    end = 0
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        kind = KINDS[match[2][0]]
        known = gazetteer().lookup(match[1], kind) is not None
        mentions.append((Mention(match[1], len(text), len(text) + len(match[1]), kind, "gazetteer" if known else "rule"), match[2]))
        text += match[1]
        end = match.end()
    text += marked[end:]
    _bracketed([mention for mention, _ in mentions], text)
    link([Sentence(text, 0, lang, mentions=[mention for mention, _ in mentions])])
    article = Article(text, f"Article {number}", None, "Example", date.fromisoformat(published), lang, f"{lang}-{number}.txt")
    claims = [_claim(line, text, [mention for mention, _ in mentions], lang) for line in said]
    return GoldArticle(article, claims, mentions)


def _bracketed(mentions: Sequence[Mention], text: str) -> None:
    """A name in brackets behind a name is an alias of it, as the Chinese reader has it."""
    for one, other in zip(mentions, mentions[1:], strict=False):
        if text[one.end : other.start] in ("（", "(") and text[other.end : other.end + 1] in ("）", ")"):
            one.aliases = (other.text,)


def _claim(line: str, text: str, mentions: Sequence[Mention], lang: str) -> Claim:
    roles, _, values = line.partition(" ; ")
    type, *_ = roles.split()
    arguments = []
    for role, number in _ROLE.findall(roles):
        mention = mentions[int(number) - 1]
        assert mention.entity is not None
        arguments.append(Argument(role, mention.entity, mention.start, mention.end))
    fields = dict(value.split("=") for value in values.split(";")) if values else {}
    return Claim(type=type, lang=lang, evidence=Evidence(text, 0, len(text)), arguments=tuple(arguments), **fields)


def b_cubed(gold: Mapping[int, str], found: Mapping[int, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over mentions: of each mention, how much of its found cluster is right, and of its gold one, found."""
    together = Counter((gold[m], found[m]) for m in gold)
    golds, founds = Counter(gold.values()), Counter(found.values())
    precision = sum(together[gold[m], found[m]] / founds[found[m]] for m in gold) / len(gold)
    recall = sum(together[gold[m], found[m]] / golds[gold[m]] for m in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def clusters(found: Mapping[int, str], gold: Mapping[int, str]) -> dict[str, Counter[str]]:
    """Gold ids by found cluster."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for mention, cluster in found.items():
        groups[cluster][gold[mention]] += 1
    return groups

"""Texts made up by rule, for our own readers to read: news of invented people and companies. The same seed gives the same texts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from aigraph.graph.article import Article

__all__ = ["made_records", "made_texts"]

_FIRST = "Ada Boris Dana Emeka Farah Goro Hana Ines Jonas Kaya Mara Nils Oyin Petra Quentin Rosa Sami Tove Ulla Viktor".split()
_LAST = "Byrne Castell Duarte Ekman Falk Grieve Holt Ivers Jansen Kessler Lindqvist Moreau Novak Okafor Pell Quist Rask".split()
_FIRMS = "Orcta Vellum Quarry Kiteline Lumen Harrow Tessel Brinkley Cobalt Dunewood Emberly Fathom Garnet Helix Islewood Juniper".split()
_KINDS = "Labs Robotics Systems Compute Health Research".split()
_POSTS = "chief executive,chief scientist,chief technology officer,head of research,vice president of engineering".split(",")
_PLACES = "Galway Turin Porto Lahti Bergen Zurich".split()
_SAYINGS = (
    "{who} left {firm} on {day}, where {who2} had been {post}.",
    "{who}, the {post} of {firm}, said the company would hire more engineers.",
    "{firm} raised ${sum} million from {other} in {month}.",
    "{firm} acquired {other} for ${sum} million, the companies said.",
    "{firm} named {who} as its {post}.",
    "{firm}, which is based in {place}, was founded by {who} in {year}.",
    "The company is valued at ${sum} million, according to two people who know the deal.",
    "{who} joined {firm} from {other} as {post}.",
    "Analysts in {place} had expected as much, and the mood at the office was calm.",
    "{other} denied that it plans to buy {firm}.",
    "She told reporters that nothing had been decided, and that the work on the next model goes on.",
)


def made_texts(count: int, sentences: int = 8, seed: int = 1) -> Iterator[Article]:
    """Yield articles of so many sentences in two paragraphs, each with an address of its own and a day."""
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        published = date(2023, 1, 1) + timedelta(days=chance.randrange(700))
        said = [_sentence(chance, published) for _ in range(sentences)]
        half = sentences // 2
        text = f"{' '.join(said[:half])}\n\n{' '.join(said[half:])} This was report {seed * 100_000 + number}.\n"
        yield Article(text, f"News {number}", f"https://news.example/{seed}/{number}", "Example News", published, "en", f"{number}.txt")


def made_records(count: int, sentences: int = 8, seed: int = 1) -> Iterator[dict[str, str]]:
    """The same as records of JSON lines."""
    for article in made_texts(count, sentences, seed):
        yield {
            "text": article.text, "title": article.title or "", "url": article.url or "", "publisher": article.publisher or "",
            "published": str(article.published), "language": "en",
        }  # fmt: skip


def _sentence(chance: random.Random, published: date) -> str:
    firm, other = (f"{name} {chance.choice(_KINDS)}" for name in chance.sample(_FIRMS, 2))
    who = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
    day = published - timedelta(days=chance.randrange(60))
    values = {
        "who": who, "who2": chance.choice(("she", "he")), "firm": firm, "other": other, "post": chance.choice(_POSTS), "place": chance.choice(_PLACES),
        "sum": chance.randrange(2, 900), "day": day.strftime("%B %d, %Y"), "month": day.strftime("%B %Y"), "year": chance.randrange(2009, 2022),
    }  # fmt: skip
    return chance.choice(_SAYINGS).format(**values)

"""Texts made up by rule, for our own readers to read: news of invented people and companies. The same seed gives the same texts.

`made_texts` is English alone, as benches of speed want it; every third of `made_records` is Chinese.
"""

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
_SURNAMES, _GIVEN = "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙".split(), "明远 思齐 若溪 建国 子涵 雨桐 志强 海燕 文博 晓彤".split()
_FIRMS_ZH = "星河 云图 深蓝 知微 远山 启明 凌云 海纳".split()
_KINDS_ZH = "科技 智能 机器人 计算".split()
_POSTS_ZH = "首席执行官 首席科学家 首席技术官 研究主管 副总裁".split()
_PLACES_ZH = "北京 上海 深圳 杭州 成都".split()
_SAYINGS_ZH = (
    "{day},{who}宣布离开{firm},此前他担任{post}。",
    "{firm}{post}{who}表示,公司今年将招聘更多工程师。",
    "{firm}完成{sum}万美元融资,由{other}领投。",
    "{firm}以{sum}亿元收购{other}。",
    "{firm}任命{who}为{post}。",
    "{firm}总部位于{place},由{who}于{year}年创立。",
    "{other}否认计划收购{firm}。",
    "据两位知情人士透露,该公司估值已达{sum}亿美元。",
    "{who}从{other}加入{firm},出任{post}。",
    "业内人士对此并不意外,办公室里一切如常。",
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
    """The same as records of JSON lines, every third in Chinese."""
    for number, article in enumerate(made_texts(count, sentences, seed)):
        text, language = (article.text, "en") if number % 3 else (_chinese(number, sentences, seed), "zh")
        yield {
            "text": text, "title": article.title or "", "url": article.url or "", "publisher": article.publisher or "",
            "published": str(article.published), "language": language,
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


def _chinese(number: int, sentences: int, seed: int) -> str:
    """A text of so many Chinese sentences in one paragraph."""
    chance = random.Random(f"zh/{seed}/{number}")
    return "".join(_sentence_zh(chance) for _ in range(sentences)) + f"这是第{seed * 100_000 + number}号报道。\n"


def _sentence_zh(chance: random.Random) -> str:
    firm, other = (f"{name}{chance.choice(_KINDS_ZH)}" for name in chance.sample(_FIRMS_ZH, 2))
    values = {
        "who": chance.choice(_SURNAMES) + chance.choice(_GIVEN), "firm": firm, "other": other, "post": chance.choice(_POSTS_ZH), "place": chance.choice(_PLACES_ZH),
        "sum": chance.randrange(2, 900), "day": f"{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日", "year": chance.randrange(2009, 2022),
    }  # fmt: skip
    return chance.choice(_SAYINGS_ZH).format(**values)

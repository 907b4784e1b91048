"""Pairs of articles made here: the same one twice, taken over by another publisher, corrected, and distinct ones that look alike.

A story is a run of sentences about one company, with names, sums and dates drawn from lists by a seeded generator. Each pair says what its
second article is to its first. `PAIRS` has both languages and, for each relation, the ways in which it comes about in the wild.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from aigraph.graph.article import Article

NAMES = "Lin Ruo|Marta Keel|Jonas Abt|Priya Nand|Owen Clarke|Sofia Rinaldi|Tomas Vlk|Hana Mori".split("|")
FIRMS = "Orcta|Velmo AI|Brightloom|Quarrel Labs|Northpane|Hexaform|Sable Systems|Tindra|Corvane|Pellucid".split("|")
CITIES = "Lyon|Austin|Leeds|Porto|Oslo|Seattle|Dublin|Turin".split("|")
ENGLISH = """{firm} said on Tuesday that it had raised ${m} million in a round led by {other}.
The company was founded in {year} by {name} and {name2}, who had met at a laboratory in {city}.
"We will hire {n} engineers before the end of the year," {name} told reporters in {city}.
Its software reads invoices, letters and contracts for banks, and is used by {n2} customers.
Revenue grew by {p} percent to ${m2} million in the last financial year, according to a filing.
{other} has a stake of {p2} percent and a seat on the board.
Analysts at two banks had expected slower growth, since many clients had delayed orders in spring.
The chief financial officer, {name2}, will leave in June and be succeeded by {name3}.
A new model, trained on {n3} graphics processors, is to be released in the coming weeks.
Competitors such as {third} have cut their prices twice this year.
Regulators in Brussels asked for documents in {month}, but have not opened a formal inquiry.
The company moved its headquarters from {city} to {city2} after a dispute about rent.
{name3} declined to comment on whether a sale was being discussed.
Employees were told in a memo that their options could be sold in a tender this autumn.
The round values {firm} at ${b} billion, three people familiar with the matter said.
It plans to open a second office near {city2} with room for {n} people.""".split("\n")
CHINESE_FIRMS = "云岭智能|赤松科技|北辰数据|星屿科技|望川智能|青禾机器人".split("|")
CHINESE_NAMES = "林若|陈默然|周以安|何启明|苏婉清|方致远".split("|")
CHINESE = """{firm}周二宣布完成{m}万元融资，由{other}领投。
公司由{name}和{name2}于{year}年在杭州创立，两人曾在同一实验室工作。
{name}表示，公司计划在年底前招聘{n}名工程师，主要负责大模型训练与部署。
其产品为银行处理票据、函件与合同，目前已有{n2}家客户。
根据公告，上一财年营业收入同比增长{p}%，达到{m2}万元。
{other}目前持有{p2}%的股份，并拥有一个董事会席位。
由于不少客户在春季推迟订单，两家券商的分析师此前预计增速会放缓。
首席财务官{name2}将于六月离任，由{name3}接任。
新模型使用{n3}块显卡训练，预计将在未来几周发布。
竞争对手{third}今年已经两次下调价格。
监管部门曾在{year}年要求公司提交材料，但尚未正式立案。
公司因租金纠纷将总部从深圳迁往苏州工业园区。
{name3}拒绝就出售传闻置评，称公司专注于业务发展。
内部信显示，员工今年秋天可以通过回购计划出售期权。
三位知情人士称，本轮融资后公司估值达到{b}亿元。
公司还计划在苏州设立第二个办公室，可容纳{n}人。""".split("\n")
OTHER_EVENTS = """The weather service expects rain in the north of the country until the weekend.
A museum in the capital will show drawings that had been thought lost for eighty years.
The football club has signed two players for the coming season and let three go.
Farmers in the valley report the best harvest of apples in a decade.
The ministry of transport wants to close the old bridge for repairs next month.
Two universities have agreed to share their telescopes from January on.
A bakery chain has opened its hundredth branch, in a former cinema.
The city council voted to plant a thousand trees along the ring road.
An orchestra from the north will tour the islands with a new conductor.
Researchers counted more storks this spring than in any year since 1990.""".split("\n")


@dataclass(frozen=True)
class Pair:
    """Two articles and what the second is to the first: `same`, `copy`, `corrected` or `new`; `way` names how."""

    relation: str
    way: str
    first: Article
    second: Article


class Story:
    """A made article: seeded, so that it is the same every time."""

    def __init__(self, seed: int, chinese: bool = False) -> None:
        self.random, self.chinese = random.Random(seed), chinese
        firms, names = (CHINESE_FIRMS, CHINESE_NAMES) if chinese else (FIRMS, NAMES)
        firm, other, third = self.random.sample(firms, 3)
        name, name2, name3 = self.random.sample(names, 3)
        city, city2 = self.random.sample(CITIES, 2)
        pick = self.random.randint
        self.values = {
            "firm": firm, "other": other, "third": third, "name": name, "name2": name2, "name3": name3, "city": city, "city2": city2,
            "m": pick(11, 980), "m2": pick(11, 980), "b": pick(2, 60), "n": pick(20, 900), "n2": pick(30, 5000), "n3": pick(100, 9000),
            "p": pick(3, 95), "p2": pick(3, 45), "year": pick(2009, 2022), "month": self.random.choice(("March", "May", "July")),
        }  # fmt: skip
        self.templates = list(CHINESE if chinese else ENGLISH)
        head, rest = self.templates[0], self.templates[1:]
        self.random.shuffle(rest)
        self.lines = [line.format(**self.values) for line in [head, *rest[: pick(10, 14)]]]
        self.day = date(2024, pick(1, 9), pick(1, 28))
        self.slug = f"{self.day.year}/{self.day.month:02}/{self.day.day:02}/story-{seed}"
        self.title = f"{firm}完成新一轮融资" if chinese else f"{firm} raises ${self.values['m']} million"

    def article(self, lines: list[str] | None = None, host: str = "www.example-news.com", publisher: str | None = "Example News") -> Article:
        text = "\n".join(lines if lines is not None else self.lines)
        return Article(
            text, title=self.title, url=f"https://{host}/{self.slug}", publisher=publisher, published=self.day, source=f"{host}/{self.slug}.html"
        )


def _other(article: Article, **changes: object) -> Article:
    return replace(article, source="elsewhere/" + article.source, **changes)  # type: ignore[arg-type]


def _same(story: Story) -> Iterator[tuple[str, Article, Article]]:
    one = story.article()
    assert one.url
    yield "from two files", one, _other(one)
    yield "tracked address", one, _other(one, url=one.url + "?utm_source=feed&fbclid=1")
    yield "mobile page with typographic quotes", one, _other(one, url=one.url.replace("www.", "m."), text=one.text.replace('"', "\u201d").replace("\n", "\n\n"))
    yield "print page in full width", one, _other(one, url=one.url + "/print", text=one.text.upper() if not story.chinese else one.text.replace(",", "，"))
    yield "a line of boilerplate more", one, _other(one, url=one.url + "/amp", text=one.text + "\nRead this article in our app.")
    yield "a file without metadata", one, Article(one.text, source="notes.txt")


def _copies(story: Story) -> Iterator[tuple[str, Article, Article]]:
    one, lines, later = story.article(), story.lines, story.day + timedelta(days=1)
    host = {"host": "daily.example.org", "publisher": "The Daily Example"}
    yield "word by word", one, story.article(lines, **host)
    yield "with agency and headline of its own", one, replace(
        story.article(["(Example News) " + lines[0], *lines[1:]], **host), title="What we know about the round", published=later
    )
    yield "cut after two thirds", one, story.article(lines[: len(lines) * 2 // 3], **host)
    yield "with an introduction and an end of its own", one, replace(
        story.article(["Money keeps flowing into young companies this year.", *lines, "More on this subject tomorrow, in our weekend edition."], **host), published=later
    )
    yield "two sentences left out and one changed", one, story.article([*lines[:3], *lines[4:6], lines[7].replace("The ", "Its "), *lines[8:]], **host)
    yield "the copy was read first", replace(story.article(lines, **host), published=later), one


def _corrections(story: Story) -> Iterator[tuple[str, Article, Article]]:
    one, lines = story.article(), story.lines
    note = "更正：本文此前版本的金额有误。" if story.chinese else "Correction: An earlier version of this article misstated the sum."
    numbers = re.sub(r"(\d+)", lambda m: str(int(m[1]) + 7), lines[0])
    yield "another number at the same address", one, _other(one, text="\n".join([numbers, *lines[1:]]), modified=story.day + timedelta(days=1))
    yield "with a note at the same address", one, _other(one, text="\n".join([numbers, *lines[1:], note]))
    yield "with a note at a new address", one, replace(_other(one, text="\n".join([numbers, *lines[1:], note])), url=f"{one.url}-updated")
    yield "two sentences more at the same address", one, _other(one, text=one.text + "\n" + "\n".join(t.format(**story.values) for t in story.templates[-2:]))
    yield "rewritten at the same address", one, _other(one, text="\n".join([*lines[:2], "The company did not answer questions.", *lines[5:9]]), published=story.day + timedelta(days=2))
    yield "same title at a new address the next day", one, replace(
        _other(one, text="\n".join([numbers, *lines[1:]])), url=f"{one.url}-2", published=story.day + timedelta(days=1)
    )


def _distinct(story: Story) -> Iterator[tuple[str, Article, Article]]:
    one, twin = story.article(), Story(story.random.randint(10_000, 99_999), story.chinese)
    lines = [template.format(**story.values) for template in story.templates]
    others = [template.format(**twin.values) for template in story.templates]
    yield "one template, two companies, one publisher", story.article(lines), twin.article(others)
    yield "one template, two companies, two publishers", story.article(lines), twin.article(others, host="wire.example.org", publisher="Wire")
    same = {**story.values, **{key: value for key, value in twin.values.items() if isinstance(value, int)}}
    daily = [template.format(**same) for template in story.templates]
    next_day = replace(story.article(daily), url=f"{one.url}-next", published=story.day + timedelta(days=1), source="next.html")
    yield "one column, the next day's numbers", replace(story.article(lines), title="Markets today"), replace(next_day, title="Markets today")
    tail = ["You receive this letter because you subscribed to it.", "Write to us with questions, corrections and ideas.", "Until next week, the editors."]
    pool = OTHER_EVENTS if not story.chinese else CHINESE
    yield "a newsletter with the same frame", story.article([*tail, *story.lines[:6], *tail]), twin.article([*tail, *twin.lines[:6], *tail])
    background = story.lines[-3:]
    yield "a follow-up with the same background", one, replace(twin.article([*twin.lines[:9], *background]), title=one.title)
    if not story.chinese:
        yield "same title, other text", one, replace(twin.article(pool), title=one.title)


def pairs() -> list[Pair]:
    """All pairs."""
    makers: dict[str, Callable[[Story], Iterator[tuple[str, Article, Article]]]] = {
        "same": _same, "copy": _copies, "corrected": _corrections, "new": _distinct,
    }  # fmt: skip
    found = []
    for number, (relation, make) in enumerate(makers.items()):
        for seed, chinese in enumerate((False, True, False)):
            story = Story(100 * number + seed, chinese)
            found += [Pair(relation, f"{'zh' if chinese else 'en'}: {way}", *two) for way, *two in make(story)]
    return found

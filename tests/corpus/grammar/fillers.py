"""What fills the grammar's slots: names from the grid's material, titles from the reader's list, and made-up dates and amounts."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from tests.corpus.grid import material

__all__ = ["Fillers"]

_EN: dict[str, list[str]] = {
    "D": ["on Monday", "on Tuesday", "on Thursday", "last week", "last month", "in May", "in early 2023", "this month", "in November 2022",
          "on March 4", "in the spring", "last year", "yesterday", "earlier this year", "two weeks ago", "on 12 June 2024", "in the third quarter",
          "late on Friday", "in 2021", "next month", "this summer", "at the end of the year", "by December", "in late September"],
    "G": ["three researchers", "half of its safety team", "several senior engineers", "at least six executives", "dozens of staff", "two vice presidents",
          "a third of the hardware group", "most of the founding team", "about 40 employees", "a clutch of scientists", "some of the original founders"],
    "S": ["people familiar with the matter", "two people briefed on the talks", "a person close to the company", "sources", "three people with knowledge of the plans",
          "insiders", "a source familiar with the discussions", "people who asked not to be named", "bankers close to the deal"],
    "I": ["{} H100 chips", "{} processors", "graphics processors", "{} B200 systems", "servers", "AI accelerators", "{} racks", "delivery robots", "compute capacity", "lidar units"],
    "M": ["$1 billion", "$40 million", "US$6.6bn", "€385m", "£12m", "more than $100 million", "up to $4 billion", "nearly $2bn", "$750,000", "about ¥5 billion",
          "a billion dollars", "$150 billion", "roughly $30 million", "$1.3bn", "at least 600 million euros", "200 million yuan", "$10.5 million"],
    "K": ["100,000", "20,000", "some 350", "5,000", "tens of thousands of", "1,024", "up to 62,000"],
    "H": ["10%", "a 49 per cent stake", "a minority stake", "51 percent", "20%", "a controlling stake", "a third"],
    "U": ["Series A", "Series B", "seed", "Series C", "pre-seed", "Series D", "angel"],
    "L": ["London", "Toronto", "Palo Alto, California", "Shenzhen", "Berlin", "Bengaluru", "San Francisco", "Tel Aviv", "Zurich", "Seattle", "Singapore", "Cambridge", "Paris", "Austin, Texas"],
}  # fmt: skip
_ZH: dict[str, list[str]] = {
    "D": ["上周三", "周二", "本月早些时候", "去年11月", "5月", "2023年初", "昨日", "今年年底", "9月12日", "上个月", "2024年9月", "三季度", "前年", "下月", "今年春天", "6月3日晚间", "明年上半年", "2019年", "当地时间周五", "本周一"],
    "G": ["三名研究员", "多名高管", "半数安全团队成员", "数十名员工", "两位副总裁", "一批核心工程师", "十几名科学家", "约40名员工", "部分创始成员", "几位技术骨干"],
    "S": ["知情人士", "两位知情人士", "接近公司的人士", "消息人士", "多位内部人士", "接近交易的投行人士", "一位不愿具名的员工", "据悉", "市场传闻"],
    "I": ["{}芯片", "H100芯片", "AI服务器", "昇腾加速卡", "图形处理器", "配送机器人", "算力", "激光雷达", "B200整机柜"],
    "M": ["10亿美元", "1500亿美元", "近百亿元", "超过3000万美元", "2亿元人民币", "约50亿日元", "数千万元", "6.6亿美元", "1.3亿欧元", "8000万元", "逾20亿港元", "最多40亿美元", "1,200万美元", "３亿元"],
    "K": ["10万块", "2万颗", "350台", "5000片", "数万枚", "1024张", "62,000台"],
    "H": ["10%", "49%的股权", "少数股权", "51%", "20%", "控股权", "三成股份"],
    "U": ["A轮", "B轮", "天使轮", "C轮", "Pre-A轮", "种子轮", "D轮", "A+轮"],
    "L": ["北京", "上海", "深圳", "杭州", "旧金山", "伦敦", "巴黎", "新竹", "香港", "多伦多", "苏州工业园区", "加州帕洛阿尔托", "东京", "新加坡"],
}  # fmt: skip


class Fillers:
    """Fills the slots of one pattern; the same slot gets the same words."""

    def __init__(self, lang: str, draw: random.Random) -> None:
        self._lang, self._draw = lang, draw
        self._own: dict[str, Any] = material()[lang]
        self._held: dict[str, str] = {}

    def choose(self, options: Sequence[str]) -> str:
        """One of several."""
        return self._draw.choice(options)

    def fill(self, slot: str) -> str:
        """The words of a slot."""
        if slot not in self._held:
            for _ in range(20):     # two slots of a kind differ
                words = self._new(slot)
                if words not in self._held.values():
                    break
            self._held[slot] = words
        return self._held[slot]

    def _new(self, slot: str) -> str:
        letter = slot[0]
        if letter in "PQONV":
            return self._name(letter, slot)
        if letter == "R":
            return self._draw.choice(_titles(self._lang))
        options = (_EN if self._lang == "en" else _ZH)[letter]
        return self._draw.choice(options).replace("{}", self._draw.choice(("Nvidia", "AMD", self._stem())))

    def _name(self, letter: str, slot: str) -> str:
        if letter == "P":
            return self._person()
        if letter == "Q":
            return self._surname(self.fill(f"P{slot[1]}"))
        if letter == "O":
            return self._organization()
        return str(self._draw.choice(self._own["product" if letter == "N" else "invented_source"]))

    def _person(self) -> str:
        if self._lang == "en":
            middle = self._draw.choice(["", "", "", "", f" {self._draw.choice('ABCDEJKLMRSTW')}."])
            return f"{self._draw.choice(self._own['given'])}{middle} {self._draw.choice(self._own['family'])}"
        if self._draw.random() < 0.4:
            whole: str = self._draw.choice(self._own["foreign"])
            return self._draw.choice([whole, whole.partition("(")[0], whole.partition("(")[0]])
        return str(self._draw.choice(self._own["family"]) + self._draw.choice(self._own["given"]))

    def _surname(self, person: str) -> str:
        if self._lang == "en":
            return person.split()[-1]
        plain = person.partition("(")[0]
        return plain.rpartition("·")[2] if "·" in plain else plain

    def _stem(self) -> str:
        return str(self._draw.choice(self._own["stem"]))

    def _organization(self) -> str:
        known = _KNOWN[self._lang]
        if self._draw.random() < 0.25:
            return self._draw.choice(known)
        return self._stem() + str(self._draw.choice(self._own["suffix"]))


_KNOWN = {
    "en": ["OpenAI", "Google", "Microsoft", "Nvidia", "Anthropic", "Meta", "Amazon", "DeepMind", "Samsung", "Baidu", "Mistral AI", "IBM", "Intel", "xAI", "Cohere", "Tesla"],
    "zh": ["OpenAI", "谷歌", "微软", "英伟达", "百度", "阿里巴巴", "腾讯", "字节跳动", "华为", "Anthropic", "商汤科技", "Meta", "特斯拉", "智谱AI", "月之暗面", "小米"],
}  # fmt: skip


@cache
def _titles(lang: str) -> list[str]:
    """Titles of the reader's list in one language, founders left out."""
    with files("aigraph.ingest").joinpath("names", "titles.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return [row["title"] for row in rows if row["lang"] == lang and "found" not in row["title"] and "创" not in row["title"]]

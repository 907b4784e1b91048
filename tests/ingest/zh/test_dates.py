"""Chinese dates and money: value, precision, bounds."""

from datetime import date

import pytest

from aigraph.ingest.zh.dates import find_dates
from aigraph.ingest.zh.money import find_money, number


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2024年9月25日", "2024-09-25"), ("９月25日", "2024-09-25"), ("5月", "2024-05"), ("今年", "2024"), ("去年11月", "2023-11"),
        ("上周三", "2024-09-25"), ("本周一", "2024-09-30"), ("周四", "2024-09-26"), ("昨日", "2024-09-29"), ("今天", "2024-09-30"),
        ("本月早些时候", "2024-09"), ("上个月", "2024-08"), ("下月", "2024-10"), ("今年年底", "2024"), ("明年初", "2025"),
        ("第三季度", "2024"), ("明年第一季度", "2025"), ("2023年下半年", "2023"), ("2015年12月", "2015-12"), ("将于12月发布", "2024-12"), ("12月曾发布", "2023-12"), ("计划3月上市", "2025-03"),
        ("两年前", "2022"), ("三个月前", "2024-06"), ("25日", "2024-09-25"), ("十一月份", "2023-11"), ("2月30日", None),
        ("日前", None), ("近日", None), ("3个月", None), ("每年", None), ("10亿美元", None), ("50名", None),
    ],
)
def test_date(text: str, when: str | None) -> None:
    found = [str(hit.when) for hit in find_dates(text, date(2024, 9, 30))]
    assert found == ([when] if when else [])


def test_relative_dates_need_the_day_of_publication() -> None:
    assert [str(hit.when) for hit in find_dates("去年5月和2021年5月,上周三", None)] == ["2021-05"]


@pytest.mark.parametrize(
    ("text", "value", "currency", "bound"),
    [
        ("10亿美元", 10**9, "USD", None), ("1500 亿美元", 150 * 10**9, "USD", None), ("近百亿元", 10**10, "CNY", "maximum"),
        ("超过3000万美元", 3 * 10**7, "USD", "minimum"), ("200亿人民币", 2 * 10**10, "CNY", None), ("385亿日元", 385 * 10**8, "JPY", None),
        ("3.85亿欧元", 385 * 10**6, "EUR", None), ("$10亿", 10**9, "USD", None), ("5亿港元", 5 * 10**8, "HKD", None),
        ("1.5万亿美元", 15 * 10**11, "USD", None), ("100多亿美元", 10**10, "USD", "minimum"), ("约２亿英镑", 2 * 10**8, "GBP", "about"),
        ("三千万元以上", 3 * 10**7, "CNY", "minimum"), ("10万块钱", 10**5, "CNY", None),
    ],
)
def test_money(text: str, value: int, currency: str, bound: str | None) -> None:
    [(start, end, money)] = find_money(text)
    assert (int(money.value), money.currency, money.bound, money.words) == (value, currency, bound, text[start:end].strip())


@pytest.mark.parametrize("text", ["数千万元", "5000万", "3万块GPU", "元宇宙", "100,000个", "几亿美元", "单元"])
def test_no_money(text: str) -> None:
    assert find_money(text) == []


def test_numerals() -> None:
    assert [number(text) for text in ("二十五", "百", "100,000", "三千", "甲")] == [25, 100, 100000, 3000, None]

"""English amounts, counts and shares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigraph.ingest.en.money import find_money, find_quantities, find_shares

Expected = list[tuple[str, str | None, str | None, str | None]]  # words, money, bound, per

CASES: list[tuple[str, Expected]] = [
    ("raised $1 billion in", [("$1 billion", "1000000000 USD", None, None)]),
    ("raised US$6.6bn.", [("US$6.6bn", "6600000000 USD", None, None)]),
    ("raised $6.6B at", [("$6.6B", "6600000000 USD", None, None)]),
    ("a $150-billion valuation", [("$150-billion", "150000000000 USD", None, None)]),
    ("$100m", [("$100m", "100000000 USD", None, None)]),
    ("$100 million", [("$100 million", "100000000 USD", None, None)]),
    ("1 billion dollars", [("1 billion dollars", "1000000000 USD", None, None)]),
    ("a billion dollars", [("a billion dollars", "1000000000 USD", None, None)]),
    ("one billion dollars", [("one billion dollars", "1000000000 USD", None, None)]),
    ("half a billion dollars", [("half a billion dollars", "500000000 USD", None, None)]),
    ("two and a half billion dollars", [("two and a half billion dollars", "2500000000 USD", None, None)]),
    ("three hundred and fifty million euros", [("three hundred and fifty million euros", "350000000 EUR", None, None)]),
    ("€385m", [("€385m", "385000000 EUR", None, None)]),
    ("£10 million", [("£10 million", "10000000 GBP", None, None)]),
    ("¥10 billion", [("¥10 billion", "10000000000 JPY", None, None)]),
    ("10 billion yuan", [("10 billion yuan", "10000000000 CNY", None, None)]),
    ("RMB 10bn", [("RMB 10bn", "10000000000 CNY", None, None)]),
    ("CNY 5 million", [("CNY 5 million", "5000000 CNY", None, None)]),
    ("HK$3bn", [("HK$3bn", "3000000000 HKD", None, None)]),
    ("NT$3bn", [("NT$3bn", "3000000000 TWD", None, None)]),
    ("C$20 million", [("C$20 million", "20000000 CAD", None, None)]),
    ("A$20 million", [("A$20 million", "20000000 AUD", None, None)]),
    ("S$20 million", [("S$20 million", "20000000 SGD", None, None)]),
    ("20 million Canadian dollars", [("20 million Canadian dollars", "20000000 CAD", None, None)]),
    ("₩2 trillion", [("₩2 trillion", "2000000000000 KRW", None, None)]),
    ("2 trillion won", [("2 trillion won", "2000000000000 KRW", None, None)]),
    ("the team of 20 won it", []),
    ("₹500 crore", [("₹500 crore", "5000000000 INR", None, None)]),
    ("500 crore rupees", [("500 crore rupees", "5000000000 INR", None, None)]),
    ("Rs 5 lakh", [("Rs 5 lakh", "500000 INR", None, None)]),
    ("₹2 lakh crore", [("₹2 lakh crore", "2000000000000 INR", None, None)]),
    ("CHF 5 million", [("CHF 5 million", "5000000 CHF", None, None)]),
    ("5 million Swiss francs", [("5 million Swiss francs", "5000000 CHF", None, None)]),
    ("$2.5 trillion", [("$2.5 trillion", "2500000000000 USD", None, None)]),
    ("paid $500,000 to", [("$500,000", "500000 USD", None, None)]),
    ("$0.03", [("$0.03", "0.03 USD", None, None)]),
    ("10 million USD", [("10 million USD", "10000000 USD", None, None)]),
    ("$10 million USD", [("$10 million USD", "10000000 USD", None, None)]),
    ("a mid-nine-figure sum", [("mid-nine-figure sum", None, None, None)]),
    ("billions of dollars", [("billions of dollars", None, None, None)]),
    ("tens of billions of dollars", [("tens of billions of dollars", None, None, None)]),
    ("several billion dollars", [("several billion dollars", None, None, None)]),
    ("$1bn to $2bn", [("$1bn", "1000000000 USD", "minimum", None), ("$2bn", "2000000000 USD", "maximum", None)]),
    ("$1-2 billion", [("$1", "1000000000 USD", "minimum", None), ("2 billion", "2000000000 USD", "maximum", None)]),
    ("$5 to $7 million", [("$5", "5000000 USD", "minimum", None), ("$7 million", "7000000 USD", "maximum", None)]),
    (
        "between $5 million and $7 million",
        [("$5 million", "5000000 USD", "minimum", None), ("$7 million", "7000000 USD", "maximum", None)],
    ),
    (
        "10 to 15 billion yuan",
        [("10", "10000000000 CNY", "minimum", None), ("15 billion yuan", "15000000000 CNY", "maximum", None)],
    ),
    ("rose from $29bn to $80bn", [("$29bn", "29000000000 USD", None, None), ("$80bn", "80000000000 USD", None, None)]),
    (
        "$500,000 to $1 million",
        [("$500,000", "500000 USD", "minimum", None), ("$1 million", "1000000 USD", "maximum", None)],
    ),
    ("$5m and $7m", [("$5m", "5000000 USD", None, None), ("$7m", "7000000 USD", None, None)]),
    ("valued at more than $150 billion", [("more than $150 billion", "150000000000 USD", "minimum", None)]),
    ("Over $5bn", [("Over $5bn", "5000000000 USD", "minimum", None)]),
    ("at least $5bn", [("at least $5bn", "5000000000 USD", "minimum", None)]),
    ("north of $5bn", [("north of $5bn", "5000000000 USD", "minimum", None)]),
    ("no less than $5bn", [("no less than $5bn", "5000000000 USD", "minimum", None)]),
    ("$5bn or more", [("$5bn or more", "5000000000 USD", "minimum", None)]),
    ("a $5bn-plus deal", [("$5bn-plus", "5000000000 USD", "minimum", None)]),
    ("up to $5bn", [("up to $5bn", "5000000000 USD", "maximum", None)]),
    ("nearly $5bn", [("nearly $5bn", "5000000000 USD", "maximum", None)]),
    ("less than a billion dollars", [("less than a billion dollars", "1000000000 USD", "maximum", None)]),
    ("no more than $5bn", [("no more than $5bn", "5000000000 USD", "maximum", None)]),
    ("as much as $5bn", [("as much as $5bn", "5000000000 USD", "maximum", None)]),
    ("about $5bn", [("about $5bn", "5000000000 USD", "about", None)]),
    ("an estimated $5bn", [("an estimated $5bn", "5000000000 USD", "about", None)]),
    ("$10 million per employee", [("$10 million", "10000000 USD", None, "employee")]),
    ("$29 a share", [("$29", "29 USD", None, "share")]),
    ("$3 billion a year", [("$3 billion", "3000000000 USD", None, "year")]),
    ("$20 per month", [("$20", "20 USD", None, "month")]),
    ("$20/month", [("$20", "20 USD", None, "month")]),
    ("$25 an hour", [("$25", "25 USD", None, "hour")]),
    ("raised $3 billion a year ago", [("$3 billion", "3000000000 USD", None, None)]),
    ("$3 billion annually", [("$3 billion", "3000000000 USD", None, "year")]),
    ("the US$ and $MSFT", []),
    ("lost 20 pounds", []),
    ("100,000 chips", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_money(text: str, expected: Expected) -> None:
    found = [
        (m.money.words, f"{m.money.value.normalize():f} {m.money.currency}", m.money.bound, m.per)
        if m.money
        else (text[m.start : m.end], None, None, m.per)
        for m in find_money(text)
    ]
    assert found == expected
    assert all(m.money.words == text[m.start : m.end] for m in find_money(text) if m.money)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100,000 Nvidia H100 chips", [("100,000", 100000)]),
        ("350,000; 1.5 million users", [("350,000", 350000), ("1.5 million", 1500000)]),
        ("100k GPUs", [("100k", 100000)]),
        ("two dozen researchers", [("two dozen", 24)]),
        ("a dozen people and half a dozen dogs", [("a dozen", 12), ("half a dozen", 6)]),
        ("Twenty-five people", [("Twenty-five", 25)]),
        ("three hundred and fifty staff", [("three hundred and fifty", 350)]),
        ("two hundred thousand users", [("two hundred thousand", 200000)]),
        ("one founder, one of the three", [("one", 1), ("three", 3)]),
        ("$100 million in 2024 on May 3", []),
        ("49% of GPT-4, version 3.5, at 10:30, for two years", []),
        ("in Sept. 25, 2024, 770 of 800 staff", [("770", 770), ("800", 800)]),
        ("It trains Grok 3 on Colossus 2 for 10 people. Fired 20 staff", [("10", 10), ("20", 20)]),
        ("a 35-year-old with 4nm chips", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(text[start:end], number) for start, end, number in find_quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 49% stake", [("49%", "49%")]),
        ("49 percent", [("49 percent", "49%")]),
        ("49 per cent", [("49 per cent", "49%")]),
        ("a 49-percent stake", [("49-percent", "49%")]),
        ("forty-nine percent", [("forty-nine percent", "49%")]),
        ("2.5% and 20–25%", [("2.5%", "2.5%"), ("20–25%", "20-25%")]),
        ("a majority stake", [("majority stake", "majority")]),
        ("Minority shareholders", [("Minority shareholders", "minority")]),
        ("a controlling interest", [("controlling interest", "majority")]),
        ("a third; 5 percentage points; the majority of staff", []),
    ],
)
def test_shares(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[start:end], share) for start, end, share in find_shares(text)] == expected


PARTS = "$ 1 2.5 million bn - to and US$ € half a one hundred dollars yuan won over up 49 % percent 1,000 or more , per share".split(
    " "
)


@given(st.text() | st.lists(st.sampled_from(PARTS)).map(" ".join) | st.lists(st.sampled_from(PARTS)).map("".join))
def test_never_fails_and_spans_are_ordered(text: str) -> None:
    money = [(m.start, m.end) for m in find_money(text)]
    for spans in (money, [f[:2] for f in find_quantities(text)], [f[:2] for f in find_shares(text)]):
        last = 0
        for start, end in spans:
            assert last <= start < end <= len(text)
            last = end

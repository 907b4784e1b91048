"""English dates, resolved against Monday 30 September 2024 unless a case says otherwise."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigraph.ingest.en.dates import find_dates

PUBLISHED = date(2024, 9, 30)

CASES: list[tuple[str, list[tuple[str, str | None, str]]]] = [
    ("on September 25, 2024 he left", [("September 25, 2024", "2024-09-25", "on")]),
    ("She left on Sept. 25.", [("Sept. 25", "2024-09-25", "on")]),
    ("25 September 2024", [("25 September 2024", "2024-09-25", "on")]),
    ("on 25 Sep he left", [("25 Sep", "2024-09-25", "on")]),
    ("the 25th of September, 2024", [("25th of September, 2024", "2024-09-25", "on")]),
    ("2024-09-25T10:00", [("2024-09-25", "2024-09-25", "on")]),
    ("on 2024-09-25.", [("2024-09-25", "2024-09-25", "on")]),
    ("on 9/25/2024.", [("9/25/2024", "2024-09-25", "on")]),
    ("on 25/9/2024.", [("25/9/2024", "2024-09-25", "on")]),
    ("on 13/13/2024.", []),
    ("Wednesday, September 25, 2024", [("Wednesday, September 25, 2024", "2024-09-25", "on")]),
    ("SAN FRANCISCO, Sept 25 (Reuters)", [("Sept 25", "2024-09-25", "on")]),
    ("May 13-15, 2024", [("May 13-15, 2024", "2024-05-13", "on")]),
    ("on December 3 he left", [("December 3", "2023-12-03", "on")]),
    ("In May 2024 they", [("May 2024", "2024-05", "on")]),
    ("He left in May.", [("May", "2024-05", "on")]),
    ("He may leave. May I?", []),
    ("Theresa May said", []),
    ("after May resigned", []),
    ("Sam met April Jones and Jan Leike", []),
    ("the May launch", [("May", "2024-05", "on")]),
    ("a December release", [("December", "2023-12", "on")]),
    ("It will launch in December.", [("December", "2024-12", "on")]),
    ("should he hit his goal of a December release", [("December", "2024-12", "on")]),
    ("He said on Wednesday it will close.", [("Wednesday", "2024-09-25", "on")]),
    ("It will close, he said on Wednesday.", [("Wednesday", "2024-09-25", "on")]),
    ("It will close on Wednesday.", [("Wednesday", "2024-10-02", "on")]),
    ("by May it is done", [("May", "2025-05", "until")]),
    ("since May he", [("May", "2024-05", "since")]),
    ("in 2024 they", [("2024", "2024", "on")]),
    ("about $2024 a share", []),
    ("2000 employees and 2024 GPUs", []),
    ("more than 2000 left", []),
    ("GPT-2024 and RTX 2080", []),
    ("left Wednesday", [("Wednesday", "2024-09-25", "on")]),
    ("left on Monday", [("Monday", "2024-09-30", "on")]),
    ("last Monday", [("last Monday", "2024-09-23", "on")]),
    ("next Tuesday", [("next Tuesday", "2024-10-01", "on")]),
    ("next Monday", [("next Monday", "2024-10-07", "on")]),
    ("this Friday", [("this Friday", "2024-10-04", "on")]),
    ("Tuesday of last week", [("Tuesday of last week", "2024-09-24", "on")]),
    ("The Sunday Times and Black Friday", []),
    ("Yesterday he left", [("Yesterday", "2024-09-29", "on")]),
    ("announced today", [("today", "2024-09-30", "on")]),
    ("announced tonight", [("tonight", "2024-09-30", "on")]),
    ("due tomorrow", [("tomorrow", "2024-10-01", "on")]),
    ("this morning", [("this morning", "2024-09-30", "on")]),
    ("this week", [("this week", None, "on")]),
    ("late last week", [("late last week", "2024-09", "on")]),
    ("earlier this month", [("earlier this month", "2024-09", "on")]),
    ("this month", [("this month", "2024-09", "on")]),
    ("last month", [("last month", "2024-08", "on")]),
    ("next month", [("next month", "2024-10", "on")]),
    ("last year", [("last year", "2023", "on")]),
    ("Earlier this year", [("Earlier this year", "2024", "on")]),
    ("next year", [("next year", "2025", "on")]),
    ("at the end of this year", [("the end of this year", "2024", "on")]),
    ("by year-end", [("year-end", "2024", "until")]),
    ("in early 2025", [("early 2025", "2025", "on")]),
    ("in mid-2024", [("mid-2024", "2024", "on")]),
    ("late last year", [("late last year", "2023", "on")]),
    ("last November", [("last November", "2023-11", "on")]),
    ("this December", [("this December", "2024-12", "on")]),
    ("next March", [("next March", "2025-03", "on")]),
    ("in May last year", [("May last year", "2023-05", "on")]),
    ("in Q3 2024", [("Q3 2024", "2024", "on")]),
    ("the third quarter of 2024", [("third quarter of 2024", "2024", "on")]),
    ("in fiscal 2025", [("fiscal 2025", "2025", "on")]),
    ("in the summer of 2023", [("summer of 2023", "2023", "on")]),
    ("last summer", [("last summer", "2024", "on")]),
    ("last fall", [("last fall", "2023", "on")]),
    ("two years ago", [("two years ago", "2022", "on")]),
    ("a year ago", [("a year ago", "2023", "on")]),
    ("Three months ago", [("Three months ago", "2024-06", "on")]),
    ("two weeks ago", [("two weeks ago", "2024-09", "on")]),
    ("ten days ago", [("ten days ago", "2024-09-20", "on")]),
    ("several years ago", [("several years ago", None, "on")]),
    ("a decade ago", [("a decade ago", None, "on")]),
    ("more than two years ago", [("two years ago", None, "on")]),
    ("on leave as of last month", [("last month", "2024-08", "since")]),
    ("since August 2023", [("August 2023", "2023-08", "since")]),
    ("from 2015 to 2018", [("2015", "2015", "since"), ("2018", "2018", "until")]),
    ("(2015–2018)", [("2015", "2015", "since"), ("2018", "2018", "until")]),
    ("in 2015-18", [("2015", "2015", "since"), ("18", "2018", "until")]),
    ("between 2015 and 2018", [("2015", "2015", "between"), ("2018", "2018", "between")]),
    ("from May to July 2023", [("May", "2023-05", "since"), ("July 2023", "2023-07", "until")]),
    ("in March and April", [("March", "2024-03", "on"), ("April", "2024-04", "on")]),
    ("until the end of the year", [("the end of the year", "2024", "until")]),
    ("through the end of this year", [("the end of this year", "2024", "until")]),
    ("by the end of 2025", [("the end of 2025", "2025", "until")]),
    ("before 2020", [("2020", "2020", "before")]),
    ("after June 2020", [("June 2020", "2020-06", "after")]),
    ("in the 1990s", [("1990s", None, "on")]),
    ("in the past several months", [("the past several months", None, "ago-range")]),
    ("over the past year", [("the past year", None, "ago-range")]),
    ("the year was good", []),
    ("starting in January 2025", [("January 2025", "2025-01", "since")]),
    ("He was its CEO until May.", [("May", "2024-05", "until")]),
    ("on February 30", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_dates(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    found = find_dates(text, PUBLISHED)
    assert [(text[m.start : m.end], m.when and m.when.text, m.relation) for m in found] == expected


@pytest.mark.parametrize(
    "text", ["Wednesday", "in May", "last year", "May 3", "today", "two years ago", "last May", "this week"]
)
def test_relative_without_publication_is_unknown(text: str) -> None:
    assert [mention.when for mention in find_dates(text, None)] == [None]


def test_absolute_needs_no_publication() -> None:
    assert [str(mention.when) for mention in find_dates("May 2024, May 3, 2024 and 2023", None)] == [
        "2024-05",
        "2024-05-03",
        "2023",
    ]


@pytest.mark.parametrize(
    ("text", "when"), [("in May", "2025-05"), ("September 30", "2024-09-30"), ("Friday", "2024-10-04")]
)
def test_future_looks_ahead(text: str, when: str) -> None:
    assert [str(mention.when) for mention in find_dates(text, PUBLISHED, future=True)] == [when]


def test_leap_day_is_found_years_back() -> None:
    assert str(find_dates("on Feb. 29", date(2023, 3, 1))[0].when) == "2020-02-29"


WORDS = "in May 2024 last week - to from 2015 13 , Sept. Wednesday 99999 years ago the end of year next quarter 9/25/2024 between and".split(
    " "
)


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join), st.none() | st.dates(), st.booleans())
def test_never_fails_and_spans_are_ordered(text: str, published: date | None, future: bool) -> None:
    last = 0
    for mention in find_dates(text, published, future):
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        last = mention.end

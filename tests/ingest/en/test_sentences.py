"""English sentence boundaries: `|` marks where a break is expected."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigraph.ingest.en.sentences import sentences

CASES = [
    "She said so on X. | Nadia Brandt had joined Corvid in May.",
    "The film is about Malcolm X. Nadia Brandt wrote it.",
    "OpenAI raised money.| Investors cheered.",
    "Is it over?| Nobody knows!| We wait.",
    "“We are sad.”| He left on Friday.",
    '"We are sad." |She left.',
    "Mr. Altman met Dr. Fei-Fei Li.| They spoke.",
    "Sen. Richard Blumenthal asked Gov. Gavin Newsom about St. Louis.",
    "OpenAI Inc. is a nonprofit.",
    "Tesla Inc., Apple Inc. and Nvidia Corp. rose.",
    "He started Safe Superintelligence Inc.| The company raised $1 billion.",
    "Alphabet Inc. Chief Executive Sundar Pichai spoke.",
    "U.S. President Joe Biden signed it.",
    "It moved to the U.S.| However, it kept an office in London.",
    "The U.S. Department of Justice sued.",
    "It is the No. 2 maker of chips.",
    "Did he agree?| No.| He left.",
    "The call was at 9 a.m. Monday in Palo Alto, Calif. and lasted an hour.",
    "The call was at 9 a.m.| The board met later.",
    "She left on Sept. 25 and he on Jan. 3.",
    "J. K. Rowling met Samuel H. Altman.",
    "It closed a Series A.| Sequoia led.",
    "K. He and X. Zhang wrote it.",
    "Model 3.5 costs $2.50 a unit.| It is cheap.",
    "Tools (e.g. editors, i.e. Vim) vs. Emacs.",
    "He left.| (A spokesman told Fortune that it was planned.)| She stayed.",
    "“We won. . . but it hurt,” he said.",
    "“We waited … and then it came,” he said.| She agreed.",
    "He wrote: “We are sad.| We will miss her.”| Then he left.",
    "“Why now?” Musk asked.| Nobody answered.",
    "“Why now?” he asked.",
    "“It is worth $1 billion … ?| Insane,” he said.",
    "Yahoo! Inc. sold it.",
    "It grew fast.| xAI raised money.",
    "Musk v. Altman goes on.| It is the A.I. case of the year.",
    "The New York start-up works on A.I.| It has 20 staff.",
    "First paragraph without a stop\n\n|Second one",
    "Why he left\n|Altman said on Friday that the company would change.",
    "The company said on Friday that it would\nchange its form next year.",
    "What we know:\n|- Murati left\n|- McGrew left",
    "1. Murati left.| 2. McGrew left.",
    "Sam Altman, chief executive of OpenAI\n|@sama replied to the thread.",
    "He has a Ph.D. from Stanford.| She has none.",
    "The paper by Vaswani et al. introduced it.",
    "It was said.[12]| The source is open.",
    "  Leading and trailing space.  ",
    "She works at Amazon.com Inc. in Seattle.",
]


@pytest.mark.parametrize("case", CASES)
def test_breaks(case: str) -> None:
    text = case.replace("|", "")
    expected = [part.strip() for part in case.split("|")]
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text() | st.text(alphabet='aA .!?…\n"”()IncUS1'))
def test_spans_are_ordered_trimmed_and_lose_nothing(text: str) -> None:
    spans = sentences(text)
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


def test_nothing_in_nothing_out() -> None:
    assert sentences("") == sentences(" \n ") == []


def test_fast_enough() -> None:
    text = "OpenAI Inc. said that Mr. Altman left the U.S. on Sept. 25. “Why now?” Musk asked. It is odd. " * 1050
    best = min(_timed(text) for _ in range(3))
    assert best < 0.25, "100,000 characters take 30 ms; this allows for a busy machine"


def _timed(text: str) -> float:
    started = time.perf_counter()
    sentences(text)
    return time.perf_counter() - started

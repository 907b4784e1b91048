"""The short form of `python -m tests.reliability.kill`."""

import pytest

from tests.reliability.kill import kill_rounds


@pytest.mark.parametrize(("articles", "bulk"), [(20, False), (60, True)])
def test_a_killed_ingest_leaves_whole_articles_and_loses_none_that_was_acknowledged(articles: int, bulk: bool) -> None:
    outcome = kill_rounds(kills=3, articles=articles, bulk=bulk)
    assert outcome.kills == 3 and outcome.acknowledged > 0
    assert outcome.good, outcome

"""The short form of `python -m tests.reliability.kill`."""

from tests.reliability.kill import kill_rounds


def test_a_killed_ingest_leaves_whole_articles_and_loses_none_that_was_acknowledged() -> None:
    outcome = kill_rounds(rounds=3, articles=20)
    assert outcome.kills == 3 and outcome.acknowledged > 0
    assert outcome.good, outcome

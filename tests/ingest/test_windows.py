"""Windows cover every sentence once as new, keep their size, and bring what stood before into view."""

from hypothesis import given
from hypothesis import strategies as st

from aigraph.ingest.windows import windows


@given(st.lists(st.integers(1, 120), max_size=40), st.integers(60, 200), st.integers(0, 60))
def test_every_sentence_is_new_exactly_once(lengths: list[int], limit: int, context: int) -> None:
    held = list(windows(lengths, limit, context))
    assert [k for _, new, end in held for k in range(new, end)] == list(range(len(lengths)))
    for first, new, end in held:
        assert sum(lengths[first:new]) <= context
        assert sum(lengths[first:end]) <= limit or (first, end) == (new, new + 1)


def test_context_is_the_sentences_right_before() -> None:
    assert list(windows([40, 40, 40, 40], 130, 50)) == [(0, 0, 3), (2, 3, 4)]

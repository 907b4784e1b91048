"""Every Chinese frame reads its own example, and a wrong entry is refused with file and line."""

from datetime import date

import pytest

from aigraph.graph.article import Article
from aigraph.ingest.extract import extract
from aigraph.ingest.zh.frames import Frame, frames, load
from aigraph.ontology.errors import FrameError

GOOD = """
[[frame]]
id = "departure.leave"
claim = "Departure"
triggers = ["离开"]
roles = { person = ["agent"], organization = ["object"] }
example = "周启明离开了Veltora。"
"""


@pytest.fixture
def frames_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What frames find, whatever the learned reader thinks of it."""
    monkeypatch.setattr("aigraph.ingest.zh.reader.combined", lambda framed, *_: list(framed))


@pytest.mark.parametrize("frame", frames().frames, ids=lambda frame: frame.id)
@pytest.mark.usefixtures("frames_alone")
def test_example(frame: Frame) -> None:
    claims = extract(Article(frame.example, published=date.fromisoformat(frame.published), language="zh")).claims
    records = [claim.to_record() for claim in claims if claim.type == frame.claim]
    assert any(all(str(record.get(key)) == str(value) for key, value in frame.gives.items()) for record in records), records


def test_ids_are_unique() -> None:
    ids = [frame.id for frame in frames().frames]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("person =", "persn =", "'persn' is not a role of Departure; nearest: 'person'"),
        ('"Departure"', '"Departur"', "nearest: 'Departure'"),
        ('"agent"', '"agnt"', "nearest: 'agent'"),
        ("triggers", "trigers", "nearest: 'triggers'"),
        ('["离开"]', '["离开("]', "triggers"),
    ],
)
def test_wrong_entry_names_line_and_what_would_work(old: str, new: str, hint: str) -> None:
    with pytest.raises(FrameError) as caught:
        load(GOOD.replace(old, new), "frames/own.toml")
    assert str(caught.value).startswith("frames/own.toml:2: ") and hint in str(caught.value)


def test_good_entry_loads() -> None:
    assert load(GOOD, "frames/own.toml")[0].needs == (("person", "group"), ("organization",))

"""Every frame's example gives what the frame says it gives, and bad frames are refused with file and line."""

from datetime import date

import pytest

from aigraph.graph.article import Article
from aigraph.ingest.en.forms import forms
from aigraph.ingest.en.frames import Frame, frames, load
from aigraph.ingest.extract import extract
from aigraph.ontology.errors import FrameError


@pytest.mark.parametrize("frame", frames().frames, ids=lambda frame: frame.id)
def test_example_gives_its_claim(frame: Frame) -> None:
    claims = extract(Article(frame.example, published=date(2025, 3, 14))).claims
    records = [claim.to_record() for claim in claims if claim.type == frame.claim]
    assert any(
        all(str(value) in (found if isinstance(found := record.get(role), list) else [str(found)]) for role, value in frame.gives.items())
        for record in records
    ), (frame.gives, [claim.to_record() for claim in claims])


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('id = "x"\nclaim = "Departure"\nroles = { persn = ["subject"] }\nexample = "A"', "nearest: 'person'"),
        ('id = "x"\nclaim = "Depature"\nroles = {}\nexample = "A"', "nearest: 'Departure'"),
        ('id = "x"\nclaim = "Departure"\nroles = {}\nexmple = "A"', "nearest: 'example'"),
        ('id = "x"\nclaim = "Departure"\nroles = {}', "needs 'example'"),
    ],
)
def test_a_wrong_frame_is_refused_with_its_line(entry: str, said: str) -> None:
    with pytest.raises(FrameError, match="mine.toml:2") as error:
        load(f"\n[[frame]]\n{entry}\n", "mine.toml")
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("step", "stepping"), ("leave", "left"), ("depart", "departed"), ("acquire", "acquiring"), ("quit", "quit"),
     ("open", "opened"), ("commit", "committed"), ("buy", "bought"), ("carry", "carries"), ("launch", "launches")],
)  # fmt: skip
def test_forms_hold_the_inflected_word(lemma: str, form: str) -> None:
    assert form in forms(lemma)
    assert not {"stepp", "departe", "openned", "buyed"} & forms(lemma)

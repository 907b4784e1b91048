"""docs/ontology.md says what `aigraph.ttl` says."""

from aigraph.ontology.vocabulary import AIG
from tests.ontology.document import FILE, document


def test_the_tables_are_current() -> None:
    text = FILE.read_text("utf-8")
    assert document(text) == text, "run `python -m tests.ontology.document`"


def test_every_term_is_there() -> None:
    text = FILE.read_text("utf-8")
    assert [name for name in AIG if f"`aig:{name}`" not in text] == []

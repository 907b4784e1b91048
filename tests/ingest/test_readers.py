"""Readers by name, readers of other packages, and the evidence rule for all of them."""

import json
import math
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import aigraph as library
from aigraph.graph.article import Article
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind
from aigraph.ingest.context import Context
from aigraph.ingest.document import Mention, Paragraph, Sentence
from aigraph.ingest.extract import extract
from aigraph.ingest.readers import load, names, options
from aigraph.ontology.errors import ReaderError

TEXT = "Lin Ruo left Orcta in May. She now advises Pelanor."
CHINESE = "2024年9月25日,米拉·穆拉提从OpenAI离职。"
LIN = Entity("Lin Ruo", Kind.PERSON, key="lin-ruo")
ORCTA = Entity("Orcta", Kind.ORGANIZATION, key="orcta")
LEFT = Claim(
    "Departure", "en", Evidence(TEXT[:26], 0, 26), (Argument("person", LIN, 0, 7), Argument("organization", ORCTA, 13, 18)),
    trigger=(8, 12), reader="mine/left", confidence=0.5,
)  # fmt: skip


class Given:
    """An article reader that gives what it was made with."""

    def __init__(self, *claims: Claim) -> None:
        self.claims = claims

    def read_article(self, article: Article, context: Context) -> Iterable[Claim]:
        context.warn("read by hand")
        context.drop("a passing thought")
        context.pass_over("Employment", (31, 38), 0.1, "an adviser is none")
        return self.claims


def test_an_article_reader_gives_claims_and_notes() -> None:
    extraction = extract(Article(TEXT, published=date(2024, 6, 1)), Given(LEFT))
    [claim] = extraction.claims
    assert claim == LEFT.with_(evidence=Evidence(TEXT[:26], 0, 26, "", TEXT[26:]))
    assert extraction.warnings == ["read by hand"] and dict(extraction.dropped) == {"a passing thought": 1}
    assert [passed.type for passed in extraction.passed] == ["Employment"]


PELANOR = Entity("Pelanor", Kind.ORGANIZATION, key="pelanor")
WRONG: dict[str, Claim] = {
    "quote is not at its offsets": LEFT.with_(evidence=Evidence(TEXT[:26], 1, 27)),
    "trigger outside the article": LEFT.with_(trigger=(40, 400)),
    "argument outside the article": LEFT.with_(arguments=(Argument("person", LIN, 7, 8), LEFT.arguments[1])),
    "type 'Exit' is not in the ontology": LEFT.with_(type="Exit"),
    "Departure has no role 'employer'": LEFT.with_(arguments=(LEFT.arguments[0], Argument("employer", ORCTA, 13, 18))),
    "Departure: person is no organization": LEFT.with_(arguments=(Argument("person", ORCTA, 13, 18), Argument("organization", PELANOR, 43, 50))),
    "Departure lacks organization": LEFT.with_(arguments=LEFT.arguments[:1]),
    "name that the article does not give": LEFT.with_(
        arguments=(Argument("person", Entity("Mia Tan", Kind.PERSON, key="mia-tan"), 0, 7), LEFT.arguments[1])
    ),
    "confidence is not between 0 and 1": LEFT.with_(confidence=math.nan),
    "status is neither current nor former": LEFT.with_(status="past"),
    "quantity is negative": LEFT.with_(quantity=-1),
}


@pytest.mark.parametrize("reason", WRONG)
def test_what_breaks_the_evidence_rule_is_dropped_and_counted(reason: str) -> None:
    extraction = extract(Article(TEXT, published=date(2024, 6, 1)), Given(WRONG[reason], LEFT))
    assert [claim.type for claim in extraction.claims] == ["Departure"]
    assert extraction.dropped[reason] == 1 and extraction.dropped.total() == 2


def test_a_described_thing_needs_no_name() -> None:
    startup = Entity("Lin Ruo's start-up", Kind.ORGANIZATION, described=True, key="lin ruo's start-up")
    claim = LEFT.with_(arguments=(LEFT.arguments[0], Argument("organization", startup, 13, 18)))
    assert len(extract(Article(TEXT), Given(claim)).claims) == 1


class Leaver:
    """A sentence reader with sentences of its own."""

    languages = ("en",)

    def sentences(self, paragraph: Paragraph) -> list[Sentence]:
        sentence = Sentence(paragraph.text, paragraph.start, paragraph.lang)
        for name, kind in (("Lin Ruo", Kind.PERSON), ("Orcta", Kind.ORGANIZATION)):
            at = paragraph.text.find(name)
            sentence.mentions += [Mention(name, paragraph.start + at, paragraph.start + at + len(name), kind)] if at >= 0 else []
        return [sentence]

    def read(self, sentence: Sentence, context: Context) -> Iterable[Claim]:
        people = [m for m in sentence.mentions if m.kind is Kind.PERSON]
        firms = [m for m in sentence.mentions if m.kind is Kind.ORGANIZATION]
        for person, firm in zip(people, firms, strict=False):
            assert person.entity and firm.entity
            arguments = Argument("person", person.entity, person.start, person.end), Argument("organization", firm.entity, firm.start, firm.end)
            yield Claim("Departure", sentence.lang, Evidence(sentence.text, sentence.start, sentence.end), arguments, reader="mine/leaver")


def test_a_sentence_reader_gets_linked_mentions_and_only_its_language() -> None:
    extraction = extract(Article(f"{TEXT}\n\n{CHINESE}", published=date(2024, 9, 26)), Leaver())
    [claim] = extraction.claims
    assert [(a.role, a.entity.name, a.entity.key) for a in claim.arguments] == [("person", "Lin Ruo", "lin-ruo"), ("organization", "Orcta", "orcta")]
    assert claim.confidence == 1.0          # ours are calibrated, others are left as they are
    assert extraction.warnings == ["paragraphs in zh are left unread: this reader reads en"]


class Founders:
    """A sentence reader that leaves sentences and mentions to ours."""

    def read(self, sentence: Sentence, context: Context) -> Iterable[Claim]:
        for mention in sentence.mentions:
            if mention.entity and mention.entity.kind is Kind.ORGANIZATION:
                argument = Argument("organization", mention.entity, mention.start, mention.end)
                yield Claim("Restructuring", sentence.lang, Evidence(sentence.text, sentence.start, sentence.end), (argument,), reader="mine/x")


def test_a_reader_without_sentences_gets_ours() -> None:
    extraction = extract(Article(CHINESE, published=date(2024, 9, 26)), Founders())
    assert [(c.type, c.entity("organization").name) for c in extraction.claims] == [("Restructuring", "OpenAI")]  # type: ignore[union-attr]


def test_ours_by_name_reads_as_ours_by_default() -> None:
    article = Article(CHINESE, published=date(2024, 9, 26))
    assert extract(article, "zh") == extract(article) and extract(article).claims


def test_the_library_takes_a_reader_or_its_name() -> None:
    assert [c.reader for c in library.extract(TEXT, published="2024-06-01", reader=Given(LEFT))] == ["mine/left"]
    with library.open() as graph:
        report = graph.ingest(text=TEXT, published="2024-06-01", reader=Given(LEFT, WRONG["Departure lacks organization"]))
        assert str(report) == "1 article, 1 claim" and graph.entity("Lin Ruo").kind is Kind.PERSON
        with pytest.raises(ReaderError, match="no reader 'none'"):
            graph.ingest(text=TEXT, reader="none")


def test_an_unknown_name_lists_what_is_there() -> None:
    assert names()[:3] == ["en", "zh", "llm"]
    with pytest.raises(ReaderError, match="no reader 'gpt'; there are: en, zh, llm"):
        load("gpt")


def test_options_that_a_reader_has_not() -> None:
    with pytest.raises(ReaderError, match="reader zh: .*'size'.*its options are: none"):
        load("zh", size="1")
    with pytest.raises(ReaderError, match="reader llm: .*'size'.*its options are: url, model, key, window"):
        load("llm", size="1")
    assert options(["answer-tokens=5", "key=a=b"]) == {"answer_tokens": "5", "key": "a=b"}
    with pytest.raises(ReaderError, match="'window' is not an option of a reader; write it as key=value"):
        options(["window"])


def test_the_reader_that_the_documentation_shows_works() -> None:
    text = (Path(__file__).parents[2] / "docs/readers.md").read_text(encoding="utf-8")
    shown: dict[str, Any] = {}
    exec(text.split("```python\n")[1].split("```")[0], shown)
    [claim] = extract(Article(TEXT, published=date(2024, 6, 1)), shown["Mine"]()).claims
    assert claim.to_record()["evidence"] == "Lin Ruo left Orcta"
    assert extract(Article(TEXT, published=date(2024, 6, 1)), shown["Mine"]("quit")).warnings == ["nobody quit"]


MODULE = '''
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind

class Reader:
    def __init__(self, verb="left"):
        self.verb = verb
    def read_article(self, article, context):
        at = article.text.find(self.verb)
        person, firm = Entity("Lin Ruo", Kind.PERSON, key="lin-ruo"), Entity("Orcta", Kind.ORGANIZATION, key="orcta")
        places = [(article.text.find(e.name), e) for e in (person, firm)]
        arguments = tuple(Argument(e.kind.value, e, at, at + len(e.name)) for at, e in places)
        yield Claim("Departure", "en", Evidence(article.text, 0, len(article.text)), arguments, trigger=(at, at + len(self.verb)), reader="mine")
    def summary(self):
        return "mine: free of charge"

thing = 3
'''


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """A package that brings readers, as pip would leave it; gives the environment in which it is found."""
    folder = tmp_path / "packages"
    (folder / "mine-1.0.dist-info").mkdir(parents=True)
    (folder / "mine_reader.py").write_text(MODULE, encoding="utf-8")
    (folder / "mine-1.0.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n", encoding="utf-8")
    points = "[aigraph.readers]\nmine = mine_reader:Reader\nen = mine_reader:Reader\nbroken = mine_reader:Gone\nthing = mine_reader:thing\nnot = builtins:dict\n"
    (folder / "mine-1.0.dist-info/entry_points.txt").write_text(points, encoding="utf-8")
    return {"PYTHONPATH": str(folder)}


def test_the_command_finds_a_reader_of_another_package(aigraph: Any, installed: dict[str, str]) -> None:
    done = aigraph("extract", "-", "--published", "2024-06-01", "--reader", "mine", stdin=TEXT, **installed)
    assert done.returncode == 0, done.stderr
    [record] = [json.loads(line) for line in done.stdout.splitlines()]
    assert (record["person"], record["organization"], record["reader"]) == ("Lin Ruo", "Orcta", "mine")
    assert done.stderr == "mine: free of charge\n"
    done = aigraph("extract", "-", "--published", "2024-06-01", "--reader", "mine", "--reader-option", "verb=quit", stdin=TEXT, **installed)
    assert done.stdout == "" and "dropped 1: trigger outside the article" in done.stderr
    done = aigraph("ingest", "-", "--published", "2024-06-01", "--reader", "mine", stdin=TEXT, **installed)
    assert "1 article, 1 claim" in done.stderr and "mine: free of charge" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--reader", "none"], "no reader 'none'; there are: en, zh, llm, broken, mine, not, thing"),
        (["--reader", "broken"], "reader broken: mine_reader:Gone cannot be loaded"),
        (["--reader", "thing"], "reader thing: mine_reader:thing is neither a class nor a function"),
        (["--reader", "not"], "reader not: has neither read_article(article, context) nor read(sentence, context)"),
        (["--reader", "mine", "--reader-option", "noun=x"], "its options are: verb"),
        (["--reader-option", "verb=x"], "give --reader too"),
    ],
)
def test_a_reader_that_cannot_be_had(aigraph: Any, installed: dict[str, str], arguments: list[str], message: str) -> None:
    done = aigraph("extract", "-", "--published", "2024-06-01", *arguments, stdin=TEXT, **installed)
    assert (done.returncode, done.stdout) == (1, "") and len(done.stderr.splitlines()) == 1
    assert message in done.stderr


def test_another_package_cannot_take_the_place_of_ours(aigraph: Any, installed: dict[str, str]) -> None:
    done = aigraph("extract", "-", "--published", "2024-09-26", "--reader", "en", stdin=CHINESE, **installed)
    assert done.stdout == "" and "left unread: this reader reads en" in done.stderr

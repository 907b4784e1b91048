"""Duplicates: what is one article, what is a copy, what is a correction, and what only looks like it."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

import aigraph
from aigraph.graph.article import Article
from aigraph.graph.duplicates import Duplicates
from aigraph.graph.fingerprint import Fingerprint, fingerprint
from aigraph.graph.store import Store
from tests.graph.planted_pairs import Pair, Story, pairs
from tests.stub_reader import StubReader

BAR = 0.95


def verdict(pair: Pair) -> str:
    """What the second article of a pair is found to be to the first; `again` is the same, too."""
    with Store() as store:
        duplicates = Duplicates(store)
        duplicates.add(duplicates.judge(pair.first), ())
        kind = str(duplicates.judge(pair.second).kind)
    return "same" if kind == "again" else kind


def test_planted_pairs_are_told_apart() -> None:
    planted = pairs()
    wrong = [(pair.relation, pair.way, found) for pair in planted if (found := verdict(pair)) != pair.relation]
    share = 1 - len(wrong) / len(planted)
    print(f"\n{len(planted)} planted pairs, {share:.1%} told right; wrong: {wrong}")
    assert len(planted) >= 50 and len({pair.relation for pair in planted}) == 4
    assert share >= BAR, wrong


@pytest.fixture
def story() -> Story:
    made = Story(7)
    made.lines.insert(2, "Lin Ruo left Orcta.")
    return made


def dumped(*articles: Article) -> tuple[bytes, int]:
    """The store after these articles, and how many were read."""
    reader = StubReader()
    with aigraph.open() as graph:
        graph.ingest(articles, reader=reader)
        return graph.store.dump("nquads"), reader.read


def three(story: Story) -> list[Article]:
    """An article, the same elsewhere, and another publisher's copy."""
    one = story.article()
    return [
        one, replace(one, url=f"{one.url}/amp", source="amp.html", author="A. Writer"),
        replace(story.article(["By our staff.", *story.lines], host="daily.example.org", publisher="Daily"), published=date(2024, 12, 1)),
    ]  # fmt: skip


def test_the_order_of_reading_and_reading_again_make_no_difference(story: Story) -> None:
    articles = three(story)
    results = {dumped(*order)[0] for order in permutations(articles)} | {dumped(*articles, *articles)[0], dumped(*articles[::-1], *articles)[0]}
    assert len(results) == 1


def test_what_is_one_is_read_once_and_counts_once(story: Story) -> None:
    articles, reader = three(story), StubReader()
    with aigraph.open() as graph:
        first = graph.ingest(articles, reader=reader)
        assert (first.articles, first.claims, first.same, first.copies) == (1, 1, 1, 1)
        assert str(first) == "1 article, 1 claim, 1 known from elsewhere, 1 copy"
        assert len(graph.store) == 1 and len(graph.claims()) == 1
        rows = graph.query("SELECT ?url ?publisher WHERE { ?copy a aig:Copy ; aig:copyOf ?article ; aig:url ?url ; aig:publisher ?publisher . ?claim aig:saidIn ?article }").rows
        assert len(rows) == 1 and rows[0][1] == "Daily"
        places = graph.query("SELECT ?place WHERE { ?article a aig:Article ; aig:source ?place } ORDER BY ?place").rows
        assert len(places) == 2
        assert graph.query("SELECT ?author WHERE { ?article aig:author ?author }").rows == (("A. Writer",),)
        assert graph.validate() == []


def test_a_correction_replaces_and_keeps_its_history(story: Story) -> None:
    one = story.article()
    fixed = replace(one, text=one.text.replace("Lin Ruo left Orcta.", "Lin Ruo left Velmo."), modified=date(2024, 12, 1), source="fixed.html")
    for order in ([one, fixed], [fixed, one]):
        with aigraph.open() as graph:
            report = graph.ingest(order, reader=StubReader())
            assert report.corrected == 1 and len(graph.store) == 1
            assert [claim.entity("organization").name for claim in graph.claims()] == ["Velmo"]
            history = graph.query("SELECT ?source WHERE { ?article aig:revisionOf ?version . ?version a aig:Version ; aig:source ?source }").rows
            assert history == ((one.source,),)
            quotes = graph.query("SELECT ?quote WHERE { ?version aig:withdrawn ?quote }").rows
            assert quotes == ((("Lin Ruo left Orcta.",),) if order[0] is one else ())
            before = graph.store.dump("nquads")
            graph.ingest([one], reader=StubReader())
            assert graph.store.dump("nquads") == before, "the earlier version does not come back"


def test_removing_takes_all_that_is_kept_of_an_article_and_of_a_copy_only_the_link(story: Story) -> None:
    one, amp, copy = three(story)
    with aigraph.open() as graph:
        empty = graph.store.dump("nquads")
        graph.ingest([one, amp], reader=StubReader())
        before = graph.store.dump("nquads")
        graph.ingest([copy], reader=StubReader())
        assert copy.url and graph.remove(copy.url) == 1 and graph.store.dump("nquads") == before
        assert amp.url and graph.remove(amp.url) == 1 and graph.store.dump("nquads") == empty


@pytest.mark.parametrize("format", ["nquads", "trig", "jsonld"])
def test_an_export_carries_what_is_known_of_sources(story: Story, tmp_path: Path, format: str) -> None:
    articles = three(story)
    with aigraph.open() as graph, aigraph.open() as other:
        graph.ingest(articles, reader=StubReader())
        other.load(graph.export(format, tmp_path / "out"), format)
        report = other.ingest(articles, reader=StubReader())
        assert (report.same, report.copies) == (1, 1)
        other.identity().rebuild()
        assert other.store.dump("nquads") == graph.store.dump("nquads")


def test_fingerprints_come_back_and_estimate_what_texts_share() -> None:
    one, other = Story(3), Story(4)
    print = fingerprint("\n".join(one.lines))
    assert Fingerprint.decode(print.encode()) == print
    assert print.likeness(fingerprint("\n".join(other.lines))) < 0.5
    assert print.likeness(fingerprint("\n".join(one.lines[:-1]))) > 0.75
    assert print.containment(fingerprint("\n".join(one.lines[: len(one.lines) // 2]))) > 0.75
    assert fingerprint("Short text.").content == fingerprint("short  TEXT").content
    assert fingerprint("").shingles == 1


def test_short_texts_are_one_only_word_by_word() -> None:
    with Store() as store:
        duplicates = Duplicates(store)
        duplicates.add(duplicates.judge(Article("Lin Ruo left Orcta on Monday.", source="a")), ())
        assert duplicates.judge(Article("Lin Ruo left Velmo on Monday.", source="b")).kind == "new"
        assert duplicates.judge(Article("Lin Ruo left\nOrcta on Monday.", source="c")).kind == "same"


def test_two_that_are_under_way_at_once_are_told(story: Story) -> None:
    one, amp, copy = three(story)
    with Store() as store:
        duplicates = Duplicates(store)
        first, second, third = duplicates.judge(one), duplicates.judge(amp), duplicates.judge(copy)
        assert [str(judged.kind) for judged in (first, second, third)] == ["new", "same", "copy"]


def test_articles_that_cannot_be_read_each_fail_and_leave_nothing_behind() -> None:
    russian = "Компания объявила вчера о назначении нового директора, который приступит к работе осенью."
    articles = [Article(russian, source="a.txt", url="https://example.org/a"), Article(russian, source="b.txt", url="https://example.com/b"),
                Article("Другой текст о погоде в северных районах страны до конца недели.", source="c.txt")]  # fmt: skip
    with aigraph.open() as graph:
        empty = graph.store.dump("nquads")
        report = graph.ingest(articles, reader=StubReader())
        assert len(report.errors) == 3 and report.same == 0
        assert graph.store.dump("nquads") == empty


def test_whatever_an_article_is_it_is_one_atomic_update(story: Story, tmp_path: Path) -> None:
    one, amp, copy = three(story)
    fixed = replace(one, text=one.text.replace("Tuesday", "Monday"), modified=date(2025, 1, 1), source="fixed.html")
    with Store(tmp_path / "store") as store:
        duplicates = Duplicates(store)
        for article, kind in ((copy, "new"), (one, "copy"), (amp, "same"), (fixed, "corrected")):     # the second takes the first one's place
            before = store.watermark
            judged = duplicates.judge(article)
            assert judged.kind == kind and duplicates.add(judged, (), flush=True)
            store.flush()
            assert store.watermark == before + 1, kind
        assert len(store) == 1

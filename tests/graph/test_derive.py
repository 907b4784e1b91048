"""What is derived step by step is what is derived at once: whatever comes, changes and goes, and in whatever order."""

import random
import sqlite3
from pathlib import Path

import pyoxigraph as ox
import pytest

from aigraph.graph import derive, regrouping, relations, writing
from aigraph.graph.claim import Kind
from aigraph.graph.derive import rebuild, refresh
from aigraph.graph.index import FILE
from aigraph.graph.judgements import Decision
from aigraph.graph.judging import judge, undo
from aigraph.graph.names import Lexicon
from aigraph.graph.state import changed_articles, read_stamp
from aigraph.graph.store import Store
from aigraph.ontology.errors import QueryError
from tests.graph.mixed import KNOWN, mixed_article


def everything(store: Store) -> tuple[bytes, list[str], list[tuple[object, ...]]]:
    """Named graphs, default graph and index."""
    default = store.engine.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return store.dump(), sorted(map(str, default)), store.index().rows()


def shuffled(store: Store, chance: random.Random, held: set[str]) -> None:
    """A few articles come, come again in another version, or go."""
    for _ in range(chance.randrange(1, 4)):
        if held and chance.random() < 0.3:
            gone = chance.choice(sorted(held))
            store.remove_article(gone)
            held.remove(gone)
        else:
            article, claims = mixed_article(chance, chance.randrange(25))
            store.add_article(article, claims)
            held.add(article.source)


def judged(store: Store, chance: random.Random, lexicon: Lexicon | None) -> None:
    """Somebody says that two names, of all articles or of one, are or are not one thing."""
    found = {
        (argument.entity.kind, argument.entity.name, stored.article.source)
        for stored in store.claims(as_written=True)
        for argument in stored.claim.arguments
    }
    names = sorted((name, source) for kind, name, source in found if kind is Kind.PERSON)
    if len(names) > 1:
        ends = [f"{name}@{source}" if chance.random() < 0.6 else name for name, source in chance.sample(names, 2)]
        try:
            judge(store, *ends, chance.choice([Decision.SAME, Decision.DIFFERENT]), when="2024-01-01T00:00:00Z", lexicon=lexicon)
        except QueryError:
            pass  # one node already, or another judgement says otherwise


@pytest.mark.parametrize("seed", range(16))
def test_refreshing_after_each_change_is_rebuilding_at_the_end(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, held = random.Random(seed), set[str]()
    lexicon = chance.choice([None, KNOWN])
    monkeypatch.setattr(relations, "_BLOCK", chance.choice([300, 3]))  # so that keys pass it, up and down
    with Store() as store:
        refresh(store, lexicon)
        for step in range(8):
            shuffled(store, chance, held)
            refresh(store, lexicon)
            if step == 4 and seed % 2:
                judged(store, chance, lexicon)
        stepwise = everything(store)
        rebuild(store, lexicon)
        assert everything(store) == stepwise


@pytest.mark.parametrize("seed", range(6))
def test_a_rebuild_in_many_updates_is_one_in_a_single_update(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, held = random.Random(seed), set[str]()
    with Store() as store:
        for step in range(6):
            shuffled(store, chance, held)
            if step % 2:
                refresh(store, chance.choice([None, KNOWN]))
        shuffled(store, chance, held)
        with monkeypatch.context() as small:
            small.setattr(writing, "MOST", 20)
            small.setattr(derive, "_PIECE", 2)
            small.setattr(regrouping, "_BATCH", 2)
            rebuild(store, KNOWN)
        parts = everything(store)
        with Store() as other:
            for article in store.articles():
                other.engine.extend(store.quads(None, None, None, ox.NamedNode(article.iri)))
                other.engine.extend(ox.Quad(q.subject, q.predicate, q.object) for q in store.quads(None, None, None, ox.NamedNode(article.iri)))
            rebuild(other, KNOWN)
            assert everything(other) == parts


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_articles_and_the_number_of_refreshes_do_not_matter(seed: int) -> None:
    chance = random.Random(seed)
    articles = [mixed_article(chance, number) for number in range(20)]
    outcomes = []
    for every in (20, 1, 7):
        chance.shuffle(articles)
        with Store() as store:
            for number, (article, claims) in enumerate(articles, start=1):
                store.add_article(article, claims)
                if number % every == 0:
                    refresh(store, KNOWN)
            refresh(store, KNOWN)
            outcomes.append(everything(store))
    assert outcomes[0] == outcomes[1] == outcomes[2]


def test_one_more_article_is_not_a_rebuild_and_a_judgement_is(monkeypatch: pytest.MonkeyPatch) -> None:
    chance, rebuilt = random.Random(5), list[Store]()
    with Store() as store:
        for number in range(12):
            store.add_article(*mixed_article(chance, number))
        refresh(store)
        monkeypatch.setattr(derive, "rebuild", lambda store, *_, **__: rebuilt.append(store))
        store.add_article(*mixed_article(chance, 30))
        refresh(store)
        assert not rebuilt and not changed_articles(store)
        refresh(store, KNOWN)
        assert rebuilt == [store]


def test_undo_restores_every_byte_between_steps() -> None:
    chance = random.Random(3)
    with Store() as store:
        for number in range(15):
            store.add_article(*mixed_article(chance, number))
            refresh(store)
        before = everything(store)
        people = {(a.entity.name, s.article.source) for s in store.claims(as_written=True) for a in s.claim.arguments if a.role == "person"}
        (one, here), (other, there) = min(people), max(people)
        judge(store, f"{one}@{here}", f"{other}@{there}", Decision.SAME)
        assert everything(store) != before
        undo(store)
        assert everything(store) == before


@pytest.mark.parametrize("harm", ["missing", "damaged", "older", "of another store"])
def test_an_index_that_does_not_fit_is_made_anew(harm: str, tmp_path: Path) -> None:
    chance = random.Random(8)
    made = [mixed_article(chance, number) for number in range(6)]
    path, file = tmp_path / "store", tmp_path / "store" / FILE
    with Store(path) as store:
        store.add_article(*made[0])
        refresh(store)
    older = file.read_bytes()
    with Store(path) as store:
        for article, claims in made[1:5]:
            store.add_article(article, claims)
        refresh(store)
        assert read_stamp(store)
    if harm == "missing":
        file.unlink()
    elif harm == "damaged":
        file.write_bytes(b"no database" * 1000)
    elif harm == "older":
        file.write_bytes(older)
    else:
        with sqlite3.connect(file) as data:
            data.execute("UPDATE state SET value = '\"0\"' WHERE name = 'stamp'")
    with Store(path) as store, Store() as whole:
        store.add_article(*made[5])
        refresh(store)
        for article, claims in made:
            whole.add_article(article, claims)
        refresh(whole)
        assert everything(store) == everything(whole)


def test_what_a_killed_process_left_to_derive_is_derived_next_time(tmp_path: Path) -> None:
    chance = random.Random(9)
    made = [mixed_article(chance, number) for number in range(6)]
    with Store(tmp_path / "store") as store:
        for article, claims in made:
            store.add_article(article, claims)
        refresh(store)
        store.remove_article("2.md")  # and no refresh: the process ends here
    with Store(tmp_path / "store") as store, Store() as whole:
        assert len(changed_articles(store)) == 1
        refresh(store)
        for article, claims in made:
            if article.source != "2.md":
                whole.add_article(article, claims)
        refresh(whole)
        assert everything(store) == everything(whole)


def test_bookkeeping_is_no_part_of_the_graph() -> None:
    chance = random.Random(2)
    with Store() as store:
        store.add_article(*mixed_article(chance, 1))
        assert b"/graph/state" not in store.dump()
        assert not any("/graph/state" in str(quad) for quad in store.quads(None, None, None))
        default = store.engine.quads_for_pattern(None, None, None, ox.DefaultGraph())
        assert not any("/graph/state" in str(quad) for quad in default)

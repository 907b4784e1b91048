"""A store that is lean opens its engine anew where it has grown, and nobody who asks it notices."""

from __future__ import annotations

from pathlib import Path

import pytest

from aigraph.graph import memory
from aigraph.graph import store as store_module
from aigraph.graph.memory import Gauge, resident
from aigraph.graph.store import Store
from aigraph.ontology.errors import StoreError
from tests.made import made_articles


def test_gauge_tells_growth_from_memory_that_only_was_used() -> None:
    if not resident():
        pytest.skip("this system does not say how much memory a process has")
    gauge = Gauge()
    gauge.settle()      # what other tests have left is given back here, and not while this one looks
    assert not gauge.high()
    held = bytearray(4 * memory.GROWN)
    held[:: 4096] = b"x" * len(held[:: 4096])
    assert gauge.high()
    gauge.settle()
    assert not gauge.high()
    del held


@pytest.mark.parametrize("lean", [True, False])
def test_lean_store_says_the_same_as_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lean: bool) -> None:
    opened: list[Path | None] = []
    engine = store_module.open_engine
    monkeypatch.setattr(store_module, "open_engine", lambda path, *more: opened.append(path) or engine(path, *more))
    monkeypatch.setattr(memory, "GROWN", -(1 << 40))  # always too much
    with Store() as plain, Store(tmp_path / "store") as store:
        store.lean = lean
        for article, claims in made_articles(6):
            plain.add_article(article, claims)
            store.add_article(article, claims, flush=False)
            store.flush()
        assert store.dump() == plain.dump()
        assert store.watermark == 6
    assert opened.count(tmp_path / "store") == (7 if lean else 1)


def test_lean_store_still_keeps_other_writers_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "GROWN", -(1 << 40))
    with Store(tmp_path / "store") as store:
        store.lean = True
        for article, claims in made_articles(2):
            store.add_article(article, claims)
        store.flush()
        with pytest.raises(StoreError, match="another process is using it"):
            Store(tmp_path / "store")

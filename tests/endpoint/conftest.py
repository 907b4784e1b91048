"""A real server on loopback, over articles made up by rule."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from aigraph.graph.store import Store
from tests.made import made_articles


@contextmanager
def serving(store: Path, *options: str) -> Iterator[str]:
    """`aigraph serve` in a process of its own, ended afterwards; gives its address."""
    command = [sys.executable, "-m", "aigraph", "serve", "--store", str(store), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            line = server.stderr.readline()
            found = re.search(r"at (http://\S+/) ", line)
            assert found, line + server.stderr.read()
            yield found[1]
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="session")
def served_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("endpoint") / "store"
    with Store(path) as store:
        for article, claims in made_articles(60):
            store.add_article(article, claims, flush=False)
    return path


@pytest.fixture(scope="session")
def address(served_store: Path) -> Iterator[str]:
    with serving(served_store, "--timeout", "2") as url:
        yield url


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30, trust_env=False) as opened:
        yield opened


@pytest.fixture
def served() -> Any:
    return serving

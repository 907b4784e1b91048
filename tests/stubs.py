"""Readers for tests of batches, as a package that other processes find: its folder goes onto PYTHONPATH.

Each reads "X Y left Z." as `tests/stub_reader.py` does, writes down what it was given, and dies, raises or hangs where the text asks for it. With `models`
it holds our models in memory, as our own readers do, without using them.
"""

from __future__ import annotations

import random
from pathlib import Path

__all__ = ["ROOT", "install_stub", "readings", "text"]

ROOT = Path(__file__).parents[1]
_CODE = '''
import os, signal, time
from datetime import date
from aigraph.graph.article import Article
from aigraph.ontology.errors import ReaderError
from tests.stub_reader import StubReader


class Stub(StubReader):
    def __init__(self, log="", pause="0", models=""):
        super().__init__()
        self.log, self.pause, self.models = log, float(pause), models

    def read_article(self, article, context):
        if self.models:     # are loaded, and then not used
            from aigraph.ingest.extract import extract

            self.models = ""
            for text in ("Ada Byrne left Orcta Labs.", "陈明远加入星河科技。"):
                extract(Article(text, published=date(2024, 5, 1)))
        if self.log:
            with open(self.log, "a") as file:
                file.write(article.source + "\\n")
        time.sleep(self.pause)
        if "Be killed" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "Crash now" in article.text:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "Raise something" in article.text:
            raise KeyError("a fault")
        if "Give up" in article.text:
            raise ReaderError("stub: has had enough")
        return super().read_article(article, context)
'''


def install_stub(folder: Path) -> dict[str, str]:
    """Lay the package `stub` there; give the environment in which processes find it, and tests' own modules."""
    info = folder / "stubs-1.0.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: stubs\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[aigraph.readers]\nstub = stubbed:Stub\n")
    (folder / "stubbed.py").write_text(_CODE)
    return {"PYTHONPATH": f"{folder}:{ROOT}"}


def text(number: int) -> str:
    """A text of its own words, which says that somebody left a company."""
    chance = random.Random(number)
    names = "Ada Boris Dana Emeka Farah Goro Hana Ines Jonas Kaya".split()
    firms = "Orcta Vellum Quarry Kiteline Lumen Harrow Tessel".split()
    nouns = "plan model office report engine market chip garden letter bridge river summer winter train paper lamp stone".split()
    said = " ".join(f"The {chance.choice(nouns)} of the {chance.choice(nouns)} was with the {chance.choice(nouns)} on day {chance.randrange(9999)}." for _ in range(6))
    return f"This is the news of day {number}. {said} {names[number % 10]} Byrne left {firms[number % 7]}. The others stay."


def readings(log: Path) -> list[str]:
    """The sources of articles that stubs were given, in order."""
    return log.read_text().splitlines() if log.exists() else []

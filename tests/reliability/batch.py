"""`python -m tests.reliability.batch [ARTICLES] [KILLS] [stub]`: kill -9 an ingest by two processes in the middle, start it again, look at what is there.

The articles are made up by rule and read with our own readers, or with a stub that takes no time (`tests/stubs.py`): then all of it is writing. One run is left alone. Another is killed, with all its processes, at random moments and started
again each time, until it comes to its end. The exports of both stores have to be the same bytes, and of what is stored no more may be read again than the
ledger allows: what was written after its last note.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from aigraph.batch import EVERY
from aigraph.ledger import INGEST
from tests.made_texts import made_records
from tests.stubs import install_stub, text

__all__ = ["main"]

_COMMAND = [sys.executable, "-m", "aigraph", "ingest", "--jobs", "2"]


def main(arguments: Sequence[str]) -> int:
    """1 where the exports differ, or too much was read again."""
    count = int(arguments[0]) if arguments else 1_000
    kills = int(arguments[1]) if len(arguments) > 1 else 3
    stub = "stub" in arguments[2:]
    with tempfile.TemporaryDirectory() as folder:
        source, whole, killed = Path(folder) / "in.jsonl", Path(folder) / "whole", Path(folder) / "killed"
        records = ({"text": text(n), "url": f"https://news.example/{n}", "published": "2024-05-01"} for n in range(count)) if stub else made_records(count, 3)
        source.write_text("".join(json.dumps(record) + "\n" for record in records))
        if stub:
            os.environ |= install_stub(Path(folder) / "package")
            _COMMAND.extend(["--reader", "stub"])
        started = time.monotonic()
        subprocess.run([*_COMMAND, str(source), "--store", str(whole)], check=True)
        print(f"{count:,} articles, left alone: {time.monotonic() - started:.0f} s", flush=True)
        made, stored, passed = _killed(source, killed, count, kills)
        same = _exported(whole) == _exported(killed)
    print(f"killed {made} times; {stored:,} were stored when it was started last, {stored - passed} of them were read again; exports {'equal, byte for byte' if same else 'DIFFER'}")
    return 0 if made and same and stored - passed <= EVERY else 1


def _killed(source: Path, store: Path, count: int, kills: int) -> tuple[int, int, int]:
    """Run to the end, through so many kills; give how many came in time, and of the last run how many articles were stored
    before it, and how many of them it passed over. A kill comes at a random moment after so many articles have been noted."""
    chance, made = random.Random(7), 0
    for number in range(kills):
        run = subprocess.Popen([*_COMMAND, str(source), "--store", str(store)], stderr=subprocess.DEVNULL, start_new_session=True)
        while run.poll() is None and _noted(store) < count * (number + 0.5) / (kills + 1):
            time.sleep(0.02)
        time.sleep(chance.random() / 2)
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            made += 1
        run.wait()
    stored = _stored(store)
    said = subprocess.run([*_COMMAND, str(source), "--store", str(store)], check=True, stderr=subprocess.PIPE, text=True).stderr
    print(said.strip().splitlines()[-1], flush=True)
    before = said.partition(" stored before")[0].rpartition(" ")[2] if " stored before" in said else "0"
    return made, stored, int(before.replace(",", ""))


def _noted(store: Path) -> int:
    """How many articles the ledger has."""
    try:
        with closing(sqlite3.connect(f"file:{store / INGEST}?mode=ro", uri=True)) as ledger:
            return int(ledger.execute("SELECT COUNT(*) FROM article").fetchone()[0])
    except sqlite3.Error:       # it is not there yet, or being written
        return 0


def _stored(store: Path) -> int:
    import aigraph

    if not (store / "CURRENT").exists():
        return 0
    with aigraph.open(store) as graph:
        return len(graph.store)


def _exported(store: Path) -> bytes:
    import aigraph

    with aigraph.open(store, write=False) as graph:
        return graph.render("nquads")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

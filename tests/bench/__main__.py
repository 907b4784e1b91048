"""`make bench`: every bench of this folder, one after the other, to the end; then which of them missed a bar.

Names as arguments (`python -m tests.bench store growth`) choose some.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

__all__ = ["main"]

FIRST = ("bench", "store", "questions", "growth")


def names() -> list[str]:
    """The benches, those that most depends on first."""
    found = {path.stem for path in Path(__file__).parent.glob("*.py")} - {"__init__", "__main__"}
    return [*FIRST, *sorted(found - set(FIRST))]


def main(arguments: Sequence[str] = ()) -> int:
    """Run them, print what each prints, and sum up; 1 where one missed a bar or failed."""
    unknown = set(arguments) - set(names())
    if unknown:
        print(f"no bench {', '.join(sorted(unknown))}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    outcomes: list[tuple[str, int, float]] = []
    for name in arguments or names():
        print(f"== {name}", flush=True)
        started = time.monotonic()
        code = subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], check=False).returncode
        outcomes.append((name, code, time.monotonic() - started))
        print(flush=True)
    for name, code, seconds in outcomes:
        print(f"{name:<12}{'all bars met' if code == 0 else f'a bar is missed, or it failed (exit code {code})':<48}{seconds:>6.0f} s")
    return 1 if any(code for _, code, _ in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

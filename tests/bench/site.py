"""`python -m tests.bench.site [PAGES ...]`: the site of graphs with about 1,000 and 5,000 entities, made up by rule, from store to folder.

Counted is all that an export does: reading claims from the store, computing, rendering, writing (feeds and the search index too, which are no
pages). Seconds are those of this process (user and system), so that a busy machine does not fail the bars; those by the clock stand beside.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.made import made_articles

__all__ = ["main", "measure"]

SIZES = (1_000, 5_000)
LEAST, MOST_SLOWER = 300, 1.3
_KINDS = ("person", "organization", "product", "place", "group")


def measure(entities: int) -> tuple[int, int, float, float]:
    """Entity pages, all pages, seconds of the process and by the clock for a site of about so many entities."""
    from aigraph.exports.site import SiteOptions, write_site
    from aigraph.graph.store import Store

    with Store() as store, tempfile.TemporaryDirectory() as folder:
        store.add_articles(made_articles(round(entities * 1.18), claims=4))
        spent, clock = time.process_time(), time.perf_counter()
        write_site(store.claims(), Path(folder) / "site", SiteOptions(base_url="https://example.org/"))
        spent, clock = time.process_time() - spent, time.perf_counter() - clock
        pages = [path.relative_to(folder).parts[1] for path in (Path(folder) / "site").rglob("*.html")]
    return sum(kind in _KINDS for kind in pages), len(pages), spent, clock


def main(arguments: Sequence[str] = ()) -> int:
    """Print all sizes; 1 where a bar is missed."""
    sizes = [int(a) for a in arguments] or SIZES
    measure(50)  # templates are compiled, modules loaded
    print("{:<14}{:>12}{:>11}{:>12}{:>12}{:>14}".format("entity pages", "all pages", "s", "by clock", "ms a page", "pages a s"))
    found = []
    for size in sizes:
        entities, pages, spent, clock = measure(size)
        found.append(spent / pages)
        print(f"{entities:<14,}{pages:>12,}{spent:>11.1f}{clock:>12.1f}{1000 * spent / pages:>12.2f}{pages / spent:>14.0f}", flush=True)
    slower = found[-1] / found[0]
    print(f"slowest {1 / max(found):.0f} pages a second, at least {LEAST}; a page of the largest takes {slower:.2f} times one of the smallest, at most {MOST_SLOWER}")
    return 0 if 1 / max(found) >= LEAST and slower <= MOST_SLOWER else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A process that reads articles for a `parallel.Pool`: articles come on standard input, extractions go to standard output.

First comes the choice of a reader, answered with "ready" or with what is wrong with it. It ends when its input does, so that it never
outlives who started it, and then says what its reader has to say at the end. Whatever prints goes to standard error.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import IO, Any

from .parallel import as_error, load_chosen, receive, send

__all__ = ["main"]


def main() -> None:
    """Answer what comes until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started us
    _die_first()
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        _answer(source, sink)
    except (EOFError, BrokenPipeError):
        pass
    os._exit(0)  # nothing to save, and freeing models takes time


def _answer(source: IO[bytes], sink: IO[bytes]) -> None:
    from .extract import Extraction, extract
    from .readers import Summarizer

    choice = receive(source)
    try:
        reader = load_chosen(choice)
    except Exception as error:
        send(sink, error)
        return
    send(sink, "ready")
    while True:
        try:
            article = receive(source)
        except EOFError:
            send(sink, reader.summary() if isinstance(reader, Summarizer) else "")
            return
        answer: Any
        try:
            found = extract(article, reader)
            answer = Extraction(found.claims, found.warnings, found.dropped)
        except Exception as error:
            answer = as_error(error, article)
        send(sink, answer)


def _die_first() -> None:
    """Where the system runs out of memory, let it end this process and not the one that writes."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("500")


if __name__ == "__main__":
    main()

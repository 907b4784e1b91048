"""`python tests/readme.py` fills in what README shows: the output of its Python, the answers to its SPARQL.

Answers are those of the bundled articles, at most eight rows a question. `test_docs.py` fails when they are out of date.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import aigraph
from aigraph.graph.query import Table
from aigraph.tables import rows_text

README = Path(__file__).parents[1] / "README.md"
SAMPLES = README.parent / "ingest/samples"
PAIR = re.compile(r"```(python|sparql)\n(.*?)```\n```text\n.*?```", re.S)
ROWS = 8


def shown(kind: str, code: str, graph: aigraph.Graph) -> str:
    """What stands in the block under an example."""
    if kind == "python":
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
        return run.stdout
    answer = graph.query(code)
    assert isinstance(answer, Table)
    lines = rows_text(answer.columns, answer.rows).splitlines()
    if len(answer) > ROWS:
        lines[ROWS + 1 : -1] = ["..."]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Rewrite README in place."""
    text = README.read_text(encoding="utf-8")
    with aigraph.open() as graph:
        graph.ingest(SAMPLES)

        def filled(match: re.Match[str]) -> str:
            kind, code = match.groups()
            return f"```{kind}\n{code}```\n```text\n{shown(kind, code, graph)}```"

        README.write_text(PAIR.sub(filled, text), encoding="utf-8")


if __name__ == "__main__":
    main()

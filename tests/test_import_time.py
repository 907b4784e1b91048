"""`import aigraph` is instant: under 0.3 s in a fresh process, and none of the heavy libraries with it."""

import subprocess
import sys

HEAVY = ("spacy", "numpy", "onnxruntime", "rdflib", "pyoxigraph", "networkx", "pyvis", "pyshacl", "jinja2", "rich", "typer")


def _run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_import_takes_less_than_three_tenths_of_a_second() -> None:
    code = "import time; t = time.perf_counter(); import aigraph; print(time.perf_counter() - t)"
    assert min(float(_run(code)) for _ in range(3)) < 0.3


def test_import_loads_none_of_the_heavy_libraries() -> None:
    loaded = _run("import sys, aigraph; print(*sys.modules)").split()
    assert not set(HEAVY) & set(loaded)


def test_dir_and_version_stay_light() -> None:
    loaded = _run("import sys, aigraph; dir(aigraph); aigraph.__version__; aigraph.Claim; print(*sys.modules)").split()
    assert not set(HEAVY) & set(loaded)

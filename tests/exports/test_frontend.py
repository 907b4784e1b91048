"""The checked-in scripts are what their sources make; the sources have types and tests of their own."""
import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from tests.exports.frontend import FRONTEND, node, packages

TEMPLATES = FRONTEND.parent / "templates"
ENTRIES = sorted(path.name.removesuffix(".entry.js") for path in (FRONTEND / "src").glob("*.entry.js"))


def digest(sources: Path) -> str:
    """As build.mjs has it: a line a source, with its SHA-256."""
    lines = [f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in sorted(sources.glob("*.js"))]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def test_scripts_were_built_from_these_sources(tmp_path: Path) -> None:
    recorded = json.loads((TEMPLATES / "bundle.json").read_text(encoding="utf-8"))["sources"]
    assert recorded == digest(FRONTEND / "src"), "exports/frontend/src has changed: run `make frontend`"
    for path in (FRONTEND / "src").glob("*.js"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "model.js").write_bytes((tmp_path / "model.js").read_bytes() + b"\n")
    assert recorded != digest(tmp_path), "the check sees a change that is planted"


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    packages()
    subprocess.run([node(), "build.mjs", str(tmp_path)], cwd=FRONTEND, check=True, capture_output=True, timeout=60)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*(f"{name}.js" for name in ENTRIES), "bundle.json"])
    for built in tmp_path.iterdir():
        assert built.read_bytes() == (TEMPLATES / built.name).read_bytes(), f"templates/{built.name} is not what its source makes: run `make frontend`"


def test_types_are_right(tmp_path: Path) -> None:
    compiler = packages() / "typescript/bin/tsc"
    run = subprocess.run([node(), str(compiler), "--project", "jsconfig.json"], cwd=FRONTEND, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stdout


def test_unit_tests_pass() -> None:
    run = subprocess.run([node(), "--test", "tests/"], cwd=FRONTEND, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stdout
    assert "# fail 0" in run.stdout


@pytest.mark.parametrize("name", ENTRIES)
def test_scripts_make_no_markup_and_ask_nobody(name: str) -> None:
    script = (TEMPLATES / f"{name}.js").read_text(encoding="utf-8")
    banned = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch(", "XMLHttpRequest", "WebSocket", "import(", ".src=")
    assert not [word for word in banned if word in script]
    assert "</script" not in script.lower() and "<!--" not in script

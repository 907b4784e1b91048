"""The front end's tools for tests: node, and packages from the npm registry at the versions of package-lock.json."""
from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[2] / "exports/frontend"


def node() -> str:
    """The path of node 20 or newer; skips without."""
    found = shutil.which("node")
    if not found:
        pytest.skip("needs Node.js 20 or newer: apt install nodejs")
    if int(subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout[1:].split(".")[0]) < 20:
        pytest.skip("needs Node.js 20 or newer; this is older")
    return found


def packages() -> Path:
    """`node_modules` with what package-lock.json names, installed once; skips where the registry cannot be reached."""
    node()
    fault = _installed()
    if fault:
        pytest.skip(f"npm ci failed: {fault}")
    return FRONTEND / "node_modules"


@cache
def _installed() -> str:
    held = FRONTEND / "node_modules/.package-lock.json"
    if held.exists() and held.stat().st_mtime >= (FRONTEND / "package-lock.json").stat().st_mtime:
        return ""
    npm = shutil.which("npm")
    if not npm:
        return "there is no npm"
    try:
        run = subprocess.run([npm, "ci", "--no-fund", "--no-audit"], cwd=FRONTEND, capture_output=True, text=True, timeout=120,
                             env={**os.environ, "npm_config_fetch_retries": "0"})
    except subprocess.TimeoutExpired:
        return "it took longer than two minutes"
    if run.returncode:
        return run.stderr.strip().splitlines()[-1] if run.stderr.strip() else f"exit {run.returncode}"
    held.touch()
    return ""

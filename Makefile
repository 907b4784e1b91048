# make demo   the product in half a minute      make test   behaviour, docs, layout, types, lint
# make bench  speed, against rdflib             make lint   types and lint alone          make clean
# make frontend   the pages' script from its source (needs Node.js 20; users do not)

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test bench lint clean frontend

demo: .venv/.installed
	$(BIN)/aigraph demo -o demo

test: .venv/.installed-dev
	$(BIN)/python -m pytest $(ARGS)

bench: .venv/.installed-dev
	$(BIN)/python -m tests.bench

lint: .venv/.installed-dev
	$(BIN)/python -m pytest -q tests/test_tools.py tests/test_layout.py

frontend:
	cd exports/frontend && npm ci --no-fund --no-audit && npm run check && npm test && npm run build

clean:
	rm -rf .venv build dist demo *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.x")'
	$(PYTHON) -m venv .venv

# pip knows dependency groups since 25.1, so it comes first.
.venv/.pip: | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@touch $@

.venv/.installed: pyproject.toml | .venv/.pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.installed-dev: pyproject.toml | .venv/.pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@ .venv/.installed

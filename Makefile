# Needs Python 3.11 or newer. On Windows use the plain lines of the README.
PYTHON ?= python3
BIN := .venv/bin

COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11

.PHONY: run up test check bench lock screenshots

run: .venv/installed ## build the graph, answer three questions
	$(BIN)/careergraph build
	$(BIN)/careergraph tour

up: .venv/installed ## build if there is no build, then dashboard and server until Ctrl-C
	$(BIN)/careergraph up

test: .venv/installed-test .venv-sssom/installed .venv-schemathesis/installed build/browser ## all that CI runs
	$(MAKE) --no-print-directory check
	$(BIN)/pytest -n 2

check: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-test ## measure what the README claims
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/derive.py
	$(BIN)/python benchmarks/find.py
	$(BIN)/python benchmarks/serve.py
	$(BIN)/python benchmarks/dashboard.py

screenshots: .venv/installed-test build/browser ## take the screenshots of the README
	$(BIN)/python -m tests.dashboard.screenshots

lock: .venv/installed-test ## renew the lock files
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) --group test --constraint requirements.lock pyproject.toml --output-file requirements-test.lock
	$(COMPILE) --group sssom --output-file requirements-sssom.lock
	$(COMPILE) --group schemathesis --output-file requirements-schemathesis.lock

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "careergraph needs Python 3.11 or newer; name one: make PYTHON=python3.12 run")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

.venv/installed-test: .venv/installed requirements-test.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.lock
	touch $@

.venv-%/installed: requirements-%.lock
	test -x .venv-$*/bin/python || $(PYTHON) -m venv .venv-$*
	.venv-$*/bin/python -m pip install --quiet --require-hashes -r $<
	touch $@

# Chromium and axe-core, for the tests in a browser; what cannot be installed is said, and those tests skip.
build/browser: tests/browser/install tests/browser/package-lock.json
	sh tests/browser/install
	mkdir -p build && touch $@

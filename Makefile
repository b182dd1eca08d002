# Two commands on a fresh machine that has Python >= 3.11 with venv, and make:
#   make briefing   builds the sample workspace (this folder) and prints where the files are
#   make test       runs every check
# The lock files pin every package by its hash; make lock renews them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUNTIME := $(VENV)/.runtime
DEVELOPMENT := $(VENV)/.development
BENCHMARKS := $(VENV)/.benchmarks

.PHONY: briefing test lint types layers format lock audit fuzz dist bench bench-publishing bench-extraction clean

briefing: $(RUNTIME)
	$(BIN)/diemtin build .

test: lint types layers
	$(BIN)/pytest -q

lint: $(DEVELOPMENT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEVELOPMENT)
	$(BIN)/mypy

layers: $(DEVELOPMENT)
	$(BIN)/lint-imports

format: $(DEVELOPMENT)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Asks the advisory database about every locked package; needs the network.
audit: $(DEVELOPMENT)
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock

# Runs the coverage-guided fuzzers in turn for so many minutes in all; needs the network once.
MINUTES ?= 30
fuzz: $(DEVELOPMENT)
	$(PIP) install --quiet --no-build-isolation --editable ".[fuzz]"
	$(BIN)/python -m tests.fuzzing.run_all $(MINUTES)

# The wheel, the source archive, and what is in them (CycloneDX).
dist: $(DEVELOPMENT)
	rm -rf dist
	$(BIN)/python -m build --no-isolation
	$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
	  --output-file dist/diemtin.cdx.json requirements.lock

# Races against other programs; docs/performance.md keeps what came out. Extraction needs WCXB.
bench: bench-publishing bench-extraction

bench-publishing: $(BENCHMARKS)
	cd benchmarks && ../$(BIN)/python publishing.py --chart ../docs/publishing.svg

bench-extraction: $(BENCHMARKS)
	cd benchmarks && ../$(BIN)/python extraction.py

lock: | $(BIN)/python
	$(PIP) install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-annotate \
	  --custom-compile-command "make lock" pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-annotate \
	  --custom-compile-command "make lock" pyproject.toml --extra test --extra release \
	  --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) dist

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): pyproject.toml requirements.lock | $(BIN)/python
	$(PIP) install --quiet --require-hashes --requirement requirements.lock
	$(PIP) install --quiet --no-deps --editable .
	touch $@

$(DEVELOPMENT): pyproject.toml requirements-dev.lock | $(BIN)/python
	$(PIP) install --quiet --require-hashes --requirement requirements-dev.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@ $(RUNTIME)

$(BENCHMARKS): $(RUNTIME)
	$(PIP) install --quiet --editable '.[bench]'
	touch $@

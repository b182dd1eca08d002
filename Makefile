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
INSTALLED := $(VENV)/installed

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

# Asks the advisory database about every locked package; needs the network. A package that the
# database cannot be asked about is a failure too: silence is no clean bill of health.
audit: $(DEVELOPMENT)
	$(BIN)/pip-audit --strict --require-hashes --disable-pip \
	  --requirement requirements.lock --requirement requirements-dev.lock

# Runs the coverage-guided fuzzers in turn for so many minutes in all; needs the network once.
MINUTES ?= 30
fuzz: $(DEVELOPMENT)
	$(PIP) install --quiet --no-build-isolation --editable ".[fuzz]"
	$(BIN)/python -m tests.fuzzing.run_all $(MINUTES)

# The wheel, the source archive, and a bill of what is installed with them: versions, licences, and
# what needs what (CycloneDX). It is drawn up from an environment with nothing else in it.
dist: $(DEVELOPMENT)
	rm -rf dist $(INSTALLED)
	$(BIN)/python -m build --no-isolation
	$(BIN)/python -m venv --without-pip $(INSTALLED)
	$(PIP) --python $(INSTALLED)/bin/python install --quiet --require-hashes \
	  --requirement requirements.lock
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --validate \
	  --output-file dist/diemtin.cdx.json $(INSTALLED)/bin/python

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

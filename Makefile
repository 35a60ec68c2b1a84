# Needs only git, make and Python 3.11 or newer. `make demo` and `make test` set everything up by themselves.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
GOLD ?= corpora/gold
# Two test processes: more only pay for the start of another pipeline on small machines.
JOBS ?= 2

.PHONY: help demo test check lint stanza evaluate benchmark-extract benchmark-match constraints clean

help:
	@echo 'make demo         build a registry from corpora/articles into outputs/demo'
	@echo 'make test         run the tests'
	@echo 'make check        ruff, mypy, import-linter and the tests: what CI runs'
	@echo 'make stanza       add stanza (and torch, a gigabyte) to $(VENV), so that the tests read with it too'
	@echo 'make evaluate     quality on annotated articles (GOLD=$(GOLD))'
	@echo 'make benchmark-extract  quality and speed beside the peers (makes build/benchmarks; half an hour at first)'
	@echo 'make benchmark-match    matching beside splink, dedupe and recordlinkage (makes build/benchmarks-match;'
	@echo '                        ten minutes; MATCH=--million adds a million mentions)'
	@echo 'make constraints  renew constraints.txt from pyproject.toml'
	@echo 'make clean        remove $(VENV) and what the tools left behind'
	@echo 'PYTHON=python3.12 picks another Python.'

# The stamps are newer than their inputs once the environment fits them.
$(VENV)/base.stamp: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Needs Python 3.11 or newer as $(PYTHON). Another one: make PYTHON=python3.12 ...' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo 'Python cannot make an environment. On Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/base.stamp
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

$(VENV)/stanza.stamp: $(VENV)/dev.stamp
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev,stanza]'
	@touch $@

demo: $(VENV)/base.stamp
	$(BIN)/inovasi build corpora/articles --out outputs/demo

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n $(JOBS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

stanza: $(VENV)/stanza.stamp

evaluate: $(VENV)/base.stamp
	$(BIN)/inovasi evaluate $(GOLD)

# These make environments of their own, with the peers in them.
benchmark-extract:
	$(PYTHON) benchmarks/extract/run.py

benchmark-match:
	$(PYTHON) benchmarks/match/run.py $(MATCH)

# A throw-away environment, so that nothing but what pyproject.toml asks for is pinned. A build of torch for one kind of
# machine calls itself 2.13.0+cpu; the pin has to fit the others too.
constraints:
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --upgrade setuptools '.[dev,stanza]'
	{ echo '# The exact versions that this project is tested with; install with `pip install -c constraints.txt`.'; \
	  echo '# Made by `make constraints` in a fresh environment; pyproject.toml has the ranges that are allowed.'; \
	  build/constraints/bin/python -m pip freeze --all --exclude pip --exclude inovasi | sed 's/+.*//'; } > constraints.txt
	rm -rf build/constraints

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

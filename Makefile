# qualcode: every task of the project. `make help` lists them.
#
# A machine with Python 3.11 to 3.14, git and make needs nothing else: each task makes the environment in .venv first.
#
#   make test ARGS="-k alpha"        words for pytest (and for `make bench`)
#   make setup PYTHON=python3.12     another Python than the first fitting one
#   make setup UV=no                 install with pip alone
#   make demo DEMO_DIR=~/trial       another folder for the sample study

PYTHON     ?=
UV         ?=
VENV       ?= .venv
DEMO_DIR   ?= study
DEMO_FLAGS ?=
ARGS       ?=
COVERAGE   ?=

BIN   := $(VENV)/bin
PY    := $(BIN)/python
STAMP := $(VENV)/.set-up
# `make test COVERAGE=1` is the same run of the same tests, with the lines counted.
RUN   := $(PY) -m$(if $(COVERAGE), coverage run -m,)

# Exits 0 on a Python that pyproject.toml accepts. Keep the two in step.
FITTING := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))

.DEFAULT_GOAL := help
.PHONY: help setup demo test coverage coverage-report lint format types layers check bench docs clean clean-all

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

setup: $(STAMP) ## make the environment in .venv (again only when pyproject.toml has changed)

demo: setup ## build the sample study in DEMO_DIR and run the whole method on it
	$(BIN)/qualcode demo $(DEMO_DIR) $(DEMO_FLAGS)

test: setup ## run the tests; ARGS="-k word" chooses some
	@$(if $(COVERAGE),$(PY) -m coverage erase,:)
	$(RUN) pytest $(ARGS)

coverage: ## run the tests and count the lines they reach (at least 90 %)
	@$(MAKE) test COVERAGE=1
	@$(MAKE) coverage-report

coverage-report: setup ## show the lines reached by the last `make test COVERAGE=1`
	@if ls .coverage.* >/dev/null 2>&1; then $(PY) -m coverage combine --quiet; fi
	$(PY) -m coverage report --fail-under=90

lint: setup ## look for mistakes and untidy form (ruff)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

format: setup ## mend what ruff can mend by itself
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

types: setup ## check the types (mypy, strict)
	$(PY) -m mypy

layers: setup ## check that imports point down the house only (import-linter)
	$(BIN)/lint-imports

check: lint types layers demo coverage ## all that the continuous integration runs

docs: setup ## write docs/commands.md and the demo in README.md anew from the program itself
	$(PY) -m tests.cli.commands_page
	$(PY) -m tests.cli.readme_page

bench: setup ## measure the speed of storing, searching and starting
	$(PY) -m benchmarks $(ARGS)

clean: ## remove what tests and tools leave behind; the environment and every study stay
	rm -rf build dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests benchmarks notebooks -name __pycache__ -type d -prune -exec rm -rf {} +

clean-all: clean ## remove the environment too
	rm -rf $(VENV)

# uv is quicker than pip and is taken when it can be had; pip alone does the same. Each step says what to do if it fails.
$(STAMP): pyproject.toml
	@set -e; \
	fits() { command -v "$$1" >/dev/null 2>&1 && "$$1" -c '$(FITTING)' >/dev/null 2>&1; }; \
	if fits "$(PY)"; then \
	  echo "Using the environment in $(VENV)."; \
	else \
	  for python in $(if $(PYTHON),'$(PYTHON)',python3 python3.14 python3.13 python3.12 python3.11); do \
	    if fits "$$python"; then found=$$python; break; fi; \
	  done; \
	  if [ -z "$${found-}" ]; then \
	    seen=$$('$(or $(PYTHON),python3)' --version 2>/dev/null) || seen="not there"; \
	    echo "qualcode needs Python 3.11, 3.12, 3.13 or 3.14, but $(or $(PYTHON),python3) is $$seen." >&2; \
	    echo "Install one of these and try again; or say where it is: make setup PYTHON=/path/to/python3.12" >&2; \
	    exit 1; \
	  fi; \
	  echo "Making the environment in $(VENV) with $$("$$found" --version)."; \
	  "$$found" -m venv --clear $(VENV) || { \
	    echo "Python could not make an environment. On Debian and Ubuntu a package is missing: apt-get install python3-venv" >&2; \
	    exit 1; \
	  }; \
	fi; \
	export UV_LINK_MODE=copy PIP_DISABLE_PIP_VERSION_CHECK=1; \
	uv=; \
	if [ "$(UV)" != no ]; then \
	  uv=$$(command -v "$(or $(UV),uv)" || true); \
	  if [ -z "$$uv" ] && $(PY) -m pip install --quiet uv; then uv=$(BIN)/uv; fi; \
	fi; \
	echo "Installing qualcode and what it needs; the first time this takes a minute or so."; \
	if [ -n "$$uv" ] && "$$uv" pip install --quiet --compile-bytecode --python $(PY) -e '.[postgres,figures]' --group dev; then \
	  :; \
	else \
	  echo "Installing with pip."; \
	  $(PY) -m pip install --quiet --upgrade 'pip>=25.1' && \
	  $(PY) -m pip install --quiet -e '.[postgres,figures]' --group dev || { \
	    echo "The libraries could not be installed; pip says why above. Nothing outside $(VENV) was changed." >&2; \
	    exit 1; \
	  }; \
	fi; \
	touch $(STAMP)

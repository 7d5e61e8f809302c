# make run    set everything up and open the app on a sample story
# make test   set everything up and run every check
#
# Needs Python 3.11 or newer, pip and make; uses uv where it is on PATH. VENV=/elsewhere puts the environment outside a
# read-only checkout; PORT=8502 serves elsewhere; STORY=travel_suggestions opens another story;
# PYTHON=/path/to/python3.12 picks the interpreter.

VENV ?= .venv
PORT ?= 8501
STORY ?= card_payments
URL = http://localhost:$(PORT)/frame?sample=$(STORY)
BIN := $(VENV)/bin
export PYTHON VENV
# Tests are rewritten once, and read from __pycache__ from then on.
unexport PYTHONDONTWRITEBYTECODE
# Tests of one file share what they set up, so a file stays in one process.
PYTEST := $(BIN)/python -m pytest
BOTH := -n 2 --dist loadfile --ignore=tests/browser

# An environment is ready for exactly these requirements: the stamp's name holds their checksum.
RUN_STAMP := $(VENV)/ready-run-$(shell cat requirements.txt | cksum | cut -d' ' -f1)
DEV_STAMP := $(VENV)/ready-dev-$(shell cat requirements.txt requirements-dev.txt | cksum | cut -d' ' -f1)

.DEFAULT_GOAL := help
.PHONY: help run dev test lint quick browser chromium cloud bench fix lock clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' Makefile

run: $(RUN_STAMP) ## open the app on a sample story at http://localhost:8501
	@echo "== Fallible is at $(URL) (Ctrl+C stops it)"
	@$(BIN)/python .ci/open_when_ready.py "$(URL)" & $(BIN)/python -m streamlit run app.py --server.port $(PORT) --server.headless true

dev: $(RUN_STAMP) ## the same, following edits of the code, with developer menus
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT) --server.runOnSave true --client.toolbarMode developer --client.showErrorDetails full

test: lint chromium ## run every check: lint, types, import contracts, tests, browser tests
	@echo "== tests"
	@$(PYTEST) $(BOTH)
	@echo "== the story in a real browser"
	@$(PYTEST) -rs tests/browser

lint: $(DEV_STAMP) ## lint, format, types and import contracts
	@echo "== lint and format (ruff)"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "== types (mypy)"
	@$(BIN)/mypy
	@echo "== import contracts (import-linter)"
	@PYTHONPATH=. $(BIN)/lint-imports --no-logo

quick: $(DEV_STAMP) ## only the tests that take no browser and no long simulation (a good minute)
	@$(PYTEST) $(BOTH) -m "not slow" --hypothesis-profile=quick

browser: $(DEV_STAMP) chromium ## only the tests in a real Chromium
	@$(PYTEST) -rs tests/browser

chromium:
	@.ci/chromium

cloud: $(DEV_STAMP) ## start and walk the app as Streamlit Community Cloud would (root: fresh environment, no rights, 1 GiB)
	@$(BIN)/python .ci/cloud.py

bench: $(DEV_STAMP) ## rerun the benchmarks; they print the tables of benchmarks/README.md
	@for script in benchmarks/[a-z]*.py; do echo "== $$script"; OMP_NUM_THREADS=1 PYTHONPATH=. $(BIN)/python $$script || exit 1; done

fix: $(DEV_STAMP) ## mend what ruff can mend by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: ## pin again what the direct requirements need in turn (needs uv)
	@.ci/lock

clean: ## remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(RUN_STAMP): requirements.txt
	@.ci/setup requirements.txt
	@touch $@

$(DEV_STAMP): requirements.txt requirements-dev.txt
	@.ci/setup requirements-dev.txt
	@touch $@ $(RUN_STAMP)

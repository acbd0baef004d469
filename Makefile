# make demo and make test need Python 3.11+ and make, nothing else.
# The first Python that starts and is new enough: a name on the PATH may be a version manager's empty shell.
PYTHON ?= $(firstword $(foreach v,python3 python3.13 python3.12 python3.11,\
  $(shell $(v) -c 'import sys; sys.version_info >= (3, 11) and print("$(v)")' 2>/dev/null)))
VENV := .venv
BIN := $(VENV)/bin
REVISION ?= main
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
# The lock files name every package: nothing is left for pip to resolve.

.PHONY: fuzz torture release pictures bundle windows-sim site demo test lint types hooks lowest mutants grounding bench report docs locale sample lock clean help

help: ## the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/'

$(BIN)/python:
	@test -n "$(PYTHON)" \
	  || { echo "chithi needs Python 3.11 or newer: install it or call make PYTHON=/path/to/python3.11."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml | $(BIN)/python
	$(PIP) install --no-deps --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(PIP) install --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

demo: $(VENV)/.run ## ingest the sample, search it, follow a citation, write a digest
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh docs/demo.sh

test: $(VENV)/.dev ## every test
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.dev ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy --strict
	$(BIN)/mypy

hooks: $(VENV)/.dev ## what pre-commit checks, on every file
	$(BIN)/python -m pre_commit run --all-files --show-diff-on-failure

LOWEST := .venv-lowest
$(LOWEST)/.run: requirements-lowest.txt pyproject.toml | $(BIN)/python
	$(PYTHON) -m venv $(LOWEST)
	$(LOWEST)/bin/python -m pip --disable-pip-version-check -q install --no-deps --require-hashes -r requirements-lowest.txt
	$(LOWEST)/bin/python -m pip --disable-pip-version-check -q install --no-deps --no-build-isolation -e .
	@touch $@

# What depends on the packages of others: reading, commands, the spaCy component, Word and PDF packs.
LOWEST_TESTS := tests/read tests/commands tests/references tests/digest tests/system \
  tests/search/test_semantic.py tests/test_sqlite_tools.py
# Without a browser, and without click's own messages: older ones are not in the Vietnamese catalogue.
lowest: $(LOWEST)/.run ## tests with the lowest versions that pyproject.toml allows
	$(LOWEST)/bin/python -m pytest -n auto $(LOWEST_TESTS) --ignore tests/digest/render/test_browser.py \
	  --deselect tests/system/test_os_errors.py::test_no_english_inside_a_vietnamese_sentence \
	  --deselect tests/commands/test_main.py::test_no_english_in_a_vietnamese_usage_error

grounding: $(VENV)/.dev ## compare every quotation of 100 study packs with its page, by a checker of its own
	$(BIN)/python -m tests.gold.grounding --packs 100 --sample

mutants: $(VENV)/.dev ## change the modules that must not fail in one place after another, and see whether a test fails
	$(BIN)/python -m mutmut run > /dev/null
	$(BIN)/python -m tests.mutants --survivors

fuzz: $(VENV)/.dev ## mutated documents and hostile queries, the same every time, for about two minutes
	$(BIN)/python -m tests.fuzz.files 600
	$(BIN)/python -m tests.fuzz.queries 5000

torture: $(VENV)/.dev ## bombs, damaged libraries, interruptions and kills (an hour)
	$(BIN)/python -m tests.torture bombs
	$(BIN)/python -m tests.torture damages
	$(BIN)/python -m tests.torture interrupts
	$(BIN)/python -m tests.torture kills

bench: $(VENV)/.dev ## the measurements, as ratios taken side by side
	$(BIN)/python -m tests.bench

report: $(VENV)/.dev ## the evaluations on the gold, and what is tagged otherwise than in REVISION (main)
	$(BIN)/python -m tests.gold
	$(BIN)/python -m tests.gold.references.changes $(REVISION)

docs: $(VENV)/.dev ## the pages of commands in docs/, from --help
	$(BIN)/python -m tests.manual

release: $(VENV)/.dev ## build a release in dist/, check it, install and try it outside of the checkout
	$(BIN)/python -m tests.release

pictures: $(VENV)/.dev ## the pictures of docs/, taken again with Chromium
	$(BIN)/python -m tests.pictures

bundle: $(VENV)/.dev ## a folder that installs chithi on Windows x64 without a network, in build/chithi-windows
	$(BIN)/python -m tests.bundle

windows-sim: $(VENV)/.dev ## the tests as on Windows: no fork, no resource, no POSIX signals, cp1258
	CHITHI_SIMULATE=windows $(BIN)/python -m pytest -n auto

site: $(VENV)/.dev ## the documentation as a site, in build/site
	$(BIN)/python -m mkdocs build --strict

locale: $(VENV)/.dev ## msgids from the code into the Vietnamese catalogue, and compile it
	$(BIN)/python -m tests.catalogue

sample: $(VENV)/.dev ## rebuild corpora/sample/files from their sources
	$(BIN)/python -m tests.build_sample

# What an office runs; the whole project; the lowest versions that pyproject.toml allows.
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q
EXTRAS := --extra ocr --extra pdf --extra web --extra calendar --extra slides --extra watch
GROUPS := $(foreach group,build test browser peers docs release dev,--group $(group))
lock: ## pin every package again (needs uv)
	$(LOCK) $(EXTRAS) --group build -o requirements.txt
	$(LOCK) --all-extras $(GROUPS) -c requirements.txt -o requirements-dev.txt
	$(LOCK) --all-extras --group build --group test --resolution lowest-direct -o requirements-lowest.txt

clean: ## what make made
	rm -rf $(VENV) $(LOWEST) mutants demo build dist *.egg-info

# The developer's commands; `make` lists them. Users install with pipx, see README.md.
# Every path is relative, so that the checkout may lie in a folder with spaces and æøå.

VENV ?= .venv
# Where an environment keeps its commands; on Windows make runs in Git's shell.
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PYTHON := $(BIN)/python
CATALOGS := $(patsubst %.po,%.mo,$(wildcard data/locale/*/LC_MESSAGES/nettverk.po))

# Handed on to the command: make test ARGS="-k capture", make demo ARGS=--from-start
ARGS ?=
# Test processes side by side.
WORKERS ?= auto
# Which Python the environment is made with; without it, the first one that is new enough.
PYTHON3 ?=

export PYTHON3 VENV
# Python 3.11 reads where an editable install lies in the encoding of the locale, so that with LC_ALL=C no command
# would start in a folder with æøå. Without LC_ALL it takes a locale with UTF-8 by itself.
ifneq ($(filter C POSIX,$(LC_ALL)),)
unexport LC_ALL
endif
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo run test test-long test-pythons check lint types layers catalogs-check catalogs docs-check docs pictures format lock outdated wheel packages clean \
	set-up environment

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

demo: set-up ## open a fresh copy of the demo network
	@$(BIN)/nettverk demo $(ARGS)

run: set-up ## open the app
	@$(BIN)/nettverk $(ARGS)

test: set-up ## the quick tests
	@$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

test-long: set-up ## the tests that take their time: whole gatherings, kills, two writers
	@$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal -m long $(ARGS)

# Each in an environment of its own, which is made the first time.
test-pythons: ## the quick tests on every Python that the package names and that is here
	@for python in $$(tools/pythons); do \
		version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "== Python $$version"; \
		$(MAKE) --no-print-directory test VENV=.venv-$$version PYTHON3=$$python || exit; \
	done

check: lint types layers catalogs-check docs-check ## everything but the tests

lint: set-up
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .

types: set-up
	@$(PYTHON) -m mypy

layers: set-up
	@$(BIN)/lint-imports --no-logo

catalogs-check: set-up
	@$(PYTHON) tools/catalogs.py check

docs-check: set-up
	@$(PYTHON) tools/docs.py check

docs: set-up ## write the pages in docs/ that say what the source says
	@$(PYTHON) tools/docs.py write

catalogs: set-up ## bring the catalogs in step with the source, list what lacks a translation
	@$(PYTHON) tools/catalogs.py update

pictures: set-up ## take the pictures in docs/pictures from the app
	@$(PYTHON) tools/pictures.py

format: set-up ## mend what can be mended without thinking
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

# One file for the program, the tools and what builds it. It names no index: each machine has its own.
lock: set-up ## write requirements.txt anew; ARGS=--upgrade takes the newest versions
	@$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group dev --output-file requirements.txt pyproject.toml $(ARGS)

outdated: set-up ## what is newer than the lock, upper pins included
	@$(PYTHON) -m pip list --outdated

wheel: set-up ## build the wheel into dist/
	@$(PYTHON) -m hatchling build -t wheel

packages: set-up ## build wheel and sdist into dist/
	@$(PYTHON) -m hatchling build -t wheel -t sdist

clean: ## remove what these commands made
	rm -rf .venv .venv-* dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis snapshot_report.html
	find data/locale -name '*.mo' -delete

set-up: environment $(CATALOGS)

environment:
	@sh tools/set-up

%.mo: %.po | environment
	@$(PYTHON) hatch_build.py

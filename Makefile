# Two commands do all: `make run` starts the bot, `make test` runs every check. Each makes .venv by itself.
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
BOTH := -n auto --dist loadgroup --no-loadscope-reorder
# the tests in which the lines of domain and care are counted: counting doubles the time of whatever runs meanwhile
COUNTED := tests/domain tests/care tests/test_status.py
PIP := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes --no-deps

help:            ## this list
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /make \1\t/'

run: .venv/runtime  ## start the bot: on Telegram when TELEGRAM_BOT_TOKEN is set, else in the local sandbox
	@exec $(BIN)/python -m bot run $(ARGS)

test: .venv/dev  ## lint, types, house rules and every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest $(BOTH) --cov --cov-report= $(COUNTED) $(ARGS)
	$(BIN)/coverage report --fail-under=100 --skip-covered --show-missing
	$(BIN)/python -m pytest $(BOTH) --durations=30 $(COUNTED:%=--ignore=%) $(ARGS)

bench: .venv/dev  ## measure the usual way and ours side by side, ten minutes at most; rewrites docs/performance.md
	$(BIN)/python -m tests.bench $(ARGS)

messages: .venv/dev  ## collect the English sentences and bring every language's bot.po up to date
	$(BIN)/pybabel -q extract -k t -k label -k plural:1,2 --no-location --omit-header -o .venv/bot.pot bot/views
	$(BIN)/pybabel -q update -d locales -D bot -i .venv/bot.pot --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

train: .venv/runtime  ## learn warning signs and questions anew from what is written in locales/; writes locales/*.npz
	$(BIN)/python -m bot.screening.train
	$(BIN)/python -m bot.matching.train

lock:            ## pin every dependency anew from pyproject.toml (needs uv); the bot runs on what its tests ran on
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --group dev -o requirements-dev.txt pyproject.toml
	uv pip compile -q --universal --python-version 3.11 --generate-hashes -c requirements-dev.txt -o requirements.txt pyproject.toml

clean:           ## remove .venv and caches (never data/)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found. If you have one, name it: make run PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python could not make .venv (on Debian and Ubuntu: apt install python3-venv)."; exit 1; }

.venv/runtime: requirements.txt | .venv/bin/python
	@echo "Installing what the bot needs (once, about a minute) ..."
	@$(PIP) -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt | .venv/bin/python
	@echo "Installing what the bot and its tests need (once, about two minutes) ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@ .venv/runtime

.PHONY: help run test bench messages train lock clean

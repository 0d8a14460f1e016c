# SPDX-License-Identifier: EUPL-1.2
# Everything starts here; `make help` lists it.  Needs Python >= 3.11, Node >= 20.19 and make, nothing else.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
export PYTHONDONTWRITEBYTECODE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip -qq
SOURCES := $(shell find widget volunteer_console -type f -not -path '*/node_modules/*' -not -path '*/test/*' 2>/dev/null)

# The stories are what takes longest and what minds most who else is at the machine: all else lets them go first.
AFTER := nice -n 5
# What makes use of every core that is free is the last.
LAST := nice -n 12

.PHONY: help run test check build unit unit-client unit-server stories test-all fuzz faults reproduce generate screenshots clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/run.stamp build/web.stamp ## Start the demonstration and print the addresses to open
	@exec $(BIN)/lykta demo

test: ## All that belongs to every change
	@$(MAKE) --no-print-directory --jobs=3 .venv/dev.stamp build/web.stamp chromium postgresql
	@$(MAKE) --no-print-directory --jobs=4 --output-sync=target stories unit-server unit-client check

check: .venv/dev.stamp node_modules/.stamp ## Format, lint, types, imports, generated files
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache | tail -n 4
	@$(BIN)/lykta generate --check
	@node widget/core/test/liar/write.mjs --check
	@npx --no-install biome check --error-on-warnings .
	@npm run --silent types
	@npx --no-install knip

unit: unit-server unit-client ## Unit, property, contract and integration tests

unit-server: .venv/dev.stamp build/web.stamp
	@$(AFTER) $(BIN)/pytest --ignore=tests/stories

unit-client: node_modules/.stamp build/web.stamp
	@$(LAST) npm run --silent unit

stories: .venv/dev.stamp build/web.stamp chromium ## The stories, in a real browser
	@$(BIN)/pytest tests/stories

test-all: test reproduce ## With a double build, longer property tests, the vectors whole, every view for everybody
	@LYKTA_MLS_WHOLE=yes npm run --silent unit --workspace widget/core -- test/vectors/passive.test.ts
	@LYKTA_KILLS_WHOLE=yes npm run --silent unit --workspace widget/core -- test/capsuleKilled.test.ts
	@$(BIN)/pytest tests/property tests/integration/test_residue.py tests/integration/test_keys_in_practice.py \
		tests/integration/test_agencies_in_practice.py tests/integration/test_killed_amid_ladders.py tests/integration/test_canary_of_a_report.py \
		tests/stories/test_accessible.py tests/stories/test_every_view.py \
		--hypothesis-profile thorough
	@$(MAKE) --no-print-directory fuzz
	@node widget/core/test/invariants/remove.mjs

fuzz: node_modules/.stamp ## 200 runs of the group's fuzz (LYKTA_FUZZ_SEED, _RUNS, _STEPS: those)
	@export LYKTA_FUZZ_RUNS="$${LYKTA_FUZZ_RUNS:-$${LYKTA_FUZZ_SEED:+1}}"; \
	LYKTA_FUZZ_RUNS="$${LYKTA_FUZZ_RUNS:-200}" LYKTA_FUZZ_SEED="$${LYKTA_FUZZ_SEED:-$$RANDOM}" \
	npm run --silent unit --workspace widget/core -- test/fuzz --reporter=dot

faults: .venv/dev.stamp postgresql ## 10,000 escalations through crashes (LYKTA_FAULTS, _SEED: so many, that run)
	@LYKTA_FAULTS="$${LYKTA_FAULTS:-10000}" $(AFTER) $(BIN)/pytest -s -o faulthandler_timeout=0 tests/property/test_escalations_survive.py

build: build/web.stamp ## Build the visitor's page, the loader and the console

reproduce: node_modules/.stamp ## Build the pages twice, as strangers would, and compare every byte
	@$(AFTER) bash widget/reproduce.sh

generate: .venv/dev.stamp node_modules/.stamp ## Write the client's types and the reference pages anew
	@$(BIN)/lykta generate
	@node widget/core/test/liar/write.mjs

screenshots: .venv/dev.stamp build/web.stamp chromium ## Take the pictures of the documentation
	@$(BIN)/python docs/screenshots.py

clean: ## Remove what was built and installed
	@rm -rf .venv node_modules build .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Lykta needs Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing: install it (Debian: apt-get install python3-venv)." >&2; exit 1; }

.venv/run.stamp: requirements/run.lock pyproject.toml | .venv/bin/python
	@$(PIP) install --require-hashes --only-binary :all: -r requirements/run.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: requirements/dev.lock .venv/run.stamp
	@$(PIP) install --require-hashes --only-binary :all: -r requirements/dev.lock
	@touch $@

node_modules/.stamp: package-lock.json
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' || { echo "Lykta needs Node 20.19 or newer." >&2; exit 1; }
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

build/web.stamp: node_modules/.stamp $(SOURCES)
	@npm run --silent build
	@mkdir -p build && touch $@

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || bash tests/stories/install_chromium

.PHONY: postgresql
postgresql: | chromium # not at the same time: the second apt would fail
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || bash tests/install_postgresql

# Everything a newcomer or a build server needs; each target does its own set-up.

PYTHON ?= python3
OUT ?= demo
venv := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help ready validator demo run install-desktop test check format bench proof screenshots clean

help:            ## this list
	@sed -n 's/^\([a-z-]*\): .*## /\1  /p' $(MAKEFILE_LIST) | awk '{ name = $$1; $$1 = ""; printf "make %-17s%s\n", name, $$0 }'

ready:           ## only the set-up: .venv, packages, system libraries
	@PYTHON="$(PYTHON)" .ci/setup

validator: ready ## the set-up of veraPDF, which the tests ask about the PDF files
	@PYTHON="$(PYTHON)" .ci/setup validator

demo: ready      ## sample notebook and report in $(OUT); opens the window where there is a screen
	@$(venv)/python main.py demo --out "$(OUT)"
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] && [ "$$QT_QPA_PLATFORM" != offscreen ]; then \
		exec $(venv)/python main.py --notebook "$(OUT)/sample.notebook"; \
	else \
		echo "No screen here, so the window stays closed. Where there is one: make run"; \
	fi

run: ready       ## open the window
	@$(venv)/python main.py

install-desktop: ready ## Linux: bundles (.brief) open with this program, for this user
	@$(venv)/python -m resources.desktop.install

check: ready     ## format, lint, types, import rules
	@$(venv)/ruff format --check .
	@$(venv)/ruff check .
	@$(venv)/mypy
	@$(venv)/lint-imports --no-logo

test: check validator ## check, then all tests without a screen
	@QT_QPA_PLATFORM=offscreen $(venv)/python -m pytest -n auto --dist worksteal

proof: validator ## the long proofs, in full; their figures go into docs/proof.md
	@rm -rf out/proof
	@QT_QPA_PLATFORM=offscreen BRIEFING_PROOF=full $(venv)/python -m pytest -n auto --dist worksteal
	@$(venv)/python -m tests.proof.page

bench: ready     ## measure, and print the figures
	-@$(venv)/python -m pip install -q -c constraints.txt typst
	@for file in benchmarks/bench_*.py; do \
		QT_QPA_PLATFORM=offscreen $(venv)/python -m benchmarks.$$(basename "$$file" .py) || exit 1; \
	done

screenshots: ready ## pictures of the window and of report pages into out/screenshots
	@QT_QPA_PLATFORM=offscreen $(venv)/python -m benchmarks.screenshots out/screenshots

format: ready    ## put the sources into the house format
	@$(venv)/ruff format .
	@$(venv)/ruff check --fix .

clean:           ## remove what was made here: .venv, caches, demo
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache "$(OUT)"
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# notice-parse. Needs make and a Python of 3.11 to 3.13 with pip; the rest goes into .venv.
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
PEERS := .venv-peers
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SAMPLES := $(filter-out samples/README.md,$(wildcard samples/*.txt samples/*.md))
SHOWN := $(firstword $(filter %schedule.md,$(SAMPLES)) $(SAMPLES))
TESTS ?=
JOBS ?= auto

.PHONY: help demo test test-slow fuzz coverage check format bench bench-compare bench-keep bench-peers bench-batch golden clean

help:  ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 20

demo: $(VENV)/.prepared  ## Extract the samples: one as a table, all as JSON Lines in out/
	$(BIN)/notice-parse extract --quiet --format table $(SHOWN)
	@mkdir -p out
	$(BIN)/notice-parse extract --output out/samples.jsonl $(SAMPLES)
	@wc -l out/samples.jsonl

test: check $(VENV)/.prepared  ## Lint, check types and run all tests, grammar examples among them
	$(BIN)/python -m pytest -n $(JOBS) -m "not bench and not slow" $(TESTS)

check: $(VENV)/.installed-dev  ## Lint and check types only
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy

format: $(VENV)/.installed-dev  ## Bring the code into its format
	$(BIN)/ruff check --fix-only --quiet src tests
	$(BIN)/ruff format src tests

bench: $(VENV)/.installed-dev $(VENV)/.prepared  ## Measure speed, start-up and memory into docs/performance.md, and check the limits
	PYTHONPATH=tests $(BIN)/python -m bench measure

bench-compare: $(VENV)/.installed-dev $(VENV)/.prepared  ## Measure again and tell what is over a tenth slower than tests/bench/baseline.json
	PYTHONPATH=tests $(BIN)/python -m bench compare

bench-keep: $(VENV)/.installed-dev $(VENV)/.prepared  ## The same as bench, and keep the ratios as the new baseline
	PYTHONPATH=tests $(BIN)/python -m bench keep

bench-peers: $(VENV)/.installed-dev $(VENV)/.prepared $(PEERS)/.installed  ## Compare with other programs, installed into .venv-peers, on the same sentences
	PYTHONPATH=tests $(BIN)/python -m bench peers

bench-batch: $(VENV)/.installed-dev $(VENV)/.prepared  ## Measure batches: two workers against one, 2,000 files, on a quiet machine
	$(BIN)/python -m pytest -m bench -s -q tests/bench/test_bench_batch.py

test-slow: $(VENV)/.installed-dev $(VENV)/.prepared  ## The long tests: twenty kills, long fuzzing
	$(BIN)/python -m pytest -m slow -q tests

MINUTES ?= 10
fuzz: $(VENV)/.installed-dev $(VENV)/.prepared  ## Fuzz documents and grammar files, MINUTES each (10), with atheris (Python 3.11)
	$(PIP) --editable '.[dev,fuzz]'
	@mkdir -p out/fuzz/extract out/fuzz/grammar
	for target in extract grammar; do PYTHONPATH=src:tests $(BIN)/python tests/fuzz/run_fuzz.py $$target -timeout=20 -max_len=4000 -print_final_stats=1 \
	  -max_total_time=$$(( $(MINUTES) * 60 )) -artifact_prefix=out/fuzz/$$target- out/fuzz/$$target tests/fuzz/corpus/$$target || exit 1; done

# Without the tests that measure how long something takes: watched lines take several times as long. A test that fails
# does not keep the report back, but the exit code tells of it.
coverage: $(VENV)/.installed-dev $(VENV)/.prepared  ## Branch coverage of src over all tests, worker processes included
	$(BIN)/python -m coverage erase
	@$(BIN)/python -m coverage run -m pytest -q -m "not bench and not slow and not wheel" \
	  --ignore=tests/bench --ignore=tests/robust $(TESTS); told=$$?; \
	$(BIN)/python -m coverage combine --quiet && $(BIN)/python -m coverage report --skip-covered && exit $$told

golden: $(VENV)/.installed-dev  ## Rewrite the kept outputs (records of the samples, JSON Schema, command page)
	NOTICE_PARSE_REWRITE=1 $(BIN)/python -m pytest -q -m golden
	@git --no-pager diff --stat -- tests/golden docs 2>/dev/null || true

clean:  ## Remove what was built, but not the environment
	rm -rf build dist out .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is made once, and filled again only when pyproject.toml changes.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[dev]'
	@touch $(VENV)/.installed $@

# Other programs for the comparison, in an environment of their own; one that cannot be installed is left out.
$(PEERS)/.installed: tests/bench/peers.txt | $(BIN)/python
	$(BIN)/python -m venv $(PEERS)
	@while read -r peer; do \
	  echo "installing $$peer"; \
	  $(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check $$peer || echo "left out: $$peer" >&2; \
	done <tests/bench/peers.txt
	@touch $@

# Byte code, digested grammars and compiled patterns, made again when their sources change: the start is then quick even
# where Python is told to write no byte code.
$(VENV)/.prepared: $(VENV)/.installed $(wildcard src/notice_parse/*.py src/notice_parse/*/*.py grammars/*.yaml grammars/*/*.yaml)
	@$(BIN)/python -m compileall -q src/notice_parse
	@$(BIN)/python -m notice_parse.prepare >/dev/null
	@touch $@

# A name such as python3.13 may be a shim with nothing behind it, and a Python may come without venv: try each.
$(BIN)/python:
	@for python in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then \
	    echo "making $(VENV) with $$("$$python" --version)"; rm -rf $(VENV); exec "$$python" -m venv $(VENV); \
	  fi; \
	done; \
	echo "notice-parse needs Python 3.11, 3.12 or 3.13 with the venv module; none was found." >&2; \
	echo "Install one, or name it: make $(firstword $(MAKECMDGOALS) test) PYTHON=/path/to/python3" >&2; exit 1

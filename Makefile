# What one types. `make run` and `make test` do all the set-up on a Debian 12 that has Python 3.11 and make:
# system packages (as root; else they say which are missing), the virtual environment, the locked packages.
# The second call is quick: stamps below .venv/ say what is done already.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.PHONY: help run serve test check score bench bench-letters bench-mail fuzz soak measure train readme lock clean system-for-run system-for-test

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

HOME_FOLDER ?= .home
INBOX ?= sample_inbox
PORT ?= 8080
CORPUS ?= ../shared/corpus/dev
SCORE_HOME := .score
SCORER ?= ../shared/corpus/score.py
MEASURE_FOLDER := .measure
HANDS ?=
NOISE ?= 0
TEST_PROCESSES ?= 2
# The first fork to be killed at a named point; beside the threads that other tests leave behind a fork hangs.
# The others measure time, beside nothing else.
TESTS_APART := tests/flows/test_crash_points.py tests/flows/test_served_intake.py
RIVALS := .bench-venv
FUZZER := .fuzz-venv
SECONDS ?= 600
PAGES ?= 12
MESSAGES ?= 10000
KILLS ?= 100
KILL_SECONDS ?= 4

help:  ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

run: system-for-run $(INSTALLED)  ## set up what is missing, then take in sample_inbox/ (INBOX=… HOME_FOLDER=…)
	$(BIN)/intake run $(INBOX) --home $(HOME_FOLDER)

serve: run  ## take in sample_inbox/, then serve the staff's page with demo accounts (PORT=…)
	$(BIN)/intake review --home $(HOME_FOLDER) --port $(PORT) --demo

test: system-for-test $(INSTALLED)  ## set up what is missing, then run all tests
	$(BIN)/pytest -n $(TEST_PROCESSES) --dist loadfile $(TESTS_APART:%=--ignore %) $(PYTEST_ARGUMENTS)
	$(BIN)/pytest $(TESTS_APART) $(PYTEST_ARGUMENTS)

check: $(INSTALLED)  ## format, lint, import directions, types: what must hold before a commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

# The scorer belongs to the corpus, not to this project: $(CORPUS)/../score.py.
score: system-for-run $(INSTALLED)  ## take in a labelled corpus (CORPUS=…) and print how good that was
	@test -f $(CORPUS)/labels.jsonl || { echo "CORPUS=$(CORPUS) has no labels.jsonl" >&2; exit 2; }
	@rm -rf $(SCORE_HOME) && mkdir -p $(SCORE_HOME)
	@$(BIN)/intake run $(CORPUS) --home $(SCORE_HOME) | tee $(SCORE_HOME)/run.txt
	@$(BIN)/intake export --home $(SCORE_HOME) > $(SCORE_HOME)/export.jsonl
	@echo
	@$(BIN)/python $(CORPUS)/../score.py $(CORPUS)/labels.jsonl $(SCORE_HOME)/export.jsonl $(SCORE_ARGUMENTS)
	@grep -E 'per second' $(SCORE_HOME)/run.txt

measure: $(INSTALLED)  ## understanding alone, on the scenarios of classifiers/training (HANDS="kanzlei laien" NOISE=0.05)
	@rm -rf $(MEASURE_FOLDER)
	@$(BIN)/python -m benchmarks.understanding --folder $(MEASURE_FOLDER) --scorer $(SCORER) --noise $(NOISE) --hands $(HANDS)

train: $(INSTALLED)  ## train classifiers/pipeline anew from classifiers/training, and write the table of docs/understanding.md
	$(BIN)/python -m classifiers.training.train
	$(BIN)/python -m classifiers.training.compare

# What it is held against goes into an environment of its own: neither is a part of the project.
bench: system-for-run $(INSTALLED) $(RIVALS)/.installed  ## measure reading: speed, errors, memory, beside others (PAGES=…)
	PYTHONPATH=.:tests $(BIN)/python -m benchmarks --pages $(PAGES) --others $(RIVALS)/bin

bench-letters: $(INSTALLED)  ## measure how many letters a second are set (ROUNDS=…)
	$(BIN)/python -m benchmarks.letters --rounds $(or $(ROUNDS),10)

fuzz: system-for-run $(FUZZER)/.installed  ## look for mails and archives that a reader stumbles over (SECONDS=…)
	PYTHONPATH=.:tests $(FUZZER)/bin/python tests/hostile/fuzz_readers.py -max_total_time=$(SECONDS) -rss_limit_mb=2000 \
	  -artifact_prefix=.fuzz-corpus/found- .fuzz-corpus

# Real servers (Dovecot, aiosmtpd) on the loopback; neither is a part of `make test`.
bench-mail: system-for-test $(INSTALLED)  ## measure collecting: MESSAGES=10000 by one, then 1,000 by four pollers at once
	PYTHONPATH=.:tests $(BIN)/python -m benchmarks.collecting --messages $(MESSAGES)

soak: system-for-test $(INSTALLED)  ## kill the intake at KILLS=100 random moments, then count messages, cases and letters
	PYTHONPATH=.:tests $(BIN)/python -m benchmarks.soak --kills $(KILLS) --seconds $(KILL_SECONDS)

readme: $(INSTALLED)  ## write the parts of README.md anew that come from the program
	PYTHONPATH=.:tests $(BIN)/python tests/readme_parts.py

lock:  ## resolve pyproject.toml anew into requirements.lock (needs uv)
	@command -v uv >/dev/null || { echo "uv is missing: pipx install uv" >&2; exit 1; }
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --upgrade -o requirements.lock

clean:  ## remove what the targets made, the virtual environment included; never a home with cases
	rm -rf $(VENV) $(RIVALS) $(FUZZER) .fuzz-corpus $(SCORE_HOME) $(MEASURE_FOLDER) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# --- the set-up -------------------------------------------------------------------------------------------------

# python3.11 where there is one, else a python3 that is 3.11.
PYTHON ?= $(shell for p in python3.11 python3; do \
  "$$p" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && { command -v "$$p"; break; }; done)

# $(call install,words of packages): installs them as root, else says which command does it.
define install
	@missing="$(strip $(1))"; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" != 0 ]; then \
	    echo "These Debian packages are missing and only root can install them:" >&2; \
	    echo "    sudo apt-get update && sudo apt-get install --no-install-recommends $$missing" >&2; \
	    exit 1; \
	  fi; \
	  command -v apt-get >/dev/null || { echo "No apt-get here. Install what provides: $$missing" >&2; exit 1; }; \
	  echo "Installing Debian packages: $$missing"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	fi
endef

# $(call unless,command that succeeds where the package is there,package)
unless = $(shell ( $(1) ) >/dev/null 2>&1 || echo $(2))

NEEDED_TO_RUN = \
  $(call unless,$(or $(PYTHON),false) -c 'import ensurepip$(comma) venv',python3-venv) \
  $(call unless,command -v tesseract,tesseract-ocr) \
  $(call unless,tesseract --list-langs | grep -x deu,tesseract-ocr-deu) \
  $(call unless,tesseract --list-langs | grep -x osd,tesseract-ocr-osd)
NEEDED_TO_TEST = $(NEEDED_TO_RUN) \
  $(call unless,ls /usr/lib/postgresql/*/bin/initdb || command -v initdb,postgresql) \
  $(call unless,command -v chromium,chromium) \
  $(call unless,command -v dovecot || test -x /usr/sbin/dovecot,dovecot-imapd) \
  $(call unless,command -v openssl,openssl)
comma := ,

system-for-run:
	$(call install,$(NEEDED_TO_RUN))

system-for-test:
	$(call install,$(NEEDED_TO_TEST))

$(VENV)/bin/python: | system-for-run
	@test -n "$(PYTHON)" || { echo "Python 3.11 is missing: apt-get install python3 python3-venv (Debian 12)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The project goes in without a build of its own environment: setuptools comes from the lock, as all else.
$(INSTALLED): requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing Python packages: some minutes the first time"
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(RIVALS)/.installed: | $(VENV)/bin/python
	@echo "Installing OCRmyPDF and kreuzberg for the benchmark alone"
	$(BIN)/python -m venv $(RIVALS)
	$(RIVALS)/bin/python -m pip install -qq --disable-pip-version-check 'ocrmypdf==17.13.*' 'kreuzberg==4.10.*'
	@touch $@

$(FUZZER)/.installed: requirements.lock | $(VENV)/bin/python
	@echo "Installing atheris beside the locked packages"
	$(BIN)/python -m venv $(FUZZER)
	$(FUZZER)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	$(FUZZER)/bin/python -m pip install -qq --disable-pip-version-check atheris
	@touch $@

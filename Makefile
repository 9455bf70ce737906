# Every target works on a bare machine with Python 3.11 or newer, git and make: it makes a private .venv first.
#
#   make demo     check, test, score and explain the Acme agreement, and what a change to it would do
#   make test     the tests
#   make check    all that CI checks: format, lint, types, imports, policies, tests
#   make compile  write generated/ anew, to be reviewed with `git diff` and committed
#   make bless    write the golden files and generated/ anew, to be reviewed with `git diff`
#   make fuzz     search for failures with random cases for FUZZ_MINUTES (10)
#   make bench    what one decision and a million cost, against hand-written rules and other engines (an hour); writes benchmarks/README.md

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check static compile bless fuzz bench clean

VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/.ready
ENGINES := $(VENV)/.engines
DEMO  := build/demo
ACME  := policies/acme

FUZZ_MINUTES ?= 10
FUZZ_PAIRS ?= 50

# The first Python on the path that is new enough; `make PYTHON=/path/to/python` names another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

help:
	@sed -n 's/^#   //p' Makefile

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with its venv module is needed (on Debian: apt-get install python3-venv)."; exit 2; }
	@echo "Setting up $(VENV) (once; a minute or two) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[dev]'
	@touch $@

# What SQL is tested on: PostgreSQL, Java and dbt, as far as they can be had. What cannot is skipped, with a notice.
$(ENGINES): $(READY) .ci/engines tests/targets/dbt/requirements.txt
	@.ci/engines $(PYTHON) $(VENV)
	@touch $@

demo: $(READY)
	@mkdir -p $(DEMO)
	@echo "1. Is the agreement sound?"
	@$(BIN)/leadpact check $(ACME)
	@echo; echo "2. Do its examples come out as it says?"
	@$(BIN)/leadpact test $(ACME) --coverage
	@echo; echo "3. Leads to try it on, and their decisions"
	@$(BIN)/leadpact sample $(ACME) --leads 1000 --seed 7 --out $(DEMO)
	@$(BIN)/leadpact score $(DEMO)/leads.csv --policy $(ACME) --activities $(DEMO)/activities.csv \
		--as-of "2026-11-02 12:00" -o $(DEMO)/decisions.csv
	@echo; echo "4. The agreement as people read it"
	@$(BIN)/leadpact render $(ACME) -o $(DEMO)/agreement.md
	@$(BIN)/leadpact render $(ACME) -o $(DEMO)/agreement.html
	@echo "Written to $(DEMO)/agreement.md, and to $(DEMO)/agreement.html for a browser or a printer."
	@echo; echo "5. Why one lead was decided as it was"
	@$(BIN)/leadpact explain "$$(sed -n '2s/,.*//p' $(DEMO)/leads.csv)" --policy $(ACME) --leads $(DEMO)/leads.csv \
		--activities $(DEMO)/activities.csv --as-of "2026-11-02 12:00"
	@echo; echo "6. The agreement as a program: one file that needs nothing but Python"
	@mkdir -p $(DEMO)/alone
	@cp generated/acme/scorer.py $(DEMO)/alone/
	@cd $(DEMO)/alone && ../../../$(BIN)/python scorer.py --example > lead.json
	@cd $(DEMO)/alone && ../../../$(BIN)/python scorer.py lead.json | sed -n '7,32p'
	@echo; echo "7. What a change would do: sales wants fewer, better leads"
	@rm -rf $(DEMO)/proposal && cp -R $(ACME) $(DEMO)/proposal
	@sed 's/^\(value handover_score .*\) is 60$$/\1 is 65/' $(ACME)/definitions.sla > $(DEMO)/proposal/definitions.sla
	@$(BIN)/leadpact diff $(ACME) $(DEMO)/proposal
	@echo
	@$(BIN)/leadpact impact $(ACME) $(DEMO)/proposal --leads $(DEMO)/leads.csv --activities $(DEMO)/activities.csv \
		--as-of "2026-11-02 12:00" -o $(DEMO)/impact.txt
	@sed -n '1,/^Stages/p' $(DEMO)/impact.txt | sed '$$d'
	@$(BIN)/leadpact impact $(ACME) $(DEMO)/proposal --leads $(DEMO)/leads.csv --activities $(DEMO)/activities.csv \
		--as-of "2026-11-02 12:00" -o $(DEMO)/impact.html
	@echo "Now look at:"
	@echo "  $(ACME)/                  the agreement as it is written"
	@echo "  $(DEMO)/agreement.html       the agreement as people read, print and sign it"
	@echo "  $(DEMO)/decisions.csv        a decision for each of 1000 leads, with its reasons"
	@echo "  $(DEMO)/alone/scorer.py      what 'leadpact compile' makes of it, for your own service"
	@echo "  $(DEMO)/impact.html          what that change would do to these leads: who moves, and why"
	@echo "Then change a number in $(ACME)/ and run 'make demo' again, or start your own:"
	@echo "  $(BIN)/leadpact init my-policies"

test: $(ENGINES)
	@$(BIN)/python -m pytest -q -n auto --dist loadgroup

check: static test

static: $(READY)
	@$(BIN)/ruff format --quiet --check . || { $(BIN)/ruff format --diff --quiet .; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@said=$$($(BIN)/lint-imports --no-logo) || { echo "$$said"; exit 1; }
	@$(BIN)/leadpact fmt --check policies
	@$(BIN)/leadpact compile --check
	@echo "Format, lint, types, imports, policies and generated files are in order."

compile: $(READY)
	@$(BIN)/leadpact compile

bless: compile
	@$(BIN)/python -m pytest -q -n auto --dist loadgroup --bless
	@git status --short

# Random policies and leads in every executable target, which keeps what it finds; random pairs of policies, and what
# `compare` says of them, attacked with random leads; then the other searches.
fuzz: $(READY)
	@$(BIN)/python -m tests.targets.fuzz --minutes $(FUZZ_MINUTES)
	@$(BIN)/python -m tests.targets.sql.fuzz --minutes $(FUZZ_MINUTES)
	@$(BIN)/python -m tests.solver.attack --pairs $(FUZZ_PAIRS) --leads 20000
	@$(BIN)/python -m pytest -q -n auto -m hypothesis --hypothesis-profile=fuzz

bench: $(READY)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[bench]'
	@$(BIN)/python -m benchmarks.one_lead
	@$(BIN)/python -m benchmarks.millions

clean:
	@rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

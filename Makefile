# Everything here works from a fresh clone with Python >= 3.11, pip, make and git.
# `make PYTHON=python3.12 …` chooses the interpreter; without it the first one that is new enough is taken.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help install test demo lint generate check-generated bench clean
.DEFAULT_GOAL := help

help: ## list what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

install: $(STAMP) ## make .venv with the project and all that development needs

$(STAMP): pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer was found; name one with make PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "make: $(PYTHON) is older than Python 3.11 or cannot be run; name another with make PYTHON=…" >&2; exit 1; }
	@# Some systems ship Python without ensurepip; pip itself can fill the environment there.
	@$(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 || \
		{ $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install -q pip; }
	$(BIN)/python -m pip install -q --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install -q -e . --group dev
	@touch $@

test: $(STAMP) ## run all tests
	$(BIN)/python -m pytest

demo: $(STAMP) ## lint the seed articles, then build the example site with the plugin
	@echo "== neurolint check seeds/"
	$(BIN)/neurolint check --fail-on never seeds/
	@echo
	@echo "== mkdocs build of site_example/"
	cd site_example && ../$(BIN)/mkdocs build --clean --site-dir ../build/site_example

lint: $(STAMP) ## ruff and mypy --strict
	$(BIN)/ruff check
	$(BIN)/mypy --strict
	$(BIN)/mypy --strict scripts benchmarks

generate: $(STAMP) ## renew the rule reference and the schema of rule files
	$(BIN)/python scripts/generate.py

check-generated: $(STAMP) ## fail when the rule reference or the schema is out of date
	$(BIN)/python scripts/generate.py --check

bench: $(STAMP) ## measure speed and accuracy
	$(BIN)/python benchmarks/accuracy.py
	$(BIN)/python benchmarks/speed.py

clean: ## remove everything that make has made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .neurolint_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# make demo | test | lint | format | lock | clean
# Needs Python 3.11 or newer with its venv module, and a package index the first time. Nothing is installed outside
# of this folder.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PIP := -m pip --disable-pip-version-check

.PHONY: demo test lint format lock clean

demo: $(READY)
	@$(BIN)/sayso demo

test: $(READY)
	@tests/postgres.sh tests/chromium.sh $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Only what the lock names, by its hashes; then sayso itself, which needs no index any more.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sayso needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python $(PIP) install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python $(PIP) install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# Keeps the versions that still fit; UPGRADE=--upgrade takes the newest. Run it with the oldest Python we support.
# Package sources set up on this machine alone stay out: their hashes would be of no use elsewhere.
lock:
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python $(PIP) install --quiet --upgrade pip pip-tools
	$(PYTHON) .ci/direct.py | env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	  build/lock/bin/pip-compile $(UPGRADE) --quiet --generate-hashes --strip-extras --allow-unsafe \
	  --no-header --no-annotate --no-emit-options --output-file requirements.lock -

clean:
	rm -rf .venv build dist demo-ledger .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# make demo | test | test-cluster | lint | format | lock | clean
# Needs Python 3.11 or newer with its venv module, and a package index the first time. Nothing is installed outside
# of this folder.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
CLUSTER := build/cluster
PIP := -m pip --disable-pip-version-check

.PHONY: demo test test-cluster lint format lock clean

demo: $(READY)
	@$(BIN)/sayso demo

test: $(READY)
	@tests/postgres.sh tests/chromium.sh $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# In an environment of its own: Ray is large, and nobody needs it who has one machine.
test-cluster: $(CLUSTER)/.ready
	@$(CLUSTER)/bin/python -m pytest tests/cluster

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

$(CLUSTER)/.ready: requirements-cluster.lock pyproject.toml
	$(PYTHON) -m venv --clear $(CLUSTER)
	$(CLUSTER)/bin/python $(PIP) install --quiet --require-hashes --requirement requirements-cluster.lock
	$(CLUSTER)/bin/python $(PIP) install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# Keeps the versions that still fit; UPGRADE=--upgrade takes the newest. Run it with the oldest Python we support.
# Package sources set up on this machine alone stay out: their hashes would be of no use elsewhere.
COMPILE = env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null build/lock/bin/pip-compile $(UPGRADE) \
  --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-annotate --no-emit-options
lock:
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python $(PIP) install --quiet --upgrade pip pip-tools
	$(PYTHON) .ci/direct.py | $(COMPILE) --output-file requirements.lock -
	$(PYTHON) .ci/direct.py cluster | $(COMPILE) --constraint requirements.lock --output-file requirements-cluster.lock -

clean:
	rm -rf .venv build dist demo-ledger .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

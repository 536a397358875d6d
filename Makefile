# Lantern. `make help` lists what there is; docs/ says more.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV ?= .venv
export VENV
RUN = "$(VENV)/bin/python"
MANAGE = $(RUN) manage.py
# Where templates are.
TEMPLATES = site $(wildcard campaigns training reporting)

.PHONY: help setup setup-dev serve test pictures bench load lint lint-python lint-templates lint-styles lint-django format lock

help: ## List these commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

setup: ## Install what the site needs into .venv
	@deploy/bootstrap.sh

setup-dev: ## Install what tests and linters need as well
	@deploy/bootstrap.sh dev

serve: setup ## Set up everything and serve the demonstration site (HOST, PORT, DATA_DIR)
	@exec $(MANAGE) serve

test: setup-dev ## Run every test; ARGS go to pytest, e.g. ARGS='-k search'
	@deploy/test.sh $(ARGS)

pictures: setup-dev ## Take the pictures of the guides again, in docs/pictures/guide
	@LANTERN_PICTURES=take deploy/test.sh -k "guide and the_teams_day"

bench: setup-dev ## Print what pages cost
	@$(MANAGE) bench

load: setup ## Read a running site as many readers would (URL, READERS, SECONDS)
	@$(MANAGE) load_test $(or $(URL),http://localhost:8000) --readers $(or $(READERS),50) --seconds $(or $(SECONDS),20)

lint: lint-python lint-templates lint-styles lint-django ## Run every linter

lint-python: setup-dev ## Python: ruff and mypy
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

lint-templates: setup-dev ## Templates: djlint
	$(RUN) -m djlint --quiet --lint $(TEMPLATES)

lint-styles: setup-dev ## Style sheets: stylelint, logical properties only
	@"$(VENV)/bin/node" node_modules/stylelint/bin/stylelint.mjs "static/**/*.css" "*/static/**/*.css" "site/*/static/**/*.css"

lint-django: setup-dev ## Migrations, catalogues and the deployment check
	@.ci/django.sh

format: setup-dev ## Rewrite Python the way the linters want it
	$(RUN) -m ruff check --fix-only .
	$(RUN) -m ruff format .

lock: setup-dev ## Write the lock files again from requirements*.in and package.json
	@deploy/lock.sh


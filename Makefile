# make site   check the course and build the learner site (EDITION=trainer for the other)
# make test   everything: lint, types, rules, whole-site and browser tests
# make pdf    makes the PDFs that are not there yet (OF=partnerships LANG=tg EDITION=trainer for one)
# make release  everything that travels, into dist/ (SINCE=path/to/earlier/dist for update packs); make verify proves it
# make serve  live preview at http://127.0.0.1:8000 (EDITION=trainer for the other)
# make check  only report the problems of the course
EDITION ?= learner
PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING = 1

.PHONY: site pdf pdf-check test serve check rules release verify faults bench bench-check bench-statistics bench-pdf verify-properdocs try-zensical readability budget weight evidence stress real-tools lighthouse firefox clean

site: .venv/site
	@$(BIN)/python hooks/cli.py site --edition $(EDITION)

check: .venv/site
	@$(BIN)/python hooks/cli.py check

# What the environment says of LANG and EDITION's default are no choice of prints.
chosen = $(if $(filter command,$(firstword $(origin $(1)))),$(2) $($(1)))
pdf: .venv/site
	@$(BIN)/python hooks/cli.py pdf $(call chosen,OF,--of) $(call chosen,LANG,--lang) $(call chosen,EDITION,--edition)

# Everything that travels, into dist/, once no translation is behind its source (ALLOW_STALE=1: then its readers are told).
# SINCE=path/to/earlier/dist makes update packs from that release too.
release: .venv/site
	@$(BIN)/python hooks/cli.py status $(if $(filter 1,$(ALLOW_STALE)),,--strict)
	@$(BIN)/python hooks/cli.py release $(addprefix --since ,$(SINCE))

# Proves dist/: manifest and sums, every zip unpacked and used in Chromium without a network, books by EPUBCheck. Takes minutes.
verify: .venv/test
	@sh tests/browser.sh
	@sh tests/java.sh
	@$(BIN)/python hooks/cli.py verify
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.release

rules: .venv/site
	@$(BIN)/python hooks/cli.py rules

serve: .venv/site
	EDITION=$(EDITION) $(BIN)/mkdocs serve --watch overrides

test: .venv/test
	@sh tests/browser.sh
	@sh tests/postgres.sh
	@sh tests/npm.sh
	$(BIN)/ruff check hooks tests
	$(BIN)/ruff format --check hooks tests
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist worksteal

# Proofs: the check finds what people do wrong, and it is quick; texts are easy to read, and readers wait for little.
faults: .venv/site
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.faults

pdf-check: .venv/test
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.prints

bench-check: .venv/site
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.check_speed

# Our build beside stock MkDocs with Material and Zensical, where that can be had: OF="--sizes 40 200 --runs 2 1" for less.
bench: .venv/site
	@$(MAKE) --no-print-directory .cache/zensical-venv/installed || echo "Zensical cannot be installed here: without it"
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.build_speed $(OF)

bench-statistics: .venv/site
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.desk_speed

# Our press beside mkdocs-to-pdf, which has an environment of its own, and Chromium.
bench-pdf: .venv/test .cache/bench-venv/installed
	@sh tests/browser.sh
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.print_speed

.cache/bench-venv/installed: tests/bench/requirements.txt requirements.txt
	$(PYTHON) -m venv .cache/bench-venv
	.cache/bench-venv/bin/pip install --quiet --disable-pip-version-check -r tests/bench/requirements.txt
	@touch $@

# Other generators, each in an environment of its own: ProperDocs has to make the same site, Zensical is tried.
verify-properdocs: .venv/site .cache/properdocs-venv/installed
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.generators properdocs

try-zensical: .venv/site .cache/zensical-venv/installed
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.generators zensical

.cache/%-venv/installed: tests/bench/requirements-%.txt requirements.txt
	$(PYTHON) -m venv .cache/$*-venv
	.cache/$*-venv/bin/pip install --quiet --disable-pip-version-check -r tests/bench/requirements-$*.txt
	@touch $@

# Kills commands at 20 moments each and tries them in bad surroundings: SEED=7 for the moments of an earlier run. Linux; takes half an hour.
stress: .venv/test
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.stress

readability: .venv/site
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.readability

budget: .venv/test
	@sh tests/browser.sh
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.budget

# Each type of page beside stock MkDocs with Material and the same content.
weight: .venv/test
	@sh tests/browser.sh
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.weight

# What the proofs have measured goes from .cache/ to docs/data/evidence/, for the page of evidence.
evidence: .venv/site
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.evidence

# Both sites against tools that nobody here wrote: Nu HTML checker, axe, two link checkers. Takes about ten minutes.
real-tools: .venv/test .cache/tools-venv/installed
	@sh tests/browser.sh
	@sh tests/java.sh
	@sh tests/npm.sh tests/bench
	@$(MAKE) --no-print-directory site EDITION=learner
	@$(MAKE) --no-print-directory site EDITION=trainer
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.real_tools

lighthouse: .venv/test
	@sh tests/browser.sh
	@sh tests/npm.sh tests/bench
	@$(MAKE) --no-print-directory site EDITION=learner
	PYTHONPATH=hooks:tests $(BIN)/python -m bench.lighthouse

# An offline copy in Firefox, from its folder and without a network.
firefox: .cache/tools-venv/installed
	@sh tests/firefox.sh
	@$(MAKE) --no-print-directory site EDITION=learner
	PYTHONPATH=hooks:tests .cache/tools-venv/bin/python -m bench.firefox

.venv/site: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Hamkori needs Python 3.11 or newer: make PYTHON=python3.12, for example")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/test: tests/requirements.txt .venv/site
	$(BIN)/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@

clean:
	rm -rf .venv site site-trainer dist .cache .site-* .dist-*

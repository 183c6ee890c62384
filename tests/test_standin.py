"""The shipped stand-in and its true times agree with the transcript and with each other."""

from __future__ import annotations

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from woordbeeld.media.ffmpeg_program import find_ffmpeg
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine, Transcript
from woordbeeld.transcript.reader import read_file

ROOT = Path(__file__).parents[1]
FILM = ROOT / "media/symposium-entreeopleidingen.mp4"
PER_MS = 16  # samples, at 16 kHz
ROOM_RMS = 0.001  # the noise of the silent room
BOUND_MS = 25  # how far the encoded sound may be off


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FILM.with_suffix(".truth.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def transcript(truth: dict[str, Any]) -> Transcript:
    return read_file(ROOT / truth["transcript"])


@pytest.fixture(scope="module")
def samples() -> npt.NDArray[np.float32]:
    raw = run_ffmpeg("-v", "error", "-i", FILM, "-ac", "1", "-ar", "16000", "-f", "f32le", "-").stdout
    return np.frombuffer(raw, np.float32)


def run_ffmpeg(*arguments: str | Path, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([find_ffmpeg().path, "-nostdin", *arguments], capture_output=True, check=check)


def rms(samples: npt.NDArray[np.float32], start_ms: int, end_ms: int) -> float:
    return float(np.sqrt((samples[start_ms * PER_MS : end_ms * PER_MS].astype(np.float64) ** 2).mean()))


def written(blocks: tuple[SpokenLine | SceneDescription | Sound, ...]) -> list[tuple[int, str]]:
    return [(block.line, block.text) for block in blocks]


def timed(entries: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(entry["line"], entry["text"]) for entry in entries]


def test_every_line_scene_and_sound_of_the_transcript_has_its_time_once_and_in_order(
    truth: dict[str, Any], transcript: Transcript
) -> None:
    assert timed(truth["lines"]) == written(transcript.spoken_lines)
    assert timed(truth["scenes"]) == written(transcript.scenes)
    assert timed(truth["sounds"]) == written(transcript.sounds)


def test_every_line_has_its_speaker(truth: dict[str, Any], transcript: Transcript) -> None:
    expected = [line.speaker.name for line in transcript.spoken_lines if line.speaker]
    assert [line["speaker"] for line in truth["lines"]] == expected
    assert len(set(expected)) == 10


def test_nothing_but_the_closing_music_is_at_the_same_time_as_something_else(truth: dict[str, Any]) -> None:
    entries = sorted(truth["lines"] + truth["scenes"] + truth["sounds"], key=lambda entry: entry["line"])
    assert all(entry["start_ms"] < entry["end_ms"] <= truth["duration_ms"] for entry in entries)
    *apart, scene, music = entries
    assert all(a["end_ms"] <= b["start_ms"] for a, b in pairwise([*apart, scene]))
    assert scene["start_ms"] < music["start_ms"] < scene["end_ms"]


def test_a_scene_starts_and_ends_with_a_shot(truth: dict[str, Any]) -> None:
    edges = {*truth["shots"], truth["duration_ms"]}
    assert all({scene["start_ms"], scene["end_ms"]} <= edges for scene in truth["scenes"])
    assert truth["shots"] == sorted(edges)[:-1]


def test_the_film_is_small_h264_and_aac_and_says_what_it_is(truth: dict[str, Any]) -> None:
    assert FILM.stat().st_size < 5_000_000
    told = run_ffmpeg("-hide_banner", "-i", FILM, check=False).stderr.decode()
    assert re.search(r"\(nld\): Video: h264 .*yuv420p.* 640x360.* 25 fps", told)
    assert re.search(r"\(nld\): Audio: aac ", told)
    assert "nagebootste opname" in told
    assert "Stand-in, not the real recording" in told


def test_every_frame_decodes_and_picture_and_sound_are_as_long_as_the_truth_says(
    truth: dict[str, Any], samples: npt.NDArray[np.float32]
) -> None:
    frames = run_ffmpeg("-v", "error", "-i", FILM, "-s", "4x4", "-pix_fmt", "gray", "-f", "rawvideo", "-")
    assert frames.stderr == b""
    assert len(frames.stdout) // 16 * 40 == truth["duration_ms"]
    assert len(samples) // PER_MS == pytest.approx(truth["duration_ms"], abs=BOUND_MS)


def test_a_shot_changes_the_picture_at_its_first_frame(truth: dict[str, Any]) -> None:
    raw = run_ffmpeg(
        "-v", "error", "-i", FILM, "-s", "64x36", "-pix_fmt", "gray", "-f", "rawvideo", "-"
    ).stdout
    frames = np.frombuffer(raw, np.uint8).reshape(-1, 36 * 64).astype(np.int16)
    changes = np.abs(np.diff(frames, axis=0)).mean(axis=1)
    at_shots = [shot // 40 - 1 for shot in truth["shots"]]
    assert changes[at_shots].min() > 2 * np.delete(changes, at_shots).max()


def test_a_line_is_silent_before_its_start_and_after_its_end_and_sounds_at_both(
    truth: dict[str, Any], samples: npt.NDArray[np.float32]
) -> None:
    for line in truth["lines"]:
        start, end = line["start_ms"], line["end_ms"]
        before = rms(samples, start - 3 * BOUND_MS, start - BOUND_MS)
        first = rms(samples, start, start + 2 * BOUND_MS)
        last = rms(samples, end - 2 * BOUND_MS, end)
        after = rms(samples, end + 3 * BOUND_MS, end + 5 * BOUND_MS)
        assert before < 2 * ROOM_RMS < first, f"start of line {line['line']}"
        assert after < 2 * ROOM_RMS < last, f"end of line {line['line']}"


def test_the_sounds_are_heard_where_the_truth_says(
    truth: dict[str, Any], samples: npt.NDArray[np.float32]
) -> None:
    for sound in truth["sounds"]:
        start, end = sound["start_ms"], sound["end_ms"]
        assert rms(samples, (start + end) // 2 - 500, (start + end) // 2 + 500) > 10 * ROOM_RMS
        assert rms(samples, start - 3 * BOUND_MS, start - BOUND_MS) < 2 * ROOM_RMS


def test_the_silent_room_is_not_digital_silence(samples: npt.NDArray[np.float32]) -> None:
    assert 0.2 * ROOM_RMS < rms(samples, 500, 3500) < 2 * ROOM_RMS

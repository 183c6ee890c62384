"""`screen` as a person at a terminal meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from woordbeeld.screen import rapid_ocr

Run = Callable[..., Result]
Sources = tuple[Path, Path]
CARD = "Nagebootste opname / – computerstemmen / Symposium entreeopleidingen"


def test_a_film_alone_has_its_texts_told_with_their_times_and_places(run: Run, sources: Sources) -> None:
    result = run("screen", sources[0])
    assert result.exit_code == 0
    logo, card, count = result.stdout.splitlines()
    assert logo.startswith(
        "0:00-0:26 [stays all the time] nagebootst (84-96 % from the left, 3-10 % from above"
    )
    assert card.startswith(f"0:00-0:04 {CARD}")
    assert count == "2 texts are seen in the picture"


@pytest.mark.whisper
def test_with_a_transcript_it_is_told_what_nobody_tells_and_how_to_mend_that(
    run: Run, sources: Sources, tmp_path: Path
) -> None:
    video, transcript = sources
    result = run("screen", *sources)
    assert result.exit_code == 1
    assert f"0:00-0:04 NOT TOLD: {CARD}" in result.stdout
    first = f"Put the first one at the top of {transcript}: (Beeldtekst: Nagebootste opname"
    assert result.stdout.splitlines()[-1].startswith(first)
    described = tmp_path / "talk.txt"
    text = result.stdout.splitlines()[-1].partition(": (")[2].partition(") or open")[0]
    described.write_text(f"({text})\n\n{transcript.read_text('utf-8')}", encoding="utf-8")
    again = run("screen", video, described)
    assert again.exit_code == 0, again.stdout
    assert again.stdout.splitlines()[-1] == "All text in the picture is said or described"


@pytest.mark.whisper
def test_the_same_as_json(run: Run, sources: Sources) -> None:
    result = run("screen", *sources, "--format", "json")
    told = json.loads(result.stdout)
    assert told["version"] == 1
    assert [(each["kind"], each["told"], each["after_line"]) for each in told["texts"]] == [
        ("logo", None, None),
        ("shown", "missing", None),
    ]
    assert told["texts"][1]["lines"][0] == "Nagebootste opname"
    assert 0 < told["texts"][1]["box"]["left"] < 1


def test_without_what_reads_it_is_one_sentence_before_any_work(
    run: Run, sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rapid_ocr, "find_spec", lambda _: None)
    for arguments in (sources[:1], sources):
        result = run("screen", *arguments)
        assert (result.exit_code, result.stdout) == (4, "")
        (told,) = result.stderr.splitlines()
        assert told.startswith(
            "woordbeeld: what reads text in the picture (rapidocr) is not here; install it"
        )


def test_sound_has_no_picture(run: Run, tmp_path: Path, ffmpeg: Callable[..., None]) -> None:
    ffmpeg("-f", "lavfi", "-i", "sine=duration=1", tmp_path / "talk.wav")
    result = run("screen", tmp_path / "talk.wav")
    assert result.exit_code == 3
    assert "talk.wav: has no picture" in result.stderr

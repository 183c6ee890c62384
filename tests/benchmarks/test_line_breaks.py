"""The same words in other lines: none is lost, none changes its speaker."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.benchmarks.line_breaks import VARIANTS, WIDTH

from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.reader import read

TEXT = (Path(__file__).parents[2] / "transcripts/symposium-entreeopleidingen.txt").read_text(encoding="utf-8")
ONE_PARAGRAPH = "one paragraph, no labels"
BY_TURN = [name for name in VARIANTS if name != ONE_PARAGRAPH]


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [
        (line.speaker.name if line.speaker else None, word)
        for line in transcript.spoken_lines
        for word in line.words
    ]


@pytest.mark.parametrize("name", BY_TURN)
def test_other_lines_keep_words_speakers_scenes_and_sounds(name: str) -> None:
    published, broken = read(TEXT), read(VARIANTS[name](TEXT))
    assert said(broken) == said(published)
    assert [scene.text for scene in broken.scenes] == [scene.text for scene in published.scenes]
    assert [sound.text for sound in broken.sounds] == [sound.text for sound in published.sounds]


def test_one_paragraph_has_all_words_on_one_line() -> None:
    broken = read(VARIANTS[ONE_PARAGRAPH](TEXT))
    assert len(broken.spoken_lines) == 1
    assert [word for _, word in said(broken)] == [word for _, word in said(read(TEXT))]


def test_lines_are_as_long_as_they_are_called() -> None:
    one_a_turn, one_word = read(VARIANTS["one a turn"](TEXT)), read(VARIANTS["one word a line"](TEXT))
    assert max(len(turn.lines) for turn in one_a_turn.turns) <= 1 + len(one_a_turn.scenes)
    assert all(len(line.words) == 1 for line in one_word.spoken_lines)
    full = VARIANTS[f"full at {WIDTH} characters"](TEXT)
    assert all(len(line) <= WIDTH for line in full.splitlines() if not line.startswith("("))

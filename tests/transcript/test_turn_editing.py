"""Turns made one: the label between them goes, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.transcript.editing import EditRefusedError
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.turn_editing import join_turn

SEED = (Path(__file__).parents[2] / "transcripts/symposium-entreeopleidingen.txt").read_text("utf-8")


def joined(text: str, line: int) -> str:
    """The text with the turn of the line on this physical line made one with the turn before."""
    transcript = read(text)
    return join_turn(transcript, next(each for each in transcript.spoken_lines if each.line == line))


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("JAN: Een.\n\nJAN: Twee.\nDrie.\n", 3, "JAN: Een.\n\nTwee.\nDrie.\n"),
        ("JAN: Een.\nJAN: Twee.\nDrie.\n", 3, "JAN: Een.\nTwee.\nDrie.\n"),
        ("JAN: Een.\nPIET: Twee.\nDrie.\nPIET: Vier.\n", 3, "JAN: Een.\nTwee.\nDrie.\nPIET: Vier.\n"),
        ("JAN:\nEen.\n\nJAN:\nTwee.\n", 5, "JAN:\nEen.\n\nTwee.\n"),
        ("JAN DE WIT: Een.\nDE WIT: Twee.\n", 2, "JAN DE WIT: Een.\nTwee.\n"),
        ("JAN: Een.\r\n(Hij lacht.)\r\nJAN: Twee.\r\n", 3, "JAN: Een.\r\n(Hij lacht.)\r\nTwee.\r\n"),
        ("JAN: Een.\nJAN (VIA EEN TOLK): Twee.\n", 2, "JAN (VIA EEN TOLK): Een.\nTwee.\n"),
        ("JAN (bestuurder): Een.\nJAN (bestuurder): Twee.\n", 2, "JAN (bestuurder): Een.\nTwee.\n"),
        ("JAN (bestuurder): Een.\nJAN (Delft): Twee.\n", 2, "JAN (bestuurder, Delft): Een.\nTwee.\n"),
        ("JAN: [en] One. [/en]\nJAN: [en] Two. [/en]\n", 2, "JAN: [en] One. [/en]\n[en] Two. [/en]\n"),
    ],
)
def test_the_second_label_goes_and_nothing_is_lost(text: str, line: int, expected: str) -> None:
    assert joined(text, line) == expected
    assert len(read(expected).turns) == len(read(text).turns) - 1


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("JAN: Een.\nPIET: Twee.\n", 1, "no-first-turn"),
        ("JAN: Een.\n(Aldus Piet. Jan:)\nTwee.\n", 3, "also-described"),
        ("JAN: Een.\n(Jan:)\nTwee.\nJAN (VIA EEN TOLK): Drie.\n", 4, "also-described"),
        ("JAN: Een.\nJAN: APPLAUS: dat hoort erbij.\n", 2, "would-be-label"),
    ],
)
def test_what_cannot_be_one_turn_is_refused_with_the_reason(text: str, line: int, reason: str) -> None:
    with pytest.raises(EditRefusedError) as refused:
        joined(text, line)
    assert refused.value.reason == reason


@given(st.sampled_from(range(1, len(read(SEED).turns))))
def test_any_turns_of_the_seed_become_one_or_are_refused(turn: int) -> None:
    transcript = read(SEED)
    lines = [line for line in transcript.spoken_lines if line.turn == turn]
    try:
        after = read(join_turn(transcript, lines[-1]))
    except EditRefusedError as refused:
        if refused.reason not in ("also-described", "others-would-change"):
            raise
        return
    at = transcript.spoken_lines.index(lines[0])
    found = after.spoken_lines
    assert {found[at + place].turn for place in range(-1, len(lines))} == {found[at].turn}
    assert [line.text for line in found] == [line.text for line in transcript.spoken_lines]
    assert [each.text for each in after.scenes] == [each.text for each in transcript.scenes]
